//! The type scale: one text family in three weights, and one for tokens and digits.

use egui::{Color32, FontFamily, FontId, RichText};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Hints on buttons.
    Tiny,
    /// Second lines, labels above fields.
    Small,
    /// Text in strips.
    Note,
    Body,
    /// The headline of a card.
    Title,
    /// The name of a profile.
    Heading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    /// Buttons, labels.
    Medium,
    /// Names, headlines.
    SemiBold,
    /// The name of the profile in the pane.
    Bold,
}

impl Size {
    pub const fn points(self) -> f32 {
        match self {
            Self::Tiny => 11.0,
            Self::Small => 12.0,
            Self::Note => 13.0,
            Self::Body => 14.0,
            Self::Title => 17.0,
            Self::Heading => 22.0,
        }
    }

    /// In points.
    pub const fn line_height(self) -> f32 {
        match self {
            Self::Tiny => 14.0,
            Self::Small => 16.0,
            Self::Note => 18.0,
            Self::Body => 20.0,
            Self::Title => 22.0,
            Self::Heading => 28.0,
        }
    }
}

impl Weight {
    pub(crate) const fn family(self) -> &'static str {
        match self {
            Self::Regular => "Inter",
            Self::Medium => "Inter-Medium",
            Self::SemiBold => "Inter-SemiBold",
            Self::Bold => "Inter-Bold",
        }
    }
}

pub fn font(size: Size, weight: Weight) -> FontId {
    let family = match weight {
        Weight::Regular => FontFamily::Proportional,
        other => FontFamily::Name(other.family().into()),
    };
    FontId::new(size.points(), family)
}

/// For tokens and digits. A little smaller than text of the same size, to look as large.
pub fn mono(size: Size) -> FontId {
    FontId::new(size.points() - 1.0, FontFamily::Monospace)
}

pub fn text(content: impl Into<String>, size: Size, weight: Weight, color: Color32) -> RichText {
    RichText::new(content)
        .font(font(size, weight))
        .line_height(Some(size.line_height()))
        .color(color)
}
