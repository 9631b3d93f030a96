//! The dialog *Check secret reset…*: tries the new secret, then the stored one; replacing takes another click.

mod code;
mod form;
mod progress;
mod result;

use egui::{Id, Ui};

use crate::app::action::Masked;
use crate::app::availability::DisabledReason;
use crate::app::editor::{cut_client_id, is_with_other_client_id};
use crate::app::rotation::{Replacing, Rotation, RotationAction, RotationPhase};
use crate::app::{Action, Drafts};
use crate::model::{AccountKind, CheckOutcome, RotationOutcome};
use crate::ui::commands::{Command, disabled_reason};
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Field, Note, add_unless, caption, check_box, described_by,
    disabled_scope, focus_on_open, initial_focus, paragraph, to_the_end,
};
use crate::ui::rotation::form::{CODE_FIELD, NEW_PASSWORD, NEW_SECRET, RotationForm};
use crate::ui::secret_field::SecretInput;
use crate::ui::view::View;
use crate::ui::{secret_field, words};

const COUNTS: &str = "If it’s wrong, that’s one more failed sign-in, which can lock the account.";

const CHECK_AGAIN: &str = "Check again";

const CHECK: &str = "Check";

const COPY_RESULT: &str = "Copy result";

/// The buttons at both ends fit.
const WIDTH: f32 = 580.0;

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts, check: &Rotation) {
    let title = format!(
        "{} · {}",
        Command::CheckRotation
            .label_for(check.profile.account.kind())
            .trim_end_matches('…'),
        check.profile.name
    );
    let dialog = DialogFrame {
        id: DIALOG,
        title: &title,
        width: WIDTH,
    };
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let is_entered = Command::Primary.pressed(ui.ctx());
    let mut form = RotationForm {
        view,
        drafts,
        check,
        reveal: None,
        is_entered,
    };
    let end = dialog.show(ui, &mut form, body, buttons);
    if end == DialogEnd::Left {
        let is_checking = matches!(check.phase, RotationPhase::Checking { .. });
        form.view.ask(if is_checking {
            Action::Rotation(RotationAction::Cancel)
        } else {
            Action::CloseDialog
        });
    }
}

const DIALOG: &str = "reset check";

fn body(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>) {
    ui.spacing_mut().item_spacing.y = space::M + 2.0;
    focus_next_step(ui, form.check);
    if form.check.replaced_at().is_some() {
        result::show(ui, form.view, form.check);
        progress::show(ui, form);
        return;
    }
    let noun = form.kind().noun();
    paragraph(ui, &intro(form));
    let is_busy = form.check.is_busy();
    let why = is_busy.then_some(busy_with(form.check));
    disabled_scope(ui, why, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        new_secret(ui, form, noun);
        if form.kind() == AccountKind::User && form.check.refused_before.is_none() {
            try_stored(ui, form);
        }
    });
    if matches!(form.check.phase, RotationPhase::CodeRequired) {
        code::show(ui, form);
    }
    result::show(ui, form.view, form.check);
    progress::show(ui, form);
    if let Some(reveal) = form.reveal.take() {
        reveal.show(ui, form.view, why);
    }
}

/// Why the field is disabled.
fn busy_with(check: &Rotation) -> &'static str {
    match check.phase {
        RotationPhase::Replacing { .. } => "Replacing…",
        _ => disabled_reason(DisabledReason::Checking),
    }
}

fn intro(form: &RotationForm<'_, '_, '_>) -> String {
    let asked = match form.kind() {
        AccountKind::ApiClient => "Paste the new secret from the console.",
        AccountKind::User => "Enter the new password.",
    };
    let tried = match (form.check.refused_before, form.kind()) {
        (Some(at), _) => {
            let at = form.view.state.local.time_of_day(at);
            format!("It’s tested once. The saved one was rejected at {at} and won’t be sent again.")
        }
        (None, AccountKind::ApiClient) => "Each secret is tested once.".to_owned(),
        (None, AccountKind::User) => "It’s tested once.".to_owned(),
    };
    format!("{asked} {tried} Nothing is replaced until you confirm.")
}

