//! Puts a token, or a selected text, onto the clipboard.

use super::Ports;
use crate::app::flow::{CopyWhat, Event};
use crate::exchange;
use crate::model::{ClipboardFailure, CopyEnd, Mark, Ticket};

pub(super) fn run(
    ports: &Ports,
    ticket: Ticket,
    what: &CopyWhat,
    unless_taken_since: Option<Mark>,
) -> Event {
    Event::Copied {
        ticket,
        result: copy(ports, ticket, what, unless_taken_since),
    }
}

fn copy(
    ports: &Ports,
    ticket: Ticket,
    what: &CopyWhat,
    unless_taken_since: Option<Mark>,
) -> Result<CopyEnd, ClipboardFailure> {
    if let Some(before) = unless_taken_since
        && ports.clipboard.mark()?.shows_another_copy_since(before)
    {
        return Ok(CopyEnd::ChangedElsewhere);
    }
    match what {
        CopyWhat::Token { token, format } => ports
            .clipboard
            .put(ticket, &exchange::copy_text(token, *format))?,
        CopyWhat::Text(text) => ports.clipboard.put(ticket, text)?,
        CopyWhat::Curl { .. }
        | CopyWhat::ResetReport { .. }
        | CopyWhat::CheckTable { .. }
        | CopyWhat::Activity { .. } => return Err(ClipboardFailure::Defect),
    }
    Ok(CopyEnd::Done)
}
