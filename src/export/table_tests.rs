//! Odd names in both forms of the table.

use std::time::Duration;

use proptest::prelude::*;

use jiff::tz::TimeZone;

use comrak::nodes::NodeValue;

use super::plain::one_line;
use super::{check_csv, check_table_markdown};
use crate::model::{CheckReport, CheckReportLine};

fn line(profile: &str) -> CheckReportLine {
    CheckReportLine {
        profile: profile.to_owned(),
        console: "console.us1.crashplan.com".to_owned(),
        login: "key-42".to_owned(),
        verdict: "accepted".to_owned(),
        reason: String::new(),
        lifetime: Some(Duration::from_mins(15)),
        took: Some(Duration::from_micros(198_700)),
        at: Some("2026-11-12T09:32:12Z".parse().unwrap()),
    }
}

fn report(lines: Vec<CheckReportLine>) -> CheckReport {
    CheckReport {
        lines,
        made_at: "2026-11-12T09:32:20Z".parse().unwrap(),
    }
}

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::Offset::constant(1))
}

fn markdown(lines: Vec<CheckReportLine>) -> String {
    let text = check_table_markdown(&report(lines), &zone());
    text.expose_secret().to_owned()
}

fn csv_of(lines: Vec<CheckReportLine>) -> String {
    check_csv(&report(lines), &zone()).unwrap()
}

