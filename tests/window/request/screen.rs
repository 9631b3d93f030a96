//! The tab *Try a request*.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::request::{RequestAction, RequestPhase, RequestWay, Sent, ShownAs};
use tokendesk::app::tab::Tab;
use tokendesk::app::{Action, Drafts};
use tokendesk::model::failure::Stage;
use tokendesk::model::{PasswordStorage, ProfileId, RequestFormat, ResourcePath};

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::tabs::{PLAIN, answered, basic, on, response, sending};
use crate::samples::users::dana;
use crate::samples::{live, production, refused};

fn show(row: ProfileRow) -> (ScreenHarness, ProfileId) {
    let id = row.profile.id;
    (ScreenHarness::of(on(Tab::Request, [row])), id)
}

/// The same with this in the field.
fn typed(row: ProfileRow, path: &str) -> (ScreenHarness, ProfileId) {
    let id = row.profile.id;
    let mut drafts = Drafts::default();
    let draft = drafts.requests.entry(id).or_default();
    path.clone_into(&mut draft.path);
    let state = on(Tab::Request, [row]);
    let window = ScreenHarness::with(state, drafts, USUAL, egui::Theme::Light);
    (window, id)
}

fn path(window: &ScreenHarness, id: ProfileId) -> &str {
    &window.0.state().drafts.requests[&id].path
}

fn is_disabled(window: &ScreenHarness, name: &str) -> bool {
    window.button(name).accesskit_node().is_disabled()
}

#[test]
fn the_request_form_begins_with_an_example_and_shows_the_full_address() {
    let (mut window, id) = show(live(872));
    assert_eq!(
        path(&window, id),
        "/api/v3/users?active=true&blocked=false&pageSize=100"
    );
    assert!(window.has(
        "GET https://console.eu5.cpg.crashplan.com/api/v3/users?active=true&blocked=false&pageSize=100"
    ));
    let send = Action::Request(id, RequestAction::Send);
    assert_eq!(window.press("Send"), [send]);
    window.wait_half_a_second();
    window.0.get_by_label("Path").focus();
    window.settle();
    assert_eq!(window.key(Key::Enter), [send]);
    assert_eq!(window.focused().as_deref(), Some("Path"));
}

#[test]
fn two_clicks_in_a_burst_are_one_request() {
    let (mut window, id) = show(live(872));
    assert_eq!(
        window.press("Send"),
        [Action::Request(id, RequestAction::Send)]
    );
    assert_eq!(window.press("Send"), []);
}

#[test]
fn an_example_is_chosen_from_the_menu_and_asks_for_the_organization_that_it_wants() {
    let (mut window, id) = show(live(872));
    assert_eq!(window.choose("Examples", "Roles"), []);
    assert_eq!(path(&window, id), "/api/v4/role/view");
    assert!(!window.has("Organization ID"));
    window.choose("Examples", "Users of an organization");
    assert_eq!(path(&window, id), "/api/v3/org/<organizationID>/user");
    assert_eq!(window.focused().as_deref(), Some("Organization ID"));
    assert!(
        window.has("GET https://console.eu5.cpg.crashplan.com/api/v3/org/<organizationID>/user")
    );
    window.0.event(egui::Event::Text("1187".to_owned()));
    window.settle();
    assert_eq!(window.0.state().drafts.requests[&id].organization, "1187");
}

#[test]
fn what_is_wrong_with_a_path_stands_below_it() {
    for (wrong, said) in [
        ("api/v1/User", "Start the path with one slash"),
        ("https://evil.example/api/v1/User", "no address"),
        ("/api/v1/../x", "Write out the path"),
        ("/x", "starts with /api/v1/"),
    ] {
        let (window, _) = typed(live(872), wrong);
        assert!(window.says(said), "{wrong}");
        assert!(is_disabled(&window, "Copy request as"), "{wrong}");
        assert!(window.has("GET https://console.eu5.cpg.crashplan.com…"));
    }
    let (window, _) = typed(live(872), "");
    assert!(!window.says("Enter a path"), "nothing was tried yet");
    let mut row = live(872);
    row.request.shows_errors = true;
    assert!(typed(row, "").0.says("Enter a path"));
}

#[test]
fn a_pasted_address_of_this_console_becomes_its_path_and_says_so() {
    let (mut window, id) = typed(live(872), "");
    window.0.get_by_label("Path").focus();
    window.settle();
    let paste = |text: &str| egui::Event::Paste(text.to_owned());
    window.0.event(paste(
        "https://console.eu5.cpg.crashplan.com/api/v1/Computer?x=1",
    ));
    window.settle();
    assert_eq!(path(&window, id), "/api/v1/Computer?x=1");
    assert!(window.says("Console address removed"));
    window.0.event(egui::Event::Text("2".to_owned()));
    window.settle();
    assert!(!window.says("Console address removed"), "it is edited now");
}

