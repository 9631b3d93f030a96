//! Reads all profiles; rows are reported as they are read, without their secrets.

use super::{Outbox, Ports};
use crate::app::flow::{Event, JobId};

pub(super) fn run(ports: &Ports, job: JobId, outbox: &Outbox) -> Event {
    let result = ports
        .vault
        .list(&mut |row| outbox.send(Event::ProfileListed { job, row }));
    Event::ListingEnded { job, result }
}
