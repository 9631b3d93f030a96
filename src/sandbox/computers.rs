//! The mock tenant's devices and roles.

use serde_json::{Value, json};

use super::people::{Person, people};

pub(super) struct Computer {
    owner: Person,
}

impl Computer {
    /// A device shares the status of its user.
    pub(super) fn is_active(&self) -> bool {
        self.owner.active
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.owner.blocked
    }

    pub(super) fn is_of(&self, user_uid: &str) -> bool {
        self.owner.uid() == user_uid
    }

    /// Searches the name, ignoring case.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.name().contains(&text.to_lowercase())
    }

    /// The console's JSON, with the fields that the vendor's clients read. The backup usage makes it much larger.
    pub(super) fn to_json(&self, with_usage: bool) -> Value {
        let mut computer = self.without_usage();
        if with_usage {
            computer["backupUsage"] = DESTINATIONS.iter().map(|to| self.usage(to)).collect();
        }
        computer
    }

    fn without_usage(&self) -> Value {
        json!({
            "computerId": 9_000 + self.owner.number,
            "name": self.name(),
            "osHostname": self.name(),
            "guid": format!("12005500{:010}", 70_000 + self.owner.number),
            "type": "COMPUTER",
            "status": if self.is_active() { "Active" } else { "Deactivated" },
            "active": self.is_active(),
            "blocked": self.is_blocked(),
            "alertState": 0,
            "userId": self.owner.id(),
            "userUid": self.owner.uid(),
            "orgUid": Person::ORG_UID,
            "osName": "linux",
            "version": "11.4.0",
            "lastConnected": "2025-11-30T17:20:11.004Z",
            "creationDate": "2024-03-06T08:01:30.190Z",
        })
    }

    fn usage(&self, (guid, name): &(&str, &str)) -> Value {
        let number = 70_000 + self.owner.number;
        let bytes = 1_048_576 * number;
        json!({
            "targetComputerGuid": guid,
            "targetComputerName": name,
            "targetComputerType": "SERVER",
            "selectedFiles": number + 421,
            "selectedBytes": bytes,
            "todoFiles": 0,
            "todoBytes": 0,
            "archiveBytes": bytes / 2,
            "billableBytes": bytes,
            "sendRateAverage": 1_338_512,
            "completionRateAverage": 2_041_220,
            "lastBackup": "2025-11-30T17:05:48.221Z",
            "lastCompletedBackup": "2025-11-30T17:05:48.221Z",
            "lastConnected": "2025-11-30T17:20:11.004Z",
            "lastMaintenanceDate": "2025-11-27T03:12:09.517Z",
            "lastCompactDate": "2025-11-27T03:12:09.517Z",
            "creationDate": "2024-03-06T08:02:11.904Z",
            "using": self.is_active(),
            "alertState": 0,
            "alertStates": ["OK"],
            "percentComplete": 100.0,
            "storePointId": 1_003,
            "storePointName": "example-store-3",
            "serverId": 31,
            "serverGuid": "812300219300214771",
            "serverName": "example-storage-31",
            "serverHostName": "https://storage.example.com:443",
            "isProvider": false,
            "archiveGuid": format!("10020034{:010}", number),
            "archiveFormat": "ARCHIVE_V1",
            "activity": {
                "connected": self.is_active(),
                "backingUp": false,
                "restoring": false,
                "timeRemainingInMs": 0,
                "remainingFiles": 0,
                "remainingBytes": 0,
            },
        })
    }

    fn name(&self) -> String {
        let username = self.owner.username();
        let person = username.split('@').next().unwrap_or_default();
        format!("{}-laptop", person.replace('.', "-"))
    }
}

/// One device for each user.
pub(super) fn computers() -> impl Iterator<Item = Computer> {
    people().map(|owner| Computer { owner })
}

pub(super) fn roles() -> Value {
    let role = |(id, name): (u32, &str)| json!({ "roleId": id, "roleName": name });
    ROLES.into_iter().map(role).collect()
}

/// Backup destinations: GUID and name.
const DESTINATIONS: [(&str, &str); 2] = [
    ("812300219300214001", "Example Cloud, Dublin"),
    ("812300219300214002", "Example Cloud, Frankfurt"),
];

const ROLES: [(u32, &str); 3] = [
    (1, "Customer Cloud Admin"),
    (2, "Org Admin"),
    (3, "Desktop User"),
];
