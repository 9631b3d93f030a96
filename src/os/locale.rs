//! The system's format settings.

/// The locale for dates and times: a POSIX name or a BCP 47 tag; empty if the system names none.
pub fn for_times() -> String {
    of_category("LC_TIME")
}

/// The same for numbers.
pub fn for_numbers() -> String {
    of_category("LC_NUMERIC")
}

#[cfg(all(unix, not(target_os = "macos")))]
fn of_category(category: &str) -> String {
    // The first that isn't empty wins, as in setlocale(3).
    ["LC_ALL", category, "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn of_category(_: &str) -> String {
    sys_locale::get_locale().unwrap_or_default()
}
