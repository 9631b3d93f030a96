//! What we put onto the clipboard last, and under which ticket. The rules that every clipboard shares; where the content
//! itself lies is the adapters' business.

use std::hint::black_box;

use crate::model::{ClipText, ClipboardOwner, CopyId};

/// The newest copy of this run.
///
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
    /// Notes what was put. What was noted before is wiped.
    pub(super) fn note(&mut self, copy_id: CopyId, text: &ClipText) {
        self.newest = Some(copy_id);
        self.text = Some(text.clone());
        self.last_owner = ClipboardOwner::Ours;
    }

    /// The clipboard's owner when it was last used from here: the best guess where the system does not tell.
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

    /// Whether a newer copy than this one was put.
    pub(super) fn is_newer_than(&self, copy_id: CopyId) -> bool {
        self.newest.is_some_and(|newest| newest > copy_id)
    }

    /// What was put under this ticket, if that is the newest and it was not cleared or found replaced since.
    pub(super) fn text_of(&self, copy_id: CopyId) -> Option<&ClipText> {
        self.text.as_ref().filter(|_| self.newest == Some(copy_id))
    }

    /// The newest ticket, if what was put under it may still be there.
    pub(super) fn newest_held(&self) -> Option<CopyId> {
        self.text.as_ref().and(self.newest)
    }

    /// Wipes the text: it is no longer there.
    pub(super) fn forget(&mut self) {
        self.text = None;
    }
}

/// Whether `found` is `ours`, without stopping at the first difference: how long it takes does not say how much of a token
/// another program's content shares.
pub(super) fn is_same(found: &str, ours: &ClipText) -> bool {
    let ours = ours.expose_secret();
    let differs = found
        .bytes()
        .zip(ours.bytes())
        .fold(0, |all, (a, b)| black_box(all | (a ^ b)));
    found.len() == ours.len() && differs == 0
}

/// A part of a text as short as this is not told from chance.
const SHORTEST_PART_BYTES: usize = 24;

/// Whether `found` is `ours` with something around it, or a long part of it: a header with a line end, the token of a header.
pub(super) fn is_form_of(found: &str, ours: &ClipText) -> bool {
    let (found, whole) = (found.trim(), ours.expose_secret().trim());
    is_same(found, ours)
        || (whole.len() >= SHORTEST_PART_BYTES && found.contains(whole))
        || (found.len() >= SHORTEST_PART_BYTES && whole.contains(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> ClipText {
        ClipText::new(text.to_owned())
    }

    #[test]
    fn only_the_newest_ticket_has_a_text_and_only_until_it_is_forgotten() {
        let mut held = OwnCopy::default();
        assert!(!held.is_newer_than(CopyId(1)));
        held.note(CopyId(1), &text("first"));
        held.note(CopyId(2), &text("second"));
        assert!(held.text_of(CopyId(1)).is_none());
        assert_eq!(held.text_of(CopyId(2)).unwrap().expose_secret(), "second");
        held.forget();
        assert!(held.text_of(CopyId(2)).is_none());
        assert!(
            held.is_newer_than(CopyId(1)),
            "an older copy stays superseded"
        );
        assert!(!held.is_newer_than(CopyId(2)));
    }

    #[test]
    fn the_same_is_only_the_whole_text() {
        assert!(is_same("Bearer abc", &text("Bearer abc")));
        for other in ["", "Bearer ab", "Bearer abcd", "Bearer abd", "Cearer abc"] {
            assert!(!is_same(other, &text("Bearer abc")), "{other}");
        }
    }

    #[test]
    fn a_form_is_the_text_with_something_around_it_or_a_long_part_of_it() {
        let ours = text("Authorization: Bearer pretend-token-0123456789-abc");
        for form in [
            "Authorization: Bearer pretend-token-0123456789-abc\n",
            "pretend-token-0123456789-abc",
            "curl -H 'Authorization: Bearer pretend-token-0123456789-abc'",
        ] {
            assert!(is_form_of(form, &ours), "{form}");
        }
        for other in [
            "",
            "Authorization: Bearer ",
            "Authorization: Bearer another-token-0123456789-xyz",
            "token-0123456789",
        ] {
            assert!(!is_form_of(other, &ours), "{other}");
        }
        assert!(is_form_of("short", &text("short")));
        assert!(!is_form_of("a short text", &text("short")));
    }
}
