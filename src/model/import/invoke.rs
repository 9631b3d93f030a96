//! What `Invoke-RestMethod` and `Invoke-WebRequest` send.

use std::mem;

use zeroize::Zeroizing;

use super::command_line::{
    CommandWord, Cursor, is_double_quote, is_single_quote, powershell_string,
};
use super::sent_request::{SentRequest, UnusedPart};

/// One statement of PowerShell.
pub(super) enum Statement {
    Request(SentRequest),
    /// `$name = "value"`.
    Value(String, CommandWord),
    /// A string in it never ends.
    Unclosed,
    /// Headers for a later request, or something else.
    Other,
}

enum ScriptToken {
    Word(CommandWord),
    Text(CommandWord),
    Sign(char),
}

/// Whether a line begins with a statement that may belong to a request.
pub(super) fn is_statement(line: &str) -> bool {
    let first = line
        .split(|c: char| c.is_whitespace() || matches!(c, '=' | '.' | '['))
        .next()
        .unwrap_or_default();
    let is_variable = first.len() > 1
        && first.starts_with('$')
        && first[1..]
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':'));
    let after = line[first.len()..].trim_start();
    is_verb(first) || (is_variable && after.starts_with(['=', '.', '[', '|']))
}

/// Whether a line sends a request.
pub(super) fn is_request(line: &str) -> bool {
    let mut words = line.split(|c: char| c.is_whitespace() || matches!(c, '=' | '(' | '|' | ';'));
    words.any(|word| is_verb(word) && word.contains('-'))
}

fn is_verb(word: &str) -> bool {
    ["invoke-restmethod", "invoke-webrequest", "irm", "iwr"]
        .iter()
        .any(|verb| word.eq_ignore_ascii_case(verb))
}

/// Reads the statement that the text begins with, and how long it is. `pending` is what earlier statements set up.
pub(super) fn statement(text: &str, pending: &mut SentRequest) -> (Statement, usize) {
    let mut from = Cursor::new(text);
    let tokens = tokens(&mut from);
    let length = from.at;
    let Some(tokens) = tokens else {
        return (Statement::Unclosed, length);
    };
    if let [
        ScriptToken::Word(name),
        ScriptToken::Sign('='),
        ScriptToken::Text(value),
    ] = tokens.as_slice()
    {
        let name = name.trim_start_matches('$').to_owned();
        return (Statement::Value(name, value.clone()), length);
    }
    let is_request = tokens
        .iter()
        .any(|token| matches!(token, ScriptToken::Word(word) if is_verb(word)));
    collect(&tokens, is_request, pending);
    if is_request {
        (Statement::Request(mem::take(pending)), length)
    } else {
        (Statement::Other, length)
    }
}

/// `None` if a string never ends.
fn tokens(from: &mut Cursor<'_>) -> Option<Vec<ScriptToken>> {
    let mut tokens = Vec::new();
    let mut depth = 0_u32;
    while let Some(next) = from.peek() {
        match next {
            '\n' | ';' | '|' if depth == 0 => break,
            '`' => {
                from.next();
                if !from.take_line_break() {
                    from.next();
                }
            }
            '#' => {
                while !from.is_at_line_end() {
                    from.next();
                }
            }
            '@' => {
                from.next();
            }
            '(' | '{' | '[' => {
                depth += 1;
                from.next();
                tokens.push(ScriptToken::Sign(next));
            }
            ')' | '}' | ']' => {
                depth = depth.saturating_sub(1);
                from.next();
                tokens.push(ScriptToken::Sign(next));
            }
            '=' | ',' | ';' | '|' => {
                from.next();
                tokens.push(ScriptToken::Sign(next));
            }
            _ if next.is_whitespace() => {
                from.next();
            }
            _ if is_single_quote(next) || is_double_quote(next) => {
                tokens.push(ScriptToken::Text(powershell_string(from)?));
            }
            _ => tokens.push(ScriptToken::Word(word(from))),
        }
    }
    Some(tokens)
}

