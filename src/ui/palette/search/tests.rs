//! Which letters find what, and in which order.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::app::palette::ProfileLevel;
use crate::app::profiles::{Listing, Row, RowContent};
use crate::model::LocalFormats;
use crate::model::{
    Account, ClientId, ConsoleUrl, PinAndTag, Profile, ProfileId, ProfileName, Tag,
};
use crate::ui::palette::search::*;

fn state(profiles: &[(&str, &str, &str, Option<Tag>)]) -> State {
    let mut state = State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None);
    state.listing = Listing::Done;
    for (name, console, client_id, tag) in profiles {
        let id = ProfileId::random();
        let (is_pinned, tag) = (false, *tag);
        state
            .settings
            .marks
            .insert(id, PinAndTag { is_pinned, tag });
        state.rows.push(Row::of(ProfileRow::new(Profile {
            id,
            rev: 1,
            name: ProfileName::parse(name).unwrap(),
            console: ConsoleUrl::parse(console).unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse(client_id).unwrap(),
            },
            saved_at: Timestamp::UNIX_EPOCH,
        })));
    }
    state
}

fn of(names: &[&str]) -> State {
    let us1 = "https://console.us1.crashplan.com";
    let profiles = names.iter().map(|name| (*name, us1, "key-42", None));
    let profiles: Vec<_> = profiles.collect();
    state(&profiles)
}

fn used(state: &mut State, name: &str, at: i64) {
    let row = state
        .profiles()
        .find(|row| row.profile.name.as_str() == name);
    let id = row.unwrap().profile.id;
    let at = Timestamp::from_second(at).unwrap();
    state.settings.last_used.insert(id, at);
}

fn now() -> Now {
    Now {
        wall: Timestamp::UNIX_EPOCH,
        boot: std::time::Duration::from_secs(1_000),
    }
}

fn search(state: &State, typed: &str) -> Results {
    results(state, &Palette::new(now()), typed, now())
}

fn found(state: &State, typed: &str) -> Vec<SearchResult> {
    search(state, typed).found
}

fn name_of(state: &State, id: ProfileId) -> String {
    state.profile(id).unwrap().profile.name.to_string()
}

fn profiles(state: &State, typed: &str) -> Vec<String> {
    let ids = found(state, typed)
        .into_iter()
        .filter_map(|found| match found.entry {
            Entry::Profile(id) => Some(id),
            Entry::Command(_) | Entry::CommandOf(..) => None,
        });
    ids.map(|id| name_of(state, id)).collect()
}

/// "Settings", "Edit: Acme".
fn commands(state: &State, typed: &str) -> Vec<String> {
    let text = |found: SearchResult| match found.entry {
        Entry::Command(command) => Some(command.label().to_owned()),
        Entry::CommandOf(id, command) => Some(format!("{command:?}: {}", name_of(state, id))),
        Entry::Profile(_) => None,
    };
    found(state, typed).into_iter().filter_map(text).collect()
}

fn letters(name: &str, typed: &str) -> String {
    let state = of(&[name]);
    let found = found(&state, typed);
    let letters = &found.first().unwrap().letters;
    let typed = name.char_indices().filter(|(at, _)| letters.contains(at));
    typed.map(|(_, letter)| letter).collect()
}

#[test]
fn without_letters_the_last_used_come_first_then_the_list_then_commands() {
    let mut state = of(&["A", "B", "C", "D"]);
    used(&mut state, "C", 10);
    used(&mut state, "D", 20);
    assert_eq!(profiles(&state, "  "), ["D", "C", "A", "B"]);
    let all = found(&state, "");
    assert!(matches!(all[4].entry, Entry::Command(_)));
    let sections = search(&state, "").sections;
    assert_eq!(sections, [(Section::Profiles, 0), (Section::Commands, 4)]);
}

#[test]
fn the_beginning_of_the_name_counts_most_then_of_a_word_then_what_is_inside_then_letters_apart() {
    let state = of(&["P R O D", "Approdo", "The product", "Production EU"]);
    let order = ["Production EU", "The product", "Approdo", "P R O D"];
    assert_eq!(profiles(&state, "prod"), order);
    let state = of(&["Approdo", "Acme (prod)"]);
    assert_eq!(profiles(&state, "prod"), ["Acme (prod)", "Approdo"]);
}

