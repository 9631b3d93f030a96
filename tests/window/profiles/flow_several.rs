//! Several selected profiles, and what is done with all of them.

use tokendesk::app::check_all::CheckScope;
use tokendesk::app::command::Command;
use tokendesk::app::primary::Primary;
use tokendesk::app::profiles::{ListAction, RowKey};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{Profile, Tag};

use crate::harness::flow::{FlowHarness, profile};

fn window() -> (FlowHarness, [Profile; 4]) {
    let profiles = ["A", "B", "C", "D"].map(profile);
    let mut harness = FlowHarness::with(&profiles);
    harness.select(profiles[0].id);
    (harness, profiles)
}

fn key(profile: &Profile) -> RowKey {
    RowKey::Item(profile.id)
}

fn several(harness: &FlowHarness) -> Vec<&str> {
    let selected = harness.app.state.several_selected();
    let names = selected.iter().map(|row| row.profile.name.as_str());
    names.collect()
}

fn names(harness: &FlowHarness) -> Vec<&str> {
    let profiles = harness.app.state.profiles();
    profiles.map(|row| row.profile.name.as_str()).collect()
}

#[test]
fn toggling_adds_and_takes_out_until_one_is_left() {
    let (mut harness, [a, b, c, _]) = window();
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&c))));
    assert_eq!(several(&harness), ["A", "C"]);
    assert_eq!(harness.app.state.selected, Some(key(&c)));
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&b))));
    assert_eq!(several(&harness), ["A", "B", "C"]);
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&b))));
    assert_eq!(several(&harness), ["A", "C"]);
    assert_eq!(
        harness.app.state.selected,
        Some(key(&a)),
        "the first of the others"
    );
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&a))));
    assert_eq!(several(&harness), [""; 0]);
    assert_eq!(harness.app.state.selected, Some(key(&c)));
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&c))));
    assert_eq!(
        harness.app.state.selected,
        Some(key(&c)),
        "the last one stays"
    );
}

#[test]
fn a_range_begins_at_the_last_row_selected_without_shift_and_skips_what_the_search_hides() {
    let (mut harness, [a, b, c, d]) = window();
    harness.select(b.id);
    harness.on_action(Action::List(ListAction::SelectRange(key(&d))));
    assert_eq!(several(&harness), ["B", "C", "D"]);
    harness.on_action(Action::List(ListAction::SelectRange(key(&a))));
    assert_eq!(several(&harness), ["A", "B"]);
    harness.select(a.id);
    assert_eq!(several(&harness), [""; 0]);
    harness.app.drafts.search = "key-".to_owned();
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&c))));
    harness.on_action(Action::List(ListAction::SelectRange(key(&d))));
    assert_eq!(several(&harness), ["C", "D"]);
}

#[test]
fn all_in_the_list_are_those_that_the_search_shows() {
    let (mut harness, [a, ..]) = window();
    let all = Action::List(ListAction::SelectListed);
    harness.on_action(all);
    assert_eq!(several(&harness), ["A", "B", "C", "D"]);
    assert_eq!(harness.app.state.selected, Some(key(&a)));
    // The selected one is hidden.
    harness.app.drafts.search = "B".to_owned();
    harness.on_action(all);
    assert_eq!(several(&harness), [""; 0]);
    let selected = harness.app.state.selected_profile().unwrap();
    assert_eq!(selected.profile.name.as_str(), "B");
    harness.app.drafts.search = "no such name".to_owned();
    harness.on_action(all);
    let selected = harness.app.state.selected_profile().unwrap();
    assert_eq!(selected.profile.name.as_str(), "B");
}

#[test]
fn no_command_of_a_single_profile_applies_while_several_are_selected() {
    let (mut harness, [a, b, ..]) = window();
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&b))));
    assert_eq!(harness.app.state.primary(harness.now), Primary::None);
    harness.on_action(Action::List(ListAction::SelectOne));
    let primary = harness.app.state.primary(harness.now);
    assert_eq!(primary, Primary::GetToken(b.id));
    harness.select(a.id);
    harness.on_action(Action::List(ListAction::AskDeleteSelected));
    assert!(harness.app.state.dialog.is_none());
}

