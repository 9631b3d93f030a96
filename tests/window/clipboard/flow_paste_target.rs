//! "Where will you paste it?", before the first copy.

use tokendesk::app::job::{CopyWhat, Job};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::{Dialog, PasteQuestion};
use tokendesk::app::token::CopySkipped;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{CopyFormat, PasteTarget, PinAndTag, Profile, Tag};

use crate::harness::flow::{FlowHarness, profile, the_sign_in};

/// A window in which nothing was ever copied.
fn first_run(profiles: &[Profile]) -> FlowHarness {
    let mut harness = FlowHarness::with(profiles);
    harness.app.state.settings.chosen_format = None;
    harness
}

/// The same, with a token of the first profile.
fn with_token() -> (FlowHarness, Profile) {
    let a = profile("A");
    let mut harness = first_run(std::slice::from_ref(&a));
    harness.renewed(a.id, 900);
    (harness, a)
}

fn is_asked(harness: &FlowHarness) -> bool {
    matches!(
        harness.app.state.dialog,
        Some(Dialog::PasteQuestion(PasteQuestion { .. }))
    )
}

/// Answers the question; the format that is copied.
fn answer(harness: &mut FlowHarness, target: PasteTarget) -> CopyFormat {
    assert!(
        harness
            .on_action(Action::ChoosePasteTarget(target))
            .is_empty()
    );
    copied_format(&harness.on_action(Action::CopyForTarget))
}

fn copied_format(effects: &[Effect]) -> CopyFormat {
    match effects {
        [
            Effect::Run(
                _,
                Job::Copy {
                    what: CopyWhat::Token { format, .. },
                    ..
                },
            ),
        ] => *format,
        _ => panic!("not one copy: {effects:?}"),
    }
}

#[test]
fn the_first_copy_asks_and_the_answer_is_kept_for_all_that_follow() {
    for (target, format, is_postman) in [
        (
            PasteTarget::PostmanAuthorization,
            CopyFormat::TokenOnly,
            true,
        ),
        (PasteTarget::PostmanHeaders, CopyFormat::HeaderLine, true),
        (PasteTarget::Elsewhere, CopyFormat::HeaderLine, false),
    ] {
        let (mut harness, a) = with_token();
        assert!(harness.on_action(Action::CopyHeader(a.id)).is_empty());
        assert!(is_asked(&harness));
        assert_eq!(answer(&mut harness, target), format);
        assert!(!is_asked(&harness));
        let written = harness.written.last().expect("it is saved");
        assert_eq!(written.chosen_format, Some(format));
        assert_eq!(written.names_postman_fields, is_postman);
        // Never again.
        let effects = harness.on_action(Action::CopyHeader(a.id));
        assert_eq!(copied_format(&effects), format);
    }
}

#[test]
fn canceling_copies_nothing_and_the_next_copy_asks_again() {
    let (mut harness, a) = with_token();
    for _ in 0..2 {
        assert!(harness.on_action(Action::CopyHeader(a.id)).is_empty());
        assert!(is_asked(&harness));
        assert!(harness.on_action(Action::CloseDialog).is_empty());
        assert!(!is_asked(&harness));
    }
    assert_eq!(harness.app.state.settings.chosen_format, None);
    assert!(harness.on_action(Action::CopyForTarget).is_empty());
}

#[test]
fn a_new_token_is_fetched_first_and_copied_after_the_answer() {
    let a = profile("A");
    let mut harness = first_run(std::slice::from_ref(&a));
    let job = harness.get_token(a.id);
    assert!(!is_asked(&harness), "nothing is asked before it is there");
    assert!(harness.granted(job, a.id, 900).is_empty());
    assert!(is_asked(&harness));
    assert_eq!(harness.row(a.id).copy_skipped, None);
    let format = answer(&mut harness, PasteTarget::PostmanAuthorization);
    assert_eq!(format, CopyFormat::TokenOnly);
}

