//! Text in the sizes and roles of the window.

use egui::accesskit::Role;
use egui::{Color32, Label, Response, Ui};

use crate::ui::kit::theme::{Colors, Size, Weight, font, text};

/// The name of what a pane is about, on one line.
pub fn heading(ui: &mut Ui, content: &str, size: Size) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, size, Weight::Bold, color)).truncate();
    as_heading(ui.add(label), content)
}

/// A dialog's title. It wraps: a question that is cut can't be answered.
pub(crate) fn question(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, Size::Title, Weight::Bold, color)).wrap();
    as_heading(ui.add(label), content)
}

pub fn title(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, Size::Title, Weight::SemiBold, color)).wrap();
    as_heading(ui.add(label), content)
}

pub fn subtitle(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).text;
    let label = Label::new(text(content, Size::Body, Weight::SemiBold, color)).wrap();
    as_heading(ui.add(label), content)
}

pub fn paragraph(ui: &mut Ui, content: &str) -> Response {
    let color = Colors::in_use(ui).dim;
    ui.add(Label::new(text(content, Size::Body, Weight::Regular, color)).wrap())
}

pub fn caption(ui: &mut Ui, content: &str, color: Color32) -> Response {
    ui.add(Label::new(text(content, Size::Small, Weight::Regular, color)).wrap())
}

/// Ties a line to its control, also as its description: on Linux screen readers don't get the relation.
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

/// The name as a tooltip, without repeating it as a description: screen readers have the name.
pub fn name_on_hover(control: Response, name: &str) -> Response {
    let control = control.on_hover_text(name);
    control.ctx.accesskit_node_builder(control.id, |node| {
        if node.description() == Some(name) {
            node.clear_description();
        }
    });
    control
}

/// Cut with "…" if it doesn't fit.
pub fn line(ui: &mut Ui, content: &str, weight: Weight, color: Color32) -> Response {
    ui.add(Label::new(text(content, Size::Body, weight, color)).truncate())
}

/// On one line. Rounded up: a fraction less would cut the last letter.
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
