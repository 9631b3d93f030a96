//! Splits a command line into words, as POSIX shells, the Windows command prompt and PowerShell do.

use std::mem;

use zeroize::Zeroizing;

pub(super) type CommandWord = Zeroizing<String>;

/// Whose rules a command line follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandShell {
    Posix,
    /// The Windows command prompt.
    Prompt,
    Power,
}

/// One command at the start of a text.
pub(super) struct SplitCommand {
    pub(super) words: Vec<CommandWord>,
    /// How much of the text it is, in bytes.
    pub(super) length: usize,
    /// Whether each quotation mark has its counterpart.
    pub(super) is_complete: bool,
}

/// The file of a redirection becomes the value of this option, so that it isn't taken for an address.
const REDIRECTION: &str = " --output ";

impl CommandShell {
    /// By the first sign that only one of them has.
    pub(super) fn of(text: &str) -> Self {
        const FAR: usize = 16 * 1024;
        let text = &text[..text.floor_char_boundary(FAR)];
        let is_windows_program = text
            .split_whitespace()
            .next()
            .is_some_and(|word| word.to_ascii_lowercase().contains(".exe"));
        let mut rest = text;
        while let Some(at) = rest.find(['^', '`', '\\', '\'', '\n']) {
            let after = &rest[at + 1..];
            let ends_line = after
                .trim_start_matches(|c: char| c.is_whitespace() && c != '\n')
                .starts_with('\n');
            match rest.as_bytes()[at] {
                b'^' if ends_line || after.starts_with('"') => return Self::Prompt,
                b'`' if ends_line => return Self::Power,
                b'\\' if ends_line => return Self::Posix,
                b'\'' if is_windows_program => return Self::Power,
                b'\'' => return Self::Posix,
                b'\n' => break,
                _ => {}
            }
            rest = after;
        }
        let is_typeset = (text.lines().next()).is_some_and(|line| line.contains('“'));
        if is_windows_program && is_typeset {
            // It takes these quotation marks for the others.
            Self::Power
        } else if is_windows_program {
            Self::Prompt
        } else {
            Self::Posix
        }
    }

    /// Splits the command that the text begins with.
    pub(super) fn split(self, text: &str) -> SplitCommand {
        match self {
            Self::Posix => posix(text),
            Self::Prompt => command_prompt(text),
            Self::Power => powershell(text),
        }
    }
}

/// Characters with their places.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(super) fn take(&mut self, prefix: &str) -> bool {
        let is_next = self.rest().starts_with(prefix);
        if is_next {
            self.at += prefix.len();
        }
        is_next
    }

    pub(super) fn is_at_line_end(&self) -> bool {
        let rest = self.rest();
        rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")
    }

    /// Skips a line break, with blanks before it; whether there was one.
    pub(super) fn take_line_break(&mut self) -> bool {
        let after = (self.rest()).trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        let is_one = after.starts_with('\n');
        if is_one {
            self.at = self.text.len() - after.len() + 1;
        }
        is_one
    }

    fn take_digits(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.next();
        }
    }

    /// `<request_url>`, which to a shell would be a redirection.
    pub(super) fn take_angled(&mut self) -> Option<&'a str> {
        const LONGEST: usize = 40;
        let rest = self.rest();
        let end = rest.find('>').filter(|end| (2..=LONGEST).contains(end))?;
        let name = &rest[1..end];
        let is_name = rest.starts_with('<')
            && name.starts_with(char::is_alphabetic)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'));
        if !is_name {
            return None;
        }
        self.at += end + 1;
        Some(&rest[..=end])
    }
}

/// A paragraph: what is skipped if a quotation mark is never closed.
fn unclosed(text: &str) -> SplitCommand {
    let end = [text.find("\n\n"), text.find("\n\r\n")];
    SplitCommand {
        words: Vec::new(),
        length: end.into_iter().flatten().min().unwrap_or(text.len()),
        is_complete: false,
    }
}

