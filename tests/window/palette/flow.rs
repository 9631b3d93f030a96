//! *Jump to*: what taking a profile or a command does, and that it is one sign-in at most.

use tokendesk::app::command::Command;
use tokendesk::app::job::{AttemptOutcome, MissingInput};
use tokendesk::app::palette::{Entry, PaletteAction, ProfileCommand};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::Dialog;
use tokendesk::app::tab::Tab;
use tokendesk::app::token::Card;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{KnownLogin, PasswordStorage, Profile, SignInFailure, SignInWith};

use crate::harness::flow::{FlowHarness, profile, the_copy, the_sign_in, user, user_refusal};

fn take(harness: &mut FlowHarness, entry: Entry) -> Vec<Effect> {
    harness.on_action(Action::Palette(PaletteAction::Run(entry)))
}

fn open(harness: &mut FlowHarness) {
    harness.on_action(Action::OpenPalette);
    assert!(matches!(harness.app.state.dialog, Some(Dialog::Palette(_))));
}

fn taking(harness: &FlowHarness, profile: &Profile) -> ProfileCommand {
    ProfileCommand::of(harness.row(profile.id), &harness.app.state, harness.now)
}

#[test]
fn a_profile_that_is_taken_is_selected_signed_in_once_and_its_header_is_copied() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    open(&mut harness);
    harness.app.drafts.palette = "b".to_owned();
    let entry = Entry::Profile(b.id);
    let job = the_sign_in(&take(&mut harness, entry)).job;
    assert!(harness.app.state.dialog.is_none());
    assert_eq!(harness.app.drafts.palette, "");
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(b.id)));
    // Once more, as a second press of Enter would: the dialog is gone.
    assert!(take(&mut harness, entry).is_empty());
    let copy_id = the_copy(&harness.granted(job, b.id, 900));
    harness.copy_done(copy_id);
    assert_eq!(harness.copied_item().name, "B");
}

#[test]
fn a_live_token_is_copied_and_nothing_is_sent() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    assert_eq!(taking(&harness, &b), ProfileCommand::Copy);
    open(&mut harness);
    the_copy(&take(&mut harness, Entry::Profile(b.id)));
    // Too little of it is left to hand it out without a word.
    harness.wait(790.0);
    assert_eq!(taking(&harness, &b), ProfileCommand::RenewAndCopy);
    open(&mut harness);
    let job = the_sign_in(&take(&mut harness, Entry::Profile(b.id))).job;
    assert_eq!(taking(&harness, &b), ProfileCommand::Show);
    the_copy(&harness.granted(job, b.id, 900));
}

#[test]
fn while_a_sign_in_runs_it_is_only_shown() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.get_token(b.id);
    harness.select(a.id);
    open(&mut harness);
    assert_eq!(taking(&harness, &b), ProfileCommand::Show);
    assert!(take(&mut harness, Entry::Profile(b.id)).is_empty());
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(b.id)));
}

#[test]
fn a_choice_asks_for_missing_input_and_does_not_send_a_password_typed_on_the_card() {
    let (a, b) = (profile("A"), user("B", PasswordStorage::AskedEachTime));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.wants(b.id, KnownLogin::Unanswered, MissingInput::Password);
    harness.type_on_card(b.id, "pa55", "");
    let before = harness.row(b.id).prompt.unwrap().serial;
    harness.select(a.id);
    open(&mut harness);
    assert_eq!(
        taking(&harness, &b),
        ProfileCommand::Type(MissingInput::Password)
    );
    assert!(take(&mut harness, Entry::Profile(b.id)).is_empty());
    let prompt = harness.row(b.id).prompt.unwrap();
    assert_ne!(prompt.serial, before, "the form takes the keyboard anew");
    assert!(harness.app.drafts.sign_ins[&b.id].password.contains("pa55"));
}

#[test]
fn after_a_refusal_that_wants_a_code_the_code_is_asked_for() {
    let b = user("B", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&b);
    let job = the_sign_in(&harness.on_action(Action::GetToken(b.id))).job;
    let failure = user_refusal(SignInFailure::CodeMissing, SignInWith::Password);
    harness.fetched(job, b.id, None, AttemptOutcome::Failed(failure));
    open(&mut harness);
    assert!(take(&mut harness, Entry::Profile(b.id)).is_empty());
    assert!(harness.missing(b.id).is_some_and(MissingInput::code));
}

#[test]
fn a_refused_profile_that_is_taken_again_asks_for_the_new_secret_and_sends_nothing() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    open(&mut harness);
    let job = the_sign_in(&take(&mut harness, Entry::Profile(a.id))).job;
    assert!(harness.refused(job, a.id).is_empty());
    assert!(matches!(
        harness.row(a.id).card(harness.now),
        Card::Failed(_)
    ));
    open(&mut harness);
    assert_eq!(taking(&harness, &a), ProfileCommand::EnterNewSecret);
    assert!(take(&mut harness, Entry::Profile(a.id)).is_empty());
    assert!(matches!(
        harness.app.state.dialog,
        Some(Dialog::Rotation(_))
    ));
}

