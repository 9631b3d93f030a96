//! Stored and typed secrets.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroize as _;

use super::AccountKind;

/// The secret of an API client, or the password of a user account: never empty, never trimmed, wiped when
/// dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// `None` if empty.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(SecretString::from(text)))
    }

    /// A likely cause of a rejection.
    pub fn has_space_at_ends(&self) -> bool {
        has_space_at_ends(self.expose_secret())
    }

    /// For the keyring's payload and the sign-in request only.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

/// Text for the clipboard, which may contain a token. Wiped when dropped.
#[derive(Clone)]
pub struct ClipText(SecretString);

impl ClipText {
    pub fn new(text: String) -> Self {
        Self(SecretString::from(text))
    }

    /// For the clipboard, and to check whether it is still there.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ClipText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClipText(redacted)")
    }
}

/// A secret while it is typed. A text field edits it in place; it is wiped by [`SecretDraft::wipe`] and on
/// drop.
///
/// Its buffer starts large, so that typing does not reallocate and leave copies in freed memory. (The zeroing
/// allocator wipes those too.)
pub struct SecretDraft {
    text: String,
    keeps_spaces: bool,
}

/// What happens to white space around a typed secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaceAtEnds {
    None,
    /// Neither sent nor stored.
    Removed,
    /// Part of the secret.
    Kept,
}

impl SecretDraft {
    pub fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is sent and stored; `None` if that is empty. A console generates an API client's secret, so white
    /// space around it comes from pasting; a user may have chosen a password with it.
    pub fn secret(&self, kind: AccountKind) -> Option<Secret> {
        Secret::new(match self.space_at_ends(kind) {
            SpaceAtEnds::Removed => without_space_at_ends(&self.text),
            SpaceAtEnds::None | SpaceAtEnds::Kept => &self.text,
        })
    }

    /// Never removed silently: the window says so.
    pub fn space_at_ends(&self, kind: AccountKind) -> SpaceAtEnds {
        match kind {
            _ if !has_space_at_ends(&self.text) => SpaceAtEnds::None,
            AccountKind::ApiClient if !self.keeps_spaces => SpaceAtEnds::Removed,
            AccountKind::ApiClient | AccountKind::User => SpaceAtEnds::Kept,
        }
    }

    /// Makes white space around it part of the secret.
    pub fn keep_spaces(&mut self) {
        self.keeps_spaces = true;
    }

    /// Call after each edit: wipes what was erased, and resets *Keep it*, which applied to the previous text.
    pub fn settle(&mut self) {
        let mut settled = with_room();
        settled.push_str(&self.text);
        std::mem::replace(&mut self.text, settled).zeroize();
        self.keeps_spaces = false;
    }

    /// A line break inside: more than the secret may have been pasted.
    pub fn has_line_break_inside(&self) -> bool {
        without_space_at_ends(&self.text).contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn contains(&self, text: &str) -> bool {
        !text.is_empty() && self.text.contains(text)
    }

    pub fn wipe(&mut self) {
        self.text.zeroize();
        self.keeps_spaces = false;
    }
}

pub(crate) fn has_space_at_ends(text: &str) -> bool {
    without_space_at_ends(text).len() != text.len()
}

pub(crate) fn without_space_at_ends(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_zero_width(c))
}

/// Zero-width characters, which web pages and documents insert.
fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

impl Default for SecretDraft {
    fn default() -> Self {
        Self {
            text: with_room(),
            keeps_spaces: false,
        }
    }
}

fn with_room() -> String {
    String::with_capacity(512)
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

    fn typed(text: &str) -> SecretDraft {
        let mut draft = SecretDraft::default();
        draft.text_mut().push_str(text);
        draft
    }

    fn sent(draft: &SecretDraft, kind: AccountKind) -> Option<String> {
        let secret = draft.secret(kind)?;
        Some(secret.expose_secret().to_owned())
    }

    #[test]
    fn a_clients_secret_is_trimmed_and_a_password_is_not() {
        use AccountKind::{ApiClient, User};
        for around in [
            " ",
            "\t",
            "\n",
            "\r\n",
            "\u{a0}",
            "\u{3000}",
            "\u{2009}",
            "\u{200b}",
            "\u{feff}",
            "\u{2060}",
            " \u{200b}\n",
        ] {
            for text in [
                format!("{around}pretend s3cret"),
                format!("pretend s3cret{around}"),
                format!("{around}pretend s3cret{around}"),
            ] {
                let mut draft = typed(&text);
                assert_eq!(
                    draft.space_at_ends(ApiClient),
                    SpaceAtEnds::Removed,
                    "{around:?}"
                );
                assert_eq!(sent(&draft, ApiClient).as_deref(), Some("pretend s3cret"));
                assert_eq!(draft.text(), text, "what was typed stays in the field");
                assert_eq!(draft.space_at_ends(User), SpaceAtEnds::Kept);
                assert_eq!(sent(&draft, User).as_deref(), Some(text.as_str()));
                assert!(draft.secret(User).unwrap().has_space_at_ends());

                draft.keep_spaces();
                assert_eq!(draft.space_at_ends(ApiClient), SpaceAtEnds::Kept);
                assert_eq!(sent(&draft, ApiClient).as_deref(), Some(text.as_str()));
                // The choice does not carry over to the next text.
                draft.wipe();
                draft.text_mut().push_str(&text);
                assert_eq!(draft.space_at_ends(ApiClient), SpaceAtEnds::Removed);
            }
        }
        let clean = typed("pretend s3cret");
        assert_eq!(clean.space_at_ends(ApiClient), SpaceAtEnds::None);
        assert!(!clean.secret(User).unwrap().has_space_at_ends());
    }

    #[test]
    fn white_space_is_no_secret_of_a_client() {
        assert!(typed(" \u{a0}\n").secret(AccountKind::ApiClient).is_none());
        assert!(typed("").secret(AccountKind::User).is_none());
    }

    #[test]
    fn keeping_white_space_applies_to_that_text_only() {
        let mut draft = typed("pretend ");
        let of = |draft: &SecretDraft| draft.space_at_ends(AccountKind::ApiClient);
        draft.keep_spaces();
        assert_eq!(of(&draft), SpaceAtEnds::Kept);
        draft.text_mut().clear();
        draft.text_mut().push_str("another ");
        draft.settle();
        assert_eq!(of(&draft), SpaceAtEnds::Removed);
    }

    #[test]
    fn a_line_break_counts_only_inside() {
        assert!(typed("pretend-a\r\npretend-b").has_line_break_inside());
        assert!(typed(" pretend-a\npretend-b\n").has_line_break_inside());
        assert!(!typed("\npretend-a\r\n").has_line_break_inside());
    }

    proptest! {
        #[test]
        fn a_secret_is_verbatim_and_redacted(text: String) {
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