#[test]
fn a_tag_counts_more_than_a_host_or_login_and_those_more_where_a_word_begins() {
    let us1 = "https://console.us1.crashplan.com";
    let here = "https://acme.example.com";
    let inside = "https://the-dacme.example.com";
    let mut state = state(&[
        ("Inside a host", inside, "key-1", None),
        ("Inside a login", us1, "key-dacme", None),
        ("Host", here, "key-1", None),
        ("Login", us1, "acme-1", None),
        ("Tag", us1, "key-1", Some(Tag::Violet)),
        ("Word of Acme", us1, "key-1", None),
    ]);
    state.settings.tags.rename(Tag::Violet, "Acme").unwrap();
    assert_eq!(
        profiles(&state, "acme"),
        [
            "Word of Acme",
            "Tag",
            "Host",
            "Login",
            "Inside a host",
            "Inside a login"
        ]
    );
}

#[test]
fn each_word_counts_and_letters_that_are_closer_count_more() {
    let state = of(&["The Acme North", "Acme North"]);
    assert_eq!(
        profiles(&state, "acme north"),
        ["Acme North", "The Acme North"]
    );
    let state = of(&["Pa long way to a Eu", "P Eu"]);
    assert_eq!(profiles(&state, "peu"), ["P Eu", "Pa long way to a Eu"]);
}

#[test]
fn what_matches_better_beside_the_name_leaves_its_letters_unmarked() {
    let peu = "https://peu.example.com";
    let of_name = |name: &str, typed: &str| {
        let state = state(&[(name, peu, "key-1", None)]);
        found(&state, typed).remove(0)
    };
    let by_host = of_name("Production EU", "peu");
    assert!(by_host.letters.is_empty() && by_host.is_by_details);
    let by_name = of_name("Teapeuse", "peu");
    assert_eq!(by_name.letters, [3, 4, 5], "as good as the host");
    assert!(!by_name.is_by_details);
}

#[test]
fn up_to_sixty_four_words_are_looked_for() {
    let name: String = ('!'..='~')
        .filter(|c| !c.is_ascii_uppercase())
        .take(64)
        .collect();
    let state = of(&[&name]);
    let words: Vec<String> = name.chars().map(String::from).collect();
    assert_eq!(words.len(), 64);
    assert_eq!(profiles(&state, &words.join(" ")), [name]);
    assert_eq!(found(&state, &format!("{} aa", words.join(" "))), []);
}

#[test]
fn hidden_characters_are_searched_as_they_are_shown() {
    let mut state = of(&["Alpha"]);
    let RowContent::Profile(row) = &mut state.rows[0].content else {
        panic!("unreadable")
    };
    row.profile.name = ProfileName::parse_stored("Al\u{200b}pha").unwrap();
    row.profile.account = Account::ApiClient {
        client_id: ClientId::parse_stored("key\u{2060}-42").unwrap(),
    };
    assert_eq!(profiles(&state, "200b").len(), 1);
    assert_eq!(profiles(&state, "2060").len(), 1);
}

#[test]
fn among_equals_the_last_used_comes_first() {
    let mut state = of(&["Production EU", "Production US"]);
    assert_eq!(profiles(&state, "prod")[0], "Production EU");
    used(&mut state, "Production US", 10);
    assert_eq!(profiles(&state, "prod")[0], "Production US");
    assert_eq!(profiles(&state, "prod eu"), ["Production EU"]);
}

#[test]
fn a_profile_is_found_by_host_label_login_and_the_name_of_its_tag() {
    let eu5 = "https://console.eu5.cpg.crashplan.com";
    let us1 = "https://console.us1.crashplan.com";
    let red = Some(Tag::Violet);
    let state = state(&[
        ("Alpha", eu5, "key-79mu", red),
        ("Beta", us1, "key-42", None),
    ]);
    for typed in ["eu5", "79mu", "production", "eu5.cpg"] {
        assert_eq!(profiles(&state, typed), ["Alpha"], "{typed}");
    }
    // Hosts are not searched for scattered letters: every one would match.
    assert_eq!(profiles(&state, "cshpln"), [""; 0]);
}