fn new_secret(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>, noun: &str) {
    let asks_code = matches!(form.check.phase, RotationPhase::CodeRequired);
    let code = asks_code.then(|| initial_focus(CODE_FIELD));
    let typed = &mut form.drafts.new_secret;
    let account = &form.check.profile.account;
    let kind = account.kind();
    let is_missing = typed.secret(kind).is_none() && form.check.shows_error;
    let cut = Id::unique("client ID cut off a new secret");
    let note = if is_missing {
        Some(Note::error(format!("Enter the new {noun}.")))
    } else if is_with_other_client_id(typed.text(), account) {
        Some(Note::warn("This begins with another client ID."))
    } else {
        let is_cut = ui.data(|data| data.get_temp(cut)) == Some(true) && !typed.is_empty();
        is_cut.then(|| Note::plain("The client ID before the secret was removed."))
    };
    let label = match kind {
        AccountKind::ApiClient => NEW_SECRET,
        AccountKind::User => NEW_PASSWORD,
    };
    let field = Field::new(initial_focus(DIALOG), label).note(note);
    let typed = SecretInput::of(typed, kind, Masked::NewSecret).next_field(code);
    let shown = secret_field::show(ui, form.view.state, field, typed);
    if shown.is_changed {
        let is_cut = cut_client_id(&mut form.drafts.new_secret, account);
        ui.data_mut(|data| data.insert_temp(cut, is_cut));
    }
    focus_on_open(ui.ctx(), DIALOG);
    form.ask_if(shown.is_changed, RotationAction::Changed);
    form.note_enter(&shown.response);
    form.reveal = shown.reveal;
}

fn try_stored(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>) {
    let is_on = form.check.tries_stored;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let tick = check_box(ui, "Also test the saved password", is_on);
        form.ask_if(tick.clicked(), RotationAction::TryStored(!is_on));
        let line = caption(ui, COUNTS, Colors::in_use(ui).dim);
        described_by(&tick, &line, COUNTS);
    });
}

fn solid_button() -> Id {
    Id::unique("solid button of the reset check")
}

/// Where the keyboard belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A check or a save disables the field.
    Busy,
    Field,
    Replace,
    Close,
}

impl Step {
    fn of(check: &Rotation) -> Self {
        match solid(check) {
            _ if check.is_busy() => Self::Busy,
            _ if check.replaced_at().is_some() => Self::Close,
            Some((_, RotationAction::Replace)) => Self::Replace,
            _ => Self::Field,
        }
    }
}

/// Moves the keyboard along with each new step. A quick save is over before its own step is drawn.
fn focus_next_step(ui: &Ui, check: &Rotation) {
    let place = Id::unique("step of the reset check");
    let pass = ui.ctx().cumulative_pass_nr();
    let next = Step::of(check);
    let last: Option<(u64, Step)> = ui.data(|data| data.get_temp(place));
    ui.data_mut(|data| data.insert_temp(place, (pass, next)));
    let Some((last_pass, last)) = last else {
        return;
    };
    if last_pass + 1 != pass || last == next {
        return;
    }
    let is_nowhere = || ui.memory(|memory| memory.focused().is_none());
    let control = match next {
        Step::Replace | Step::Close => solid_button(),
        Step::Field if last == Step::Busy && is_nowhere() => initial_focus(DIALOG),
        Step::Field | Step::Busy => return,
    };
    ui.memory_mut(|memory| memory.request_focus(control));
}