/// Finds the command's end and rewrites what the splitter doesn't know: `$'…'`, redirections, and a blank after a continued line's
/// backslash.
fn posix(text: &str) -> SplitCommand {
    let mut from = Cursor::new(text);
    let mut plain = Zeroizing::new(String::with_capacity(text.len().min(8 * 1024)));
    let mut open_parentheses = 0_u32;
    let (mut is_closed, mut is_between_words) = (true, true);
    while let Some(next) = from.peek() {
        let was_between_words = mem::replace(&mut is_between_words, is_blank(next));
        match next {
            _ if was_between_words && typeset(&mut from, &mut plain) => {}
            _ if is_blank(next) => {
                plain.push(' ');
                from.next();
            }
            '\'' => is_closed &= copy_quoted(&mut from, &mut plain),
            '"' => is_closed &= copy_double_quoted(&mut from, &mut plain),
            '$' if from.rest().starts_with("$'") => {
                is_closed &= ansi_c(&mut from, &mut plain);
            }
            '$' if from.rest().starts_with("$\"") => {
                from.next();
            }
            '\\' => {
                let is_continued = backslash(&mut from, &mut plain);
                is_between_words = is_continued && was_between_words;
            }
            '#' if was_between_words => {
                while !from.is_at_line_end() {
                    from.next();
                }
            }
            '\r' if from.is_at_line_end() => break,
            '\n' | ';' | '|' | '&' | '`' => break,
            ')' if open_parentheses == 0 => break,
            '<' | '>' => redirection(&mut from, &mut plain),
            _ => {
                open_parentheses += u32::from(next == '(');
                open_parentheses -= u32::from(next == ')');
                plain.push(next);
                from.next();
            }
        }
    }
    let mut splitter = shlex::Shlex::new(&plain);
    let words: Vec<CommandWord> = splitter.by_ref().map(Zeroizing::new).collect();
    if !is_closed || splitter.had_error {
        return unclosed(text);
    }
    SplitCommand {
        words,
        length: from.at,
        is_complete: true,
    }
}

/// A blank of any width: web pages and word processors have some that no shell knows.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

/// A word in the quotation marks that word processors write; whether it was one.
fn typeset(from: &mut Cursor<'_>, to: &mut String) -> bool {
    let is_quote: fn(char) -> bool = match from.peek() {
        Some('“'..='„') => is_double_quote,
        Some('‘'..='‛') => is_single_quote,
        _ => return false,
    };
    let text = from.rest();
    let start = text.chars().next().map_or(0, char::len_utf8);
    let close = text[start..].match_indices(is_quote).find(|(at, quote)| {
        let after = &text[start + at + quote.len()..];
        after.chars().next().is_none_or(char::is_whitespace)
    });
    let Some((length, quote)) = close else {
        return false;
    };
    let Ok(quoted) = shlex::try_quote(&text[start..start + length]) else {
        return false;
    };
    to.push_str(&quoted);
    from.at += start + length + quote.len();
    true
}

fn copy_quoted(from: &mut Cursor<'_>, to: &mut String) -> bool {
    to.extend(from.next());
    while let Some(next) = from.next() {
        to.push(next);
        if next == '\'' {
            return true;
        }
    }
    false
}

fn copy_double_quoted(from: &mut Cursor<'_>, to: &mut String) -> bool {
    to.extend(from.next());
    while let Some(next) = from.next() {
        match next {
            '\\' if from.take("\r\n") => {}
            '\\' => {
                to.push(next);
                to.extend(from.next());
                continue;
            }
            _ => to.push(next),
        }
        if next == '"' {
            return true;
        }
    }
    false
}

/// Whether the line goes on in the next.
fn backslash(from: &mut Cursor<'_>, to: &mut String) -> bool {
    from.next();
    let is_right = from.rest().starts_with('\n') || from.rest().starts_with("\r\n");
    let is_continued = from.take_line_break();
    if is_continued {
        // A blank between the two makes it no continuation, but was meant as one.
        if !is_right {
            to.push(' ');
        }
    } else if let Some(next) = from.next() {
        to.push('\\');
        to.push(next);
    }
    is_continued
}

