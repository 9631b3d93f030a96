//! Which copy is meant, and what became of an order to clear it.

/// Counts copies of this run, so that an order to clear an older one cannot clear a newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What became of an order to clear the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    /// It held what we put there; it is empty now.
    Cleared,
    /// It holds something else; that was left alone.
    ChangedElsewhere,
    /// A newer copy of ours replaced the one meant; nothing was done.
    Superseded,
}
