//! The path of a request: the field with its examples, its errors, and the resulting address.

use egui::text::LayoutJob;
use egui::{Align, Context, Id, Label, Layout, RectAlign, Response, Ui, vec2};

use crate::app::request::{RequestAction, RequestWay};
use crate::model::request_examples::{EXAMPLES, ORGANIZATION};
use crate::model::{BasicPath, RequestFormat, ResourcePath};
use crate::ui::kit::theme::{Colors, Size, Weight, mono, space, text};
use crate::ui::kit::widgets::{Button, Field, Icon, MenuItem, Note, add_unless, menu, to_the_end};
use crate::ui::request::is_narrow;
use crate::ui::request::tab::{GET_TOKEN_FIRST, RequestField, RequestForm};
use crate::ui::secret_field::in_width;
use crate::ui::words;

const EXAMPLES_WIDTH: f32 = 100.0;
const MENU_WIDTH: f32 = 530.0;
/// The prefix is shown if this much room stays for the path.
const LEAST_PATH: f32 = 200.0;
/// Passes after a choice from the menu in which the focus is requested.
const PASSES: u8 = 2;
/// Width of "GET".
const METHOD: f32 = 32.0;

const COPY_AS: &str = "Copy request as";
const COPY_AS_MENU_WIDTH: f32 = 400.0;

fn mono_width(ui: &Ui, content: &str) -> f32 {
    let color = Colors::in_use(ui).dim;
    let galley = ui
        .painter()
        .layout_no_wrap(content.to_owned(), mono(Size::Body), color);
    galley.size().x
}

