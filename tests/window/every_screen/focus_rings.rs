//! Whatever has the keyboard shows it: in every state, at each stop of the Tab key, a ring that nothing cuts or covers.

use std::collections::HashSet;

use egui::accesskit::NodeId;
use egui::epaint::RectShape;
use egui::{Color32, Key, Rect, Shape, Theme, Vec2, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;
use tokendesk::app::{Drafts, State};
use tokendesk::ui::kit::theme::Colors;

use crate::harness::screen::{SMALLEST, ScreenHarness};
use crate::samples::import;
use crate::samples::states::every_state;

/// More stops than any window has.
const MOST: usize = 60;
/// How far a ring may be from its control.
const AROUND: f32 = 16.0;
/// What rounding may cut off.
const HAIR: f32 = 0.1;

struct Stop {
    id: NodeId,
    what: String,
    rect: Rect,
}

fn stop(window: &ScreenHarness) -> Option<Stop> {
    let node = window
        .0
        .root()
        .children_recursive()
        .find(Node::is_focused)?;
    let inner = node.accesskit_node();
    let what = format!("{:?} “{}”", inner.role(), inner.label().unwrap_or_default());
    Some(Stop {
        id: inner.locate().0,
        what,
        rect: node.rect(),
    })
}

/// What is drawn, from back to front, with what each shape is cut to.
fn drawn(window: &ScreenHarness) -> Vec<(Rect, RectShape)> {
    let mut rects = Vec::new();
    for clipped in &window.0.output().shapes {
        flatten(clipped.clip_rect, &clipped.shape, &mut rects);
    }
    rects
}

fn flatten(clip: Rect, shape: &Shape, rects: &mut Vec<(Rect, RectShape)>) {
    match shape {
        Shape::Rect(rect) => rects.push((clip, rect.clone())),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| flatten(clip, shape, rects)),
        _ => {}
    }
}

/// What is wrong with how this stop is shown.
fn wrong(window: &ScreenHarness, stop: &Stop, size: Vec2) -> Option<String> {
    let accent = Colors::of(Theme::Light).accent;
    let rects = drawn(window);
    let is_ring = |(_, shape): &(Rect, RectShape)| {
        let is_accent = shape.stroke.color == accent && shape.stroke.width > 1.5;
        is_accent && stop.rect.expand(AROUND).contains_rect(shape.rect)
    };
    let Some(at) = rects.iter().rposition(is_ring) else {
        return Some(format!("at {:?} has no ring", stop.rect));
    };
    let (clip, ring) = &rects[at];
    let room = clip.intersect(Rect::from_min_size(egui::Pos2::ZERO, size));
    if !room.expand(HAIR).contains_rect(ring.rect) {
        return Some(format!("ring {:?} is cut to {room:?}", ring.rect));
    }
    let covers = |(clip, over): &&(Rect, RectShape)| {
        over.fill.a() == 255
            && over.fill != Color32::TRANSPARENT
            && sides(ring.rect, ring.stroke.width).iter().any(|side| {
                side.intersect(over.rect.intersect(*clip))
                    .shrink(0.4)
                    .is_positive()
            })
    };
    let over = rects[at + 1..].iter().find(covers);
    over.map(|(_, over)| format!("ring {:?} lies under {:?}", ring.rect, over.rect))
}

/// The four sides of a ring, without its corners.
fn sides(ring: Rect, width: f32) -> [Rect; 4] {
    let (wide, high) = (
        vec2(ring.width() - 16.0, width),
        vec2(width, ring.height() - 16.0),
    );
    let (wide, high) = (wide.max(Vec2::splat(width)), high.max(Vec2::splat(width)));
    let inside = ring.shrink(width / 2.0);
    [
        Rect::from_center_size(inside.center_top(), wide),
        Rect::from_center_size(inside.center_bottom(), wide),
        Rect::from_center_size(inside.left_center(), high),
        Rect::from_center_size(inside.right_center(), high),
    ]
}

fn show_where_the_keyboard_is(screens: impl Iterator<Item = (&'static str, (State, Drafts))>) {
    let (mut bad, mut looked_at) = (Vec::new(), 0);
    for (name, (state, drafts)) in screens {
        let mut window = ScreenHarness::with(state, drafts, SMALLEST, Theme::Light);
        let mut seen = HashSet::new();
        for _ in 0..MOST {
            window.0.key_press(Key::Tab);
            // What scrolls inside of what scrolls comes into view one after the other.
            window.0.run_steps(4);
            let Some(stop) = stop(&window) else {
                bad.push(format!("{name}: the Tab key leads nowhere"));
                break;
            };
            if !seen.insert(stop.id) {
                break;
            }
            looked_at += 1;
            if let Some(wrong) = wrong(&window, &stop, SMALLEST) {
                bad.push(format!("{name}: {} {wrong}", stop.what));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    // Otherwise this proves nothing.
    assert!(looked_at > 200, "{looked_at}");
}

fn screens() -> impl Iterator<Item = (&'static str, (State, Drafts))> {
    let states = every_state().into_iter();
    let states = states.map(|(name, state)| (name, (state, Drafts::default())));
    states.chain([
        ("import", import::sources()),
        (
            "import, preview",
            import::preview(import::table(), import::file()),
        ),
    ])
}

// In two halves, for two cores.
#[test]
fn at_every_stop_of_the_tab_key_a_whole_ring_shows_where_the_keyboard_is() {
    show_where_the_keyboard_is(screens().step_by(2));
}

#[test]
fn at_every_other_stop_of_the_tab_key_a_whole_ring_shows_where_the_keyboard_is() {
    show_where_the_keyboard_is(screens().skip(1).step_by(2));
}