#[test]
fn without_a_live_token_nothing_can_be_sent_and_the_reason_is_there() {
    for row in [production(), live(0)] {
        let (mut window, _) = show(row);
        assert!(is_disabled(&window, "Send"));
        assert!(is_disabled(&window, "Copy request as"));
        assert!(window.says("Get a token first."));
        window.0.get_by_label("Path").focus();
        window.settle();
        assert_eq!(window.key(Key::Enter), []);
    }
}

#[test]
fn user_accounts_can_choose_the_deprecated_way_and_read_its_limits() {
    let (mut window, id) = show(dana(PasswordStorage::InKeyring));
    assert!(is_disabled(&window, "Send"), "it has no token");
    window
        .0
        .get_by_role_and_label(Role::RadioButton, "Basic (deprecated)")
        .click();
    window.settle();
    let asked = RequestAction::ChooseWay(RequestWay::Basic);
    assert_eq!(window.asked(), [Action::Request(id, asked)]);
    let (mut window, id) = typed(basic(PasswordStorage::InKeyring), "/api/v3/users");
    for said in ["v1 and v4+", "auth/jwt", "two-factor"] {
        assert!(window.says(said), "{said}");
    }
    assert!(window.says("Use a token for this path."));
    let asked = window.0.query_by_role(Role::PasswordInput);
    assert!(asked.is_none(), "the stored one is used");
    assert_eq!(
        window.press("Send"),
        [Action::Request(id, RequestAction::Send)]
    );
    assert!(
        !show(live(872)).0.has("Basic (deprecated)"),
        "for persons only"
    );
}

#[test]
fn a_password_that_is_not_stored_is_asked_for_and_stays_masked() {
    let mut row = basic(PasswordStorage::AskedEachTime);
    row.request.shows_errors = true;
    let (mut window, id) = typed(row, "/api/v1/User");
    assert!(window.says("Enter the password."));
    window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Password")
        .focus();
    window.settle();
    window.0.event(egui::Event::Text("pl4nted".to_owned()));
    window.settle();
    assert_eq!(
        window.0.state().drafts.requests[&id].password.text(),
        "pl4nted"
    );
    assert!(!window.says("pl4nted") && !window.says("Enter the password."));
}

#[test]
fn while_it_is_sent_it_says_what_it_waits_for_and_can_be_canceled() {
    let mut row = live(872);
    row.request.phase = sending(Stage::Waiting, 6);
    let (mut window, id) = show(row);
    assert!(window.says("Waiting for console.eu5.cpg.crashplan.com · 6 s"));
    assert!(!window.has("Send"));
    let cancel = Action::Request(id, RequestAction::Cancel);
    assert_eq!(window.press("Cancel"), [cancel]);
}

#[test]
fn a_request_without_an_answer_says_why() {
    let mut row = live(872);
    row.request.phase = RequestPhase::Failed(refused());
    let (window, _) = show(row);
    assert!(window.says("not accepted"));
    assert!(window.says("187 ms"));
    assert!(
        !window.says("Nothing was copied."),
        "a request copies nothing"
    );
    assert!(window.has("Send"));
}

#[test]
fn a_response_can_be_saved_unless_it_holds_a_token() {
    let save = |id| Action::Request(id, RequestAction::SaveResponse);
    let (mut window, id) = show(answered(response(200, PLAIN)));
    assert_eq!(window.press("Save response…"), [save(id)]);
    let mut row = answered(response(200, PLAIN));
    row.request.sent = Some(Sent {
        path: ResourcePath::parse("/api/v3/auth/jwt?useBody=true").unwrap(),
        way: RequestWay::Token,
    });
    let (window, _) = show(row);
    assert!(window.has("Copy response") && !window.has("Save response…"));
    let (window, _) = show(answered(response(204, "")));
    assert!(!window.has("Save response…"), "there is nothing to save");
}

#[test]
fn next_page_asks_for_the_page_that_follows_the_one_shown() {
    let with_sent = |status, path: &str| {
        let mut row = answered(response(status, PLAIN));
        row.request.sent = Some(Sent {
            path: ResourcePath::parse(path).unwrap(),
            way: RequestWay::Token,
        });
        show(row)
    };
    let (mut window, id) = with_sent(200, "/api/v1/User?pgSize=100");
    let send = Action::Request(id, RequestAction::Send);
    assert_eq!(window.press("Next page"), [send]);
    assert_eq!(path(&window, id), "/api/v1/User?pgSize=100&pgNum=2");
    for (status, path) in [(404, "/api/v1/User?pgSize=100"), (200, "/api/v1/User/my")] {
        assert!(!with_sent(status, path).0.has("Next page"), "{path}");
    }
}

#[test]
fn an_answer_tells_status_duration_and_size_and_shows_headers_on_demand() {
    let (mut window, id) = show(answered(response(200, PLAIN)));
    assert!(window.has("HTTP 200 · 212 ms · 160 bytes"));
    assert!(!window.says("application/json"));
    window
        .0
        .get_by_role_and_label(Role::CheckBox, "Headers")
        .click();
    window.settle();
    let shown = Action::Request(id, RequestAction::ShowHeaders(true));
    assert_eq!(window.asked(), [shown]);
    let mut row = answered(response(200, PLAIN));
    row.request.shows_headers = true;
    let (window, _) = show(row);
    assert!(window.says("Content-Type: application/json"));
    assert!(window.says(r"X-Request-Id: a1b2\u202ec3"));
}

