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
                    SettingsDamage::NotRead => "the system does not let it be read".to_owned(),
                    SettingsDamage::NoToml { line: Some(line) } => {
                        format!("line {line} is not valid TOML")
                    }
                    SettingsDamage::NoToml { line: None } => "it is not text".to_owned(),
                    SettingsDamage::TooLarge => "it is larger than settings can be".to_owned(),
                };
                let kept = match moved_to {
                    Some(moved_to) => format!("It is kept as {moved_to}."),
                    None => format!("It is left as it is: {path}."),
                };
                format!(
                    "The settings file could not be used: {why}. {kept} All settings are as at first."
                )
            }
            Self::NotUnderstood { path, fields } => format!(
                "Some settings in {path} were not understood and are as at first: {}. The file was not changed.",
                fields.join(", ")
            ),
        }
    }
}

impl FileFailure {
    pub fn settings_message(&self) -> String {
        let headline = self.message().headline;
        format!(
            "The settings were not saved. {headline}. They hold until this window closes, and the file is as it was."
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
            "The settings file could not be used: line 3 is not valid TOML. It is kept as /c/settings.toml.damaged. \
             All settings are as at first."
        );
        let left = damaged(SettingsDamage::NotRead, None);
        assert!(
            left.contains("It is left as it is: /c/settings.toml."),
            "{left}"
        );
        let failure = FileFailure::NoRoom {
            path: "/c/settings.toml".to_owned(),
        };
        assert_eq!(
            failure.settings_message(),
            "The settings were not saved. The disk is full: /c/settings.toml. They hold until this window closes, and the \
             file is as it was."
        );
    }
}
