//! Onto the clipboard, and off it again.

use std::collections::HashSet;

use super::App;
use super::tokens::may_copy;
use crate::app::flow::{CopyWhat, Effect};
use crate::app::row::Uncopied;
use crate::app::state::{CLIPBOARD_DELAY, Dialog, Held, Tone};
use crate::model::{
    Cleared, ClipText, ClipboardFailure, CopyEnd, CopyFormat, Mark, Now, ProfileId, Ticket, Words,
};

/// The shortest part of a token that counts as one, in bytes.
const SHORTEST_SECRET_PART: usize = 8;

/// A copy on its way.
#[derive(Debug)]
pub(super) struct Copying {
    /// The profile whose token it is.
    of: Option<ProfileId>,
    /// What to hold once it is there; `None` for a text that is no secret and stays.
    held: Option<(String, &'static str)>,
    /// The token's end: the clipboard is cleared no later.
    ends: Option<Now>,
    /// Whether it is to be cleared as soon as it is there.
    is_unwanted: bool,
}

impl App {
    /// *Copy header*, *Copy as*.
    pub(super) fn copy_token(
        &mut self,
        id: ProfileId,
        format: CopyFormat,
        now: Now,
    ) -> Vec<Effect> {
        let Some(grant) = self.row_mut(id).and_then(|row| row.grant.as_ref()) else {
            return Vec::new();
        };
        if !may_copy(grant, now) {
            self.notice(
                Tone::Warn,
                "This token ends within seconds, so it was not copied. Get a new one.",
                now,
            );
            return Vec::new();
        }
        self.start_copy(id, format, None)
    }

    pub(super) fn start_copy(
        &mut self,
        id: ProfileId,
        format: CopyFormat,
        mark: Option<Mark>,
    ) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        let Some(grant) = row.grant.clone() else {
            return Vec::new();
        };
        let name = row.profile.name.to_string();
        let ticket = self.next_ticket();
        self.copying.insert(
            ticket,
            Copying {
                of: Some(id),
                held: Some((name, format.noun())),
                ends: Some(grant.expiry.at),
                is_unwanted: false,
            },
        );
        vec![Effect::Copy {
            ticket,
            what: CopyWhat::Token {
                token: grant.token,
                format,
            },
            unless_taken_since: mark,
        }]
    }

    /// Text that was selected in the window. If it is part of a secret, it is cleared like a header.
    pub(super) fn copy_selection(&mut self) -> Vec<Effect> {
        let Some(text) = self.drafts.selection.take() else {
            return Vec::new();
        };
        let held = self
            .is_secret(&text)
            .then(|| ("Selected text".to_owned(), "secret"));
        self.copy_text(text, held)
    }

