//! The words of the editor’s fields.

pub(in crate::ui) const NAME_EXAMPLE: &str = "Production EU";
pub(in crate::ui) const SISTER: &str =
    "This looks like a console of Incydr, a sister product: it gives no CrashPlan tokens.";
