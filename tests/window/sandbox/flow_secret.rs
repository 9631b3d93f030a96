//! In the sandbox, the pretend API client gets another secret at a click, which is shown until its line is closed.

use tokendesk::app::job::{Job, JobId, NewSandboxSecret, Outcome};
use tokendesk::app::sandbox::Sandbox;
use tokendesk::app::{Action, Effect};

use crate::harness::flow::{FlowHarness, job_ended, profile};

fn sandboxed() -> FlowHarness {
    let works = profile("Works");
    let mut harness = FlowHarness::of(&works);
    harness.app.state.sandbox = Some(Sandbox::new(works.console));
    harness
}

/// Presses the button; the job.
fn reset(harness: &mut FlowHarness) -> JobId {
    let effects = harness.on_action(Action::ResetSandboxSecret);
    let [Effect::Run(job, Job::ResetSandboxSecret)] = effects[..] else {
        panic!("{effects:?}")
    };
    job
}

fn was_reset(harness: &mut FlowHarness, job: JobId, secret: &str) {
    let secret = Some(NewSandboxSecret {
        client_id: "key-42".to_owned(),
        secret: secret.to_owned(),
    });
    let event = job_ended(job, Outcome::ResetSandboxSecret(secret));
    assert!(harness.on_event(event).is_empty());
}

fn shown(harness: &FlowHarness) -> Option<&str> {
    let sandbox = harness.app.state.sandbox.as_ref()?;
    let secret = sandbox.new_secret.as_ref()?;
    Some(&secret.secret)
}

#[test]
fn outside_the_sandbox_nothing_is_reset() {
    let mut harness = FlowHarness::with(&[]);
    assert!(harness.on_action(Action::ResetSandboxSecret).is_empty());
}

#[test]
fn the_newest_secret_is_shown_until_its_line_is_closed() {
    let mut harness = sandboxed();
    let job = reset(&mut harness);
    assert!(harness.on_action(Action::ResetSandboxSecret).is_empty());
    was_reset(&mut harness, job, "first");
    assert_eq!(shown(&harness), Some("first"));
    let job = reset(&mut harness);
    was_reset(&mut harness, job, "second");
    assert_eq!(shown(&harness), Some("second"));
    harness.on_action(Action::CloseSandboxSecret);
    assert_eq!(shown(&harness), None);
}
