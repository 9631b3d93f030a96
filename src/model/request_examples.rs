//! Sample requests: read-only resources that the vendor documents or its own clients use.

use super::AccountKind;

/// Placeholder for the ID of an organization, which the user is asked for.
pub const ORGANIZATION: &str = "<organizationID>";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestExample {
    pub name: &'static str,
    /// May contain [`ORGANIZATION`].
    pub path: &'static str,
    /// A sentence about the response.
    pub about: &'static str,
    /// Whether an API client gets an error: it isn't a user.
    pub is_for_users: bool,
}

/// In menu order.
pub const EXAMPLES: [RequestExample; 8] = [
    RequestExample {
        name: "Active users, first 100",
        path: "/api/v3/users?active=true&blocked=false&pageSize=100",
        about: "The first page of users who are active and not blocked.",
        is_for_users: false,
    },
    RequestExample {
        name: "Users",
        path: "/api/v1/User",
        about: "Users, as the vendor’s command line lists them.",
        is_for_users: false,
    },
    RequestExample {
        name: "Current user",
        path: "/api/v1/User/my",
        about: "The user account that signed in.",
        is_for_users: true,
    },
    RequestExample {
        name: "Devices",
        path: "/api/v1/Computer",
        about: "Computers that are backed up.",
        is_for_users: false,
    },
    RequestExample {
        name: "Roles",
        path: "/api/v4/role/view",
        about: "Roles that the token’s account may see.",
        is_for_users: false,
    },
    RequestExample {
        name: "Users of an organization",
        path: "/api/v3/org/<organizationID>/user",
        about: "Users of one organization: set the variable `organizationID` first.",
        is_for_users: false,
    },
    RequestExample {
        name: "Organizations",
        path: "/api/v3/orgs",
        about: "Organizations, with their IDs.",
        is_for_users: false,
    },
    RequestExample {
        name: "Tenant",
        path: "/api/v3/customer/my",
        about: "The customer that the token belongs to.",
        is_for_users: false,
    },
];

impl RequestExample {
    pub fn wants_organization(self) -> bool {
        self.path.contains(ORGANIZATION)
    }

    pub fn suits(self, kind: AccountKind) -> bool {
        kind == AccountKind::User || !self.is_for_users
    }
}
