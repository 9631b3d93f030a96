//! The dialog *Settings*: its names, what each control asks for, by keyboard too, and what changes on other screens.

use egui::accesskit::{Invalid, Role};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::clipboard::ClearAt;
use tokendesk::app::settings::SettingsAction;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{ClipboardDelay, CopyFormat, Density, Motion, Tag, ThemeChoice};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{self, copied_item, live, now, production, showing};

fn opened(mut state: State, size: egui::Vec2, theme: Theme) -> ScreenHarness {
    let tags = &state.settings.tags;
    let names = Tag::ALL.map(|tag| (tag, tags.name(tag).to_owned()));
    let drafts = Drafts {
        tag_names: names.into_iter().collect(),
        ..Drafts::default()
    };
    state.dialog = Some(Dialog::Settings);
    ScreenHarness::with(state, drafts, size, theme)
}

fn settings() -> ScreenHarness {
    opened(showing([production()]), USUAL, Theme::Light)
}

/// Chooses this one of a group, and says what that asks for.
fn choose(window: &mut ScreenHarness, group: &str, choice: &str) -> Vec<Action> {
    let group = window.0.get_by_role_and_label(Role::RadioGroup, group);
    group
        .get_by_role_and_label(Role::RadioButton, choice)
        .click();
    window.settle();
    window.asked()
}

#[test]
fn every_choice_asks_for_what_it_says() {
    use SettingsAction as W;
    let mut window = settings();
    let (delay, copies) = ("Clear clipboard after", "Copy as");
    for (group, choice, action) in [
        ("Theme", "Light", W::Theme(ThemeChoice::Light)),
        ("Theme", "Dark", W::Theme(ThemeChoice::Dark)),
        ("Animations", "Off", W::Motion(Motion::Off)),
        ("List", "Compact", W::Density(Density::Compact)),
        (delay, "15 s", W::ClipboardDelay(ClipboardDelay::Secs15)),
        (delay, "30 s", W::ClipboardDelay(ClipboardDelay::Secs30)),
        (delay, "120 s", W::ClipboardDelay(ClipboardDelay::Secs120)),
        (delay, "Never", W::ClipboardDelay(ClipboardDelay::Never)),
        (
            copies,
            "Header value",
            W::CopyFormat(CopyFormat::HeaderValue),
        ),
        (copies, "Token only", W::CopyFormat(CopyFormat::TokenOnly)),
    ] {
        let asked = choose(&mut window, group, choice);
        assert_eq!(asked, [Action::Settings(action)], "{group}: {choice}");
    }
}

#[test]
fn check_boxes_ask_for_their_other_state_and_name_their_tag() {
    let mut state = showing([production()]);
    state.settings.tags.set_asks(Tag::Violet, true);
    let mut window = opened(state, USUAL, Theme::Light);
    let mut tick = |name: &str| {
        let node = window.0.get_by_role_and_label(Role::CheckBox, name);
        node.scroll_to_me();
        window.settle();
        window.0.get_by_role_and_label(Role::CheckBox, name).click();
        window.settle();
        window.asked()
    };
    let closing = "Confirm before closing if a header is still on the clipboard";
    assert_eq!(
        tick(closing),
        [Action::Settings(SettingsAction::AskOnClose(false))]
    );
    for tag in Tag::ALL {
        let action = SettingsAction::AskBeforeCopy(tag, tag != Tag::Violet);
        let name = format!("Confirm before copying: {}", tag.color_name());
        assert_eq!(tick(&name), [Action::Settings(action)]);
    }
}

#[test]
fn an_invalid_tag_name_is_marked_at_its_field() {
    let mut window = settings();
    let name = "Name of the blue tag";
    let field = |window: &ScreenHarness| {
        let node = window.0.get_by_role_and_label(Role::TextInput, name);
        let inner = node.accesskit_node();
        (inner.value().unwrap(), inner.data().invalid())
    };
    assert_eq!(field(&window), ("Blue".to_owned(), None));
    window
        .0
        .get_by_role_and_label(Role::TextInput, name)
        .focus();
    window.settle();
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window
        .0
        .get_by_role_and_label(Role::TextInput, name)
        .type_text("test");
    window.settle();
    let action = Action::Settings(SettingsAction::RenameTag(Tag::Blue));
    assert!(window.asked().contains(&action));
    assert_eq!(field(&window), ("test".to_owned(), Some(Invalid::True)));
    assert!(window.says("The teal tag already has this name."));
}

