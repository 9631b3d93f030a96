//! The fields of the profile editor, and what is said below each.

use egui::text_edit::TextEditState;
use egui::{Context, Id, RectAlign, Response, Ui};

use crate::app::Action;
use crate::app::editor::{Checked, EditorAction, EditorField};
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::{AccountKind, ConsoleUrl};
use crate::ui::commands::Command;
use crate::ui::editor::Form;
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{Button, Field, Icon, MenuItem, Note, TagChoice, menu};
use crate::ui::words;
use crate::ui::words::editor_fields::{NAME_EXAMPLE, SISTER};

const CONSOLE_EXAMPLE: &str = "https://console.us1.crashplan.com";
const CLIENT_ID_EXAMPLE: &str = "key-…";
const USERNAME_EXAMPLE: &str = "ada@example.com";

/// Draws the fields.
pub(crate) fn show(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let checked = form.checked();
    ui.spacing_mut().item_spacing.y = space::M + 2.0;
    crate::ui::editor::kind::show(ui, form);
    name(ui, form, &checked);
    console(ui, form, &checked);
    login(ui, form, &checked);
    crate::ui::editor::secret::show(ui, form, &checked);
    tag(ui, form);
    focus_when_opened(ui.ctx(), form);
}

fn name(ui: &mut Ui, form: &mut Form<'_, '_, '_>, checked: &Checked) {
    let error = checked.name.as_ref().err().map(ToString::to_string);
    let field = Field::new(field_id(EditorField::Name, form.draft.kind), words::NAME)
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
    let field = Field::new(
        field_id(EditorField::Console, form.draft.kind),
        words::CONSOLE,
    )
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
        form.view.ask(Action::Editor(EditorAction::Changed));
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

fn login(ui: &mut Ui, form: &mut Form<'_, '_, '_>, checked: &Checked) {
    let kind = form.draft.kind;
    let error = checked.account.as_ref().err();
    let says = says_errors(ui, form, EditorField::Login);
    let note = error
        .filter(|_| says)
        .map(|error| Note::error(error.message(kind)));
    let (label, example, content) = match kind {
        AccountKind::ApiClient => (
            words::CLIENT_ID,
            CLIENT_ID_EXAMPLE,
            &mut form.draft.client_id,
        ),
        AccountKind::User => (words::USERNAME, USERNAME_EXAMPLE, &mut form.draft.username),
    };
    let response = Field::new(field_id(EditorField::Login, kind), label)
        .placeholder(example)
        .mono()
        .note(note)
        .show(ui, content, |_| {});
    changed(form, EditorField::Login, &response);
}

/// The colour. It has nothing to do with the sign-in, so that a test stays.
fn tag(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let choices = words::tags(&form.view.state.settings.tags);
    let choice = TagChoice {
        id: Id::unique("editor tag"),
        label: words::TAG,
        choices: &choices,
        chosen: form.draft.tag,
        chooses_by_arrow: true,
    };
    if let Some(tag) = ui.vertical(|ui| choice.show(ui)).inner {
        form.draft.tag = tag;
    }
}

pub(crate) fn changed(form: &mut Form<'_, '_, '_>, field: EditorField, response: &Response) {
    form.view
        .ask_if(response.changed(), Action::Editor(EditorAction::Changed));
    if field == form.editor.focus {
        show_when_opened(form, response);
    }
    // To choose how it signs in is not to leave a field out.
    if response.lost_focus() && !crate::ui::editor::kind::has_focus(&response.ctx) {
        let place = left_place(form, field);
        response.ctx.data_mut(|data| data.insert_temp(place, true));
    }
}

/// Whether a field says what is wrong with it: once it was left, or after *Save* or *Test* was asked for.
pub(crate) fn says_errors(ui: &Ui, form: &Form<'_, '_, '_>, field: EditorField) -> bool {
    let place = left_place(form, field);
    form.editor.shows_all_errors
        || ui
            .data(|data| data.get_temp::<bool>(place))
            .unwrap_or_default()
}

fn left_place(form: &Form<'_, '_, '_>, field: EditorField) -> Id {
    // For each kind anew: whoever chooses another one has not left anything of it out yet.
    let is_user = form.draft.kind == AccountKind::User;
    field_id(field, form.draft.kind).with(("left", form.editor.serial, is_user))
}

/// Scrolls to the field that the editor opens at: where the dialog does not fit into the window, it may be out of sight. A new
/// dialog has its size after a pass or two.
fn show_when_opened(form: &Form<'_, '_, '_>, response: &Response) {
    const PASSES: u8 = 3;
    let (ctx, place) = (&response.ctx, Id::unique("editor field shown"));
    let place = place.with(form.editor.serial);
    let passed: u8 = ctx.data(|data| data.get_temp(place)).unwrap_or_default();
    if passed < PASSES {
        response.scroll_to_me(None);
        ctx.data_mut(|data| data.insert_temp(place, passed + 1));
        ctx.request_repaint();
    }
}

fn focus_when_opened(ctx: &Context, form: &Form<'_, '_, '_>) {
    let place = Id::unique("editor last opened");
    let serial = form.editor.serial;
    let seen: Option<u64> = ctx.data(|data| data.get_temp(place));
    if seen != Some(serial) {
        ctx.data_mut(|data| data.insert_temp(place, serial));
        for field in EditorField::ALL {
            for kind in [AccountKind::ApiClient, AccountKind::User] {
                // The place of the caret belongs to the text of the editor before this one.
                TextEditState::default().store(ctx, field_id(field, kind));
            }
        }
        let field = field_id(form.editor.focus, form.draft.kind);
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}

/// The id of a field, the same in every editor. Client ID and username are two fields: each has its own undo.
pub(crate) fn field_id(field: EditorField, kind: AccountKind) -> Id {
    Id::unique(match (field, kind) {
        (EditorField::Name, _) => "editor name",
        (EditorField::Console, _) => "editor console",
        (EditorField::Login, AccountKind::ApiClient) => "editor client id",
        (EditorField::Login, AccountKind::User) => "editor username",
        (EditorField::Secret, AccountKind::ApiClient) => "editor secret",
        (EditorField::Secret, AccountKind::User) => "editor password",
        (EditorField::Code, _) => "editor code",
    })
}
