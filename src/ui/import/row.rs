//! One row of the preview: its fields, what is to know about it, and the choice about a profile that exists already.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Align, Color32, FocusDirection, FontId, Galley, Id, Key, Layout, Rangef, Rect, Response, Sense,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::drafts::ImportRowDraft;
use crate::app::import::{
    Clash, ClashChoice, ClashReason, ImportAction, ImportRow, ImportRowState,
};
use crate::app::state::State;
use crate::model::{AccountKind, CandidateSecret, ConsoleUrl, FailureText, visible_line};
use crate::ui::import::columns::{ImportColumns, PAD};
use crate::ui::import::parts::ask;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space};
use crate::ui::kit::widgets::{
    Field, Icon, check_box_spoken, described_by, name_on_hover, one_line, paint_icon, spinner,
    switch,
};
use crate::ui::view::View;

/// Above and below the fields.
const ABOVE: f32 = 8.0;
/// Between the fields and what is below them.
const GAP: f32 = 4.0;
/// In a narrower column, a console has its short name.
const NARROW: f32 = 190.0;
const CHOICE: f32 = 26.0;

struct NoteLine {
    text: String,
    galley: Arc<Galley>,
    color: Color32,
}

/// A row and the height that it takes.
pub(super) struct PreviewRow {
    /// Below the fields.
    notes: Vec<NoteLine>,
    pub(super) height: f32,
}

impl PreviewRow {
    pub(super) fn of(ui: &Ui, view: &View<'_>, row: &ImportRow, width: f32) -> Self {
        let p = Colors::in_use(ui);
        let small = font(Size::Small, Weight::Regular);
        let notes: Vec<_> = notes(view, row)
            .into_iter()
            .map(|(tone, text)| {
                let color = p.of_tone(tone);
                let room = width - ImportColumns::NOTES - PAD;
                let galley = ui
                    .painter()
                    .layout(text.clone(), small.clone(), color, room);
                NoteLine {
                    text,
                    galley,
                    color,
                }
            })
            .collect();
        let below: f32 = notes.iter().map(|note| note.galley.size().y + GAP).sum();
        let choice = if has_choice(row) {
            CHOICE + space::XS
        } else {
            0.0
        };
        Self {
            height: (2.0 * ABOVE + space::CONTROL + below + choice).ceil(),
            notes,
        }
    }

    pub(super) fn show(
        &self,
        ui: &mut Ui,
        view: &mut View<'_>,
        columns: &ImportColumns,
        (index, row): (usize, &ImportRow),
        draft: &mut ImportRowDraft,
        rect: Rect,
    ) {
        let top = rect.top() + ABOVE;
        let cell = |range: Rangef| {
            Rect::from_min_max(
                pos2(rect.left() + range.min + PAD, top),
                pos2(rect.left() + range.max, top + space::CONTROL),
            )
        };
        sign(ui, view, (index, row), draft, cell(columns.tick));
        let (name, is_typed) = fields(ui, columns, row, draft, cell);
        ask(view, is_typed, ImportAction::Typed(index));
        let mut y = top + space::CONTROL + GAP;
        let left = rect.left() + ImportColumns::NOTES;
        for (line, note) in self.notes.iter().enumerate() {
            let place = Rect::from_min_size(pos2(left, y), note.galley.size());
            let id = field_id(row, "note").with(line);
            let label = ui.interact(place, id, Sense::hover());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &note.text));
            described_by(&name, &label, &note.text);
            ui.painter()
                .galley(place.min, note.galley.clone(), note.color);
            y += note.galley.size().y + GAP;
        }
        if let (true, Some(clash)) = (has_choice(row), &row.clash) {
            let place = Rect::from_min_size(pos2(left, y), vec2(270.0, CHOICE));
            choice(ui, view, (index, row), clash, place);
        }
    }
}

fn has_choice(row: &ImportRow) -> bool {
    row.clash.is_some() && row.state != ImportRowState::Saved
}

/// A check box; once it runs, what became of it.
fn sign(
    ui: &mut Ui,
    view: &mut View<'_>,
    (index, row): (usize, &ImportRow),
    draft: &ImportRowDraft,
    place: Rect,
) {
    let p = Colors::in_use(ui);
    let icon = Rect::from_center_size(place.center() - vec2(4.0, 0.0), Vec2::splat(14.0));
    match &row.state {
        ImportRowState::Saved => paint_icon(ui.painter(), Icon::Tick, icon, p.ok),
        state if state.job().is_some() => {
            spinner(&mut ui.new_child(UiBuilder::new().max_rect(icon)), 14.0);
        }
        _ => {
            let place = Rect::from_min_size(
                pos2(place.left(), place.center().y - 11.0),
                vec2(place.width(), 22.0),
            );
            let mut cell = ui.new_child(UiBuilder::new().max_rect(place));
            let name = format!("Import {}", name_of(row, draft));
            let tick = check_box_spoken(&mut cell, "", &name, row.is_selected);
            ask(
                view,
                tick.clicked(),
                ImportAction::Select(index, !row.is_selected),
            );
        }
    }
}

