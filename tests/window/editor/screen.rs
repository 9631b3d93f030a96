//! The profile editor.

use egui::accesskit::Role;
use egui::{Event, IMEPurpose, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::action::Masked;
use tokendesk::app::editor::CredentialRevision;
use tokendesk::app::editor::{Editor, EditorAction, EditorMode, EditorSave, EditorTest};
use tokendesk::app::job::MissingInput;
use tokendesk::app::state::{Dialog, Shown};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::KeyringFailure;
use tokendesk::model::failure::Stage;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::users::prompted;
use crate::samples::{
    EU5, US1, editing, editor, grant, now, profile, refused, running_job, running_write, showing,
};

fn filled(console: &str, secret: &str) -> Drafts {
    let mut drafts = Drafts::default();
    "Another".clone_into(&mut drafts.editor.fields.name);
    console.clone_into(&mut drafts.editor.fields.console);
    "key-1".clone_into(&mut drafts.editor.fields.client_id);
    drafts.editor.secret.text_mut().push_str(secret);
    drafts
}

fn window(state: State, drafts: Drafts) -> ScreenHarness {
    ScreenHarness::with(state, drafts, USUAL, egui::Theme::Light)
}

fn edit_of(console: &str) -> EditorMode {
    EditorMode::Edit {
        base: profile("Another", console, "key-1"),
    }
}

fn is_disabled(window: &ScreenHarness, name: &str) -> bool {
    window.button(name).accesskit_node().is_disabled()
}

#[test]
fn an_editor_after_a_discarded_one_begins_with_its_name() {
    let first = Editor {
        serial: 1,
        ..editor(EditorMode::New)
    };
    let mut window = window(editing(first), Drafts::default());
    let login = window.0.get_by_role_and_label(Role::TextInput, "Client ID");
    login.focus();
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Client ID"));
    window.0.state_mut().state.discard_question = Some(Action::CloseDialog);
    window.settle();
    let state = &mut window.0.state_mut().state;
    state.discard_question = None;
    let second = Editor {
        serial: 2,
        ..editor(EditorMode::New)
    };
    state.dialog = Some(Dialog::Editor(Box::new(second)));
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Name"));
}

#[test]
fn a_new_editor_has_four_named_fields_and_the_first_has_the_keyboard() {
    let window = window(editing(editor(EditorMode::New)), Drafts::default());
    for (role, name) in [
        (Role::TextInput, "Name"),
        (Role::TextInput, "Console"),
        (Role::TextInput, "Client ID"),
        (Role::PasswordInput, "Secret"),
    ] {
        window.0.get_by_role_and_label(role, name);
    }
    assert_eq!(window.focused().as_deref(), Some("Name"));
    assert!(is_disabled(&window, "Save to keyring") && is_disabled(&window, "Test"));
    assert!(!window.shows("Enter a name."), "nothing is wrong yet");
}

#[test]
fn opening_the_known_consoles_makes_no_field_red() {
    let mut window = window(editing(editor(EditorMode::New)), Drafts::default());
    window
        .0
        .get_by_role_and_label(Role::TextInput, "Console")
        .focus();
    window.settle();
    window.press("Known consoles");
    assert!(window.has("Ireland"), "the menu is open");
    assert!(!window.shows("Enter the console address."));
}

#[test]
fn a_field_says_what_is_wrong_once_it_was_left() {
    let mut window = window(editing(editor(EditorMode::New)), Drafts::default());
    window.0.key_press(Key::Tab);
    window.settle();
    assert!(window.says("Enter a name."));
    assert!(!window.says("Enter the client ID."));
    let name = window.0.get_by_role_and_label(Role::TextInput, "Name");
    let told: Vec<_> = name.accesskit_node().data().described_by().to_vec();
    assert_eq!(told.len(), 1, "the error belongs to the field");
    assert!(name.accesskit_node().data().invalid().is_some());
}

#[test]
fn after_a_vain_save_every_field_says_what_is_wrong() {
    let mut editor = editor(EditorMode::New);
    editor.shows_all_errors = true;
    let window = window(editing(editor), Drafts::default());
    for told in [
        "Enter a name.",
        "Enter the console address.",
        "Enter the client ID.",
        "Enter the secret.",
    ] {
        assert!(window.says(told), "{told}");
    }
}

#[test]
fn what_is_typed_reaches_the_draft_and_is_reported_without_it() {
    let mut window = window(editing(editor(EditorMode::New)), Drafts::default());
    window
        .0
        .get_by_role_and_label(Role::TextInput, "Name")
        .type_text("EU");
    window.settle();
    assert_eq!(window.asked(), [Action::Editor(EditorAction::Changed)]);
    assert_eq!(window.0.state().drafts.editor.fields.name, "EU");
}

#[test]
fn a_complete_form_can_be_tested_and_saved() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, "s3cret"));
    assert_eq!(window.press("Test"), [Action::Editor(EditorAction::Test)]);
    assert_eq!(
        window.press("Save to keyring"),
        [Action::Editor(EditorAction::Save)]
    );
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
}

