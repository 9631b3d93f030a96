//! The persons whose user accounts the sandbox console knows.

use super::authenticator;
use super::authenticator::Key;
use crate::model::{LoginKind, PasswordKept};

/// A user account of the sandbox console. Its password is pretend and the same for everyone: nothing here is to be hidden.
pub struct SandboxUser {
    /// What its sample profile is called.
    pub name: &'static str,
    /// The name it signs in with; a user of the pretend tenant.
    pub username: &'static str,
    /// Its password.
    pub password: &'static str,
    /// Whether its sample profile holds the password.
    pub kept: PasswordKept,
    /// What signing in with it shows, as whole sentences.
    pub shows: &'static str,
    /// What it takes to sign in.
    pub(super) takes: Takes,
    /// How much a refusal says.
    pub(super) refusals: Refusals,
    /// How replies about it are built.
    pub(super) shape: Shape,
}

impl SandboxUser {
    /// The key that an authenticator app is set up with, in Base32, where the account has two-factor sign-in.
    pub fn setup_key(&self) -> Option<String> {
        self.key().map(authenticator::base32)
    }

    /// How it signs in, as `LoginConfiguration` tells everyone who asks.
    pub(super) fn login_kind(&self) -> LoginKind {
        match self.takes {
            Takes::Password | Takes::NothingWhileBlocked => LoginKind::Local,
            Takes::PasswordAndCode(_) | Takes::PasswordAfterSetUp => LoginKind::LocalTwoFactor,
            Takes::AnotherProvider => LoginKind::SingleSignOn,
        }
    }

    /// The secret of its authenticator, where it has one.
    pub(super) fn key(&self) -> Option<&Key> {
        match &self.takes {
            Takes::PasswordAndCode(key) => Some(key),
            _ => None,
        }
    }
}

/// What it takes to sign in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// The password.
    Password,
    /// The password, and a code of the authenticator with this key.
    PasswordAndCode(Key),
    /// A password and a code, but no authenticator was ever set up, which only the console's web page can do.
    PasswordAfterSetUp,
    /// The web page of another provider: the console has no password for it.
    AnotherProvider,
    /// Nothing helps: an admin has blocked it.
    NothingWhileBlocked,
}

/// How much a refusal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusals {
    /// 401 and no more, as consoles may since 2021: no hint at what was wrong.
    Bare,
    /// 401 with a key that tells which half is missing or wrong, once the password is right.
    Keyed,
}

/// How replies about an account are built. The vendor's clients read the first two alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// What is asked for stands under `data`.
    UnderData,
    /// It stands at the top.
    AtTheTop,
    /// A token comes as a cookie alone, although the body was asked for; the rest stands under `data`.
    TokenInCookie,
}

/// Every user account that the sandbox console knows, in the order in which they are told.
pub fn users() -> &'static [SandboxUser] {
    &USERS
}

/// The account of this username. Case does not count, as in e-mail addresses.
pub(super) fn user(username: &str) -> Option<&'static SandboxUser> {
    users()
        .iter()
        .find(|user| user.username.eq_ignore_ascii_case(username))
}

static USERS: [SandboxUser; 8] = [
    SandboxUser {
        name: "Local user",
        username: "amara.andersen@example.com",
        password: "pretend-3Qv9ZrWkTn1sXc6J",
        kept: PasswordKept::InKeyring,
        shows: "A token that lives 30 minutes, for the password alone.",
        takes: Takes::Password,
        refusals: Refusals::Bare,
        shape: Shape::UnderData,
    },
    SandboxUser {
        name: "Two-factor user",
        username: "bruno.andersen@example.com",
        password: "pretend-h7LxP2mBd0YaGw4K",
        kept: PasswordKept::InKeyring,
        shows: "A token that lives 30 minutes, for the password and a code. 401 for anything else, without a hint.",
        takes: Takes::PasswordAndCode(*b"pretend-two-factor-1"),
        refusals: Refusals::Bare,
        shape: Shape::UnderData,
    },
    SandboxUser {
        name: "Two-factor user, older replies",
        username: "chiara.andersen@example.com",
        password: "pretend-Grüße:5€-ñ",
        kept: PasswordKept::InKeyring,
        shows: "The same, but once the password is right, a refusal says that the code is missing or wrong.",
        takes: Takes::PasswordAndCode(*b"pretend-two-factor-2"),
        refusals: Refusals::Keyed,
        shape: Shape::UnderData,
    },
    SandboxUser {
        name: "Two-factor not set up",
        username: "dmitri.andersen@example.com",
        password: "pretend-Uc5RgE8vNq4jTb1M",
        kept: PasswordKept::InKeyring,
        shows: "401: two-factor sign-in is demanded, and was never set up.",
        takes: Takes::PasswordAfterSetUp,
        refusals: Refusals::Keyed,
        shape: Shape::UnderData,
    },
    SandboxUser {
        name: "Single sign-on user",
        username: "eilidh.andersen@example.com",
        password: "pretend-y2WfD6sHk9oZVp3L",
        kept: PasswordKept::InKeyring,
        shows: "401: such an account cannot sign in with a password here.",
        takes: Takes::AnotherProvider,
        refusals: Refusals::Bare,
        shape: Shape::UnderData,
    },
    SandboxUser {
        name: "Blocked user",
        username: "farid.andersen@example.com",
        password: "pretend-B8nMq1eCx5uRJt7A",
        kept: PasswordKept::InKeyring,
        shows: "401: the account is blocked, whatever the password.",
        takes: Takes::NothingWhileBlocked,
        refusals: Refusals::Bare,
        shape: Shape::UnderData,
    },
    SandboxUser {
        name: "Password asked each time",
        username: "grace.andersen@example.com",
        password: "pretend",
        kept: PasswordKept::AskedEachTime,
        shows: "A token that lives 30 minutes, for the password pretend, which its profile does not hold.",
        takes: Takes::Password,
        refusals: Refusals::Bare,
        shape: Shape::AtTheTop,
    },
    SandboxUser {
        name: "Fails: token as a cookie",
        username: "ines.andersen@example.com",
        password: "pretend-o4KzS0gFv8iPLd2Y",
        kept: PasswordKept::InKeyring,
        shows: "200 with a token in a cookie and none in the body; the API accepts no cookie.",
        takes: Takes::Password,
        refusals: Refusals::Bare,
        shape: Shape::TokenInCookie,
    },
];

#[cfg(test)]
mod tests {
    use super::super::people::people;
    use super::*;

    #[test]
    fn every_user_is_of_the_tenant_and_blocked_there_too_where_blocked() {
        for user in users() {
            let person = people()
                .find(|person| person.username() == user.username)
                .unwrap();
            assert!(person.active, "{}", user.name);
            let is_blocked = user.takes == Takes::NothingWhileBlocked;
            assert_eq!(person.blocked, is_blocked, "{}", user.name);
        }
    }

    #[test]
    fn no_two_users_can_be_mixed_up() {
        for (n, user) in users().iter().enumerate() {
            for other in &users()[n + 1..] {
                assert_ne!(user.name, other.name);
                assert_ne!(user.username, other.username);
                assert_ne!(user.password, other.password);
                assert!(user.key().is_none() || user.key() != other.key());
            }
        }
    }

    #[test]
    fn a_password_shows_whether_a_client_sends_utf_8_and_parts_the_pair_at_the_first_colon() {
        let telling = users()
            .iter()
            .find(|user| user.password.contains(':'))
            .unwrap();
        let latin_1 = |c: char| u32::from(c) < 256;
        assert!(!telling.password.chars().all(latin_1));
        assert!(!telling.password.is_ascii());
    }
}