    /// A text that was asked for by a click. What is `held` has a name and a noun, and is cleared like a header.
    pub(super) fn copy_text(
        &mut self,
        text: ClipText,
        held: Option<(String, &'static str)>,
    ) -> Vec<Effect> {
        self.copy_at_a_click(CopyWhat::Text(text), held)
    }

    /// Something without a secret in it that was asked for by a click: it stays on the clipboard.
    pub(super) fn copy_public(&mut self, what: CopyWhat) -> Vec<Effect> {
        self.copy_at_a_click(what, None)
    }

    fn copy_at_a_click(
        &mut self,
        what: CopyWhat,
        held: Option<(String, &'static str)>,
    ) -> Vec<Effect> {
        let ticket = self.next_ticket();
        self.copying.insert(
            ticket,
            Copying {
                of: None,
                held,
                ends: None,
                is_unwanted: false,
            },
        );
        vec![Effect::Copy {
            ticket,
            what,
            unless_taken_since: None,
        }]
    }

    /// Whether a part of a token that lives, or of a secret that is being typed, is in `text`. While there is a field for a secret,
    /// everything that is not known to be public counts as the secret: what is cut out of a field is no longer there to be
    /// compared with.
    fn is_secret(&self, text: &ClipText) -> bool {
        let text = text.expose_secret();
        let in_token = self
            .state
            .profiles()
            .filter_map(|row| row.grant.as_ref())
            .any(|grant| shares_a_part(text, grant.token.expose_secret()));
        let draft = &self.drafts.editor;
        let is_public = [
            &draft.name,
            &draft.console,
            &draft.client_id,
            &draft.username,
        ]
        .iter()
        .any(|field| field.contains(text));
        let is_typed_secret = draft.is_secret(text);
        let is_editing = matches!(self.state.dialog, Some(Dialog::Editor(_)));
        in_token || self.is_typed_on_card(text) || (is_editing && (!is_public || is_typed_secret))
    }

    /// The same of what is typed on a card, in the note before a basic header is copied, or in a check of a reset.
    fn is_typed_on_card(&self, text: &str) -> bool {
        let drafts = &self.drafts;
        let is_typed = drafts.basic_password.contains(text)
            || drafts.new_secret.contains(text)
            || drafts.new_secret_code.contains(text)
            || drafts
                .sign_ins
                .values()
                .any(|draft| draft.password.contains(text) || draft.code.contains(text));
        let is_public = drafts.search.contains(text)
            || self.state.profiles().any(|row| {
                let profile = &row.profile;
                [
                    profile.name.as_str(),
                    profile.console.as_str(),
                    profile.account.login(),
                ]
                .iter()
                .any(|public| public.contains(text))
            });
        let is_asked_for = self.state.basic_header_note().is_some()
            || self.state.reset_check().is_some()
            || self
                .state
                .selected_profile()
                .is_some_and(|row| row.prompt.is_some());
        is_typed || (is_asked_for && !is_public)
    }

    pub(super) fn copied(
        &mut self,
        ticket: Ticket,
        result: Result<CopyEnd, ClipboardFailure>,
        now: Now,
    ) -> Vec<Effect> {
        let Some(copying) = self.copying.remove(&ticket) else {
            return Vec::new();
        };
        let uncopied = match result {
            Ok(CopyEnd::Done) => None,
            Ok(CopyEnd::ChangedElsewhere) => Some(Uncopied::OtherCopy),
            Err(failure) => Some(Uncopied::Clipboard(failure)),
        };
        if let Some(row) = copying.of.and_then(|id| self.row_mut(id)) {
            row.uncopied = uncopied.filter(|_| row.grant.is_some());
        }
        match uncopied {
            None => return self.hold(ticket, copying, now),
            Some(Uncopied::Clipboard(failure)) => {
                let Words {
                    headline,
                    explanation,
                    next,
                } = failure.words();
                self.notice(Tone::Bad, format!("{headline}. {explanation} {next}"), now);
            }
            // Another program has it now, so what we held before is gone as well.
            Some(_) => self.state.held = None,
        }
        self.close_after_clearing(None, now)
    }

    fn hold(&mut self, ticket: Ticket, copying: Copying, now: Now) -> Vec<Effect> {
        let delay_ends = now.plus(CLIPBOARD_DELAY);
        let clear_at = match copying.ends {
            Some(ends) if now.until(ends) < CLIPBOARD_DELAY => ends,
            _ => delay_ends,
        };
        self.state.held = copying.held.map(|(name, noun)| Held {
            ticket,
            name,
            of: copying.of,
            is_earlier: false,
            noun,
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
    pub(super) fn clear_clipboard(&mut self) -> Vec<Effect> {
        let Some(held) = self.state.held.as_mut().filter(|held| !held.is_clearing) else {
            return Vec::new();
        };
        held.is_clearing = true;
        vec![Effect::ClearClipboard {
            ticket: held.ticket,
        }]
    }

    pub(super) fn clear_when_due(&mut self, now: Now) -> Vec<Effect> {
        match &self.state.held {
            Some(held) if now.until(held.clear_at).is_zero() => self.clear_clipboard(),
            _ => Vec::new(),
        }
    }

    /// A copy that is on its way cannot be called back: it is cleared as soon as it is there.
    pub(super) fn forget_copy_under_way(&mut self) {
        for copying in self.copying.values_mut() {
            copying.is_unwanted = true;
        }
    }

    pub(super) fn cleared(
        &mut self,
        ticket: Ticket,
        result: Result<Cleared, ClipboardFailure>,
        now: Now,
    ) -> Vec<Effect> {
        // A newer copy replaced the one that was to be cleared: nothing to say about it.
        if self
            .state
            .held
            .as_ref()
            .is_none_or(|held| held.ticket != ticket)
        {
            return self.close_after_clearing(None, now);
        }
        match result {
            Ok(cleared) => {
                self.state.held = None;
                match cleared {
                    Cleared::Cleared => self.notice(Tone::Good, "The clipboard is cleared.", now),
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
                if let Some(held) = &mut self.state.held {
                    // Tried again after the delay, and by Clear now.
                    held.is_clearing = false;
                    held.clear_at = now.plus(CLIPBOARD_DELAY);
                }
                let headline = failure.words().headline;
                let text = format!(
                    "{headline}. What was copied may still be there: press Clear now in a moment, or copy something else."
                );
                self.notice(Tone::Bad, text, now);
                self.close_after_clearing(Some(failure), now)
            }
        }
    }

    /// Whether something of ours is, or is about to be, on the clipboard.
    pub(super) fn is_on_clipboard(&self) -> bool {
        self.state.held.is_some() || self.copying.values().any(|copying| copying.held.is_some())
    }

    fn next_ticket(&mut self) -> Ticket {
        let next = Ticket(self.last_ticket.map_or(1, |Ticket(last)| last + 1));
        self.last_ticket = Some(next);
        next
    }
}

/// Whether eight bytes in a row (or all of a shorter secret, which is never empty) stand in `secret` too.
fn shares_a_part(text: &str, secret: &str) -> bool {
    let (text, secret) = (text.as_bytes(), secret.as_bytes());
    let length = SHORTEST_SECRET_PART.min(secret.len()).max(1);
    let known: HashSet<&[u8]> = secret.windows(length).collect();
    text.windows(length).any(|part| known.contains(part))
}
