//! Sample profiles: one for each API client and user of the sandbox console.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::api_clients::{SandboxApiClient, api_clients};
use super::users::{SandboxUser, users};
use crate::model::{
    Account, ClientId, ConsoleUrl, PasswordStorage, PinAndTag, Profile, ProfileId, ProfileName,
    Secret, StoredProfile, Tag, Username,
};

const PINNED: &str = "Works";

/// A few have a color, for show. No tag asks before a copy by default.
fn tag(name: &str) -> Option<Tag> {
    match name {
        "Works" => Some(Tag::Teal),
        "Secret was reset" => Some(Tag::Violet),
        "Lasts 90 seconds" => Some(Tag::Pink),
        "Local user" | "Two-factor user" => Some(Tag::Blue),
        _ => None,
    }
}

/// A profile for each of [`api_clients`], then for each of [`users`], on `console`, as if saved at `now`.
pub fn sample_profiles(console: &ConsoleUrl, now: Timestamp) -> Vec<StoredProfile> {
    let clients = api_clients().iter().filter_map(of_api_client);
    clients
        .chain(users().iter().filter_map(of_user))
        .filter_map(|sample| sample.stored(console, now))
        .collect()
}

/// Pins and tags of the sample profiles.
pub fn sample_marks(samples: &[StoredProfile]) -> BTreeMap<ProfileId, PinAndTag> {
    let marks = |name| PinAndTag {
        is_pinned: name == PINNED,
        tag: tag(name),
    };
    samples
        .iter()
        .map(|sample| (sample.profile.id, marks(sample.profile.name.as_str())))
        .collect()
}

/// What samples differ in. Building one fails only for an invalid constant, which a test rules out.
struct Sample {
    name: &'static str,
    account: Account,
    secret: Option<Secret>,
}

fn of_api_client(client: &SandboxApiClient) -> Option<Sample> {
    Some(Sample {
        name: client.name,
        account: Account::ApiClient {
            client_id: ClientId::parse(client.client_id).ok()?,
        },
        secret: Some(Secret::new(client.secret)?),
    })
}

fn of_user(user: &SandboxUser) -> Option<Sample> {
    Some(Sample {
        name: user.name,
        account: Account::User {
            username: Username::parse(user.username).ok()?,
            password: user.password_storage,
        },
        secret: match user.password_storage {
            PasswordStorage::InKeyring => Some(Secret::new(user.password)?),
            PasswordStorage::AskedEachTime => None,
        },
    })
}

impl Sample {
    fn stored(self, console: &ConsoleUrl, now: Timestamp) -> Option<StoredProfile> {
        let profile = Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse(self.name).ok()?,
            console: console.clone(),
            account: self.account,
            saved_at: Timestamp::from_second(now.as_second()).ok()?,
        };
        let secret = self.secret;
        Some(StoredProfile { profile, secret })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccountKind;

    fn samples() -> (ConsoleUrl, Vec<StoredProfile>) {
        let console = ConsoleUrl::parse("http://127.0.0.1:4280").unwrap();
        let now = "2026-01-02T03:04:05.678Z".parse().unwrap();
        let samples = sample_profiles(&console, now);
        (console, samples)
    }

    #[test]
    fn every_client_has_a_sample_profile_with_its_stored_secret() {
        let (console, samples) = samples();
        assert_eq!(samples.len(), api_clients().len() + users().len());
        for sample in &samples {
            assert_eq!(sample.profile.console, console);
            assert_eq!(
                sample.profile.saved_at.to_string(),
                "2026-01-02T03:04:05Z",
                "to the second, as in the keyring"
            );
        }
        for (sample, client) in samples.iter().zip(api_clients()) {
            assert_eq!(sample.profile.name.as_str(), client.name);
            assert_eq!(sample.profile.account.kind(), AccountKind::ApiClient);
            assert_eq!(sample.profile.account.login(), client.client_id);
            assert!(holds(sample, client.secret), "{}", client.name);
        }
    }

    #[test]
    fn every_user_has_a_sample_profile_and_one_of_them_asks_for_the_password() {
        let (_, samples) = samples();
        let of_users = &samples[api_clients().len()..];
        for (sample, user) in of_users.iter().zip(users()) {
            assert_eq!(sample.profile.name.as_str(), user.name);
            assert_eq!(sample.profile.account.kind(), AccountKind::User);
            assert_eq!(sample.profile.account.login(), user.username);
            assert_eq!(
                holds(sample, user.password),
                sample.profile.account.stores_secret(),
                "{}",
                user.name
            );
        }
        let asking: Vec<_> = of_users
            .iter()
            .filter(|sample| sample.secret.is_none())
            .map(|sample| sample.profile.name.as_str())
            .collect();
        assert_eq!(asking, ["Password asked each time"]);
    }

    #[test]
    fn one_sample_is_pinned_and_a_few_have_a_color() {
        let (_, samples) = samples();
        let marks = sample_marks(&samples);
        let is_pinned = |sample: &&StoredProfile| marks[&sample.profile.id].is_pinned;
        let pinned: Vec<_> = samples.iter().filter(is_pinned).collect();
        assert_eq!(pinned.len(), 1);
        assert_eq!(pinned[0].profile.name.as_str(), "Works");
        let colors = marks.values().filter(|marks| marks.tag.is_some()).count();
        assert_eq!(colors, 5, "each name is the name of a sample");
    }

    fn holds(sample: &StoredProfile, secret: &str) -> bool {
        let stored = sample.secret.as_ref().map(Secret::expose_secret);
        stored == Some(secret)
    }
}
