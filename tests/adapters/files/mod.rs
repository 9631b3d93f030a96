#[cfg(target_os = "linux")]
mod dialog;
mod settings;
