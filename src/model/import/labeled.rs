//! Values with a label each, as a web page, a note or a `.env` file has them: `Client ID: key-…`, `SECRET=…`.

use std::mem;

use zeroize::Zeroizing;

use super::command_line::CommandWord;
use super::credential::kind_named;
use crate::model::AccountKind;

/// What a value is, by the name beside or above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    Name,
    Console,
    ClientId,
    Username,
    /// An ID of either kind.
    Login,
    Secret,
    Password,
    Tag,
    /// API client or user account.
    Kind,
    /// Of Incydr.
    OtherProduct,
}

/// Values that belong together.
#[derive(Default)]
pub(super) struct LabeledGroup {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) console: String,
    pub(super) kind: Option<AccountKind>,
    pub(super) login: String,
    pub(super) secret: Option<CommandWord>,
    pub(super) tag: String,
}

#[derive(Default)]
pub(super) struct Labeled {
    group: Option<LabeledGroup>,
    /// A label alone on its line: the value is on the next.
    awaited: Option<Label>,
}

impl Label {
    /// By a column's or setting's name.
    pub fn of(name: &str) -> Option<Self> {
        let letters: String = name
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        if letters.starts_with("incydr") {
            return Some(Self::OtherProduct);
        }
        let known = letters
            .strip_prefix("crashplan")
            .or_else(|| letters.strip_prefix("cpg"))
            .or_else(|| letters.strip_prefix("code42"))
            .filter(|rest| !rest.is_empty())
            .unwrap_or(&letters);
        match known {
            "name" | "profile" | "profilename" | "clientname" => Some(Self::Name),
            "console" | "consoleurl" | "consoleaddress" | "url" | "host" | "hostname"
            | "address" | "server" | "serverurl" | "baseurl" | "requesturl" | "authorityurl" => {
                Some(Self::Console)
            }
            "clientid" | "apiclientid" | "apiclient" | "clientkey" | "apikey" => {
                Some(Self::ClientId)
            }
            "username" | "user" | "email" | "emailaddress" => Some(Self::Username),
            "id" | "login" | "key" => Some(Self::Login),
            "secret" | "clientsecret" | "apisecret" | "apiclientsecret" | "secretkey" => {
                Some(Self::Secret)
            }
            "password" | "pass" | "pwd" => Some(Self::Password),
            "tag" | "label" | "environment" => Some(Self::Tag),
            "kind" | "type" | "accounttype" | "signinmethod" => Some(Self::Kind),
            _ => None,
        }
    }

    /// The kind of account that has such a value.
    pub fn kind(self) -> Option<AccountKind> {
        match self {
            Self::ClientId | Self::Secret => Some(AccountKind::ApiClient),
            Self::Username | Self::Password => Some(AccountKind::User),
            _ => None,
        }
    }
}

impl Labeled {
    /// `Client ID: key-42`, `export CLIENT_ID="key-42"`, `"clientId": "key-42",`.
    pub(super) fn split(line: &str) -> Option<(Label, &str)> {
        let line = line
            .strip_prefix("export ")
            .or_else(|| line.strip_prefix("set "))
            .or_else(|| line.strip_prefix("$env:"))
            .or_else(|| line.strip_prefix("- "))
            .unwrap_or(line)
            .trim();
        if let Some(label) = Label::of(line).filter(|_| !line.contains([':', '='])) {
            return Some((label, ""));
        }
        let at = line.find([':', '=', '\t'])?;
        let label = Label::of(&line[..at])?;
        Some((label, unquoted(line[at + 1..].trim())))
    }

    pub(super) fn awaits(&mut self) -> Option<Label> {
        self.awaited.take()
    }

    pub(super) fn await_value(&mut self, label: Label) {
        self.awaited = Some(label);
    }

    pub(super) fn has(&self, label: Label) -> bool {
        self.group.as_ref().is_some_and(|group| match label {
            Label::Name => !group.name.is_empty(),
            Label::Console => !group.console.is_empty(),
            Label::ClientId | Label::Username | Label::Login => !group.login.is_empty(),
            Label::Secret | Label::Password => group.secret.is_some(),
            Label::Tag => !group.tag.is_empty(),
            Label::Kind | Label::OtherProduct => false,
        })
    }

    pub(super) fn is_complete(&self) -> bool {
        self.has(Label::Login) && self.has(Label::Secret)
    }

    pub(super) fn take(&mut self, label: Label, value: &str, line: usize) {
        let group = self.group.get_or_insert_with(|| LabeledGroup {
            line,
            ..LabeledGroup::default()
        });
        match label {
            Label::Name => value.clone_into(&mut group.name),
            Label::Console => value.clone_into(&mut group.console),
            Label::Tag => value.clone_into(&mut group.tag),
            Label::ClientId | Label::Username | Label::Login => {
                value.clone_into(&mut group.login);
            }
            Label::Secret | Label::Password => {
                group.secret = (!value.is_empty()).then(|| Zeroizing::new(value.to_owned()));
            }
            Label::Kind | Label::OtherProduct => {}
        }
        let kind = match label {
            Label::Kind => kind_named(value),
            _ => label.kind(),
        };
        group.kind = kind.or(group.kind);
    }

    pub(super) fn end(&mut self) -> Option<LabeledGroup> {
        self.awaited = None;
        mem::take(&mut self.group)
    }
}

fn unquoted(value: &str) -> &str {
    let value = match value.strip_suffix([',', ';']) {
        Some(inner) if inner.ends_with(['"', '\'']) => inner,
        _ => value,
    };
    for quote in ['"', '\''] {
        let inner = value
            .strip_prefix(quote)
            .and_then(|inner| inner.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner;
        }
    }
    value
}
