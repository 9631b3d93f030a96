use super::{FailureText, INTERNAL_ERROR};
use crate::model::Profile;

/// Never contains any part of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyringFailure {
    Unavailable(Missing),
    /// It is locked, or its prompt was dismissed.
    Locked,
    /// The keyring has no default collection: none was created, or its file could not be read.
    NoCollection,
    NotFound,
    /// The item is not a profile that this version understands. It was not changed.
    Unreadable(Unreadable),
    /// The item was saved elsewhere since the edit began; this is its current content. It was not changed.
    Conflict(Box<Profile>),
    /// It would not fit into a keyring item on every system. Nothing was written.
    TooLarge {
        bytes: usize,
        limit_bytes: usize,
    },
    /// More than one item has this profile's id. None was changed.
    Ambiguous,
    /// The item that was read back differs from what was written.
    NotAsWritten,
    /// A write or deletion with an unknown outcome: the keyring could not be read afterwards.
    Unclear,
    /// Nothing was changed.
    Canceled,
    /// The stored secret was saved for another console. Nothing was written.
    SecretOfAnotherConsole,
    /// The profile whose secret was to be kept has none, or one for another kind of account. Nothing was written.
    SecretNotThere,
    /// The secret of a vendor's tool can't be used. Nothing was written.
    VendorSecret(VendorSecretFailure),
    /// Any other error.
    Other,
    /// The job panicked.
    Defect,
}

/// Why the secret that a vendor's tool stored can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VendorSecretFailure {
    /// It was there when the profiles were found.
    Gone,
    /// The tool's config file has another console or kind of account for the profile now, or no longer has it.
    OfAnotherConsole,
    /// More than one item has its name, and their secrets differ.
    Several,
    /// Empty, or not text.
    NotText,
}

impl VendorSecretFailure {
    fn message(self) -> (&'static str, &'static str) {
        match self {
            Self::Gone => (
                "The vendor’s tool no longer has this secret",
                "Its item is no longer in the keyring, or the keyring doesn’t return it now. Nothing was saved. Enter the \
                 secret, then import the profile again.",
            ),
            Self::OfAnotherConsole => (
                "This secret is for another console",
                "The config file of the vendor’s tool doesn’t have the profile with this console and kind of account. Nothing \
                 was saved. Enter the secret, then import the profile again.",
            ),
            Self::Several => (
                "Several secrets for this profile",
                "The keyring has more than one item of the vendor’s tool for it, and they differ. Nothing was saved. Enter the \
                 secret, then import the profile again.",
            ),
            Self::NotText => (
                "The vendor’s tool stored no usable secret",
                "Its item in the keyring is empty or isn’t text. Nothing was saved. Enter the secret, then import the profile \
                 again.",
            ),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The D-Bus session.
    Bus,
    /// A Secret Service provider on D-Bus.
    Service,
}

impl Missing {
    fn message(self) -> (&'static str, &'static str) {
        match self {
            Self::Bus => (
                "No system keyring: no desktop session",
                "Tokendesk keeps profiles only in the system keyring, which needs a D-Bus session. Start Tokendesk from a \
                 desktop session, then try again.",
            ),
            Self::Service => (
                "No system keyring is running",
                "Tokendesk keeps profiles only in the system keyring. Install and start GNOME Keyring (package gnome-keyring), \
                 KWallet, or KeePassXC (with Secret Service enabled), then try again.",
            ),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not UTF-8.
    NotText,
    NotARecord,
    /// An unknown version.
    Version(u64),
    /// An unknown one.
    AccountKind,
    /// The name of a missing or invalid field.
    Field(&'static str),
    /// The keyring listed the item but did not return it.
    NotGiven,
}

impl Unreadable {
    /// One line, for the list and the pane.
    pub fn message(&self) -> String {
        match self {
            Self::NotText => "Its content isn’t text.".to_owned(),
            Self::NotARecord => "Its content isn’t a profile.".to_owned(),
            Self::Version(v) => format!("It was saved by a newer Tokendesk (format {v})."),
            Self::AccountKind => "This version doesn’t support its sign-in method.".to_owned(),
            Self::Field(name) => format!("Its field “{name}” is missing or invalid."),
            Self::NotGiven => "The keyring lists it but doesn’t return its content.".to_owned(),
        }
    }
}

impl KeyringFailure {
    pub fn message(&self) -> FailureText {
        let (headline, explanation) = match self {
            Self::Unavailable(missing) => missing.message(),
            Self::Locked => (
                "Keyring locked",
                "Nothing was changed. Unlock it when prompted, then try again.",
            ),
            Self::NoCollection => (
                "No default keyring",
                "None was created, or its file is damaged. Your profiles may still exist. Nothing was changed. \
                 Create a keyring or restore its file in your keyring’s own app.",
            ),
            Self::NotFound => (
                "Profile not found in the keyring",
                "It was removed elsewhere, or the keyring doesn’t return it now; it may still exist. Nothing was changed. \
                 Check the keyring, or create the profile again.",
            ),
            Self::Unreadable(why) => {
                return FailureText::new(
                    "Can’t read this profile",
                    format!(
                        "{} It wasn’t changed. Open it in a newer Tokendesk, or delete it.",
                        why.message()
                    ),
                );
            }
            Self::Conflict(_) => (
                "This profile changed since you opened it",
                "Your edits are still here and nothing was overwritten. Close, check the profile, and edit it again.",
            ),
            Self::TooLarge { bytes, limit_bytes } => {
                return FailureText::new(
                    "The profile is too large",
                    format!(
                        "It’s {bytes} bytes; the limit is {limit_bytes}. Nothing was saved. Shorten the name, or check \
                         that you pasted only the secret."
                    ),
                );
            }
            Self::Ambiguous => (
                "Duplicate items in the keyring",
                "More than one item has this profile’s ID. None was changed. Refresh from keyring, then remove the duplicate \
                 in your keyring’s own app.",
            ),
            Self::NotAsWritten => (
                "The keyring didn’t keep the save",
                "It returned something else, so the old or the new version may be saved. Your edits are still here. Try \
                 again.",
            ),
            Self::Unclear => (
                "Couldn’t confirm the save",
                "The old or the new version may be saved. Your edits are still here. Refresh from keyring, check the profile, \
                 then decide whether to save again.",
            ),
            Self::Canceled => (
                "Canceled",
                "Nothing was changed. The keyring’s prompt may still be open.",
            ),
            Self::SecretOfAnotherConsole => (
                "The saved secret is for another console",
                "The profile changed elsewhere. Nothing was saved. Enter the secret, then save again.",
            ),
            Self::SecretNotThere => (
                "No saved secret to keep",
                "The profile changed elsewhere: it has none now, or one for another kind of account. Nothing was saved. \
                 Enter the secret or password, then save again.",
            ),
            Self::VendorSecret(why) => why.message(),
            Self::Other => (
                "The keyring reported an error",
                "Try again. If it happens again, restart the keyring.",
            ),
            Self::Defect => (
                INTERNAL_ERROR,
                "The old or the new version may be saved. Check the profile, then try again. If it happens again, start \
                 Tokendesk in a terminal and report what it prints.",
            ),
        };
        FailureText::new(headline, explanation)
    }
}
