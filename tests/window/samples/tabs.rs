//! What the tabs show, as `update` would make it.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokendesk::app::State;
use tokendesk::app::activity::ActivityScope;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::request::{Request, RequestPhase, RequestWay, ShownAs};
use tokendesk::app::tab::Tab;
use tokendesk::app::token::LastOutcome;
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    AccountKind, ActivityKind, Failure, PasswordStorage, ResponseText, SignInFailure, SignInReport,
    SignInWith, Token, Verdict,
};

use crate::samples::users::dana;
use crate::samples::{
    US1, failed_with, grant, live, production, profile, refused, running_job, secs_ago, showing,
    widest,
};

const CLAIMS: &str = r#"{"iss":"https://console.eu5.cpg.crashplan.com","sub":"key-79muGw9i424","aud":["https://console.eu5.cpg.crashplan.com"],
"iat":1795516332,"nbf":1795516332,"exp":1795517232,"jti":"6f1d2c3b-5a49-4e0c-9d5b-0c1f2e3d4a5b","principalType":"API_CLIENT",
"tenantUid":"37cf9d76-ddd2-4303-b9c4-ecdde4993502","permissions":["customer.read","users.read","users.block","users.unblock","orgs.read",
"devices.read","devices.settings.read","archives.read","roles.read","legal-hold.read","audit-log.read","storage.read"]}"#;

/// A token with these claims in it.
pub(crate) fn token_of(header: &str, claims: &str) -> Token {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    Token::parse(&format!("{}.{}.c2ln", part(header), part(claims))).unwrap()
}

/// A profile whose live token this is.
pub(crate) fn with_token(token: Token) -> ProfileRow {
    let mut row = live(872);
    row.grant.as_mut().unwrap().token = token;
    row
}

