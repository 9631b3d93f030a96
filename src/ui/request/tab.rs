//! The tab *Try a request*: one GET to the profile's own console per click, and its response.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Context, Id, Key, Response, Ui};

use crate::app::action::Masked;
use crate::app::profiles::ProfileRow;
use crate::app::request::{RequestAction, RequestDraft, RequestPhase, RequestWay};
use crate::app::state::KEYRING_PATIENCE;
use crate::app::{Action, Drafts};
use crate::model::failure::Stage;
use crate::model::request_examples::EXAMPLES;
use crate::model::{AccountKind, ClipText, ProfileId, TokenPhase};
use crate::ui::kit::theme::{Colors, Tone, space};
use crate::ui::kit::widgets::{
    Button, Field, Note, add_unless, caption, paragraph, segments, spinner,
};
use crate::ui::request::response;
use crate::ui::secret_field::{SecretInput, in_width};
use crate::ui::token::parts::is_user;
use crate::ui::view::View;
use crate::ui::words::{MAYBE_LOCKED, with_seconds};
use crate::ui::{secret_field, words};

pub(super) const GET_TOKEN_FIRST: &str = "Get a token first";

/// Maximum width of the smaller fields.
const FIELD_WIDTH: f32 = 340.0;

/// The response takes `room` if there is some.
pub(crate) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    room: f32,
) {
    let bottom = ui.cursor().top() + room;
    let mut form = RequestForm::of(view, &mut drafts.requests, row);
    form.way(ui);
    form.path(ui);
    form.more_fields(ui);
    form.send_by_enter(ui.ctx());
    form.progress(ui);
    let RequestPhase::Response(found) = &row.request.phase else {
        return;
    };
    ui.add_space(space::M);
    let RequestForm { view, draft, .. } = form;
    if let Some(copied) = response::show(ui, view, draft, row, found, bottom) {
        drafts.to_copy = Some(ClipText::new(copied));
        view.ask(Action::CopyText("response text"));
    }
}

/// At the end of the tabs' row.
pub(crate) fn controls(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, row: &ProfileRow) {
    RequestForm::of(view, &mut drafts.requests, row).copy_as(ui);
}

type RequestDrafts = BTreeMap<ProfileId, RequestDraft>;

#[derive(Clone, Copy, Debug, Hash)]
pub(crate) enum RequestField {
    Path,
    Organization,
    Password,
}

pub(crate) struct RequestForm<'f, 'v, 's> {
    pub(crate) view: &'f mut View<'v>,
    pub(crate) draft: &'f mut RequestDraft,
    pub(crate) row: &'s ProfileRow,
    is_entered: bool,
}

impl<'f, 'v, 's> RequestForm<'f, 'v, 's> {
    fn of(view: &'f mut View<'v>, drafts: &'f mut RequestDrafts, row: &'s ProfileRow) -> Self {
        let first = || RequestDraft {
            path: EXAMPLES[0].path.to_owned(),
            ..RequestDraft::default()
        };
        Self {
            view,
            draft: drafts.entry(row.profile.id).or_insert_with(first),
            row,
            is_entered: false,
        }
    }
}

