//! Commands as buttons and menu items: label, key, tooltip and disabled reason come from the table.

use egui::Ui;

use crate::app::availability::Availability;
use crate::app::profiles::ProfileRow;
use crate::model::AccountKind;
use crate::ui::commands::{Command, MenuGroup, disabled_reason};
use crate::ui::kit::widgets::{Button, MenuItem, add_unless, disabled_scope, menu_separator};
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

/// Adds the menu items of these groups, with separators between groups.
pub(crate) fn add_menu_groups(ui: &mut Ui, view: &mut View<'_>, groups: &[MenuGroup]) {
    let kind = AccountKind::ApiClient;
    let mut separator = Separator::default();
    for group in groups {
        for command in group.commands() {
            let available = command.availability(view.state, view.now);
            add_menu_item(ui, view, (command, kind), available, &mut separator);
        }
        separator.end_group();
    }
}

/// Adds the menu items of this group for this profile, selected or not.
pub(crate) fn add_profile_group(
    ui: &mut Ui,
    view: &mut View<'_>,
    row: &ProfileRow,
    group: MenuGroup,
    separator: &mut Separator,
) {
    let kind = row.profile.account.kind();
    for command in group.commands() {
        let available = command.for_profile(row, view.state, view.now);
        add_menu_item(ui, view, (command, kind), available, separator);
    }
}

/// Draws a line before the first item of a group, where one was drawn before it.
#[derive(Default)]
pub(crate) struct Separator {
    has_items: bool,
    is_due: bool,
}

impl Separator {
    pub(crate) fn before_item(&mut self, ui: &mut Ui) {
        if self.is_due {
            menu_separator(ui);
        }
        *self = Self {
            has_items: true,
            is_due: false,
        };
    }

    pub(crate) fn end_group(&mut self) {
        self.is_due = self.has_items;
    }
}

/// Nothing, where the command doesn't apply.
fn add_menu_item(
    ui: &mut Ui,
    view: &mut View<'_>,
    (command, kind): (Command, AccountKind),
    available: Availability,
    separator: &mut Separator,
) {
    if available == Availability::Hidden {
        return;
    }
    separator.before_item(ui);
    let (label, hint) = (command.menu_label(kind), command.hint(ui.ctx().os()));
    let mut item = MenuItem::new(&label).more(&hint);
    if command.is_destructive() {
        item = item.destructive();
    }
    if let Some(is_in_use) = command.is_in_use(view.state) {
        item = item.choice(is_in_use);
    }
    match available {
        Availability::Ready(action) => view.ask_if(item.chosen(ui), action),
        Availability::Disabled(reason) => {
            disabled_scope(ui, Some(disabled_reason(reason)), |ui| item.chosen(ui));
        }
        Availability::Hidden => {}
    }
}