#[test]
fn a_few_letters_find_a_name_but_not_from_the_middle_of_words() {
    let state = of(&["Production EU", "Staging US"]);
    assert_eq!(profiles(&state, "peu"), ["Production EU"]);
    assert_eq!(profiles(&state, "rdeu"), [""; 0]);
    assert_eq!(profiles(&state, "prodx"), [""; 0]);
}

#[test]
fn names_in_other_scripts_are_found_with_their_matching_letters() {
    let state = of(&["Côte d’Azur", "日本の本番", "Тест"]);
    assert_eq!(profiles(&state, "CÔTE"), ["Côte d’Azur"]);
    assert_eq!(profiles(&state, "本番"), ["日本の本番"]);
    assert_eq!(profiles(&state, "тест"), ["Тест"]);
    assert_eq!(letters("Côte d’Azur", "azur"), "Azur");
    assert_eq!(letters("日本の本番", "本番"), "本番");
    assert_eq!(letters("Production EU", "peu"), "PEU");
    assert_eq!(letters("Production EU", "eu prod"), "ProdEU");
    let state = of(&["Production EU"]);
    let found = found(&state, "eu prod pro");
    assert_eq!(
        found[0].letters,
        [0, 1, 2, 3, 11, 12],
        "each once, in order"
    );
}

#[test]
fn commands_are_found_after_profiles_that_fit_as_well_and_only_where_they_are_possible() {
    let mut state = of(&["Settings of mine"]);
    assert_eq!(profiles(&state, "sett"), ["Settings of mine"]);
    assert_eq!(commands(&state, "sett"), ["Settings"]);
    assert_eq!(commands(&state, "duplicate"), [""; 0], "none is selected");
    state.selected = state.rows.first().map(|row| row.key);
    assert_eq!(
        commands(&state, "duplicate"),
        ["Duplicate: Settings of mine"]
    );
    assert_eq!(commands(&state, "renew"), [""; 0], "there is no token");
    let sections = search(&state, "settings").sections;
    assert_eq!(sections, [(Section::Profiles, 0), (Section::Commands, 1)]);
    // Scattered letters of a profile's name count less than the beginning of a command.
    let sections = search(&of(&["Northern west"]), "new").sections;
    assert_eq!(sections, [(Section::Commands, 0), (Section::Profiles, 1)]);
}

#[test]
fn every_command_of_every_profile_is_found_by_words_of_both_in_any_order() {
    let mut state = of(&["Acme Logistics", "Bright Dental", "Acme (test)"]);
    state.selected = state.rows.get(1).map(|row| row.key);
    for typed in ["edit acme log", "log ed acme", "LOGISTICS edit"] {
        assert_eq!(commands(&state, typed), ["Edit: Acme Logistics"], "{typed}");
        assert_eq!(profiles(&state, typed), [""; 0]);
    }
    assert_eq!(commands(&state, "edit acme").len(), 2);
    assert_eq!(
        commands(&state, "check dental"),
        [
            "Check: Bright Dental",
            "CheckRotation: Bright Dental",
            "CheckAddress: Bright Dental"
        ]
    );
    assert_eq!(commands(&state, "delete test"), ["Delete: Acme (test)"]);
    // Words of a command alone mean the selected profile.
    assert_eq!(commands(&state, "delete"), ["Delete: Bright Dental"]);
    // Words of a profile alone find no commands.
    assert_eq!(commands(&state, "acme"), [""; 0]);
    // There is no token to renew.
    assert_eq!(commands(&state, "renew acme"), [""; 0]);
}

#[test]
fn a_command_of_the_best_match_and_of_the_last_used_comes_first() {
    let mut state = of(&["Big acme", "Acme", "Acme 2"]);
    used(&mut state, "Acme 2", 10);
    assert_eq!(
        commands(&state, "pin acme"),
        ["Pin: Acme 2", "Pin: Acme", "Pin: Big acme"]
    );
}

