//! The layout of the window: the list on the left, the selected profile on the right, banners above and below.

use egui::{CentralPanel, Frame, Id, Margin, Panel, ScrollArea, Stroke, Ui};

use crate::app::Drafts;
use crate::app::profiles::{Listing, RowContent};
use crate::ui::banners;
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::{scrolled, with_own_ids};
use crate::ui::profiles::{divider, empty_state, pane, several, sidebar};
use crate::ui::view::View;

/// Maximum width of the content: lines stay readable, buttons near their text.
const WIDEST: f32 = 900.0;
/// Minimum width: less than the smallest window, for passes before the window is fitted.
const NARROWEST: f32 = 400.0;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    let p = Colors::in_use(ui);
    let is_narrow = ui.available_width() < space::NARROW;
    if let Some(sandbox) = &view.state.sandbox {
        banners::sandbox(ui, view, drafts, sandbox);
    }
    let side = Frame::new()
        .fill(p.side)
        .inner_margin(Margin::same(12))
        .stroke(Stroke::NONE);
    let width = divider::list_width(view.state.settings.list_width, ui.available_width());
    let list = Panel::left("list")
        .exact_size(width)
        .resizable(false)
        .frame(side)
        .show(ui, |ui| sidebar::show(ui, view, drafts));
    divider::show(ui, view, list.response.rect);
    let margin = if is_narrow { 18 } else { 26 };
    banners::bottom(ui, view, margin);
    CentralPanel::default()
        .frame(Frame::new().fill(p.background))
        .show(ui, |ui| {
            banners::listing(ui, view, margin);
            let height = ui.available_height() - 2.0 * f32::from(margin);
            let scroll = ui.spacing().scroll;
            // The scroll bar is in the margin, so that both sides of the content have the same one.
            ui.spacing_mut().scroll.floating_allocated_width = 0.0;
            let area = ScrollArea::vertical()
                .id_salt("pane")
                .auto_shrink([false, false]);
            scrolled(ui, Id::unique("pane bar"), area, |ui| {
                Frame::new()
                    .inner_margin(Margin::same(margin))
                    .show(ui, |ui| {
                        ui.spacing_mut().scroll = scroll;
                        let widest = if is_profile_in_columns(view, ui) {
                            f32::INFINITY
                        } else {
                            WIDEST
                        };
                        ui.set_width(ui.available_width().clamp(NARROWEST, widest));
                        with_own_ids(ui, Id::unique("content"), |ui| {
                            pane(ui, view, drafts, height);
                        });
                    });
            });
        });
}

fn is_profile_in_columns(view: &View<'_>, ui: &Ui) -> bool {
    view.state.selected_profile().is_some() && ui.available_width() >= pane::TWO_COLUMNS
}

fn pane(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, height: f32) {
    let state = view.state;
    let several = state.several_selected();
    if !several.is_empty() {
        return several::show(ui, view, &several, height);
    }
    match state.selected_row() {
        Some(row) => match &row.content {
            RowContent::Profile(profile) => {
                pane::show(ui, view, drafts, profile, height);
            }
            RowContent::Unreadable(why) => empty_state::unreadable(ui, view, row.key, why),
        },
        None => match &state.listing {
            Listing::Failed(failure) => empty_state::failed(ui, view, failure),
            Listing::Stopped => empty_state::stopped(ui, view),
            Listing::NotYet | Listing::Running { .. } => empty_state::reading(ui, view),
            Listing::Done if state.missing_profiles() > 0 => empty_state::missing(ui, view),
            Listing::Done if state.rows.is_empty() => empty_state::empty(ui, view, drafts),
            Listing::Done => empty_state::none_selected(ui),
        },
    }
}
