//! Odd names in both forms of the table.

use std::time::Duration;

use proptest::prelude::*;

use jiff::tz::TimeZone;

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
         | Production EU | console.us1.crashplan.com | key-42 | accepted |  | 15 min | 198 ms | 2026-11-12 10:32:12 +01:00 |\n\
         | Dana | console.us1.crashplan.com | key-42 | left out | its password is not stored |  |  |  |"
    );
}

#[test]
fn a_page_shows_names_to_the_letter() {
    for (name, cell) in [
        ("a|b\\c", "a\\|b\\\\c"),
        (
            "<img src=x onerror=alert(1)>",
            "&lt;img src=x onerror=alert(1)&gt;",
        ),
        ("R&D", "R&D"),
        ("&lt;", "&amp;lt;"),
        (
            "*[x](y)* `z` ~~_w_~~",
            "\\*\\[x\\](y)\\* \\`z\\` \\~\\~\\_w\\_\\~\\~",
        ),
        ("two\u{2028}lines\n|", "two lines \\|"),
        ("مرحبا 🦀", "مرحبا 🦀"),
    ] {
        let page = markdown(vec![line(name)]);
        assert!(page.contains(&format!("\n| {cell} | console")), "{page}");
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
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("\u{200b}\u{a0}\"=1", "'\u{200b}\u{a0}\"=1"),
        ("a;=1", "a;'=1"),
        ("a\" ; \"+1", "a\" ;' \"+1"),
        ("a\t@x", "a\t'@x"),
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
            prop_assert_eq!(without(read), without(went_in));
            let visible = read.split([';', '\t', '\r', '\n']).map(|part| part.trim_start_matches([' ', '"']));
            for part in visible {
                prop_assert!(!part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{read:?}");
            }
            prop_assert!(!read.starts_with(['\t', '\r', '\n']), "{read:?}");
        }
    }

    #[test]
    fn a_page_has_as_many_cells_in_every_row_whatever_a_name_holds(name in prop_oneof![any::<String>(), "[|\\\\a`\n]{0,8}"]) {
        let page = markdown(vec![line(&name)]);
        let row = page.lines().nth(4).unwrap();
        prop_assert_eq!(page.lines().count(), 5);
        // A backslash takes the meaning of what follows it.
        let mut bars = 0;
        let mut chars = row.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '|' => bars += 1,
                _ => {}
            }
        }
        prop_assert_eq!(bars, 9);
    }
}
