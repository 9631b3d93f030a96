//! The outcome of a rotation check, as plain text for a ticket.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::format::{moment, one_line};
use crate::model::{CheckOutcome, ClipText, Profile, RotationOutcome, StoredOutcome, capitalized};
use crate::model::{expiry::lifetime_words, millis};

/// Holds no secrets. `replaced_at`: when the new secret replaced the saved one.
pub fn rotation_report(
    profile: &Profile,
    outcome: &RotationOutcome,
    replaced_at: Option<Timestamp>,
    zone: &TimeZone,
) -> ClipText {
    let kind = profile.account.kind();
    let secret = kind.noun();
    let earlier = match replaced_at {
        None => "Saved",
        Some(_) => "Old",
    };
    let login = capitalized(kind.login_noun());
    let mut lines = vec![
        format!("{} reset check", capitalized(secret)),
        format!("Profile: {}", one_line(&profile.name.to_string())),
        format!("Console: {}", profile.console),
        format!("{login}: {}", one_line(&profile.account.display_login())),
    ];
    lines.extend(match outcome {
        RotationOutcome::Same(outcome) => {
            vec![format!(
                "New {secret} (same as saved): {}",
                outcome_text(outcome, zone)
            )]
        }
        RotationOutcome::SameAsRefused { at } => {
            vec![format!(
                "New {secret} (same as saved): {}",
                refused_before_text(*at, zone)
            )]
        }
        RotationOutcome::Different { new, stored } => vec![
            format!("New {secret}: {}", outcome_text(new, zone)),
            format!("{earlier} {secret}: {}", stored_text(stored, zone)),
        ],
    });
    let result = match replaced_at {
        None => outcome.message(kind).sentence,
        Some(_) => outcome.conclusion(kind),
    };
    lines.push(format!("Result: {result}"));
    lines.extend(replaced_at.map(|at| format!("Replaced at {}", moment(at, zone))));
    ClipText::new(lines.join("\n"))
}

/// "works, HTTP 200, 198 ms, 15 min token, at 2026-11-12 10:32:12 +01:00".
fn outcome_text(outcome: &CheckOutcome, zone: &TimeZone) -> String {
    let mut facts = vec![outcome.short()];
    facts.extend(outcome.status().map(|status| format!("HTTP {status}")));
    facts.extend(outcome.took().map(millis));
    if let CheckOutcome::Accepted(acceptance) = outcome {
        facts.push(format!("{} token", lifetime_words(acceptance.lifetime)));
    }
    facts.extend(outcome.at().map(|at| format!("at {}", moment(at, zone))));
    let facts = facts.join(", ");
    match outcome {
        // A status does not explain why it is untested.
        CheckOutcome::Untested(failure) => {
            format!("{facts}. {}", one_line(&failure.message().headline))
        }
        CheckOutcome::Accepted(_) | CheckOutcome::Refused(_) => facts,
    }
}

fn stored_text(stored: &StoredOutcome, zone: &TimeZone) -> String {
    match stored {
        StoredOutcome::Tried(outcome) => outcome_text(outcome, zone),
        StoredOutcome::RefusedBefore { at } => refused_before_text(*at, zone),
        StoredOutcome::Skipped(_) => format!("{}: {}", stored.short(), stored.facts()),
    }
}

fn refused_before_text(at: Timestamp, zone: &TimeZone) -> String {
    format!("already rejected at {}, not sent again", moment(at, zone))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::{
        Acceptance, Account, AccountKind, ClientId, ConsoleUrl, Failure, KeyringFailure, ProfileId,
        ProfileName, SignInFailure, SignInReport, SignInWith,
    };

    fn profile() -> Profile {
        Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse_stored("Production \u{202e}EU").unwrap(),
            console: ConsoleUrl::parse("https://console.eu5.cpg.crashplan.com").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn accepted() -> CheckOutcome {
        CheckOutcome::Accepted(Acceptance {
            lifetime: Duration::from_mins(15),
            at: "2026-11-12T09:32:12Z".parse().unwrap(),
            took: Duration::from_millis(198),
            clock_ahead_secs: None,
        })
    }

    fn refused() -> CheckOutcome {
        CheckOutcome::of_failure(Failure::SignIn(SignInReport {
            failure: SignInFailure::Refused,
            with: SignInWith::ApiClient,
            has_space_at_ends: false,
            host: "console.eu5.cpg.crashplan.com".to_owned(),
            status: Some(401),
            is_web_page: false,
            clock_ahead_secs: None,
            at: "2026-11-12T09:32:13Z".parse().unwrap(),
            took: Duration::from_millis(176),
        }))
    }

    fn lines(outcome: &RotationOutcome) -> Vec<String> {
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        let text = rotation_report(&profile(), outcome, None, &zone);
        text.expose_secret().lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_ticket_names_the_profile_and_each_outcome() {
        let outcome = RotationOutcome::Different {
            new: accepted(),
            stored: StoredOutcome::Tried(refused()),
        };
        let lines = lines(&outcome);
        assert_eq!(
            lines[..6],
            [
                "Secret reset check",
                "Profile: Production \\u202eEU",
                "Console: https://console.eu5.cpg.crashplan.com",
                "Client ID: key-42",
                "New secret: works, HTTP 200, 198 ms, 15 min token, at 2026-11-12 10:32:12 +01:00",
                "Saved secret: rejected, HTTP 401, 176 ms, at 2026-11-12 10:32:13 +01:00",
            ]
        );
        let sentence = outcome.message(AccountKind::ApiClient).sentence;
        assert_eq!(lines[6..], [format!("Result: {sentence}")]);
    }

    #[test]
    fn after_a_replacement_a_ticket_says_when_names_the_old_secret_and_no_longer_advises_it() {
        let outcome = RotationOutcome::Different {
            new: accepted(),
            stored: StoredOutcome::Tried(refused()),
        };
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        let at = "2026-11-12T09:35:02Z".parse().unwrap();
        let text = rotation_report(&profile(), &outcome, Some(at), &zone);
        let text = text.expose_secret();
        assert!(text.contains("\nOld secret: rejected, HTTP 401"), "{text}");
        assert!(
            text.ends_with(
                "Result: The new secret works and the old one doesn’t.\nReplaced at 2026-11-12 10:35:02 +01:00"
            ),
            "{text}"
        );
    }

    #[test]
    fn an_untested_secret_says_why() {
        let locked = CheckOutcome::Untested(Failure::Keyring(KeyringFailure::Locked));
        let outcome = RotationOutcome::Different {
            new: accepted(),
            stored: StoredOutcome::Tried(locked),
        };
        let headline = KeyringFailure::Locked.message().headline;
        assert_eq!(
            lines(&outcome)[5],
            format!("Saved secret: not tested. {headline}")
        );
        let at = "2026-11-12T09:30:00Z".parse().unwrap();
        assert_eq!(
            lines(&RotationOutcome::SameAsRefused { at })[4],
            "New secret (same as saved): already rejected at 2026-11-12 10:30:00 +01:00, not sent again"
        );
    }
}
