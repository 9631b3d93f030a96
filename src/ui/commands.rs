//! The table of commands: label, tooltip and shortcut of each, and the places that show it. Keys, buttons, menus, the palette and
//! the sheet of shortcuts read it. When a command applies: [`Command::availability`].

use std::borrow::Cow;

use egui::os::OperatingSystem;
use egui::text_selection::LabelSelectionState;
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use crate::app::State;
use crate::app::availability::DisabledReason;
pub use crate::app::command::Command;
use crate::app::tab::Tab;
use crate::model::{AccountKind, CopyFormat, SortBy};
use crate::ui::kit::keys::{LEAVE, key_names, take_press, take_presses};
use crate::ui::kit::widgets::is_long_text_selected;

/// How a command is shown.
#[derive(Clone, Copy)]
struct CommandEntry {
    label: &'static str,
    /// For a profile with a user account.
    user_label: &'static str,
    /// Where it is not the key alone.
    tooltip: Option<&'static str>,
    shortcut: Option<KeyboardShortcut>,
    /// Its key is ignored right after a dialog closes: the second half of a double press must not sign in.
    signs_in: bool,
    is_destructive: bool,
    palette: Option<PaletteLine>,
    menu: Option<MenuGroup>,
    opens_dialog: bool,
    /// On the sheet of shortcuts.
    sheet: Option<(SheetGroup, &'static str)>,
}

/// How the palette writes a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PaletteLine {
    Label,
    /// For an API client and for a user account, with `{}` for the profile's name.
    OfProfile(&'static str, &'static str),
}

/// A part of a menu, between two separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MenuGroup {
    Find,
    Order,
    Keyring,
    Program,
    /// Of a profile, where its buttons are not in sight.
    Buttons,
    Check,
    Rotation,
    /// Above the tags.
    Pin,
    Copies,
    Delete,
}

/// The menu below the list.
pub(crate) const WINDOW_MENU: [MenuGroup; 4] = [
    MenuGroup::Find,
    MenuGroup::Order,
    MenuGroup::Keyring,
    MenuGroup::Program,
];

/// A group of the sheet of shortcuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetGroup {
    Anywhere,
    SelectedProfile,
    Moving,
}

impl SheetGroup {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Anywhere => "Anywhere",
            Self::SelectedProfile => "The selected profile",
            Self::Moving => "Navigation",
        }
    }

    pub(crate) fn commands(self) -> impl Iterator<Item = Command> {
        let is_in = move |command: &Command| {
            let sheet = command.entry().sheet;
            sheet.is_some_and(|(group, _)| group == self)
        };
        Command::ALL.into_iter().filter(is_in)
    }
}

impl MenuGroup {
    pub(crate) fn commands(self) -> impl Iterator<Item = Command> {
        let is_in = move |command: &Command| command.entry().menu == Some(self);
        Command::ALL.into_iter().filter(is_in)
    }
}

/// The window's own commands in the palette.
pub(crate) fn in_palette() -> impl Iterator<Item = Command> {
    let is_in = |command: &Command| command.palette_line() == Some(PaletteLine::Label);
    Command::ALL.into_iter().filter(is_in)
}

/// Every command that has a shortcut.
pub fn with_shortcut() -> impl Iterator<Item = Command> {
    let has_one = |command: &Command| command.shortcut().is_some();
    Command::ALL.into_iter().filter(has_one)
}

impl CommandEntry {
    const fn new(label: &'static str) -> Self {
        Self {
            label,
            user_label: label,
            tooltip: None,
            shortcut: None,
            signs_in: false,
            is_destructive: false,
            palette: None,
            menu: None,
            opens_dialog: false,
            sheet: None,
        }
    }

    const fn for_user(mut self, label: &'static str) -> Self {
        self.user_label = label;
        self
    }

    const fn signs_in(mut self) -> Self {
        self.signs_in = true;
        self
    }

    const fn destructive(mut self) -> Self {
        self.is_destructive = true;
        self
    }

    const fn palette(mut self) -> Self {
        self.palette = Some(PaletteLine::Label);
        self
    }

    const fn palette_of(self, phrase: &'static str) -> Self {
        self.palette_of_kinds(phrase, phrase)
    }

    const fn palette_of_kinds(mut self, client: &'static str, user: &'static str) -> Self {
        self.palette = Some(PaletteLine::OfProfile(client, user));
        self
    }

    const fn menu(mut self, group: MenuGroup) -> Self {
        self.menu = Some(group);
        self
    }

    /// A menu says so by "…".
    const fn opens_dialog(mut self) -> Self {
        self.opens_dialog = true;
        self
    }

    const fn sheet(self, group: SheetGroup) -> Self {
        let label = self.label;
        self.sheet_as(group, label)
    }

