//! How usernames sign in, as the consoles said: one cache for the run.

use crate::app::job::LearnedLogin;
use crate::model::{Account, ConsoleUrl, KnownLogin, LoginKind};

#[derive(Clone, Debug, Default)]
pub struct LoginKinds {
    known: Vec<(ConsoleUrl, Account, KnownLogin)>,
    /// Signed in with a two-factor code in this run.
    with_code: Vec<(ConsoleUrl, Account)>,
}

impl LoginKinds {
    /// [`KnownLogin::Unasked`] if the console wasn't asked about this account. An API client needs no lookup.
    pub fn known(&self, console: &ConsoleUrl, account: &Account) -> KnownLogin {
        self.known
            .iter()
            .find(|(known, of, _)| known == console && of.is_same_login_as(account))
            .map_or(KnownLogin::Unasked, |(.., login)| *login)
    }

    /// Whether a sign-in without a code would fail, as far as this run knows. An account that used one counts whatever the console
    /// says about it.
    pub fn needs_code(&self, console: &ConsoleUrl, account: &Account) -> bool {
        self.used_code(console, account)
            || self.known(console, account) == KnownLogin::Is(LoginKind::LocalTwoFactor)
    }

    fn used_code(&self, console: &ConsoleUrl, account: &Account) -> bool {
        let mut used = self.with_code.iter();
        used.any(|(at, of)| at == console && of.is_same_login_as(account))
    }

    /// A sign-in with a two-factor code was sent.
    pub(crate) fn record_code(&mut self, console: &ConsoleUrl, account: &Account) {
        if !self.used_code(console, account) {
            self.with_code.push((console.clone(), account.clone()));
        }
    }

    /// A refusal resets an account to [`KnownLogin::Unasked`]: its login kind may have changed.
    pub fn learn(&mut self, learned: LearnedLogin) {
        let LearnedLogin {
            console,
            account,
            login,
        } = learned;
        self.known
            .retain(|(known, of, _)| *known != console || !of.is_same_login_as(&account));
        if login != KnownLogin::Unasked {
            self.known.push((console, account, login));
        }
    }
}
