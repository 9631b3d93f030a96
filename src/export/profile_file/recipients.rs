//! Public keys that a file is encrypted to, as in age's recipients files: one a line, with comments and empty lines.

use age::ssh::ParseRecipientKeyError;
use age::{ssh, tag, tagpq, x25519};

use crate::model::failure::RecipientError;
use crate::model::{ExportFailure, visible_line};

/// At least one.
pub struct Recipients(pub(super) Vec<Box<dyn age::Recipient>>);

pub fn parse_recipients(text: &str) -> Result<Recipients, ExportFailure> {
    let mut recipients = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let recipient = parse_recipient(line);
        recipients.push(recipient.map_err(|why| ExportFailure::Recipient {
            line: index + 1,
            why,
        })?);
    }
    if recipients.is_empty() {
        return Err(ExportFailure::NoRecipients);
    }
    Ok(Recipients(recipients))
}

fn parse_recipient(line: &str) -> Result<Box<dyn age::Recipient>, RecipientError> {
    if is_private(line) {
        return Err(RecipientError::PrivateKey);
    }
    if let Ok(recipient) = line.parse::<x25519::Recipient>() {
        return Ok(Box::new(recipient));
    }
    if let Ok(recipient) = line.parse::<tag::Recipient>() {
        return Ok(Box::new(recipient));
    }
    if let Ok(recipient) = line.parse::<tagpq::Recipient>() {
        return Ok(Box::new(recipient));
    }
    if let Some(name) = plugin(line) {
        return Err(RecipientError::Plugin(name));
    }
    match line.parse::<ssh::Recipient>() {
        Ok(recipient) => Ok(Box::new(recipient)),
        Err(ParseRecipientKeyError::RsaModulusTooSmall) => Err(RecipientError::RsaTooShort),
        Err(ParseRecipientKeyError::RsaModulusTooLarge) => Err(RecipientError::RsaTooLong),
        Err(ParseRecipientKeyError::Unsupported(kind)) => {
            Err(RecipientError::SshType(visible_line(&kind)))
        }
        Err(_) => Err(RecipientError::NotAKey),
    }
}

fn is_private(line: &str) -> bool {
    line.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-")
        || line.to_ascii_uppercase().starts_with("AGE-PLUGIN-")
        || line.contains("PRIVATE KEY-----")
}

/// `yubikey` of `age1yubikey1…`.
fn plugin(line: &str) -> Option<String> {
    let (name, _data) = line.strip_prefix("age1")?.rsplit_once('1')?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name.then(|| name.to_owned())
}
