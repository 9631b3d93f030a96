//! The mock tenant and its users, the same in every run.

use serde_json::{Value, json};

pub(super) const TENANT_UID: &str = "37cf9d76-ddd2-4303-b9c4-ecdde4993502";

/// More than one page of 100, the size in the vendor's example.
const PEOPLE: usize = 137;

/// A user of the tenant.
pub(super) struct Person {
    /// Its index in [`people`].
    pub(super) number: usize,
    first: &'static str,
    last: &'static str,
    /// Otherwise deactivated.
    pub(super) active: bool,
    pub(super) blocked: bool,
}

impl Person {
    /// The tenant's only organization.
    pub(super) const ORG_UID: &str = "1187240043962117001";
    /// In v1 of the API.
    pub(super) const ORG_ID: u32 = 2_301;
    const ORG_NAME: &str = "Example Company";

    /// In v1 of the API.
    pub(super) fn id(&self) -> usize {
        4_000 + self.number
    }

    /// In later versions of the API.
    pub(super) fn uid(&self) -> String {
        format!("11872400439621{:05}", 20_000 + self.number)
    }

    /// Also the email address.
    pub(super) fn username(&self) -> String {
        format!("{}.{}@example.com", self.first, self.last).to_lowercase()
    }

    /// Searches name and email address, ignoring case.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let name = format!("{} {}", self.first, self.last).to_lowercase();
        name.contains(&text) || self.username().contains(&text)
    }

    pub(super) fn is_in(org_uid: &str) -> bool {
        org_uid == Self::ORG_UID
    }

    /// The console's JSON, with the fields that the vendor's clients read.
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

pub(super) fn people() -> impl Iterator<Item = Person> {
    let names = LAST_NAMES
        .into_iter()
        .flat_map(|last| FIRST_NAMES.into_iter().map(move |first| (first, last)));
    names
        .take(PEOPLE)
        .enumerate()
        .map(|(number, (first, last))| Person {
            number,
            first,
            last,
            active: number % 11 != 7,
            blocked: number % 17 == 5,
        })
}

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

/// The tenant's only organization, with the fields that the vendor's clients read.
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
        "hierarchyCounts": { "usersCount": PEOPLE, "computersCount": PEOPLE, "orgCount": 0 },
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
    fn no_two_users_share_a_name() {
        let all: Vec<Person> = people().collect();
        assert_eq!(all.len(), PEOPLE);
        let names: HashSet<String> = all.iter().map(Person::username).collect();
        assert_eq!(names.len(), PEOPLE);
    }

    #[test]
    fn there_are_users_of_every_status() {
        let statuses: HashSet<&str> = people().map(|person| person.status()).collect();
        assert_eq!(statuses.len(), 4, "{statuses:?}");
    }
}
