//! The menu of a profile: behind its "…" button, and of its row.

use egui::{Frame, Id, Margin, RectAlign, Response, Ui};

use crate::app::Action;
use crate::app::availability::primary_action;
use crate::app::primary::Primary;
use crate::app::profiles::{ListAction, ProfileRow, Row, RowContent, RowKey};
use crate::model::AccountKind;
use crate::ui::command_controls::{Separator, add_profile_group};
use crate::ui::commands::{Command, MenuGroup};
use crate::ui::kit::widgets::{
    MenuItem, TagChoice, context_menu, menu, menu_heading, menu_separator,
};
use crate::ui::token::parts::primary_label;
use crate::ui::view::View;
use crate::ui::words;

/// Of several selected profiles.
pub(super) const CHECK_SELECTED: &str = "Check…";
pub(super) const EXPORT_SELECTED: &str = "Export…";
pub(super) const DELETE_SELECTED: &str = "Delete…";

/// Starts with *Check secret* if there is no room for its button.
pub(crate) fn of_button(
    button: &Response,
    view: &mut View<'_>,
    row: &ProfileRow,
    with_check: bool,
) {
    menu(button, 230.0, RectAlign::BOTTOM_END, |ui| {
        let mut separator = Separator::default();
        if with_check {
            add_profile_group(ui, view, row, MenuGroup::Check, &mut separator);
        }
        below_check(ui, view, row, &mut separator);
    });
}

/// By a right click, or by a key.
pub(crate) fn of_row(response: &Response, view: &mut View<'_>, row: &Row, is_key_pressed: bool) {
    let is_among = view.state.has_several_selected() && view.state.is_selected(row);
    context_menu(response, 270.0, is_key_pressed, |ui| {
        match (&row.content, row.key) {
            _ if is_among => of_several(ui, view),
            (RowContent::Profile(row), _) => of_profile(ui, view, row),
            (RowContent::Unreadable(_), RowKey::Item(id)) => {
                let label = Command::Delete.menu_label(AccountKind::ApiClient);
                let chosen = MenuItem::new(&label).destructive().chosen(ui);
                view.ask_if(chosen, Action::AskDelete(id));
            }
            (RowContent::Unreadable(_), RowKey::NoId(_)) => {}
        }
    });
}

fn of_several(ui: &mut Ui, view: &mut View<'_>) {
    let chosen = MenuItem::new(CHECK_SELECTED).chosen(ui);
    view.ask_if(chosen, Action::List(ListAction::CheckSelected));
    let chosen = MenuItem::new(EXPORT_SELECTED).chosen(ui);
    view.ask_if(chosen, Action::List(ListAction::ExportSelected));
    menu_separator(ui);
    menu_heading(ui, words::TAG);
    tags_of_several(ui, view);
    menu_separator(ui);
    let chosen = MenuItem::new(DELETE_SELECTED).destructive().chosen(ui);
    view.ask_if(chosen, Action::List(ListAction::AskDeleteSelected));
}

/// An item for each tag: the profiles may have different ones.
pub(super) fn tags_of_several(ui: &mut Ui, view: &mut View<'_>) {
    for (tag, name) in words::tags(&view.state.settings.tags) {
        let chosen = MenuItem::new(name).tag(tag).chosen(ui);
        view.ask_if(chosen, Action::List(ListAction::SetTagOfSelected(tag)));
    }
}

fn of_profile(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow) {
    let mut separator = Separator::default();
    primary(ui, view, row, &mut separator);
    separator.end_group();
    add_profile_group(ui, view, row, MenuGroup::Buttons, &mut separator);
    separator.end_group();
    add_profile_group(ui, view, row, MenuGroup::Check, &mut separator);
    below_check(ui, view, row, &mut separator);
}

/// What the solid button does, unless it sends what was typed on the card.
fn primary(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, separator: &mut Separator) {
    let primary = view.state.primary_of(row, view.now);
    let label = primary_label(primary, row, view.state.settings.copy_format());
    let action = primary_action(primary);
    if let (Some(label), Some(action)) = (label, action)
        && !matches!(primary, Primary::SignIn(_))
    {
        separator.before_item(ui);
        let hint = Command::Primary.hint(ui.ctx().os());
        view.ask_if(MenuItem::new(label).more(&hint).chosen(ui), action);
    }
}

fn below_check(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, separator: &mut Separator) {
    add_profile_group(ui, view, row, MenuGroup::Rotation, separator);
    separator.end_group();
    add_profile_group(ui, view, row, MenuGroup::Pin, separator);
    tags(ui, view, row);
    for group in [MenuGroup::Copies, MenuGroup::Delete] {
        separator.end_group();
        add_profile_group(ui, view, row, group, separator);
    }
}

fn tags(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow) {
    let choices = words::tags(&view.state.settings.tags);
    let choice = TagChoice {
        id: Id::unique("tag of the profile").with(row.profile.id),
        label: words::TAG,
        choices: &choices,
        chosen: view.state.settings.marks_of(row.profile.id).tag,
        chooses_by_arrow: false,
    };
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 6));
    let chosen = frame.show(ui, |ui| choice.show(ui)).inner;
    if let Some(tag) = chosen {
        view.ask(Action::SetTag(row.profile.id, tag));
        ui.close();
    }
}
