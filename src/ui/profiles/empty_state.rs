//! The right pane without a profile: listing, empty, failed, or an unreadable item.

use egui::{Align, Align2, CornerRadius, Id, Label, Layout, OpenUrl, Sense, Ui, Vec2, vec2};

use crate::app::profiles::{Listing, RowKey};
use crate::app::state::KEYRING_PATIENCE;
use crate::app::{Action, Drafts};
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::failure::Unreadable;
use crate::model::{AccountKind, KeyringFailure, VendorTool};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, space, text};
use crate::ui::kit::widgets::{
    Button, Icon, Strip, caption, disc, heading, paint_icon, paragraph, spinner, subtitle, switch,
    title,
};
use crate::ui::view::View;
use crate::ui::{announce, words};

const MISSING: &str = "Your profiles aren’t in this keyring";

const ARTICLE: &str = "https://support.crashplan.com/hc/en-us/articles/9219134225549-API-clients";

/// Width of the text.
const TEXT: f32 = 420.0;

/// The first run: three steps to a token.
pub(crate) fn empty(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    middle(ui, "empty", 430.0, |ui| {
        let p = Colors::in_use(ui);
        let (tile, _) = ui.allocate_exact_size(Vec2::splat(56.0), Sense::hover());
        let radius = CornerRadius::same(space::RADIUS_L);
        ui.painter().rect_filled(tile, radius, p.selected);
        paint_icon(ui.painter(), Icon::Key, tile.shrink(16.0), p.accent);
        ui.add_space(space::M);
        heading(ui, "No profiles yet", Size::Heading);
        ui.add_space(space::S);
        centered(
            ui,
            "Add an API client to get bearer tokens in one click. Secrets stay in your system keyring.",
        );
        found_vendor_profiles(ui, view);
        ui.add_space(space::L);
        step(ui, 1, "Create an API client in the console", |ui| {
            paragraph(
                ui,
                "Under Administration › Integrations › API Clients. You need the Customer Cloud Admin role.",
            );
            if view.state.sandbox.is_none() {
                ui.add_space(space::S);
                choose_console(ui, drafts);
            }
        });
        step(
            ui,
            2,
            "Paste its client ID and secret into a new profile",
            |_| {},
        );
        step(ui, 3, "Get a token", |ui| {
            paragraph(
                ui,
                "One click signs in and copies the Authorization header.",
            );
        });
        ui.add_space(space::S);
        let hint = Command::Primary.hint(ui.ctx().os());
        let new = ui.add(Button::primary(Command::NewProfile.label()).hint(hint));
        view.ask_if(new.clicked(), Action::NewProfile);
        if view.state.can_open_sandbox() {
            ui.add_space(space::M);
            sandbox_link(ui, view);
        }
    });
}

/// “Found 3 profiles of the CrashPlan CLI.”
fn found_vendor_profiles(ui: &mut Ui, view: &mut View<'_>) {
    let found = view.state.vendor_profiles.as_ref();
    let counts: Vec<_> = found.iter().flat_map(|found| found.counts()).collect();
    if counts.is_empty() {
        return;
    }
    ui.add_space(space::L);
    Strip::inside(Tone::Ok).show(ui, |ui| {
        let row = vec2(ui.available_width(), space::CONTROL);
        let layout = Layout::right_to_left(Align::Center);
        ui.allocate_ui_with_layout(row, layout, |ui| {
            let import = ui.add(Button::secondary("Import…"));
            view.ask_if(import.clicked(), Action::OpenImport);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                paragraph(ui, &found_text(&counts));
            });
        });
    });
}

fn found_text(counts: &[(VendorTool, usize)]) -> String {
    let of_tool = |(tool, count): &(VendorTool, usize)| {
        let profiles = if *count == 1 { "profile" } else { "profiles" };
        format!("{count} {profiles} of the {}", tool.name())
    };
    let found: Vec<_> = counts.iter().map(of_tool).collect();
    format!("Found {}.", found.join(" and "))
}

