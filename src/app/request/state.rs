//! *Try a request*, of one profile.

use std::fmt;
use std::sync::Arc;

use crate::app::job::JobId;
use crate::model::request_examples::ORGANIZATION;
use crate::model::{Account, Failure, ResourcePath, ResponseText, SecretDraft};

/// A resource whose answer is a token.
const TOKEN_RESOURCE: &str = "/auth/jwt";

/// What stands in the tab of one profile, besides what is typed ([`RequestDraft`]).
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What it is sent with.
    pub way: RequestWay,
    /// How far it is.
    pub phase: RequestPhase,
    /// What was sent last: what `phase` is about, whatever is chosen and typed by now.
    pub sent: Option<Sent>,
    /// How an answer is shown.
    pub shown_as: ShownAs,
    /// Whether its headers are shown.
    pub shows_headers: bool,
    /// Whether it was to be sent while a field was missing or wrong: then the fields say so.
    pub shows_errors: bool,
}

/// A request that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The resource that was asked for.
    pub path: ResourcePath,
    /// With what.
    pub way: RequestWay,
}

/// What is typed for it. Not shown by `Debug`: whoever searches an answer for a token, or pastes one in the wrong field, has it
/// there.
#[derive(Default)]
pub struct RequestDraft {
    /// *Path*: an example, or one's own. Perhaps with [`crate::model::request_examples::ORGANIZATION`] in it.
    pub path: String,
    /// *Organization ID*, where the path wants one.
    pub organization: String,
    /// *Password*, for the basic way of a profile whose password is not stored. Wiped when the request ended.
    pub password: SecretDraft,
    /// *Search the answer*.
    pub search: String,
}

/// What a request is sent with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestWay {
    /// The live token.
    #[default]
    Token,
    /// Username and password, which is deprecated. For user accounts.
    Basic,
}

/// How an answer is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownAs {
    /// Its JSON laid out, where it is JSON.
    #[default]
    Pretty,
    /// As it came.
    Raw,
}

/// The life of a request.
///
/// | state | next |
/// |---|---|
/// | `Idle` | `Sending` by *Send* |
/// | `Sending` | `Answered`; `Failed`; `Idle` by *Cancel the request*, or where the password is to be typed after all |
/// | `Answered`, `Failed` | `Sending` by *Send* |
#[derive(Clone, Debug, Default)]
pub enum RequestPhase {
    /// Nothing was sent, or what was sent was stopped.
    #[default]
    Idle,
    /// It is under way.
    Sending { job: JobId },
    /// An answer came, whatever its status.
    Response(Arc<ResponseText>),
    /// None came.
    Failed(Failure),
}

impl Request {
    /// The job, while it runs.
    pub fn job(&self) -> Option<JobId> {
        match self.phase {
            RequestPhase::Sending { job, .. } => Some(job),
            _ => None,
        }
    }

    /// Whether a request is under way that is a sign-in to the console.
    pub fn is_signing_in(&self) -> bool {
        self.way == RequestWay::Basic && self.job().is_some()
    }

    /// Whether the password is to be typed for it: none is stored.
    pub fn wants_password(&self, account: &Account) -> bool {
        self.way == RequestWay::Basic && !account.stores_secret()
    }

    /// Whether its answer holds a token: the console was asked for one.
    pub fn holds_token(&self) -> bool {
        let asked_for_token = self.sent.as_ref().is_some_and(|sent| {
            let path = sent.path.as_str().to_ascii_lowercase();
            path.contains(TOKEN_RESOURCE)
        });
        asked_for_token && matches!(self.phase, RequestPhase::Response(_))
    }
}

impl RequestDraft {
    /// The path with the organization's ID in its place, percent-encoded as one part of a path. Without an ID the place stays as it
    /// is, and the path is not to be sent: see [`Self::lacks_organization`].
    pub fn filled_path(&self) -> String {
        if self.lacks_organization() {
            return self.path.clone();
        }
        let id = as_one_part(self.organization.trim());
        self.path.replace(ORGANIZATION, &id)
    }

