//! Menus: a list of commands that opens from a button. egui keeps the keyboard inside and closes them.

use egui::accesskit::Role;
use egui::{
    Align2, CornerRadius, Id, PointerButton, Popup, RectAlign, Response, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::ui::theme::{Palette, Size, Tone, Weight, font, space};

/// Opens a menu below `button` when it is clicked. `width` is the menu's.
pub fn menu<R>(
    button: &Response,
    width: f32,
    align: RectAlign,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let id = menu_id(button.id);
    let was_open = Popup::is_id_open(&button.ctx, id);
    let shown = Popup::menu(button)
        .id(id)
        .align(align)
        .gap(space::XS)
        .width(width)
        .show(|ui| {
            ui.set_min_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            // It is called as its button is.
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_labelled_by([button.id.accesskit_id()]);
            });
            ui.data_mut(|data| data.remove::<Id>(first_item()));
            let content = content(ui);
            // Opened by a key, or by a screen reader: there the keyboard goes on. A mouse goes on by itself.
            let by_mouse = button.clicked_by(PointerButton::Primary);
            if !was_open
                && !by_mouse
                && let Some(first) = ui.data(|data| data.get_temp::<Id>(first_item()))
            {
                ui.memory_mut(|memory| memory.request_focus(first));
            }
            content
        });
    // Esc takes the keyboard from everything, and a command that was chosen is gone: it is to be where the menu was opened.
    let is_closed = was_open && !Popup::is_id_open(&button.ctx, id);
    let by_mouse = button.ctx.input(|input| input.pointer.any_click());
    if is_closed && !by_mouse && button.ctx.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
    shown.map(|shown| shown.inner)
}

/// Where the first command of the menu that is being drawn is noted.
fn first_item() -> Id {
    Id::unique("first item of a menu")
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
        ui.data_mut(|data| *data.get_temp_mut_or(first_item(), response.id));
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
        let chosen = response.clicked();
        if chosen {
            let focused = ui.memory(egui::Memory::focused);
            if let Some(item) = focused.filter(|_| !response.clicked_by(PointerButton::Primary)) {
                ui.memory_mut(|memory| memory.surrender_focus(item));
            }
            ui.close();
        }
        chosen
    }
}
