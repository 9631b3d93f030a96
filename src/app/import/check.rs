//! Parses the fields of each row, and finds names that are taken: by a saved profile, or by a row above.

use std::collections::BTreeMap;

use crate::app::drafts::ImportRowDraft;
use crate::app::editor::{NameError, SecretError};
use crate::app::import::{CheckedImport, Clash, ClashChoice, ClashReason, ImportPhase, ImportRow};
use crate::app::job::SecretSource;
use crate::app::profiles::Row;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::account::LoginError;
use crate::model::profile::MAX_NAME_CHARS;
use crate::model::{
    Account, AccountKind, CandidateSecret, ClientId, ConsoleUrl, PasswordStorage, Profile,
    ProfileId, ProfileName, Secret, Username,
};

impl App {
    /// After everything that may have changed a field, or a saved profile.
    pub(crate) fn check_import(&mut self) {
        let Some(Dialog::Import(phase)) = &mut self.state.dialog else {
            return;
        };
        let ImportPhase::Preview(table) = phase.as_mut() else {
            return;
        };
        let saved: Vec<_> = self.state.rows.iter().filter_map(Row::profile).collect();
        let mut names = Names::default();
        for row in &saved {
            names.add(&row.profile.name, row.profile.id);
        }
        for (row, draft) in table.rows.iter_mut().zip(&self.drafts.import.rows) {
            let base = row.replaces();
            let base = base.and_then(|id| saved.iter().find(|row| row.profile.id == id));
            let base = base.map(|row| &row.profile);
            let own = [Some(row.id), base.map(|base| base.id)];
            let name = match ProfileName::parse(&draft.name) {
                Ok(name) => match names.taken_by(&name, own) {
                    Some(NameMatch::Same) => Err(NameError::Taken),
                    Some(NameMatch::Lookalike(other)) => Err(NameError::LooksLike(other)),
                    None => Ok(name),
                },
                Err(invalid) => Err(invalid.into()),
            };
            if let (Ok(name), true) = (&name, row.is_selected) {
                names.add(name, row.id);
            }
            row.checked = checked(row, draft, base, name);
        }
    }
}

fn checked(
    row: &ImportRow,
    draft: &ImportRowDraft,
    base: Option<&Profile>,
    name: Result<ProfileName, NameError>,
) -> CheckedImport {
    let console = ConsoleUrl::parse(&draft.console);
    let account = account_of(row.kind, draft);
    let secret = match (&console, &account) {
        (Ok(console), Ok(account)) => secret_source(draft, console, account, base).map(|_| ()),
        _ => Ok(()),
    };
    CheckedImport {
        name,
        console,
        account,
        secret,
    }
}

pub(super) fn account_of(kind: AccountKind, draft: &ImportRowDraft) -> Result<Account, LoginError> {
    Ok(match kind {
        AccountKind::ApiClient => Account::ApiClient {
            client_id: ClientId::parse(&draft.login)?,
        },
        AccountKind::User => Account::User {
            username: Username::parse(&draft.login)?,
            password: match draft.secret {
                CandidateSecret::AskedEachTime => PasswordStorage::AskedEachTime,
                _ => PasswordStorage::InKeyring,
            },
        },
    })
}

/// What was typed wins over what was found; a profile that is replaced keeps its secret if there is neither, and it is for the same
/// account at the same console.
pub(super) fn secret_source(
    draft: &ImportRowDraft,
    console: &ConsoleUrl,
    account: &Account,
    base: Option<&Profile>,
) -> Result<SecretSource, SecretError> {
    if !account.stores_secret() {
        return Ok(SecretSource::NotKept);
    }
    if let Some(typed) = draft.typed_secret.secret(account.kind()) {
        return Ok(SecretSource::Typed(typed));
    }
    match &draft.secret {
        CandidateSecret::Given(secret) => Ok(SecretSource::Typed(Secret::clone(secret))),
        CandidateSecret::Missing | CandidateSecret::AskedEachTime => {
            let has_secret = |base: &&Profile| {
                base.console == *console
                    && base.account.is_same_login_as(account)
                    && base.account.stores_secret()
            };
            let base = base.filter(has_secret);
            base.map(|base| SecretSource::Stored(base.id))
                .ok_or(SecretError::Missing)
        }
        CandidateSecret::OfVendorTool(item) => Ok(SecretSource::OfVendorTool(item.clone())),
    }
}

