//! What the window says, apart from the words of failures, which come from the model. The names of controls are a
//! contract: screen readers and tests find them by these.

pub(super) mod basic_header;
pub(super) mod check_all;
pub(super) mod check_message;
pub(super) mod checks;
pub(super) mod compare_methods;
pub(super) mod confirm;
pub(super) mod copy_question;
pub(super) mod editor;
pub(super) mod editor_code;
pub(super) mod editor_conflict;
pub(super) mod editor_fields;
pub(super) mod editor_kind;
pub(super) mod editor_secret;
pub(super) mod empty_state;
pub(super) mod palette;
pub(super) mod profile_head;
pub(super) mod profile_list;
pub(super) mod rests;
pub(super) mod rotation;
pub(super) mod rotation_code;
pub(super) mod secret_field;
pub(super) mod settings;
pub(super) mod sign_in_form;

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::clipboard::{ClearAt, CopiedItem};
use crate::app::state::KEYRING_PATIENCE;
use crate::app::token::CopySkipped;
use crate::model::expiry::{digits, lifetime_words};
use crate::model::failure::Stage;
use crate::model::{CopyFormat, Grant, Now, SignInReport, Tag, TagSettings, age};

/// After so long, a sign-in says what it still waits for.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) const MORE: &str = "More";
pub(super) const MORE_OF_PROFILE: &str = "More about this profile";
pub(super) const CANCEL_CHECK: &str = "Cancel the check";
pub(super) const CHECK: &str = "Check";
pub(super) const CHECK_AGAIN: &str = "Check again";
pub(super) const CHOOSE_AGAIN: &str = "Choose again";
pub(super) const COPY_RESULT: &str = "Copy result";
pub(super) const REPLACE_SECRET: &str = "Replace stored secret";
pub(super) const REPLACE_PASSWORD: &str = "Replace stored password";
pub(super) const REPLACE_ALL_THE_SAME: &str = "Replace all the same";
pub(super) const TRY_STORED_PASSWORD: &str = "Also try the stored password";
pub(super) const COPY_AS_MARKDOWN: &str = "Copy as Markdown";
pub(super) const SAVE_AS_CSV: &str = "Save as CSV";
pub(super) const RESET_SANDBOX_SECRET: &str = "Reset the secret of “Works”";
pub(super) const COPY_NEW_SECRET: &str = "Copy the new secret";
pub(super) const TAG: &str = "Tag";
pub(super) const NO_TAG: &str = "No tag";
pub(super) const PROFILES: &str = "Profiles";
pub(super) const COPY_AS: &str = "Copy as";
pub(super) const SHOW: &str = "Show";
pub(super) const HIDE: &str = "Hide";
pub(super) const CLEAR_NOW: &str = "Clear now";
pub(super) const CANCEL: &str = "Cancel";
pub(super) const SEE_THEIRS: &str = "See theirs";
pub(super) const HIDE_THEIRS: &str = "Hide theirs";
pub(super) const TAKE_THEIRS: &str = "Take theirs";
pub(super) const KEEP_MINE: &str = "Keep mine";
pub(super) const SAVE_AS_NEW: &str = "Save as a new profile";
pub(super) const DISCARD: &str = "Discard";
pub(super) const KEEP_EDITING: &str = "Keep editing";
pub(super) const CLOSE: &str = "Close";
pub(super) const ENTER_SECRET: &str = "Enter the new secret";
pub(super) const TRY_AGAIN: &str = "Try again";
pub(super) const IS_THIS_A_CONSOLE: &str = "Is this a console?";
pub(super) const CANCEL_QUESTION: &str = "Cancel the question";
pub(super) const TEST: &str = "Test";
pub(super) const CANCEL_TEST: &str = "Cancel the test";
pub(super) const SAVE: &str = "Save to keyring";
pub(super) const OPEN_CONSOLE: &str = "Open the console in the browser";
pub(super) const COPY_CLIENT_ID: &str = "Copy client ID";
pub(super) const KNOWN_CONSOLES: &str = "Known consoles";
pub(super) const API_CLIENT: &str = "API client";
pub(super) const USER_ACCOUNT: &str = "User account";
pub(super) const SIGN_IN_ONLY: &str = "Sign in";
pub(super) const SIGN_IN_WITHOUT_CODE: &str = "Sign in without a code";
pub(super) const MAKE_API_CLIENT: &str = "Make an API client profile";
pub(super) const ENTER_PASSWORD: &str = "Enter the new password";
pub(super) const COPY_USERNAME: &str = "Copy username";
pub(super) const COPY_BASIC_HEADER: &str = "Copy Basic header";

