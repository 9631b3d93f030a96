//! ```json
//! {
//!   "format": "tokendesk-profiles",
//!   "version": 1,
//!   "exported_at": "2026-11-12T15:47:00Z",
//!   "profiles": [
//!     {
//!       "name": "Production EU",
//!       "console": "https://console.eu5.cpg.crashplan.com",
//!       "account": { "kind": "api_client", "client_id": "key-42" },
//!       "tag": "Production",
//!       "pinned": true,
//!       "secret": "only in an encrypted file"
//!     },
//!     {
//!       "name": "Dana",
//!       "console": "https://console.us2.crashplan.com",
//!       "account": { "kind": "user", "username": "dana@example.com", "password": "ask" }
//!     }
//!   ]
//! }
//! ```
//!
//! A reader ignores fields that it doesn't know. A change that an older reader must not misunderstand raises the version.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use zeroize::Zeroizing;

use crate::model::profile_file::{MAX_JSON_BYTES, MAX_PROFILES};
use crate::model::{
    Account, AccountKind, Candidate, CandidateSecret, ExportFailure, ExportedProfile, ImportList,
    PasswordStorage, ProfileFileFailure, Secret, visible_line,
};

const FORMAT: &str = "tokendesk-profiles";
const VERSION: u64 = 1;

const API_CLIENT: &str = "api_client";
const USER: &str = "user";

const NOT_ENCRYPTED: &str =
    "The file has its secret unencrypted. Delete the file after the import.";

/// The document, wiped on drop. `secret` gives the secrets, in an encrypted file only.
pub fn write<'s>(
    profiles: &'s [ExportedProfile],
    secret: impl Fn(usize) -> Option<&'s Secret>,
    exported_at: Timestamp,
) -> Result<Zeroizing<Vec<u8>>, ExportFailure> {
    let entries = profiles.iter().enumerate();
    let document = Written {
        format: FORMAT,
        version: VERSION,
        exported_at: exported_at.to_string(),
        profiles: entries
            .map(|(index, entry)| WrittenProfile::of(entry, secret(index)))
            .collect(),
    };
    let mut bytes = Zeroizing::new(Vec::new());
    if serde_json::to_writer_pretty(&mut *bytes, &document).is_err() {
        return Err(ExportFailure::Defect);
    }
    bytes.push(b'\n');
    if profiles.len() > MAX_PROFILES || bytes.len() > MAX_JSON_BYTES {
        return Err(ExportFailure::TooLarge);
    }
    Ok(bytes)
}

#[derive(Serialize)]
struct Written<'p> {
    format: &'static str,
    version: u64,
    exported_at: String,
    profiles: Vec<WrittenProfile<'p>>,
}

#[derive(Serialize)]
struct WrittenProfile<'p> {
    name: &'p str,
    console: &'p str,
    account: WrittenAccount<'p>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'p str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pinned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'p str>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum WrittenAccount<'p> {
    ApiClient {
        client_id: &'p str,
    },
    User {
        username: &'p str,
        password: FilePassword,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FilePassword {
    Saved,
    /// Typed for each sign-in.
    Ask,
}

impl<'p> WrittenProfile<'p> {
    fn of(entry: &'p ExportedProfile, secret: Option<&'p Secret>) -> Self {
        let profile = &entry.profile;
        Self {
            name: profile.name.as_str(),
            console: profile.console.as_str(),
            account: match &profile.account {
                Account::ApiClient { client_id } => WrittenAccount::ApiClient {
                    client_id: client_id.as_str(),
                },
                Account::User { username, password } => WrittenAccount::User {
                    username: username.as_str(),
                    password: match password {
                        PasswordStorage::InKeyring => FilePassword::Saved,
                        PasswordStorage::AskedEachTime => FilePassword::Ask,
                    },
                },
            },
            tag: entry.tag.as_deref(),
            pinned: entry.is_pinned,
            secret: secret.map(Secret::expose_secret),
        }
    }
}

/// Whether the text claims to be one of ours.
pub(super) fn is_ours(json: &[u8]) -> bool {
    head(json).is_some()
}

/// Reads a file that isn't encrypted.
pub fn read(json: &[u8]) -> Result<ImportList, ProfileFileFailure> {
    let mut list = read_decrypted(json)?;
    for candidate in &mut list.candidates {
        if matches!(candidate.secret, CandidateSecret::Given(_)) {
            candidate.remarks.push(NOT_ENCRYPTED.to_owned());
        }
    }
    Ok(list)
}

pub(super) fn read_decrypted(json: &[u8]) -> Result<ImportList, ProfileFileFailure> {
    if json.len() > MAX_JSON_BYTES {
        return Err(ProfileFileFailure::TooLarge);
    }
    let json = without_byte_order_mark(json);
    // First: a later version may give the same field names another meaning.
    match head(json) {
        None => return Err(not_ours(json)),
        Some(FileHead {
            version: Some(version),
            ..
        }) if version > VERSION => {
            return Err(ProfileFileFailure::Newer { version });
        }
        Some(_) => {}
    }
    let mut reader = serde_json::Deserializer::from_slice(json);
    let document: ReadDocument<'_> =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| damaged(&error))?;
    reader.end().map_err(|error| at_line(&error))?;
    let missing = |field: &str| ProfileFileFailure::DamagedJson {
        field: field.to_owned(),
        line: 0,
    };
    if document.version.unwrap_or_default() == 0 {
        return Err(missing("version"));
    }
    let profiles = document.profiles.ok_or_else(|| missing("profiles"))?;
    if profiles.len() > MAX_PROFILES {
        return Err(ProfileFileFailure::TooManyProfiles {
            count: profiles.len(),
        });
    }
    let mut list = ImportList::default();
    for (index, profile) in profiles.into_iter().enumerate() {
        let place = format!("Profile {}", index + 1);
        match profile.candidate(place) {
            Ok(candidate) => list.candidates.push(candidate),
            Err(sentence) => list.unused.push(sentence),
        }
    }
    Ok(list)
}

fn without_byte_order_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}

#[derive(Deserialize)]
struct FileHead<'j> {
    #[serde(borrow)]
    format: Cow<'j, str>,
    version: Option<u64>,
}

