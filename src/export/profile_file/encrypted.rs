//! The [age](https://age-encryption.org/v1) format around the JSON. `age` and `rage` read and write the same files.

use std::borrow::Cow;
use std::io::{ErrorKind, Read, Write as _};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::SecretString;
use age::ssh::UnsupportedKey;
use age::{DecryptError, Decryptor, Encryptor, Identity, scrypt, ssh, x25519};
use zeroize::Zeroizing;

use crate::export::profile_file::json;
use crate::export::profile_file::recipients::{Recipients, parse_recipients};
use crate::model::failure::FileKeyFailure;
use crate::model::profile_file::{MAX_JSON_BYTES, MAX_PROFILE_FILE_BYTES};
use crate::model::{
    ExportFailure, FileKey, FileProtection, ImportList, ProfileFileFailure, ProfileFileKind, Secret,
};

/// Each step fills 1 KiB: 256 MiB and about a second, as in the program `age`.
const WORK_FACTOR: u8 = 18;
/// As `age` does. `rage` on a fast computer makes files with 21. Each step more doubles the memory: 4 GiB here.
const MAX_WORK_FACTOR: u8 = 22;

const ARMOR_BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOR_END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
const MAGIC: &[u8] = b"age-encryption.org/";

type AgeFile<'b> = Decryptor<ArmoredReader<std::io::BufReader<&'b [u8]>>>;

/// The document as an armored age file. `None` for a file without secrets.
pub fn encrypt(document: &[u8], protection: &FileProtection) -> Result<Vec<u8>, ExportFailure> {
    let encryptor = match protection {
        FileProtection::WithoutSecrets => return Ok(document.to_vec()),
        FileProtection::Passphrase(passphrase) => {
            let mut recipient = scrypt::Recipient::new(secret_string(passphrase));
            recipient.set_work_factor(WORK_FACTOR);
            Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        }
        FileProtection::Recipients(text) => {
            let Recipients(recipients) = parse_recipients(text)?;
            Encryptor::with_recipients(recipients.iter().map(AsRef::as_ref))
        }
    };
    let encryptor = encryptor.map_err(|error| match error {
        age::EncryptError::IncompatibleRecipients { .. } => ExportFailure::MixedRecipients,
        _ => ExportFailure::Defect,
    })?;
    wrapped(encryptor, document).map_err(|_memory| ExportFailure::Defect)
}

fn wrapped(encryptor: Encryptor, document: &[u8]) -> std::io::Result<Vec<u8>> {
    let armored = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
    let mut writer = encryptor.wrap_output(armored)?;
    writer.write_all(document)?;
    writer.finish()?.finish()
}

/// Looks at the start of a file.
pub fn kind_of(bytes: &[u8]) -> Result<ProfileFileKind, ProfileFileFailure> {
    if bytes.len() > MAX_PROFILE_FILE_BYTES {
        return Err(ProfileFileFailure::TooLarge);
    }
    let bytes = &*without_mail(bytes);
    if is_age(bytes) {
        return Ok(if age_file(bytes)?.is_scrypt() {
            ProfileFileKind::Passphrase
        } else {
            ProfileFileKind::Recipients
        });
    }
    if json::is_ours(bytes) {
        return Ok(ProfileFileKind::Plain);
    }
    json::read(bytes).map(|_list| ProfileFileKind::Plain)
}

/// Reads a file of any kind; `key` opens an encrypted one. With a passphrase, this takes a second or more.
pub fn open(bytes: &[u8], key: Option<&FileKey>) -> Result<ImportList, ProfileFileFailure> {
    let kind = kind_of(bytes)?;
    let identities: Vec<Box<dyn Identity>> = match (kind, key) {
        (ProfileFileKind::Plain, _) => return json::read(bytes),
        (ProfileFileKind::Passphrase, Some(FileKey::Passphrase(passphrase))) => {
            vec![passphrase_identity(passphrase)]
        }
        (ProfileFileKind::Recipients, Some(FileKey::Identity { text, passphrase })) => {
            parse_identities(text.expose_secret(), passphrase.as_ref())?
        }
        (ProfileFileKind::Passphrase, _) => return Err(FileKeyFailure::NeedsPassphrase.into()),
        (ProfileFileKind::Recipients, _) => return Err(FileKeyFailure::NeedsIdentity.into()),
    };
    let document = decrypt(&without_mail(bytes), &identities)?;
    json::read_decrypted(&document)
}

