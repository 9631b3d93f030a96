//! Menus over egui's `Popup`, which traps the focus and closes them.

use egui::accesskit::Role;
use egui::{
    Align2, Context, CornerRadius, Event, Id, Key, Modifiers, PointerButton, Popup, Rect,
    RectAlign, Response, Sense, SetOpenCommand, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::model::Tag;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, space};
use crate::ui::kit::widgets::icon::Icon;
use crate::ui::kit::widgets::tag::spoken_tag;
use crate::ui::kit::widgets::{disabled, icon};

const TICK: f32 = 11.0;

/// Opens below `button` when it is clicked.
pub fn menu<R>(
    button: &Response,
    width: f32,
    align: RectAlign,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let popup = Popup::menu(button).align(align).gap(space::XS);
    let by_mouse = button.clicked_by(PointerButton::Primary);
    show(popup, button, width, by_mouse, content)
}

/// Opens where `control` is right-clicked, or at its middle by a key.
pub fn context_menu<R>(
    control: &Response,
    width: f32,
    is_key_pressed: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let popup = Popup::context_menu(control);
    let opened_by_key = menu_id(control.id).with("by key");
    let popup = if is_key_pressed {
        control
            .ctx
            .data_mut(|data| data.insert_temp(opened_by_key, true));
        popup.open_memory(Some(SetOpenCommand::Bool(true)))
    } else {
        popup
    };
    if control.secondary_clicked() {
        control
            .ctx
            .data_mut(|data| data.insert_temp(opened_by_key, false));
    }
    let by_key = control.ctx.data(|data| data.get_temp(opened_by_key)) == Some(true);
    let popup = if by_key {
        popup.at_position(control.rect.center())
    } else {
        popup
    };
    show(popup, control, width, !is_key_pressed, content)
}

fn show<R>(
    popup: Popup<'_>,
    button: &Response,
    width: f32,
    by_mouse: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let (ctx, id) = (&button.ctx, menu_id(button.id));
    let was_open = Popup::is_id_open(ctx, id);
    let shown = popup.id(id).width(width).show(|ui| {
        ui.set_min_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        // Named after its button.
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_labelled_by([button.id.accesskit_id()]);
        });
        // If opened by key or by a screen reader, the first item gets the focus; with a mouse, none does. In the pass that
        // measures the menu no item can have it yet.
        let waits = id.with("waits for the keyboard");
        if !was_open {
            ui.data_mut(|data| data.insert_temp(waits, !by_mouse));
        }
        let is_opened = ui.data(|data| data.get_temp(waits)) == Some(true);
        let edge = edge(ui.ctx()).or(is_opened.then_some(Key::Home));
        let result = content(ui);
        if let Some(edge) = edge
            && focus_edge(ui, edge)
        {
            ui.data_mut(|data| data.insert_temp(waits, false));
        }
        result
    });
    // Esc clears the focus, and a chosen item is gone: the focus returns to the button.
    let is_closed = was_open && !Popup::is_id_open(ctx, id);
    let by_mouse = ctx.input(|input| input.pointer.any_click());
    if is_closed && !by_mouse && ctx.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
    shown.map(|shown| shown.inner)
}

/// Home is the first item, End the last. egui handles the arrows.
fn edge(ctx: &Context) -> Option<Key> {
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    [Key::Home, Key::End].into_iter().find(|key| pressed(*key))
}

/// Returns whether there is an item.
fn focus_edge(ui: &Ui, edge: Key) -> bool {
    let layer = ui.layer_id();
    let item = ui.ctx().viewport(|viewport| {
        let mut layers = viewport.this_pass.widgets.layers();
        let (_, widgets) = layers.find(|(other, _)| **other == layer)?;
        let mut items = widgets
            .iter()
            .filter(|widget| widget.enabled && widget.sense.is_focusable());
        let item = if edge == Key::Home {
            items.next()
        } else {
            items.next_back()
        };
        item.map(|item| item.id)
    });
    if let Some(item) = item {
        ui.memory_mut(|memory| memory.request_focus(item));
    }
    item.is_some()
}