    /// Whether the path has a place for the ID of an organization.
    pub fn wants_organization(&self) -> bool {
        self.path.contains(ORGANIZATION)
    }

    /// Whether the path has a place for the ID of an organization, and none is typed.
    pub fn lacks_organization(&self) -> bool {
        let id = self.organization.trim();
        self.wants_organization() && (id.is_empty() || id.contains(ORGANIZATION))
    }
}

impl fmt::Debug for RequestDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestDraft(redacted)")
    }
}

/// Percent-encoded for one part of a path. Dots and semicolons stay, since [`ResourcePath::parse`] looks for walks among them; a
/// slash does not stay a separator, and is refused there as a hidden one.
fn as_one_part(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'-' | b'_' | b'.' | b'~' | b';' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A wish in *Try a request*, of one profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// What it is sent with.
    ChooseWay(RequestWay),
    /// *Send*.
    Send,
    /// *Cancel the request*.
    Cancel,
    /// How the answer is shown.
    ShowAs(ShownAs),
    /// Show its headers, or not.
    ShowHeaders(bool),
    /// *Copy as curl*.
    CopyCurl,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const USERS: &str = "/api/v3/org/<organizationID>/user";

    fn draft(path: &str, organization: &str) -> RequestDraft {
        RequestDraft {
            path: path.to_owned(),
            organization: organization.to_owned(),
            ..RequestDraft::default()
        }
    }

    #[test]
    fn an_organization_stands_in_its_place_as_one_part_of_the_path() {
        for (typed, filled) in [
            (" 42 ", "/api/v3/org/42/user"),
            ("a b?c#d&ä", "/api/v3/org/a%20b%3Fc%23d%26%C3%A4/user"),
        ] {
            let draft = draft(USERS, typed);
            assert!(draft.wants_organization() && !draft.lacks_organization());
            assert_eq!(draft.filled_path(), filled);
            let path = ResourcePath::parse(filled);
            assert_eq!(path.as_ref().map(ResourcePath::as_str), Ok(filled));
        }
        for walk in ["..", ".", "42/..", "a/b", "..;x", "%2e%2e", "a\\b"] {
            let path = draft(USERS, walk).filled_path();
            assert!(ResourcePath::parse(&path).is_err(), "{walk}: {path}");
        }
    }

    #[test]
    fn without_an_organization_the_place_is_empty_and_known_to_be() {
        for typed in ["", "  ", "<organizationID>", "x<organizationID>"] {
            assert!(draft(USERS, typed).lacks_organization(), "{typed}");
            assert_eq!(draft(USERS, typed).filled_path(), USERS);
        }
        let plain = draft("/api/v1/Computer", "");
        assert!(!plain.wants_organization() && !plain.lacks_organization());
        assert_eq!(plain.filled_path(), "/api/v1/Computer");
    }

    #[test]
    fn what_is_typed_is_not_shown_by_debug() {
        let mut draft = draft(USERS, "a-token");
        "a-token".clone_into(&mut draft.search);
        assert_eq!(format!("{draft:?}"), "RequestDraft(redacted)");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_as_an_organization_changes_no_other_part_of_the_path(
            typed in prop_oneof![any::<String>(), "[a-z./%2eE5cC;?#\\\\<>]{0,12}"]
        ) {
            let draft = draft(USERS, &typed);
            if draft.lacks_organization() {
                return Ok(());
            }
            if let Ok(path) = ResourcePath::parse(&draft.filled_path()) {
                let parts: Vec<_> = path.as_str().split('/').collect();
                prop_assert_eq!(parts.len(), 6);
                prop_assert_eq!((&parts[..4], parts[5]), (&["", "api", "v3", "org"][..], "user"));
                prop_assert!(!path.as_str().contains(['?', '#', '<']));
            }
        }
    }
}