    const fn sheet_as(mut self, group: SheetGroup, label: &'static str) -> Self {
        self.sheet = Some((group, label));
        self
    }

    const fn tooltip(mut self, text: &'static str) -> Self {
        self.tooltip = Some(text);
        self
    }

    const fn key(self, key: Key) -> Self {
        self.shortcut(KeyboardShortcut::new(Modifiers::NONE, key))
    }

    /// With Ctrl, and on macOS with Cmd.
    const fn ctrl(self, key: Key) -> Self {
        self.shortcut(KeyboardShortcut::new(Modifiers::COMMAND, key))
    }

    const fn shortcut(mut self, shortcut: KeyboardShortcut) -> Self {
        self.shortcut = Some(shortcut);
        self
    }
}

impl Command {
    #[expect(clippy::too_many_lines, reason = "a table")]
    const fn entry(self) -> CommandEntry {
        use SheetGroup::{Anywhere, Moving, SelectedProfile};
        match self {
            Self::Palette => CommandEntry::new("Jump to")
                .ctrl(Key::K)
                .menu(MenuGroup::Find)
                .opens_dialog()
                .sheet(Anywhere),
            Self::Search => CommandEntry::new("Search profiles")
                .ctrl(Key::F)
                .palette()
                .sheet(Anywhere),
            Self::NewProfile => CommandEntry::new("New profile")
                .ctrl(Key::N)
                .palette()
                .sheet(Anywhere),
            Self::Primary => CommandEntry::new("Get token / copy header")
                .ctrl(Key::Enter)
                .signs_in()
                .sheet(SelectedProfile),
            // What it copies is a setting; that it does so needs a token.
            Self::CopyHeader => CommandEntry::new("Copy header")
                .palette_of("Copy header for {}")
                .ctrl(Key::C)
                .sheet(SelectedProfile),
            Self::Renew => CommandEntry::new("Renew")
                .menu(MenuGroup::Buttons)
                .ctrl(Key::R)
                .signs_in()
                .palette_of("Renew token for {}")
                .sheet(SelectedProfile),
            Self::Edit => CommandEntry::new("Edit")
                .menu(MenuGroup::Buttons)
                .opens_dialog()
                .ctrl(Key::E)
                .palette_of("Edit {}…")
                .sheet(SelectedProfile),
            Self::Check => CommandEntry::new("Check secret")
                .menu(MenuGroup::Check)
                .for_user("Check password")
                .tooltip("Signs in once and keeps the token. Nothing is copied.")
                .palette_of_kinds("Check secret for {}", "Check password for {}"),
            Self::CheckRotation => CommandEntry::new("Check secret reset…")
                .for_user("Check password reset…")
                .palette_of_kinds("Check secret reset for {}…", "Check password reset for {}…")
                .menu(MenuGroup::Rotation),
            Self::CheckAddress => CommandEntry::new("Check address")
                .tooltip("Checks the connection step by step. No credentials are sent.")
                .palette_of("Check address of {}")
                .menu(MenuGroup::Rotation),
            Self::UseCode => CommandEntry::new("Use a two-factor code")
                .palette_of("Use a two-factor code for {}")
                .menu(MenuGroup::Rotation),
            Self::OpenConsole => {
                CommandEntry::new("Open console in browser").palette_of("Open {} in browser")
            }
            Self::Pin => CommandEntry::new("Pin to top")
                .palette_of("Pin {} to top")
                .menu(MenuGroup::Pin),
            Self::Unpin => CommandEntry::new("Unpin")
                .palette_of("Unpin {}")
                .menu(MenuGroup::Pin),
            Self::Duplicate => CommandEntry::new("Duplicate")
                .ctrl(Key::D)
                .palette_of("Duplicate {}…")
                .menu(MenuGroup::Copies)
                .opens_dialog()
                .sheet(SelectedProfile),
            Self::CopyBasicHeader => CommandEntry::new("Basic header (deprecated)")
                .palette_of("Basic header for {}… (deprecated)")
                .menu(MenuGroup::Copies)
                .opens_dialog(),
            Self::SaveForPostman => CommandEntry::new("Save for Postman")
                .palette_of("Save {} for Postman…")
                .menu(MenuGroup::Copies)
                .opens_dialog(),
            Self::Delete => CommandEntry::new("Delete")
                .palette_of("Delete {}…")
                .destructive()
                .menu(MenuGroup::Delete)
                .opens_dialog(),
            Self::ShowTab(Tab::Activity) => CommandEntry::new("Show Activity")
                .ctrl(Key::Num1)
                .palette_of("Show Activity of {}")
                .sheet(SelectedProfile),
            Self::ShowTab(Tab::Claims) => CommandEntry::new("Show Claims")
                .ctrl(Key::Num2)
                .palette_of("Show Claims of {}")
                .sheet(SelectedProfile),
            Self::ShowTab(Tab::Request) => CommandEntry::new("Show Try a request")
                .ctrl(Key::Num3)
                .palette_of("Try a request with {}")
                .sheet(SelectedProfile),
            Self::Sort(SortBy::Name) => CommandEntry::new("Sort by name")
                .palette()
                .menu(MenuGroup::Order),
            Self::Sort(SortBy::LastUsed) => CommandEntry::new("Sort by last used")
                .palette()
                .menu(MenuGroup::Order),
            Self::CheckAll => CommandEntry::new("Check all")
                .palette()
                .menu(MenuGroup::Keyring)
                .opens_dialog(),
            Self::Import => CommandEntry::new("Import")
                .ctrl(Key::I)
                .palette()
                .menu(MenuGroup::Keyring)
                .opens_dialog()
                .sheet(Anywhere),
            Self::ExportProfiles => CommandEntry::new("Export profiles")
                .palette()
                .menu(MenuGroup::Keyring)
                .opens_dialog(),
            Self::ReadAgain => CommandEntry::new("Refresh from keyring")
                .key(Key::F5)
                .palette()
                .menu(MenuGroup::Keyring)
                .sheet(Anywhere),
            Self::ClearSession => CommandEntry::new("Clear session")
                .ctrl(Key::L)
                .palette()
                .menu(MenuGroup::Keyring)
                .sheet(Anywhere),
            Self::Undo => CommandEntry::new("Undo")
                .ctrl(Key::Z)
                .palette()
                .sheet(Anywhere),
            Self::ClearClipboard => CommandEntry::new("Clear clipboard now").palette(),
            Self::OpenSandbox => CommandEntry::new("Open the sandbox")
                .palette()
                .menu(MenuGroup::Program),
            Self::Settings => CommandEntry::new("Settings")
                .ctrl(Key::Comma)
                .palette()
                .menu(MenuGroup::Program)
                .opens_dialog()
                .sheet(Anywhere),
            Self::Shortcuts => CommandEntry::new("Keyboard shortcuts")
                .key(Key::F1)
                .palette()
                .menu(MenuGroup::Program)
                .sheet(Anywhere),
            Self::Previous => CommandEntry::new("Previous profile")
                .key(Key::ArrowUp)
                .sheet(Moving),
            Self::Next => CommandEntry::new("Next profile")
                .key(Key::ArrowDown)
                .sheet(Moving),
            Self::SelectListed => CommandEntry::new("Select all in the list")
                .ctrl(Key::A)
                .sheet(Moving),
            Self::Close => CommandEntry::new("Close or go back")
                .shortcut(LEAVE)
                .sheet(Moving),
        }
    }

