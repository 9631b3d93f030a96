//! A window with the dialog *Check all* open, and helpers to play its jobs.

use std::time::Duration;

use tokendesk::app::check_all::{CheckAllAction, CheckAllPhase, LineState, Summary, Table};
use tokendesk::app::job::{CheckCredentialOutcome, Job, JobId, Outcome, StoredSignIn};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{Acceptance, CheckOutcome, KnownLogin, Profile, ProfileId};

use crate::harness::flow::{FlowHarness, asks_kind, profile, refusal, signed_in};

/// Profiles that are called A, B, C and so on.
pub(crate) fn clients(count: u8) -> Vec<Profile> {
    let names = (b'A'..).take(usize::from(count)).map(char::from);
    names.map(|name| profile(&name.to_string())).collect()
}

/// A window with the dialog open over these profiles.
pub(crate) fn opened(profiles: &[Profile]) -> FlowHarness {
    let mut harness = FlowHarness::with(profiles);
    assert!(harness.on_action(Action::OpenCheckAll).is_empty());
    harness
}

/// A check that was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ordered {
    pub(crate) job: JobId,
    pub(crate) id: ProfileId,
    pub(crate) asks_kind: bool,
}

/// The checks among these orders, which hold nothing else: nothing typed, nothing copied.
pub(crate) fn the_checks(effects: &[Effect]) -> Vec<Ordered> {
    let check = |effect: &Effect| match effect {
        Effect::Run(
            job,
            Job::CheckCredential(StoredSignIn {
                shown,
                typed,
                known,
            }),
        ) => {
            assert!(typed.password.is_none() && typed.code.code().is_none());
            Ordered {
                job: *job,
                id: shown.id,
                asks_kind: asks_kind(shown, *known),
            }
        }
        other => panic!("{other:?}"),
    };
    effects.iter().map(check).collect()
}

pub(crate) fn accepted(
    harness: &FlowHarness,
    lifetime_secs: u64,
    took_millis: u64,
) -> CheckOutcome {
    CheckOutcome::Accepted(Acceptance {
        lifetime: Duration::from_secs(lifetime_secs),
        at: harness.now.wall,
        took: Duration::from_millis(took_millis),
        clock_ahead_secs: None,
    })
}

pub(crate) fn refused() -> CheckOutcome {
    CheckOutcome::of_failure(refusal())
}

impl FlowHarness {
    /// A wish in the dialog.
    pub(crate) fn many(&mut self, action: CheckAllAction) -> Vec<Effect> {
        self.on_action(Action::CheckAll(action))
    }

    /// Presses *Check all*; what begins.
    pub(crate) fn start_check_all(&mut self) -> Vec<Ordered> {
        the_checks(&self.many(CheckAllAction::Start))
    }

    /// Reports the end of a check, of the profile as the list has it; what follows.
    pub(crate) fn ended(
        &mut self,
        ordered: Ordered,
        result: CheckCredentialOutcome,
    ) -> Vec<Effect> {
        let row = self.app.state.profile(ordered.id);
        let stored = row.map(|row| row.profile.clone());
        self.ended_as(ordered, stored, KnownLogin::Unasked, result)
    }

    pub(crate) fn ended_as(
        &mut self,
        ordered: Ordered,
        stored: Option<Profile>,
        login: KnownLogin,
        outcome: CheckCredentialOutcome,
    ) -> Vec<Effect> {
        let of = self.row(ordered.id).profile.clone();
        let outcome = Outcome::CheckCredential(outcome);
        self.on_event(signed_in(ordered.job, &of, (stored, login), outcome))
    }

    pub(crate) fn summary(&self) -> Summary {
        self.table().summary(&self.app.state)
    }

    pub(crate) fn table(&self) -> &Table {
        let check = self.app.state.check_all().expect("the dialog is open");
        check.table().expect("there is a table")
    }

    pub(crate) fn is_whole(&self) -> bool {
        let check = self.app.state.check_all().expect("the dialog is open");
        matches!(check.phase, CheckAllPhase::Done(_))
    }

    /// How far the line of this profile is.
    pub(crate) fn line(&self, id: ProfileId) -> &LineState {
        let mut lines = self.table().lines.iter();
        let line = lines.find(|line| line.profile.id == id);
        &line.expect("the profile has a line").state
    }

    /// The words for it: "left out: already signing in".
    pub(crate) fn told(&self, id: ProfileId) -> String {
        let line = self.line(id);
        format!("{}: {}", line.verdict_word(), line.reason())
    }

    pub(crate) fn running(&self) -> usize {
        let lines = self.table().lines.iter();
        lines
            .filter(|line| matches!(line.state, LineState::Running { .. }))
            .count()
    }
}
