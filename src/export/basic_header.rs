use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::model::{ClipText, Secret, Username};

/// The header of HTTP Basic in UTF-8. It reveals the password to anyone who sees it.
pub fn basic_header(username: &Username, password: &Secret) -> ClipText {
    const START: &str = "Authorization: Basic ";
    let (user, password) = (username.as_str(), password.expose_secret());
    // Exact capacity, so that reallocation leaves no copy of the password behind.
    let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
    for part in [user, ":", password] {
        pair.push_str(part);
    }
    let mut line = String::with_capacity(START.len() + pair.len().div_ceil(3) * 4);
    line.push_str(START);
    STANDARD.encode_string(pair.as_bytes(), &mut line);
    ClipText::new(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basic_header_is_base64_of_the_pair_in_utf_8() {
        let username = Username::parse("dana@example.com").unwrap();
        let password = Secret::new("pä:ss ").unwrap();
        assert_eq!(
            basic_header(&username, &password).expose_secret(),
            "Authorization: Basic ZGFuYUBleGFtcGxlLmNvbTpww6Q6c3Mg"
        );
    }
}
