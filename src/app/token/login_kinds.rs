//! How usernames sign in, as the consoles said: one cache for the run.

use crate::app::job::LearnedLogin;
use crate::model::{Account, ConsoleUrl, KnownLogin};

#[derive(Clone, Debug, Default)]
pub struct LoginKinds(Vec<(ConsoleUrl, Account, KnownLogin)>);

impl LoginKinds {
    /// [`KnownLogin::Unasked`] if the console wasn't asked about this account. An API client needs no lookup.
    pub fn known(&self, console: &ConsoleUrl, account: &Account) -> KnownLogin {
        self.0
            .iter()
            .find(|(known, of, _)| known == console && of.is_same_login_as(account))
            .map_or(KnownLogin::Unasked, |(.., login)| *login)
    }

    /// A refusal resets an account to [`KnownLogin::Unasked`]: its login kind may have changed.
    pub fn learn(&mut self, learned: LearnedLogin) {
        let LearnedLogin {
            console,
            account,
            login,
        } = learned;
        self.0
            .retain(|(known, of, _)| *known != console || !of.is_same_login_as(&account));
        if login != KnownLogin::Unasked {
            self.0.push((console, account, login));
        }
    }
}
