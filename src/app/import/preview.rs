//! The preview: what was found becomes rows, and the person decides about clashes.

use std::collections::BTreeSet;

use crate::app::drafts::{ImportDraft, ImportRowDraft};
use crate::app::editor::{NameError, SecretError};
use crate::app::import::check::{Names, account_of, clash_of};
use crate::app::import::{
    CheckedImport, Clash, ClashChoice, EditableFields, ImportPhase, ImportRow, ImportRowState,
    ImportTable,
};
use crate::app::profiles::Row;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::account::LoginError;
use crate::model::console_url::ConsoleUrlError;
use crate::model::profile::ProfileNameError;
use crate::model::{
    Candidate, CandidateSecret, ConsoleUrl, ImportList, ImportOrigin, Profile, ProfileId,
    ProfileName, Tag, visible_line,
};

impl App {
    pub(crate) fn preview_import(&mut self, list: ImportList, origin: ImportOrigin) {
        let saved: Vec<Profile> = self
            .state
            .rows
            .iter()
            .filter_map(Row::profile)
            .map(|row| row.profile.clone())
            .collect();
        let mut names = Names::default();
        for profile in &saved {
            names.add(&profile.name, profile.id);
        }
        let (mut rows, mut drafts) = (Vec::new(), Vec::new());
        for candidate in list.candidates {
            let (row, draft) = self.import_row(candidate, &saved, &mut names);
            rows.push(row);
            drafts.push(draft);
        }
        self.drafts.import = ImportDraft {
            rows: drafts,
            ..ImportDraft::default()
        };
        self.state.dialog = Some(Dialog::Import(Box::new(ImportPhase::Preview(
            ImportTable {
                origin,
                rows,
                unused: list.unused,
                checks_first: false,
                problems_only: false,
                is_running: false,
            },
        ))));
        self.wipe_fields();
        self.check_import();
        self.select_usable();
    }

    fn import_row(
        &self,
        candidate: Candidate,
        saved: &[Profile],
        names: &mut Names,
    ) -> (ImportRow, ImportRowDraft) {
        let Candidate {
            place,
            name,
            console,
            kind,
            login,
            secret,
            tag,
            is_pinned,
            mut remarks,
            is_proposed,
        } = candidate;
        let mut draft = ImportRowDraft {
            name: if name.trim().is_empty() {
                proposed_name(&console, &login)
            } else {
                name
            },
            console,
            login,
            secret,
            ..ImportRowDraft::default()
        };
        let parsed_console = ConsoleUrl::parse(&draft.console).ok();
        if let Some(console) = &parsed_console {
            // What is shown is what is contacted.
            draft.console = console.to_string();
        }
        let account = account_of(kind, &draft).ok();
        let parsed_name = ProfileName::parse(&draft.name).ok();
        let of = (
            parsed_name.as_ref(),
            parsed_console.as_ref(),
            account.as_ref(),
        );
        let clash = clash_of(of, saved);
        let is_taken = clash
            .as_ref()
            .is_none_or(|clash| clash.choice == ClashChoice::Rename);
        if is_taken && parsed_name.is_some() {
            draft.name = names.free(&draft.name);
        }
        let id = ProfileId::random();
        let is_skipped = clash
            .as_ref()
            .is_some_and(|clash| clash.choice == ClashChoice::Skip);
        let is_selected = is_proposed && !is_skipped;
        if let (Ok(name), true) = (ProfileName::parse(&draft.name), is_selected) {
            names.add(&name, id);
        }
        let has_secret = !matches!(draft.secret, CandidateSecret::Missing);
        let tag = self.tag_named(&tag, &mut remarks);
        let row = ImportRow {
            id,
            place,
            kind,
            tag,
            is_pinned,
            remarks,
            edits: EditableFields {
                console: parsed_console.is_none(),
                login: account.is_none(),
                secret: !has_secret,
            },
            is_selected,
            clash,
            checked: unchecked(),
            state: ImportRowState::Idle,
        };
        (row, draft)
    }

