//! A file's text, whatever program wrote it.

use thiserror::Error;
use zeroize::Zeroizing;

/// In bytes.
const LARGEST_FILE: usize = 1024 * 1024;

/// The start of a ZIP file, which a workbook is.
const ZIP: &[u8] = b"PK\x03\x04";
/// The start of an older workbook.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Why a file can't be read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ImportTextError {
    #[error("This file is larger than 1 MB.")]
    TooLarge,
    #[error("This is a workbook. Save it as “CSV UTF-8”, or copy the cells and paste them.")]
    Workbook,
    /// A code page of an older Windows.
    #[error("This file isn’t UTF-8. In Excel, save it as “CSV UTF-8”.")]
    Encoding,
    #[error("This isn’t a text file.")]
    NotText,
}

/// The text of a file, without a byte order mark. UTF-16, Excel's “Unicode Text”, is read too.
pub fn import_text(bytes: &[u8]) -> Result<Zeroizing<String>, ImportTextError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ImportTextError::TooLarge);
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(OLE) {
        return Err(ImportTextError::Workbook);
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes)?,
        // Without a mark: the first letter is of the ASCII range.
        [first, 0, ..] if *first != 0 => utf_16(bytes, u16::from_le_bytes)?,
        [0, second, ..] if *second != 0 => utf_16(bytes, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Zeroizing::new(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
            Err(_) if bytes.contains(&0) => return Err(ImportTextError::NotText),
            Err(_) => return Err(ImportTextError::Encoding),
        },
    };
    if text.contains('\0') {
        return Err(ImportTextError::NotText);
    }
    Ok(text)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Zeroizing<String>, ImportTextError> {
    let (pairs, []) = bytes.as_chunks::<2>() else {
        return Err(ImportTextError::NotText);
    };
    // Enough for any text of this length, so that no copy of a part is left.
    let mut text = Zeroizing::new(String::with_capacity(pairs.len() * 3));
    for letter in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(letter) = letter else {
            return Err(ImportTextError::NotText);
        };
        text.push(letter);
    }
    Ok(text)
}
