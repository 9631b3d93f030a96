//! Disabled controls with a reason: as a tooltip, and as the description for screen readers.

use egui::{InnerResponse, Response, Ui, UiBuilder, UiStackInfo};

/// Draws controls that are all disabled if there is a reason, `why`.
pub fn disabled_scope<R>(
    ui: &mut Ui,
    why: Option<&str>,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let builder = match why {
        Some(why) => UiBuilder::new()
            .disabled()
            .ui_stack_info(UiStackInfo::default().with_tag_value(WHY, why.to_owned())),
        None => UiBuilder::new(),
    };
    ui.scope_builder(builder, content)
}

/// Adds the reason from the surrounding [`disabled_scope`]. The controls in this folder pass their response through this.
pub(crate) fn explain(ui: &Ui, response: Response) -> Response {
    if ui.is_enabled() {
        return response;
    }
    let why = ui
        .stack()
        .iter()
        .find_map(|above| above.tags().get_downcast::<String>(WHY).cloned());
    match why {
        Some(why) => set_reason(response, &why),
        None => response,
    }
}

pub(crate) fn set_reason(response: Response, why: &str) -> Response {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_description(why);
    });
    response.on_disabled_hover_text(why)
}

/// The tag that carries the reason down to the controls.
const WHY: &str = "why it rests";
