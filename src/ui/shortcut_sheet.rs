//! The sheet of shortcuts: the table's, and those of every control.

use egui::accesskit::Role;
use egui::{Align, Layout, Ui, UiBuilder, vec2};

use crate::app::Action;
use crate::ui::commands::{Command, SheetGroup};
use crate::ui::kit::theme::{Colors, Weight, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, focus_on_open, initial_focus, key_hint, line, scrolled_by_key,
    subtitle, to_the_end,
};
use crate::ui::view::View;
use crate::ui::words;

const DIALOG: &str = "shortcuts";
const WIDTH: f32 = 660.0;
/// Height of a line; and in a low window.
const LINE: (f32, f32) = (27.0, 20.0);
const LOW: f32 = 560.0;
const TWO_COLUMNS: f32 = 520.0;

const CONTROLS: &[(&str, &str)] = &[
    ("Next or previous control", "Tab, Shift Tab"),
    ("Press button or toggle", "Space"),
    ("First or last item", "Home, End"),
    ("Resize the list, at its edge", "Left, Right"),
];

pub(super) fn show(ui: &Ui, view: &mut View<'_>) {
    let is_closed = Command::Shortcuts.pressed(ui.ctx());
    let dialog = DialogFrame {
        id: DIALOG,
        title: Command::Shortcuts.label(),
        width: WIDTH,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, _| {
            let by = scrolled_by_key(ui.ctx(), initial_focus(DIALOG));
            ui.scroll_with_delta(vec2(0.0, by));
            groups(ui);
        },
        |ui, view| {
            let close = Button::leave(words::CLOSE).id(initial_focus(DIALOG));
            to_the_end(ui, &[&close]);
            let close = ui.add(close);
            focus_on_open(ui.ctx(), DIALOG);
            view.ask_if(close.clicked(), Action::CloseDialog);
        },
    );
    view.ask_if(is_closed || end == DialogEnd::Left, Action::CloseDialog);
}

fn groups(ui: &mut Ui) {
    let width = ui.available_width();
    if width < TWO_COLUMNS {
        left(ui);
        ui.add_space(space::M);
        right(ui);
        return;
    }
    let column = (width - space::XL) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        for part in [left, right] {
            let layout = Layout::top_down(Align::LEFT);
            ui.allocate_ui_with_layout(vec2(column, 0.0), layout, |ui| {
                ui.set_width(column);
                ui.spacing_mut().item_spacing.y = 0.0;
                part(ui);
            });
        }
    });
}

fn left(ui: &mut Ui) {
    group(ui, SheetGroup::Anywhere);
    gap(ui);
    group(ui, SheetGroup::Moving);
}

fn right(ui: &mut Ui) {
    group(ui, SheetGroup::SelectedProfile);
    gap(ui);
    heading(ui, "Controls");
    for (name, key) in CONTROLS {
        key_line(ui, name, (*key).to_owned());
    }
}

fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOW
}

fn gap(ui: &mut Ui) {
    ui.add_space(if is_low(ui) { space::S } else { space::M });
}

fn group(ui: &mut Ui, group: SheetGroup) {
    heading(ui, group.title());
    for command in group.commands() {
        key_line(ui, command.sheet_label(), command.hint(ui.ctx().os()));
    }
}

fn heading(ui: &mut Ui, name: &str) {
    subtitle(ui, name);
    ui.add_space(space::XS);
}

fn key_line(ui: &mut Ui, name: &str, key: String) {
    let p = Colors::in_use(ui);
    let height = if is_low(ui) { LINE.1 } else { LINE.0 };
    let size = vec2(ui.available_width(), height);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let item = UiBuilder::new()
        .max_rect(rect)
        .layout(Layout::left_to_right(Align::Center))
        .accessibility_role(Role::ListItem)
        .accessibility_label(format!("{name}: {key}"));
    ui.scope_builder(item, |ui| line(ui, name, Weight::Regular, p.text));
    key_hint(ui, rect.right_center(), key, p.dim);
}
