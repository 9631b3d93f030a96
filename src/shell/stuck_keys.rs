//! Frees keys whose release never came, as when the keyboard's layout changed while one was down. egui would take each further
//! press of such a key for a repetition, and shortcuts and Enter ignore those.

use std::collections::BTreeMap;

use egui::{Context, Event, Key, Modifiers, Plugin, RawInput};

/// A held key repeats sooner than this, in seconds. Systems let the first repetition wait for two at most.
const HELD: f64 = 2.5;

/// When each key that is down was last pressed or repeated.
#[derive(Default)]
pub(super) struct StuckKeys {
    down: BTreeMap<Key, f64>,
}

impl Plugin for StuckKeys {
    fn debug_name(&self) -> &'static str {
        "stuck keys"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        let Some(now) = input.time else {
            return;
        };
        let mut freed = Vec::new();
        for (at, event) in input.events.iter().enumerate() {
            match event {
                Event::Key {
                    key, pressed: true, ..
                } => {
                    let before = self.down.insert(*key, now);
                    if before.is_some_and(|before| now - before > HELD) {
                        freed.push((at, *key));
                    }
                }
                Event::Key { key, .. } => {
                    self.down.remove(key);
                }
                Event::WindowFocused(false) => self.down.clear(),
                _ => {}
            }
        }
        for (at, key) in freed.into_iter().rev() {
            let release = Event::Key {
                key,
                physical_key: None,
                pressed: false,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            input.events.insert(at, release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(pressed: bool) -> Event {
        Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    /// Which of these presses of Enter, at so many seconds, count as repetitions. None of them is released.
    fn repetitions(times: &[f64]) -> Vec<bool> {
        let ctx = Context::default();
        ctx.add_plugin(StuckKeys::default());
        let mut repetitions = Vec::new();
        for time in times {
            let input = RawInput {
                time: Some(*time),
                events: vec![enter(true)],
                ..RawInput::default()
            };
            let output = ctx.run_ui(input, |ui| {
                ui.input(|input| {
                    for event in &input.events {
                        if let Event::Key {
                            pressed: true,
                            repeat,
                            ..
                        } = event
                        {
                            repetitions.push(*repeat);
                        }
                    }
                });
            });
            output.drop_without_applying_deltas();
        }
        repetitions
    }

    #[test]
    fn a_held_key_repeats_and_one_whose_release_was_lost_is_pressed_again() {
        let held = [1.0, 1.6, 1.63, 3.6];
        assert_eq!(repetitions(&held), [false, true, true, true]);
        assert_eq!(repetitions(&[1.0, 1.6, 9.0]), [false, true, false]);
    }
}
