//! Ids of controls that shortcuts and closing dialogs move the focus to.

use egui::Id;

use crate::app::profiles::RowKey;

pub(crate) fn search_id() -> Id {
    Id::unique("search profiles")
}

/// A row of the list.
pub(crate) fn row_id(key: RowKey) -> Id {
    Id::unique("row").with(key)
}
