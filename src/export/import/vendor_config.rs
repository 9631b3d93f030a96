//! The config files of the vendor's command-line tools, as `config.py` of `crashplancli` 1.0.4 and `code42cli` 1.19.0 writes and reads
//! them.

use std::collections::HashMap;

use super::python_ini::{BadReference, Ini, IniDamage, IniDamageKind, IniSection};
use crate::model::{
    AccountKind, Candidate, CandidateSecret, ConsoleUrl, ImportList, VendorItem, VendorTool,
    visible_line,
};

const INTERNAL: &str = "Internal";
const DEFAULT_PROFILE: &str = "default_profile";
/// Stands for a value that was never set, and for no profile.
const PLACEHOLDER: &str = "__DEFAULT__";
const IGNORE_SSL_ERRORS: &str = "ignore-ssl-errors";
const API_CLIENT_AUTH: &str = "api-client-auth";

/// More than anybody has, and few enough for a table.
const MAX_PROFILES: usize = 1_000;
const MAX_DAMAGED_LINES: usize = 20;

/// The profiles in a tool's config file: its sections. Damage is reported, and the rest is read.
pub fn vendor_config(tool: VendorTool, bytes: &[u8]) -> ImportList {
    let (text, encoding) = decode(bytes);
    let ini = Ini::parse(&text);
    let file = ConfigFile::new(tool, &ini);
    let mut unused = Vec::new();
    unused.extend(encoding.remark(tool));
    unused.extend(file.remarks());
    let profiles = ini.sections.iter().filter(|section| is_profile(section));
    let left_out = profiles.clone().skip(MAX_PROFILES).count();
    if left_out > 0 {
        unused.push(format!(
            "Only the first {MAX_PROFILES} profiles were read; {left_out} weren’t."
        ));
    }
    unused.extend(damaged_lines(&ini.damage));
    ImportList {
        candidates: profiles
            .take(MAX_PROFILES)
            .map(|section| file.candidate(section))
            .collect(),
        unused,
    }
}

fn is_profile(section: &IniSection) -> bool {
    ![INTERNAL, PLACEHOLDER].contains(&section.name.as_str())
}

struct ConfigFile<'a> {
    tool: VendorTool,
    ini: &'a Ini,
    /// How many sections have each name.
    names: HashMap<&'a str, usize>,
    default_profile: Option<String>,
}

impl<'a> ConfigFile<'a> {
    fn new(tool: VendorTool, ini: &'a Ini) -> Self {
        let mut names = HashMap::new();
        for section in &ini.sections {
            *names.entry(section.name.as_str()).or_default() += 1;
        }
        let mut internal = ini.sections.iter().filter(|it| it.name == INTERNAL);
        Self {
            tool,
            ini,
            names,
            default_profile: internal.find_map(|it| ini.get(it, DEFAULT_PROFILE)?.ok()),
        }
    }

    /// About the whole file.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.names.contains_key(INTERNAL) {
            let tool = self.tool.name();
            remarks.push(format!(
                "The section [{INTERNAL}] is missing, so the {tool} itself can’t use this file."
            ));
        }
        if self.names.contains_key(PLACEHOLDER) {
            remarks.push(format!("[{PLACEHOLDER}] is a placeholder, not a profile."));
        }
        remarks
    }

    fn candidate(&self, section: &IniSection) -> Candidate {
        let kind = match self.value(section, API_CLIENT_AUTH).as_deref() {
            Some("True") => AccountKind::ApiClient,
            _ => AccountKind::User,
        };
        let mut candidate = Candidate::at(format!("[{}]", visible_line(&section.name)), kind);
        candidate.name.clone_from(&section.name);
        let (console_key, login_key) = keys(self.tool);
        candidate.console = self.field(section, console_key, "console", &mut candidate);
        let login = self.field(section, login_key, kind.login_noun(), &mut candidate);
        if !login.is_empty() {
            candidate.secret = CandidateSecret::OfVendorTool(VendorItem {
                tool: self.tool,
                profile: section.name.clone(),
                username: login.clone(),
            });
        }
        candidate.login = login;
        self.remark_on(section, &mut candidate);
        candidate
    }

    /// As the tool reads it. What can't be used is a reason against the profile.
    fn field(
        &self,
        section: &IniSection,
        key: &str,
        noun: &str,
        candidate: &mut Candidate,
    ) -> String {
        let tool = self.tool.name();
        match self.ini.get(section, key) {
            None => {
                reject(candidate, format!("The {noun} is missing."));
                String::new()
            }
            Some(Ok(value)) if value.is_empty() || value == PLACEHOLDER => {
                reject(candidate, format!("The {noun} was never set."));
                String::new()
            }
            Some(Ok(value)) => {
                if value.contains('\n') {
                    reject(candidate, format!("The {noun} has more than one line."));
                }
                value
            }
            Some(Err(BadReference(value))) => {
                let why = format!("The {noun} has a “%” that the {tool} can’t read.");
                reject(candidate, why);
                value
            }
        }
    }

    fn remark_on(&self, section: &IniSection, candidate: &mut Candidate) {
        let tool = self.tool.name();
        if self.default_profile.as_ref() == Some(&section.name) {
            let remark = format!("The default profile of the {tool}.");
            candidate.remarks.push(remark);
        }
        if self.value(section, IGNORE_SSL_ERRORS).as_deref() == Some("True") {
            candidate.remarks.push(format!(
                "The {tool} ignores certificate errors for it ({IGNORE_SSL_ERRORS} = True). Tokendesk doesn’t take this over: it \
                 always checks certificates."
            ));
        }
        let auth = self.value(section, API_CLIENT_AUTH);
        if auth.is_some_and(|auth| !["True", "False"].contains(&auth.as_str())) {
            candidate.remarks.push(format!(
                "A user account: for an API client, {API_CLIENT_AUTH} has to be “True”."
            ));
        }
        if ConsoleUrl::parse(&candidate.console).is_ok_and(|url| url.is_sister_product()) {
            let why =
                "An address of Incydr (Code42), another product. It can’t issue CrashPlan tokens.";
            reject(candidate, why.to_owned());
        }
        if self.names.get(section.name.as_str()) > Some(&1) {
            let why = format!(
                "More than one section has this name, so the {tool} itself can’t use this file."
            );
            reject(candidate, why);
        }
        if section.repeats_key {
            let why = "A key is there more than once. The first value counts here.";
            reject(candidate, why.to_owned());
        }
    }

    fn value(&self, section: &IniSection, key: &str) -> Option<String> {
        self.ini.get(section, key)?.ok()
    }
}

