//! In the sandbox: what to type into a form.

use egui::Ui;

use crate::app::State;
use crate::app::job::{HintedCode, MissingInput, SandboxHint};
use crate::model::{Account, ConsoleUrl};
use crate::ui::kit::theme::Colors;
use crate::ui::kit::widgets::caption;

/// For accounts of the mock console only.
pub(super) fn hint_text(
    state: &State,
    console: &ConsoleUrl,
    account: &Account,
    missing: MissingInput,
) -> Option<String> {
    let hint = state.sandbox.as_ref()?.hint(console, account)?;
    let text = match missing {
        MissingInput::Password => password(hint),
        MissingInput::Code => code(hint),
        MissingInput::PasswordAndCode => format!("{} and {}", password(hint), code(hint)),
    };
    Some(format!("In the sandbox, {text}."))
}

pub(super) fn show(ui: &mut Ui, text: &str) {
    let color = Colors::in_use(ui).dim;
    caption(ui, text, color);
}

fn password(hint: &SandboxHint) -> String {
    format!("the password is “{}”", hint.password)
}

fn code(hint: &SandboxHint) -> String {
    match &hint.code {
        Some(HintedCode::Counts(digits)) => {
            // In groups, as an app shows it, without a line break.
            let (first, rest) = digits.split_at_checked(3).unwrap_or((digits, ""));
            format!("the current code is {first}\u{a0}{rest}")
        }
        Some(HintedCode::ComesSoon) => "the next code appears within 30 seconds".to_owned(),
        None => "this account has no code".to_owned(),
    }
}
