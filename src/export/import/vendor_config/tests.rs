use proptest::prelude::*;

use super::*;

fn read(text: &str) -> ImportList {
    vendor_config(VendorTool::CrashPlanCli, text.as_bytes())
}

/// As `crashplan profile create-api-client` and `profile create` write it.
const WRITTEN: &str = "\
[Internal]
default_profile = production

[production]
cpg_authority_url = console.us1.crashplan.com
cpg_username = key-42-a
ignore-ssl-errors = False
api-client-auth = True

[ada]
cpg_authority_url = https://console.us2.crashplan.com
cpg_username = ada@example.com
ignore-ssl-errors = True
api-client-auth = False

";

fn item(candidate: &Candidate) -> Option<&VendorItem> {
    match &candidate.secret {
        CandidateSecret::OfVendorTool(item) => Some(item),
        _ => None,
    }
}

fn remarks(candidate: &Candidate) -> String {
    candidate.remarks.join(" ")
}

/// Of a profile that is complete but for these lines.
fn one(lines: &str) -> Candidate {
    let list = read(&format!("[Internal]\n\n[one]\n{lines}\n"));
    assert!(list.unused.is_empty(), "{:?}", list.unused);
    let [one] = <[_; 1]>::try_from(list.candidates).unwrap();
    one
}

const CONSOLE: &str = "cpg_authority_url = console.example";
const USERNAME: &str = "cpg_username = ada";

#[test]
fn the_profiles_of_both_tools_are_read_with_console_kind_and_keyring_item() {
    let retired = WRITTEN.replace("cpg_", "c42_");
    for (tool, text) in [
        (VendorTool::CrashPlanCli, WRITTEN),
        (VendorTool::Code42Cli, &retired),
    ] {
        let list = vendor_config(tool, text.as_bytes());
        assert!(list.unused.is_empty(), "{:?}", list.unused);
        let [client, user] = &list.candidates[..] else {
            panic!("two profiles");
        };
        assert_eq!(client.place, "[production]");
        assert_eq!(client.name, "production");
        assert_eq!(client.console, "console.us1.crashplan.com");
        assert_eq!(client.kind, AccountKind::ApiClient);
        assert_eq!(client.login, "key-42-a");
        let service = format!("{}::production", tool.command());
        let item = item(client).unwrap();
        assert_eq!((item.service(), &*item.username), (service, "key-42-a"));
        assert_eq!(user.console, "https://console.us2.crashplan.com");
        assert_eq!(user.kind, AccountKind::User);
        assert_eq!(user.login, "ada@example.com");
        assert!(client.is_proposed && user.is_proposed);
    }
}

#[test]
fn the_default_profile_is_named_as_such() {
    let list = read(WRITTEN);
    let [client, user] = &list.candidates[..] else {
        panic!("two profiles");
    };
    assert!(remarks(client).contains("The default profile of the CrashPlan CLI."));
    assert!(!remarks(user).contains("default"));
}

#[test]
fn ignored_certificate_errors_are_explained_and_nothing_else_changes() {
    let user = &read(WRITTEN).candidates[1];
    assert!(remarks(user).contains("ignore-ssl-errors = True"));
    assert!(remarks(user).contains("always checks certificates"));
    assert!(user.is_proposed);
    // The tools compare the text.
    for value in ["False", "true", ""] {
        let one = one(&format!(
            "{CONSOLE}\n{USERNAME}\nignore-ssl-errors = {value}"
        ));
        assert!(one.remarks.is_empty(), "{:?}", one.remarks);
    }
}

#[test]
fn only_the_text_true_makes_an_api_client_and_another_value_is_explained() {
    for (value, kind, is_explained) in [
        ("api-client-auth = True", AccountKind::ApiClient, false),
        ("API-Client-Auth: True", AccountKind::ApiClient, false),
        ("api-client-auth = False", AccountKind::User, false),
        ("", AccountKind::User, false),
        ("api-client-auth = true", AccountKind::User, true),
        (
            "api-client-auth = True ; a comment",
            AccountKind::User,
            true,
        ),
    ] {
        let one = one(&format!("{CONSOLE}\n{USERNAME}\n{value}"));
        assert_eq!(one.kind, kind, "{value}");
        assert_eq!(remarks(&one).contains("has to be “True”"), is_explained);
    }
}

#[test]
fn an_address_of_incydr_is_explained_and_not_proposed() {
    for (console, is_incydr) in [
        ("console.us.code42.com", true),
        ("https://api.us.code42.com/", true),
        ("code42.com.example", false),
        ("console.us1.crashplan.com", false),
    ] {
        let one = one(&format!("cpg_authority_url = {console}\n{USERNAME}"));
        assert_eq!(remarks(&one).contains("Incydr"), is_incydr, "{console}");
        assert_eq!(one.is_proposed, !is_incydr, "{console}");
    }
}

