//! "Where will you paste it?", before the first copy.

use egui::{Id, Key, Modifiers, Ui};

use crate::app::Action;
use crate::model::PasteTarget;
use crate::ui::clipboard::confirm::is_debounced;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, RadioCard, caption, focus_control_on_open, radio_cards,
    segment_id, to_the_end,
};
use crate::ui::view::View;
use crate::ui::words;

const DIALOG: &str = "paste question";
const TITLE: &str = "Where will you paste it?";
const WIDTH: f32 = 460.0;

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, target: PasteTarget) {
    // Before the key is taken out of the input, so that it counts as a press.
    let is_debounced = is_debounced(ui, DIALOG, view.now);
    let by_key = Command::Primary.pressed(ui.ctx()) || is_entered(ui);
    let dialog = DialogFrame {
        id: DIALOG,
        title: TITLE,
        width: WIDTH,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, view| {
            let cards = PasteTarget::ALL.map(card);
            if let Some(chosen) = radio_cards(ui, choice(), TITLE, &cards, target) {
                view.ask(Action::ChoosePasteTarget(chosen));
            }
            // After they are drawn: a control that isn't there can't be focused.
            focus_control_on_open(ui.ctx(), DIALOG, segment_id(choice(), 0));
            ui.add_space(space::M);
            let more = "You can change this later in Settings.";
            caption(ui, more, Colors::in_use(ui).dim);
        },
        |ui, view| {
            let hint = Command::Primary.hint(ui.ctx().os());
            let copy = Button::primary("Copy").hint(hint);
            let cancel = Button::leave(words::CANCEL);
            to_the_end(ui, &[&cancel, &copy]);
            let cancel = ui.add(cancel);
            view.ask_if(cancel.clicked(), Action::CloseDialog);
            let copy = ui.add(copy);
            let is_asked = copy.clicked() || by_key;
            view.ask_if(is_asked && !is_debounced, Action::CopyForTarget);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

fn choice() -> Id {
    Id::unique(DIALOG).with("target")
}

/// Enter on an answer copies; on a button it presses that.
fn is_entered(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    let is_answer = |id| (0..PasteTarget::ALL.len()).any(|index| id == segment_id(choice(), index));
    focused.is_none_or(is_answer)
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

const fn card(target: PasteTarget) -> RadioCard<'static, PasteTarget> {
    let (name, more) = match target {
        PasteTarget::PostmanAuthorization => (
            "Postman, Authorization tab",
            "Copies the token. Type: Bearer Token.",
        ),
        PasteTarget::PostmanHeaders => (
            "Postman, Headers tab",
            "Copies the line “Authorization: Bearer …” for Bulk Edit.",
        ),
        PasteTarget::Elsewhere => (
            "curl, code, or somewhere else",
            "Copies the line “Authorization: Bearer …”.",
        ),
    };
    RadioCard {
        value: target,
        name,
        more,
    }
}
