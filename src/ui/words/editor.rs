//! The words of the editor.

pub(in crate::ui) const TEST_MORE: &str =
    "Signs in once with what stands here. Nothing is saved, nothing is copied.";
