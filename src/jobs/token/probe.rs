//! Asks whether a host is a console at all. Reads nothing and sends no credential.

use crate::app::flow::{Event, JobId};
use crate::jobs::Ports;
use crate::model::ConsoleUrl;
use crate::os::Cancel;

pub(crate) fn run(ports: &Ports, job: JobId, console: &ConsoleUrl, cancel: &Cancel) -> Event {
    Event::ConsoleProbed {
        job,
        result: ports.console.is_console(console, cancel),
    }
}
