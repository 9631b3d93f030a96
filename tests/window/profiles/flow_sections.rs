//! The list in sections by tag, its chips, and what a row says of its profile.

use tokendesk::app::profiles::{ListAction, ListFilter, ListSection, Standing};
use tokendesk::app::{Action, State};
use tokendesk::model::{Density, Profile, SortBy, Tag};

use crate::harness::flow::check::{check, checked, tried, untested};
use crate::harness::flow::{FlowHarness, profile};
use crate::samples::tenants::forty;
use crate::samples::{now, secs_ago};

fn names(state: &State) -> Vec<&str> {
    let profiles = state.profiles();
    profiles.map(|row| row.profile.name.as_str()).collect()
}

fn listed<'a>(harness: &'a FlowHarness, search: &str) -> Vec<&'a str> {
    let rows = harness.app.state.listed(search, harness.now);
    let rows = rows.into_iter().filter_map(|row| row.profile());
    rows.map(|row| row.profile.name.as_str()).collect()
}

fn eight() -> (FlowHarness, [Profile; 8]) {
    let profiles = ["A", "B", "C", "D", "E", "F", "G", "H"].map(profile);
    (FlowHarness::with(&profiles), profiles)
}

#[test]
fn a_tag_moves_its_profile_to_its_section_and_a_pin_above_all_of_them() {
    let [a, b, c, d] = ["A", "B", "C", "D"].map(profile);
    let mut harness = FlowHarness::with(&[a.clone(), b.clone(), c.clone(), d.clone()]);
    assert!(!harness.app.state.has_sections());
    harness.on_action(Action::SetTag(d.id, Some(Tag::Violet)));
    harness.on_action(Action::SetTag(b.id, Some(Tag::Teal)));
    assert!(harness.app.state.has_sections());
    assert_eq!(names(&harness.app.state), ["D", "B", "A", "C"]);
    harness.on_action(Action::Pin(c.id, true));
    assert_eq!(names(&harness.app.state), ["C", "D", "B", "A"]);
    let state = &harness.app.state;
    let sections: Vec<_> = state.rows.iter().map(|row| state.section_of(row)).collect();
    assert_eq!(
        sections,
        [
            ListSection::Pinned,
            ListSection::Tagged(Tag::Violet),
            ListSection::Tagged(Tag::Teal),
            ListSection::Untagged
        ]
    );
    // By last use the tags do not count.
    harness.renewed(a.id, 900);
    harness.on_action(Action::Sort(SortBy::LastUsed));
    assert!(!harness.app.state.has_sections());
    assert_eq!(names(&harness.app.state), ["C", "A", "B", "D"]);
}

#[test]
fn a_chip_narrows_the_list_and_selects_its_first_row_unless_the_selected_one_is_among_them() {
    let (mut harness, [a, b, .., h]) = eight();
    harness.renewed(b.id, 900);
    harness.renewed(h.id, 900);
    harness.select(a.id);
    harness.on_action(Action::List(ListAction::Filter(ListFilter::Live)));
    assert_eq!(listed(&harness, ""), ["B", "H"]);
    assert_eq!(
        harness.app.state.selected_profile().unwrap().profile.id,
        b.id
    );
    harness.select(h.id);
    harness.on_action(Action::List(ListAction::Filter(ListFilter::Live)));
    assert_eq!(
        harness.app.state.selected_profile().unwrap().profile.id,
        h.id
    );
    let found = listed(&harness, "a");
    assert!(found.contains(&"A"), "a search looks in everything");
    harness.app.drafts.search = "a".to_owned();
    harness.on_action(Action::List(ListAction::Filter(ListFilter::Live)));
    assert_eq!(harness.app.drafts.search, "", "a chip ends the search");
    harness.on_action(Action::List(ListAction::Filter(ListFilter::All)));
    assert_eq!(listed(&harness, "").len(), 8);
}

#[test]
fn the_selected_row_stays_though_it_no_longer_passes_the_chip() {
    let (mut harness, [a, b, ..]) = eight();
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    let job = harness.get_token(b.id);
    harness.refused(job, b.id);
    harness.select(a.id);
    harness.on_action(Action::List(ListAction::Filter(ListFilter::Attention)));
    assert_eq!(listed(&harness, ""), ["A", "B"]);
    harness.renewed(a.id, 900);
    assert_eq!(listed(&harness, ""), ["A", "B"]);
    harness.select(b.id);
    assert_eq!(listed(&harness, ""), ["B"]);
}

#[test]
fn what_could_not_be_checked_needs_attention_too() {
    let (mut harness, [_, b, ..]) = eight();
    let job = check(&mut harness, &b);
    checked(&mut harness, job, &b, tried(untested()));
    harness.on_action(Action::List(ListAction::Filter(ListFilter::Attention)));
    assert_eq!(listed(&harness, ""), ["B"]);
}

#[test]
fn a_chip_counts_its_rows_and_goes_where_there_are_none_or_few_profiles() {
    let state = forty();
    let chips = [
        (ListFilter::All, 40),
        (ListFilter::Live, 2),
        (ListFilter::Attention, 3),
        (ListFilter::Tagged(Tag::Violet), 11),
        (ListFilter::Tagged(Tag::Teal), 6),
    ];
    assert_eq!(state.filters(now()), chips);
    let (harness, _) = eight();
    assert_eq!(
        harness.app.state.filters(harness.now),
        [(ListFilter::All, 8)]
    );
    let seven = FlowHarness::with(&["A", "B", "C", "D", "E", "F", "G"].map(profile));
    assert_eq!(seven.app.state.filters(seven.now), []);
}

#[test]
fn with_few_profiles_left_no_chip_hides_one() {
    let (mut harness, [a, b, ..]) = eight();
    harness.renewed(a.id, 900);
    harness.on_action(Action::List(ListAction::Filter(ListFilter::Live)));
    assert_eq!(listed(&harness, ""), ["A"]);
    harness.select(b.id);
    harness.on_action(Action::AskDelete(b.id));
    harness.on_action(Action::ConfirmDelete);
    assert_eq!(listed(&harness, "").len(), 7);
}

#[test]
fn a_row_stands_where_its_token_and_its_last_check_leave_it() {
    let state = forty();
    let standing = |name: &str, at| {
        let mut rows = state.profiles();
        let row = rows.find(|row| row.profile.name.as_str() == name);
        row.unwrap().standing(&state.settings, at)
    };
    for (name, expected) in [
        ("Acme Logistics", Standing::Expiring),
        ("Acme Logistics (test)", Standing::Live),
        ("Bright Dental", Standing::Rejected),
        ("Contoso Schools", Standing::Accepted),
        ("Initech", Standing::Accepted),
        ("Globex", Standing::Rejected),
        ("Delta Shipping", Standing::Unknown),
    ] {
        assert_eq!(standing(name, now()), expected, "{name}");
    }
    assert_eq!(standing("Acme Logistics", secs_ago(60)), Standing::Live);
}

#[test]
fn more_than_twelve_profiles_are_compact_unless_the_settings_say_otherwise() {
    let numbered =
        |count: usize| -> Vec<_> { (0..count).map(|n| profile(&format!("P{n}"))).collect() };
    let twelve = FlowHarness::with(&numbered(12));
    assert_eq!(twelve.app.state.density(), Density::Comfortable);
    let mut thirteen = FlowHarness::with(&numbered(13));
    assert_eq!(thirteen.app.state.density(), Density::Compact);
    thirteen.app.state.settings.density = Some(Density::Comfortable);
    assert_eq!(thirteen.app.state.density(), Density::Comfortable);
}
