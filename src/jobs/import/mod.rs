mod read;
mod vendor;

pub(crate) use read::{read, save_template};
pub(crate) use vendor::{find_vendor_profiles, vendor_secret};
