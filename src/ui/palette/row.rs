//! A result of *Jump to*: a profile with what Enter does, or a command with its shortcut.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, CornerRadius, Id, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use crate::app::palette::{Entry, ProfileCommand};
use crate::app::profiles::Row;
use crate::app::search::SearchWords;
use crate::model::{Profile, ProfileId, Tag};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::{one_line, paint_tag_chip, tag_chip_width, text_width};
use crate::ui::palette::labels::{profile_command_label, without_name};
use crate::ui::palette::search::SearchResult;
use crate::ui::profiles::row_text::RowText;
use crate::ui::view::View;

/// In points.
pub(super) const HEIGHT: f32 = 40.0;
/// At least this much of a long name is shown.
const NARROWEST_NAME: f32 = 120.0;
const WIDEST_CONSOLE: f32 = 190.0;
const ENTER: &str = "↵";

#[derive(Default)]
pub(super) struct ResultRow {
    /// A profile's name, or what a command does.
    title: String,
    weight: Option<Weight>,
    /// Where the profile is, and what tells it apart.
    console: String,
    tag: Option<(Tag, String)>,
    /// What Enter does with a profile.
    action: &'static str,
    shortcut: String,
    /// For screen readers, after the name.
    spoken: Vec<String>,
}

impl ResultRow {
    /// `is_second_level`: the profile is named above its commands.
    pub(super) fn of(
        ui: &Ui,
        view: &View<'_>,
        found: &SearchResult,
        is_second_level: bool,
    ) -> Self {
        let row_of = |id: ProfileId| {
            let is_it = |row: &&Row| row.profile().is_some_and(|row| row.profile.id == id);
            view.state.rows.iter().find(is_it)
        };
        let shortcut = |command: Command| command.hint(ui.ctx().os());
        match found.entry {
            Entry::Profile(id) => row_of(id).map_or_else(Self::default, |row| {
                Self::of_profile(view, row, found.is_by_details, is_second_level)
            }),
            Entry::CommandOf(id, command) => {
                let Some(row) = row_of(id).and_then(Row::profile) else {
                    return Self::default();
                };
                let profile = &row.profile;
                let format = view.state.settings.copy_format();
                let phrase = command.palette_phrase(profile.account.kind(), format);
                let phrase = phrase.unwrap_or_default();
                let title = if is_second_level {
                    without_name(phrase)
                } else {
                    phrase.replace("{}", &whose(view, profile))
                };
                Self::of_command(title, shortcut(command))
            }
            Entry::Command(command) => {
                Self::of_command(command.label().to_owned(), shortcut(command))
            }
        }
    }

    fn of_profile(view: &View<'_>, row: &Row, is_by_details: bool, is_second_level: bool) -> Self {
        let Some(profile_row) = row.profile() else {
            return Self::default();
        };
        let (state, profile) = (view.state, &profile_row.profile);
        let command = ProfileCommand::of(profile_row, view.state, view.now);
        let kind = profile.account.kind();
        let action = profile_command_label(command, kind, state.settings.copy_format());
        if is_second_level {
            return Self::of_command(action.to_owned(), ENTER.to_owned());
        }
        let tag = state.settings.marks_of(profile.id).tag;
        let tag = tag.map(|tag| (tag, state.settings.tags.name(tag).to_owned()));
        let (short, login) = (profile.console.short(), profile.account.display_login());
        let row_text = RowText::of(row, view);
        let spoken = [row_text.below, row_text.end.text().to_owned()];
        let spoken = spoken
            .into_iter()
            .chain(tag.iter().map(|(_, name)| name.clone()));
        let console = match state.disambiguation(profile) {
            Some(by) => by,
            None if is_by_details && login != row_text.name => format!("{short} · {login}"),
            None => short,
        };
        Self {
            title: row_text.name,
            weight: Some(Weight::SemiBold),
            console,
            action,
            spoken: spoken.collect(),
            tag,
            ..Self::default()
        }
    }

    fn of_command(title: String, shortcut: String) -> Self {
        Self {
            title,
            shortcut,
            ..Self::default()
        }
    }

    /// Its accessible name.
    pub(super) fn name(&self) -> String {
        match self.action {
            "" => self.title.clone(),
            action => format!("{}: {action}", self.title),
        }
    }

    fn spoken(&self) -> String {
        let pieces = self.spoken.iter().map(String::as_str);
        let pieces = pieces.chain([self.shortcut.as_str()]);
        let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
        pieces.join(", ")
    }

