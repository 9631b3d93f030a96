//! The one place that changes the state. `update` dispatches; each action and event has its short handler.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::app::action::{Action, Masked};
use crate::app::clipboard::copy::Copying;
use crate::app::drafts::Drafts;
use crate::app::editor::save::PendingWrite;
use crate::app::flow::{Effect, Event, JobId};
use crate::app::lifecycle::{Closing, Launch};
use crate::app::profiles::marks::Marks;
use crate::app::profiles::{RowContent, RowKey};
use crate::app::state::{Dialog, NOTICE_FOR, Notice, SHOW_FOR, Shown, State, Tone};
use crate::app::token::fetch::Fetched;
use crate::model::{CopyId, Now, ProfileId, Settings};

/// What can happen.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Message {
    /// A person asks.
    Action(Action),
    /// A job reports.
    Event(Event),
    /// Time passed.
    Tick,
}

/// The state, the drafts, and what is needed to change them.
#[derive(Debug)]
pub struct App {
    /// What the window shows.
    pub state: State,
    /// What is being typed.
    pub drafts: Drafts,
    pub(crate) last_job: u64,
    pub(crate) last_editor: u64,
    pub(crate) last_prompt: u64,
    pub(crate) last_copy_id: Option<CopyId>,
    pub(crate) copying: BTreeMap<CopyId, Copying>,
    /// The profile in whose activity the clearing of the held copy is noted.
    pub(crate) held_for: Option<ProfileId>,
    pub(crate) writes: BTreeMap<JobId, PendingWrite>,
    pub(crate) closing: Closing,
    /// Whether the changes in the editor may go with the window.
    pub(crate) may_discard: bool,
    /// What was deleted since the reading under way began: it may have been read before.
    pub(crate) deleted_meanwhile: Vec<ProfileId>,
    /// The settings as their file has them, or will have them; `None` after a failure to write it.
    pub(crate) ordered_settings: Option<Settings>,
    /// Whether the newest failure to write them was told.
    pub(crate) is_told_of_settings: bool,
    /// Pins and tags that wait for the write of those before them.
    pub(crate) waiting_marks: BTreeMap<ProfileId, Marks>,
    /// The order by last use, as it was when it was asked for.
    pub(crate) used_at_sort: BTreeMap<ProfileId, Timestamp>,
    /// The profiles whose question before a copy was answered with yes, for the sign-in that it was about.
    pub(crate) agreed: BTreeSet<ProfileId>,
    /// When what is to be remembered is written.
    pub(crate) remember_at: Option<Now>,
}

impl App {
    /// A window over this state.
    pub fn new(state: State) -> Self {
        Self {
            ordered_settings: Some(state.settings.clone()),
            is_told_of_settings: false,
            state,
            drafts: Drafts::default(),
            last_job: 0,
            last_editor: 0,
            last_prompt: 0,
            last_copy_id: None,
            copying: BTreeMap::new(),
            held_for: None,
            writes: BTreeMap::new(),
            closing: Closing::No,
            may_discard: false,
            deleted_meanwhile: Vec::new(),
            waiting_marks: BTreeMap::new(),
            used_at_sort: BTreeMap::new(),
            agreed: BTreeSet::new(),
            remember_at: None,
        }
    }

