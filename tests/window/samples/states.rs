//! Every state that the window can show, by name: for tests that hold for all of them.

use tokendesk::app::action::Masked;
use tokendesk::app::editor::{EditorMode, EditorSave, EditorTest};
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::profiles::{
    DeleteQuestion, Deletion, Listing, ProfileRow, Row, RowContent, RowKey,
};
use tokendesk::app::state::{CopyFlash, Dialog, Notice, NoticeTone, Shown};
use tokendesk::app::state::{CopyQuestion, PasteQuestion};
use tokendesk::app::token::{CopySkipped, LastOutcome};
use tokendesk::app::{Action, State};
use tokendesk::model::failure::{Missing, Stage, Unreadable};
use tokendesk::model::{ClipboardFailure, Failure, KeyringFailure, PasteTarget, ProfileId, Tag};

use super::{check, export, postman, tabs, users};
use crate::samples::{
    US1, attempt, copied_item, editing, editor, empty, failed, grant, live, mark, missing, now,
    production, profile, refused, running_job, sandbox, secs_ago, showing, widest,
};

/// Every state that the window can show, by name.
pub(crate) fn every_state() -> Vec<(&'static str, State)> {
    let mut states = cards();
    states.extend(panes());
    states.extend(dialogs());
    states.extend(in_front());
    states.extend(users::cards());
    states.extend(users::notes());
    states.extend(check::messages());
    states.extend(check::resets());
    states.extend(check::check_all_states());
    states.extend(postman::postman_states());
    states.extend(check::check_all_results());
    states.extend(export::export_states());
    states.extend(tabs::every_state());
    states
}

/// What the keys of the window open, and the question before a copy, with the longest name.
fn in_front() -> Vec<(&'static str, State)> {
    let row = widest();
    let id = row.profile.id;
    let over = |dialog| {
        let mut state = showing([row.clone(), production()]);
        mark(&mut state, id, false, Some(Tag::Violet));
        state.dialog = Some(dialog);
        state
    };
    let action = Action::GetToken(id);
    vec![
        ("settings", over(Dialog::Settings)),
        ("shortcuts", over(Dialog::Shortcuts)),
        ("question before the first copy", {
            let mut state = over(Dialog::PasteQuestion(PasteQuestion {
                id,
                target: PasteTarget::default(),
            }));
            state.settings.chosen_format = None;
            state
        }),
        (
            "question before a copy",
            over(Dialog::CopyQuestion(CopyQuestion { id, action })),
        ),
    ]
}

fn cards() -> Vec<(&'static str, State)> {
    let with = |change: fn(&mut ProfileRow)| {
        let mut row = live(872);
        change(&mut row);
        showing([row])
    };
    let shown = {
        let row = live(872);
        let what = Masked::Token(row.profile.id);
        let mut state = showing([row]);
        state.shown = Some(Shown { what, until: now() });
        state
    };
    vec![
        ("no token", showing([production()])),
        (
            "fetching",
            with(|row| {
                row.grant = None;
                row.attempt = Some(attempt(6));
            }),
        ),
        ("live", with(|_| {})),
        ("shown", shown),
        ("expiring", showing([live(68)])),
        (
            "expiring, renewing",
            with(|row| {
                row.grant = Some(grant(68));
                row.attempt = Some(attempt(6));
            }),
        ),
        ("copied", {
            let row = live(872);
            let id = row.profile.id;
            let mut state = showing([row]);
            state.copied_item = Some(copied_item());
            state.copy_flash = Some(CopyFlash { id, until: now() });
            state
        }),
        ("expired after a copy", {
            let mut row = production();
            row.last_outcome = Some(LastOutcome::Expired { at: now().wall });
            let id = row.profile.id;
            let mut state = showing([row]);
            state.last_copied = Some(id);
            state
        }),
        ("ending", showing([live(7)])),
        (
            "ending, renewing",
            with(|row| {
                row.grant = Some(grant(7));
                row.attempt = Some(attempt(6));
            }),
        ),
        (
            "renewing, not copied",
            with(|row| {
                row.attempt = Some(attempt(6));
                row.copy_skipped = Some(CopySkipped::Clipboard(ClipboardFailure::Busy));
            }),
        ),
        (
            "renewal failed",
            with(|row| {
                row.last_outcome = Some(LastOutcome::Failed(refused()));
                row.grant.as_mut().unwrap().clock_ahead_secs = Some(-400);
            }),
        ),
        (
            "expired",
            with(|row| {
                row.grant = None;
                row.last_outcome = Some(LastOutcome::Expired { at: now().wall });
            }),
        ),
        ("refused", showing([failed(refused())])),
        ("changed", showing([failed(Failure::ChangedElsewhere)])),
    ]
}

