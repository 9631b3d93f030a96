use crate::app::export_profiles::{ExportAction, ExportProfiles};
use crate::app::{Action, Drafts};
use crate::ui::view::View;

/// The open dialog with its drafts, shared by its parts.
pub(super) struct ExportView<'f, 'v, 's> {
    pub(super) view: &'f mut View<'v>,
    pub(super) drafts: &'f mut Drafts,
    pub(super) export: &'s ExportProfiles,
    /// Whether the solid button's key was pressed.
    pub(super) is_entered: bool,
}

impl ExportView<'_, '_, '_> {
    pub(super) fn ask_if(&mut self, is_asked: bool, action: ExportAction) {
        self.view.ask_if(is_asked, Action::Export(action));
    }

    pub(super) fn count(&self) -> usize {
        self.view.state.in_export_scope(self.export).count()
    }
}
