//! Which fonts draw what: the program's own draw all that it says itself; names in other scripts are drawn by fonts of the system,
//! found when they are needed.

use std::sync::Arc;

use egui::FontFamily;
use egui_system_font_provider::SystemFontProvider;
use tokendesk::app::State;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::ui::kit::theme::{Size, Weight, font, mono};

use crate::harness::screen::ScreenHarness;
use crate::samples::{US1, live, profile, showing};

/// "Customer Japan", "Hello" in Hebrew and Arabic, a key.
const NAMES: [&str; 4] = ["日本のお客様", "שלום", "مرحبا", "🔑 🚀"];

fn named_in_other_scripts() -> State {
    showing(NAMES.map(|name| ProfileRow::new(profile(name, US1, "key-42"))))
}

/// A window that has come up before their names are read, as it does.
fn window_before_the_names() -> ScreenHarness {
    ScreenHarness::of(showing([live(872)]))
}

#[test]
fn names_in_other_scripts_are_drawn_by_fonts_of_the_system() {
    let mut window = window_before_the_names();
    let fonts = Arc::new(SystemFontProvider::new());
    window.0.ctx.add_font_provider(fonts);
    // A letter that no font can draw stops this test here.
    *window.state_mut() = named_in_other_scripts();
    window.settle();
    for text in NAMES {
        for letter in text.chars().filter(|letter| *letter != ' ') {
            for font in [
                font(Size::Body, Weight::Regular),
                font(Size::Body, Weight::SemiBold),
                font(Size::Heading, Weight::Bold),
                mono(Size::Body),
            ] {
                let is_drawn = window
                    .0
                    .ctx
                    .fonts_mut(|fonts| fonts.has_glyph(&font, letter));
                assert!(is_drawn, "“{letter}” in {font:?}");
            }
        }
    }
}

#[test]
fn where_no_font_has_a_letter_a_box_is_drawn_and_all_works() {
    let mut window = window_before_the_names();
    window
        .0
        .ctx
        .set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    *window.state_mut() = named_in_other_scripts();
    window.settle();
    let has = |window: &ScreenHarness, letter| {
        let font = font(Size::Body, Weight::Regular);
        window
            .0
            .ctx
            .fonts_mut(|fonts| fonts.has_glyph(&font, letter))
    };
    assert!(!has(&window, '日'));
    assert!(window.says(NAMES[0]));
    assert!(!window.press("Get token and copy header").is_empty());
}

/// The digits of a countdown must not move while it counts.
#[test]
fn all_digits_of_a_countdown_are_equally_wide() {
    let window = window_before_the_names();
    for size in [Size::Tiny, Size::Note, Size::Body, Size::Title] {
        let font = mono(size);
        assert_eq!(font.family, FontFamily::Monospace);
        let widths: Vec<_> = window.0.ctx.fonts_mut(|fonts| {
            let digits = ('0'..='9').map(|digit| fonts.glyph_width(&font, digit));
            digits.collect()
        });
        let is_equal = |width: &f32| (width - widths[0]).abs() < f32::EPSILON;
        assert!(widths.iter().all(is_equal), "{widths:?}");
    }
}
