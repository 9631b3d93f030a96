//! A field for a secret or password, with *Show* and *Hide*, and notes on white space.

use egui::{
    Align, Context, Event, FocusDirection, Id, Key, Layout, Rect, Response, Ui, UiBuilder, pos2,
    vec2,
};

use crate::app::action::Masked;
use crate::app::{Action, State};
use crate::model::{AccountKind, SecretDraft, SpaceAtEnds};
use crate::ui::kit::theme::{Colors, Tone, space};
use crate::ui::kit::widgets::{Button, Field, add_unless, caption, described_by};
use crate::ui::view::View;
use crate::ui::words;

const SHOW_WIDTH: f32 = 62.0;

pub(super) struct SecretInput<'d> {
    draft: &'d mut SecretDraft,
    kind: AccountKind,
    what: Masked,
    next: Option<Id>,
    noun: &'static str,
}

impl<'d> SecretInput<'d> {
    /// `what` is what *Show* reveals.
    pub(super) fn of(draft: &'d mut SecretDraft, kind: AccountKind, what: Masked) -> Self {
        Self {
            draft,
            kind,
            what,
            next: None,
            noun: kind.noun(),
        }
    }

    /// What the notes call it, if that isn't "secret" or "password".
    pub(super) fn noun(mut self, noun: &'static str) -> Self {
        self.noun = noun;
        self
    }

    /// The next field in Tab order, if something else is drawn in between.
    pub(super) fn next_field(mut self, next: Option<Id>) -> Self {
        self.next = next;
        self
    }
}

pub(super) struct SecretFieldOutput {
    pub(super) response: Response,
    /// Whether the value changed: by typing, or by *Keep it*.
    pub(super) is_changed: bool,
    /// To be drawn last in its form.
    pub(super) reveal: Option<Reveal>,
}

pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    field: Field<'_>,
    typed: SecretInput<'_>,
) -> SecretFieldOutput {
    let SecretInput {
        draft,
        kind,
        what,
        next,
        noun,
    } = typed;
    if let Some(next) = next {
        focus_next_on_tab(ui.ctx(), field.id(), next);
    }
    let is_shown = state.is_shown(what);
    let field = field.secret(is_shown).room_at_end(SHOW_WIDTH);
    let (response, is_changed) = ui
        .vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS + 1.0;
            let response = field.show(ui, draft.text_mut(), |_| {});
            if response.changed() {
                draft.settle();
            }
            let is_kept = white_space_notes(ui, &response, draft, (kind, noun));
            let is_changed = response.changed() || is_kept;
            (response, is_changed)
        })
        .inner;
    let field = response.rect;
    let room = Rect::from_min_max(
        pos2(field.right() - SHOW_WIDTH, field.top()),
        field.max - vec2(space::M, 0.0),
    );
    let reveal = Reveal {
        room,
        what,
        is_shown,
    };
    SecretFieldOutput {
        response,
        is_changed,
        reveal: (!draft.is_empty()).then_some(reveal),
    }
}

/// Moves the focus from one field to the next on Tab.
fn focus_next_on_tab(ctx: &Context, from: Id, to: Id) {
    let is_left = ctx.input(|input| {
        let is_forward = |event: &Event| {
            matches!(
                event,
                Event::Key { key: Key::Tab, pressed: true, modifiers, .. } if modifiers.is_none()
            )
        };
        input.events.iter().any(is_forward)
    });
    ctx.memory_mut(|memory| {
        if is_left && memory.has_focus(from) {
            memory.move_focus(FocusDirection::None);
            memory.request_focus(to);
        }
    });
}

/// Notes on white space at the ends, and on a line break inside. Returns whether *Keep it* was pressed.
fn white_space_notes(
    ui: &mut Ui,
    field: &Response,
    draft: &mut SecretDraft,
    (kind, noun): (AccountKind, &str),
) -> bool {
    let color = Colors::in_use(ui).of_tone(Tone::Warn);
    let tell = |ui: &mut Ui, text: &str| {
        let line = caption(ui, text, color);
        described_by(field, &line, text);
    };
    if draft.has_line_break_inside() {
        tell(ui, &line_break(noun));
    }
    match draft.space_at_ends(kind) {
        SpaceAtEnds::None => false,
        SpaceAtEnds::Kept => {
            tell(ui, &spaces_stay(noun));
            false
        }
        SpaceAtEnds::Removed => {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                tell(ui, &spaces_removed(noun));
                let is_kept = ui.add(Button::link("Keep it")).clicked();
                if is_kept {
                    draft.keep_spaces();
                }
                is_kept
            })
            .inner
        }
    }
}

/// *Show* or *Hide*. Drawn after the fields of its form: Tab goes from field to field, and Enter in the next one doesn't reveal
/// the one before.
#[must_use = "draw it when the form is drawn"]
pub(super) struct Reveal {
    room: Rect,
    what: Masked,
    is_shown: bool,
}

impl Reveal {
    /// Disabled if there is a reason, `why`.
    pub(super) fn show(self, ui: &mut Ui, view: &mut View<'_>, why: Option<&str>) {
        let (name, action) = if self.is_shown {
            (words::HIDE, Action::Hide)
        } else {
            (words::SHOW, Action::Show(self.what))
        };
        let layout = Layout::right_to_left(Align::Center);
        let mut field = ui.new_child(UiBuilder::new().max_rect(self.room).layout(layout));
        let button = add_unless(&mut field, why, Button::quiet(name));
        view.ask_if(button.clicked(), action);
    }
}

pub(super) fn in_width<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(width, space::CONTROL);
    let layout = Layout::top_down(Align::LEFT);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}

fn spaces_removed(noun: &str) -> String {
    format!("Spaces around the {noun} will be removed.")
}

fn spaces_stay(noun: &str) -> String {
    format!("The {noun} starts or ends with a space. It’ll be used as is.")
}

fn line_break(noun: &str) -> String {
    format!("There’s a line break in the {noun}. Check that you pasted only the {noun}.")
}
