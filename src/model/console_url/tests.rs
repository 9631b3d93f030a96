//! Addresses as people paste them, and tricks.

use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> String {
    ConsoleUrl::parse(text).unwrap().to_string()
}

#[test]
fn pasted_addresses_are_reduced_to_scheme_and_host() {
    for text in [
        "console.us1.crashplan.com",
        " https://console.us1.crashplan.com/ ",
        "https://console.us1.crashplan.com/console/#/login?x=1",
        "HTTPS://Console.US1.CrashPlan.com:443",
        "https://console.us1.crashplan.com.",
        "console.us1.crashplan.com.:443/a@b",
    ] {
        assert_eq!(shown(text), "https://console.us1.crashplan.com", "{text}");
    }
    assert_eq!(shown("example.com:4285/x"), "https://example.com:4285");
    assert_eq!(
        ConsoleUrl::parse("example.com:4285").unwrap().host(),
        "example.com:4285"
    );
}

#[test]
fn path_of_drops_only_its_own_address() {
    let console = ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap();
    for (text, path) in [
        (
            "https://console.us1.crashplan.com/api/v1/User?x=//y",
            Some("/api/v1/User?x=//y"),
        ),
        (" Console.US1.crashplan.com:443/api\n", Some("/api")),
        (
            "https://console.us1.crashplan.com//evil.example/x",
            Some("//evil.example/x"),
        ),
        ("https://console.us2.crashplan.com/api", None),
        ("https://console.us1.crashplan.com:4285/api", None),
        ("http://console.us1.crashplan.com/api", None),
        ("https://console.us1.crashplan.com@evil.example/api", None),
        ("https://console.us1.crashplan.com", None),
        ("/api/v1/User", None),
        ("/api/v1/User?to=https://console.us1.crashplan.com/x", None),
        (
            "console.us1.crashplan.com/a/b?u=http://y/z",
            Some("/a/b?u=http://y/z"),
        ),
        ("console.us1.crashplan.com?u=http://y/z", None),
        ("://", None),
        ("", None),
    ] {
        assert_eq!(console.path_of(text), path, "{text}");
    }
}

#[test]
fn invalid_and_misleading_addresses_are_refused() {
    use ConsoleUrlError as E;
    let long = format!("https://{}.example", "a".repeat(300));
    let long_name = format!("https://{}example", "abcdefgh.".repeat(30));
    for (text, error) in [
        ("", E::Empty),
        ("https://", E::Empty),
        ("https://user@host.example", E::UserInfo),
        (
            "https://console.us1.crashplan.com:x@evil.example",
            E::UserInfo,
        ),
        ("https:\\\\host.example", E::Character),
        ("host.example\\@evil.example", E::Character),
        ("host\t.example", E::Character),
        ("host.exa\nmple", E::Character),
        ("ftp://host.example", E::Scheme),
        ("javascript://host.example", E::Scheme),
        ("http://host.example", E::NotSecure),
        ("http://localhost.evil.example", E::NotSecure),
        ("http://127.0.0.1.evil.example", E::NotSecure),
        ("http://10.0.0.1", E::NotSecure),
        ("host.example:0", E::Port),
        ("host.example:65536", E::Port),
        ("host.example:4x", E::Port),
        ("host..example", E::Host),
        ("host.example..", E::Host),
        ("https://exa mple.com", E::Character),
        ("https://[::1", E::Host),
        ("https://https://console.us1.crashplan.com", E::TwoSchemes),
        ("HTTP://Https://host.example/x", E::TwoSchemes),
        ("::1", E::BareIpv6),
        ("https://2001:db8::1", E::BareIpv6),
        ("fe80::1/api", E::BareIpv6),
        ("0.0.0.0", E::Host),
        (&long, E::Host),
        (&long_name, E::Host),
    ] {
        assert_eq!(ConsoleUrl::parse(text), Err(error), "{text}");
    }
}

#[test]
fn lookalikes_and_odd_numbers_show_the_host_contacted() {
    assert_eq!(
        shown("https://cоnsole.example"),
        "https://xn--cnsole-wqf.example",
        "a Cyrillic o"
    );
    assert_eq!(shown("http://2130706433"), "http://127.0.0.1");
    assert_eq!(shown("http://0x7f.1:8080"), "http://127.0.0.1:8080");
    assert_eq!(shown("https://ｅxample。com"), "https://example.com");
}

