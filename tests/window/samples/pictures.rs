//! The screens that have a picture, by the name of its file: what a person sees, not what is at the edge of what can be.

use std::time::Duration;

use egui::Vec2;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::action::Masked;
use tokendesk::app::activity::Activity;
use tokendesk::app::clipboard::BasicHeaderPhase;
use tokendesk::app::editor::CredentialRevision;
use tokendesk::app::editor::{EditorField, EditorMode, EditorSave, EditorTest, Pasted};
use tokendesk::app::job::MissingInput;
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::palette::{Palette, ProfileLevel};
use tokendesk::app::profiles::{DeleteQuestion, Deletion, Listing, ProfileRow, Row};
use tokendesk::app::state::{CopyFlash, CopyQuestion, Dialog, Shown};
use tokendesk::app::tab::Tab;
use tokendesk::app::token::{Check, ConsoleProbe, LastOutcome};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::failure::{Certificate, Missing};
use tokendesk::model::{
    AccountKind, ActivityKind, ConnectionCheck, Failure, Grant, ImportOrigin, KeyringFailure,
    PasswordStorage, PasteTarget, PostmanFile, SignInFailure, SignInReport, Tag, VendorTool,
    Verdict,
};

use super::tenants::forty;
use super::{states, tabs, tenants};
use crate::clipboard::screen_paste_target;
use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::profiles::screen_lookalikes;
use crate::samples::check::{
    accepted, check_all, check_all_results, check_all_states, checked, checking_all, not_accepted,
    resets, with_check,
};
use crate::samples::connection::{is_console, is_console_at, untrusted, web_page};
use crate::samples::export::{self, export_states};
use crate::samples::import;
use crate::samples::postman::{at, postman_states, saved};
use crate::samples::users::{self, DANA, US2, dana, prompted};
use crate::samples::{
    US1, attempt, copied_item, editor, empty, failed, failed_with, grant, live, missing, now,
    production, profile, refused, sandbox, secs_ago, showing, showing_production, widest,
};

/// A screen, and what a person did there last.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) state: State,
    pub(crate) drafts: Drafts,
    pub(crate) size: Vec2,
    pub(crate) last: fn(&mut ScreenHarness),
}

fn scene(name: &'static str, state: State) -> Scene {
    Scene {
        name,
        state,
        drafts: Drafts::default(),
        size: USUAL,
        last: |_| {},
    }
}

fn typed(name: &'static str, state: State, drafts: Drafts) -> Scene {
    Scene {
        drafts,
        ..scene(name, state)
    }
}

fn after(name: &'static str, state: State, last: fn(&mut ScreenHarness)) -> Scene {
    Scene {
        last,
        ..scene(name, state)
    }
}

fn small(name: &'static str, state: State) -> Scene {
    Scene {
        size: SMALLEST,
        ..scene(name, state)
    }
}

fn wide(name: &'static str, state: State) -> Scene {
    Scene {
        size: Vec2::new(1_440.0, 900.0),
        ..scene(name, state)
    }
}

/// The smallest window with the tabs beside the card.
fn columns_begin(name: &'static str, state: State) -> Scene {
    Scene {
        size: Vec2::new(1_200.0, 700.0),
        ..scene(name, state)
    }
}

/// All of them.
pub(crate) fn scenes() -> Vec<Scene> {
    let mut all = lists();
    all.extend(cards());
    all.extend(addresses());
    all.extend(tabs());
    all.extend(editors());
    all.extend(dialogs());
    all.extend(imports());
    all.extend(exports());
    all.extend(narrow());
    all.extend(columns());
    all
}

fn lists() -> Vec<Scene> {
    let mut lookalikes = screen_lookalikes::copied();
    note_token(&mut lookalikes, 28);
    let copied_header = ActivityKind::Copied { noun: "header" };
    tabs::note(&mut lookalikes, 0, 8, copied_header, None);
    let mut first = empty();
    first.sandbox = Some(sandbox());
    let mut locked = empty();
    locked.listing = Listing::Failed(KeyringFailure::Unavailable(Missing::Service));
    vec![
        scene("list-empty", empty()),
        scene("list-empty-sandbox", first),
        scene("list-missing", missing(3)),
        scene("list-no-keyring", locked),
        scene("list-lookalikes", lookalikes),
        scene("list-tenants", forty()),
        scene("list-comfortable", tenants::by_last_use()),
        scene("list-several", tenants::three_selected()),
        after("list-row-menu", forty(), |window| {
            window.right_click("Acme Logistics");
        }),
        after("list-menu", harness(live(872)), |window| {
            window.press("More");
        }),
        scene(
            "list-unreadable",
            named("unreadable", states::every_state()),
        ),
        scene("list-undo", undo()),
        after("card-menu", harness(live(872)), |window| {
            window.press("More about this profile");
        }),
    ]
}