fn redirection(from: &mut Cursor<'_>, to: &mut String) {
    if let Some(name) = from.take_angled() {
        to.push('\'');
        to.push_str(name);
        to.push('\'');
        return;
    }
    // The number of what is redirected: `2>`.
    let before = to.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if to[..before].ends_with([' ', '\t']) {
        to.truncate(before);
    }
    while from.take(">") || from.take("<") {}
    if from.take("&") {
        from.take("-");
        from.take_digits();
    } else {
        from.take("|");
        to.push_str(REDIRECTION);
    }
}

/// ANSI-C quoting: what browsers write where a text has an exclamation mark, a line break or a quotation mark.
fn ansi_c(from: &mut Cursor<'_>, to: &mut String) -> bool {
    let mut text = Zeroizing::new(Vec::new());
    from.take("$'");
    loop {
        let Some(next) = from.next() else {
            return false;
        };
        match next {
            '\'' => break,
            '\\' => ansi_c_escape(from, &mut text),
            _ => push_char(&mut text, next),
        }
    }
    text.retain(|byte| *byte != 0);
    let text = Zeroizing::new(String::from_utf8_lossy(&text).into_owned());
    if let Ok(quoted) = shlex::try_quote(&text) {
        to.push_str(&quoted);
    }
    true
}

fn ansi_c_escape(from: &mut Cursor<'_>, text: &mut Vec<u8>) {
    let Some(next) = from.next() else {
        return;
    };
    let byte = match next {
        'a' => 7,
        'b' => 8,
        'e' | 'E' => 27,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        '\\' | '\'' | '"' | '?' => next as u8,
        'c' => from.next().map_or(0, |c| low_byte(u32::from(c) & 0x1f)),
        'x' => match digits(from, 2, 16) {
            Some(code) => low_byte(code),
            None => return text.extend(b"\\x"),
        },
        '0'..='7' => {
            from.at -= 1;
            low_byte(digits(from, 3, 8).unwrap_or_default())
        }
        'u' | 'U' => {
            let most = if next == 'u' { 4 } else { 8 };
            match digits(from, most, 16).and_then(char::from_u32) {
                Some(c) => return push_char(text, c),
                None => return push_char(text, char::REPLACEMENT_CHARACTER),
            }
        }
        _ => {
            text.push(b'\\');
            return push_char(text, next);
        }
    };
    text.push(byte);
}

fn digits(from: &mut Cursor<'_>, most: usize, radix: u32) -> Option<u32> {
    let mut code = None;
    for _ in 0..most {
        let Some(digit) = from.peek().and_then(|c| c.to_digit(radix)) else {
            break;
        };
        from.next();
        code = Some(code.unwrap_or(0_u32).wrapping_mul(radix) | digit);
    }
    code
}

fn low_byte(code: u32) -> u8 {
    code.to_le_bytes()[0]
}

