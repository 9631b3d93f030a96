//! A choice of a few, side by side. For screen readers a group of radio buttons: Tab stops at the chosen one, arrow keys choose.
//! egui's `selectable_value` is a row of buttons instead.

use egui::accesskit::Role;
use egui::{
    CornerRadius, CursorIcon, EventFilter, Id, Key, Label, Modifiers, Rect, Response, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, font, space, text};
use crate::ui::kit::widgets::disabled;
use crate::ui::kit::widgets::focus::focus_ring;

/// Draws `choices` below `label`; returns a newly chosen one.
pub fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    choices: &[(T, &str)],
    chosen: T,
) -> Option<T> {
    ui.spacing_mut().item_spacing.y = space::XS + 1.0;
    let p = Colors::in_use(ui);
    ui.add(Label::new(text(label, Size::Small, Weight::Medium, p.dim)));
    let size = vec2(ui.available_width(), space::CONTROL);
    switch(ui, id, label, size, choices, chosen)
}

/// Without a visible label, where the surroundings say what it is.
pub fn switch<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    size: Vec2,
    choices: &[(T, &str)],
    chosen: T,
) -> Option<T> {
    let p = Colors::in_use(ui);
    let text_size = if size.y < space::CONTROL {
        Size::Note
    } else {
        Size::Body
    };
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let builder = UiBuilder::new()
        .max_rect(rect)
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(label);
    let mut group = ui.new_child(builder);
    let at = choices.iter().position(|(value, _)| *value == chosen);
    let (mut wanted, mut focused) = (None, None);
    for (index, (_, name)) in choices.iter().enumerate() {
        let segment = Segment {
            id: segment_id(id, index),
            name,
            rect: part(rect, index, choices.len()),
            is_chosen: at == Some(index),
            size: text_size,
            corners: corners(index, choices.len()),
        };
        let response = segment.show(&mut group);
        if response.clicked() {
            wanted = Some(index);
        }
        if response.has_focus() {
            wanted = wanted.or_else(|| by_arrow(ui, index, choices.len()));
            focused = Some(response);
        }
    }
    let radius = CornerRadius::same(space::RADIUS_M);
    let line = Stroke::new(space::HAIR, p.line);
    ui.painter()
        .rect_stroke(rect, radius, line, StrokeKind::Inside);
    // Above its neighbors.
    if let Some(focused) = focused {
        focus_ring(ui, &focused, space::RADIUS_M);
    }
    let wanted = wanted.filter(|wanted| at != Some(*wanted))?;
    ui.memory_mut(|memory| memory.request_focus(segment_id(id, wanted)));
    choices.get(wanted).map(|(value, _)| *value)
}

pub fn segment_id(id: Id, index: usize) -> Id {
    id.with(index)
}

struct Segment<'a> {
    id: Id,
    name: &'a str,
    rect: Rect,
    is_chosen: bool,
    size: Size,
    corners: CornerRadius,
}

impl Segment<'_> {
    fn show(self, ui: &mut Ui) -> Response {
        // One that was just requested has the focus already.
        let has_focus = ui.memory(|memory| memory.has_focus(self.id));
        let sense = if self.is_chosen || has_focus {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(self.rect, self.id, sense);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            WidgetInfo::selected(Role::RadioButton, enabled, self.is_chosen, self.name)
        });
        // Arrows move the choice here, not the focus.
        ui.memory_mut(|memory| {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            };
            memory.set_focus_lock_filter(self.id, filter);
        });
        let p = Colors::in_use(ui);
        let fill = match self.is_chosen {
            true => p.selected,
            false if response.is_pointer_button_down_on() && enabled => p.pressed(),
            false if response.hovered() && enabled => p.hovered(),
            false => p.card,
        };
        let (weight, color) = if self.is_chosen && enabled {
            (Weight::SemiBold, p.text)
        } else {
            (Weight::Regular, p.dim)
        };
        ui.painter().rect_filled(self.rect, self.corners, fill);
        ui.painter().text(
            self.rect.center(),
            egui::Align2::CENTER_CENTER,
            self.name,
            font(self.size, weight),
            color,
        );
        disabled::explain(ui, response.on_hover_cursor(CursorIcon::PointingHand))
    }
}

/// The neighbor in the direction of an arrow key; wraps around, as radio buttons do.
pub(crate) fn by_arrow(ui: &Ui, index: usize, count: usize) -> Option<usize> {
    // A slow pass can have several presses.
    let (on, back) = ui.input_mut(|input| {
        let mut presses = |key| input.count_and_consume_key(Modifiers::NONE, key) % count;
        let on = presses(Key::ArrowRight) + presses(Key::ArrowDown);
        (on, presses(Key::ArrowLeft) + presses(Key::ArrowUp))
    });
    (on + back > 0).then(|| (index + on + 2 * count - back) % count)
}

#[expect(clippy::cast_precision_loss, reason = "a few segments")]
fn part(rect: Rect, index: usize, count: usize) -> Rect {
    let width = rect.width() / count as f32;
    let left = rect.left() + width * index as f32;
    Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()))
}

fn corners(index: usize, count: usize) -> CornerRadius {
    let of = |is_at_end| if is_at_end { space::RADIUS_M } else { 0 };
    let (west, east) = (of(index == 0), of(index + 1 == count));
    CornerRadius {
        nw: west,
        sw: west,
        ne: east,
        se: east,
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, Event, RawInput};

    use super::*;

    #[test]
    fn each_press_of_one_pass_moves_the_choice() {
        let chosen_after = |keys: &[Key]| {
            let press = |key: &Key| Event::Key {
                key: *key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            let input = RawInput {
                events: keys.iter().map(press).collect(),
                ..RawInput::default()
            };
            let mut chosen = None;
            let mut output = Context::default().run_ui(input, |ui| {
                chosen = chosen.or(by_arrow(ui, 0, 3));
            });
            output.textures_delta.clear();
            chosen
        };
        assert_eq!(chosen_after(&[]), None);
        assert_eq!(chosen_after(&[Key::ArrowRight; 2]), Some(2));
        assert_eq!(chosen_after(&[Key::ArrowDown; 4]), Some(1));
        assert_eq!(chosen_after(&[Key::ArrowUp]), Some(2));
        assert_eq!(chosen_after(&[Key::ArrowRight, Key::ArrowLeft]), Some(0));
    }
}
