//! *Save for Postman*: an environment, or a collection of sample requests.

use jiff::Timestamp;

use crate::app::State;
use crate::app::check_all::Saving;
use crate::app::state::Dialog;
use crate::model::{AccountKind, Grant, Now, PostmanFile, Profile, TokenPhase};

#[derive(Clone, Debug)]
pub struct PostmanDialog {
    /// As it was when the dialog opened.
    pub profile: Profile,
    pub file: PostmanFile,
    /// Of the chosen file.
    pub saving: Saving,
    /// When the token in the file that was saved expires.
    pub token_expires: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostmanAction {
    /// Ignored while a file is being saved.
    Choose(PostmanFile),
    Save,
}

/// Why a file cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostmanObstacle {
    NoToken,
    /// A script can't ask for a password or a two-factor code.
    UserAccount,
}

impl PostmanDialog {
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            file: PostmanFile::default(),
            saving: Saving::default(),
            token_expires: None,
        }
    }
}

impl State {
    pub fn postman(&self) -> Option<&PostmanDialog> {
        match &self.dialog {
            Some(Dialog::Postman(dialog)) => Some(dialog),
            _ => None,
        }
    }

    pub fn postman_obstacle(
        &self,
        dialog: &PostmanDialog,
        file: PostmanFile,
        now: Now,
    ) -> Option<PostmanObstacle> {
        let kind = dialog.profile.account.kind();
        match file {
            PostmanFile::EnvironmentWithToken => self
                .postman_grant(dialog, now)
                .is_none()
                .then_some(PostmanObstacle::NoToken),
            PostmanFile::SignInCollection => {
                (kind == AccountKind::User).then_some(PostmanObstacle::UserAccount)
            }
            PostmanFile::Environment | PostmanFile::Collection => None,
        }
    }

    /// The profile's token, unless it would expire before it is imported.
    pub(in crate::app) fn postman_grant(&self, dialog: &PostmanDialog, now: Now) -> Option<&Grant> {
        let row = self.profile(dialog.profile.id)?;
        let is_same = row.profile.signs_in_like(&dialog.profile);
        let grant = row.grant.as_ref().filter(|_| is_same)?;
        let phase = grant.expiry.phase(now);
        matches!(phase, TokenPhase::Live | TokenPhase::Expiring).then_some(grant)
    }
}
