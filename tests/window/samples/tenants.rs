//! The profiles of somebody who looks after forty consoles, as the last hours left them.

use std::time::Duration;

use tokendesk::app::State;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::model::{ActivityKind, Density, LastVerdict, SecretVerdict, SortBy, Tag};

use crate::samples::check::{accepted, checked, with_check};
use crate::samples::tabs::note;
use crate::samples::{EU5, US1, failed, grant, mark, profile, refused, secs_ago, showing, sort};

const PRODUCTION: [&str; 11] = [
    "Acme Logistics",
    "Bright Dental",
    "Contoso Schools",
    "Delta Shipping",
    "Everest Foods",
    "Fjord Energy",
    "Granite Bank",
    "Harbor Clinic",
    "Island Ferries",
    "Juniper Hotels",
    "Kestrel Air",
];
const TEST: [&str; 6] = [
    "Acme Logistics (test)",
    "Bright Dental (test)",
    "Contoso Schools (test)",
    "Delta Shipping (test)",
    "Everest Foods (test)",
    "Fjord Energy (test)",
];
const UNTAGGED: [&str; 23] = [
    "Globex",
    "Initech",
    "Lakeside Insurance",
    "Meridian Travel",
    "Northwind",
    "Orchard Farms",
    "Pacific Freight",
    "Quarry Cement",
    "Riverbend Press",
    "Soylent",
    "Summit Legal",
    "Tundra Outfitters",
    "Umbrella Home",
    "Valley Credit Union",
    "Vandelay Imports",
    "Wayfare Hostels",
    "Wayne Machines",
    "Westport Marina",
    "Xenon Lighting",
    "Yarrow Pharmacy",
    "Yonder Telecom",
    "Zenith Optics",
    "Zephyr Sails",
];

/// The first selected, its token about to expire.
pub(crate) fn forty() -> State {
    let names = PRODUCTION.iter().chain(&TEST).chain(&UNTAGGED);
    let rows = names.enumerate().map(|(at, name)| {
        let console = if at % 3 == 0 { EU5 } else { US1 };
        let row = ProfileRow::new(profile(name, console, &format!("key-{:06x}", at * 4_937)));
        lately(row)
    });
    let mut state = showing(rows);
    let ids = state.profiles().map(|row| row.profile.id);
    for (at, id) in ids.collect::<Vec<_>>().into_iter().enumerate() {
        let tag = match at {
            0..11 => Some(Tag::Violet),
            11..17 => Some(Tag::Teal),
            _ => None,
        };
        mark(&mut state, id, false, tag);
    }
    for (name, verdict) in [
        ("Initech", SecretVerdict::Works),
        ("Globex", SecretVerdict::Rejected),
    ] {
        let mut rows = state.profiles();
        let of = rows.find(|row| row.profile.name.as_str() == name);
        let (id, rev) = of.map(|row| (row.profile.id, row.profile.rev)).unwrap();
        drop(rows);
        let at = secs_ago(95_000).wall;
        let verdicts = &mut state.settings.last_verdicts;
        verdicts.insert(id, LastVerdict { verdict, at, rev });
    }
    sort(&mut state);
    // The token of the first.
    let lifetime = Duration::from_mins(15);
    note(
        &mut state,
        0,
        805,
        ActivityKind::Fetched { lifetime },
        Some(212),
    );
    state
}

fn lately(mut row: ProfileRow) -> ProfileRow {
    match row.profile.name.as_str() {
        "Acme Logistics" => row.grant = Some(grant(95)),
        "Acme Logistics (test)" => row.grant = Some(grant(580)),
        "Bright Dental" => row.last_outcome = failed(refused()).last_outcome,
        "Contoso Schools" => return with_check(row, checked(accepted(), 190)),
        _ => {}
    }
    row
}

/// The same sorted by last use, so that each row has its tag.
pub(crate) fn by_last_use() -> State {
    let mut state = forty();
    state.settings.sort = SortBy::LastUsed;
    state.settings.density = Some(Density::Comfortable);
    state
}

pub(crate) fn three_selected() -> State {
    let mut state = forty();
    let ids = state.profiles().take(3).map(|row| row.profile.id);
    state.selected_profiles.ids = ids.collect();
    state
}
