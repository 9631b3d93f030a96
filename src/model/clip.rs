//! Values that the clipboard's callers and adapters share.

/// Counts the copies of this run, so that a request to clear an older copy cannot clear a newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyId(pub u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    Cleared,
    /// Cleared, but another program owned the text and may keep it in its history: a clipboard manager, most likely.
    ClearedHere,
    /// Other content was found and left alone.
    ChangedElsewhere,
    /// A newer copy of ours had replaced it.
    Superseded,
}

impl Cleared {
    pub fn is_done(self) -> bool {
        matches!(self, Self::Cleared | Self::ClearedHere)
    }
}

/// The clipboard's owner at some moment, as far as the system exposes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardOwner {
    /// It is empty. Where the owner is not exposed: nothing was copied yet, or we left it empty.
    Nobody,
    Ours,
    /// Another program: the owner's window on X11, 0 where programs cannot be told apart.
    Other(u64),
}

impl ClipboardOwner {
    pub fn shows_another_copy_since(self, before: Self) -> bool {
        matches!(self, Self::Other(_)) && self != before
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyEnd {
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
