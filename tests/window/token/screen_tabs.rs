//! The card of tabs below the token card.

use egui::accesskit::Role;
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::tab::Tab;
use tokendesk::app::{Action, Drafts};

use crate::harness::screen::ScreenHarness;
use crate::samples::tabs::{on, with_activity};
use crate::samples::{live, production, showing};

/// Name and state of each tab.
fn tabs(window: &ScreenHarness) -> Vec<(String, bool)> {
    window
        .0
        .get_all_by_role(Role::Tab)
        .map(|node| {
            let node = node.accesskit_node();
            let is_selected = node.is_selected() == Some(true);
            (node.label().unwrap_or_default(), is_selected)
        })
        .collect()
}

#[test]
fn the_tabs_say_which_is_chosen_and_the_panel_bears_its_name() {
    let window = ScreenHarness::of(on(Tab::Claims, [live(872)]));
    let named = |name: &str, is_chosen| (name.to_owned(), is_chosen);
    assert_eq!(
        tabs(&window),
        [
            named("Activity", false),
            named("Claims", true),
            named("Try a request", false)
        ]
    );
    window.0.get_by_role(Role::TabList);
    window.0.get_by_role_and_label(Role::TabPanel, "Claims");
}

#[test]
fn a_click_on_a_tab_asks_for_it() {
    let mut window = ScreenHarness::of(showing([production()]));
    window
        .0
        .get_by_role_and_label(Role::Tab, "Try a request")
        .click();
    window.settle();
    assert_eq!(window.asked(), [Action::ShowTab(Tab::Request)]);
    window
        .0
        .get_by_role_and_label(Role::Tab, "Activity")
        .click();
    window.settle();
    assert_eq!(window.asked(), [], "it is the chosen one");
}

#[test]
fn the_arrows_go_from_tab_to_tab_and_the_keyboard_goes_along() {
    let mut window = ScreenHarness::of(showing([production()]));
    window
        .0
        .get_by_role_and_label(Role::Tab, "Activity")
        .focus();
    window.settle();
    for (key, tab, name) in [
        (Key::ArrowRight, Tab::Claims, "Claims"),
        (Key::End, Tab::Request, "Try a request"),
        (Key::ArrowRight, Tab::Activity, "Activity"),
        (Key::ArrowLeft, Tab::Request, "Try a request"),
        (Key::Home, Tab::Activity, "Activity"),
    ] {
        assert_eq!(window.key(key), [Action::ShowTab(tab)], "{key:?}");
        window.state_mut().tab = tab;
        window.settle();
        assert_eq!(window.focused().as_deref(), Some(name));
    }
}

#[test]
fn the_tabs_stand_beside_the_card_in_a_wide_window_and_below_it_in_others() {
    for (width, is_beside) in [
        (980.0, false),
        // With what the harness leaves free around the window.
        (1_215.0, false),
        (1_216.0, true),
        (2_560.0, true),
    ] {
        let size = egui::vec2(width, 860.0);
        let window = ScreenHarness::with(with_activity(), Drafts::default(), size, Theme::Light);
        let tab = window.0.get_by_role_and_label(Role::Tab, "Activity").rect();
        let copy = window.button("Copy header").rect();
        assert_eq!(tab.left() > copy.right(), is_beside, "{width}");
        assert_eq!(tab.top() > copy.bottom(), !is_beside, "{width}");
        assert!(window.has("Check secret"), "{width}");
    }
}
