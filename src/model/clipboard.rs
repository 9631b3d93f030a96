//! Ordering of copies, ownership of the clipboard, and the outcomes of copying and clearing.

/// Increases with each copy of this run, so that a late clear cannot remove a newer copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyId(pub u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearOutcome {
    Cleared,
    /// Cleared, but another program, most likely a clipboard manager, read our text and may have kept it.
    ClearedHere,
    /// It holds something else, which was left alone.
    ChangedElsewhere,
    /// A newer copy of ours replaced this one; nothing was done.
    Superseded,
}

impl ClearOutcome {
    pub fn is_done(self) -> bool {
        matches!(self, Self::Cleared | Self::ClearedHere)
    }
}

/// As far as the system tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardOwner {
    /// Empty, or unreadable since we last cleared it.
    Nobody,
    Ours,
    /// Identified where the system allows it (the owner's window on X11; otherwise always 0).
    Other(u64),
}

impl ClipboardOwner {
    /// Whether another program took the clipboard between `before` and now, as far as the system tells.
    pub fn shows_another_copy_since(self, before: Self) -> bool {
        matches!(self, Self::Other(_)) && self != before
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyOutcome {
    Done,
    /// Another program copied something since the click; that was left alone.
    ChangedElsewhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_new_owner_counts_as_another_copy() {
        for (before, now, copied) in [
            (ClipboardOwner::Nobody, ClipboardOwner::Nobody, false),
            (ClipboardOwner::Nobody, ClipboardOwner::Ours, false),
            (ClipboardOwner::Ours, ClipboardOwner::Nobody, false),
            (ClipboardOwner::Nobody, ClipboardOwner::Other(7), true),
            (ClipboardOwner::Ours, ClipboardOwner::Other(7), true),
            (ClipboardOwner::Other(7), ClipboardOwner::Other(7), false),
            (ClipboardOwner::Other(7), ClipboardOwner::Other(8), true),
            (ClipboardOwner::Other(7), ClipboardOwner::Ours, false),
        ] {
            assert_eq!(
                now.shows_another_copy_since(before),
                copied,
                "{before:?} → {now:?}"
            );
        }
    }
}
