//! *Basic header (deprecated)*: shows a note, and copies the header on a second click. Nothing is sent.

use crate::app::clipboard::{BasicHeaderNote, BasicHeaderPhase};
use crate::app::job::{Job, MakeBasicHeaderOutcome};
use crate::app::running::JobKind;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{AccountKind, Now, Profile, ProfileId};

impl App {
    /// For user accounts only.
    pub(crate) fn ask_basic_header(&mut self, id: ProfileId, now: Now) {
        let Some(profile) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return;
        };
        if profile.account.kind() != AccountKind::User {
            return;
        }
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::BasicHeader(Box::new(BasicHeaderNote::new(profile))));
    }

    /// *Copy Basic header*.
    pub(crate) fn copy_basic_header(&mut self, now: Now) {
        let password = self.drafts.basic_password.secret(AccountKind::User);
        let Some(note) = self.basic_header_mut().filter(|note| !note.is_making()) else {
            return;
        };
        if note.wants_password() && password.is_none() {
            note.shows_error = true;
            return;
        }
        let making = Job::MakeBasicHeader {
            shown: note.profile.clone(),
            password: password.filter(|_| note.wants_password()),
        };
        let job = self.begin(JobKind::BasicHeader, making, now);
        if let Some(note) = self.basic_header_mut() {
            note.phase = BasicHeaderPhase::Making { job };
        }
    }

    pub(crate) fn basic_header_made(
        &mut self,
        stored: Option<Profile>,
        outcome: MakeBasicHeaderOutcome,
        now: Now,
    ) {
        let is_closing = self.is_closing();
        let Some(note) = self.basic_header_mut() else {
            return;
        };
        note.phase = BasicHeaderPhase::Asking;
        let shown = note.profile.clone();
        if let Some(stored) = &stored {
            note.profile = stored.clone();
        }
        let copied = match outcome {
            MakeBasicHeaderOutcome::Made(header) if !is_closing => Some(header),
            MakeBasicHeaderOutcome::Failed(failure) => {
                note.phase = BasicHeaderPhase::Failed(failure);
                None
            }
            MakeBasicHeaderOutcome::Made(_)
            | MakeBasicHeaderOutcome::PasswordRequired
            | MakeBasicHeaderOutcome::Canceled => None,
        };
        self.refresh_profile(stored);
        if let Some(header) = copied {
            self.leave_dialog(now);
            self.copy_basic_text(shown, header, now);
        }
    }

    /// *Clear session*: a header being built is no longer copied.
    pub(crate) fn cancel_basic_header(&mut self) {
        self.drafts.basic_password.wipe();
        let Some(note) = self.basic_header_mut() else {
            return;
        };
        let left = std::mem::replace(&mut note.phase, BasicHeaderPhase::Asking);
        self.cancel_all(left.job());
    }

    pub(crate) fn leave_basic_header(&mut self, note: &BasicHeaderNote) {
        self.drafts.basic_password.wipe();
        self.cancel_all(note.phase.job());
    }

    fn basic_header_mut(&mut self) -> Option<&mut BasicHeaderNote> {
        match &mut self.state.dialog {
            Some(Dialog::BasicHeader(note)) => Some(note),
            _ => None,
        }
    }
}
