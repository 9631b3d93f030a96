//! Finds names that look alike.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::confusable_detection::skeleton;

use super::visible::{is_hidden, is_joiner};

/// Some UTS #39 prototypes have another prototype in lower case, so one round is not enough.
const ROUNDS: usize = 4;

/// What a name looks like to a reader, by Unicode's confusables (UTS #39): a Cyrillic `А` is an `A`, and `1`
/// is an `l`. Invisible characters, white space and the order of accents do not count.
///
/// It has two forms because similarity is not transitive: `I` looks like `l`, and is the capital of `i`,
/// which does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skeleton {
    as_written: String,
    folded: String,
}

impl Skeleton {
    pub fn of(text: &str) -> Self {
        let visible: String = text
            .chars()
            .filter(|c| !is_hidden(*c) && !is_joiner(*c))
            .collect();
        let visible = without_stray_marks(&visible);
        Self {
            as_written: to_fixed_point(&visible, prototypes),
            folded: to_fixed_point(&visible, |text| folded(&prototypes(&folded(text)))),
        }
    }

    /// Both forms, for an index of many names.
    pub fn forms(&self) -> [&str; 2] {
        [&self.as_written, &self.folded]
    }

    /// Either form counts: as written, or ignoring case.
    pub fn looks_like(&self, other: &Self) -> bool {
        self.as_written == other.as_written || self.folded == other.folded
    }
}

/// Drops combining marks of another script than their letter: most fonts draw nothing for them.
fn without_stray_marks(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut script = Script::Common;
    let is_drawn = |c: &char| {
        if is_combining_mark(*c) {
            return c.script() == script;
        }
        script = c.script();
        true
    };
    text.nfc().filter(is_drawn).collect()
}

fn to_fixed_point(text: &str, round: impl Fn(&str) -> String) -> String {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let next = round(&text);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn prototypes(text: &str) -> String {
    let prototypes: String = skeleton(text).collect();
    let words: Vec<&str> = prototypes.split_whitespace().collect();
    words.join(" ")
}

/// Folds through upper case, which unifies more letters: `ς` and `σ`, `ß` and `ss`.
fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn look_alike(a: &str, b: &str) -> bool {
        Skeleton::of(a).looks_like(&Skeleton::of(b))
    }

    #[test]
    fn lookalike_names_are_found() {
        for (a, b) in [
            ("Alpha", "Al\u{200b}pha"),
            ("Alpha", "ALPHA"),
            ("Alpha", "\u{202d}Alpha\u{202c}"),
            ("Alpha", "Al\u{200d}pha\u{fe0f}"),
            ("Alpha", "Al\u{e0041}\u{3164}\u{2800}pha"),
            ("Alpha", "\u{410}lph\u{430}"), // Cyrillic А and а
            ("alpha", "\u{391}LPHA"),       // Greek Α
            ("Prod I", "Prod l"),
            ("Prod I", "Prod 1"),
            ("Prod I", "prod i"),
            ("Site O", "site 0"),
            ("Ｐｒｏｄ", "Prod"),
            ("Côte", "Co\u{302}te"),
            ("a\u{323}\u{307}", "a\u{307}\u{323}"),
            ("Enc", "E\u{20dd}nc"),
            ("Key1", "Key1\u{20e3}"),
            ("Beta", "Be\u{1e000}ta"), // a mark of another script
            ("Beta", "Be\u{5b4}ta"),
            ("a\u{323}\u{34f}\u{307}", "a\u{307}\u{323}"),
            ("Production EU", "Production\u{a0} EU"),
            ("Production EU", " Production\u{2003}EU\u{3000}"),
            ("modern", "rnodern"),
            ("Straße", "STRASSE"),
            ("❤\u{fe0f} Prod", "❤ Prod"),
        ] {
            assert!(look_alike(a, b), "{a:?} and {b:?}");
            assert!(look_alike(b, a), "{b:?} and {a:?}");
        }
    }

    #[test]
    fn distinguishable_names_are_not_lookalikes() {
        for (a, b) in [
            ("Production EU", "Production US"),
            ("Site 1", "Site 2"),
            ("Mail", "Mall"),
            ("Trial", "Triai"),
            ("Prod EU", "ProdEU"),
            ("Cote", "Côte"),
            ("Cote", "Co\u{302}te"),
            ("\u{e01}\u{e34}", "\u{e01}\u{e35}"), // Thai vowels are marks
            ("東京", "京都"),
            ("👩\u{200d}💻", "👩"),
            ("", "x"),
        ] {
            assert!(!look_alike(a, b), "{a:?} and {b:?}");
        }
    }

    proptest! {
        #[test]
        fn a_skeleton_is_a_fixed_point_and_ignores_invisible_characters(
            // Includes characters whose prototypes have another prototype in lower case.
            before in prop_oneof![any::<String>(), "[ϚᒥᛖℳⲋⵠḾ㎆ℾ₽ቀቢ0OIl1|mwßſς ]{0,8}"],
            hidden in prop_oneof![
                "[\u{ad}\u{34f}\u{61c}\u{115f}\u{180b}-\u{180f}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}]",
                "[\u{2800}\u{3164}\u{fe00}-\u{fe0f}\u{feff}\u{ffa0}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]",
                "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f]",
            ],
            after in any::<String>(),
        ) {
            let plain = Skeleton::of(&format!("{before}{after}"));
            prop_assert_eq!(&Skeleton::of(&format!("{before}{hidden}{after}")), &plain);
            prop_assert_eq!(&prototypes(&plain.as_written), &plain.as_written);
            prop_assert_eq!(&folded(&prototypes(&folded(&plain.folded))), &plain.folded);
        }
    }
}
