//! *Save for Postman*: which file, what it holds, and what to do with it.

use egui::{Id, Ui};

use crate::app::Action;
use crate::app::check_all::Saving;
use crate::app::postman::{PostmanAction, PostmanDialog, PostmanObstacle};
use crate::model::{FileFailure, PostmanFile, PostmanVaultKeys};
use crate::ui::announce;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Icon, Problem, RadioCard, Strip, add_unless,
    focus_control_on_open, paragraph, radio_cards, scroll_to_new, segment_id, tag_chip, to_the_end,
    working,
};
use crate::ui::view::View;
use crate::ui::words;

const DIALOG: &str = "postman";
const WIDTH: f32 = 540.0;
const SAVING: &str = "Saving…";

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, dialog: &PostmanDialog) {
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let by_key = Command::Primary.pressed(ui.ctx());
    let frame = DialogFrame {
        id: DIALOG,
        title: &format!("Save {} for Postman", view.state.subject(&dialog.profile)),
        width: WIDTH,
    };
    let end = frame.show(
        ui,
        view,
        |ui, view| {
            if let Some(tag) = view.state.settings.marks_of(dialog.profile.id).tag {
                // Stands in for the confirmation that a tag can ask for.
                tag_chip(ui, tag, view.state.settings.tags.name(tag));
                ui.add_space(space::M);
            }
            let cards = PostmanFile::ALL.map(card);
            if let Some(file) = radio_cards(ui, choice(), "File", &cards, dialog.file) {
                view.ask(Action::Postman(PostmanAction::Choose(file)));
            }
            // After they are drawn: a control that isn't there can't be focused.
            let chosen = PostmanFile::ALL
                .iter()
                .position(|file| *file == dialog.file);
            let chosen = segment_id(choice(), chosen.unwrap_or_default());
            focus_control_on_open(ui.ctx(), DIALOG, chosen);
            ui.add_space(space::M);
            match &dialog.saving {
                Saving::Idle => about(ui, view, dialog),
                Saving::Running { .. } => {
                    working(ui, SAVING, None);
                }
                Saving::Saved { path } => saved(ui, view, dialog, path),
                Saving::Failed(failure) => not_saved(ui, failure),
            }
        },
        |ui, view| buttons(ui, view, dialog, by_key),
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

fn choice() -> Id {
    Id::unique(DIALOG).with("file")
}

const fn card(file: PostmanFile) -> RadioCard<'static, PostmanFile> {
    let (name, more) = match file {
        PostmanFile::Environment => (
            "Environment",
            "The console’s address, and an empty variable for the token.",
        ),
        PostmanFile::EnvironmentWithToken => (
            "Environment with token",
            "Ready to use until the token expires.",
        ),
        PostmanFile::Collection => (
            "Collection",
            "Sample requests that use the environment’s address and token.",
        ),
        PostmanFile::SignInCollection => (
            "Collection that signs in",
            "Gets its own tokens. The client ID and secret stay in your Postman Vault.",
        ),
    };
    RadioCard {
        value: file,
        name,
        more,
    }
}

/// About the chosen file: what stands in its way, or what to know before it is saved.
fn about(ui: &mut Ui, view: &View<'_>, dialog: &PostmanDialog) {
    let obstacle = view.state.postman_obstacle(dialog, dialog.file, view.now);
    let text = match (obstacle, dialog.file) {
        (Some(PostmanObstacle::NoToken), _) => {
            "There is no valid token. Close this and get one first.".to_owned()
        }
        (Some(PostmanObstacle::UserAccount), _) => {
            "For API clients only: a script would need your password, and can’t enter a two-factor code.".to_owned()
        }
        (None, PostmanFile::Environment) => {
            "In Postman, paste a token as the value of “token”: copy it with Copy as › Token only. Values that you type there stay on your computer unless you share them.".to_owned()
        }
        (None, PostmanFile::EnvironmentWithToken) => {
            upload_warning(ui);
            return;
        }
        (None, PostmanFile::Collection) => {
            "Read-only. Works with every environment that you save here.".to_owned()
        }
        (None, PostmanFile::SignInCollection) => {
            let PostmanVaultKeys {
                client_id,
                client_secret,
            } = PostmanVaultKeys::of(&dialog.profile);
            format!(
                "Its script reads “{client_id}” and “{client_secret}” from your Postman Vault. The collection’s description says how to add them."
            )
        }
    };
    paragraph(ui, &text);
}

fn upload_warning(ui: &mut Ui) {
    let more = "Postman syncs initial values to its cloud, where your workspace can see them, and an import sets them. Anyone who has the token \
                can act as this account until it expires. To keep it on this computer, save the environment without it, and paste it in \
                Postman.";
    let strip = Strip::inside(Tone::Warn);
    let strip = strip.message(ui, Some(Icon::Alert), "Postman may upload the token", more);
    // In a low window it would be out of sight.
    scroll_to_new(&strip, "upload");
}

fn saved(ui: &mut Ui, view: &View<'_>, dialog: &PostmanDialog, path: &str) {
    let headline = format!("Saved as {path}");
    let more = next_step(view, dialog);
    let strip = Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &headline, &more);
    announce::message(ui.ctx(), "postman file", &headline, Tone::Ok);
    scroll_to_new(&strip, "saved");
}

fn not_saved(ui: &mut Ui, failure: &FileFailure) {
    let text = failure.message();
    announce::message(ui.ctx(), "postman file", &text.headline, Tone::Bad);
    let shown = Problem::new(Tone::Bad, text).framed(ui, |_| {}).response;
    scroll_to_new(&shown, "not saved");
}

fn next_step(view: &View<'_>, dialog: &PostmanDialog) -> String {
    const IMPORT: &str = "In Postman, choose Import and open this file";
    match (dialog.file, dialog.token_expires) {
        (PostmanFile::EnvironmentWithToken, Some(at)) => {
            let at = view.state.local.time_of_day(at);
            format!("{IMPORT}. Then delete it: the token in it works until {at}.")
        }
        (PostmanFile::Environment | PostmanFile::EnvironmentWithToken, _) => {
            format!("{IMPORT}. Then select the environment at the top right.")
        }
        (PostmanFile::Collection, _) => {
            format!("{IMPORT}. Then select an environment, and send a request.")
        }
        (PostmanFile::SignInCollection, _) => {
            format!("{IMPORT}. Its description has the steps for the vault.")
        }
    }
}

fn buttons(ui: &mut Ui, view: &mut View<'_>, dialog: &PostmanDialog, by_key: bool) {
    let obstacle = view.state.postman_obstacle(dialog, dialog.file, view.now);
    let why = match (&dialog.saving, obstacle) {
        (Saving::Running { .. }, _) => Some(SAVING),
        (_, Some(PostmanObstacle::NoToken)) => Some("There is no valid token"),
        (_, Some(PostmanObstacle::UserAccount)) => Some("For API clients only"),
        (_, None) => None,
    };
    let name = match dialog.file {
        PostmanFile::Environment => "Save environment…",
        PostmanFile::EnvironmentWithToken => "Save with token…",
        PostmanFile::Collection | PostmanFile::SignInCollection => "Save collection…",
    };
    let hint = Command::Primary.hint(ui.ctx().os());
    let save = Button::primary(name).hint(hint);
    let close = Button::leave(words::CLOSE);
    to_the_end(ui, &[&close, &save]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
    let save = add_unless(ui, why, save);
    let is_asked = save.clicked() || (by_key && why.is_none());
    view.ask_if(is_asked, Action::Postman(PostmanAction::Save));
}
