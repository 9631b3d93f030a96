pub(crate) mod delete;
pub(crate) mod last_verdict;
pub(crate) mod listing;
pub(crate) mod marks;
pub(crate) mod order;
pub(crate) mod row;
pub(crate) mod selection;
pub(crate) mod state;

pub use row::{ProfileRow, Row, RowContent, RowKey};
pub use state::{Deletion, DeletionPhase, Listing};
