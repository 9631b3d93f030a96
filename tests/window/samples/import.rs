//! *Import*: its sources, a preview with something to decide in each row, and a result.

use tokendesk::app::import::{ImportAction, ImportPhase, ImportRowState, ImportTable};
use tokendesk::app::job::{Job, JobId, Learned, Outcome, ReadImportOutcome, Report};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, App, Drafts, Effect, Event, Message, State};
use tokendesk::model::{
    AccountKind, Candidate, CandidateSecret, ImportList, ImportOrigin, Secret, VendorItem,
    VendorTool,
};

use crate::samples::check::not_accepted;
use crate::samples::{EU5, US1, now, production, showing};

pub(crate) fn sources() -> (State, Drafts) {
    let mut app = App::new(showing([production()]));
    app.update(Message::Action(Action::OpenImport), now());
    (app.state, app.drafts)
}

/// What a source gave, in the preview.
pub(crate) fn preview(list: ImportList, origin: ImportOrigin) -> (State, Drafts) {
    let (state, drafts) = sources();
    let mut app = App::new(state);
    app.drafts = drafts;
    app.drafts.import.pasted.text_mut().push_str("pretend");
    let action = Action::Import(ImportAction::ReviewPasted);
    let effects = app.update(Message::Action(action), now());
    let [Effect::Run(job, Job::ReadImport(_))] = effects[..] else {
        panic!("nothing is read: {effects:?}")
    };
    app.update(Message::Event(read(job, list, origin)), now());
    (app.state, app.drafts)
}

pub(crate) fn read(job: JobId, list: ImportList, origin: ImportOrigin) -> Event {
    Event::Ended(Report {
        job,
        learned: Learned::default(),
        outcome: Outcome::ReadImport(ReadImportOutcome::Read { list, origin }),
    })
}

pub(crate) fn candidate(name: &str, console: &str, login: &str) -> Candidate {
    Candidate {
        name: name.to_owned(),
        console: console.to_owned(),
        login: login.to_owned(),
        secret: CandidateSecret::Given(Secret::new("pretend-secret").unwrap()),
        ..Candidate::at(format!("Row {}", login.len()), AccountKind::ApiClient)
    }
}

/// A table with something to decide in each row.
pub(crate) fn table() -> ImportList {
    let mut untyped = candidate("Umbrella", US1, "key-77ab01");
    untyped.secret = CandidateSecret::Missing;
    let mut user = candidate("Dana", "console.us2.crashplan.com", "dana@example.com");
    user.kind = AccountKind::User;
    let mut incydr = candidate("Old product", "https://console.us.code42.com", "key-8Qm2xA");
    incydr.is_proposed = false;
    incydr
        .remarks
        .push("This is an Incydr address. It can’t issue CrashPlan tokens.".to_owned());
    let known = production().profile;
    let mut candidates = vec![
        candidate("Acme Logistics", EU5, "key-41c9d2"),
        candidate("Production EU", US1, "key-other"),
        candidate("Same account", EU5, known.account.login()),
        untyped,
        candidate("", "", "key-99zz12"),
        user,
        incydr,
    ];
    for (index, candidate) in candidates.iter_mut().enumerate() {
        candidate.place = format!("Row {}", index + 2);
    }
    ImportList {
        candidates,
        unused: vec!["Row 9: the column “Notes” isn’t used.".to_owned()],
    }
}

pub(crate) fn file() -> ImportOrigin {
    ImportOrigin::File {
        name: "tenants.csv".to_owned(),
        exposes_secrets: true,
    }
}

/// Two profiles of the vendor's tool.
pub(crate) fn of_vendor_tool() -> ImportList {
    let of = |profile: &str, login: &str| {
        let mut candidate = candidate(profile, US1, login);
        candidate.secret = CandidateSecret::OfVendorTool(VendorItem {
            tool: VendorTool::CrashPlanCli,
            profile: profile.to_owned(),
            username: login.to_owned(),
        });
        candidate
    };
    ImportList {
        candidates: vec![of("prod", "key-41c9d2"), of("test", "key-77ab01")],
        unused: Vec::new(),
    }
}

/// After an import with a check.
pub(crate) fn result() -> (State, Drafts) {
    let (mut state, drafts) = preview(table(), file());
    let table = table_of(&mut state);
    table.checks_first = true;
    table.rows[0].state = ImportRowState::Saved;
    table.rows[1].state = ImportRowState::NotAccepted(not_accepted());
    table.rows[5].state = ImportRowState::NotChecked;
    table.problems_only = true;
    (state, drafts)
}

/// Every row is imported.
pub(crate) fn save_all(state: &mut State) {
    for row in &mut table_of(state).rows {
        row.state = ImportRowState::Saved;
    }
}

fn table_of(state: &mut State) -> &mut ImportTable {
    let Some(Dialog::Import(phase)) = &mut state.dialog else {
        panic!("no import")
    };
    match phase.as_mut() {
        ImportPhase::Preview(table) => table,
        ImportPhase::Sources(_) => panic!("no preview"),
    }
}
