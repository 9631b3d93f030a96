//! The fields of the profile editor, and what is said below each.

use egui::text_edit::TextEditState;
use egui::{Context, Id, RectAlign, Response, Ui};

use super::editor::Form;
use super::shortcuts::Command;
use super::theme::space;
use super::widgets::{Button, Field, Icon, MenuItem, Note, menu};
use super::words;
use crate::app::Action;
use crate::app::action::Masked;
use crate::app::editor::{Checked, EditorField, EditorMode, SecretError};
use crate::model::ConsoleUrl;
use crate::model::console_url::KNOWN_CONSOLES;

const NAME_EXAMPLE: &str = "Production EU";
const CONSOLE_EXAMPLE: &str = "https://console.us1.crashplan.com";
const CLIENT_ID_EXAMPLE: &str = "key-…";
const STORED: &str = "stored, unchanged";
const SHOWN_ONCE: &str = "Shown once by the console: Administration › Integrations › API clients.";
const KEEP: &str = "Leave it empty to keep the stored secret.";
const SPACE_AT_ENDS: &str =
    "There is white space at an end of the secret. It will be kept as it is.";
const SISTER: &str =
    "This looks like a console of Incydr, a sister product: it gives no CrashPlan tokens.";
/// The width of *Show* with its margins.
const SHOW_WIDTH: f32 = 62.0;

/// Draws the fields.
pub(super) fn show(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let checked = form.checked();
    ui.spacing_mut().item_spacing.y = space::M + 2.0;
    name(ui, form, &checked);
    console(ui, form, &checked);
    client_id(ui, form, &checked);
    secret(ui, form, &checked);
    focus_when_opened(ui.ctx(), form);
}

fn name(ui: &mut Ui, form: &mut Form<'_, '_, '_>, checked: &Checked) {
    let error = checked.name.as_ref().err().map(ToString::to_string);
    let field = Field::new(id(EditorField::Name), words::NAME)
        .placeholder(NAME_EXAMPLE)
        .note(
            error
                .filter(|_| says_errors(ui, form, EditorField::Name))
                .map(Note::error),
        );
    let response = field.show(ui, &mut form.draft.name, |_| {});
    changed(form, EditorField::Name, &response);
}

fn console(ui: &mut Ui, form: &mut Form<'_, '_, '_>, checked: &Checked) {
    let note = match &checked.console {
        Ok(console) => about_console(console, &form.draft.console),
        Err(error) if says_errors(ui, form, EditorField::Console) => {
            Some(Note::error(error.to_string()))
        }
        Err(_) => None,
    };
    let mut chosen = None;
    let field = Field::new(id(EditorField::Console), words::CONSOLE)
        .placeholder(CONSOLE_EXAMPLE)
        .room_at_end(space::CONTROL)
        .note(note);
    let response = field.show(ui, &mut form.draft.console, |ui| {
        let button = Button::small_icon(words::KNOWN_CONSOLES, Icon::Down).passed_over();
        let button = ui.add(button);
        chosen = menu(&button, 430.0, RectAlign::BOTTOM_END, known_consoles).flatten();
    });
    changed(form, EditorField::Console, &response);
    if response.has_focus() {
        chosen = chosen.or_else(|| next_console(ui.ctx(), &form.draft.console));
    }
    if let Some(base) = chosen {
        base.clone_into(&mut form.draft.console);
        form.view.ask(Action::EditorChanged);
    }
}

/// The arrow keys go through the known consoles, as in any list of choices.
fn next_console(ctx: &Context, typed: &str) -> Option<&'static str> {
    let (down, up) = (Command::Next.pressed(ctx), Command::Previous.pressed(ctx));
    let at = KNOWN_CONSOLES
        .iter()
        .position(|(_, _, base)| *base == typed);
    let last = KNOWN_CONSOLES.len() - 1;
    let index = match (down, up, at) {
        (true, _, Some(at)) => (at + 1).min(last),
        (_, true, Some(at)) => at.saturating_sub(1),
        (true, _, None) => 0,
        (_, true, None) => last,
        (false, false, _) => return None,
    };
    Some(KNOWN_CONSOLES[index].2)
}

fn known_consoles(ui: &mut Ui) -> Option<&'static str> {
    let mut chosen = None;
    for (_, region, base) in KNOWN_CONSOLES {
        let host = base.trim_start_matches("https://");
        if MenuItem::new(region).more(host).chosen(ui) {
            chosen = Some(base);
        }
    }
    chosen
}

