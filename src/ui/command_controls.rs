//! Commands as buttons and menu items: label, key, tooltip and disabled reason come from the table.

use egui::Ui;

use crate::app::availability::Availability;
use crate::ui::commands::{Command, disabled_reason};
use crate::ui::kit::widgets::{Button, MenuItem, add_unless, disabled_scope};
use crate::ui::view::View;

/// Adds `button` for a command; nothing, where it doesn't apply.
pub(crate) fn add_button(ui: &mut Ui, view: &mut View<'_>, command: Command, button: Button<'_>) {
    let response = match command.availability(view.state, view.now) {
        Availability::Ready(action) => {
            let response = ui.add(button);
            view.ask_if(response.clicked(), action);
            response
        }
        Availability::Disabled(reason) => add_unless(ui, Some(disabled_reason(reason)), button),
        Availability::Hidden => return,
    };
    response.on_hover_text(command.tooltip(ui.ctx().os()));
}

/// Adds the menu item of a command; nothing, where it doesn't apply.
pub(crate) fn add_menu_item(ui: &mut Ui, view: &mut View<'_>, command: Command) {
    let hint = command.hint(ui.ctx().os());
    let mut item = MenuItem::new(command.label_in(view.state)).more(&hint);
    if command.is_destructive() {
        item = item.destructive();
    }
    if let Some(is_in_use) = command.is_in_use(view.state) {
        item = item.choice(is_in_use);
    }
    match command.availability(view.state, view.now) {
        Availability::Ready(action) => view.ask_if(item.chosen(ui), action),
        Availability::Disabled(reason) => {
            disabled_scope(ui, Some(disabled_reason(reason)), |ui| item.chosen(ui));
        }
        Availability::Hidden => {}
    }
}
