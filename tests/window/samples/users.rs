//! Profiles of user accounts, in the states that only they have.

use tokendesk::app::clipboard::{BasicHeaderNote, BasicHeaderPhase};
use tokendesk::app::job::{HintedCode, MissingInput, SandboxHint};
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::sandbox::Sandbox;
use tokendesk::app::state::Dialog;
use tokendesk::app::token::{Attempt, LastOutcome, Prompt, Purpose};
use tokendesk::app::{Drafts, State};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    Account, Failure, KeyringFailure, PasswordStorage, Profile, ProfileId, SignInFailure,
    SignInReport, SignInWith, Username,
};

use crate::samples::{failed_with, grant, now, profile, running_job, showing, widest};

pub(crate) const US2: &str = "https://console.us2.crashplan.com";
pub(crate) const DANA: &str = "dana@example.com";

pub(crate) fn dana(password: PasswordStorage) -> ProfileRow {
    ProfileRow::new(as_user(profile(DANA, US2, "replaced"), DANA, password))
}

fn as_user(profile: Profile, username: &str, password: PasswordStorage) -> Profile {
    let username = Username::parse(username).unwrap();
    Profile {
        account: Account::User { username, password },
        ..profile
    }
}

/// Dana, with something to be typed.
pub(crate) fn prompted(missing: MissingInput) -> ProfileRow {
    let mut row = dana(if missing.password() {
        PasswordStorage::AskedEachTime
    } else {
        PasswordStorage::InKeyring
    });
    row.prompt = Some(prompt(missing));
    row
}

pub(crate) fn prompt(missing: MissingInput) -> Prompt {
    Prompt {
        serial: 1,
        missing,
        purpose: Purpose::CopyHeader,
        tried: None,
        is_retry: false,
    }
}

/// Dana, after a sign-in that failed, tried with this.
pub(crate) fn failed(
    kept: PasswordStorage,
    failure: SignInFailure,
    with: SignInWith,
) -> ProfileRow {
    let Failure::SignIn(report) = failed_with(failure, Some(401)) else {
        unreachable!("a sign-in")
    };
    ended(kept, Failure::SignIn(SignInReport { with, ..report }))
}

pub(crate) fn single_sign_on() -> ProfileRow {
    let host = "console.us2.crashplan.com".to_owned();
    ended(PasswordStorage::InKeyring, Failure::SingleSignOn { host })
}

fn ended(kept: PasswordStorage, failure: Failure) -> ProfileRow {
    let mut row = dana(kept);
    row.last_outcome = Some(LastOutcome::Failed(failure));
    row
}

/// The note before a basic header is copied, over the pane of its profile.
pub(crate) fn note(kept: PasswordStorage, phase: BasicHeaderPhase) -> State {
    let row = dana(kept);
    let mut open = BasicHeaderNote::new(row.profile.clone());
    open.phase = phase;
    let mut state = showing([row]);
    state.dialog = Some(Dialog::BasicHeader(Box::new(open)));
    state
}

/// Drafts in which this is typed on a card.
pub(crate) fn typed(id: ProfileId, password: &str, code: &str) -> Drafts {
    let mut drafts = Drafts::default();
    let draft = drafts.sign_ins.entry(id).or_default();
    draft.password.text_mut().push_str(password);
    draft.code.text_mut().push_str(code);
    drafts
}