#[test]
fn a_missing_value_or_a_placeholder_is_reported_and_the_profile_not_proposed() {
    for (lines, reason) in [
        (USERNAME, "The console is missing."),
        (CONSOLE, "The username is missing."),
        (
            "cpg_authority_url = __DEFAULT__\ncpg_username = ada",
            "The console was never set.",
        ),
        (
            "cpg_authority_url = console.example\ncpg_username =",
            "The username was never set.",
        ),
        (
            "cpg_username = __DEFAULT__\ncpg_authority_url = console.example\napi-client-auth = True",
            "The client ID was never set.",
        ),
    ] {
        let one = one(lines);
        assert_eq!(one.remarks, [reason]);
        assert!(!one.is_proposed);
        assert_eq!(item(&one).is_some(), !one.login.is_empty());
        assert!(!one.console.contains("__") && !one.login.contains("__"));
    }
}

#[test]
fn a_section_without_any_key_is_still_listed() {
    let list = read("[Internal]\n[empty]\n");
    assert_eq!(list.candidates[0].name, "empty");
    assert_eq!(list.candidates[0].remarks.len(), 2);
}

#[test]
fn sections_of_one_name_are_all_listed_and_none_is_proposed() {
    let list = read(&format!(
        "[Internal]\n[one]\n{CONSOLE}\n{USERNAME}\n[two]\n{CONSOLE}\n{USERNAME}\n[one]\n\
         cpg_authority_url = other.example\n{USERNAME}\n"
    ));
    let proposed = |candidate: &Candidate| (candidate.console.clone(), candidate.is_proposed);
    assert_eq!(
        list.candidates.iter().map(proposed).collect::<Vec<_>>(),
        [
            ("console.example".to_owned(), false),
            ("console.example".to_owned(), true),
            ("other.example".to_owned(), false)
        ]
    );
    assert!(remarks(&list.candidates[2]).contains("More than one section has this name"));
}

#[test]
fn a_repeated_key_is_reported_and_the_first_value_stays() {
    let list = read(&format!(
        "[Internal]\n[one]\n{CONSOLE}\n{USERNAME}\nCPG_Username: eve\n  and more\n"
    ));
    let one = &list.candidates[0];
    assert_eq!(one.login, "ada");
    assert!(!one.is_proposed);
    assert_eq!(
        list.unused,
        ["Line 5 isn’t used: its key is there already."]
    );
}

#[test]
fn damaged_lines_are_reported_by_number_without_their_text_and_the_rest_is_read() {
    let list = read(&format!(
        "pretend-secret-1\n[Internal]\n[one]\npretend-secret-2\n{CONSOLE}\n= pretend-secret-3\n[broken\n{USERNAME}\n"
    ));
    let one = &list.candidates[0];
    assert_eq!((&*one.console, &*one.login), ("console.example", "ada"));
    assert!(one.is_proposed);
    assert_eq!(
        list.unused,
        [
            "Line 1 isn’t used: it stands before the first section.",
            "Line 4 isn’t used: it is neither a section nor a key with a value.",
            "Line 6 isn’t used: it is neither a section nor a key with a value.",
            "Line 7 isn’t used: it is neither a section nor a key with a value.",
        ]
    );
}

#[test]
fn many_damaged_lines_and_profiles_are_counted_not_listed() {
    let list = read(&format!("[Internal]\n{}", "damaged\n".repeat(30)));
    assert_eq!(list.unused.len(), 21);
    assert_eq!(list.unused[20], "10 more lines aren’t used.");

    let sections = |count| {
        let sections = (0..count).map(|number| format!("[{number}]\n"));
        read(&format!("[Internal]\n{}", sections.collect::<String>()))
    };
    assert!(sections(1_000).unused.is_empty());
    let list = sections(1_003);
    assert_eq!(list.candidates.len(), 1_000);
    assert_eq!(
        list.unused,
        ["Only the first 1000 profiles were read; 3 weren’t."]
    );
}

#[test]
fn a_byte_order_mark_and_other_encodings_are_reported_and_read() {
    let text = WRITTEN.replace("[ada]", "[Zoë]");
    let with_mark = format!("\u{feff}{text}").into_bytes();
    let utf_16 = |unit: fn(u16) -> [u8; 2]| {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(unit).collect::<Vec<u8>>()
    };
    let latin_1: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    for (bytes, report) in [
        (text.clone().into_bytes(), None),
        (with_mark, Some("begins with a byte order mark")),
        (utf_16(u16::to_le_bytes), Some("is UTF-16")),
        (utf_16(u16::to_be_bytes), Some("is UTF-16")),
        (latin_1, Some("isn’t UTF-8")),
    ] {
        let list = vendor_config(VendorTool::CrashPlanCli, &bytes);
        assert_eq!(list.candidates[0].name, "production", "{report:?}");
        assert_eq!(list.candidates[1].name, "Zoë", "{report:?}");
        let unused = list.unused.join(" ");
        assert!(
            report.map_or(unused.is_empty(), |text| unused.contains(text)),
            "{unused}"
        );
    }
}

