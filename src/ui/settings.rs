//! The dialog *Settings*. Changes apply at once.

use egui::{Align, Id, Label, Layout, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::settings::SettingsAction;
use crate::app::{Action, Drafts};
use crate::model::{ClipboardDelay, CopyFormat, Density, IdleLimit, Motion, Tag, ThemeChoice};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Weight, space, text};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Field, Note, caption, check_box, check_box_spoken,
    focus_control_on_open, paint_tag, segment_id, subtitle, switch, to_the_end,
};
use crate::ui::view::View;
use crate::ui::words;
use crate::ui::words::copy_format;

const THEMES: [(ThemeChoice, &str); 3] = [
    (ThemeChoice::System, "System"),
    (ThemeChoice::Light, "Light"),
    (ThemeChoice::Dark, "Dark"),
];
const MOTIONS: [(Motion, &str); 2] = [(Motion::System, "System"), (Motion::Off, "Off")];
const DENSITIES: [(Density, &str); 2] = [
    (Density::Comfortable, "Comfortable"),
    (Density::Compact, "Compact"),
];
const DELAYS: [(ClipboardDelay, &str); 5] = [
    (ClipboardDelay::Secs15, "15 s"),
    (ClipboardDelay::Secs30, "30 s"),
    (ClipboardDelay::Secs60, "60 s"),
    (ClipboardDelay::Secs120, "120 s"),
    (ClipboardDelay::Never, "Never"),
];
const IDLE_LIMITS: [(IdleLimit, &str); 4] = [
    (IdleLimit::Mins5, "5 min"),
    (IdleLimit::Mins15, "15 min"),
    (IdleLimit::Mins60, "60 min"),
    (IdleLimit::Never, "Never"),
];
const ASK_BEFORE_COPY: &str = "Confirm before copying";

const NAME_POSTMAN_FIELDS: &str = "After a copy, show where to paste it in Postman";

const THEME: &str = "Theme";

const DIALOG: &str = "settings";
const WIDTH: f32 = 580.0;
/// Width of the labels.
const LABELS: f32 = 172.0;
/// Width of a tag's square with its gap.
const DOT: f32 = 22.0;
/// Width of a tag's name field.
const TAG_NAME: f32 = 276.0;

pub(super) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    // Read before the button is drawn: Enter, with any modifier, presses the focused one.
    let by_key = Command::Primary.pressed(ui.ctx());
    let dialog = DialogFrame {
        id: DIALOG,
        title: Command::Settings.label(),
        width: WIDTH,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, view| {
            let p = Colors::in_use(ui);
            if view.state.sandbox.is_some() {
                let message = "In the sandbox, changes last until you close it.";
                caption(ui, message, p.warn);
                ui.add_space(space::M);
            }
            appearance(ui, view);
            // After it is drawn: a control that isn't there can't be focused.
            focus_control_on_open(ui.ctx(), DIALOG, first_control(view));
            clipboard(ui, view);
            privacy(ui, view);
            closing(ui, view);
            tags(ui, view, drafts);
        },
        |ui, view| {
            let close = Button::leave(words::CLOSE);
            to_the_end(ui, &[&close]);
            let close = ui.add(close);
            view.ask_if(close.clicked() || by_key, Action::CloseDialog);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

fn first_control(view: &View<'_>) -> Id {
    let theme = view.state.settings.theme;
    let at = THEMES.iter().position(|(value, _)| *value == theme);
    segment_id(choice_id(THEME), at.unwrap_or_default())
}

fn choice_id(label: &str) -> Id {
    Id::unique(DIALOG).with(label)
}

fn appearance(ui: &mut Ui, view: &mut View<'_>) {
    let settings = &view.state.settings;
    section(ui, "Appearance", true);
    let theme = choice(ui, THEME, &THEMES, settings.theme, "");
    let motion = choice(ui, "Animations", &MOTIONS, settings.motion, "");
    let density = choice(ui, "List", &DENSITIES, view.state.density(), "");
    ask(view, theme.map(SettingsAction::Theme));
    ask(view, motion.map(SettingsAction::Motion));
    ask(view, density.map(SettingsAction::Density));
}

fn clipboard(ui: &mut Ui, view: &mut View<'_>) {
    let settings = &view.state.settings;
    section(ui, "Clipboard", false);
    let delay = settings.clipboard_delay;
    let delay = choice(
        ui,
        "Clear clipboard after",
        &DELAYS,
        delay,
        delay_note(delay),
    );
    let names_fields = settings.names_postman_fields;
    let format = settings.copy_format();
    let (_, more) = copy_format(format);
    let format = choice(ui, "Copy as", &copy_formats(), format, more);
    ask(view, delay.map(SettingsAction::ClipboardDelay));
    ask(view, format.map(SettingsAction::CopyFormat));
    let pressed = check_box(ui, NAME_POSTMAN_FIELDS, names_fields).clicked();
    let names_fields = pressed.then_some(!names_fields);
    ask(view, names_fields.map(SettingsAction::NamePostmanFields));
}

fn privacy(ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "Privacy", false);
    let limit = view.state.settings.idle_limit;
    let note = "Clears tokens, typed text, responses, and activity, as a locked screen does. Profiles stay.";
    let limit = choice(ui, "Clear session when idle", &IDLE_LIMITS, limit, note);
    ask(view, limit.map(SettingsAction::IdleLimit));
}

fn closing(ui: &mut Ui, view: &mut View<'_>) {
    let asks = view.state.settings.asks_on_close;
    section(ui, "Closing", false);
    let pressed = check_box(
        ui,
        "Confirm before closing if a header is still on the clipboard",
        asks,
    )
    .clicked();
    if !asks {
        caption(
            ui,
            "If off, it’s cleared automatically.",
            Colors::in_use(ui).dim,
        );
    }
    ui.add_space(space::S);
    ask(view, pressed.then_some(SettingsAction::AskOnClose(!asks)));
}

fn tags(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    section(ui, "Tags", false);
    for tag in Tag::ALL {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (dot, _) = ui.allocate_exact_size(vec2(DOT, space::CONTROL), Sense::hover());
            let color = Colors::in_use(ui).tag(tag);
            let middle = pos2(dot.left() + space::XS + 1.0, dot.center().y);
            paint_tag(ui.painter(), middle, color);
            tag_name(ui, view, drafts, tag);
            ui.add_space(space::L);
            let asks = view.state.settings.tags.asks(tag);
            let room = vec2(ui.available_width(), space::CONTROL);
            let layout = Layout::left_to_right(Align::Center);
            let asked = ui.allocate_ui_with_layout(room, layout, |ui| {
                let spoken = ask_before_copy_label(tag);
                check_box_spoken(ui, ASK_BEFORE_COPY, &spoken, asks)
            });
            let pressed = asked.inner.clicked();
            ask(
                view,
                pressed.then_some(SettingsAction::AskBeforeCopy(tag, !asks)),
            );
        });
        ui.add_space(space::S);
    }
}

