//! Theme and motion, as the settings, the command line and the desktop have them.

use egui::{Context, ThemePreference};

use crate::model::{Motion, Settings, ThemeChoice};
use crate::ui;

/// What there is to know besides the settings.
#[derive(Clone, Copy, Debug)]
pub struct Appearance {
    /// What the command line asked for. It holds until another theme is chosen in the settings.
    pub asked: Option<ThemeChoice>,
    /// What *System* is, as the desktop said at the start. *System* again: as the window system has it, and following it; light
    /// where that does not say.
    pub system: ThemeChoice,
    /// Whether the desktop asks for less motion.
    pub wants_less_motion: bool,
}

/// What is applied to the window.
pub(super) struct AppliedAppearance {
    appearance: Appearance,
    applied: Option<(ThemeChoice, Motion)>,
}

impl AppliedAppearance {
    /// Nothing is applied yet.
    pub(super) fn of(appearance: Appearance) -> Self {
        Self {
            appearance,
            applied: None,
        }
    }

    /// Applies these settings, where they are not those that are applied.
    pub(super) fn apply(&mut self, ctx: &Context, settings: &Settings) {
        let wanted = (settings.theme, settings.motion);
        let before = self.applied.replace(wanted);
        if before == Some(wanted) {
            return;
        }
        if before.is_some_and(|(theme, _)| theme != settings.theme) {
            self.appearance.asked = None;
        }
        ctx.set_theme(preference(self.theme(settings.theme)));
        let moves = settings.motion == Motion::System && !self.appearance.wants_less_motion;
        ui::kit::theme::set_motion(ctx, moves);
    }

    fn theme(&self, set: ThemeChoice) -> ThemeChoice {
        match self.appearance.asked.unwrap_or(set) {
            ThemeChoice::System => self.appearance.system,
            theme => theme,
        }
    }
}

fn preference(theme: ThemeChoice) -> ThemePreference {
    match theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    }
}

#[cfg(test)]
mod tests {
    use egui::Theme;

    use super::*;

    fn shown(
        asked: Option<ThemeChoice>,
        system: ThemeChoice,
        less: bool,
    ) -> (Context, AppliedAppearance) {
        let appearance = Appearance {
            asked,
            system,
            wants_less_motion: less,
        };
        let ctx = Context::default();
        ui::kit::theme::apply(&ctx);
        (ctx, AppliedAppearance::of(appearance))
    }

    fn settings(theme: ThemeChoice, motion: Motion) -> Settings {
        Settings {
            theme,
            motion,
            ..Settings::default()
        }
    }

    #[test]
    fn the_command_line_holds_until_another_theme_is_chosen() {
        use ThemeChoice::{Dark, Light, System};
        let (ctx, mut shown) = shown(Some(Dark), Light, false);
        let mut theme = |set, motion| {
            shown.apply(&ctx, &settings(set, motion));
            ctx.theme()
        };
        assert_eq!(theme(Light, Motion::System), Theme::Dark);
        assert_eq!(theme(Light, Motion::Off), Theme::Dark);
        assert_eq!(theme(System, Motion::Off), Theme::Light);
        assert_eq!(theme(Dark, Motion::Off), Theme::Dark);
    }

    #[test]
    fn nothing_moves_where_the_setting_or_the_desktop_says_so() {
        for (less, motion, moves) in [
            (false, Motion::System, true),
            (true, Motion::System, false),
            (false, Motion::Off, false),
        ] {
            let (ctx, mut shown) = shown(None, ThemeChoice::System, less);
            shown.apply(&ctx, &settings(ThemeChoice::System, motion));
            for theme in [Theme::Light, Theme::Dark] {
                let secs = ctx.style_of(theme).animation_time;
                assert_eq!(secs > 0.0, moves, "{less}, {motion:?}");
            }
        }
    }
}