/// An armored file as it was before a mail program indented or quoted its lines, or put text around it.
fn without_mail(bytes: &[u8]) -> Cow<'_, [u8]> {
    const MOST_TEXT_ABOVE: usize = 64 * 1024;
    let is_margin = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = &bytes[..bytes.len().min(MOST_TEXT_ABOVE)];
    let begin = head
        .windows(ARMOR_BEGIN.len())
        .position(|part| part == ARMOR_BEGIN);
    let Some(begin) = begin.filter(|begin| {
        let above = bytes[..*begin].rsplit(|byte| *byte == b'\n').next();
        above.is_none_or(|margin| margin.iter().all(is_margin))
    }) else {
        return Cow::Borrowed(bytes);
    };
    let mut file = Vec::with_capacity(bytes.len() - begin);
    for line in bytes[begin..].split(|byte| *byte == b'\n') {
        let margin = line.iter().take_while(|byte| is_margin(byte)).count();
        let line = line[margin..].trim_ascii_end();
        if line.is_empty() {
            continue;
        }
        file.extend(line);
        if line == ARMOR_END {
            break;
        }
        file.push(b'\n');
    }
    Cow::Owned(file)
}

fn is_age(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_start();
    text.starts_with(ARMOR_BEGIN) || bytes.starts_with(MAGIC)
}

/// An armored file says where it ends.
fn is_cut_off(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii();
    text.starts_with(ARMOR_BEGIN) && !text.ends_with(ARMOR_END)
}

/// Its header.
fn age_file(bytes: &[u8]) -> Result<AgeFile<'_>, ProfileFileFailure> {
    if is_cut_off(bytes) {
        return Err(ProfileFileFailure::Truncated);
    }
    Decryptor::new(ArmoredReader::new(bytes)).map_err(|error| failure(&error))
}

fn decrypt(
    bytes: &[u8],
    identities: &[Box<dyn Identity>],
) -> Result<Zeroizing<Vec<u8>>, ProfileFileFailure> {
    let file = age_file(bytes)?;
    let is_scrypt = file.is_scrypt();
    let reader =
        file.decrypt(identities.iter().map(AsRef::as_ref))
            .map_err(|error| match error {
                // Also if the line of the passphrase was changed: nothing tells the two apart.
                DecryptError::DecryptionFailed if is_scrypt => {
                    FileKeyFailure::WrongPassphrase.into()
                }
                error => failure(&error),
            })?;
    let mut document = Zeroizing::new(Vec::new());
    let limit = u64::try_from(MAX_JSON_BYTES).unwrap_or(u64::MAX);
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut document)
        .map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => ProfileFileFailure::Truncated,
            _ => ProfileFileFailure::Damaged,
        })?;
    if document.len() > MAX_JSON_BYTES {
        return Err(ProfileFileFailure::TooLarge);
    }
    Ok(document)
}

fn failure(error: &DecryptError) -> ProfileFileFailure {
    match error {
        DecryptError::UnknownFormat => ProfileFileFailure::NewerAge,
        DecryptError::NoMatchingKeys => FileKeyFailure::WrongIdentity.into(),
        DecryptError::KeyDecryptionFailed => FileKeyFailure::WrongIdentityPassphrase.into(),
        DecryptError::ExcessiveWork { required, .. } => {
            ProfileFileFailure::TooMuchWork { log_n: *required }
        }
        DecryptError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
            ProfileFileFailure::Truncated
        }
        _ => ProfileFileFailure::Damaged,
    }
}

fn secret_string(secret: &Secret) -> SecretString {
    SecretString::from(secret.expose_secret())
}

fn passphrase_identity(passphrase: &Secret) -> Box<dyn Identity> {
    let mut identity = scrypt::Identity::new(secret_string(passphrase));
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    Box::new(identity)
}

