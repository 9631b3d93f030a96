//! The editor of a user account in all its states, in both themes and sizes: everything named, nothing cut off, nothing over another.

use egui::accesskit::Role;
use egui::{Rect, Theme, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::editor::CredentialRevision;
use tokendesk::app::editor::{Editor, EditorField, EditorSave, EditorTest};
use tokendesk::app::{Drafts, State};
use tokendesk::model::failure::Stage;
use tokendesk::model::{AccountKind, Failure, PasswordStorage, SignInFailure};

use crate::editor::screen_users::{edit_of, filled, new, user};
use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{editing, failed_with, grant, refused, running_job, widest};

const KEPT: PasswordStorage = PasswordStorage::InKeyring;
const ASKED: PasswordStorage = PasswordStorage::AskedEachTime;

/// The states that a user account adds to the editor.
fn wanting(shows_error: bool) -> EditorTest {
    EditorTest::MissingInput {
        shows_error,
        is_needed: true,
    }
}

fn every_state() -> Vec<(&'static str, Editor, Drafts)> {
    let with = |change: &dyn Fn(&mut Editor)| {
        let mut open = edit_of(user(KEPT));
        open.shows_all_errors = true;
        change(&mut open);
        open
    };
    let failed = |failure: Failure| {
        with(&move |open| {
            open.test = EditorTest::Failed(failure.clone());
        })
    };
    let host = "console.us1.crashplan.com".to_owned();
    let mut wide = Drafts::default();
    (wide.editor.fields.kind, wide.editor.fields.password_storage) = (AccountKind::User, ASKED);
    wide.editor.fields.name = "W".repeat(64);
    wide.editor.fields.username = "W".repeat(200);
    wide.editor.fields.console = widest().profile.console.to_string();
    vec![
        ("new", new(), filled("", KEPT)),
        ("not kept", with(&|_| {}), filled("", ASKED)),
        (
            "asking",
            with(&|open| {
                open.test = EditorTest::Running {
                    job: running_job(7, Stage::LoginKindLookup),
                };
            }),
            filled("", KEPT),
        ),
        (
            "code",
            with(&|open| open.test = wanting(true)),
            filled("", KEPT),
        ),
        (
            "code, widest",
            with(&|open| open.test = wanting(true)),
            wide,
        ),
        (
            "accepted",
            with(&|open| {
                open.test = EditorTest::Accepted {
                    grant: grant(1_800),
                    tested: CredentialRevision::default(),
                };
            }),
            filled("", KEPT),
        ),
        ("refused", failed(refused()), filled("", KEPT)),
        (
            "code refused",
            failed(failed_with(SignInFailure::CodeRefused, Some(401))),
            filled("", KEPT),
        ),
        (
            "single sign-on",
            failed(Failure::SingleSignOn { host }),
            filled("", KEPT),
        ),
        (
            "conflict",
            with(&|open| {
                open.save = EditorSave::Conflict {
                    theirs: Box::new(widest().profile),
                    shows_theirs: true,
                };
            }),
            filled("", ASKED),
        ),
    ]
}

fn for_every_state(mut look: impl FnMut(&str, Vec2, &ScreenHarness)) {
    for size in [USUAL, SMALLEST] {
        for theme in [Theme::Light, Theme::Dark] {
            for (name, open, drafts) in every_state() {
                let state: State = editing(open);
                look(name, size, &ScreenHarness::with(state, drafts, size, theme));
            }
        }
    }
}

#[test]
fn in_every_state_controls_have_names_and_stay_inside_the_window() {
    for_every_state(|name, size, window| {
        let room = Rect::from_min_size(egui::Pos2::ZERO, size);
        let unnamed = window.0.unnamed_widgets();
        assert!(unnamed.is_empty(), "{name}: {unnamed:?}");
        for (role, what, rect) in window.places() {
            if role == Role::TextRun {
                continue; // a long text scrolls in its field
            }
            let is_in = rect.left() >= room.left() && rect.right() <= room.right() + 0.5;
            assert!(is_in, "{name} at {size:?}: {role:?} “{what}” at {rect:?}");
        }
        for button in ["Test", "Cancel", "Save to keyring"] {
            let rect = window.button(button).rect();
            assert!(room.contains_rect(rect), "{name} at {size:?}: {button}");
        }
    });
}

#[test]
fn no_text_and_no_control_of_the_editor_lies_over_another() {
    for_every_state(|name, size, window| {
        let dialog = window.0.query_all_by_role(Role::Dialog).next().unwrap();
        let places: Vec<_> = dialog
            .children_recursive()
            .filter_map(|node| {
                let inner = node.accesskit_node();
                let is_one = matches!(
                    inner.role(),
                    Role::Button
                        | Role::Label
                        | Role::Heading
                        | Role::CheckBox
                        | Role::RadioButton
                        | Role::TextInput
                        | Role::PasswordInput
                );
                // Buttons lie in the fields at whose end they are.
                let what = inner.label().or_else(|| inner.value())?;
                let is_inside = ["Known consoles", "Show"].contains(&&*what);
                (is_one && !is_inside).then(|| (what, node.rect()))
            })
            .collect();
        // What scrolled away lies under the title and the buttons.
        let fixed = [
            "Test",
            "Check address",
            "Cancel",
            "Save to keyring",
            "New profile",
            "Edit profile",
        ];
        for (index, (a, at)) in places.iter().enumerate() {
            for (b, other) in &places[index + 1..] {
                let common = at.shrink(1.0).intersect(other.shrink(1.0));
                let is_fixed = fixed.contains(&&**a) || fixed.contains(&&**b);
                assert!(
                    is_fixed || !common.is_positive(),
                    "{name} at {size:?}: “{a}” {at:?} and “{b}” {other:?}"
                );
            }
        }
    });
}

#[test]
fn the_field_that_an_editor_opens_at_is_in_sight_in_the_smallest_window() {
    let mut open = edit_of(user(KEPT));
    open.focus = EditorField::Secret;
    let window = ScreenHarness::with(editing(open), filled("", KEPT), SMALLEST, Theme::Light);
    assert_eq!(window.focused().as_deref(), Some("Password"));
    let field = window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Password")
        .rect();
    let title = window
        .0
        .get_by_role_and_label(Role::Heading, "Edit profile")
        .rect();
    let below = window.button("Save to keyring").rect();
    assert!(
        title.max.y < field.min.y && field.max.y < below.min.y,
        "{title} {field} {below}"
    );
}
