//! Why a control cannot be used now: said to whoever points at it, and to screen readers.

pub(in crate::ui) const ONE_AT_A_TIME: &str = "One thing at a time";
pub(in crate::ui) const SETTLE_FIRST: &str = "Choose above first";
pub(in crate::ui) const SAVING: &str = "The profile is being saved";
pub(in crate::ui) const ASKING_CONSOLE: &str = "The question is on its way";
pub(in crate::ui) const MAKING_HEADER: &str = "The header is being made";
pub(in crate::ui) const CLEARING: &str = "The clipboard is being cleared";
pub(in crate::ui) const SAVING_TABLE: &str = "The table is being saved";
pub(in crate::ui) const CHECKING: &str = "A check is under way";
pub(in crate::ui) const REPLACING: &str = "The stored one is being replaced";
pub(in crate::ui) const SIGNING_IN: &str = "A sign-in is under way";
pub(in crate::ui) const NO_HIT: &str = "Nothing is found";
pub(in crate::ui) const MEND_ABOVE: &str = "Mend what is marked above first";
/// A button that has come up under the pointer of somebody who clicks fast.
pub(in crate::ui) const NOT_YET: &str = "Ready in half a second";
