use crate::app::State;
use crate::app::action::{Action, Masked};
use crate::app::export_profiles::checked::passphrase_of;
use crate::app::export_profiles::{
    ExportAction, ExportForm, ExportLock, ExportPhase, ExportProfiles, ExportScope,
    PassphraseField, Reading,
};
use crate::app::job::{ExportOutcome, Job, JobId};
use crate::app::profiles::{ListFilter, ProfileRow, Row, RowContent};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::failure::RecipientError;
use crate::model::{
    Account, ClipText, ExportFailure, ExportedProfile, FileProtection, Now, PasswordStorage,
    generate_passphrase,
};

impl State {
    pub fn export_profiles(&self) -> Option<&ExportProfiles> {
        match &self.dialog {
            Some(Dialog::ExportProfiles(export)) => Some(export),
            _ => None,
        }
    }

    /// In the order of the list.
    pub fn in_export_scope<'a>(
        &'a self,
        export: &'a ExportProfiles,
    ) -> impl Iterator<Item = &'a ProfileRow> {
        self.profiles().filter(|row| match export.scope {
            ExportScope::All => true,
            ExportScope::Listed => export.listed.contains(&row.profile.id),
            ExportScope::Selected => export.selected.contains(&row.profile.id),
        })
    }

    /// The names of those whose password isn't saved.
    pub fn without_password(&self, export: &ExportProfiles) -> Vec<String> {
        let rows = self.in_export_scope(export).map(|row| &row.profile);
        rows.filter(|profile| {
            matches!(
                profile.account,
                Account::User {
                    password: PasswordStorage::AskedEachTime,
                    ..
                }
            )
        })
        .map(|profile| profile.name.to_string())
        .collect()
    }

    /// Items that can't be exported.
    pub fn unreadable_count(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| matches!(row.content, RowContent::Unreadable(_)))
            .count()
    }
}

impl App {
    /// With what a search or a filter shows, else everything.
    pub(crate) fn open_export(&mut self, now: Now) {
        let export = self.new_export(now);
        let scope = if export.search.is_empty() && export.filter == ListFilter::All {
            ExportScope::All
        } else {
            ExportScope::Listed
        };
        self.show_export(ExportProfiles { scope, ..export }, now);
    }

    pub(crate) fn open_export_selected(&mut self, now: Now) {
        let export = self.new_export(now);
        if !export.selected.is_empty() {
            let scope = ExportScope::Selected;
            self.show_export(ExportProfiles { scope, ..export }, now);
        }
    }

    fn new_export(&self, now: Now) -> ExportProfiles {
        let state = &self.state;
        let search = self.drafts.search.trim().to_owned();
        let filter = state.filter_in_use(&search);
        let listed = state.listed(&search, now);
        let listed = listed.into_iter().filter_map(Row::profile);
        let listed = listed.map(|row| row.profile.id).collect();
        let several = state.several_selected();
        let selected = several.iter().map(|row| row.profile.id);
        ExportProfiles {
            scope: ExportScope::All,
            search,
            filter,
            listed,
            selected: selected.collect(),
            form: ExportForm::default(),
            lock: ExportLock::default(),
            is_generated: false,
            shows_errors: false,
            phase: ExportPhase::Choosing,
        }
    }