/// A numbered step.
fn step(ui: &mut Ui, number: u8, name: &str, content: impl FnOnce(&mut Ui)) {
    const DISC: f32 = 24.0;
    let layout = Layout::left_to_right(Align::Min);
    let size = vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
        let p = Colors::in_use(ui);
        let (disc, _) = ui.allocate_exact_size(Vec2::splat(DISC), Sense::hover());
        let painter = ui.painter();
        painter.circle_filled(disc.center(), DISC / 2.0, p.selected);
        let font = font(Size::Note, Weight::SemiBold);
        let middle = Align2::CENTER_CENTER;
        painter.text(disc.center(), middle, number, font, p.accent);
        ui.vertical(|ui| {
            ui.add_space((DISC - 18.0) / 2.0);
            subtitle(ui, name);
            content(ui);
        });
    });
    ui.add_space(space::M);
}

/// Which console, and where to go there.
fn choose_console(ui: &mut Ui, drafts: &mut Drafts) {
    let choices = KNOWN_CONSOLES.map(|(label, _, base)| (base, label));
    let size = vec2(156.0, space::CONTROL);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let id = Id::unique("first console");
        let chosen = drafts.first_console();
        if let Some(chosen) = switch(ui, id, words::CONSOLE, size, &choices, chosen) {
            drafts.chosen_console = Some(chosen);
        }
        let open = ui.add(Button::secondary("Open the API clients page"));
        if open.clicked() {
            let page = format!("{}/app/#/console", drafts.first_console());
            ui.ctx().open_url(OpenUrl::new_tab(page));
        }
    });
    ui.add_space(space::XS);
    if ui
        .add(Button::link("CrashPlan’s article on API clients"))
        .clicked()
    {
        ui.ctx().open_url(OpenUrl::new_tab(ARTICLE));
    }
}

/// Empty, although profiles were used here before.
pub(crate) fn missing(ui: &mut Ui, view: &mut View<'_>) {
    middle(ui, "missing", 280.0, |ui| {
        announce::message(ui.ctx(), "list", MISSING, Tone::Warn);
        disc(ui, Icon::Alert, Tone::Warn, 56.0);
        ui.add_space(space::L);
        title_centered(ui, MISSING);
        ui.add_space(space::S);
        centered(ui, &missing_text(view.state.missing_profiles()));
        ui.add_space(space::S);
        next(
            ui,
            "Refresh from keyring once the right one is back, or create your profiles again.",
        );
        ui.add_space(space::L);
        let hint = Command::Primary.hint(ui.ctx().os());
        let again = ui.add(Button::primary(Command::ReadAgain.label()).hint(hint));
        view.ask_if(again.clicked(), Action::Reload);
        ui.add_space(space::S);
        let new = ui.add(Button::secondary(Command::NewProfile.label()));
        view.ask_if(new.clicked(), Action::NewProfile);
    });
}

/// "Just looking? Open the sandbox: …", in the middle.
fn sandbox_link(ui: &mut Ui, view: &mut View<'_>) {
    let p = Colors::in_use(ui);
    let note = |content: &str| text(content, Size::Note, Weight::Regular, p.dim);
    let (before, after) = ("Just looking? ", ": a mock console, no account needed.");
    let width = |content: &str| {
        let font = font(Size::Note, Weight::Regular);
        let galley = ui.painter().layout_no_wrap(content.to_owned(), font, p.dim);
        galley.size().x
    };
    let width = width(before) + width(Command::OpenSandbox.label()) + width(after);
    ui.allocate_ui_with_layout(
        vec2(width, 20.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add(Label::new(note(before)).extend());
            let open = ui.add(Button::link(Command::OpenSandbox.label()));
            view.ask_if(open.clicked(), Action::OpenSandbox);
            ui.add(Label::new(note(after)).extend());
        },
    );
}

pub(crate) fn reading(ui: &mut Ui, view: &mut View<'_>) {
    middle(ui, "reading", 160.0, |ui| {
        spinner(ui, 28.0);
        ui.add_space(space::L);
        title_centered(ui, "Loading profiles…");
        let takes_long = match &view.state.listing {
            Listing::Running { job, .. } => view.progress(*job).waited >= KEYRING_PATIENCE,
            _ => false,
        };
        if takes_long {
            ui.add_space(space::XS);
            centered(ui, words::MAYBE_LOCKED);
            ui.add_space(space::L);
            let cancel = ui.add(Button::secondary(words::CANCEL));
            view.ask_if(cancel.clicked(), Action::CancelListing);
        }
    });
}