#[test]
fn pretty_and_raw_are_a_switch_where_there_are_both() {
    let (mut window, id) = show(answered(response(200, PLAIN)));
    window
        .0
        .get_by_role_and_label(Role::RadioButton, "Raw")
        .click();
    window.settle();
    let raw = RequestAction::ShowAs(ShownAs::Raw);
    assert_eq!(window.asked(), [Action::Request(id, raw)]);
    let (window, _) = show(answered(response(200, "no JSON")));
    assert!(!window.has("Raw"));
}

#[test]
fn an_answer_can_be_copied_whole() {
    for (shown_as, copied) in [
        (ShownAs::Raw, PLAIN.to_owned()),
        (
            ShownAs::Pretty,
            response(200, PLAIN).pretty.unwrap().to_string(),
        ),
    ] {
        let mut row = answered(response(200, PLAIN));
        row.request.shown_as = shown_as;
        let (mut window, _) = show(row);
        assert_eq!(
            window.press("Copy response"),
            [Action::CopyText("response text")]
        );
        let selection = window.0.state_mut().drafts.to_copy.take();
        assert_eq!(selection.unwrap().expose_secret(), copied);
    }
}

#[test]
fn a_request_is_copied_in_the_chosen_format() {
    let items = [
        "curl (bash, zsh)",
        "curl (Windows cmd)",
        "PowerShell",
        "HTTP request (.http)",
        "Python",
        "Shell variable (bash, zsh)",
    ];
    for (item, format) in items.into_iter().zip(RequestFormat::ALL) {
        let (mut window, id) = show(live(872));
        let copy = Action::Request(id, RequestAction::CopyAs(format));
        assert_eq!(offered(&mut window), items);
        window.0.get_by_role_and_label(Role::MenuItem, item).click();
        window.settle();
        assert_eq!(window.asked(), [copy], "{item}");
    }
}

#[test]
fn with_a_username_only_formats_that_prompt_for_the_password_are_offered() {
    let (mut window, id) = typed(basic(PasswordStorage::InKeyring), "/api/v1/User");
    let items = ["curl (bash, zsh)", "curl (Windows cmd)", "Python"];
    assert_eq!(offered(&mut window), items);
    window
        .0
        .get_by_role_and_label(Role::MenuItem, "Python")
        .click();
    window.settle();
    let copy = RequestAction::CopyAs(RequestFormat::Python);
    assert_eq!(window.asked(), [Action::Request(id, copy)]);
}

/// Opens the menu; the names of its items.
fn offered(window: &mut ScreenHarness) -> Vec<String> {
    assert_eq!(window.press("Copy request as"), []);
    let items = window.0.get_all_by_role(Role::MenuItem);
    items
        .filter_map(|item| item.accesskit_node().label())
        .collect()
}

#[test]
fn an_answer_of_401_offers_a_new_token_and_sends_nothing_by_itself() {
    let row = answered(response(401, ""));
    let id = row.profile.id;
    let (mut window, _) = show(row);
    assert!(window.says("Token not accepted"));
    let renew = window
        .0
        .get_all_by_role_and_label(Role::Button, "Renew")
        .last()
        .unwrap();
    renew.click();
    window.settle();
    assert_eq!(window.asked(), [Action::Renew(id)]);
}

#[test]
fn a_response_is_described_by_how_it_was_requested_whatever_is_chosen_since() {
    for (sent, chosen, told, offers_token) in [
        (RequestWay::Token, RequestWay::Basic, "Token", true),
        (
            RequestWay::Basic,
            RequestWay::Token,
            "Username or password",
            false,
        ),
    ] {
        let mut row = basic(PasswordStorage::InKeyring);
        row.request.phase = answered(response(401, "")).request.phase;
        row.request.sent = Some(Sent {
            path: ResourcePath::parse("/api/v1/AuthToken").unwrap(),
            way: sent,
        });
        row.request.way = chosen;
        let (window, _) = show(row);
        assert!(window.says(&format!("{told} not accepted")), "{told}");
        assert_eq!(window.has("Renew"), offers_token, "{told}");
    }
}

#[test]
fn the_missing_part_of_a_response_is_reported() {
    let mut cut = response(200, PLAIN);
    cut.cut_at_bytes = Some(262_144);
    let mut compressed = response(200, "");
    compressed.is_compressed = true;
    for (response, said) in [
        (cut, "Truncated at 256 KB."),
        (compressed, "Unexpected compressed response"),
        (response(204, ""), "Empty response"),
        (response(302, ""), "not followed"),
    ] {
        assert!(show(answered(response)).0.says(said), "{said}");
    }
}
