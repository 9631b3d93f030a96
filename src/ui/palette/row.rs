//! A result of *Jump to*: what it does, with the matched letters, and details.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, CornerRadius, FontId, Id, Pos2, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use crate::app::job::MissingInput;
use crate::app::palette::{Entry, ProfileCommand};
use crate::app::profiles::Row;
use crate::model::{AccountKind, CopyFormat, Profile, Tag};
use crate::ui::commands::{Command, PaletteLine};
use crate::ui::kit::theme::{Colors, Size, Weight, font, mono, space};
use crate::ui::kit::widgets::{Dot, key_hint, one_line};
use crate::ui::palette::search::SearchResult;
use crate::ui::profiles::row_text::RowText;
use crate::ui::view::View;
use crate::ui::words::{copy_label, enter_new_label};

/// In points.
pub(super) const HEIGHT: f32 = 44.0;
/// Room for the dot.
const INDENT: f32 = 30.0;

const TAG: f32 = 110.0;

pub(super) struct ResultRow {
    /// What taking it does.
    does: &'static str,
    /// The profile it is about.
    name: String,
    /// Whether the matched letters are in `name`, rather than in `does`.
    is_profile: bool,
    below: String,
    end: String,
    hint: Option<String>,
    dot: Option<Dot>,
    tag: Option<(Tag, String)>,
}

impl ResultRow {
    pub(super) fn of(ui: &Ui, view: &View<'_>, entry: Entry) -> Self {
        match entry {
            Entry::Profile(id) => {
                let mut rows = view.state.rows.iter();
                let row = rows.find(|row| row.profile().is_some_and(|row| row.profile.id == id));
                row.map_or_else(Self::nothing, |row| Self::of_profile(view, row))
            }
            Entry::Command(command) => Self::of_command(ui, view, command),
        }
    }

    fn of_profile(view: &View<'_>, row: &Row) -> Self {
        let Some(profile_row) = row.profile() else {
            return Self::nothing();
        };
        let settings = &view.state.settings;
        let command = ProfileCommand::of(profile_row, view.now);
        let row_text = RowText::of(row, view);
        let tag = settings.marks_of(profile_row.profile.id).tag;
        let kind = profile_row.profile.account.kind();
        Self {
            does: profile_command_label(command, kind, settings.copy_format),
            name: row_text.name,
            is_profile: true,
            below: row_text.below,
            end: row_text.end,
            hint: None,
            dot: Some(row_text.dot),
            tag: tag.map(|tag| (tag, settings.tags.name(tag).to_owned())),
        }
    }

    fn of_command(ui: &Ui, view: &View<'_>, command: Command) -> Self {
        let selected = view.state.selected_profile();
        let names_it = command.palette_line() == Some(PaletteLine::LabelOfProfile);
        let name = selected.filter(|_| names_it);
        let hint = command.shortcut().map(|_| command.hint(ui.ctx().os()));
        Self {
            does: command.label_in(view.state),
            name: name.map_or_else(String::new, |row| whose(view, &row.profile)),
            hint,
            ..Self::nothing()
        }
    }

    fn nothing() -> Self {
        Self {
            does: "",
            name: String::new(),
            is_profile: false,
            below: String::new(),
            end: String::new(),
            hint: None,
            dot: None,
            tag: None,
        }
    }

    /// Its accessible name.
    pub(super) fn name(&self) -> String {
        if self.name.is_empty() {
            self.does.to_owned()
        } else {
            format!("{}: {}", self.does, self.name)
        }
    }

    fn spoken(&self) -> String {
        let tag = self.tag.as_ref().map(|(_, name)| name.as_str());
        let pieces = [Some(self.below.as_str()), Some(self.end.as_str()), tag];
        let hint = self.hint.as_deref();
        let pieces = pieces.into_iter().chain([hint]).flatten();
        let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
        pieces.join(", ")
    }

