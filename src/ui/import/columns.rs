//! The columns of the preview.

use egui::Rangef;

/// Left and right padding of a cell.
pub(super) const PAD: f32 = 6.0;
/// Width of the check boxes' column.
const TICK: f32 = 34.0;

/// From the table's left edge.
pub(super) struct ImportColumns {
    pub(super) tick: Rangef,
    pub(super) name: Rangef,
    pub(super) console: Rangef,
    pub(super) account: Rangef,
    pub(super) secret: Rangef,
}

impl ImportColumns {
    /// Left edge of what is below the fields.
    pub(super) const NOTES: f32 = TICK + PAD;

    pub(super) fn of(width: f32) -> Self {
        let room = width - TICK - PAD;
        let mut left = TICK;
        let mut take = |share: f32| {
            let range = Rangef::new(left, left + room * share);
            left = range.max;
            range
        };
        Self {
            tick: Rangef::new(0.0, TICK),
            name: take(0.3),
            console: take(0.26),
            account: take(0.24),
            secret: take(0.2),
        }
    }

    pub(super) fn headings(&self) -> [(Rangef, &'static str); 4] {
        [
            (self.name, "Name"),
            (self.console, "Console"),
            (self.account, "Client ID or username"),
            (self.secret, "Secret"),
        ]
    }
}
