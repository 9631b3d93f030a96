//! What is drawn of *Import*: its sources, and the rows of the preview.

use egui::accesskit::Role;
use egui::{Key, Theme, Vec2};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::import::{ClashChoice, ImportAction};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{
    ImportList, ImportOrigin, ReadFailure, VendorConfig, VendorList, VendorProfile, VendorProfiles,
    VendorSecret, VendorTool,
};

use crate::every_screen::access::nothing_sticks_out;
use crate::harness::flow::import::clients;
use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::import;

fn window((state, drafts): (State, Drafts), size: Vec2) -> ScreenHarness {
    ScreenHarness::with(state, drafts, size, Theme::Light)
}

fn preview() -> ScreenHarness {
    let tall = Vec2::new(980.0, 1_200.0);
    window(import::preview(import::table(), import::file()), tall)
}

fn asked(action: ImportAction) -> [Action; 1] {
    [Action::Import(action)]
}

#[test]
fn every_control_has_a_name_and_its_place_at_every_size() {
    for size in [USUAL, SMALLEST, Vec2::new(1_440.0, 900.0)] {
        for (name, screen) in [
            ("sources", import::sources()),
            ("preview", import::preview(import::table(), import::file())),
            ("result", import::result()),
        ] {
            let window = window(screen, size);
            assert!(window.0.unnamed_widgets().is_empty(), "{name}");
            nothing_sticks_out(name, &window, size);
        }
    }
}

#[test]
fn of_two_hundred_rows_only_those_in_sight_are_drawn() {
    let list = ImportList {
        candidates: clients(200),
        unused: Vec::new(),
    };
    let mut window = window(import::preview(list, import::file()), USUAL);
    let rows = |window: &ScreenHarness| {
        let fields = window.0.query_all_by_role(Role::TextInput);
        fields.count()
    };
    let drawn = rows(&window);
    assert!((6..20).contains(&drawn), "{drawn}");
    assert!(window.has("Import Tenant 1"));
    window.turn_wheel(egui::pos2(490.0, 300.0), -4_000.0);
    assert!(!window.has("Import Tenant 1"));
    assert!(window.says("Import 200 profiles"));
}

#[test]
fn with_nothing_to_import_yet_the_keyboard_is_never_on_a_link_that_decides_about_all_rows() {
    let known = crate::samples::production().profile;
    let again = |name| import::candidate(name, known.console.as_str(), known.account.login());
    let list = ImportList {
        candidates: vec![again("A"), again("B")],
        unused: Vec::new(),
    };
    let window = window(import::preview(list, ImportOrigin::Pasted), USUAL);
    assert!(window.says("Replace all"));
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
}

#[test]
fn a_row_says_what_is_to_know_about_it_and_offers_what_can_be_done() {
    let mut window = preview();
    for text in [
        "“Production EU” exists, so this one gets another name.",
        "This account is already saved as “Production EU”.",
        "Enter the secret.",
        "This is an Incydr address. It can’t issue CrashPlan tokens.",
        "Row 9: the column “Notes” isn’t used.",
    ] {
        assert!(window.says(text), "{text}: {:?}", window.texts());
    }
    let tick = window
        .0
        .get_by_role_and_label(Role::CheckBox, "Import Same account");
    tick.click();
    window.settle();
    assert_eq!(window.asked(), asked(ImportAction::Select(2, true)));
    {
        let role = Role::RadioButton;
        let mut replace = window.0.query_all_by_role_and_label(role, "Replace");
        replace.next().unwrap().click();
    }
    window.settle();
    assert_eq!(
        window.asked(),
        asked(ImportAction::Resolve(1, ClashChoice::Replace))
    );
    let all = window.press("Skip all");
    assert_eq!(all, asked(ImportAction::ResolveAll(ClashChoice::Skip)));
    window.0.get_by_label("4 need attention").click();
    window.settle();
    assert_eq!(window.asked(), asked(ImportAction::ProblemsOnly(true)));
}

#[test]
fn typing_into_a_row_is_told_and_the_solid_button_imports_by_key_too() {
    let mut window = preview();
    let field = window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret, Row 5");
    field.focus();
    window.settle();
    let field = window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret, Row 5");
    field.type_text("pretend-typed");
    window.settle();
    let told = window.asked();
    assert_eq!(told[0], asked(ImportAction::Typed(3))[0]);
    let typed = window.0.state().drafts.import.rows[3].typed_secret.text();
    assert_eq!(typed, "pretend-typed");
    assert_eq!(window.command_key(Key::Enter), asked(ImportAction::Start));
}

#[test]
fn the_sources_name_what_the_vendors_tools_have_here() {
    let (mut state, drafts) = import::sources();
    let candidates = import::of_vendor_tool().candidates.into_iter();
    let profiles = candidates.map(|candidate| VendorProfile {
        candidate,
        secret: VendorSecret::Found,
    });
    let list = VendorList {
        profiles: profiles.collect(),
        unused: Vec::new(),
    };
    let config = |tool, path: &str, content| VendorConfig {
        tool,
        path: path.to_owned(),
        content,
    };
    state.vendor_profiles = Some(VendorProfiles(vec![
        config(
            VendorTool::CrashPlanCli,
            "~/.crashplancli/config.cfg",
            Ok(list),
        ),
        config(
            VendorTool::Code42Cli,
            "~/.code42cli/config.cfg",
            Err(ReadFailure::NotAllowed),
        ),
    ]));
    let mut window = window((state, drafts), USUAL);
    assert!(window.says("2 profiles in ~/.crashplancli/config.cfg"));
    assert!(window.says("No permission to read ~/.code42cli/config.cfg"));
    assert!(!window.has("Review Code42 CLI"));
    let review = window.press("Review CrashPlan CLI");
    assert_eq!(
        review,
        asked(ImportAction::ReviewTool(VendorTool::CrashPlanCli))
    );
}

#[test]
fn nothing_is_read_until_something_is_pasted_and_a_finished_import_only_closes() {
    let mut window_of_sources = window(import::sources(), USUAL);
    assert!(window_of_sources.command_key(Key::Enter).is_empty());
    let content = window_of_sources.0.state_mut();
    content
        .drafts
        .import
        .pasted
        .text_mut()
        .push_str("key-1:pretend");
    window_of_sources.settle();
    assert_eq!(
        window_of_sources.press("Review"),
        asked(ImportAction::ReviewPasted)
    );

    let list = ImportList {
        candidates: clients(1),
        unused: Vec::new(),
    };
    let (mut state, drafts) = import::preview(list, ImportOrigin::Pasted);
    import::save_all(&mut state);
    let mut done = window((state, drafts), USUAL);
    assert!(done.says("1 profile imported"));
    assert!(!done.says("Check each before it’s saved"));
    assert_eq!(done.command_key(Key::Enter), [Action::CloseDialog]);
}
