//! What the window shows: changed by `update`, read by the screens.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::time::Duration;

use crate::app::action::{Action, Masked};
use crate::app::activity::{Activity, ActivityScope};
use crate::app::check_all::{CheckAll, CheckScope, LeftOut, Line, LineRemedy};
use crate::app::clipboard::{BasicHeaderNote, CopiedItem};
use crate::app::drafts::Drafts;
use crate::app::editor::Editor;
use crate::app::export_profiles::ExportProfiles;
use crate::app::import::{ImportPhase, ImportTable};
use crate::app::job::JobId;
use crate::app::lifecycle::{ClosePhase, GET_WITHIN, Launch};
use crate::app::palette::Palette;
use crate::app::postman::PostmanDialog;
use crate::app::primary::Primary;
use crate::app::profiles::{
    DeleteQuestion, Deletion, ListFilter, Listing, ProfileRow, Row, RowKey, SelectedProfiles,
};
use crate::app::rotation::{Rotation, RotationPhase};
use crate::app::running::Running;
use crate::app::sandbox::Sandbox;
use crate::app::search::{MatchScore, SearchWords};
use crate::app::tab::Tab;
use crate::app::token::{Card, LoginKinds};
use crate::model::{
    AccountKind, ConsoleUrl, Density, LocalFormats, Now, PasteTarget, Profile, ProfileId,
    SecretVerdict, Settings, SettingsFileFailure, Tag, VendorProfiles,
};

/// How long *Show* reveals a secret.
pub const SHOW_FOR: Duration = Duration::from_secs(30);
/// After this long, the keyring is probably waiting for its password.
pub const KEYRING_PATIENCE: Duration = Duration::from_secs(1);

/// How long the button says that it copied.
pub const FLASH_FOR: Duration = Duration::from_millis(1_500);

/// How long a notice stays.
pub const NOTICE_FOR: Duration = Duration::from_secs(8);
/// For a notice from before anyone could be looking.
pub const START_NOTICE_FOR: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub struct State {
    pub local: LocalFormats,
    /// Only in the sandbox.
    pub sandbox: Option<Sandbox>,
    pub listing: Listing,
    /// In the order shown.
    pub rows: Vec<Row>,
    pub selected: Option<RowKey>,
    pub selected_profiles: SelectedProfiles,
    pub filter: ListFilter,
    pub dialog: Option<Dialog>,
    /// The last results of *Check all*, while its dialog shows something else or is closed.
    pub last_check_all: Option<Box<CheckAll>>,
    /// "Close and clear the copied header?": in front of everything. A dialog behind it stays as it is.
    pub close_question: Option<ClosePhase>,
    /// "Discard the changes?", in front of the editor or the rotation dialog: the action to resume after *Discard*.
    pub discard_question: Option<Action>,
    /// Rows that left the list but aren't deleted yet, oldest first.
    pub deletions: Vec<Deletion>,
    pub copied_item: Option<CopiedItem>,
    /// The profile whose header was copied last, on the clipboard or not.
    pub last_copied: Option<ProfileId>,
    /// The button that copied says so for a moment.
    pub copy_flash: Option<CopyFlash>,
    /// The secret shown in clear.
    pub shown: Option<Shown>,
    /// The line at the bottom of the window.
    pub notice: Option<Notice>,
    pub tab: Tab,
    pub activity: Activity,
    pub activity_scope: ActivityScope,
    pub settings: Settings,
    pub login_kinds: LoginKinds,
    pub running: Running,
    /// `None` before they were looked for.
    pub vendor_profiles: Option<VendorProfiles>,
    /// The profile named on the command line, until the list is complete.
    pub launch: Option<Launch>,
}

#[derive(Clone, Debug)]
pub enum Dialog {
    Editor(Box<Editor>),
    Delete(DeleteQuestion),
    BasicHeader(Box<BasicHeaderNote>),
    Rotation(Box<Rotation>),
    CheckAll(Box<CheckAll>),
    Import(Box<ImportPhase>),
    /// *Save for Postman*.
    Postman(Box<PostmanDialog>),
    ExportProfiles(Box<ExportProfiles>),
    Settings,
    Shortcuts,
    /// *Jump to*.
    Palette(Box<Palette>),
    /// "Copy the header of …?", for a tag that requires confirmation.
    CopyQuestion(CopyQuestion),
    /// "Where will you paste it?", before the first copy.
    PasteQuestion(PasteQuestion),
}

/// A secret shown in clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    pub what: Masked,
    pub until: Now,
}

