//! *Jump to*: what taking a profile or a command does, and that it is one sign-in at most.

use tokendesk::app::command::Command;
use tokendesk::app::job::{AttemptEnd, MissingInput};
use tokendesk::app::palette::{Entry, PaletteAction, ProfileCommand};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::Dialog;
use tokendesk::app::tab::Tab;
use tokendesk::app::token::Card;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    CopyOutcome, KnownLogin, PasswordStorage, Profile, SignInFailure, SignInWith,
};

use crate::harness::flow::{Desk, profile, the_copy, the_sign_in, user, user_refusal};

fn take(desk: &mut Desk, entry: Entry) -> Vec<Effect> {
    desk.on_action(Action::Palette(PaletteAction::Take(entry)))
}

fn open(desk: &mut Desk) {
    desk.on_action(Action::OpenPalette);
    assert!(matches!(desk.app.state.dialog, Some(Dialog::Palette(_))));
}

fn taking(desk: &Desk, profile: &Profile) -> ProfileCommand {
    ProfileCommand::of(desk.row(profile.id), desk.now)
}

#[test]
fn a_profile_that_is_taken_is_selected_signed_in_once_and_its_header_is_copied() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    open(&mut desk);
    desk.app.drafts.palette = "b".to_owned();
    let entry = Entry::Profile(b.id);
    let job = the_sign_in(&take(&mut desk, entry)).job;
    assert!(desk.app.state.dialog.is_none());
    assert_eq!(desk.app.drafts.palette, "");
    assert_eq!(desk.app.state.selected, Some(RowKey::Item(b.id)));
    // Once more, as a second press of Enter would: the dialog is gone.
    assert!(take(&mut desk, entry).is_empty());
    let copy_id = the_copy(&desk.granted(job, b.id, 900));
    let result = Ok(CopyOutcome::Done);
    desk.copy_ended(copy_id, result);
    assert_eq!(desk.app.state.held.as_ref().unwrap().name, "B");
}

#[test]
fn a_live_token_is_copied_and_nothing_is_sent() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(b.id, 900);
    assert_eq!(taking(&desk, &b), ProfileCommand::Copy);
    open(&mut desk);
    the_copy(&take(&mut desk, Entry::Profile(b.id)));
    // Within ten seconds of its end it is of no use: a new one is fetched.
    desk.wait(895.0);
    assert_eq!(taking(&desk, &b), ProfileCommand::GetToken);
}

#[test]
fn while_a_sign_in_runs_it_is_only_shown() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.get_token(b.id);
    desk.select(a.id);
    open(&mut desk);
    assert_eq!(taking(&desk, &b), ProfileCommand::Show);
    assert!(take(&mut desk, Entry::Profile(b.id)).is_empty());
    assert_eq!(desk.app.state.selected, Some(RowKey::Item(b.id)));
}

#[test]
fn what_is_to_be_typed_is_asked_for_and_what_was_typed_is_not_sent() {
    let (a, b) = (profile("A"), user("B", PasswordStorage::AskedEachTime));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.wants(b.id, KnownLogin::Unanswered, MissingInput::Password);
    desk.type_on_card(b.id, "pa55", "");
    let before = desk.row(b.id).prompt.unwrap().serial;
    desk.select(a.id);
    open(&mut desk);
    assert_eq!(
        taking(&desk, &b),
        ProfileCommand::Type(MissingInput::Password)
    );
    assert!(take(&mut desk, Entry::Profile(b.id)).is_empty());
    let prompt = desk.row(b.id).prompt.unwrap();
    assert_ne!(prompt.serial, before, "the form takes the keyboard anew");
    assert!(desk.app.drafts.sign_ins[&b.id].password.contains("pa55"));
}