/// A profile is deleted, and can still be had back.
fn undo() -> State {
    let mut state = harness(live(872));
    let deleted = Row::of(ProfileRow::new(profile("Sandbox", US1, "key-5c81d7")));
    state.rows.pop();
    let name = "“Sandbox”".to_owned();
    let deletion = Deletion::of(deleted, name, secs_ago(3));
    state.deletions.extend(deletion);
    state
}

/// This profile in front of some others, with its header on the clipboard and what happened so far.
fn harness(row: ProfileRow) -> State {
    let mut state = tabs::on(Tab::Activity, [row.clone()]);
    note_past(&mut state, &row);
    state.copied_item = row.grant.is_some().then(copied_item);
    let refused = failed_with(SignInFailure::Refused, Some(401));
    let mut sandbox = ProfileRow::new(profile("Sandbox", US1, "key-5c81d7"));
    sandbox.last_outcome = Some(LastOutcome::Failed(refused));
    let others = [
        ProfileRow::new(profile("Backup reports", US1, "key-42f0a1")),
        with_check(dana(PasswordStorage::InKeyring), checked(accepted(), 190)),
        sandbox,
    ];
    state.rows = std::iter::once(row).chain(others).map(Row::of).collect();
    state
}

/// What led to what the row shows.
fn note_past(state: &mut State, row: &ProfileRow) {
    let kind = row.profile.account.kind();
    let checked = |verdict| ActivityKind::Checked { verdict, kind };
    if let Some(grant) = &row.grant {
        let age = LIFETIME.as_secs() - now().until(grant.expiry.at).as_secs();
        tabs::note(state, 0, age + 14, checked(Verdict::Accepted), Some(198));
        note_token(state, age);
        tabs::note(state, 0, 8, ActivityKind::Copied { noun: "header" }, None);
        return;
    }
    if matches!(row.last_outcome, Some(LastOutcome::Expired { .. })) {
        note_token(state, LIFETIME.as_secs());
        tabs::note(state, 0, 0, ActivityKind::Expired, None);
        return;
    }
    tabs::note(state, 0, 310, ActivityKind::Edited, None);
    if let Some(verified) = row.check.as_ref().and_then(Check::verified) {
        let verdict = verified.outcome.verdict();
        let secs = now().since(verified.at).as_secs();
        let took = verified.outcome.took().map(|took| took.as_millis());
        let took = took.and_then(|took| u64::try_from(took).ok());
        tabs::note(state, 0, secs, checked(verdict), took);
    }
    if let Some(LastOutcome::Failed(failure)) = &row.last_outcome {
        note_failure(state, failure.short(), failure);
    }
}

fn note_failure(state: &mut State, short: &'static str, failure: &Failure) {
    let report = failure.report();
    let kind = ActivityKind::Failed {
        short,
        status: report.and_then(|report| report.status),
    };
    tabs::note(state, 0, 28, kind, report.map(|_| 187));
}

/// A token was fetched so many seconds ago.
fn note_token(state: &mut State, secs: u64) {
    let lifetime = LIFETIME;
    let kind = ActivityKind::Fetched { lifetime };
    tabs::note(state, 0, secs, kind, Some(212));
}

/// Of an API client's token.
const LIFETIME: Duration = Duration::from_mins(15);