pub(crate) fn claiming(claims: &str) -> ProfileRow {
    with_token(token_of(r#"{"alg":"RS256"}"#, claims))
}

/// A window with this tab in front.
pub(crate) fn on(tab: Tab, rows: impl IntoIterator<Item = ProfileRow>) -> State {
    let mut state = showing(rows);
    state.tab = tab;
    state
}

/// Something that happened to the `at`-th profile so many seconds ago.
pub(crate) fn note(state: &mut State, at: usize, secs: u64, kind: ActivityKind, took: Option<u64>) {
    let row = state.rows[at].profile().unwrap();
    let (id, name) = (row.profile.id, row.profile.name.to_string());
    let took = took.map(Duration::from_millis);
    state
        .activity
        .record((id, &name), secs_ago(secs).wall, kind, took);
}

/// What the mockups show.
pub(crate) fn with_activity() -> State {
    let mut backup = ProfileRow::new(profile("Backup reports", US1, "key-42f0a1"));
    backup.last_outcome = Some(LastOutcome::Failed(refused()));
    let mut state = on(Tab::Activity, [live(872), backup]);
    let lifetime = Duration::from_mins(15);
    let checked = ActivityKind::Checked {
        verdict: Verdict::Accepted,
        kind: AccountKind::ApiClient,
    };
    let failed = ActivityKind::Failed {
        short: "rejected",
        status: Some(401),
    };
    note(&mut state, 0, 42, checked, Some(198));
    note(&mut state, 1, 35, failed, Some(187));
    note(
        &mut state,
        0,
        28,
        ActivityKind::Fetched { lifetime },
        Some(212),
    );
    note(
        &mut state,
        0,
        28,
        ActivityKind::Copied { noun: "header" },
        None,
    );
    state
}

/// Forty profiles, each with as much as is kept.
pub(crate) fn with_much_activity(profiles: usize) -> State {
    let rows = (0..profiles).map(|_| production());
    let mut state = on(Tab::Activity, rows);
    for n in 0..500 {
        for at in 0..profiles {
            note(&mut state, at, 600 - n, ActivityKind::Cleared, Some(n));
        }
    }
    state
}

pub(crate) const PLAIN: &str = r#"{"data":{"users":[{"userUid":"1001","username":"ada@example.com","active":true},{"userUid":"1002","username":"grace@example.com","active":false}]},"error":null}"#;

pub(crate) fn response(status: u16, raw: &str) -> ResponseText {
    let value: Option<serde_json::Value> = serde_json::from_str(raw).ok();
    let pretty = value.map(|value| serde_json::to_string_pretty(&value).unwrap().into());
    ResponseText {
        status,
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("X-Request-Id".to_owned(), "a1b2\u{202e}c3".to_owned()),
        ],
        raw: raw.to_owned().into(),
        pretty,
        body_bytes: raw.len(),
        cut_at_bytes: None,
        is_compressed: false,
        took: Duration::from_millis(212),
    }
}

/// A profile after this answer, with its live token.
pub(crate) fn answered(response: ResponseText) -> ProfileRow {
    let mut row = live(872);
    row.request.phase = RequestPhase::Response(Arc::new(response));
    row
}

pub(crate) fn sending(stage: Stage, secs: u64) -> RequestPhase {
    RequestPhase::Sending {
        job: running_job(secs, stage),
    }
}

/// A user account that sends its password along.
pub(crate) fn basic(kept: PasswordStorage) -> ProfileRow {
    let mut row = dana(kept);
    row.request.way = RequestWay::Basic;
    row
}

/// Every state of the tabs, by name.
pub(crate) fn every_state() -> Vec<(&'static str, State)> {
    let mut all = with_activity();
    all.activity_scope = ActivityScope::All;
    let mut many = with_much_activity(3);
    many.activity_scope = ActivityScope::All;
    let mut states = vec![
        ("activity", with_activity()),
        ("activity, nothing", on(Tab::Activity, [live(872)])),
        ("activity of all", all),
        ("activity, much", with_much_activity(1)),
        ("activity of all, much", many),
    ];
    states.extend(claims());
    states.extend(requests());
    states.extend(answers());
    states
}

fn claims() -> Vec<(&'static str, State)> {
    let show = |row| on(Tab::Claims, [row]);
    let long = format!(
        r#"{{"{}":"{}","iss":"\u202e\u0007"}}"#,
        "n".repeat(300),
        "v w".repeat(300)
    );
    vec![
        ("claims", show(claiming(CLAIMS))),
        ("claims, long", show(claiming(&long))),
        ("claims, none", show(claiming("{}"))),
        ("claims, no token", show(production())),
        (
            "claims, nested",
            show(with_token(token_of(r#"{"cty":"JWT"}"#, "x"))),
        ),
        ("claims, opaque", show(live(872))),
    ]
}

fn requests() -> Vec<(&'static str, State)> {
    let with = |mut row: ProfileRow, change: fn(&mut Request)| {
        change(&mut row.request);
        on(Tab::Request, [row])
    };
    let mut wide = widest();
    wide.grant = Some(grant(872));
    vec![
        ("request", with(live(872), |_| {})),
        ("request, no token", with(production(), |_| {})),
        ("request, widest", with(wide, |_| {})),
        (
            "request, sending",
            with(live(872), |request| {
                request.phase = sending(Stage::Waiting, 6);
            }),
        ),
        (
            "request, failed",
            with(live(872), |request| {
                request.phase = RequestPhase::Failed(unanswered());
            }),
        ),
        (
            "request, user",
            with(dana(PasswordStorage::InKeyring), |_| {}),
        ),
        (
            "request, basic",
            with(basic(PasswordStorage::AskedEachTime), |request| {
                request.shows_errors = true;
            }),
        ),
    ]
}

/// The console did not respond to the request.
fn unanswered() -> Failure {
    let limit = Duration::from_secs(30);
    let stage = Stage::Waiting;
    let Failure::SignIn(report) = failed_with(SignInFailure::TimedOut { stage, limit }, None)
    else {
        panic!("a report of a request")
    };
    Failure::SignIn(SignInReport {
        with: SignInWith::Token,
        took: limit,
        ..report
    })
}

fn answers() -> Vec<(&'static str, State)> {
    let with = |response: ResponseText, change: fn(&mut Request)| {
        let mut row = answered(response);
        change(&mut row.request);
        on(Tab::Request, [row])
    };
    let mut cut = response(200, &"0123456789".repeat(2_000));
    cut.cut_at_bytes = Some(262_144);
    let mut compressed = response(200, "");
    compressed.is_compressed = true;
    vec![
        ("answer", with(response(200, PLAIN), |_| {})),
        (
            "answer, raw, headers",
            with(response(200, PLAIN), |request| {
                request.shown_as = ShownAs::Raw;
                request.shows_headers = true;
            }),
        ),
        (
            "answer, not accepted",
            with(response(401, "<html>no</html>"), |_| {}),
        ),
        ("answer, elsewhere", with(response(302, ""), |_| {})),
        ("answer, compressed", with(compressed, |_| {})),
        ("answer, cut", with(cut, |_| {})),
    ]
}
