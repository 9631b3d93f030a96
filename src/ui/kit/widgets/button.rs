//! Buttons: one solid one per screen, outlined ones, quiet ones, links and icons. The shortcut shown on a button is not part of
//! its name: egui's `Button::shortcut_text` would add it there, and screen readers and tests find buttons by name.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, CursorIcon, Galley, Id, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, Vec2, Widget, WidgetInfo, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, faded, font, mono, space};
use crate::ui::kit::widgets::focus::{paint_focus_ring, scroll_to_focus};
use crate::ui::kit::widgets::icon::Icon;
use crate::ui::kit::widgets::text::name_on_hover;
use crate::ui::kit::widgets::{disabled, icon};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ButtonKind {
    Primary,
    Secondary,
    Ghost,
    Danger,
    Link,
    Quiet,
}

/// Its accessible name is `name` and nothing else.
#[must_use = "add it to a `Ui`"]
pub struct Button<'a> {
    name: &'a str,
    shown: Option<&'a str>,
    kind: ButtonKind,
    hint: Option<String>,
    icon: Option<Icon>,
    /// Shown with a tick in place of the name, in the same room.
    answer: Option<&'a str>,
    min_width: f32,
    color: Option<Color32>,
    id: Option<Id>,
    takes_focus: bool,
}

impl<'a> Button<'a> {
    /// The solid button: the main action of the screen.
    pub fn primary(name: &'a str) -> Self {
        Self::new(name, ButtonKind::Primary)
    }

    pub fn secondary(name: &'a str) -> Self {
        Self::new(name, ButtonKind::Secondary)
    }

    pub fn ghost(name: &'a str) -> Self {
        Self::new(name, ButtonKind::Ghost)
    }

    /// The solid button of a destructive question.
    pub fn danger(name: &'a str) -> Self {
        Self::new(name, ButtonKind::Danger)
    }

    /// Leaves a dialog and does nothing: *Close*, *Cancel*, *Keep editing*.
    pub fn leave(name: &'a str) -> Self {
        Self::ghost(name)
    }

    pub fn link(name: &'a str) -> Self {
        Self::new(name, ButtonKind::Link)
    }

    /// A word in a field or a strip.
    pub fn quiet(name: &'a str) -> Self {
        Self::new(name, ButtonKind::Quiet)
    }

    /// An outlined icon; `name` is its tooltip.
    pub fn icon(name: &'a str, icon: Icon) -> Self {
        let mut button = Self::new(name, ButtonKind::Secondary);
        (button.icon, button.shown) = (Some(icon), Some(""));
        button
    }

    /// An icon; `name` is its tooltip.
    pub fn ghost_icon(name: &'a str, icon: Icon) -> Self {
        let mut button = Self::new(name, ButtonKind::Ghost);
        (button.icon, button.shown) = (Some(icon), Some(""));
        button
    }

    /// A small icon among text.
    pub fn small_icon(name: &'a str, icon: Icon) -> Self {
        let mut button = Self::new(name, ButtonKind::Quiet);
        (button.icon, button.shown) = (Some(icon), Some(""));
        button
    }

    fn new(name: &'a str, kind: ButtonKind) -> Self {
        Self {
            name,
            shown: None,
            kind,
            hint: None,
            icon: None,
            answer: None,
            min_width: 0.0,
            color: None,
            id: None,
            takes_focus: true,
        }
    }

    /// Leaves it out of the Tab order: for a button inside a field that has its own key.
    pub fn passed_over(mut self) -> Self {
        self.takes_focus = false;
        self
    }

    /// Shows the shortcut.
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Says that it did what it is for. Keeps its name and its size.
    pub fn answering(mut self, answer: &'a str) -> Self {
        self.answer = Some(answer);
        self
    }

