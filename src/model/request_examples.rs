//! Sample requests: read-only resources that the vendor documents or its own clients use.

/// Placeholder for the ID of an organization, which the user is asked for.
pub const ORGANIZATION: &str = "<organizationID>";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestExample {
    pub name: &'static str,
    /// May contain [`ORGANIZATION`].
    pub path: &'static str,
}

/// In menu order.
pub const EXAMPLES: [RequestExample; 8] = [
    RequestExample {
        name: "Active users, first 100",
        path: "/api/v3/users?active=true&blocked=false&pageSize=100",
    },
    RequestExample {
        name: "Users",
        path: "/api/v1/User",
    },
    RequestExample {
        name: "Current user",
        path: "/api/v1/User/my",
    },
    RequestExample {
        name: "Devices",
        path: "/api/v1/Computer",
    },
    RequestExample {
        name: "Roles",
        path: "/api/v4/role/view",
    },
    RequestExample {
        name: "Users of an organization",
        path: "/api/v3/org/<organizationID>/user",
    },
    RequestExample {
        name: "Organizations",
        path: "/api/v3/orgs",
    },
    RequestExample {
        name: "Tenant",
        path: "/api/v3/customer/my",
    },
];

impl RequestExample {
    pub fn wants_organization(self) -> bool {
        self.path.contains(ORGANIZATION)
    }
}
