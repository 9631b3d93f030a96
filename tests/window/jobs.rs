//! Whole jobs through the runtime: a real client against the pretend console, a vault and a clipboard in memory.

use std::sync::Arc;

use tokendesk::app::job::{
    AttemptOutcome, CopyWhat, Job, JobId, Outcome, ProfileWrite, Progress, Report, SecretSource,
    StoredSignIn, Typed, TypedCode,
};
use tokendesk::app::{Effect, Event};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::model::{
    ClipboardOwner, ConsoleUrl, CopyFormat, CopyId, CopyOutcome, Failure, KeyringFailure,
    KnownLogin, Listed, ProbeOutcome, ProbeResult, Profile, ProfileId, ProfileName, Secret,
    StoredProfile,
};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault;

use crate::harness::job::{JobHarness, LIMIT, end, runtime, write};

#[test]
fn a_fetch_signs_in_once_and_its_header_goes_onto_the_clipboard() {
    let mut harness = JobHarness::new();
    let AttemptOutcome::Granted(grant) = harness.fetch(harness.works()) else {
        panic!("no token")
    };
    assert_eq!(harness.console.sign_ins(), 1);
    let header = format!("Authorization: Bearer {}", grant.token.expose_secret());
    let what = CopyWhat::Token {
        token: grant.token,
        format: CopyFormat::HeaderLine,
    };
    let copy = Effect::Run(
        JobId(1),
        Job::Copy {
            copy_id: CopyId(1),
            what,
            unless_taken_since: Some(ClipboardOwner::Nobody),
        },
    );
    assert!(matches!(
        harness.run(copy),
        Report {
            outcome: Outcome::Copy(Ok(CopyOutcome::Done)),
            ..
        }
    ));
    assert!(harness.clipboard.content().unwrap().expose_secret() == header);
}