pub(super) const NAME: &str = "Name";
pub(super) const CONSOLE: &str = "Console";
pub(super) const CLIENT_ID: &str = "Client ID";
pub(super) const SECRET: &str = "Secret";
pub(super) const NEW_SECRET: &str = "New secret";
pub(super) const STORED_SECRET: &str = "Stored secret";
pub(super) const USERNAME: &str = "Username";
pub(super) const PASSWORD: &str = "Password";
pub(super) const NEW_PASSWORD: &str = "New password";
pub(super) const STORED_PASSWORD: &str = "Stored password";
pub(super) const CODE: &str = "Two-factor code";
pub(super) const HOW_IT_SIGNS_IN: &str = "How this profile signs in";
pub(super) const COMPARE_METHODS: &str = "Compare the methods";
pub(super) const KEEP_PASSWORD: &str = "Keep the password in the keyring";

pub(super) const UNREADABLE: &str = "Unreadable item";
pub(super) const MAYBE_LOCKED: &str =
    "The keyring may be asking for its password: look for its window.";

/// `10:47:12`, where the window is.
pub(super) fn time_of_day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%H:%M:%S")
        .to_string()
}

/// `12 Nov 2026`.
pub(super) fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%-d %b %Y")
        .to_string()
}

/// `24 Nov 2026 10:47:12`, where the window is.
pub(super) fn day_and_time(at: Timestamp, zone: &TimeZone) -> String {
    format!("{} {}", day(at, zone), time_of_day(at, zone))
}

/// The same for other programs, with the distance to UTC: ISO 8601.
pub(super) fn exact_time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// The line under "Signing in…".
pub(super) fn signing_in(host: &str, stage: Stage, waited: Duration) -> String {
    let what = match stage {
        Stage::Keyring if waited >= KEYRING_PATIENCE => return MAYBE_LOCKED.to_owned(),
        Stage::Keyring => return format!("Reads the keyring, then signs in to {host}"),
        Stage::LoginKindLookup => {
            format!("Asking {host} what kind of account this is, without a password")
        }
        Stage::Connecting => format!("Connecting to {host}"),
        Stage::Waiting => format!("Waiting for {host}"),
        Stage::Reading => format!("Reading the reply of {host}"),
    };
    with_seconds(what, waited)
}

/// What is waited for, and for how long already where that is worth saying.
pub(super) fn with_seconds(what: String, waited: Duration) -> String {
    if waited < PATIENCE {
        what
    } else {
        format!("{what} · {} s", waited.as_secs())
    }
}

/// The line while a profile is being written, for so long already.
pub(super) fn saving(is_cancelled: bool, waited: Duration) -> String {
    let told = if is_cancelled { CANCELLING } else { SAVING };
    if waited >= KEYRING_PATIENCE {
        format!("{told} {MAYBE_LOCKED}")
    } else {
        told.to_owned()
    }
}

const SAVING: &str = "Saving…";
const CANCELLING: &str = "Cancelling… It may be too late: it may still be saved. What you typed stays until the keyring answers.";

/// The line under "Token is live".
pub(super) fn expires(grant: &Grant, zone: &TimeZone) -> String {
    let expiry = &grant.expiry;
    format!(
        "Expires at {}, {}",
        time_of_day(expiry.at.wall, zone),
        expiry.source.message()
    )
}

/// How far the clocks are apart, where that is worth a line.
pub(super) fn clock_difference(ahead_secs: i64) -> String {
    let apart = age::distance(ahead_secs.unsigned_abs());
    let way = if ahead_secs > 0 { "ahead of" } else { "behind" };
    format!("Your computer’s clock is {apart} {way} the console.")
}

