//! Requests to begin with: read-only resources that the vendor documents, or that its own clients ask for.

/// What stands in an example for the ID of an organization, and is asked for.
pub const ORGANIZATION: &str = "<organizationID>";

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it answers, in a few words.
    pub name: &'static str,
    /// The path, perhaps with [`ORGANIZATION`] in it.
    pub path: &'static str,
}

/// All of them, in the order of the menu.
pub const EXAMPLES: [Example; 8] = [
    Example {
        name: "Active users, first 100",
        path: "/api/v3/users?active=true&blocked=false&pageSize=100",
    },
    Example {
        name: "Users",
        path: "/api/v1/User",
    },
    Example {
        name: "The user who signed in",
        path: "/api/v1/User/my",
    },
    Example {
        name: "Devices",
        path: "/api/v1/Computer",
    },
    Example {
        name: "Roles",
        path: "/api/v4/role/view",
    },
    Example {
        name: "Users of an organization",
        path: "/api/v3/org/<organizationID>/user",
    },
    Example {
        name: "Organizations",
        path: "/api/v3/orgs",
    },
    Example {
        name: "The customer",
        path: "/api/v3/customer/my",
    },
];

impl Example {
    /// Whether the ID of an organization is to be typed.
    pub fn wants_organization(self) -> bool {
        self.path.contains(ORGANIZATION)
    }
}
