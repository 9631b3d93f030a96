//! The texts of a row of the list, for the eye and for screen readers.

use crate::app::profiles::{ProfileRow, Row, RowContent, Standing};
use crate::app::token::{Card, Check};
use crate::model::expiry::digits;
use crate::model::{AccountKind, PinAndTag, Tag};
use crate::ui::kit::widgets::{Dot, RowEnd};
use crate::ui::profiles::verdict::VerdictText;
use crate::ui::view::View;

const UNREADABLE: &str = "Unreadable item";

pub(crate) struct RowText {
    pub(crate) dot: Option<Dot>,
    pub(crate) name: String,
    pub(crate) below: String,
    pub(crate) end: RowEnd,
    pub(crate) spoken: String,
    /// The tooltip: what is cut in the row, and what a color stands for.
    pub(crate) whole: String,
    pub(crate) tag: Option<Tag>,
    pub(crate) is_pinned: bool,
}

impl RowText {
    pub(crate) fn of(row: &Row, view: &View<'_>) -> Self {
        match &row.content {
            RowContent::Profile(row) => Self::of_profile(row, view),
            RowContent::Unreadable(why) => Self {
                dot: Some(Dot::Unreadable),
                name: UNREADABLE.to_owned(),
                below: why.message(),
                end: RowEnd::default(),
                spoken: why.message(),
                whole: format!("{}\n{}", UNREADABLE, why.message()),
                tag: None,
                is_pinned: false,
            },
        }
    }

    fn of_profile(row: &ProfileRow, view: &View<'_>) -> Self {
        let (settings, now) = (&view.state.settings, view.now);
        let StandingText { end, spoken } = StandingText::of(row, view);
        let mut state = spoken;
        if row
            .check
            .as_ref()
            .is_some_and(|check| check.job().is_some())
        {
            state.push_str(", checking");
        }
        if matches!(row.card(now), Card::Prompt(_)) {
            state.push_str(", needs your input");
        }
        let profile = &row.profile;
        let (name, login) = (profile.name.to_string(), profile.account.display_login());
        let region = profile.console.short();
        let kind = match profile.account.kind() {
            AccountKind::ApiClient => "",
            AccountKind::User => "user account ",
        };
        // A user account is often named like its username, which stands above.
        let below = match profile.account.kind() {
            AccountKind::User if name == login => format!("{region} · user account"),
            _ => format!("{region} · {login}"),
        };
        let mut whole = format!("{name}\n{}\n{login}", profile.console);
        let PinAndTag { is_pinned, tag } = settings.marks_of(profile.id);
        if let Some(tag) = tag {
            let tag = settings.tags.name(tag);
            state = format!("{state}, tag {tag}");
            whole = format!("{whole}\nTag: {tag}");
        }
        if is_pinned {
            state.push_str(", pinned");
        }
        Self {
            dot: dot(row.standing(settings, now)),
            name,
            spoken: format!("{region} · {kind}{login}, {state}"),
            whole,
            tag,
            is_pinned,
            below,
            end,
        }
    }
}

const fn dot(standing: Standing) -> Option<Dot> {
    match standing {
        Standing::Unknown => None,
        Standing::Live => Some(Dot::Live),
        Standing::Expiring => Some(Dot::Expiring),
        Standing::Accepted => Some(Dot::Accepted),
        Standing::Rejected => Some(Dot::Rejected),
    }
}

/// The state of a profile: at the end of its row, and for screen readers.
struct StandingText {
    end: RowEnd,
    spoken: String,
}

impl StandingText {
    fn of(row: &ProfileRow, view: &View<'_>) -> Self {
        let now = view.now;
        let mut text = match row.card_without_prompt(now) {
            Card::Prompt(_) | Card::NoToken => {
                let remembered = row.remembered_verdict(&view.state.settings, now);
                remembered.map_or_else(
                    || Self::words("", "no token"),
                    |last| {
                        let verdict = VerdictText::of_last(last, view);
                        Self::words(verdict.end(), &verdict.sentence())
                    },
                )
            }
            Card::Expired { .. } => {
                let standing = row.standing(&view.state.settings, now);
                let spoken = match standing {
                    Standing::Accepted => "expired, last sign-in accepted",
                    _ => "expired",
                };
                Self::words("expired", spoken)
            }
            Card::Fetching(_) => Self::words("signing in…", "signing in"),
            Card::Failed(failure) => Self::words(failure.short(), failure.short()),
            Card::Token { grant, .. } => {
                let left = digits(grant.expiry.left(now));
                // The token still works, but no other can be fetched.
                match row.refusal() {
                    Some(failure) => Self::words(failure.short(), failure.short()),
                    None => Self {
                        spoken: format!("{left} left"),
                        end: RowEnd::Countdown(left),
                    },
                }
            }
        };
        if let Some(verified) = row.check.as_ref().and_then(Check::verified) {
            let verdict = VerdictText::of(verified, view);
            if row.newest_check(now).is_some() {
                text = Self::words(verdict.end(), &verdict.sentence());
            } else {
                text.spoken = format!("{}, {}", text.spoken, verdict.sentence());
            }
        }
        if let (Some(grant), Some(_)) = (&row.grant, row.refusal()) {
            let left = digits(grant.expiry.left(now));
            text.spoken = format!("{}, {left} left", text.spoken);
        }
        text
    }

    fn words(end: &str, spoken: &str) -> Self {
        Self {
            end: RowEnd::Words(end.to_owned()),
            spoken: spoken.to_owned(),
        }
    }
}
