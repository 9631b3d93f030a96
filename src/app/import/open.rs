//! Choosing a source, and reading it.

use std::mem;

use crate::app::drafts::ImportDraft;
use crate::app::import::{ImportAction, ImportPhase, ImportSources, ImportTable};
use crate::app::job::{ImportFrom, ImportKey, Job, JobId, ReadImportOutcome, SaveFileOutcome};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{AccountKind, ClipText, FailureText, ImportList, ImportOrigin, Now, SealKey};

impl App {
    pub(crate) fn open_import(&mut self, now: Now) {
        if matches!(self.state.dialog, Some(Dialog::Import(_))) {
            return;
        }
        self.leave_dialog(now);
        self.show_import_sources();
        self.find_vendor_profiles(now);
    }

    fn show_import_sources(&mut self) {
        let phase = ImportPhase::Sources(ImportSources::default());
        self.state.dialog = Some(Dialog::Import(Box::new(phase)));
    }

    pub(crate) fn on_import_action(&mut self, action: ImportAction, now: Now) {
        match action {
            ImportAction::ReviewTool(tool) => self.review_tool(tool),
            ImportAction::ReviewPasted => self.read_pasted(now),
            ImportAction::ChooseFile => self.read_import(ImportFrom::Choose, now),
            ImportAction::ReadDropped => self.read_dropped(now),
            ImportAction::SaveTemplate => {
                let job = Job::SaveImportTemplate;
                self.begin_at(Stage::Connecting, JobKind::SaveImportTemplate, job, now);
            }
            ImportAction::OpenSealed => self.open_sealed(now),
            ImportAction::StopReading => self.stop_reading(),
            ImportAction::Back => self.choose_other_source(),
            ImportAction::Select(index, is_on) => self.select_import_row(index, is_on),
            ImportAction::SelectAll(is_on) => self.select_all_import_rows(is_on),
            ImportAction::Resolve(index, choice) => self.resolve_clash(index, choice),
            ImportAction::ResolveAll(choice) => self.resolve_all_clashes(choice),
            ImportAction::Typed(index) => self.import_row_typed(index),
            ImportAction::FillConsole(console) => self.fill_console(console),
            ImportAction::CheckFirst(is_on) => {
                if let Some(table) = self.import_table_mut().filter(|table| !table.is_running) {
                    table.checks_first = is_on;
                }
            }
            ImportAction::ProblemsOnly(is_on) => {
                if let Some(table) = self.import_table_mut() {
                    table.problems_only = is_on;
                }
            }
            ImportAction::Start => self.start_import(now),
            ImportAction::Stop => self.stop_import(now),
        }
    }

    /// The text stays until something was found in it.
    fn read_pasted(&mut self, now: Now) {
        let pasted = self.drafts.import.pasted.text();
        if !pasted.trim().is_empty() {
            let text = ClipText::new(pasted.to_owned());
            self.read_import(ImportFrom::Text(text), now);
        }
    }

    fn read_dropped(&mut self, now: Now) {
        if let Some(path) = self.drafts.dropped_file.take() {
            self.open_import(now);
            self.read_import(ImportFrom::Path(path), now);
        }
    }

    /// Ignored while something is being read.
    fn read_import(&mut self, from: ImportFrom, now: Now) {
        if self
            .import_sources()
            .is_none_or(|sources| sources.reading.is_some())
        {
            return;
        }
        let job = Job::ReadImport(from);
        let job = self.begin_at(Stage::Connecting, JobKind::ReadImport, job, now);
        if let Some(sources) = self.import_sources() {
            sources.failure = None;
            sources.reading = Some(job);
        }
    }

    fn open_sealed(&mut self, now: Now) {
        let typed = self.drafts.import.file_key.secret(AccountKind::User);
        let Some(sealed) = self.import_sources().and_then(|it| it.sealed.clone()) else {
            return;
        };
        let key = match (sealed.needs, typed) {
            (SealKey::Passphrase, Some(passphrase)) => ImportKey::Passphrase(passphrase),
            (SealKey::Passphrase, None) => return,
            (SealKey::KeyFile, passphrase) => ImportKey::KeyFile { passphrase },
        };
        self.read_import(ImportFrom::Sealed(sealed, key), now);
    }

