//! The rows of *Jump to* in their sections. Only visible rows are drawn.

use egui::accesskit::Role;
use egui::{Event, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::palette::Entry;
use crate::app::search::SearchWords;
use crate::model::ProfileId;
use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::palette::row::{HEIGHT, ResultRow};
use crate::ui::palette::search::{Results, Section};
use crate::ui::view::View;

/// Height of a section's heading.
const HEADING: f32 = 26.0;

pub(super) struct List<'a> {
    pub(super) results: &'a Results,
    pub(super) typed: &'a str,
    /// The chosen row.
    pub(super) at: usize,
    /// Whether the chosen row is scrolled to.
    pub(super) scrolls: bool,
    pub(super) height: f32,
    pub(super) is_second_level: bool,
}

/// What the pointer did.
#[derive(Default)]
pub(super) struct Pointed {
    /// It moved onto this row.
    pub(super) highlighted: Option<Entry>,
    pub(super) clicked: Option<Entry>,
}

impl List<'_> {
    pub(super) fn show(&self, ui: &mut Ui, view: &View<'_>) -> Pointed {
        let builder = UiBuilder::new()
            .accessibility_role(Role::ListBox)
            .accessibility_label("Results");
        let mut pointed = Pointed::default();
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .id_salt("found")
                .max_height(self.height)
                .min_scrolled_height(self.height)
                .auto_shrink([false, true])
                .show_viewport(ui, |ui, viewport| {
                    pointed = self.rows(ui, view, viewport);
                });
        });
        pointed
    }

    fn rows(&self, ui: &mut Ui, view: &View<'_>, viewport: Rect) -> Pointed {
        let found = &self.results.found;
        let size = vec2(ui.available_width(), self.top(found.len()));
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let rect = |at: usize| {
            let top = pos2(area.left(), area.top() + self.top(at));
            Rect::from_min_size(top, vec2(area.width(), HEIGHT))
        };
        for (section, first) in &self.results.sections {
            heading(ui, view, *section, rect(*first));
        }
        if self.scrolls && self.at < found.len() {
            let mut chosen = rect(self.at);
            if self
                .results
                .sections
                .iter()
                .any(|(_, first)| *first == self.at)
            {
                chosen.min.y -= HEADING;
            }
            ui.scroll_to_rect(chosen, None);
        }
        let mut pointed = Pointed::default();
        let is_move = |event: &Event| matches!(event, Event::PointerMoved(_));
        let moves = ui.input(|input| input.events.iter().any(is_move));
        let words = SearchWords::parse(&view.state.settings, self.typed);
        for (at, found_here) in found.iter().enumerate().skip(self.first_at(viewport.top())) {
            let rect = rect(at);
            if rect.top() - area.top() > viewport.bottom() {
                break;
            }
            let row = ResultRow::of(ui, view, found_here, self.is_second_level);
            // The search matches a profile and a command apart: where both are in one title is looked up for the rows in view.
            let in_title = words.as_ref().filter(|_| found_here.letters.is_empty());
            let in_title = in_title.map(|words| row.letters(words));
            let letters = in_title.as_ref().unwrap_or(&found_here.letters);
            let of = (at + 1, found.len());
            let response = row.show(ui, rect, (found_here.entry, letters), at == self.at, of);
            if response.clicked() {
                pointed.clicked = Some(found_here.entry);
            }
            if response.hovered() && moves {
                pointed.highlighted = Some(found_here.entry);
            }
        }
        pointed
    }

    /// From the top of the list to the top of this row.
    fn top(&self, at: usize) -> f32 {
        let headings = self.results.sections.iter();
        let headings = headings.filter(|(_, first)| *first <= at).count();
        #[expect(clippy::cast_precision_loss, reason = "thousands of rows at most")]
        let (rows, headings) = (at as f32, headings as f32);
        rows * HEIGHT + headings * HEADING
    }

    /// The first row in view, or a few before it.
    fn first_at(&self, y: f32) -> usize {
        #[expect(clippy::cast_precision_loss, reason = "three sections at most")]
        let headings = self.results.sections.len() as f32 * HEADING;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of rows"
        )]
        let at = ((y - headings) / HEIGHT).max(0.0) as usize;
        at
    }
}

fn heading(ui: &Ui, view: &View<'_>, section: Section, first: Rect) {
    let name = |id: ProfileId| {
        let row = view.state.profile(id);
        row.map_or_else(String::new, |row| row.profile.name.to_string())
    };
    let text = match section {
        Section::Profiles => "Profiles".to_owned(),
        Section::Commands => "Commands".to_owned(),
        Section::CommandsOf(id) => name(id),
    };
    let dim = Colors::in_use(ui).dim;
    let font = font(Size::Tiny, Weight::SemiBold);
    let galley = ui.painter().layout_no_wrap(text, font, dim);
    let bottom = first.top() - 5.0;
    let at = pos2(first.left() + space::M, bottom - galley.size().y);
    ui.painter().galley(at, galley, dim);
}
