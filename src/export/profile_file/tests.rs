use std::io::Write as _;

use age::secrecy::{ExposeSecret as _, SecretString};
use age::{Encryptor, scrypt, x25519};
use jiff::Timestamp;
use proptest::prelude::*;

use super::{encrypt, kind_of, open, parse_recipients, read, write};
use crate::model::failure::{FileKeyFailure as K, RecipientError};
use crate::model::profile_file::{MAX_JSON_BYTES, MAX_PROFILE_FILE_BYTES, MAX_PROFILES};
use crate::model::{
    Account, AccountKind, Candidate, CandidateSecret, ClientId, ConsoleUrl, ExportFailure,
    ExportedProfile, FileKey, FileProtection, ImportList, PasswordStorage, Profile,
    ProfileFileFailure, ProfileFileKind, ProfileId, ProfileName, Secret, Username,
};

const ED25519: &str = include_str!("test_keys/ed25519");
const ED25519_PUBLIC: &str = include_str!("test_keys/ed25519.pub");
/// Its passphrase is `pretend-key-passphrase`.
const ED25519_WITH_PASSPHRASE: &str = include_str!("test_keys/ed25519_passphrase");
const ED25519_WITH_PASSPHRASE_PUBLIC: &str = include_str!("test_keys/ed25519_passphrase.pub");
const ECDSA: &str = include_str!("test_keys/ecdsa");
const ECDSA_PUBLIC: &str = include_str!("test_keys/ecdsa.pub");
const RSA: &str = include_str!("test_keys/rsa");
const RSA_PUBLIC: &str = include_str!("test_keys/rsa.pub");

fn at() -> Timestamp {
    "2026-11-12T15:47:00Z".parse().unwrap()
}

fn profile(name: &str, account: Account) -> ExportedProfile {
    ExportedProfile {
        profile: Profile {
            id: ProfileId::random(),
            rev: 3,
            name: ProfileName::parse_stored(name).unwrap(),
            console: ConsoleUrl::parse("console.eu5.cpg.crashplan.com").unwrap(),
            account,
            saved_at: at(),
        },
        tag: None,
        is_pinned: false,
    }
}

fn client(id: &str) -> Account {
    Account::ApiClient {
        client_id: ClientId::parse_stored(id).unwrap(),
    }
}

fn user(name: &str, password: PasswordStorage) -> Account {
    Account::User {
        username: Username::parse_stored(name).unwrap(),
        password,
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn samples() -> Vec<ExportedProfile> {
    vec![
        ExportedProfile {
            tag: Some("Production".to_owned()),
            is_pinned: true,
            ..profile("Production EU", client("key-42"))
        },
        profile(
            "Dana",
            user("dana@example.com", PasswordStorage::AskedEachTime),
        ),
    ]
}

fn document_with_secret() -> Vec<u8> {
    let secret = secret("pretend-secret");
    let samples = samples();
    write(&samples, |index| (index == 0).then_some(&secret), at())
        .unwrap()
        .to_vec()
}

/// What [`ImportList`] has of a candidate, for comparing.
fn fields(candidate: &Candidate) -> (String, String, AccountKind, String, String, String, bool) {
    let secret = match &candidate.secret {
        CandidateSecret::Missing => "missing".to_owned(),
        CandidateSecret::Given(secret) => format!("given {}", secret.expose_secret()),
        CandidateSecret::AskedEachTime => "asked".to_owned(),
        CandidateSecret::OfVendorTool(_) => "of a tool".to_owned(),
    };
    (
        candidate.name.clone(),
        candidate.console.clone(),
        candidate.kind,
        candidate.login.clone(),
        secret,
        candidate.tag.clone(),
        candidate.is_pinned,
    )
}

fn all_fields(
    list: &ImportList,
) -> Vec<(String, String, AccountKind, String, String, String, bool)> {
    list.candidates.iter().map(fields).collect()
}

fn expected(
    profiles: &[ExportedProfile],
    secrets: &[Option<Secret>],
) -> Vec<(String, String, AccountKind, String, String, String, bool)> {
    let both = profiles.iter().zip(secrets);
    both.map(|(entry, secret)| {
        let profile = &entry.profile;
        let secret = match secret {
            Some(secret) => format!("given {}", secret.expose_secret()),
            None if profile.account.stores_secret() => "missing".to_owned(),
            None => "asked".to_owned(),
        };
        (
            profile.name.as_str().to_owned(),
            profile.console.as_str().to_owned(),
            profile.account.kind(),
            profile.account.login().to_owned(),
            secret,
            entry.tag.clone().unwrap_or_default(),
            entry.is_pinned,
        )
    })
    .collect()
}

fn identity_key(text: &str, passphrase: Option<&str>) -> FileKey {
    FileKey::Identity {
        text: secret(text),
        passphrase: passphrase.map(secret),
    }
}

/// Quick to open, unlike what [`encrypt`] makes.
fn with_passphrase(document: &[u8], passphrase: &str, work: u8) -> Vec<u8> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase));
    recipient.set_work_factor(work);
    let recipient: &dyn age::Recipient = &recipient;
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).unwrap();
    let mut file = Vec::new();
    let mut writer = encryptor.wrap_output(&mut file).unwrap();
    writer.write_all(document).unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn the_file_is_readable_and_its_order_is_fixed() {
    let text = write(&samples(), |_| None, at()).unwrap();
    assert_eq!(
        str::from_utf8(&text).unwrap(),
        r#"{
  "format": "tokendesk-profiles",
  "version": 1,
  "exported_at": "2026-11-12T15:47:00Z",
  "profiles": [
    {
      "name": "Production EU",
      "console": "https://console.eu5.cpg.crashplan.com",
      "account": {
        "kind": "api_client",
        "client_id": "key-42"
      },
      "tag": "Production",
      "pinned": true
    },
    {
      "name": "Dana",
      "console": "https://console.eu5.cpg.crashplan.com",
      "account": {
        "kind": "user",
        "username": "dana@example.com",
        "password": "ask"
      }
    }
  ]
}
"#
    );
}

