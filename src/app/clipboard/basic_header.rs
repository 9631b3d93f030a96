//! *Basic header (deprecated)*: a note first, a second click, then the header goes onto the clipboard. Nothing is sent.

use crate::app::clipboard::{BasicHeaderNote, BasicHeaderPhase};
use crate::app::flow::{BasicHeaderEnd, Effect, JobId};
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{AccountKind, Now, Profile, ProfileId};

impl App {
    /// Opens the note. For user accounts alone.
    pub(crate) fn ask_basic_header(&mut self, id: ProfileId) -> Vec<Effect> {
        let Some(profile) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return Vec::new();
        };
        if profile.account.kind() != AccountKind::User {
            return Vec::new();
        }
        let effects = self.leave_dialog();
        self.state.dialog = Some(Dialog::BasicHeader(Box::new(BasicHeaderNote::new(profile))));
        effects
    }

    /// *Copy Basic header*.
    pub(crate) fn copy_basic_header(&mut self, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let password = self.drafts.basic_password.secret(AccountKind::User);
        let Some(note) = self.basic_header_mut().filter(|note| !note.is_making()) else {
            return Vec::new();
        };
        if note.wants_password() && password.is_none() {
            note.shows_error = true;
            return Vec::new();
        }
        note.phase = BasicHeaderPhase::Making { job, started: now };
        let shown = note.profile.clone();
        let password = password.filter(|_| note.wants_password());
        vec![Effect::MakeBasicHeader {
            job,
            shown,
            password,
        }]
    }

    pub(crate) fn basic_header_made(
        &mut self,
        job: JobId,
        stored: Option<Profile>,
        result: BasicHeaderEnd,
    ) -> Vec<Effect> {
        let is_closing = self.is_closing();
        let Some(note) = self.basic_header_mut().filter(
            |note| matches!(note.phase, BasicHeaderPhase::Making { job: making, .. } if making == job),
        ) else {
            // Left meanwhile: the header is dropped here, and wiped.
            return Vec::new();
        };
        note.phase = BasicHeaderPhase::Asking;
        let shown = note.profile.clone();
        if let Some(stored) = &stored {
            note.profile = stored.clone();
        }
        let copied = match result {
            BasicHeaderEnd::Made(header) if !is_closing => Some(header),
            BasicHeaderEnd::Failed(failure) => {
                note.phase = BasicHeaderPhase::Failed(failure);
                None
            }
            BasicHeaderEnd::Made(_)
            | BasicHeaderEnd::PasswordRequired
            | BasicHeaderEnd::Cancelled => None,
        };
        let mut effects = stored
            .map(|stored| self.put_profile(stored, None))
            .unwrap_or_default();
        if let Some(header) = copied {
            effects.extend(self.leave_dialog());
            effects.extend(self.copy_basic_text(shown, header));
        }
        effects
    }

    /// *Forget all tokens*: the note stays, but nothing is copied that was asked for before.
    pub(crate) fn forget_basic_header(&mut self) -> Vec<Effect> {
        self.drafts.basic_password.wipe();
        let Some(note) = self.basic_header_mut() else {
            return Vec::new();
        };
        let left = std::mem::replace(&mut note.phase, BasicHeaderPhase::Asking);
        stopped(&left)
    }

    /// Wipes what was typed, and stops the making.
    pub(crate) fn leave_basic_header(&mut self, note: &BasicHeaderNote) -> Vec<Effect> {
        self.drafts.basic_password.wipe();
        stopped(&note.phase)
    }

    fn basic_header_mut(&mut self) -> Option<&mut BasicHeaderNote> {
        match &mut self.state.dialog {
            Some(Dialog::BasicHeader(note)) => Some(note),
            _ => None,
        }
    }
}

/// The order to stop the making, where it is under way.
fn stopped(phase: &BasicHeaderPhase) -> Vec<Effect> {
    match phase {
        BasicHeaderPhase::Making { job, .. } => vec![Effect::Cancel { job: *job }],
        BasicHeaderPhase::Asking | BasicHeaderPhase::Failed(_) => Vec::new(),
    }
}
