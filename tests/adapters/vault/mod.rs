mod contract;
#[cfg(windows)]
mod credential_manager;
#[cfg(target_os = "linux")]
mod keepassxc;
#[cfg(target_os = "linux")]
mod keyring_place;
#[cfg(target_os = "linux")]
mod kwallet;
#[cfg(target_os = "linux")]
mod moods;
mod suite;
#[cfg(target_os = "linux")]
mod vendor_items;