    /// Changes the state by a message, and gives orders. What fell due is done first, so that no message meets a token whose
    /// time is over.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        let mut effects = self.tick(now);
        let before = self.state.selected;
        let is_user_choice = Self::is_user_choice(&message);
        effects.extend(match message {
            Message::Action(action) => {
                self.state.launch.take_if(|_| !Launch::survives(action));
                self.on_action(action, now)
            }
            Message::Event(event) => self.on_event(event, now),
            Message::Tick => Vec::new(),
        });
        self.wipe_ended_sign_ins();
        self.wipe_ended_requests();
        self.forget_used_answers();
        if is_user_choice && self.state.selected != before {
            self.note_selected(now);
        }
        effects.extend(self.ask_for_hints_when_due(now));
        self.save_remembered(&mut effects, now);
        if effects
            .iter()
            .any(|effect| matches!(effect, Effect::CloseWindow))
        {
            // Dropped, and so wiped, before the window is gone.
            self.drafts = Drafts::default();
        }
        effects
    }

    pub(crate) fn on_action(&mut self, action: Action, now: Now) -> Vec<Effect> {
        if !matches!(
            action,
            Action::CloseWindow | Action::ConfirmClose | Action::ConfirmDiscard | Action::FocusLost
        ) {
            // Whoever goes on working does not want to be closed on.
            self.closing = Closing::No;
            self.may_discard = false;
        }
        let keeps_editing = action == Action::CloseDialog && self.state.discard_question.is_some();
        if !keeps_editing && self.must_ask_before(action) {
            self.state.discard_question = Some(action);
            return Vec::new();
        }
        match action {
            Action::Reload => self.reload(now),
            Action::CancelListing => self.cancel_listing(),
            Action::Select(key) => self.select(key),
            Action::NewProfile => self.open_new(),
            Action::Edit(id) => self.open_edit(id),
            Action::EnterNewSecret(id) => self.open_rotation(id, true),
            Action::Duplicate(id) => self.open_duplicate(id),
            Action::AskDelete(id) => self.ask_delete(id),
            Action::ConfirmDelete => self.delete(now),
            Action::Undo => self.undo(),
            Action::CancelDeletion(id) => self.cancel_deletion(id),
            Action::GetToken(id) => self.get_token(id, now),
            Action::Renew(id) => self.renew(id, now),
            Action::SignIn(id) => self.sign_in(id, now),
            Action::SignInWithoutCode(id) => self.sign_in_without_code(id, now),
            Action::UseCode(id) => self.use_code(id, now),
            Action::ClosePrompt(id) => self.close_prompt(id),
            Action::MakeApiClient(id) => self.open_api_client(id),
            Action::CancelFetch(id) => self.cancel_fetch(id, now),
            Action::ProbeConsole(id) => self.probe_console(id, now),
            Action::CancelProbe(id) => self.forget_question(id),
            Action::Copy(id, format) => self.copy_token(id, format, now),
            Action::CopySelection => self.copy_selection(),
            Action::ClearClipboard => self.clear_clipboard(),
            Action::ForgetAll => self.forget_all(now),
            Action::Show(what) => self.show(what, now),
            Action::Hide | Action::FocusLost => self.hide(),
            Action::Editor(action) => self.on_editor_action(action, now),
            Action::ConfirmDiscard => self.confirm_discard(now),
            Action::CloseDialog => self.close_dialog(),
            Action::DismissNotice => {
                self.state.notice = None;
                Vec::new()
            }
            Action::OpenSandbox => vec![Effect::OpenSandbox],
            Action::CloseWindow => self.close_window(now),
            Action::ConfirmClose => self.confirm_close(now),
            Action::AskBasicHeader(id) => self.ask_basic_header(id),
            Action::CopyBasicHeader => self.copy_basic_header(now),
            Action::Check(id) => self.check(id, now),
            Action::CancelCheck(id) => self.cancel_check(id, now),
            Action::CloseCheck(id) => self.close_check(id),
            Action::OpenRotation(id) => self.open_rotation(id, false),
            Action::Rotation(action) => self.on_rotation_action(action, now),
            Action::OpenCheckAll => self.open_check_all(),
            Action::CheckAll(action) => self.on_check_all_action(action, now),
            Action::ShowTab(tab) => self.show_tab(tab),
            Action::Request(id, action) => self.on_request_action(id, action, now),
            Action::Activity(action) => self.on_activity_action(action),
            Action::Pin(id, is_pinned) => self.pin(id, is_pinned),
            Action::SetTag(id, tag) => self.set_tag(id, tag),
            Action::Sort(by) => self.sort_by(by),
            Action::ConfirmCopy => self.confirm_copy(now),
            Action::OpenSettings => self.open_settings(),
            Action::Settings(action) => self.on_settings_action(action),
            Action::OpenShortcuts => self.open_shortcuts(),
            Action::OpenPalette => self.open_palette(now),
            Action::Palette(action) => self.on_palette_action(action, now),
            Action::ResetSandboxSecret => self.reset_sandbox_secret(),
            Action::CloseSandboxSecret => self.close_sandbox_secret(),
        }
    }

    pub(crate) fn on_event(&mut self, event: Event, now: Now) -> Vec<Effect> {
        match event {
            Event::SettingsSaved { result } => self.settings_saved(result, now),
            Event::ProfileListed { job, row } => {
                let mut effects = self.listed(job, row, now);
                effects.extend(self.show_launched());
                effects
            }
            Event::ListingEnded { job, result } => {
                let mut effects = self.listing_ended(job, result);
                effects.extend(self.end_launch(now));
                effects
            }
            Event::SignInStage { job, stage } => self.stage(job, stage),
            Event::TokenFetched {
                job,
                id,
                stored,
                owner,
                login,
                result,
            } => self.token_fetched(
                Fetched {
                    job,
                    id,
                    stored,
                    owner,
                    login,
                    result,
                },
                now,
            ),
            Event::CredentialTested { job, login, result } => self.tested(job, login, result),
            Event::CredentialChecked(checked) => match self.line_of(checked.job) {
                Some(line) => self.checked_in_table(line, checked, now),
                None => self.checked(checked, now),
            },
            Event::NewSecretTried { job, outcome } => self.new_secret_tried(job, outcome),
            Event::RotationChecked(checked) => self.rotation_checked(checked, now),
            Event::RequestEnded(ended) => self.request_ended(ended, now),
            Event::TableSaved { job, result } => self.table_saved(job, result, now),
            Event::SandboxSecretReset { job, secret } => self.sandbox_secret_reset(job, secret),
            Event::ConsoleProbed { job, result } => self.console_probed(job, result, now),
            Event::ProfileSaved { job, id, result } => self.saved(job, id, result, now),
            Event::ProfileDeleted { job, id, result } => self.deleted(job, id, result, now),
            Event::BasicHeaderMade {
                job,
                stored,
                result,
            } => self.basic_header_made(job, stored, result),
            Event::Copied { copy_id, result } => self.copied(copy_id, result, now),
            Event::ClipboardCleared { copy_id, result } => self.cleared(copy_id, result, now),
            Event::SandboxOpened { started } => {
                if !started {
                    self.notice(
                        Tone::Bad,
                        "The sandbox could not be started. Nothing was changed.",
                        now,
                    );
                }
                Vec::new()
            }
            Event::SandboxHintsTold { job, hints } => self.hints_told(job, hints),
        }
    }

    /// Does what fell due: ends tokens, hides what is shown, clears the clipboard, takes the notice away.
    pub(crate) fn tick(&mut self, now: Now) -> Vec<Effect> {
        self.expire_tokens(now);
        if self
            .state
            .shown
            .is_some_and(|shown| now.until(shown.until).is_zero())
        {
            self.state.shown = None;
        }
        if self
            .state
            .notice
            .as_ref()
            .is_some_and(|notice| now.until(notice.until).is_zero())
        {
            self.state.notice = None;
        }
        self.end_late_launch(now);
        let mut effects = self.clear_when_due(now);
        effects.extend(self.delete_when_due(now));
        effects
    }

    pub(crate) fn select(&mut self, key: RowKey) -> Vec<Effect> {
        if self.state.selected != Some(key) {
            self.state.selected = Some(key);
            self.state.shown = None;
        }
        Vec::new()
    }

    pub(crate) fn show(&mut self, what: Masked, now: Now) -> Vec<Effect> {
        self.state.shown = Some(Shown {
            what,
            until: now.plus(SHOW_FOR),
        });
        Vec::new()
    }

    pub(crate) fn hide(&mut self) -> Vec<Effect> {
        self.state.shown = None;
        Vec::new()
    }

    /// *Cancel*, *Close*, Esc.
    pub(crate) fn close_dialog(&mut self) -> Vec<Effect> {
        if self.state.close_question.is_some() {
            self.stay_open();
            return Vec::new();
        }
        if self.state.discard_question.take().is_some() {
            return Vec::new();
        }
        match self.cancel_save() {
            Some(effects) => effects,
            None => self.leave_dialog(),
        }
    }

    /// Leaves the dialog. What was typed is wiped, a test is stopped, a write that is under way goes on.
    pub(crate) fn leave_dialog(&mut self) -> Vec<Effect> {
        let effects = match self.state.dialog.take() {
            Some(Dialog::Editor(editor)) => self.leave_editor(&editor),
            Some(Dialog::BasicHeader(note)) => self.leave_basic_header(&note),
            Some(Dialog::Rotation(check)) => self.leave_rotation(&check),
            Some(Dialog::CheckAll(check)) => crate::app::check_all::run::leave(&check),
            Some(Dialog::Settings) => self.leave_settings(),
            Some(Dialog::Palette(_)) => self.leave_palette(),
            Some(Dialog::Delete { .. } | Dialog::Shortcuts | Dialog::CopyQuestion(_)) | None => {
                Vec::new()
            }
        };
        self.state.shown = None;
        self.state.discard_question = None;
        effects
    }

    pub(crate) fn notice(&mut self, tone: Tone, text: impl Into<String>, now: Now) {
        self.state.notice = Some(Notice {
            text: text.into(),
            tone,
            until: now.plus(NOTICE_FOR),
        });
    }

    pub(crate) fn next_job(&mut self) -> JobId {
        self.last_job += 1;
        JobId(self.last_job)
    }

    pub(crate) fn row_mut(
        &mut self,
        id: ProfileId,
    ) -> Option<&mut crate::app::profiles::ProfileRow> {
        self.state
            .rows
            .iter_mut()
            .find_map(|row| match &mut row.content {
                RowContent::Profile(profile) if profile.profile.id == id => Some(&mut **profile),
                _ => None,
            })
    }
}
