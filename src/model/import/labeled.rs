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
    /// `Client ID: key-42`, `export CLIENT_ID="key-42"`, `"clientId": "key-42",`, or several of these in one line.
    pub(super) fn split(line: &str) -> Option<Vec<(Label, &str)>> {
        let line = line
            .strip_prefix("export ")
            .or_else(|| line.strip_prefix("set "))
            .or_else(|| line.strip_prefix("$env:"))
            .or_else(|| line.strip_prefix("- "))
            .unwrap_or(line)
            .trim();
        if let Some(label) = Label::of(line).filter(|_| !line.contains([':', '='])) {
            return Some(vec![(label, "")]);
        }
        let at = line.find([':', '=', '\t'])?;
        let mut label = Label::of(&line[..at])?;
        let mut rest = line[at + 1..].trim();
        if line.starts_with("**") {
            rest = rest.strip_prefix("**").unwrap_or(rest).trim_start();
        }
        let mut values = Vec::new();
        while let Some(next) = NextLabel::within(rest, label) {
            let value = rest[..next.start].trim_end_matches(|c| is_separator(c) || c == ' ');
            values.push((label, unquoted(value)));
            label = next.label;
            rest = rest[next.end..].trim();
        }
        values.push((label, unquoted(rest)));
        Some(values)
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

/// A label behind a value: `key-42, Secret: …`.
struct NextLabel {
    label: Label,
    start: usize,
    /// Behind the sign.
    end: usize,
}

impl NextLabel {
    /// The first one behind the value of `label`.
    fn within(text: &str, label: Label) -> Option<Self> {
        const MOST_WORDS: usize = 3;
        /// In bytes.
        const LONGEST: usize = 40;
        // A password may have blanks, and what looks like a label behind them.
        let needs_separator = label == Label::Password;
        let from = quoted_length(text);
        let signs = text[from..].match_indices([':', '=']);
        for sign in signs.map(|(at, _)| from + at) {
            let before = text[..sign].trim_end();
            let nearest = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
            let nearest = nearest.max(from).min(before.len());
            let starts = before[nearest..]
                .char_indices()
                .filter(|(_, c)| c.is_whitespace() || is_separator(*c))
                .map(|(at, c)| nearest + at + c.len_utf8())
                .chain((from > 0 && nearest == from).then_some(from));
            let mut starts: Vec<usize> = starts.collect();
            starts.sort_unstable();
            for start in starts.into_iter().rev().take(MOST_WORDS).rev() {
                let is_allowed = !needs_separator
                    || text[..start].trim_end().ends_with(is_separator)
                    || start == from;
                let words = &text[start..sign];
                let is_name = !words.contains(|c: char| is_separator(c) || c == '@');
                if let Some(label) = Label::of(words).filter(|_| is_allowed && is_name) {
                    return Some(Self {
                        label,
                        start,
                        end: sign + 1,
                    });
                }
            }
        }
        None
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | ';' | '|')
}

const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];

/// How long the quoted text is that the value begins with.
fn quoted_length(value: &str) -> usize {
    let first = value.chars().next();
    let close = QUOTES.iter().find(|(open, _)| Some(*open) == first);
    close
        .and_then(|(open, close)| {
            let inner = &value[open.len_utf8()..];
            inner
                .find(*close)
                .map(|at| open.len_utf8() + at + close.len_utf8())
        })
        .unwrap_or_default()
}

fn unquoted(value: &str) -> &str {
    let value = match value.strip_suffix([',', ';']) {
        Some(inner) if inner.ends_with(QUOTES.map(|(_, close)| close)) => inner,
        _ => value,
    };
    for (open, close) in QUOTES {
        let inner = value
            .strip_prefix(open)
            .and_then(|inner| inner.strip_suffix(close));
        if let Some(inner) = inner {
            return inner;
        }
    }
    value
}
