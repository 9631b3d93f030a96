//! The only user of eframe: opens the window, passes messages between `ui`, `app` and `runtime`, and schedules repaints.

mod appearance;
mod focus_keys;
mod geometry;
mod icon;
mod selection;
mod stuck_keys;
mod zoom_to_fit;

use std::sync::Arc;
use std::time::Duration;

use eframe::{CreationContext, Frame, NativeOptions, Renderer};
use egui::text_edit::TextEditState;
use egui::util::IdTypeMap;
use egui::{Context, Id, Ui, ViewportBuilder, ViewportCommand};

pub use self::appearance::Appearance;
use self::appearance::AppliedAppearance;
use self::focus_keys::FocusKeys;
use self::geometry::Geometry;
use self::selection::Selection;
use self::stuck_keys::StuckKeys;
use self::zoom_to_fit::ZoomToFit;
use crate::app::profiles::Listing;
use crate::app::settings::SettingsAction;
use crate::app::{Action, App, Effect, Message, State};
use crate::jobs::Ports;
use crate::runtime::{self, Runtime};
use crate::ui;

/// The smallest size at which every control fits, in points.
const MIN_SIZE: [f32; 2] = [720.0, 480.0];

/// The first frames need the processor more, and a person needs longer for the first click.
const PREPARE_AFTER: Duration = Duration::from_millis(300);

/// What the window starts with.
#[derive(Debug)]
pub struct Setup {
    pub state: State,
    pub ports: Ports,
    /// In addition to the settings.
    pub appearance: Appearance,
}

/// Returns when the window is closed.
pub fn open(setup: Setup) -> Result<(), eframe::Error> {
    let viewport = ViewportBuilder::default()
        .with_title(title(&setup.state))
        .with_app_id("tokendesk")
        .with_min_inner_size(MIN_SIZE);
    let place = setup.state.settings.window;
    let viewport = geometry::with_place(viewport, place, MIN_SIZE.into());
    let options = NativeOptions {
        viewport: icon::with_icon(viewport),
        renderer: Renderer::Glow,
        persist_window: false,
        ..NativeOptions::default()
    };
    eframe::run_native(
        "tokendesk",
        options,
        Box::new(|context| Ok(Box::new(Window::new(setup, context)))),
    )
}

fn title(state: &State) -> &'static str {
    if state.sandbox.is_some() {
        "Tokendesk (sandbox)"
    } else {
        "Tokendesk"
    }
}

struct Window {
    app: App,
    runtime: Runtime,
    selection: Selection,
    appearance: AppliedAppearance,
    zoom_to_fit: ZoomToFit,
    geometry: Geometry,
    start_stage: StartStage,
    blank_frame: BlankFrame,
    is_focused: bool,
    may_close: bool,
    /// Whether the system keeps the window out of screenshots and shared screens.
    is_protected: bool,
}

/// | stage | ends when |
/// |---|---|
/// | `NoFrame` | the first frame is drawn |
/// | `FirstFrame` | the next one begins: only now the listing starts, if it may prompt, because a window that opens then would cover the prompt |
/// | `Listing` | the listing ends |
/// | `Prepared` | never: the lock of the session is watched, and the first sign-in's connections were made |
#[derive(Clone, Copy, PartialEq, Eq)]
enum StartStage {
    NoFrame,
    FirstFrame,
    Listing,
    Prepared,
}

/// Controls of the accessibility tree that change reuse their buffers, and the end of a longer text stays there. Those that leave it are
/// freed, and so overwritten: without a frame's controls no typed text is left.
#[derive(Clone, Copy)]
enum BlankFrame {
    No,
    Due,
    /// What had the focus before gets it again.
    Drawn(Option<Id>),
}

impl Window {
    fn new(
        Setup {
            state,
            ports,
            appearance,
        }: Setup,
        context: &CreationContext<'_>,
    ) -> Self {
        let ctx = &context.egui_ctx;
        ui::kit::theme::apply(ctx);
        let mut appearance = AppliedAppearance::of(appearance);
        appearance.apply(ctx, &state.settings);
        let geometry = Geometry::new(state.settings.window);
        let selection = Selection::default();
        ctx.add_plugin(selection.clone());
        ctx.add_plugin(StuckKeys::default());
        ctx.add_plugin(FocusKeys::default());
        let to_wake = ctx.clone();
        let mut window = Self {
            app: App::new(state),
            runtime: Runtime::new(ports, Arc::new(move || to_wake.request_repaint())),
            selection,
            appearance,
            zoom_to_fit: ZoomToFit::new(MIN_SIZE.into()),
            geometry,
            start_stage: StartStage::NoFrame,
            blank_frame: BlankFrame::No,
            is_focused: true,
            may_close: false,
            is_protected: false,
        };
        // The idle time begins.
        window.update(Message::Input, ctx);
        let launch = window.app.state.launch.as_ref();
        if launch.is_some_and(|launch| launch.get_until.is_some()) {
            window.runtime.prepare(Duration::ZERO);
        }
        if window.runtime.lists_without_prompt() {
            window.start_stage = StartStage::Listing;
            window.on_action(Action::Reload, ctx);
        }
        window
    }

