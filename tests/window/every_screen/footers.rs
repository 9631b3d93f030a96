//! The buttons below each dialog: of one height, at one distance, with room for the focus ring inside the dialog.

use egui::accesskit::Role;
use egui::{Rect, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::Drafts;
use tokendesk::ui::kit::theme::space;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::states::{clone, every_state};

/// What leaves a dialog.
const LEAVING: [&str; 3] = ["Close", "Cancel", "Keep editing"];
/// From a button to the end of its focus ring.
const RING: f32 = space::FOCUS + 1.0;

#[test]
fn the_buttons_below_every_dialog_are_of_one_height_at_one_distance_with_room_for_the_ring() {
    let mut looked_at = 0;
    for (name, state) in every_state() {
        if !state.has_dialog() {
            continue;
        }
        for size in [USUAL, SMALLEST] {
            let window = ScreenHarness::with(clone(&state), Drafts::default(), size, Theme::Light);
            let Some(dialog) = window.0.query_by_role(Role::Dialog) else {
                continue;
            };
            let frame = window.0.ctx.memory(|memory| {
                let layer = memory.top_modal_layer().unwrap();
                memory.area_rect(layer.id).unwrap()
            });
            let buttons: Vec<_> = dialog
                .children_recursive()
                .filter(|node| node.accesskit_node().role() == Role::Button)
                .map(|node| {
                    (
                        node.accesskit_node().label().unwrap_or_default(),
                        node.rect(),
                    )
                })
                .collect();
            // The palette has none.
            let Some((_, leaving)) = buttons
                .iter()
                .rfind(|(name, _)| LEAVING.contains(&name.as_str()))
            else {
                continue;
            };
            looked_at += 1;
            let is_below = |rect: &Rect| rect.y_range().contains(leaving.center().y);
            let mut footer: Vec<_> = buttons.iter().filter(|(_, rect)| is_below(rect)).collect();
            footer.sort_by(|(_, a), (_, b)| a.left().total_cmp(&b.left()));
            let case = format!("{name} at {size}: {footer:?}");
            for (_, rect) in &footer {
                assert!((rect.height() - space::CONTROL).abs() < 0.1, "{case}");
                assert!(frame.contains_rect(rect.expand(RING)), "{case}");
            }
            let at_the_end = footer.iter().position(|(_, rect)| rect == leaving).unwrap();
            for (index, pair) in footer.windows(2).enumerate() {
                let gap = pair[1].1.left() - pair[0].1.right();
                // What leaves begins the group at the other end.
                let is_between_groups = index + 1 == at_the_end;
                let is_right = (gap - space::S).abs() < 0.1 || is_between_groups && gap > space::S;
                assert!(is_right, "{gap}: {case}");
            }
            let (_, last) = footer[footer.len() - 1];
            assert!((frame.right() - last.right() - 24.0).abs() < 1.5, "{case}");
            assert!(
                (frame.bottom() - last.bottom() - 24.0).abs() < 1.5,
                "{case}"
            );
        }
    }
    assert!(looked_at > 40, "{looked_at}");
}
