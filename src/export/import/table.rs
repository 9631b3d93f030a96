//! A table of profiles: CSV, or cells copied from a spreadsheet.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord};
use zeroize::Zeroizing;

use super::import_text::{ImportTextError, import_text};
use crate::model::console_url::SISTER_PRODUCT;
use crate::model::import::Label;
use crate::model::import::credential::{
    is_example_login, is_placeholder, kind_named, kind_of_login, secret_of,
};
use crate::model::{AccountKind, Candidate, CandidateSecret, ConsoleUrl, ImportList};

const MOST_ROWS: usize = 2_000;
/// A title may stand above the header.
const FARTHEST_HEADER: usize = 10;

/// The template's columns, which are also those of a table without a header.
const COLUMNS: [(&str, Label); 5] = [
    ("Name", Label::Name),
    ("Console", Label::Console),
    ("Client ID", Label::ClientId),
    ("Secret", Label::Secret),
    ("Tag", Label::Tag),
];

/// The sample row: placeholders, which aren't imported.
const SAMPLE: [&str; 5] = [
    "Example (replace this row)",
    "https://console.us1.crashplan.com",
    "<client ID>",
    "<secret>",
    "",
];

/// An empty table, for a spreadsheet program: RFC 4180 with CRLF. The byte order mark keeps Excel at UTF-8.
pub fn template() -> String {
    let header = COLUMNS.map(|(name, _)| name).join(",");
    let sample = SAMPLE.join(",");
    format!("\u{feff}{header}\r\n{sample}\r\n")
}

/// A file with a table; `None` if its text is something else.
pub fn table_bytes(bytes: &[u8]) -> Result<Option<ImportList>, ImportTextError> {
    Ok(table(&import_text(bytes)?))
}

/// The rows of a table; `None` if the text is none.
pub fn table(text: &str) -> Option<ImportList> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A carriage return alone ends a line too: Excel's “CSV (Macintosh)”.
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut parts = text.split('\r');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push('\n');
        plain.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    let (named, rows) = named_separator(&plain);
    let separators: Vec<u8> = match named {
        Some(separator) => vec![separator],
        None => b"\t;,".to_vec(),
    };
    separators
        .into_iter()
        .filter_map(|separator| ReadTable::read(rows, separator))
        .max_by_key(|table| (table.has_header, table.columns.known()))
        .map(ReadTable::into_list)
}

/// `sep=;`, which tells Excel.
fn named_separator(text: &str) -> (Option<u8>, &str) {
    let found = text.split_once('\n').and_then(|(first, rest)| {
        let separator = first.trim_matches('"').strip_prefix("sep=")?;
        match separator.as_bytes() {
            [separator] if separator.is_ascii() => Some((*separator, rest)),
            _ => None,
        }
    });
    match found {
        Some((separator, rest)) => (Some(separator), rest),
        None => (None, text),
    }
}

struct ReadTable {
    has_header: bool,
    columns: TableColumns,
    rows: Vec<TableRow>,
    unused: Vec<String>,
    has_more: bool,
}

struct TableRow {
    /// As the spreadsheet shows it.
    number: u64,
    /// A quotation mark in it never ends.
    is_unclosed: bool,
    cells: Vec<Zeroizing<String>>,
}

/// Where each column is.
#[derive(Default)]
struct TableColumns {
    labels: Vec<Option<Label>>,
}

impl ReadTable {
    fn read(text: &str, separator: u8) -> Option<Self> {
        let mut rows = rows(text, separator);
        let header = (rows.iter().take(FARTHEST_HEADER).enumerate())
            .filter_map(|(at, row)| Some((at, TableColumns::of_header(row)?)))
            // Two words further down may be a profile's own.
            .find(|(at, (columns, _))| *at == 0 || columns.known() > 2);
        let has_header = header.is_some();
        let (columns, unused) = match header {
            Some((at, (columns, mut unused))) => {
                if at > 0 {
                    unused.insert(0, "What is above the header isn’t used.".to_owned());
                }
                rows.drain(..=at);
                (columns, unused)
            }
            None => (TableColumns::of_template(&rows)?, Vec::new()),
        };
        let has_more = rows.len() > MOST_ROWS;
        rows.truncate(MOST_ROWS);
        Some(Self {
            has_header,
            columns,
            rows,
            unused,
            has_more,
        })
    }

