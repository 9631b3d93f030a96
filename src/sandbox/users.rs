//! The user accounts of the sandbox console.

use super::totp::{self, TotpKey};
use crate::model::{LoginKind, PasswordStorage};

/// A user account. Its password is fake and the same for everyone: nothing here needs hiding.
pub struct SandboxUser {
    /// The name of its sample profile.
    pub name: &'static str,
    /// That of a user of the mock tenant.
    pub username: &'static str,
    pub password: &'static str,
    /// Whether its sample profile holds the password.
    pub password_storage: PasswordStorage,
    /// What signing in with it shows, as complete sentences.
    pub outcome: &'static str,
    pub(super) sign_in_method: SignInMethod,
    pub(super) error_detail: ErrorDetail,
    pub(super) reply_shape: ReplyShape,
}

impl SandboxUser {
    /// The setup key for an authenticator app, in Base32, if the account has two-factor sign-in.
    pub fn setup_key(&self) -> Option<String> {
        self.totp_key().map(totp::base32)
    }

    /// What `LoginConfiguration` reports.
    pub(super) fn login_kind(&self) -> LoginKind {
        match self.sign_in_method {
            SignInMethod::Password | SignInMethod::Blocked => LoginKind::Local,
            SignInMethod::PasswordAndCode(_) | SignInMethod::TwoFactorNotSetUp => {
                LoginKind::LocalTwoFactor
            }
            SignInMethod::SingleSignOn => LoginKind::SingleSignOn,
        }
    }

    pub(super) fn totp_key(&self) -> Option<&TotpKey> {
        match &self.sign_in_method {
            SignInMethod::PasswordAndCode(key) => Some(key),
            _ => None,
        }
    }
}

/// What it takes to sign in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SignInMethod {
    Password,
    PasswordAndCode(TotpKey),
    /// Two-factor sign-in is required but never set up, which only the console's web page can do.
    TwoFactorNotSetUp,
    /// Another provider's web page: the console has no password for it.
    SingleSignOn,
    /// Blocked by an admin: nothing works.
    Blocked,
}

/// What a 401 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorDetail {
    /// Nothing, as consoles may since 2021.
    None,
    /// A key for the missing or wrong part, once the password is right.
    Keyed,
}

/// The JSON shape of replies about an account. The vendor's clients read the first two alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReplyShape {
    /// Inside `data`.
    UnderData,
    TopLevel,
    /// The token only as a cookie, even if the body was requested; the rest inside `data`.
    TokenInCookie,
}

/// In display order.
pub fn users() -> &'static [SandboxUser] {
    &USERS
}

/// Case-insensitive, as in email addresses.
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
        password_storage: PasswordStorage::InKeyring,
        outcome: "A token that lasts 30 minutes, with the password alone.",
        sign_in_method: SignInMethod::Password,
        error_detail: ErrorDetail::None,
        reply_shape: ReplyShape::UnderData,
    },
    SandboxUser {
        name: "Two-factor user",
        username: "bruno.andersen@example.com",
        password: "pretend-h7LxP2mBd0YaGw4K",
        password_storage: PasswordStorage::InKeyring,
        outcome: "A token that lasts 30 minutes, with the password and a code. 401 otherwise, without a hint.",
        sign_in_method: SignInMethod::PasswordAndCode(*b"pretend-two-factor-1"),
        error_detail: ErrorDetail::None,
        reply_shape: ReplyShape::UnderData,
    },
    SandboxUser {
        name: "Two-factor user, older responses",
        username: "chiara.andersen@example.com",
        password: "pretend-Grüße:5€-ñ",
        password_storage: PasswordStorage::InKeyring,
        outcome: "The same, but once the password is right, a 401 says that the code is missing or wrong.",
        sign_in_method: SignInMethod::PasswordAndCode(*b"pretend-two-factor-2"),
        error_detail: ErrorDetail::Keyed,
        reply_shape: ReplyShape::UnderData,
    },
    SandboxUser {
        name: "Two-factor not set up",
        username: "dmitri.andersen@example.com",
        password: "pretend-Uc5RgE8vNq4jTb1M",
        password_storage: PasswordStorage::InKeyring,
        outcome: "401: two-factor sign-in is required but not set up.",
        sign_in_method: SignInMethod::TwoFactorNotSetUp,
        error_detail: ErrorDetail::Keyed,
        reply_shape: ReplyShape::UnderData,
    },
    SandboxUser {
        name: "Single sign-on user",
        username: "eilidh.andersen@example.com",
        password: "pretend-y2WfD6sHk9oZVp3L",
        password_storage: PasswordStorage::InKeyring,
        outcome: "401: this account can’t sign in with a password.",
        sign_in_method: SignInMethod::SingleSignOn,
        error_detail: ErrorDetail::None,
        reply_shape: ReplyShape::UnderData,
    },
    SandboxUser {
        name: "Blocked user",
        username: "farid.andersen@example.com",
        password: "pretend-B8nMq1eCx5uRJt7A",
        password_storage: PasswordStorage::InKeyring,
        outcome: "401, whatever the password.",
        sign_in_method: SignInMethod::Blocked,
        error_detail: ErrorDetail::None,
        reply_shape: ReplyShape::UnderData,
    },
    SandboxUser {
        name: "Password asked each time",
        username: "grace.andersen@example.com",
        password: "pretend",
        password_storage: PasswordStorage::AskedEachTime,
        outcome: "A token that lasts 30 minutes, with the password pretend, which its profile doesn’t hold.",
        sign_in_method: SignInMethod::Password,
        error_detail: ErrorDetail::None,
        reply_shape: ReplyShape::TopLevel,
    },
    SandboxUser {
        name: "Fails: token as a cookie",
        username: "ines.andersen@example.com",
        password: "pretend-o4KzS0gFv8iPLd2Y",
        password_storage: PasswordStorage::InKeyring,
        outcome: "200 with the token in a cookie, which the API doesn’t accept.",
        sign_in_method: SignInMethod::Password,
        error_detail: ErrorDetail::None,
        reply_shape: ReplyShape::TokenInCookie,
    },
];

#[cfg(test)]
mod tests {
    use super::super::people::people;
    use super::*;

    #[test]
    fn every_user_is_an_active_user_of_the_tenant_and_blocked_in_both_or_neither() {
        for user in users() {
            let person = people()
                .find(|person| person.username() == user.username)
                .unwrap();
            assert!(person.active, "{}", user.name);
            let is_blocked = user.sign_in_method == SignInMethod::Blocked;
            assert_eq!(person.blocked, is_blocked, "{}", user.name);
        }
    }

    #[test]
    fn no_two_users_share_a_name_a_password_or_a_key() {
        for (n, user) in users().iter().enumerate() {
            for other in &users()[n + 1..] {
                assert_ne!(user.name, other.name);
                assert_ne!(user.username, other.username);
                assert_ne!(user.password, other.password);
                assert!(user.totp_key().is_none() || user.totp_key() != other.totp_key());
            }
        }
    }

    #[test]
    fn one_password_tests_utf_8_and_a_colon() {
        let user = users()
            .iter()
            .find(|user| user.password.contains(':'))
            .unwrap();
        let latin_1 = |c: char| u32::from(c) < 256;
        assert!(!user.password.chars().all(latin_1));
        assert!(!user.password.is_ascii());
    }
}
