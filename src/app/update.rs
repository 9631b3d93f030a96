//! To come: the one place that changes the state.

use super::action::Action;
use super::drafts::Drafts;
use super::flow::{Effect, Event};
use super::state::State;
use crate::model::Now;

/// What can happen.
#[derive(Debug)]
pub enum Message {
    /// A person asks.
    Action(Action),
    /// A job reports.
    Event(Event),
    /// Time passed.
    Tick,
}

/// The state, the drafts, and what is needed to change them.
#[derive(Debug)]
pub struct App {
    /// What the window shows.
    pub state: State,
    /// What is being typed.
    pub drafts: Drafts,
}

impl App {
    /// Changes the state by a message, and gives orders.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        let _ = (message, now);
        Vec::new()
    }
}