fn word(from: &mut Cursor<'_>) -> CommandWord {
    let start = from.rest();
    let end = start
        .find(|c: char| {
            c.is_whitespace()
                || is_single_quote(c)
                || is_double_quote(c)
                || matches!(
                    c,
                    '(' | ')' | '{' | '}' | '[' | ']' | '=' | ',' | ';' | '|' | '`'
                )
        })
        .unwrap_or(start.len());
    // An address without quotation marks may have an equals sign.
    let is_address = ["http://", "https://"]
        .iter()
        .any(|scheme| start.starts_with(scheme));
    let end = if is_address {
        start.find(char::is_whitespace).unwrap_or(start.len())
    } else {
        end
    };
    from.at += end;
    Zeroizing::new(start[..end].to_owned())
}

fn collect(tokens: &[ScriptToken], is_request: bool, request: &mut SentRequest) {
    let mut rest = tokens;
    let mut takes_url = is_request;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            // `"Name" = "value"`, in braces or after an index.
            (
                ScriptToken::Word(name) | ScriptToken::Text(name),
                [ScriptToken::Sign('='), ScriptToken::Text(value), ..],
            ) if !name.starts_with('$') => {
                request.header(name, value);
                rest = &after[2..];
            }
            (
                ScriptToken::Text(name),
                [
                    ScriptToken::Sign(']'),
                    ScriptToken::Sign('='),
                    ScriptToken::Text(value),
                    ..,
                ],
            ) => {
                request.header(name, value);
                rest = &after[3..];
            }
            (ScriptToken::Word(call), _) if ends_with(call, ".Cookies.Add") => {
                request.unused.part(UnusedPart::Cookies);
                return;
            }
            (
                ScriptToken::Word(call),
                [
                    ScriptToken::Sign('('),
                    ScriptToken::Text(name),
                    ScriptToken::Sign(','),
                    ScriptToken::Text(value),
                    ..,
                ],
            ) if ends_with(call, ".Add") => {
                request.header(name, value);
                rest = &after[4..];
            }
            (ScriptToken::Word(call), [ScriptToken::Sign('('), ScriptToken::Text(pair), ..])
                if ends_with(call, "GetBytes") && pair.contains(':') =>
            {
                request.user = Some(pair.clone());
                rest = &after[2..];
            }
            (ScriptToken::Word(name), _) if is_request && name.starts_with('-') => {
                rest = parameter(name, after, request);
            }
            (ScriptToken::Word(url) | ScriptToken::Text(url), _)
                if takes_url && (url.contains("://") || url.starts_with("{{")) =>
            {
                takes_url = false;
                request.address(url.clone());
            }
            _ => {}
        }
    }
}

fn parameter<'t>(
    name: &str,
    after: &'t [ScriptToken],
    request: &mut SentRequest,
) -> &'t [ScriptToken] {
    let part = match name.to_ascii_lowercase().as_str() {
        "-uri" => {
            if let [ScriptToken::Word(url) | ScriptToken::Text(url), rest @ ..] = after {
                request.address(url.clone());
                return rest;
            }
            return after;
        }
        "-skipcertificatecheck" => {
            request.skips_certificate_checks = true;
            return after;
        }
        "-useragent" => {
            request.header("User-Agent", "");
            return after.get(1..).unwrap_or_default();
        }
        "-body" | "-infile" | "-form" => UnusedPart::Body,
        "-proxy" => UnusedPart::Proxy,
        "-token" => UnusedPart::Token,
        "-certificate" | "-certificatethumbprint" => UnusedPart::ClientCertificate,
        _ => return after,
    };
    request.unused.part(part);
    after.get(1..).unwrap_or_default()
}

fn ends_with(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    start
        .and_then(|start| text.get(start..))
        .is_some_and(|found| found.eq_ignore_ascii_case(end))
}
