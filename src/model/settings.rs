//! What a person set for this window on this machine. No secrets and no profiles: what is about a profile here goes by its id.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::{CopyFormat, ProfileId, TagSettings};

/// All settings. What the file does not say is as in [`Settings::default`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// Whether anything moves.
    pub motion: Motion,
    /// How long what we copied stays on the clipboard.
    pub clipboard_delay: ClipboardDelay,
    /// What the solid button and Ctrl+C copy.
    pub copy_format: CopyFormat,
    /// Whether closing the window asks while something that we copied is on the clipboard. Without the question it is cleared.
    pub asks_on_close: bool,
    /// The order of the list.
    pub sort: SortBy,
    /// What the tags are called, and which ask before a copy.
    pub tags: TagSettings,
    /// The profile that was selected last.
    pub last_selected: Option<ProfileId>,
    /// When each profile was last used: a token was fetched or copied, or its secret checked. To the second.
    pub last_used: BTreeMap<ProfileId, Timestamp>,
}

impl Settings {
    /// The same for the sandbox: what is about profiles goes by ids that the sandbox does not have.
    #[must_use]
    pub fn for_sandbox(self) -> Self {
        Self {
            last_selected: None,
            last_used: BTreeMap::new(),
            ..self
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            motion: Motion::default(),
            clipboard_delay: ClipboardDelay::default(),
            copy_format: CopyFormat::default(),
            asks_on_close: true,
            sort: SortBy::default(),
            tags: TagSettings::default(),
            last_selected: None,
            last_used: BTreeMap::new(),
        }
    }
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system has it; light where it does not say.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether anything in the window moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// As the desktop has it: moves unless it asks for less motion.
    #[default]
    System,
    /// Nothing moves.
    Off,
}

/// How long what we copied stays on the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClipboardDelay {
    /// 15 s.
    Secs15,
    /// 30 s.
    Secs30,
    /// 60 s.
    #[default]
    Secs60,
    /// 120 s.
    Secs120,
    /// Until the token ends, the window closes, or something else is copied; a secret that does not expire, for five minutes.
    Never,
}

impl ClipboardDelay {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Secs15,
        Self::Secs30,
        Self::Secs60,
        Self::Secs120,
        Self::Never,
    ];

    /// The delay; `None` for never.
    pub const fn duration(self) -> Option<Duration> {
        match self {
            Self::Secs15 => Some(Duration::from_secs(15)),
            Self::Secs30 => Some(Duration::from_secs(30)),
            Self::Secs60 => Some(Duration::from_mins(1)),
            Self::Secs120 => Some(Duration::from_mins(2)),
            Self::Never => None,
        }
    }
}

/// The order of the list. Pinned profiles come first in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// By name, ignoring case.
    #[default]
    Name,
    /// The one that was used last comes first; those that never were follow by name.
    LastUsed,
}
