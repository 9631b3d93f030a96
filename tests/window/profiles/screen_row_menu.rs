//! The menu of a row, a double click on it, and several selected rows.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::job::MissingInput;
use tokendesk::app::profiles::{ListAction, ProfileRow, Row, RowContent, RowKey};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, State};
use tokendesk::model::failure::Unreadable;
use tokendesk::model::{ProfileId, Tag};

use crate::harness::screen::ScreenHarness;
use crate::samples::users::prompted;
use crate::samples::{US1, grant, live, profile, showing};

/// Three profiles; the first one is selected.
fn three() -> State {
    showing(["Ada", "Bea", "Cleo"].map(|name| ProfileRow::new(profile(name, US1, "key"))))
}

fn key(window: &ScreenHarness, at: usize) -> RowKey {
    window.0.state().state.rows[at].key
}

fn id(window: &ScreenHarness, at: usize) -> ProfileId {
    let row = window.0.state().state.rows[at].profile();
    row.unwrap().profile.id
}

fn middle(window: &ScreenHarness, name: &str) -> Pos2 {
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, name);
    row.rect().center()
}

fn right_click(window: &mut ScreenHarness, name: &str) -> Vec<Action> {
    window.right_click(name);
    window.asked()
}

fn click(window: &mut ScreenHarness, name: &str, modifiers: Modifiers) -> Vec<Action> {
    let pos = middle(window, name);
    window
        .0
        .event_modifiers(Event::PointerMoved(pos), modifiers);
    for pressed in [true, false] {
        let event = Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        };
        window.0.event_modifiers(event, modifiers);
        window.0.step();
    }
    window.settle();
    window.asked()
}

fn items(window: &ScreenHarness) -> Vec<String> {
    let items = window.0.query_all_by_role(Role::MenuItem);
    items
        .map(|item| item.accesskit_node().label().unwrap())
        .collect()
}

fn choose(window: &mut ScreenHarness, item: &str) -> Vec<Action> {
    window.0.get_by_role_and_label(Role::MenuItem, item).click();
    window.settle();
    window.asked()
}

/// The first and the last.
fn two_selected() -> ScreenHarness {
    let mut window = ScreenHarness::of(three());
    let ids = [id(&window, 0), id(&window, 2)];
    window.state_mut().selected_profiles.ids = ids.into();
    window.settle();
    window
}

#[test]
fn a_right_click_selects_the_row_and_opens_its_commands() {
    let mut window = ScreenHarness::of(three());
    let (bea, bea_key) = (id(&window, 1), key(&window, 1));
    assert_eq!(right_click(&mut window, "Bea"), [Action::Select(bea_key)]);
    assert_eq!(
        items(&window),
        [
            "Get token and copy header",
            "Edit…",
            "Check secret",
            "Check secret reset…",
            "Check address",
            "Pin to top",
            "Duplicate…",
            "Save for Postman…",
            "Delete…"
        ]
    );
    // Of this row, though the other one is still selected here.
    assert_eq!(choose(&mut window, "Edit…"), [Action::Edit(bea)]);
    assert_eq!(items(&window), [""; 0], "the menu closes");
}

#[test]
fn the_menu_key_and_shift_f10_open_the_menu_of_the_selected_row_and_esc_gives_the_keyboard_back() {
    for (modifiers, key) in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
        let mut window = ScreenHarness::of(three());
        let row = window.0.get_by_role_and_label(Role::ListBoxOption, "Ada");
        row.focus();
        window.settle();
        window.0.key_press_modifiers(modifiers, key);
        window.settle();
        let focused = window.focused();
        assert_eq!(focused.as_deref(), Some("Get token and copy header"));
        let ada = id(&window, 0);
        assert_eq!(window.key(Key::Enter), [Action::GetToken(ada)]);
        assert_eq!(window.focused().as_deref(), Some("Ada"));

        window.0.key_press_modifiers(modifiers, key);
        window.settle();
        assert_eq!(window.key(Key::Escape), []);
        assert_eq!(window.focused().as_deref(), Some("Ada"));
    }
}