#[test]
fn a_later_reader_s_fields_are_ignored_and_what_is_missing_is_left_to_the_preview() {
    let list = read(
        br#" {"profiles":[{"account":{"kind":"api_client","owner":7},"color":"red"}],"version":1,
        "from":"elsewhere","format":"tokendesk-profiles"} "#,
    )
    .unwrap();
    assert_eq!(list.candidates.len(), 1);
    let candidate = &list.candidates[0];
    assert_eq!(
        (
            candidate.place.as_str(),
            candidate.name.as_str(),
            candidate.login.as_str()
        ),
        ("Profile 1", "", "")
    );
    assert!(matches!(candidate.secret, CandidateSecret::Missing));
    assert!(candidate.is_proposed && candidate.remarks.is_empty());
}

#[test]
fn an_account_of_an_unknown_kind_is_named_and_the_others_are_read() {
    let list = read(
        br#"{"format":"tokendesk-profiles","version":1,"profiles":[
        {"name":"Odd","account":{"kind":"certificate"}},
        {"name":"Even","account":{"kind":"user","username":"dana@example.com","password":"saved"}}]}"#,
    )
    .unwrap();
    assert_eq!(
        list.unused,
        ["Profile 1 (“Odd”) isn’t used: this version doesn’t support its sign-in method."]
    );
    assert_eq!(list.candidates.len(), 1);
    assert!(matches!(
        list.candidates[0].secret,
        CandidateSecret::Missing
    ));
}

#[test]
fn a_secret_that_is_not_encrypted_is_read_with_a_remark() {
    let list = read(&document_with_secret()).unwrap();
    assert!(list.candidates[0].remarks[0].contains("unencrypted"));
    assert!(list.candidates[1].remarks.is_empty());
    assert!(!format!("{list:?}").contains("pretend-secret"));
}

