//! The clipboard on a real X server, with `xclip` as the other program.

use std::time::Duration;

use crate::memory::{self, Planted};
use crate::x11::{self, Manager, OtherProgram, XServer};
use tokendesk::clipboard::{Clipboard, MemoryClipboard, SystemClipboard};
use tokendesk::model::{ClearOutcome, ClipText, ClipboardFailure, ClipboardOwner, CopyId};

const HEADER: &str = "Authorization: Bearer eyJhbGciOi.JIUzI1-NiJ9_._x7~+/==";

/// Runs a test's body in a child process on a desktop of its own.
macro_rules! on_a_desktop {
    (fn $name:ident() $body:block) => {
        #[test]
        fn $name() {
            if x11::is_child(concat!("clipboard::", stringify!($name))) {
                $body
            } else {
                let server = XServer::start();
                x11::in_child(
                    concat!("clipboard::", stringify!($name)),
                    &[("DISPLAY", &server.display)],
                );
            }
        }
    };
}

fn text(text: &str) -> ClipText {
    ClipText::new(text.to_owned())
}

fn put(clipboard: &dyn Clipboard, copy_id: u64, what: &str) {
    clipboard.put(CopyId(copy_id), &text(what)).unwrap();
}

on_a_desktop! {
    fn another_program_pastes_exactly_what_was_put() {
        let clipboard = SystemClipboard::default();
        for (copy_id, what) in [(1, HEADER), (2, "Bearer ü “x” \\ $HOME\t \n ")] {
            put(&clipboard, copy_id, what);
            assert_eq!(x11::paste().as_deref(), Some(what));
        }
    }
}

on_a_desktop! {
    fn a_program_that_asks_for_a_mime_type_alone_is_refused_as_the_clipboards_docs_say() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        let offered = "text/plain;charset=utf-8";
        assert!(x11::targets().contains(&offered.to_owned()));
        assert_eq!(
            x11::paste_as(offered),
            None,
            "arboard serves it now: tell so in src/clipboard/system.rs, and paste it exactly here"
        );
    }
}

on_a_desktop! {
    fn clipboard_managers_are_asked_not_to_record_it() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        let hint = "x-kde-passwordManagerHint";
        assert!(x11::targets().contains(&hint.to_owned()), "{:?}", x11::targets());
        assert_eq!(x11::paste_as(hint).as_deref(), Some("secret"));
        assert!(
            !x11::targets().contains(&"SAVE_TARGETS".to_owned()),
            "nor is it offered for keeping past our end"
        );
    }
}

on_a_desktop! {
    fn a_cleared_clipboard_gives_nothing_to_another_program() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::Cleared));
        assert_eq!(x11::paste(), None);
        assert!(x11::targets().is_empty());
    }
}

on_a_desktop! {
    fn a_text_that_was_pasted_and_cleared_is_nowhere_in_memory() {
        // The window's own handle keeps the connection that both share.
        let _of_the_window = arboard::Clipboard::new().unwrap();
        let clipboard = SystemClipboard::default();
        for (copy_id, bytes) in [(1, 40), (2, 900), (3, 8 * 1024)] {
            let planted = Planted::new(bytes);
            clipboard.put(CopyId(copy_id), &ClipText::new(planted.text())).unwrap();
            assert!(planted.count() > 0, "the search does not find a text of {bytes} bytes");
            assert_eq!(x11::paste().map(|pasted| pasted.len()), Some(bytes));
            assert_eq!(clipboard.clear(CopyId(copy_id)), Ok(ClearOutcome::Cleared));
            memory::until_gone(&planted);
        }
    }
}

