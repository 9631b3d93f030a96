//! The pretend tenant and its users: made up, and the same in every run.

use serde_json::{Value, json};

/// The tenant that every account of the sandbox belongs to.
pub(super) const TENANT_UID: &str = "37cf9d76-ddd2-4303-b9c4-ecdde4993502";

/// More than one page at the size of 100 that the vendor's example asks for.
const HOW_MANY: usize = 137;

/// A user of the tenant.
pub(super) struct Person {
    /// Where it stands among [`people`].
    pub(super) number: usize,
    first: &'static str,
    last: &'static str,
    /// Whether backups go on; else deactivated.
    pub(super) active: bool,
    /// Whether signing in is blocked.
    pub(super) blocked: bool,
}

impl Person {
    /// The tenant's only organization.
    pub(super) const ORG_UID: &str = "1187240043962117001";
    /// The number that v1 of the API knows it by.
    pub(super) const ORG_ID: u32 = 2_301;
    const ORG_NAME: &str = "Example Company";

    /// The number that v1 of the API knows it by.
    pub(super) fn id(&self) -> usize {
        4_000 + self.number
    }

    /// The number that later versions know it by.
    pub(super) fn uid(&self) -> String {
        format!("11872400439621{:05}", 20_000 + self.number)
    }

    /// The sign-in name, which is the e-mail address too.
    pub(super) fn username(&self) -> String {
        format!("{}.{}@example.com", self.first, self.last).to_lowercase()
    }

    /// Whether a search for `text` finds this user: in the name or the address, ignoring case.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let name = format!("{} {}", self.first, self.last).to_lowercase();
        name.contains(&text) || self.username().contains(&text)
    }

    /// Whether this user is in the organization.
    pub(super) fn is_in(org_uid: &str) -> bool {
        org_uid == Self::ORG_UID
    }

    /// The user as the console's JSON has it, with the fields that the vendor's clients read.
    pub(super) fn to_json(&self, with_roles: bool) -> Value {
        let mut user = json!({
            "userId": self.id(),
            "userUid": self.uid(),
            "status": self.status(),
            "username": self.username(),
            "email": self.username(),
            "firstName": self.first,
            "lastName": self.last,
            "quotaInBytes": -1,
            "orgId": Self::ORG_ID,
            "orgUid": Self::ORG_UID,
            "orgName": Self::ORG_NAME,
            "userExtRef": null,
            "notes": null,
            "active": self.active,
            "blocked": self.blocked,
            "invited": false,
            "orgType": "ENTERPRISE",
            "usernameIsAnEmail": true,
            "creationDate": "2024-03-05T09:12:44.512Z",
            "modificationDate": "2025-10-21T15:40:02.087Z",
        });
        if with_roles {
            user["roles"] = json!(["Desktop User"]);
        }
        user
    }

    fn status(&self) -> &'static str {
        match (self.active, self.blocked) {
            (true, false) => "Active",
            (true, true) => "Active, Blocked",
            (false, false) => "Deactivated",
            (false, true) => "Deactivated, Blocked",
        }
    }
}

/// All users, in an order that stays.
pub(super) fn people() -> impl Iterator<Item = Person> {
    let names = LAST_NAMES
        .into_iter()
        .flat_map(|last| FIRST_NAMES.into_iter().map(move |first| (first, last)));
    names
        .take(HOW_MANY)
        .enumerate()
        .map(|(number, (first, last))| Person {
            number,
            first,
            last,
            active: number % 11 != 7,
            blocked: number % 17 == 5,
        })
}

/// The tenant as the console's JSON has it.
pub(super) fn tenant() -> Value {
    json!({
        "name": "Example Company",
        "registrationKey": null,
        "deploymentModel": "PUBLIC_CLOUD",
        "maintenanceMode": false,
        "tenantUid": TENANT_UID,
        "masterServicesAgreement": null,
    })
}

/// The tenant's only organization, as the console's JSON has it, with fields that the vendor's clients read.
pub(super) fn organization() -> Value {
    json!({
        "orgId": Person::ORG_ID,
        "orgUid": Person::ORG_UID,
        "orgName": Person::ORG_NAME,
        "orgExtRef": null,
        "notes": null,
        "status": "Active",
        "active": true,
        "blocked": false,
        "parentOrgId": null,
        "parentOrgUid": null,
        "type": "ENTERPRISE",
        "classification": "BASIC",
        "hierarchyCounts": { "usersCount": HOW_MANY, "computersCount": HOW_MANY, "orgCount": 0 },
        "creationDate": "2024-03-05T09:10:02.118Z",
        "modificationDate": "2025-10-02T08:30:41.730Z",
    })
}

const FIRST_NAMES: [&str; 12] = [
    "Amara", "Bruno", "Chiara", "Dmitri", "Eilidh", "Farid", "Grace", "Hiroshi", "Ines", "Jonas",
    "Kavya", "Lucia",
];

const LAST_NAMES: [&str; 12] = [
    "Andersen",
    "Baptiste",
    "Castro",
    "Dubois",
    "Ekwueme",
    "Fischer",
    "Grant",
    "Haddad",
    "Ito",
    "Jansen",
    "Kowalski",
    "Lindqvist",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_users_fill_more_than_one_page_and_are_told_apart() {
        let all: Vec<Person> = people().collect();
        assert_eq!(all.len(), HOW_MANY);
        let names: HashSet<String> = all.iter().map(Person::username).collect();
        assert_eq!(names.len(), HOW_MANY);
    }

    #[test]
    fn there_are_users_of_every_status() {
        let statuses: HashSet<&str> = people().map(|person| person.status()).collect();
        assert_eq!(statuses.len(), 4, "{statuses:?}");
    }
}
