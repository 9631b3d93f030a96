//! Checks of a reset, against a console that counts: which secret goes first, when the second is sent, and what is claimed of each.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use tokendesk::app::job::{
    CheckRotationOutcome, Job, JobId, Outcome, Progress, TryStored, TypedCode,
};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::jobs;
use tokendesk::jobs::{JobContext, ProgressSender};
use tokendesk::model::{
    Account, CheckOutcome, ClientId, ConsoleUrl, Failure, KeyringFailure, KnownLogin, Listed,
    Profile, ProfileId, ProfileName, RotationOutcome, Secret, SkipReason, StoredOutcome,
    StoredProfile, Verdict,
};
use tokendesk::os::{Cancel, thread};
use tokendesk::vault::{MemoryVault, Vault};

use crate::harness::job::{known, ports};
use crate::tls_console::{Step, TlsConsole, Wire};

pub(crate) const NEW: &str = "planted-new";
pub(crate) const STORED: &str = "planted-stored";
pub(crate) const AT: Timestamp = Timestamp::UNIX_EPOCH;

/// A console that does what a script says, and a profile of it.
pub(crate) struct RotationHarness {
    pub(crate) console: TlsConsole,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) shown: Profile,
}

/// What a check of a reset came to, and what was seen of it.
pub(crate) struct Seen {
    pub(crate) ended: Ended,
    /// What was told of the new secret before the end.
    pub(crate) early: Vec<Verdict>,
    /// The secrets that were sent, in order.
    pub(crate) sent: Vec<String>,
}

impl RotationHarness {
    fn new() -> Self {
        let client_id = ClientId::parse("key-42").unwrap();
        Self::with(Account::ApiClient { client_id }, Some(STORED))
    }

    pub(crate) fn with(account: Account, secret: Option<&str>) -> Self {
        let console = TlsConsole::start(Wire::Plain);
        let shown = Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse("One").unwrap(),
            console: ConsoleUrl::parse(&format!("http://127.0.0.1:{}", console.port())).unwrap(),
            account,
            saved_at: AT,
        };
        let stored = StoredProfile {
            profile: shown.clone(),
            secret: secret.and_then(Secret::new),
        };
        let vault = Arc::new(MemoryVault::with_profiles(&[stored]).unwrap());
        Self {
            console,
            vault,
            shown,
        }
    }

    fn check(&self, new: &str, stored: TryStored) -> Seen {
        self.check_until(&Cancel::default(), (new, TypedCode::Unsaid), stored, false)
    }

    pub(crate) fn check_until(
        &self,
        cancel: &Cancel,
        (new, code): (&str, TypedCode),
        stored: TryStored,
        asks_kind: bool,
    ) -> Seen {
        let early = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&early);
        let progress = ProgressSender::new(move |event| {
            if let Progress::NewSecretTried(outcome) = event {
                heard.lock().unwrap().push(outcome.verdict());
            }
        });
        let check = Job::CheckRotation {
            shown: self.shown.clone(),
            new: Secret::new(new).unwrap(),
            code,
            stored,
            known: known(asks_kind),
        };
        let ports = ports(
            self.vault.clone(),
            Arc::new(MemoryClipboard::default()),
            None,
        );
        let context = JobContext {
            ports: &ports,
            cancel,
            progress: &progress,
        };
        let report = jobs::run(JobId(7), check, context);
        let shown = format!("{report:?}");
        let Outcome::CheckRotation(result) = report.outcome else {
            panic!("another report")
        };
        let ended = Ended {
            stored: report.learned.stored,
            login: report.learned.login.map(|login| login.login),
            result,
        };
        assert!(!shown.contains("planted"), "{shown}");
        let early = early.lock().unwrap().clone();
        let sent = self
            .console
            .log()
            .requests
            .iter()
            .filter_map(|r| secret_of(r))
            .collect();
        Seen { ended, early, sent }
    }
}

/// The secret or the password that a request carries.
fn secret_of(request: &str) -> Option<String> {
    let (_, rest) = request.split_once("authorization: Basic ")?;
    let pair = STANDARD.decode(rest.lines().next()?).unwrap();
    let pair = String::from_utf8(pair).unwrap();
    Some(pair.split_once(':').unwrap().1.to_owned())
}

/// How it ended, and what was learned.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) stored: Option<Profile>,
    pub(crate) login: Option<KnownLogin>,
    pub(crate) result: CheckRotationOutcome,
}

impl Seen {
    pub(crate) fn outcome(&self) -> (&RotationOutcome, bool) {
        match &self.ended.result {
            CheckRotationOutcome::Checked { outcome, grant } => (outcome, grant.is_some()),
            other => panic!("{other:?}"),
        }
    }

    /// What is known of two that differ, and whether a token was kept.
    pub(crate) fn different(&self) -> (&CheckOutcome, &StoredOutcome, bool) {
        match self.outcome() {
            (RotationOutcome::Different { new, stored }, kept) => (new, stored, kept),
            (other, _) => panic!("{other:?}"),
        }
    }
}

