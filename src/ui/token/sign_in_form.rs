//! The form on the card: a password that isn't stored, a two-factor code, or both.

use egui::{Context, Id, Key, Response, Ui, vec2};

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::drafts::SignInDraft;
use crate::app::job::MissingInput;
use crate::app::profiles::ProfileRow;
use crate::app::token::{LastOutcome, Prompt, Purpose};
use crate::model::{AccountKind, CopyFormat, Now, ProfileId, TotpCode};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{Button, Field, Note, describe};
use crate::ui::secret_field::{Reveal, SecretInput, in_width};
use crate::ui::token::parts::{headed, sign_in_label};
use crate::ui::token::prompt_focus;
use crate::ui::view::View;
use crate::ui::{click_debounce, sandbox_hint, secret_field, words};

/// Room for eight digits.
const CODE_WIDTH: f32 = 157.0;
const PASSWORD_WIDTH: f32 = 320.0;

pub(crate) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    draft: &mut SignInDraft,
    row: &ProfileRow,
    prompt: &Prompt,
) {
    let mut form = SignInForm {
        view,
        draft,
        row,
        prompt,
        reveal: None,
        is_entered: false,
    };
    let text = form.instructions();
    headed(ui, headline(prompt.missing), &text);
    form.refusal(ui);
    ui.add_space(space::M);
    ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
    match prompt.missing {
        MissingInput::Code => form.code_and_buttons(ui),
        MissingInput::Password => {
            let width = ui.available_width().min(PASSWORD_WIDTH);
            form.password(ui, width);
            form.buttons_below(ui);
        }
        MissingInput::PasswordAndCode => {
            let rest = ui.available_width() - CODE_WIDTH - space::S;
            ui.horizontal_top(|ui| {
                form.password(ui, rest.min(PASSWORD_WIDTH));
                form.code_with_label(ui);
            });
            form.buttons_below(ui);
        }
    }
    form.sandbox_hint(ui);
    form.focus_when_opened(ui.ctx());
    if let Some(reveal) = form.reveal {
        reveal.show(ui, form.view, None);
    }
}

fn headline(missing: MissingInput) -> &'static str {
    match missing {
        MissingInput::Password => "Password needed",
        MissingInput::Code => "Two-factor code needed",
        MissingInput::PasswordAndCode => "Password and two-factor code needed",
    }
}

#[derive(Clone, Copy, Debug, Hash)]
enum SignInField {
    Password,
    Code,
}

struct SignInForm<'f, 'v, 's> {
    view: &'f mut View<'v>,
    draft: &'f mut SignInDraft,
    row: &'s ProfileRow,
    prompt: &'s Prompt,
    /// The password's *Show* button.
    reveal: Option<Reveal>,
    is_entered: bool,
}

