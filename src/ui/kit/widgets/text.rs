//! Pieces of text in the sizes and roles of the window.

use crate::ui::kit::theme::{Colors, Size, Weight, font, text};
use egui::accesskit::Role;
use egui::{Color32, Label, Response, Ui};

/// The name of what a pane or a dialog is about, on one line.
pub fn heading(ui: &mut Ui, content: &str, size: Size) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, size, Weight::Bold, color)).truncate();
    as_heading(ui.add(label), content)
}

/// What a dialog asks or is about: it wraps, since a question that is cut cannot be answered.
pub(crate) fn question(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, Size::Title, Weight::Bold, color)).wrap();
    as_heading(ui.add(label), content)
}

/// The headline of a card.
pub fn title(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, Size::Title, Weight::SemiBold, color)).wrap();
    as_heading(ui.add(label), content)
}

/// The headline of a part of a longer text.
pub fn subtitle(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, Size::Body, Weight::SemiBold, color)).wrap();
    as_heading(ui.add(label), content)
}

/// Running text that wraps, of less weight.
pub fn paragraph(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).dim;
    ui.add(Label::new(text(content, Size::Body, Weight::Regular, color)).wrap())
}

/// A small second line that wraps.
pub fn caption(ui: &mut Ui, content: &str, color: Color32) -> Response {
    ui.add(Label::new(text(content, Size::Small, Weight::Regular, color)).wrap())
}

/// Ties a line to the control that it is about. Its words become the control's description too: on Linux, screen readers are not
/// told of the tie itself.
pub fn described_by(control: &Response, line: &Response, words: &str) {
    control.ctx.accesskit_node_builder(control.id, |node| {
        node.push_described_by(line.id.accesskit_id());
        let message = match node.description() {
            Some(before) if before != words => format!("{before} {words}"),
            _ => words.to_owned(),
        };
        node.set_description(message);
    });
}

/// Shows the name of a control on hover. Screen readers have the name already: it is not told again as a description.
pub fn name_on_hover(control: Response, name: &str) -> Response {
    let control = control.on_hover_text(name);
    control.ctx.accesskit_node_builder(control.id, |node| {
        if node.description() == Some(name) {
            node.clear_description();
        }
    });
    control
}

/// One line of text, cut with "…" where it does not fit.
pub fn line(ui: &mut Ui, content: &str, weight: Weight, color: Color32) -> Response {
    ui.add(Label::new(text(content, Size::Body, weight, color)).truncate())
}

/// How wide a piece of text is on one line. Rounded up: a hair too little would cut the last letter.
pub fn text_width(ui: &Ui, content: &str, size: Size, weight: Weight) -> f32 {
    let color = Colors::in_use(ui).text;
    let font = font(size, weight);
    let galley = ui.painter().layout_no_wrap(content.to_owned(), font, color);
    galley.size().x.ceil()
}

fn as_heading(response: Response, content: &str) -> Response {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.clear_value();
        node.set_label(content);
    });
    response
}
