//! In the sandbox: a quiet line that tells what a form asks for.

use egui::Ui;

use super::theme::Palette;
use super::widgets::caption;
use crate::app::State;
use crate::app::flow::{HintedCode, SandboxHint, Wanted};
use crate::model::{Account, ConsoleUrl};

/// Draws it, and says whether there is one: for the accounts of the pretend console alone.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    (console, account): (&ConsoleUrl, &Account),
    wanted: Wanted,
) -> bool {
    let sandbox = state.sandbox.as_ref();
    let Some(hint) = sandbox.and_then(|sandbox| sandbox.hint(console, account)) else {
        return false;
    };
    let told = match wanted {
        Wanted::Password => password(hint),
        Wanted::Code => code(hint),
        Wanted::PasswordAndCode => format!("{} and {}", password(hint), code(hint)),
    };
    let color = Palette::in_use(ui).dim;
    caption(ui, &format!("In the sandbox {told}."), color);
    true
}

fn password(hint: &SandboxHint) -> String {
    format!("the password is “{}”", hint.password)
}

fn code(hint: &SandboxHint) -> String {
    match &hint.code {
        Some(HintedCode::Counts(digits)) => {
            // In groups, as an app shows it; they stay on one line.
            let (first, rest) = digits.split_at_checked(3).unwrap_or((digits, ""));
            format!("the code now is {first}\u{a0}{rest}")
        }
        Some(HintedCode::ComesSoon) => "the next code comes within half a minute".to_owned(),
        None => "this account has no code".to_owned(),
    }
}