on_a_desktop! {
    fn a_text_that_was_pasted_is_nowhere_in_memory_once_a_later_copy_of_ours_replaced_it() {
        let clipboard = SystemClipboard::default();
        for (copy_id, later) in [(1, "key-42".to_owned()), (3, "x".repeat(300))] {
            let planted = Planted::new(968);
            clipboard.put(CopyId(copy_id), &ClipText::new(planted.text())).unwrap();
            assert_eq!(x11::paste().map(|pasted| pasted.len()), Some(968));
            put(&clipboard, copy_id + 1, &later);
            memory::until_gone(&planted);
            assert_eq!(x11::paste(), Some(later));
        }
    }
}

on_a_desktop! {
    fn a_text_that_was_pasted_before_another_program_copied_is_nowhere_in_memory() {
        let clipboard = SystemClipboard::default();
        let planted = Planted::new(900);
        clipboard.put(CopyId(1), &ClipText::new(planted.text())).unwrap();
        assert_eq!(x11::paste().map(|pasted| pasted.len()), Some(900));
        let _other = OtherProgram::copies("my notes");
        assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::ChangedElsewhere));
        memory::until_gone(&planted);
    }
}

on_a_desktop! {
    fn what_another_program_copied_is_left_alone() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        let _other = OtherProgram::copies("my notes");
        assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::ChangedElsewhere));
        assert_eq!(x11::paste().as_deref(), Some("my notes"));
    }
}

on_a_desktop! {
    fn our_text_is_cleared_also_when_a_clipboard_manager_took_it_over() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        let _manager = OtherProgram::copies(HEADER);
        assert_eq!(clipboard.holds(CopyId(1)), Ok(true));
        assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::ClearedHere));
        assert_eq!(x11::paste(), None);
    }
}

on_a_desktop! {
    fn what_a_manager_restores_once_is_cleared_and_what_it_always_restores_stays_ours_to_clear() {
        let clipboard = SystemClipboard::default();
        for (copy_id, times, cleared) in [
            (1, 1, Ok(ClearOutcome::ClearedHere)),
            (2, usize::MAX, Err(ClipboardFailure::Restored)),
        ] {
            put(&clipboard, copy_id, HEADER);
            let _manager = Manager::restores(HEADER, times);
            assert_eq!(clipboard.clear(CopyId(copy_id)), cleared);
            let is_there = x11::paste().is_some();
            assert_eq!(is_there, cleared.is_err());
            assert_eq!(clipboard.holds(CopyId(copy_id)), Ok(is_there));
        }
    }
}

on_a_desktop! {
    fn a_manager_that_restores_it_in_another_form_is_noticed_and_cleared_too() {
        let clipboard = SystemClipboard::default();
        let token = HEADER.rsplit(' ').next().unwrap();
        for (copy_id, form) in [(1, format!("{HEADER}\n")), (2, token.to_owned())] {
            put(&clipboard, copy_id, HEADER);
            let _manager = Manager::restores(&form, 1);
            assert_eq!(clipboard.clear(CopyId(copy_id)), Ok(ClearOutcome::ClearedHere), "{copy_id}");
            assert_eq!(x11::paste(), None);
        }
    }
}

on_a_desktop! {
    fn a_copy_of_ours_right_after_a_clearing_does_not_wait_for_the_end_of_the_watch_and_stays() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, "Bearer one");
        std::thread::scope(|scope| {
            let clearing = scope.spawn(|| clipboard.clear(CopyId(1)));
            x11::until("it is cleared", || x11::paste().is_none());
            put(&clipboard, 2, "Bearer two");
            assert_eq!(clearing.join().unwrap(), Ok(ClearOutcome::Superseded));
        });
        assert_eq!(x11::paste().as_deref(), Some("Bearer two"));
        assert_eq!(clipboard.holds(CopyId(2)), Ok(true));
    }
}