#[test]
fn a_secret_shows_no_character_to_screen_readers_and_leaves_no_history() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, "hunter2"));
    let field = |window: &ScreenHarness| {
        let field = window
            .0
            .get_by_role_and_label(Role::PasswordInput, "Secret");
        field.value().unwrap()
    };
    assert_eq!(field(&window).chars().count(), 7);
    assert!(!window.says("hunter2") && !window.says("hunter"));
    let secret = window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret");
    secret.focus();
    window.settle();
    let secret = window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret");
    secret.type_text("X");
    window.settle();
    assert_eq!(field(&window).chars().count(), 8);
    // Undo finds nothing to go back to.
    window
        .0
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    window.settle();
    assert_eq!(field(&window).chars().count(), 8);
}

#[test]
fn a_typed_secret_is_shown_on_request() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, "hunter2"));
    // The card behind the dialog has no token, so there is one *Show*.
    let what = Masked::TypedSecret;
    assert_eq!(window.press("Show"), [Action::Show(what)]);
    window.state_mut().shown = Some(Shown { what, until: now() });
    window.settle();
    assert_eq!(window.press("Hide"), [Action::Hide]);
}

#[test]
fn white_space_around_a_pasted_secret_is_removed_and_told_and_can_be_kept() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, ""));
    paste(&mut window, " pretend-secret\n");
    let removed = "Spaces around the secret will be removed.";
    assert!(window.says(removed));
    assert!(!is_disabled(&window, "Save to keyring"));
    let changed = Action::Editor(EditorAction::Changed);
    assert_eq!(window.press("Keep it"), [changed]);
    assert!(window.says("The secret starts or ends with a space. It’ll be used as is."));
    assert!(!window.says(removed) && !window.has("Keep it"));
    let draft = &window.0.state().drafts.editor.secret;
    assert_eq!(
        draft.text(),
        " pretend-secret\n",
        "the field is not changed"
    );
}

#[test]
fn a_line_break_in_a_pasted_secret_is_named_and_not_turned_into_a_space() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, ""));
    paste(&mut window, "pretend-secret\r\nkey-1");
    assert!(window.says("There’s a line break in the secret."));
    let draft = &window.0.state().drafts.editor.secret;
    assert_eq!(draft.text(), "pretend-secret\r\nkey-1");
}

fn paste(window: &mut ScreenHarness, text: &str) {
    window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret")
        .focus();
    window.settle();
    window.0.event(Event::Paste(text.to_owned()));
    window.settle();
    window.asked();
}