/// A line between two groups of items.
pub fn menu_separator(ui: &mut Ui) {
    let size = vec2(ui.available_width(), 2.0 * space::XS + space::HAIR);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let line = Stroke::new(space::HAIR, Colors::in_use(ui).line);
    let sides = rect.shrink2(vec2(space::S, 0.0)).x_range();
    ui.painter().hline(sides, rect.center().y, line);
}

/// Above a group of items that are no commands.
pub fn menu_heading(ui: &mut Ui, name: &str) {
    let size = vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    ui.painter().text(
        pos2(rect.left() + space::M, rect.center().y),
        Align2::LEFT_CENTER,
        name,
        font(Size::Small, Weight::Medium),
        Colors::in_use(ui).dim,
    );
}

/// Whether a control of this layer had the focus when the pass began.
fn is_focus_in_layer(ui: &Ui) -> bool {
    let Some(focused) = ui.memory(egui::Memory::focused) else {
        return false;
    };
    let layer = ui.layer_id();
    ui.ctx().viewport(|viewport| {
        let widget = viewport.prev_pass.widgets.get(focused);
        widget.is_some_and(|widget| widget.layer_id == layer)
    })
}

fn is_pointer_moved(ui: &Ui) -> bool {
    let is_move = |event: &Event| matches!(event, Event::PointerMoved(_));
    ui.input(|input| input.events.iter().any(is_move))
}

fn menu_id(button: Id) -> Id {
    button.with("menu")
}

#[must_use = "show it in a menu"]
pub struct MenuItem<'a> {
    name: &'a str,
    more: &'a str,
    tone: Tone,
    is_in_use: Option<bool>,
    tag: Option<Tag>,
}

impl<'a> MenuItem<'a> {
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            more: "",
            tone: Tone::Neutral,
            is_in_use: None,
            tag: None,
        }
    }

    /// Text at its end: a shortcut, or a result.
    pub fn more(mut self, more: &'a str) -> Self {
        self.more = more;
        self
    }

    pub fn destructive(mut self) -> Self {
        self.tone = Tone::Bad;
        self
    }

    /// One of a few choices, with a check mark at the one in use.
    pub fn choice(mut self, is_in_use: bool) -> Self {
        self.is_in_use = Some(is_in_use);
        self
    }

    /// Named after this tag: screen readers say that it is one.
    pub fn tag(mut self, tag: Option<Tag>) -> Self {
        self.tag = tag;
        self
    }

    /// Returns whether it was chosen, which closes the menu.
    pub fn chosen(self, ui: &mut Ui) -> bool {
        let size = vec2(ui.available_width(), 34.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let spoken = spoken_tag(self.tag, self.name);
        response.widget_info(|| match self.is_in_use {
            Some(is_in_use) => {
                WidgetInfo::selected(Role::MenuItemRadio, ui.is_enabled(), is_in_use, &spoken)
            }
            None => WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), &spoken),
        });
        if !self.more.is_empty() {
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_description(self.more);
            });
        }
        let p = Colors::in_use(ui);
        let painter = ui.painter();
        // With the focus in the menu the pointer moves it: one item is highlighted.
        let is_focus_here = is_focus_in_layer(ui);
        if is_focus_here && response.hovered() && is_pointer_moved(ui) {
            response.request_focus();
        }
        if response.has_focus() || (response.hovered() && !is_focus_here) {
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
        if self.is_in_use == Some(true) {
            let right = pos2(rect.right() - space::M - TICK / 2.0, rect.center().y);
            let tick = Rect::from_center_size(right, vec2(TICK, TICK));
            icon::paint(painter, Icon::Tick, tick, color);
        }
        let response = disabled::explain(ui, response);
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