/// The line at the bottom of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Complete sentences.
    pub text: String,
    pub tone: NoticeTone,
    /// `None`: until the user does something.
    pub until: Option<Now>,
    /// The tags that *Undo* sets again; empty if there is nothing to undo.
    pub tags_before: Vec<(ProfileId, Option<Tag>)>,
}

/// The color of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeTone {
    Good,
    Warn,
    Bad,
}

/// "Copied", on the button of this profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyFlash {
    pub id: ProfileId,
    pub until: Now,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasteQuestion {
    /// The profile whose header is to be copied.
    pub id: ProfileId,
    pub target: PasteTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyQuestion {
    pub id: ProfileId,
    /// Runs after *Copy header*.
    pub action: Action,
}

impl State {
    /// Nothing is read yet. `sandbox` is the mock console's address.
    pub fn new(local: LocalFormats, sandbox: Option<ConsoleUrl>) -> Self {
        Self {
            local,
            sandbox: sandbox.map(Sandbox::new),
            listing: Listing::NotYet,
            rows: Vec::new(),
            selected: None,
            selected_profiles: SelectedProfiles::default(),
            filter: ListFilter::default(),
            dialog: None,
            last_check_all: None,
            close_question: None,
            discard_question: None,
            deletions: Vec::new(),
            copied_item: None,
            last_copied: None,
            copy_flash: None,
            shown: None,
            notice: None,
            tab: Tab::default(),
            activity: Activity::default(),
            activity_scope: ActivityScope::default(),
            settings: Settings::default(),
            login_kinds: LoginKinds::default(),
            running: Running::default(),
            vendor_profiles: None,
            launch: None,
        }
    }

    /// Applies the settings, and reports a problem with their file.
    #[must_use]
    pub fn with_settings(
        mut self,
        settings: Settings,
        failure: Option<&SettingsFileFailure>,
        now: Now,
    ) -> Self {
        self.settings = settings;
        self.notice = failure.map(|failure| Notice {
            text: failure.message(),
            tone: NoticeTone::Warn,
            until: Some(now.plus(START_NOTICE_FOR)),
            tags_before: Vec::new(),
        });
        self
    }

    /// Hardening failed; the notice stays until the user has seen it.
    pub fn warn_of_open_memory(&mut self, reason: &impl Display) {
        self.notice = Some(Notice {
            text: format!(
                "Tokendesk’s memory isn’t protected from your other programs: {reason}. Everything works, but a program that runs as you \
                 could read your tokens."
            ),
            tone: NoticeTone::Warn,
            until: None,
            tags_before: Vec::new(),
        });
    }

    /// Opens on the profile with this name or id, and fetches its token if `gets_token`.
    pub fn request_launch(&mut self, profile: String, gets_token: bool, now: Now) {
        self.launch = Some(Launch {
            name: profile,
            get_until: gets_token.then(|| now.plus(GET_WITHIN)),
        });
    }

    /// False in the sandbox itself, and in a build without it.
    pub fn can_open_sandbox(&self) -> bool {
        cfg!(feature = "sandbox") && self.sandbox.is_none()
    }

    /// The newest deletions that *Undo* takes back together, in the order of the list.
    pub fn undoable(&self) -> impl Iterator<Item = &Deletion> {
        let times = self.deletions.iter().map(Deletion::undoable_until);
        let newest = times.flatten().next_back();
        self.deletions
            .iter()
            .filter(move |deletion| newest.is_some() && deletion.undoable_until() == newest)
    }

    /// Newer than any deletion: that takes the notice away.
    pub fn has_tags_to_undo(&self) -> bool {
        let notice = self.notice.as_ref();
        notice.is_some_and(|notice| !notice.tags_before.is_empty())
    }

    pub fn profiles(&self) -> impl Iterator<Item = &ProfileRow> {
        self.rows.iter().filter_map(Row::profile)
    }

    pub fn profile(&self, id: ProfileId) -> Option<&ProfileRow> {
        self.profiles().find(|row| row.profile.id == id)
    }

    /// The profile in a sentence: `“Production EU”`, followed by its [`Self::disambiguation`] if it needs one.
    pub fn subject(&self, profile: &Profile) -> String {
        let name = &profile.name;
        let by = self.disambiguation(profile);
        by.map_or_else(|| format!("“{name}”"), |by| format!("“{name}” ({by})"))
    }

    /// Like [`Self::subject`], for any row.
    pub fn subject_of(&self, row: &Row) -> String {
        row.profile().map_or_else(
            || "this unreadable item".to_owned(),
            |row| self.subject(&row.profile),
        )
    }

    /// `EU5 · key-42` if another profile's name looks like this one's.
    pub fn disambiguation(&self, profile: &Profile) -> Option<String> {
        let looks_alike = |other: &ProfileRow| {
            let other = &other.profile;
            other.id != profile.id && other.name.looks_like(&profile.name)
        };
        let Profile {
            console, account, ..
        } = profile;
        self.profiles()
            .any(looks_alike)
            .then(|| format!("{} · {}", console.short(), account.display_login()))
    }

    /// The console of the profile that was saved last.
    pub fn usual_console(&self) -> Option<&str> {
        let newest = self.profiles().max_by_key(|row| row.profile.saved_at);
        let sandbox = || {
            self.sandbox
                .as_ref()
                .map(|sandbox| sandbox.console.as_str())
        };
        newest
            .map(|row| row.profile.console.as_str())
            .or_else(sandbox)
    }

    pub fn selected_row(&self) -> Option<&Row> {
        self.selected
            .and_then(|key| self.rows.iter().find(|row| row.key == key))
    }

    pub fn selected_profile(&self) -> Option<&ProfileRow> {
        self.selected_row().and_then(Row::profile)
    }

    /// The rows that match all words of the search, best first. With no words: all, in the order of the list.
    pub fn matching(&self, search: &str) -> impl Iterator<Item = &Row> {
        let words = SearchWords::parse(&self.settings, search);
        let rows: Vec<&Row> = match words {
            Some(words) if words.all() == 0 => self.rows.iter().collect(),
            Some(words) => self.ranked(words),
            None => Vec::new(),
        };
        rows.into_iter()
    }

    fn ranked<'a>(&'a self, mut words: SearchWords<'a>) -> Vec<&'a Row> {
        let fits = self.rows.iter().filter_map(|row| {
            let (fit, _letters) = words.in_profile(row.profile()?);
            (fit.words == words.all()).then_some((Reverse(fit.score), row))
        });
        let mut ranked: Vec<(Reverse<MatchScore>, &Row)> = fits.collect();
        // Stable: equals keep the order of the list.
        ranked.sort_by_key(|(score, _)| *score);
        ranked.into_iter().map(|(_, row)| row).collect()
    }

    /// As set; else a long list is compact.
    pub fn density(&self) -> Density {
        const LONG: usize = 12;
        let is_long = || self.profiles().nth(LONG).is_some();
        self.settings.density.unwrap_or_else(|| {
            if is_long() {
                Density::Compact
            } else {
                Density::Comfortable
            }
        })
    }

    /// How many profiles were used or selected before, if a complete listing found none at all. Pending deletions don't count.
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

    /// Of the vendor's command-line tools. None before they were looked for.
    pub fn found_vendor_profiles(&self) -> usize {
        self.vendor_profiles
            .as_ref()
            .map_or(0, VendorProfiles::count)
    }

    pub fn is_shown(&self, what: Masked) -> bool {
        self.shown.is_some_and(|shown| shown.what == what)
    }

    /// Whether this job was canceled but hasn't reported yet.
    pub fn is_canceled(&self, job: JobId) -> bool {
        self.running.get(job).is_some_and(|job| job.is_canceled)
    }

    /// Whether leaving the dialog would lose changes in the editor, or a new secret that the console may never show again. A save
    /// in progress loses nothing unless it was canceled.
    pub fn has_unsaved(&self, drafts: &Drafts) -> bool {
        match &self.dialog {
            Some(Dialog::Editor(editor)) => match editor.save.job() {
                Some(job) => self.is_canceled(job),
                None => editor.is_edited(&drafts.editor.fields) || drafts.editor.has_secret(),
            },
            Some(Dialog::Rotation(check)) => match &check.phase {
                RotationPhase::Replacing { job, .. } => self.is_canceled(*job),
                RotationPhase::Found(found) => {
                    found.outcome.differs() && !drafts.new_secret.is_empty()
                }
                _ => !drafts.new_secret.is_empty(),
            },
            Some(Dialog::Import(phase)) => match &**phase {
                ImportPhase::Preview(_) => drafts.import.has_typed_secret(),
                ImportPhase::Sources(_) => false,
            },
            _ => false,
        }
    }

    /// While one is open, the window's own shortcuts are off.
    pub fn has_dialog(&self) -> bool {
        self.dialog.is_some() || self.close_question.is_some()
    }

    pub fn primary(&self, now: Now) -> Primary {
        match (self.selected_row(), &self.listing) {
            (Some(_), _) if self.has_several_selected() => Primary::None,
            (Some(row), _) => row
                .profile()
                .map_or(Primary::None, |row| self.primary_of(row, now)),
            (None, Listing::Failed(_) | Listing::Stopped) => Primary::Reload,
            (None, Listing::Done) if self.missing_profiles() > 0 => Primary::Reload,
            (None, Listing::Done) if self.rows.is_empty() => Primary::NewProfile,
            (None, _) => Primary::None,
        }
    }

    /// The primary button for this profile, selected or not.
    pub fn primary_of(&self, row: &ProfileRow, now: Now) -> Primary {
        let id = row.profile.id;
        match row.primary(now) {
            Primary::GetToken(_)
                if self.last_copied == Some(id)
                    && matches!(row.card(now), Card::Expired { .. }) =>
            {
                Primary::RenewAndCopy(id)
            }
            Primary::GetToken(_) if self.was_rejected(row, now) => Primary::EnterNewSecret(id),
            primary => primary,
        }
    }

    /// Whether the saved secret was rejected in an earlier run, and nothing newer is known.
    fn was_rejected(&self, row: &ProfileRow, now: Now) -> bool {
        let last = row.remembered_verdict(&self.settings, now);
        let is_rejected = last.is_some_and(|last| last.verdict == SecretVerdict::Rejected);
        is_rejected && row.profile.account.stores_secret()
    }

    pub fn check_all(&self) -> Option<&CheckAll> {
        match &self.dialog {
            Some(Dialog::CheckAll(check)) => Some(check),
            _ => None,
        }
    }

    pub fn import_table(&self) -> Option<&ImportTable> {
        match &self.dialog {
            Some(Dialog::Import(phase)) => match &**phase {
                ImportPhase::Preview(table) => Some(table),
                ImportPhase::Sources(_) => None,
            },
            _ => None,
        }
    }

    pub fn basic_header_note(&self) -> Option<&BasicHeaderNote> {
        match &self.dialog {
            Some(Dialog::BasicHeader(note)) => Some(note),
            _ => None,
        }
    }

    pub fn rotation(&self) -> Option<&Rotation> {
        match &self.dialog {
            Some(Dialog::Rotation(check)) => Some(check),
            _ => None,
        }
    }

    pub fn in_check_scope<'a>(
        &'a self,
        check: &'a CheckAll,
    ) -> impl Iterator<Item = &'a ProfileRow> {
        self.profiles().filter(|row| match check.scope {
            CheckScope::All => true,
            CheckScope::Listed => check.listed.contains(&row.profile.id),
            CheckScope::Ticked => check.ticked.contains(&row.profile.id),
        })
    }

    /// Why this profile is left out, as far as that is known without asking the console.
    pub fn why_left_out(&self, check: &CheckAll, row: &ProfileRow) -> Option<LeftOut> {
        let Profile {
            console, account, ..
        } = &row.profile;
        let needs_code = || self.login_kinds.needs_code(console, account);
        let is_busy = row.is_signing_in() || row.request.is_signing_in();
        match account.kind() {
            AccountKind::User if !check.with_users => Some(LeftOut::UserAccount),
            AccountKind::User if !account.stores_secret() => Some(LeftOut::NoPassword),
            AccountKind::User if needs_code() => Some(LeftOut::NeedsCode),
            _ => is_busy.then_some(LeftOut::Busy),
        }
    }

    /// Whether the profile was saved or deleted since its line was checked, or its secret accepted.
    pub fn is_line_outdated(&self, line: &Line) -> bool {
        let Some(row) = self.profile(line.profile.id) else {
            return true;
        };
        let last = row.last_verdict(&self.settings);
        let accepted = last.filter(|last| last.verdict == SecretVerdict::Works);
        let is_newer = accepted
            .zip(line.state.at())
            .is_some_and(|(last, at)| last.at > at);
        row.profile.rev != line.profile.rev || is_newer
    }

    /// What the table says below a line's result.
    pub fn line_reason(&self, line: &Line) -> String {
        if line.state.has_failed() && self.is_line_outdated(line) {
            "Changed since this check.".to_owned()
        } else {
            line.state.reason()
        }
    }

    pub fn line_remedy(&self, line: &Line) -> Option<LineRemedy> {
        line.remedy().filter(|_| !self.is_line_outdated(line))
    }

    /// How many profiles would be checked now.
    pub fn check_count(&self, check: &CheckAll) -> usize {
        let is_tried = |row: &&ProfileRow| self.why_left_out(check, row).is_none();
        self.in_check_scope(check).filter(is_tried).count()
    }
}
