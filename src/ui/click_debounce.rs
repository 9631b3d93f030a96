//! Debounces sign-in clicks: with a fast console the second half of a double click meets the button of the next sign-in, and
//! failed sign-ins lock accounts. Clicks on a disabled button count too, so a burst that outlasts a slow response is still one
//! click.

use std::time::Duration;

use egui::{Context, Event, Id, InputState, Key};

use crate::app::check_all::CheckAllAction;
use crate::app::command::Command;
use crate::app::editor::EditorAction;
use crate::app::job::JobId;
use crate::app::palette::{Entry, PaletteAction, ProfileCommand};
use crate::app::request::RequestAction;
use crate::app::rotation::{RotationAction, RotationPhase};
use crate::app::state::Dialog;
use crate::app::{Action, State};
use crate::model::{Now, ProfileId};

/// A press that follows another one sooner than this belongs to the same burst.
const APART: Duration = Duration::from_millis(500);

/// If the clock ran backward, no press is dropped.
pub(super) fn is_soon_after(then: Now, now: Now) -> bool {
    then.boot <= now.boot && now.since(then) < APART
}

/// Another key in between ends the burst: after Ctrl+K, Enter is no second half of a double press. Read before anything consumes
/// the key.
pub(super) fn note_other_keys(ctx: &Context) {
    let is_other = ctx.input(|input| {
        input.events.iter().any(|event| {
            matches!(
                event,
                Event::Key { key, pressed: true, repeat: false, .. } if *key != Key::Enter
            )
        })
    });
    if is_other {
        ctx.data_mut(|data| data.remove::<Burst>(burst_place()));
    }
}

/// Drops the actions that belong to an earlier click. Each profile's token clicks, its checks, and each dialog have their own
/// burst.
pub(super) fn debounce(
    ctx: &Context,
    state: &State,
    now: Now,
    mut actions: Vec<Action>,
) -> Vec<Action> {
    let burst = Burst::going_on(ctx, now);
    actions.retain(|action| {
        // The second half of the double press that opened the dialog.
        if let Action::Palette(PaletteAction::Run(_)) = action
            && let Some(Dialog::Palette(palette)) = &state.dialog
            && burst.is_some_and(|burst| burst.holds(palette.opened))
        {
            return false;
        }
        Click::for_action(*action, state, now)
            .is_none_or(|click| click.is_separate(ctx, now, burst))
    });
    actions
}

/// Presses of the pointer or of Enter anywhere, each soon after the one before.
#[derive(Clone, Copy)]
struct Burst {
    first: Now,
    last: Now,
}

impl Burst {
    /// Records this pass's press; returns the burst that is going on.
    fn going_on(ctx: &Context, now: Now) -> Option<Self> {
        let place = burst_place();
        let before: Option<Self> = ctx.data(|data| data.get_temp(place));
        let before = before.filter(|burst| is_soon_after(burst.last, now));
        if !ctx.input(is_pressed) {
            return before;
        }
        let first = before.map_or(now, |burst| burst.first);
        let burst = Self { first, last: now };
        ctx.data_mut(|data| data.insert_temp(place, burst));
        Some(burst)
    }

    fn holds(self, at: Now) -> bool {
        at.since(self.first) > Duration::ZERO || at == self.first
    }
}

fn burst_place() -> Id {
    Id::unique("burst of presses")
}

/// Why the button that cancels this job is still disabled: it replaced the one that started the job, and that click's burst goes
/// on.
pub(super) fn disabled_reason_while_pressed(
    ctx: &Context,
    now: Now,
    (job, started): (JobId, Now),
) -> Option<&'static str> {
    let left = time_left(ctx, now, (Id::unique("job").with(job.0), started))?;
    // With motion off nothing else draws the window again then.
    ctx.request_repaint_after(left);
    Some("Ready in half a second")
}

/// Whether the burst that was going on at `started` is over; it then stays over.
pub(super) fn is_over(ctx: &Context, now: Now, what: (Id, Now)) -> bool {
    time_left(ctx, now, what).is_none()
}

