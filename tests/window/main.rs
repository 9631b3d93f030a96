//! What a person does, and what the window does about it, by feature. `flow`: over `App::update`, with a clock that is set by hand
//! and no I/O. `job`: a whole job through the runtime, against the sandbox console and memory. `screen`: what is drawn, by role and
//! name, without a GPU.

#[cfg(test)]
mod activity;
#[cfg(test)]
mod check_all;
#[cfg(test)]
mod clipboard;
#[cfg(test)]
mod dialogs;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod every_screen;
#[cfg(test)]
mod export_profiles;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod import;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod palette;
#[cfg(test)]
mod postman;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod request;
#[cfg(test)]
mod rotation;
#[cfg(test)]
mod runtime;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
#[cfg(unix)]
#[path = "../support/script.rs"]
mod script;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod shortcut_sheet;
#[cfg(test)]
#[expect(dead_code, reason = "here the console speaks without TLS")]
#[path = "../support/tls_console.rs"]
mod tls_console;
#[cfg(test)]
mod token;