    fn show_export(&mut self, export: ExportProfiles, now: Now) {
        if self.state.profiles().next().is_none() {
            return;
        }
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::ExportProfiles(Box::new(export)));
    }

    pub(crate) fn on_export_action(&mut self, action: ExportAction, now: Now) {
        let Some(export) = self.export_mut() else {
            return;
        };
        if export.job().is_some() {
            if action == ExportAction::Cancel {
                self.cancel_export();
            }
            return;
        }
        match action {
            ExportAction::Scope(scope) => export.scope = scope,
            ExportAction::Form(form) => export.form = form,
            ExportAction::Lock(lock) => export.lock = lock,
            ExportAction::Changed => {}
            ExportAction::PassphraseTyped(field) => self.passphrase_typed(field, now),
            ExportAction::Generate => self.generate(now),
            ExportAction::CopyPassphrase => return self.copy_passphrase(now),
            ExportAction::Start => return self.start_export(now),
            ExportAction::Cancel => return,
        }
        if let Some(export) = self.export_mut() {
            // What it says may no longer be so.
            export.shows_errors = false;
            export.phase = ExportPhase::Choosing;
        }
    }

    fn generate(&mut self, now: Now) {
        let Some(passphrase) = generate_passphrase() else {
            let text = "Couldn’t generate a passphrase: the system has no random numbers.";
            self.notice(NoticeTone::Bad, text, now);
            return;
        };
        let draft = &mut self.drafts.export;
        for field in [&mut draft.passphrase, &mut draft.passphrase_again] {
            field.wipe();
            field.text_mut().push_str(passphrase.expose_secret());
            field.settle();
        }
        if let Some(export) = self.export_mut() {
            export.is_generated = true;
        }
        // It has to be written down or copied.
        self.on_action(Action::Show(Masked::ExportPassphrase), now);
    }

    /// Somebody's own passphrase isn't shown because the generated one was, and has to be repeated.
    fn passphrase_typed(&mut self, field: PassphraseField, now: Now) {
        let Some(export) = self.export_mut().filter(|export| export.is_generated) else {
            return;
        };
        export.is_generated = false;
        let draft = &mut self.drafts.export;
        match field {
            PassphraseField::First => draft.passphrase_again.wipe(),
            PassphraseField::Again => draft.passphrase.wipe(),
        }
        self.on_action(Action::Hide, now);
    }

    /// Cleared from the clipboard as a header is.
    fn copy_passphrase(&mut self, now: Now) {
        if let Some(passphrase) = passphrase_of(&self.drafts.export.passphrase) {
            let text = ClipText::new(passphrase.expose_secret().to_owned());
            self.drafts.to_copy = Some(text);
            self.copy_text("passphrase", now);
        }
    }

    fn start_export(&mut self, now: Now) {
        let Some(export) = self.state.export_profiles() else {
            return;
        };
        let draft = &self.drafts.export;
        let protection = match (export.form, export.lock) {
            (ExportForm::WithoutSecrets, _) => Some(FileProtection::WithoutSecrets),
            (ExportForm::WithSecrets, ExportLock::Passphrase) => {
                draft.checked_passphrase().map(FileProtection::Passphrase)
            }
            (ExportForm::WithSecrets, ExportLock::Recipients) => {
                Some(FileProtection::Recipients(draft.recipients.clone()))
            }
        };
        let profiles: Vec<_> = self
            .state
            .in_export_scope(export)
            .map(|row| self.exported(row))
            .collect();
        let (Some(protection), false) = (protection, profiles.is_empty()) else {
            if let Some(export) = self.export_mut() {
                export.shows_errors = true;
            }
            return;
        };
        let count = profiles.len();
        let zone = self.state.local.zone().clone();
        let job = Job::ExportProfiles {
            profiles,
            protection,
            zone,
        };
        let job = self.begin(JobKind::ExportProfiles, job, now);
        self.state.shown = None;
        if let Some(export) = self.export_mut() {
            export.phase = ExportPhase::Running {
                job,
                profiles: count,
                reading: None,
            };
        }
    }

    fn exported(&self, row: &ProfileRow) -> ExportedProfile {
        let settings = &self.state.settings;
        let marks = settings.marks_of(row.profile.id);
        ExportedProfile {
            profile: row.profile.clone(),
            tag: marks.tag.map(|tag| settings.tags.name(tag).to_owned()),
            is_pinned: marks.is_pinned,
        }
    }

    pub(crate) fn exported_profile_read(&mut self, job: JobId, count: usize, now: Now) {
        if let Some(export) = self.export_mut()
            && let ExportPhase::Running {
                job: running,
                reading,
                ..
            } = &mut export.phase
            && *running == job
        {
            *reading = Some(Reading {
                read: count,
                since: now,
            });
        }
    }

    /// If its dialog was closed since, a notice reports it.
    pub(crate) fn profiles_exported(&mut self, job: JobId, outcome: ExportOutcome, now: Now) {
        let Some(export) = self.export_mut().filter(|export| export.job() == Some(job)) else {
            self.notify_late_export(outcome, now);
            return;
        };
        let profiles = match export.phase {
            ExportPhase::Running { profiles, .. } => profiles,
            _ => 0,
        };
        export.phase = match outcome {
            ExportOutcome::Saved { path } => ExportPhase::Saved { path, profiles },
            ExportOutcome::NotSaved => ExportPhase::Choosing,
            ExportOutcome::Failed(failure) => ExportPhase::Failed(failure),
        };
        match self.state.export_profiles().map(|export| &export.phase) {
            Some(ExportPhase::Saved { .. }) => self.wipe_export(),
            Some(ExportPhase::Failed(ExportFailure::Recipient {
                why: RecipientError::PrivateKey,
                ..
            })) => {
                self.drafts.export.wipe_recipients();
                self.wipe_fields();
            }
            _ => {}
        }
    }

    fn notify_late_export(&mut self, outcome: ExportOutcome, now: Now) {
        match outcome {
            ExportOutcome::Saved { path } => {
                let text = format!("The profiles were exported anyway: {path}");
                self.notice(NoticeTone::Warn, text, now);
            }
            ExportOutcome::Failed(failure) => {
                let text = format!("Profiles not exported. {}.", failure.message().headline);
                self.notice(NoticeTone::Bad, text, now);
            }
            ExportOutcome::NotSaved => {}
        }
    }

    fn cancel_export(&mut self) {
        let Some(export) = self.export_mut() else {
            return;
        };
        let job = export.job();
        export.phase = ExportPhase::Choosing;
        self.cancel_all(job);
    }

    pub(crate) fn leave_export(&mut self, export: &ExportProfiles) {
        self.cancel_all(export.job());
        self.wipe_export();
    }

    fn wipe_export(&mut self) {
        self.drafts.export.wipe();
        self.state.shown = None;
    }

    fn export_mut(&mut self) -> Option<&mut ExportProfiles> {
        match &mut self.state.dialog {
            Some(Dialog::ExportProfiles(export)) => Some(export),
            _ => None,
        }
    }
}
