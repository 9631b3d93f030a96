//! Text that is copied out of a field or a label. egui's own way to the clipboard sets no hint for clipboard managers, so the
//! text is taken out of its output here and goes the way of every other copy.

use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, FullOutput, OutputCommand, Plugin};
use zeroize::Zeroize as _;

use crate::model::ClipText;

/// The text that was copied last and not fetched yet.
#[derive(Clone, Default)]
pub(super) struct Selection(Arc<Mutex<Option<ClipText>>>);

impl Selection {
    /// The text, once.
    pub(super) fn take(&self) -> Option<ClipText> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Plugin for Selection {
    fn debug_name(&self) -> &'static str {
        "selection"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        output.platform_output.commands.retain_mut(|command| {
            let OutputCommand::CopyText(text) = command else {
                return true;
            };
            let copied = ClipText::new(std::mem::take(text));
            text.zeroize();
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(copied);
            ctx.request_repaint();
            false
        });
    }
}