    /// Byte offsets of the letters in its title that match.
    pub(super) fn letters(&self, words: &SearchWords<'_>) -> Vec<usize> {
        words.in_label(&self.title).1
    }

    /// `letters` are those of the title that match; `at` is its position from 1, of so many.
    pub(super) fn show(
        &self,
        ui: &Ui,
        rect: Rect,
        (entry, letters): (Entry, &[usize]),
        is_chosen: bool,
        (at, of): (usize, usize),
    ) -> Response {
        // The focus stays in the field, which names the chosen row.
        let response = ui.interact(rect, entry_id(entry), Sense::CLICK);
        let name = self.name();
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_selected(is_chosen);
            node.set_description(self.spoken());
            node.set_position_in_set(at);
            node.set_size_of_set(of);
        });
        if ui.is_rect_visible(rect) && self.paint(ui, rect, letters, is_chosen) {
            return response.on_hover_text(name);
        }
        response
    }

    /// Returns whether something is cut.
    fn paint(&self, ui: &Ui, rect: Rect, letters: &[usize], is_chosen: bool) -> bool {
        let p = Colors::in_use(ui);
        if is_chosen {
            let radius = CornerRadius::same(space::RADIUS_M);
            ui.painter().rect_filled(rect, radius, p.selected);
        }
        let middle = rect.center().y;
        let (left, right) = (rect.left() + space::M, rect.right() - space::M);
        let right = right - self.paint_end(ui, right, middle, p) - space::M;
        let tag = self.tag.as_ref();
        let tag_width = tag.map_or(0.0, |(_, name)| space::M + tag_chip_width(ui, name));
        let mut job = self.title_job(p, letters);
        let wanted = ui.painter().layout_job(job.clone()).size().x;
        let room = right - left - tag_width;
        let console_width = match self.console.as_str() {
            "" => 0.0,
            console => {
                let small = text_width(ui, console, Size::Small, Weight::Regular);
                let most = (room - wanted.min(NARROWEST_NAME)).min(WIDEST_CONSOLE);
                (small + space::M).min(most.max(0.0))
            }
        };
        job.wrap = TextWrapping::truncate_at_width((room - console_width).max(0.0));
        let galley = ui.painter().layout_job(job);
        let (size, mut is_cut) = (galley.size(), galley.elided);
        let at = pos2(left, middle - size.y / 2.0);
        ui.painter().galley(at, galley, p.text);
        let mut next = left + size.x;
        if console_width > space::M {
            let small = font(Size::Small, Weight::Regular);
            let height = ui.fonts_mut(|fonts| fonts.row_height(&small));
            // On the baseline of the name.
            let at = pos2(next + space::M, middle - height / 2.0 + 0.5);
            let width = console_width - space::M + 1.0;
            let (width, is_console_cut) = one_line(ui, at, &self.console, small, p.dim, width);
            is_cut |= is_console_cut;
            next += space::M + width;
        }
        if let Some((tag, name)) = tag {
            is_cut |= paint_tag_chip(ui, pos2(next + space::M, middle), *tag, name);
        }
        is_cut
    }

    /// "Get token ↵", or a shortcut; returns the width.
    fn paint_end(&self, ui: &Ui, right: f32, middle: f32, p: &Colors) -> f32 {
        let text = match self.action {
            "" => self.shortcut.clone(),
            action => format!("{action} {ENTER}"),
        };
        let small = font(Size::Small, Weight::Regular);
        let galley = ui.painter().layout_no_wrap(text, small, p.dim);
        let size = galley.size();
        let at = pos2(right - size.x, middle - size.y / 2.0);
        ui.painter().galley(at, galley, p.dim);
        size.x
    }

    /// "**Prod**uction EU".
    fn title_job(&self, p: &Colors, letters: &[usize]) -> LayoutJob {
        let weight = self.weight.unwrap_or(Weight::Medium);
        let format = |weight, color: Color32| TextFormat::simple(font(Size::Body, weight), color);
        let mut job = LayoutJob::default();
        // In runs, so that letters that join are drawn joined.
        let mut from = 0;
        for (at, _) in self.title.char_indices().chain([(self.title.len(), ' ')]) {
            let is_typed = letters.contains(&from);
            if at > from && (at == self.title.len() || letters.contains(&at) != is_typed) {
                let format = if is_typed {
                    format(Weight::Bold, p.accent)
                } else {
                    format(weight, p.text)
                };
                job.append(&self.title[from..at], 0.0, format);
                from = at;
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