/// Those of the console and the login.
fn keys(tool: VendorTool) -> (&'static str, &'static str) {
    match tool {
        VendorTool::CrashPlanCli => ("cpg_authority_url", "cpg_username"),
        VendorTool::Code42Cli => ("c42_authority_url", "c42_username"),
    }
}

fn reject(candidate: &mut Candidate, why: String) {
    candidate.remarks.push(why);
    candidate.is_proposed = false;
}

/// Without their content: it could be anything.
fn damaged_lines(damage: &[IniDamage]) -> Vec<String> {
    let sentence = |IniDamage { line, why }: &IniDamage| {
        let why = match why {
            IniDamageKind::NoSection => "it stands before the first section",
            IniDamageKind::NotAKey => "it is neither a section nor a key with a value",
            IniDamageKind::RepeatedKey => "its key is there already",
        };
        format!("Line {line} isn’t used: {why}.")
    };
    let mut sentences: Vec<_> = damage
        .iter()
        .take(MAX_DAMAGED_LINES)
        .map(sentence)
        .collect();
    if let Some(more @ 1..) = damage.len().checked_sub(MAX_DAMAGED_LINES) {
        sentences.push(format!("{more} more lines aren’t used."));
    }
    sentences
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ConfigEncoding {
    Utf8,
    /// With a byte order mark, which Python takes for a part of the first line.
    Utf8WithMark,
    /// With a byte order mark.
    Utf16,
    /// Read as Latin-1.
    Unknown,
}

impl ConfigEncoding {
    fn remark(self, tool: VendorTool) -> Option<String> {
        let tool = tool.name();
        let what = match self {
            Self::Utf8 => return None,
            Self::Utf8WithMark => "begins with a byte order mark",
            Self::Utf16 => "is UTF-16",
            Self::Unknown => {
                return Some(
                    "The file isn’t UTF-8. Names with other letters than A–Z may be wrong."
                        .to_owned(),
                );
            }
        };
        Some(format!(
            "The file {what}, so the {tool} itself can’t use it. Its profiles were read."
        ))
    }
}

fn decode(bytes: &[u8]) -> (String, ConfigEncoding) {
    let utf_16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, _half) = bytes.as_chunks();
        let units = units.iter().map(|pair| unit(*pair));
        let chars = char::decode_utf16(units);
        let text = chars.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        (text.collect(), ConfigEncoding::Utf16)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf_16(rest, u16::from_be_bytes),
        _ => {}
    }
    match str::from_utf8(bytes).map(|text| (text, text.strip_prefix('\u{feff}'))) {
        Ok((_, Some(text))) => (text.to_owned(), ConfigEncoding::Utf8WithMark),
        Ok((text, None)) => (text.to_owned(), ConfigEncoding::Utf8),
        Err(_) => {
            let text = bytes.iter().copied().map(char::from).collect();
            (text, ConfigEncoding::Unknown)
        }
    }
}

#[cfg(test)]
mod tests;
