//! Pasted text, tables of profiles, and config files of the vendor's tools.

#[path = "../../src/export/import/vendor_config.rs"]
mod config_file;
#[path = "../../src/export/import/import_text.rs"]
mod import_text;
#[path = "../../src/export/import/python_ini.rs"]
mod python_ini;
#[path = "../../src/export/import/table.rs"]
mod table_of_profiles;

use crate::model::import::has_command;
use crate::model::{Candidate, CandidateSecret, ImportList, VendorItem, VendorTool};

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
    assert!(
        list.candidates
            .iter()
            .all(|found| number(found).is_some_and(|row| row > 0))
    );
    assert!(
        list.candidates
            .is_sorted_by(|one, next| number(one) < number(next))
    );
}

/// A tool's config file: nothing stops its reading, and what is there stays in bounds.
pub fn vendor_config(bytes: &[u8]) {
    for tool in VendorTool::ALL {
        let list = config_file::vendor_config(tool, bytes);
        assert!(list.candidates.len() <= 1_000 && list.unused.len() <= 25);
        for candidate in list.candidates {
            let is_item = |item: &VendorItem| {
                item.profile == candidate.name && item.username == candidate.login
            };
            match &candidate.secret {
                CandidateSecret::OfVendorTool(item) => assert!(is_item(item)),
                CandidateSecret::Missing => assert!(candidate.login.is_empty()),
                other => unreachable!("{other:?}"),
            }
            assert!(!candidate.console.is_empty() || !candidate.is_proposed);
        }
    }
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
    assert!(
        said.chain(&list.unused)
            .all(|said| !said.is_empty() && said.len() < 400)
    );
}
