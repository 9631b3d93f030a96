/// What *Save for Postman* writes. `export` has the formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PostmanFile {
    /// The console's address, and a variable for the token, empty.
    #[default]
    Environment,
    EnvironmentWithToken,
    /// Sample requests that take address and token from the environment.
    Collection,
    /// The same requests, which sign in by themselves. The API client's ID and secret stay in Postman's vault.
    SignInCollection,
}

impl PostmanFile {
    /// In the order shown.
    pub const ALL: [Self; 4] = [
        Self::Environment,
        Self::EnvironmentWithToken,
        Self::Collection,
        Self::SignInCollection,
    ];

    pub fn has_token(self) -> bool {
        self == Self::EnvironmentWithToken
    }
}