fn cards() -> Vec<Scene> {
    let mut fetching = production();
    fetching.attempt = Some(attempt(6));
    let mut expired = production();
    expired.last_outcome = Some(LastOutcome::Expired { at: now().wall });
    let mut kept = showing([with_check(live(872), checked(accepted(), 3))]);
    let kind = ActivityKind::CheckedAndKept {
        kind: AccountKind::ApiClient,
    };
    tabs::note(&mut kept, 0, 3, kind, Some(198));
    let mut copied = harness(live(872));
    let id = copied.rows[0].profile().unwrap().profile.id;
    copied.copy_flash = Some(CopyFlash { id, until: now() });
    let mut again = harness(expired.clone());
    again.last_copied = Some(again.rows[0].profile().unwrap().profile.id);
    again.activity = Activity::default();
    note_token(&mut again, LIFETIME.as_secs());
    let copied_header = ActivityKind::Copied { noun: "header" };
    tabs::note(&mut again, 0, 899, copied_header, None);
    tabs::note(&mut again, 0, 0, ActivityKind::Expired, None);
    let mut shown = harness(live(872));
    let what = Masked::Token(shown.rows[0].profile().unwrap().profile.id);
    shown.shown = Some(Shown { what, until: now() });
    let mut user = dana(PasswordStorage::InKeyring);
    user.grant = Some(user_grant());
    let lifetime = USER_LIFETIME;
    let mut user = showing([user, production()]);
    let kind = ActivityKind::Fetched { lifetime };
    tabs::note(&mut user, 0, 100, kind, Some(212));
    let mut single_sign_on = showing([users::single_sign_on()]);
    let failure = Failure::SingleSignOn {
        host: String::new(),
    };
    note_failure(
        &mut single_sign_on,
        "not possible with a password",
        &failure,
    );
    let unreachable = failed_with(SignInFailure::ServerError, Some(503));
    vec![
        scene("card-no-token", harness(production())),
        scene("card-fetching", harness(fetching)),
        scene("card-live", harness(live(872))),
        scene("card-expiring", harness(live(95))),
        scene("card-copied", copied),
        scene("card-shown", shown),
        scene("card-expired", harness(expired)),
        scene("card-expired-copied", again),
        scene("card-refused", harness(failed(refused()))),
        scene("card-server-error", harness(failed(unreachable))),
        scene(
            "card-accepted",
            harness(with_check(production(), checked(accepted(), 190))),
        ),
        scene("card-check-kept", kept),
        scene(
            "card-check-refused",
            harness(with_check(production(), checked(not_accepted(), 10))),
        ),
        scene("card-user", user),
        scene(
            "card-code",
            showing([prompted(MissingInput::Code), production()]),
        ),
        scene(
            "card-password-and-code",
            showing([prompted(MissingInput::PasswordAndCode)]),
        ),
        scene("card-single-sign-on", single_sign_on),
        after("card-copy-as", harness(live(872)), |window| {
            window.press("Copy as");
        }),
        after("card-focus", harness(live(872)), |window| {
            window.button("Renew").focus();
            window.settle();
        }),
    ]
}

/// After *Check address*.
fn addresses() -> Vec<Scene> {
    let untrusted = address_checked(failed(no_trust()), untrusted());
    let is_console = address_checked(live(872), is_console());
    let web_page = address_checked(failed(refused()), web_page());
    vec![
        scene("card-address", harness(untrusted)),
        scene("card-address-console", harness(is_console)),
        small("small-address", harness(web_page)),
    ]
}

fn address_checked(mut row: ProfileRow, check: ConnectionCheck) -> ProfileRow {
    row.probe = Some(ConsoleProbe::Answered(check));
    row
}

fn no_trust() -> Failure {
    failed_with(SignInFailure::Certificate(Certificate::UnknownIssuer), None)
}

/// With 100 seconds gone.
fn user_grant() -> Grant {
    let mut grant = grant(1_700);
    grant.expiry.lifetime = USER_LIFETIME;
    grant
}

const USER_LIFETIME: Duration = Duration::from_mins(30);

fn tabs() -> Vec<Scene> {
    let mut scenes: Vec<_> = [
        ("tab-activity-all", "activity of all"),
        ("tab-claims", "claims"),
        ("tab-request", "request"),
        ("tab-request-failed", "request, failed"),
        ("tab-request-answer", "answer"),
    ]
    .map(|(name, state)| scene(name, named(state, tabs::every_state())))
    .into();
    let request = named("request", tabs::every_state());
    scenes.push(after("tab-request-copy-as", request, |window| {
        window.press("Copy request as");
    }));
    scenes
}

/// The state of this name.
fn named(name: &str, states: Vec<(&'static str, State)>) -> State {
    let found = states.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, state)| state).unwrap()
}

fn over(dialog: Dialog) -> State {
    let mut state = harness(live(872));
    state.dialog = Some(dialog);
    state
}

