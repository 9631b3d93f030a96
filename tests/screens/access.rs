//! Every state in both themes and both sizes: all controls have names, all lie in the window or can be scrolled to, and no
//! text lies over another.

use egui::accesskit::Role;
use egui::{Rect, Theme};
use tokendesk::app::action::Masked;
use tokendesk::app::deletion::Deletion;
use tokendesk::app::editor::{EditorMode, EditorSave, EditorTest};
use tokendesk::app::flow::JobId;
use tokendesk::app::row::{Ended, ProfileRow, Row, RowContent, RowKey, Uncopied};
use tokendesk::app::state::{ClosePhase, Dialog, Listing, Notice, Shown, Tone};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::failure::{Missing, Unreadable};
use tokendesk::model::{ClipboardFailure, Failure, KeyringFailure, ProfileId};

use super::check_samples;
use super::samples::{
    US1, attempt, editing, editor, empty, failed, grant, held, live, now, production, profile,
    refused, sandbox, secs_ago, showing, widest,
};
use super::user_samples;
use super::window::{SMALLEST, USUAL, Window};

/// Every state that the window can show, by name.
fn every_state() -> Vec<(&'static str, State)> {
    let mut states = cards();
    states.extend(panes());
    states.extend(dialogs());
    states.extend(user_samples::cards());
    states.extend(user_samples::notes());
    states.extend(check_samples::messages());
    states.extend(check_samples::resets());
    states.extend(check_samples::checks_of_many());
    states
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
                row.uncopied = Some(Uncopied::Clipboard(ClipboardFailure::Busy));
            }),
        ),
        (
            "renewal failed",
            with(|row| {
                row.ended = Some(Ended::Failed(refused()));
                row.grant.as_mut().unwrap().clock_ahead_secs = Some(-400);
            }),
        ),
        (
            "expired",
            with(|row| {
                row.grant = None;
                row.ended = Some(Ended::Expired { at: now().wall });
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
    strips.held = Some(held());
    strips.held.as_mut().unwrap().name = "W".repeat(64);
    strips
        .deletions
        .extend(Deletion::of(Row::of(widest()), secs_ago(3)));
    strips.notice = Some(Notice {
        text: "The clipboard was changed meanwhile; left alone.".to_owned(),
        tone: Tone::Warn,
        until: now(),
    });
    let mut stale = showing([live(872)]);
    stale.listing = Listing::Failed(KeyringFailure::Locked);
    let mut unreadable = empty();
    unreadable.rows.push(Row {
        key: RowKey::Item(ProfileId::random()),
        content: RowContent::Unreadable(Unreadable::Version(3)),
        seen_by: None,
    });
    unreadable.selected = Some(unreadable.rows[0].key);
    let mut wide = widest();
    wide.grant = Some(grant(872));
    let many = (0..40).map(|n| ProfileRow::new(profile(&format!("Customer {n}"), US1, "key")));
    let started = secs_ago(9);
    let job = JobId(1);
    vec![
        ("empty", empty()),
        ("reading", listing(Listing::Running { job, started })),
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
    ]
}

fn dialogs() -> Vec<(&'static str, State)> {
    let with = |dialog| {
        let mut state = showing([live(872)]);
        state.held = Some(held());
        state.dialog = Some(dialog);
        state
    };
    let closing = |phase| {
        let mut state = editing(editor(EditorMode::New));
        state.held = Some(held());
        state.close_question = Some(phase);
        state
    };
    let mut tested = editor(EditorMode::New);
    tested.test = EditorTest::Failed {
        failure: refused(),
        asked: None,
    };
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
            with(Dialog::Delete {
                id,
                subject: format!("“{name}”"),
                rev: Some(1),
            }),
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

#[test]
fn every_state_can_be_drawn_in_both_themes_with_all_controls_named() {
    for (name, state) in every_state() {
        for theme in [Theme::Light, Theme::Dark] {
            let state_of = |state: &State| clone(state);
            let window = Window::with(state_of(&state), Drafts::default(), USUAL, theme);
            let unnamed = window.0.unnamed_widgets();
            assert!(unnamed.is_empty(), "{name}, {theme:?}: {unnamed:?}");
        }
    }
}

#[test]
fn in_the_smallest_window_no_control_sticks_out() {
    for (name, state) in every_state() {
        let window = Window::with(state, Drafts::default(), SMALLEST, Theme::Light);
        nothing_sticks_out(name, &window, SMALLEST);
    }
}

/// Rows and fields below the fold are reached by scrolling; beside the window nothing is, but the text that a field scrolls itself.
pub(crate) fn nothing_sticks_out(name: &str, window: &Window, size: egui::Vec2) {
    for (role, what, rect) in window.places() {
        let is_in = rect.left() >= 0.0 && rect.right() <= size.x + 0.5 || role == Role::TextRun;
        assert!(is_in, "{name}: {role:?} “{what}” at {rect:?}");
    }
}

#[test]
fn in_the_smallest_window_the_buttons_of_dialogs_never_scroll_away() {
    let room = Rect::from_min_size(egui::Pos2::ZERO, SMALLEST);
    let checks = check_samples::resets()
        .into_iter()
        .chain(check_samples::checks_of_many());
    let all = dialogs().into_iter().chain(user_samples::notes());
    for (name, state) in all.chain(checks) {
        let window = Window::with(state, Drafts::default(), SMALLEST, Theme::Light);
        let cancel = window.places().into_iter().rfind(|(role, what, _)| {
            *role == Role::Button && ["Cancel", "Close", "Keep editing"].contains(&what.as_str())
        });
        let (_, _, rect) = cancel.expect("a dialog can be left");
        assert!(room.contains_rect(rect), "{name}: {rect:?}");
    }
}

#[test]
fn no_control_and_no_text_lies_over_another() {
    let all = cards().into_iter().chain(panes());
    let all = all.chain(user_samples::cards());
    for (name, state) in all.chain(check_samples::messages()) {
        for size in [USUAL, SMALLEST] {
            let window = Window::with(clone(&state), Drafts::default(), size, Theme::Light);
            if name != "strips" {
                // What lies below the fold of a pane would count as over the strips.
                nothing_overlaps(name, &window, size.y - 80.0);
            }
        }
    }
}

/// No text and no button lies over another, down to `floor`.
pub(crate) fn nothing_overlaps(name: &str, window: &Window, floor: f32) {
    let places: Vec<_> = window
        .places()
        .into_iter()
        .filter(|(role, ..)| {
            matches!(
                role,
                Role::Button | Role::Label | Role::Heading | Role::Timer
            )
        })
        .collect();
    for (index, (_, a, at)) in places.iter().enumerate() {
        for (_, b, other) in &places[index + 1..] {
            let common = at.shrink(1.0).intersect(other.shrink(1.0));
            let overlap = common.is_positive() && common.top() < floor;
            assert!(!overlap, "{name}: “{a}” {at:?} and “{b}” {other:?}");
        }
    }
}

/// `State` is not `Clone`: a window needs its own.
pub(crate) fn clone(state: &State) -> State {
    State {
        zone: state.zone.clone(),
        sandbox: state.sandbox.clone(),
        listing: state.listing.clone(),
        rows: state.rows.clone(),
        selected: state.selected,
        dialog: state.dialog.clone(),
        close_question: state.close_question,
        discard_question: state.discard_question,
        deletions: state.deletions.clone(),
        held: state.held.clone(),
        shown: state.shown,
        notice: state.notice.clone(),
        tab: state.tab,
        activity: state.activity.clone(),
        activity_scope: state.activity_scope,
        settings: state.settings.clone(),
        launch: state.launch.clone(),
    }
}
