//! Saves the table of *Check all* to a file that the user chooses.

use jiff::tz::TimeZone;

use crate::app::job::{Outcome, SaveTableOutcome};
use crate::export;
use crate::files::{SaveOutcome, shown};
use crate::jobs::JobContext;
use crate::model::{CheckAllReport, FileFailure};

pub(crate) fn save_table(
    context: JobContext<'_>,
    report: &CheckAllReport,
    zone: &TimeZone,
) -> Outcome {
    Outcome::SaveTable(save(context, report, zone).unwrap_or_else(SaveTableOutcome::Failed))
}

fn save(
    context: JobContext<'_>,
    report: &CheckAllReport,
    zone: &TimeZone,
) -> Result<SaveTableOutcome, FileFailure> {
    let table = export::check_all_csv(report, zone).map_err(|error| {
        tracing::warn!(%error, "a table could not be written as CSV");
        FileFailure::Defect
    })?;
    let name = name(report, zone);
    Ok(
        match context
            .ports
            .files
            .save(&name, table.as_bytes(), context.cancel)?
        {
            SaveOutcome::Saved(path) => SaveTableOutcome::Saved { path: shown(&path) },
            SaveOutcome::NotChosen => SaveTableOutcome::NotChosen,
        },
    )
}

/// The suggested file name.
fn name(report: &CheckAllReport, zone: &TimeZone) -> String {
    let made_at = report.made_at.to_zoned_datetime(zone.clone());
    format!("tokendesk-check-{}.csv", made_at.strftime("%Y-%m-%d-%H%M"))
}
