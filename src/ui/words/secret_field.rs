//! What is said of white space in a secret or a password.

use crate::model::AccountKind;

pub(in crate::ui) const KEEP_IT: &str = "Keep it";

pub(in crate::ui) fn spaces_removed(kind: AccountKind) -> String {
    format!("White space around the {} will be removed.", kind.noun())
}

pub(in crate::ui) fn spaces_kept(kind: AccountKind) -> String {
    let noun = kind.noun();
    format!("The {noun} starts or ends with a space. It’ll be used as is.")
}

pub(in crate::ui) fn line_break(kind: AccountKind) -> String {
    let noun = kind.noun();
    format!("There’s a line break in the {noun}. Check that you pasted only the {noun}.")
}
