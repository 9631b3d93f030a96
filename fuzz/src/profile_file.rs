//! The JSON of a profile file. What age encrypts is the same, and age has fuzz targets of its own.

#[path = "../../src/export/profile_file/json.rs"]
mod json;

use jiff::Timestamp;

use crate::model::{
    Account, AccountKind, Candidate, CandidateSecret, ClientId, ConsoleUrl, ExportedProfile, PasswordStorage, Profile,
    ProfileId, ProfileName, Secret, Username,
};

/// Candidates that can be profiles come back as they were once they are written.
pub fn profile_file(file: &[u8]) {
    let Ok(list) = json::read(file) else { return };
    let (profiles, secrets): (Vec<_>, Vec<_>) = list.candidates.iter().filter_map(stored).unzip();
    let secret = |index: usize| -> Option<&Secret> { secrets.get(index).and_then(Option::as_ref) };
    let Ok(written) = json::write(&profiles, secret, Timestamp::UNIX_EPOCH) else {
        // More than a file may have.
        return;
    };
    let Ok(again) = json::read(&written) else {
        panic!("what was written cannot be read");
    };
    assert!(again.unused.is_empty() && again.candidates.len() == profiles.len());
    for (index, candidate) in again.candidates.iter().enumerate() {
        let profile = &profiles[index].profile;
        assert!(candidate.name == profile.name.as_str() && candidate.login == profile.account.login());
        assert!(candidate.console == profile.console.as_str());
        let given = match &candidate.secret {
            CandidateSecret::Given(secret) => Some(secret.expose_secret()),
            _ => None,
        };
        assert!(given == secret(index).map(Secret::expose_secret));
    }
}

fn stored(candidate: &Candidate) -> Option<(ExportedProfile, Option<Secret>)> {
    let account = match candidate.kind {
        AccountKind::ApiClient => Account::ApiClient {
            client_id: ClientId::parse_stored(&candidate.login).ok()?,
        },
        AccountKind::User => Account::User {
            username: Username::parse_stored(&candidate.login).ok()?,
            password: PasswordStorage::InKeyring,
        },
    };
    let secret = match &candidate.secret {
        CandidateSecret::Given(secret) => Some(secret.clone()),
        _ => None,
    };
    let profile = Profile {
        id: ProfileId::random(),
        rev: 1,
        name: ProfileName::parse_stored(&candidate.name).ok()?,
        console: ConsoleUrl::parse(&candidate.console).ok()?,
        account,
        saved_at: Timestamp::UNIX_EPOCH,
    };
    let tag = (!candidate.tag.is_empty()).then(|| candidate.tag.clone());
    let exported = ExportedProfile {
        profile,
        tag,
        is_pinned: candidate.is_pinned,
    };
    Some((exported, secret))
}
