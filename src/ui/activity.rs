//! The tab *Activity*: what happened in this run, newest first.

use std::ops::Range;

use egui::{Align, Label, Layout, Rect, RectAlign, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::Action;
use crate::app::activity::{ActivityAction, ActivityScope};
use crate::app::profiles::ProfileRow;
use crate::model::ActivityEntry;
use crate::ui::kit::theme::{Colors, Size, Weight, mono, space, text};
use crate::ui::kit::widgets::{
    Button, Icon, MenuItem, menu, menu_separator, paragraph, to_the_end,
};
use crate::ui::view::View;
use crate::ui::words::duration;

const ROW: f32 = 26.0;
/// Rows in view in the smallest window.
const FEWEST: f32 = 3.0;
/// Width of the time and name columns: wide, narrow.
const TIME: [f32; 2] = [92.0, 76.0];
const NAME: [f32; 2] = [150.0, 104.0];
/// Rows narrower than this use the narrow columns.
const NARROW: f32 = 480.0;
const TOOK: f32 = 60.0;

/// Draws the tab's content, as tall as `room` if that is enough.
pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, room: f32) {
    let scope = view.state.activity_scope;
    let id = row.profile.id;
    let count = count(view, row);
    // Only complete rows: none is cut off before scrolling.
    let rows = (room / ROW).floor().max(FEWEST);
    let size = vec2(ui.available_width(), rows * ROW);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut list = ui.new_child(UiBuilder::new().max_rect(rect));
    if count == 0 {
        paragraph(&mut list, "No activity yet.");
    } else {
        ScrollArea::vertical()
            .id_salt(("activity", scope == ActivityScope::All, id))
            .auto_shrink(false)
            .show_rows(&mut list, ROW, count, |ui, places| {
                ui.spacing_mut().item_spacing.y = 0.0;
                entries(ui, view, row, places);
            });
    }
}

fn entries(ui: &mut Ui, view: &View<'_>, row: &ProfileRow, places: Range<usize>) {
    let activity = &view.state.activity;
    match view.state.activity_scope {
        ActivityScope::Profile => {
            let of_it = activity.of(row.profile.id);
            for entry in of_it.skip(places.start).take(places.len()) {
                line(ui, view, None, entry);
            }
        }
        ActivityScope::All => {
            for (name, entry) in activity.all_in(places) {
                line(ui, view, Some(name), entry);
            }
        }
    }
}

fn line(ui: &mut Ui, view: &View<'_>, name: Option<&str>, entry: &ActivityEntry) {
    let p = Colors::in_use(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let layout = Layout::left_to_right(Align::Center);
    let mut left = rect.left();
    let mut column = |ui: &mut Ui, width: f32, label: Label| {
        let end = pos2(left + width - space::S, rect.bottom());
        let place = Rect::from_min_max(pos2(left, rect.top()), end);
        left += width;
        ui.new_child(UiBuilder::new().max_rect(place).layout(layout))
            .add(label);
    };
    let is_narrow = usize::from(rect.width() < NARROW);
    let time = view.state.local.time_of_day(entry.at);
    let time = text(time, Size::Body, Weight::Regular, p.dim).font(mono(Size::Body));
    column(ui, TIME[is_narrow], Label::new(time));
    let mut room = rect.width() - TIME[is_narrow];
    if let Some(name) = name {
        let name = text(name, Size::Body, Weight::Medium, p.text);
        column(ui, NAME[is_narrow], Label::new(name).truncate());
        room -= NAME[is_narrow];
    }
    if let Some(took) = entry.took {
        let took = duration(took, &view.state.local);
        let took = text(took, Size::Body, Weight::Regular, p.dim);
        let layout = Layout::right_to_left(Align::Center);
        ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
            .add(Label::new(took));
        room -= TOOK;
    }
    let color = if entry.kind.is_bad() { p.bad } else { p.text };
    let kind = text(entry.kind.message(), Size::Body, Weight::Regular, color);
    column(ui, room, Label::new(kind).truncate());
}

/// At the end of the tabs' row: whose activity, and a copy of it.
pub(crate) fn controls(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow) {
    let scope = view.state.activity_scope;
    ui.spacing_mut().item_spacing.x = space::S;
    let whose = Button::quiet(scope_name(scope)).trailing(Icon::Down);
    let gap = ui.spacing().item_spacing.x;
    let fits = |copy: &Button<'_>| whose.width(ui) + gap + copy.width(ui) <= ui.available_width();
    let has_any = count(view, row) > 0;
    let link = Button::link(COPY);
    let icon = Button::small_icon(COPY, Icon::Copy);
    let copy = if fits(&link) {
        link
    } else if fits(&icon) {
        icon
    } else {
        let more = Button::small_icon("Activity options", Icon::More);
        to_the_end(ui, &[&more]);
        let more = ui.add(more);
        menu(&more, MENU, RectAlign::BOTTOM_END, |ui| {
            scopes(ui, view);
            if has_any {
                menu_separator(ui);
                copies(view, MenuItem::new(COPY).chosen(ui));
            }
        });
        return;
    };
    if has_any {
        to_the_end(ui, &[&whose, &copy]);
    } else {
        to_the_end(ui, &[&whose]);
    }
    let button = ui.add(whose);
    menu(&button, MENU, RectAlign::BOTTOM_END, |ui| scopes(ui, view));
    if has_any {
        copies(view, ui.add(copy).clicked());
    }
}

fn scopes(ui: &mut Ui, view: &mut View<'_>) {
    let scope = view.state.activity_scope;
    for other in [ActivityScope::Profile, ActivityScope::All] {
        let item = MenuItem::new(scope_name(other)).choice(other == scope);
        view.ask_if(
            item.chosen(ui),
            Action::Activity(ActivityAction::Show(other)),
        );
    }
}

fn copies(view: &mut View<'_>, is_asked: bool) {
    view.ask_if(is_asked, Action::Activity(ActivityAction::Copy));
}

/// Width of the menu.
const MENU: f32 = 150.0;

const COPY: &str = "Copy as text";

const fn scope_name(scope: ActivityScope) -> &'static str {
    match scope {
        ActivityScope::Profile => "This profile",
        ActivityScope::All => "All profiles",
    }
}

fn count(view: &View<'_>, row: &ProfileRow) -> usize {
    let activity = &view.state.activity;
    match view.state.activity_scope {
        ActivityScope::Profile => activity.of(row.profile.id).len(),
        ActivityScope::All => activity.count(),
    }
}