/// The countdown of a console that asked to be left alone for a while.
pub(super) fn wait_to_retry(left: Duration) -> String {
    match left.as_secs() + u64::from(left.subsec_nanos() > 0) {
        0 => "The wait that the console asked for is over.".to_owned(),
        secs => format!(
            "The console asks to wait: {} left.",
            digits(Duration::from_secs(secs))
        ),
    }
}

/// The line while the question whether this is a console is on its way.
pub(super) fn asking_console(host: &str, waited: Duration) -> String {
    with_seconds(format!("Asking {host}; nothing secret is sent…"), waited)
}

/// Why a token was not copied by itself.
pub(super) fn copy_skipped(why: CopySkipped) -> (String, String) {
    let (headline, more) = match why {
        CopySkipped::SelectionMoved => (
            "Token ready, not copied",
            "Another profile was selected while it was fetched.",
        ),
        CopySkipped::OtherCopy => (
            "Token ready, not copied",
            "Something else was copied while it was fetched, and was left alone.",
        ),
        CopySkipped::TagAsks => ("Token ready, not copied", "Its tag asks before a copy."),
        CopySkipped::EndsTooSoon => ("Not copied", "It would end before it is pasted."),
        CopySkipped::Clipboard(failure) => {
            let words = failure.message();
            return (
                words.headline,
                format!("{} {}", words.explanation, words.next),
            );
        }
    };
    (headline.to_owned(), more.to_owned())
}

/// What follows the name in the strip: ": header copied, clipboard clears in 52 s".
pub(super) fn held(held: &CopiedItem, now: Now) -> String {
    let noun = if held.is_earlier {
        format!("an earlier {}", held.noun)
    } else {
        held.noun.to_owned()
    };
    if held.is_clearing {
        return format!("{noun} copied, clearing the clipboard…");
    }
    match held.clear_at {
        ClearAt::At(at) => {
            let left = secs_left(now.until(at));
            format!("{noun} copied, clipboard clears in {left} s")
        }
        ClearAt::WithToken(_) => format!("{noun} copied, clipboard clears when the token ends"),
    }
}

/// The seconds left, a started one counted.
pub(super) fn secs_left(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// "Accepted: HTTP 200, 15 min token, 212 ms": what a token of this lifetime took.
pub(super) fn accepted(lifetime: Duration, took: Duration) -> String {
    format!(
        "Accepted: HTTP 200, {} token, {} ms",
        lifetime_words(lifetime),
        took.as_millis()
    )
}

/// "Details: HTTP 401 · 10:32:12 · 187 ms".
pub(super) fn details(report: &SignInReport, zone: &TimeZone) -> String {
    let status = report
        .status
        .map_or_else(String::new, |status| format!("HTTP {status} · "));
    format!(
        "Details: {status}{} · {} ms",
        time_of_day(report.at, zone),
        report.took.as_millis()
    )
}

/// The solid button without a token, where a copy takes this form.
pub(super) const fn get_token(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Get token and copy header",
        CopyFormat::HeaderValue => "Get token and copy header value",
        CopyFormat::TokenOnly => "Get token and copy token",
    }
}

/// The same with a token.
pub(super) const fn copy(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Copy header",
        CopyFormat::HeaderValue => "Copy header value",
        CopyFormat::TokenOnly => "Copy token",
    }
}

/// The same of a form for what is to be typed.
pub(super) const fn sign_in(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Sign in and copy header",
        CopyFormat::HeaderValue => "Sign in and copy header value",
        CopyFormat::TokenOnly => "Sign in and copy token",
    }
}

/// The choices of a tag, with their names: none first.
pub(super) fn tags(tags: &TagSettings) -> Vec<(Option<Tag>, &str)> {
    let colours = Tag::ALL.iter().map(|tag| (Some(*tag), tags.name(*tag)));
    [(None, NO_TAG)].into_iter().chain(colours).collect()
}

/// A form of *Copy as*, and what it is for.
pub(super) const fn copy_format(format: CopyFormat) -> (&'static str, &'static str) {
    match format {
        CopyFormat::HeaderLine => ("Header line", "Authorization: Bearer …"),
        CopyFormat::HeaderValue => ("Header value", "Bearer …"),
        CopyFormat::TokenOnly => ("Token only", "Postman › Authorization › Bearer Token"),
    }
}
