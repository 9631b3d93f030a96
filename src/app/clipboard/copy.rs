//! Onto the clipboard, and off it again.

use std::time::Duration;

use crate::app::Action;
use crate::app::clipboard::{ClearAt, CopiedItem};
use crate::app::flow::{CopyWhat, Effect};
use crate::app::state::Tone;
use crate::app::token::CopySkipped;
use crate::app::token::fetch::may_copy;
use crate::app::update::App;
use crate::model::{
    ActivityKind, Cleared, ClipText, ClipboardFailure, ClipboardOwner, CopyEnd, CopyFormat, CopyId,
    FailureText, Now, Profile, ProfileId, Token,
};

/// After so long, a clearing that failed is tried again where no delay is set.
const CLEAR_AGAIN_AFTER: Duration = Duration::from_mins(1);

/// A password or a secret does not expire: it is cleared after this long where no delay is set.
const WITHOUT_EXPIRY: Duration = Duration::from_mins(5);

/// A copy on its way.
#[derive(Debug)]
pub(crate) struct Copying {
    /// The profile whose token it is.
    of: Option<ProfileId>,
    /// What to hold once it is there; `None` for a text that is no secret and stays.
    held: Option<ToHold>,
    /// In whose activity it is noted, and as what.
    noted: Option<(ProfileId, &'static str)>,
    /// The token's end: the clipboard is cleared no later.
    ends: Option<Now>,
    /// Whether it is to be cleared as soon as it is there.
    is_unwanted: bool,
}

/// What is to be held once it is on the clipboard.
#[derive(Debug)]
pub(crate) struct ToHold {
    name: String,
    profile: Option<Box<Profile>>,
    noun: &'static str,
}

impl ToHold {
    /// Something of this profile, which is called so by now.
    fn of(profile: Profile, noun: &'static str) -> Self {
        Self {
            name: profile.name.to_string(),
            profile: Some(Box::new(profile)),
            noun,
        }
    }

    /// A part of a secret that was selected.
    pub(crate) fn selected_text() -> Self {
        Self {
            name: "Selected text".to_owned(),
            profile: None,
            noun: "secret",
        }
    }
}

impl App {
    /// *Copy header*, *Copy as*.
    pub(crate) fn copy_token(
        &mut self,
        id: ProfileId,
        format: CopyFormat,
        now: Now,
    ) -> Vec<Effect> {
        if !self.may_copy_token(id, now) || self.asks_before_copy(id, Action::Copy(id, format)) {
            return Vec::new();
        }
        self.start_copy(id, format, None)
    }

    /// Whether this profile has a token that can still be pasted; says so where that ends within seconds.
    pub(crate) fn may_copy_token(&mut self, id: ProfileId, now: Now) -> bool {
        let Some(grant) = self.row_mut(id).and_then(|row| row.grant.as_ref()) else {
            return false;
        };
        let may_copy = may_copy(grant, now);
        if !may_copy {
            self.notice(
                Tone::Warn,
                "This token ends within seconds, so it was not copied. Get a new one.",
                now,
            );
        }
        may_copy
    }

    pub(crate) fn start_copy(
        &mut self,
        id: ProfileId,
        format: CopyFormat,
        owner: Option<ClipboardOwner>,
    ) -> Vec<Effect> {
        let what = |token| CopyWhat::Token { token, format };
        self.copy_with_token(id, format.noun(), owner, what)
    }

    /// A copy with this profile's token in it: the strip names the profile, and it is cleared at the token's end at the latest.
    pub(crate) fn copy_with_token(
        &mut self,
        id: ProfileId,
        noun: &'static str,
        owner: Option<ClipboardOwner>,
        what: impl FnOnce(Token) -> CopyWhat,
    ) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        let Some(grant) = row.grant.clone() else {
            return Vec::new();
        };
        let held = ToHold::of(row.profile.clone(), noun);
        let copying = Copying {
            of: Some(id),
            held: Some(held),
            noted: Some((id, noun)),
            ends: Some(grant.expiry.at),
            is_unwanted: false,
        };
        self.order_copy(copying, what(grant.token), owner)
    }

    /// A text that was asked for by a click. What is `held` is cleared like a header.
    pub(crate) fn copy_text(&mut self, text: ClipText, held: Option<ToHold>) -> Vec<Effect> {
        self.copy_at_a_click(CopyWhat::Text(text), held, None)
    }

