//! A row of tabs, the chosen one underlined. Tab stops at it, arrow keys go to its neighbors. egui has none.

use egui::accesskit::Role;
use egui::{
    Align, CornerRadius, CursorIcon, EventFilter, Id, Key, Layout, Modifiers, Rect, Response,
    Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::focus::focus_ring;

const HEIGHT: f32 = 37.0;
const PADDING: f32 = 12.0;
/// Inset of what is drawn in a focused or pressed tab.
const INSIDE: Vec2 = vec2(4.0, 6.0);
const GAP: f32 = 4.0;

/// Returns a newly chosen tab. `end` draws into the rest of the row.
pub fn tab_bar<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    (tabs, chosen): (&[(T, &str)], T),
    end: impl FnOnce(&mut Ui),
) -> Option<T> {
    let p = Colors::in_use(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let line = Stroke::new(space::HAIR, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - space::HAIR / 2.0, line);
    let builder = UiBuilder::new()
        .max_rect(rect)
        .accessibility_role(Role::TabList)
        .accessibility_label(label);
    let mut bar = ui.new_child(builder);
    let at = tabs.iter().position(|(tab, _)| *tab == chosen);
    let mut wanted = None;
    let mut left = rect.left();
    for (index, (_, name)) in tabs.iter().enumerate() {
        let is_chosen = at == Some(index);
        let response = tab(
            &mut bar,
            id.with(index),
            pos2(left, rect.top()),
            name,
            is_chosen,
        );
        left = response.rect.right() + GAP;
        if response.clicked() {
            wanted = Some(index);
        }
        if response.has_focus() {
            wanted = wanted.or_else(|| by_key(ui, index, tabs.len()));
        }
    }
    let room = Rect::from_min_max(pos2(left + GAP, rect.top()), rect.max);
    let layout = Layout::left_to_right(Align::Center);
    end(&mut ui.new_child(UiBuilder::new().max_rect(room).layout(layout)));
    let wanted = wanted.filter(|wanted| at != Some(*wanted))?;
    ui.memory_mut(|memory| memory.request_focus(id.with(wanted)));
    tabs.get(wanted).map(|(tab, _)| *tab)
}

fn tab(ui: &mut Ui, id: Id, at: egui::Pos2, name: &str, is_chosen: bool) -> Response {
    let p = Colors::in_use(ui);
    let width = |weight| {
        let galley = ui
            .painter()
            .layout_no_wrap(name.to_owned(), font(Size::Body, weight), p.text);
        (galley.size().x, galley)
    };
    let (text_width, galley) = width(Weight::Medium);
    let rect = Rect::from_min_size(at, vec2(text_width + 2.0 * PADDING, HEIGHT));
    // One that was just requested has the focus already.
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let sense = if is_chosen || has_focus {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_chosen, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(is_chosen);
        node.clear_toggled();
    });
    // Arrows move between the tabs here.
    ui.memory_mut(|memory| {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        memory.set_focus_lock_filter(id, filter);
    });
    let color = if is_chosen || response.hovered() {
        p.text
    } else {
        p.dim
    };
    let painter = ui.painter();
    if response.is_pointer_button_down_on() && !is_chosen {
        let inner = rect.shrink2(INSIDE);
        painter.rect_filled(inner, CornerRadius::same(space::RADIUS_S), p.pressed());
    }
    let place = rect.center() - galley.size() / 2.0;
    painter.galley_with_override_text_color(place, galley, color);
    if is_chosen {
        let under = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
        painter.rect_filled(under, CornerRadius::ZERO, p.accent);
    }
    let mut inner = response.clone();
    inner.rect = inner.rect.shrink2(INSIDE);
    focus_ring(ui, &inner, space::RADIUS_S);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The neighbor in the direction of a key; wraps around.
fn by_key(ui: &Ui, index: usize, count: usize) -> Option<usize> {
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::ArrowRight) {
            Some((index + 1) % count)
        } else if pressed(Key::ArrowLeft) {
            Some((index + count - 1) % count)
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(count - 1)
        } else {
            None
        }
    })
}