fn tag_name(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, tag: Tag) {
    let typed = drafts.tag_names.entry(tag).or_default();
    let error = view.state.settings.tags.parse_name(tag, typed).err();
    let name = tag_name_label(tag);
    let field = Field::new(Id::unique(DIALOG).with(tag), &name)
        .without_label()
        .placeholder(tag.default_name())
        .width(TAG_NAME)
        .note(error.map(|error| Note::error(error.to_string())));
    let column = vec2(TAG_NAME, space::CONTROL);
    let layout = Layout::top_down(Align::LEFT);
    let changed =
        ui.allocate_ui_with_layout(column, layout, |ui| field.show(ui, typed, |_| {}).changed());
    ask(
        view,
        changed.inner.then_some(SettingsAction::RenameTag(tag)),
    );
}

fn ask(view: &mut View<'_>, action: Option<SettingsAction>) {
    if let Some(action) = action {
        view.ask(Action::Settings(action));
    }
}

fn section(ui: &mut Ui, name: &str, is_first: bool) {
    if !is_first {
        ui.add_space(space::M);
    }
    subtitle(ui, name);
    ui.add_space(space::S);
}

/// A label, the choice beside it, and a note on the chosen one.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    choices: &[(T, &str)],
    chosen: T,
    more: &str,
) -> Option<T> {
    let wanted = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (place, _) = ui.allocate_exact_size(vec2(LABELS, space::CONTROL), Sense::hover());
            let color = Colors::in_use(ui).text;
            let words = text(label, Size::Body, Weight::Regular, color);
            let layout = Layout::left_to_right(Align::Center);
            let mut at = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
            at.add(Label::new(words));
            let size = vec2(ui.available_width(), space::CONTROL);
            switch(ui, choice_id(label), label, size, choices, chosen)
        })
        .inner;
    if !more.is_empty() {
        ui.add_space(space::XS);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(LABELS);
            ui.vertical(|ui| caption(ui, more, Colors::in_use(ui).dim));
        });
    }
    ui.add_space(space::S);
    wanted
}

fn copy_formats() -> [(CopyFormat, &'static str); 3] {
    CopyFormat::ALL.map(|format| (format, copy_format(format).0))
}

const fn delay_note(delay: ClipboardDelay) -> &'static str {
    match delay {
        ClipboardDelay::Never => {
            "Headers stay until their token expires, passwords and secrets for 5 minutes."
        }
        _ => "Or when the token expires. Applies to the next copy.",
    }
}

fn tag_name_label(tag: Tag) -> String {
    format!("Name of the {} tag", tag.color_name())
}

fn ask_before_copy_label(tag: Tag) -> String {
    format!("{ASK_BEFORE_COPY}: {}", tag.color_name())
}
