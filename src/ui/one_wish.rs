//! Clicks that follow each other faster than anybody means them are one wish: a console may answer so fast that the second half of
//! a double click meets the button of the next sign-in, and failed sign-ins lock accounts.

use std::time::Duration;

use egui::{Context, Id};

use crate::app::Action;
use crate::app::row::Attempt;
use crate::model::Now;

/// A click that comes sooner after the one before, counted or not, does not count. So a burst of them is one.
const APART: Duration = Duration::from_millis(500);

/// The actions without those that are no wish of their own. Each profile's clicks are counted apart, and those of the editor.
pub(super) fn kept(ctx: &Context, now: Now, mut actions: Vec<Action>) -> Vec<Action> {
    actions.retain(|action| is_meant(ctx, now, *action));
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

fn is_meant(ctx: &Context, now: Now, action: Action) -> bool {
    let Some(click) = Click::of(action) else {
        return true;
    };
    let any = Id::unique("last click on a sign-in").with(click.whose);
    // What was typed may be sent right after its form opened, by whoever pastes and presses Enter.
    let form = any.with("form");
    let before = if click.is_of_form { form } else { any };
    ctx.data_mut(|data| {
        let last: Option<Now> = data.get_temp(before);
        data.insert_temp(any, now);
        if click.is_of_form {
            data.insert_temp(form, now);
        }
        last.is_none_or(|last| now.since(last) >= APART)
    })
}

/// A click that begins or stops a sign-in.
struct Click {
    whose: Id,
    is_of_form: bool,
}

impl Click {
    fn of(action: Action) -> Option<Self> {
        let (whose, is_of_form) = match action {
            Action::GetToken(id) | Action::Renew(id) | Action::CancelFetch(id) => {
                (Id::unique(id), false)
            }
            Action::SignIn(id) | Action::SignInWithoutCode(id) => (Id::unique(id), true),
            Action::Test | Action::TestWithoutCode | Action::CancelTest => {
                (Id::unique("editor"), false)
            }
            _ => return None,
        };
        Some(Self { whose, is_of_form })
    }
}