on_a_desktop! {
    fn a_copy_of_ours_within_a_moment_of_a_clearing_is_there_to_paste() {
        let clipboard = SystemClipboard::default();
        for round in (1..=40).step_by(2) {
            put(&clipboard, round, "Bearer one");
            std::thread::scope(|scope| {
                let clearing = scope.spawn(|| clipboard.clear(CopyId(round)));
                while clipboard.owner() != Ok(ClipboardOwner::Nobody) {}
                put(&clipboard, round + 1, "Bearer two");
                assert_eq!(clearing.join().unwrap(), Ok(ClearOutcome::Superseded));
            });
            assert_eq!(x11::paste().as_deref(), Some("Bearer two"), "round {round}");
        }
    }
}

on_a_desktop! {
    fn another_programs_copy_right_after_a_clearing_is_left_alone() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        std::thread::scope(|scope| {
            let clearing = scope.spawn(|| clipboard.clear(CopyId(1)));
            x11::until("it is cleared", || x11::paste().is_none());
            let _other = OtherProgram::copies("my notes");
            assert_eq!(clearing.join().unwrap(), Ok(ClearOutcome::Cleared));
            assert_eq!(x11::paste().as_deref(), Some("my notes"));
        });
    }
}

on_a_desktop! {
    fn a_program_that_hangs_with_the_clipboard_does_not_prolong_the_watch_after_a_clearing() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        std::thread::scope(|scope| {
            let clearing = scope.spawn(|| clipboard.clear(CopyId(1)));
            x11::until("it is cleared", || x11::paste().is_none());
            let other = OtherProgram::offers("not really a picture", "image/png");
            other.hangs();
            let begun = x11::boot();
            assert_eq!(clearing.join().unwrap(), Ok(ClearOutcome::Cleared));
            let took = x11::boot().saturating_sub(begun);
            assert!(took < Duration::from_secs(20), "{took:?}");
        });
    }
}

on_a_desktop! {
    fn another_programs_picture_is_not_ours_and_is_left_alone() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        let _other = OtherProgram::offers("not really a picture", "image/png");
        assert_eq!(clipboard.holds(CopyId(1)), Ok(false));
        assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::ChangedElsewhere));
        assert_eq!(x11::targets(), ["TARGETS", "image/png"]);
    }
}

on_a_desktop! {
    fn a_program_that_hangs_makes_it_busy_within_seconds_and_the_next_copy_works() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, "Bearer one");
        let other = OtherProgram::copies("my notes");
        other.hangs();

        let begun = x11::boot();
        assert_eq!(clipboard.holds(CopyId(1)), Err(ClipboardFailure::Busy));
        assert_eq!(clipboard.clear(CopyId(1)), Err(ClipboardFailure::Busy));
        let took = x11::boot().saturating_sub(begun);
        assert!(took < Duration::from_secs(20), "two looks took {took:?}");

        put(&clipboard, 2, "Bearer two");
        assert_eq!(x11::paste().as_deref(), Some("Bearer two"));
        assert_eq!(clipboard.holds(CopyId(2)), Ok(true));
        assert_eq!(clipboard.clear(CopyId(2)), Ok(ClearOutcome::Cleared));
        assert_eq!(x11::paste(), None);
    }
}

on_a_desktop! {
    fn who_holds_it_is_known_without_asking_the_program_that_does() {
        let clipboard = SystemClipboard::default();
        assert_eq!(clipboard.owner(), Ok(ClipboardOwner::Nobody));
        put(&clipboard, 1, HEADER);
        assert_eq!(clipboard.owner(), Ok(ClipboardOwner::Ours));

        let other = OtherProgram::copies("my notes");
        other.hangs();
        let begun = x11::boot();
        let theirs = clipboard.owner().unwrap();
        assert!(matches!(theirs, ClipboardOwner::Other(_)), "{theirs:?}");
        assert!(theirs.shows_another_copy_since(ClipboardOwner::Ours));
        assert_eq!(clipboard.owner(), Ok(theirs), "it is the same copy");
        let took = x11::boot().saturating_sub(begun);
        assert!(took < Duration::from_secs(10), "{took:?}");

        put(&clipboard, 2, HEADER);
        assert_eq!(clipboard.owner(), Ok(ClipboardOwner::Ours));
    }
}

