use crate::app::job::{CopyWhat, Outcome};
use crate::export;
use crate::jobs::Ports;
use crate::model::{ClipText, ClipboardFailure, ClipboardOwner, CopyId, CopyOutcome};

pub(crate) fn run(
    ports: &Ports,
    copy_id: CopyId,
    what: &CopyWhat,
    unless_taken_since: Option<ClipboardOwner>,
) -> Outcome {
    Outcome::Copy(copy(ports, copy_id, what, unless_taken_since))
}

fn copy(
    ports: &Ports,
    copy_id: CopyId,
    what: &CopyWhat,
    unless_taken_since: Option<ClipboardOwner>,
) -> Result<CopyOutcome, ClipboardFailure> {
    if let Some(before) = unless_taken_since
        && ports.clipboard.owner()?.shows_another_copy_since(before)
    {
        return Ok(CopyOutcome::ChangedElsewhere);
    }
    ports.clipboard.put(copy_id, &text(what)?)?;
    Ok(CopyOutcome::Done)
}

/// Whether another copy is there for sure. Nothing is read while the system says that we own the clipboard.
pub(crate) fn is_gone(ports: &Ports, copy_id: CopyId) -> bool {
    let owner = ports.clipboard.owner();
    let may_be_gone = matches!(owner, Ok(ClipboardOwner::Other(_) | ClipboardOwner::Nobody));
    may_be_gone && ports.clipboard.holds(copy_id) == Ok(false)
}

/// As it will be pasted.
fn text(what: &CopyWhat) -> Result<ClipText, ClipboardFailure> {
    Ok(match what {
        CopyWhat::Token { token, format } => export::copy_text(token, *format),
        CopyWhat::Text(text) => text.clone(),
        CopyWhat::Request {
            console,
            path,
            auth,
            format,
        } => export::request_text(console, path, auth, *format).ok_or(ClipboardFailure::Defect)?,
        CopyWhat::RotationReport {
            profile,
            outcome,
            replaced_at,
            zone,
        } => export::rotation_report(profile, outcome, *replaced_at, zone),
        CopyWhat::CheckTable { report, zone } => export::check_all_markdown(report, zone),
        CopyWhat::ConnectionCheck { check, zone } => export::connection_check_text(check, zone),
        CopyWhat::Activity { lines, zone } => export::activity_text(lines, zone),
    })
}
