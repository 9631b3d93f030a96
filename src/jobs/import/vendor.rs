//! The profiles of the vendor's command-line tools. Nothing of theirs is changed.

use crate::app::job::Outcome;
use crate::export::vendor_config;
use crate::files::shown;
use crate::jobs::{JobContext, Ports};
use crate::model::failure::{ReadFailure, VendorSecretFailure};
use crate::model::{
    AccountKind, CandidateSecret, ConsoleUrl, ImportList, KeyringFailure, Secret, VendorConfig,
    VendorItem, VendorList, VendorProfile, VendorProfiles, VendorSecret, VendorTool,
};
use crate::os::Cancel;

/// Reads their config files, and looks which secrets the keyring has, without reading one. The sandbox has none of them.
pub(crate) fn find_vendor_profiles(context: JobContext<'_>) -> Outcome {
    let tools = VendorTool::ALL.into_iter();
    Outcome::FindVendorProfiles(match context.ports.sandbox {
        Some(_) => VendorProfiles::default(),
        None => VendorProfiles(tools.filter_map(|tool| find(context, tool)).collect()),
    })
}

fn find(context: JobContext<'_>, tool: VendorTool) -> Option<VendorConfig> {
    let JobContext { ports, cancel, .. } = context;
    let list = read(ports, tool).transpose()?;
    Some(VendorConfig {
        tool,
        path: shown(&ports.files.vendor_config_path(tool)?),
        content: list.map(|list| with_presence(ports, list, cancel)),
    })
}

fn read(ports: &Ports, tool: VendorTool) -> Result<Option<ImportList>, ReadFailure> {
    let bytes = ports.files.vendor_config(tool)?;
    Ok(bytes.map(|bytes| vendor_config(tool, &bytes)))
}

fn with_presence(ports: &Ports, list: ImportList, cancel: &Cancel) -> VendorList {
    let item = |secret: &CandidateSecret| match secret {
        CandidateSecret::OfVendorTool(item) => Some(item.clone()),
        _ => None,
    };
    let candidates = list.candidates.into_iter();
    let (candidates, items): (Vec<_>, Vec<_>) = candidates
        .map(|candidate| {
            let item = item(&candidate.secret);
            (candidate, item)
        })
        .unzip();
    let asked: Vec<VendorItem> = items.iter().flatten().cloned().collect();
    let mut found = ports.vault.find_vendor_secrets(&asked, cancel).into_iter();
    let profiles = candidates.into_iter().zip(items);
    VendorList {
        profiles: profiles
            .map(|(candidate, item)| VendorProfile {
                candidate,
                secret: item
                    .and_then(|_| found.next())
                    .unwrap_or(VendorSecret::Missing),
            })
            .collect(),
        unused: list.unused,
    }
}

/// Reads the secret of a tool's profile, if its config file still has the profile with this console and kind of account.
pub(crate) fn vendor_secret(
    ports: &Ports,
    item: &VendorItem,
    (console, kind): (&ConsoleUrl, AccountKind),
    cancel: &Cancel,
) -> Result<Secret, KeyringFailure> {
    let failed = |why| KeyringFailure::VendorSecret(why);
    let list = read(ports, item.tool).ok().flatten();
    let is_item = |secret: &CandidateSecret| match secret {
        CandidateSecret::OfVendorTool(of) => of == item,
        _ => false,
    };
    let is_same = list.is_some_and(|list| {
        list.candidates.iter().any(|candidate| {
            is_item(&candidate.secret)
                && candidate.kind == kind
                && ConsoleUrl::parse(&candidate.console).as_ref() == Ok(console)
        })
    });
    if !is_same {
        return Err(failed(VendorSecretFailure::OfAnotherConsole));
    }
    let secret = ports.vault.vendor_secret(item, cancel)?;
    secret.ok_or(failed(VendorSecretFailure::Gone))
}
