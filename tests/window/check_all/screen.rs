//! The dialog *Check all*: which profiles are meant, how far it is, and its table.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::check_all::{
    CheckAll, CheckAllAction as Wish, CheckAllPhase, CheckScope, Column, LineState, Saving, Sort,
    Table,
};
use tokendesk::app::job::JobId;
use tokendesk::app::profiles::{ListFilter, ProfileRow};
use tokendesk::app::{Action, Drafts};
use tokendesk::model::failure::Stage;
use tokendesk::model::{FileFailure, KnownLogin, LoginKind, PasswordStorage};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};

use crate::samples::check::{
    accepted, check_all, checking_all, done, ended, four, not_accepted, table,
};
use crate::samples::users::dana;
use crate::samples::{US1, attempt, production, profile, running_job, showing};

const WIDE: egui::Vec2 = egui::Vec2::new(1_440.0, 900.0);

fn asked(action: Wish) -> [Action; 1] {
    [Action::CheckAll(action)]
}

/// The dialog over two clients, a wide one and a user account.
fn choosing(change: impl FnOnce(&mut CheckAll)) -> ScreenHarness {
    over(four(), change)
}

fn over(rows: Vec<ProfileRow>, change: impl FnOnce(&mut CheckAll)) -> ScreenHarness {
    let mut check = check_all(CheckAllPhase::Choosing);
    change(&mut check);
    ScreenHarness::of(checking_all(rows, check))
}

/// The dialog with its table whole.
fn ended_with(saving: Saving) -> ScreenHarness {
    let rows = four();
    let mut table = table(&rows, ended());
    table.saving = saving;
    ScreenHarness::of(checking_all(rows, check_all(CheckAllPhase::Done(table))))
}

fn done_over(rows: Vec<ProfileRow>) -> ScreenHarness {
    let table = table(&rows, ended());
    ScreenHarness::of(checking_all(rows, check_all(CheckAllPhase::Done(table))))
}

fn by_key(window: &mut ScreenHarness) -> Vec<Action> {
    window.command_key(Key::Enter)
}

fn has_row(window: &ScreenHarness, name: &str) -> bool {
    window.0.query_by_role_and_label(Role::Row, name).is_some()
}

fn click(window: &mut ScreenHarness, role: Role, name: &str) -> Vec<Action> {
    window.0.get_by_role_and_label(role, name).click();
    window.settle();
    window.asked()
}

#[test]
fn check_all_opens_from_the_menu_of_the_list_where_there_are_profiles() {
    let mut window = ScreenHarness::of(showing([production()]));
    assert_eq!(window.choose("More", "Check all…"), [Action::OpenCheckAll]);
    let mut window = ScreenHarness::of(showing([]));
    window.press("More");
    assert!(!window.has("Check all…"));
}

#[test]
fn check_all_says_how_many_sign_ins_it_needs_and_starts_with_the_solid_button() {
    let mut window = choosing(|_| {});
    assert!(window.says("Signs in once to each of 3 profiles. Nothing is copied."));
    assert_eq!(window.press("Check all"), asked(Wish::Start));
    window.wait_half_a_second();
    assert_eq!(by_key(&mut window), asked(Wish::Start));
    assert_eq!(window.press("Close"), [Action::CloseDialog]);
}

#[test]
fn user_accounts_are_left_out_unless_they_are_ticked() {
    let mut window = choosing(|_| {});
    assert!(window.says("can lock a user account"));
    let include = click(&mut window, Role::CheckBox, "Include user accounts (1)");
    assert_eq!(include, asked(Wish::IncludeUsers(true)));
    assert!(choosing(|check| check.with_users = true).says("Signs in once to each of 4 profiles"));
    let rows = vec![production(), dana(PasswordStorage::AskedEachTime)];
    let window = over(rows, |check| check.with_users = true);
    assert!(
        window.says("Signs in once to 1 profile."),
        "no password is kept"
    );
    let with_code = dana(PasswordStorage::InKeyring);
    let profile = with_code.profile.clone();
    let rows = vec![production(), with_code];
    let mut window = over(rows, |check| check.with_users = true);
    window.learns(&profile, KnownLogin::Is(LoginKind::LocalTwoFactor));
    assert!(
        window.says("Signs in once to 1 profile."),
        "it needs a code"
    );
    let window = over(vec![production()], |_| {});
    assert!(!window.says("Include user accounts"), "there is none");
}

