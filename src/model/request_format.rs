use crate::model::{Token, Username};

/// What *Copy request as* puts on the clipboard. `export` writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFormat {
    /// One line for bash, zsh, and other POSIX shells.
    Curl,
    /// One line for an interactive `cmd.exe`.
    CurlCmd,
    /// One line, for Windows PowerShell 5.1 too.
    PowerShell,
    /// For the REST Client of Visual Studio Code, `JetBrains`' HTTP Client, and `httpYac`.
    HttpFile,
    /// With the package `requests`.
    Python,
    /// The token only, as a variable of a POSIX shell.
    ShellVariable,
}

/// How a copied request authenticates.
#[derive(Clone, Debug)]
pub enum RequestAuth {
    /// The token is part of the text.
    Token(Token),
    /// The program that runs it prompts for the password.
    Basic(Username),
}

impl RequestFormat {
    /// In menu order.
    pub const ALL: [Self; 6] = [
        Self::Curl,
        Self::CurlCmd,
        Self::PowerShell,
        Self::HttpFile,
        Self::Python,
        Self::ShellVariable,
    ];

    /// For "curl command copied".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Curl | Self::CurlCmd => "curl command",
            Self::PowerShell => "PowerShell command",
            Self::HttpFile => "HTTP request",
            Self::Python => "Python code",
            Self::ShellVariable => "shell variable",
        }
    }

    /// Whether it prompts for a password, so that the text needs none.
    pub fn prompts_for_password(self) -> bool {
        matches!(self, Self::Curl | Self::CurlCmd | Self::Python)
    }
}