#[test]
fn a_damaged_file_names_the_place_and_never_its_content() {
    let good = String::from_utf8(document_with_secret()).unwrap();
    let json = |field: &str, line| ProfileFileFailure::DamagedJson {
        field: field.to_owned(),
        line,
    };
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    for (text, failure) in [
        (
            with("\"name\": \"Dana\"", "\"name\": 5"),
            json("profiles[1].name", 18),
        ),
        (
            with("\"pinned\": true", "\"pinned\": \"pretend\""),
            json("profiles[0].pinned", 14),
        ),
        (
            with("\"password\": \"ask\"", "\"password\": \"pretend\""),
            json("profiles[1].account.password", 23),
        ),
        (
            with(
                "\"secret\": \"pretend-secret\"",
                "\"secret\": [\"pretend-secret\"]",
            ),
            json("profiles[0].secret", 15),
        ),
        (
            with("\"kind\": \"user\",", ""),
            json("profiles[1].account", 24),
        ),
        (with("\"version\": 1", "\"version\": 0"), json("version", 0)),
        (
            with("\"version\": 1", "\"version\": \"1\""),
            json("version", 3),
        ),
        (with("\"version\": 1,", ""), json("version", 0)),
        (with("\"profiles\"", "\"profile\""), json("profiles", 0)),
        (with("\"key-42\"", "key-42"), json("", 11)),
        (good.clone() + "x", json("", 28)),
        (
            with("\"version\": 1", "\"version\": 2"),
            ProfileFileFailure::Newer { version: 2 },
        ),
        (
            with("tokendesk-profiles", "tokendesk-settings"),
            ProfileFileFailure::NotAProfileFile,
        ),
        ("[]".to_owned(), ProfileFileFailure::NotAProfileFile),
        (String::new(), ProfileFileFailure::NotAProfileFile),
        (
            "curl https://example.com".to_owned(),
            ProfileFileFailure::NotAProfileFile,
        ),
    ] {
        let failed = open(text.as_bytes(), None).unwrap_err();
        assert_eq!(failed, failure, "{text}");
        assert!(!format!("{:?}", failed.message()).contains("pretend"));
    }
    for end in 1..good.trim_end().len() {
        let failed = open(&good.as_bytes()[..end], None).unwrap_err();
        let is_named = end > good.find(',').unwrap_or(0);
        if is_named {
            assert_eq!(failed, ProfileFileFailure::Truncated, "{end}");
        }
    }
}

