//! The newest copy of this run and its id: the rules that every clipboard shares.

use subtle::ConstantTimeEq as _;

use crate::model::{ClipText, ClipboardOwner, CopyId};

/// | state | `newest` | `text` | `last_owner` |
/// |---|---|---|---|
/// | nothing was copied yet | `None` | `None` | `Nobody` |
/// | the newest copy may still be there | its id | its text | `Ours` |
/// | it was cleared, and is watched | its id | its text | `Nobody` |
/// | it was cleared | its id | `None`: wiped | `Nobody` |
/// | it was found replaced | its id | `None`: wiped | `Other` |
pub(super) struct OwnCopy {
    newest: Option<CopyId>,
    text: Option<ClipText>,
    last_owner: ClipboardOwner,
}

impl Default for OwnCopy {
    fn default() -> Self {
        Self {
            newest: None,
            text: None,
            last_owner: ClipboardOwner::Nobody,
        }
    }
}

impl OwnCopy {
    /// Wipes the text of the copy before it.
    pub(super) fn record(&mut self, copy_id: CopyId, text: &ClipText) {
        self.newest = Some(copy_id);
        self.text = Some(text.clone());
        self.last_owner = ClipboardOwner::Ours;
    }

    /// Its owner after our last call: the best guess where the system does not expose one.
    pub(super) fn last_owner(&self) -> ClipboardOwner {
        self.last_owner
    }

    pub(super) fn mark_cleared(&mut self) {
        self.last_owner = ClipboardOwner::Nobody;
    }

    /// Another program's content was found where the text of `copy_id` was expected.
    pub(super) fn mark_replaced(&mut self, copy_id: CopyId) {
        if self.text_of(copy_id).is_some() {
            self.last_owner = ClipboardOwner::Other(0);
        }
    }

    pub(super) fn is_newer_than(&self, copy_id: CopyId) -> bool {
        self.newest.is_some_and(|newest| newest > copy_id)
    }

    /// `None` if a newer copy replaced it, or the text is wiped.
    pub(super) fn text_of(&self, copy_id: CopyId) -> Option<&ClipText> {
        self.text.as_ref().filter(|_| self.newest == Some(copy_id))
    }

    /// `None` if its text is wiped.
    pub(super) fn newest_with_text(&self) -> Option<CopyId> {
        self.text.as_ref().and(self.newest)
    }

    pub(super) fn wipe_text(&mut self) {
        self.text = None;
    }
}

/// In constant time: how long it takes must not tell how much of a token another program's content matches.
pub(super) fn is_same(found: &str, ours: &ClipText) -> bool {
    found
        .as_bytes()
        .ct_eq(ours.expose_secret().as_bytes())
        .into()
}

/// A shorter part could match by chance.
const MIN_PART_BYTES: usize = 24;

/// Whether one contains the other: a header with a newline appended, or the token of a header.
pub(super) fn is_same_or_part(found: &str, ours: &ClipText) -> bool {
    let (found, ours_trimmed) = (found.trim(), ours.expose_secret().trim());
    is_same(found, ours)
        || (ours_trimmed.len() >= MIN_PART_BYTES && found.contains(ours_trimmed))
        || (found.len() >= MIN_PART_BYTES && ours_trimmed.contains(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> ClipText {
        ClipText::new(text.to_owned())
    }

    #[test]
    fn only_the_newest_copy_has_a_text_and_only_until_it_is_wiped() {
        let mut own_copy = OwnCopy::default();
        assert!(!own_copy.is_newer_than(CopyId(1)));
        own_copy.record(CopyId(1), &text("first"));
        own_copy.record(CopyId(2), &text("second"));
        assert!(own_copy.text_of(CopyId(1)).is_none());
        assert_eq!(
            own_copy.text_of(CopyId(2)).unwrap().expose_secret(),
            "second"
        );
        own_copy.wipe_text();
        assert!(own_copy.text_of(CopyId(2)).is_none());
        assert!(
            own_copy.is_newer_than(CopyId(1)),
            "an older copy stays superseded"
        );
        assert!(!own_copy.is_newer_than(CopyId(2)));
    }

    #[test]
    fn only_the_complete_text_counts_as_our_copy() {
        assert!(is_same("Bearer abc", &text("Bearer abc")));
        for other in ["", "Bearer ab", "Bearer abcd", "Bearer abd", "Cearer abc"] {
            assert!(!is_same(other, &text("Bearer abc")), "{other}");
        }
    }

    #[test]
    fn a_part_is_the_text_with_something_around_it_or_a_long_part_of_it() {
        let ours = text("Authorization: Bearer pretend-token-0123456789-abc");
        for part in [
            "Authorization: Bearer pretend-token-0123456789-abc\n",
            "pretend-token-0123456789-abc",
            "curl -H 'Authorization: Bearer pretend-token-0123456789-abc'",
        ] {
            assert!(is_same_or_part(part, &ours), "{part}");
        }
        for other in [
            "",
            "Authorization: Bearer ",
            "Authorization: Bearer another-token-0123456789-xyz",
            "token-0123456789",
        ] {
            assert!(!is_same_or_part(other, &ours), "{other}");
        }
        assert!(is_same_or_part("short", &text("short")));
        assert!(!is_same_or_part("a short text", &text("short")));
    }
}
