//! *Jump to*: profiles and commands by a few letters.

/// The dialog. What is typed stands in [`super::Drafts::palette`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// The place of the chosen one in what is found.
    pub at: usize,
}
