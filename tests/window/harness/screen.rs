//! A window without a window: the screens over a state, and what they asked for.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, Theme, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, LazyRenderer, Node};
use tokendesk::app::job::{JobId, LearnedLogin};
use tokendesk::app::running::JobKind;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::failure::Stage;
use tokendesk::model::{KnownLogin, Now, Profile};
use tokendesk::ui;

use crate::harness::painter::Painter;

/// The size that the mockups are drawn in.
pub(crate) const USUAL: Vec2 = Vec2::new(980.0, 660.0);
/// The smallest window that the program allows.
pub(crate) const SMALLEST: Vec2 = Vec2::new(720.0, 480.0);

pub(crate) struct Content {
    pub(crate) state: State,
    pub(crate) drafts: Drafts,
    pub(crate) now: Now,
    pub(crate) asked: Vec<Action>,
}

pub(crate) struct ScreenHarness(pub(crate) Harness<'static, Content>);

impl ScreenHarness {
    pub(crate) fn of(state: State) -> Self {
        Self::with(state, Drafts::default(), USUAL, Theme::Light)
    }

    pub(crate) fn with(state: State, drafts: Drafts, size: Vec2, theme: Theme) -> Self {
        Self::at_scale(state, drafts, (size, 1.0), theme)
    }

    /// A window of this size in points, with so many pixels for each of them.
    pub(crate) fn at_scale(
        state: State,
        drafts: Drafts,
        (size, scale): (Vec2, f32),
        theme: Theme,
    ) -> Self {
        let content = Content {
            state,
            drafts,
            now: crate::samples::now(),
            asked: Vec::new(),
        };
        let harness = Harness::builder()
            .with_size(size)
            .with_pixels_per_point(scale)
            .with_theme(theme)
            .with_context_setup(ui::kit::theme::apply)
            .renderer(LazyRenderer::new(Painter::default))
            .build_ui_state(
                |ui, content: &mut Content| {
                    let asked = ui::show(ui, &content.state, &mut content.drafts, content.now);
                    content.asked.extend(asked);
                },
                content,
            );
        let mut window = Self(harness);
        window.settle();
        window.asked();
        window
    }

    /// Lets the window come to rest. A spinner never does, so this is a number of steps.
    pub(crate) fn settle(&mut self) {
        self.0.run_steps(3);
    }

    /// Turns the wheel over this place, down by so many points where they are negative, and lets the window come to rest.
    pub(crate) fn turn_wheel(&mut self, at: egui::Pos2, by: f32) {
        self.0.hover_at(at);
        self.0.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Unknown,
            delta: egui::vec2(0.0, by),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        // egui spreads it over some passes.
        self.0.run_steps(40);
    }

    /// What was asked for since the last time.
    pub(crate) fn asked(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.0.state_mut().asked)
    }

    /// Lets so much time pass that the next click is a wish of its own.
    pub(crate) fn wait_half_a_second(&mut self) {
        let content = self.0.state_mut();
        content.now = content.now.plus(std::time::Duration::from_millis(500));
        self.settle();
        self.asked();
    }

    pub(crate) fn state_mut(&mut self) -> &mut State {
        &mut self.0.state_mut().state
    }

    /// A job that began at this time.
    pub(crate) fn begin(&mut self, started: Now) -> JobId {
        let running = &mut self.state_mut().running;
        running.begin(JobKind::OpenSandbox, Stage::Waiting, started)
    }

    /// The console said of this account how it signs in.
    pub(crate) fn learns(&mut self, of: &Profile, login: KnownLogin) {
        self.state_mut().login_kinds.learn(LearnedLogin {
            console: of.console.clone(),
            account: of.account.clone(),
            login,
        });
        self.settle();
    }

    pub(crate) fn button<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.0.get_by_role_and_label(Role::Button, name)
    }

    /// Presses the button with this name, and says what that asked for.
    pub(crate) fn press(&mut self, name: &str) -> Vec<Action> {
        self.button(name).click();
        self.settle();
        self.asked()
    }

    /// Presses a key, and says what that asked for.
    pub(crate) fn key(&mut self, key: Key) -> Vec<Action> {
        self.0.key_press(key);
        self.settle();
        self.asked()
    }

    /// The same with Ctrl, or Command on a Mac.
    pub(crate) fn command_key(&mut self, key: Key) -> Vec<Action> {
        self.0.key_press_modifiers(Modifiers::COMMAND, key);
        self.settle();
        self.asked()
    }

    /// Presses or lets go of the mouse button at this place.
    pub(crate) fn pointer(&self, at: egui::Pos2, pressed: bool) {
        self.0.event(egui::Event::PointerMoved(at));
        self.0.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }

    /// On the row of this profile.
    pub(crate) fn right_click(&mut self, row: &str) {
        let row = self.0.get_by_role_and_label(Role::ListBoxOption, row);
        let pos = row.rect().center();
        self.0.hover_at(pos);
        for pressed in [true, false] {
            self.0.event(egui::Event::PointerButton {
                pos,
                button: egui::PointerButton::Secondary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        self.settle();
    }

    /// Chooses a command from the menu that opens from this button.
    pub(crate) fn choose(&mut self, button: &str, item: &str) -> Vec<Action> {
        assert_eq!(self.press(button), []);
        let plain = self.0.query_by_role_and_label(Role::MenuItem, item);
        let item = plain.unwrap_or_else(|| self.0.get_by_role_and_label(Role::MenuItemRadio, item));
        item.click();
        self.settle();
        self.asked()
    }

    /// Whether some control has this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.query_all_by_label(name).next().is_some()
    }

    /// Whether some text contains this.
    pub(crate) fn says(&self, part: &str) -> bool {
        self.texts().iter().any(|text| text.contains(part))
    }

    /// The same without what only hovering and screen readers tell.
    pub(crate) fn shows(&self, part: &str) -> bool {
        self.0.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            let text = node.label().or_else(|| node.value());
            text.is_some_and(|text| text.contains(part))
        })
    }

    /// Every name, text and description in the accessibility tree.
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for node in self.0.root().children_recursive() {
            let node = node.accesskit_node();
            texts.extend(node.label());
            texts.extend(node.value());
            texts.extend(node.description());
            texts.extend(node.placeholder().map(ToOwned::to_owned));
        }
        texts
    }

    /// The name of what has the keyboard.
    pub(crate) fn focused(&self) -> Option<String> {
        self.0
            .root()
            .children_recursive()
            .find(Node::is_focused)
            .and_then(|node| node.accesskit_node().label())
    }

    /// Role, name and place of everything that can be pressed or typed into, or is text.
    pub(crate) fn places(&self) -> Vec<(Role, String, Rect)> {
        self.0
            .root()
            .children_recursive()
            .filter_map(|node| {
                let inner = node.accesskit_node();
                let name = inner.label().or_else(|| inner.value())?;
                inner.bounding_box()?;
                Some((inner.role(), name, node.rect()))
            })
            .collect()
    }
}
