//! The frame of a dialog, over egui's `Modal`: title, Esc, focus, and a body that scrolls in a low window while its buttons stay.

use egui::accesskit::Role;
use egui::{
    Align, Align2, Context, CornerRadius, Frame, Id, Layout, Margin, Modal, Rect, ScrollArea,
    Sense, Stroke, Ui, UiBuilder, Vec2, vec2,
};

use crate::ui::kit::keys::{LEAVE, take_press};
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::button::Button;
use crate::ui::kit::widgets::scroll::scrolled;
use crate::ui::kit::widgets::text::question;

/// Minimum distance to the window's top and bottom.
const AROUND: f32 = 20.0;
const NARROWEST: f32 = 240.0;
/// Room for the focus ring above and below the body.
const RING: f32 = space::XS;
/// Room for the scroll bar beside the body.
const BAR: f32 = 14.0;

#[derive(Clone, Copy, Debug)]
pub struct DialogFrame<'a> {
    pub id: &'a str,
    /// Also its accessible name.
    pub title: &'a str,
    /// Its width, if the window has it.
    pub width: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogEnd {
    Open,
    /// Esc was pressed.
    Left,
}

impl DialogFrame<'_> {
    /// Draws `body` above a row of `buttons`.
    pub fn show<T>(
        self,
        ui: &Ui,
        state: &mut T,
        body: impl FnOnce(&mut Ui, &mut T),
        buttons: impl FnOnce(&mut Ui, &mut T),
    ) -> DialogEnd {
        let p = Colors::in_use(ui);
        let window = ui.ctx().content_rect();
        let margin = 24.0;
        let room = (window.width() - 2.0 * AROUND).max(NARROWEST);
        let width = self.width.min(room) - 2.0 * margin;
        let id = Id::unique(self.id);
        let frame = Frame::new()
            .fill(p.card)
            .stroke(Stroke::new(space::HAIR, p.line))
            .corner_radius(CornerRadius::same(space::RADIUS_L))
            .shadow(ui.visuals().window_shadow)
            .inner_margin(Margin::same(24));
        // Everything but the body.
        let fixed = 2.0 * AROUND + 2.0 * margin + 28.0 + space::CONTROL + 2.0 * space::L;
        let size = |ui: &Ui| {
            let rect = ui.memory(|memory| memory.area_rect(id));
            rect.map(|rect| rect.size())
        };
        let size_before = size(ui);
        let mut place = DialogPlacement::of(ui.ctx(), id, size_before);
        let area = Modal::default_area(id)
            .anchor(place.align, vec2(0.0, place.top))
            .role(Role::Dialog)
            .accessible_name(self.title)
            .fade_in(false);
        let shown = Modal::new(id)
            .area(area)
            .frame(frame)
            .backdrop_color(p.veil())
            .show(ui.ctx(), |ui| {
                ui.ctx()
                    .accesskit_node_builder(id, egui::accesskit::Node::set_modal);
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                question(ui, self.title);
                ui.add_space(space::L);
                let room = (window.height() - fixed).max(80.0);
                scrolled_body(ui, vec2(width, room), |ui| body(ui, state));
                ui.add_space(space::L);
                let row = vec2(width, space::CONTROL);
                let (rect, _) = ui.allocate_exact_size(row, Sense::hover());
                let layout = Layout::left_to_right(Align::Center);
                let mut row = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
                row.spacing_mut().item_spacing.x = space::S;
                buttons(&mut row, state);
            });
        if size(ui) == size_before {
            place.is_settled = true;
        } else {
            // Its position depends on the size in the previous pass.
            ui.ctx().request_repaint();
        }
        place.keep(ui.ctx(), id);
        let is_in_front = shown.is_top_modal && !shown.any_popup_open;
        if is_in_front && take_press(ui.ctx(), LEAVE) {
            DialogEnd::Left
        } else {
            DialogEnd::Open
        }
    }
}