#[test]
fn tab_goes_past_show_to_the_next_field_of_the_editor() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, "pretend"));
    window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret")
        .focus();
    window.settle();
    let mut passed = Vec::new();
    while window.focused().as_deref() != Some("Show") {
        window.0.key_press(Key::Tab);
        window.settle();
        passed.extend(window.focused());
        assert!(passed.len() < 40, "{passed:?}");
    }
    assert_ne!(passed[0], "Show");
    assert!(!passed.contains(&"Test".to_owned()), "before the buttons");
}

/// The input method's purpose for the focused field.
fn ime_purpose(window: &ScreenHarness) -> Option<IMEPurpose> {
    let ime = window.0.output().platform_output.ime?;
    Some(ime.purpose)
}

#[test]
fn an_input_method_learns_no_secret_and_no_code_though_they_can_be_seen() {
    let mut window = window(editing(editor(EditorMode::New)), filled(US1, "pretend"));
    assert_eq!(ime_purpose(&window), Some(IMEPurpose::Normal), "a name");
    window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret")
        .focus();
    let what = Masked::TypedSecret;
    for shown in [None, Some(Shown { what, until: now() })] {
        window.state_mut().shown = shown;
        window.settle();
        let purpose = ime_purpose(&window);
        assert_eq!(purpose, Some(IMEPurpose::Password), "{shown:?}");
    }
    let asking = showing([prompted(MissingInput::Code)]);
    let window = ScreenHarness::of(asking);
    assert_eq!(window.focused().as_deref(), Some("Two-factor code"));
    assert_eq!(ime_purpose(&window), Some(IMEPurpose::Password), "a code");
}

#[test]
fn the_address_that_will_be_contacted_is_shown_where_it_is_not_what_was_typed() {
    let typed = "Console.US1.crashplan.com/console/#/login";
    let mode = EditorMode::New;
    let shown = window(editing(editor(mode.clone())), filled(typed, "s"));
    assert!(shown.says("Connects to https://console.us1.crashplan.com"));
    let same = window(editing(editor(mode.clone())), filled(US1, "s"));
    assert!(!same.says("Connects to"));
    let sister = window(editing(editor(mode)), filled("console.us.code42.com", "s"));
    assert!(sister.says("Incydr"));
}

#[test]
fn a_known_console_is_chosen_from_the_menu() {
    let mut window = window(editing(editor(EditorMode::New)), Drafts::default());
    let asked = window.choose("Known consoles", "Ireland");
    assert_eq!(asked, [Action::Editor(EditorAction::Changed)]);
    assert_eq!(window.0.state().drafts.editor.fields.console, EU5);
}

#[test]
fn an_edit_keeps_the_stored_secret_until_the_console_changes() {
    let kept = window(editing(editor(edit_of(US1))), filled(US1, ""));
    assert!(kept.says("Saved"));
    assert!(!is_disabled(&kept, "Save to keyring"));
    let moved = window(editing(editor(edit_of(US1))), filled(EU5, ""));
    assert!(!moved.texts().iter().any(|text| text == "Saved"));
    assert!(moved.says("You changed the console"));
    assert!(is_disabled(&moved, "Save to keyring") && is_disabled(&moved, "Test"));
}

#[test]
fn a_test_says_what_it_waits_for_can_be_stopped_and_tells_its_end() {
    let mut open = editor(edit_of(US1));
    open.test = EditorTest::Running {
        job: running_job(6, Stage::Waiting),
    };
    let mut window = window(editing(open.clone()), filled(US1, ""));
    assert!(window.says("Waiting for console.us1.crashplan.com · 6 s"));
    assert!(is_disabled(&window, "Save to keyring"));
    assert_eq!(
        window.press("Cancel test"),
        [Action::Editor(EditorAction::CancelTest)]
    );

    open.test = EditorTest::Accepted {
        grant: grant(900),
        tested: CredentialRevision::default(),
    };
    window.state_mut().dialog = Some(Dialog::Editor(Box::new(open.clone())));
    window.settle();
    assert!(window.says("Secret works · 15-minute token · 212 ms"));

    open.test = EditorTest::Failed(refused());
    window.state_mut().dialog = Some(Dialog::Editor(Box::new(open)));
    window.settle();
    assert!(window.says("Client ID or secret not accepted"));
}