    pub const fn label(self) -> &'static str {
        self.entry().label
    }

    pub(crate) const fn label_for(self, kind: AccountKind) -> &'static str {
        match kind {
            AccountKind::ApiClient => self.entry().label,
            AccountKind::User => self.entry().user_label,
        }
    }

    /// In a menu.
    pub(crate) fn menu_label(self, kind: AccountKind) -> Cow<'static, str> {
        let label = self.label_for(kind);
        if self.entry().opens_dialog {
            Cow::Owned(format!("{label}…"))
        } else {
            Cow::Borrowed(label)
        }
    }

    /// For the profile that is selected.
    pub(crate) fn label_in(self, state: &State) -> &'static str {
        let row = state.selected_profile();
        let kind = row.map_or(AccountKind::ApiClient, |row| row.profile.account.kind());
        self.label_for(kind)
    }

    pub(crate) const fn key_signs_in(self) -> bool {
        self.entry().signs_in
    }

    pub(crate) const fn is_destructive(self) -> bool {
        self.entry().is_destructive
    }

    pub(crate) const fn palette_line(self) -> Option<PaletteLine> {
        self.entry().palette
    }

    /// How the palette writes it for a profile, with `{}` for the name; `None` for the window's own commands.
    pub(crate) const fn palette_phrase(
        self,
        kind: AccountKind,
        format: CopyFormat,
    ) -> Option<&'static str> {
        match (self, format, kind, self.palette_line()) {
            (Self::CopyHeader, CopyFormat::HeaderValue, ..) => Some("Copy header value for {}"),
            (Self::CopyHeader, CopyFormat::TokenOnly, ..) => Some("Copy token for {}"),
            (_, _, AccountKind::ApiClient, Some(PaletteLine::OfProfile(client, _))) => Some(client),
            (_, _, AccountKind::User, Some(PaletteLine::OfProfile(_, user))) => Some(user),
            _ => None,
        }
    }

    pub(crate) const fn sheet_label(self) -> &'static str {
        match self.entry().sheet {
            Some((_, label)) => label,
            None => self.label(),
        }
    }

    /// What the command does, or its key.
    pub(crate) fn tooltip(self, os: OperatingSystem) -> String {
        let text = self.entry().tooltip;
        text.map_or_else(|| self.hint(os), str::to_owned)
    }

    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        self.entry().shortcut
    }

    /// Its key in words, for a button or a menu; empty where it has none.
    pub fn hint(self, os: OperatingSystem) -> String {
        let shortcut = self.shortcut();
        shortcut.map_or_else(String::new, |shortcut| key_names(shortcut, os))
    }

    /// One of a few choices: whether it is the one in use.
    pub(crate) fn is_in_use(self, state: &State) -> Option<bool> {
        match self {
            Self::Sort(by) => Some(state.settings.sort == by),
            _ => None,
        }
    }

    /// Whether its key was pressed in this pass. The first to ask gets it: it is taken out of the input.
    pub fn pressed(self, ctx: &Context) -> bool {
        match self {
            // The platform turns Ctrl+C into an event of its own, and Ctrl+Shift+C too. Text fields and selected text come first.
            Self::CopyHeader => {
                !ctx.input(|input| input.modifiers.shift || input.modifiers.alt)
                    && !ctx.text_edit_focused()
                    && !is_text_selected(ctx)
                    && !is_long_text_selected(ctx)
                    && ctx.input_mut(|input| {
                        let before = input.events.len();
                        input.events.retain(|event| !matches!(event, Event::Copy));
                        input.events.len() < before
                    })
            }
            // A text field has its own undo.
            Self::Undo if ctx.text_edit_focused() => false,
            Self::Previous | Self::Next => self.presses(ctx) > 0,
            _ => self.pressed_over_text(ctx),
        }
    }

    /// The same, though a text field may have a use for the key.
    pub(crate) fn pressed_over_text(self, ctx: &Context) -> bool {
        let shortcut = self.shortcut();
        shortcut.is_some_and(|shortcut| take_press(ctx, shortcut))
    }

    /// How often its key was pressed in this pass.
    pub fn presses(self, ctx: &Context) -> usize {
        let shortcut = self.shortcut();
        shortcut.map_or(0, |shortcut| take_presses(ctx, shortcut))
    }
}