#[test]
fn the_question_whether_it_is_a_console_costs_no_sign_in() {
    let mut harness = JobHarness::new();
    let ask = Effect::Run(
        JobId(1),
        Job::ProbeConsole {
            console: harness.works().console,
        },
    );
    let Report {
        outcome: Outcome::ProbeConsole(result),
        ..
    } = harness.run(ask)
    else {
        panic!("another report")
    };
    assert_eq!(result, ProbeOutcome::Done(ProbeResult::Console));
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_header_does_not_replace_what_another_program_copied_since_the_click() {
    let mut harness = JobHarness::new();
    let AttemptOutcome::Granted(grant) = harness.fetch(harness.works()) else {
        panic!("no token")
    };
    harness
        .clipboard
        .copied_elsewhere("a text of another program");
    let what = CopyWhat::Token {
        token: grant.token,
        format: CopyFormat::HeaderLine,
    };
    let copy = Effect::Run(
        JobId(1),
        Job::Copy {
            copy_id: CopyId(1),
            what,
            unless_taken_since: Some(ClipboardOwner::Nobody),
        },
    );
    assert!(matches!(
        harness.run(copy),
        Report {
            outcome: Outcome::Copy(Ok(CopyOutcome::ChangedElsewhere)),
            ..
        }
    ));
    assert_eq!(
        harness.clipboard.content().unwrap().expose_secret(),
        "a text of another program"
    );
}

#[test]
fn a_profile_that_differs_from_what_was_shown_sends_nothing() {
    let mut harness = JobHarness::new();
    let mut shown = harness.works();
    shown.console = ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap();
    let end = harness.fetch(shown);
    assert!(
        matches!(end, AttemptOutcome::Failed(Failure::ChangedElsewhere)),
        "{end:?}"
    );
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_profile_that_is_gone_sends_nothing() {
    let mut harness = JobHarness::new();
    let shown = Profile {
        id: ProfileId::random(),
        ..harness.works()
    };
    let end = harness.fetch(shown);
    assert!(
        matches!(
            end,
            AttemptOutcome::Failed(Failure::Keyring(KeyringFailure::NotFound))
        ),
        "{end:?}"
    );
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_stored_secret_is_neither_sent_nor_kept_for_another_console() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let other = ConsoleUrl::parse("http://localhost:1").unwrap();
    let test = Effect::Run(
        JobId(3),
        Job::TestCredential {
            console: other.clone(),
            account: works.account.clone(),
            secret: SecretSource::Stored(works.id),
            code: TypedCode::Unsaid,
            known: KnownLogin::Unasked,
        },
    );
    let Report {
        outcome: Outcome::TestCredential(result),
        ..
    } = harness.run(test)
    else {
        panic!("no verdict")
    };
    assert!(
        matches!(result, AttemptOutcome::Failed(Failure::ChangedElsewhere)),
        "{result:?}"
    );

    for base_rev in [Some(works.rev), None] {
        let id = if base_rev.is_some() {
            works.id
        } else {
            ProfileId::random()
        };
        let write = ProfileWrite {
            id,
            base_rev,
            console: other.clone(),
            ..write(&works, SecretSource::Stored(works.id))
        };
        assert_eq!(
            harness.save(write),
            Err(KeyringFailure::SecretOfAnotherConsole)
        );
    }
    assert_eq!(
        harness
            .vault
            .read(works.id, &Cancel::default())
            .unwrap()
            .unwrap()
            .profile,
        works
    );
}

#[test]
fn a_save_counts_the_rev_up_and_a_second_edit_from_the_old_one_is_a_conflict() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let renamed = ProfileWrite {
        name: ProfileName::parse("Renamed").unwrap(),
        ..write(
            &works,
            SecretSource::Typed(Secret::new("new secret").unwrap()),
        )
    };
    let saved = harness.save(renamed.clone()).unwrap();
    assert_eq!((saved.rev, saved.name.as_str()), (works.rev + 1, "Renamed"));
    assert_eq!(
        harness
            .vault
            .read(works.id, &Cancel::default())
            .unwrap()
            .unwrap()
            .secret
            .unwrap()
            .expose_secret(),
        "new secret"
    );
    assert_eq!(
        harness.save(renamed),
        Err(KeyringFailure::Conflict(Box::new(saved)))
    );
}

#[test]
fn a_listing_reports_each_row_before_its_end() {
    let mut harness = JobHarness::new();
    harness
        .runtime
        .run(Effect::Run(JobId(4), Job::ListProfiles));
    // All of it comes between two frames: a wake for each row, and one for the end.
    for _ in 0..=harness.profiles.len() {
        let woken = harness.woken.recv_timeout(LIMIT);
        woken.expect("a listing reports");
    }
    let mut events = harness.runtime.poll();
    let end = events.pop();
    assert!(
        matches!(
            end,
            Some(Event::Ended(Report {
                job: JobId(4),
                outcome: Outcome::ListProfiles(Ok(())),
                ..
            }))
        ),
        "{end:?}"
    );
    let is_row = |event: &Event| matches!(event, Event::Progress(_, Progress::Listed(_)));
    assert!(events.iter().all(is_row), "{events:?}");
    assert_eq!(events.len(), harness.profiles.len());
}

#[test]
fn a_canceled_sign_in_ends_at_once() {
    let mut harness = JobHarness::new();
    harness.runtime.run(Effect::Run(
        JobId(5),
        Job::FetchToken(StoredSignIn {
            shown: harness.sample("Answers after 8 seconds"),
            typed: Typed::default(),
            known: KnownLogin::Unanswered,
        }),
    ));
    harness.runtime.run(Effect::Cancel(JobId(5)));
    let end = end(&mut harness.runtime, &harness.woken);
    assert!(
        matches!(
            end,
            Report {
                outcome: Outcome::FetchToken {
                    outcome: AttemptOutcome::Canceled,
                    ..
                },
                ..
            }
        ),
        "{end:?}"
    );
}

/// A vault with a defect.
struct Defective;

impl Vault for Defective {
    fn list(&self, _cancel: &Cancel, _each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn read(
        &self,
        _id: ProfileId,
        _cancel: &Cancel,
    ) -> Result<Option<StoredProfile>, KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn create(&self, _new: &StoredProfile, _cancel: &Cancel) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn replace(
        &self,
        _base_rev: u64,
        _new: &StoredProfile,
        _cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn delete(&self, _id: ProfileId, _cancel: &Cancel) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }
}

#[test]
fn a_defect_in_a_job_becomes_its_report_and_the_next_write_still_runs() {
    let works = JobHarness::new().works();
    let (mut runtime, woken) = runtime(
        Arc::new(Defective),
        Arc::new(MemoryClipboard::default()),
        None,
    );
    runtime.run(Effect::Run(
        JobId(1),
        Job::FetchToken(StoredSignIn {
            shown: works.clone(),
            typed: Typed::default(),
            known: KnownLogin::Unanswered,
        }),
    ));
    let fetched = end(&mut runtime, &woken);
    assert!(
        matches!(
            fetched,
            Report {
                outcome: Outcome::FetchToken {
                    outcome: AttemptOutcome::Failed(Failure::Defect),
                    ..
                },
                ..
            }
        ),
        "{fetched:?}"
    );
    for job in [JobId(2), JobId(3)] {
        runtime.run(Effect::Run(
            job,
            Job::DeleteProfile {
                id: works.id,
                rev: None,
            },
        ));
        let deleted = end(&mut runtime, &woken);
        assert!(
            matches!(
                deleted,
                Report {
                    outcome: Outcome::DeleteProfile(Err(KeyringFailure::Defect)),
                    ..
                }
            ),
            "{deleted:?}"
        );
    }
}

#[test]
fn an_item_of_another_rev_than_the_one_shown_is_not_deleted() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    for (rev, is_left) in [(works.rev + 1, true), (works.rev, false)] {
        let deleted = harness.run(Effect::Run(
            JobId(1),
            Job::DeleteProfile {
                id: works.id,
                rev: Some(rev),
            },
        ));
        let Report {
            outcome: Outcome::DeleteProfile(result),
            ..
        } = deleted
        else {
            panic!("{deleted:?}")
        };
        let is_refused =
            matches!(&result, Err(KeyringFailure::Conflict(theirs)) if **theirs == works);
        assert_eq!((is_refused, result.is_ok()), (is_left, !is_left));
        let left = harness.vault.read(works.id, &Cancel::default()).unwrap();
        assert_eq!(left.is_some(), is_left);
    }
}