    /// The basic header of this profile: cleared like a header with a token.
    pub(crate) fn copy_basic_text(&mut self, profile: Profile, header: ClipText) -> Vec<Effect> {
        const NOUN: &str = "Basic header";
        let id = profile.id;
        let held = Some(ToHold::of(profile, NOUN));
        self.copy_at_a_click(CopyWhat::Text(header), held, Some((id, NOUN)))
    }

    /// Something without a secret in it that was asked for by a click: it stays on the clipboard.
    pub(crate) fn copy_public(&mut self, what: CopyWhat) -> Vec<Effect> {
        self.copy_at_a_click(what, None, None)
    }

    /// The same of a profile, in whose activity it is noted.
    pub(crate) fn copy_public_of(
        &mut self,
        id: ProfileId,
        noun: &'static str,
        what: CopyWhat,
    ) -> Vec<Effect> {
        self.copy_at_a_click(what, None, Some((id, noun)))
    }

    fn copy_at_a_click(
        &mut self,
        what: CopyWhat,
        held: Option<ToHold>,
        noted: Option<(ProfileId, &'static str)>,
    ) -> Vec<Effect> {
        let copying = Copying {
            of: None,
            held,
            noted,
            ends: None,
            is_unwanted: false,
        };
        self.order_copy(copying, what, None)
    }

    fn order_copy(
        &mut self,
        copying: Copying,
        what: CopyWhat,
        owner: Option<ClipboardOwner>,
    ) -> Vec<Effect> {
        let copy_id = self.next_copy_id();
        self.copying.insert(copy_id, copying);
        vec![Effect::Copy {
            copy_id,
            what,
            unless_taken_since: owner,
        }]
    }

    pub(crate) fn copied(
        &mut self,
        copy_id: CopyId,
        result: Result<CopyEnd, ClipboardFailure>,
        now: Now,
    ) -> Vec<Effect> {
        let Some(copying) = self.copying.remove(&copy_id) else {
            return Vec::new();
        };
        let copy_skipped = match result {
            Ok(CopyEnd::Done) => None,
            Ok(CopyEnd::ChangedElsewhere) => Some(CopySkipped::OtherCopy),
            Err(failure) => Some(CopySkipped::Clipboard(failure)),
        };
        if let Some(row) = copying.of.and_then(|id| self.row_mut(id)) {
            row.copy_skipped = copy_skipped.filter(|_| row.grant.is_some());
        }
        if let Some((id, _)) = copying.noted.filter(|_| copying.held.is_some()) {
            self.record_use(id, now);
        }
        match copy_skipped {
            None => {
                if let Some((id, noun)) = copying.noted {
                    self.record_activity(id, ActivityKind::Copied { noun }, None, now);
                }
                return self.hold(copy_id, copying, now);
            }
            Some(CopySkipped::Clipboard(failure)) => {
                let FailureText {
                    headline,
                    explanation,
                    next,
                } = failure.message();
                self.notice(Tone::Bad, format!("{headline}. {explanation} {next}"), now);
            }
            // Another program has it now: what we held before is gone as well, and its last copies in memory are wiped.
            Some(_) if self.state.held.is_some() => return self.clear_clipboard(),
            Some(_) => {}
        }
        self.close_after_clearing(None, now)
    }

    fn hold(&mut self, copy_id: CopyId, copying: Copying, now: Now) -> Vec<Effect> {
        let delay = self.state.settings.clipboard_delay.duration();
        let clear_at = match (delay, copying.ends) {
            (Some(delay), Some(ends)) if now.until(ends) < delay => ClearAt::At(ends),
            (Some(delay), _) => ClearAt::At(now.plus(delay)),
            (None, Some(ends)) => ClearAt::WithToken(ends),
            (None, None) => ClearAt::At(now.plus(WITHOUT_EXPIRY)),
        };
        self.held_for = copying.noted.map(|(id, _)| id);
        self.state.held = copying.held.map(|held| CopiedItem {
            copy_id,
            name: held.name,
            profile: held.profile,
            of: copying.of,
            is_earlier: false,
            noun: held.noun,
            clear_at,
            is_clearing: false,
        });
        self.state.notice = None;
        if self.state.held.is_none() {
            self.notice(Tone::Good, "Copied.", now);
        }
        if copying.is_unwanted {
            self.clear_clipboard()
        } else {
            Vec::new()
        }
    }

    /// *Clear now*.
    pub(crate) fn clear_clipboard(&mut self) -> Vec<Effect> {
        let Some(held) = self.state.held.as_mut().filter(|held| !held.is_clearing) else {
            return Vec::new();
        };
        held.is_clearing = true;
        vec![Effect::ClearClipboard {
            copy_id: held.copy_id,
        }]
    }

    pub(crate) fn clear_when_due(&mut self, now: Now) -> Vec<Effect> {
        match &self.state.held {
            Some(held) if now.until(held.clear_at.due()).is_zero() => self.clear_clipboard(),
            _ => Vec::new(),
        }
    }

    /// A copy that is on its way cannot be called back: it is cleared as soon as it is there.
    pub(crate) fn forget_copy_under_way(&mut self) {
        for copying in self.copying.values_mut() {
            copying.is_unwanted = true;
        }
    }

    pub(crate) fn cleared(
        &mut self,
        copy_id: CopyId,
        result: Result<Cleared, ClipboardFailure>,
        now: Now,
    ) -> Vec<Effect> {
        // A newer copy replaced the one that was to be cleared: nothing to say about it.
        if self
            .state
            .held
            .as_ref()
            .is_none_or(|held| held.copy_id != copy_id)
        {
            return self.close_after_clearing(None, now);
        }
        match result {
            Ok(cleared) => {
                self.state.held = None;
                self.note_clearing(cleared, now);
                match cleared {
                    Cleared::Cleared => self.notice(Tone::Good, "The clipboard is cleared.", now),
                    Cleared::ClearedHere => self.notice(
                        Tone::Warn,
                        "Cleared here. Another program took a copy: check your clipboard manager’s history.",
                        now,
                    ),
                    Cleared::ChangedElsewhere => {
                        self.notice(
                            Tone::Good,
                            "The clipboard was changed meanwhile; left alone.",
                            now,
                        );
                    }
                    Cleared::Superseded => {}
                }
                self.close_after_clearing(None, now)
            }
            Err(failure) => {
                let delay = self.state.settings.clipboard_delay.duration();
                // Whoever wants no delay wanted this to be cleared all the same.
                let again = delay.unwrap_or(CLEAR_AGAIN_AFTER);
                if let Some(held) = &mut self.state.held {
                    // Tried again after the delay, and by Clear now.
                    held.is_clearing = false;
                    held.clear_at = ClearAt::At(now.plus(again));
                }
                let words = failure.message();
                let text = if failure == ClipboardFailure::Restored {
                    format!("{}. {} {}", words.headline, words.explanation, words.next)
                } else {
                    format!(
                        "{}. What was copied may still be there: press Clear now in a moment, or copy something else.",
                        words.headline
                    )
                };
                self.notice(Tone::Bad, text, now);
                self.close_after_clearing(Some(failure), now)
            }
        }
    }

    fn note_clearing(&mut self, cleared: Cleared, now: Now) {
        let kind = match cleared {
            Cleared::Cleared | Cleared::ClearedHere => ActivityKind::Cleared,
            Cleared::ChangedElsewhere => ActivityKind::LeftAlone,
            Cleared::Superseded => return,
        };
        if let Some(id) = self.held_for.take() {
            self.record_activity(id, kind, None, now);
        }
    }

    /// Whether something of ours is, or is about to be, on the clipboard.
    pub(crate) fn is_on_clipboard(&self) -> bool {
        self.state.held.is_some() || self.copying.values().any(|copying| copying.held.is_some())
    }

    /// Whether all of that is being cleared already.
    pub(crate) fn is_clearing_all(&self) -> bool {
        let is_copying = self.copying.values().any(|copying| copying.held.is_some());
        let held = self.state.held.as_ref();
        !is_copying && held.is_some_and(|held| held.is_clearing)
    }

    fn next_copy_id(&mut self) -> CopyId {
        let next = CopyId(self.last_copy_id.map_or(1, |CopyId(last)| last + 1));
        self.last_copy_id = Some(next);
        next
    }
}