pub(crate) const fn disabled_reason(reason: DisabledReason) -> &'static str {
    match reason {
        DisabledReason::Checking => "A check is running",
        DisabledReason::CheckingAddress => "Checking the address…",
        DisabledReason::SigningIn => "Signing in…",
        DisabledReason::ReadingKeyring => "Loading profiles…",
        DisabledReason::ClearingClipboard => "Clearing the clipboard…",
    }
}

fn is_text_selected(ctx: &Context) -> bool {
    ctx.with_plugin(|selection: &mut LabelSelectionState| selection.has_selection())
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_key_or_a_label() {
        let mut seen: Vec<Command> = Vec::new();
        for command in Command::ALL {
            for other in &seen {
                let is_same_key = command.shortcut() == other.shortcut();
                assert!(!is_same_key || command.shortcut().is_none());
                assert_ne!(command.label(), other.label());
            }
            seen.push(command);
        }
    }

    #[test]
    fn every_shortcut_is_on_the_sheet_and_every_command_stands_once_in_the_order() {
        for (at, command) in Command::ALL.into_iter().enumerate() {
            let has_shortcut = command.shortcut().is_some();
            assert_eq!(command.entry().sheet.is_some(), has_shortcut, "{command:?}");
            let first = Command::ALL.iter().position(|other| *other == command);
            assert_eq!(first, Some(at), "{command:?}");
        }
    }

    #[test]
    fn no_command_takes_a_key_that_text_fields_need() {
        // These give way to a text field that has the keyboard.
        let shares = [Command::CopyHeader, Command::Undo, Command::SelectListed];
        for command in with_shortcut().filter(|command| !shares.contains(command)) {
            let needed = [
                Key::A,
                Key::C,
                Key::V,
                Key::X,
                Key::Z,
                Key::Y,
                Key::Backspace,
            ];
            let shortcut = command.shortcut().unwrap();
            let is_needed = needed.contains(&shortcut.logical_key);
            assert!(!(shortcut.modifiers.command && is_needed), "{command:?}");
        }
    }

    #[test]
    fn a_hint_speaks_the_systems_language() {
        assert_eq!(Command::Search.hint(OperatingSystem::Nix), "Ctrl F");
        assert_eq!(Command::Primary.hint(OperatingSystem::Windows), "Ctrl ↵");
        assert_eq!(Command::Search.hint(OperatingSystem::Mac), "Cmd F");
        assert_eq!(Command::ReadAgain.hint(OperatingSystem::Mac), "F5");
    }
}