#[test]
fn line_ends_of_windows_and_old_macs_make_no_difference() {
    let names = |list: ImportList| {
        let fields = |it: Candidate| (it.name, it.console, it.login);
        list.candidates.into_iter().map(fields).collect::<Vec<_>>()
    };
    for end in ["\r\n", "\r"] {
        let list = read(&WRITTEN.replace('\n', end));
        assert!(list.unused.is_empty());
        assert_eq!(names(list), names(read(WRITTEN)));
    }
}

#[test]
fn names_beyond_ascii_stay_and_a_place_shows_what_is_invisible() {
    let list = read(&format!(
        "[Internal]\n[Büro München 東京]\n{CONSOLE}\n{USERNAME}\n[a\u{202e}b]\n"
    ));
    assert_eq!(list.candidates[0].name, "Büro München 東京");
    assert_eq!(
        item(&list.candidates[0]).unwrap().service(),
        "crashplancli::Büro München 東京"
    );
    assert_eq!(list.candidates[1].place, "[a\\u202eb]");
}

#[test]
fn percent_signs_are_resolved_as_python_does() {
    let login = |value: &str| {
        one(&format!(
            "{CONSOLE}\nhost = example.com\nnested = at.%(host)s\ncpg_username = {value}"
        ))
    };
    for (value, meant) in [
        ("ada%%x", "ada%x"),
        ("ada@%(HOST)s", "ada@example.com"),
        ("%(nested)s", "at.example.com"),
    ] {
        assert_eq!(login(value).login, meant);
        assert!(login(value).is_proposed);
    }
    for value in [
        "ada%",
        "100%x",
        "%(nothing)s",
        "%()s",
        "%(host)",
        "%(cpg_username)s",
    ] {
        let one = login(value);
        assert_eq!(one.login, value);
        assert_eq!(
            one.remarks,
            ["The username has a “%” that the CrashPlan CLI can’t read."]
        );
        assert!(!one.is_proposed);
    }
}

#[test]
fn references_that_multiply_end_quickly() {
    let level = |level: usize, name: &str| {
        let below = format!("%({name}{})s", level - 1).repeat(40);
        format!("{name}{level} = {below}\n")
    };
    let levels: String = (1..9)
        .flat_map(|it| [level(it, "v"), level(it, "empty")])
        .collect();
    let text = format!(
        "[Internal]\n[one]\nv0 = ha\nempty0 =\n{levels}cpg_authority_url = %(v8)s\ncpg_username = %(empty8)s\n"
    );
    let list = read(&text);
    assert_eq!(list.candidates[0].console, "%(v8)s");
    assert_eq!(list.candidates[0].login, "%(empty8)s");
}

#[test]
fn values_of_the_default_section_count_everywhere_and_it_is_no_profile() {
    let list = read(&format!(
        "[DEFAULT]\n{CONSOLE}\napi-client-auth = True\n[Internal]\n[one]\n{USERNAME}\n"
    ));
    let [one] = &list.candidates[..] else {
        panic!("one profile");
    };
    assert_eq!(one.console, "console.example");
    assert_eq!(one.kind, AccountKind::ApiClient);
}

#[test]
fn a_value_of_several_lines_is_not_proposed() {
    let one = one(&format!(
        "{CONSOLE}\ncpg_username = ada\n  # a comment\n  lovelace\n\n"
    ));
    assert_eq!(one.login, "ada\nlovelace");
    assert_eq!(one.remarks, ["The username has more than one line."]);
}

#[test]
fn placeholders_and_a_missing_internal_section_are_reported() {
    let list = read("[__DEFAULT__]\ncpg_username = ada\n");
    assert!(list.candidates.is_empty());
    assert_eq!(list.unused.len(), 2);
    assert!(list.unused[0].contains("[Internal] is missing"));
    assert!(list.unused[1].contains("[__DEFAULT__] is a placeholder"));
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        for tool in VendorTool::ALL {
            vendor_config(tool, &bytes);
        }
    }

    #[test]
    fn each_field_is_a_part_of_the_text(text in "([\\[\\]a-z=:%; \\n\\t]|\\[a\\]\n|cpg_authority_url|cpg_username){0,60}") {
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        let is_there = |field: &str| {
            let mut parts = field.split('\n').map(|part| part.replace('%', ""));
            parts.all(|part| lines.iter().any(|line| line.replace('%', "").contains(&part)))
        };
        for candidate in read(&text).candidates {
            prop_assert!(is_there(&candidate.name), "{candidate:?}");
            prop_assert!(is_there(&candidate.console), "{candidate:?}");
            prop_assert!(is_there(&candidate.login), "{candidate:?}");
        }
    }
}
