//! What cannot be used now says why, and what is cut can be read whole: on all samples of all screens.

use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use tokendesk::app::Drafts;

use super::states::every_state;
use super::window::{USUAL, Window};

#[test]
fn whatever_cannot_be_used_now_says_why() {
    let mut resting = 0;
    for (name, state) in every_state() {
        let window = Window::with(state, Drafts::default(), USUAL, Theme::Light);
        for node in window.0.root().children_recursive() {
            let node = node.accesskit_node();
            if !node.is_disabled() || matches!(node.role(), Role::Label | Role::TextRun) {
                continue;
            }
            let why = node.description().unwrap_or_default();
            let control = node.label().unwrap_or_default();
            assert!(!why.is_empty(), "{name}: {:?} “{control}”", node.role());
            resting += 1;
        }
    }
    // Otherwise this proves nothing.
    assert!(resting > 20, "{resting}");
}