#[test]
fn a_save_that_waits_for_the_keyring_says_so_and_can_be_left() {
    let mut open = editor(edit_of(US1));
    open.save = EditorSave::Saving {
        job: running_write(1, false),
    };
    let mut window = window(editing(open), filled(US1, ""));
    assert!(window.says("Saving…"));
    assert!(window.says("Look for its password prompt"));
    assert!(is_disabled(&window, "Save to keyring"));
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
}

#[test]
fn a_save_that_failed_keeps_what_was_typed_and_can_be_repeated() {
    let mut open = editor(EditorMode::New);
    open.save = EditorSave::Failed(KeyringFailure::Locked);
    let mut window = window(editing(open), filled(US1, "s3cret"));
    assert!(window.says("Keyring locked"));
    assert!(!window.0.state().drafts.editor.secret.is_empty());
    assert_eq!(
        window.press("Save to keyring"),
        [Action::Editor(EditorAction::Save)]
    );
}

fn conflict(shows_theirs: bool) -> EditorSave {
    EditorSave::Conflict {
        theirs: Box::new(profile("Theirs", US1, "key-1")),
        shows_theirs,
    }
}

#[test]
fn a_conflict_is_settled_by_explicit_clicks_and_shows_what_differs_on_request() {
    let mut open = editor(edit_of(US1));
    open.save = conflict(false);
    let mut window = window(editing(open), filled(US1, ""));
    assert!(window.says("This profile changed since you opened it"));
    assert!(!window.says("saved “Theirs”") && !window.has("Use saved version"));
    assert!(is_disabled(&window, "Save to keyring"));
    assert_eq!(
        window.press("Compare"),
        [Action::Editor(EditorAction::SeeTheirs)]
    );
    assert_eq!(
        window.press("Keep my version"),
        [Action::Editor(EditorAction::KeepMine)]
    );
    if let Some(Dialog::Editor(open)) = &mut window.state_mut().dialog {
        open.save = conflict(true);
    }
    window.settle();
    assert!(window.says("Name: saved “Theirs”, yours “Another”"));
    assert!(!window.says("Console: saved"), "it does not differ");
    assert!(window.says("Secrets can’t be compared."));
    assert_eq!(
        window.press("Use saved version"),
        [Action::Editor(EditorAction::TakeTheirs)]
    );
}

#[test]
fn a_profile_that_was_deleted_elsewhere_can_be_saved_as_a_new_one() {
    let mut open = editor(edit_of(US1));
    open.save = EditorSave::Gone;
    let mut shown = window(editing(open.clone()), filled(US1, ""));
    assert!(shown.says("This profile was deleted"));
    assert!(shown.says("Enter the secret to save it"));
    assert!(is_disabled(&shown, "Save to keyring"));
    assert_eq!(
        shown.press("Save as new profile"),
        [Action::Editor(EditorAction::SaveAsNew)]
    );
    let typed = window(editing(open), filled(US1, "s3cret"));
    assert!(!typed.says("enter the secret"));
}

#[test]
fn a_canceled_save_says_that_it_may_still_happen_and_can_be_left() {
    let mut open = editor(edit_of(US1));
    open.save = EditorSave::Saving {
        job: running_write(2, true),
    };
    let mut window = window(editing(open), filled(US1, ""));
    assert!(window.says("may already be saved"));
    assert_eq!(window.press("Close"), [Action::CloseDialog]);
}

/// What the editor's button rests for.
fn reason(window: &ScreenHarness, name: &str) -> String {
    window.button(name).accesskit_node().description().unwrap()
}

