//! Puts a token, or a text, onto the clipboard.

use super::Ports;
use crate::app::flow::{CopyWhat, CurlWith, Event};
use crate::exchange;
use crate::model::{ClipText, ClipboardFailure, CopyEnd, Mark, Ticket};

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
    ports.clipboard.put(ticket, &text(what)?)?;
    Ok(CopyEnd::Done)
}

/// It as it will be pasted.
fn text(what: &CopyWhat) -> Result<ClipText, ClipboardFailure> {
    Ok(match what {
        CopyWhat::Token { token, format } => exchange::copy_text(token, *format),
        CopyWhat::Text(text) => text.clone(),
        CopyWhat::Curl {
            console,
            path,
            with,
        } => match with {
            CurlWith::Token(token) => exchange::curl_with_token(console, path, token),
            CurlWith::Basic(username) => exchange::curl_with_password(console, path, username),
        }
        .or(Err(ClipboardFailure::Defect))?,
        CopyWhat::ResetReport {
            profile,
            outcome,
            zone,
        } => exchange::reset_report(profile, outcome, zone),
        CopyWhat::CheckTable { report, zone } => exchange::check_table_markdown(report, zone),
        CopyWhat::Activity { lines, zone } => exchange::activity_text(lines, zone),
    })
}
