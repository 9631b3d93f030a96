//! The bundled fonts, each the other's fallback. What both lack is drawn by fonts of the system.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::ui::kit::theme::Weight;

pub(crate) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (weight, bytes) in inter() {
        let name = weight.family();
        let family = match weight {
            Weight::Regular => FontFamily::Proportional,
            _ => FontFamily::Name(name.into()),
        };
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        fonts
            .families
            .insert(family, vec![name.to_owned(), MONO.to_owned()]);
    }
    fonts.font_data.insert(
        MONO.to_owned(),
        Arc::new(FontData::from_static(JETBRAINS_MONO)),
    );
    let regular = Weight::Regular.family();
    fonts.families.insert(
        FontFamily::Monospace,
        vec![MONO.to_owned(), regular.to_owned()],
    );
    fonts
}

const MONO: &str = "JetBrains Mono";
const JETBRAINS_MONO: &[u8] = include_bytes!("../../../../assets/fonts/JetBrainsMono-Regular.ttf");

fn inter() -> [(Weight, &'static [u8]); 4] {
    [
        (
            Weight::Regular,
            include_bytes!("../../../../assets/fonts/Inter-Regular.otf"),
        ),
        (
            Weight::Medium,
            include_bytes!("../../../../assets/fonts/Inter-Medium.otf"),
        ),
        (
            Weight::SemiBold,
            include_bytes!("../../../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            Weight::Bold,
            include_bytes!("../../../../assets/fonts/Inter-Bold.otf"),
        ),
    ]
}
