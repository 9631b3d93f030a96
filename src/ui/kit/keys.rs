//! Shortcuts: matched with exactly their modifiers, consumed, and named for the system.

use egui::os::OperatingSystem;
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

pub const LEAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::Escape);

/// Whether it was pressed in this pass. Key repeats are consumed but don't count: a held Ctrl+Enter would be dozens of sign-ins.
pub fn take_press(ctx: &Context, shortcut: KeyboardShortcut) -> bool {
    let mut is_first = false;
    take(ctx, shortcut, |is_repeat| is_first |= !is_repeat);
    is_first
}

/// How often it was pressed in this pass, repeats included: keys can come faster than frames.
pub fn take_presses(ctx: &Context, shortcut: KeyboardShortcut) -> usize {
    let mut count = 0;
    take(ctx, shortcut, |_| count += 1);
    count
}

fn take(ctx: &Context, shortcut: KeyboardShortcut, mut on_press: impl FnMut(bool)) {
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                modifiers,
                pressed: true,
                repeat,
                ..
            } if *key == shortcut.logical_key && modifiers.matches_exact(shortcut.modifiers) => {
                on_press(*repeat);
                false
            }
            _ => true,
        });
    });
}

/// The key names: `Ctrl F`, `Cmd ↵`, `F5`.
pub fn key_names(shortcut: KeyboardShortcut, os: OperatingSystem) -> String {
    let key = match shortcut.logical_key {
        Key::Enter => "↵",
        Key::Escape => "Esc",
        Key::ArrowUp => "Up",
        Key::ArrowDown => "Down",
        Key::Comma => ",",
        other => other.name(),
    };
    match (shortcut.modifiers.command, os) {
        (false, _) => key.to_owned(),
        (true, OperatingSystem::Mac | OperatingSystem::IOS) => format!("Cmd {key}"),
        (true, _) => format!("Ctrl {key}"),
    }
}
