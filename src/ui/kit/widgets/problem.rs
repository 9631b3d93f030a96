//! Failures, the same everywhere: a sign, what happened, the cause and what to do, buttons, and a dim line of details.

use egui::{CornerRadius, Frame, InnerResponse, Label, Margin, Stroke, Ui, vec2};

use crate::model::FailureText;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::icon::Icon;
use crate::ui::kit::widgets::surface::disc;
use crate::ui::kit::widgets::text::{caption, paragraph, subtitle, title};

#[derive(Clone, Debug)]
pub struct Problem {
    tone: Tone,
    text: FailureText,
    /// A fact that changes while it is shown, such as how long to wait.
    fact: Option<String>,
    warning: Option<String>,
    details: Option<String>,
}

impl Problem {
    pub fn new(tone: Tone, text: FailureText) -> Self {
        Self {
            tone,
            text,
            fact: None,
            warning: None,
            details: None,
        }
    }

    #[must_use]
    pub fn fact(mut self, fact: Option<String>) -> Self {
        self.fact = fact;
        self
    }

    #[must_use]
    pub fn warning(mut self, warning: Option<String>) -> Self {
        self.warning = warning;
        self
    }

    #[must_use]
    pub fn details(mut self, details: Option<String>) -> Self {
        self.details = details;
        self
    }

    /// As the content of a card.
    pub fn on_card<R>(self, ui: &mut Ui, buttons: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        self.content(ui, 32.0, title, buttons)
    }

    /// In a frame, among other content.
    pub fn framed<R>(self, ui: &mut Ui, buttons: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let p = Colors::in_use(ui);
        Frame::new()
            .fill(p.card)
            .stroke(Stroke::new(space::HAIR, p.line))
            .corner_radius(CornerRadius::same(space::RADIUS_M))
            .inner_margin(Margin::same(12))
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                self.content(ui, 24.0, subtitle, buttons).inner
            })
    }

    fn content<R>(
        self,
        ui: &mut Ui,
        diameter: f32,
        headline: fn(&mut Ui, &str) -> egui::Response,
        buttons: impl FnOnce(&mut Ui) -> R,
    ) -> InnerResponse<R> {
        let p = Colors::in_use(ui);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            disc(ui, Icon::Alert, self.tone, diameter);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                headline(ui, &self.text.headline);
                paragraph(ui, &self.text.explanation);
                if let Some(fact) = &self.fact {
                    ui.add(Label::new(text(fact, Size::Body, Weight::SemiBold, p.text)).wrap());
                }
                let inner = buttons(ui);
                if let Some(details) = &self.details {
                    ui.add_space(space::XS);
                    caption(ui, details, p.dim);
                }
                if let Some(warning) = &self.warning {
                    caption(ui, warning, p.warn);
                }
                inner
            })
            .inner
        })
    }
}
