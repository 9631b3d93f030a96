//! What a row of the list says, and what a screen reader says of it.

use super::theme::Tone;
use super::widgets::Dot;
use super::words;
use crate::app::row::{Card, ProfileRow, Row, RowContent};
use crate::model::expiry::digits;
use crate::model::{Now, Phase};

/// A row in words.
pub(super) struct Told {
    pub(super) dot: Dot,
    pub(super) name: String,
    pub(super) below: String,
    pub(super) end: String,
    pub(super) spoken: String,
}

impl Told {
    pub(super) fn of(row: &Row, now: Now) -> Self {
        match &row.content {
            RowContent::Profile(row) => Self::of_profile(row, now),
            RowContent::Unreadable(why) => Self {
                dot: Dot::Filled(Tone::Warn),
                name: words::UNREADABLE.to_owned(),
                below: why.words(),
                end: String::new(),
                spoken: why.words(),
            },
        }
    }

    fn of_profile(row: &ProfileRow, now: Now) -> Self {
        let (dot, end, state) = match row.card(now) {
            Card::Prompt(_) => (Dot::Hollow, String::new(), "needs your input".to_owned()),
            Card::NoToken => (Dot::Hollow, String::new(), "no token".to_owned()),
            Card::Expired { .. } => (Dot::Hollow, "expired".to_owned(), "expired".to_owned()),
            Card::Fetching(_) => (Dot::Hollow, "…".to_owned(), "signing in".to_owned()),
            Card::Failed(failure) => {
                let short = failure.short().to_owned();
                (Dot::Filled(Tone::Bad), short.clone(), short)
            }
            Card::Token { grant, phase, .. } => {
                let tone = match phase {
                    Phase::Live => Tone::Ok,
                    Phase::Expiring | Phase::Ending | Phase::Expired => Tone::Warn,
                };
                let left = digits(grant.expiry.left(now));
                (Dot::Filled(tone), left.clone(), format!("{left} left"))
            }
        };
        let profile = &row.profile;
        let below = format!("{} · {}", profile.console.short(), profile.account.login());
        Self {
            dot,
            name: profile.name.to_string(),
            spoken: format!("{below}, {state}"),
            below,
            end,
        }
    }
}