fn is_wrong(window: &ScreenHarness, role: Role, name: &str) -> bool {
    let field = window.0.get_by_role_and_label(role, name);
    field.accesskit_node().data().invalid().is_some()
}

fn focus(window: &mut ScreenHarness, role: Role, name: &str) {
    window.0.get_by_role_and_label(role, name).focus();
    window.settle();
}

fn paste_whole(window: &mut ScreenHarness, text: &str) -> Vec<Action> {
    window.0.event(Event::Paste(text.to_owned()));
    window.settle();
    window.asked()
}

#[test]
fn a_disabled_button_names_all_that_is_missing() {
    let mut shown = window(editing(editor(EditorMode::New)), Drafts::default());
    assert_eq!(
        reason(&shown, "Save to keyring"),
        "Enter a name, the console’s address, the client ID, and the secret."
    );
    assert_eq!(
        reason(&shown, "Test"),
        "Enter the console’s address, the client ID, and the secret."
    );
    let drafts = &mut shown.0.state_mut().drafts.editor;
    drafts.fields.name.push_str("Mine");
    drafts.fields.console.push_str("ftp://x");
    drafts.secret.text_mut().push_str("pretend");
    shown.settle();
    assert_eq!(reason(&shown, "Save to keyring"), "Enter the client ID.");
    let drafts = &mut shown.0.state_mut().drafts.editor;
    drafts.fields.client_id.push_str("key-1");
    shown.settle();
    assert!(reason(&shown, "Test").contains("https://"));
}

#[test]
fn client_id_and_secret_pasted_together_are_split_and_the_secret_is_in_its_field_alone() {
    let mut shown = window(editing(editor(EditorMode::New)), filled(US1, ""));
    focus(&mut shown, Role::TextInput, "Client ID");
    let asked = paste_whole(&mut shown, "key-42:pretend-secret\n");
    assert_eq!(asked, [Action::Editor(EditorAction::Changed)]);
    let draft = &shown.0.state().drafts.editor;
    assert_eq!(draft.fields.client_id, "key-42");
    assert_eq!(draft.secret.text(), "pretend-secret");
    assert!(shown.says("Split into client ID and secret."));
    assert!(!shown.says("pretend-secret"));
    // Undo knows nothing of it.
    shown.command_key(Key::Z);
    assert!(!shown.says("pretend"));
    assert!(
        !shown
            .0
            .state()
            .drafts
            .editor
            .fields
            .client_id
            .contains("pretend")
    );
    // The next edit ends the note.
    shown.0.event(Event::Text("4".to_owned()));
    shown.settle();
    assert!(!shown.says("Split into"));
}

#[test]
fn client_id_and_secret_pasted_into_the_secret_are_split_too() {
    let mut shown = window(editing(editor(EditorMode::New)), filled(US1, ""));
    focus(&mut shown, Role::PasswordInput, "Secret");
    paste_whole(&mut shown, "key-42:pretend-secret");
    let draft = &shown.0.state().drafts.editor;
    assert_eq!(draft.fields.client_id, "key-42");
    assert_eq!(draft.secret.text(), "pretend-secret");
    assert!(shown.says("Split into client ID and secret."));
    // A secret with a colon of its own stays whole.
    shown.command_key(Key::A);
    paste_whole(&mut shown, "pretend:other");
    assert_eq!(shown.0.state().drafts.editor.secret.text(), "pretend:other");
}

#[test]
fn a_pasted_browser_address_is_cut_to_the_console_and_says_so() {
    let mut shown = window(editing(editor(EditorMode::New)), filled(US1, ""));
    focus(&mut shown, Role::TextInput, "Console");
    let asked = paste_whole(&mut shown, &format!("{EU5}/app/#/console/computers"));
    assert_eq!(asked, [Action::Editor(EditorAction::Changed)]);
    assert_eq!(shown.0.state().drafts.editor.fields.console, EU5);
    assert!(shown.says("Shortened to the console’s address."));
}

