//! A request as a command line describes it.

use std::collections::BTreeSet;

use super::command_line::Word;

#[derive(Default)]
pub(super) struct SentRequest {
    pub(super) url: Option<Word>,
    /// `id:secret`, or the login alone.
    pub(super) user: Option<Word>,
    pub(super) authorization: Option<Word>,
    pub(super) unused: Unused,
    pub(super) skips_certificate_checks: bool,
}

/// What a profile has no place for, without its values.
#[derive(Default)]
pub(super) struct Unused {
    /// Names.
    headers: Vec<String>,
    parts: BTreeSet<UnusedPart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum UnusedPart {
    Body,
    ClientCertificate,
    ConfigFile,
    Cookies,
    Netrc,
    OtherAddresses,
    OtherTrust,
    Proxy,
    Route,
    Token,
    TwoFactorCode,
}

impl UnusedPart {
    fn sentence(self) -> &'static str {
        match self {
            Self::Body => "the request body isn’t used.",
            Self::ClientCertificate => "the client certificate isn’t used.",
            Self::ConfigFile => "curl’s config file isn’t read.",
            Self::Cookies => "the cookies aren’t used.",
            Self::Netrc => "the .netrc file isn’t read.",
            Self::OtherAddresses => "only the first address is used.",
            Self::OtherTrust => "its certificate authorities aren’t used. The system’s are.",
            Self::Proxy => "the proxy isn’t used. The system’s proxy settings are.",
            Self::Route => "the options for the connection aren’t used.",
            Self::Token => {
                "a bearer token isn’t a credential: it expires. Paste what it was requested with."
            }
            Self::TwoFactorCode => "the two-factor code isn’t used: it works only once.",
        }
    }
}

impl Unused {
    pub(super) fn part(&mut self, part: UnusedPart) {
        self.parts.insert(part);
    }

    pub(super) fn has(&self, part: UnusedPart) -> bool {
        self.parts.contains(&part)
    }

    /// A sentence for each kind of it, without a capital.
    pub(super) fn sentences(&self) -> Vec<String> {
        const NAMED: usize = 3;
        let mut sentences: Vec<String> = Vec::new();
        let (named, others) = self.headers.split_at(self.headers.len().min(NAMED));
        let named = named.join(", ");
        match (self.headers.len(), others.len()) {
            (0, _) => {}
            (1, _) => sentences.push(format!("the header {named} isn’t used.")),
            (_, 0) => sentences.push(format!("the headers {named} aren’t used.")),
            (_, 1) => sentences.push(format!("the headers {named} and 1 other aren’t used.")),
            (_, more) => sentences.push(format!(
                "the headers {named} and {more} others aren’t used."
            )),
        }
        sentences.extend(self.parts.iter().map(|part| part.sentence().to_owned()));
        sentences
    }
}

impl SentRequest {
    /// `Name: value`.
    pub(super) fn header_line(&mut self, line: &str) {
        match line.split_once([':', ';']) {
            Some((name, value)) => self.header(name, value),
            None => self.unused.headers.push("“?”".to_owned()),
        }
    }

    pub(super) fn header(&mut self, name: &str, value: &str) {
        let name = name.trim();
        match name.to_ascii_lowercase().as_str() {
            "authorization" => self.authorization = Some(Word::new(value.trim().to_owned())),
            "totp-auth" => self.unused.part(UnusedPart::TwoFactorCode),
            "cookie" => self.unused.part(UnusedPart::Cookies),
            // Part of any sign-in.
            "accept" | "content-type" | "content-length" | "host" => {}
            _ => {
                let shown = if is_header_name(name) { name } else { "?" };
                self.unused.headers.push(format!("“{shown}”"));
            }
        }
    }

    pub(super) fn address(&mut self, url: Word) {
        if self.url.is_some() {
            self.unused.part(UnusedPart::OtherAddresses);
        } else {
            self.url = Some(url);
        }
    }
}

/// A name that can't be a secret in the wrong place.
fn is_header_name(name: &str) -> bool {
    const LONGEST: usize = 40;
    (1..=LONGEST).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}
