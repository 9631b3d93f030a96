//! The toolkit's smallest window: what no program made with it can be faster than.

use eframe::{NativeOptions, Renderer};
use egui::Ui;

struct EmptyWindow;

impl eframe::App for EmptyWindow {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        ui.label("Empty");
    }
}

fn main() -> eframe::Result {
    let options = NativeOptions {
        renderer: Renderer::Glow,
        persist_window: false,
        ..NativeOptions::default()
    };
    eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(EmptyWindow))))
}