    pub fn trailing(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    pub fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// For the text of a quiet button.
    pub fn color(mut self, color: Color32) -> Self {
        self.color = Some(color);
        self
    }

    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    pub fn width(&self, ui: &Ui) -> f32 {
        self.size(&Parts::of(self, ui)).x
    }

    fn size(&self, parts: &Parts) -> Vec2 {
        let size = match (self.is_among_text(), self.is_icon_only()) {
            (true, true) => vec2(20.0, 20.0),
            (true, false) => vec2(parts.width(), parts.text.size().y),
            (false, true) => vec2(40.0, space::CONTROL),
            (false, false) => vec2(parts.width() + 2.0 * PADDING, space::CONTROL),
        };
        vec2(size.x.max(self.min_width), size.y)
    }

    fn text(&self) -> &str {
        self.shown.unwrap_or(self.name)
    }

    fn is_icon_only(&self) -> bool {
        self.text().is_empty()
    }

    fn is_among_text(&self) -> bool {
        matches!(self.kind, ButtonKind::Link | ButtonKind::Quiet)
    }

    fn colors(&self, ui: &Ui, response: &Response) -> (Color32, Color32, Color32) {
        let p = Colors::in_use(ui);
        let (down, over) = (response.is_pointer_button_down_on(), response.hovered());
        let hover = faded(ui, response.id.with("hover"), over && ui.is_enabled());
        let by_state = |rest: Color32, hovered, pressed| {
            if down {
                pressed
            } else {
                rest.lerp_to_gamma(hovered, hover)
            }
        };
        let clear = Color32::TRANSPARENT;
        if !ui.is_enabled() {
            let fill = if self.is_among_text() || self.kind == ButtonKind::Ghost {
                clear
            } else {
                p.chip()
            };
            return (fill, clear, p.dim);
        }
        match self.kind {
            ButtonKind::Primary => {
                let fill = by_state(p.accent, p.accent_hovered(), p.accent_pressed());
                (fill, clear, p.on_accent)
            }
            ButtonKind::Danger => {
                let fill = by_state(p.bad, p.bad_hovered(), p.bad_hovered());
                (fill, clear, p.card)
            }
            ButtonKind::Secondary => (by_state(p.card, p.hovered(), p.pressed()), p.line, p.text),
            ButtonKind::Ghost => (by_state(clear, p.hovered(), p.pressed()), clear, p.text),
            ButtonKind::Link => {
                let color = by_state(p.accent, p.accent_hovered(), p.accent_pressed());
                (clear, clear, color)
            }
            ButtonKind::Quiet => {
                let rest = self.color.unwrap_or(p.dim);
                let over = self.color.unwrap_or(p.text);
                (clear, clear, by_state(rest, over, p.accent))
            }
        }
    }

    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let (size, weight) = match self.kind {
            ButtonKind::Primary | ButtonKind::Danger => (Size::Body, Weight::SemiBold),
            ButtonKind::Secondary | ButtonKind::Ghost => (Size::Body, Weight::Medium),
            ButtonKind::Quiet if self.color.is_some() => (Size::Note, Weight::SemiBold),
            ButtonKind::Link | ButtonKind::Quiet => (Size::Note, Weight::Regular),
        };
        let font = font(size, weight);
        ui.painter()
            .layout_no_wrap(self.text().to_owned(), font, Color32::PLACEHOLDER)
    }
}

/// The parts of a button, from left to right.
struct Parts {
    text: Arc<Galley>,
    icon: Option<(Icon, f32)>,
    hint: Option<Arc<Galley>>,
}

impl Parts {
    fn of(button: &Button<'_>, ui: &Ui) -> Self {
        let icon_side = match (button.is_icon_only(), button.is_among_text()) {
            (true, false) => 14.0,
            (true, true) => 13.0,
            _ => 8.0,
        };
        Self {
            text: button.galley(ui),
            icon: button.icon.map(|icon| (icon, icon_side)),
            hint: button.hint.clone().map(|hint| {
                ui.painter()
                    .layout_no_wrap(hint, mono(Size::Small), Color32::PLACEHOLDER)
            }),
        }
    }

    fn width(&self) -> f32 {
        let gap = if self.text.size().x > 0.0 {
            space::S
        } else {
            0.0
        };
        let icon = self.icon.map_or(0.0, |(_, side)| side + gap);
        let hint = self
            .hint
            .as_ref()
            .map_or(0.0, |hint| hint.size().x + 2.0 * HINT_PADDING + space::S);
        self.text.size().x + icon + hint
    }