#[test]
fn a_double_click_copies_as_the_solid_button_does_once() {
    // In one pass: the harness lets too much time go by between two.
    let double_click = |window: &mut ScreenHarness| {
        let pos = middle(window, "Bea");
        let press = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        window.0.hover_at(pos);
        window.settle();
        let presses = [true, false, true, false].map(press);
        window.0.input_mut().events.extend(presses);
        window.settle();
        window.asked()
    };
    let mut window = ScreenHarness::of(three());
    let (bea, select) = (id(&window, 1), Action::Select(key(&window, 1)));
    let asked = double_click(&mut window);
    assert_eq!(asked, [select, Action::GetToken(bea)]);
    // The rest of a burst is dropped.
    assert!(!double_click(&mut window).contains(&Action::GetToken(bea)));

    let mut state = three();
    let mut rows = state.rows.iter().filter_map(|row| row.profile().cloned());
    let (ada, mut live) = (rows.next().unwrap(), rows.next().unwrap());
    live.grant = Some(grant(872));
    state = showing([ada, live]);
    let mut window = ScreenHarness::of(state);
    let asked = double_click(&mut window);
    let copy = Action::CopyHeader(id(&window, 1));
    assert_eq!(asked.last(), Some(&copy));
}

#[test]
fn ctrl_and_shift_select_several() {
    let mut window = ScreenHarness::of(three());
    let asked = click(&mut window, "Cleo", Modifiers::COMMAND);
    assert_eq!(
        asked,
        [Action::List(ListAction::ToggleSelected(key(&window, 2)))]
    );
    let asked = click(&mut window, "Cleo", Modifiers::SHIFT);
    assert_eq!(
        asked,
        [Action::List(ListAction::SelectRange(key(&window, 2)))]
    );
    window
        .0
        .key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.settle();
    assert_eq!(
        window.asked(),
        [Action::List(ListAction::SelectRange(key(&window, 1)))]
    );
}

#[test]
fn several_selected_profiles_are_checked_tagged_and_deleted_together() {
    let mut window = two_selected();
    assert!(window.has("2 selected") && !window.has("Edit"));
    let is_marked = |name: &str| {
        let row = window.0.get_by_role_and_label(Role::ListBoxOption, name);
        row.accesskit_node().is_selected() == Some(true)
    };
    assert!(is_marked("Ada") && !is_marked("Bea") && is_marked("Cleo"));
    assert_eq!(
        window.press("Check…"),
        [Action::List(ListAction::CheckSelected)]
    );
    assert_eq!(
        window.press("Delete…"),
        [Action::List(ListAction::AskDeleteSelected)]
    );
    let asked = window.choose("Tag", "Tag Test");
    assert_eq!(
        asked,
        [Action::List(ListAction::SetTagOfSelected(Some(Tag::Teal)))]
    );
    // A key must not act on one that isn't in sight.
    assert_eq!(window.command_key(Key::Enter), []);
    assert_eq!(window.command_key(Key::E), []);
    assert_eq!(
        window.key(Key::Escape),
        [Action::List(ListAction::SelectOne)]
    );
}

#[test]
fn the_menu_of_one_of_several_selected_rows_is_about_all_of_them() {
    let mut window = two_selected();
    assert_eq!(right_click(&mut window, "Ada"), []);
    assert_eq!(
        choose(&mut window, "Delete…"),
        [Action::List(ListAction::AskDeleteSelected)]
    );
    let bea = key(&window, 1);
    assert_eq!(right_click(&mut window, "Bea"), [Action::Select(bea)]);
    assert!(items(&window).contains(&"Duplicate…".to_owned()));
}

#[test]
fn the_menu_opens_at_the_pointer_or_at_the_middle_of_the_row() {
    let first_item = |window: &ScreenHarness| {
        let mut items = window.0.query_all_by_role(Role::MenuItem);
        items.next().unwrap().rect()
    };
    let mut window = ScreenHarness::of(three());
    let row = middle(&window, "Bea");
    right_click(&mut window, "Bea");
    let near = |rect: egui::Rect, to: Pos2| rect.left_top().distance(to) < 24.0;
    assert!(near(first_item(&window), row), "{:?}", first_item(&window));

    // The key is pressed with the pointer elsewhere.
    let mut window = ScreenHarness::of(three());
    let row = middle(&window, "Ada");
    window.0.hover_at(Pos2::new(700.0, 400.0));
    window.settle();
    window.key(Key::Menu);
    assert!(near(first_item(&window), row), "{:?}", first_item(&window));
}

