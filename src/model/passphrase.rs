//! Passphrases made of words, as the program `age` makes them.

use zeroize::Zeroizing;

use super::Secret;

/// 11 bits each.
const WORDS: usize = 10;

/// The 2,048 words of BIP 39: known by their first four letters, and no two look alike.
const LIST: &str = include_str!("../../assets/words/bip39-english.txt");

/// `None` if the system has no random numbers.
pub fn generate_passphrase() -> Option<Secret> {
    let list: Vec<_> = LIST.lines().collect();
    let mut random = Zeroizing::new([0; 2 * WORDS]);
    getrandom::fill(random.as_mut_slice()).ok()?;
    let mut passphrase = Zeroizing::new(String::with_capacity(16 * WORDS));
    for pair in random.chunks_exact(2) {
        let number = usize::from(pair[0]) << 8 | usize::from(pair[1]);
        // As many numbers for each word: 65,536 is a multiple of 2,048.
        let word = list.get(number % list.len())?;
        if !passphrase.is_empty() {
            passphrase.push('-');
        }
        passphrase.push_str(word);
    }
    Secret::new(&passphrase)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ten_words_of_2048_are_chosen_anew_each_time() {
        let list: BTreeSet<_> = LIST.lines().collect();
        assert_eq!(list.len(), 2_048);
        let mut seen = BTreeSet::new();
        for _ in 0..50 {
            let passphrase = generate_passphrase().unwrap();
            let text = passphrase.expose_secret();
            assert!(text.split('-').all(|word| list.contains(word)), "{text}");
            assert_eq!(text.split('-').count(), WORDS);
            assert!(seen.insert(text.to_owned()));
        }
        // Every word can come: each has a chance of 1 in 2,048 at each of 500 places.
        let words: BTreeSet<_> = seen.iter().flat_map(|text| text.split('-')).collect();
        assert!(words.len() > 300, "{}", words.len());
    }
}
