//! The bundled fonts. egui's own are the fallback for missing characters.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::ui::kit::theme::Weight;

pub(crate) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let spare = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for (weight, bytes) in inter() {
        let name = weight.family();
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let family = match weight {
            Weight::Regular => FontFamily::Proportional,
            _ => FontFamily::Name(name.into()),
        };
        let chain = std::iter::once(name.to_owned()).chain(spare.iter().cloned());
        fonts.families.insert(family, chain.collect());
    }
    fonts.font_data.insert(
        MONO.to_owned(),
        Arc::new(FontData::from_static(JETBRAINS_MONO)),
    );
    fonts
        .families
        .entry(FontFamily::Monospace)
        .or_default()
        .insert(0, MONO.to_owned());
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