#[test]
fn http_is_for_loopback_only() {
    for text in [
        "http://localhost:4280",
        "http://127.8.0.1",
        "http://[::1]:9",
        "http://localhost.",
    ] {
        assert!(ConsoleUrl::parse(text).unwrap().is_loopback(), "{text}");
    }
    assert!(
        !ConsoleUrl::parse("https://console.us2.crashplan.com")
            .unwrap()
            .is_loopback()
    );
}

#[test]
fn known_consoles_have_labels_and_the_sister_product_is_recognized() {
    for (label, _, base) in KNOWN_CONSOLES {
        assert_eq!(ConsoleUrl::parse(base).unwrap().label(), Some(label));
    }
    assert_eq!(
        ConsoleUrl::parse("https://console.us1.crashplan.com:8443")
            .unwrap()
            .label(),
        None
    );
    assert_eq!(
        ConsoleUrl::parse("example.com").unwrap().short(),
        "example.com"
    );
    assert!(
        ConsoleUrl::parse("console.us.code42.com")
            .unwrap()
            .is_sister_product()
    );
    assert!(
        !ConsoleUrl::parse("notcode42.com")
            .unwrap()
            .is_sister_product()
    );
}

#[test]
fn a_resource_stays_on_its_console() {
    let console = ConsoleUrl::parse("https://host.example:4285").unwrap();
    let url = console.resource("/api/v3/oauth/token?grant_type=client_credentials");
    assert_eq!(
        url.as_str(),
        "https://host.example:4285/api/v3/oauth/token?grant_type=client_credentials"
    );
    assert_eq!(
        console.resource("//evil.example/x").host_str(),
        Some("host.example")
    );
}