/// `None` if it isn't ours, or broken before the end.
fn head(json: &[u8]) -> Option<FileHead<'_>> {
    let head: FileHead<'_> = serde_json::from_slice(without_byte_order_mark(json)).ok()?;
    (head.format == FORMAT).then_some(head)
}

/// A document that names our format, but is cut off or broken, is damaged rather than something else.
fn not_ours(json: &[u8]) -> ProfileFileFailure {
    let is_marked = json
        .windows(FORMAT.len() + 2)
        .any(|part| part == format!("\"{FORMAT}\"").as_bytes());
    match serde_json::from_slice::<serde::de::IgnoredAny>(json) {
        Err(error) if is_marked => at_line(&error),
        Ok(_) if is_marked => {
            let mut reader = serde_json::Deserializer::from_slice(json);
            let head = serde_path_to_error::deserialize::<_, FileHead<'_>>(&mut reader);
            head.err()
                .map_or(ProfileFileFailure::NotAProfileFile, |error| damaged(&error))
        }
        _ => ProfileFileFailure::NotAProfileFile,
    }
}

fn at_line(error: &serde_json::Error) -> ProfileFileFailure {
    if error.classify() == Category::Eof {
        return ProfileFileFailure::Truncated;
    }
    ProfileFileFailure::DamagedJson {
        field: String::new(),
        line: error.line(),
    }
}

/// The place alone: a parser's error can quote what it could not read.
fn damaged(error: &serde_path_to_error::Error<serde_json::Error>) -> ProfileFileFailure {
    let cause = error.inner();
    if cause.classify() != Category::Data {
        return at_line(cause);
    }
    let path = error.path().to_string();
    ProfileFileFailure::DamagedJson {
        field: if path == "." {
            String::new()
        } else {
            visible_line(&path)
        },
        line: cause.line(),
    }
}

#[derive(Deserialize)]
struct ReadDocument<'j> {
    version: Option<u64>,
    #[serde(borrow)]
    profiles: Option<Vec<ReadProfile<'j>>>,
}

/// Texts that are missing are empty: the preview asks for them.
#[derive(Deserialize)]
struct ReadProfile<'j> {
    #[serde(borrow, default)]
    name: Cow<'j, str>,
    #[serde(borrow, default)]
    console: Cow<'j, str>,
    #[serde(borrow)]
    account: ReadAccount<'j>,
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    pinned: bool,
    #[serde(default)]
    secret: Option<String>,
}

#[derive(Deserialize)]
struct ReadAccount<'j> {
    #[serde(borrow)]
    kind: Cow<'j, str>,
    #[serde(borrow, default)]
    client_id: Cow<'j, str>,
    #[serde(borrow, default)]
    username: Cow<'j, str>,
    #[serde(default)]
    password: Option<FilePassword>,
}

impl ReadProfile<'_> {
    /// Or why it can't be used.
    fn candidate(self, place: String) -> Result<Candidate, String> {
        let (kind, login) = match &*self.account.kind {
            API_CLIENT => (AccountKind::ApiClient, self.account.client_id),
            USER => (AccountKind::User, self.account.username),
            _ => {
                let name = visible_line(&self.name);
                return Err(format!(
                    "{place} (“{name}”) isn’t used: this version doesn’t support its sign-in method."
                ));
            }
        };
        let given = self.secret.map(Zeroizing::new);
        let given = given.and_then(|text| Secret::new(&text));
        let secret = match (given, self.account.password) {
            (Some(secret), _) => CandidateSecret::Given(secret),
            (None, Some(FilePassword::Ask)) if kind == AccountKind::User => {
                CandidateSecret::AskedEachTime
            }
            (None, _) => CandidateSecret::Missing,
        };
        Ok(Candidate {
            name: self.name.into_owned(),
            console: self.console.into_owned(),
            login: login.into_owned(),
            secret,
            tag: self.tag.unwrap_or_default(),
            is_pinned: self.pinned,
            ..Candidate::at(place, kind)
        })
    }
}