#[test]
fn without_a_profile_it_cannot_begin_and_says_why() {
    let each_time = vec![dana(PasswordStorage::AskedEachTime)];
    let dana = || vec![dana(PasswordStorage::InKeyring)];
    let mut busy = production();
    busy.attempt = Some(attempt(1));
    for (mut window, start, why) in [
        (
            choosing(|check| check.scope = CheckScope::Ticked),
            "Check selected",
            "Select at least one profile.",
        ),
        (
            over(dana(), |_| {}),
            "Check all",
            "Only user accounts match",
        ),
        (
            over(each_time, |check| check.with_users = true),
            "Check all",
            "none can be checked",
        ),
        (
            over(vec![busy], |_| {}),
            "Check all",
            "All of these are signing in.",
        ),
    ] {
        assert!(window.says(why), "{why}");
        let start = window.button(start).accesskit_node().is_disabled();
        assert!(start, "{why}");
        assert_eq!(by_key(&mut window), [], "{why}");
    }
}

#[test]
fn the_search_offers_what_it_found() {
    assert!(!choosing(|_| {}).says("Matching"));
    let mut window = choosing(|check| {
        check.search = " eu ".to_owned();
        check.listed = BTreeSet::from([four()[0].profile.id]);
    });
    let matching = click(&mut window, Role::RadioButton, "Matching “eu” (1)");
    assert_eq!(matching, asked(Wish::Choose(CheckScope::Listed)));
    let selected = click(&mut window, Role::RadioButton, "Selected");
    assert_eq!(selected, asked(Wish::Choose(CheckScope::Ticked)));
}

#[test]
fn the_filter_of_the_list_offers_what_it_showed() {
    for (search, name) in [("", "Attention (1)"), ("eu", "Matching “eu” (1)")] {
        let mut window = choosing(|check| {
            check.search = search.to_owned();
            check.filter = ListFilter::Attention;
            check.listed = BTreeSet::from([four()[0].profile.id]);
        });
        let listed = click(&mut window, Role::RadioButton, name);
        assert_eq!(listed, asked(Wish::Choose(CheckScope::Listed)));
    }
}

#[test]
fn a_narrow_table_sorts_by_its_columns_too() {
    let mut window = done_over(four());
    for (name, column) in [
        ("Profile", Column::Profile),
        ("Result, sorted ascending", Column::Verdict),
    ] {
        assert_eq!(
            click(&mut window, Role::Button, name),
            asked(Wish::Sort(column))
        );
    }
}

#[test]
fn profiles_are_ticked_one_by_one_and_a_thousand_cost_no_more_than_what_is_seen() {
    let rows: Vec<_> = (0..1000)
        .map(|n| ProfileRow::new(profile(&format!("Customer {n}"), US1, "key-42")))
        .collect();
    let (first, second) = (rows[0].profile.id, rows[1].profile.id);
    let mut window = over(rows, |check| {
        check.scope = CheckScope::Ticked;
        check.ticked = BTreeSet::from([second]);
    });
    let tick = click(&mut window, Role::CheckBox, "Customer 0 · US1");
    assert_eq!(tick, asked(Wish::Tick(first, true)));
    let untick = click(&mut window, Role::CheckBox, "Customer 1 · US1");
    assert_eq!(untick, asked(Wish::Tick(second, false)));
    let drawn = window.0.query_all_by_role(Role::CheckBox).count();
    assert!((5..30).contains(&drawn), "{drawn}");
}

#[test]
fn the_keyboard_goes_through_the_tick_boxes_beyond_those_in_sight() {
    let rows: Vec<_> = (0..40)
        .map(|n| ProfileRow::new(profile(&format!("Customer {n}"), US1, "key-42")))
        .collect();
    let mut window = over(rows, |check| check.scope = CheckScope::Ticked);
    let first = window
        .0
        .get_by_role_and_label(Role::CheckBox, "Customer 0 · US1");
    first.focus();
    window.settle();
    for _ in 0..20 {
        window.0.key_press(Key::Tab);
        window.settle();
    }
    assert_eq!(window.focused().as_deref(), Some("Customer 20 · US1"));
}

