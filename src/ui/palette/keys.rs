//! The keys of *Jump to*, read before the field gets them.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Modifiers, Ui};

use crate::app::palette::Palette;
use crate::model::ProfileId;

/// Rows per *Page Up* and *Page Down*.
const PAGE: usize = 8;

pub(super) fn field_id() -> Id {
    Id::unique("palette field")
}

/// Where keys move the choice, one after the other: several can come in one pass. Consumed.
pub(super) fn moved(ui: &Ui, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    ui.input_mut(|input| {
        let mut to = None;
        input.events.retain(|event| {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let from = to.unwrap_or(at);
            let target = match key {
                _ if !modifiers.matches_logically(Modifiers::NONE) => return true,
                Key::ArrowDown => (from + 1) % count,
                Key::ArrowUp => (from + last) % count,
                Key::PageDown => (from + PAGE).min(last),
                Key::PageUp => from.saturating_sub(PAGE),
                Key::Home => 0,
                Key::End => last,
                _ => return true,
            };
            to = Some(target);
            false
        });
        to
    })
}

/// A change between the two levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    More(ProfileId),
    Back,
}

/// The right arrow at the end of the text, the left one at its start, and Backspace where there is none. Consumed; elsewhere they
/// move the caret, and a held key stops at the text's end.
pub(super) fn turn(
    ctx: &Context,
    palette: &Palette,
    typed: &str,
    chosen: Option<ProfileId>,
) -> Option<Turn> {
    let caret = caret(ctx).unwrap_or_else(|| CCursorRange::one(CCursor::end_of_str(typed)));
    let is_at = |place: CCursor| caret.is_empty() && caret.primary.index == place.index;
    match (&palette.level, chosen) {
        (None, Some(id)) if is_at(CCursor::end_of_str(typed)) => {
            pressed(ctx, Key::ArrowRight).then_some(Turn::More(id))
        }
        (Some(_), _) if is_at(CCursor::default()) => {
            let is_back =
                pressed(ctx, Key::ArrowLeft) || (typed.is_empty() && pressed(ctx, Key::Backspace));
            is_back.then_some(Turn::Back)
        }
        _ => None,
    }
}

/// Whether it was pressed, not just held; consumed.
fn pressed(ctx: &Context, wanted: Key) -> bool {
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            !matches!(
                event,
                Event::Key { key, pressed: true, repeat: false, modifiers, .. }
                    if *key == wanted && modifiers.is_none()
            )
        });
        input.events.len() < before
    })
}

/// Whether Ctrl+C means the chosen profile: no text is selected. Consumed.
pub(super) fn is_copy(ctx: &Context) -> bool {
    caret(ctx).is_none_or(|caret| caret.is_empty())
        && ctx.input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| !matches!(event, Event::Copy));
            input.events.len() < before
        })
}

/// What Enter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enter {
    Run,
    /// With Shift: shows the profile without a sign-in.
    Open,
}

/// Whether Enter was pressed, not just held. Left in the input for the debounce.
pub(super) fn enter(ui: &Ui) -> Option<Enter> {
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Key {
                key: Key::Enter,
                pressed: true,
                repeat: false,
                modifiers,
                ..
            } => Some(if modifiers.shift {
                Enter::Open
            } else {
                Enter::Run
            }),
            _ => None,
        })
    })
}

fn caret(ctx: &Context) -> Option<CCursorRange> {
    TextEditState::load(ctx, field_id())?.cursor.char_range()
}

/// The other level has another text, of which the field knows nothing yet.
pub(super) fn caret_to_end_on_change(ctx: &Context, level: Option<ProfileId>, text: &str) {
    let place = Id::unique("palette level");
    let before: Option<Option<ProfileId>> = ctx.data(|data| data.get_temp(place));
    if before == Some(level) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(place, level));
    let mut state = TextEditState::load(ctx, field_id()).unwrap_or_default();
    let end = CCursorRange::one(CCursor::end_of_str(text));
    state.cursor.set_char_range(Some(end));
    state.store(ctx, field_id());
}
