//! What a screen reader says by itself when something came to its end: once, in a few words, wherever the person is.
//!
//! One node without a place in the window holds the words. It is another node each time, so that the same words are said again
//! when the same thing happens again. What changes each second is never said.

use std::collections::BTreeMap;

use egui::accesskit::{Live, Role};
use egui::{Context, Id};

use crate::app::State;
use crate::app::state::Dialog;
use crate::app::token::LastOutcome;
use crate::model::{ActivityEntry, ActivityKind};
use crate::ui::kit::theme::Tone;

/// How many things that happen at once are said; of more, the newest.
const MOST: usize = 3;

/// What was said, and what is to be said.
#[derive(Clone, Debug, Default)]
struct Said {
    /// By place: in which pass it was last there, and what it said then.
    seen: BTreeMap<&'static str, (u64, String)>,
    /// The serial number of the last deed that was looked at. `None` before the first look: what happened before is not news.
    serial: Option<u64>,
    waiting: Vec<Line>,
    /// Counts what was said.
    count: u64,
    now: Line,
}

#[derive(Clone, Debug, Default)]
struct Line {
    words: String,
    is_urgent: bool,
}

fn with_said<R>(ctx: &Context, change: impl FnOnce(&mut Said) -> R) -> R {
    ctx.data_mut(|data| change(data.get_temp_mut_or_default(Id::unique("said"))))
}

/// Says what has just come up in `place`. It is called in every pass that shows it, and heard in the first.
pub(super) fn news(ctx: &Context, place: &'static str, words: &str, tone: Tone) {
    let pass = ctx.cumulative_pass_nr();
    with_said(ctx, |said| {
        let before = said.seen.insert(place, (pass, words.to_owned()));
        if before.is_some_and(|(last, old)| last + 1 >= pass && old == words) {
            return;
        }
        said.waiting.push(Line {
            words: words.to_owned(),
            is_urgent: tone == Tone::Bad,
        });
    });
}

/// Says what happened since the last pass. Called once a pass, after everything was drawn.
pub(super) fn speak(ctx: &Context, state: &State) {
    let happened = state.activity.some_of_all(0..MOST);
    let (count, now) = with_said(ctx, |said| {
        let newest = happened.first().map_or(0, |(_, entry)| entry.serial);
        let last = *said.serial.get_or_insert(newest);
        said.serial = Some(newest);
        let new = happened.iter().rev().filter(|(_, new)| new.serial > last);
        let lines = new.filter_map(|(name, entry)| line(state, name, entry));
        said.waiting.extend(lines);
        if !said.waiting.is_empty() {
            let lines: Vec<_> = said.waiting.drain(..).collect();
            said.now = Line {
                is_urgent: lines.iter().any(|line| line.is_urgent),
                words: lines
                    .into_iter()
                    .map(|line| line.words)
                    .collect::<Vec<_>>()
                    .join(" "),
            };
            said.count += 1;
        }
        (said.count, said.now.clone())
    });
    if count == 0 {
        return;
    }
    ctx.accesskit_node_builder(Id::unique("announcement").with(count), |node| {
        node.set_role(Role::Status);
        node.set_label(now.words);
        node.set_live(if now.is_urgent {
            Live::Assertive
        } else {
            Live::Polite
        });
    });
}

/// "Production EU: Header copied." Nothing for what a dialog or the line at the bottom tells in better words.
fn line(state: &State, name: &str, entry: &ActivityEntry) -> Option<Line> {
    let in_dialog = matches!(
        state.dialog,
        Some(Dialog::Rotation(_) | Dialog::CheckAll(_))
    );
    let told = match entry.kind {
        ActivityKind::Checked { .. } | ActivityKind::NewChecked { .. } if in_dialog => return None,
        ActivityKind::Cleared | ActivityKind::NotCleared if state.notice.is_some() => return None,
        // The card has the words for it.
        ActivityKind::Failed { .. } => {
            headline(state, name).unwrap_or_else(|| entry.kind.message())
        }
        _ => entry.kind.message(),
    };
    Some(Line {
        words: format!("{name}: {told}."),
        is_urgent: entry.kind.is_bad(),
    })
}

fn headline(state: &State, name: &str) -> Option<String> {
    let mut rows = state.profiles();
    let row = rows.find(|row| row.profile.name.to_string() == name)?;
    match row.last_outcome.as_ref()? {
        LastOutcome::Failed(failure) => Some(failure.message().headline),
        _ => None,
    }
}
