//! Menus: a list of commands that opens from a button. egui keeps the keyboard inside and closes them.

use egui::accesskit::Role;
use egui::{
    Align2, CornerRadius, Id, Popup, RectAlign, Response, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::resting;
use crate::ui::theme::{Palette, Size, Tone, Weight, font, space};

/// Opens a menu below `button` when it is clicked. `width` is the menu's.
pub fn menu<R>(
    button: &Response,
    width: f32,
    align: RectAlign,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    Popup::menu(button)
        .id(menu_id(button.id))
        .align(align)
        .gap(space::XS)
        .width(width)
        .show(|ui| {
            ui.set_min_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            content(ui)
        })
        .map(|shown| shown.inner)
}

fn menu_id(button: Id) -> Id {
    button.with("menu")
}

/// One command of a menu.
#[must_use = "show it in a menu"]
pub struct MenuItem<'a> {
    name: &'a str,
    more: &'a str,
    tone: Tone,
}

impl<'a> MenuItem<'a> {
    /// A command called `name`.
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            more: "",
            tone: Tone::Neutral,
        }
    }

    /// A word at its end: a key, or what comes out of it.
    pub fn more(mut self, more: &'a str) -> Self {
        self.more = more;
        self
    }

    /// A command that takes something away.
    pub fn destructive(mut self) -> Self {
        self.tone = Tone::Bad;
        self
    }

    /// Draws it, and says whether it was chosen. The menu closes then.
    pub fn chosen(self, ui: &mut Ui) -> bool {
        let size = vec2(ui.available_width(), 34.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), self.name));
        if !self.more.is_empty() {
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_description(self.more);
            });
        }
        let p = Palette::in_use(ui);
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            let radius = CornerRadius::same(space::RADIUS_S + 2);
            painter.rect_filled(rect, radius, p.selected);
        }
        let color = match self.tone {
            _ if !ui.is_enabled() => p.dim,
            Tone::Bad => p.bad,
            _ => p.text,
        };
        painter.text(
            pos2(rect.left() + space::M, rect.center().y),
            Align2::LEFT_CENTER,
            self.name,
            font(Size::Body, Weight::Regular),
            color,
        );
        painter.text(
            pos2(rect.right() - space::M, rect.center().y),
            Align2::RIGHT_CENTER,
            self.more,
            font(Size::Small, Weight::Regular),
            p.dim,
        );
        let chosen = resting::told(ui, response).clicked();
        if chosen {
            ui.close();
        }
        chosen
    }
}