impl RequestForm<'_, '_, '_> {
    /// "GET", the path and the button.
    pub(crate) fn path(&mut self, ui: &mut Ui) {
        let p = Colors::in_use(ui);
        self.focus_next(ui.ctx());
        let button = self.button();
        let button_width = button.width(ui);
        let row = ui.available_width();
        if is_narrow(ui) {
            self.path_field(ui, row, "");
            ui.add_space(space::S);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let width = row - button_width - space::M;
                in_width(ui, width, |ui| self.address(ui));
                self.press(ui, button);
            });
            return;
        }
        let mut has_prefix = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let middle = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(METHOD, space::CONTROL), middle, |ui| {
                ui.set_min_size(vec2(METHOD, space::CONTROL));
                let get = text("GET", Size::Body, Weight::Regular, p.dim);
                ui.add(Label::new(get.font(mono(Size::Body))));
            });
            let width = ui.available_width() - button_width - space::S;
            let console = self.row.profile.console.as_str();
            let taken = mono_width(ui, console) + EXAMPLES_WIDTH;
            has_prefix = width - taken >= LEAST_PATH;
            let prefix = if has_prefix { console } else { "" };
            self.path_field(ui, width, prefix);
            self.press(ui, button);
        });
        if !has_prefix {
            ui.add_space(space::XS + 1.0);
            self.address(ui);
        }
    }

    fn path_field(&mut self, ui: &mut Ui, width: f32, prefix: &str) {
        let response = in_width(ui, width, |ui| self.path_with_examples(ui, prefix));
        self.note_enter(ui.ctx(), &response);
        if response.changed() {
            self.cut_own_address(ui.ctx());
        }
    }

    fn path_with_examples(&mut self, ui: &mut Ui, prefix: &str) -> Response {
        let error = self.path_error();
        let cut = self.is_cut(ui.ctx());
        let field = Field::new(self.id(RequestField::Path), "Path")
            .without_label()
            .mono()
            .placeholder("/api/v1/…")
            .prefix(prefix)
            .room_at_end(EXAMPLES_WIDTH)
            .note(error)
            .note(cut.then(|| Note::plain("Console address removed; only the path is needed.")));
        let (mut chosen, mut again) = (None, None);
        let response = field.show(ui, &mut self.draft.path, |ui| {
            let button = ui.add(Button::quiet("Examples").trailing(Icon::Down));
            menu(&button, MENU_WIDTH, RectAlign::BOTTOM_END, |ui| {
                for recent in &self.row.request.recent {
                    if MenuItem::new(recent.as_str()).more("Recent").chosen(ui) {
                        again = Some(recent.to_string());
                    }
                }
                for example in EXAMPLES {
                    if MenuItem::new(example.name).more(example.path).chosen(ui) {
                        chosen = Some(example);
                    }
                }
            });
        });
        if let Some(again) = again {
            self.draft.path = again;
            ui.data_mut(|data| data.insert_temp(self.cut_place(), false));
        }
        if let Some(example) = chosen {
            example.path.clone_into(&mut self.draft.path);
            ui.data_mut(|data| data.insert_temp(self.cut_place(), false));
            let next = if example.wants_organization() {
                RequestField::Organization
            } else {
                RequestField::Path
            };
            ui.data_mut(|data| data.insert_temp(self.next_focus_place(), (next, PASSES)));
        }
        response
    }

    /// After choosing an example, focuses the field to fill in next. A closing menu keeps the focus for a pass or two.
    fn focus_next(&self, ctx: &Context) {
        let place = self.next_focus_place();
        let Some((next, passes)) = ctx.data(|data| data.get_temp::<(RequestField, u8)>(place))
        else {
            return;
        };
        ctx.memory_mut(|memory| memory.request_focus(self.id(next)));
        ctx.data_mut(|data| {
            if passes > 0 {
                data.insert_temp(place, (next, passes - 1));
            } else {
                data.remove::<(RequestField, u8)>(place);
            }
        });
        ctx.request_repaint();
    }

    fn next_focus_place(&self) -> Id {
        self.id("next focus")
    }

    /// A pasted address of this console is reduced to its path; any other is an error.
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
        self.id(RequestField::Path).with("cut")
    }

    /// The address, where the field has no room for the console: always the profile's own.
    fn address(&self, ui: &mut Ui) {
        let console = self.row.profile.console.as_str();
        let shown = match ResourcePath::parse(&self.filled_path()) {
            Ok(_) if self.wants_organization() && !self.has_organization() => {
                format!("GET {console}{}", self.draft.path.trim())
            }
            Ok(path) => format!("GET {console}{path}"),
            Err(_) => format!("GET {console}…"),
        };
        let (width, dim) = (ui.available_width(), Colors::in_use(ui).dim);
        let mut job = LayoutJob::simple(shown, mono(Size::Small), dim, width);
        job.wrap.break_anywhere = true;
        ui.add(Label::new(job).wrap());
    }

    pub(crate) fn copy_as(&mut self, ui: &mut Ui) {
        let why = match (self.can_send(), self.path_error().is_some()) {
            (false, _) => Some(GET_TOKEN_FIRST),
            (true, true) => Some("Fix the highlighted fields first"),
            (true, false) => None,
        };
        let mut button = Button::link(COPY_AS).trailing(Icon::Down);
        if button.width(ui) > ui.available_width() {
            button = Button::small_icon(COPY_AS, Icon::Copy);
        }
        to_the_end(ui, &[&button]);
        let button = add_unless(ui, why, button);
        let has_token = self.way_in_use() == RequestWay::Token;
        menu(&button, COPY_AS_MENU_WIDTH, RectAlign::BOTTOM_END, |ui| {
            for format in RequestFormat::ALL {
                let (name, more) = words::request_format(format);
                let is_offered = has_token || format.prompts_for_password();
                if is_offered && MenuItem::new(name).more(more).chosen(ui) {
                    self.ask(RequestAction::CopyAs(format));
                }
            }
        });
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

    /// The path to send; a placeholder stands for an organization that isn't typed yet, since that is no error of the path.
    fn filled_path(&self) -> String {
        if self.wants_organization() && !self.has_organization() {
            self.draft.path.replace(ORGANIZATION, "0")
        } else {
            self.draft.filled_path()
        }
    }

    pub(crate) fn wants_organization(&self) -> bool {
        self.draft.path.contains(ORGANIZATION)
    }

    pub(crate) fn has_organization(&self) -> bool {
        !self.draft.organization.trim().is_empty()
    }
}
