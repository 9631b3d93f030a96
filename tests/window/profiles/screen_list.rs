//! The list of profiles, and the window when there is none.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::clipboard::CopiedItem;
use tokendesk::app::profiles::{ListAction, Listing, ProfileRow, Row, RowContent, RowKey};
use tokendesk::app::settings::SettingsAction;
use tokendesk::app::state::{Notice, NoticeTone};
use tokendesk::app::{Action, Drafts};
use tokendesk::model::failure::{Missing, Stage, Unreadable};
use tokendesk::model::{KeyringFailure, ProfileId};

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::{
    US1, attempt, copied_item, empty, failed, live, missing, now, production, profile, refused,
    running_job, sandbox, showing,
};

#[test]
fn a_row_says_console_client_id_and_what_is_left() {
    let mut fetching = ProfileRow::new(profile("Backup", US1, "key-42"));
    fetching.attempt = Some(attempt(1));
    let window = ScreenHarness::of(showing([live(872), failed(refused()), fetching]));
    for told in [
        "EU5 · key-79muGw9i424, 14:32 left",
        "EU5 · key-79muGw9i424, rejected",
        "US1 · key-42, signing in",
    ] {
        assert!(window.says(told), "{told}: {:?}", window.texts());
    }
}

#[test]
fn a_click_on_a_row_asks_to_show_it() {
    let mut window = ScreenHarness::of(showing([
        production(),
        ProfileRow::new(profile("Backup", US1, "key-42")),
    ]));
    let key = window.0.state().state.rows[1].key;
    window
        .0
        .get_by_role_and_label(Role::ListBoxOption, "Backup")
        .click();
    window.settle();
    assert_eq!(window.asked(), [Action::Select(key)]);
}

#[test]
fn ctrl_a_selects_all_in_the_list_unless_a_field_has_the_keyboard() {
    let mut window = ScreenHarness::of(showing([
        production(),
        ProfileRow::new(profile("Backup", US1, "key-42")),
    ]));
    let all = [Action::List(ListAction::SelectListed)];
    assert_eq!(window.command_key(Key::A), all, "nothing has it");
    let row = window
        .0
        .get_by_role_and_label(Role::ListBoxOption, "Backup");
    row.focus();
    window.settle();
    window.asked();
    assert_eq!(window.command_key(Key::A), all);
    for elsewhere in ["Search profiles", "Edit"] {
        window.0.get_by_label(elsewhere).focus();
        window.settle();
        window.asked();
        assert_eq!(window.command_key(Key::A), [], "{elsewhere}");
    }
}

#[test]
fn keys_and_screen_readers_move_the_edge_of_the_list() {
    let mut window = ScreenHarness::of(showing([production()]));
    let width = |width| [Action::Settings(SettingsAction::ListWidth(width))];
    window.0.get_by_label("Width of the list").focus();
    window.settle();
    for (key, wanted) in [
        (Key::ArrowRight, 320),
        (Key::ArrowLeft, 280),
        (Key::Home, 200),
        (Key::End, 420),
    ] {
        assert_eq!(window.key(key), width(wanted), "{key:?}");
    }
    assert_eq!(window.key(Key::ArrowDown), []);
    assert_eq!(window.focused().as_deref(), Some("Width of the list"));
    let edge = window.0.get_by_label("Width of the list");
    let node = edge.accesskit_node();
    assert_eq!(node.role(), Role::Splitter);
    assert_eq!(node.numeric_value(), Some(300.0));
    edge.increment_accesskit();
    window.settle();
    assert_eq!(window.asked(), width(320));
}

#[test]
fn a_search_leaves_the_rows_that_it_finds_and_says_when_there_are_none() {
    let rows = [
        production(),
        ProfileRow::new(profile("Backup", US1, "key-42")),
    ];
    let mut window = ScreenHarness::of(showing(rows));
    window.0.get_by_label("Search profiles").focus();
    window.settle();
    window.0.get_by_label("Search profiles").type_text("back");
    window.settle();
    let rows = |window: &ScreenHarness| {
        let found = window.0.query_all_by_role(Role::ListBoxOption);
        found
            .map(|row| row.accesskit_node().label().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&window), ["Backup"]);
    window.0.get_by_label("Search profiles").type_text("zzz");
    window.settle();
    assert_eq!(rows(&window), [""; 0]);
    assert!(window.says("No matches"));
}

#[test]
fn an_empty_keyring_offers_a_new_profile_and_the_sandbox() {
    let mut window = ScreenHarness::of(empty());
    assert!(window.says("No profiles yet"));
    assert_eq!(window.press("Open the sandbox"), [Action::OpenSandbox]);
    let solid = window
        .0
        .get_all_by_role_and_label(Role::Button, "New profile")
        .last()
        .unwrap();
    solid.click();
    window.settle();
    assert_eq!(window.asked(), [Action::NewProfile]);
}

#[test]
fn the_first_run_leads_to_a_token_in_three_steps() {
    let mut window = ScreenHarness::of(empty());
    for step in [
        "Create an API client",
        "Paste its client ID and secret",
        "Get a token",
    ] {
        assert!(window.says(step), "{step}");
    }
    assert!(window.says("Customer Cloud Admin"));
    let opened = |window: &mut ScreenHarness, name: &str| {
        window.button(name).click();
        (0..3).find_map(|_| {
            window.0.step();
            let commands = &window.0.output().platform_output.commands;
            commands.iter().find_map(|command| match command {
                egui::OutputCommand::OpenUrl(open) => Some(open.url.clone()),
                _ => None,
            })
        })
    };
    window
        .0
        .get_by_role_and_label(Role::RadioButton, "EU5")
        .click();
    window.settle();
    let drafts = &window.0.state().drafts;
    assert_eq!(
        drafts.first_console(),
        "https://console.eu5.cpg.crashplan.com"
    );
    let page = opened(&mut window, "Open the API clients page");
    assert_eq!(
        page.unwrap(),
        "https://console.eu5.cpg.crashplan.com/app/#/console"
    );
    let article = opened(&mut window, "CrashPlan’s article on API clients");
    assert!(
        article
            .unwrap()
            .starts_with("https://support.crashplan.com/")
    );
}