fn panes() -> Vec<(&'static str, State)> {
    let listing = |listing| {
        let mut state = empty();
        state.listing = listing;
        state
    };
    let mut strips = showing([live(872)]);
    strips.sandbox = Some(sandbox());
    strips.copied_item = Some(copied_item());
    strips.copied_item.as_mut().unwrap().name = "W".repeat(64);
    strips.deletions.extend(Deletion::of(
        Row::of(widest()),
        format!("“{}”", "W".repeat(64)),
        secs_ago(3),
    ));
    strips.notice = Some(Notice {
        text: "You copied something else, so the clipboard was left as is.".to_owned(),
        tone: NoticeTone::Warn,
        until: Some(now()),
        tags_before: Vec::new(),
    });
    let mut stale = showing([live(872)]);
    stale.listing = Listing::Failed(KeyringFailure::Locked);
    let mut unreadable = empty();
    unreadable.rows.push(Row {
        // The pane shows it.
        key: RowKey::Item(ProfileId::parse("73ca0d90-2312-4c8d-acea-611bc4c3d3ba").unwrap()),
        content: RowContent::Unreadable(Unreadable::Version(3)),
        seen_by: None,
    });
    unreadable.selected = Some(unreadable.rows[0].key);
    let mut wide = widest();
    wide.grant = Some(grant(872));
    let many = (0..40).map(|n| ProfileRow::new(profile(&format!("Customer {n}"), US1, "key")));
    let job = running_job(9, Stage::Keyring);
    vec![
        ("empty", empty()),
        ("missing", missing(3)),
        (
            "reading",
            listing(Listing::Running {
                job,
                deleted: Vec::new(),
            }),
        ),
        (
            "no keyring",
            listing(Listing::Failed(KeyringFailure::Unavailable(
                Missing::Service,
            ))),
        ),
        ("reading stopped", listing(Listing::Stopped)),
        ("strips", strips),
        ("an old list", stale),
        ("unreadable", unreadable),
        ("widest, no token", showing([widest()])),
        ("widest, live", showing([wide])),
        ("forty profiles", showing(many)),
        ("several selected", super::tenants::three_selected()),
    ]
}

fn dialogs() -> Vec<(&'static str, State)> {
    let with = |dialog| {
        let mut state = showing([live(872)]);
        state.copied_item = Some(copied_item());
        state.dialog = Some(dialog);
        state
    };
    let closing = |phase| {
        let mut state = editing(editor(EditorMode::New));
        state.copied_item = Some(copied_item());
        state.close_question = Some(phase);
        state
    };
    let mut tested = editor(EditorMode::New);
    tested.test = EditorTest::Failed(refused());
    tested.shows_all_errors = true;
    let settling = |save| {
        let mut open = editor(EditorMode::Edit {
            base: widest().profile,
        });
        open.save = save;
        editing(open)
    };
    let id = ProfileId::random();
    let name = "W".repeat(64);
    vec![
        ("new", editing(editor(EditorMode::New))),
        ("test failed", editing(tested)),
        (
            "delete",
            with(Dialog::Delete(DeleteQuestion {
                subject: format!("“{name}”"),
                items: vec![(id, Some(1))],
            })),
        ),
        (
            "conflict",
            settling(EditorSave::Conflict {
                theirs: Box::new(widest().profile),
                shows_theirs: true,
            }),
        ),
        ("gone", settling(EditorSave::Gone)),
        ("discard", {
            let mut state = settling(EditorSave::Idle);
            state.discard_question = Some(Action::CloseDialog);
            state
        }),
        ("close", closing(ClosePhase::Asking)),
        (
            "close failed",
            closing(ClosePhase::Failed(ClipboardFailure::Busy)),
        ),
    ]
}

/// `State` is not `Clone`: a window needs its own.
pub(crate) fn clone(state: &State) -> State {
    State {
        local: state.local.clone(),
        sandbox: state.sandbox.clone(),
        listing: state.listing.clone(),
        rows: state.rows.clone(),
        selected: state.selected,
        selected_profiles: state.selected_profiles.clone(),
        filter: state.filter,
        dialog: state.dialog.clone(),
        last_check_all: state.last_check_all.clone(),
        close_question: state.close_question,
        discard_question: state.discard_question,
        deletions: state.deletions.clone(),
        copied_item: state.copied_item.clone(),
        last_copied: state.last_copied,
        copy_flash: state.copy_flash,
        shown: state.shown,
        notice: state.notice.clone(),
        tab: state.tab,
        activity: state.activity.clone(),
        activity_scope: state.activity_scope,
        settings: state.settings.clone(),
        login_kinds: state.login_kinds.clone(),
        running: state.running.clone(),
        vendor_profiles: state.vendor_profiles.clone(),
        launch: state.launch.clone(),
    }
}