#[test]
fn half_schemes_bad_ports_and_disguised_addresses_are_rejected() {
    use ConsoleUrlError as E;
    let label = format!("{}.example", "a".repeat(64));
    for (text, error) in [
        ("https:/host.example", E::Scheme),
        ("https:host.example", E::Scheme),
        ("https:", E::Scheme),
        ("HTTP:/host.example", E::Scheme),
        ("https:///host.example", E::Empty),
        ("//host.example", E::Scheme),
        ("/host.example", E::Scheme),
        ("file:///etc/hosts", E::Scheme),
        ("javascript:alert(1)", E::Port),
        ("javascript:", E::Port),
        ("mailto:ada@host.example", E::UserInfo),
        ("https://https://host.example", E::TwoSchemes),
        ("https://@host.example", E::UserInfo),
        ("https://host.example:443@evil.example/", E::UserInfo),
        ("https://host.example%40evil.example", E::Host),
        ("https://host.example%2f.evil.example", E::Host),
        ("https://host.example%5c.evil.example", E::Host),
        ("https://host.example%00.evil.example", E::Host),
        ("https://host.exa%0d%0ample", E::Host),
        ("https://%20host.example", E::Host),
        ("host.example:", E::Port),
        ("host.example:-1", E::Port),
        ("host.example:+443", E::Port),
        ("host.example:99999999999999999999", E::Port),
        ("host.example: 443", E::Character),
        ("host\0.example", E::Character),
        ("host\u{a0}.example", E::Character),
        ("host\u{2028}.example", E::Character),
        ("\u{202e}host.example", E::Host),
        ("host.example\u{3002}\u{3002}", E::Host),
        (".host.example", E::Host),
        (".", E::Empty),
        ("..", E::Host),
        ("1.2.3.4.5", E::Host),
        ("256.1.1.1", E::Host),
        ("0x1ffffffff", E::Host),
        ("host.0x7f", E::Host),
        ("255.255.255.255", E::Host),
        ("0", E::Host),
        ("[::]", E::Host),
        ("[::ffff:0.0.0.0]", E::Host),
        ("[::ffff:127.0.0.1]", E::Host),
        ("http://[::ffff:127.0.0.1]", E::Host),
        ("http://[::ffff:7f00:1]", E::Host),
        ("[fe80::1%25eth0]", E::Host),
        ("[fe80::1%eth0]", E::Host),
        ("::1", E::BareIpv6),
        ("http://localhost.evil", E::NotSecure),
        ("http://127.0.0.1.evil", E::NotSecure),
        ("http://evil.localhost", E::NotSecure),
        ("http://127.0.0.1@evil.example", E::UserInfo),
        ("http://128.0.0.1", E::NotSecure),
        ("http://[::2]", E::NotSecure),
        (&label, E::Host),
        (&"h".repeat(300), E::Host),
        (&"é".repeat(300), E::Host),
        (&"a.".repeat(150), E::Host),
    ] {
        assert_eq!(ConsoleUrl::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn accepted_addresses_show_the_form_contacted() {
    for (text, form) in [
        ("HTTPS://HOST.EXAMPLE", "https://host.example"),
        ("https://0177.0.0.1", "https://127.0.0.1"),
        ("http://127.1", "http://127.0.0.1"),
        ("http://0x7F000001", "http://127.0.0.1"),
        ("http://017700000001", "http://127.0.0.1"),
        ("https://3232235777", "https://192.168.1.1"),
        ("http://①②⑦.⓪.⓪.①", "http://127.0.0.1"),
        ("h\u{ad}os\u{200b}t.exa\u{2060}mple", "https://host.example"),
        ("\u{feff}host.example", "https://host.example"),
        ("ho%73t.ex%61mple", "https://host.example"),
        ("host%2eexample", "https://host.example"),
        ("ｈｏｓｔ．ｅｘａｍｐｌｅ", "https://host.example"),
        ("h\u{43e}st.example", "https://xn--hst-sed.example"),
        ("faß.example", "https://xn--fa-hia.example"),
        ("[2001:DB8:0:0::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
        ("host.example:00443/x", "https://host.example"),
        (
            "host.example?x=https://evil.example",
            "https://host.example",
        ),
        ("host.example#@evil.example", "https://host.example"),
        ("http://localhost:443", "http://localhost:443"),
    ] {
        let Ok(url) = ConsoleUrl::parse(text) else {
            panic!("refused: {text:?}");
        };
        assert_eq!(url.to_string(), form, "{text:?}");
        let contacted = url.resource("/api/x?y=z");
        assert_eq!(contacted.as_str(), format!("{form}/api/x?y=z"));
    }
}

#[test]
fn every_error_is_a_short_sentence() {
    use ConsoleUrlError as E;
    for error in [
        E::Empty,
        E::Character,
        E::UserInfo,
        E::Scheme,
        E::NotSecure,
        E::Port,
        E::Host,
    ] {
        let words = error.to_string();
        assert!(words.ends_with(['.', ')']) && words.len() < 100, "{words}");
    }
}

/// Pieces that addresses, and tricks with them, are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "(https?|HTTP|ftp|javascript)?:?/{0,3}",
        "[a-z0-9.-]{0,12}",
        "(localhost|127\\.0\\.0\\.1|0x7f\\.1|\\[::1\\]|xn--[a-z0-9-]{1,8})",
        "[:@/?#%\\\\.]{1,2}[0-9]{0,6}",
        "\\PC{0,6}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn an_accepted_address_is_one_host_and_parses_to_itself(
        text in prop_oneof![any::<String>(), pieces(), "[a-z]{1,9}(\\.[a-z]{1,9}){0,3}(:[0-9]{1,5})?"],
        path in "/[!-~]{0,30}",
    ) {
        let Ok(url) = ConsoleUrl::parse(&text) else { return Ok(()) };
        prop_assert_eq!(ConsoleUrl::parse(url.as_str()), Ok(url.clone()));
        prop_assert!(url.host().bytes().all(|b| b.is_ascii_graphic() && !b"@/?#\\%".contains(&b)));
        prop_assert!(url.as_str().starts_with("https://") || url.is_loopback());
        let contacted = url.resource(&path);
        prop_assert_eq!(contacted.scheme(), url.url.scheme());
        prop_assert_eq!(contacted.host(), url.url.host());
        prop_assert_eq!(contacted.port(), url.url.port());
        prop_assert_eq!((contacted.username(), contacted.password(), contacted.fragment()), ("", None, None));
    }
}
