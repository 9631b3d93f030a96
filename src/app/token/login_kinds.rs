//! What consoles said of usernames, before any password: one cache for the run, by console and username.

use crate::app::job::LearnedLogin;
use crate::model::{Account, ConsoleUrl, KnownLogin};

#[derive(Clone, Debug, Default)]
pub struct LoginKinds(Vec<(ConsoleUrl, Account, KnownLogin)>);

impl LoginKinds {
    /// [`KnownLogin::Unasked`] for an account that the console was not asked about. An API client needs no question.
    pub fn known(&self, console: &ConsoleUrl, account: &Account) -> KnownLogin {
        self.0
            .iter()
            .find(|(known, of, _)| known == console && of.is_same_login_as(account))
            .map_or(KnownLogin::Unasked, |(.., login)| *login)
    }

    /// After a refusal, [`KnownLogin::Unasked`] is learned: what the console said of the account may no longer be so.
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
