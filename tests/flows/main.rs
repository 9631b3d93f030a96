//! Flows over `App::update`: what a person does, what jobs report, and what must and must not follow. No I/O, and time is an
//! argument.

#[cfg(test)]
mod activity;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod asking_console;
#[cfg(test)]
mod basic_header;
#[cfg(test)]
mod check;
#[cfg(test)]
mod check_all;
#[cfg(test)]
mod check_table;
#[cfg(test)]
mod check_users;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod clipboard;
#[cfg(test)]
mod closing;
#[cfg(test)]
mod copy_question;
#[cfg(test)]
mod deleting;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod editor_test;
#[cfg(test)]
mod editor_user_test;
#[cfg(test)]
mod editor_users;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod launch;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod many;
#[cfg(test)]
mod marks;
#[cfg(test)]
mod palette;
#[cfg(test)]
mod remembered;
#[cfg(test)]
mod replacing;
#[cfg(test)]
mod replacing_ends;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod requests_basic;
#[cfg(test)]
mod reset_leaving;
#[cfg(test)]
mod reset_users;
#[cfg(test)]
mod rotation;
#[cfg(test)]
mod sandbox_hints;
#[cfg(test)]
mod sandbox_secret;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod signing_in_as_user;
#[cfg(test)]
mod two_factor;
#[cfg(test)]
mod typed_on_card;
#[cfg(test)]
mod waking;
