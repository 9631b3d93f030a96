//! The window's own controls. Each has an accessible name, a visible focus, and no logic of its own.

mod button;
mod check_box;
mod dialog;
mod disabled;
pub(crate) mod edit_menu;
mod field;
mod filter_chips;
mod focus;
mod framed_rows;
mod icon;
mod list_row;
mod long_text;
mod menu;
mod own_ids;
mod popover;
mod problem;
mod radio_cards;
mod scroll;
mod segments;
mod signs;
mod surface;
mod tab_bar;
mod tag;
mod text;
mod text_area;
mod toggle_chip;
mod working;

pub use button::{Button, add_unless, key_hint};
pub use check_box::{check_box, check_box_spoken};
pub use dialog::{DialogEnd, DialogFrame, to_the_end};
pub(crate) use dialog::{focus_control_on_open, focus_on_open, has_just_opened, initial_focus};
pub use disabled::disabled_scope;
pub use field::{Field, Note};
pub(crate) use field::{describe, field_frame};
pub use filter_chips::FilterChips;
pub(crate) use focus::{focus_in_view, keep_arrows};
pub use focus::{focus_ring, scroll_with_focus};
pub use framed_rows::FramedRows;
pub use icon::{Icon, paint as paint_icon};
pub use list_row::{Dot, ListRow, RowEnd, one_line};
pub use long_text::{LongText, LongTextState, Rows, find_all, is_long_text_selected};
pub use menu::{MenuItem, context_menu, menu, menu_heading, menu_separator};
pub use own_ids::with_own_ids;
pub use popover::popover;
pub(crate) use popover::scrolled_by_key;
pub use problem::Problem;
pub use radio_cards::{RadioCard, radio_cards};
pub(crate) use scroll::scrolled;
pub use segments::{segment_id, segments, switch};
pub use signs::{countdown, spinner};
pub use surface::{
    Strip, card, card_with, chip, chip_width, disc, scroll_to_new, scroll_to_new_end,
};
pub use tab_bar::tab_bar;
pub use tag::{
    TagChoice, paint_no_tag, paint_row_tag, paint_tag, paint_tag_chip, tag_chip, tag_chip_width,
};
pub use text::{
    caption, described_by, heading, line, name_on_hover, paragraph, subtitle, text_width, title,
};
pub use text_area::TextArea;
pub use toggle_chip::{toggle_chip, toggle_chip_size};
pub use working::{progress_bar, working};
