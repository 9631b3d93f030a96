//! Helpers for the clipboard: what is copied, and what is cleared.

use tokendesk::app::clipboard::CopiedItem;
use tokendesk::app::job::{CopyWhat, Job};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    ClearOutcome, ClipText, CopyFormat, CopyId, CopyOutcome, Profile, ProfileId,
};

use crate::harness::flow::{FlowHarness, profile, the_copy};

impl FlowHarness {
    /// A window with one profile, which has a token for 15 minutes.
    pub(crate) fn with_token() -> (Self, Profile) {
        let a = profile("A");
        let mut harness = Self::of(&a);
        harness.renewed(a.id, 900);
        (harness, a)
    }

    /// The same, with its header on the clipboard.
    pub(crate) fn with_header_copied() -> (Self, CopyId) {
        let (mut harness, a) = Self::with_token();
        let copy_id = harness.copied(a.id);
        (harness, copy_id)
    }

    /// Presses *Copy header*; the copy, which is not done yet.
    pub(crate) fn copy_header(&mut self, id: ProfileId) -> CopyId {
        the_copy(&self.on_action(Action::Copy(id, CopyFormat::HeaderLine)))
    }

    /// Reports that this is on the clipboard.
    pub(crate) fn copy_done(&mut self, copy_id: CopyId) -> Vec<Effect> {
        self.copy_ended(copy_id, Ok(CopyOutcome::Done))
    }

    /// Reports that this is no longer on the clipboard.
    pub(crate) fn cleared(&mut self, copy_id: CopyId) -> Vec<Effect> {
        self.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    }

    /// Copies text that is selected in the window; the copy, which is not done yet.
    pub(crate) fn copy_selection(&mut self, text: &str) -> CopyId {
        self.app.drafts.to_copy = Some(ClipText::new(text.to_owned()));
        let effects = self.on_action(Action::CopyText("selected text"));
        let [
            Effect::Run(
                _,
                Job::Copy {
                    copy_id,
                    what: CopyWhat::Text(copied),
                    ..
                },
            ),
        ] = &effects[..]
        else {
            panic!("not one copy of a text: {effects:?}")
        };
        assert_eq!(copied.expose_secret(), text);
        *copy_id
    }

    /// Copies text that is selected in the window; whether it is held, and so cleared, like a header.
    pub(crate) fn is_held_when_copied(&mut self, text: &str) -> bool {
        let copy_id = self.copy_selection(text);
        self.copy_done(copy_id);
        self.app.state.copied_item.is_some()
    }

    /// The copied item that the strip shows.
    pub(crate) fn copied_item(&self) -> &CopiedItem {
        let copied_item = self.app.state.copied_item.as_ref();
        copied_item.expect("the strip shows")
    }

    /// Whether this is the copied item that the strip shows.
    pub(crate) fn holds(&self, copy_id: CopyId) -> bool {
        let copied_item = self.app.state.copied_item.as_ref();
        copied_item.is_some_and(|copied_item| copied_item.copy_id == copy_id)
    }
}

/// The copy that these orders clear, and nothing else.
pub(crate) fn the_clear(effects: &[Effect]) -> CopyId {
    let [Effect::Run(_, Job::ClearClipboard { copy_id })] = effects else {
        panic!("not one clear: {effects:?}")
    };
    *copy_id
}
