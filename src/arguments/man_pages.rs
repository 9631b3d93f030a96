//! The man pages: clap's sections, and what clap doesn't know.

use std::fmt::Write as _;

use clap::{ArgAction, Command};
use clap_mangen::Man;
use tokendesk::cli::ExitStatus;

/// Of the program and of each command that is not hidden, by file name.
pub(super) fn man_pages(command: &Command) -> Vec<(String, Vec<u8>)> {
    // Each lists the others; “help” has no page.
    let mut command = command.clone().disable_help_subcommand(true);
    command.build();
    let commands = (command.get_subcommands()).filter(|command| !command.is_hide_set());
    let mut pages: Vec<_> = commands.map(page).collect();
    pages.push(page(&command));
    pages
}

fn page(command: &Command) -> (String, Vec<u8>) {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let more = match name {
        "tokendesk" => [exit_status(), EXAMPLES.to_owned(), NOTES.to_owned()].concat(),
        "tokendesk-list" => [LIST, SEE_ALSO].concat(),
        "tokendesk-token" => [TOKEN, SEE_ALSO].concat(),
        "tokendesk-check" => [CHECK, SEE_ALSO].concat(),
        _ => SEE_ALSO.to_owned(),
    };
    let man = Man::new(command.clone()).title(name);
    let mut page = Vec::new();
    man.render_title(&mut page).unwrap();
    man.render_name_section(&mut page).unwrap();
    page.extend(synopsis(&man, command).as_bytes());
    man.render_description_section(&mut page).unwrap();
    man.render_options_section(&mut page).unwrap();
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page).unwrap();
    }
    page.extend(more.as_bytes());
    (format!("{name}.1"), page)
}

/// With the values of options, and “...” after what can be repeated, which clap's leaves out.
fn synopsis(man: &Man, command: &Command) -> String {
    let mut section = Vec::new();
    man.render_synopsis_section(&mut section).unwrap();
    let mut section = String::from_utf8(section).unwrap();
    for argument in command.get_arguments() {
        let names = argument.get_value_names().unwrap_or_default().join(" ");
        match argument.get_long() {
            Some(long) if argument.get_action().takes_values() => {
                let option = format!("\\fB\\-\\-{}\\fR", long.replace('-', "\\-"));
                let with_value = format!("[{option} \\fI{names}\\fR]");
                section = section.replace(&format!("[{option}]"), &with_value);
            }
            None if matches!(argument.get_action(), ArgAction::Append) => {
                let once = format!("[\\fI{names}\\fR]");
                section = section.replace(&once, &format!("[\\fI{names}\\fR...]"));
            }
            _ => {}
        }
    }
    section
}

fn exit_status() -> String {
    let mut section = ".SH \"EXIT STATUS\"\n".to_owned();
    for status in ExitStatus::ALL {
        let meaning = status.meaning().replace('\'', "\\(aq").replace('-', "\\-");
        writeln!(section, ".TP\n{}\n{meaning}.", status.code()).unwrap();
    }
    section + ".PP\nWith several outcomes, \\fBcheck\\fR ends with the lowest number above 0.\n"
}

const EXAMPLES: &str = include_str!("man_examples.roff");
const NOTES: &str = include_str!("man_notes.roff");
const LIST: &str = include_str!("man_list.roff");
const TOKEN: &str = include_str!("man_token.roff");
const CHECK: &str = include_str!("man_check.roff");

const SEE_ALSO: &str = "\
.SH \"EXIT STATUS\"
One table for all commands; see \\fBtokendesk\\fR(1).
.SH \"SEE ALSO\"
\\fBtokendesk\\fR(1), which has examples and security notes.
";
