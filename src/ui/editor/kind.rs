//! The choice between API client and user account.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::app::Action;
use crate::app::editor::EditorAction;
use crate::model::AccountKind;
use crate::ui::editor::compare_methods;
use crate::ui::editor::compare_methods::COMPARE_METHODS;
use crate::ui::editor::form::{EditorForm, HOW_IT_SIGNS_IN, kind_choice_id};
use crate::ui::kit::theme::Colors;
use crate::ui::kit::widgets::{Button, caption, segments};
use crate::ui::words;

/// Height of a label above a control.
const LABEL: f32 = 15.0;

const CHOICES: [(AccountKind, &str); 2] = [
    (AccountKind::ApiClient, words::API_CLIENT),
    (AccountKind::User, words::USER_ACCOUNT),
];

/// Draws the choice, a note on the chosen kind, and *Compare methods*.
pub(crate) fn show(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let kind = form.draft.fields.kind;
    ui.vertical(|ui| {
        let top = ui.cursor().min;
        if let Some(kind) = segments(ui, kind_choice_id(), HOW_IT_SIGNS_IN, &CHOICES, kind) {
            form.view
                .ask(Action::Editor(EditorAction::ChooseKind(kind)));
        }
        let text = match kind {
            AccountKind::ApiClient => "Recommended. Tokens last 15 minutes.",
            AccountKind::User => "For local accounts without SSO. Tokens last 30 minutes.",
        };
        caption(ui, text, Colors::in_use(ui).dim);
        // At the end of the label's line, since it would wrap behind the note. Tab reaches the choice first.
        let line = Rect::from_min_size(top, vec2(ui.min_rect().width(), LABEL));
        let layout = Layout::right_to_left(Align::Center);
        let mut line = ui.new_child(UiBuilder::new().max_rect(line).layout(layout));
        let compare = line.add(Button::link(COMPARE_METHODS).id(kind_choice_id().with("compare")));
        compare_methods::show(&compare);
    });
}
