//! A choice of a few, below each other, each with a line about it. For screen readers a group of radio buttons: Tab stops at the
//! chosen one, arrow keys choose.

use egui::accesskit::Role;
use egui::{
    CornerRadius, CursorIcon, Id, Pos2, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::focus::{focus_ring, keep_arrows};
use crate::ui::kit::widgets::segments::{by_arrow, segment_id};

const HEIGHT: f32 = 58.0;
const INDENT: f32 = 38.0;
const RADIO: f32 = 7.0;

#[derive(Clone, Copy, Debug)]
pub struct RadioCard<'a, T> {
    pub value: T,
    pub name: &'a str,
    pub more: &'a str,
}

/// `label` is for screen readers; returns a newly chosen value.
pub fn radio_cards<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    cards: &[RadioCard<'_, T>],
    chosen: T,
) -> Option<T> {
    let builder = UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(label);
    let at = cards.iter().position(|card| card.value == chosen);
    let mut wanted = None;
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        for (index, card) in cards.iter().enumerate() {
            let response = show(ui, segment_id(id, index), card, at == Some(index));
            if response.clicked() {
                wanted = Some(index);
            }
            if response.has_focus() {
                wanted = wanted.or_else(|| by_arrow(ui, index, cards.len()));
            }
        }
    });
    let wanted = wanted.filter(|wanted| at != Some(*wanted))?;
    ui.memory_mut(|memory| memory.request_focus(segment_id(id, wanted)));
    cards.get(wanted).map(|card| card.value)
}

fn show<T>(ui: &mut Ui, id: Id, card: &RadioCard<'_, T>, is_chosen: bool) -> Response {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // One that was just requested has the focus already.
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let sense = if is_chosen || has_focus {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, card.name));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_description(card.more));
    keep_arrows(ui, id);
    let p = Colors::in_use(ui);
    let fill = match response.hovered() {
        true if response.is_pointer_button_down_on() => p.pressed(),
        true if !is_chosen => p.hovered(),
        _ => p.card,
    };
    let line = if is_chosen { p.accent } else { p.line };
    let radius = CornerRadius::same(space::RADIUS_M);
    let stroke = Stroke::new(space::HAIR, line);
    ui.painter()
        .rect(rect, radius, fill, stroke, StrokeKind::Inside);
    let text = |content: &str, size, weight, color| {
        let content = content.to_owned();
        ui.painter()
            .layout_no_wrap(content, font(size, weight), color)
    };
    let name = text(card.name, Size::Body, Weight::SemiBold, p.text);
    let more = text(card.more, Size::Small, Weight::Regular, p.dim);
    let (name_height, more_height) = (name.size().y, more.size().y);
    let height = name_height + space::XS + more_height;
    let at = pos2(rect.left() + INDENT, rect.center().y - height / 2.0);
    let middle = pos2(rect.left() + INDENT / 2.0 + 1.0, at.y + name_height / 2.0);
    paint_radio(ui, middle, is_chosen);
    ui.painter().galley(at, name, p.text);
    let below = at + vec2(0.0, name_height + space::XS);
    ui.painter().galley(below, more, p.dim);
    focus_ring(ui, &response, space::RADIUS_M);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn paint_radio(ui: &Ui, middle: Pos2, is_chosen: bool) {
    let p = Colors::in_use(ui);
    if is_chosen {
        ui.painter().circle_filled(middle, RADIO, p.accent);
        ui.painter().circle_filled(middle, RADIO - 4.0, p.on_accent);
    } else {
        let stroke = Stroke::new(1.5, p.dim);
        ui.painter().circle_stroke(middle, RADIO - 0.75, stroke);
    }
}