/// The clash of a new row with a saved profile. The same account is more than the same name.
pub(super) fn clash_of(
    (name, console, account): (Option<&ProfileName>, Option<&ConsoleUrl>, Option<&Account>),
    saved: &[Profile],
) -> Option<Clash> {
    let same_account = |profile: &&Profile| {
        console == Some(&profile.console)
            && account.is_some_and(|account| profile.account.is_same_login_as(account))
    };
    let same_name = |profile: &&Profile| {
        name.is_some_and(|name| profile.name.same_as(name) || profile.name.looks_like(name))
    };
    let both = |profile: &&Profile| same_account(profile) && same_name(profile);
    let mut found = saved.iter().filter(both);
    let by_account = found
        .next()
        .or_else(|| saved.iter().find(same_account))
        .map(|profile| (profile, ClashReason::Account));
    let (profile, reason) = by_account.or_else(|| {
        let profile = saved.iter().find(same_name)?;
        Some((profile, ClashReason::Name))
    })?;
    Some(Clash {
        with: profile.id,
        reason,
        choice: match reason {
            ClashReason::Account => ClashChoice::Skip,
            ClashReason::Name => ClashChoice::Rename,
        },
    })
}

/// How many numbers are tried after a name.
const MOST_NUMBERS: u32 = 10_000;

/// Names by what counts as the same: case is ignored, and so are letters that look alike.
#[derive(Debug, Default)]
pub(super) struct Names {
    folded: BTreeMap<String, Vec<ProfileId>>,
    /// By form: names look alike if they share the same one.
    looks: [BTreeMap<String, Vec<(ProfileId, String)>>; 2],
    /// Numbers that were taken, by the name without one.
    tried: BTreeMap<String, u32>,
}

enum NameMatch {
    Same,
    /// That name.
    Lookalike(String),
}

impl Names {
    pub(super) fn add(&mut self, name: &ProfileName, id: ProfileId) {
        self.folded.entry(name.folded()).or_default().push(id);
        for (looks, look) in self.looks.iter_mut().zip(name.looks()) {
            let same = looks.entry(look.to_owned()).or_default();
            same.push((id, name.to_string()));
        }
    }

    fn taken_by(&self, name: &ProfileName, own: [Option<ProfileId>; 2]) -> Option<NameMatch> {
        let is_other = |id: &ProfileId| !own.contains(&Some(*id));
        if let Some(ids) = self.folded.get(&name.folded())
            && ids.iter().any(is_other)
        {
            return Some(NameMatch::Same);
        }
        let looks = self.looks.iter().zip(name.looks());
        let mut found = looks.filter_map(|(looks, look)| looks.get(look)).flatten();
        let other = found.find(|(id, _)| is_other(id));
        other.map(|(_, name)| NameMatch::Lookalike(name.clone()))
    }

    /// The name, or the first of “Name 2”, “Name 3”… that nothing has.
    pub(super) fn free(&mut self, name: &str) -> String {
        let base = name.trim();
        // Many rows may have one name: none looks again where the last one did.
        let tried = self.tried.get(base).copied().unwrap_or_default();
        let is_free = |text: &String| {
            ProfileName::parse(text).is_ok_and(|name| self.taken_by(&name, [None; 2]).is_none())
        };
        let numbers = tried + 1..=tried + MOST_NUMBERS;
        let found = numbers
            .map(|number| (number, numbered(base, number)))
            .find(|(_, text)| is_free(text));
        let Some((number, text)) = found else {
            return name.to_owned();
        };
        self.tried.insert(base.to_owned(), number - 1);
        text
    }
}

/// “Name”, “Name 2”, “Name 3”: cut to what a name may have.
fn numbered(base: &str, number: u32) -> String {
    let end = match number {
        1 => String::new(),
        number => format!(" {number}"),
    };
    let room = MAX_NAME_CHARS - end.chars().count();
    let start: String = base.chars().take(room).collect();
    format!("{}{end}", start.trim_end())
}