/// The token card in every state that only user accounts have, by name.
pub(crate) fn cards() -> Vec<(&'static str, State)> {
    use PasswordStorage::{AskedEachTime, InKeyring};
    let mut live = dana(InKeyring);
    live.grant = Some(grant(872));
    let mut expired = dana(AskedEachTime);
    expired.last_outcome = Some(LastOutcome::Expired { at: now().wall });
    let mut asking = dana(InKeyring);
    asking.attempt = Some(Attempt {
        job: running_job(6, Stage::LoginKindLookup),
        copy_after: None,
    });
    let mut states = vec![
        ("user, no token", showing([dana(InKeyring)])),
        (
            "user, no token, no password",
            showing([dana(AskedEachTime)]),
        ),
        ("user, asking", showing([asking])),
        ("user, live", showing([live])),
        ("user, expired", showing([expired])),
        (
            "user, refused",
            showing([failed(
                InKeyring,
                SignInFailure::Refused,
                SignInWith::Password,
            )]),
        ),
        (
            "user, refused, no password",
            showing([failed(
                AskedEachTime,
                SignInFailure::Refused,
                SignInWith::Password,
            )]),
        ),
        (
            "user, refused with a code",
            showing([failed(
                InKeyring,
                SignInFailure::Refused,
                SignInWith::PasswordAndCode,
            )]),
        ),
        (
            "code missing",
            showing([failed(
                InKeyring,
                SignInFailure::CodeMissing,
                SignInWith::PasswordAndCode,
            )]),
        ),
        (
            "code refused",
            showing([failed(
                InKeyring,
                SignInFailure::CodeRefused,
                SignInWith::PasswordAndCode,
            )]),
        ),
        ("single sign-on", showing([single_sign_on()])),
    ];
    states.extend(forms());
    states
}

/// The form on the card, in every state, by name.
fn forms() -> Vec<(&'static str, State)> {
    let form = |missing, change: fn(&mut ProfileRow)| {
        let mut row = prompted(missing);
        change(&mut row);
        showing([row])
    };
    let wrong = |row: &mut ProfileRow| {
        if let Some(prompt) = &mut row.prompt {
            prompt.tried = Some(prompt.missing);
        }
    };
    let renewal = |row: &mut ProfileRow| {
        row.grant = Some(grant(872));
        row.prompt.as_mut().unwrap().purpose = Purpose::Renew;
    };
    let mut wide = widest();
    wide.profile = as_user(
        wide.profile,
        &"W".repeat(200),
        PasswordStorage::AskedEachTime,
    );
    wide.prompt = Some(prompt(MissingInput::PasswordAndCode));
    wrong(&mut wide);
    vec![
        ("code", form(MissingInput::Code, |_| {})),
        ("password", form(MissingInput::Password, |_| {})),
        (
            "password and code",
            form(MissingInput::PasswordAndCode, |_| {}),
        ),
        ("wrong code", form(MissingInput::Code, wrong)),
        ("wrong password", form(MissingInput::Password, wrong)),
        ("both wrong", form(MissingInput::PasswordAndCode, wrong)),
        ("renewal by code", form(MissingInput::Code, renewal)),
        ("renewal by password", form(MissingInput::Password, renewal)),
        ("widest, both wrong", showing([wide])),
        (
            "code, in the sandbox",
            sandboxed(prompted(MissingInput::Code)),
        ),
        (
            "password and code, in the sandbox",
            sandboxed(prompted(MissingInput::PasswordAndCode)),
        ),
    ]
}

/// A window whose sandbox knows Dana.
pub(crate) fn sandboxed(row: ProfileRow) -> State {
    let mut sandbox = Sandbox::new(row.profile.console.clone());
    sandbox.hints = vec![SandboxHint {
        username: DANA.to_owned(),
        password: "pretend-Grüße:5€".to_owned(),
        code: Some(HintedCode::Counts("042424".to_owned())),
    }];
    let mut state = showing([row]);
    state.sandbox = Some(sandbox);
    state
}

/// The note before a basic header is copied, in every state, by name.
pub(crate) fn notes() -> Vec<(&'static str, State)> {
    use PasswordStorage::{AskedEachTime, InKeyring};
    let making = BasicHeaderPhase::Making {
        job: running_job(2, Stage::Waiting),
    };
    let locked = BasicHeaderPhase::Failed(Failure::Keyring(KeyringFailure::Locked));
    let mut missing = note(AskedEachTime, BasicHeaderPhase::Asking);
    if let Some(Dialog::BasicHeader(note)) = &mut missing.dialog {
        note.shows_error = true;
    }
    vec![
        ("basic header", note(InKeyring, BasicHeaderPhase::Asking)),
        ("basic header, being made", note(InKeyring, making)),
        ("basic header, locked", note(InKeyring, locked)),
        ("basic header, no password", missing),
    ]
}
