//! Which profile a command means.

use super::Profile;

/// In the given order: the profile with this ID; else those with this name, ignoring case, and those whose names look the same.
pub fn matching_profiles<'a>(name_or_id: &str, profiles: &[&'a Profile]) -> Vec<&'a Profile> {
    let wanted = name_or_id.trim().to_lowercase();
    let profiles = || profiles.iter().copied();
    if let Some(profile) = profiles().find(|profile| profile.id.to_string() == wanted) {
        return vec![profile];
    }
    let is_named = |profile: &Profile| profile.name.folded() == wanted;
    let Some(named) = profiles().find(|profile| is_named(profile)) else {
        return Vec::new();
    };
    profiles()
        .filter(|profile| is_named(profile) || profile.name.looks_like(&named.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::model::{Account, ClientId, ConsoleUrl, ProfileId, ProfileName};

    fn profile(name: &str) -> Profile {
        Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse(name).unwrap(),
            console: ConsoleUrl::parse("console.us2.crashplan.com").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_name_is_found_in_any_case_with_everything_that_passes_for_it_and_an_id_alone() {
        let profiles = [
            profile("Production EU"),
            profile("production eu"),
            // A Cyrillic о.
            profile("Prоduction EU"),
            profile("Production US"),
        ];
        let found = |text: &str| -> Vec<_> {
            let all: Vec<_> = profiles.iter().collect();
            let matching = matching_profiles(text, &all);
            let names = matching.iter().map(|profile| profile.name.as_str());
            names.collect()
        };
        let lookalikes = ["Production EU", "production eu", "Prоduction EU"];
        assert_eq!(found(" PRODUCTION eu\n"), lookalikes);
        assert_eq!(found("production us"), ["Production US"]);
        assert_eq!(found("Production"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
        let id = profiles[2].id.to_string().to_uppercase();
        assert_eq!(found(&id), ["Prоduction EU"]);
    }
}
