//! In the sandbox: a quiet line that tells what a form asks for.

use egui::Ui;

use super::theme::Palette;
use super::widgets::caption;
use crate::app::State;
use crate::app::flow::{HintedCode, SandboxHint, Wanted};
use crate::model::{Account, ConsoleUrl};

/// What it tells. `None` outside the sandbox, and for what the sandbox does not have.
pub(super) fn told(
    state: &State,
    console: &ConsoleUrl,
    account: &Account,
    wanted: Wanted,
) -> Option<String> {
    let hint = state.sandbox.as_ref()?.hint(console, account)?;
    let password = wanted.password().then(|| password(hint));
    let code = hint.code.as_ref().filter(|_| wanted.code()).map(code);
    let told: Vec<_> = password.into_iter().chain(code).collect();
    (!told.is_empty()).then(|| format!("In the sandbox {}.", told.join(" and ")))
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, told: &str) {
    let color = Palette::in_use(ui).dim;
    caption(ui, told, color);
}

fn password(hint: &SandboxHint) -> String {
    format!("the password is “{}”", hint.password)
}

/// In groups as an app shows it, which are not parted at the end of a line.
fn code(code: &HintedCode) -> String {
    match code {
        HintedCode::Counts(digits) => match digits.split_at_checked(3) {
            Some((first, rest)) => format!("the code now is {first}\u{a0}{rest}"),
            None => format!("the code now is {digits}"),
        },
        HintedCode::ComesSoon => "the next code comes within half a minute".to_owned(),
    }
}
