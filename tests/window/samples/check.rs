//! Checks in every state: of one profile, of a reset, of many profiles; and the sandbox's new secret.

use std::time::Duration;

use tokendesk::app::State;
use tokendesk::app::check_all::{
    CheckAll, CheckAllPhase, CheckScope, LeftOut, Line, LineState, Saving, Sort, Table,
};
use tokendesk::app::job::{JobId, MissingInput, NewSandboxSecret};
use tokendesk::app::profiles::{ListFilter, ProfileRow};
use tokendesk::app::rotation::{Found, Replacing, Rotation, RotationPhase};
use tokendesk::app::state::Dialog;
use tokendesk::app::token::{Check, Purpose, Verified};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    Acceptance, CheckOutcome, Failure, FileFailure, KeyringFailure, PasswordStorage, Profile,
    RotationOutcome, SignInFailure, SignInReport, SkipReason, StoredOutcome, Tag,
};

use crate::samples::users::{US2, dana, prompted};
use crate::samples::{
    EU5, US1, failed, failed_with, live, mark, now, production, profile, refused, running_job,
    running_write, sandbox, secs_ago, showing, widest,
};

pub(crate) fn accepted() -> CheckOutcome {
    accepted_for(Duration::from_mins(15))
}

/// With a token that lasts so long.
fn accepted_for(lifetime: Duration) -> CheckOutcome {
    CheckOutcome::Accepted(Acceptance {
        lifetime,
        at: secs_ago(190).wall,
        took: Duration::from_millis(198),
        clock_ahead_secs: None,
    })
}

pub(crate) fn untested() -> CheckOutcome {
    CheckOutcome::of_failure(failed_with(SignInFailure::ServerError, Some(503)))
}

pub(crate) fn not_accepted() -> CheckOutcome {
    CheckOutcome::of_failure(refused())
}

/// What a check found so many seconds ago.
pub(crate) fn checked(outcome: CheckOutcome, secs: u64) -> Check {
    Check::Done {
        verified: Verified {
            outcome,
            at: secs_ago(secs),
        },
        is_closed: false,
    }
}

pub(crate) fn checking(before: Option<Verified>) -> Check {
    Check::Running {
        job: running_job(6, Stage::Waiting),
        before,
    }
}

pub(crate) fn with_check(mut row: ProfileRow, check: Check) -> ProfileRow {
    row.check = Some(check);
    row
}

/// The pane of a profile with what a check found, by name.
pub(crate) fn messages() -> Vec<(&'static str, State)> {
    let one = |row, check| showing([with_check(row, check)]);
    let mut asked = prompted(MissingInput::PasswordAndCode);
    asked.prompt.as_mut().unwrap().purpose = Purpose::Check;
    let mut closed = checked(accepted(), 190);
    if let Check::Done { is_closed, .. } = &mut closed {
        *is_closed = true;
    }
    let busy = failed_with(
        SignInFailure::TooManyRequests {
            retry_at: Some(now().plus(Duration::from_secs(40))),
        },
        Some(429),
    );
    let mut reset = showing([live(872)]);
    reset.sandbox = Some(sandbox());
    reset.sandbox.as_mut().unwrap().new_secret = Some(new_secret());
    vec![
        ("checking", one(production(), checking(None))),
        ("accepted", one(production(), checked(accepted(), 190))),
        ("accepted, closed", one(production(), closed)),
        ("accepted, live", one(live(872), checked(accepted(), 10))),
        (
            "check refused",
            one(production(), checked(not_accepted(), 10)),
        ),
        (
            "both refused",
            one(failed(refused()), checked(not_accepted(), 10)),
        ),
        ("not tested", one(production(), checked(untested(), 7300))),
        (
            "not tested, wait",
            one(production(), checked(CheckOutcome::of_failure(busy), 3)),
        ),
        (
            "password accepted",
            one(
                dana(PasswordStorage::AskedEachTime),
                checked(accepted(), 190),
            ),
        ),
        ("asked for a check", showing([asked])),
        (
            "widest, refused",
            one(widest(), checked(not_accepted(), 10)),
        ),
        ("a new secret in the sandbox", reset),
    ]
}

