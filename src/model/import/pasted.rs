//! Pasted text: commands, `id:secret`, a console's address, or several of these.

use serde_json::Value;
use zeroize::Zeroizing;

use super::command_line::{CommandShell, CommandWord};
use super::credential::{
    CLIENT_ID_START, HeaderCredential, console_of, id_and_secret, is_example_login, is_placeholder,
    kind_of_login, secret_of,
};
use super::invoke::{self, Statement};
use super::labeled::{Label, Labeled};
use super::sent_request::{SentRequest, UnusedPart};
use super::{Candidate, CandidateSecret, ImportList, curl};
use crate::model::console_url::SISTER_PRODUCT;
use crate::model::{AccountKind, ConsoleUrl, Username};

/// In bytes.
const LONGEST_TEXT: usize = 1024 * 1024;
const MOST_CANDIDATES: usize = 2_000;
/// Sentences about what isn't used. More say nothing new.
const MOST_UNUSED: usize = 50;

const UNCLOSED: &str = "a quotation mark of this command is never closed.";

/// What a text stands for.
pub fn pasted(text: &str) -> ImportList {
    if text.len() > LONGEST_TEXT {
        return ImportList {
            candidates: Vec::new(),
            unused: vec!["This text is longer than 1 MB. None of it is used.".to_owned()],
        };
    }
    let mut reader = Reader::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match json_of(text) {
        Some(json) => reader.read_json(&json),
        None => reader.read(text),
    }
    reader.into_list()
}

/// The text as JSON, if it is an object or an array.
fn json_of(text: &str) -> Option<Value> {
    let is_one = text.trim_start().starts_with(['{', '[']);
    is_one.then(|| serde_json::from_str(text).ok()).flatten()
}

/// Whether a command for a request begins in one of the lines.
pub fn has_command(text: &str) -> bool {
    text.lines().any(|line| {
        curl_at(line).is_some_and(|at| {
            // A word in a sentence has no options and no address.
            line[at..].contains(" -") || line[at..].contains("://")
        }) || invoke::is_request(without_prompt(line))
    })
}

/// A credential, an address, or both.
#[derive(Default)]
struct PastedPart {
    line: usize,
    name: String,
    console: Option<String>,
    /// If it is certain.
    kind: Option<AccountKind>,
    login: String,
    secret: Option<CommandWord>,
    tag: String,
    remarks: Vec<String>,
    /// A client ID alone on its line: the next line may be its secret.
    is_bare_id: bool,
}

impl PastedPart {
    fn has_credential(&self) -> bool {
        !self.login.is_empty() || self.secret.is_some()
    }