on_a_desktop! {
    fn dropping_the_clipboard_gives_our_text_up_instead_of_handing_it_on() {
        let clipboard = SystemClipboard::default();
        put(&clipboard, 1, HEADER);
        assert_eq!(x11::paste().as_deref(), Some(HEADER));
        drop(clipboard);
        assert_eq!(x11::paste(), None);
        assert!(x11::targets().is_empty());
    }
}

#[test]
fn without_a_display_it_is_out_of_reach() {
    let name = "clipboard::without_a_display_it_is_out_of_reach";
    if !x11::is_child(name) {
        return x11::in_child(name, &[]);
    }
    let clipboard = SystemClipboard::default();
    let unavailable = ClipboardFailure::Unavailable;
    assert_eq!(clipboard.put(CopyId(1), &text(HEADER)), Err(unavailable));
    assert_eq!(clipboard.holds(CopyId(1)), Ok(false), "it was never there");
    assert_eq!(
        clipboard.clear(CopyId(1)),
        Ok(ClearOutcome::ChangedElsewhere),
        "nothing of ours is there, and nothing is touched"
    );
}

#[test]
fn a_desktop_that_comes_later_is_found_by_the_next_copy() {
    let name = "clipboard::a_desktop_that_comes_later_is_found_by_the_next_copy";
    if !x11::is_child(name) {
        // A number that no two test processes share, and that nobody counts up to.
        let display = format!(":{}", 10_000 + std::process::id() % 40_000);
        return x11::in_child(name, &[("DISPLAY", &display)]);
    }
    let clipboard = SystemClipboard::default();
    let put = || clipboard.put(CopyId(1), &text(HEADER));
    assert_eq!(put(), Err(ClipboardFailure::Unavailable));
    let _server = XServer::start_on(&std::env::var("DISPLAY").unwrap());
    assert_eq!(put(), Ok(()));
    assert_eq!(x11::paste().as_deref(), Some(HEADER));
}

on_a_desktop! {
    fn the_system_clipboard_keeps_the_contract() {
        let clipboard = SystemClipboard::default();
        keeps_the_contract(&clipboard, &mut |what| Box::new(OtherProgram::copies(what)));
    }
}

/// As on Wayland, Windows and macOS. With a Wayland display set, Tokendesk asks no X server for the owner; arboard finds no
/// Wayland at that address and uses X11.
#[test]
fn the_system_clipboard_keeps_the_contract_where_the_owner_cannot_be_read() {
    let name = "clipboard::the_system_clipboard_keeps_the_contract_where_the_owner_cannot_be_read";
    if !x11::is_child(name) {
        let server = XServer::start();
        let variables = [
            ("DISPLAY", &*server.display),
            ("WAYLAND_DISPLAY", "nowhere"),
        ];
        return x11::in_child(name, &variables);
    }
    let clipboard = SystemClipboard::default();
    // Kept: an X server that loses its only client resets, and refuses the next one meanwhile.
    let _other = OtherProgram::copies("my notes");
    let is_read = matches!(clipboard.owner(), Ok(ClipboardOwner::Other(1..)));
    assert!(!is_read, "it could be read");
    keeps_the_contract(&clipboard, &mut |what| Box::new(OtherProgram::copies(what)));
}

#[test]
fn the_memory_clipboard_keeps_the_contract() {
    let clipboard = MemoryClipboard::default();
    keeps_the_contract(&clipboard, &mut |what| {
        clipboard.copied_elsewhere(what);
        Box::new(())
    });
}

/// Lets another program copy a text; it owns the clipboard until the returned value is dropped.
type OtherCopies<'a> = &'a mut dyn FnMut(&str) -> Box<dyn std::any::Any>;