#[test]
fn the_dialog_opens_by_its_key_and_from_the_menu_and_closes_by_two_keys_and_its_button() {
    let mut window = ScreenHarness::of(showing([production()]));
    assert_eq!(window.command_key(Key::Comma), [Action::OpenSettings]);
    let mut window = ScreenHarness::of(showing([production()]));
    assert_eq!(window.choose("More", "Settings…"), [Action::OpenSettings]);
    for key in [
        (Modifiers::NONE, Key::Escape),
        (Modifiers::COMMAND, Key::Enter),
    ] {
        let mut window = settings();
        window.0.key_press_modifiers(key.0, key.1);
        window.settle();
        assert_eq!(window.asked(), [Action::CloseDialog], "{key:?}");
    }
    assert_eq!(settings().press("Close"), [Action::CloseDialog]);
}

#[test]
fn the_tab_key_reaches_every_control_even_in_the_smallest_window() {
    let mut window = opened(showing([production()]), SMALLEST, Theme::Dark);
    assert_eq!(window.focused().as_deref(), Some("System"));
    let mut reached = Vec::new();
    for _ in 0..21 {
        window.0.key_press(Key::Tab);
        window.settle();
        let focused = window
            .0
            .root()
            .children_recursive()
            .find(Node::is_focused)
            .unwrap();
        let name = focused.accesskit_node().label().unwrap();
        let place = focused.rect();
        let buttons = window.button("Close").rect().top();
        assert!(
            place.top() > 0.0 && (name == "Close" || place.bottom() < buttons),
            "{name}: {place}"
        );
        reached.push(name);
    }
    let mut expected = vec![
        "System".to_owned(),
        "Comfortable".to_owned(),
        "60 s".to_owned(),
        "Header line".to_owned(),
        "After a copy, show where to paste it in Postman".to_owned(),
        "15 min".to_owned(),
        "Confirm before closing if a header is still on the clipboard".to_owned(),
    ];
    for tag in Tag::ALL.map(Tag::color_name) {
        expected.push(format!("Name of the {tag} tag"));
        expected.push(format!("Confirm before copying: {tag}"));
    }
    expected.extend(["Close", "System"].map(str::to_owned));
    assert_eq!(reached, expected);
    // The arrows choose, as in any group of radio buttons.
    window.0.key_press(Key::ArrowRight);
    window.settle();
    let light = Action::Settings(SettingsAction::Theme(ThemeChoice::Light));
    assert_eq!(window.asked(), [light]);
}

#[test]
fn the_sandbox_says_how_long_settings_last() {
    let told = "In the sandbox, changes last until you close it.";
    assert!(!settings().says(told));
    let mut state = showing([production()]);
    state.sandbox = Some(samples::sandbox());
    assert!(opened(state, USUAL, Theme::Light).says(told));
}

#[test]
fn the_main_button_says_and_does_what_was_chosen() {
    for (format, get, copy) in [
        (
            CopyFormat::HeaderLine,
            "Get token and copy header",
            "Copy header",
        ),
        (
            CopyFormat::HeaderValue,
            "Get token and copy header value",
            "Copy header value",
        ),
        (CopyFormat::TokenOnly, "Get and copy token", "Copy token"),
    ] {
        let (mut without, mut with) = (showing([production()]), showing([live(700)]));
        without.settings.chosen_format = Some(format);
        with.settings.chosen_format = Some(format);
        let id = with.rows[0].profile().unwrap().profile.id;
        let window = ScreenHarness::of(without);
        assert!(window.has(get));
        assert!(window.says(&format!("copies the {}.", format.noun())));
        let mut window = ScreenHarness::of(with);
        assert_eq!(window.press(copy), [Action::CopyHeader(id)]);
        window.wait_half_a_second();
        window.0.event(egui::Event::Copy);
        window.settle();
        assert_eq!(window.asked(), [Action::CopyHeader(id)], "by Ctrl+C");
    }
}

#[test]
fn the_strip_says_when_the_clipboard_clears() {
    for (clear_at, told) in [
        (
            ClearAt::At(now().plus(std::time::Duration::from_secs(9))),
            "clears in 9 s",
        ),
        (ClearAt::WithToken(now()), "clears when it expires"),
    ] {
        for size in [USUAL, SMALLEST] {
            let mut state = showing([live(700)]);
            state.copied_item = Some(tokendesk::app::clipboard::CopiedItem {
                clear_at,
                ..copied_item()
            });
            let window = ScreenHarness::with(state, Drafts::default(), size, Theme::Light);
            assert!(window.says(&format!("· {told}")), "{told}");
        }
    }
}
