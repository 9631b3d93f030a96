//! The tab *Try a request*: a path of the API on the profile's own console, and what came back. One click is one GET.

use egui::{Align, Context, Id, Key, Label, Layout, RectAlign, Response, Ui, vec2};

use super::theme::{Palette, Size, Tone, Weight, mono, space, text};
use super::widgets::{
    Button, Field, Icon, MenuItem, Note, Strip, caption, menu, paragraph, segments, spinner,
    to_the_end,
};
use super::{View, answer, tab_words, token_card, words};
use crate::app::action::{Masked, RequestWish};
use crate::app::request::{RequestDraft, RequestPhase, RequestWay};
use crate::app::row::ProfileRow;
use crate::app::{Action, Drafts};
use crate::model::examples::{EXAMPLES, ORGANIZATION};
use crate::model::{BasicPath, ClipText, Phase, ResourcePath};

/// The widest that the choice of the way and the smaller fields become.
const FIELD_WIDTH: f32 = 340.0;
/// The width of *Examples* in the field.
const EXAMPLES_WIDTH: f32 = 94.0;
/// The width of *Show* with its margins.
const SHOW_WIDTH: f32 = 62.0;
/// The width of the menu of examples, whose paths are long.
const MENU_WIDTH: f32 = 530.0;
/// The width of "GET" before the field.
const METHOD: f32 = 32.0;

/// Draws the content of the tab. The answer takes `room` where there is some.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    room: f32,
) {
    let bottom = ui.cursor().top() + room;
    let draft = drafts
        .requests
        .entry(row.profile.id)
        .or_insert_with(|| RequestDraft {
            path: EXAMPLES[0].path.to_owned(),
            ..RequestDraft::default()
        });
    let mut form = Form {
        view,
        draft,
        row,
        is_entered: false,
    };
    form.way(ui);
    form.path(ui);
    form.more_fields(ui);
    form.send_by_enter();
    form.progress(ui);
    let RequestPhase::Answered(found) = &row.request.phase else {
        return;
    };
    ui.add_space(space::M);
    if let Some(copied) = answer::show(ui, view, &mut draft.search, row, found, bottom) {
        drafts.selection = Some(ClipText::new(copied));
        view.ask(Action::CopySelection);
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, Hash)]
enum TypedField {
    Path,
    Organization,
    Password,
}

/// What is to be sent, and how.
struct Form<'f, 'v, 's> {
    view: &'f mut View<'v>,
    draft: &'f mut RequestDraft,
    row: &'s ProfileRow,
    /// Whether Enter was pressed in a field.
    is_entered: bool,
}