pub(crate) fn new_secret() -> NewSandboxSecret {
    NewSandboxSecret {
        client_id: "key-79muGw9i424".to_owned(),
        secret: "pretend-9fQ2-".repeat(5),
    }
}

pub(crate) fn reset_of(profile: Profile, phase: RotationPhase) -> Rotation {
    Rotation {
        profile,
        refused_before: None,
        returns_to_table: false,
        tries_stored: true,
        phase,
        shows_error: false,
    }
}

pub(crate) fn found(outcome: RotationOutcome, replacing: Replacing) -> RotationPhase {
    RotationPhase::Found(Box::new(Found {
        outcome,
        grant: None,
        replacing,
    }))
}

pub(crate) fn different(new: CheckOutcome, stored: StoredOutcome) -> RotationOutcome {
    RotationOutcome::Different { new, stored }
}

/// The reset took effect.
pub(crate) fn took_effect() -> RotationOutcome {
    different(accepted(), StoredOutcome::Tried(not_accepted()))
}

pub(crate) fn trying(new: Option<CheckOutcome>) -> RotationPhase {
    RotationPhase::Checking {
        job: running_job(6, Stage::Waiting),
        new,
    }
}

/// A reset that took effect, and its new secret just saved.
pub(crate) fn replaced() -> RotationPhase {
    RotationPhase::Replaced {
        found: Box::new(Found {
            outcome: took_effect(),
            grant: None,
            replacing: Replacing::Idle,
        }),
        at: now().wall,
    }
}

/// A window with the dialog open over its profile.
pub(crate) fn checking_rotation(row: ProfileRow, change: impl FnOnce(&mut Rotation)) -> State {
    let mut check = reset_of(row.profile.clone(), RotationPhase::Asking);
    change(&mut check);
    let mut state = showing([row]);
    state.dialog = Some(Dialog::Rotation(Box::new(check)));
    state
}

/// The check of a reset in every state, by name.
pub(crate) fn resets() -> Vec<(&'static str, State)> {
    let client = |phase| checking_rotation(live(872), |check| check.phase = phase);
    let user =
        |change: fn(&mut Rotation)| checking_rotation(dana(PasswordStorage::InKeyring), change);
    let failed = RotationPhase::Failed(Failure::Keyring(KeyringFailure::Locked));
    let replacing = RotationPhase::Replacing {
        job: running_write(2, false),
        found: Box::new(Found {
            outcome: took_effect(),
            grant: None,
            replacing: Replacing::Idle,
        }),
    };
    let neither = || different(not_accepted(), StoredOutcome::Tried(not_accepted()));
    let at = secs_ago(28).wall;
    vec![
        ("reset", client(RotationPhase::Asking)),
        ("reset, trying the new", client(trying(None))),
        ("reset, trying the stored", client(trying(Some(accepted())))),
        (
            "reset, took effect",
            client(found(took_effect(), Replacing::Idle)),
        ),
        ("reset, neither", client(found(neither(), Replacing::Idle))),
        (
            "reset, asking again",
            client(found(neither(), Replacing::Confirming)),
        ),
        (
            "reset, not tested",
            client(found(
                different(untested(), StoredOutcome::Skipped(SkipReason::NotReached)),
                Replacing::Idle,
            )),
        ),
        (
            "reset, the same",
            client(found(RotationOutcome::Same(accepted()), Replacing::Idle)),
        ),
        (
            "reset, refused before",
            checking_rotation(live(872), |check| {
                check.refused_before = Some(at);
                let stored = StoredOutcome::RefusedBefore { at };
                check.phase = found(different(accepted(), stored), Replacing::Idle);
            }),
        ),
        (
            "reset, not replaced",
            client(found(
                took_effect(),
                Replacing::Failed(KeyringFailure::Locked),
            )),
        ),
        ("reset, replacing", client(replacing)),
        ("reset, replaced", client(replaced())),
        ("reset, failed", client(failed)),
        (
            "reset, no secret",
            checking_rotation(widest(), |check| check.shows_error = true),
        ),
        ("password reset", user(|check| check.tries_stored = false)),
        (
            "password reset, code",
            user(|check| {
                check.phase = RotationPhase::CodeRequired;
                check.shows_error = true;
            }),
        ),
        (
            "password reset, took effect",
            user(|check| check.phase = found(took_effect(), Replacing::Idle)),
        ),
        (
            "password reset, not accepted",
            user(|check| {
                let stored = StoredOutcome::Skipped(SkipReason::NotAsked);
                check.phase = found(different(not_accepted(), stored), Replacing::Idle);
            }),
        ),
    ]
}

