//! The clipboard of Windows, with this test as the other program.

use clipboard_win::formats::Unicode;
use clipboard_win::{
    Clipboard as Opened, get_clipboard, is_format_avail, raw, register_format, set_clipboard,
};
use tokendesk::clipboard::{Clipboard, SystemClipboard};
use tokendesk::model::{ClearOutcome, ClipText, ClipboardOwner, CopyId};

const HEADER: &str = "Authorization: Bearer eyJhbGciOi.JIUzI1-NiJ9_._x7~+/==";

fn put(clipboard: &SystemClipboard, copy_id: u64, text: &str) {
    clipboard
        .put(CopyId(copy_id), &ClipText::new(text.to_owned()))
        .unwrap();
}

fn paste() -> Option<String> {
    get_clipboard(Unicode).ok()
}

/// One test: there is one clipboard.
#[test]
#[ignore = "changes the clipboard of this account"]
fn a_copy_is_marked_recognized_and_cleared_and_another_programs_stays() {
    let clipboard = SystemClipboard::default();
    put(&clipboard, 1, HEADER);
    assert_eq!(paste().as_deref(), Some(HEADER));
    for format in [
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ] {
        let number = register_format(format).unwrap().get();
        assert!(is_format_avail(number), "{format}");
        let mut value = [1_u8; 4];
        let opened = Opened::new_attempts(10).unwrap();
        assert_eq!(raw::get(number, &mut value), Ok(4), "{format}");
        drop(opened);
        assert_eq!(value, [0; 4], "{format}");
    }
    assert_eq!(clipboard.owner(), Ok(ClipboardOwner::Ours));
    assert_eq!(clipboard.holds(CopyId(1)), Ok(true));

    assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::Cleared));
    assert_eq!(paste(), None);

    put(&clipboard, 2, HEADER);
    set_clipboard(Unicode, "of another program").unwrap();
    assert!(matches!(clipboard.owner(), Ok(ClipboardOwner::Other(_))));
    assert_eq!(clipboard.holds(CopyId(2)), Ok(false));
    assert_eq!(
        clipboard.clear(CopyId(2)),
        Ok(ClearOutcome::ChangedElsewhere)
    );
    assert_eq!(paste().as_deref(), Some("of another program"));

    // Two other copies are told apart: one between a click and its header stops the copy.
    let one = clipboard.owner();
    set_clipboard(Unicode, "of another program").unwrap();
    assert_ne!(clipboard.owner(), one);
}
