use proptest::prelude::*;

use super::*;

const US: &str = "https://console.us1.crashplan.com";

fn read(text: &str) -> ImportList {
    table(text).unwrap_or_else(|| panic!("no table: {text}"))
}

fn secret(found: &Candidate) -> &str {
    match &found.secret {
        CandidateSecret::Given(secret) => secret.expose_secret(),
        _ => "",
    }
}

/// Place, name, console, login, secret and tag of each row.
fn rows_of(text: &str) -> Vec<[String; 6]> {
    (read(text).candidates.iter())
        .map(|found| {
            [
                &found.place,
                &found.name,
                &found.console,
                &found.login,
                secret(found),
                &found.tag,
            ]
            .map(str::to_owned)
        })
        .collect()
}

#[test]
fn a_table_is_read_with_each_separator_and_line_end() {
    let expected = [
        [
            "Row 2",
            "Production EU",
            US,
            "key-1",
            "pretend,1;\"x\"",
            "Blue",
        ],
        ["Row 4", "Ada", US, "ada@example.com", "pretend 2", ""],
    ];
    for separator in [",", ";", "\t"] {
        for end in ["\n", "\r\n", "\r"] {
            let lines = [
                ["Name", "Console", "Client ID", "Secret", "Tag"],
                [
                    "Production EU",
                    US,
                    "key-1",
                    "\"pretend,1;\"\"x\"\"\"",
                    "Blue",
                ],
                ["", " ", "", "", ""],
                ["Ada", US, "ada@example.com", "pretend 2", ""],
            ];
            let text = lines.map(|cells| cells.join(separator)).join(end);
            assert_eq!(rows_of(&text), expected, "{text}");
            assert_eq!(rows_of(&format!("\u{feff}{text}{end}{end}")), expected);
            assert_eq!(rows_of(&format!("sep={separator}{end}{text}")), expected);
        }
    }
    let kinds: Vec<_> = read("Client ID,Secret\nkey-1,pretend\na@b.example,x")
        .candidates
        .iter()
        .map(|found| found.kind)
        .collect();
    assert_eq!(kinds, [AccountKind::ApiClient, AccountKind::User]);
}

#[test]
fn columns_may_have_any_order_and_case_and_others_are_named() {
    let text = "PASSWORD,Kind,notes,Url,username,Profile Name\npretend,user account,x,console.example,bo,Bo\n";
    let list = read(text);
    assert_eq!(list.unused, ["The column “notes” isn’t used."]);
    let found = &list.candidates[0];
    assert_eq!(
        (found.kind, found.login.as_str(), secret(found)),
        (AccountKind::User, "bo", "pretend")
    );
    assert_eq!(
        (found.name.as_str(), found.console.as_str()),
        ("Bo", "console.example")
    );
    // Without a header: those of the template.
    assert_eq!(
        rows_of(&format!("A\t{US}\tkey-1\tpretend\nB\t{US}\tkey-2\tpretend")),
        [
            ["Row 1", "A", US, "key-1", "pretend", ""],
            ["Row 2", "B", US, "key-2", "pretend", ""],
        ]
    );
}

#[test]
fn rows_are_numbered_as_in_the_spreadsheet() {
    let text = format!(
        "Name,Console,Client ID,Secret\n\n\"Two\nlines\",{US},key-1,\"pre\ntend\"\n\n\nB,{US},key-2,pretend"
    );
    let places: Vec<_> = read(&text)
        .candidates
        .into_iter()
        .map(|found| found.place)
        .collect();
    assert_eq!(places, ["Row 3", "Row 6"]);
}

