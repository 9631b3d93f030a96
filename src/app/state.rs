//! What the window shows. Changed by `update` alone, read by the screens.

use crate::app::check_all::CheckScope;
use crate::app::check_all::LeftOut;
use std::collections::BTreeSet;
use std::time::Duration;

use jiff::tz::TimeZone;

use crate::app::action::{Action, Masked};
use crate::app::activity::{Activity, ActivityScope};
use crate::app::check_all::CheckAll;
use crate::app::clipboard::{BasicHeaderNote, CopiedItem};
use crate::app::drafts::Drafts;
use crate::app::editor::Editor;
use crate::app::job::JobId;
use crate::app::lifecycle::{ClosePhase, GET_WITHIN, Launch};
use crate::app::palette::Palette;
use crate::app::primary::Primary;
use crate::app::profiles::{Deletion, Listing, ProfileRow, Row, RowKey};
use crate::app::rotation::{Rotation, RotationPhase};
use crate::app::running::Running;
use crate::app::sandbox::Sandbox;
use crate::app::tab::Tab;
use crate::app::token::LoginKinds;
use crate::model::{
    AccountKind, ConsoleUrl, KnownLogin, LoginKind, Now, Profile, ProfileId, Settings,
    SettingsFileFailure,
};

/// How long *Show* shows.
pub const SHOW_FOR: Duration = Duration::from_secs(30);
/// After so long, the keyring is probably asking for its password.
pub const KEYRING_PATIENCE: Duration = Duration::from_secs(1);

/// How long the line at the bottom stays.
pub const NOTICE_FOR: Duration = Duration::from_secs(8);
/// The same for what went wrong before anybody could look.
pub const START_NOTICE_FOR: Duration = Duration::from_mins(1);

/// The whole of it.
#[derive(Debug)]
pub struct State {
    /// For times of day.
    pub zone: TimeZone,
    /// The pretend console, in the sandbox.
    pub sandbox: Option<Sandbox>,
    /// How far the reading of the keyring is.
    pub listing: Listing,
    /// The list, in the order in which it is shown.
    pub rows: Vec<Row>,
    /// The row in the right pane.
    pub selected: Option<RowKey>,
    /// The dialog in front, if any.
    pub dialog: Option<Dialog>,
    /// "Close and clear the copied header?", in front of everything. What stands in a dialog behind it is kept.
    pub close_question: Option<ClosePhase>,
    /// "Discard the changes?", in front of the editor or the check of a reset: what was asked for, and is done after *Discard*.
    pub discard_question: Option<Action>,
    /// What left the list and is not deleted yet, in the order in which that was asked for.
    pub deletions: Vec<Deletion>,
    /// What we know to be on the clipboard.
    pub copied_item: Option<CopiedItem>,
    /// What is shown in clear, and until when.
    pub shown: Option<Shown>,
    /// The line at the bottom.
    pub notice: Option<Notice>,
    /// The tab below the token card.
    pub tab: Tab,
    /// What happened in this run.
    pub activity: Activity,
    /// Whose activity is shown.
    pub activity_scope: ActivityScope,
    /// What the person set.
    pub settings: Settings,
    /// What consoles said of usernames, in this run.
    pub login_kinds: LoginKinds,
    /// Every job under way.
    pub running: Running,
    /// What the command line asked for, until the list is whole.
    pub launch: Option<Launch>,
}

/// The dialog in front.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// The profile editor.
    Editor(Box<Editor>),
    /// "Delete …?"
    Delete {
        /// Which item.
        id: ProfileId,
        /// What it is called in a sentence.
        subject: String,
        /// The `rev` that the question is about; `None` for an item that cannot be read.
        rev: Option<u64>,
    },
    /// The note before a basic header is copied.
    BasicHeader(Box<BasicHeaderNote>),
    /// The check of a reset.
    Rotation(Box<Rotation>),
    /// The check of many profiles.
    CheckAll(Box<CheckAll>),
    /// *Settings*.
    Settings,
    /// The sheet of shortcuts.
    Shortcuts,
    /// *Jump to*: profiles and commands by a few letters.
    Palette(Box<Palette>),
    /// "Copy the header of …?", for a tag that asks.
    CopyQuestion(CopyQuestion),
}

/// What is shown in clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What.
    pub what: Masked,
    /// Until when.
    pub until: Now,
}

/// The line at the bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says. Whole sentences.
    pub text: String,
    /// Whether something went wrong.
    pub tone: NoticeTone,
    /// Until when.
    pub until: Now,
}