impl SignInForm<'_, '_, '_> {
    fn instructions(&self) -> String {
        let profile = &self.row.profile;
        let login = profile.account.display_login();
        let text = match self.prompt.missing {
            MissingInput::Code => {
                format!("Enter the code from your authenticator app for {login}.")
            }
            MissingInput::Password => {
                format!("Enter the password for {login}. It won’t be saved.")
            }
            MissingInput::PasswordAndCode => format!(
                "Enter the password for {login} and the code from your authenticator app. They won’t be saved."
            ),
        };
        if self.prompt.purpose == Purpose::Check {
            format!("{text} Nothing is copied.")
        } else if self.row.grant.is_some() {
            format!("{text} Your current token still works.")
        } else {
            text
        }
    }

    /// Why it asks again. After a check, its own message says so.
    fn refusal(&self, ui: &mut Ui) {
        let is_shown = self.prompt.is_retry && self.prompt.purpose != Purpose::Check;
        let Some(LastOutcome::Failed(failure)) = &self.row.last_outcome else {
            return;
        };
        if is_shown {
            ui.add_space(space::S);
            words::problem(failure, Tone::Bad, self.view).framed(ui, |_| {});
        }
    }

    /// The code with as many buttons beside it as fit.
    fn code_and_buttons(&mut self, ui: &mut Ui) {
        let buttons = self.buttons();
        let (beside, below) = split(ui, &buttons, CODE_WIDTH + space::S);
        let error = self.code_error(ui.ctx());
        let response = ui
            .horizontal(|ui| {
                let field = Field::new(self.id(SignInField::Code), words::CODE)
                    .code()
                    .without_label()
                    .wrong(error.is_some());
                let response = self.code_field(ui, field);
                self.press(ui, beside);
                response
            })
            .inner;
        if let Some(error) = error {
            ui.add_space(space::XS + 1.0);
            describe(ui, &response, &error);
        }
        self.second_row(ui, below);
    }

    fn code_with_label(&mut self, ui: &mut Ui) {
        let field = Field::new(self.id(SignInField::Code), words::CODE)
            .code()
            .note(self.code_error(ui.ctx()));
        self.code_field(ui, field);
    }

    fn code_field(&mut self, ui: &mut Ui, field: Field<'_>) -> Response {
        let response = in_width(ui, CODE_WIDTH, |ui| {
            field.show(ui, self.draft.code.text_mut(), |_| {})
        });
        self.note_left(SignInField::Code, &response);
        response
    }

    fn password(&mut self, ui: &mut Ui, width: f32) {
        let what = Masked::TypedPassword(self.row.profile.id);
        let says = self.shows_error(ui.ctx(), SignInField::Password);
        let is_missing = self.draft.password.is_empty() && says;
        let note = is_missing.then(|| Note::error("Enter the password."));
        let field = Field::new(self.id(SignInField::Password), words::PASSWORD).note(note);
        let typed = SecretInput::of(&mut self.draft.password, AccountKind::User, what);
        let shown = in_width(ui, width, |ui| {
            secret_field::show(ui, self.view.state, field, typed)
        });
        self.reveal = shown.reveal;
        self.note_left(SignInField::Password, &shown.response);
    }

    fn buttons_below(&mut self, ui: &mut Ui) {
        ui.add_space(space::M);
        let buttons = self.buttons();
        let (beside, below) = split(ui, &buttons, 0.0);
        ui.horizontal(|ui| self.press(ui, beside));
        self.second_row(ui, below);
    }

    fn sandbox_hint(&self, ui: &mut Ui) {
        let profile = &self.row.profile;
        let (state, missing) = (self.view.state, self.prompt.missing);
        let text = sandbox_hint::hint_text(state, &profile.console, &profile.account, missing);
        if let Some(text) = text {
            ui.add_space(space::M);
            sandbox_hint::show(ui, &text);
        }
    }

    fn second_row(&mut self, ui: &mut Ui, buttons: &[Press]) {
        if !buttons.is_empty() {
            ui.add_space(space::S);
            ui.horizontal(|ui| self.press(ui, buttons));
        }
    }

    fn buttons(&self) -> [Press; 3] {
        let id = self.row.profile.id;
        let other = if self.prompt.missing.code() {
            Press::WithoutCode(id)
        } else {
            Press::UseCode(id)
        };
        let format = self.view.state.settings.copy_format();
        [
            Press::SignIn(id, self.prompt.purpose, format),
            other,
            Press::Cancel(id),
        ]
    }

    fn press(&mut self, ui: &mut Ui, buttons: &[Press]) {
        for press in buttons {
            let button = match press {
                Press::Cancel(_) => press.button().id(self.cancel_id()),
                _ => press.button(),
            };
            let response = ui.add(button);
            let is_entered = matches!(press, Press::SignIn(..)) && self.is_entered;
            if response.clicked() || is_entered {
                self.view.ask(press.action());
                self.focus_what_is_wrong(ui.ctx(), press);
            }
            if matches!(press, Press::WithoutCode(_)) {
                response.on_hover_text("Only for accounts without two-factor. Consoles also ask for a code when the username is wrong.");
            }
        }
    }

    /// Focuses the field that a sign-in lacks.
    fn focus_what_is_wrong(&self, ctx: &Context, press: &Press) {
        let missing = self.prompt.missing;
        let needs_code = match press {
            Press::SignIn(..) => missing.code(),
            Press::WithoutCode(_) => false,
            Press::UseCode(_) | Press::Cancel(_) => return,
        };
        let wrong = if missing.password() && self.draft.password.is_empty() {
            SignInField::Password
        } else if needs_code && TotpCode::parse(self.draft.code.text()).is_err() {
            SignInField::Code
        } else {
            return;
        };
        ctx.memory_mut(|memory| memory.request_focus(self.id(wrong)));
    }

    /// Notes that a field was left, and whether by Enter.
    fn note_left(&mut self, field: SignInField, response: &Response) {
        if response.lost_focus() {
            let ctx = &response.ctx;
            // egui reports a lost focus in the following pass as well, whose keys belong to another control.
            let by_key = ctx.memory(|memory| memory.had_focus_last_frame(response.id));
            self.is_entered |= by_key && ctx.input(|input| input.key_pressed(Key::Enter));
            // One key doesn't discard what was typed: it leads to *Cancel*.
            let is_typed = !self.draft.password.is_empty() || !self.draft.code.is_empty();
            if by_key && is_typed && Command::Close.pressed(ctx) {
                ctx.memory_mut(|memory| memory.request_focus(self.cancel_id()));
            }
            ctx.data_mut(|data| data.insert_temp(self.left_place(field), true));
        }
    }

    fn code_error(&self, ctx: &Context) -> Option<Note> {
        let error = TotpCode::parse(self.draft.code.text()).err()?;
        self.shows_error(ctx, SignInField::Code)
            .then(|| Note::error(error.to_string()))
    }

    /// Whether a field shows its error: once it was left, or after a sign-in.
    fn shows_error(&self, ctx: &Context, field: SignInField) -> bool {
        let is_tried = self.prompt.tried.is_some_and(|tried| match field {
            SignInField::Password => tried.password(),
            SignInField::Code => tried.code(),
        });
        let place = self.left_place(field);
        is_tried || ctx.data(|data| data.get_temp(place)).unwrap_or_default()
    }

    fn left_place(&self, field: SignInField) -> Id {
        self.id(field).with("left")
    }

    /// Focuses the first empty field of a new form, unless the user types elsewhere: that text must not end up in a password.
    fn focus_when_opened(&self, ctx: &Context) {
        let place = Id::unique("sign-in form seen").with(self.prompt.serial);
        let opened: Option<Now> = ctx.data(|data| data.get_temp(place));
        // The second half of the double click that opened it lands beside the field.
        let is_of_burst = |opened: Now| {
            let is_clicked =
                ctx.input(|input| input.pointer.any_pressed() || input.pointer.any_click());
            is_clicked && click_debounce::is_soon_after(opened, self.view.now)
        };
        if !opened.is_none_or(is_of_burst) || self.view.state.has_dialog() {
            return;
        }
        if opened.is_none() {
            ctx.data_mut(|data| data.insert_temp(place, self.view.now));
        }
        let takes_keyboard = match opened {
            None => prompt_focus::takes_keyboard(ctx),
            Some(_) => !ctx.text_edit_focused(),
        };
        if !takes_keyboard {
            return;
        }
        let missing = self.prompt.missing;
        let first = if missing.password() && (self.draft.password.is_empty() || !missing.code()) {
            SignInField::Password
        } else {
            SignInField::Code
        };
        ctx.memory_mut(|memory| memory.request_focus(self.id(first)));
    }

    fn cancel_id(&self) -> Id {
        Id::unique("cancel the sign-in form").with(self.prompt.serial)
    }

    /// Per form, so that no caret or selection carries over to another text.
    fn id(&self, field: SignInField) -> Id {
        Id::unique("sign-in field").with((self.prompt.serial, field))
    }
}

