//! The texts of a row of the list, for the eye and for screen readers.

use crate::app::profiles::{ProfileRow, Row, RowContent};
use crate::app::token::{Card, Check};
use crate::model::expiry::digits;
use crate::model::{AccountKind, Grant, Now, PinAndTag, Settings, Tag, TokenPhase};
use crate::ui::kit::theme::Tone;
use crate::ui::kit::widgets::Dot;
use crate::ui::profiles::verdict::VerdictText;
use crate::ui::view::View;

const UNREADABLE: &str = "Unreadable item";

pub(crate) struct RowText {
    pub(crate) dot: Dot,
    pub(crate) name: String,
    pub(crate) below: String,
    pub(crate) end: String,
    pub(crate) end_below: String,
    pub(crate) spoken: String,
    /// The tooltip: what is cut in the row, and what a color stands for.
    pub(crate) whole: String,
    pub(crate) tag: Option<Tag>,
    pub(crate) is_pinned: bool,
}

impl RowText {
    pub(crate) fn of(row: &Row, view: &View<'_>) -> Self {
        match &row.content {
            RowContent::Profile(row) => Self::of_profile(row, &view.state.settings, view.now),
            RowContent::Unreadable(why) => Self {
                dot: Dot::Filled(Tone::Warn),
                name: UNREADABLE.to_owned(),
                below: why.message(),
                end: String::new(),
                end_below: String::new(),
                spoken: why.message(),
                whole: format!("{}\n{}", UNREADABLE, why.message()),
                tag: None,
                is_pinned: false,
            },
        }
    }

    fn of_profile(row: &ProfileRow, settings: &Settings, now: Now) -> Self {
        let is_asking = matches!(row.card(now), Card::Prompt(_));
        let (mut dot, mut end, mut state) = match row.card_without_prompt(now) {
            Card::Prompt(_) | Card::NoToken => (Dot::Hollow, String::new(), "no token".to_owned()),
            Card::Expired { .. } => (Dot::Hollow, "expired".to_owned(), "expired".to_owned()),
            Card::Fetching(_) => (Dot::Hollow, "…".to_owned(), "signing in".to_owned()),
            Card::Failed(failure) => {
                let short = failure.short().to_owned();
                (Dot::Filled(Tone::Bad), short.clone(), short)
            }
            Card::Token { grant, phase, .. } => of_token(row, grant, phase, now),
        };
        let mut end_below = String::new();
        if let Some(verified) = row.check.as_ref().and_then(Check::verified) {
            let text = VerdictText::of(verified, now);
            if row.newest_check(now).is_some() {
                state = text.sentence();
                (end, end_below) = (text.short.to_owned(), text.when);
                dot = match text.tone {
                    Tone::Ok | Tone::Bad => Dot::Filled(text.tone),
                    // Says nothing of the credential.
                    Tone::Neutral | Tone::Warn => Dot::Hollow,
                };
            } else {
                state = format!("{state}, {}", text.sentence());
            }
        }
        if let (Some(grant), Some(_)) = (&row.grant, row.refusal()) {
            state = format!("{state}, {} left", digits(grant.expiry.left(now)));
        }
        if row
            .check
            .as_ref()
            .is_some_and(|check| check.job().is_some())
        {
            state.push_str(", checking");
        }
        if is_asking {
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
            dot,
            name,
            spoken: format!("{region} · {kind}{login}, {state}"),
            whole,
            tag,
            is_pinned,
            below,
            end,
            end_below,
        }
    }
}

/// Dot, end and state of a profile with a token. After a rejection the token still works, but no other can be fetched.
fn of_token(row: &ProfileRow, grant: &Grant, phase: TokenPhase, now: Now) -> (Dot, String, String) {
    if let Some(failure) = row.refusal() {
        let short = failure.short().to_owned();
        return (Dot::Filled(Tone::Bad), short.clone(), short);
    }
    let tone = match phase {
        TokenPhase::Live => Tone::Ok,
        TokenPhase::Expiring | TokenPhase::Ending | TokenPhase::Expired => Tone::Warn,
    };
    let left = digits(grant.expiry.left(now));
    (Dot::Filled(tone), left.clone(), format!("{left} left"))
}
