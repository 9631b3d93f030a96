//! States of the window, as `update` would make them.

pub(crate) mod check;
pub(crate) mod connection;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod pictures;
pub(crate) mod postman;
pub(crate) mod states;
pub(crate) mod tabs;
pub(crate) mod tenants;
pub(crate) mod users;

use std::time::Duration;

use jiff::tz::TimeZone;
use tokendesk::app::State;
use tokendesk::app::clipboard::{ClearAt, CopiedItem};
use tokendesk::app::editor::{Editor, EditorField, EditorMode, EditorSave, EditorTest, Fields};
use tokendesk::app::job::JobId;
use tokendesk::app::profiles::{Listing, ProfileRow, Row};
use tokendesk::app::running::{JobKind, Running};
use tokendesk::app::sandbox::Sandbox;
use tokendesk::app::state::Dialog;
use tokendesk::app::token::{Attempt, LastOutcome};
use tokendesk::model::LocalFormats;
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, CopyFormat, CopyId, Expiry, ExpirySource, Failure, Grant, Now,
    PinAndTag, Profile, ProfileId, ProfileName, SignInFailure, SignInReport, SignInWith, Tag,
    Token,
};

pub(crate) const EU5: &str = "https://console.eu5.cpg.crashplan.com";
pub(crate) const US1: &str = "https://console.us1.crashplan.com";

pub(crate) fn now() -> Now {
    Now {
        wall: "2026-11-24T10:32:40Z".parse().unwrap(),
        boot: Duration::from_secs(100_000),
    }
}

pub(crate) fn secs_ago(secs: u64) -> Now {
    let now = now();
    Now {
        wall: now.wall - Duration::from_secs(secs),
        boot: now.boot.saturating_sub(Duration::from_secs(secs)),
    }
}

pub(crate) fn profile(name: &str, console: &str, client_id: &str) -> Profile {
    Profile {
        id: ProfileId::random(),
        rev: 1,
        name: ProfileName::parse(name).unwrap(),
        console: ConsoleUrl::parse(console).unwrap(),
        account: Account::ApiClient {
            client_id: ClientId::parse(client_id).unwrap(),
        },
        saved_at: "2026-11-12T10:00:00Z".parse().unwrap(),
    }
}

pub(crate) fn production() -> ProfileRow {
    ProfileRow::new(profile("Production EU", EU5, "key-79muGw9i424"))
}

/// A profile with a name and a host as long and as wide as they can be.
pub(crate) fn widest() -> ProfileRow {
    let host = format!("{}.{}.example.com:44285", "w".repeat(63), "m".repeat(63));
    ProfileRow::new(profile(&"W".repeat(64), &host, &"W".repeat(200)))
}

pub(crate) fn grant(left_secs: u64) -> Grant {
    let token = format!("eyJjdHkiO{}fy1qRBf_rhchA", "abcDEF123_-".repeat(70));
    Grant {
        token: Token::parse(&token).unwrap(),
        expiry: Expiry {
            at: now().plus(Duration::from_secs(left_secs)),
            lifetime: Duration::from_mins(15),
            source: ExpirySource::Console,
        },
        received: now(),
        took: Duration::from_millis(212),
        clock_ahead_secs: Some(0),
    }
}

pub(crate) fn live(left_secs: u64) -> ProfileRow {
    let mut row = production();
    row.grant = Some(grant(left_secs));
    row
}

pub(crate) fn refused() -> Failure {
    failed_with(SignInFailure::Refused, Some(401))
}

pub(crate) fn failed_with(failure: SignInFailure, status: Option<u16>) -> Failure {
    Failure::SignIn(SignInReport {
        failure,
        with: SignInWith::ApiClient,
        has_space_at_ends: false,
        host: "console.eu5.cpg.crashplan.com".to_owned(),
        status,
        is_web_page: false,
        clock_ahead_secs: None,
        at: "2026-11-24T10:32:12Z".parse().unwrap(),
        took: Duration::from_millis(187),
    })
}

pub(crate) fn failed(failure: Failure) -> ProfileRow {
    let mut row = production();
    row.last_outcome = Some(LastOutcome::Failed(failure));
    row
}