#[test]
fn the_second_level_has_all_commands_of_one_profile_and_can_be_searched() {
    let state = of(&["Acme", "Bright"]);
    let id = state.profiles().nth(1).unwrap().profile.id;
    let mut palette = Palette::new(now());
    palette.level = Some(ProfileLevel {
        id,
        outer_search: String::new(),
    });
    let all = results(&state, &palette, "", now());
    assert_eq!(all.sections, [(Section::CommandsOf(id), 0)]);
    assert_eq!(all.found[0].entry, Entry::Profile(id));
    let is_of_bright = |found: &SearchResult| found.entry.profile() == Some(id);
    assert!(all.found.iter().all(is_of_bright));
    let has = |command| {
        let entry = Entry::CommandOf(id, command);
        all.found.iter().any(|found| found.entry == entry)
    };
    assert!(has(Command::Delete) && has(Command::OpenConsole) && has(Command::Pin));
    assert!(!has(Command::Unpin) && !has(Command::Renew));
    let pin = results(&state, &palette, "pin", now());
    assert_eq!(pin.found[0].entry, Entry::CommandOf(id, Command::Pin));
    assert_eq!(pin.found[0].letters, [0, 1, 2]);
    assert_eq!(results(&state, &palette, "acme", now()), Results::default());
}

/// For figures of a release build: `cargo test --release --lib palette -- --nocapture`.
#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures, and says what"
)]
fn ten_thousand_profiles_are_searched_within_a_frame() {
    let names: Vec<_> = (0..10_000)
        .map(|n| format!("Customer {n} Logistics and Services"))
        .collect();
    let mut state = of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    state.selected = state.rows.first().map(|row| row.key);
    for typed in [
        "",
        "c",
        "cu",
        "cls",
        "edit 77",
        "e c",
        "zzzz",
        "chk c l s a",
    ] {
        let began = std::time::Instant::now();
        let count = found(&state, typed).len();
        let took = began.elapsed();
        println!("“{typed}”: {count} results in {took:?}");
        let most = if cfg!(debug_assertions) { 2_000 } else { 8 };
        assert!(took.as_millis() <= most, "“{typed}” took {took:?}");
    }
}

#[test]
fn signs_of_other_search_languages_mean_themselves() {
    let state = of(&["!important", "^top"]);
    assert_eq!(profiles(&state, "!imp"), ["!important"]);
    assert_eq!(profiles(&state, "^top"), ["^top"]);
}

#[test]
fn what_was_pasted_by_mistake_is_looked_for_at_no_cost() {
    let names: Vec<_> = (0..1_000).map(|n| format!("Tenant {n} a b c d")).collect();
    let state = of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for typed in ["a".repeat(10_000), "a ".repeat(5_000), "é🦀 ".repeat(2_000)] {
        assert_eq!(found(&state, &typed), []);
    }
    assert_eq!(profiles(&state, &"a ".repeat(100)).len(), 1_000);
}

fn odd_text() -> impl Strategy<Value = String> {
    let odd = "[aAbB ÀßſİıΣς日本語🦀👩‍👩‍👧\u{301}\u{202e}\u{200b}\u{0}\t\n!^$'|\\\\]{0,70}";
    prop_oneof![odd, ".{0,70}", "[ab]{0,70}"]
}

proptest! {
    #[test]
    fn any_text_can_be_searched_and_matching_letters_are_in_order_at_letter_boundaries(
        names in proptest::collection::vec(odd_text(), 1..6),
        typed in odd_text(),
    ) {
        let names: Vec<_> = names.iter().filter(|name| ProfileName::parse(name).is_ok()).collect();
        let state = of(&names.iter().map(|name| name.as_str()).collect::<Vec<_>>());
        for found in found(&state, &typed) {
            let Entry::Profile(id) = found.entry else {
                continue;
            };
            let name = &state.profile(id).unwrap().profile.name;
            prop_assert!(found.letters.is_sorted_by(|one, next| one < next));
            for at in found.letters {
                prop_assert!(name.as_str().is_char_boundary(at), "{at} in {name:?} by {typed:?}");
            }
        }
    }

    #[test]
    fn a_name_is_found_by_itself(name in odd_text()) {
        prop_assume!(ProfileName::parse(&name).is_ok());
        prop_assert_eq!(profiles(&of(&[&name]), &name).len(), 1);
    }
}
