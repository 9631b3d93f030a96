//! Saves the table of a check of many profiles in a file, where the person chooses.

use jiff::tz::TimeZone;

use super::Ports;
use crate::app::flow::{Event, JobId, SaveEnd};
use crate::exchange;
use crate::files::{Kept, shown};
use crate::model::CheckReport;
use crate::os::Cancel;

pub(super) fn run(
    ports: &Ports,
    job: JobId,
    (report, zone): (&CheckReport, &TimeZone),
    cancel: &Cancel,
) -> Event {
    let table = exchange::check_csv(report, zone);
    let saved = ports
        .files
        .save(&name(report, zone), table.as_bytes(), cancel);
    let result = match saved {
        Ok(Kept::In(path)) => SaveEnd::Saved { path: shown(&path) },
        Ok(Kept::Nowhere) => SaveEnd::NotChosen,
        Err(failure) => SaveEnd::Failed(failure),
    };
    Event::TableSaved { job, result }
}

/// What the file is proposed to be called.
fn name(report: &CheckReport, zone: &TimeZone) -> String {
    let made_at = report.made_at.to_zoned_datetime(zone.clone());
    format!("tokendesk-check-{}.csv", made_at.strftime("%Y-%m-%d-%H%M"))
}
