//! A window in miniature: the app, a clock that is set by hand, and helpers to say things to it.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::flow::{AttemptEnd, CopyWhat, Effect, Event, JobId};
use tokendesk::app::row::{ProfileRow, RowKey};
use tokendesk::app::{Action, App, Message, State};
use tokendesk::model::failure::SignInReport;
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, CopyEnd, CopyFormat, Expiry, Failure, Grant, KnownLogin, Listed,
    Mark, Now, PasswordKept, Profile, ProfileId, ProfileName, SignInFailure, SignInWith, Ticket,
    Token, Username,
};

pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) now: Now,
}

impl Desk {
    /// A window that has listed these profiles, and selected the first.
    pub(crate) fn with(profiles: &[Profile]) -> Self {
        let start = Now {
            wall: Timestamp::from_second(1_800_000_000).unwrap(),
            boot: Duration::from_secs(7_000),
        };
        let mut desk = Self {
            app: App::new(State::new(TimeZone::UTC, None)),
            now: start,
        };
        let [Effect::ListProfiles { job }] = desk.act(Action::Reload)[..] else {
            panic!("the keyring is not read")
        };
        for profile in profiles {
            desk.hear(Event::ProfileListed {
                job,
                row: Listed::Profile(profile.clone()),
            });
        }
        desk.hear(Event::ListingEnded {
            job,
            result: Ok(()),
        });
        desk
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.app.update(Message::Action(action), self.now)
    }

    pub(crate) fn hear(&mut self, event: Event) -> Vec<Effect> {
        self.app.update(Message::Event(event), self.now)
    }

    /// Lets time pass, in steps, as the window does.
    pub(crate) fn wait(&mut self, secs: f64) -> Vec<Effect> {
        self.now = self.now.plus(Duration::from_secs_f64(secs));
        self.app.update(Message::Tick, self.now)
    }

    /// Presses *Get token and copy header*; the job.
    pub(crate) fn get_token(&mut self, id: ProfileId) -> JobId {
        let effects = self.act(Action::GetToken(id));
        let [Effect::FetchToken { job, .. }] = effects[..] else {
            panic!("no sign-in: {effects:?}")
        };
        job
    }

    pub(crate) fn granted(&mut self, job: JobId, id: ProfileId, lifetime_secs: u64) -> Vec<Effect> {
        let result = AttemptEnd::Granted(self.grant(lifetime_secs));
        self.fetched(job, id, Some(Mark::Nobody), result)
    }

    pub(crate) fn refused(&mut self, job: JobId, id: ProfileId) -> Vec<Effect> {
        self.fetched(job, id, None, AttemptEnd::Failed(refusal()))
    }

    pub(crate) fn fetched(
        &mut self,
        job: JobId,
        id: ProfileId,
        mark: Option<Mark>,
        result: AttemptEnd,
    ) -> Vec<Effect> {
        let stored = Some(self.row(id).profile.clone());
        self.hear(Event::TokenFetched {
            login: KnownLogin::Unasked,
            job,
            id,
            stored,
            mark,
            result,
        })
    }

    /// A profile with a live token and nothing on the clipboard.
    pub(crate) fn renewed(&mut self, id: ProfileId, lifetime_secs: u64) {
        let [Effect::FetchToken { job, .. }] = self.act(Action::Renew(id))[..] else {
            panic!("no sign-in")
        };
        assert!(self.granted(job, id, lifetime_secs).is_empty());
    }

    /// A profile whose header is on the clipboard.
    pub(crate) fn copied(&mut self, id: ProfileId) -> Ticket {
        let effects = self.act(Action::Copy(id, CopyFormat::HeaderLine));
        let ticket = the_copy(&effects);
        self.hear(Event::Copied {
            ticket,
            result: Ok(CopyEnd::Done),
        });
        ticket
    }

    /// Deletes a profile and lets the time for *Undo* pass; the job and the item.
    pub(crate) fn delete(&mut self, id: ProfileId) -> (JobId, ProfileId) {
        self.act(Action::AskDelete(id));
        self.act(Action::ConfirmDelete);
        let effects = self.wait(10.0);
        let [Effect::DeleteProfile { job, id, .. }] = effects[..] else {
            panic!("no deletion: {effects:?}")
        };
        (job, id)
    }

    pub(crate) fn grant(&self, lifetime_secs: u64) -> Grant {
        Grant {
            token: Token::parse(&format!("eyJ{}", "x".repeat(200))).unwrap(),
            expiry: Expiry::stated(self.now, Some(lifetime_secs), None, Duration::from_mins(15)),
            received: self.now,
            took: Duration::from_millis(200),
            clock_ahead_secs: Some(0),
        }
    }

    pub(crate) fn select(&mut self, id: ProfileId) {
        self.act(Action::Select(RowKey::Item(id)));
    }

    pub(crate) fn row(&self, id: ProfileId) -> &ProfileRow {
        self.app
            .state
            .profile(id)
            .expect("the profile is in the list")
    }

    pub(crate) fn notice(&self) -> &str {
        self.app
            .state
            .notice
            .as_ref()
            .map_or("", |notice| &notice.text)
    }
}

pub(crate) fn profile(name: &str) -> Profile {
    Profile {
        id: ProfileId::random(),
        rev: 1,
        name: ProfileName::parse(name).unwrap(),
        console: ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap(),
        account: Account::ApiClient {
            client_id: ClientId::parse("key-42").unwrap(),
        },
        saved_at: Timestamp::UNIX_EPOCH,
    }
}

/// A user account.
pub(crate) fn user(name: &str, password: PasswordKept) -> Profile {
    Profile {
        account: Account::User {
            username: Username::parse("ada@example.com").unwrap(),
            password,
        },
        ..profile(name)
    }
}

pub(crate) fn refusal() -> Failure {
    Failure::SignIn(SignInReport {
        failure: SignInFailure::Refused,
        with: SignInWith::ApiClient,
        host: "console.us1.crashplan.com".to_owned(),
        status: Some(401),
        is_web_page: false,
        clock_ahead_secs: None,
        at: Timestamp::UNIX_EPOCH,
        took: Duration::from_millis(187),
    })
}

/// The ticket of the one copy among these orders.
pub(crate) fn the_copy(effects: &[Effect]) -> Ticket {
    let [
        Effect::Copy {
            ticket,
            what: CopyWhat::Token { .. },
            ..
        },
    ] = effects
    else {
        panic!("not one copy: {effects:?}")
    };
    *ticket
}