#[test]
fn while_it_runs_it_says_how_far_it_is_and_can_be_stopped() {
    let running = LineState::Running {
        job: running_job(1, Stage::Waiting),
    };
    let states = [
        done(accepted()),
        running,
        LineState::Waiting,
        ended()[3].clone(),
    ];
    let table = table(&four(), states);
    let state = checking_all(four(), check_all(CheckAllPhase::Running(table)));
    let mut window = ScreenHarness::of(state);
    let bar = window
        .0
        .get_by_role_and_label(Role::ProgressIndicator, "1 of 3");
    assert_eq!(bar.accesskit_node().numeric_value(), Some(1.0));
    for told in [
        "waiting for: Backup reports",
        "Checking…",
        "Waiting",
        "Skipped, User accounts weren’t included.",
    ] {
        assert!(window.says(told), "{told}");
    }
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    assert_eq!(window.press("Cancel"), asked(Wish::Stop));
    window.wait_half_a_second();
    assert_eq!(window.key(Key::Escape), asked(Wish::Stop));
    assert!(!window.has("Close") && !window.has("Save as CSV…"));
}

#[test]
fn a_row_says_everything_that_was_found() {
    for size in [USUAL, SMALLEST] {
        let rows = four();
        let table = table(&rows, ended());
        let state = checking_all(rows, check_all(CheckAllPhase::Done(table)));
        let window = ScreenHarness::with(state, Drafts::default(), size, Theme::Dark);
        let row = window.0.get_by_role_and_label(Role::Row, "Backup reports");
        let told = row.accesskit_node().description().unwrap();
        assert!(
            told.starts_with("US1 · key-42, Rejected · HTTP 401, ")
                && told.ends_with("187 ms, 10:32 AM"),
            "{told}"
        );
        assert!(window.says("2 of 4 need attention"));
        assert!(window.says("1 works · 1 skipped · 10:32 AM"));
    }
}

#[test]
fn a_column_sorts_and_says_how() {
    let wide = |change: &dyn Fn(&mut Table)| {
        let rows = four();
        let mut table = table(&rows, ended());
        change(&mut table);
        let state = checking_all(rows, check_all(CheckAllPhase::Done(table)));
        ScreenHarness::with(state, Drafts::default(), WIDE, Theme::Light)
    };
    let columns = [
        ("Profile", Column::Profile),
        ("Tag", Column::Tag),
        ("Lifetime", Column::Lifetime),
        ("Duration", Column::Duration),
        ("Time", Column::Time),
    ];
    for (name, column) in columns {
        let mut window = wide(&|_| {});
        assert_eq!(
            click(&mut window, Role::Button, name),
            asked(Wish::Sort(column))
        );
    }
    for (is_descending, name) in [
        (false, "Result, sorted ascending"),
        (true, "Result, sorted descending"),
    ] {
        let by = Column::Verdict;
        let mut window = wide(&|table| table.sort = Sort { by, is_descending });
        assert_eq!(window.press(name), asked(Wish::Sort(by)));
    }
}

#[test]
fn the_whole_table_is_copied_saved_and_begun_anew() {
    let mut window = ended_with(Saving::Idle);
    assert_eq!(window.press("Copy as Markdown"), asked(Wish::CopyTable));
    assert_eq!(window.press("Save as CSV…"), asked(Wish::SaveTable));
    assert_eq!(window.press("New check"), asked(Wish::NewCheck));
    let again = window.press("Check failed again");
    assert_eq!(again, asked(Wish::CheckFailedAgain));
    assert_eq!(window.press("Close"), [Action::CloseDialog]);
}

#[test]
fn the_result_of_saving_is_reported() {
    let mut window = ended_with(Saving::Running { job: JobId(7) });
    assert!(window.says("Saving…"));
    assert_eq!(window.press("Save as CSV…"), [], "one at a time");
    let path = "/home/ada/checks.csv".to_owned();
    assert!(ended_with(Saving::Saved { path: path.clone() }).says("Saved as /home/ada/checks.csv"));
    let window = ended_with(Saving::Failed(FileFailure::NoRoom { path }));
    assert!(window.says("The disk is full: /home/ada/checks.csv"));
    assert!(window.says("No file was changed"));
}

