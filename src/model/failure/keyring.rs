use super::FailureText;
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
    /// Any other error.
    Other,
    /// The job panicked.
    Defect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The D-Bus session.
    Bus,
    /// A Secret Service provider on D-Bus.
    Service,
}

impl Missing {
    fn message(self) -> (&'static str, String, &'static str) {
        match self {
            Self::Bus => (
                "No system keyring: there is no desktop session",
                "Tokendesk keeps profiles in the system keyring only, never in a file, and found no D-Bus session to reach \
                 one. Nothing was changed."
                    .to_owned(),
                "Start Tokendesk from a desktop session, then try again.",
            ),
            Self::Service => (
                "No system keyring is running",
                "Tokendesk keeps profiles in the system keyring only, never in a file, and no program here provides one. \
                 Nothing was changed."
                    .to_owned(),
                "Install or start GNOME Keyring, KWallet or KeePassXC (with its Secret Service on), then try again.",
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
            Self::NotText => "Its content is not text.".to_owned(),
            Self::NotARecord => "Its content is not a profile’s.".to_owned(),
            Self::Version(v) => format!("It is of a newer version of Tokendesk (format {v})."),
            Self::AccountKind => {
                "It signs in in a way that this version of Tokendesk does not know.".to_owned()
            }
            Self::Field(name) => format!("Its field “{name}” is missing or not valid."),
            Self::NotGiven => "The keyring lists it but does not give its content.".to_owned(),
        }
    }
}

impl KeyringFailure {
    #[expect(clippy::too_many_lines, reason = "a table with a row for each failure")]
    pub fn message(&self) -> FailureText {
        let (headline, explanation, next) = match self {
            Self::Unavailable(missing) => missing.message(),
            Self::Locked => (
                "The keyring stayed locked",
                "It asked for its password and was not unlocked. Nothing was changed."
                    .to_owned(),
                "Try again, and answer the keyring’s own question.",
            ),
            Self::NoCollection => (
                "The keyring has no collection to keep profiles in",
                "None was made yet, or the file of the one that there was is damaged. Profiles that are missing now are not \
                 known to be deleted. Nothing was changed."
                    .to_owned(),
                "Look into the keyring’s own program and its log: bring its file back from a backup, or make a collection.",
            ),
            Self::NotFound => (
                "The keyring did not find this profile",
                "Its item was removed elsewhere, or the keyring does not give it now; it is not known to be deleted. Nothing was \
                 changed, and nothing was sent."
                    .to_owned(),
                "Look into the keyring, or make the profile anew.",
            ),
            Self::Unreadable(why) => (
                "This keyring item cannot be read as a profile",
                format!("{} It was left as it is.", why.message()),
                "Open it with the version that wrote it, or delete it.",
            ),
            Self::Conflict(_) => (
                "The profile was changed elsewhere meanwhile",
                "The keyring holds a newer save than the one this edit began with. It was left as it is, and what you typed is \
                 kept."
                    .to_owned(),
                "Close, look at the profile as it is now, and edit again.",
            ),
            Self::TooLarge { bytes, limit_bytes } => (
                "The profile is too large for the keyring",
                format!("It takes {bytes} bytes, and {limit_bytes} fit on every system. Nothing was written."),
                "Shorten the name, or check that the secret is only the secret.",
            ),
            Self::Ambiguous => (
                "The keyring already holds an item of this profile",
                "Two items, or one from an earlier try, answer to the same id. None was touched.".to_owned(),
                "Read the keyring again and look at what is there; remove a double with the keyring’s own program.",
            ),
            Self::NotAsWritten => (
                "The keyring did not keep what was saved",
                "What was read back differs from what was written, so the profile may be the old or the new one. What you typed \
                 is kept."
                    .to_owned(),
                "Try again; if it stays so, look into the keyring’s own program.",
            ),
            Self::Unclear => (
                "It is not known what the keyring holds now",
                "It was asked to make the change, and could not be read afterwards: the profile in it may be the old or the new \
                 one. What you typed is kept."
                    .to_owned(),
                "Read the keyring again, look at the profile, then decide whether to do it once more.",
            ),
            Self::Canceled => (
                "Cancelled",
                "The keyring was not waited for. Nothing was changed, and nothing was sent.".to_owned(),
                "Try again when you are ready; the keyring’s own question may still be open.",
            ),
            Self::SecretOfAnotherConsole => (
                "The stored secret belongs to another console",
                "The profile was changed elsewhere meanwhile, and a stored secret is not kept for an address it was not \
                 saved for. Nothing was written."
                    .to_owned(),
                "Enter the secret, then save again.",
            ),
            Self::SecretNotThere => (
                "There is no such secret in the keyring any more",
                "The profile that it was stored with was changed elsewhere meanwhile: it keeps none now, or one for another \
                 kind of account. Nothing was written."
                    .to_owned(),
                "Enter the secret or the password, then save again.",
            ),
            Self::Other => (
                "The keyring reported an error",
                "It did not say more that could be shown here. What you typed is kept.".to_owned(),
                "Try again; if it stays so, restart the keyring.",
            ),
            Self::Defect => (
                "Tokendesk made a mistake",
                "The work was stopped by a defect in the program, and the profile may be the old or the new one. What you typed \
                 is kept."
                    .to_owned(),
                "Look at the profile, then try again; please report the line in the program’s log.",
            ),
        };
        FailureText {
            headline: headline.to_owned(),
            explanation,
            next: next.to_owned(),
        }
    }
}
