//! Reads all profiles; rows are reported as they are read, without their secrets.

use crate::app::flow::{Event, JobId};
use crate::jobs::{Ports, ProgressSender};
use crate::os::Cancel;

pub(crate) fn run(ports: &Ports, job: JobId, cancel: &Cancel, progress: &ProgressSender) -> Event {
    let result = ports.vault.list(cancel, &mut |row| {
        progress.send(Event::ProfileListed { job, row });
    });
    Event::ListingEnded { job, result }
}