#[test]
fn the_tab_key_selects_the_console_so_that_typing_takes_its_place() {
    let mut shown = window(editing(editor(EditorMode::New)), filled(US1, ""));
    assert_eq!(shown.focused().as_deref(), Some("Name"));
    shown.key(Key::Tab);
    assert_eq!(shown.focused().as_deref(), Some("Console"));
    shown.0.event(Event::Text("other.example".to_owned()));
    shown.settle();
    assert_eq!(
        shown.0.state().drafts.editor.fields.console,
        "other.example"
    );
}

#[test]
fn a_look_alike_address_is_warned_of_with_its_letters_and_is_not_wrong() {
    let mut shown = window(
        editing(editor(EditorMode::New)),
        filled("https://c\u{43e}nsole.us1.crashplan.com", "pretend"),
    );
    assert!(shown.says("look-alike letters: Cyrillic \u{43e}. Connects to https://xn--"));
    focus(&mut shown, Role::TextInput, "Console");
    shown.key(Key::Tab);
    assert!(!is_wrong(&shown, Role::TextInput, "Console"));
    assert!(!is_disabled(&shown, "Save to keyring"));
}

#[test]
fn a_changed_console_makes_no_field_red_before_it_was_left() {
    let mut shown = window(editing(editor(edit_of(US1))), filled(US1, ""));
    focus(&mut shown, Role::TextInput, "Console");
    shown.command_key(Key::A);
    shown.0.event(Event::Text(EU5.to_owned()));
    shown.settle();
    assert!(shown.says("You changed the console."));
    assert!(!is_wrong(&shown, Role::PasswordInput, "Secret"));
    shown.key(Key::Tab);
    assert!(is_wrong(&shown, Role::PasswordInput, "Secret"));
}

#[test]
fn the_result_of_a_test_is_in_sight_below_the_note_of_a_split() {
    let failure = EditorTest::Failed(refused());
    let accepted = EditorTest::Accepted {
        grant: grant(900),
        tested: CredentialRevision::default(),
    };
    let ends = [
        (accepted, "Secret works · 15-minute token · 212 ms"),
        (failure, "Nothing was copied."),
    ];
    for size in [SMALLEST, USUAL] {
        for (end, text) in &ends {
            let state = editing(editor(EditorMode::New));
            let drafts = filled(US1, "");
            let mut shown = ScreenHarness::with(state, drafts, size, egui::Theme::Light);
            focus(&mut shown, Role::TextInput, "Client ID");
            paste_whole(&mut shown, "key-42:pretend-secret");
            assert!(shown.says("Split into client ID and secret."));
            if let Some(Dialog::Editor(open)) = &mut shown.state_mut().dialog {
                open.test = end.clone();
            }
            shown.0.run_steps(12);
            let places = shown.places();
            let is_end = |role, name: &str| role == Role::Label && name.contains(text);
            let (.., end) = places
                .iter()
                .find(|(role, name, _)| is_end(*role, name))
                .unwrap();
            let below = shown.button("Save to keyring").rect();
            assert!(end.bottom() + 4.0 <= below.top(), "{size}: {end} {below}");
        }
    }
}

#[test]
fn the_buttons_of_a_conflict_are_in_sight_when_it_appears_and_when_it_grows() {
    for size in [SMALLEST, USUAL] {
        let state = editing(editor(edit_of(US1)));
        let drafts = filled(EU5, "");
        let mut shown = ScreenHarness::with(state, drafts, size, egui::Theme::Light);
        for shows_theirs in [false, true] {
            if let Some(Dialog::Editor(open)) = &mut shown.state_mut().dialog {
                open.save = conflict(shows_theirs);
            }
            shown.0.run_steps(12);
            let keep = shown.button("Keep my version").rect();
            let below = shown.button("Save to keyring").rect();
            assert!(keep.bottom() + 4.0 <= below.top(), "{size}: {keep} {below}");
        }
    }
}