#[test]
fn the_menu_key_belongs_to_the_list_only_while_nothing_else_has_the_keyboard() {
    let menu_at = |prepare: fn(&mut ScreenHarness)| {
        let mut window = ScreenHarness::of(three());
        prepare(&mut window);
        window.settle();
        window.key(Key::Menu);
        items(&window).len()
    };
    assert_eq!(menu_at(|_| ()), 9, "nothing has it");
    assert_eq!(menu_at(|window| window.button("Edit").focus()), 0);
    let over = |window: &mut ScreenHarness| {
        window.state_mut().dialog = Some(Dialog::Shortcuts);
    };
    assert_eq!(menu_at(over), 0);
}

#[test]
fn the_menu_begins_with_what_the_solid_button_does_unless_that_sends_what_was_typed() {
    let first = |row: ProfileRow| {
        let name = row.profile.name.to_string();
        let mut window = ScreenHarness::of(showing([row]));
        right_click(&mut window, &name);
        items(&window).remove(0)
    };
    assert_eq!(first(live(872)), "Copy header");
    assert_eq!(first(prompted(MissingInput::Password)), "Edit…");
}

#[test]
fn an_unreadable_item_can_only_be_deleted_and_only_if_it_has_an_id() {
    let id = ProfileId::random();
    for (key, expected) in [
        (RowKey::Item(id), &["Delete…"][..]),
        (RowKey::NoId(0), &[][..]),
    ] {
        let mut state = three();
        state.rows.push(Row {
            key,
            content: RowContent::Unreadable(Unreadable::Version(3)),
            seen_by: None,
        });
        let mut window = ScreenHarness::of(state);
        let asked = right_click(&mut window, "Unreadable item");
        assert_eq!(asked, [Action::Select(key)]);
        assert_eq!(items(&window), expected);
        if key == RowKey::Item(id) {
            assert_eq!(choose(&mut window, "Delete…"), [Action::AskDelete(id)]);
        }
    }
}

#[test]
fn the_menu_of_several_checks_tags_and_deletes_them() {
    let mut window = two_selected();
    right_click(&mut window, "Cleo");
    let names = items(&window);
    // The heading; the button has the same name.
    window.0.get_by_role_and_label(Role::Label, "Tag");
    assert_eq!(names[..2], ["Check…", "Export…"]);
    assert_eq!(names[2..].len(), 1 + Tag::ALL.len() + 1, "{names:?}");
    for (item, action) in [
        ("Check…", ListAction::CheckSelected),
        ("Export…", ListAction::ExportSelected),
        ("No tag", ListAction::SetTagOfSelected(None)),
        (
            "Tag Production",
            ListAction::SetTagOfSelected(Some(Tag::Violet)),
        ),
        ("Delete…", ListAction::AskDeleteSelected),
    ] {
        assert_eq!(choose(&mut window, item), [Action::List(action)]);
        right_click(&mut window, "Ada");
    }
}

#[test]
fn a_double_click_with_ctrl_only_selects() {
    let mut window = ScreenHarness::of(three());
    let pos = middle(&window, "Bea");
    let bea = key(&window, 1);
    window.0.hover_at(pos);
    window.settle();
    let presses = [true, false, true, false].map(|pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::COMMAND,
    });
    let events = &mut window.0.input_mut().events;
    events.push(Event::ModifiersChanged(Modifiers::COMMAND));
    events.extend(presses);
    window.settle();
    let toggle = Action::List(ListAction::ToggleSelected(bea));
    let asked = window.asked();
    assert!(asked.iter().all(|action| *action == toggle), "{asked:?}");
    assert!(!asked.is_empty());
}