    fn into_list(self) -> ImportList {
        let mut unused = self.unused;
        if self.has_more {
            unused.push(format!("Only the first {MOST_ROWS} rows are used."));
        }
        let candidates = (self.rows.iter())
            .map(|row| self.columns.candidate(row))
            .collect();
        ImportList { candidates, unused }
    }
}

/// The rows that aren't empty, as far as they can be used, and one more if there are more.
fn rows(text: &str, separator: u8) -> Vec<TableRow> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut breaks_in_cells = 0;
    let mut start = 0;
    while let Ok(true) = reader.read_record(&mut record) {
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let within = u64::try_from(within).unwrap_or_default();
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        // A cell in quotation marks that never ends takes the rest of the text.
        let is_unclosed = end >= text.len()
            && (text.get(start..)).is_some_and(|record| ends_quoted(record, separator));
        // Lines are counted from 1, and the last one may have no line break.
        let is_last = end >= text.len() && (is_unclosed || !text.ends_with('\n'));
        start = end;
        let after = reader.position().line() + u64::from(is_last);
        let number = after.saturating_sub(1 + within + breaks_in_cells);
        breaks_in_cells += within;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            let cells = record.iter().map(|cell| Zeroizing::new(cell.to_owned()));
            rows.push(TableRow {
                number,
                is_unclosed,
                cells: cells.collect(),
            });
        }
        if rows.len() > MOST_ROWS + FARTHEST_HEADER {
            break;
        }
    }
    record.clear();
    rows
}

/// Whether the last cell is in quotation marks that are never closed.
fn ends_quoted(record: &str, separator: u8) -> bool {
    let (mut is_quoted, mut is_start) = (false, true);
    let mut bytes = record.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if is_quoted {
            // Doubled, it stands for itself.
            is_quoted = byte != b'"' || bytes.next_if_eq(&b'"').is_some();
            is_start = false;
        } else {
            is_quoted = byte == b'"' && is_start;
            is_start = byte == separator || byte == b'\n';
        }
    }
    is_quoted
}

impl TableColumns {
    /// If the row is a header. Also what to say about names that mean nothing here.
    fn of_header(row: &TableRow) -> Option<(Self, Vec<String>)> {
        let mut seen = BTreeSet::new();
        let mut unused = Vec::new();
        let mut labels = Vec::new();
        for cell in &row.cells {
            let label = Label::of(cell).filter(|label| *label != Label::OtherProduct);
            let is_new = label.is_some_and(|label| seen.insert(label));
            labels.push(label.filter(|_| is_new));
            if !is_new && !cell.trim().is_empty() {
                unused.push(format!("The column “{}” isn’t used.", shortened(cell)));
            }
        }
        let columns = Self { labels };
        (columns.known() >= 2).then_some((columns, unused))
    }

    /// Of a table without a header, if a row fits the template.
    fn of_template(rows: &[TableRow]) -> Option<Self> {
        let fits = |row: &TableRow| {
            let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
            let is_address = ConsoleUrl::parse(cell(1)).is_ok()
                && cell(1).contains('.')
                // Of another separator.
                && !cell(1).contains([';', ',', '\t']);
            row.cells.len() >= 3 && (is_address || kind_of_login(cell(2)).is_some())
        };
        rows.iter().any(fits).then(|| Self {
            labels: COLUMNS.map(|(_, label)| Some(label)).to_vec(),
        })
    }

    fn known(&self) -> usize {
        self.labels.iter().flatten().count()
    }

    fn has(&self, label: Label) -> bool {
        self.labels.contains(&Some(label))
    }

