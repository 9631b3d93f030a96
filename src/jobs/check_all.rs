//! Saves the table of a check of many profiles in a file, where the person chooses.

use jiff::tz::TimeZone;

use crate::app::flow::{Event, JobId, SaveEnd};
use crate::export;
use crate::files::{Kept, shown};
use crate::jobs::Ports;
use crate::model::{CheckReport, FileFailure};
use crate::os::Cancel;

pub(crate) fn run(
    ports: &Ports,
    job: JobId,
    (report, zone): (&CheckReport, &TimeZone),
    cancel: &Cancel,
) -> Event {
    let result = save(ports, report, zone, cancel).unwrap_or_else(SaveEnd::Failed);
    Event::TableSaved { job, result }
}

fn save(
    ports: &Ports,
    report: &CheckReport,
    zone: &TimeZone,
    cancel: &Cancel,
) -> Result<SaveEnd, FileFailure> {
    let table = export::check_csv(report, zone).map_err(|error| {
        tracing::warn!(%error, "a table could not be written as CSV");
        FileFailure::Defect
    })?;
    let name = name(report, zone);
    Ok(match ports.files.save(&name, table.as_bytes(), cancel)? {
        Kept::In(path) => SaveEnd::Saved { path: shown(&path) },
        Kept::Nowhere => SaveEnd::NotChosen,
    })
}

/// What the file is proposed to be called.
fn name(report: &CheckReport, zone: &TimeZone) -> String {
    let made_at = report.made_at.to_zoned_datetime(zone.clone());
    format!("tokendesk-check-{}.csv", made_at.strftime("%Y-%m-%d-%H%M"))
}
