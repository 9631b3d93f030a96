//! Ids that don't depend on what else is drawn.

use egui::{Id, Ui, UiBuilder};

/// Draws content whose automatic ids depend on `id` alone. Otherwise a strip that appears or disappears shifts the ids of
/// everything after it, and a screen reader's press, which names the id it last knew, is lost.
pub fn with_own_ids<R>(ui: &mut Ui, id: Id, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().scope_id(id), content)
        .inner
}
