//! The edge between the list and the profile, which is dragged.

use egui::accesskit::Role;
use egui::{CursorIcon, Pos2, Theme, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::settings::SettingsAction;
use tokendesk::app::{Action, Drafts};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{live, showing};

fn window(size: Vec2) -> ScreenHarness {
    let state = showing([live(872)]);
    ScreenHarness::with(state, Drafts::default(), size, Theme::Light)
}

fn edge(window: &ScreenHarness) -> Pos2 {
    let divider = window
        .0
        .get_by_role_and_label(Role::Splitter, "Width of the list");
    divider.rect().center()
}

/// Drags the edge by so much in three steps, as `App` would apply each; the widths that were asked for.
fn drag(window: &mut ScreenHarness, by: f32) -> Vec<u16> {
    let from = edge(window);
    let mut widths = Vec::new();
    window.pointer(from, true);
    for step in [1.0_f32, 2.0, 3.0] {
        let at = from + vec2(by * step / 3.0, 0.0);
        window.0.event(egui::Event::PointerMoved(at));
        window.0.step();
        for action in window.asked() {
            let Action::Settings(SettingsAction::ListWidth(width)) = action else {
                panic!("{action:?}")
            };
            window.state_mut().settings.list_width = width;
            widths.push(width);
        }
        assert_eq!(
            window.0.output().platform_output.cursor_icon,
            CursorIcon::ResizeHorizontal
        );
    }
    window.pointer(from + vec2(by, 0.0), false);
    window.settle();
    assert_eq!(window.asked(), []);
    widths
}

#[test]
fn the_edge_follows_the_pointer_and_the_profile_begins_there() {
    let mut window = window(USUAL);
    let (before, field) = (edge(&window), name(&window));
    assert_eq!(drag(&mut window, 60.0), [320, 340, 360]);
    assert_eq!(edge(&window), before + vec2(60.0, 0.0));
    assert_eq!(name(&window), field + vec2(60.0, 0.0));
    assert_eq!(drag(&mut window, -90.0), [330, 300, 270]);
    assert_eq!(name(&window), field - vec2(30.0, 0.0));
}

/// Where the profile's name begins.
fn name(window: &ScreenHarness) -> Pos2 {
    let heading = window
        .0
        .get_by_role_and_label(Role::Heading, "Production EU");
    heading.rect().left_top()
}

#[test]
fn the_list_keeps_room_for_its_rows_and_for_the_profile() {
    let mut window = window(USUAL);
    assert_eq!(drag(&mut window, -600.0).last(), Some(&200));
    assert_eq!(drag(&mut window, 900.0).last(), Some(&420));
}

#[test]
fn in_a_narrow_window_the_profile_keeps_its_width() {
    let mut window = window(SMALLEST);
    let right = edge(&window).x;
    window.state_mut().settings.list_width = 420;
    window.settle();
    assert!((edge(&window).x - right).abs() < 0.5);
}

#[test]
fn a_click_on_the_edge_changes_nothing() {
    let mut window = window(USUAL);
    let at = edge(&window);
    for pressed in [true, false] {
        window.pointer(at, pressed);
        window.0.step();
    }
    window.settle();
    assert_eq!(window.asked(), []);
}
