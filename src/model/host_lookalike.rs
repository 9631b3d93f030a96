//! Console addresses that look like others.

use unicode_script::UnicodeScript as _;
use unicode_security::confusable_detection::skeleton;

use super::console_url::KNOWN_CONSOLES;
use super::{ConsoleUrl, Skeleton};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostLookalike {
    /// Letters that look like plain ones.
    Letters(Vec<char>),
    /// The host of this known console.
    Known(String),
}

impl HostLookalike {
    pub fn of(console: &ConsoleUrl) -> Option<Self> {
        if console.is_loopback() || console.label().is_some() {
            return None;
        }
        let host = console.unicode_host();
        let mut letters: Vec<char> = host.split('.').flat_map(lookalikes).collect();
        letters.sort_unstable();
        letters.dedup();
        if !letters.is_empty() {
            return Some(Self::Letters(letters));
        }
        let seen = Skeleton::of(&host);
        KNOWN_CONSOLES
            .iter()
            .filter_map(|(_, _, base)| Some(ConsoleUrl::parse(base).ok()?.unicode_host()))
            .find(|known| *known != host && Skeleton::of(known).looks_like(&seen))
            .map(Self::Known)
    }

    pub fn message(&self) -> String {
        match self {
            Self::Letters(letters) => {
                let name = |c: &char| format!("{} {c}", c.script().full_name());
                let names: Vec<String> = letters.iter().map(name).collect();
                format!(
                    "This address uses look-alike letters: {}.",
                    names.join(", ")
                )
            }
            Self::Known(host) => {
                format!("This looks like {host}, but it’s a different address.")
            }
        }
    }
}

/// The letters that look plain, of a part of a host that seems plain or has plain letters too. A word of another script is honest.
fn lookalikes(part: &str) -> Vec<char> {
    let looks_plain = |c: char| c.is_ascii() || is_lookalike(c);
    if part.contains(|c: char| c.is_ascii_alphabetic()) || part.chars().all(looks_plain) {
        part.chars().filter(|c| is_lookalike(*c)).collect()
    } else {
        Vec::new()
    }
}

/// Whether a letter looks like a plain one. An accented letter doesn't.
fn is_lookalike(c: char) -> bool {
    !c.is_ascii() && skeleton(c.encode_utf8(&mut [0; 4])).all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(address: &str) -> Option<String> {
        let console = ConsoleUrl::parse(address).unwrap();
        HostLookalike::of(&console).map(|found| found.message())
    }

    #[test]
    fn letters_of_other_scripts_that_look_plain_are_named() {
        let of = |letters: &str| Some(format!("This address uses look-alike letters: {letters}."));
        assert_eq!(
            message("https://c\u{43e}nsole.us1.crashplan.com"),
            of("Cyrillic \u{43e}")
        );
        assert_eq!(
            message("https://xn--cnsole-wqf.us1.crashplan.com"),
            of("Cyrillic \u{43e}"),
            "in punycode"
        );
        assert_eq!(
            message("https://c\u{3bf}ns\u{43e}le.example"),
            of("Greek \u{3bf}, Cyrillic \u{43e}")
        );
    }

    #[test]
    fn what_looks_like_a_known_console_says_so() {
        assert_eq!(
            message("https://conso1e.us1.crashplan.com").as_deref(),
            Some("This looks like console.us1.crashplan.com, but it’s a different address.")
        );
    }

    #[test]
    fn known_consoles_other_hosts_and_honest_letters_are_not_suspected() {
        for address in [
            "https://console.us1.crashplan.com",
            "https://console.us2.crashplan.com:8443",
            "https://backup.example",
            "https://bücher.example",
            "https://例え.テスト",
            "https://тест.example",
            "http://127.0.0.1:4280",
            "https://[2001:db8::1]",
        ] {
            assert_eq!(message(address), None, "{address}");
        }
    }
}