/// The check of many profiles, as the dialog opens.
pub(crate) fn check_all(phase: CheckAllPhase) -> CheckAll {
    CheckAll {
        scope: CheckScope::All,
        search: String::new(),
        filter: ListFilter::All,
        listed: std::collections::BTreeSet::new(),
        ticked: std::collections::BTreeSet::new(),
        with_users: false,
        phase,
    }
}

/// A window with these profiles and the dialog open.
pub(crate) fn checking_all(rows: Vec<ProfileRow>, check: CheckAll) -> State {
    let mut state = showing(rows);
    state.dialog = Some(Dialog::CheckAll(Box::new(check)));
    state
}

/// Two clients, one as wide as can be, and a user account.
pub(crate) fn four() -> Vec<ProfileRow> {
    vec![
        production(),
        ProfileRow::new(profile("Backup reports", US1, "key-42")),
        widest(),
        dana(PasswordStorage::InKeyring),
    ]
}

/// The table of these states.
pub(crate) fn table(rows: &[ProfileRow], states: impl IntoIterator<Item = LineState>) -> Table {
    let lines = rows.iter().zip(states).map(|(row, state)| Line {
        profile: row.profile.clone(),
        state,
    });
    let lines: Vec<_> = lines.collect();
    let is_tried = |line: &&Line| !matches!(line.state, LineState::LeftOut(_));
    let mut table = Table {
        to_check: lines.iter().filter(is_tried).count(),
        lines,
        sort: Sort::default(),
        problems_only: false,
        ended_at: None,
        saving: Saving::Idle,
    };
    if table.is_finished() {
        table.problems_only = table.has_problems();
        table.ended_at = Some(secs_ago(20).wall);
    }
    table
}

pub(crate) fn done(outcome: CheckOutcome) -> LineState {
    LineState::Done {
        outcome,
        at: secs_ago(20),
    }
}

pub(crate) fn ended() -> [LineState; 4] {
    [
        done(accepted()),
        done(not_accepted()),
        done(silent()),
        LineState::LeftOut(LeftOut::UserAccount),
    ]
}

fn silent() -> CheckOutcome {
    let failure = SignInFailure::TimedOut {
        stage: Stage::Waiting,
        limit: Duration::from_secs(30),
    };
    let Failure::SignIn(report) = failed_with(failure, None) else {
        panic!("a sign-in failed")
    };
    CheckOutcome::of_failure(Failure::SignIn(SignInReport {
        took: Duration::from_secs(30),
        ..report
    }))
}

/// Customers of somebody who looks after many, in the order of the list, and what became of each check.
fn tenants() -> (Vec<ProfileRow>, Vec<LineState>) {
    let at = |row: &ProfileRow, outcome: CheckOutcome| {
        let host = row.profile.console.host();
        done(match outcome {
            CheckOutcome::Accepted(_) => outcome,
            CheckOutcome::Refused(Failure::SignIn(report))
            | CheckOutcome::Untested(Failure::SignIn(report)) => {
                CheckOutcome::of_failure(Failure::SignIn(SignInReport { host, ..report }))
            }
            other => other,
        })
    };
    let client = |name, console, id| ProfileRow::new(profile(name, console, id));
    let (mut rows, mut states) = (Vec::new(), Vec::new());
    for (row, outcome) in [
        (client("Acme Logistics", EU5, "key-79muGw9i424"), accepted()),
        (client("Bright Dental", US1, "key-42f0a1"), not_accepted()),
        (client("Northwind", US1, "key-1f20dd"), accepted()),
        (client("Contoso Schools", US1, "key-5c81d7"), accepted()),
        (client("Delta Shipping", US2, "key-90b2e4"), accepted()),
        (client("Globex", EU5, "key-8Qm2xA"), not_accepted()),
        (client("Initech", US2, "key-31cc07"), untested()),
        (client("Umbrella", US2, "key-77ab01"), silent()),
    ] {
        states.push(at(&row, outcome));
        rows.push(row);
    }
    rows.push(dana(PasswordStorage::InKeyring));
    states.push(LineState::LeftOut(LeftOut::NeedsCode));
    (rows, states)
}

