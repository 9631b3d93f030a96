//! The colors of both themes, named by use. Screens use no others.

use egui::{Color32, Theme, Ui};

use crate::model::Tag;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// Right pane.
    pub background: Color32,
    /// Left pane.
    pub side: Color32,
    /// Cards, fields, dialogs, menus.
    pub card: Color32,
    /// Borders and separators.
    pub line: Color32,
    /// Borders of fields.
    pub field_line: Color32,
    pub text: Color32,
    /// Secondary text and icons.
    pub dim: Color32,
    /// The solid button, links, the focus ring.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Selected row, selected text.
    pub selected: Color32,
    /// Live, accepted.
    pub ok: Color32,
    /// Behind `ok` text.
    pub ok_soft: Color32,
    /// Expiring, needs attention.
    pub warn: Color32,
    /// Behind `warn` text.
    pub warn_soft: Color32,
    /// Rejected, failed.
    pub bad: Color32,
    /// Behind `bad` text.
    pub bad_soft: Color32,
}

/// What a color stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Ok,
    Warn,
    Bad,
}

impl Colors {
    pub const LIGHT: Self = Self {
        background: rgb(0x00f6_f7f9),
        side: rgb(0x00ec_eef2),
        card: rgb(0x00ff_ffff),
        line: rgb(0x00d5_d9e2),
        field_line: rgb(0x0086_8e9e),
        text: rgb(0x001c_2230),
        dim: rgb(0x0056_5f70),
        accent: rgb(0x0036_54d1),
        on_accent: rgb(0x00ff_ffff),
        selected: rgb(0x00df_e5fb),
        ok: rgb(0x0014_6c43),
        ok_soft: rgb(0x00e3_f4ec),
        warn: rgb(0x008a_5200),
        warn_soft: rgb(0x00fd_f1dc),
        bad: rgb(0x00b0_2a2a),
        bad_soft: rgb(0x00fb_e6e6),
    };

    pub const DARK: Self = Self {
        background: rgb(0x0017_1a21),
        side: rgb(0x0012_151b),
        card: rgb(0x001f_232c),
        line: rgb(0x0034_3b49),
        field_line: rgb(0x006d_778b),
        text: rgb(0x00e6_e9f0),
        dim: rgb(0x00a3_acbd),
        accent: rgb(0x008a_a2ff),
        on_accent: rgb(0x000e_1222),
        selected: rgb(0x0027_304d),
        ok: rgb(0x005c_cf96),
        ok_soft: rgb(0x0017_332a),
        warn: rgb(0x00e8_b25e),
        warn_soft: rgb(0x0037_2a14),
        bad: rgb(0x00f2_8b8b),
        bad_soft: rgb(0x003b_1f22),
    };

