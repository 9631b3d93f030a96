//! Saves the selected rows, a few at a time; first checks each, if that was asked for. One sign-in for each, and no token is kept.

use crate::app::drafts::ImportRowDraft;
use crate::app::import::check::secret_source;
use crate::app::import::{
    CheckedImport, ImportRow, ImportRowState, ImportTable, MAX_ROWS_AT_A_TIME, PendingImport,
};
use crate::app::job::{AttemptOutcome, Job, JobId, ProfileWrite, SecretSource, TypedCode};
use crate::app::running::JobKind;
use crate::app::state::NoticeTone;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{
    Account, ActivityKind, CandidateSecret, CheckOutcome, ConsoleUrl, Failure, KeyringFailure,
    KnownLogin, LoginKind, Now, Profile, ProfileId, ProfileName,
};

/// A row's parsed values.
struct RowValues {
    name: ProfileName,
    console: ConsoleUrl,
    account: Account,
    secret: SecretSource,
    base: Option<Profile>,
}

impl App {
    pub(crate) fn start_import(&mut self, now: Now) {
        self.check_import();
        let Some(table) = self.import_table_mut() else {
            return;
        };
        if table.is_running || table.to_import() == 0 {
            return;
        }
        table.is_running = true;
        table.problems_only = false;
        for row in table.rows.iter_mut().filter(|row| row.is_selected) {
            row.state.forget_result();
        }
        self.advance_import(now);
    }

    /// Starts as many rows as may run; ends the run after the last one.
    fn advance_import(&mut self, now: Now) {
        while let Some(index) = self.next_import_row() {
            self.start_import_row(index, now);
        }
        if let Some(table) = self.import_table_mut()
            && table.jobs().next().is_none()
        {
            table.is_running = false;
            table.problems_only = table.has_result() && table.needing_attention() > 0;
        }
    }

    fn next_import_row(&self) -> Option<usize> {
        let table = self.state.import_table().filter(|table| table.is_running)?;
        let may_start = table.jobs().count() < MAX_ROWS_AT_A_TIME;
        let is_next = |row: &ImportRow| {
            row.is_selected && row.state == ImportRowState::Idle && row.can_be_imported()
        };
        table.rows.iter().position(is_next).filter(|_| may_start)
    }

    fn start_import_row(&mut self, index: usize, now: Now) {
        let Some(values) = self.row_values(index) else {
            // The profile that it replaces is gone.
            self.set_import_state(index, ImportRowState::Failed(KeyringFailure::NotFound));
            return;
        };
        let checks = self
            .state
            .import_table()
            .is_some_and(|table| table.checks_first);
        if !checks {
            self.save_import_row(index, values, None, now);
            return;
        }
        let known = self
            .state
            .login_kinds
            .known(&values.console, &values.account);
        if !values.account.stores_secret() || known == KnownLogin::Is(LoginKind::LocalTwoFactor) {
            self.set_import_state(index, ImportRowState::NotChecked);
            return;
        }
        let Some(id) = self.import_row_id(index) else {
            return;
        };
        let job = Job::TestCredential {
            console: values.console,
            account: values.account,
            secret: values.secret,
            code: TypedCode::Unsaid,
            known,
        };
        let kind = JobKind::CheckImport(id);
        let job = self.begin_at(Stage::Connecting, kind, job, now);
        self.set_import_state(index, ImportRowState::Checking { job });
    }

    /// The token is dropped: nothing is copied in bulk.
    pub(crate) fn import_checked(&mut self, id: ProfileId, outcome: AttemptOutcome, now: Now) {
        let Some(index) = self.import_index(id) else {
            return;
        };
        match outcome {
            AttemptOutcome::Granted(grant) => {
                let accepted = CheckOutcome::of_grant(&grant);
                if let Some(values) = self.row_values(index) {
                    self.save_import_row(index, values, Some(accepted), now);
                } else {
                    let gone = ImportRowState::Failed(KeyringFailure::NotFound);
                    self.set_import_state(index, gone);
                }
            }
            AttemptOutcome::Failed(failure) => {
                if let Failure::Keyring(failure) = &failure {
                    self.type_vendor_secret(index, failure);
                }
                let outcome = CheckOutcome::of_failure(failure);
                self.edit_secret(index);
                self.set_import_state(index, ImportRowState::NotAccepted(outcome));
            }
            AttemptOutcome::MissingInput(_) => {
                self.set_import_state(index, ImportRowState::NotChecked);
            }
            AttemptOutcome::Canceled => self.set_import_state(index, ImportRowState::Idle),
        }
        self.advance_import(now);
    }

    fn save_import_row(
        &mut self,
        index: usize,
        values: RowValues,
        accepted: Option<CheckOutcome>,
        now: Now,
    ) {
        let table = self.state.import_table();
        let Some(row) = table.and_then(|table| table.rows.get(index)) else {
            return;
        };
        let pending = PendingImport {
            row: row.id,
            name: values.name.clone(),
            tag: row.tag,
            is_pinned: row.is_pinned,
            changes_secret: !matches!(values.secret, SecretSource::Stored(_)),
            accepted,
        };
        let write = ProfileWrite {
            id: values.base.as_ref().map_or(row.id, |base| base.id),
            base_rev: values.base.map(|base| base.rev),
            name: values.name,
            console: values.console,
            account: values.account,
            secret: values.secret,
        };
        let kind = JobKind::SaveImport(pending);
        let job = self.begin(kind, Job::SaveProfile(write), now);
        self.set_import_state(index, ImportRowState::Saving { job });
    }