#[derive(Clone, Copy)]
enum Press {
    /// The solid button.
    SignIn(ProfileId, Purpose, CopyFormat),
    WithoutCode(ProfileId),
    UseCode(ProfileId),
    Cancel(ProfileId),
}

impl Press {
    fn button(self) -> Button<'static> {
        match self {
            Self::SignIn(_, Purpose::CopyHeader, format) => Button::primary(sign_in_label(format)),
            Self::SignIn(_, Purpose::Renew, _) => Button::primary("Sign in"),
            Self::SignIn(_, Purpose::Check, _) => {
                Button::primary(Command::Check.label_for(AccountKind::User))
            }
            Self::WithoutCode(_) => Button::ghost(words::SIGN_IN_WITHOUT_CODE),
            Self::UseCode(_) => Button::ghost(Command::UseCode.label()),
            Self::Cancel(_) => Button::ghost(words::CANCEL),
        }
    }

    fn action(self) -> Action {
        match self {
            Self::SignIn(id, ..) => Action::SignIn(id),
            Self::WithoutCode(id) => Action::SignInWithoutCode(id),
            Self::UseCode(id) => Action::UseCode(id),
            Self::Cancel(id) => Action::ClosePrompt(id),
        }
    }
}

/// The buttons that fit in the row, and those for the next one: all but the solid one, if not all fit.
fn split<'b>(ui: &Ui, buttons: &'b [Press], taken: f32) -> (&'b [Press], &'b [Press]) {
    let widths = buttons
        .iter()
        .map(|press| press.button().width(ui) + space::S);
    // No gap behind the last one.
    let width = widths.sum::<f32>() - space::S;
    let fits = taken + width <= ui.available_width();
    buttons.split_at(if fits { buttons.len() } else { 1 })
}