/// The color of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeTone {
    /// It went as wished.
    Good,
    /// Worth a look.
    Warn,
    /// It failed.
    Bad,
}

/// The question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyQuestion {
    /// Whose token would be copied.
    pub id: ProfileId,
    /// What was asked for, and is done after *Copy header*.
    pub action: Action,
}

impl State {
    /// A window that has read nothing yet; with the address of the pretend console, in the sandbox.
    pub fn new(zone: TimeZone, sandbox: Option<ConsoleUrl>) -> Self {
        Self {
            zone,
            sandbox: sandbox.map(Sandbox::new),
            listing: Listing::NotYet,
            rows: Vec::new(),
            selected: None,
            dialog: None,
            close_question: None,
            discard_question: None,
            deletions: Vec::new(),
            copied_item: None,
            shown: None,
            notice: None,
            tab: Tab::default(),
            activity: Activity::default(),
            activity_scope: ActivityScope::default(),
            settings: Settings::default(),
            login_kinds: LoginKinds::default(),
            running: Running::default(),
            launch: None,
        }
    }

    /// The same with what the person set, and what was wrong with that.
    #[must_use]
    pub fn with_settings(
        mut self,
        settings: Settings,
        trouble: Option<&SettingsFileFailure>,
        now: Now,
    ) -> Self {
        self.settings = settings;
        self.notice = trouble.map(|trouble| Notice {
            text: trouble.message(),
            tone: NoticeTone::Warn,
            until: now.plus(START_NOTICE_FOR),
        });
        self
    }

    /// Notes that the command line asked for the profile of this name or id, and perhaps for its token.
    pub fn request_launch(&mut self, profile: String, gets_token: bool, now: Now) {
        self.launch = Some(Launch {
            name: profile,
            get_until: gets_token.then(|| now.plus(GET_WITHIN)),
        });
    }

    /// Whether a second window with the sandbox can be opened: not from the sandbox itself, nor in a build without it.
    pub fn can_open_sandbox(&self) -> bool {
        cfg!(feature = "sandbox") && self.sandbox.is_none()
    }

    /// The newest deletion that can be undone.
    pub fn undoable(&self) -> Option<&Deletion> {
        self.deletions
            .iter()
            .rfind(|deletion| deletion.undoable_until().is_some())
    }

    /// The readable rows.
    pub fn profiles(&self) -> impl Iterator<Item = &ProfileRow> {
        self.rows.iter().filter_map(Row::profile)
    }

    /// The row of this profile.
    pub fn profile(&self, id: ProfileId) -> Option<&ProfileRow> {
        self.profiles().find(|row| row.profile.id == id)
    }

    /// What a profile is called in a sentence: `“Production EU”`; where another name in the list looks like its name, with what
    /// tells the two apart.
    pub fn subject(&self, profile: &Profile) -> String {
        let name = &profile.name;
        let by = self.disambiguation(profile);
        by.map_or_else(|| format!("“{name}”"), |by| format!("“{name}” ({by})"))
    }

    /// The same of any row.
    pub fn subject_of(&self, row: &Row) -> String {
        row.profile().map_or_else(
            || "this unreadable item".to_owned(),
            |row| self.subject(&row.profile),
        )
    }

    /// `EU5 · key-42` for a profile with whose name another profile in the list could be meant.
    pub fn disambiguation(&self, profile: &Profile) -> Option<String> {
        let could_be_meant = |other: &ProfileRow| {
            let other = &other.profile;
            other.id != profile.id && other.name.looks_like(&profile.name)
        };
        let Profile {
            console, account, ..
        } = profile;
        self.profiles()
            .any(could_be_meant)
            .then(|| format!("{} · {}", console.short(), account.display_login()))
    }

    /// The row in the right pane.
    pub fn selected_row(&self) -> Option<&Row> {
        self.selected
            .and_then(|key| self.rows.iter().find(|row| row.key == key))
    }

    /// The profile in the right pane.
    pub fn selected_profile(&self) -> Option<&ProfileRow> {
        self.selected_row().and_then(Row::profile)
    }

    /// The rows that a search finds: in the name, the host, the label, the client ID or username, or the
    /// name of the tag, ignoring case. All, if it is empty.
    pub fn matching(&self, search: &str) -> impl Iterator<Item = &Row> {
        let query = search.trim().to_lowercase();
        self.rows
            .iter()
            .filter(move |row| query.is_empty() || row.search_text(&self.settings).contains(&query))
    }

