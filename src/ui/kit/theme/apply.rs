//! Applies the theme to egui's own widgets: fields, menus, scroll bars, tooltips.

use egui::style::{
    ScrollAnimation, ScrollFadeStyle, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals,
    Widgets,
};
use egui::{
    Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme,
    Visuals, vec2,
};

use crate::ui::kit::theme::{Colors, Size, fonts, space};

/// Sets fonts and both themes. egui chooses between them: the system's, unless set otherwise.
pub fn apply(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(theme));
    }
    ctx.options_mut(|options| {
        // For desktops that state no preference.
        options.fallback_theme = Theme::Light;
        options.warn_on_id_clash = cfg!(debug_assertions);
    });
}

/// With motion off, fades, slides and scrolls finish at once.
pub fn set_motion(ctx: &Context, moves: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if moves { ANIMATION_SECS } else { 0.0 };
        style.scroll_animation = ScrollAnimation::none();
    });
}

const ANIMATION_SECS: f32 = 0.08;

pub fn style(theme: Theme) -> Style {
    let mut style = Style {
        visuals: visuals(theme),
        animation_time: ANIMATION_SECS,
        url_in_tooltip: true,
        scroll_animation: ScrollAnimation::none(),
        ..Style::default()
    };
    let font = |size: Size, family: FontFamily| FontId::new(size.points(), family);
    style.text_styles = [
        (
            TextStyle::Small,
            font(Size::Small, FontFamily::Proportional),
        ),
        (TextStyle::Body, font(Size::Body, FontFamily::Proportional)),
        (
            TextStyle::Button,
            font(Size::Body, FontFamily::Proportional),
        ),
        (
            TextStyle::Heading,
            font(Size::Title, FontFamily::Proportional),
        ),
        (
            TextStyle::Monospace,
            font(Size::Note, FontFamily::Monospace),
        ),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::XS);
    spacing.interact_size = vec2(space::CONTROL, space::CONTROL);
    spacing.button_padding = vec2(space::M, space::S);
    spacing.menu_margin = Margin::same(6);
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle {
        bar_width: 6.0,
        // Only the handle: a track looks like a border.
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.35,
        active_handle_opacity: 0.5,
        // A cut line of text fades out, as a sign that there is more.
        fade: ScrollFadeStyle {
            strength: 1.0,
            size: space::L,
        },
        ..ScrollStyle::thin()
    };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn visuals(theme: Theme) -> Visuals {
    let p = Colors::of(theme);
    let base = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    let shadow = Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: p.shadow(),
    };
    Visuals {
        override_text_color: None,
        weak_text_color: Some(p.dim),
        widgets: widgets(p),
        selection: Selection {
            bg_fill: p.selected,
            stroke: Stroke::new(space::FOCUS, p.accent),
        },
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(2.0, p.accent),
            ..base.text_cursor.clone()
        },
        hyperlink_color: p.accent,
        faint_bg_color: p.side,
        extreme_bg_color: p.card,
        text_edit_bg_color: Some(p.card),
        code_bg_color: p.side,
        warn_fg_color: p.warn,
        error_fg_color: p.bad,
        window_corner_radius: CornerRadius::same(space::RADIUS_L),
        menu_corner_radius: CornerRadius::same(space::RADIUS_M),
        window_shadow: shadow,
        popup_shadow: shadow,
        window_fill: p.card,
        window_stroke: Stroke::new(space::HAIR, p.line),
        panel_fill: p.background,
        interact_cursor: None,
        // Disabled controls have colors of their own, which stay readable.
        disabled_alpha: 1.0,
        ..base
    }
}

fn widgets(p: &Colors) -> Widgets {
    let look = |fill, line, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(space::HAIR, line),
        corner_radius: CornerRadius::same(space::RADIUS_M),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: look(p.card, p.line, p.text),
        inactive: look(p.card, p.line, p.text),
        hovered: look(p.hovered(), p.dim, p.text),
        active: look(p.pressed(), p.accent, p.text),
        open: look(p.pressed(), p.line, p.text),
    }
}