#[test]
fn a_new_token_is_not_asked_about_where_it_is_not_copied() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = first_run(&[a.clone(), b.clone()]);
    let job = harness.get_token(a.id);
    harness.select(b.id);
    harness.granted(job, a.id, 900);
    assert!(!is_asked(&harness));
    assert_eq!(
        harness.row(a.id).copy_skipped,
        Some(CopySkipped::SelectionMoved)
    );

    // Over another dialog nothing is asked either; the card says what to do.
    harness.select(a.id);
    let job = harness.get_token(a.id);
    harness.on_action(Action::OpenSettings);
    assert!(harness.granted(job, a.id, 900).is_empty());
    assert!(matches!(harness.app.state.dialog, Some(Dialog::Settings)));
    assert_eq!(harness.row(a.id).copy_skipped, Some(CopySkipped::NoFormat));
}

#[test]
fn a_format_that_is_named_is_copied_without_a_question_and_a_renewal_copies_nothing() {
    let (mut harness, a) = with_token();
    for format in CopyFormat::ALL {
        let effects = harness.on_action(Action::Copy(a.id, format));
        assert_eq!(copied_format(&effects), format);
    }
    harness.renewed(a.id, 900);
    assert!(!is_asked(&harness));
    harness.on_action(Action::CopyHeader(a.id));
    assert!(is_asked(&harness), "naming one is no answer");
}

#[test]
fn a_tag_that_asks_is_asked_for_first_and_once() {
    let (mut harness, a) = with_token();
    let red = PinAndTag {
        tag: Some(Tag::Violet),
        ..PinAndTag::default()
    };
    let settings = &mut harness.app.state.settings;
    settings.marks.insert(a.id, red);
    settings.tags.set_asks(Tag::Violet, true);
    harness.on_action(Action::CopyHeader(a.id));
    assert!(!is_asked(&harness));
    assert!(harness.on_action(Action::ConfirmCopy).is_empty());
    assert!(is_asked(&harness));
    answer(&mut harness, PasteTarget::Elsewhere);

    // The same where the token is fetched first.
    harness.app.state.settings.chosen_format = None;
    harness.on_action(Action::GetToken(a.id));
    let job = the_sign_in(&harness.on_action(Action::ConfirmCopy)).job;
    assert!(harness.granted(job, a.id, 900).is_empty());
    answer(&mut harness, PasteTarget::Elsewhere);
}

#[test]
fn a_token_that_expires_under_the_question_is_not_copied_and_the_answer_holds() {
    for (secs, notice) in [(55.0, "it wasn’t copied"), (61.0, "nothing was copied")] {
        let a = profile("A");
        let mut harness = first_run(std::slice::from_ref(&a));
        harness.renewed(a.id, 60);
        harness.on_action(Action::CopyHeader(a.id));
        harness.wait(secs);
        assert!(harness.on_action(Action::CopyForTarget).is_empty());
        assert!(harness.notice().contains(notice), "{}", harness.notice());
        let chosen = harness.app.state.settings.chosen_format;
        assert_eq!(chosen, Some(CopyFormat::TokenOnly));
    }
}

#[test]
fn nothing_is_asked_for_a_token_that_is_about_to_expire_or_over_another_dialog() {
    let (mut harness, a) = with_token();
    harness.on_action(Action::OpenSettings);
    assert!(harness.on_action(Action::CopyHeader(a.id)).is_empty());
    assert!(matches!(harness.app.state.dialog, Some(Dialog::Settings)));

    harness.on_action(Action::CloseDialog);
    harness.renewed(a.id, 60);
    harness.wait(55.0);
    assert!(harness.on_action(Action::CopyHeader(a.id)).is_empty());
    assert!(!is_asked(&harness));
    let notice = harness.notice();
    assert!(notice.contains("it wasn’t copied"), "{notice}");
}

#[test]
fn nothing_is_copied_for_a_profile_that_is_no_longer_selected() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = first_run(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    harness.on_action(Action::CopyHeader(a.id));
    harness.app.state.selected = Some(RowKey::Item(b.id));
    assert!(harness.on_action(Action::CopyForTarget).is_empty());
    assert_eq!(
        harness.row(a.id).copy_skipped,
        Some(CopySkipped::SelectionMoved)
    );
}