fn editors() -> Vec<Scene> {
    let open = |change: &dyn Fn(&mut tokendesk::app::editor::Editor)| {
        let mut open = editor(EditorMode::New);
        change(&mut open);
        over(Dialog::Editor(Box::new(open)))
    };
    let edit = |change: &dyn Fn(&mut tokendesk::app::editor::Editor)| {
        let base = production().profile;
        let mut open = editor(EditorMode::Edit { base });
        change(&mut open);
        over(Dialog::Editor(Box::new(open)))
    };
    vec![
        scene("editor-new", open(&|_| {})),
        after("editor-consoles", open(&|_| {}), |window| {
            window.press("Known consoles");
        }),
        after("editor-methods", open(&|_| {}), |window| {
            window.press("Compare methods");
        }),
        scene("editor-errors", open(&|open| open.shows_all_errors = true)),
        typed(
            "editor-accepted",
            open(&|open| {
                open.test = EditorTest::Accepted {
                    grant: grant(900),
                    tested: CredentialRevision::default(),
                };
            }),
            filled(AccountKind::ApiClient),
        ),
        typed(
            "editor-refused",
            open(&|open| {
                open.test = EditorTest::Failed(refused_by_us2());
            }),
            filled(AccountKind::ApiClient),
        ),
        typed(
            "editor-address",
            open(&|open| {
                open.probe = Some(ConsoleProbe::Answered(is_console_at(
                    "console.us2.crashplan.com",
                )));
            }),
            filled(AccountKind::ApiClient),
        ),
        typed("editor-spaces", open(&|_| {}), with_spaces()),
        typed("editor-split", open(&|_| {}), split()),
        typed("editor-paste", open(&|_| {}), pasted(COMMAND)),
        typed(
            "editor-paste-unused",
            open(&|_| {}),
            pasted(BROWSERS_COMMAND),
        ),
        typed("editor-paste-nothing", open(&|_| {}), pasted("Hello")),
        typed("editor-lookalike", open(&|_| {}), lookalike()),
        typed("editor-user", open(&|_| {}), filled(AccountKind::User)),
        typed(
            "editor-conflict",
            edit(&|open| {
                open.save = EditorSave::Conflict {
                    theirs: Box::new(profile("Production Europe", US1, "key-79muGw9i424")),
                    shows_theirs: true,
                };
            }),
            filled(AccountKind::ApiClient),
        ),
    ]
}

/// By the console of [`filled`].
fn refused_by_us2() -> Failure {
    let Failure::SignIn(report) = refused() else {
        panic!("a sign-in failed")
    };
    let host = "console.us2.crashplan.com".to_owned();
    Failure::SignIn(SignInReport { host, ..report })
}

fn filled(kind: AccountKind) -> Drafts {
    let mut drafts = Drafts::default();
    drafts.editor.fields.name.push_str("Audit exports");
    drafts.editor.fields.kind = kind;
    drafts.editor.fields.tag = Some(Tag::Violet);
    drafts.editor.fields.console.push_str(US2);
    drafts.editor.fields.client_id.push_str("key-79muGw9i424");
    drafts.editor.fields.username.push_str(DANA);
    drafts
        .editor
        .secret
        .text_mut()
        .push_str("pretend-9fQ2-9fQ2");
    drafts
}

/// As it was pasted for the check.
fn new_secret() -> Drafts {
    let mut drafts = Drafts::default();
    let typed = drafts.new_secret.text_mut();
    typed.push_str("pretend-9fQ2-9fQ2");
    drafts
}

/// A secret that was pasted with the line end after it.
fn with_spaces() -> Drafts {
    let mut drafts = filled(AccountKind::ApiClient);
    drafts.editor.secret.text_mut().push('\n');
    drafts
}

/// Client ID and secret were pasted together.
fn split() -> Drafts {
    let mut drafts = filled(AccountKind::ApiClient);
    drafts.editor.pasted = Some(Pasted::Split(EditorField::Login));
    drafts
}

const COMMAND: &str = "curl -X POST -u 'key-79muGw9i424:pretend-9fQ2' -H \"Accept: application/json\" \
     \"https://console.eu5.cpg.crashplan.com/api/v3/oauth/token?grant_type=client_credentials\"";

const BROWSERS_COMMAND: &str = "curl -k 'https://console.us2.crashplan.com/api/v1/User/my' -H 'User-Agent: x' -b 'a=b' \
     -H 'totp-auth: 123456' -u 'dana@example.com:pretend-9fQ2'\nkey-42:pretend-9fQ2";