    fn is_listed(&self) -> bool {
        !matches!(
            self.app.state.listing,
            Listing::NotYet | Listing::Running { .. }
        )
    }

    fn update(&mut self, message: Message, ctx: &Context) {
        for effect in self.app.update(message, runtime::now()) {
            match effect {
                Effect::CloseWindow => {
                    self.may_close = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                Effect::WipeFields => {
                    ctx.data_mut(IdTypeMap::remove_by_type::<TextEditState>);
                    self.blank_frame = BlankFrame::Due;
                }
                Effect::Run(..) | Effect::Cancel(_) => self.runtime.run(effect),
            }
        }
        self.appearance.apply(ctx, &self.app.state.settings);
        self.protect(ctx);
    }

    /// Keeps the window out of screenshots and shared screens while a secret is shown, where the system can: Windows and macOS.
    fn protect(&mut self, ctx: &Context) {
        let is_protected = self.app.state.shown.is_some();
        if self.is_protected != is_protected {
            self.is_protected = is_protected;
            ctx.send_viewport_cmd(ViewportCommand::ContentProtected(is_protected));
        }
    }

    fn on_action(&mut self, action: Action, ctx: &Context) {
        self.update(Message::Action(action), ctx);
    }

    fn handle_window_events(&mut self, ctx: &Context) {
        let (wants_to_close, is_focused) = ctx.input(|input| {
            (
                input.viewport().close_requested(),
                input.viewport().focused.unwrap_or(true),
            )
        });
        let place = self.geometry.place(ctx);
        if wants_to_close && !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if let Some(place) = place {
                let noted = SettingsAction::Window(place);
                self.on_action(Action::Settings(noted), ctx);
            }
            self.on_action(Action::CloseWindow, ctx);
        }
        match (self.is_focused, is_focused) {
            (true, false) => self.on_action(Action::FocusLost, ctx),
            (false, true) => self.on_action(Action::FocusGained, ctx),
            _ => {}
        }
        self.is_focused = is_focused;
        if let Some(text) = self.selection.take() {
            self.app.drafts.to_copy = Some(text);
            self.on_action(Action::CopyText("selected text"), ctx);
        }
        if self.start_stage == StartStage::FirstFrame {
            self.start_stage = StartStage::Listing;
            self.on_action(Action::Reload, ctx);
        }
        if self.start_stage == StartStage::Listing && self.is_listed() {
            self.start_stage = StartStage::Prepared;
            self.runtime.watch_session();
            if self.app.state.sandbox.is_none() {
                self.runtime.prepare(PREPARE_AFTER);
            }
        }
    }
}

impl eframe::App for Window {
    /// Also called while the window is hidden, so timers still run.
    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        self.geometry.correct(ctx, frame);
        self.handle_window_events(ctx);
        self.zoom_to_fit.apply(ctx, MIN_SIZE.into());
        for event in self.runtime.poll() {
            self.update(Message::Event(event), ctx);
        }
        let has_input = ctx.input(|input| !input.events.is_empty());
        let message = if has_input {
            Message::Input
        } else {
            Message::Tick
        };
        self.update(message, ctx);
        if let Some(wait) = self.app.next_wake(runtime::now()) {
            // Slightly late: an early repaint would show the old digits and be scheduled again.
            ctx.request_repaint_after(wait + Duration::from_millis(2));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        let ctx = ui.ctx().clone();
        match self.blank_frame {
            BlankFrame::No => {}
            BlankFrame::Due => {
                self.blank_frame = BlankFrame::Drawn(ctx.memory(egui::Memory::focused));
                ctx.request_repaint();
                return;
            }
            BlankFrame::Drawn(focused) => {
                self.blank_frame = BlankFrame::No;
                ctx.memory_mut(|memory| focused.map(|id| memory.request_focus(id)));
            }
        }
        // The window's name for screen readers, which egui leaves empty.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| {
            node.set_label(title(&self.app.state));
        });
        let actions = ui::show(ui, &self.app.state, &mut self.app.drafts, runtime::now());
        if self.start_stage == StartStage::NoFrame {
            self.start_stage = StartStage::FirstFrame;
            ctx.request_repaint();
        }
        if !actions.is_empty() {
            ctx.request_repaint();
        }
        for action in actions {
            self.on_action(action, &ctx);
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.runtime.finish_settings();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