/// The action of the solid button, Enter and Ctrl+Enter.
fn solid(check: &Rotation) -> Option<(&'static str, RotationAction)> {
    let again = Some((CHECK_AGAIN, RotationAction::Check));
    match &check.phase {
        RotationPhase::Asking | RotationPhase::CodeRequired => Some((CHECK, RotationAction::Check)),
        RotationPhase::Failed(_) => again,
        RotationPhase::Found(found) => match &found.outcome {
            _ if found.replacing == Replacing::Confirming => None,
            _ if found.replacing.is_outdated() => again,
            outcome if outcome.recommends_replacing() => {
                Some((replace(check), RotationAction::Replace))
            }
            RotationOutcome::Same(CheckOutcome::Untested(_))
            | RotationOutcome::Different {
                new: CheckOutcome::Untested(_),
                ..
            } => again,
            // Retrying a rejected secret takes a click.
            _ => None,
        },
        RotationPhase::Checking { .. }
        | RotationPhase::Replacing { .. }
        | RotationPhase::Replaced { .. } => None,
    }
}

fn replace(check: &Rotation) -> &'static str {
    match check.profile.account.kind() {
        AccountKind::ApiClient => "Replace saved secret",
        AccountKind::User => "Replace saved password",
    }
}

fn buttons(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>) {
    let check = form.check;
    if check.replaced_at().is_some() {
        let copy = ui.add(Button::ghost(COPY_RESULT));
        form.ask_if(copy.clicked(), RotationAction::CopyResult);
        let close = Button::leave(words::CLOSE).id(solid_button());
        to_the_end(ui, &[&close]);
        let pressed = ui.add(close).clicked();
        let is_asked = pressed || form.is_entered;
        form.view.ask_if(is_asked, Action::CloseDialog);
        return;
    }
    let solid = solid(check);
    if let RotationPhase::Found(found) = &check.phase {
        if solid.is_none_or(|(_, action)| action != RotationAction::Check) {
            let again = ui.add(Button::secondary(CHECK_AGAIN));
            form.ask_if(again.clicked(), RotationAction::Check);
        }
        let copy = ui.add(Button::ghost(COPY_RESULT));
        form.ask_if(copy.clicked(), RotationAction::CopyResult);
        let can_replace = check.can_replace() && found.replacing != Replacing::Confirming;
        if can_replace && !found.outcome.recommends_replacing() {
            at_the_end(ui, form, solid, Some(Button::secondary(replace(check))));
            return;
        }
    }
    at_the_end(ui, form, solid, None);
}

/// *Close* or *Cancel*, replacing against the advice, and the solid button.
fn at_the_end(
    ui: &mut Ui,
    form: &mut RotationForm<'_, '_, '_>,
    solid: Option<(&'static str, RotationAction)>,
    replace: Option<Button<'_>>,
) {
    let phase = &form.check.phase;
    // A canceled write that doesn't answer can be left.
    let can_cancel = match phase {
        RotationPhase::Replacing { job, .. } => !form.view.state.is_canceled(*job),
        _ => false,
    };
    let close = Button::leave(if can_cancel {
        words::CANCEL
    } else {
        words::CLOSE
    });
    let is_checking = matches!(phase, RotationPhase::Checking { .. });
    let primary = solid
        .map(|(name, _)| name)
        .or_else(|| is_checking.then_some(CHECK))
        .map(|name| Button::primary(name).id(solid_button()));
    let all = [Some(&close), replace.as_ref(), primary.as_ref()];
    let all: Vec<_> = all.into_iter().flatten().collect();
    to_the_end(ui, &all);
    let close = ui.add(close);
    form.view.ask_if(close.clicked(), Action::CloseDialog);
    if let Some(replace) = replace {
        let replace = ui.add(replace);
        form.ask_if(replace.clicked(), RotationAction::Replace);
    }
    if let Some(primary) = primary {
        let why = is_checking.then_some(disabled_reason(DisabledReason::Checking));
        let pressed = add_unless(ui, why, primary).clicked();
        if let Some((_, action)) = solid {
            form.ask_if(pressed || form.is_entered, action);
        }
    }
}
