//! The frame of a dialog: in front of a veil, the keyboard stays inside, Esc leaves it, and it scrolls where the window is
//! too small for it. Its buttons never scroll away.

use egui::accesskit::Role;
use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Modal, ScrollArea, Stroke, Ui, UiBuilder, vec2,
};

use super::button::Button;
use super::text::question;
use crate::ui::shortcuts::Command;
use crate::ui::theme::{Palette, space};

/// Above and below a dialog there is at least this much of the window.
const AROUND: f32 = 20.0;

/// A dialog.
#[derive(Clone, Copy, Debug)]
pub struct Dialog<'a> {
    /// Tells it apart.
    pub id: &'a str,
    /// What it is about; its accessible name.
    pub title: &'a str,
    /// Its width, where the window has it.
    pub width: f32,
}

/// What became of a dialog in this pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogEnd {
    /// It stays.
    Open,
    /// Esc was pressed.
    Left,
}

impl Dialog<'_> {
    /// Draws `body` and, below it, a row of `buttons`, and says whether it was left by Esc.
    pub fn show<T>(
        self,
        ui: &Ui,
        state: &mut T,
        body: impl FnOnce(&mut Ui, &mut T),
        buttons: impl FnOnce(&mut Ui, &mut T),
    ) -> DialogEnd {
        let p = Palette::in_use(ui);
        let window = ui.ctx().content_rect();
        let margin = 24.0;
        let width = self.width.min(window.width() - 2.0 * AROUND) - 2.0 * margin;
        let id = Id::unique(self.id);
        let frame = Frame::new()
            .fill(p.card)
            .stroke(Stroke::new(space::HAIR, p.line))
            .corner_radius(CornerRadius::same(space::RADIUS_L))
            .shadow(ui.visuals().window_shadow)
            .inner_margin(Margin::same(24));
        // Everything but the body: the margins, the title, the buttons and the gaps between them.
        let fixed = 2.0 * AROUND + 2.0 * margin + 28.0 + space::CONTROL + 2.0 * space::L;
        let area = Modal::default_area(id)
            .role(Role::Dialog)
            .accessible_name(self.title)
            .fade_in(false);
        let size = |ui: &Ui| {
            let rect = ui.memory(|memory| memory.area_rect(id));
            rect.map(|rect| rect.size())
        };
        let size_before = size(ui);
        let shown = Modal::new(id)
            .area(area)
            .frame(frame)
            .backdrop_color(p.veil())
            .show(ui.ctx(), |ui| {
                ui.ctx().accesskit_node_builder(id, |node| node.set_modal());
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                question(ui, self.title);
                ui.add_space(space::L);
                let room = (window.height() - fixed).max(80.0);
                ScrollArea::vertical()
                    .id_salt("body")
                    .max_height(room)
                    // A body that grows has that room at once: with the size of the pass before, it would scroll.
                    .min_scrolled_height(room)
                    .auto_shrink([false, true])
                    .show(ui, |ui| body(ui, state));
                ui.add_space(space::L);
                let row = vec2(width, space::CONTROL);
                let (rect, _) = ui.allocate_exact_size(row, egui::Sense::hover());
                let layout = Layout::left_to_right(Align::Center);
                let mut row = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
                row.spacing_mut().item_spacing.x = space::S;
                buttons(&mut row, state);
            });
        if size(ui) != size_before {
            // It is put into the middle by the size of the pass before.
            ui.ctx().request_repaint();
        }
        let is_in_front = shown.is_top_modal && !shown.any_popup_open;
        if is_in_front && Command::Close.pressed(ui.ctx()) {
            DialogEnd::Left
        } else {
            DialogEnd::Open
        }
    }
}

/// Moves what follows in a row of buttons to its end. The buttons are drawn in the order in which the Tab key reaches them.
pub fn to_the_end(ui: &mut Ui, buttons: &[&Button<'_>]) {
    let gap = ui.spacing().item_spacing.x;
    let width: f32 = buttons.iter().map(|button| button.width(ui) + gap).sum();
    ui.add_space((ui.available_width() - width + gap).max(0.0));
}
