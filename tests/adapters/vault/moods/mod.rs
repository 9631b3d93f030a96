//! The keyring in its moods, against a real one in a private session: waiting for a person, frozen, killed, damaged; with
//! two windows at once; and with the program, or the keyring, or the way to it, gone at every call of a save, a change and a deletion.

mod batches;
mod killed;
mod person;
mod relay;
mod replacing;
mod stuck;
mod two_windows;

use std::time::Duration;

use tokendesk::model::{
    Account, ClientId, ConsoleUrl, Profile, ProfileId, ProfileName, Secret, StoredProfile,
};
use tokendesk::os::clock;

/// How long an answer may take on a busy machine. A keyring that is frozen, or that asks a person, gives none at all.
const ANSWERED: Duration = Duration::from_secs(30);

fn profile(name: &str) -> StoredProfile {
    StoredProfile {
        profile: Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse(name).unwrap(),
            console: ConsoleUrl::parse("console.example").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: "2026-03-01T09:30:00Z".parse().unwrap(),
        },
        secret: Secret::new("a secret"),
    }
}

/// The next save of a profile.
fn edited(stored: &StoredProfile, name: &str) -> StoredProfile {
    let mut edited = stored.clone();
    edited.profile.rev += 1;
    edited.profile.name = ProfileName::parse(name).unwrap();
    edited.secret = Secret::new("another secret");
    edited
}

/// How long something takes.
fn took<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (_, before) = clock::read();
    let done = work();
    (done, clock::read().1.saturating_sub(before))
}
