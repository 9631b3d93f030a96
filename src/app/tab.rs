//! The tabs below the token card.

/// One of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// What happened in this run.
    #[default]
    Activity,
    /// What the token says of itself.
    Claims,
    /// A request of one's own.
    Request,
}

impl Tab {
    /// All of them, from left to right.
    pub const ALL: [Self; 3] = [Self::Activity, Self::Claims, Self::Request];
}