#[test]
fn a_search_that_hides_the_profile_is_cleared_and_another_stays() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.app.drafts.search = "a".to_owned();
    open(&mut harness);
    take(&mut harness, Entry::Profile(b.id));
    assert_eq!(harness.app.drafts.search, "a", "the host has that letter");
    harness.app.drafts.search = "zz".to_owned();
    open(&mut harness);
    take(&mut harness, Entry::Profile(a.id));
    assert_eq!(harness.app.drafts.search, "");
}

#[test]
fn a_profile_that_is_gone_by_then_leaves_the_dialog_as_it_is() {
    let mut harness = FlowHarness::with(&[profile("A")]);
    open(&mut harness);
    assert!(take(&mut harness, Entry::Profile(profile("B").id)).is_empty());
    assert!(harness.app.state.dialog.is_some());
}

#[test]
fn a_command_does_what_its_button_does_and_only_where_that_is_possible() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let can =
        |harness: &FlowHarness, command: Command| command.action(&harness.app.state, harness.now);
    let renew = Command::Renew;
    assert_eq!(can(&harness, renew), None);
    assert_eq!(can(&harness, Command::ClearClipboard), None);
    assert_eq!(can(&harness, Command::Undo), None);
    harness.renewed(a.id, 900);
    assert_eq!(can(&harness, renew), Some(Action::Renew(a.id)));
    open(&mut harness);
    the_sign_in(&take(&mut harness, Entry::Command(renew)));
    // It was taken once more from an old picture of the window: it is not possible now.
    open(&mut harness);
    assert!(take(&mut harness, Entry::Command(renew)).is_empty());
    open(&mut harness);
    take(&mut harness, Entry::Command(Command::ShowTab(Tab::Claims)));
    assert_eq!(harness.app.state.tab, Tab::Claims);
    open(&mut harness);
    take(&mut harness, Entry::Command(Command::NewProfile));
    assert!(matches!(harness.app.state.dialog, Some(Dialog::Editor(_))));
}

#[test]
fn a_choice_survives_new_entries_above_it_and_typing_resets_it() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    open(&mut harness);
    let chosen = |harness: &FlowHarness| match &harness.app.state.dialog {
        Some(Dialog::Palette(palette)) => (palette.chosen, palette.is_user_choice),
        other => panic!("{other:?}"),
    };
    let entry = Entry::Profile(b.id);
    harness.on_action(Action::Palette(PaletteAction::Settle(entry)));
    assert_eq!(chosen(&harness), (Some(entry), false));
    harness.on_action(Action::Palette(PaletteAction::Highlight(entry)));
    assert_eq!(chosen(&harness), (Some(entry), true));
    harness.on_action(Action::Palette(PaletteAction::Typed));
    assert_eq!(chosen(&harness), (None, false));
}

#[test]
fn opening_a_profile_selects_it_and_signs_in_nowhere() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    open(&mut harness);
    let effects = harness.on_action(Action::Palette(PaletteAction::Open(b.id)));
    assert!(effects.is_empty());
    assert!(harness.app.state.dialog.is_none());
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(b.id)));
}

#[test]
fn a_command_of_another_profile_selects_that_and_runs_for_it_alone() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    open(&mut harness);
    take(&mut harness, Entry::CommandOf(b.id, Command::Delete));
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(b.id)));
    assert!(
        matches!(&harness.app.state.dialog, Some(Dialog::Delete(question)) if question.items[0].0 == b.id)
    );
    // One that does not apply to it only shows it, and one of a profile that is gone does nothing.
    open(&mut harness);
    assert!(take(&mut harness, Entry::CommandOf(a.id, Command::Renew)).is_empty());
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(a.id)));
    open(&mut harness);
    let gone = profile("C").id;
    assert!(take(&mut harness, Entry::CommandOf(gone, Command::Edit)).is_empty());
    assert!(matches!(harness.app.state.dialog, Some(Dialog::Palette(_))));
}

#[test]
fn the_way_to_all_commands_of_a_profile_and_back_keeps_the_search() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a, b.clone()]);
    open(&mut harness);
    harness.app.drafts.palette = "b".to_owned();
    harness.on_action(Action::Palette(PaletteAction::More(b.id)));
    assert_eq!(harness.app.drafts.palette, "");
    harness.app.drafts.palette = "edit".to_owned();
    harness.on_action(Action::Palette(PaletteAction::Back));
    assert_eq!(harness.app.drafts.palette, "b");
    let Some(Dialog::Palette(palette)) = &harness.app.state.dialog else {
        panic!("it is closed");
    };
    assert_eq!(palette.chosen, Some(Entry::Profile(b.id)));
    assert!(palette.level.is_none());
}