/// Draws `content` into a column of this size, or less. The scroll bar and the focus ring of the first and last control are
/// outside it, in the dialog's margin: a scroll area cuts what crosses its edges.
fn scrolled_body(ui: &mut Ui, size: Vec2, content: impl FnOnce(&mut Ui)) {
    let scroll = ui.spacing().scroll;
    let min = ui.cursor().min - vec2(0.0, RING);
    let room = size.y + 2.0 * RING;
    let with_bar = Rect::from_min_size(min, vec2(size.x + BAR, room));
    let mut column = ui.new_child(UiBuilder::new().max_rect(with_bar));
    column.spacing_mut().scroll.floating_allocated_width = 0.0;
    let area = ScrollArea::vertical()
        .id_salt("body")
        .max_height(room)
        // A body that grows gets its room at once; with the size of the previous pass it would scroll.
        .min_scrolled_height(room)
        .auto_shrink([false, true]);
    let id = column.scope_id().with("body bar");
    let shown = scrolled(&mut column, id, area, |ui| {
        ui.spacing_mut().scroll = scroll;
        ui.set_max_width(size.x);
        ui.add_space(RING);
        content(ui);
        ui.add_space(RING);
    });
    let height = shown.content_size.y.min(room) - 2.0 * RING;
    ui.allocate_exact_size(vec2(size.x, height), Sense::hover());
}

/// A dialog's position: centered when it opens. Then it stays, so that a note that appears doesn't move what is being read, and
/// moves up only as far as it must to fit.
#[derive(Clone, Copy)]
struct DialogPlacement {
    align: Align2,
    /// Below the window's top edge, or from its middle.
    top: f32,
    /// Whether its size has settled since it opened.
    is_settled: bool,
    window: Vec2,
    last_pass: u64,
}

impl DialogPlacement {
    /// For a dialog that had this size in the previous pass.
    fn of(ctx: &Context, id: Id, size: Option<Vec2>) -> Self {
        let window = ctx.content_rect().size();
        let last_pass = ctx.cumulative_pass_nr();
        let before: Option<Self> = ctx.data(|data| data.get_temp(id));
        let before = before.filter(|place| {
            let is_open = place.last_pass + 1 >= last_pass;
            is_open && place.is_settled && place.window == window
        });
        let (align, top) = match (before, size) {
            (_, None) => (Align2::CENTER_CENTER, 0.0),
            (None, Some(size)) => (Align2::CENTER_TOP, (window.y - size.y) / 2.0),
            (Some(place), Some(size)) => {
                let lowest = (window.y - AROUND - size.y).max(0.0);
                (Align2::CENTER_TOP, place.top.min(lowest))
            }
        };
        Self {
            align,
            top: top.round(),
            is_settled: before.is_some(),
            window,
            last_pass,
        }
    }

    fn keep(self, ctx: &Context, id: Id) {
        ctx.data_mut(|data| data.insert_temp(id, self));
    }
}

/// Moves the buttons that follow to the end of the row. They are drawn in Tab order.
pub fn to_the_end(ui: &mut Ui, buttons: &[&Button<'_>]) {
    let gap = ui.spacing().item_spacing.x;
    let width: f32 = buttons.iter().map(|button| button.width(ui) + gap).sum();
    ui.add_space((ui.available_width() - width + gap).max(0.0));
}

/// The id of the control that is focused when the dialog opens.
pub(crate) fn initial_focus(dialog: &str) -> Id {
    Id::unique("first control of").with(dialog)
}

pub(crate) fn focus_on_open(ctx: &Context, dialog: &str) {
    focus_control_on_open(ctx, dialog, initial_focus(dialog));
}

pub(crate) fn focus_control_on_open(ctx: &Context, dialog: &str, control: Id) {
    if has_just_opened(ctx, dialog) {
        ctx.memory_mut(|memory| memory.request_focus(control));
    }
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(last_drawn(dialog), pass));
}

/// Whether it was not drawn in the previous pass.
pub(crate) fn has_just_opened(ctx: &Context, dialog: &str) -> bool {
    let pass = ctx.cumulative_pass_nr();
    let last: Option<u64> = ctx.data(|data| data.get_temp(last_drawn(dialog)));
    last.is_none_or(|last| last + 1 < pass)
}

fn last_drawn(dialog: &str) -> Id {
    Id::unique("dialog last drawn").with(dialog)
}