/// Until it is over, if no further press comes.
fn time_left(ctx: &Context, now: Now, (what, started): (Id, Now)) -> Option<Duration> {
    let place = Id::unique("last click of a burst").with(what);
    let last: Now = ctx.data(|data| data.get_temp(place)).unwrap_or(started);
    if !is_soon_after(last, now) {
        return None;
    }
    if ctx.input(is_pressed) {
        ctx.data_mut(|data| data.insert_temp(place, now));
    }
    Some(APART.saturating_sub(now.since(last)))
}

fn is_pressed(input: &InputState) -> bool {
    input.pointer.any_pressed() || input.key_pressed(Key::Enter)
}

/// A click that starts or cancels a sign-in.
struct Click {
    whose: Id,
    /// The form that it submits: pasting and pressing Enter right after a form opens is no double click.
    form: Option<u64>,
}

impl Click {
    fn of(dialog: &'static str) -> Self {
        Self {
            whose: Id::unique(dialog),
            form: None,
        }
    }

    fn for_action(action: Action, state: &State, now: Now) -> Option<Self> {
        let of_profile = |id: ProfileId, form| Self {
            whose: Id::unique(id),
            form,
        };
        Some(match action {
            Action::GetToken(id)
            | Action::Renew(id)
            | Action::CancelFetch(id)
            | Action::Palette(PaletteAction::Run(Entry::CommandOf(id, Command::Renew))) => {
                of_profile(id, None)
            }
            Action::Palette(PaletteAction::Run(Entry::Profile(id))) => {
                let row = state.profile(id)?;
                let command = ProfileCommand::of(row, state, now);
                let signs_in = [ProfileCommand::GetToken, ProfileCommand::RenewAndCopy];
                if !signs_in.contains(&command) {
                    return None;
                }
                of_profile(id, None)
            }
            Action::SignIn(id) | Action::SignInWithoutCode(id) => {
                let prompt = state.profile(id).and_then(|row| row.prompt);
                of_profile(id, prompt.map(|prompt| prompt.serial))
            }
            Action::ConfirmCopy => match &state.dialog {
                // Counts as the sign-in that it leads to, so that the rest of a double click doesn't cancel that.
                Some(Dialog::CopyQuestion(question)) => of_profile(question.id, Some(0)),
                _ => return None,
            },
            Action::Check(id)
            | Action::CancelCheck(id)
            | Action::Palette(PaletteAction::Run(Entry::CommandOf(id, Command::Check)))
            | Action::CheckAll(CheckAllAction::Remedy(id)) => Self {
                whose: Id::unique("check").with(id),
                form: None,
            },
            Action::Editor(
                EditorAction::Test | EditorAction::TestWithoutCode | EditorAction::CancelTest,
            ) => Self::of("editor"),
            Action::Rotation(
                RotationAction::Check
                | RotationAction::CheckWithoutCode
                | RotationAction::Cancel
                | RotationAction::Replace
                | RotationAction::ReplaceAnyway,
            ) => {
                let phase = state.rotation().map(|check| &check.phase);
                let asks_for_code = matches!(phase, Some(RotationPhase::CodeRequired));
                Self {
                    form: asks_for_code.then_some(1),
                    ..Self::of("reset check")
                }
            }
            Action::CheckAll(
                CheckAllAction::Start | CheckAllAction::CheckFailedAgain | CheckAllAction::Stop,
            ) => Self::of("check all"),
            Action::Request(id, RequestAction::Send | RequestAction::Cancel) => Self {
                whose: Id::unique("request").with(id),
                form: None,
            },
            _ => return None,
        })
    }

    /// Records it; returns whether it is a click of its own.
    fn is_separate(&self, ctx: &Context, now: Now, burst: Option<Burst>) -> bool {
        let any = Id::unique("last click on a sign-in").with(self.whose);
        let before = self.form.map_or(any, |serial| any.with(serial));
        ctx.data_mut(|data| {
            let last: Option<Now> = data.get_temp(before);
            data.insert_temp(any, now);
            data.insert_temp(before, now);
            last.is_none_or(|last| {
                let is_same_burst = burst.is_some_and(|burst| burst.holds(last));
                !is_soon_after(last, now) && !is_same_burst
            })
        })
    }
}
