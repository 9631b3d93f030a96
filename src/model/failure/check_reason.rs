//! Why a check failed, for a table: a few words beside the verdict, and the rest in complete sentences.

use super::{Failure, SignInFailure};

impl Failure {
    /// "HTTP 401", "no response in 30 s".
    pub fn in_brief(&self) -> Option<String> {
        let report = self.report()?;
        if let Some(status) = report.status {
            return Some(format!("HTTP {status}"));
        }
        match report.failure {
            SignInFailure::TimedOut { limit, .. } => {
                Some(format!("no response in {} s", limit.as_secs()))
            }
            SignInFailure::CannotConnect(_) => Some("no connection".to_owned()),
            _ => None,
        }
    }

    /// What the verdict and [`Self::in_brief`] don't say.
    pub fn reason(&self) -> String {
        let message = self.message();
        match self.report().map(|report| &report.failure) {
            Some(SignInFailure::Refused | SignInFailure::TimedOut { .. }) => message.explanation,
            _ => format!("{}. {}", message.headline, message.explanation),
        }
    }
}
