//! Many profiles: what is drawn of them, what a frame costs, and pins and tags on the screen.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{PasswordStorage, ProfileId, ProfileName, SortBy, Tag};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::users::{DANA, dana};
use crate::samples::{EU5, US1, copied_item, live, mark, production, profile, showing};

/// So many profiles sorted by last use, so without sections; every tenth has a tag, and the first two are pinned.
fn many(count: usize) -> State {
    let rows = (0..count).map(|number| {
        let name = format!("Customer {number:04}");
        let console = [EU5, US1][number % 2];
        ProfileRow::new(profile(&name, console, &format!("key-{number:04}")))
    });
    let mut state = showing(rows);
    state.settings.sort = SortBy::LastUsed;
    for number in 0..count {
        let id = state.rows[number].profile().unwrap().profile.id;
        let tag = (number % 10 == 0).then_some(Tag::Violet);
        mark(&mut state, id, number < 2, tag);
    }
    state
}

fn drawn(window: &ScreenHarness) -> Vec<String> {
    let rows = window.0.query_all_by_role(Role::ListBoxOption);
    rows.map(|row| row.accesskit_node().label().unwrap())
        .collect()
}

fn select(window: &mut ScreenHarness, index: usize) {
    let key = window.0.state().state.rows[index].key;
    window.state_mut().selected = Some(key);
    window.settle();
}

#[test]
fn of_a_thousand_profiles_only_those_in_view_are_drawn_and_each_says_its_place() {
    let window = ScreenHarness::of(many(1_000));
    let names = drawn(&window);
    assert!((8..16).contains(&names.len()), "{names:?}");
    let row = window
        .0
        .get_by_role_and_label(Role::ListBoxOption, "Customer 0002");
    let node = row.accesskit_node();
    assert_eq!(node.position_in_set(), Some(2), "counted from none");
    let list = window.0.get_by_role_and_label(Role::ListBox, "Profiles");
    assert_eq!(list.accesskit_node().size_of_set(), Some(1_000));
}

#[test]
fn the_selected_one_is_brought_into_view_and_stays_where_the_keyboard_finds_it() {
    let mut window = ScreenHarness::of(many(1_000));
    select(&mut window, 700);
    window.0.run_steps(30);
    let row = |window: &ScreenHarness, name: &str| {
        let row = window.0.get_by_role_and_label(Role::ListBoxOption, name);
        (row.rect(), row.accesskit_node().is_selected())
    };
    let (rect, is_selected) = row(&window, "Customer 0700");
    assert!(rect.top() > 50.0 && rect.bottom() < 610.0, "{rect:?}");
    assert_eq!(is_selected, Some(true));

    // Scrolled away, it is still there for the Tab key and a screen reader.
    window.turn_wheel(egui::pos2(100.0, 300.0), 30_000.0);
    let names = drawn(&window);
    assert!(!names.contains(&"Customer 0699".to_owned()), "{names:?}");
    assert!(names.contains(&"Customer 0700".to_owned()), "{names:?}");
}

#[test]
fn arrows_that_come_faster_than_the_window_is_drawn_all_count() {
    let mut window = ScreenHarness::of(many(40));
    let down = |pressed| Event::Key {
        key: Key::ArrowDown,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let presses = [true, false, true, false, true, false].map(down);
    // Into one pass: the harness would make a pass of each.
    window.0.input_mut().events.extend(presses);
    window.settle();
    let wanted = window.0.state().state.rows[3].key;
    assert_eq!(window.asked(), [Action::Select(wanted)]);
}

#[test]
fn the_keyboard_goes_through_a_long_list_by_rows_pages_and_to_its_ends() {
    let mut window = ScreenHarness::of(many(1_000));
    let first = window
        .0
        .get_by_role_and_label(Role::ListBoxOption, "Customer 0000");
    first.focus();
    window.settle();
    window.asked();
    for (key, at) in [
        (Key::ArrowDown, 1),
        (Key::PageDown, 15),
        (Key::End, 999),
        (Key::PageUp, 985),
        (Key::ArrowUp, 984),
        (Key::Home, 0),
    ] {
        window.0.key_press(key);
        window.settle();
        let wanted = window.0.state().state.rows[at].key;
        assert_eq!(window.asked(), [Action::Select(wanted)], "{key:?}");
        select(&mut window, at);
        window.0.run_steps(30);
        let name = format!("Customer {at:04}");
        assert_eq!(window.focused(), Some(name.clone()));
        let row = window.0.get_by_role_and_label(Role::ListBoxOption, &name);
        let rect = row.rect();
        assert!(
            rect.top() > 50.0 && rect.bottom() < 610.0,
            "{key:?} {rect:?}"
        );
    }
}

#[test]
fn a_search_finds_the_last_of_a_thousand_and_the_name_of_a_tag() {
    let drafts = Drafts {
        search: "0999".to_owned(),
        ..Drafts::default()
    };
    let window = ScreenHarness::with(many(1_000), drafts, USUAL, egui::Theme::Light);
    // The selected one does not match; it is not shown for that.
    assert_eq!(drawn(&window), ["Customer 0999"]);

    let mut state = many(30);
    state
        .settings
        .tags
        .rename(Tag::Violet, "Live customers")
        .unwrap();
    let drafts = Drafts {
        search: "live cust".to_owned(),
        ..Drafts::default()
    };
    let window = ScreenHarness::with(state, drafts, USUAL, egui::Theme::Light);
    assert_eq!(
        drawn(&window),
        ["Customer 0000", "Customer 0010", "Customer 0020"]
    );
}

#[test]
fn a_search_that_finds_nothing_says_where_it_looked_and_how_to_leave_it() {
    let drafts = Drafts {
        search: "zzz".to_owned(),
        ..Drafts::default()
    };
    let window = ScreenHarness::with(many(3), drafts, SMALLEST, egui::Theme::Dark);
    assert!(window.says("No matches"));
    assert!(window.says("Searches names, consoles, IDs, and tags. Esc clears it."));
}

/// Prints what a pass costs with a thousand profiles. `cargo test --test window list_frames -- --nocapture`
#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement"
)]
fn list_frames_cost_the_same_with_a_thousand_profiles_as_with_ten() {
    const FRAMES: u32 = 60;
    let mut windows = [10, 1_000].map(|count| ScreenHarness::of(many(count)));
    // In turns, so that both see the same load; and the shortest: the others waited for something else on this machine.
    let mut took = [Duration::MAX; 2];
    for _ in 0..FRAMES {
        for (window, took) in windows.iter_mut().zip(&mut took) {
            let start = Instant::now();
            window.0.step();
            *took = start.elapsed().min(*took);
        }
    }
    let [few, lots] = took;
    println!("a pass of the window: {few:?} with 10 profiles, {lots:?} with 1,000");
    // Rows that aren't in view would cost hundreds of milliseconds; a busy machine, tens.
    assert!(
        lots < 3 * few + Duration::from_millis(50),
        "{few:?} {lots:?}"
    );
}

