//! Reads all profiles; rows are reported as they are read, without their secrets.

use super::{Outbox, Ports};
use crate::app::flow::{Event, JobId};
use crate::os::Cancel;

pub(super) fn run(ports: &Ports, job: JobId, cancel: &Cancel, outbox: &Outbox) -> Event {
    let result = ports.vault.list(cancel, &mut |row| {
        outbox.send(Event::ProfileListed { job, row });
    });
    Event::ListingEnded { job, result }
}
