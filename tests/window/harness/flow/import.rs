//! *Import* in a flow: what a source gave, and the jobs of the rows.

use tokendesk::app::import::{ImportAction, ImportRow, ImportTable};
use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, Outcome, ProfileWrite, ReadImportOutcome, SecretSource,
};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    AccountKind, Candidate, CandidateSecret, ImportList, ImportOrigin, KeyringFailure, Profile,
    Secret,
};

use super::{FlowHarness, job_ended};

pub(crate) const PASTED: &str = "pretend-pasted";

/// An API client of US1.
pub(crate) fn client(name: &str, client_id: &str) -> Candidate {
    Candidate {
        name: name.to_owned(),
        console: "console.us1.crashplan.com".to_owned(),
        login: client_id.to_owned(),
        secret: CandidateSecret::Given(Secret::new(&format!("pretend-{client_id}")).unwrap()),
        ..Candidate::at(format!("Row of {name}"), AccountKind::ApiClient)
    }
}

pub(crate) fn clients(count: usize) -> Vec<Candidate> {
    let name = |number: usize| client(&format!("Tenant {number}"), &format!("key-{number}"));
    (1..=count).map(name).collect()
}

/// A row's job.
#[derive(Debug)]
pub(crate) enum RowJob {
    /// The login and the secret that are sent.
    Check(JobId, String, String),
    Save(JobId, Box<ProfileWrite>),
}

pub(crate) fn row_jobs(effects: &[Effect]) -> Vec<RowJob> {
    let job = |effect: &Effect| match effect {
        Effect::Run(
            job,
            Job::TestCredential {
                account, secret, ..
            },
        ) => {
            let login = account.login().to_owned();
            Some(RowJob::Check(*job, login, secret_text(secret)))
        }
        Effect::Run(job, Job::SaveProfile(write)) => {
            Some(RowJob::Save(*job, Box::new(write.clone())))
        }
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

pub(crate) fn secret_text(source: &SecretSource) -> String {
    match source {
        SecretSource::Typed(secret) => secret.expose_secret().to_owned(),
        other => format!("{other:?}"),
    }
}

impl FlowHarness {
    /// Opens *Import*, pastes something, and gets these profiles from it.
    pub(crate) fn import(&mut self, candidates: Vec<Candidate>) {
        self.import_list(ImportList {
            candidates,
            unused: Vec::new(),
        });
    }

    pub(crate) fn import_list(&mut self, list: ImportList) {
        let origin = ImportOrigin::Pasted;
        let job = self.paste_to_import();
        self.import_read(job, ReadImportOutcome::Read { list, origin });
    }

    /// The job that reads what was pasted.
    pub(crate) fn paste_to_import(&mut self) -> JobId {
        self.on_action(Action::OpenImport);
        self.paste_to_import_again()
    }

    /// The same, while the dialog is open.
    pub(crate) fn paste_to_import_again(&mut self) -> JobId {
        let draft = &mut self.app.drafts.import.pasted;
        draft.text_mut().push_str(PASTED);
        let effects = self.on_import(ImportAction::ReviewPasted);
        let [Effect::Run(job, Job::ReadImport(_))] = effects[..] else {
            panic!("nothing is read: {effects:?}")
        };
        job
    }

    pub(crate) fn import_read(&mut self, job: JobId, outcome: ReadImportOutcome) {
        self.on_event(job_ended(job, Outcome::ReadImport(outcome)));
    }

    pub(crate) fn on_import(&mut self, action: ImportAction) -> Vec<Effect> {
        self.on_action(Action::Import(action))
    }

    pub(crate) fn import_table(&self) -> &ImportTable {
        self.app.state.import_table().expect("the preview is open")
    }

    pub(crate) fn import_row(&self, index: usize) -> &ImportRow {
        &self.import_table().rows[index]
    }

    pub(crate) fn import_name(&self, index: usize) -> &str {
        &self.app.drafts.import.rows[index].name
    }

    pub(crate) fn type_import_name(&mut self, index: usize, name: &str) {
        name.clone_into(&mut self.app.drafts.import.rows[index].name);
        self.on_import(ImportAction::Typed(index));
    }

    pub(crate) fn type_import_secret(&mut self, index: usize, secret: &str) {
        let draft = &mut self.app.drafts.import.rows[index].typed_secret;
        draft.text_mut().push_str(secret);
        self.on_import(ImportAction::Typed(index));
    }

    /// Presses *Import*.
    pub(crate) fn start_import(&mut self) -> Vec<RowJob> {
        row_jobs(&self.on_import(ImportAction::Start))
    }

    /// The keyring saved it.
    pub(crate) fn import_saved(&mut self, job: JobId, write: &ProfileWrite) -> Vec<RowJob> {
        let profile = Profile {
            id: write.id,
            rev: write.base_rev.map_or(1, |base| base + 1),
            name: write.name.clone(),
            console: write.console.clone(),
            account: write.account.clone(),
            saved_at: self.now.wall,
        };
        let saved = Outcome::SaveProfile(Ok(profile));
        row_jobs(&self.on_event(job_ended(job, saved)))
    }

    pub(crate) fn import_failed(&mut self, job: JobId, failure: KeyringFailure) -> Vec<RowJob> {
        let failed = Outcome::SaveProfile(Err(failure));
        row_jobs(&self.on_event(job_ended(job, failed)))
    }

    pub(crate) fn import_checked(&mut self, job: JobId, outcome: AttemptOutcome) -> Vec<RowJob> {
        let checked = Outcome::TestCredential(outcome);
        row_jobs(&self.on_event(job_ended(job, checked)))
    }
}
