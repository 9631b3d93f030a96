use crate::export::format::one_line;
use crate::model::{PostmanFile, ProfileName};

/// Of a name, so that the file's stays below the 143 bytes of the strictest file system, with a number if the name is taken.
const MAX_NAME_BYTES: usize = 72;

/// A name that every file system takes: Windows reserves some characters, and names such as `CON`, which this one never is.
pub fn file_name(name: &ProfileName, file: PostmanFile) -> String {
    let name = safe(name.as_str());
    let kind = match file {
        PostmanFile::Environment => ".postman_environment",
        PostmanFile::EnvironmentWithToken => " with token.postman_environment",
        PostmanFile::Collection => ".postman_collection",
        PostmanFile::SignInCollection => " sign-in.postman_collection",
    };
    if name.is_empty() {
        format!("Tokendesk{kind}.json")
    } else {
        format!("Tokendesk {name}{kind}.json")
    }
}

fn safe(name: &str) -> String {
    let safe = |c: char| if r#"<>:"/\|?*"#.contains(c) { ' ' } else { c };
    let safe: String = one_line(name).chars().map(safe).collect();
    let words: Vec<_> = safe.split_whitespace().collect();
    let name = words.join(" ");
    let end = name.floor_char_boundary(MAX_NAME_BYTES);
    name[..end].trim_matches(['.', ' ']).to_owned()
}
