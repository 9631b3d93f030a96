//! The only code that changes the state. `update` dispatches; each action and outcome has its own handler.

use std::collections::BTreeMap;
use std::mem;

use jiff::Timestamp;

use crate::app::action::{Action, Masked};
use crate::app::clipboard::CopyLog;
use crate::app::drafts::Drafts;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::job::{Job, JobId, Learned, Outcome, Progress, Report};
use crate::app::lifecycle::Closing;
use crate::app::profiles::{ProfileRow, RowContent};
use crate::app::running::JobKind;
use crate::app::settings::SettingsWriter;
use crate::app::state::{Dialog, NOTICE_FOR, Notice, NoticeTone, SHOW_FOR, Shown, State};
use crate::model::failure::Stage;
use crate::model::{Now, ProfileId};

/// An input to [`App::update`].
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Message {
    Action(Action),
    Event(Event),
    /// The user touched a key or the pointer.
    Input,
    Tick,
}

#[derive(Debug)]
pub struct App {
    pub state: State,
    pub drafts: Drafts,
    /// Collected while a message is handled.
    effects: Vec<Effect>,
    /// Numbers editors and prompts, so a new one can be told apart from the one before.
    last_serial: u64,
    pub(crate) copies: CopyLog,
    pub(crate) closing: Closing,
    pub(crate) settings_writer: SettingsWriter,
    /// `None` before the first one.
    pub(crate) last_input: Option<Now>,
    /// Last uses when the list was sorted: a row doesn't move under the pointer.
    pub(crate) used_at_sort: BTreeMap<ProfileId, Timestamp>,
}

impl App {
    pub fn new(state: State) -> Self {
        Self {
            settings_writer: SettingsWriter::new(state.settings.clone()),
            state,
            drafts: Drafts::default(),
            effects: Vec::new(),
            last_serial: 0,
            copies: CopyLog::default(),
            closing: Closing::default(),
            last_input: None,
            used_at_sort: BTreeMap::new(),
        }
    }

