//! Delays input after a key that may move the focus. egui gives all events of a pass to the widget focused at its start, so text
//! typed right after Tab, as by a password manager, would end up in the previous field: a secret in clear. Such a key ends its
//! pass's events; the rest follows two passes later, when a dialog that it opens is there.

use egui::{Context, Event, Key, Plugin, RawInput};

/// Events held back for later passes.
#[derive(Default)]
pub(super) struct FocusKeys {
    waiting: Vec<Event>,
    /// Skips the next pass.
    pauses: bool,
}

impl Plugin for FocusKeys {
    fn debug_name(&self) -> &'static str {
        "focus keys"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        if std::mem::take(&mut self.pauses) {
            self.waiting = std::mem::take(&mut events);
        } else if let Some(at) = events.iter().position(may_move_focus) {
            self.waiting = events.split_off(at + 1);
            self.pauses = true;
        }
        input.events = events;
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
    }
}

fn may_move_focus(event: &Event) -> bool {
    match event {
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => modifiers.command || matches!(key, Key::Tab | Key::Enter | Key::Escape),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use egui::{CentralPanel, Id, Modifiers, TextEdit};

    use super::*;

    /// The texts of two fields after these events in one pass, with the first field focused.
    fn typed(events: Vec<Event>, has_plugin: bool) -> [String; 2] {
        let ctx = Context::default();
        if has_plugin {
            ctx.add_plugin(FocusKeys::default());
        }
        let ids = ["first", "second"].map(Id::unique);
        let mut texts = [String::new(), String::new()];
        let mut pass = |events: Vec<Event>| {
            let input = RawInput {
                events,
                focused: true,
                ..RawInput::default()
            };
            let output = ctx.run_ui(input, |ui| {
                CentralPanel::default().show(ui, |ui| {
                    for (text, id) in texts.iter_mut().zip(ids) {
                        ui.add(TextEdit::singleline(text).id(id));
                    }
                });
            });
            output.drop_without_applying_deltas();
        };
        pass(Vec::new());
        ctx.memory_mut(|memory| memory.request_focus(ids[0]));
        pass(events);
        for _ in 0..6 {
            pass(Vec::new());
        }
        texts
    }

    fn key(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    #[test]
    fn what_is_typed_right_after_the_tab_key_is_in_the_next_field() {
        let text = |text: &str| Event::Text(text.to_owned());
        let events = || vec![text("ada"), key(Key::Tab), text("pretend-"), text("secret")];
        assert_eq!(typed(events(), false), ["adapretend-secret", ""]);
        assert_eq!(typed(events(), true), ["ada", "pretend-secret"]);
    }

    #[test]
    fn nothing_that_waits_is_lost_or_out_of_order() {
        let text = |text: &str| Event::Text(text.to_owned());
        let events = vec![
            text("a"),
            key(Key::Tab),
            text("b"),
            key(Key::Tab),
            text("c"),
            key(Key::Enter),
        ];
        let [first, second] = typed(events, true);
        assert_eq!((first.as_str(), second.as_str()), ("ac", "b"));
    }
}
