//! In the sandbox: the line that tells what a form asks for.

use egui::Theme;
use egui::accesskit::Role;
use tokendesk::app::Drafts;
use tokendesk::app::editor::{EditorMode, EditorTest};
use tokendesk::app::job::{HintedCode, MissingInput};
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::state::Dialog;
use tokendesk::model::{AccountKind, ConsoleUrl, PasswordStorage};

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::users::{DANA, US2, dana, prompted, sandboxed};
use crate::samples::{editor, sandbox, showing};

const HINT: &str = "In the sandbox";
const CODE: &str = "In the sandbox, the current code is 042\u{a0}424.";

/// The top of the line, and the bottom of the lowest button of the form.
fn places(window: &ScreenHarness) -> (f32, f32) {
    let places = window.places();
    let top_of = |part: &str| {
        let mut found = places.iter().filter(|(_, name, _)| name.starts_with(part));
        found.next().map(|(.., rect)| rect.top()).unwrap()
    };
    let form = ["Sign in and copy header", "Cancel"];
    let buttons = places
        .iter()
        .filter(|(role, name, _)| *role == Role::Button && form.contains(&name.as_str()));
    let lowest = buttons.map(|(.., rect)| rect.bottom()).fold(0.0, f32::max);
    (top_of(HINT), lowest)
}

#[test]
fn below_the_form_stands_what_it_asks_for_and_no_more_in_both_themes() {
    for theme in [Theme::Light, Theme::Dark] {
        for (wanted, told) in [
            (MissingInput::Code, CODE),
            (
                MissingInput::Password,
                "In the sandbox, the password is “pretend-Grüße:5€”.",
            ),
            (
                MissingInput::PasswordAndCode,
                "In the sandbox, the password is “pretend-Grüße:5€” and the current code is 042\u{a0}424.",
            ),
        ] {
            let state = sandboxed(prompted(wanted));
            let window = ScreenHarness::with(state, Drafts::default(), USUAL, theme);
            assert!(window.says(told), "{wanted:?}: {:?}", window.texts());
            let (hint, buttons) = places(&window);
            assert!(hint > buttons, "{wanted:?}: {hint} {buttons}");
        }
    }
}

#[test]
fn the_line_follows_the_hints_while_the_form_is_open() {
    let mut window = ScreenHarness::of(sandboxed(prompted(MissingInput::Code)));
    for (code, told) in [
        (
            Some(HintedCode::ComesSoon),
            "the next code appears within 30 seconds",
        ),
        (
            Some(HintedCode::Counts("123456".to_owned())),
            "the current code is 123\u{a0}456",
        ),
        (None, "this account has no code"),
    ] {
        window.state_mut().sandbox.as_mut().unwrap().hints[0].code = code;
        window.settle();
        assert!(window.says(&format!("{HINT}, {told}.")), "{told}");
    }
}

#[test]
fn no_hint_is_shown_outside_the_sandbox_for_another_console_or_without_a_form() {
    assert!(!ScreenHarness::of(showing([prompted(MissingInput::Code)])).says(HINT));
    let mut state = sandboxed(prompted(MissingInput::PasswordAndCode));
    state.sandbox.as_mut().unwrap().console = sandbox().console;
    assert!(!ScreenHarness::of(state).says(HINT));
    let without_form = sandboxed(dana(PasswordStorage::AskedEachTime));
    assert!(!ScreenHarness::of(without_form).says(HINT));
}

fn testing_with_code(row: ProfileRow, theme: Theme) -> ScreenHarness {
    let mut open = editor(EditorMode::Edit {
        base: row.profile.clone(),
    });
    open.test = EditorTest::MissingInput {
        shows_error: false,
        is_needed: true,
    };
    let mut state = sandboxed(row);
    state.dialog = Some(Dialog::Editor(Box::new(open)));
    let mut drafts = Drafts::default();
    drafts.editor.fields.kind = AccountKind::User;
    US2.clone_into(&mut drafts.editor.fields.console);
    DANA.to_uppercase()
        .clone_into(&mut drafts.editor.fields.username);
    ScreenHarness::with(state, drafts, USUAL, theme)
}

#[test]
fn in_the_editor_the_hinted_code_is_for_the_console_and_username_that_are_typed() {
    for theme in [Theme::Light, Theme::Dark] {
        let mut window = testing_with_code(dana(PasswordStorage::InKeyring), theme);
        assert!(window.says(CODE), "{:?}", window.texts());

        let drafts = &mut window.0.state_mut().drafts;
        "ada@example.com".clone_into(&mut drafts.editor.fields.username);
        window.settle();
        assert!(!window.says(HINT));

        let drafts = &mut window.0.state_mut().drafts;
        DANA.clone_into(&mut drafts.editor.fields.username);
        window.settle();
        assert!(window.says(CODE));
        let elsewhere = ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap();
        elsewhere
            .as_str()
            .clone_into(&mut window.0.state_mut().drafts.editor.fields.console);
        window.settle();
        assert!(!window.says(HINT));
    }
}