/// A job that began so many seconds ago and is at this stage. [`empty`] has them all under way.
pub(crate) fn running_job(secs: u64, stage: Stage) -> JobId {
    let at = STAGES.iter().position(|known| *known == stage).unwrap();
    assert!(secs < SECS);
    JobId(u64::try_from(at).unwrap() * SECS + secs + 1)
}

/// The same of a write, which may have been asked to stop.
pub(crate) fn running_write(secs: u64, is_canceled: bool) -> JobId {
    let before = (STAGES.len() + usize::from(is_canceled)) * usize::try_from(SECS).unwrap();
    JobId(u64::try_from(before).unwrap() + secs + 1)
}

const SECS: u64 = 60;
const STAGES: [Stage; 5] = [
    Stage::Keyring,
    Stage::LoginKindLookup,
    Stage::Connecting,
    Stage::Waiting,
    Stage::Reading,
];

/// Every job that [`running_job`] and [`running_write`] name.
fn jobs() -> Running {
    let mut running = Running::default();
    for stage in STAGES {
        for secs in 0..SECS {
            running.begin(JobKind::OpenSandbox, stage, secs_ago(secs));
        }
    }
    for is_canceled in [false, true] {
        for secs in 0..SECS {
            let kind = JobKind::Delete(ProfileId::random());
            let job = running.begin(kind, Stage::Keyring, secs_ago(secs));
            assert_eq!(job, running_write(secs, is_canceled));
            assert!(!is_canceled || running.cancel(job));
        }
    }
    running
}

pub(crate) fn attempt(secs: u64) -> Attempt {
    Attempt {
        job: running_job(secs, Stage::Waiting),
        copy_after: None,
    }
}

pub(crate) fn copied_item() -> CopiedItem {
    CopiedItem {
        copy_id: CopyId(1),
        name: "Production EU".to_owned(),
        profile: None,
        of: None,
        recorded_for: None,
        is_earlier: false,
        noun: "header",
        format: Some(CopyFormat::HeaderLine),
        clear_at: ClearAt::At(now().plus(Duration::from_secs(52))),
        is_clearing: false,
        clears_with_session: false,
    }
}

/// A window that has read an empty keyring.
pub(crate) fn empty() -> State {
    let mut state = State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None);
    state.settings.chosen_format = Some(CopyFormat::HeaderLine);
    state.listing = Listing::Done;
    state.running = jobs();
    state
}

/// The same, where so many profiles were used before.
pub(crate) fn missing(count: usize) -> State {
    let mut state = empty();
    state.settings.last_used = (0..count)
        .map(|_| (ProfileId::random(), now().wall))
        .collect();
    state
}

/// The pretend console at an address of its own.
pub(crate) fn sandbox() -> Sandbox {
    Sandbox::new(ConsoleUrl::parse("http://127.0.0.1:40123").unwrap())
}

/// A window with these profiles, the first one selected.
pub(crate) fn showing(rows: impl IntoIterator<Item = ProfileRow>) -> State {
    let mut state = empty();
    state.rows = rows.into_iter().map(Row::of).collect();
    state.selected = state.rows.first().map(|row| row.key);
    state
}

/// A window with this profile, which has the tag *Production*.
pub(crate) fn showing_production(row: ProfileRow) -> State {
    let id = row.profile.id;
    let mut state = showing([row]);
    mark(&mut state, id, false, Some(Tag::Violet));
    state
}

/// Puts the rows in the order of the list.
pub(crate) fn sort(state: &mut State) {
    let mut rows = std::mem::take(&mut state.rows);
    rows.sort_by_cached_key(|row| state.section_of(row));
    state.rows = rows;
}

pub(crate) fn mark(state: &mut State, id: ProfileId, is_pinned: bool, tag: Option<Tag>) {
    let marks = PinAndTag { is_pinned, tag };
    state.settings.marks.insert(id, marks);
}

pub(crate) fn editor(mode: EditorMode) -> Editor {
    Editor {
        new_id: ProfileId::random(),
        serial: 1,
        mode,
        opened_with: Fields::default(),
        focus: EditorField::Name,
        test: EditorTest::Untested,
        probe: None,
        save: EditorSave::Idle,
        shows_all_errors: false,
    }
}

pub(crate) fn editing(editor: Editor) -> State {
    let mut state = showing([production()]);
    state.dialog = Some(Dialog::Editor(Box::new(editor)));
    state
}