#[test]
fn a_tag_for_several_is_given_to_each() {
    let (mut harness, [_, b, ..]) = window();
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&b))));
    harness.on_action(Action::List(ListAction::SetTagOfSelected(Some(Tag::Plum))));
    let tags: Vec<_> = harness
        .app
        .state
        .profiles()
        .map(|row| harness.app.state.settings.marks_of(row.profile.id).tag)
        .collect();
    assert_eq!(tags, [Some(Tag::Plum), Some(Tag::Plum), None, None]);
    assert_eq!(several(&harness), ["A", "B"]);
}

#[test]
fn a_tag_for_several_is_told_and_can_be_undone() {
    let (mut harness, [a, b, ..]) = window();
    let set = |tag| Action::List(ListAction::SetTagOfSelected(tag));
    let tag_of = |harness: &FlowHarness, id| harness.app.state.settings.marks_of(id).tag;
    harness.on_action(Action::SetTag(a.id, Some(Tag::Teal)));
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&b))));
    harness.on_action(set(Some(Tag::Plum)));
    let name = harness.app.state.settings.tags.name(Tag::Plum).to_owned();
    assert_eq!(harness.notice(), format!("Tagged 2 profiles “{name}”."));
    let undo = Command::Undo.action(&harness.app.state, harness.now);
    assert_eq!(undo, Some(Action::List(ListAction::UndoTags)));
    harness.on_action(Action::List(ListAction::UndoTags));
    let tags = [a.id, b.id].map(|id| tag_of(&harness, id));
    assert_eq!(tags, [Some(Tag::Teal), None]);
    assert!(harness.app.state.notice.is_none());
    // Once.
    harness.on_action(set(None));
    assert_eq!(harness.notice(), "Removed the tag of 1 profile.");
    harness.on_action(Action::DismissNotice);
    harness.on_action(Action::List(ListAction::UndoTags));
    assert_eq!(tag_of(&harness, a.id), None);
}

#[test]
fn check_all_opens_with_the_selected_ones_ticked() {
    let (mut harness, [a, _, c, _]) = window();
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&c))));
    harness.on_action(Action::List(ListAction::CheckSelected));
    let check = harness.app.state.check_all().unwrap();
    assert_eq!(check.scope, CheckScope::Ticked);
    assert_eq!(check.ticked, [a.id, c.id].into());
}

#[test]
fn several_are_deleted_after_one_question_and_come_back_by_one_undo() {
    let (mut harness, [a, b, c, _]) = window();
    harness.on_action(Action::List(ListAction::SelectRange(key(&c))));
    harness.on_action(Action::List(ListAction::AskDeleteSelected));
    let Some(Dialog::Delete(question)) = &harness.app.state.dialog else {
        panic!("nothing is asked")
    };
    assert_eq!(question.subject, "3 profiles");
    assert!(harness.on_action(Action::ConfirmDelete).is_empty());
    assert_eq!(names(&harness), ["D"]);
    assert_eq!(harness.app.state.undoable().count(), 3);
    harness.on_action(Action::Undo);
    assert_eq!(names(&harness), ["A", "B", "C", "D"]);
    assert_eq!(harness.app.state.selected, Some(key(&a)));

    // A deletion of its own has an undo of its own.
    harness.on_action(Action::List(ListAction::SelectRange(key(&b))));
    harness.on_action(Action::List(ListAction::AskDeleteSelected));
    harness.on_action(Action::ConfirmDelete);
    harness.wait(2.0);
    harness.on_action(Action::AskDelete(c.id));
    harness.on_action(Action::ConfirmDelete);
    harness.on_action(Action::Undo);
    assert_eq!(names(&harness), ["C", "D"]);
    let effects = harness.wait(9.0);
    let deletes = |effect: &Effect| matches!(effect, Effect::Run(..));
    assert_eq!(effects.iter().filter(|effect| deletes(effect)).count(), 2);
}

#[test]
fn of_several_those_that_changed_elsewhere_stay_and_a_notice_counts_them() {
    let (mut harness, [a, b, ..]) = window();
    harness.on_action(Action::List(ListAction::ToggleSelected(key(&b))));
    harness.on_action(Action::List(ListAction::AskDeleteSelected));
    let Some(Dialog::Delete(question)) = &mut harness.app.state.dialog else {
        panic!("nothing is asked")
    };
    question.items[0].1 = Some(a.rev + 1);
    harness.on_action(Action::ConfirmDelete);
    assert_eq!(names(&harness), ["A", "C", "D"]);
    let notice = harness.app.state.notice.as_ref().unwrap();
    assert_eq!(
        notice.text,
        "1 of 2 profiles was gone or changed elsewhere, so it wasn’t deleted."
    );
}