    fn stop_reading(&mut self) {
        let sources = self.import_sources();
        if let Some(job) = sources.and_then(|sources| sources.reading.take()) {
            self.cancel(job);
        }
    }

    pub(crate) fn import_read(&mut self, job: JobId, outcome: ReadImportOutcome) {
        let Some(sources) = self.import_sources() else {
            return;
        };
        if sources.reading.take_if(|reading| *reading == job).is_none() {
            return;
        }
        match outcome {
            ReadImportOutcome::Read { list, origin } => self.show_found(list, origin),
            ReadImportOutcome::Sealed(file) => {
                sources.sealed = Some(file);
                self.drafts.import.file_key.wipe();
            }
            ReadImportOutcome::NotChosen => {}
            ReadImportOutcome::Failed(failure) => sources.failure = Some(failure),
        }
    }

    fn show_found(&mut self, list: ImportList, origin: ImportOrigin) {
        if !list.candidates.is_empty() {
            self.preview_import(list, origin);
            return;
        }
        let mut explanation = list.unused;
        explanation.truncate(5);
        if let (ImportOrigin::File { name, .. }, true) = (&origin, explanation.is_empty()) {
            explanation.push(format!(
                "“{name}” has no rows. A table has the columns Name, Console, Client ID, Secret, and Tag."
            ));
        }
        explanation.push("Nothing was imported.".to_owned());
        let failure = FailureText::new("No profiles found", explanation.join(" "));
        if let Some(sources) = self.import_sources() {
            sources.failure = Some(failure);
        }
    }

    pub(crate) fn import_template_saved(&mut self, outcome: SaveFileOutcome, now: Now) {
        match outcome {
            SaveFileOutcome::Saved { path } => {
                self.notice(NoticeTone::Good, format!("Saved as {path}"), now);
            }
            SaveFileOutcome::NotChosen => {}
            SaveFileOutcome::Failed(failure) => {
                let text = format!("{}.", failure.message().headline);
                self.notice(NoticeTone::Bad, text, now);
            }
        }
    }

    /// *Back*. What was read is wiped.
    fn choose_other_source(&mut self) {
        let is_idle = |table: &ImportTable| !table.is_running;
        if self.state.import_table().is_some_and(is_idle) {
            self.drafts.import = ImportDraft::default();
            self.wipe_fields();
            self.show_import_sources();
        } else if let Some(sources) = self.import_sources() {
            // From an encrypted file.
            sources.sealed = None;
            sources.failure = None;
            self.stop_reading();
            self.drafts.import.file_key.wipe();
        }
    }

    fn import_row_typed(&mut self, index: usize) {
        if let Some(table) = self.import_table_mut()
            && let Some(row) = table.rows.get_mut(index)
            && !table.is_running
        {
            // A new value, a new result.
            row.state.forget_result();
        }
        self.check_and_select(&[index]);
    }

    fn import_sources(&mut self) -> Option<&mut ImportSources> {
        match &mut self.state.dialog {
            Some(Dialog::Import(phase)) => match phase.as_mut() {
                ImportPhase::Sources(sources) => Some(sources),
                ImportPhase::Preview(_) => None,
            },
            _ => None,
        }
    }

    /// Cancels what is being read or checked, and wipes the drafts. What is being saved is finished.
    pub(crate) fn leave_import(&mut self, phase: &ImportPhase) {
        let jobs: Vec<_> = match phase {
            ImportPhase::Sources(sources) => sources.reading.into_iter().collect(),
            ImportPhase::Preview(table) => table.checks().collect(),
        };
        self.cancel_all(jobs);
        drop(mem::take(&mut self.drafts.import));
        self.wipe_fields();
    }
}
