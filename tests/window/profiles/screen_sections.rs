//! Headings, chips and compact rows on the screen.

use std::collections::BTreeSet;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::profiles::{ListAction, ListFilter};
use tokendesk::app::{Action, Drafts};
use tokendesk::model::Tag;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::tenants::{by_last_use, forty};
use crate::samples::{mark, production, showing};

fn rect(window: &ScreenHarness, role: Role, name: &str) -> egui::Rect {
    window.0.get_by_role_and_label(role, name).rect()
}

#[test]
fn each_section_has_its_heading_above_its_rows_and_says_how_many_there_are() {
    let window = ScreenHarness::of(forty());
    let heading = window.0.get_by_role_and_label(Role::Heading, "Production");
    let count = heading.accesskit_node().description();
    assert_eq!(count.as_deref(), Some("11"));
    let rows = ["Acme Logistics", "Kestrel Air", "Acme Logistics (test)"];
    let [first, last, test] = rows.map(|name| rect(&window, Role::ListBoxOption, name));
    let next = rect(&window, Role::Heading, "Test");
    assert!(heading.rect().bottom() <= first.top());
    assert!(last.bottom() < next.top() && next.bottom() <= test.top());
    assert!((first.height() - 34.0).abs() < 0.1, "{first:?}");
}

#[test]
fn sorted_by_last_use_there_are_no_headings() {
    let window = ScreenHarness::of(by_last_use());
    let headings = window
        .0
        .query_all_by_role_and_label(Role::Heading, "Production");
    assert_eq!(headings.count(), 0);
    let first = rect(&window, Role::ListBoxOption, "Acme Logistics");
    assert!((first.height() - 54.0).abs() < 0.1, "{first:?}");
}

#[test]
fn a_chip_is_chosen_by_a_click_or_an_arrow_and_tab_stops_at_the_one_in_use() {
    let mut window = ScreenHarness::of(forty());
    let chip = |window: &ScreenHarness, name: &str| {
        let chip = window.0.get_by_role_and_label(Role::RadioButton, name);
        chip.accesskit_node().description()
    };
    assert_eq!(chip(&window, "Attention").as_deref(), Some("3"));
    let click = |window: &mut ScreenHarness, name: &str| {
        let chip = window.0.get_by_role_and_label(Role::RadioButton, name);
        chip.click();
        window.settle();
        window.asked()
    };
    let asked = click(&mut window, "Attention");
    assert_eq!(
        asked,
        [Action::List(ListAction::Filter(ListFilter::Attention))]
    );
    let asked = click(&mut window, "Test");
    assert_eq!(
        asked,
        [Action::List(ListAction::Filter(ListFilter::Tagged(
            Tag::Teal
        )))]
    );

    window.0.get_by_label("Search profiles").focus();
    window.settle();
    window.key(Key::Tab);
    assert_eq!(window.focused().as_deref(), Some("All"));
    let asked = window.key(Key::ArrowRight);
    assert_eq!(asked, [Action::List(ListAction::Filter(ListFilter::Live))]);
    assert_eq!(window.focused().as_deref(), Some("Live"));
    window.state_mut().filter = ListFilter::Live;
    window.settle();
    window.key(Key::Tab);
    assert_eq!(window.focused().as_deref(), Some("Acme Logistics"));
    assert!(!window.has("Bright Dental"));
}

#[test]
fn every_tag_in_use_has_its_chip_also_where_names_are_long() {
    let long = |tag: Tag| format!("{tag:?} of another region");
    for (size, is_long, most) in [(USUAL, false, 3), (SMALLEST, false, 4), (SMALLEST, true, 4)] {
        let mut state = forty();
        let ids: Vec<_> = state.profiles().map(|row| row.profile.id).collect();
        for (at, id) in ids.into_iter().enumerate() {
            mark(&mut state, id, false, Some(Tag::ALL[at % Tag::ALL.len()]));
        }
        if is_long {
            for tag in Tag::ALL {
                state.settings.tags.rename(tag, &long(tag)).unwrap();
            }
        }
        let names = Tag::ALL.map(|tag| state.settings.tags.name(tag).to_owned());
        let window = ScreenHarness::with(state, Drafts::default(), size, egui::Theme::Light);
        let mut tops = BTreeSet::new();
        for name in ["Live", "Attention"]
            .into_iter()
            .chain(names.iter().map(String::as_str))
        {
            tops.insert(rect(&window, Role::RadioButton, name).top().to_bits());
        }
        assert!(tops.len() <= most, "{tops:?}");
    }
}

#[test]
fn a_short_list_has_no_chips() {
    let window = ScreenHarness::of(showing([production()]));
    assert!(!window.has("All") && !window.has("Attention"));
}

#[test]
fn a_row_says_what_an_earlier_run_found() {
    let window = ScreenHarness::with(
        forty(),
        Drafts {
            search: "key-01".to_owned(),
            ..Drafts::default()
        },
        USUAL,
        egui::Theme::Light,
    );
    let spoken = |name: &str| {
        let row = window.0.get_by_role_and_label(Role::ListBoxOption, name);
        row.accesskit_node().description().unwrap()
    };
    assert!(spoken("Globex").ends_with(", rejected yesterday"));
    assert!(spoken("Initech").ends_with(", accepted yesterday"));
}
