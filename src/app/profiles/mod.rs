pub(crate) mod delete;
pub(crate) mod filter;
pub(crate) mod last_verdict;
pub(crate) mod listing;
pub(crate) mod marks;
pub(crate) mod order;
pub(crate) mod row;
pub(crate) mod selection;
pub(crate) mod state;

pub use order::ListSection;
pub use row::{ProfileRow, Row, RowContent, RowKey, Standing};
pub use state::{
    DeleteQuestion, Deletion, DeletionPhase, ListAction, ListFilter, Listing, SelectedProfiles,
};