fn tenants_with(states: impl FnOnce(Vec<LineState>) -> Vec<LineState>) -> State {
    let (rows, found) = tenants();
    let table = table(&rows, states(found));
    let tags = [(0, Tag::Violet), (1, Tag::Violet), (2, Tag::Teal)];
    let tags = tags.map(|(index, tag): (usize, Tag)| (rows[index].profile.id, tag));
    let phase = if table.is_finished() {
        CheckAllPhase::Done(table)
    } else {
        CheckAllPhase::Running(table)
    };
    let mut state = checking_all(rows, check_all(phase));
    for (id, tag) in tags {
        mark(&mut state, id, false, Some(tag));
    }
    state
}

/// The results of a check of many customers, by name.
pub(crate) fn check_all_results() -> Vec<(&'static str, State)> {
    let all = |mut state: State| {
        if let Some(Dialog::CheckAll(check)) = &mut state.dialog
            && let CheckAllPhase::Done(table) = &mut check.phase
        {
            table.problems_only = false;
        }
        state
    };
    vec![
        (
            "check all, tenants running",
            tenants_with(|mut states| {
                for (index, state) in states.iter_mut().enumerate().skip(3) {
                    *state = match index {
                        3..=6 => LineState::Running {
                            job: running_job(1, Stage::Waiting),
                        },
                        _ => LineState::Waiting,
                    };
                }
                states
            }),
        ),
        ("check all, problems", tenants_with(|states| states)),
        ("check all, everything", all(tenants_with(|states| states))),
        (
            "check all, all work",
            tenants_with(|states| {
                let clients = states[1..].iter().map(|_| done(accepted()));
                let user = done(accepted_for(Duration::from_mins(30)));
                clients.chain([user]).collect()
            }),
        ),
    ]
}

/// The check of many profiles in every state, by name.
pub(crate) fn check_all_states() -> Vec<(&'static str, State)> {
    let choosing = |change: fn(&mut CheckAll)| {
        let mut check = check_all(CheckAllPhase::Choosing);
        change(&mut check);
        checking_all(four(), check)
    };
    let running = [
        done(accepted()),
        LineState::Running {
            job: running_job(1, Stage::Waiting),
        },
        LineState::Waiting,
        LineState::LeftOut(LeftOut::UserAccount),
    ];
    let saved = |saving| {
        let rows = four();
        let mut table = table(&rows, ended());
        table.saving = saving;
        checking_all(rows, check_all(CheckAllPhase::Done(table)))
    };
    let many: Vec<_> = (0..40)
        .map(|n| ProfileRow::new(profile(&format!("Customer {n}"), US1, "key-42")))
        .collect();
    let mut ticking = check_all(CheckAllPhase::Choosing);
    ticking.scope = CheckScope::Ticked;
    vec![
        ("check all", choosing(|_| {})),
        (
            "check all, matching",
            choosing(|check| {
                check.search = "W".repeat(40);
                check.scope = CheckScope::Listed;
            }),
        ),
        (
            "check all, selected",
            choosing(|check| {
                check.scope = CheckScope::Ticked;
                check.with_users = true;
            }),
        ),
        ("check all, forty", checking_all(many, ticking)),
        (
            "check all, running",
            checking_all(
                four(),
                check_all(CheckAllPhase::Running(table(&four(), running))),
            ),
        ),
        ("check all, done", saved(Saving::Idle)),
        (
            "check all, saving",
            saved(Saving::Running { job: JobId(7) }),
        ),
        (
            "check all, saved",
            saved(Saving::Saved {
                path: format!("/home/ada/{}.csv", "W".repeat(200)),
            }),
        ),
        (
            "check all, not saved",
            saved(Saving::Failed(FileFailure::NoRoom {
                path: format!("/home/ada/{}.csv", "W".repeat(200)),
            })),
        ),
    ]
}
