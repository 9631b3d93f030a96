//! *Save for Postman*: which file, what it holds, and what to do with it.

use egui::{Id, Ui};

use crate::app::Action;
use crate::app::check_all::Saving;
use crate::app::postman::{PostmanAction, PostmanDialog, PostmanObstacle};
use crate::model::{PostmanFile, PostmanVaultKeys};
use crate::ui::announce;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Icon, Problem, RadioCard, Strip, add_unless,
    focus_control_on_open, paragraph, radio_cards, scroll_to_new, segment_id, to_the_end, working,
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
            let cards = PostmanFile::ALL.map(card);
            if let Some(file) = radio_cards(ui, choice(), "File", &cards, dialog.file) {
                view.ask(Action::Postman(PostmanAction::Choose(file)));
            }
            // After they are drawn: a control that isn't there can't be focused.
            focus_control_on_open(ui.ctx(), DIALOG, segment_id(choice(), 0));
            ui.add_space(space::M);
            about(ui, view, dialog);
            result(ui, view, dialog);
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
    match (obstacle, dialog.file) {
        (Some(PostmanObstacle::NoToken), _) => {
            paragraph(ui, "There is no valid token. Close this and get one first.");
        }
        (Some(PostmanObstacle::UserAccount), _) => {
            paragraph(
                ui,
                "For API clients only: a script would need your password, and can’t enter a two-factor code.",
            );
        }
        (None, PostmanFile::Environment) => {
            paragraph(
                ui,
                "In Postman, paste a token as the value of “token”. Values that you type there stay on your computer unless you share them.",
            );
        }
        (None, PostmanFile::EnvironmentWithToken) => {
            Strip::inside(Tone::Warn).message(
                ui,
                Some(Icon::Alert),
                "Postman uploads what it imports",
                "Imported values sync to Postman’s cloud, where your workspace can see them: the token too. Anyone who has it can act as this \
                 account until it expires. To keep it on this computer, save the environment without it and paste it in Postman.",
            );
        }
        (None, PostmanFile::Collection) => {
            paragraph(
                ui,
                "Read-only. Works with every environment that you save here.",
            );
        }
        (None, PostmanFile::SignInCollection) => {
            let PostmanVaultKeys {
                client_id,
                client_secret,
            } = PostmanVaultKeys::of(&dialog.profile);
            paragraph(
                ui,
                &format!(
                    "In your Postman Vault, add the client ID as “{client_id}” and the secret as “{client_secret}”, and turn on Settings › Enable support in scripts."
                ),
            );
        }
    }
}

fn result(ui: &mut Ui, view: &View<'_>, dialog: &PostmanDialog) {
    if dialog.saving != Saving::Idle {
        ui.add_space(space::M);
    }
    match &dialog.saving {
        Saving::Idle => {}
        Saving::Running { .. } => {
            working(ui, SAVING, None);
        }
        Saving::Saved { path } => {
            let headline = format!("Saved as {path}");
            let more = next_step(view, dialog);
            let strip = Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &headline, &more);
            announce::message(ui.ctx(), "postman file", &headline, Tone::Ok);
            scroll_to_new(&strip, "saved");
        }
        Saving::Failed(failure) => {
            let text = failure.message();
            announce::message(ui.ctx(), "postman file", &text.headline, Tone::Bad);
            let shown = Problem::new(Tone::Bad, text).framed(ui, |_| {}).response;
            scroll_to_new(&shown, "not saved");
        }
    }
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
