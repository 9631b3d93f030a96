//! The fields of the editor and the notes below them.

use egui::text::CCursorRange;
use egui::text_edit::TextEditState;
use egui::{Context, Id, RectAlign, Ui};

use crate::app::editor::{Checked, EditorAction, EditorField, EditorMode, Pasted};
use crate::app::{Action, EditorDraft};
use crate::model::console_url::{KNOWN_CONSOLES, SISTER_PRODUCT};
use crate::model::{AccountKind, ConsoleUrl, HostLookalike};
use crate::ui::commands::Command;
use crate::ui::editor::form::{
    EditorForm, NAME, changed, field_id, paste_notes, shows_error, take_paste,
};
use crate::ui::editor::{kind, paste, secret};
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{Button, Field, Icon, MenuItem, Note, TagChoice, menu};
use crate::ui::words;

const CONSOLE_EXAMPLE: &str = "https://console.us1.crashplan.com";
const CLIENT_ID_EXAMPLE: &str = "key-…";
const USERNAME_EXAMPLE: &str = "ada@example.com";

pub(crate) fn show(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let checked = form.checked();
    let is_new = form.editor.mode == EditorMode::New;
    // The form of a new profile just fits into a window of the usual size.
    ui.spacing_mut().item_spacing.y = if is_new {
        space::M - 1.0
    } else {
        space::M + 2.0
    };
    if is_new {
        paste::show(ui, form);
    }
    kind::show(ui, form);
    name(ui, form, &checked);
    console(ui, form, &checked);
    login(ui, form, &checked);
    secret::show(ui, form, &checked);
    tag(ui, form);
    focus_when_opened(ui.ctx(), form);
}

fn name(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, checked: &Checked) {
    let error = checked.name.as_ref().err().map(ToString::to_string);
    let field = Field::new(field_id(EditorField::Name, form.draft.fields.kind), NAME)
        .placeholder("Production EU")
        .note(
            error
                .filter(|_| shows_error(ui, form, EditorField::Name))
                .map(Note::error),
        )
        .notes(paste_notes(form.draft, EditorField::Name));
    take_paste(ui.ctx(), form, EditorField::Name);
    let response = field.show(ui, &mut form.draft.fields.name, |_| {});
    changed(form, EditorField::Name, &response);
}

fn console(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, checked: &Checked) {
    let note = match &checked.console {
        Ok(console) => about_console(console, form.draft),
        Err(error) if shows_error(ui, form, EditorField::Console) => {
            Some(Note::error(error.to_string()))
        }
        Err(_) => None,
    };
    let mut chosen = None;
    let field = Field::new(
        field_id(EditorField::Console, form.draft.fields.kind),
        words::CONSOLE,
    )
    .placeholder(CONSOLE_EXAMPLE)
    .room_at_end(space::CONTROL)
    .note(note)
    .notes(paste_notes(form.draft, EditorField::Console));
    take_paste(ui.ctx(), form, EditorField::Console);
    let response = field.show(ui, &mut form.draft.fields.console, |ui| {
        let button = Button::small_icon("Known consoles", Icon::Down).passed_over();
        let button = ui.add(button);
        chosen = menu(&button, 430.0, RectAlign::BOTTOM_END, known_consoles).flatten();
    });
    changed(form, EditorField::Console, &response);
    if response.gained_focus() && !ui.input(|input| input.pointer.any_down()) {
        // It may have been filled in: what is typed takes its place.
        select_all(ui.ctx(), response.id, &form.draft.fields.console);
    }
    if response.has_focus() {
        chosen = chosen.or_else(|| next_console(ui.ctx(), &form.draft.fields.console));
    }
    if let Some(base) = chosen {
        form.draft.forget_paste(EditorField::Console);
        base.clone_into(&mut form.draft.fields.console);
        form.view.ask(Action::Editor(EditorAction::Changed));
    }
}

fn select_all(ctx: &Context, id: Id, text: &str) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let all = CCursorRange::select_all_str(text);
    state.cursor.set_char_range(Some(all));
    state.store(ctx, id);
}

/// Arrow keys go through the known consoles.
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

/// The address that will be contacted if it isn't what was typed, and whose console it is.
fn about_console(console: &ConsoleUrl, draft: &EditorDraft) -> Option<Note> {
    if console.is_sister_product() {
        return Some(Note::warn(SISTER_PRODUCT));
    }
    let connects = format!("Connects to {console}");
    if let Some(lookalike) = HostLookalike::of(console) {
        return Some(Note::warn(format!("{} {connects}", lookalike.message())));
    }
    if draft.pasted == Some(Pasted::Shortened) {
        return Some(Note::plain("Shortened to the console’s address."));
    }
    let is_as_typed = draft.fields.console.trim() == console.as_str();
    (!is_as_typed).then(|| Note::plain(connects))
}

fn login(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, checked: &Checked) {
    let kind = form.draft.fields.kind;
    let error = checked.account.as_ref().err();
    let says = shows_error(ui, form, EditorField::Login);
    let note = error
        .filter(|_| says)
        .map(|error| Note::error(error.message(kind)));
    let notes = match note {
        Some(error) => vec![error],
        None => paste_notes(form.draft, EditorField::Login),
    };
    take_paste(ui.ctx(), form, EditorField::Login);
    let (label, example, content) = match kind {
        AccountKind::ApiClient => (
            words::CLIENT_ID,
            CLIENT_ID_EXAMPLE,
            &mut form.draft.fields.client_id,
        ),
        AccountKind::User => (
            words::USERNAME,
            USERNAME_EXAMPLE,
            &mut form.draft.fields.username,
        ),
    };
    let response = Field::new(field_id(EditorField::Login, kind), label)
        .placeholder(example)
        .mono()
        .notes(notes)
        .show(ui, content, |_| {});
    changed(form, EditorField::Login, &response);
}

/// Not part of the sign-in: changing it keeps a test's result.
fn tag(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let choices = words::tags(&form.view.state.settings.tags);
    let choice = TagChoice {
        id: Id::unique("editor tag"),
        label: words::TAG,
        choices: &choices,
        chosen: form.draft.fields.tag,
        chooses_by_arrow: true,
    };
    if let Some(tag) = ui.vertical(|ui| choice.show(ui)).inner {
        form.draft.fields.tag = tag;
    }
}

fn focus_when_opened(ctx: &Context, form: &EditorForm<'_, '_, '_>) {
    let place = Id::unique("editor last opened");
    let serial = form.editor.serial;
    let seen: Option<u64> = ctx.data(|data| data.get_temp(place));
    if seen != Some(serial) {
        ctx.data_mut(|data| data.insert_temp(place, serial));
        for field in EditorField::ALL {
            for kind in [AccountKind::ApiClient, AccountKind::User] {
                // A caret position of the previous editor.
                TextEditState::default().store(ctx, field_id(field, kind));
            }
        }
        let field = field_id(form.editor.focus, form.draft.fields.kind);
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}