fn keeps_the_contract(clipboard: &dyn Clipboard, other_copies: OtherCopies<'_>) {
    keeps_the_rules_of_copy_ids(clipboard, other_copies);
    tells_other_programs_copies_from_ours(clipboard, other_copies);
}

fn keeps_the_rules_of_copy_ids(clipboard: &dyn Clipboard, other_copies: OtherCopies<'_>) {
    let (one, two, three) = (CopyId(1), CopyId(2), CopyId(3));
    assert_eq!(clipboard.holds(one), Ok(false), "nothing was put");
    assert_eq!(clipboard.clear(one), Ok(ClearOutcome::ChangedElsewhere));

    put(clipboard, 2, "Bearer two");
    assert_eq!(clipboard.holds(two), Ok(true));
    put(clipboard, 1, "Bearer one, late");
    assert_eq!(
        clipboard.holds(two),
        Ok(true),
        "a late older copy replaces nothing"
    );
    assert_eq!(clipboard.holds(one), Ok(false));
    assert_eq!(clipboard.clear(one), Ok(ClearOutcome::Superseded));
    assert_eq!(clipboard.holds(two), Ok(true), "an older id clears nothing");

    assert_eq!(clipboard.clear(two), Ok(ClearOutcome::Cleared));
    assert_eq!(clipboard.holds(two), Ok(false));
    assert_eq!(clipboard.clear(two), Ok(ClearOutcome::ChangedElsewhere));
    assert_eq!(clipboard.clear(one), Ok(ClearOutcome::Superseded));

    put(clipboard, 3, "Bearer three");
    let other = other_copies("my notes");
    assert_eq!(clipboard.holds(three), Ok(false));
    assert_eq!(clipboard.clear(three), Ok(ClearOutcome::ChangedElsewhere));
    drop(other);

    put(clipboard, 4, "Bearer three");
    assert_eq!(
        clipboard.clear(three),
        Ok(ClearOutcome::Superseded),
        "the same text again is another copy"
    );
    assert_eq!(clipboard.clear(CopyId(4)), Ok(ClearOutcome::Cleared));
}

fn tells_other_programs_copies_from_ours(clipboard: &dyn Clipboard, other_copies: OtherCopies<'_>) {
    let owner = || clipboard.owner().unwrap();
    let is_taken_since = |before| owner().shows_another_copy_since(before);

    let empty = owner();
    put(clipboard, 10, "Bearer ten");
    assert!(!is_taken_since(empty), "a copy of ours");
    let ours = owner();
    put(clipboard, 11, "Bearer eleven");
    assert!(!is_taken_since(ours), "a later copy of ours");
    std::thread::scope(|scope| {
        let clearing = scope.spawn(|| clipboard.clear(CopyId(11)));
        x11::until("it is cleared", || clipboard.holds(CopyId(11)) == Ok(false));
        assert!(!is_taken_since(ours), "while our clearing is watched");
        assert_eq!(clearing.join().unwrap(), Ok(ClearOutcome::Cleared));
    });
    assert!(!is_taken_since(ours), "our own clearing");
    let cleared = owner();
    assert!(!is_taken_since(cleared), "nothing happened");

    put(clipboard, 12, "Bearer twelve");
    assert!(!is_taken_since(cleared), "a copy of ours");
    let ours = owner();
    let other = other_copies("my notes");
    assert!(is_taken_since(ours), "another program's copy");
    assert_eq!(
        clipboard.clear(CopyId(12)),
        Ok(ClearOutcome::ChangedElsewhere)
    );
    assert!(is_taken_since(ours), "nor did our clearing undo it");
    let theirs = owner();
    assert!(!is_taken_since(theirs), "it is the same copy");
    drop(other);
    put(clipboard, 13, "Bearer thirteen");
    assert!(!is_taken_since(theirs), "a copy of ours");
    assert_eq!(clipboard.clear(CopyId(13)), Ok(ClearOutcome::Cleared));
    assert!(!is_taken_since(theirs), "our own clearing");
}
