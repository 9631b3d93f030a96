//! A settings file that is damaged, or could not be written.

use super::FileFailure;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsFileFailure {
    /// The defaults are used, and nothing was lost.
    Damaged {
        damage: SettingsDamage,
        path: String,
        /// `None` if it could not be renamed, and is still at `path`.
        moved_to: Option<String>,
    },
    /// Some values read as their defaults; the file was not changed.
    NotUnderstood {
        path: String,
        /// By their names in the file.
        fields: Vec<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsDamage {
    NotRead,
    /// From this line on, or (`None`) not even text.
    NoToml {
        /// From 1.
        line: Option<usize>,
    },
    TooLarge,
}

impl SettingsFileFailure {
    pub fn message(&self) -> String {
        match self {
            Self::Damaged {
                damage,
                path,
                moved_to,
            } => {
                let why = match damage {
                    SettingsDamage::NotRead => "it can’t be read".to_owned(),
                    SettingsDamage::NoToml { line: Some(line) } => {
                        format!("line {line} isn’t valid TOML")
                    }
                    SettingsDamage::NoToml { line: None } => "it isn’t text".to_owned(),
                    SettingsDamage::TooLarge => "it’s too large".to_owned(),
                };
                let kept = match moved_to {
                    Some(moved_to) => format!("It was renamed to {moved_to}."),
                    None => format!("It wasn’t changed: {path}."),
                };
                format!("Can’t use the settings file: {why}. {kept} Defaults are in use.")
            }
            Self::NotUnderstood { path, fields } => format!(
                "Some settings in {path} aren’t valid, so their defaults are in use: {}. The file wasn’t changed.",
                fields.join(", ")
            ),
        }
    }
}

impl FileFailure {
    pub fn settings_message(&self) -> String {
        let headline = self.message().headline;
        format!(
            "Settings not saved. {headline}. They apply until you close Tokendesk; the file wasn’t changed."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_with_the_file_says_what_is_wrong_where_the_file_is_and_what_is_used() {
        let damaged = |damage, moved_to: Option<&str>| {
            SettingsFileFailure::Damaged {
                damage,
                path: "/c/settings.toml".to_owned(),
                moved_to: moved_to.map(str::to_owned),
            }
            .message()
        };
        assert_eq!(
            damaged(
                SettingsDamage::NoToml { line: Some(3) },
                Some("/c/settings.toml.damaged")
            ),
            "Can’t use the settings file: line 3 isn’t valid TOML. It was renamed to /c/settings.toml.damaged. Defaults are \
             in use."
        );
        let left = damaged(SettingsDamage::NotRead, None);
        assert!(
            left.contains("It wasn’t changed: /c/settings.toml."),
            "{left}"
        );
        let failure = FileFailure::NoRoom {
            path: "/c/settings.toml".to_owned(),
        };
        assert_eq!(
            failure.settings_message(),
            "Settings not saved. The disk is full: /c/settings.toml. They apply until you close Tokendesk; the file wasn’t \
             changed."
        );
    }
}