#[test]
fn what_is_wrong_with_a_row_is_said_and_it_is_not_selected() {
    let header = "Name,Console,Client ID,Secret,Kind";
    for (row, said) in [
        ("A", "This row has 1 of 5 cells."),
        (
            "A,console.example,key-1,\"pretend,\nB,console.example,key-2,pretend,\n",
            "A quotation mark in this row is never closed.",
        ),
        (
            "A,console.example,key-1,pretend,x,y,z",
            "There are more cells than columns: put a value with a separator in quotation marks.",
        ),
        (
            "A,console.example,key-1,1.23E+10,client",
            "A spreadsheet program turned the secret into a number. Format the cells as text, and enter it again.",
        ),
        (
            "A,console.example,key-1,#NAME?,client",
            "A spreadsheet program took the secret for a formula. Format the cells as text, and enter it again.",
        ),
        (
            "A,https://console.us.code42.com,key-1,pretend,client",
            SISTER_PRODUCT,
        ),
        (
            "A,console.example,<client ID>,<secret>,",
            "The client ID is a placeholder.",
        ),
    ] {
        let list = read(&format!("{header}\n{row}"));
        let found = &list.candidates[0];
        assert!(
            found.remarks.iter().any(|remark| remark == said),
            "{row}: {:?}",
            found.remarks
        );
        assert!(!found.is_proposed, "{row}");
    }
    for (row, said, kept) in [
        (
            "A,console.example,key-1, pretend ,api",
            "Spaces around the secret are removed.",
            "pretend",
        ),
        (
            "A,console.example,ada, pretend,user",
            "The password starts or ends with a space. It’s used as is.",
            " pretend",
        ),
        (
            "A,console.example,key-1,'pretend,",
            "The secret starts with an apostrophe, with which spreadsheet programs mark text. Is it part of it?",
            "'pretend",
        ),
        (
            "A,console.example,key-1,pretend,robot",
            "The kind is neither “API client” nor “user account”.",
            "pretend",
        ),
    ] {
        let list = read(&format!("{header}\n{row}"));
        let found = &list.candidates[0];
        assert_eq!(found.remarks, [said], "{row}");
        assert_eq!(secret(found), kept);
        assert!(found.is_proposed);
    }
    // A formula is text.
    let list = read(&format!("{header}\nA,console.example,key-1,=1+1,\n"));
    assert_eq!(secret(&list.candidates[0]), "=1+1");
    assert_eq!(list.candidates[0].remarks, [""; 0]);
}

#[test]
fn the_template_is_read_and_its_sample_is_no_profile() {
    let list = read(&template());
    assert_eq!(list.candidates.len(), 1);
    let sample = &list.candidates[0];
    assert!(!sample.is_proposed && sample.login.is_empty());
    assert!(matches!(sample.secret, CandidateSecret::Missing));
    assert_eq!(
        sample.remarks,
        [
            "The client ID is a placeholder.",
            "The secret is a placeholder."
        ]
    );
    assert_eq!(list.unused, [""; 0]);
}

#[test]
fn two_hundred_rows_are_read_and_more_than_two_thousand_are_not() {
    let table_of = |rows: usize| {
        let rows: Vec<_> = (0..rows)
            .map(|n| format!("P{n},{US},key-{n},pretend-{n},\r\n"))
            .collect();
        let rows = rows.concat();
        read(&format!("Name,Console,Client ID,Secret,Tag\r\n{rows}"))
    };
    let list = table_of(200);
    assert_eq!((list.candidates.len(), list.unused.len()), (200, 0));
    assert_eq!(list.candidates[199].place, "Row 201");
    let list = table_of(2_001);
    assert_eq!(list.candidates.len(), MOST_ROWS);
    assert_eq!(list.unused, ["Only the first 2000 rows are used."]);
}

#[test]
fn other_text_is_no_table() {
    for text in [
        "",
        "key-1:pretend",
        "https://console.us1.crashplan.com",
        "curl -u key-1:pretend -H 'Accept: a, b, c' https://console.us1.crashplan.com/x",
        "{\"name\": \"a\", \"values\": []}",
        "[production]\ncpg_authority_url = console.example\n",
    ] {
        assert!(table(text).is_none(), "{text}");
    }
}

#[test]
fn a_title_above_the_header_is_left_out_and_said() {
    let text =
        format!("My tenants,,,\n,,,\nSecret,Console,Client ID,Name\npretend-1,{US},key-1,Acme");
    let list = read(&text);
    let [found] = list.candidates.as_slice() else {
        panic!("{list:?}");
    };
    assert_eq!(
        (found.place.as_str(), found.name.as_str()),
        ("Row 4", "Acme")
    );
    assert_eq!(secret(found), "pretend-1");
    assert_eq!(list.unused, ["What is above the header isn’t used."]);
}