/// An age identity file, which may itself be encrypted with a passphrase, or an SSH private key.
fn parse_identities(
    text: &str,
    passphrase: Option<&Secret>,
) -> Result<Vec<Box<dyn Identity>>, ProfileFileFailure> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if is_age(text.as_bytes()) {
        return encrypted_identities(&without_mail(text.as_bytes()), passphrase);
    }
    if text.starts_with("-----BEGIN ") {
        return ssh_identity(text, passphrase).map(|identity| vec![identity]);
    }
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let identities: Vec<_> = lines.map(age_identity).collect::<Result<_, _>>()?;
    if identities.is_empty() {
        return Err(FileKeyFailure::NotAnIdentity.into());
    }
    Ok(identities)
}

fn age_identity(line: &str) -> Result<Box<dyn Identity>, ProfileFileFailure> {
    if let Ok(identity) = line.parse::<x25519::Identity>() {
        return Ok(Box::new(identity));
    }
    let unsupported = |kind: &str| FileKeyFailure::UnsupportedIdentity {
        kind: kind.to_owned(),
    };
    let failure = match line.to_ascii_uppercase() {
        line if line.starts_with("AGE-PLUGIN-") => unsupported("for a plugin of age"),
        line if line.starts_with("AGE-SECRET-KEY-PQ-") => unsupported("a post-quantum key"),
        _ => FileKeyFailure::NotAnIdentity,
    };
    Err(failure.into())
}

fn encrypted_identities(
    file: &[u8],
    passphrase: Option<&Secret>,
) -> Result<Vec<Box<dyn Identity>>, ProfileFileFailure> {
    let Some(passphrase) = passphrase else {
        return Err(FileKeyFailure::IdentityNeedsPassphrase.into());
    };
    let text = decrypt(file, &[passphrase_identity(passphrase)]).map_err(|error| match error {
        ProfileFileFailure::Key(FileKeyFailure::WrongPassphrase) => {
            FileKeyFailure::WrongIdentityPassphrase.into()
        }
        ProfileFileFailure::TooMuchWork { .. } => error,
        _ => FileKeyFailure::NotAnIdentity.into(),
    })?;
    let text = str::from_utf8(&text)
        .ok()
        .ok_or(FileKeyFailure::NotAnIdentity)?;
    // Not one in another: that could go on forever.
    if is_age(text.trim().as_bytes()) {
        return Err(FileKeyFailure::NotAnIdentity.into());
    }
    parse_identities(text, None)
}

fn ssh_identity(
    text: &str,
    passphrase: Option<&Secret>,
) -> Result<Box<dyn Identity>, ProfileFileFailure> {
    let unsupported =
        |kind: String| ProfileFileFailure::from(FileKeyFailure::UnsupportedIdentity { kind });
    // The parser wants the last line complete, and Unix line breaks.
    let text = Zeroizing::new(text.replace("\r\n", "\n") + "\n");
    let identity = ssh::Identity::from_buffer(text.as_bytes(), None)
        .ok()
        .ok_or(FileKeyFailure::NotAnIdentity)?;
    match identity {
        ssh::Identity::Unencrypted(_) => Ok(Box::new(identity)),
        ssh::Identity::Encrypted(key) => {
            let passphrase = passphrase.ok_or(FileKeyFailure::IdentityNeedsPassphrase)?;
            let key = key
                .decrypt(secret_string(passphrase))
                .map_err(|error| failure(&error))?;
            Ok(Box::new(ssh::Identity::Unencrypted(key)))
        }
        ssh::Identity::Unsupported(UnsupportedKey::EncryptedPem) => Err(unsupported(
            "an encrypted PEM file (ssh-keygen -o -p converts it)".to_owned(),
        )),
        ssh::Identity::Unsupported(
            UnsupportedKey::EncryptedSsh(kind)
            | UnsupportedKey::Hardware(kind)
            | UnsupportedKey::Type(kind),
        ) => Err(unsupported(crate::model::visible_line(&kind))),
    }
}