fn push_char(text: &mut Vec<u8>, c: char) {
    text.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// First the command prompt, which removes carets; then the program's own splitting, as the C runtime does it.
fn command_prompt(text: &str) -> SplitCommand {
    let mut from = Cursor::new(text);
    let mut line = Zeroizing::new(String::with_capacity(text.len().min(8 * 1024)));
    let mut is_quoted = false;
    while let Some(next) = from.peek() {
        match next {
            '\r' if from.is_at_line_end() => break,
            '\n' => break,
            '^' if !is_quoted => caret(&mut from, &mut line),
            '&' | '|' | ')' if !is_quoted => break,
            '<' | '>' if !is_quoted => redirection(&mut from, &mut line),
            _ => {
                is_quoted ^= next == '"';
                line.push(next);
                from.next();
            }
        }
    }
    match c_runtime(&line) {
        Some(words) => SplitCommand {
            words,
            length: from.at,
            is_complete: true,
        },
        None => unclosed(text),
    }
}

fn caret(from: &mut Cursor<'_>, line: &mut String) {
    from.next();
    let is_right = from.rest().starts_with('\n') || from.rest().starts_with("\r\n");
    if !from.take_line_break() {
        line.extend(from.next());
    } else if !is_right {
        line.push(' ');
    } else if from.take("\r\n") || from.take("\n") {
        // A caret and two line breaks are how a line break is written.
        line.push('\n');
    }
}

fn c_runtime(line: &str) -> Option<Vec<CommandWord>> {
    let mut words: Vec<CommandWord> = Vec::new();
    let mut word: Option<CommandWord> = None;
    let mut chars = line.chars().peekable();
    let (mut is_quoted, mut backslashes) = (false, 0);
    while let Some(next) = chars.next() {
        if next == '\\' {
            backslashes += 1;
            continue;
        }
        let kept = if next == '"' {
            backslashes / 2
        } else {
            backslashes
        };
        let is_escaped = backslashes % 2 == 1;
        if backslashes > 0 {
            word.get_or_insert_default().push_str(&"\\".repeat(kept));
        }
        backslashes = 0;
        match next {
            '"' if is_escaped => word.get_or_insert_default().push('"'),
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => {
                word.get_or_insert_default().push('"');
            }
            '"' => {
                word.get_or_insert_default();
                is_quoted = !is_quoted;
            }
            ' ' | '\t' if !is_quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(next),
        }
    }
    if backslashes > 0 {
        word.get_or_insert_default()
            .push_str(&"\\".repeat(backslashes));
    }
    words.extend(word);
    (!is_quoted).then_some(words)
}

/// For a program that isn't one of PowerShell's own commands.
fn powershell(text: &str) -> SplitCommand {
    let mut from = Cursor::new(text);
    let mut words: Vec<CommandWord> = Vec::new();
    let mut word: Option<CommandWord> = None;
    while let Some(next) = from.peek() {
        match next {
            '\r' if from.is_at_line_end() => break,
            '\n' | ';' | '|' | '&' | ')' => break,
            '`' => {
                from.next();
                if from.take_line_break() {
                    words.extend(word.take());
                } else if let Some(c) = from.next() {
                    word.get_or_insert_default().push(backtick(c));
                }
            }
            _ if is_single_quote(next) || is_double_quote(next) => {
                let Some(string) = powershell_string(&mut from) else {
                    return unclosed(text);
                };
                word.get_or_insert_default().push_str(&string);
            }
            '#' if word.is_none() => {
                while !from.is_at_line_end() {
                    from.next();
                }
            }
            '<' | '>' => {
                if let Some(name) = from.take_angled() {
                    word.get_or_insert_default().push_str(name);
                } else {
                    from.next();
                    words.extend(word.take());
                    words.push(Zeroizing::new(REDIRECTION.trim().to_owned()));
                }
            }
            _ if next.is_whitespace() => {
                words.extend(word.take());
                from.next();
            }
            _ => {
                word.get_or_insert_default().push(next);
                from.next();
            }
        }
    }
    words.extend(word);
    SplitCommand {
        words,
        length: from.at,
        is_complete: true,
    }
}

pub(super) fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

pub(super) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201e}')
}

/// The string that begins here; `None` if it never ends.
pub(super) fn powershell_string(from: &mut Cursor<'_>) -> Option<CommandWord> {
    let mut string = CommandWord::default();
    let is_double = from.next().is_some_and(is_double_quote);
    let is_quote = if is_double {
        is_double_quote
    } else {
        is_single_quote
    };
    loop {
        let next = from.next()?;
        match next {
            '`' if is_double => {
                let is_continued = from.take_line_break();
                if !is_continued {
                    string.push(backtick(from.next()?));
                }
            }
            _ if is_quote(next) => {
                // Doubled, it stands for itself.
                if !from.peek().is_some_and(is_quote) {
                    return Some(string);
                }
                string.extend(from.next());
            }
            _ => string.push(next),
        }
    }
}

fn backtick(c: char) -> char {
    match c {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => c,
    }
}
