//! Theme and motion from settings, command line and desktop.

use egui::{Context, ThemePreference};

use crate::model::{Motion, Settings, ThemeChoice};
use crate::ui;

/// Inputs other than the settings.
#[derive(Clone, Copy, Debug)]
pub struct Appearance {
    /// From the command line; applies until another theme is chosen in the settings.
    pub requested: Option<ThemeChoice>,
    /// What *System* means, as the desktop said at startup. [`ThemeChoice::System`]: follows the window system; light if that
    /// doesn't report a theme.
    pub system: ThemeChoice,
    pub wants_less_motion: bool,
}

/// Applies the appearance when it changes.
pub(super) struct AppliedAppearance {
    appearance: Appearance,
    applied: Option<(ThemeChoice, Motion)>,
}

impl AppliedAppearance {
    pub(super) fn of(appearance: Appearance) -> Self {
        Self {
            appearance,
            applied: None,
        }
    }

    /// Does nothing if these are applied already.
    pub(super) fn apply(&mut self, ctx: &Context, settings: &Settings) {
        let chosen = (settings.theme, settings.motion);
        let before = self.applied.replace(chosen);
        if before == Some(chosen) {
            return;
        }
        if before.is_some_and(|(theme, _)| theme != settings.theme) {
            self.appearance.requested = None;
        }
        ctx.set_theme(preference(self.theme(settings.theme)));
        let moves = settings.motion == Motion::System && !self.appearance.wants_less_motion;
        ui::kit::theme::set_motion(ctx, moves);
    }

    fn theme(&self, set: ThemeChoice) -> ThemeChoice {
        match self.appearance.requested.unwrap_or(set) {
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
        requested: Option<ThemeChoice>,
        system: ThemeChoice,
        less: bool,
    ) -> (Context, AppliedAppearance) {
        let appearance = Appearance {
            requested,
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
