//! Odd names in CSV and Markdown.

use std::time::Duration;

use proptest::prelude::*;

use jiff::tz::TimeZone;

use comrak::nodes::NodeValue;

use super::format::one_line;
use super::{check_all_csv, check_all_markdown};
use crate::model::{CheckAllReport, CheckAllReportLine};

fn line(profile: &str) -> CheckAllReportLine {
    CheckAllReportLine {
        profile: profile.to_owned(),
        console: "console.us1.crashplan.com".to_owned(),
        login: "key-42".to_owned(),
        tag: "Production".to_owned(),
        verdict: "Works".to_owned(),
        status: Some(200),
        reason: String::new(),
        lifetime: Some(Duration::from_mins(15)),
        took: Some(Duration::from_micros(198_700)),
        at: Some("2026-11-12T09:32:12Z".parse().unwrap()),
    }
}

fn report(lines: Vec<CheckAllReportLine>) -> CheckAllReport {
    CheckAllReport {
        profiles: lines.len(),
        summary: "1 of 2 needs attention · 1 works".to_owned(),
        lines,
        made_at: "2026-11-12T09:32:20Z".parse().unwrap(),
    }
}

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::Offset::constant(1))
}

fn markdown(lines: Vec<CheckAllReportLine>) -> String {
    let text = check_all_markdown(&report(lines), &zone());
    text.expose_secret().to_owned()
}

fn csv_of(lines: Vec<CheckAllReportLine>) -> String {
    check_all_csv(&report(lines), &zone()).unwrap()
}

/// Parsed by the csv crate, without the header.
fn read_back(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn markdown_has_a_row_for_each_profile_and_a_time() {
    let left_out = CheckAllReportLine {
        tag: String::new(),
        verdict: "Skipped".to_owned(),
        status: None,
        reason: "No saved password.".to_owned(),
        lifetime: None,
        took: None,
        at: None,
        ..line("Dana")
    };
    assert_eq!(
        markdown(vec![line("Production EU"), left_out]),
        "Check of 2 profiles, 2026-11-12 10:32:20 +01:00\n\
         1 of 2 needs attention · 1 works\n\
         \n\
         | Profile | Console | Account | Tag | Result | HTTP | Reason | Lifetime | Duration | Time |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | Production EU | `console.us1.crashplan.com` | `key-42` | Production | Works | 200 |  | 15 min | 198 ms | 2026-11-12 10:32:12 +01:00 |\n\
         | Dana | `console.us1.crashplan.com` | `key-42` |  | Skipped |  | No saved password. |  |  |  |"
    );
}

#[test]
fn markdown_shows_special_names_as_code() {
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
        assert_eq!(page.lines().count(), 6, "{page}");
    }
}

#[test]
fn csv_begins_with_a_byte_order_mark_names_its_units_and_ends_lines_with_crlf() {
    assert_eq!(
        csv_of(vec![line("a, \"b\"")]),
        "\u{feff}profile,console,account,tag,verdict,http_status,reason,lifetime_seconds,duration_ms,time\r\n\
         \"a, \"\"b\"\"\",console.us1.crashplan.com,key-42,Production,Works,200,,900,198,2026-11-12T10:32:12+01:00\r\n"
    );
}

#[test]
fn formulas_are_escaped() {
    for (name, cell) in [
        ("=1+1", "'=1+1"),
        ("-1+1", "'-1+1"),
        ("+1-555-0100", "'+1-555-0100"),
        ("-A1", "'-A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("＋1", "'＋1"),
        ("＠x", "'＠x"),
        ("  =1", "'  =1"),
        ("\u{a0}\"=1", "'\u{a0}\"=1"),
        ("a;=1", "a;'=1"),
        ("a\" ; \"+A1", "a\" ;' \"+A1"),
        // Invisible characters are removed, and a cell is one line.
        ("\u{200b}=1", "'=1"),
        ("\u{202e}Production\u{feff} EU\u{e0041}", "Production EU"),
        ("\t=1\r\n=1", "' =1  =1"),
        ("a\t@x", "a @x"),
        ("a;+cmd", "a;'+cmd"),
        // Not formulas.
        ("key-42f0a1", "key-42f0a1"),
        ("2026-11-12", "2026-11-12"),
        ("-1", "-1"),
        ("+1", "+1"),
        ("-0.5", "-0.5"),
        ("-1,5", "-1,5"),
        ("-12:30", "-12:30"),
        ("-3 %", "-3 %"),
        ("a; -3; b", "a; -3; b"),
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
    fn csv_reads_back_as_written_without_formulas(
        cells in proptest::collection::vec(prop_oneof![any::<String>(), "[ ;\t\r\n\"',=+@a＝-]{0,8}"], 5)
    ) {
        let [profile, console, login, tag, verdict] = <[String; 5]>::try_from(cells.clone()).unwrap();
        let row = CheckAllReportLine { profile, console, login, tag, verdict, ..line("") };
        let rows = read_back(&csv_of(vec![row, line("next")]));
        prop_assert_eq!(rows.len(), 2);
        for (read, written) in rows[0].iter().zip(&cells) {
            let without = |text: &str| text.replace('\'', "");
            prop_assert_eq!(without(read), without(&one_line(written)));
            let visible = read.split(';').map(|part| part.trim_start_matches([' ', '"']));
            for part in visible {
                let is_formula = part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                let number = part.trim_start_matches(['+', '-']).trim_end_matches([';', ' ']);
                prop_assert!(!is_formula || number.bytes().all(|b| b.is_ascii_digit()), "{read:?}");
            }
            prop_assert!(!read.contains(char::is_control), "{read:?}");
        }
    }

    #[test]
    fn markdown_cells_render_as_their_text_only(
        cells in proptest::collection::vec(prop_oneof![
            any::<String>(),
            "[|\\\\`a1 \n]{0,8}",
            "[@#!a1]{0,3}(www\\.|https?://|:|&amp;|&#64;|\\[x\\]\\(|<b>|~~|\\*|_|-|\\$|\\[\\^1\\]|\\|)[a-c@.:`)*~_$|\\\\]{0,5}",
        ], 5)
    ) {
        let [profile, console, login, tag, verdict] = <[String; 5]>::try_from(cells.clone()).unwrap();
        let row = CheckAllReportLine { profile, console, login, tag, verdict, ..line("") };
        let shown = rows_of_markdown(&markdown(vec![row, line("next")]));
        prop_assert_eq!(shown.len(), 3);
        for (shown, written) in shown[1].iter().zip(&cells) {
            let expected = one_line(written);
            prop_assert_eq!(shown.trim(), expected.trim());
        }
        prop_assert_eq!(&shown[2][0], "next");
    }
}

/// The cells as GitHub renders them. Panics on anything but text and code, and on text that GitHub would turn
/// into a mention or reference.
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
    rows.map(|row| row.children().map(|cell| rendered(cell)).collect())
        .collect()
}

fn rendered(cell: comrak::Node<'_>) -> String {
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
