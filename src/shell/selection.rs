//! Intercepts selected text. egui would put it on the PRIMARY selection when selected and on the clipboard when copied, without
//! the hint for clipboard managers and beyond *Clear now*. Instead a copy takes the same path as every other, and PRIMARY gets
//! nothing.

use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, FullOutput, OutputCommand, Plugin};
use zeroize::Zeroize as _;

use crate::model::ClipText;

/// The last copied text, until taken.
#[derive(Clone, Default)]
pub(super) struct Selection(Arc<Mutex<Option<ClipText>>>);

impl Selection {
    pub(super) fn take(&self) -> Option<ClipText> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, text: &mut String) {
        let copied = ClipText::new(std::mem::take(text));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(copied);
    }
}

impl Plugin for Selection {
    fn debug_name(&self) -> &'static str {
        "selection"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let commands = &mut output.platform_output.commands;
        commands.retain_mut(|command| match command {
            OutputCommand::OpenUrl(_) => true,
            OutputCommand::CopyText(text) => {
                self.put(text);
                ctx.request_repaint();
                false
            }
            OutputCommand::TextSelectionSettled(text) => {
                text.zeroize();
                false
            }
            OutputCommand::CopyImage(_) => false,
        });
    }
}

#[cfg(test)]
mod tests {
    use egui::{
        CentralPanel, Event, Key, Label, Modifiers, PointerButton, Pos2, RawInput, Rect, TextEdit,
        pos2,
    };

    use super::*;

    const TEXT: &str = "pretend-secret";

    /// A window with one text, and the commands that leave egui.
    struct Window {
        ctx: Context,
        draw: fn(&mut egui::Ui) -> Rect,
        place: Rect,
        left: Vec<OutputCommand>,
    }

    impl Window {
        fn new(draw: fn(&mut egui::Ui) -> Rect) -> Self {
            let mut window = Self {
                ctx: Context::default(),
                draw,
                place: Rect::NOTHING,
                left: Vec::new(),
            };
            window.pass(Vec::new());
            window
        }

        fn with_plugin(self) -> (Self, Selection) {
            let selection = Selection::default();
            self.ctx.add_plugin(selection.clone());
            (self, selection)
        }

        fn pass(&mut self, events: Vec<Event>) {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_max(Pos2::ZERO, pos2(400.0, 200.0))),
                events,
                focused: true,
                ..RawInput::default()
            };
            let mut place = Rect::NOTHING;
            let output = self.ctx.run_ui(input, |ui| {
                CentralPanel::default().show(ui, |ui| place = (self.draw)(ui));
            });
            self.place = place;
            self.left.extend(output.platform_output.commands.clone());
            output.drop_without_applying_deltas();
        }

        fn drag_over_it(&mut self) {
            let button = |pos, pressed| Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            };
            let (from, to) = (self.place.left_center(), self.place.right_center());
            self.pass(vec![Event::PointerMoved(from)]);
            self.pass(vec![button(from, true)]);
            self.pass(vec![Event::PointerMoved(to)]);
            self.pass(vec![button(to, false)]);
            self.pass(Vec::new());
        }

        fn select_all_by_key(&mut self) {
            let middle = self.place.center();
            let click = |pressed| Event::PointerButton {
                pos: middle,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            };
            self.pass(vec![Event::PointerMoved(middle), click(true)]);
            self.pass(vec![click(false)]);
            self.pass(vec![Event::Key {
                key: Key::A,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::COMMAND,
            }]);
            self.pass(Vec::new());
        }
    }

    fn field(ui: &mut egui::Ui) -> Rect {
        let mut text = TEXT.to_owned();
        let field = TextEdit::singleline(&mut text).id(egui::Id::unique("field"));
        ui.add(field).rect
    }

    fn label(ui: &mut egui::Ui) -> Rect {
        ui.add(Label::new(TEXT).selectable(true)).rect
    }

    fn settled(text: &str) -> OutputCommand {
        OutputCommand::TextSelectionSettled(text.to_owned())
    }

    #[test]
    fn selected_text_of_a_field_or_a_label_does_not_leave_and_without_the_plugin_it_would() {
        type Draw = fn(&mut egui::Ui) -> Rect;
        type Select = fn(&mut Window);
        let draws: [(Draw, Select); 3] = [
            (field, Window::select_all_by_key),
            (field, Window::drag_over_it),
            (label, Window::drag_over_it),
        ];
        for (draw, select) in draws {
            let mut bare = Window::new(draw);
            select(&mut bare);
            let reached = bare.left.iter().any(|command| {
                matches!(command, OutputCommand::TextSelectionSettled(text) if !text.is_empty())
            });
            assert!(reached, "nothing was selected");

            let (mut window, selection) = Window::new(draw).with_plugin();
            select(&mut window);
            assert!(
                window.left.is_empty(),
                "{} commands left",
                window.left.len()
            );
            assert!(selection.take().is_none(), "selecting is not copying");

            window.pass(vec![Event::Copy]);
            assert!(
                window.left.is_empty(),
                "{} commands left",
                window.left.len()
            );
            assert!(
                selection
                    .take()
                    .is_some_and(|copied| TEXT.contains(copied.expose_secret()))
            );
        }
    }

    #[test]
    fn only_links_leave() {
        let (mut window, selection) = Window::new(label).with_plugin();
        let link = OutputCommand::OpenUrl(egui::OpenUrl::new_tab("https://console.example"));
        let sent = vec![
            settled(TEXT),
            OutputCommand::CopyText(TEXT.to_owned()),
            OutputCommand::CopyImage(egui::ColorImage::example()),
            link.clone(),
        ];
        window.ctx.output_mut(|output| output.commands = sent);
        window.pass(Vec::new());
        assert_eq!(window.left, [link]);
        assert_eq!(selection.take().unwrap().expose_secret(), TEXT);
    }
}
