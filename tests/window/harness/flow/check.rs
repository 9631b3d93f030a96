//! What the flows of checks have in common: trials, orders and reports.

use std::time::Duration;

use jiff::Timestamp;
use tokendesk::app::job::{
    AttemptOutcome, CheckCredentialOutcome, CheckRotationOutcome, Job, JobId, Outcome, TryStored,
};
use tokendesk::app::rotation::{Rotation, RotationAction, RotationPhase};
use tokendesk::app::token::Check;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::{
    Acceptance, CheckOutcome, Expiry, Failure, Grant, KnownLogin, Now, Profile, RotationOutcome,
    StoredOutcome, Token, Verdict,
};

use crate::harness::flow::{Code, FlowHarness, Sent, asks_kind, refusal, signed_in};

/// When a window of these tests opens.
const START: Timestamp = Timestamp::constant(1_800_000_000, 0);

pub(crate) fn accepted() -> CheckOutcome {
    CheckOutcome::Accepted(Acceptance {
        lifetime: Duration::from_mins(15),
        at: START,
        took: Duration::from_millis(198),
        clock_ahead_secs: None,
    })
}

pub(crate) fn refused() -> CheckOutcome {
    CheckOutcome::of_failure(refusal())
}

pub(crate) fn untested() -> CheckOutcome {
    CheckOutcome::Untested(Failure::Defect)
}

pub(crate) fn tried(outcome: CheckOutcome) -> CheckCredentialOutcome {
    CheckCredentialOutcome::Tried(outcome)
}

/// The one check among these orders, which hold nothing else.
pub(crate) fn the_check(effects: &[Effect]) -> Sent {
    let [Effect::Run(job, Job::FetchToken(sign_in))] = effects else {
        panic!("not one check: {effects:?}")
    };
    Sent::of(*job, sign_in)
}

/// Presses *Check secret*; the job.
pub(crate) fn check(harness: &mut FlowHarness, profile: &Profile) -> JobId {
    the_check(&harness.on_action(Action::Check(profile.id))).job
}

/// The end of a check that read this profile.
pub(crate) fn report(job: JobId, stored: &Profile, outcome: CheckCredentialOutcome) -> Event {
    let read = (Some(stored.clone()), KnownLogin::Unasked);
    signed_in(job, stored, read, signed_in_as(outcome))
}

/// What the sign-in of a check ends with, where this is found.
fn signed_in_as(outcome: CheckCredentialOutcome) -> Outcome {
    let outcome = match outcome {
        CheckCredentialOutcome::Tried(CheckOutcome::Accepted(acceptance)) => {
            AttemptOutcome::Granted(grant_at(acceptance))
        }
        CheckCredentialOutcome::Tried(
            CheckOutcome::Refused(failure) | CheckOutcome::Untested(failure),
        ) => AttemptOutcome::Failed(failure),
        CheckCredentialOutcome::MissingInput(missing) => AttemptOutcome::MissingInput(missing),
        CheckCredentialOutcome::Canceled => AttemptOutcome::Canceled,
    };
    Outcome::FetchToken {
        outcome,
        owner: None,
    }
}

/// A token that was received at that time.
fn grant_at(acceptance: Acceptance) -> Grant {
    let Acceptance {
        lifetime,
        at,
        took,
        clock_ahead_secs,
    } = acceptance;
    let since_start = at.duration_since(START);
    let received = Now {
        wall: at,
        boot: Duration::from_secs(7_000) + since_start.unsigned_abs(),
    };
    Grant {
        token: Token::parse(&format!("eyJ{}", "c".repeat(200))).unwrap(),
        expiry: Expiry::from_reply(received, Some(lifetime.as_secs()), None, lifetime),
        received,
        took,
        clock_ahead_secs,
    }
}

/// Reports the end of a check that read this profile.
pub(crate) fn checked(
    harness: &mut FlowHarness,
    job: JobId,
    stored: &Profile,
    outcome: CheckCredentialOutcome,
) -> Vec<Effect> {
    harness.on_event(report(job, stored, outcome))
}

/// The same where the console was asked what kind of account this is, and said so.
pub(crate) fn asked_kind(
    harness: &mut FlowHarness,
    job: JobId,
    stored: &Profile,
    login: KnownLogin,
    outcome: CheckCredentialOutcome,
) -> Vec<Effect> {
    let read = (Some(stored.clone()), login);
    harness.on_event(signed_in(job, stored, read, signed_in_as(outcome)))
}

