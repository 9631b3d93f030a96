//! The words of the dialogs that ask one question.

pub(in crate::ui) const DELETED: &str = "Its item is removed from the system keyring, with the secret. This can be undone for 10 seconds. The API client itself stays as it is in the console.";
pub(in crate::ui) const NOT_SAVED: &str = "What you typed in the editor is not saved.";
pub(in crate::ui) const NOT_YET_SAVED: &str = "The save was cancelled, but the keyring has not answered: it may still save. What you typed in the editor will be lost.";
pub(in crate::ui) const NEW_SECRET_NOT_SAVED: &str =
    "It isn’t saved, and the console shows a secret only once.";
pub(in crate::ui) const NEW_PASSWORD_NOT_SAVED: &str = "It isn’t saved.";
pub(in crate::ui) const NOT_YET_REPLACED: &str =
    "You canceled, but the keyring hasn’t answered: the new one may still be saved.";
pub(in crate::ui) const CLEAR_AND_CLOSE: &str = "Clear and close";
pub(in crate::ui) const CLOSE_ANYWAY: &str = "Close anyway";
pub(in crate::ui) const CLEARING: &str = "Clearing the clipboard…";
