//! The tab *Activity*.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::activity::{ActivityAction, ActivityScope};
use tokendesk::app::tab::Tab;
use tokendesk::app::{Action, Drafts};

use crate::harness::screen::{SMALLEST, ScreenHarness};
use crate::samples::tabs::{note, on, with_activity, with_much_activity};
use crate::samples::{live, production};

/// The texts of the panel from top to bottom, and in a row from left to right.
fn told(window: &ScreenHarness) -> Vec<String> {
    let bar = window.0.get_by_role_and_label(Role::Tab, "Activity").rect();
    let mut labels: Vec<_> = window
        .places()
        .into_iter()
        .filter(|(role, _, rect)| *role == Role::Label && rect.top() > bar.bottom())
        .collect();
    labels.sort_by(|(_, _, a), (_, _, b)| {
        let row = |rect: &egui::Rect| (rect.center().y / 8.0).round();
        row(a)
            .total_cmp(&row(b))
            .then(a.left().total_cmp(&b.left()))
    });
    labels.into_iter().map(|(_, name, _)| name).collect()
}

#[test]
fn what_happened_stands_there_newest_first_with_its_time_and_duration() {
    let window = ScreenHarness::of(with_activity());
    assert_eq!(
        told(&window),
        [
            "10:32 AM",
            "Header copied",
            "10:32 AM",
            "Got token (15 min)",
            "212 ms",
            "10:31 AM",
            "Secret works",
            "198 ms",
        ]
    );
}

#[test]
fn the_activity_of_all_profiles_names_them() {
    let mut state = with_activity();
    state.activity_scope = ActivityScope::All;
    let window = ScreenHarness::of(state);
    assert_eq!(
        told(&window),
        [
            "10:32 AM",
            "Production EU",
            "Header copied",
            "10:32 AM",
            "Production EU",
            "Got token (15 min)",
            "212 ms",
            "10:32 AM",
            "Backup reports",
            "Sign-in rejected: HTTP 401",
            "187 ms",
            "10:31 AM",
            "Production EU",
            "Secret works",
            "198 ms",
        ]
    );
}

#[test]
fn the_switch_asks_for_the_other_scope() {
    let mut window = ScreenHarness::of(with_activity());
    let show = |scope| Action::Activity(ActivityAction::Show(scope));
    let asked = window.choose("This profile", "All profiles");
    assert_eq!(asked, [show(ActivityScope::All)]);
    window.state_mut().activity_scope = ActivityScope::All;
    window.settle();
    let asked = window.choose("All profiles", "This profile");
    assert_eq!(asked, [show(ActivityScope::Profile)]);
}

#[test]
fn the_activity_can_be_copied_where_there_is_some() {
    let mut window = ScreenHarness::of(with_activity());
    let asked = window.press("Copy as text");
    assert_eq!(asked, [Action::Activity(ActivityAction::Copy)]);
    let window = ScreenHarness::of(on(Tab::Activity, [live(872)]));
    assert!(window.says("No activity yet."));
    assert!(!window.has("Copy as text"));
}

#[test]
fn the_activity_of_a_profile_is_its_own() {
    let mut state = on(Tab::Activity, [live(872), production()]);
    let kind = tokendesk::model::ActivityKind::Expired;
    note(&mut state, 1, 5, kind, None);
    let window = ScreenHarness::of(state);
    assert!(window.says("No activity yet."));
}

#[test]
fn in_a_narrow_column_whose_activity_and_its_copy_are_in_one_menu() {
    let all = Action::Activity(ActivityAction::Show(ActivityScope::All));
    let copy = Action::Activity(ActivityAction::Copy);
    for (item, asked) in [("All profiles", all), ("Copy as text", copy)] {
        let size = egui::vec2(1_216.0, 716.0);
        let state = with_activity();
        let mut window = ScreenHarness::with(state, Drafts::default(), size, egui::Theme::Light);
        assert_eq!(window.choose("Activity options", item), [asked], "{item}");
    }
}

#[test]
fn of_twenty_thousand_entries_only_those_in_view_are_drawn_and_the_oldest_can_be_scrolled_to() {
    let mut state = with_much_activity(40);
    state.activity_scope = ActivityScope::All;
    assert_eq!(state.activity.count(), 20_000);
    for size in [SMALLEST, egui::vec2(1_200.0, 900.0)] {
        let state = crate::samples::states::clone(&state);
        let mut window = ScreenHarness::with(state, Drafts::default(), size, egui::Theme::Light);
        let rows = told(&window).len() / 4;
        assert!((3..40).contains(&rows), "{rows}");
        assert!(window.has("499 ms") && !window.has("<1 ms"));
        // The pane first, then the list in it.
        for _ in 0..2 {
            let bar = window.0.get_by_role_and_label(Role::Tab, "Activity").rect();
            window.turn_wheel(bar.left_bottom() + egui::vec2(40.0, 40.0), -1_000_000.0);
        }
        assert!(window.has("<1 ms") && !window.has("499 ms"), "{size:?}");
    }
}
