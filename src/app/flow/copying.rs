//! What is copied.

use jiff::tz::TimeZone;

use crate::model::{
    ActivityLine, CheckReport, ClipText, ConsoleUrl, CopyFormat, Profile, ResourcePath,
    RotationOutcome, Token, Username,
};

/// What goes onto the clipboard.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made by a click, and moved once"
)]
pub enum CopyWhat {
    /// A token, in one of its forms.
    Token {
        /// The token.
        token: Token,
        /// The form.
        format: CopyFormat,
    },
    /// A text that was selected in the window.
    Text(ClipText),
    /// The command line of a request.
    Curl {
        /// Where.
        console: ConsoleUrl,
        /// The resource.
        path: ResourcePath,
        /// What it is sent with.
        with: CurlWith,
    },
    /// What a check of a reset found, for a ticket.
    RotationReport {
        /// The profile that was checked.
        profile: Profile,
        /// What was found.
        outcome: RotationOutcome,
        /// For its times.
        zone: TimeZone,
    },
    /// The table of a check of many profiles, as Markdown.
    CheckTable {
        /// The table.
        report: CheckReport,
        /// For its times.
        zone: TimeZone,
    },
    /// What happened in this run.
    Activity {
        /// The lines, in the order in which they are shown.
        lines: Vec<ActivityLine>,
        /// For their times.
        zone: TimeZone,
    },
}

/// What a request on a command line is sent with.
#[derive(Clone, Debug)]
pub enum CurlWith {
    /// This token: it stands in the command.
    Token(Token),
    /// This username: curl asks for the password.
    Basic(Username),
}
