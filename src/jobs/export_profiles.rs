//! Writes profiles to a file that the user chooses. With secrets, the file is encrypted before it is written.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::job::{ExportOutcome, Outcome, Progress};
use crate::export::profile_file;
use crate::files::{Readers, shown};
use crate::jobs::JobContext;
use crate::jobs::profiles::{NotAsShown, read_if_unchanged};
use crate::model::{ExportFailure, ExportedProfile, FileProtection, KeyringFailure, Now, Secret};
use crate::os::clock;

pub(crate) fn run(
    context: JobContext<'_>,
    profiles: &[ExportedProfile],
    protection: &FileProtection,
    zone: &TimeZone,
) -> Outcome {
    let now = Now::from(clock::read()).to_the_second();
    let export = Export {
        context,
        profiles,
        protection,
        now,
    };
    Outcome::ExportProfiles(match export.run(&name(protection, now, zone)) {
        Ok(path) => ExportOutcome::Saved { path },
        Err(Stop::NotSaved) => ExportOutcome::NotSaved,
        Err(Stop::Failed(failure)) => ExportOutcome::Failed(failure),
    })
}

/// The suggested file name.
fn name(protection: &FileProtection, now: Timestamp, zone: &TimeZone) -> String {
    let extension = match protection {
        FileProtection::WithoutSecrets => "json",
        FileProtection::Passphrase(_) | FileProtection::Recipients(_) => "age",
    };
    let now = now.to_zoned_datetime(zone.clone());
    format!(
        "tokendesk-profiles-{}.{extension}",
        now.strftime("%Y-%m-%d")
    )
}

struct Export<'j> {
    context: JobContext<'j>,
    profiles: &'j [ExportedProfile],
    protection: &'j FileProtection,
    now: Timestamp,
}

/// Why nothing was written.
enum Stop {
    /// As the user wanted.
    NotSaved,
    Failed(ExportFailure),
}

impl From<ExportFailure> for Stop {
    fn from(failure: ExportFailure) -> Self {
        Self::Failed(failure)
    }
}

impl Export<'_> {
    /// Secrets are read last: they exist for as long as the encryption takes.
    fn run(&self, name: &str) -> Result<String, Stop> {
        let JobContext { ports, cancel, .. } = self.context;
        if let FileProtection::Recipients(text) = self.protection {
            profile_file::parse_recipients(text)?;
        }
        let destination = ports.files.choose_to_save(name, cancel);
        let destination = destination
            .map_err(ExportFailure::File)?
            .ok_or(Stop::NotSaved)?;
        let file = match self.protection {
            FileProtection::WithoutSecrets => {
                profile_file::write(self.profiles, |_| None, self.now)?.to_vec()
            }
            FileProtection::Passphrase(_) | FileProtection::Recipients(_) => self.encrypted()?,
        };
        if cancel.is_canceled() {
            return Err(Stop::NotSaved);
        }
        let written = destination.write(name, &file, Readers::Owner);
        Ok(shown(&written.map_err(ExportFailure::File)?))
    }

    fn encrypted(&self) -> Result<Vec<u8>, Stop> {
        let secrets = self.secrets()?;
        let secret = |index: usize| secrets.get(index).and_then(Option::as_ref);
        let document = profile_file::write(self.profiles, secret, self.now)?;
        drop(secrets);
        Ok(profile_file::encrypt(&document, self.protection)?)
    }

    /// Of all profiles, or of none: a file that lacks some would look complete.
    fn secrets(&self) -> Result<Vec<Option<Secret>>, Stop> {
        let progress = self.context.progress;
        progress.send(Progress::ProfilesRead(0));
        let mut secrets = Vec::with_capacity(self.profiles.len());
        let mut changed = Vec::new();
        for (index, ExportedProfile { profile, .. }) in self.profiles.iter().enumerate() {
            let name = || profile.name.to_string();
            let secret = if profile.account.stores_secret() {
                match read_if_unchanged(self.context, profile) {
                    Ok(stored) if stored.secret.is_some() => stored.secret,
                    Err(NotAsShown::Canceled) => return Err(Stop::NotSaved),
                    Err(NotAsShown::Keyring(KeyringFailure::NotFound) | NotAsShown::Changed(_))
                    | Ok(_) => {
                        changed.push(name());
                        None
                    }
                    Err(NotAsShown::Keyring(failure)) => {
                        let name = name();
                        return Err(ExportFailure::Keyring { name, failure }.into());
                    }
                }
            } else {
                None
            };
            secrets.push(secret);
            progress.send(Progress::ProfilesRead(index + 1));
        }
        if changed.is_empty() {
            Ok(secrets)
        } else {
            Err(ExportFailure::Changed { names: changed }.into())
        }
    }
}