fn name_of(row: &ImportRow, draft: &ImportRowDraft) -> String {
    match visible_line(draft.name.trim()) {
        name if name.is_empty() => row.place.clone(),
        name => name,
    }
}

/// The field of the name, and whether something was typed.
fn fields(
    ui: &mut Ui,
    columns: &ImportColumns,
    row: &ImportRow,
    draft: &mut ImportRowDraft,
    cell: impl Fn(Rangef) -> Rect,
) -> (Response, bool) {
    let is_fixed = is_fixed(row);
    let of = |field: &str| format!("{field}, {}", row.place);
    let checked = &row.checked;
    let is_wanted = row.is_selected;
    let id = |field| field_id(row, field);
    let mut is_typed = false;
    let place = cell(columns.name);
    let name = if is_fixed {
        plain(ui, place, &visible_line(&draft.name), Weight::SemiBold)
    } else {
        let label = of("Name");
        let field = Field::new(id("name"), &label)
            .without_label()
            .wrong(is_wanted && checked.name.is_err());
        field_in(ui, place, field, &mut draft.name)
    };
    is_typed |= name.changed();
    let place = cell(columns.console);
    if row.edits.console && !is_fixed {
        let label = of("Console");
        let field = Field::new(id("console"), &label)
            .without_label()
            .placeholder("Console address")
            .wrong(is_wanted && checked.console.is_err());
        is_typed |= field_in(ui, place, field, &mut draft.console).changed();
    } else {
        let text = match ConsoleUrl::parse(&draft.console) {
            Ok(console) if place.width() < NARROW => console.short(),
            Ok(console) => console.host(),
            Err(_) => visible_line(&draft.console),
        };
        plain(ui, place, &text, Weight::Regular);
    }
    let place = cell(columns.account);
    if row.edits.login && !is_fixed {
        let label = of(match row.kind {
            AccountKind::ApiClient => "Client ID",
            AccountKind::User => "Username",
        });
        let field = Field::new(id("login"), &label)
            .without_label()
            .placeholder(match row.kind {
                AccountKind::ApiClient => "Client ID",
                AccountKind::User => "Username",
            })
            .wrong(is_wanted && checked.account.is_err());
        is_typed |= field_in(ui, place, field, &mut draft.login).changed();
    } else {
        plain(ui, place, &visible_line(&draft.login), Weight::Regular);
    }
    is_typed |= secret(ui, row, draft, cell(columns.secret));
    (name, is_typed)
}

/// Whether something was typed.
fn secret(ui: &mut Ui, row: &ImportRow, draft: &mut ImportRowDraft, place: Rect) -> bool {
    if row.edits.secret && !is_fixed(row) {
        let label = match row.kind {
            AccountKind::ApiClient => "Secret",
            AccountKind::User => "Password",
        };
        let label = format!("{label}, {}", row.place);
        let field = Field::new(field_id(row, "secret"), &label)
            .without_label()
            .placeholder(match (&draft.secret, row.kind) {
                (CandidateSecret::Missing, AccountKind::ApiClient) => "Secret",
                (CandidateSecret::Missing, AccountKind::User) => "Password",
                _ => "Found",
            })
            .secret(false)
            .wrong(row.is_selected && row.checked.secret.is_err());
        let is_changed = field_in(ui, place, field, draft.typed_secret.text_mut()).changed();
        if is_changed {
            draft.typed_secret.settle();
        }
        is_changed
    } else {
        let text = match (&row.state, &draft.secret) {
            (_, CandidateSecret::AskedEachTime) => "Asked each time",
            (ImportRowState::Saved, _) => "Saved",
            _ => match row.kind {
                AccountKind::ApiClient => "Secret found",
                AccountKind::User => "Password found",
            },
        };
        plain(ui, place, text, Weight::Regular);
        false
    }
}

/// Nothing in it can be changed now.
fn is_fixed(row: &ImportRow) -> bool {
    row.state == ImportRowState::Saved || row.state.job().is_some()
}

fn field_id(row: &ImportRow, field: &str) -> Id {
    Id::unique("import").with((row.id, field))
}

