//! The preview: what was found becomes rows, and the person decides about clashes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

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
use crate::model::console_url::{ConsoleUrlError, KNOWN_CONSOLES};
use crate::model::profile::ProfileNameError;
use crate::model::{
    AccountKind, Candidate, CandidateSecret, ConsoleUrl, ImportList, ImportOrigin, Profile,
    ProfileId, ProfileName, Tag, visible_line,
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
        let mut accounts = BTreeMap::new();
        for candidate in list.candidates {
            let (mut row, draft) = self.import_row(candidate, &saved, &mut names);
            skip_repeated(&mut row, &draft, &mut accounts);
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
            mut is_proposed,
        } = candidate;
        let console = full_address(console);
        let mut draft = ImportRowDraft {
            name: if name.trim().is_empty() {
                proposed_name(&console, &login)
            } else {
                name
            },
            console: console.clone(),
            login,
            secret,
            ..ImportRowDraft::default()
        };
        let parsed_console = ConsoleUrl::parse(&draft.console).ok();
        let is_partial = parsed_console.as_ref().is_some_and(is_partial);
        if is_partial {
            is_proposed = false;
            let text = format!("“{}” isn’t a full address.", visible_line(console.trim()));
            remarks.push(text);
        }
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
        let is_rename = |clash: &Clash| clash.choice == ClashChoice::Rename;
        let is_taken = clash.as_ref().is_none_or(is_rename);
        if is_taken && parsed_name.is_some() {
            let free = names.free(&draft.name);
            if clash.is_none() && free != draft.name.trim() {
                remarks.push(renamed(&draft.name));
            }
            draft.name = free;
        }
        let id = ProfileId::random();
        let choice = clash.as_ref().map(|clash| clash.choice);
        let is_selected = is_proposed && choice != Some(ClashChoice::Skip);
        if let (Ok(name), true) = (ProfileName::parse(&draft.name), is_selected) {
            names.add(&name, id);
        }
        let has_secret = !matches!(draft.secret, CandidateSecret::Missing);
        let is_given = matches!(draft.secret, CandidateSecret::Given(_));
        let tag = self.tag_named(&tag, &mut remarks);
        let row = ImportRow {
            id,
            place,
            kind,
            tag,
            is_pinned,
            remarks,
            edits: EditableFields {
                console: parsed_console.is_none() || is_partial,
                login: account.is_none(),
                // What was found may be the reason why it isn’t proposed.
                secret: !has_secret || !is_proposed && is_given,
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

    /// A row that was unusable is selected once it can be imported.
    pub(crate) fn check_and_select(&mut self, edited: &[usize]) {
        let is_usable = |table: &ImportTable, index: usize| {
            let row = table.rows.get(index);
            row.is_some_and(ImportRow::can_be_imported)
        };
        let table = self.state.import_table();
        let were_unusable: Vec<_> = table
            .into_iter()
            .flat_map(|table| edited.iter().filter(|index| !is_usable(table, **index)))
            .copied()
            .collect();
        self.check_import();
        let Some(table) = self.import_table_mut() else {
            return;
        };
        for index in were_unusable {
            if is_usable(table, index) {
                table.rows[index].is_selected |= !table.rows[index].is_skipped();
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
        let mut filled = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            if let (true, Some(draft)) =
                (row.lacks_console(), self.drafts.import.rows.get_mut(index))
            {
                console.clone_into(&mut draft.console);
                filled.push(index);
            }
        }
        self.check_and_select(&filled);
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

/// A name of the local network, or the start of an address.
fn is_partial(console: &ConsoleUrl) -> bool {
    !console.is_loopback() && !console.host().contains(['.', ':'])
}

fn renamed(name: &str) -> String {
    let name = visible_line(name.trim());
    format!("“{name}” is in another row too, so this one gets another name.")
}

/// A known console may be given by its short name.
fn full_address(console: String) -> String {
    let label = console.trim();
    let mut known = KNOWN_CONSOLES.iter();
    let known = known.find(|(short, _, _)| short.eq_ignore_ascii_case(label));
    known.map_or(console, |(_, _, base)| (*base).to_owned())
}

/// An account that is in an earlier row too isn't selected.
fn skip_repeated(
    row: &mut ImportRow,
    draft: &ImportRowDraft,
    places: &mut BTreeMap<(String, bool, String), String>,
) {
    let (console, login) = (draft.console.clone(), draft.login.trim().to_owned());
    if console.is_empty() || login.is_empty() {
        return;
    }
    let account = (console, row.kind == AccountKind::User, login);
    match places.entry(account) {
        Entry::Vacant(first) => {
            first.insert(row.place.clone());
        }
        Entry::Occupied(first) => {
            row.is_selected = false;
            row.remarks
                .push(format!("Same account as {}.", first.get()));
        }
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