    fn paint(self, ui: &Ui, rect: Rect, color: Color32) {
        let mut x = rect.center().x - self.width() / 2.0;
        let middle = rect.center().y;
        let painter = ui.painter();
        let is_alone = self.text.size().x == 0.0;
        let y = middle - self.text.size().y / 2.0;
        let text_width = self.text.size().x;
        painter.galley(pos2(x, y), self.text, color);
        x += text_width;
        if let Some((icon, side)) = self.icon {
            x += if is_alone { 0.0 } else { space::S };
            let at = Rect::from_min_size(pos2(x, middle - side / 2.0), Vec2::splat(side));
            icon::paint(painter, icon, at, color);
            x += side;
        }
        if let Some(hint) = self.hint {
            x += space::S;
            paint_hint(ui, pos2(x, middle), hint, color);
        }
    }
}

fn paint_answer(ui: &Ui, rect: Rect, answer: &str, color: Color32) {
    const TICK: f32 = 12.0;
    let font = font(Size::Body, Weight::SemiBold);
    let text = ui.painter().layout_no_wrap(answer.to_owned(), font, color);
    let width = text.size().x + space::S + TICK;
    let left = rect.center().x - width / 2.0;
    let middle = rect.center().y;
    let top = middle - text.size().y / 2.0;
    let tick = pos2(left + text.size().x + space::S, middle - TICK / 2.0);
    ui.painter().galley(pos2(left, top), text, color);
    let tick = Rect::from_min_size(tick, Vec2::splat(TICK));
    icon::paint(ui.painter(), Icon::Tick, tick, color);
}

const PADDING: f32 = 13.0;
const HINT_PADDING: f32 = 5.0;

/// Draws a shortcut in its frame; `right` is the middle of its right edge.
pub fn key_hint(ui: &Ui, right: egui::Pos2, hint: String, color: Color32) {
    let galley = ui
        .painter()
        .layout_no_wrap(hint, mono(Size::Small), Color32::PLACEHOLDER);
    let width = galley.size().x + 2.0 * HINT_PADDING;
    paint_hint(ui, pos2(right.x - width, right.y), galley, color);
}

/// `left` is the middle of its left edge.
fn paint_hint(ui: &Ui, left: egui::Pos2, hint: Arc<Galley>, color: Color32) {
    let size = hint.size() + vec2(2.0 * HINT_PADDING, 4.0);
    let rect = Rect::from_min_size(pos2(left.x, left.y - size.y / 2.0), size);
    ui.painter().rect_stroke(
        rect,
        CornerRadius::same(space::RADIUS_S),
        Stroke::new(space::HAIR, color.gamma_multiply(0.6)),
        StrokeKind::Inside,
    );
    let at = rect.min + vec2(HINT_PADDING, 2.0);
    ui.painter().galley(at, hint, color);
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let parts = Parts::of(&self, ui);
        let size = self.size(&parts);
        let sense = if self.takes_focus {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = match self.id {
            Some(id) => {
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                ui.interact(rect, id, sense)
            }
            None => ui.allocate_exact_size(size, sense).1,
        };
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, self.name));
        let (fill, line, color) = self.colors(ui, &response);
        let rect = response.rect;
        if ui.is_rect_visible(rect) {
            let radius = CornerRadius::same(space::RADIUS_M);
            let stroke = Stroke::new(space::HAIR, line);
            ui.painter()
                .rect(rect, radius, fill, stroke, StrokeKind::Inside);
            if self.kind == ButtonKind::Link && response.hovered() {
                let underline = Stroke::new(space::HAIR, color);
                ui.painter()
                    .hline(rect.x_range(), rect.bottom() - 1.0, underline);
            }
            match self.answer {
                Some(answer) => paint_answer(ui, rect, answer, color),
                None => parts.paint(ui, rect, color),
            }
            let mut inner = response.clone();
            if self.is_icon_only() && self.is_among_text() {
                // A ring around it would be cut off in the first row of a scroll area.
                inner.rect = rect.shrink(space::FOCUS + 1.0);
            }
            paint_focus_ring(ui, &inner, space::RADIUS_M);
        }
        scroll_to_focus(ui, &response);
        let response = if enabled {
            response.on_hover_cursor(CursorIcon::PointingHand)
        } else {
            disabled::explain(ui, response)
        };
        if self.is_icon_only() {
            name_on_hover(response, self.name)
        } else {
            response
        }
    }
}

/// Adds a button, disabled if there is a reason, `why`.
pub fn add_unless(ui: &mut Ui, why: Option<&str>, button: Button<'_>) -> Response {
    let response = ui.add_enabled(why.is_none(), button);
    match why {
        Some(why) => disabled::set_reason(response, why),
        None => response,
    }
}
