//! *Try a request*, for one profile.

use std::fmt;
use std::sync::Arc;

use crate::app::job::JobId;
use crate::model::request_examples::ORGANIZATION;
use crate::model::{Account, Failure, RequestFormat, ResourcePath, ResponseText, SecretDraft};

/// A resource that returns a token.
const TOKEN_RESOURCE: &str = "/auth/jwt";

/// The tab's state, except for what is typed ([`RequestDraft`]).
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub way: RequestWay,
    pub phase: RequestPhase,
    /// The last request: `phase` is about this one, whatever is typed by now.
    pub sent: Option<Sent>,
    /// Paths sent in this run, newest first.
    pub recent: Vec<ResourcePath>,
    pub shown_as: ShownAs,
    pub shows_headers: bool,
    /// *Send* was pressed with a missing or invalid field: the fields show their errors.
    pub shows_errors: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub path: ResourcePath,
    pub way: RequestWay,
}

/// Typed text. `Debug` is redacted: a search or a misplaced paste may contain a token.
#[derive(Default)]
pub struct RequestDraft {
    /// *Path*: may contain [`crate::model::request_examples::ORGANIZATION`].
    pub path: String,
    /// *Organization ID*, if the path has a placeholder for it.
    pub organization: String,
    /// *Password*, for Basic if none is saved. Wiped after the request.
    pub password: SecretDraft,
    pub search: String,
}

/// How a request authenticates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestWay {
    #[default]
    Token,
    /// Username and password (deprecated), for user accounts.
    Basic,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownAs {
    /// Formatted, if it is JSON.
    #[default]
    Pretty,
    /// As received.
    Raw,
}

/// | state | next |
/// |---|---|
/// | `Idle` | `Sending` by *Send* |
/// | `Sending` | `Response`; `Failed`; `Idle` by *Cancel*, or because the password must be typed |
/// | `Response`, `Failed` | `Sending` by *Send* |
#[derive(Clone, Debug, Default)]
pub enum RequestPhase {
    /// Nothing was sent, or the request was canceled.
    #[default]
    Idle,
    Sending {
        job: JobId,
    },
    /// Whatever its status.
    Response(Arc<ResponseText>),
    /// No response.
    Failed(Failure),
}

/// How many paths *Examples* lists as recent.
const MAX_RECENT: usize = 6;

impl RequestDraft {
    pub(crate) fn is_typed(&self) -> bool {
        !self.password.is_empty()
            || [&self.path, &self.organization, &self.search]
                .iter()
                .any(|text| !text.is_empty())
    }
}

impl Request {
    pub(super) fn note_sent(&mut self, path: ResourcePath, way: RequestWay) {
        self.recent.retain(|recent| *recent != path);
        self.recent.insert(0, path.clone());
        self.recent.truncate(MAX_RECENT);
        self.sent = Some(Sent { path, way });
    }

    pub fn job(&self) -> Option<JobId> {
        match self.phase {
            RequestPhase::Sending { job, .. } => Some(job),
            _ => None,
        }
    }

    /// Whether the console counts the running request as a sign-in.
    pub fn is_signing_in(&self) -> bool {
        self.way == RequestWay::Basic && self.job().is_some()
    }

    /// Whether a password must be typed because none is saved.
    pub fn wants_password(&self, account: &Account) -> bool {
        self.way == RequestWay::Basic && !account.stores_secret()
    }

    /// Whether the response contains a token: one was requested.
    pub fn holds_token(&self) -> bool {
        let asked_for_token = self.sent.as_ref().is_some_and(|sent| {
            let path = sent.path.as_str().to_ascii_lowercase();
            path.contains(TOKEN_RESOURCE)
        });
        asked_for_token && matches!(self.phase, RequestPhase::Response(_))
    }
}

impl RequestDraft {
    /// The path with the organization's ID, percent-encoded as one segment. Without an ID the placeholder stays, and the path
    /// must not be sent: see [`Self::lacks_organization`].
    pub fn filled_path(&self) -> String {
        if self.lacks_organization() {
            return self.path.clone();
        }
        let id = encode_segment(self.organization.trim());
        self.path.replace(ORGANIZATION, &id)
    }

    /// Whether the path has the placeholder for an organization's ID.
    pub fn wants_organization(&self) -> bool {
        self.path.contains(ORGANIZATION)
    }

    /// Whether the path has the placeholder but no ID is typed.
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

/// Percent-encodes one path segment. Dots and semicolons stay, since [`ResourcePath::parse`] checks them for path traversal; it
/// also refuses the encoded slash.
fn encode_segment(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'-' | b'_' | b'.' | b'~' | b';' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    ChooseWay(RequestWay),
    /// *Send*.
    Send,
    /// *Cancel*.
    Cancel,
    ShowAs(ShownAs),
    ShowHeaders(bool),
    /// *Copy request as*.
    CopyAs(RequestFormat),
    /// *Save response…*.
    SaveResponse,
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