#[test]
fn after_a_refusal_that_wants_a_code_the_code_is_asked_for() {
    let b = user("B", PasswordStorage::InKeyring);
    let mut desk = Desk::of(&b);
    let job = the_sign_in(&desk.on_action(Action::GetToken(b.id))).job;
    let failure = user_refusal(SignInFailure::CodeMissing, SignInWith::Password);
    desk.fetched(job, b.id, None, AttemptEnd::Failed(failure));
    open(&mut desk);
    assert!(take(&mut desk, Entry::Profile(b.id)).is_empty());
    assert!(desk.wanted(b.id).is_some_and(MissingInput::code));
}

#[test]
fn a_refused_profile_that_is_taken_again_asks_for_the_new_secret_and_sends_nothing() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    open(&mut desk);
    let job = the_sign_in(&take(&mut desk, Entry::Profile(a.id))).job;
    assert!(desk.refused(job, a.id).is_empty());
    assert!(matches!(desk.row(a.id).card(desk.now), Card::Failed(_)));
    open(&mut desk);
    assert_eq!(taking(&desk, &a), ProfileCommand::EnterNewSecret);
    assert!(take(&mut desk, Entry::Profile(a.id)).is_empty());
    assert!(matches!(desk.app.state.dialog, Some(Dialog::Rotation(_))));
}

#[test]
fn a_search_that_hides_the_profile_is_cleared_and_another_stays() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.app.drafts.search = "a".to_owned();
    open(&mut desk);
    take(&mut desk, Entry::Profile(b.id));
    assert_eq!(desk.app.drafts.search, "a", "the host has that letter");
    desk.app.drafts.search = "zz".to_owned();
    open(&mut desk);
    take(&mut desk, Entry::Profile(a.id));
    assert_eq!(desk.app.drafts.search, "");
}

#[test]
fn a_profile_that_is_gone_by_then_leaves_the_dialog_as_it_is() {
    let mut desk = Desk::with(&[profile("A")]);
    open(&mut desk);
    assert!(take(&mut desk, Entry::Profile(profile("B").id)).is_empty());
    assert!(desk.app.state.dialog.is_some());
}

#[test]
fn a_command_does_what_its_button_does_and_only_where_that_is_possible() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    let can = |desk: &Desk, command: Command| command.action(&desk.app.state, desk.now);
    let renew = Command::Renew;
    assert_eq!(can(&desk, renew), None);
    assert_eq!(can(&desk, Command::ClearClipboard), None);
    assert_eq!(can(&desk, Command::UndoDelete), None);
    desk.renewed(a.id, 900);
    assert_eq!(can(&desk, renew), Some(Action::Renew(a.id)));
    open(&mut desk);
    the_sign_in(&take(&mut desk, Entry::Command(renew)));
    // It was taken once more from an old picture of the window: it is not possible now.
    open(&mut desk);
    assert!(take(&mut desk, Entry::Command(renew)).is_empty());
    open(&mut desk);
    take(&mut desk, Entry::Command(Command::ShowTab(Tab::Claims)));
    assert_eq!(desk.app.state.tab, Tab::Claims);
    open(&mut desk);
    take(&mut desk, Entry::Command(Command::NewProfile));
    assert!(matches!(desk.app.state.dialog, Some(Dialog::Editor(_))));
}

#[test]
fn a_choice_stays_though_others_come_before_it_and_typing_begins_anew() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    open(&mut desk);
    let chosen = |desk: &Desk| match &desk.app.state.dialog {
        Some(Dialog::Palette(palette)) => (palette.chosen, palette.is_moved),
        other => panic!("{other:?}"),
    };
    let entry = Entry::Profile(b.id);
    desk.on_action(Action::Palette(PaletteAction::Settle(entry)));
    assert_eq!(chosen(&desk), (Some(entry), false));
    desk.on_action(Action::Palette(PaletteAction::Point(entry)));
    assert_eq!(chosen(&desk), (Some(entry), true));
    desk.on_action(Action::Palette(PaletteAction::Typed));
    assert_eq!(chosen(&desk), (None, false));
}
