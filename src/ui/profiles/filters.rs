//! The chips below the search.

use egui::{Id, Ui};

use crate::app::profiles::{ListAction, ListFilter};
use crate::app::{Action, State};
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::FilterChips;
use crate::ui::view::View;

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