impl RequestForm<'_, '_, '_> {
    /// Token or the deprecated Basic, for user accounts.
    fn way(&mut self, ui: &mut Ui) {
        if !is_user(self.row) {
            return;
        }
        let chosen = self.row.request.way;
        let ways = [
            (RequestWay::Token, "Token"),
            (RequestWay::Basic, "Basic (deprecated)"),
        ];
        let width = ui.available_width().min(FIELD_WIDTH);
        let other = in_width(ui, width, |ui| {
            let id = self.id("way");
            segments(ui, id, "Sent with", &ways, chosen)
        });
        if let Some(other) = other {
            self.ask(RequestAction::ChooseWay(other));
        }
        if self.way_in_use() == RequestWay::Basic {
            ui.add_space(space::XS + 1.0);
            caption(
                ui,
                "The password is sent with the request. Works with v1 and v4+ (v3: auth/jwt only). Not for two-factor accounts.",
                Colors::in_use(ui).warn,
            );
        }
        ui.add_space(space::M);
    }

    fn more_fields(&mut self, ui: &mut Ui) {
        let width = ui.available_width().min(FIELD_WIDTH);
        let says = self.row.request.shows_errors;
        if self.wants_organization() {
            ui.add_space(space::S);
            let error = (says && !self.has_organization())
                .then(|| Note::error("Enter the organization ID."));
            let id = self.id(RequestField::Organization);
            let field = Field::new(id, "Organization ID").mono().note(error);
            let response = in_width(ui, width, |ui| {
                field.show(ui, &mut self.draft.organization, |_| {})
            });
            self.note_enter(ui.ctx(), &response);
        }
        if self.wants_password() {
            ui.add_space(space::S);
            self.password(ui, width);
        }
    }

    fn password(&mut self, ui: &mut Ui, width: f32) {
        let what = Masked::RequestPassword(self.row.profile.id);
        let is_missing = self.row.request.shows_errors && self.draft.password.is_empty();
        let error = is_missing.then(|| Note::error("Enter the password."));
        let field = Field::new(self.id(RequestField::Password), words::PASSWORD).note(error);
        let typed = SecretInput::of(&mut self.draft.password, AccountKind::User, what);
        let shown = in_width(ui, width, |ui| {
            secret_field::show(ui, self.view.state, field, typed)
        });
        self.note_enter(ui.ctx(), &shown.response);
        if let Some(reveal) = shown.reveal {
            reveal.show(ui, self.view, None);
        }
    }

    pub(crate) fn button(&self) -> Button<'static> {
        Button::secondary(if self.is_sending() { "Cancel" } else { "Send" })
    }

    pub(crate) fn press(&mut self, ui: &mut Ui, button: Button<'_>) {
        if self.is_sending() {
            if ui.add(button).clicked() {
                self.ask(RequestAction::Cancel);
            }
            return;
        }
        let why = (!self.can_send()).then_some(GET_TOKEN_FIRST);
        if add_unless(ui, why, button).clicked() {
            self.send(ui.ctx());
        }
    }

    fn send_by_enter(&mut self, ctx: &Context) {
        if self.is_entered && self.can_send() && !self.is_sending() {
            self.send(ctx);
        }
    }

    /// If the password is missing, focuses its field: what is typed next must not end up in the path, in the clear.
    fn send(&mut self, ctx: &Context) {
        self.ask(RequestAction::Send);
        if self.wants_password() && self.draft.password.is_empty() {
            let password = self.id(RequestField::Password);
            ctx.memory_mut(|memory| memory.request_focus(password));
        }
    }

    fn progress(&self, ui: &mut Ui) {
        match &self.row.request.phase {
            RequestPhase::Sending { job } => {
                let host = self.row.profile.console.host();
                let progress = self.view.progress(*job);
                ui.add_space(space::M);
                ui.horizontal(|ui| {
                    spinner(ui, 18.0);
                    paragraph(ui, &sending_text(&host, progress.stage, progress.waited));
                });
            }
            RequestPhase::Failed(failure) => {
                ui.add_space(space::M);
                words::request_problem(failure, Tone::Bad, self.view).framed(ui, |_| {});
            }
            RequestPhase::Idle | RequestPhase::Response(_) if self.can_send() => {}
            RequestPhase::Idle | RequestPhase::Response(_) => {
                ui.add_space(space::S);
                let text = format!("{GET_TOKEN_FIRST}.");
                caption(ui, &text, Colors::in_use(ui).dim);
            }
        }
    }

    fn wants_password(&self) -> bool {
        self.way_in_use() == RequestWay::Basic && !self.row.profile.account.stores_secret()
    }

    /// API clients always use the token.
    pub(crate) fn way_in_use(&self) -> RequestWay {
        if is_user(self.row) {
            self.row.request.way
        } else {
            RequestWay::Token
        }
    }

    pub(crate) fn can_send(&self) -> bool {
        let is_live = |row: &ProfileRow| {
            let grant = row.grant.as_ref();
            grant.is_some_and(|grant| grant.expiry.phase(self.view.now) != TokenPhase::Expired)
        };
        self.way_in_use() == RequestWay::Basic || is_live(self.row)
    }

    fn is_sending(&self) -> bool {
        self.row.request.job().is_some()
    }

    /// Notes an Enter in a field, which keeps the focus.
    pub(crate) fn note_enter(&mut self, ctx: &Context, response: &Response) {
        if response.lost_focus() && ctx.input(|input| input.key_pressed(Key::Enter)) {
            self.is_entered = true;
            response.request_focus();
        }
    }

    pub(crate) fn ask(&mut self, action: RequestAction) {
        self.view.ask(Action::Request(self.row.profile.id, action));
    }

    /// Per profile, so that no caret or selection carries over to another text.
    pub(crate) fn id(&self, part: impl std::hash::Hash + std::fmt::Debug) -> Id {
        Id::unique("request").with((self.row.profile.id, part))
    }
}

fn sending_text(host: &str, stage: Stage, waited: Duration) -> String {
    let what = match stage {
        Stage::Keyring if waited >= KEYRING_PATIENCE => return MAYBE_LOCKED.to_owned(),
        Stage::Keyring => "Reading the secret from your keyring…".to_owned(),
        Stage::LoginKindLookup | Stage::Connecting => format!("Connecting to {host}"),
        Stage::Waiting => format!("Waiting for {host}"),
        Stage::Reading => format!("Receiving response from {host}"),
    };
    with_seconds(what, waited)
}
