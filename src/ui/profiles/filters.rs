//! The chips below the search.

use egui::{Id, Ui};

use crate::app::profiles::{ListAction, ListFilter};
use crate::app::{Action, State};
use crate::ui::kit::theme::{Size, Weight, space};
use crate::ui::kit::widgets::{FilterChips, text_width};
use crate::ui::view::View;

/// Characters kept of a search that is too long for its button.
const SEARCH_CHARS: usize = 24;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, search: &str) {
    let state = view.state;
    let filters = state.filters(view.now);
    let chips: Vec<_> = filters
        .iter()
        .map(|(filter, count)| (filter_name(state, *filter), *count))
        .collect();
    if chips.is_empty() {
        return;
    }
    let in_use = state.filter_in_use(search);
    let chosen = filters.iter().position(|(filter, _)| *filter == in_use);
    ui.add_space(space::S);
    let chips = FilterChips {
        id: Id::unique("filter"),
        label: "Show",
        chips: &chips,
        chosen: chosen.unwrap_or_default(),
    };
    if let Some(wanted) = chips.show(ui) {
        view.ask(Action::List(ListAction::Filter(filters[wanted].0)));
    }
}

pub(crate) fn filter_name(state: &State, filter: ListFilter) -> &str {
    match filter {
        ListFilter::All => "All",
        ListFilter::Live => "Live",
        ListFilter::Attention => "Attention",
        ListFilter::Tagged(tag) => state.settings.tags.name(tag),
    }
}

/// What the list shows if that isn't all: "Attention (3)" or "Matching “eu” (3)".
pub(crate) fn listed_name(
    ui: &Ui,
    state: &State,
    (search, filter): (&str, ListFilter),
    count: usize,
) -> Option<String> {
    match (search.trim(), filter) {
        ("", ListFilter::All) => None,
        ("", filter) => Some(format!("{} ({count})", filter_name(state, filter))),
        (search, _) => Some(matching(ui, search, count)),
    }
}

/// With as much of the search as fits.
fn matching(ui: &Ui, search: &str, count: usize) -> String {
    let name = |shown: &str| format!("Matching “{shown}” ({count})");
    let room = ui.available_width() / 3.0 - 2.0 * space::M;
    let fits = |name: &String| text_width(ui, name, Size::Body, Weight::SemiBold) <= room;
    let whole = name(search);
    if fits(&whole) {
        return whole;
    }
    let ends = search.char_indices().map(|(at, _)| at).take(SEARCH_CHARS);
    let ends: Vec<_> = ends.collect();
    let cut = |at: usize| name(&format!("{}…", search[..at].trim_end()));
    let mut cuts = ends.into_iter().rev().map(cut);
    cuts.find(fits).unwrap_or_else(|| name("…"))
}
