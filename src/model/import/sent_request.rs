//! A request as a command line describes it.

use std::collections::BTreeSet;

use super::command_line::CommandWord;

#[derive(Default)]
pub(super) struct SentRequest {
    pub(super) url: Option<CommandWord>,
    /// `id:secret`, or the login alone.
    pub(super) user: Option<CommandWord>,
    pub(super) authorization: Option<CommandWord>,
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
    NamelessHeader,
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
            Self::NamelessHeader => "a header without a name isn’t used.",
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
        match (named, others.len()) {
            ([], _) => {}
            ([one], _) => sentences.push(format!("the header {one} isn’t used.")),
            ([first @ .., last], 0) => {
                let first = first.join(", ");
                sentences.push(format!("the headers {first} and {last} aren’t used."));
            }
            (_, 1) => {
                let named = named.join(", ");
                sentences.push(format!("the headers {named} and 1 other aren’t used."));
            }
            (_, more) => {
                let named = named.join(", ");
                sentences.push(format!(
                    "the headers {named} and {more} others aren’t used."
                ));
            }
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
            None => self.unused.part(UnusedPart::NamelessHeader),
        }
    }

    pub(super) fn header(&mut self, name: &str, value: &str) {
        let name = name.trim();
        match name.to_ascii_lowercase().as_str() {
            "authorization" => self.authorization = Some(CommandWord::new(value.trim().to_owned())),
            "totp-auth" => self.unused.part(UnusedPart::TwoFactorCode),
            "cookie" => self.unused.part(UnusedPart::Cookies),
            // Part of any sign-in.
            "accept" | "content-type" | "content-length" | "host" => {}
            _ => {
                if is_header_name(name) {
                    self.unused.headers.push(format!("“{name}”"));
                } else {
                    self.unused.part(UnusedPart::NamelessHeader);
                }
            }
        }
    }

    pub(super) fn address(&mut self, url: CommandWord) {
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