impl Form<'_, '_, '_> {
    /// The choice between the token and the deprecated way, for user accounts.
    fn way(&mut self, ui: &mut Ui) {
        if !token_card::is_user(self.row) {
            return;
        }
        let chosen = self.row.request.way;
        let ways = [
            (RequestWay::Token, tab_words::TOKEN),
            (RequestWay::Basic, tab_words::BASIC),
        ];
        let width = ui.available_width().min(FIELD_WIDTH);
        let other = in_width(ui, width, |ui| {
            let id = self.id("way");
            segments(ui, id, tab_words::SENT_WITH, &ways, chosen)
        });
        if let Some(other) = other {
            self.ask(RequestWish::ChooseWay(other));
        }
        if self.way_in_use() == RequestWay::Basic {
            ui.add_space(space::XS + 1.0);
            caption(ui, tab_words::BASIC_LIMITS, Palette::in_use(ui).warn);
        }
        ui.add_space(space::M);
    }

    /// "GET", the path, and the button; below, where that goes.
    fn path(&mut self, ui: &mut Ui) {
        let p = Palette::in_use(ui);
        let button = self.button();
        let button_width = button.width(ui);
        let error = self.path_error();
        let is_wrong = error.is_some();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let middle = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(METHOD, space::CONTROL), middle, |ui| {
                ui.set_min_size(vec2(METHOD, space::CONTROL));
                let get = text("GET", Size::Body, Weight::Regular, p.dim);
                ui.add(Label::new(get.font(mono(Size::Body))));
            });
            let width = ui.available_width() - button_width - space::S;
            let response = in_width(ui, width, |ui| self.path_field(ui, error));
            self.heard(ui.ctx(), &response);
            if response.changed() {
                self.cut_own_address(ui.ctx());
            }
            self.press(ui, button);
        });
        ui.add_space(space::XS + 1.0);
        self.address(ui, is_wrong);
    }

    fn path_field(&mut self, ui: &mut Ui, error: Option<Note>) -> Response {
        let cut = self.is_cut(ui.ctx());
        let field = Field::new(self.id(TypedField::Path), tab_words::PATH)
            .without_label()
            .mono()
            .placeholder("/api/v1/…")
            .room_at_end(EXAMPLES_WIDTH)
            .note(error)
            .note(cut.then(|| Note::plain(tab_words::ADDRESS_CUT)));
        let mut chosen = None;
        let response = field.show(ui, &mut self.draft.path, |ui| {
            let button = ui.add(Button::quiet(tab_words::EXAMPLES).trailing(Icon::Down));
            menu(&button, MENU_WIDTH, RectAlign::BOTTOM_END, |ui| {
                for example in EXAMPLES {
                    if MenuItem::new(example.name).more(example.path).chosen(ui) {
                        chosen = Some(example);
                    }
                }
            });
        });
        if let Some(example) = chosen {
            example.path.clone_into(&mut self.draft.path);
            ui.data_mut(|data| data.insert_temp(self.cut_place(), false));
            let next = if example.wants_organization() {
                TypedField::Organization
            } else {
                TypedField::Path
            };
            ui.memory_mut(|memory| memory.request_focus(self.id(next)));
        }
        response
    }

    /// A pasted address of this console is as good as its path; any other is the field's to refuse.
    fn cut_own_address(&mut self, ctx: &Context) {
        let path = self.row.profile.console.path_of(&self.draft.path);
        let cut = path.map(ToOwned::to_owned);
        ctx.data_mut(|data| data.insert_temp(self.cut_place(), cut.is_some()));
        if let Some(path) = cut {
            self.draft.path = path;
        }
    }

    fn is_cut(&self, ctx: &Context) -> bool {
        ctx.data(|data| data.get_temp(self.cut_place()))
            .unwrap_or_default()
    }

    fn cut_place(&self) -> Id {
        self.id(TypedField::Path).with("cut")
    }

    /// Where it goes: always to the profile's own console.
    fn address(&mut self, ui: &mut Ui, is_wrong: bool) {
        let p = Palette::in_use(ui);
        let console = self.row.profile.console.as_str();
        let shown = match ResourcePath::parse(&self.filled_path()) {
            Ok(_) if self.wants_organization() && !self.has_organization() => {
                format!("GET {console}{}", self.draft.path.trim())
            }
            Ok(path) => format!("GET {console}{path}"),
            Err(_) => format!("GET {console}…"),
        };
        let curl = Button::link(tab_words::COPY_CURL);
        let width = ui.available_width() - curl.width(ui) - space::L;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            in_width(ui, width, |ui| {
                let shown = text(shown, Size::Small, Weight::Regular, p.dim);
                ui.add(Label::new(shown.font(mono(Size::Small))).wrap());
            });
            to_the_end(ui, &[&curl]);
            let can_copy = self.can_send() && !is_wrong;
            let curl = ui.add_enabled(can_copy, curl);
            if curl.clicked() {
                self.ask(RequestWish::CopyCurl);
            }
        });
    }

    /// The ID of the organization and the password, where they are wanted.
    fn more_fields(&mut self, ui: &mut Ui) {
        let width = ui.available_width().min(FIELD_WIDTH);
        let says = self.row.request.shows_errors;
        if self.wants_organization() {
            ui.add_space(space::S);
            let error =
                (says && !self.has_organization()).then(|| Note::error(tab_words::NO_ORGANIZATION));
            let id = self.id(TypedField::Organization);
            let field = Field::new(id, tab_words::ORGANIZATION).mono().note(error);
            let response = in_width(ui, width, |ui| {
                field.show(ui, &mut self.draft.organization, |_| {})
            });
            self.heard(ui.ctx(), &response);
        }
        if self.wants_password() {
            ui.add_space(space::S);
            self.password(ui, width);
        }
    }

    fn password(&mut self, ui: &mut Ui, width: f32) {
        let what = Masked::RequestPassword(self.row.profile.id);
        let is_shown = self.view.state.is_shown(what);
        let is_typed = !self.draft.password.is_empty();
        let is_missing = self.row.request.shows_errors && !is_typed;
        let field = Field::new(self.id(TypedField::Password), words::PASSWORD)
            .secret(is_shown)
            .room_at_end(SHOW_WIDTH)
            .note(is_missing.then(|| Note::error(tab_words::NO_PASSWORD)));
        let mut pressed = false;
        let response = in_width(ui, width, |ui| {
            field.show(ui, self.draft.password.text_mut(), |ui| {
                let name = if is_shown { words::HIDE } else { words::SHOW };
                if is_typed {
                    pressed = ui.add(Button::quiet(name)).clicked();
                }
            })
        });
        self.heard(ui.ctx(), &response);
        let action = if is_shown {
            Action::Hide
        } else {
            Action::Show(what)
        };
        self.view.ask_if(pressed, action);
    }

    fn button(&self) -> Button<'static> {
        Button::secondary(if self.is_sending() {
            tab_words::CANCEL_REQUEST
        } else {
            tab_words::SEND
        })
    }

    fn press(&mut self, ui: &mut Ui, button: Button<'_>) {
        if self.is_sending() {
            if ui.add(button).clicked() {
                self.ask(RequestWish::Cancel);
            }
            return;
        }
        let pressed = ui
            .add_enabled(self.can_send(), button)
            .on_disabled_hover_text(tab_words::GET_TOKEN_FIRST)
            .clicked();
        if pressed {
            self.ask(RequestWish::Send);
        }
    }

    fn send_by_enter(&mut self) {
        if self.is_entered && self.can_send() && !self.is_sending() {
            self.ask(RequestWish::Send);
        }
    }

    /// What it waits for, or why it came to nothing.
    fn progress(&self, ui: &mut Ui) {
        match &self.row.request.phase {
            RequestPhase::Sending { started, stage, .. } => {
                let host = self.row.profile.console.host();
                let waited = self.view.now.since(*started);
                ui.add_space(space::M);
                ui.horizontal(|ui| {
                    spinner(ui, 18.0);
                    paragraph(ui, &tab_words::sending(&host, *stage, waited));
                });
            }
            RequestPhase::Failed(failure) => {
                let told = failure.words();
                let more = format!("{} {}", told.explanation, told.next);
                ui.add_space(space::M);
                Strip::inside(Tone::Bad).message(ui, None, &told.headline, &more);
            }
            RequestPhase::Idle | RequestPhase::Answered(_) if self.can_send() => {}
            RequestPhase::Idle | RequestPhase::Answered(_) => {
                ui.add_space(space::S);
                let told = format!("{}.", tab_words::GET_TOKEN_FIRST);
                caption(ui, &told, Palette::in_use(ui).dim);
            }
        }
    }

    fn path_error(&self) -> Option<Note> {
        if self.draft.path.trim().is_empty() && !self.row.request.shows_errors {
            return None;
        }
        let path = self.filled_path();
        let error = match self.way_in_use() {
            RequestWay::Token => ResourcePath::parse(&path).err()?.to_string(),
            RequestWay::Basic => BasicPath::parse(&path).err()?.to_string(),
        };
        Some(Note::error(error))
    }

    /// The path as it will be; while the organization is not typed yet, with something in its place that is no fault of the path.
    fn filled_path(&self) -> String {
        if self.wants_organization() && !self.has_organization() {
            self.draft.path.replace(ORGANIZATION, "0")
        } else {
            self.draft.filled_path()
        }
    }

    fn wants_organization(&self) -> bool {
        self.draft.path.contains(ORGANIZATION)
    }

    fn has_organization(&self) -> bool {
        !self.draft.organization.trim().is_empty()
    }

    fn wants_password(&self) -> bool {
        self.way_in_use() == RequestWay::Basic && !self.row.profile.account.keeps_secret()
    }

    /// API clients have one way.
    fn way_in_use(&self) -> RequestWay {
        if token_card::is_user(self.row) {
            self.row.request.way
        } else {
            RequestWay::Token
        }
    }

    fn can_send(&self) -> bool {
        let is_live = |row: &ProfileRow| {
            let grant = row.grant.as_ref();
            grant.is_some_and(|grant| grant.expiry.phase(self.view.now) != Phase::Expired)
        };
        self.way_in_use() == RequestWay::Basic || is_live(self.row)
    }

    fn is_sending(&self) -> bool {
        self.row.request.job().is_some()
    }

    /// Notes whether a field was left by Enter; the keyboard stays in it.
    fn heard(&mut self, ctx: &Context, response: &Response) {
        if response.lost_focus() && ctx.input(|input| input.key_pressed(Key::Enter)) {
            self.is_entered = true;
            response.request_focus();
        }
    }

    fn ask(&mut self, wish: RequestWish) {
        self.view.ask(Action::Request(self.row.profile.id, wish));
    }

    /// The id of a part of the form: its own for each profile, so that no caret and no selection goes from one text to another.
    fn id(&self, part: impl std::hash::Hash + std::fmt::Debug) -> Id {
        Id::unique("request").with((self.row.profile.id, part))
    }
}

/// Draws into a column of this width.
fn in_width<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let layout = Layout::top_down(Align::LEFT);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}