fn field_in(ui: &mut Ui, place: Rect, field: Field<'_>, content: &mut String) -> Response {
    let layout = Layout::top_down(Align::Min);
    let mut cell = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    let response = field.show(&mut cell, content, |_| {});
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        // egui would leave it nowhere.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
    }
    response
}

/// Text that is not a field; the tooltip has what is cut.
fn plain(ui: &mut Ui, place: Rect, text: &str, weight: Weight) -> Response {
    let p = Colors::in_use(ui);
    let font: FontId = match weight {
        Weight::Regular => mono(Size::Small),
        weight => font(Size::Body, weight),
    };
    let y = place.center().y - font.size * 0.65;
    let at = pos2(place.left(), y);
    let (_, is_cut) = one_line(ui, at, text, font, p.text, place.width() - PAD);
    let response = ui.interact(place, ui.next_auto_id().with(text), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if is_cut {
        name_on_hover(response, text)
    } else {
        response
    }
}

fn choice(
    ui: &mut Ui,
    view: &mut View<'_>,
    (index, row): (usize, &ImportRow),
    clash: &Clash,
    place: Rect,
) {
    let mut cell = ui.new_child(UiBuilder::new().max_rect(place));
    let choices = [
        (ClashChoice::Skip, "Skip"),
        (ClashChoice::Rename, "Rename"),
        (ClashChoice::Replace, "Replace"),
    ];
    let id = Id::unique("clash").with(row.id);
    let label = format!("What to do with {}", row.place);
    if let Some(choice) = switch(&mut cell, id, &label, place.size(), &choices, clash.choice) {
        ask(view, true, ImportAction::Resolve(index, choice));
    }
}

/// What is below the fields, from the most important.
fn notes(view: &View<'_>, row: &ImportRow) -> Vec<(Tone, String)> {
    let mut notes = Vec::new();
    match &row.state {
        ImportRowState::Saved => return Vec::new(),
        ImportRowState::Checking { .. } => return vec![(Tone::Neutral, "Checking…".to_owned())],
        ImportRowState::Saving { .. } => return vec![(Tone::Neutral, "Saving…".to_owned())],
        ImportRowState::NotAccepted(outcome) => {
            if let Some(failure) = outcome.failure() {
                notes.push((Tone::Bad, not_saved(&failure.message())));
            }
        }
        ImportRowState::NotChecked => notes.push((
            Tone::Warn,
            "Not saved: it can’t be checked without a code or password. Turn off the check to import it."
                .to_owned(),
        )),
        ImportRowState::Failed(failure) => {
            notes.push((Tone::Bad, not_saved(&failure.message())));
        }
        ImportRowState::Idle => {}
    }
    errors(row, &mut notes);
    if let Some(clash) = &row.clash {
        notes.push((Tone::Neutral, about(view.state, row, clash)));
    }
    let tone = if row.is_selected {
        Tone::Neutral
    } else {
        Tone::Warn
    };
    let remarks = row.remarks.iter();
    notes.extend(remarks.map(|remark| (tone, remark.clone())));
    notes
}

fn not_saved(text: &FailureText) -> String {
    format!("Not saved. {}. {}", text.headline, text.explanation)
}

fn errors(row: &ImportRow, notes: &mut Vec<(Tone, String)>) {
    let checked = &row.checked;
    // Of a row that isn’t selected, only what keeps it from being so.
    let tone = if row.is_selected {
        Tone::Bad
    } else {
        Tone::Warn
    };
    let mut add = |text: String| notes.push((tone, text));
    if let Err(error) = &checked.name {
        add(error.to_string());
    }
    if let Err(error) = &checked.console {
        add(error.to_string());
    }
    if let Err(error) = &checked.account {
        add(error.message(row.kind).to_owned());
    }
    if let Err(error) = &checked.secret {
        add(error.message(row.kind).to_owned());
    }
}

fn about(state: &State, row: &ImportRow, clash: &Clash) -> String {
    let Some(saved) = state.profile(clash.with) else {
        return "The saved profile was deleted.".to_owned();
    };
    let subject = state.subject(&saved.profile);
    match (clash.reason, clash.choice) {
        (_, ClashChoice::Replace) => format!("Replaces {subject}, secret included."),
        (ClashReason::Account, _) => format!("This account is already saved as {subject}."),
        (ClashReason::Name, ClashChoice::Rename) => {
            format!("{subject} exists, so this one gets another name.")
        }
        (ClashReason::Name, ClashChoice::Skip) => {
            let kind = row.kind.login_noun();
            format!("{subject} exists, with another {kind} or console.")
        }
    }
}