#[test]
fn too_large_a_file_is_refused_before_it_is_parsed() {
    let huge = vec![b' '; MAX_PROFILE_FILE_BYTES + 1];
    assert_eq!(kind_of(&huge), Err(ProfileFileFailure::TooLarge));
    assert_eq!(read(&huge).unwrap_err(), ProfileFileFailure::TooLarge);
    let entry = r#"{"account":{"kind":"user"}}"#;
    let many = vec![entry; MAX_PROFILES + 1].join(",");
    let many = format!(r#"{{"format":"tokendesk-profiles","version":1,"profiles":[{many}]}}"#);
    assert_eq!(
        read(many.as_bytes()).unwrap_err(),
        ProfileFileFailure::TooManyProfiles {
            count: MAX_PROFILES + 1
        }
    );
    // What could not be read again is not written.
    let samples = vec![profile("Production EU", client("key-42")); MAX_PROFILES + 1];
    assert_eq!(
        write(&samples, |_| None, at()).unwrap_err(),
        ExportFailure::TooLarge
    );
    // A file that another program encrypted has the same limit.
    let identity = x25519::Identity::generate();
    let lock = FileProtection::Recipients(identity.to_public().to_string());
    let file = encrypt(&vec![b' '; MAX_JSON_BYTES + 1], &lock).unwrap();
    let key = identity_key(identity.to_string().expose_secret(), None);
    assert_eq!(
        open(&file, Some(&key)).unwrap_err(),
        ProfileFileFailure::TooLarge
    );
}

#[test]
fn the_passphrase_opens_the_file_and_nothing_else_does() {
    let passphrase = FileProtection::Passphrase(secret("pretend-passphrase"));
    let file = encrypt(&document_with_secret(), &passphrase).unwrap();
    let text = str::from_utf8(&file).unwrap();
    assert!(text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"));
    assert!(!text.contains("pretend") && !text.contains("key-42"));
    assert_eq!(kind_of(&file), Ok(ProfileFileKind::Passphrase));
    let key = |text| FileKey::Passphrase(secret(text));
    let list = open(&file, Some(&key("pretend-passphrase"))).unwrap();
    assert_eq!(all_fields(&list)[0].4, "given pretend-secret");
    // It was encrypted.
    assert!(list.candidates[0].remarks.is_empty());
    for (key, failure) in [
        (
            Some(key("pretend-passphrasE")),
            ProfileFileFailure::Key(K::WrongPassphrase),
        ),
        (None, ProfileFileFailure::Key(K::NeedsPassphrase)),
        (
            Some(identity_key(ED25519, None)),
            ProfileFileFailure::Key(K::NeedsPassphrase),
        ),
    ] {
        assert_eq!(open(&file, key.as_ref()).unwrap_err(), failure);
    }
}

#[test]
fn each_recipient_opens_the_file_and_another_key_does_not() {
    let identity = x25519::Identity::generate();
    let age_text = identity.to_string().expose_secret().to_owned();
    let lines = format!(
        "# Ada\n{}\n\n  {ED25519_PUBLIC}{RSA_PUBLIC}{ED25519_WITH_PASSPHRASE_PUBLIC}",
        identity.to_public()
    );
    let file = encrypt(&document_with_secret(), &FileProtection::Recipients(lines)).unwrap();
    assert_eq!(kind_of(&file), Ok(ProfileFileKind::Recipients));
    let commented = format!("# created: today\n\n{age_text}\n");
    let windows = ED25519.replace('\n', "\r\n");
    let stranger = x25519::Identity::generate().to_string();
    for (text, passphrase, outcome) in [
        (age_text.as_str(), None, Ok(2)),
        (&commented, None, Ok(2)),
        (ED25519, None, Ok(2)),
        (ED25519.trim_end(), None, Ok(2)),
        (&windows, None, Ok(2)),
        (RSA, None, Ok(2)),
        (
            ED25519_WITH_PASSPHRASE,
            Some("pretend-key-passphrase"),
            Ok(2),
        ),
        (
            ED25519_WITH_PASSPHRASE,
            None,
            Err(ProfileFileFailure::Key(K::IdentityNeedsPassphrase)),
        ),
        (
            ED25519_WITH_PASSPHRASE,
            Some("pretend-wrong"),
            Err(ProfileFileFailure::Key(K::WrongIdentityPassphrase)),
        ),
        (
            stranger.expose_secret(),
            None,
            Err(ProfileFileFailure::Key(K::WrongIdentity)),
        ),
        (
            ECDSA,
            None,
            Err(ProfileFileFailure::Key(K::UnsupportedIdentity {
                kind: "ecdsa-sha2-nistp256".to_owned(),
            })),
        ),
        (
            ED25519_PUBLIC,
            None,
            Err(ProfileFileFailure::Key(K::NotAnIdentity)),
        ),
        (
            "# nothing",
            None,
            Err(ProfileFileFailure::Key(K::NotAnIdentity)),
        ),
        (
            &age_text[..40],
            None,
            Err(ProfileFileFailure::Key(K::NotAnIdentity)),
        ),
        (
            &ED25519[..200],
            None,
            Err(ProfileFileFailure::Key(K::NotAnIdentity)),
        ),
    ] {
        let opened = open(&file, Some(&identity_key(text, passphrase)));
        assert_eq!(opened.map(|list| list.candidates.len()), outcome);
    }
    assert_eq!(
        open(&file, Some(&FileKey::Passphrase(secret("pretend")))).unwrap_err(),
        ProfileFileFailure::Key(K::NeedsIdentity)
    );
}

#[test]
fn an_identity_file_with_a_passphrase_opens_too() {
    let identity = x25519::Identity::generate();
    let text = identity.to_string().expose_secret().to_owned();
    let recipients = FileProtection::Recipients(identity.to_public().to_string());
    let file = encrypt(&document_with_secret(), &recipients).unwrap();
    let armored = FileProtection::Passphrase(secret("pretend-lock"));
    let locked = String::from_utf8(encrypt(text.as_bytes(), &armored).unwrap()).unwrap();
    for (passphrase, outcome) in [
        (Some("pretend-lock"), Ok(2)),
        (
            Some("pretend-wrong"),
            Err(ProfileFileFailure::Key(K::WrongIdentityPassphrase)),
        ),
        (
            None,
            Err(ProfileFileFailure::Key(K::IdentityNeedsPassphrase)),
        ),
    ] {
        let opened = open(&file, Some(&identity_key(&locked, passphrase)));
        assert_eq!(opened.map(|list| list.candidates.len()), outcome);
    }
}

#[test]
fn a_recipient_that_cannot_be_used_is_named_by_its_line() {
    let good = x25519::Identity::generate().to_public().to_string();
    let private = x25519::Identity::generate().to_string();
    for (line, why) in [
        ("hello", RecipientError::NotAKey),
        ("age1nonsense", RecipientError::NotAKey),
        ("ssh-ed25519 AAAA", RecipientError::NotAKey),
        (private.expose_secret(), RecipientError::PrivateKey),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            RecipientError::PrivateKey,
        ),
        ("AGE-PLUGIN-YUBIKEY-1QQQQ", RecipientError::PrivateKey),
        (
            "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
            RecipientError::Plugin("yubikey".to_owned()),
        ),
        (
            ECDSA_PUBLIC,
            RecipientError::SshType("ecdsa-sha2-nistp256".to_owned()),
        ),
    ] {
        let failed = parse_recipients(&format!("{good}\n# a comment\n{line}\n")).err();
        let failed = failed.unwrap_or(ExportFailure::Defect);
        assert_eq!(failed, ExportFailure::Recipient { line: 3, why });
        assert!(!format!("{failed:?} {:?}", failed.message()).contains("SECRET-KEY-1"));
    }
    assert_eq!(
        parse_recipients("# nobody\n\n").err(),
        Some(ExportFailure::NoRecipients)
    );
}

#[test]
fn a_damaged_or_shortened_encrypted_file_is_refused_wherever_it_is() {
    let identity = x25519::Identity::generate();
    let recipients = FileProtection::Recipients(identity.to_public().to_string());
    let mut file = encrypt(&document_with_secret(), &recipients).unwrap();
    // Windows writes one more byte at the end of each line, which may be missing.
    file.retain(|byte| *byte != b'\r');
    let key = identity_key(identity.to_string().expose_secret(), None);
    let opens = |file: &[u8]| open(file, Some(&key)).map(|list| list.candidates.len());
    assert_eq!(opens(&file), Ok(2));
    for end in 34..file.len() - 1 {
        assert_eq!(
            opens(&file[..end]),
            Err(ProfileFileFailure::Truncated),
            "{end}"
        );
    }
    for index in 0..file.len() {
        let mut damaged = file.clone();
        damaged[index] = if damaged[index] == b'A' { b'B' } else { b'A' };
        if damaged == file {
            continue;
        }
        let failed = opens(&damaged).unwrap_err();
        assert!(
            matches!(
                failed,
                ProfileFileFailure::Damaged
                    | ProfileFileFailure::Truncated
                    | ProfileFileFailure::Key(K::WrongIdentity)
                    | ProfileFileFailure::NewerAge
                    | ProfileFileFailure::NotAProfileFile
            ),
            "{index}: {failed:?}"
        );
    }
    // White space around it, as a mail program may leave.
    let padded = [b"\n\n", file.as_slice(), b"\r\n\r\n"].concat();
    assert_eq!(opens(&padded), Ok(2));
}

#[test]
fn an_armored_file_out_of_a_mail_is_opened() {
    let identity = x25519::Identity::generate();
    let recipients = FileProtection::Recipients(identity.to_public().to_string());
    let file = encrypt(&document_with_secret(), &recipients).unwrap();
    let file = String::from_utf8(file).unwrap();
    let key = identity_key(
        &format!("\u{feff}{}", identity.to_string().expose_secret()),
        None,
    );
    for text in [
        format!("\u{feff}{file}"),
        format!("Hi Dana,\n\n{file}\n> Regards\n"),
        file.replace('\n', " \r\n"),
        file.replace('\n', "\n\n"),
        file.replace('\n', "\n> > "),
        format!("    {}", file.replace('\n', "\n    ")),
    ] {
        let list = open(text.as_bytes(), Some(&key));
        assert_eq!(list.map(|list| list.candidates.len()), Ok(2), "{text}");
    }
    let cut = format!("Hi Dana,\n\n{}", &file[..200]);
    assert_eq!(kind_of(cut.as_bytes()), Err(ProfileFileFailure::Truncated));
    // The words alone are no file.
    let words = format!("It starts with {}", file.lines().next().unwrap());
    assert_eq!(
        kind_of(words.as_bytes()),
        Err(ProfileFileFailure::NotAProfileFile)
    );
}

#[test]
fn an_unarmored_file_opens_and_its_faults_have_their_messages() {
    let key = FileKey::Passphrase(secret("pretend-passphrase"));
    let opens = |file: &[u8]| open(file, Some(&key)).map(|list| list.candidates.len());
    let file = with_passphrase(&document_with_secret(), "pretend-passphrase", 2);
    assert_eq!(opens(&file), Ok(2));
    assert_eq!(opens(&file[..30]), Err(ProfileFileFailure::Truncated));
    assert_eq!(
        opens(&file[..file.len() - 1]),
        Err(ProfileFileFailure::Damaged)
    );
    let newer = [b"age-encryption.org/v2\n", &file[22..]].concat();
    assert_eq!(opens(&newer), Err(ProfileFileFailure::NewerAge));
    let other = with_passphrase(b"{\"format\":\"another\"}", "pretend-passphrase", 2);
    assert_eq!(opens(&other), Err(ProfileFileFailure::NotAProfileFile));
    for work in [23_u8, 31, 63] {
        let head = b"-> scrypt ".len() + 22 + 1 + 22;
        let mut heavy = file[..head].to_vec();
        heavy.extend(format!("{work}").bytes());
        heavy.extend(&file[head + 1..]);
        assert_eq!(
            opens(&heavy),
            Err(ProfileFileFailure::TooMuchWork { log_n: work })
        );
    }
}

#[test]
fn each_failure_says_what_happened_and_that_nothing_changed() {
    use ProfileFileFailure as F;
    for failure in [
        F::Newer { version: 2 },
        F::NewerAge,
        F::TooLarge,
        F::TooManyProfiles { count: 20_000 },
        F::Truncated,
        F::Damaged,
        F::DamagedJson {
            field: "profiles[1].name".to_owned(),
            line: 17,
        },
        ProfileFileFailure::Key(K::NeedsPassphrase),
        ProfileFileFailure::Key(K::NeedsIdentity),
        ProfileFileFailure::Key(K::WrongPassphrase),
        ProfileFileFailure::Key(K::WrongIdentity),
        ProfileFileFailure::Key(K::NotAnIdentity),
        ProfileFileFailure::Key(K::IdentityNeedsPassphrase),
        ProfileFileFailure::Key(K::WrongIdentityPassphrase),
        ProfileFileFailure::Key(K::UnsupportedIdentity {
            kind: "sk-ssh-ed25519@openssh.com".to_owned(),
        }),
        F::TooMuchWork { log_n: 30 },
    ] {
        let text = failure.message();
        let says_so = ["Nothing was imported", "nothing was imported"]
            .iter()
            .any(|said| text.explanation.contains(said));
        assert!(says_so, "{text:?}");
        assert!(
            text.explanation.ends_with('.') && !text.headline.ends_with('.'),
            "{text:?}"
        );
    }
}

fn any_profile() -> impl Strategy<Value = (ExportedProfile, Option<Secret>)> {
    let name = "\\PC{1,64}".prop_filter("a name", |text| ProfileName::parse_stored(text).is_ok());
    let login =
        "[^:\\pC]{1,60}".prop_filter("a login", |text| ClientId::parse_stored(text).is_ok());
    let console = prop_oneof![
        Just("https://console.us1.crashplan.com"),
        Just("http://127.0.0.1:4285"),
        Just("https://bücher.example:8443"),
    ];
    (
        name,
        login,
        console,
        any::<Option<bool>>(),
        proptest::option::of("\\PC{1,20}"),
        any::<bool>(),
        ".{1,80}",
    )
        .prop_map(|(name, login, console, kept, tag, is_pinned, password)| {
            let account = match kept {
                None => client(&login),
                Some(true) => user(&login, PasswordStorage::InKeyring),
                Some(false) => user(&login, PasswordStorage::AskedEachTime),
            };
            let secret = account.stores_secret().then(|| secret(&password));
            let mut entry = profile(&name, account);
            entry.profile.console = ConsoleUrl::parse(console).unwrap();
            (
                ExportedProfile {
                    tag,
                    is_pinned,
                    ..entry
                },
                secret,
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_profile_comes_back_as_it_was(entries in proptest::collection::vec(any_profile(), 0..6)) {
        let (profiles, secrets): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
        let without = write(&profiles, |_| None, at()).unwrap();
        let none = vec![None; profiles.len()];
        prop_assert_eq!(all_fields(&open(&without, None).unwrap()), expected(&profiles, &none));
        for secret in secrets.iter().flatten() {
            let json = serde_json::to_string(secret.expose_secret()).unwrap();
            let field = format!("\"secret\": {json}");
            prop_assert!(!str::from_utf8(&without).unwrap().contains(&field));
        }

        let identity = x25519::Identity::generate();
        let recipients = FileProtection::Recipients(identity.to_public().to_string());
        let document = write(&profiles, |index| secrets[index].as_ref(), at()).unwrap();
        let file = encrypt(&document, &recipients).unwrap();
        let key = identity_key(identity.to_string().expose_secret(), None);
        let list = open(&file, Some(&key)).unwrap();
        prop_assert_eq!(all_fields(&list), expected(&profiles, &secrets));
        prop_assert!(list.unused.is_empty());
    }

    #[test]
    fn no_file_at_all_stops_the_reader(bytes: Vec<u8>, text in "\\PC{0,80}") {
        for start in [&b""[..], b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v1\n-> ", b"{\"format\":\"tokendesk-profiles\","] {
            for end in [&bytes[..], text.as_bytes()] {
                let file = [start, end].concat();
                let key = identity_key(&["#", &text].concat(), None);
                prop_assert!(open(&file, Some(&key)).is_err());
            }
        }
    }
}
