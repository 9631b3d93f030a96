//! Outcomes that screen readers announce: once, in a few words, wherever the focus is.
//!
//! One node without a place in the window holds the text. Each announcement is a new node, so that a repeated text is announced again.
//! The node is removed after a few seconds, so that nobody finds an outdated line later. What changes each second is never announced.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::accesskit::{Live, Role};
use egui::{Context, Id};

use crate::app::State;
use crate::app::state::Dialog;
use crate::app::token::LastOutcome;
use crate::model::{ActivityEntry, ActivityKind, Now, ProfileId};
use crate::ui::kit::theme::Tone;

/// Of more things that happen at once, the newest are announced.
const MOST: usize = 3;

/// Long enough for a screen reader to fetch the text.
const KEPT_FOR: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, Default)]
struct Announcer {
    /// By place: the pass in which it was last shown, and its text then.
    seen: BTreeMap<&'static str, (u64, String)>,
    /// The newest activity entry that was seen. `None` before the first pass: entries from before are not announced.
    serial: Option<u64>,
    waiting: Vec<Announcement>,
    count: u64,
    /// With the time it was made.
    last: Option<(Announcement, Now)>,
}

#[derive(Clone, Debug, Default)]
struct Announcement {
    text: String,
    is_urgent: bool,
}

fn with_announcer<R>(ctx: &Context, change: impl FnOnce(&mut Announcer) -> R) -> R {
    ctx.data_mut(|data| change(data.get_temp_mut_or_default(Id::unique("said"))))
}

/// Announces what `place` shows. Call in every pass that shows it; it is announced in the first.
pub(super) fn message(ctx: &Context, place: &'static str, text: &str, tone: Tone) {
    let pass = ctx.cumulative_pass_nr();
    with_announcer(ctx, |announcer| {
        let before = announcer.seen.insert(place, (pass, text.to_owned()));
        if before.is_some_and(|(last, old)| last + 1 >= pass && old == text) {
            return;
        }
        announcer.waiting.push(Announcement {
            text: text.to_owned(),
            is_urgent: tone == Tone::Bad,
        });
    });
}

/// Announces what happened since the last pass. Call once a pass, after drawing.
pub(super) fn publish(ctx: &Context, state: &State, now: Now) {
    let happened: Vec<_> = state.activity.newest_first().take(MOST).collect();
    let (count, last) = with_announcer(ctx, |announcer| {
        let newest = happened.first().map_or(0, |(.., entry)| entry.serial);
        let before = *announcer.serial.get_or_insert(newest);
        announcer.serial = Some(newest);
        let new = happened.iter().rev();
        let new = new.filter(|(.., entry)| entry.serial > before);
        let lines = new.filter_map(|(id, name, entry)| line(state, (*id, name), entry));
        announcer.waiting.extend(lines);
        if !announcer.waiting.is_empty() {
            let lines: Vec<_> = announcer.waiting.drain(..).collect();
            let all = Announcement {
                is_urgent: lines.iter().any(|line| line.is_urgent),
                text: lines
                    .into_iter()
                    .map(|line| line.text)
                    .collect::<Vec<_>>()
                    .join(" "),
            };
            announcer.last = Some((all, now));
            announcer.count += 1;
        }
        let last = &mut announcer.last;
        last.take_if(|(_, at)| now.since(*at) >= KEPT_FOR);
        (announcer.count, last.clone())
    });
    let Some((last, at)) = last else {
        return;
    };
    ctx.request_repaint_after(KEPT_FOR.saturating_sub(now.since(at)));
    ctx.accesskit_node_builder(Id::unique("announcement").with(count), |node| {
        node.set_role(Role::Status);
        node.set_label(last.text);
        node.set_live(if last.is_urgent {
            Live::Assertive
        } else {
            Live::Polite
        });
    });
}

/// "Production EU: Header copied." Nothing where a dialog or the notice at the bottom has better words.
fn line(
    state: &State,
    (id, name): (ProfileId, &str),
    entry: &ActivityEntry,
) -> Option<Announcement> {
    let in_dialog = matches!(
        state.dialog,
        Some(Dialog::Rotation(_) | Dialog::CheckAll(_))
    );
    let text = match entry.kind {
        ActivityKind::Checked { .. } | ActivityKind::NewChecked { .. } if in_dialog => return None,
        ActivityKind::Cleared | ActivityKind::NotCleared if state.notice.is_some() => return None,
        // The headline on the card is more specific.
        ActivityKind::Failed { .. } => headline(state, id).unwrap_or_else(|| entry.kind.message()),
        _ => entry.kind.message(),
    };
    Some(Announcement {
        text: format!("{name}: {text}."),
        is_urgent: entry.kind.is_bad(),
    })
}

fn headline(state: &State, id: ProfileId) -> Option<String> {
    match state.profile(id)?.last_outcome.as_ref()? {
        LastOutcome::Failed(failure) => Some(failure.message().headline),
        _ => None,
    }
}
