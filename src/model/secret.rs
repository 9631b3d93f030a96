//! Values that must not be seen: a stored secret, and one that is being typed.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroize as _;

/// The secret of an API client, or the password of a user account: non-empty, never trimmed, wiped when dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// A secret exactly as typed or stored. `None` if it is empty.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(SecretString::from(text)))
    }

    /// The text itself: for the keyring's payload and the sign-in request, nothing else.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

/// A text on its way to the clipboard: it may be, or hold, a token. Wiped when dropped.
#[derive(Clone)]
pub struct ClipText(SecretString);

impl ClipText {
    /// The text exactly as it will be pasted.
    pub fn new(text: String) -> Self {
        Self(SecretString::from(text))
    }

    /// The text itself: for the clipboard, and to see whether it is still there.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ClipText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClipText(redacted)")
    }
}

/// A secret while it is being typed. Edited in place by a field, wiped on [`SecretDraft::wipe`] and on drop.
///
/// Its buffer is made large at once, so that typing does not leave shorter copies behind in freed memory. (The zeroing
/// allocator of the program wipes those too.)
pub struct SecretDraft(String);

impl SecretDraft {
    /// The typed text, for the field that edits it.
    pub fn text_mut(&mut self) -> &mut String {
        &mut self.0
    }

    /// The typed text, to be read.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The typed text as a secret; `None` while nothing is typed.
    pub fn secret(&self) -> Option<Secret> {
        Secret::new(&self.0)
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether white space stands at an end: often pasted along by mistake, but never removed silently.
    pub fn has_space_at_ends(&self) -> bool {
        self.0.trim().len() != self.0.len()
    }

    /// Whether `text` is part of what is typed, and long enough to matter if it leaked.
    pub fn contains(&self, text: &str) -> bool {
        !text.is_empty() && self.0.contains(text)
    }

    /// Overwrites and empties it.
    pub fn wipe(&mut self) {
        self.0.zeroize();
    }
}

impl Default for SecretDraft {
    fn default() -> Self {
        Self(String::with_capacity(512))
    }
}

impl Drop for SecretDraft {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for SecretDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretDraft(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn debug_shows_nothing_of_the_text() {
        let mut draft = SecretDraft::default();
        draft.text_mut().push_str("hunter2-typed");
        let (secret, clip) = (
            Secret::new("hunter2-stored").unwrap(),
            ClipText::new("hunter2-copied".to_owned()),
        );
        let shown = format!("{secret:?} {draft:?} {clip:?}");
        assert_eq!(
            shown,
            "Secret(redacted) SecretDraft(redacted) ClipText(redacted)"
        );
    }

    #[test]
    fn a_secret_is_kept_to_the_letter_and_spaces_are_only_reported() {
        let mut draft = SecretDraft::default();
        draft.text_mut().push_str(" s3cret\t");
        assert_eq!(draft.secret().unwrap().expose_secret(), " s3cret\t");
        assert!(draft.has_space_at_ends());
        draft.wipe();
        assert!(draft.is_empty() && draft.secret().is_none());
    }

    proptest! {
        #[test]
        fn a_secret_is_what_was_typed_to_the_letter_and_is_never_shown(text: String) {
            match Secret::new(&text) {
                None => prop_assert!(text.is_empty()),
                Some(secret) => {
                    prop_assert_eq!(secret.expose_secret(), &text);
                    prop_assert_eq!(format!("{secret:?}"), "Secret(redacted)");
                }
            }
        }
    }
}
