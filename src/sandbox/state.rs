//! What the requests of one run share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use super::secret_reset::SecretReset;
use super::sign_in_history::SignInHistories;
use super::token_issuer::TokenIssuer;
use super::totp::TimeStep;
use super::users::{SandboxUser, users};

/// The console's time source.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

pub(super) struct ConsoleState {
    pub(super) base_url: String,
    pub(super) issuer: TokenIssuer,
    /// The delay of the API client that is slow to answer.
    pub(super) late_by: Duration,
    pub(super) histories: SignInHistories,
    pub(super) secret_reset: SecretReset,
    pub(super) clock: Clock,
    pub(super) sign_ins: AtomicU64,
    pub(super) login_kind_lookups: AtomicU64,
}

/// An unused two-factor code.
///
/// Usually the one an authenticator shows. Once that is used, the next one, which the console accepts early because it
/// lets an authenticator run one step ahead. Only after both is there a wait.
pub struct SandboxCode {
    pub user: &'static SandboxUser,
    /// Six digits.
    pub code: String,
    /// Seconds until the console accepts it; almost always 0.
    pub counts_in_secs: u64,
}

impl ConsoleState {
    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(super) fn count_sign_in(&self) {
        self.sign_ins.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn count_login_kind_lookup(&self) {
        self.login_kind_lookups.fetch_add(1, Ordering::SeqCst);
    }

    /// One code for each account with an authenticator.
    pub(super) fn unused_codes(&self) -> Vec<SandboxCode> {
        let now = self.now();
        let code = |user: &'static SandboxUser| {
            let key = user.totp_key()?;
            let used = self.histories.with(user, |history| history.last_code);
            let current = TimeStep::at(now);
            let step = used.map_or(current, |used| current.max(used.next()));
            Some(SandboxCode {
                user,
                code: step.code(key),
                counts_in_secs: step.counts_in_secs(now),
            })
        };
        users().iter().filter_map(code).collect()
    }
}