    /// `id:secret`, or the login alone.
    fn take_user(&mut self, user: &str) {
        let (login, secret) = match user.split_once(':') {
            Some((login, secret)) => (login, Some(secret)),
            None => (user, None),
        };
        let login_is_example = is_example_login(login);
        if login_is_example {
            self.remarks.push(match secret {
                Some(_) => "The credential is a placeholder.".to_owned(),
                None => "The login is a placeholder.".to_owned(),
            });
            return;
        }
        login.trim().clone_into(&mut self.login);
        match secret {
            Some(secret) if is_placeholder(secret) => {
                self.remarks.push("The secret is a placeholder.".to_owned());
            }
            Some(secret) if !secret.is_empty() => {
                self.secret = Some(Zeroizing::new(secret.to_owned()));
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Reader {
    pieces: Vec<PastedPart>,
    /// With the line of each.
    unused: Vec<(usize, String)>,
    more_unused: usize,
    labeled: Labeled,
    /// What earlier statements of PowerShell set up.
    pending: SentRequest,
    line: usize,
    commands: usize,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        self.line = 1;
        while !rest.is_empty() {
            if self.pieces.len().max(self.commands) >= MOST_CANDIDATES {
                self.note(format!(
                    "from here on nothing is used: {MOST_CANDIDATES} profiles at most."
                ));
                break;
            }
            let length = self.read_start(rest).max(1);
            let length = rest.len().min(length);
            self.line += rest[..length].matches('\n').count();
            rest = &rest[length..];
        }
        self.end_labeled();
    }

    fn read_json(&mut self, json: &Value) {
        self.line = 1;
        self.take_json(json);
        self.end_labeled();
        if self.pieces.is_empty() && self.unused.is_empty() {
            self.note("there’s no credential and no console address here.".to_owned());
        }
    }

    /// The values of an object belong together; each object of an array is for itself.
    fn take_json(&mut self, json: &Value) {
        match json {
            Value::Array(items) => {
                for item in items {
                    if self.pieces.len() >= MOST_CANDIDATES {
                        return;
                    }
                    self.end_labeled();
                    self.take_json(item);
                    self.end_labeled();
                }
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    match (value, Label::of(name)) {
                        (Value::String(value), Some(label)) if !value.is_empty() => {
                            self.take_labeled(label, value);
                        }
                        _ => self.take_json(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// Reads a line, or the command that begins in it. Returns how much was read.
    fn read_start(&mut self, text: &str) -> usize {
        let line = text.split('\n').next().unwrap_or_default();
        if let Some(at) = curl_at(line) {
            self.end_labeled();
            return at + self.read_curl(&text[at..]);
        }
        let start = line.len() - without_prompt(line).len();
        if invoke::is_statement(&line[start..]) {
            return start + self.read_statement(&text[start..]);
        }
        self.read_line(line.trim());
        line.len() + 1
    }

    fn read_curl(&mut self, text: &str) -> usize {
        self.commands += 1;
        let command = CommandShell::of(text).split(text);
        if !command.is_complete {
            self.note(UNCLOSED.to_owned());
            return command.length;
        }
        let words = command.words.into_iter().skip(1).collect();
        for request in curl::requests(words) {
            self.take_request(request);
        }
        // What its output is used for.
        let rest = text[command.length..]
            .split('\n')
            .next()
            .unwrap_or_default();
        match curl_at(rest) {
            Some(_) => command.length,
            None => command.length + rest.len() + 1,
        }
    }

    fn read_statement(&mut self, text: &str) -> usize {
        let (statement, length) = invoke::statement(text, &mut self.pending);
        match statement {
            Statement::Request(request) => {
                self.end_labeled();
                self.take_request(request);
            }
            Statement::Value(name, value) => match Label::of(&name) {
                Some(label) => self.take_labeled(label, &value),
                None => {
                    if let Some((id, _)) = id_and_secret(&value)
                        && id.starts_with(CLIENT_ID_START)
                    {
                        let mut piece = self.piece();
                        piece.take_user(&value);
                        self.pieces.push(piece);
                    }
                }
            },
            Statement::Unclosed => self.note(UNCLOSED.to_owned()),
            Statement::Other => {}
        }
        let rest = text[length..].split('\n').next().unwrap_or_default();
        let next = rest.trim_start_matches([' ', '\t', ';']);
        if next.starts_with('|') {
            // What its output is used for.
            length + rest.len() + 1
        } else {
            length + rest.len() - next.len()
        }
    }

    fn piece(&self) -> PastedPart {
        PastedPart {
            line: self.line,
            ..PastedPart::default()
        }
    }

    fn note(&mut self, sentence: String) {
        if self.unused.len() < MOST_UNUSED {
            self.unused.push((self.line, sentence));
        } else {
            self.more_unused += 1;
        }
    }

    fn take_request(&mut self, request: SentRequest) {
        let mut piece = self.piece();
        let SentRequest {
            url,
            user,
            authorization,
            mut unused,
            skips_certificate_checks,
        } = request;
        if let Some(url) = &url {
            piece.kind = kind_of_path(url);
            piece.console = console_of(url);
            if let Some(pair) = user_in(url) {
                piece.take_user(&pair);
            }
            let is_example = url.starts_with('<') || url.contains("{{") || url.contains('$');
            if piece.console.is_none() && (is_example || is_placeholder(url)) {
                piece
                    .remarks
                    .push("The console’s address is a placeholder.".to_owned());
            } else if let Some(console) = &piece.console
                && is_example_host(console.split_once("://").map_or(console, |(_, host)| host))
            {
                piece.console = None;
                piece
                    .remarks
                    .push("The console’s address is a placeholder.".to_owned());
            }
        }
        match authorization.as_deref().map(|value| HeaderCredential::of(value)) {
            // A request's own header replaces what `-u` says.
            Some(HeaderCredential::Pair(pair)) => piece.take_user(&pair),
            Some(HeaderCredential::Token) => unused.part(UnusedPart::Token),
            Some(HeaderCredential::Placeholder) if user.is_none() => piece
                .remarks
                .push("The credential is a placeholder.".to_owned()),
            Some(HeaderCredential::Damaged) if user.is_none() => self.note(
                "the Basic header is damaged: it isn’t a name and a password in Base64.".to_owned(),
            ),
            Some(HeaderCredential::Other) if user.is_none() => self.note(
                "the Authorization header isn’t used: Basic is the only kind that holds a credential."
                    .to_owned(),
            ),
            _ => {
                if let Some(user) = user.filter(|user| !user.is_empty()) {
                    piece.take_user(&user);
                }
            }
        }
        if skips_certificate_checks {
            piece.remarks.push("Certificate checks stay on.".to_owned());
        }
        let has_token = unused.has(UnusedPart::Token);
        for sentence in unused.sentences() {
            self.note(sentence);
        }
        let is_something = piece.has_credential() || piece.console.is_some();
        if is_something || !piece.remarks.is_empty() {
            self.pieces.push(piece);
        } else if !has_token {
            self.note("this command has no credential and no console address.".to_owned());
        }
    }

    fn read_line(&mut self, line: &str) {
        if line.is_empty() {
            if self.labeled.is_complete() {
                self.end_labeled();
            }
            return;
        }
        if is_comment(line) {
            return;
        }
        if let Some(label) = self.labeled.awaits() {
            return self.take_labeled(label, line);
        }
        if let Some(values) = Labeled::split(line) {
            for (label, value) in values {
                if self.pieces.len() >= MOST_CANDIDATES {
                    break;
                }
                match value {
                    "" => self.labeled.await_value(label),
                    _ => self.take_labeled(label, value),
                }
            }
            return;
        }
        if self.take_parts(line) || self.take_secret_below(line) {
            return;
        }
        self.end_labeled();
        if line.to_ascii_lowercase().starts_with("authorization:") {
            let mut request = SentRequest::default();
            request.header_line(line);
            return self.take_request(request);
        }
        self.note("this isn’t a curl command, an ID and secret, or a console address.".to_owned());
    }

    fn take_labeled(&mut self, label: Label, value: &str) {
        if label == Label::OtherProduct {
            return self.note(
                "a setting of Incydr, another product. Its API clients don’t work for CrashPlan."
                    .to_owned(),
            );
        }
        if self.labeled.has(label) {
            self.end_labeled();
        }
        let line = self.line;
        self.labeled.take(label, value, line);
    }

    fn end_labeled(&mut self) {
        let Some(group) = self.labeled.end() else {
            return;
        };
        let mut piece = PastedPart {
            line: group.line,
            kind: group.kind,
            name: group.name,
            tag: group.tag,
            ..PastedPart::default()
        };
        if !group.console.is_empty() {
            match console_of(&group.console) {
                Some(console) => piece.console = Some(console),
                None if is_placeholder(&group.console) => piece
                    .remarks
                    .push("The console’s address is a placeholder.".to_owned()),
                None => piece.console = Some(group.console),
            }
        }
        if is_example_login(&group.login) {
            piece.remarks.push("The login is a placeholder.".to_owned());
        } else {
            group.login.trim().clone_into(&mut piece.login);
        }
        match group.secret {
            Some(secret) if is_placeholder(&secret) => piece
                .remarks
                .push("The secret is a placeholder.".to_owned()),
            secret => piece.secret = secret,
        }
        let is_something = piece.has_credential() || piece.console.is_some();
        if is_something {
            self.pieces.push(piece);
        } else {
            self.note("there’s no credential and no console address here.".to_owned());
        }
    }

    /// A line of addresses, `id:secret`, client IDs with their secrets beside them; whether it is one.
    fn take_parts(&mut self, line: &str) -> bool {
        let mut piece = self.piece();
        let mut parts = line
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
            .filter(|part| !part.is_empty());
        while let Some(part) = parts.next() {
            let is_email = part.contains('@') && !part.contains("://");
            let is_address = console_of(part).is_some() && !is_email && !is_pair_with_login(part);
            if is_address && piece.console.is_none() {
                piece.console = console_of(part);
                piece.kind = kind_of_path(part);
                if let Some(user) = user_in(part) {
                    piece.take_user(&user);
                }
            } else if piece.has_credential() {
                return false;
            } else if id_and_secret(part).is_some() {
                piece.take_user(part);
            } else if is_email && Username::parse(part).is_ok() {
                part.clone_into(&mut piece.login);
            } else if part.starts_with(CLIENT_ID_START) {
                part.clone_into(&mut piece.login);
                match parts.next() {
                    Some(secret) if console_of(secret).is_none() => {
                        piece.secret = Some(Zeroizing::new(secret.to_owned()));
                    }
                    Some(_) => return false,
                    None => piece.is_bare_id = true,
                }
            } else {
                return false;
            }
        }
        if piece.has_credential() || piece.console.is_some() || !piece.remarks.is_empty() {
            self.end_labeled();
            self.pieces.push(piece);
            return true;
        }
        false
    }

    /// The line below a client ID, as it is copied from the console’s page.
    fn take_secret_below(&mut self, line: &str) -> bool {
        const SHORTEST: usize = 6;
        let is_one = line.len() >= SHORTEST && line.bytes().all(|b| b.is_ascii_graphic());
        let above = self.pieces.last_mut().filter(|piece| piece.is_bare_id);
        let Some(above) = above.filter(|_| is_one) else {
            return false;
        };
        above.is_bare_id = false;
        above.secret = Some(Zeroizing::new(line.to_owned()));
        above
            .remarks
            .push("The line below the client ID is taken as its secret.".to_owned());
        true
    }

    fn into_list(self) -> ImportList {
        let Self {
            pieces,
            unused,
            more_unused,
            ..
        } = self;
        let pieces = with_addresses(pieces);
        let is_single = pieces.len() <= 1
            && (pieces.iter().map(|piece| piece.line))
                .chain(unused.iter().map(|(line, _)| *line))
                .all(|line| line == 1);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut told: Vec<(usize, String)> = unused;
        for piece in pieces {
            let line = piece.line;
            let candidate = candidate_of(piece);
            match candidates.iter().find(|other| is_same(other, &candidate)) {
                Some(same) => told.push((
                    line,
                    format!("the same as {}.", uncapitalized_place(&same.place)),
                )),
                None => candidates.push(candidate),
            }
        }
        told.sort_by_key(|(line, _)| *line);
        told.dedup();
        let more = told.len().saturating_sub(MOST_UNUSED) + more_unused;
        told.truncate(MOST_UNUSED);
        let mut unused: Vec<String> = (told.into_iter())
            .map(|(line, sentence)| {
                if is_single {
                    crate::model::capitalized(&sentence)
                } else {
                    format!("Line {line}: {sentence}")
                }
            })
            .collect();
        if more > 0 {
            unused.push(format!("{more} more lines aren’t used."));
        }
        ImportList { candidates, unused }
    }
}

fn uncapitalized_place(place: &str) -> String {
    crate::model::uncapitalized(place)
}

/// Gives credentials without a console the nearest address above, or else the first below.
fn with_addresses(mut pieces: Vec<PastedPart>) -> Vec<PastedPart> {
    let addresses: Vec<(usize, Option<String>, Option<AccountKind>)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| !piece.has_credential() && piece.console.is_some())
        .map(|(at, piece)| (at, piece.console.clone(), piece.kind))
        .collect();
    let mut used = Vec::new();
    for (at, piece) in pieces.iter_mut().enumerate() {
        if !piece.has_credential() || piece.console.is_some() {
            continue;
        }
        let above = addresses.iter().rev().find(|(address, ..)| *address < at);
        let Some((address, console, kind)) = above.or(addresses.first()) else {
            continue;
        };
        piece.console.clone_from(console);
        piece.kind = piece.kind.or(*kind);
        used.push(*address);
    }
    let mut at = 0;
    pieces.retain(|_| {
        at += 1;
        !used.contains(&(at - 1))
    });
    pieces
}

fn candidate_of(piece: PastedPart) -> Candidate {
    let PastedPart {
        line,
        name,
        console,
        kind,
        login,
        secret,
        tag,
        mut remarks,
        ..
    } = piece;
    let of_login = kind_of_login(&login);
    let is_client = of_login == Some(AccountKind::ApiClient);
    let known = if is_client {
        of_login
    } else {
        kind.or(of_login)
    };
    let kind = known.unwrap_or_default();
    if known.is_none() && !login.is_empty() {
        remarks.push("Taken for an API client. Check the sign-in method.".to_owned());
    }
    let secret = secret.map_or(CandidateSecret::Missing, |text| {
        secret_of(kind, &text, &mut remarks)
    });
    let console = console.unwrap_or_default();
    let is_other_product =
        ConsoleUrl::parse(&console).is_ok_and(|console| console.is_sister_product());
    if is_other_product {
        remarks.push(SISTER_PRODUCT.to_owned());
    }
    Candidate {
        name,
        console,
        login,
        secret,
        tag,
        remarks,
        is_proposed: !is_other_product,
        ..Candidate::at(format!("Line {line}"), kind)
    }
}

fn is_same(one: &Candidate, other: &Candidate) -> bool {
    let secret = |candidate: &Candidate| match &candidate.secret {
        CandidateSecret::Given(secret) => Some(Zeroizing::new(secret.expose_secret().to_owned())),
        _ => None,
    };
    (&one.console, one.kind, &one.login) == (&other.console, other.kind, &other.login)
        && secret(one) == secret(other)
}

/// What a request's path says about who may send it.
fn kind_of_path(url: &str) -> Option<AccountKind> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    if path.contains("/oauth/token") || path.ends_with("/v1/oauth") {
        Some(AccountKind::ApiClient)
    } else if path.contains("/api/") {
        Some(AccountKind::User)
    } else {
        None
    }
}

/// `<requestURL>`, `$HOST`, `{requestURL}`, `REQUEST_URL`.
fn is_example_host(host: &str) -> bool {
    is_placeholder(host)
        || host.contains(['$', '{', '<'])
        || (host.contains('_') && !host.contains('.'))
}

/// `id:secret` before the host.
fn user_in(url: &str) -> Option<CommandWord> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    Some(percent_decoded(user))
}

fn percent_decoded(text: &str) -> CommandWord {
    let bytes = text.as_bytes();
    let mut decoded = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    Zeroizing::new(String::from_utf8_lossy(&decoded).into_owned())
}

/// `ada@example.com:secret`, which could be a host and its port.
fn is_pair_with_login(part: &str) -> bool {
    let Some((login, secret)) = id_and_secret(part) else {
        return false;
    };
    kind_of_login(login).is_some() || !secret.bytes().all(|b| b.is_ascii_digit() || b == b'/')
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#')
        || line.starts_with("//")
        || line.starts_with("```")
        || line.starts_with("::")
        || line.to_ascii_lowercase().starts_with("rem ")
}

/// Where a curl command begins.
fn curl_at(line: &str) -> Option<usize> {
    const NAME: &str = "curl";
    line.match_indices(['c', 'C']).map(|(at, _)| at).find(|at| {
        let (before, from) = line.split_at(*at);
        let is_start = before.chars().next_back().is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | ';' | '|' | '&' | '`' | '>' | '/' | '\\' | '"' | '\''
                )
        });
        let after = strip_prefix(from, NAME).map(|after| {
            let after = strip_prefix(after, ".exe").unwrap_or(after);
            after.trim_start_matches(['"', '\''])
        });
        is_start && after.is_some_and(|after| after.starts_with(char::is_whitespace))
    })
}

/// In either case.
fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// `$ `, `> `, `PS C:\>`.
fn without_prompt(line: &str) -> &str {
    let line = line.trim_start();
    let after = line
        .strip_prefix("$ ")
        .or_else(|| line.strip_prefix("> "))
        .or_else(|| {
            let (prompt, rest) = line.split_once("> ")?;
            (prompt.starts_with("PS ") || prompt.contains(":\\")).then_some(rest)
        });
    after.unwrap_or(line).trim_start()
}

#[cfg(test)]
mod tests;
