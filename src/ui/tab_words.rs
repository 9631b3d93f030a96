//! What the tabs say, apart from the words of the model. The names of controls are a contract, as those in [`super::words`].

use std::time::Duration;

use crate::app::request::RequestWay;
use crate::app::state::KEYRING_PATIENCE;
use crate::app::tab::Tab;
use crate::model::ResponseText;
use crate::model::failure::Stage;
use crate::ui::words::{MAYBE_LOCKED, with_seconds};

pub(super) const TABS: &str = "About this profile";
pub(super) const WHOSE: &str = "Whose activity";
pub(super) const THIS_PROFILE: &str = "This profile";
pub(super) const ALL_PROFILES: &str = "All profiles";
pub(super) const COPY_ACTIVITY: &str = "Copy as text";
pub(super) const NOTHING_YET: &str = "Nothing happened yet in this run.";

pub(super) const NO_CLAIMS: &str = "Get a token first: here it will tell what it says of itself, such as who issued it and when it ends.";
pub(super) const UNVERIFIED: &str = "Read from the token, not verified.";
pub(super) const NESTED: &str = "This token holds another token inside it, so what it says cannot be read here. It works all the same.";
pub(super) const ENCRYPTED: &str =
    "This token is encrypted: only the console can read what it says. It works all the same.";
pub(super) const OPAQUE: &str =
    "This token says nothing of itself that could be read. It works all the same.";
pub(super) const NO_CLAIM: &str = "The token can be read, and claims nothing.";

pub(super) const SENT_WITH: &str = "Sent with";
pub(super) const TOKEN: &str = "Token";
pub(super) const BASIC: &str = "Basic (deprecated)";
pub(super) const BASIC_LIMITS: &str = "The password goes with the request. Good for v1, and for v4 and later; of v3 for auth/jwt alone. An account with two-factor sign-in cannot use it.";
pub(super) const PATH: &str = "Path";
pub(super) const EXAMPLES: &str = "Examples";
pub(super) const ORGANIZATION: &str = "Organization ID";
pub(super) const NO_ORGANIZATION: &str = "Enter the ID of the organization.";
pub(super) const NO_PASSWORD: &str = "Enter the password.";
pub(super) const ADDRESS_CUT: &str =
    "The address of this profile’s console was cut off: the path is enough.";
pub(super) const SEND: &str = "Send";
pub(super) const CANCEL_REQUEST: &str = "Cancel the request";
pub(super) const GET_TOKEN_FIRST: &str = "Get a token first";
pub(super) const COPY_CURL: &str = "Copy as curl";

pub(super) const ANSWER: &str = "Answer";
pub(super) const SHOWN_AS: &str = "How the answer is shown";
pub(super) const PRETTY: &str = "Pretty";
pub(super) const RAW: &str = "Raw";
pub(super) const HEADERS: &str = "Headers";
pub(super) const COPY_ANSWER: &str = "Copy answer";
pub(super) const SEARCH_ANSWER: &str = "Search the answer";
pub(super) const PREVIOUS_HIT: &str = "Previous hit";
pub(super) const NEXT_HIT: &str = "Next hit";
pub(super) const EMPTY: &str = "The answer has no text.";
pub(super) const COMPRESSED: &str =
    "The answer came compressed, though that was not asked for: it is not shown.";
pub(super) const REDIRECT: &str = "The console points to another address. It was not followed.";

/// A tab's name.
pub(super) const fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Activity => "Activity",
        Tab::Claims => "Claims",
        Tab::Request => "Try a request",
    }
}

/// "212 ms", "12.4 s".
pub(super) fn took(took: Duration) -> String {
    if took < Duration::from_secs(10) {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.1} s", took.as_secs_f32())
    }
}

/// "812 bytes", "4.7 KiB", "48 KiB".
fn size(bytes: usize) -> String {
    const KIB: usize = 1_024;
    match bytes {
        1 => "1 byte".to_owned(),
        0..KIB => format!("{bytes} bytes"),
        _ if bytes < 10 * KIB => {
            let tenths = bytes * 10 / KIB;
            format!("{}.{} KiB", tenths / 10, tenths % 10)
        }
        _ => format!("{} KiB", bytes / KIB),
    }
}

/// "HTTP 200 · 212 ms · 48 KiB".
pub(super) fn answered(answer: &ResponseText) -> String {
    format!(
        "HTTP {} · {} · {}",
        answer.status,
        took(answer.took),
        size(answer.body_bytes)
    )
}

/// What is said of an answer that was too long.
pub(super) fn cut_at(bytes: usize) -> String {
    format!("Cut at {}: the rest was not read.", size(bytes))
}

/// What an answer of 401 says.
pub(super) const fn not_accepted(way: RequestWay) -> &'static str {
    match way {
        RequestWay::Token => {
            "The console did not accept the token. It may be over, or withdrawn. Nothing is sent again by itself."
        }
        RequestWay::Basic => {
            "The console did not accept the username and password for this request. Nothing is sent again by itself."
        }
    }
}

/// The line while a request is under way.
pub(super) fn sending(host: &str, stage: Stage, waited: Duration) -> String {
    let what = match stage {
        Stage::Keyring if waited >= KEYRING_PATIENCE => return MAYBE_LOCKED.to_owned(),
        Stage::Keyring => "Reading the keyring".to_owned(),
        Stage::LoginKindLookup | Stage::Connecting => format!("Connecting to {host}"),
        Stage::Waiting => format!("Waiting for {host}"),
        Stage::Reading => format!("Reading the answer of {host}"),
    };
    with_seconds(what, waited)
}

/// "3 of 14", or that there is none.
pub(super) fn hits(at: usize, count: usize) -> String {
    if count == 0 {
        "none".to_owned()
    } else {
        format!("{} of {count}", at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_durations_are_short() {
        for (bytes, told) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1_023, "1023 bytes"),
            (1_024, "1.0 KiB"),
            (4_850, "4.7 KiB"),
            (262_144, "256 KiB"),
        ] {
            assert_eq!(size(bytes), told);
        }
        assert_eq!(took(Duration::from_millis(212)), "212 ms");
        assert_eq!(took(Duration::from_millis(12_430)), "12.4 s");
    }
}
