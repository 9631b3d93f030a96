//! Writes the settings.

use crate::app::flow::Event;
use crate::jobs::Ports;
use crate::model::Settings;

pub(crate) fn run(ports: &Ports, settings: &Settings) -> Event {
    Event::SettingsSaved {
        result: ports.files.save_settings(settings),
    }
}
