//! What the dialog *Settings* says.

use crate::model::{ClipboardDelay, CopyFormat, Motion, Tag, ThemeChoice};

pub(in crate::ui) const APPEARANCE: &str = "Appearance";
pub(in crate::ui) const THEME: &str = "Theme";
pub(in crate::ui) const THEMES: [(ThemeChoice, &str); 3] = [
    (ThemeChoice::System, "System"),
    (ThemeChoice::Light, "Light"),
    (ThemeChoice::Dark, "Dark"),
];
pub(in crate::ui) const MOTION: &str = "Motion";
pub(in crate::ui) const MOTIONS: [(Motion, &str); 2] = [
    (Motion::System, "As the system has it"),
    (Motion::Off, "Off"),
];

pub(in crate::ui) const CLIPBOARD: &str = "Clipboard";
pub(in crate::ui) const DELAY: &str = "Clear the clipboard after";
pub(in crate::ui) const DELAYS: [(ClipboardDelay, &str); 5] = [
    (ClipboardDelay::Secs15, "15 s"),
    (ClipboardDelay::Secs30, "30 s"),
    (ClipboardDelay::Secs60, "60 s"),
    (ClipboardDelay::Secs120, "120 s"),
    (ClipboardDelay::Never, "Never"),
];
pub(in crate::ui) const MAIN_BUTTON: &str = "The main button copies";

pub(in crate::ui) const CLOSING: &str = "Closing";
pub(in crate::ui) const ASK_ON_CLOSE: &str =
    "Ask before closing while a header is on the clipboard";
pub(in crate::ui) const NOT_ASKED: &str =
    "Without the question, the clipboard is cleared, and the window closes.";

pub(in crate::ui) const TAGS: &str = "Tags";
pub(in crate::ui) const ASK_BEFORE_COPY: &str = "Ask before a copy";
pub(in crate::ui) const APPLIES: &str = "Each change applies at once.";
pub(in crate::ui) const IN_THE_SANDBOX: &str =
    "Each change applies at once; in the sandbox, until its window closes.";

/// The forms of a copy.
pub(in crate::ui) fn copy_formats() -> [(CopyFormat, &'static str); 3] {
    CopyFormat::ALL.map(|format| (format, super::copy_format(format).0))
}

/// What a delay means.
pub(in crate::ui) const fn delay(delay: ClipboardDelay) -> &'static str {
    match delay {
        ClipboardDelay::Never => {
            "Headers stay until their token expires; passwords and secrets for 5 minutes."
        }
        _ => "Or when the token ends. Counts from the next copy.",
    }
}

/// The name of the field for a tag's name.
pub(in crate::ui) fn name_of(tag: Tag) -> String {
    format!("Name of the {} tag", tag.word())
}

/// The name of the check box of a tag.
pub(in crate::ui) fn asks_before_copy(tag: Tag) -> String {
    format!("{ASK_BEFORE_COPY}: {}", tag.word())
}