/// What a check of a reset was ordered with.
#[derive(Debug)]
pub(crate) struct SentRotationCheck {
    pub(crate) job: JobId,
    pub(crate) new: String,
    pub(crate) code: Code,
    pub(crate) stored: TryStored,
    pub(crate) asks_kind: bool,
}

/// The one check of a reset among these orders, which hold nothing else.
pub(crate) fn the_rotation_check(effects: &[Effect]) -> SentRotationCheck {
    let [
        Effect::Run(
            job,
            Job::CheckRotation {
                shown,
                new,
                code,
                stored,
                known,
            },
        ),
    ] = effects
    else {
        panic!("not one check of a reset: {effects:?}")
    };
    SentRotationCheck {
        job: *job,
        new: new.expose_secret().to_owned(),
        code: Code::of(code),
        stored: *stored,
        asks_kind: asks_kind(shown, *known),
    }
}

/// Types a new secret into the open dialog, in place of what is there.
pub(crate) fn type_new(harness: &mut FlowHarness, secret: &str) -> Vec<Effect> {
    let draft = &mut harness.app.drafts.new_secret;
    draft.wipe();
    draft.text_mut().push_str(secret);
    harness.on_action(Action::Rotation(RotationAction::Changed))
}

/// Opens the dialog, types a new secret, and presses *Check*; what was sent.
pub(crate) fn check_rotation(harness: &mut FlowHarness, profile: &Profile) -> SentRotationCheck {
    assert!(
        harness
            .on_action(Action::OpenRotation(profile.id))
            .is_empty()
    );
    assert!(type_new(harness, "brand-new").is_empty());
    the_rotation_check(&harness.on_action(Action::Rotation(RotationAction::Check)))
}

pub(crate) fn rotation_report(
    job: JobId,
    stored: &Profile,
    outcome: CheckRotationOutcome,
) -> Event {
    let read = (Some(stored.clone()), KnownLogin::Unasked);
    signed_in(job, stored, read, Outcome::CheckRotation(outcome))
}

/// Reports what was found, with the token of the new secret where it was accepted.
pub(crate) fn found(
    harness: &mut FlowHarness,
    job: JobId,
    stored: &Profile,
    outcome: RotationOutcome,
) -> Vec<Effect> {
    let grant = grant_of(harness, &outcome);
    harness.on_event(rotation_report(
        job,
        stored,
        CheckRotationOutcome::Checked { outcome, grant },
    ))
}

fn grant_of(harness: &FlowHarness, outcome: &RotationOutcome) -> Option<Grant> {
    let is_accepted = matches!(
        outcome,
        RotationOutcome::Different {
            new: CheckOutcome::Accepted(_),
            ..
        }
    );
    is_accepted.then(|| harness.grant(900))
}

pub(crate) fn different(new: CheckOutcome, stored: CheckOutcome) -> RotationOutcome {
    RotationOutcome::Different {
        new,
        stored: StoredOutcome::Tried(stored),
    }
}

pub(crate) fn dialog(harness: &FlowHarness) -> &Rotation {
    harness.app.state.rotation().expect("the dialog is open")
}

/// The phase of the open dialog, in one word.
pub(crate) fn phase(harness: &FlowHarness) -> &'static str {
    match dialog(harness).phase {
        RotationPhase::Asking => "asking",
        RotationPhase::CodeRequired => "code required",
        RotationPhase::Checking { .. } => "checking",
        RotationPhase::Found(_) => "found",
        RotationPhase::Failed(_) => "failed",
        RotationPhase::Replacing { .. } => "replacing",
        RotationPhase::Replaced { .. } => "replaced",
    }
}

/// Whether the token of the new secret is kept.
pub(crate) fn keeps_token(harness: &FlowHarness) -> bool {
    dialog(harness)
        .found()
        .is_some_and(|found| found.grant.is_some())
}

/// A window with this profile alone.
pub(crate) fn one(profile: &Profile) -> FlowHarness {
    FlowHarness::with(std::slice::from_ref(profile))
}

/// What the list says of the stored credential.
pub(crate) fn verdict(harness: &FlowHarness, of: &Profile) -> Option<Verdict> {
    let check = harness.row(of.id).check.as_ref();
    check
        .and_then(Check::verified)
        .map(|verified| verified.outcome.verdict())
}

/// What happened to this profile, newest first.
pub(crate) fn deeds(harness: &FlowHarness, of: &Profile) -> Vec<String> {
    let entries = harness.app.state.activity.of(of.id);
    entries.map(|entry| entry.kind.message()).collect()
}
