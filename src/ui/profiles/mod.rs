pub(super) mod empty_state;
pub(super) mod head;
pub(super) mod ids;
pub(super) mod list;
pub(super) mod pane;
pub(super) mod row_text;
pub(super) mod sidebar;
pub(super) mod verdict;