    pub const fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &Self::LIGHT,
            Theme::Dark => &Self::DARK,
        }
    }

    pub fn in_use(ui: &Ui) -> &'static Self {
        Self::of(if ui.visuals().dark_mode {
            Theme::Dark
        } else {
            Theme::Light
        })
    }

    /// For text, dots and rings.
    pub const fn of_tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.dim,
            Tone::Ok => self.ok,
            Tone::Warn => self.warn,
            Tone::Bad => self.bad,
        }
    }

    /// No color of a state, so that neither is taken for the other. The tag's name goes with it: a color alone says nothing.
    pub fn tag(&self, tag: Tag) -> Color32 {
        let (light, dark) = match tag {
            Tag::Violet => (0x007d_4ccf, 0x00b4_8cff),
            Tag::Teal => (0x0010_7f8c, 0x0044_b9cb),
            Tag::Blue => (0x002f_6fde, 0x0062_a0ff),
            Tag::Pink => (0x00bd_3799, 0x00ee_7acd),
            Tag::Plum => (0x0073_3a70, 0x00cb_a0cd),
            Tag::Gray => (0x006b_7486, 0x0097_a1b3),
        };
        rgb(if *self == Self::DARK { dark } else { light })
    }

    /// Behind text in the color of `tone`.
    pub fn soft(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.chip(),
            Tone::Ok => self.ok_soft,
            Tone::Warn => self.warn_soft,
            Tone::Bad => self.bad_soft,
        }
    }

    pub fn hovered(&self) -> Color32 {
        mix(self.card, self.text, 0.05)
    }

    pub fn pressed(&self) -> Color32 {
        mix(self.card, self.text, 0.10)
    }

    pub fn row_hovered(&self) -> Color32 {
        mix(self.side, self.text, 0.04)
    }

    pub fn accent_hovered(&self) -> Color32 {
        mix(self.accent, self.text, 0.10)
    }

    pub fn accent_pressed(&self) -> Color32 {
        mix(self.accent, self.text, 0.18)
    }

    pub fn bad_hovered(&self) -> Color32 {
        mix(self.bad, self.text, 0.12)
    }

    /// Chips, tracks, disabled buttons.
    pub fn chip(&self) -> Color32 {
        mix(self.background, self.line, 0.55)
    }

    /// Over the window behind a dialog.
    pub fn veil(&self) -> Color32 {
        Color32::from_black_alpha(if *self == Self::DARK { 140 } else { 92 })
    }

    pub fn shadow(&self) -> Color32 {
        Color32::from_black_alpha(if *self == Self::DARK { 96 } else { 36 })
    }
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// `base` with a `share` of `other`; both opaque.
fn mix(base: Color32, other: Color32, share: f32) -> Color32 {
    base.lerp_to_gamma(other, share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of text (WCAG 2.2, 1.4.3, AA).
    const TEXT: f32 = 4.5;
    /// Contrast of dots, rings and icons (1.4.11).
    const GRAPHICS: f32 = 3.0;

    fn luminance(color: Color32) -> f32 {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.0722f32.mul_add(
            channel(color.b()),
            0.2126f32.mul_add(channel(color.r()), 0.7152 * channel(color.g())),
        )
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn the_measure_of_contrast_is_the_standards_own() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x0077_7777), Color32::WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_text_can_be_read_on_what_it_stands_on() {
        for p in [&Colors::LIGHT, &Colors::DARK] {
            let mut pairs = vec![
                ("on accent", p.on_accent, p.accent),
                ("on accent, hovered", p.on_accent, p.accent_hovered()),
                ("on accent, pressed", p.on_accent, p.accent_pressed()),
                ("delete", p.card, p.bad),
                ("delete, hovered", p.card, p.bad_hovered()),
                ("a link on the background", p.accent, p.background),
                ("a link on a card", p.accent, p.card),
                ("an error under a field", p.bad, p.card),
                ("a warning under a field", p.warn, p.card),
            ];
            for (on, name) in [
                (p.background, "background"),
                (p.side, "side"),
                (p.card, "card"),
                (p.hovered(), "hovered"),
                (p.pressed(), "pressed"),
                (p.row_hovered(), "hovered row"),
                (p.selected, "selected"),
                (p.chip(), "chip"),
            ] {
                pairs.push((name, p.text, on));
                pairs.push((name, p.dim, on));
            }
            for tone in [Tone::Ok, Tone::Warn, Tone::Bad] {
                pairs.push(("a strip", p.of_tone(tone), p.soft(tone)));
                pairs.push(("text in a strip", p.text, p.soft(tone)));
            }
            for (name, text, on) in pairs {
                let found = contrast(text, on);
                assert!(found >= TEXT, "{name}: {found:.2} ({text:?} on {on:?})");
            }
        }
    }

    #[test]
    fn dots_rings_tags_and_the_focus_ring_can_be_seen() {
        for p in [&Colors::LIGHT, &Colors::DARK] {
            let found = contrast(p.field_line, p.card);
            assert!(found >= GRAPHICS, "the border of a field: {found:.2}");
            for on in [p.background, p.side, p.card, p.selected, p.row_hovered()] {
                for (name, graphic) in [
                    ("focus ring", p.accent),
                    ("live", p.ok),
                    ("expiring", p.warn),
                    ("rejected", p.bad),
                    ("no tag", p.dim),
                ] {
                    let found = contrast(graphic, on);
                    assert!(found >= GRAPHICS, "{name}: {found:.2} on {on:?}");
                }
                for tag in Tag::ALL {
                    let found = contrast(p.tag(tag), on);
                    assert!(found >= GRAPHICS, "{tag:?}: {found:.2} on {on:?}");
                }
            }
        }
    }

    #[test]
    fn no_tag_can_be_taken_for_a_state() {
        /// In degrees.
        const APART: f32 = 30.0;
        for p in [&Colors::LIGHT, &Colors::DARK] {
            for tag in Tag::ALL.into_iter().filter(|tag| *tag != Tag::Gray) {
                for state in [p.ok, p.warn, p.bad] {
                    let turn = (hue(p.tag(tag)) - hue(state)).rem_euclid(360.0);
                    let found = turn.min(360.0 - turn);
                    assert!(found >= APART, "{tag:?}: {found:.0} from {state:?}");
                }
            }
        }
    }

    fn hue(color: Color32) -> f32 {
        360.0 * egui::ecolor::HsvaGamma::from(color).h
    }
}