/// Into the field that fills in the others.
fn pasted(text: &str) -> Drafts {
    let mut drafts = Drafts::default();
    drafts.editor.fields.console.push_str(US2);
    assert!(drafts.editor.paste(EditorField::Paste, text));
    drafts
}

/// A console's address with a Cyrillic letter.
fn lookalike() -> Drafts {
    let mut drafts = filled(AccountKind::ApiClient);
    drafts.editor.fields.console = "https://c\u{43e}nsole.us1.crashplan.com".to_owned();
    drafts
}

fn dialogs() -> Vec<Scene> {
    let base = production().profile;
    let delete = Dialog::Delete(DeleteQuestion {
        subject: "“Production EU”".to_owned(),
        items: vec![(base.id, Some(1))],
    });
    let mut close = harness(live(872));
    close.close_question = Some(ClosePhase::Asking);
    let mut discard = over(Dialog::Editor(Box::new(editor(EditorMode::New))));
    discard.discard_question = Some(Action::CloseDialog);
    let reset = |name| named(name, resets());
    let many = |name| named(name, check_all_states());
    let results = |name| named(name, check_all_results());
    vec![
        scene("dialog-delete", over(delete)),
        scene("dialog-close", close),
        scene("dialog-discard", discard),
        scene("dialog-copy-question", asked()),
        scene(
            "dialog-first-copy",
            screen_paste_target::asking(PasteTarget::default()),
        ),
        scene("dialog-settings", over(Dialog::Settings)),
        scene("dialog-shortcuts", over(Dialog::Shortcuts)),
        scene(
            "dialog-jump",
            over(Dialog::Palette(Box::new(Palette::new(now())))),
        ),
        typed("dialog-jump-typed", jumping(), letters("bright")),
        typed("dialog-jump-command", jumping(), letters("edit bright")),
        typed("dialog-jump-nothing", jumping(), letters("zzz")),
        scene("dialog-jump-more", jumping_further()),
        scene("dialog-reset", reset("reset")),
        typed(
            "dialog-reset-took-effect",
            reset("reset, took effect"),
            new_secret(),
        ),
        typed(
            "dialog-reset-neither",
            reset("reset, neither"),
            new_secret(),
        ),
        scene("dialog-reset-replaced", reset("reset, replaced")),
        scene("dialog-check-all", many("check all")),
        scene("dialog-check-all-selected", many("check all, forty")),
        scene(
            "dialog-check-all-running",
            results("check all, tenants running"),
        ),
        scene("dialog-check-all-problems", results("check all, problems")),
        after(
            "dialog-check-all-row",
            results("check all, problems"),
            |window| {
                let row = window.0.get_by_role_and_label(Role::Row, "Globex");
                row.focus();
                window.settle();
            },
        ),
        scene("dialog-check-all-works", results("check all, all work")),
        wide("wide-check-all", results("check all, everything")),
        scene(
            "dialog-basic-header",
            users::note(PasswordStorage::InKeyring, BasicHeaderPhase::Asking),
        ),
        scene("dialog-postman", for_postman("postman, environment")),
        scene("dialog-postman-token", for_postman("postman, token")),
        scene("dialog-postman-sign-in", for_postman("postman, signs in")),
        scene(
            "dialog-postman-saved",
            saved(
                PostmanFile::EnvironmentWithToken,
                at("~/Downloads/Tokendesk Production EU with token.postman_environment.json"),
            ),
        ),
    ]
}

fn for_postman(name: &str) -> State {
    named(name, postman_states())
}

fn jumping() -> State {
    let mut state = forty();
    state.dialog = Some(Dialog::Palette(Box::new(Palette::new(now()))));
    state
}

/// All commands of the selected profile.
fn jumping_further() -> State {
    let mut state = jumping();
    let id = state.selected_profile().unwrap().profile.id;
    if let Some(Dialog::Palette(palette)) = &mut state.dialog {
        let outer_search = "prod".to_owned();
        palette.level = Some(ProfileLevel { id, outer_search });
    }
    state
}