#[test]
fn a_thousand_rows_cost_no_more_than_what_is_seen() {
    let rows: Vec<_> = (0..1000)
        .map(|n| ProfileRow::new(profile(&format!("Customer {n}"), US1, "key-42")))
        .collect();
    let table = table(&rows, std::iter::repeat_n(done(accepted()), 1000));
    let state = checking_all(rows, check_all(CheckAllPhase::Done(table)));
    let window = ScreenHarness::of(state);
    let drawn = window.0.query_all_by_role(Role::Row).count();
    assert!((5..30).contains(&drawn), "{drawn}");
}

#[test]
fn a_row_opens_its_profile_by_a_click_or_by_enter_and_its_link_does_what_it_names() {
    let rows = four();
    let (rejected, silent) = (rows[1].profile.id, rows[2].profile.id);
    let mut window = done_over(rows);
    let row = |window: &mut ScreenHarness| {
        let row = window.0.get_by_role_and_label(Role::Row, "Backup reports");
        row.focus();
        window.settle();
    };
    row(&mut window);
    assert_eq!(window.key(Key::Enter), asked(Wish::OpenProfile(rejected)));
    let open = click(&mut window, Role::Row, "Backup reports");
    assert_eq!(open, asked(Wish::OpenProfile(rejected)));
    window.wait_half_a_second();
    let remedy = window.press("Enter new secret…");
    assert_eq!(remedy, asked(Wish::Remedy(rejected)));
    let remedy = window.press("Check address");
    assert_eq!(remedy, asked(Wish::Remedy(silent)));
}

#[test]
fn problems_only_is_a_filter_where_there_are_problems() {
    let mut window = ended_with(Saving::Idle);
    assert!(!has_row(&window, "Production EU"));
    let off = click(&mut window, Role::CheckBox, "Problems only");
    assert_eq!(off, asked(Wish::ProblemsOnly(false)));

    let rows = vec![production()];
    let table = table(&rows, [done(accepted())]);
    let state = checking_all(rows, check_all(CheckAllPhase::Done(table)));
    let window = ScreenHarness::of(state);
    assert!(window.says("It works") && has_row(&window, "Production EU"));
    assert!(!window.says("Problems only") && !window.has("Check failed again"));
}

#[test]
fn the_keyboard_goes_through_the_rows_beyond_those_in_sight() {
    let rows: Vec<_> = (0..40)
        .map(|n| ProfileRow::new(profile(&format!("Customer {n:02}"), US1, "key-42")))
        .collect();
    let table = table(&rows, std::iter::repeat_n(done(not_accepted()), 40));
    let state = checking_all(rows, check_all(CheckAllPhase::Done(table)));
    let mut window = ScreenHarness::of(state);
    let first = window.0.get_by_role_and_label(Role::Row, "Customer 00");
    first.focus();
    window.settle();
    // A row, then its link.
    for _ in 0..2 * 20 {
        window.0.key_press(Key::Tab);
        window.settle();
    }
    assert_eq!(window.focused().as_deref(), Some("Customer 20"));
}

#[test]
fn a_filter_narrows_the_profiles_to_select_from() {
    let mut window = choosing(|check| check.scope = CheckScope::Ticked);
    assert_eq!(window.press("Select all"), asked(Wish::TickShown(true)));
    window.0.state_mut().drafts.check_filter = "backup".to_owned();
    window.settle();
    let boxes = window.0.query_all_by_role(Role::CheckBox);
    let names: Vec<_> = boxes
        .filter_map(|found| found.accesskit_node().label())
        .collect();
    assert!(
        names.contains(&"Backup reports · US1".to_owned()),
        "{names:?}"
    );
    assert!(
        !names.iter().any(|name| name.starts_with("Production")),
        "{names:?}"
    );
    window.0.state_mut().drafts.check_filter = "nothing like it".to_owned();
    window.settle();
    assert!(window.says("No matching profiles"));
}
