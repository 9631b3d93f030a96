//! One table of the commands that have a key: name, shortcut, hint. Screens ask here, and show the hint from here.

use egui::os::OperatingSystem;
use egui::text_selection::LabelSelectionState;
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use crate::app::tab::Tab;
use crate::ui::kit::keys::{LEAVE, key_names, take_press, take_presses};
use crate::ui::kit::widgets::is_long_text_selected;

/// What can be done by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open *Jump to*.
    Palette,
    /// Open the sheet of shortcuts.
    Shortcuts,
    /// Open an empty editor.
    NewProfile,
    /// Move to the search field.
    Search,
    /// What the solid button on screen does.
    Primary,
    /// Edit the selected profile.
    Edit,
    /// Open the editor for a copy of the selected profile.
    Duplicate,
    /// A fresh token for the selected profile.
    Renew,
    /// Show this tab.
    Show(Tab),
    /// Copy the selected profile's header, where no text is meant.
    CopyHeader,
    /// Forget all tokens and clear the clipboard.
    ForgetAll,
    /// Read the keyring again.
    ReadAgain,
    /// Bring back what was deleted last, where no text is meant.
    UndoDelete,
    /// Open *Settings*.
    Settings,
    /// Close what lies on top.
    Close,
    /// The profile above.
    Previous,
    /// The profile below.
    Next,
}

impl Command {
    /// The whole table.
    pub const ALL: [Self; 19] = [
        Self::Palette,
        Self::Shortcuts,
        Self::NewProfile,
        Self::Search,
        Self::Primary,
        Self::Edit,
        Self::Duplicate,
        Self::Renew,
        Self::Show(Tab::Activity),
        Self::Show(Tab::Claims),
        Self::Show(Tab::Request),
        Self::CopyHeader,
        Self::ForgetAll,
        Self::ReadAgain,
        Self::UndoDelete,
        Self::Settings,
        Self::Close,
        Self::Previous,
        Self::Next,
    ];

    /// What it is called in menus.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Palette => "Jump to a profile",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::NewProfile => "New profile",
            Self::Search => "Search profiles",
            Self::Primary => "The main button",
            Self::Edit => "Edit",
            Self::Duplicate => "Duplicate",
            Self::Renew => "Renew",
            Self::Show(Tab::Activity) => "Show Activity",
            Self::Show(Tab::Claims) => "Show Claims",
            Self::Show(Tab::Request) => "Show Try a request",
            Self::CopyHeader => "Copy header",
            Self::ForgetAll => "Forget all tokens",
            Self::ReadAgain => "Read the keyring again",
            Self::UndoDelete => "Undo the deletion",
            Self::Settings => "Settings",
            Self::Close => "Close",
            Self::Previous => "Previous profile",
            Self::Next => "Next profile",
        }
    }

    /// Its key. `COMMAND` is Ctrl, and Cmd on macOS.
    pub const fn shortcut(self) -> KeyboardShortcut {
        let (modifiers, key) = match self {
            Self::Palette => (Modifiers::COMMAND, Key::K),
            Self::Shortcuts => (Modifiers::NONE, Key::F1),
            Self::NewProfile => (Modifiers::COMMAND, Key::N),
            Self::Search => (Modifiers::COMMAND, Key::F),
            Self::Primary => (Modifiers::COMMAND, Key::Enter),
            Self::Edit => (Modifiers::COMMAND, Key::E),
            Self::Duplicate => (Modifiers::COMMAND, Key::D),
            Self::Renew => (Modifiers::COMMAND, Key::R),
            Self::Show(Tab::Activity) => (Modifiers::COMMAND, Key::Num1),
            Self::Show(Tab::Claims) => (Modifiers::COMMAND, Key::Num2),
            Self::Show(Tab::Request) => (Modifiers::COMMAND, Key::Num3),
            Self::CopyHeader => (Modifiers::COMMAND, Key::C),
            Self::ForgetAll => (Modifiers::COMMAND, Key::L),
            Self::ReadAgain => (Modifiers::NONE, Key::F5),
            Self::UndoDelete => (Modifiers::COMMAND, Key::Z),
            Self::Settings => (Modifiers::COMMAND, Key::Comma),
            Self::Close => return LEAVE,
            Self::Previous => (Modifiers::NONE, Key::ArrowUp),
            Self::Next => (Modifiers::NONE, Key::ArrowDown),
        };
        KeyboardShortcut::new(modifiers, key)
    }

    /// The key in words, for a button or a menu.
    pub fn hint(self, os: OperatingSystem) -> String {
        key_names(self.shortcut(), os)
    }

    /// Whether it was asked for in this pass. Whoever asks first has it: the key is taken out of the input.
    pub fn pressed(self, ctx: &Context) -> bool {
        match self {
            // The platform turns Ctrl+C into an event of its own, which text fields and selected text have a claim to.
            // It reports Ctrl+Shift+C as a copy too.
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
            Self::UndoDelete if ctx.text_edit_focused() => false,
            Self::Previous | Self::Next => self.presses(ctx) > 0,
            _ => self.pressed_over_text(ctx),
        }
    }

    /// The same, though a text field may have a use for the key.
    pub(crate) fn pressed_over_text(self, ctx: &Context) -> bool {
        take_press(ctx, self.shortcut())
    }

    /// How often its key was pressed in this pass.
    pub fn presses(self, ctx: &Context) -> usize {
        take_presses(ctx, self.shortcut())
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
    fn no_two_commands_share_a_key_or_a_name() {
        for (index, a) in Command::ALL.iter().enumerate() {
            for b in &Command::ALL[index + 1..] {
                assert_ne!(a.shortcut(), b.shortcut(), "{a:?} and {b:?}");
                assert_ne!(a.name(), b.name(), "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn no_command_takes_a_key_that_text_fields_need() {
        // These two give way to a text field that has the keyboard.
        let shares = [Command::CopyHeader, Command::UndoDelete];
        for command in Command::ALL
            .into_iter()
            .filter(|command| !shares.contains(command))
        {
            let KeyboardShortcut {
                modifiers,
                logical_key,
            } = command.shortcut();
            let needed = [
                Key::A,
                Key::C,
                Key::V,
                Key::X,
                Key::Z,
                Key::Y,
                Key::Backspace,
            ];
            assert!(
                !(modifiers.command && needed.contains(&logical_key)),
                "{command:?}"
            );
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