    /// Tags have fixed colors and names of the person's choice.
    fn tag_named(&self, name: &str, remarks: &mut Vec<String>) -> Option<Tag> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let tags = &self.state.settings.tags;
        let is_it = |tag: &Tag| tags.name(*tag).to_lowercase() == name.to_lowercase();
        let found = Tag::ALL.into_iter().find(is_it);
        if found.is_none() {
            let name = visible_line(name);
            remarks.push(format!(
                "You have no tag “{name}”. Rename one in Settings first, or tag it later."
            ));
        }
        found
    }

    /// A row that can't be imported as it is isn't selected, unless only its secret is missing: that is typed here.
    fn select_usable(&mut self) {
        if let Some(table) = self.import_table_mut() {
            for row in &mut table.rows {
                let checked = &row.checked;
                let lacks_secret_only = checked.console.is_ok()
                    && checked.account.is_ok()
                    && checked.secret == Err(SecretError::Missing);
                row.is_selected &= row.can_be_imported() || lacks_secret_only;
            }
        }
        self.check_import();
    }

    pub(crate) fn resolve_clash(&mut self, index: usize, choice: ClashChoice) {
        self.resolve(&[index], choice);
    }

    pub(crate) fn resolve_all_clashes(&mut self, choice: ClashChoice) {
        let Some(table) = self.import_table_mut() else {
            return;
        };
        let rows = table.rows.iter().enumerate();
        let clashes: Vec<_> = rows
            .filter(|(_, row)| row.clash.is_some())
            .map(|(index, _)| index)
            .collect();
        self.resolve(&clashes, choice);
    }

    fn resolve(&mut self, rows: &[usize], choice: ClashChoice) {
        let mut names = self.names_beside(rows);
        for index in rows {
            let row = self.idle_import_row(*index);
            let clash = row.and_then(|row| Some((row.id, row.clash.as_mut()?)));
            let Some((id, clash)) = clash else {
                continue;
            };
            clash.choice = choice;
            let with = clash.with;
            if let Some(row) = self.idle_import_row(*index) {
                row.is_selected = choice != ClashChoice::Skip;
            }
            let saved = self.state.profile(with);
            let saved = saved.map(|row| row.profile.name.as_str().to_owned());
            let Some(draft) = self.drafts.import.rows.get_mut(*index) else {
                continue;
            };
            match (choice, saved) {
                (ClashChoice::Skip, _) | (ClashChoice::Replace, None) => {}
                (ClashChoice::Replace, Some(saved)) => draft.name = saved,
                (ClashChoice::Rename, _) => {
                    draft.name = names.free(&draft.name);
                    if let Ok(name) = ProfileName::parse(&draft.name) {
                        names.add(&name, id);
                    }
                }
            }
        }
        self.check_import();
    }

    /// Of the saved profiles and the selected rows, without these rows.
    fn names_beside(&self, rows: &[usize]) -> Names {
        let mut names = Names::default();
        for row in self.state.profiles() {
            names.add(&row.profile.name, row.profile.id);
        }
        let without: BTreeSet<_> = rows.iter().collect();
        let all = self.state.import_table().into_iter();
        let all = all.flat_map(|table| table.rows.iter().zip(&self.drafts.import.rows).enumerate());
        for (index, (row, draft)) in all {
            if row.is_selected
                && !without.contains(&index)
                && let Ok(name) = ProfileName::parse(&draft.name)
            {
                names.add(&name, row.id);
            }
        }
        names
    }

    pub(crate) fn fill_console(&mut self, console: &str) {
        let Some(table) = self.state.import_table().filter(|table| !table.is_running) else {
            return;
        };
        for (row, draft) in table.rows.iter().zip(&mut self.drafts.import.rows) {
            if row.lacks_console() {
                console.clone_into(&mut draft.console);
            }
        }
        self.check_import();
    }

    /// Ticking a row that was skipped imports it as another profile.
    pub(crate) fn select_import_row(&mut self, index: usize, is_selected: bool) {
        let Some(row) = self.idle_import_row(index) else {
            return;
        };
        row.is_selected = is_selected;
        let choice = row.clash.as_ref().map(|clash| clash.choice);
        match (is_selected, choice) {
            (true, Some(ClashChoice::Skip)) => self.resolve_clash(index, ClashChoice::Rename),
            (false, Some(_)) => self.resolve_clash(index, ClashChoice::Skip),
            _ => self.check_import(),
        }
    }

    pub(crate) fn select_all_import_rows(&mut self, is_selected: bool) {
        let Some(table) = self.state.import_table() else {
            return;
        };
        let rows = table.rows.iter().enumerate();
        // A clash that is skipped stays so: it has choices of its own.
        let is_skipped = |clash: &Clash| clash.choice == ClashChoice::Skip;
        let rows = rows.filter(|(_, row)| !row.clash.as_ref().is_some_and(is_skipped));
        let rows: Vec<_> = rows.map(|(index, _)| index).collect();
        for index in rows {
            if let Some(row) = self.idle_import_row(index) {
                row.is_selected = is_selected;
            }
        }
        self.check_import();
    }

    pub(crate) fn import_table_mut(&mut self) -> Option<&mut ImportTable> {
        match &mut self.state.dialog {
            Some(Dialog::Import(phase)) => match &mut **phase {
                ImportPhase::Preview(table) => Some(table),
                ImportPhase::Sources(_) => None,
            },
            _ => None,
        }
    }

    /// A row that may be changed: nothing runs, and it wasn't imported yet.
    fn idle_import_row(&mut self, index: usize) -> Option<&mut ImportRow> {
        let table = self.import_table_mut().filter(|table| !table.is_running)?;
        let row = table.rows.get_mut(index)?;
        (row.state != ImportRowState::Saved).then_some(row)
    }
}

/// “US1 · key-42”, as the list writes a profile that has no better name.
fn proposed_name(console: &str, login: &str) -> String {
    let console = ConsoleUrl::parse(console).map(|console| console.short());
    let parts = [console.unwrap_or_default(), login.trim().to_owned()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Until the first check.
fn unchecked() -> CheckedImport {
    CheckedImport {
        name: Err(NameError::Invalid(ProfileNameError::Empty)),
        console: Err(ConsoleUrlError::Empty),
        account: Err(LoginError::Empty),
        secret: Err(SecretError::Missing),
    }
}