pub(crate) fn stopped(ui: &mut Ui, view: &mut View<'_>) {
    middle(ui, "stopped", 130.0, |ui| {
        title_centered(ui, "Loading canceled");
        ui.add_space(space::S);
        centered(ui, "Your profiles weren’t loaded.");
        ui.add_space(space::L);
        let hint = Command::Primary.hint(ui.ctx().os());
        let again = ui.add(Button::primary(words::TRY_AGAIN).hint(hint));
        view.ask_if(again.clicked(), Action::Reload);
    });
}

pub(crate) fn none_selected(ui: &mut Ui) {
    middle(ui, "none selected", 30.0, |ui| {
        centered(ui, "Select a profile.");
    });
}

pub(crate) fn failed(ui: &mut Ui, view: &mut View<'_>, failure: &KeyringFailure) {
    let message = failure.message();
    middle(ui, "failed", 280.0, |ui| {
        announce::message(ui.ctx(), "list", &message.headline, Tone::Bad);
        disc(ui, Icon::Alert, Tone::Bad, 56.0);
        ui.add_space(space::L);
        title_centered(ui, &message.headline);
        ui.add_space(space::S);
        centered(ui, &message.explanation);
        ui.add_space(space::L);
        let hint = Command::Primary.hint(ui.ctx().os());
        let again = ui.add(Button::primary(words::TRY_AGAIN).hint(hint));
        view.ask_if(again.clicked(), Action::Reload);
    });
}

/// An item of ours that can't be read as a profile.
pub(crate) fn unreadable(ui: &mut Ui, view: &mut View<'_>, key: RowKey, why: &Unreadable) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        disc(ui, Icon::Alert, Tone::Warn, 44.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            title(ui, "Can’t read this profile");
            paragraph(ui, &why.message());
            match key {
                RowKey::Item(id) => {
                    paragraph(ui, "Open it in a newer Tokendesk, or delete it.");
                    ui.add_space(space::XS);
                    caption(ui, &format!("Item {id}"), Colors::in_use(ui).dim);
                    ui.add_space(space::M);
                    let name = Command::Delete.menu_label(AccountKind::ApiClient);
                    let delete = ui.add(Button::secondary(&name));
                    view.ask_if(delete.clicked(), Action::AskDelete(id));
                }
                RowKey::NoId(_) => {
                    paragraph(
                        ui,
                        "It has no ID, so only your keyring’s own app can show or delete it.",
                    );
                }
            }
        });
    });
}

/// Content of about this height, centered. `about` gives its controls ids of their own: a screen reader that knows an id as text
/// looks for no button there.
fn middle(ui: &mut Ui, about: &str, height: f32, content: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let room = ui.available_height();
    ui.add_space(((room - height) / 2.0).max(0.0));
    ui.push_id(about, |ui| {
        ui.vertical_centered(|ui| {
            ui.set_max_width(TEXT.min(ui.available_width()));
            content(ui);
        });
    });
}

fn centered(ui: &mut Ui, content: &str) {
    let color = Colors::in_use(ui).dim;
    let content = text(content, Size::Body, Weight::Regular, color);
    ui.add(Label::new(content).wrap().halign(Align::Center));
}

fn next(ui: &mut Ui, content: &str) {
    let color = Colors::in_use(ui).text;
    let content = text(content, Size::Body, Weight::Regular, color);
    ui.add(Label::new(content).wrap().halign(Align::Center));
}

fn title_centered(ui: &mut Ui, content: &str) {
    title(ui, content);
}

fn missing_text(count: usize) -> String {
    let (profiles, they_were) = match count {
        1 => ("a profile".to_owned(), "it was"),
        count => (format!("{count} profiles"), "they were"),
    };
    format!(
        "Tokendesk has used {profiles} here before, but your keyring has none now. The keyring may have been reset, another one may be the default, or {they_were} deleted elsewhere."
    )
}
