//! A settings file that is not as it was written, or that could not be written.

use super::FileFailure;

/// What was wrong with the settings file when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsTrouble {
    /// It was of no use as a whole. The first settings are used, and nothing was lost.
    Damaged {
        /// Why.
        damage: SettingsDamage,
        /// The file.
        path: String,
        /// Where it is now; `None` where it could not be set aside, and is left where it was.
        aside: Option<String>,
    },
    /// Some of it was not understood. The first settings are used in the place of that, and the file is as it was.
    NotUnderstood {
        /// The file.
        path: String,
        /// What the file calls them.
        fields: Vec<String>,
    },
}

/// Why a settings file is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsDamage {
    /// The system does not let it be read.
    NotRead,
    /// It is no TOML from this line on, or (`None`) no text at all.
    NoToml {
        /// Counted from 1.
        line: Option<usize>,
    },
    /// It is larger than settings can be.
    TooLarge,
}

impl SettingsTrouble {
    /// How it is told, in whole sentences.
    pub fn message(&self) -> String {
        match self {
            Self::Damaged {
                damage,
                path,
                aside,
            } => {
                let why = match damage {
                    SettingsDamage::NotRead => "the system does not let it be read".to_owned(),
                    SettingsDamage::NoToml { line: Some(line) } => {
                        format!("line {line} is not valid TOML")
                    }
                    SettingsDamage::NoToml { line: None } => "it is not text".to_owned(),
                    SettingsDamage::TooLarge => "it is larger than settings can be".to_owned(),
                };
                let kept = match aside {
                    Some(aside) => format!("It is kept as {aside}."),
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
    /// How it is told of the settings, in whole sentences.
    pub fn settings_words(&self) -> String {
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
        let damaged = |damage, aside: Option<&str>| {
            SettingsTrouble::Damaged {
                damage,
                path: "/c/settings.toml".to_owned(),
                aside: aside.map(str::to_owned),
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
            failure.settings_words(),
            "The settings were not saved. The disk is full: /c/settings.toml. They hold until this window closes, and the \
             file is as it was."
        );
    }
}
