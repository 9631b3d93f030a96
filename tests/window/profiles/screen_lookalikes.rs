//! Profiles whose names look the same: what cannot be seen is drawn, and where one could be taken for the other, console and
//! account tell which is meant.

use tokendesk::app::clipboard::CopiedItem;
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::palette::Palette;
use tokendesk::app::profiles::{ProfileRow, Row};
use tokendesk::app::state::{CopyQuestion, Dialog};
use tokendesk::app::{Action, State};
use tokendesk::model::{
    Account, ClientId, CopyFormat, PasswordStorage, Profile, ProfileName, Username, visible_line,
};

use crate::harness::screen::ScreenHarness;
use crate::samples::states::clone;
use crate::samples::{EU5, US1, copied_item, live, profile, secs_ago, showing};

/// What tells the first profile of [`alike`] from the other one.
const BY: &str = "EU5 · key-79muGw9i424";

/// "Alpha" in the EU, which is selected, and a profile in the US that is called so.
fn alike(name: &str) -> (Profile, State) {
    let alpha = profile("Alpha", EU5, "key-79muGw9i424");
    let other = Profile {
        name: ProfileName::parse_stored(name).unwrap(),
        ..profile("Other", US1, "key-42")
    };
    let rows = [alpha.clone(), other].map(ProfileRow::new);
    (alpha, showing(rows))
}

fn held_of(profile: &Profile) -> CopiedItem {
    CopiedItem {
        name: profile.name.to_string(),
        profile: Some(Box::new(profile.clone())),
        ..copied_item()
    }
}

/// The same after a copy.
pub(crate) fn copied() -> State {
    let (mut alpha, mut state) = alike("Al\u{200b}pha");
    let row = state.rows.first_mut().unwrap();
    let mut live = live(872);
    alpha.id = live.profile.id;
    live.profile = alpha.clone();
    *row = Row::of(live);
    state.selected = Some(row.key);
    state.copied_item = Some(held_of(&alpha));
    state
}

#[test]
fn what_cannot_be_seen_in_a_name_or_an_account_is_drawn_wherever_it_is_shown() {
    let client = Account::ApiClient {
        client_id: ClientId::parse_stored("key\u{2060}-42").unwrap(),
    };
    let user = Account::User {
        username: Username::parse_stored("dana\u{ad}@example.com").unwrap(),
        password: PasswordStorage::InKeyring,
    };
    for (account, login) in [(client, "key\\u2060-42"), (user, "dana\\u00ad@example.com")] {
        let profile = Profile {
            name: ProfileName::parse_stored("Al\u{200b}pha").unwrap(),
            account,
            ..profile("Other", US1, "key-42")
        };
        let mut state = showing([ProfileRow::new(profile.clone())]);
        state.copied_item = Some(held_of(&profile));
        let palette = Palette::new(secs_ago(3));
        let question = CopyQuestion {
            id: profile.id,
            action: Action::Copy(profile.id, CopyFormat::HeaderLine),
        };
        for dialog in [
            None,
            Some(Dialog::Palette(Box::new(palette))),
            Some(Dialog::CopyQuestion(question)),
        ] {
            let mut state = clone(&state);
            state.dialog = dialog;
            let window = ScreenHarness::of(state);
            assert!(window.says("Al\\u200bpha"));
            assert!(window.says(login), "{login}");
            let is_hiding = |text: &String| visible_line(text) != *text;
            let hiding: Vec<_> = window.texts().into_iter().filter(is_hiding).collect();
            assert_eq!(hiding, Vec::<String>::new());
        }
    }
}

#[test]
fn the_strip_and_the_questions_tell_profiles_apart_whose_names_look_the_same() {
    for name in ["Alpha", "ALPHA", "Al\u{200b}pha", "\u{410}lpha", "A1pha"] {
        let (alpha, mut state) = alike(name);
        state.copied_item = Some(held_of(&alpha));
        state.close_question = Some(ClosePhase::Asking);
        let window = ScreenHarness::of(clone(&state));
        assert!(window.says(&format!("The header for “Alpha” ({BY}) is still")));
        state.close_question = None;
        let window = ScreenHarness::of(clone(&state));
        assert!(window.says(&format!("Alpha ({BY}) header copied")));

        state.dialog = Some(Dialog::CopyQuestion(CopyQuestion {
            id: alpha.id,
            action: Action::Copy(alpha.id, CopyFormat::HeaderLine),
        }));
        let window = ScreenHarness::of(clone(&state));
        assert!(window.has(&format!("Copy the header for “Alpha” ({BY})?")));

        state.dialog = Some(Dialog::Palette(Box::new(Palette::new(secs_ago(3)))));
        let window = ScreenHarness::of(clone(&state));
        assert!(window.says(BY), "in the row of the profile");
        assert!(window.says(&format!("Edit Alpha ({BY})…")));
    }
}

#[test]
fn the_strip_still_tells_which_one_it_was_when_its_row_is_gone() {
    let (alpha, mut state) = alike("Al\u{200b}pha");
    state.copied_item = Some(held_of(&alpha));
    state.rows.remove(0);
    state.selected = state.rows.first().map(|row| row.key);
    assert!(ScreenHarness::of(state).says(&format!("Alpha ({BY}) header copied")));
}

#[test]
fn a_name_that_no_other_one_looks_like_stands_alone() {
    let (alpha, mut state) = alike("Beta");
    state.copied_item = Some(held_of(&alpha));
    assert!(ScreenHarness::of(clone(&state)).says("Alpha header copied"));
    state.dialog = Some(Dialog::CopyQuestion(CopyQuestion {
        id: alpha.id,
        action: Action::Copy(alpha.id, CopyFormat::HeaderLine),
    }));
    assert!(ScreenHarness::of(state).has("Copy the header for “Alpha”?"));
}