    /// How many profiles were used or selected here before, where a whole listing found none at all. Those that are being deleted
    /// here are not missed.
    pub fn missing_profiles(&self) -> usize {
        if self.listing != Listing::Done || !self.rows.is_empty() {
            return 0;
        }
        let Settings {
            last_selected,
            last_used,
            ..
        } = &self.settings;
        let known: BTreeSet<_> = last_used.keys().chain(last_selected).collect();
        let is_missed = |id: &&ProfileId| self.deletions.iter().all(|deletion| deletion.id != **id);
        known.into_iter().filter(is_missed).count()
    }

    /// Whether this is shown in clear.
    pub fn is_shown(&self, what: Masked) -> bool {
        self.shown.is_some_and(|shown| shown.what == what)
    }

    /// Whether this job was asked to stop, and has not reported yet.
    pub fn is_canceled(&self, job: JobId) -> bool {
        self.running.get(job).is_some_and(|job| job.is_canceled)
    }

    /// Whether leaving the dialog would lose changes in the editor, or a new secret that the console may never show again. What is
    /// being saved is not lost, unless that was canceled.
    pub fn has_unsaved(&self, drafts: &Drafts) -> bool {
        match &self.dialog {
            Some(Dialog::Editor(editor)) => match editor.save.job() {
                Some(job) => self.is_canceled(job),
                None => drafts.editor.fields() != editor.opened_with || drafts.editor.has_secret(),
            },
            Some(Dialog::Rotation(check)) => match &check.phase {
                RotationPhase::Replacing { job, .. } => self.is_canceled(*job),
                RotationPhase::Found(found) => {
                    found.outcome.differs() && !drafts.new_secret.is_empty()
                }
                _ => !drafts.new_secret.is_empty(),
            },
            _ => false,
        }
    }

    /// Whether something is in front of the window, so that its own keys rest.
    pub fn has_dialog(&self) -> bool {
        self.dialog.is_some() || self.close_question.is_some()
    }

    /// What the solid button does.
    pub fn primary(&self, now: Now) -> Primary {
        match (self.selected_row(), &self.listing) {
            (Some(row), _) => row.profile().map_or(Primary::None, |row| row.primary(now)),
            (None, Listing::Failed(_) | Listing::Stopped) => Primary::Reload,
            (None, Listing::Done) if self.missing_profiles() > 0 => Primary::Reload,
            (None, Listing::Done) if self.rows.is_empty() => Primary::NewProfile,
            (None, _) => Primary::None,
        }
    }
}

impl State {
    /// The open check of many profiles.
    pub fn check_all(&self) -> Option<&CheckAll> {
        match &self.dialog {
            Some(Dialog::CheckAll(check)) => Some(check),
            _ => None,
        }
    }
}

impl State {
    /// The open note before a basic header is copied.
    pub fn basic_header_note(&self) -> Option<&BasicHeaderNote> {
        match &self.dialog {
            Some(Dialog::BasicHeader(note)) => Some(note),
            _ => None,
        }
    }
}

impl State {
    /// The open check of a reset.
    pub fn rotation(&self) -> Option<&Rotation> {
        match &self.dialog {
            Some(Dialog::Rotation(check)) => Some(check),
            _ => None,
        }
    }
}

/// *Check all*.
impl State {
    /// The profiles that are meant.
    pub fn in_check_scope<'a>(
        &'a self,
        check: &'a CheckAll,
    ) -> impl Iterator<Item = &'a ProfileRow> {
        self.profiles().filter(|row| match check.scope {
            CheckScope::All => true,
            CheckScope::Matching => check.matching.contains(&row.profile.id),
            CheckScope::Ticked => check.ticked.contains(&row.profile.id),
        })
    }

    /// Why nothing is sent for this profile, as far as that is known without asking anybody.
    pub fn why_left_out(&self, check: &CheckAll, row: &ProfileRow) -> Option<LeftOut> {
        let Profile {
            console, account, ..
        } = &row.profile;
        let needs_code = || {
            self.login_kinds.known(console, account) == KnownLogin::Is(LoginKind::LocalTwoFactor)
        };
        let is_busy = row.is_signing_in() || row.request.is_signing_in();
        match account.kind() {
            AccountKind::User if !check.with_users => Some(LeftOut::UserAccount),
            AccountKind::User if !account.stores_secret() => Some(LeftOut::NoPassword),
            AccountKind::User if needs_code() => Some(LeftOut::NeedsCode),
            _ => is_busy.then_some(LeftOut::Busy),
        }
    }

    /// How many would be tried now.
    pub fn check_count(&self, check: &CheckAll) -> usize {
        let is_tried = |row: &&ProfileRow| self.why_left_out(check, row).is_none();
        self.in_check_scope(check).filter(is_tried).count()
    }
}