fn exports() -> Vec<Scene> {
    let scope = |name| named(name, export_states());
    let lines = "# Ada’s laptop\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILdY26AqWDtfo82Nka3CGRzJMBOw4X9DyKqNv5U1x1RX ada\n";
    let shown = {
        let mut state = scope("export, passphrase");
        state.shown = Some(Shown {
            what: Masked::ExportPassphrase,
            until: now().plus(Duration::from_secs(20)),
        });
        state
    };
    let words = "gentle-orbit-maple-ribbon-turtle-canvas-frozen-anchor-pretend-violin";
    vec![
        scene("dialog-export", scope("export")),
        scene("dialog-export-several", scope("export, several")),
        typed(
            "dialog-export-passphrase",
            shown,
            export::typed(words, words),
        ),
        typed(
            "dialog-export-missing",
            scope("export, passphrase missing"),
            export::typed("pretend", ""),
        ),
        typed(
            "dialog-export-recipients",
            scope("export, bad recipient"),
            export::recipients(lines),
        ),
        scene("dialog-export-reading", scope("export, reading")),
        scene("dialog-export-saved", scope("export, saved")),
        typed(
            "dialog-export-locked",
            scope("export, locked"),
            export::typed(words, words),
        ),
        Scene {
            size: SMALLEST,
            ..typed(
                "small-export",
                scope("export, passphrase"),
                export::typed("pretend-passphrase", "pretend-passphrase"),
            )
        },
    ]
}

fn letters(typed: &str) -> Drafts {
    Drafts {
        palette: typed.to_owned(),
        ..Drafts::default()
    }
}

/// A tag that asks before a copy.
fn asked() -> State {
    let row = production();
    let id = row.profile.id;
    let mut state = showing_production(row);
    state.settings.tags.set_asks(Tag::Violet, true);
    let action = Action::GetToken(id);
    state.dialog = Some(Dialog::CopyQuestion(CopyQuestion { id, action }));
    state
}

fn imports() -> Vec<Scene> {
    let of = |name, (state, drafts)| typed(name, state, drafts);
    let smallest = |name, (state, drafts)| Scene {
        size: SMALLEST,
        ..typed(name, state, drafts)
    };
    let preview = || import::preview(import::table(), import::file());
    vec![
        of("import-sources", import::sources()),
        of("import-preview", preview()),
        of("import-result", import::result()),
        of(
            "import-vendor-tool",
            import::preview(
                import::of_vendor_tool(),
                ImportOrigin::VendorTool(VendorTool::CrashPlanCli),
            ),
        ),
        smallest("small-import-sources", import::sources()),
        smallest("small-import-preview", preview()),
    ]
}

fn narrow() -> Vec<Scene> {
    let mut wide = widest();
    wide.grant = Some(grant(872));
    let new = over(Dialog::Editor(Box::new(editor(EditorMode::New))));
    let forty = forty();
    let rows = forty.rows.iter();
    let rows = rows.filter_map(|row| row.profile().cloned()).collect();
    let choosing = check_all(tokendesk::app::check_all::CheckAllPhase::Choosing);
    let mut check_all = checking_all(rows, choosing);
    check_all.settings.marks.clone_from(&forty.settings.marks);
    check_all.activity = forty.activity.clone();
    let mut wide = showing([wide]);
    note_token(&mut wide, 28);
    vec![
        small("small-live", harness(live(872))),
        small("small-refused", harness(failed(refused()))),
        small("small-forty", forty),
        small("small-widest", wide),
        small("small-editor", new),
        small("small-check-all", check_all),
        Scene {
            drafts: pasted(COMMAND),
            ..small(
                "small-editor-paste",
                over(Dialog::Editor(Box::new(editor(EditorMode::New)))),
            )
        },
        small("small-settings", over(Dialog::Settings)),
        small("small-jump", jumping()),
        small("small-copy-question", asked()),
        small(
            "small-first-copy",
            screen_paste_target::asking(PasteTarget::default()),
        ),
        small("small-postman", for_postman("postman, token")),
        small("small-expiring", harness(live(95))),
    ]
}

/// The tabs beside the card.
fn columns() -> Vec<Scene> {
    vec![
        columns_begin("columns-live", harness(live(872))),
        columns_begin("columns-response", named("answer", tabs::every_state())),
        wide("wide-live", harness(live(872))),
        wide("wide-rejected", harness(failed(refused()))),
        Scene {
            size: Vec2::new(2_560.0, 1_400.0),
            ..scene("wide-response", named("answer", tabs::every_state()))
        },
    ]
}