/// The rows of a file, as the reader of the csv crate has them, without the heads.
fn read_back(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_page_has_a_row_for_each_profile_and_says_when_it_was_made() {
    let left_out = CheckReportLine {
        verdict: "left out".to_owned(),
        reason: "its password is not stored".to_owned(),
        lifetime: None,
        took: None,
        at: None,
        ..line("Dana")
    };
    assert_eq!(
        markdown(vec![line("Production EU"), left_out]),
        "Check of 2 profiles, 2026-11-12 10:32:20 +01:00\n\
         \n\
         | Profile | Console | Account | Verdict | Reason | Lifetime | Duration | Time |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | Production EU | `console.us1.crashplan.com` | `key-42` | accepted |  | 15 min | 198 ms | 2026-11-12 10:32:12 +01:00 |\n\
         | Dana | `console.us1.crashplan.com` | `key-42` | left out | its password is not stored |  |  |  |"
    );
}

#[test]
fn a_page_shows_names_to_the_letter_and_those_that_mean_something_as_code() {
    for (name, cell) in [
        (
            "Production EU, (old) é 日本 🦀",
            "Production EU, (old) é 日本 🦀",
        ),
        ("Backup: EU", "Backup: EU"),
        ("@dana", "`@dana`"),
        ("dana@example.com", "`dana@example.com`"),
        ("Fixes #123", "`Fixes #123`"),
        ("GH-123", "`GH-123`"),
        ("https://evil.example", "`https://evil.example`"),
        ("WWW.evil.example", "`WWW.evil.example`"),
        ("[x](https://evil.example)", "`[x](https://evil.example)`"),
        ("![x](y)", "`![x](y)`"),
        (":smile:", "`:smile:`"),
        ("R&D &lt;", "`R&D &lt;`"),
        (
            "<img src=x onerror=alert(1)>",
            "`<img src=x onerror=alert(1)>`",
        ),
        ("*x* _y_ ~~z~~", "`*x* _y_ ~~z~~`"),
        ("a`b``c", "```a`b``c```"),
        ("`", "`` ` ``"),
        ("a|b\\|@c", "`a`\\|`b\\`\\|`@c`"),
        ("two\u{2028}lines\n#", "`two lines #`"),
        ("@\u{200b}dana", "`@dana`"),
    ] {
        let page = markdown(vec![line(name)]);
        assert!(page.contains(&format!("\n| {cell} | `console")), "{page}");
        assert_eq!(page.lines().count(), 5, "{page}");
    }
}

#[test]
fn a_file_has_numbers_with_named_units_and_the_line_ends_of_its_standard() {
    assert_eq!(
        csv_of(vec![line("a, \"b\"")]),
        "profile,console,account,verdict,reason,lifetime_seconds,duration_ms,time\r\n\
         \"a, \"\"b\"\"\",console.us1.crashplan.com,key-42,accepted,,900,198,2026-11-12T10:32:12+01:00\r\n"
    );
}

#[test]
fn what_a_spreadsheet_would_run_is_made_text() {
    for (name, cell) in [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("＋1", "'＋1"),
        ("＠x", "'＠x"),
        ("  =1", "'  =1"),
        ("\u{a0}\"=1", "'\u{a0}\"=1"),
        ("a;=1", "a;'=1"),
        ("a\" ; \"+1", "a\" ;' \"+1"),
        // What is not seen is not there, as in the table that is copied, and a cell is one line.
        ("\u{200b}=1", "'=1"),
        ("\u{202e}Production\u{feff} EU\u{e0041}", "Production EU"),
        ("\t=1\r\n=1", "' =1  =1"),
        ("a\t@x", "a @x"),
        // No formulas.
        ("Production EU", "Production EU"),
        ("a=b+c-d@e", "a=b+c-d@e"),
        ("'s-Hertogenbosch; NL", "'s-Hertogenbosch; NL"),
    ] {
        let rows = read_back(&csv_of(vec![line(name)]));
        assert_eq!(rows[0][0], cell, "{name:?}");
    }
}

proptest! {
    #[test]
    fn a_file_reads_back_as_what_went_in_and_no_cell_of_it_is_a_formula(
        cells in proptest::collection::vec(prop_oneof![any::<String>(), "[ ;\t\r\n\"',=+@a＝-]{0,8}"], 5)
    ) {
        let [profile, console, login, verdict, reason] = <[String; 5]>::try_from(cells.clone()).unwrap();
        let row = CheckReportLine { profile, console, login, verdict, reason, ..line("") };
        let rows = read_back(&csv_of(vec![row, line("next")]));
        prop_assert_eq!(rows.len(), 2);
        for (read, went_in) in rows[0].iter().zip(&cells) {
            let without = |text: &str| text.replace('\'', "");
            prop_assert_eq!(without(read), without(&one_line(went_in)));
            let visible = read.split(';').map(|part| part.trim_start_matches([' ', '"']));
            for part in visible {
                prop_assert!(!part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{read:?}");
            }
            prop_assert!(!read.contains(char::is_control), "{read:?}");
        }
    }

    #[test]
    fn every_cell_of_a_page_is_shown_as_the_text_that_went_in_and_as_nothing_else(
        cells in proptest::collection::vec(prop_oneof![
            any::<String>(),
            "[|\\\\`a1 \n]{0,8}",
            "[@#!a1]{0,3}(www\\.|https?://|:|&amp;|&#64;|\\[x\\]\\(|<b>|~~|\\*|_|-|\\$|\\[\\^1\\]|\\|)[a-c@.:`)*~_$|\\\\]{0,5}",
        ], 5)
    ) {
        let [profile, console, login, verdict, reason] = <[String; 5]>::try_from(cells.clone()).unwrap();
        let row = CheckReportLine { profile, console, login, verdict, reason, ..line("") };
        let shown = rows_of_markdown(&markdown(vec![row, line("next")]));
        prop_assert_eq!(shown.len(), 3);
        for (shown, went_in) in shown[1].iter().zip(&cells) {
            let expected = one_line(went_in);
            prop_assert_eq!(shown.trim(), expected.trim());
        }
        prop_assert_eq!(&shown[2][0], "next");
    }
}

/// The cells of a page as GitHub shows them; panics where one holds anything but text and code, or text from which GitHub would make
/// a mention or a reference.
fn rows_of_markdown(page: &str) -> Vec<Vec<String>> {
    let mut options = comrak::Options::default();
    let extension = &mut options.extension;
    (extension.table, extension.autolink) = (true, true);
    (extension.strikethrough, extension.footnotes) = (true, true);
    (extension.math_dollars, extension.tasklist) = (true, true);
    let arena = comrak::Arena::new();
    let document = comrak::parse_document(&arena, page, &options);
    let is_row =
        |node: &comrak::Node<'_>| matches!(node.data.borrow().value, NodeValue::TableRow(_));
    let rows = document.descendants().filter(is_row);
    rows.map(|row| row.children().map(|cell| shown_in(cell)).collect())
        .collect()
}

fn shown_in(cell: comrak::Node<'_>) -> String {
    let pieces = cell.children().map(|node| match &node.data.borrow().value {
        NodeValue::Text(text) => {
            assert!(!text.contains(['@', '#', '!']), "{text}");
            text.to_string()
        }
        NodeValue::Code(code) => code.literal.clone(),
        other => panic!("{other:?}"),
    });
    pieces.collect()
}