#[test]
fn commas_in_the_cells_of_a_table_with_semicolons_are_no_separators() {
    for header in ["Name;Console;Client ID;Secret\n", ""] {
        let text = format!("{header}Acme, Inc;{US};key-1;pre,tend");
        let list = read(&text);
        let [found] = list.candidates.as_slice() else {
            panic!("{list:?}");
        };
        assert_eq!(found.name, "Acme, Inc");
        assert_eq!(secret(found), "pre,tend");
    }
}

#[test]
fn a_table_without_a_header_has_no_more_rows_than_one_with_it() {
    let rows: Vec<String> = (0..2_001)
        .map(|n| format!("A{n},{US},key-{n},pretend-{n}"))
        .collect();
    let list = read(&rows.join("\n"));
    assert_eq!(list.candidates.len(), 2_000);
    assert_eq!(list.unused, ["Only the first 2000 rows are used."]);
}

#[test]
fn a_secret_with_a_line_break_is_not_proposed() {
    // A quotation mark that is never closed.
    let text = format!(
        "Name,Console,Client ID,Secret\nA,{US},key-1,\"pretend-1\nB,{US},key-2,pretend-2\n"
    );
    let list = read(&text);
    assert_eq!(list.candidates.len(), 1);
    assert!(!list.candidates[0].is_proposed);
    assert!(
        list.candidates[0]
            .remarks
            .contains(&"There’s a line break in the secret.".to_owned())
    );
}

#[test]
fn each_encoding_of_a_spreadsheet_program_is_read_or_named() {
    let text = format!("Name,Console,Client ID,Secret\nMünchen,{US},key-1,pretend-ü");
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [
        text.clone().into_bytes(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        [b"\xff\xfe", le.as_slice()].concat(),
        [b"\xfe\xff", be.as_slice()].concat(),
        le.clone(),
        be,
    ] {
        let list = table_bytes(&bytes).unwrap().unwrap();
        assert_eq!(list.candidates[0].name, "München");
        assert_eq!(secret(&list.candidates[0]), "pretend-ü");
    }
    let latin_1: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for (bytes, error) in [
        (latin_1, ImportTextError::Encoding),
        (b"PK\x03\x04rest".to_vec(), ImportTextError::Workbook),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), ImportTextError::NotText),
        (le[..le.len() - 1].to_vec(), ImportTextError::NotText),
        (vec![b'a'; 2 << 20], ImportTextError::TooLarge),
    ] {
        assert_eq!(table_bytes(&bytes).unwrap_err(), error);
    }
}

proptest! {
    #[test]
    fn what_a_csv_writer_writes_is_read_back(
        cells in prop::collection::vec(("[a-z]{1,8}", "key-[a-z0-9]{1,8}", "[!-~][ -~\n]{0,20}[!-~]"), 1..8),
        separator in prop::sample::select(b",;\t".to_vec())
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["name", "console", "client id", "secret"]).unwrap();
        for (name, login, secret) in &cells {
            writer.write_record([name, US, login, secret]).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let list = read(&text);
        prop_assert_eq!(list.candidates.len(), cells.len());
        for (found, (name, login, typed)) in list.candidates.iter().zip(&cells) {
            prop_assert_eq!((&found.name, &found.login), (name, login));
            let is_left_out = is_placeholder(typed);
            prop_assert!(is_left_out || secret(found) == typed, "{:?}", typed);
        }
    }

    #[test]
    fn no_remark_holds_a_secret_and_nothing_panics(
        rows in prop::collection::vec("[ ,;\t\"\n\r'=+a-z0-9]{0,20}pretendSECRET[ ,;\t\"\n\r'=E+a-z0-9]{0,20}", 0..6),
        any in any::<Vec<u8>>()
    ) {
        drop(table_bytes(&any));
        let text = format!("Name,Console,Client ID,Secret\n{}", rows.join("\n"));
        let list = read(&text);
        for said in list.unused.iter().chain(list.candidates.iter().flat_map(|found| &found.remarks)) {
            prop_assert!(!said.contains("SECRET"), "{}", said);
        }
    }
}
