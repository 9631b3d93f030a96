//! What a person set for this window on this machine. No secrets and no profiles: a profile is referred to by its id.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CopyFormat, LastVerdict, PinAndTag, ProfileId, TagSettings};

/// Of the list, until it is dragged wider or narrower. In points.
const LIST_WIDTH: u16 = 300;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub theme: ThemeChoice,
    pub motion: Motion,
    pub clipboard_delay: ClipboardDelay,
    /// When a window that nobody touches clears its session.
    pub idle_limit: IdleLimit,
    /// What the primary button and Ctrl+C copy. `None` until it is chosen: the first copy asks.
    pub chosen_format: Option<CopyFormat>,
    /// Whether the banner after a copy says where in Postman it goes.
    pub names_postman_fields: bool,
    /// Whether closing the window asks while a copied header is on the clipboard. If not, it is cleared without asking.
    pub asks_on_close: bool,
    pub sort: SortBy,
    /// `None`: by the number of profiles.
    pub density: Option<Density>,
    /// Of the list, in points.
    pub list_width: u16,
    /// `None` before the window was first closed.
    pub window: Option<WindowPlace>,
    pub tags: TagSettings,
    pub last_selected: Option<ProfileId>,
    /// When each profile's token was last fetched or copied, or its secret checked. To the second.
    pub last_used: BTreeMap<ProfileId, Timestamp>,
    /// What a console last said about each saved credential.
    pub last_verdicts: BTreeMap<ProfileId, LastVerdict>,
    /// An entry without pin and tag differs from no entry: it keeps the old marks in a keyring item from coming back.
    pub marks: BTreeMap<ProfileId, PinAndTag>,
}

impl Settings {
    /// The chosen format, or what a copy takes until one is chosen.
    pub fn copy_format(&self) -> CopyFormat {
        self.chosen_format.unwrap_or_default()
    }

    pub fn marks_of(&self, id: ProfileId) -> PinAndTag {
        self.marks.get(&id).copied().unwrap_or_default()
    }

    /// The same for the sandbox, whose profiles have ids of their own.
    #[must_use]
    pub fn for_sandbox(self, marks: BTreeMap<ProfileId, PinAndTag>) -> Self {
        Self {
            last_selected: None,
            last_used: BTreeMap::new(),
            last_verdicts: BTreeMap::new(),
            marks,
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
            idle_limit: IdleLimit::default(),
            chosen_format: None,
            names_postman_fields: true,
            asks_on_close: true,
            sort: SortBy::default(),
            density: None,
            list_width: LIST_WIDTH,
            window: None,
            tags: TagSettings::default(),
            last_selected: None,
            last_used: BTreeMap::new(),
            last_verdicts: BTreeMap::new(),
            marks: BTreeMap::new(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Light if the system does not say.
    #[default]
    System,
    Light,
    Dark,
}

/// Animations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    /// On, unless the desktop asks for less motion.
    #[default]
    System,
    Off,
}

/// How long our copy stays on the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClipboardDelay {
    #[serde(rename = "15 s")]
    Secs15,
    #[serde(rename = "30 s")]
    Secs30,
    #[default]
    #[serde(rename = "60 s")]
    Secs60,
    #[serde(rename = "120 s")]
    Secs120,
    /// Until the token expires, the window closes, or something else is copied; a secret that does not expire, for five minutes.
    #[serde(rename = "never")]
    Never,
}

impl ClipboardDelay {
    pub const ALL: [Self; 5] = [
        Self::Secs15,
        Self::Secs30,
        Self::Secs60,
        Self::Secs120,
        Self::Never,
    ];

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

/// How long the window may be left alone before it clears its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdleLimit {
    #[serde(rename = "5 min")]
    Mins5,
    #[default]
    #[serde(rename = "15 min")]
    Mins15,
    #[serde(rename = "60 min")]
    Mins60,
    #[serde(rename = "never")]
    Never,
}

impl IdleLimit {
    pub const fn minutes(self) -> Option<u64> {
        match self {
            Self::Mins5 => Some(5),
            Self::Mins15 => Some(15),
            Self::Mins60 => Some(60),
            Self::Never => None,
        }
    }

    pub fn duration(self) -> Option<Duration> {
        self.minutes().map(Duration::from_mins)
    }
}

/// The order of the list, after the pinned profiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SortBy {
    /// Ignoring case.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// Most recent first; profiles that were never used follow by name.
    #[serde(rename = "last used")]
    LastUsed,
}

/// The height of the list's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// Two lines.
    Comfortable,
    /// One line.
    Compact,
}

/// Where the window was when it was closed: its size inside and the position of its frame, in points, without maximizing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowPlace {
    pub width: u16,
    pub height: u16,
    /// `None` where the system doesn't tell.
    pub position: Option<(i16, i16)>,
    pub is_maximized: bool,
}
