//! Small parts of both screens.

use crate::app::Action;
use crate::app::import::ImportAction;
use crate::ui::view::View;

pub(super) const DIALOG: &str = "import";

pub(super) fn ask(view: &mut View<'_>, is_asked: bool, action: ImportAction) {
    view.ask_if(is_asked, Action::Import(action));
}

pub(super) fn profile_count(count: usize) -> String {
    match count {
        1 => "1 profile".to_owned(),
        _ => format!("{count} profiles"),
    }
}