/// The address that will be contacted, where it is not what was typed; and whose console it is.
fn about_console(console: &ConsoleUrl, typed: &str) -> Option<Note> {
    if console.is_sister_product() {
        return Some(Note::warn(SISTER));
    }
    let is_as_typed = typed.trim() == console.as_str();
    (!is_as_typed).then(|| Note::plain(format!("Will connect to {console}")))
}

fn client_id(ui: &mut Ui, form: &mut Form<'_, '_, '_>, checked: &Checked) {
    let error = checked.account.as_ref().err();
    let says = says_errors(ui, form, EditorField::Login);
    let field = Field::new(id(EditorField::Login), words::CLIENT_ID)
        .placeholder(CLIENT_ID_EXAMPLE)
        .mono()
        .note(
            error
                .filter(|_| says)
                .map(|error| Note::error(error.words(form.draft.kind))),
        );
    let response = field.show(ui, &mut form.draft.client_id, |_| {});
    changed(form, EditorField::Login, &response);
}

fn secret(ui: &mut Ui, form: &mut Form<'_, '_, '_>, checked: &Checked) {
    let is_shown = form.view.state.is_shown(Masked::TypedSecret);
    let is_typed = !form.draft.secret.is_empty();
    let has_stored = form.editor.mode.base().is_some();
    let error = checked.secret.as_ref().err().copied();
    let says = says_errors(ui, form, EditorField::Secret);
    let note = match error {
        // Known as soon as the console is another one, and surprising: said at once.
        Some(SecretError::ConsoleChanged) => Some(Note::error(
            SecretError::ConsoleChanged.words(form.draft.kind),
        )),
        Some(error) if says => Some(Note::error(error.words(form.draft.kind))),
        _ if form.draft.secret.has_space_at_ends() => Some(Note::warn(SPACE_AT_ENDS)),
        _ if is_typed => None,
        None if has_stored => Some(Note::plain(KEEP)),
        _ if matches!(form.editor.mode, EditorMode::New) => Some(Note::plain(SHOWN_ONCE)),
        _ => None,
    };
    let placeholder = if has_stored && error.is_none() {
        STORED
    } else {
        ""
    };
    let field = Field::new(id(EditorField::Secret), words::SECRET)
        .placeholder(placeholder)
        .secret(is_shown)
        .room_at_end(SHOW_WIDTH)
        .note(note);
    let mut pressed = false;
    let response = field.show(ui, form.draft.secret.text_mut(), |ui| {
        let name = if is_shown { words::HIDE } else { words::SHOW };
        if is_typed {
            pressed = ui.add(Button::quiet(name)).clicked();
        }
    });
    changed(form, EditorField::Secret, &response);
    if pressed {
        form.view.ask(if is_shown {
            Action::Hide
        } else {
            Action::Show(Masked::TypedSecret)
        });
    }
}

fn changed(form: &mut Form<'_, '_, '_>, field: EditorField, response: &Response) {
    form.view.ask_if(response.changed(), Action::EditorChanged);
    if response.lost_focus() {
        let place = left_place(form, field);
        response.ctx.data_mut(|data| data.insert_temp(place, true));
    }
}

/// Whether a field says what is wrong with it: once it was left, or after *Save* or *Test* was asked for.
fn says_errors(ui: &Ui, form: &Form<'_, '_, '_>, field: EditorField) -> bool {
    let place = left_place(form, field);
    form.editor.shows_all_errors
        || ui
            .data(|data| data.get_temp::<bool>(place))
            .unwrap_or_default()
}

fn left_place(form: &Form<'_, '_, '_>, field: EditorField) -> Id {
    id(field).with(("left", form.editor.serial))
}

fn focus_when_opened(ctx: &Context, form: &Form<'_, '_, '_>) {
    let place = Id::unique("editor last opened");
    let serial = form.editor.serial;
    let seen: Option<u64> = ctx.data(|data| data.get_temp(place));
    if seen != Some(serial) {
        ctx.data_mut(|data| data.insert_temp(place, serial));
        for field in EditorField::ALL {
            // The place of the caret belongs to the text of the editor before this one.
            TextEditState::default().store(ctx, id(field));
        }
        ctx.memory_mut(|memory| memory.request_focus(id(form.editor.focus)));
    }
}

/// The id of a field, the same in every editor.
fn id(field: EditorField) -> Id {
    Id::unique(match field {
        EditorField::Name => "editor name",
        EditorField::Console => "editor console",
        EditorField::Login => "editor login",
        EditorField::Secret => "editor secret",
        EditorField::Code => "editor code",
    })
}
