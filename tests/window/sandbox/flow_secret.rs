//! In the sandbox the pretend API client gets another secret at a click, which is shown until its line is closed.

use tokendesk::app::job::{Job, JobId, NewSandboxSecret, Outcome};
use tokendesk::app::sandbox::Sandbox;
use tokendesk::app::{Action, Effect};

use crate::harness::flow::{Desk, job_ended, profile};

fn sandboxed() -> Desk {
    let works = profile("Works");
    let mut desk = Desk::of(&works);
    desk.app.state.sandbox = Some(Sandbox::new(works.console));
    desk
}

/// Presses the button; the job.
fn reset(desk: &mut Desk) -> JobId {
    let effects = desk.on_action(Action::ResetSandboxSecret);
    let [Effect::Run(job, Job::ResetSandboxSecret)] = effects[..] else {
        panic!("{effects:?}")
    };
    job
}

fn was_reset(desk: &mut Desk, job: JobId, secret: &str) {
    let secret = Some(NewSandboxSecret {
        client_id: "key-42".to_owned(),
        secret: secret.to_owned(),
    });
    let event = job_ended(job, Outcome::ResetSandboxSecret(secret));
    assert!(desk.on_event(event).is_empty());
}

fn shown(desk: &Desk) -> Option<&str> {
    let sandbox = desk.app.state.sandbox.as_ref()?;
    let secret = sandbox.new_secret.as_ref()?;
    Some(&secret.secret)
}

#[test]
fn outside_the_sandbox_nothing_is_reset() {
    let mut desk = Desk::with(&[]);
    assert!(desk.on_action(Action::ResetSandboxSecret).is_empty());
}

#[test]
fn the_newest_secret_is_shown_until_its_line_is_closed() {
    let mut desk = sandboxed();
    let job = reset(&mut desk);
    assert!(desk.on_action(Action::ResetSandboxSecret).is_empty());
    was_reset(&mut desk, job, "first");
    assert_eq!(shown(&desk), Some("first"));
    let job = reset(&mut desk);
    was_reset(&mut desk, job, "second");
    assert_eq!(shown(&desk), Some("second"));
    desk.on_action(Action::CloseSandboxSecret);
    assert_eq!(shown(&desk), None);
}
