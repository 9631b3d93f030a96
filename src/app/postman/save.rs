use crate::app::check_all::Saving;
use crate::app::job::{Job, JobId, PostmanContent, SaveFileOutcome};
use crate::app::postman::{PostmanAction, PostmanDialog};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::{Now, PostmanFile, ProfileId};

impl App {
    pub(crate) fn open_postman(&mut self, id: ProfileId, now: Now) {
        let Some(profile) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return;
        };
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::Postman(Box::new(PostmanDialog::new(profile))));
    }

    pub(crate) fn on_postman_action(&mut self, action: PostmanAction, now: Now) {
        match action {
            PostmanAction::Choose(file) => {
                if let Some(dialog) = self.idle_postman() {
                    dialog.file = file;
                    dialog.saving = Saving::Idle;
                    dialog.token_expires = None;
                }
            }
            PostmanAction::Save => self.save_for_postman(now),
        }
    }

    fn save_for_postman(&mut self, now: Now) {
        let Some(dialog) = self.state.postman() else {
            return;
        };
        let file = dialog.file;
        if dialog.saving.job().is_some() || self.state.postman_obstacle(dialog, file, now).is_some()
        {
            return;
        }
        let grant = self.state.postman_grant(dialog, now);
        let grant = grant.filter(|_| file.has_token());
        let token_expires = grant.map(|grant| grant.expiry.at.wall);
        let content = match file {
            PostmanFile::Environment | PostmanFile::EnvironmentWithToken => {
                PostmanContent::Environment {
                    token: grant.map(|grant| grant.token.clone()),
                    made_at: now.wall,
                }
            }
            PostmanFile::Collection => PostmanContent::Collection,
            PostmanFile::SignInCollection => PostmanContent::SignInCollection,
        };
        let profile = dialog.profile.clone();
        let save = Job::SavePostmanFile { profile, content };
        let job = self.begin(JobKind::SavePostmanFile, save, now);
        if let Some(dialog) = self.postman_mut() {
            dialog.saving = Saving::Running { job };
            dialog.token_expires = token_expires;
        }
    }

    /// If its dialog was closed since, a notice reports it.
    pub(crate) fn postman_file_saved(&mut self, job: JobId, outcome: SaveFileOutcome, now: Now) {
        let dialog = self.postman_mut();
        if let Some(dialog) = dialog.filter(|dialog| dialog.saving.job() == Some(job)) {
            dialog.saving = match outcome {
                SaveFileOutcome::Saved { path } => Saving::Saved { path },
                SaveFileOutcome::NotChosen => Saving::Idle,
                SaveFileOutcome::Failed(failure) => Saving::Failed(failure),
            };
            return;
        }
        match outcome {
            SaveFileOutcome::Saved { path } => {
                let text = format!("The file for Postman was saved anyway: {path}");
                self.notice(NoticeTone::Warn, text, now);
            }
            SaveFileOutcome::Failed(failure) => {
                let text = format!(
                    "File for Postman not saved. {}.",
                    failure.message().headline
                );
                self.notice(NoticeTone::Bad, text, now);
            }
            SaveFileOutcome::NotChosen => {}
        }
    }

    /// A token that has expired or was cleared is no longer saved: the file dialog closes.
    pub(crate) fn end_postman_token(&mut self) {
        let Some(dialog) = self.state.postman() else {
            return;
        };
        let row = self.state.profile(dialog.profile.id);
        let has_token = row.is_some_and(|row| row.grant.is_some());
        let ended = dialog.saving.job();
        let ended = ended.filter(|_| dialog.file.has_token() && !has_token);
        if let Some(job) = ended {
            self.cancel(job);
            if let Some(dialog) = self.postman_mut() {
                dialog.saving = Saving::Idle;
                dialog.token_expires = None;
            }
        }
    }

    fn postman_mut(&mut self) -> Option<&mut PostmanDialog> {
        match &mut self.state.dialog {
            Some(Dialog::Postman(dialog)) => Some(dialog),
            _ => None,
        }
    }

    /// While no file is being saved.
    fn idle_postman(&mut self) -> Option<&mut PostmanDialog> {
        self.postman_mut()
            .filter(|dialog| dialog.saving.job().is_none())
    }
}
