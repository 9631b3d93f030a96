//! Clicks that follow each other faster than anybody means them are one wish: a console may answer so fast that the second half of
//! a double click meets the button of the next sign-in, and failed sign-ins lock accounts.

use std::time::Duration;

use egui::{Context, Id};

use crate::app::action::RequestWish;
use crate::app::row::Attempt;
use crate::app::{Action, State};
use crate::model::{Now, ProfileId};

/// A click that comes sooner after the one before, counted or not, does not count. So a burst of them is one.
const APART: Duration = Duration::from_millis(500);

/// The actions without those that are no wish of their own. Each profile's clicks are counted apart, and those of the editor.
pub(super) fn kept(
    ctx: &Context,
    state: &State,
    now: Now,
    mut actions: Vec<Action>,
) -> Vec<Action> {
    actions.retain(|action| Click::of(*action, state).is_none_or(|click| click.is_meant(ctx, now)));
    actions
}

/// Whether the clicks are over among which this sign-in began: none came for a while. From then on it stays so.
pub(super) fn is_over(ctx: &Context, now: Now, attempt: &Attempt) -> bool {
    let place = Id::unique("last click of a burst").with(attempt.job.0);
    let last: Now = ctx
        .data(|data| data.get_temp(place))
        .unwrap_or(attempt.started);
    let is_over = now.since(last) >= APART;
    if !is_over && ctx.input(|input| input.pointer.any_pressed()) {
        ctx.data_mut(|data| data.insert_temp(place, now));
    }
    is_over
}

/// A click that begins or stops a sign-in.
struct Click {
    whose: Id,
    /// The form that it sends. What was typed may be sent right after its form opened, by whoever pastes and presses Enter.
    form: Option<u64>,
}

impl Click {
    fn of(action: Action, state: &State) -> Option<Self> {
        let of_profile = |id: ProfileId, form| Self {
            whose: Id::unique(id),
            form,
        };
        Some(match action {
            Action::GetToken(id) | Action::Renew(id) | Action::CancelFetch(id) => {
                of_profile(id, None)
            }
            Action::SignIn(id) | Action::SignInWithoutCode(id) => {
                let prompt = state.profile(id).and_then(|row| row.prompt);
                of_profile(id, prompt.map(|prompt| prompt.serial))
            }
            Action::Test | Action::TestWithoutCode | Action::CancelTest => Self {
                whose: Id::unique("editor"),
                form: None,
            },
            Action::Request(id, RequestWish::Send | RequestWish::Cancel) => Self {
                whose: Id::unique("request").with(id),
                form: None,
            },
            _ => return None,
        })
    }

    /// Notes it; whether it is a wish of its own.
    fn is_meant(&self, ctx: &Context, now: Now) -> bool {
        let any = Id::unique("last click on a sign-in").with(self.whose);
        let before = self.form.map_or(any, |serial| any.with(serial));
        ctx.data_mut(|data| {
            let last: Option<Now> = data.get_temp(before);
            data.insert_temp(any, now);
            data.insert_temp(before, now);
            last.is_none_or(|last| now.since(last) >= APART)
        })
    }
}
