//! Saves the table of *Check all* to a file that the user chooses.

use jiff::tz::TimeZone;

use crate::app::job::{Outcome, SaveFileOutcome};
use crate::export;
use crate::files::Readers;
use crate::jobs::{JobContext, save_file};
use crate::model::{CheckAllReport, FileFailure};

pub(crate) fn save_table(
    context: JobContext<'_>,
    report: &CheckAllReport,
    zone: &TimeZone,
) -> Outcome {
    Outcome::SaveTable(match export::check_all_csv(report, zone) {
        Ok(table) => save_file(
            context,
            &name(report, zone),
            table.as_bytes(),
            Readers::Umask,
        ),
        Err(error) => {
            tracing::warn!(%error, "a table could not be written as CSV");
            SaveFileOutcome::Failed(FileFailure::Defect)
        }
    })
}

/// The suggested file name.
fn name(report: &CheckAllReport, zone: &TimeZone) -> String {
    let made_at = report.made_at.to_zoned_datetime(zone.clone());
    format!("tokendesk-check-{}.csv", made_at.strftime("%Y-%m-%d-%H%M"))
}