pub(crate) fn reply(status: &str, fields: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{fields}\r\n{body}").into_bytes()
}

fn granted(token: &str) -> Vec<u8> {
    let body = format!(r#"{{"access_token":"{token}","token_type":"bearer","expires_in":900}}"#);
    reply("200 OK", "", &body)
}

fn refused() -> Vec<u8> {
    reply("401 No", "", "")
}

#[test]
fn the_new_secret_is_tried_before_the_stored_one_each_once_and_each_keeps_its_own_verdict() {
    use Verdict::{Accepted, Refused, Untested};
    let (yes, no, broken) = (granted("tok"), refused(), reply("503 Busy", "", ""));
    for (first, second) in [
        ((&yes, Accepted), (&no, Refused)),
        ((&yes, Accepted), (&yes, Accepted)),
        ((&no, Refused), (&yes, Accepted)),
        ((&no, Refused), (&no, Refused)),
        ((&broken, Untested), (&yes, Accepted)),
        ((&yes, Accepted), (&broken, Untested)),
    ] {
        let harness = RotationHarness::new();
        harness
            .console
            .then_send(first.0.clone())
            .then_send(second.0.clone());
        let seen = harness.check(NEW, TryStored::Once);
        let (new, stored, kept) = seen.different();
        assert_eq!((new.verdict(), stored.verdict()), (first.1, second.1));
        assert!(matches!(stored, StoredOutcome::Tried(_)));
        assert_eq!(kept, first.1 == Accepted, "the token of the new one alone");
        assert_eq!(seen.sent, [NEW, STORED]);
        assert_eq!(seen.early, [first.1]);
        assert_eq!(seen.ended.stored.as_ref(), Some(&harness.shown));
    }
}

#[test]
fn the_token_that_is_kept_is_the_new_secrets() {
    let harness = RotationHarness::new();
    harness
        .console
        .then_send(granted("of-the-new"))
        .then_send(granted("of-the-stored"));
    let CheckRotationOutcome::Checked { grant, .. } =
        harness.check(NEW, TryStored::Once).ended.result
    else {
        panic!("not checked")
    };
    assert_eq!(grant.unwrap().token.expose_secret(), "of-the-new");
}

#[test]
fn a_new_secret_that_is_the_stored_one_costs_one_request_and_none_if_it_was_just_refused() {
    for (answer, verdict) in [
        (granted("tok"), Verdict::Accepted),
        (refused(), Verdict::Refused),
    ] {
        let harness = RotationHarness::new();
        harness.console.then_send(answer);
        let seen = harness.check(STORED, TryStored::Once);
        let (RotationOutcome::Same(outcome), false) = seen.outcome() else {
            panic!("{:?}", seen.ended)
        };
        assert_eq!(outcome.verdict(), verdict);
        assert_eq!(seen.sent, [STORED]);
        assert!(seen.early.is_empty(), "nothing comes next");
    }
    let harness = RotationHarness::new();
    let seen = harness.check(STORED, TryStored::RefusedBefore { at: AT });
    assert_eq!(
        seen.outcome(),
        (&RotationOutcome::SameAsRefused { at: AT }, false)
    );
    assert!(seen.sent.is_empty());
}

#[test]
fn a_stored_secret_that_was_just_refused_is_not_sent_again() {
    let harness = RotationHarness::new();
    harness.console.then_send(granted("tok"));
    let seen = harness.check(NEW, TryStored::RefusedBefore { at: AT });
    let (new, stored, kept) = seen.different();
    assert_eq!((new.verdict(), kept), (Verdict::Accepted, true));
    assert_eq!(*stored, StoredOutcome::RefusedBefore { at: AT });
    assert_eq!(seen.sent, [NEW]);
}

#[test]
fn of_a_secret_that_was_saved_since_the_refusal_nothing_is_known_and_it_is_tried() {
    let harness = RotationHarness::new();
    let saved = StoredProfile {
        profile: Profile {
            rev: 2,
            ..harness.shown.clone()
        },
        secret: Secret::new(STORED),
    };
    harness
        .vault
        .replace(1, &saved, &Cancel::default())
        .unwrap();
    harness
        .console
        .then_send(refused())
        .then_send(granted("tok"));
    let seen = harness.check(NEW, TryStored::RefusedBefore { at: AT });
    assert_eq!(seen.different().1.verdict(), Verdict::Accepted);
    assert_eq!(seen.sent, [NEW, STORED]);

    harness.console.then_send(refused());
    let seen = harness.check(STORED, TryStored::RefusedBefore { at: AT });
    assert!(matches!(seen.outcome().0, RotationOutcome::Same(_)));
}

#[test]
fn where_the_first_did_not_end_at_the_console_or_it_asks_for_patience_the_second_is_not_sent() {
    let busy = reply("429 Slow down", "Retry-After: 42\r\n", "");
    let away = reply("302 Found", "Location: https://elsewhere.example/\r\n", "");
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{".to_vec();
    for (what, steps) in [
        ("429", vec![Step::Send(busy)]),
        (
            "429 without a time",
            vec![Step::Send(reply("429 Slow down", "", ""))],
        ),
        ("a redirect", vec![Step::Send(away)]),
        ("no answer", vec![Step::Close]),
        (
            "an answer that breaks off",
            vec![Step::Send(head), Step::Close],
        ),
    ] {
        let harness = RotationHarness::new();
        harness.console.then(steps);
        let seen = harness.check(NEW, TryStored::Once);
        let (new, stored, kept) = seen.different();
        assert_eq!((new.verdict(), kept), (Verdict::Untested, false), "{what}");
        assert_eq!(
            *stored,
            StoredOutcome::Skipped(SkipReason::NotReached),
            "{what}"
        );
        assert_eq!(seen.sent, [NEW], "{what}");
        assert!(seen.early.is_empty(), "{what}");
    }
    let mut harness = RotationHarness::new();
    // Nobody listens on the port of nothing.
    harness.shown.console = ConsoleUrl::parse("http://127.0.0.1:1").unwrap();
    let stored = StoredProfile {
        profile: harness.shown.clone(),
        secret: Secret::new(STORED),
    };
    harness.vault = Arc::new(MemoryVault::with_profiles(&[stored]).unwrap());
    let seen = harness.check(NEW, TryStored::Once);
    assert_eq!(
        *seen.different().1,
        StoredOutcome::Skipped(SkipReason::NotReached)
    );
}

#[test]
fn a_profile_that_is_gone_or_signs_in_elsewhere_by_now_sends_nothing() {
    let mut harness = RotationHarness::new();
    let here = harness.shown.clone();
    harness.shown.console = ConsoleUrl::parse("console.example").unwrap();
    let seen = harness.check(NEW, TryStored::Once);
    assert!(matches!(
        seen.ended.result,
        CheckRotationOutcome::Failed(Failure::ChangedElsewhere)
    ));
    assert_eq!(seen.ended.stored, Some(here));
    harness.shown.id = ProfileId::random();
    let seen = harness.check(NEW, TryStored::Once);
    assert!(matches!(
        seen.ended.result,
        CheckRotationOutcome::Failed(Failure::Keyring(KeyringFailure::NotFound))
    ));
    assert!(seen.sent.is_empty());
}

/// A keyring that gives nothing.
struct Locked;

impl Vault for Locked {
    fn list(&self, _: &Cancel, _: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn read(&self, _: ProfileId, _: &Cancel) -> Result<Option<StoredProfile>, KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn create(&self, _: &StoredProfile, _: &Cancel) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn replace(&self, _: u64, _: &StoredProfile, _: &Cancel) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn delete(&self, _: ProfileId, _: &Cancel) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }
}

#[test]
fn the_new_secret_is_tried_though_the_keyring_stays_locked_and_the_stored_one_is_untested_for_that()
{
    let mut harness = RotationHarness::new();
    harness.vault = Arc::new(Locked);
    harness.console.then_send(granted("tok"));
    let seen = harness.check(NEW, TryStored::Once);
    let (new, stored, kept) = seen.different();
    assert_eq!((new.verdict(), kept), (Verdict::Accepted, true));
    let locked = CheckOutcome::Untested(Failure::Keyring(KeyringFailure::Locked));
    assert_eq!(*stored, StoredOutcome::Tried(locked));
    assert_eq!(seen.sent, [NEW]);
    assert_eq!(seen.ended.stored, None);
}

#[test]
fn canceled_before_anything_was_found_it_found_nothing_and_afterwards_what_it_had() {
    for answers in [0, 1] {
        let harness = RotationHarness::new();
        if answers == 1 {
            harness.console.then_send(granted("tok"));
        }
        harness.console.then([Step::AwaitClose]);
        let cancel = Cancel::default();
        let (asked, switch) = (harness.console.clone(), cancel.clone());
        let person = move || {
            asked.wait_until(|log| log.requests.len() == answers + 1);
            switch.cancel();
        };
        thread::spawn("person", person).unwrap();
        let new = (NEW, TypedCode::Unsaid);
        let seen = harness.check_until(&cancel, new, TryStored::Once, false);
        if answers == 0 {
            assert!(matches!(seen.ended.result, CheckRotationOutcome::Canceled));
        } else {
            let (new, stored, kept) = seen.different();
            assert_eq!((new.verdict(), kept), (Verdict::Accepted, true));
            assert_eq!(*stored, StoredOutcome::Skipped(SkipReason::NotReached));
        }
        assert_eq!(seen.sent.len(), answers + 1);
    }
    let (harness, cancel) = (RotationHarness::new(), Cancel::default());
    cancel.cancel();
    let new = (NEW, TypedCode::Unsaid);
    let seen = harness.check_until(&cancel, new, TryStored::Once, false);
    assert!(matches!(seen.ended.result, CheckRotationOutcome::Canceled));
    assert!(seen.sent.is_empty());
}