    /// Empty if there is no such cell.
    fn cell<'r>(&self, row: &'r TableRow, label: Label) -> &'r str {
        let at = self.labels.iter().position(|found| *found == Some(label));
        at.and_then(|at| row.cells.get(at))
            .map_or("", |cell| cell.as_str())
    }

    /// The first of these cells that isn't empty.
    fn first_of<'r>(&self, row: &'r TableRow, labels: &[Label]) -> (Option<Label>, &'r str) {
        let mut filled = labels
            .iter()
            .map(|label| (Some(*label), self.cell(row, *label)))
            .filter(|(_, cell)| !cell.trim().is_empty());
        filled.next().unwrap_or((None, ""))
    }

    fn candidate(&self, row: &TableRow) -> Candidate {
        let mut remarks = Vec::new();
        let mut is_usable = true;
        let (login_label, login) =
            self.first_of(row, &[Label::ClientId, Label::Username, Label::Login]);
        let (secret_label, secret) = self.first_of(row, &[Label::Secret, Label::Password]);
        let kind = self.kind(row, login, [login_label, secret_label], &mut remarks);
        let console = self.cell(row, Label::Console).trim();
        is_usable &= self.fits(row, &mut remarks);
        let login_is_placeholder = is_example_login(login);
        if login_is_placeholder {
            remarks.push(format!("The {} is a placeholder.", kind.login_noun()));
            is_usable = false;
        }
        let secret_given = if is_placeholder(secret) {
            remarks.push(format!("The {} is a placeholder.", kind.noun()));
            is_usable = false;
            CandidateSecret::Missing
        } else {
            is_usable &= !is_damaged(secret, kind.noun(), &mut remarks);
            secret_of(kind, secret, &mut remarks)
        };
        is_usable &= !is_damaged(login, kind.login_noun(), &mut remarks);
        if ConsoleUrl::parse(console).is_ok_and(|console| console.is_sister_product()) {
            remarks.push(SISTER_PRODUCT.to_owned());
            is_usable = false;
        }
        let login = if login_is_placeholder {
            ""
        } else {
            login.trim()
        };
        Candidate {
            name: self.cell(row, Label::Name).trim().to_owned(),
            console: console.to_owned(),
            login: login.to_owned(),
            secret: secret_given,
            tag: self.cell(row, Label::Tag).trim().to_owned(),
            remarks,
            is_proposed: is_usable,
            ..Candidate::at(format!("Row {}", row.number), kind)
        }
    }

    /// By its column, or else by what the login looks like, or by the columns that are filled in.
    fn kind(
        &self,
        row: &TableRow,
        login: &str,
        labels: [Option<Label>; 2],
        remarks: &mut Vec<String>,
    ) -> AccountKind {
        let named = self.cell(row, Label::Kind).trim();
        if let Some(kind) = kind_named(named) {
            return kind;
        }
        if !named.is_empty() {
            remarks.push("The kind is neither “API client” nor “user account”.".to_owned());
        }
        let by_label = labels.into_iter().flatten().find_map(Label::kind);
        kind_of_login(login).or(by_label).unwrap_or_default()
    }

    /// Whether the row has the cells of the header, as far as they matter.
    fn fits(&self, row: &TableRow, remarks: &mut Vec<String>) -> bool {
        if row.is_unclosed {
            remarks.push("A quotation mark in this row is never closed.".to_owned());
            return false;
        }
        let (cells, columns) = (row.cells.len(), self.labels.len());
        let more = row.cells.iter().skip(columns);
        if more.filter(|cell| !cell.trim().is_empty()).count() > 0 {
            remarks.push(
                "There are more cells than columns: put a value with a separator in quotation marks."
                    .to_owned(),
            );
            return false;
        }
        let needed = [Label::Console, Label::Secret, Label::Password];
        let is_short = (self.labels.iter().skip(cells))
            .any(|label| label.is_some_and(|label| needed.contains(&label)));
        if is_short {
            remarks.push(format!("This row has {cells} of {columns} cells."));
        }
        !is_short || !self.has(Label::Secret)
    }
}

/// Whether a spreadsheet program changed the value. Also says what looks like it, but may be right.
fn is_damaged(value: &str, noun: &str, remarks: &mut Vec<String>) -> bool {
    let value = value.trim();
    if is_rounded(value) {
        remarks.push(format!(
            "A spreadsheet program turned the {noun} into a number. Format the cells as text, and enter it again."
        ));
        return true;
    }
    if ["#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!"].contains(&value) {
        remarks.push(format!(
            "A spreadsheet program took the {noun} for a formula. Format the cells as text, and enter it again."
        ));
        return true;
    }
    if value.len() > 1 && value.starts_with('\'') {
        remarks.push(format!(
            "The {noun} starts with an apostrophe, with which spreadsheet programs mark text. Is it part of it?"
        ));
    }
    if value.contains('\n') {
        remarks.push(format!("There’s a line break in the {noun}."));
        return true;
    }
    false
}

/// `1.23E+10`.
fn is_rounded(value: &str) -> bool {
    let Some((number, exponent)) = value.split_once(['E', 'e']) else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent
        .strip_prefix(['+', '-'])
        .filter(|text| is_digits(text));
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    exponent.is_some() && is_digits(whole) && is_digits(fraction)
}

/// A column's name, which may be a value in the wrong place.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 24;
    let name = crate::model::visible_line(name.trim());
    if name.chars().count() <= LONGEST {
        return name;
    }
    let start: String = name.chars().take(LONGEST).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests;