#[test]
fn a_keyring_that_lost_the_profiles_says_so_and_can_be_read_again() {
    for (count, told) in [
        (1, "Tokendesk has used a profile here before"),
        (3, "Tokendesk has used 3 profiles here before"),
    ] {
        let mut window = ScreenHarness::of(missing(count));
        assert!(window.says("Your profiles aren’t in this keyring"));
        assert!(window.says(told), "{told}");
        assert!(window.says("deleted elsewhere."));
        assert!(!window.says("No profiles yet"));
        assert_eq!(window.press("Refresh from keyring"), [Action::Reload]);
        assert_eq!(window.command_key(Key::Enter), [Action::Reload]);
        let news = window
            .0
            .get_all_by_role_and_label(Role::Button, "New profile");
        news.last().unwrap().click();
        window.settle();
        assert_eq!(window.asked(), [Action::NewProfile]);
    }
}

#[test]
fn a_keyring_that_is_missing_is_explained_and_can_be_tried_again() {
    let mut state = empty();
    state.listing = Listing::Failed(KeyringFailure::Unavailable(Missing::Service));
    let mut window = ScreenHarness::of(state);
    assert!(window.says("No system keyring is running"));
    assert!(window.says("only in the system keyring"));
    assert_eq!(window.press("Try again"), [Action::Reload]);
}

#[test]
fn a_listing_that_takes_a_second_says_where_to_look_and_can_be_canceled() {
    let running = |secs| Listing::Running {
        job: running_job(secs, Stage::Keyring),
        deleted: Vec::new(),
    };
    for rows in [vec![], vec![production()]] {
        let mut state = showing(rows);
        state.listing = running(0);
        let mut window = ScreenHarness::of(state);
        assert!(window.says("Loading profiles…"));
        assert!(!window.says("Look for its password prompt"));
        window.state_mut().listing = running(1);
        window.settle();
        assert!(window.says("Look for its password prompt"));
        assert_eq!(window.press("Cancel"), [Action::CancelListing]);
        window.state_mut().listing = Listing::Stopped;
        window.settle();
        assert!(window.says("Loading canceled"));
        assert_eq!(window.press("Try again"), [Action::Reload]);
    }
}

#[test]
fn an_item_that_cannot_be_read_says_why_and_is_deleted_by_a_click_only() {
    let id = ProfileId::random();
    let mut state = empty();
    for key in [RowKey::Item(id), RowKey::NoId(0)] {
        state.rows.push(Row {
            key,
            content: RowContent::Unreadable(Unreadable::Version(3)),
            seen_by: None,
        });
    }
    state.selected = Some(RowKey::Item(id));
    let mut window = ScreenHarness::of(state);
    assert!(window.says("newer Tokendesk"));
    assert_eq!(window.press("Delete…"), [Action::AskDelete(id)]);
    window.state_mut().selected = Some(RowKey::NoId(0));
    window.settle();
    assert!(
        !window.has("Delete…"),
        "nothing tells which item would be meant"
    );
}

#[test]
fn the_strip_names_the_profile_whose_header_is_on_the_clipboard() {
    let mut state = showing([ProfileRow::new(profile("Backup", US1, "key-42"))]);
    state.copied_item = Some(copied_item());
    let mut window = ScreenHarness::of(state);
    assert!(
        window.says(
            "Production EU header copied · paste it into Headers › Bulk Edit · clears in 52 s"
        )
    );
    assert_eq!(window.press("Clear now"), [Action::ClearClipboard]);
}

#[test]
fn a_notice_stays_until_it_is_closed() {
    let mut state = empty();
    state.notice = Some(Notice {
        text: "You copied something else, so the clipboard was left as is.".to_owned(),
        tone: NoticeTone::Warn,
        until: Some(now()),
        tags_before: Vec::new(),
    });
    let mut window = ScreenHarness::of(state);
    assert!(window.says("left as is"));
    assert_eq!(window.press("Close"), [Action::DismissNotice]);
}

#[test]
fn the_sandbox_says_that_it_is_one_and_offers_no_second() {
    let mut state = empty();
    state.sandbox = Some(sandbox());
    let window = ScreenHarness::with(state, Drafts::default(), USUAL, egui::Theme::Dark);
    assert!(window.says("http://127.0.0.1:40123"));
    assert!(!window.has("Open the sandbox"));
}

#[test]
fn the_menu_of_the_list_reads_again_and_forgets() {
    let mut window = ScreenHarness::of(showing([production()]));
    assert_eq!(
        window.choose("More", "Refresh from keyring"),
        [Action::Reload]
    );
    assert_eq!(
        window.choose("More", "Clear session"),
        [Action::ClearSession]
    );
}

#[test]
fn in_the_sandbox_there_is_no_keyring_to_be_read_again() {
    let mut state = showing([production()]);
    state.sandbox = Some(sandbox());
    let mut window = ScreenHarness::of(state);
    window.press("More");
    assert!(window.has("Clear session") && !window.has("Refresh from keyring"));
}

#[test]
fn the_strip_says_when_the_copied_header_is_not_the_newest() {
    let mut state = showing([live(872)]);
    state.copied_item = Some(CopiedItem {
        is_earlier: true,
        ..copied_item()
    });
    let window = ScreenHarness::of(state);
    assert!(window.says("Production EU earlier header copied"));
}