    /// `at` is its position from 1, of so many.
    pub(super) fn show(
        &self,
        ui: &mut Ui,
        found: &SearchResult,
        is_chosen: bool,
        (at, of): (usize, usize),
    ) -> Response {
        let size = egui::vec2(ui.available_width(), HEIGHT);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        // The focus stays in the field, which names the chosen row.
        let response = ui.interact(rect, entry_id(found.entry), Sense::CLICK);
        let name = self.name();
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_selected(is_chosen);
            node.set_description(self.spoken());
            node.set_position_in_set(at);
            node.set_size_of_set(of);
        });
        if ui.is_rect_visible(rect) && self.paint(ui, rect, &response, &found.letters, is_chosen) {
            return response.on_hover_text(name);
        }
        response
    }

    /// Returns whether its name is cut.
    fn paint(
        &self,
        ui: &Ui,
        rect: Rect,
        response: &Response,
        letters: &[usize],
        is_chosen: bool,
    ) -> bool {
        let p = Colors::in_use(ui);
        let fill = match (is_chosen, response.hovered()) {
            (true, _) => p.selected,
            (false, true) => p.hovered(),
            (false, false) => Color32::TRANSPARENT,
        };
        let radius = CornerRadius::same(space::RADIUS_M);
        ui.painter().rect_filled(rect, radius, fill);
        let middle = rect.center().y;
        if let Some(dot) = self.dot {
            dot.paint(ui.painter(), pos2(rect.left() + INDENT / 2.0, middle), p);
        }
        let right = pos2(rect.right() - space::M, middle);
        let end_width = self.paint_end(ui, right, p);
        let end_width = self.paint_tag(ui, right, end_width, p);
        let left = rect.left() + INDENT;
        let width = right.x - end_width - space::S - left;
        let top = if self.below.is_empty() {
            middle - 9.0
        } else {
            rect.top() + 5.0
        };
        let mut job = self.first_line(p, letters);
        job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
        let galley = ui.painter().layout_job(job);
        let is_cut = galley.elided;
        ui.painter().galley(pos2(left, top), galley, p.text);
        let at = pos2(left, rect.top() + 24.0);
        let small = font(Size::Small, Weight::Regular);
        let (_, is_below_cut) = one_line(ui, at, &self.below, small, p.dim, width);
        is_below_cut || is_cut
    }

    fn paint_end(&self, ui: &Ui, right: Pos2, p: &Colors) -> f32 {
        let measured = |content: &str, font: FontId| {
            let content = content.to_owned();
            let galley = ui.painter().layout_no_wrap(content, font, p.dim);
            (galley.size(), galley)
        };
        if let Some(hint) = &self.hint {
            let (size, _) = measured(hint, mono(Size::Small));
            key_hint(ui, right, hint.clone(), p.dim);
            return size.x + 10.0;
        }
        let (size, galley) = measured(&self.end, mono(Size::Note));
        let at = pos2(right.x - size.x, right.y - size.y / 2.0);
        ui.painter().galley(at, galley, p.dim);
        size.x
    }

    /// The tag's square and name; returns the width of both.
    fn paint_tag(&self, ui: &Ui, right: Pos2, taken: f32, p: &Colors) -> f32 {
        let Some((tag, name)) = &self.tag else {
            return taken;
        };
        let mut job =
            LayoutJob::simple_singleline(name.clone(), font(Size::Small, Weight::Regular), p.dim);
        job.wrap = TextWrapping::truncate_at_width(TAG);
        let galley = ui.painter().layout_job(job);
        let gap = if taken > 0.0 { space::M } else { 0.0 };
        let (width, height) = (galley.size().x, galley.size().y);
        let left = right.x - taken - gap - width;
        let at = pos2(left, right.y - height / 2.0);
        ui.painter().galley(at, galley, p.dim);
        let dot = pos2(left - space::S, right.y);
        ui.painter().circle_filled(dot, 4.0, p.tag(*tag));
        taken + gap + width + space::S + 4.0
    }

    /// "Get token: **Prod**uction EU".
    fn first_line(&self, p: &Colors, letters: &[usize]) -> LayoutJob {
        let plain = |weight, color| TextFormat::simple(font(Size::Body, weight), color);
        let typed = TextFormat::simple(font(Size::Body, Weight::Bold), p.accent);
        let mut job = LayoutJob::default();
        let emphasised = |job: &mut LayoutJob, content: &str, weight| {
            for (at, letter) in content.char_indices() {
                let format = if letters.contains(&at) {
                    typed.clone()
                } else {
                    plain(weight, p.text)
                };
                job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format);
            }
        };
        if self.is_profile {
            job.append(self.does, 0.0, plain(Weight::Regular, p.dim));
            job.append(": ", 0.0, plain(Weight::Regular, p.dim));
            emphasised(&mut job, &self.name, Weight::SemiBold);
        } else {
            emphasised(&mut job, self.does, Weight::Medium);
            if !self.name.is_empty() {
                let whose = format!(": {}", self.name);
                job.append(&whose, 0.0, plain(Weight::Regular, p.dim));
            }
        }
        job
    }
}

fn whose(view: &View<'_>, profile: &Profile) -> String {
    let name = &profile.name;
    let by = view.state.disambiguation(profile);
    by.map_or_else(|| name.to_string(), |by| format!("{name} ({by})"))
}

/// Bound to the entry, not the position: a press that began on another entry takes nothing.
pub(super) fn entry_id(entry: Entry) -> Id {
    Id::unique("row of the palette").with(entry)
}

fn profile_command_label(
    taking: ProfileCommand,
    kind: AccountKind,
    format: CopyFormat,
) -> &'static str {
    match taking {
        ProfileCommand::GetToken => "Get token",
        ProfileCommand::Copy => copy_label(format),
        ProfileCommand::Type(MissingInput::Password) => "Enter password",
        ProfileCommand::Type(MissingInput::Code) => "Enter code",
        ProfileCommand::Type(MissingInput::PasswordAndCode) => "Enter password and code",
        ProfileCommand::UseCode => Command::UseCode.label(),
        ProfileCommand::EnterNewSecret => enter_new_label(kind),
        ProfileCommand::Show => "Show",
    }
}