#[test]
fn a_pin_and_a_tag_are_spoken_and_the_tag_stands_beside_the_name() {
    let row = production();
    let id = row.profile.id;
    let mut state = showing([row]);
    mark(&mut state, id, true, Some(Tag::Violet));
    let mut window = ScreenHarness::of(state);
    assert!(window.says("no token, tag Production, pinned"));
    assert!(window.has("Tag Production"), "the badge");
    let tags = &mut window.state_mut().settings.tags;
    tags.rename(Tag::Violet, "Live").unwrap();
    window.settle();
    assert!(window.has("Tag Live"));
}

#[test]
fn the_menu_of_a_profile_pins_and_tags_it() {
    let mut window = ScreenHarness::of(showing([production()]));
    let id = window
        .0
        .state()
        .state
        .selected_profile()
        .unwrap()
        .profile
        .id;
    let asked = window.choose("More about this profile", "Pin to top");
    assert_eq!(asked, [Action::Pin(id, true)]);
    window.press("More about this profile");
    for name in [
        "No tag",
        "Tag Production",
        "Tag Test",
        "Tag Blue",
        "Tag Pink",
        "Tag Plum",
        "Tag Gray",
    ] {
        assert!(window.has(name), "{name}");
    }
    window
        .0
        .get_by_role_and_label(Role::RadioButton, "Tag Production")
        .click();
    window.settle();
    assert_eq!(window.asked(), [Action::SetTag(id, Some(Tag::Violet))]);
    assert!(!window.has("Pin to top"), "the menu closes");

    let row = production();
    let id = row.profile.id;
    let mut state = showing([row]);
    mark(&mut state, id, true, None);
    let mut window = ScreenHarness::of(state);
    let asked = window.choose("More about this profile", "Unpin");
    assert_eq!(asked, [Action::Pin(id, false)]);
}

#[test]
fn the_menu_of_the_list_sorts_and_ticks_the_order_in_use() {
    let mut window = ScreenHarness::of(many(3));
    window.press("More");
    let is_ticked = |window: &ScreenHarness, name: &str| {
        let item = window.0.get_by_role_and_label(Role::MenuItemRadio, name);
        item.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    };
    assert!(is_ticked(&window, "Sort by last used"));
    assert!(!is_ticked(&window, "Sort by name"));
    window
        .0
        .get_by_role_and_label(Role::MenuItemRadio, "Sort by name")
        .click();
    window.settle();
    assert_eq!(window.asked(), [Action::Sort(SortBy::Name)]);
}

#[test]
fn the_strip_tells_the_tag_of_the_profile_whose_header_is_copied() {
    let row = live(872);
    let id = row.profile.id;
    let mut state = showing([row]);
    mark(&mut state, id, false, Some(Tag::Teal));
    let mut copied = copied_item();
    copied.of = Some(id);
    state.copied_item = Some(copied);
    let window = ScreenHarness::of(state);
    let strip = window
        .0
        .get_by_label_contains("Production EU header copied");
    let told = strip.accesskit_node().description();
    assert_eq!(told.as_deref(), Some("tag Test"));
}

#[test]
fn the_username_stands_in_the_row_unless_it_is_the_name() {
    let mut named = dana(PasswordStorage::InKeyring);
    named.profile.id = ProfileId::random();
    named.profile.name = ProfileName::parse("Dana").unwrap();
    let window = ScreenHarness::of(showing([named, dana(PasswordStorage::InKeyring)]));
    let told = |name: &str| {
        let row = window.0.get_by_role_and_label(Role::ListBoxOption, name);
        row.accesskit_node().description().unwrap()
    };
    for name in ["Dana", DANA] {
        let spoken = told(name);
        assert!(spoken.contains("user account dana@example.com"), "{spoken}");
    }
}