    /// A finished save always updates the state, whether the dialog is still open or not.
    pub(crate) fn import_saved(
        &mut self,
        pending: &PendingImport,
        result: Result<Profile, KeyringFailure>,
        now: Now,
    ) {
        let index = self.import_index(pending.row);
        let has_failed = result.is_err();
        let state = match result {
            Ok(profile) => {
                self.show_imported(&profile, pending, now);
                ImportRowState::Saved
            }
            Err(failure) => {
                self.show_conflicting(&failure, now);
                if index.is_none() && failure != KeyringFailure::Canceled {
                    let (name, headline) = (&pending.name, failure.message().headline);
                    let text = format!("“{name}” wasn’t imported: {headline}.");
                    self.notice(NoticeTone::Bad, text, now);
                }
                ImportRowState::Failed(failure)
            }
        };
        if let Some(index) = index {
            let state = match state {
                ImportRowState::Failed(KeyringFailure::Canceled) => ImportRowState::Idle,
                state => state,
            };
            let is_saved = state == ImportRowState::Saved;
            if let ImportRowState::Failed(failure) = &state {
                self.type_vendor_secret(index, failure);
            }
            self.set_import_state(index, state);
            if let (true, Some(draft)) = (is_saved, self.drafts.import.rows.get_mut(index)) {
                draft.wipe_secret();
            }
            self.check_import();
            self.advance_import(now);
        }
        self.close_after_write(has_failed, now);
    }

    fn show_imported(&mut self, profile: &Profile, pending: &PendingImport, now: Now) {
        let id = profile.id;
        if pending.tag.is_some() {
            self.set_tag(id, pending.tag, now);
        }
        if pending.is_pinned {
            self.pin(id, true, now);
        }
        if self.update_deletion(profile) {
            return;
        }
        self.refresh_saved(profile.clone(), pending.changes_secret, now);
        self.replace_grant(id, pending.changes_secret, None, now);
        if let Some(accepted) = &pending.accepted {
            self.remember_verdict(id, accepted, now);
        }
        let kind = if profile.rev == 1 {
            ActivityKind::Created
        } else {
            ActivityKind::Edited
        };
        self.record_activity(id, kind, None, now);
        self.ensure_selection();
    }

    /// *Cancel*: what is being checked is stopped, what is being saved is finished.
    pub(crate) fn stop_import(&mut self, now: Now) {
        let Some(table) = self.import_table_mut().filter(|table| table.is_running) else {
            return;
        };
        table.is_running = false;
        let checks: Vec<_> = table.checks().collect();
        for row in &mut table.rows {
            if matches!(row.state, ImportRowState::Checking { .. }) {
                row.state = ImportRowState::Idle;
            }
        }
        self.cancel_all(checks);
        self.advance_import(now);
    }

    fn row_values(&self, index: usize) -> Option<RowValues> {
        let row = self.state.import_table()?.rows.get(index)?;
        let draft: &ImportRowDraft = self.drafts.import.rows.get(index)?;
        let base = match row.replaces() {
            Some(id) => Some(self.state.profile(id)?.profile.clone()),
            None => None,
        };
        let CheckedImport {
            name,
            console,
            account,
            ..
        } = row.checked.clone();
        let (name, console, account) = (name.ok()?, console.ok()?, account.ok()?);
        let secret = secret_source(draft, &console, &account, base.as_ref()).ok()?;
        Some(RowValues {
            name,
            console,
            account,
            secret,
            base,
        })
    }

    /// What was found can be corrected.
    fn edit_secret(&mut self, index: usize) {
        let table = self.import_table_mut();
        if let Some(row) = table.and_then(|table| table.rows.get_mut(index)) {
            row.edits.secret = true;
        }
    }

    fn import_index(&self, id: ProfileId) -> Option<usize> {
        let rows = &self.state.import_table()?.rows;
        rows.iter().position(|row| row.id == id)
    }

    fn import_row_id(&self, index: usize) -> Option<ProfileId> {
        self.state.import_table()?.rows.get(index).map(|row| row.id)
    }

    fn set_import_state(&mut self, index: usize, state: ImportRowState) {
        let table = self.import_table_mut();
        if let Some(row) = table.and_then(|table| table.rows.get_mut(index)) {
            row.state = state;
        }
    }
}

impl ImportTable {
    pub(crate) fn checks(&self) -> impl Iterator<Item = JobId> {
        let states = self.rows.iter().map(|row| &row.state);
        states.filter_map(|state| match state {
            ImportRowState::Checking { job } => Some(*job),
            _ => None,
        })
    }
}

impl ImportRowDraft {
    fn wipe_secret(&mut self) {
        if !matches!(self.secret, CandidateSecret::AskedEachTime) {
            self.secret = CandidateSecret::Missing;
        }
        self.typed_secret.wipe();
    }
}
