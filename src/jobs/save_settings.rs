//! Writes the settings.

use super::Ports;
use crate::app::flow::Event;
use crate::model::Settings;

pub(super) fn run(ports: &Ports, settings: &Settings) -> Event {
    Event::SettingsSaved {
        result: ports.files.save_settings(settings),
    }
}