    /// Handles a message and returns its effects. What is due happens first, so no handler meets an expired token.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        self.tick(now);
        match message {
            Message::Action(action) => {
                self.state
                    .launch
                    .take_if(|_| !Self::survives_launch(action));
                self.on_action(action, now);
            }
            Message::Event(Event::Progress(job, progress)) => self.on_progress(job, progress, now),
            Message::Event(Event::Ended(report)) => self.on_report(report, now),
            Message::Event(Event::ClearSession(reason)) => self.clear_session(reason, now),
            Message::Input => self.last_input = Some(now),
            Message::Tick => {}
        }
        self.end_postman_token();
        self.wipe_finished_sign_ins();
        self.wipe_finished_requests();
        self.drop_used_consents();
        self.request_hints_when_due(now);
        self.save_settings_when_due(now);
        if self.closing == Closing::Now {
            self.effects.push(Effect::CloseWindow);
            self.closing = Closing::AfterWrites;
            // Wipes the drafts before the window closes.
            self.drafts = Drafts::default();
        }
        mem::take(&mut self.effects)
    }

    pub(crate) fn begin(&mut self, kind: JobKind, job: Job, now: Now) -> JobId {
        self.begin_at(Stage::Keyring, kind, job, now)
    }

    /// For a job whose first stage isn't the keyring.
    pub(crate) fn begin_at(&mut self, stage: Stage, kind: JobKind, job: Job, now: Now) -> JobId {
        let id = self.state.running.begin(kind, stage, now);
        self.effects.push(Effect::Run(id, job));
        id
    }

    /// Cancels a job. Its report is ignored from then on, unless it is a write, which may be too late to stop.
    pub(crate) fn cancel(&mut self, job: JobId) {
        if self.state.running.cancel(job) {
            self.effects.push(Effect::Cancel(job));
        }
    }

    pub(crate) fn cancel_all(&mut self, jobs: impl IntoIterator<Item = JobId>) {
        for job in jobs {
            self.cancel(job);
        }
    }

    fn on_progress(&mut self, job: JobId, progress: Progress, now: Now) {
        if self.state.running.get(job).is_none() {
            return;
        }
        match progress {
            Progress::Stage(stage) => self.state.running.set_stage(job, stage),
            Progress::Listed(row) => {
                self.listed(job, row, now);
                self.show_launched();
            }
            Progress::MarksOfOtherWindows(marks) => self.merge_marks(marks),
            Progress::NewSecretTried(outcome) => self.new_secret_tried(outcome),
            Progress::ProfilesRead(count) => self.exported_profile_read(job, count, now),
        }
    }

    /// Passes the outcome to its handler. The report of a canceled job is dropped here.
    #[expect(clippy::too_many_lines, reason = "an arm for each outcome")]
    fn on_report(&mut self, report: Report, now: Now) {
        let Report {
            job,
            learned: Learned { stored, login },
            outcome,
        } = report;
        let Some(done) = self.state.running.finish(job) else {
            return;
        };
        if let Some(login) = login {
            self.state.login_kinds.learn(login);
        }
        match (outcome, done.kind) {
            (Outcome::ListProfiles(result), JobKind::ListProfiles) => {
                self.listing_ended(job, result);
                self.find_vendor_profiles_if_empty(now);
                self.end_launch(now);
            }
            (Outcome::FetchToken { outcome, owner }, JobKind::FetchToken(id)) => {
                self.token_fetched(id, stored, (outcome, owner), now);
            }
            (Outcome::FetchToken { outcome, .. }, JobKind::Check(id)) => {
                self.checked(id, stored, outcome, now);
            }
            (Outcome::CheckCredential(outcome), JobKind::CheckLine(_)) => {
                self.line_checked(job, stored, outcome, now);
            }
            (Outcome::TestCredential(outcome), JobKind::Test(tested)) => {
                self.tested(tested, outcome, now);
            }
            (Outcome::CheckRotation(outcome), JobKind::CheckRotation) => {
                self.rotation_checked(stored, outcome, now);
            }
            (Outcome::SendRequest(outcome), JobKind::Request(id)) => {
                self.request_ended(id, stored, outcome, now);
            }
            (Outcome::ProbeConsole(outcome), JobKind::Probe(of)) => self.probed(of, outcome, now),
            (Outcome::MakeBasicHeader(outcome), JobKind::BasicHeader) => {
                self.basic_header_made(stored, outcome, now);
            }
            (Outcome::FindVendorProfiles(found), JobKind::FindVendorProfiles) => {
                self.vendor_profiles_found(found);
            }
            (Outcome::SaveProfile(result), JobKind::Save(pending)) => {
                self.saved(job, (pending, done.is_canceled), result, now);
            }
            (Outcome::DeleteProfile(result), JobKind::Delete(id)) => {
                self.deleted(id, done.is_canceled, result, now);
            }
            (Outcome::Copy(result), JobKind::Copy(pending)) => self.copied(pending, result, now),
            (Outcome::ClearClipboard(result), JobKind::ClearClipboard(copy_id)) => {
                self.cleared(copy_id, result, now);
            }
            (Outcome::LookForCopy { is_gone }, JobKind::LookForCopy(copy_id)) => {
                self.copy_looked_for(copy_id, is_gone, now);
            }
            (Outcome::SaveSettings(result), JobKind::SaveSettings) => {
                self.settings_saved(result, now);
            }
            (Outcome::SaveTable(outcome), JobKind::SaveTable) => {
                self.table_saved(job, outcome, now);
            }
            (Outcome::ExportProfiles(outcome), JobKind::ExportProfiles) => {
                self.profiles_exported(job, outcome, now);
            }
            (Outcome::SaveResponse(outcome), JobKind::SaveResponse) => {
                self.response_saved(outcome, now);
            }
            (Outcome::ReadImport(outcome), JobKind::ReadImport) => self.import_read(job, outcome),
            (Outcome::SaveImportTemplate(outcome), JobKind::SaveImportTemplate) => {
                self.import_template_saved(outcome, now);
            }
            (Outcome::TestCredential(outcome), JobKind::CheckImport(id)) => {
                self.import_checked(id, outcome, now);
            }
            (Outcome::SaveProfile(result), JobKind::SaveImport(pending)) => {
                self.import_saved(&pending, result, now);
            }
            (Outcome::SavePostmanFile(outcome), JobKind::SavePostmanFile) => {
                self.postman_file_saved(job, outcome, now);
            }
            (Outcome::OpenSandbox { has_started }, JobKind::OpenSandbox) => {
                if !has_started {
                    self.notice(NoticeTone::Bad, "Couldn’t open the sandbox.", now);
                }
            }
            (Outcome::SandboxHints(hints), JobKind::SandboxHints) => self.hints_received(hints),
            (Outcome::ResetSandboxSecret(secret), JobKind::ResetSandboxSecret) => {
                self.sandbox_secret_reset(secret);
            }
            (outcome, kind) => debug_assert!(false, "{outcome:?} of {kind:?}"),
        }
    }

    #[expect(clippy::too_many_lines, reason = "an arm for each action")]
    pub(crate) fn on_action(&mut self, action: Action, now: Now) {
        if !matches!(action, Action::FocusLost | Action::FocusGained) {
            self.end_lasting_notice(now);
        }
        if !keeps_closing(action) {
            // Someone who keeps working doesn't want the window to close.
            self.closing = Closing::No;
        }
        let keeps_editing = action == Action::CloseDialog && self.state.discard_question.is_some();
        if !keeps_editing && self.must_confirm_discard(action) {
            self.state.discard_question = Some(action);
            return;
        }
        match action {
            Action::Reload => self.reload(now),
            Action::CancelListing => self.cancel_listing(),
            Action::Select(key) => self.select_by_choice(key, now),
            Action::List(action) => self.on_list_action(action, now),
            Action::NewProfile => self.open_new(now),
            Action::Edit(id) => self.open_edit(id, now),
            Action::EnterNewSecret(id) => self.open_rotation(id, true, now),
            Action::Duplicate(id) => self.open_duplicate(id, now),
            Action::AskDelete(id) => self.ask_delete(id, now),
            Action::ConfirmDelete => self.delete(now),
            Action::Undo => self.undo(now),
            Action::CancelDeletion(id) => self.cancel_deletion(id),
            Action::GetToken(id) => self.get_token(id, now),
            Action::Renew(id) => self.renew(id, now),
            Action::SignIn(id) => self.sign_in(id, now),
            Action::SignInWithoutCode(id) => self.sign_in_without_code(id, now),
            Action::UseCode(id) => self.use_code(id, now),
            Action::ClosePrompt(id) => self.close_prompt(id),
            Action::MakeApiClient(id) => self.open_api_client(id, now),
            Action::CancelFetch(id) => self.cancel_fetch(id, now),
            Action::ProbeConsole(id) => self.probe_console(id, now),
            Action::CancelProbe(id) => self.cancel_probe(id),
            Action::CopyProbe(id) => self.copy_probe(id, now),
            Action::CopyHeader(id) => self.copy_header(id, now),
            Action::Copy(id, format) => self.copy_token(id, format, now),
            Action::ChoosePasteTarget(target) => self.choose_paste_target(target),
            Action::CopyForTarget => self.copy_for_target(now),
            Action::CopyText(noun) => self.copy_text(noun, now),
            Action::ClearClipboard => self.clear_clipboard(now),
            Action::ClearSession => self.clear_session_by_hand(now),
            Action::Show(what) => self.show(what, now),
            Action::Hide | Action::FocusLost => self.hide(),
            Action::FocusGained => self.look_for_copy(now),
            Action::Editor(action) => self.on_editor_action(action, now),
            Action::ConfirmDiscard => self.confirm_discard(now),
            Action::CloseDialog => self.close_dialog(now),
            Action::DismissNotice => self.state.notice = None,
            Action::OpenSandbox => {
                self.begin(JobKind::OpenSandbox, Job::OpenSandbox, now);
            }
            Action::CloseWindow => self.close_window(now),
            Action::ConfirmClose => self.confirm_close(now),
            Action::AskBasicHeader(id) => self.ask_basic_header(id, now),
            Action::CopyBasicHeader => self.copy_basic_header(now),
            Action::Check(id) => self.check(id, now),
            Action::CancelCheck(id) => self.cancel_check(id, now),
            Action::CloseCheck(id) => self.close_check(id),
            Action::OpenRotation(id) => self.open_rotation(id, false, now),
            Action::Rotation(action) => self.on_rotation_action(action, now),
            Action::OpenPostman(id) => self.open_postman(id, now),
            Action::Postman(action) => self.on_postman_action(action, now),
            Action::OpenCheckAll => self.open_check_all(now),
            Action::CheckAll(action) => self.on_check_all_action(action, now),
            Action::Import(action) => self.on_import_action(action, now),
            Action::OpenExport => self.open_export(now),
            Action::Export(action) => self.on_export_action(action, now),
            Action::ShowTab(tab) => self.show_tab(tab),
            Action::Request(id, action) => self.on_request_action(id, action, now),
            Action::Activity(action) => self.on_activity_action(action, now),
            Action::Pin(id, is_pinned) => self.pin(id, is_pinned, now),
            Action::SetTag(id, tag) => self.set_tag(id, tag, now),
            Action::Sort(by) => self.sort_by(by, now),
            Action::ConfirmCopy => self.confirm_copy(now),
            Action::OpenImport => self.open_import(now),
            Action::OpenSettings => self.open_settings(now),
            Action::Settings(action) => self.on_settings_action(action, now),
            Action::OpenShortcuts => self.open_shortcuts(now),
            Action::OpenPalette => self.open_palette(now),
            Action::Palette(action) => self.on_palette_action(action, now),
            Action::ResetSandboxSecret => self.reset_sandbox_secret(now),
            Action::CloseSandboxSecret => self.close_sandbox_secret(),
        }
    }

    /// Expires tokens, hides what was shown, clears the clipboard, drops the notice.
    fn tick(&mut self, now: Now) {
        self.expire_tokens(now);
        let state = &mut self.state;
        state
            .shown
            .take_if(|shown| now.until(shown.until).is_zero());
        let flash = &mut state.copy_flash;
        flash.take_if(|flash| now.until(flash.until).is_zero());
        let notice = &mut state.notice;
        notice.take_if(|notice| {
            let until = notice.until;
            until.is_some_and(|until| now.until(until).is_zero())
        });
        self.clear_session_when_idle(now);
        self.end_late_launch(now);
        self.clear_when_due(now);
        self.delete_when_due(now);
    }

    fn show(&mut self, what: Masked, now: Now) {
        self.state.shown = Some(Shown {
            what,
            until: now.plus(SHOW_FOR),
        });
    }

    fn hide(&mut self) {
        self.state.shown = None;
    }

    /// *Cancel*, *Close*, Esc.
    fn close_dialog(&mut self, now: Now) {
        if self.state.close_question.is_some() {
            self.stay_open();
            return;
        }
        if self.state.discard_question.take().is_some() {
            return;
        }
        if !self.cancel_save() {
            let check = self.state.rotation();
            let returns_to_table = check.is_some_and(|check| check.returns_to_table);
            self.leave_dialog(now);
            if returns_to_table && self.state.last_check_all.is_some() {
                self.open_check_all(now);
            }
        }
    }

    /// Closes the dialog: wipes its drafts and cancels its jobs. A write in progress may still finish.
    pub(crate) fn leave_dialog(&mut self, now: Now) {
        self.stop_test(now);
        match self.state.dialog.take() {
            Some(Dialog::Editor(editor)) => self.leave_editor(&editor),
            Some(Dialog::BasicHeader(note)) => self.leave_basic_header(&note),
            Some(Dialog::Rotation(check)) => self.leave_rotation(&check),
            Some(Dialog::CheckAll(check)) => self.leave_check_all(check),
            Some(Dialog::Import(phase)) => self.leave_import(&phase),
            Some(Dialog::Postman(dialog)) => self.cancel_all(dialog.saving.job()),
            Some(Dialog::ExportProfiles(export)) => self.leave_export(&export),
            Some(Dialog::Settings) => self.leave_settings(),
            Some(Dialog::Palette(_)) => self.leave_palette(),
            Some(
                Dialog::Delete(_)
                | Dialog::Shortcuts
                | Dialog::CopyQuestion(_)
                | Dialog::PasteQuestion(_),
            )
            | None => {}
        }
        self.state.shown = None;
        self.state.discard_question = None;
    }

    /// While a notice waits for the user, good news doesn't replace it, and bad news waits too.
    pub(crate) fn notice(&mut self, tone: NoticeTone, text: impl Into<String>, now: Now) {
        let is_waiting = |notice: &Notice| notice.until.is_none();
        let waits = self.state.notice.as_ref().is_some_and(is_waiting);
        if waits && tone == NoticeTone::Good {
            return;
        }
        self.state.notice = Some(Notice {
            text: text.into(),
            tone,
            until: (!waits).then(|| now.plus(NOTICE_FOR)),
            tags_before: Vec::new(),
        });
    }

    /// The user is there: a notice that waited for that stays for its time.
    fn end_lasting_notice(&mut self, now: Now) {
        if let Some(notice) = &mut self.state.notice {
            notice.until.get_or_insert(now.plus(NOTICE_FOR));
        }
    }

    /// Wipes what text fields and the accessibility tree remember of typed text.
    pub(crate) fn wipe_fields(&mut self) {
        self.effects.push(Effect::WipeFields);
    }

    pub(crate) fn next_serial(&mut self) -> u64 {
        self.last_serial += 1;
        self.last_serial
    }

    pub(crate) fn row_mut(&mut self, id: ProfileId) -> Option<&mut ProfileRow> {
        self.state
            .rows
            .iter_mut()
            .find_map(|row| match &mut row.content {
                RowContent::Profile(profile) if profile.profile.id == id => Some(&mut **profile),
                _ => None,
            })
    }
}

fn keeps_closing(action: Action) -> bool {
    matches!(
        action,
        Action::CloseWindow
            | Action::ConfirmClose
            | Action::ConfirmDiscard
            | Action::FocusLost
            | Action::FocusGained
    )
}
