use super::Profile;

/// Characters of a profile's name.
const NAME_CHARS: usize = 32;
/// Characters of its id: two profiles of one name must not share a secret.
const ID_CHARS: usize = 4;

/// What the API client's ID and secret are called in Postman's vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostmanVaultKeys {
    pub client_id: String,
    pub client_secret: String,
}

impl PostmanVaultKeys {
    pub fn of(profile: &Profile) -> Self {
        let name = slug(profile.name.as_str());
        let id: String = profile.id.to_string().chars().take(ID_CHARS).collect();
        let start: Vec<_> = ["crashplan", &name, &id]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let start = start.join("-");
        Self {
            client_id: format!("{start}-client-id"),
            client_secret: format!("{start}-client-secret"),
        }
    }
}

/// `Production EU (new)` → `production-eu-new`. Empty if no letter or digit is ASCII.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().take(NAME_CHARS) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
