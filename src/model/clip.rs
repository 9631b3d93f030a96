//! Which copy is meant, who held the clipboard when, and what became of an order.

/// Counts copies of this run, so that an order to clear an older one cannot clear a newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyId(pub u64);

/// What became of an order to clear the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    /// It held what we put there; it is empty now.
    Cleared,
    /// The same, but another program was seen with our text, and may have kept it: a clipboard manager, most likely.
    ClearedHere,
    /// It holds something else; that was left alone.
    ChangedElsewhere,
    /// A newer copy of ours replaced the one meant; nothing was done.
    Superseded,
}

impl Cleared {
    /// Whether it held what we put there, and was emptied.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Cleared | Self::ClearedHere)
    }
}

/// Who held the clipboard at some moment, as far as the system shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardOwner {
    /// It is empty, or nothing is known but that we last left it empty.
    Nobody,
    Ours,
    /// Another program, told apart from others where the system does (the owner's window on X11; else always 0).
    Other(u64),
}

impl ClipboardOwner {
    /// Whether another program took the clipboard between `before` and this mark, as far as it shows.
    pub fn shows_another_copy_since(self, before: Self) -> bool {
        matches!(self, Self::Other(_)) && self != before
    }
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyEnd {
    /// It is on the clipboard.
    Done,
    /// Another program copied something since the click; that was left alone.
    ChangedElsewhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_program_that_came_since_counts_as_another_copy() {
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
