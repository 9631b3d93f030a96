//! The tabs below the token card.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    #[default]
    Activity,
    /// Decoded from the token.
    Claims,
    Request,
}

impl Tab {
    /// From left to right.
    pub const ALL: [Self; 3] = [Self::Activity, Self::Claims, Self::Request];
}
