//! Pasted text and tables of profiles.

#[path = "../../src/export/import/import_text.rs"]
mod import_text;
#[path = "../../src/export/import/table.rs"]
mod table_of_profiles;

use crate::model::import::has_command;
use crate::model::{Candidate, CandidateSecret, ImportList};

/// No field is longer than the text.
pub fn pasted(text: &str) {
    has_command(text);
    let list = crate::model::import::pasted(text);
    check(&list);
    for found in &list.candidates {
        assert!(found.login.len() <= text.len() && found.name.len() <= text.len());
    }
}

/// The rows come in order.
pub fn table(file: &[u8]) {
    let Ok(Some(list)) = table_of_profiles::table_bytes(file) else {
        return;
    };
    check(&list);
    let number = |found: &Candidate| {
        let digits = found.place.strip_prefix("Row ");
        digits.and_then(|digits| digits.parse::<usize>().ok())
    };
    assert!(list.candidates.iter().all(|found| number(found).is_some_and(|row| row > 0)));
    assert!(list.candidates.is_sorted_by(|one, next| number(one) < number(next)));
}

fn check(list: &ImportList) {
    assert!(list.candidates.len() <= 2_001 && list.unused.len() <= 2_100);
    for found in &list.candidates {
        assert_eq!(found.login.trim(), found.login);
        if let CandidateSecret::Given(secret) = &found.secret {
            assert!(!secret.expose_secret().is_empty());
        }
    }
    let said = list.candidates.iter().flat_map(|found| &found.remarks);
    assert!(said.chain(&list.unused).all(|said| !said.is_empty() && said.len() < 400));
}
