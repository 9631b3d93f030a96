//! *Settings*: each wish holds at once and is written; what follows from each.

use std::time::Duration;

use jiff::tz::TimeZone;
use tokendesk::app::clipboard::ClearAt;
use tokendesk::app::job::{CopyWhat, Job};
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::settings::SettingsAction;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, App, Effect, Message, State};
use tokendesk::model::LocalFormats;
use tokendesk::model::{
    ClearOutcome, ClipboardDelay, ClipboardFailure, ConsoleUrl, CopyFormat, CopyOutcome, Density,
    FileFailure, IdleLimit, Motion, Settings, SettingsFileFailure, Tag, ThemeChoice, WindowPlace,
};

use crate::harness::flow::{FlowHarness, profile, the_copy};

fn harness() -> FlowHarness {
    FlowHarness::with(&[profile("Production EU")])
}

/// What is ordered to be written after this, which is all that is ordered.
fn action(harness: &mut FlowHarness, action: SettingsAction) -> Vec<Settings> {
    let before = harness.written.len();
    let others = harness.on_action(Action::Settings(action));
    assert!(others.is_empty(), "{others:?}");
    harness.written.split_off(before)
}

#[track_caller]
fn saved(written: &[Settings]) -> &Settings {
    match written {
        [settings] => settings,
        other => panic!("not one order to write the settings: {other:?}"),
    }
}

/// Another change is written, and that fails.
fn fails(harness: &mut FlowHarness) {
    let theme = match harness.app.state.settings.theme {
        ThemeChoice::Dark => ThemeChoice::Light,
        _ => ThemeChoice::Dark,
    };
    saved(&action(harness, SettingsAction::Theme(theme)));
    fails_to_write(harness);
}

fn fails_to_write(harness: &mut FlowHarness) {
    let path = "/c/settings.toml".to_owned();
    let result = Err(FileFailure::NotAllowed { path });
    assert!(harness.settings_saved(result).is_empty());
}

#[test]
fn each_setting_holds_at_once_and_is_written_with_the_others() {
    let mut harness = harness();
    harness.on_action(Action::OpenSettings);
    let mut expected = Settings {
        chosen_format: Some(CopyFormat::HeaderLine),
        ..Settings::default()
    };
    for change in [
        SettingsAction::Theme(ThemeChoice::Dark),
        SettingsAction::Motion(Motion::Off),
        SettingsAction::Density(Density::Compact),
        SettingsAction::ClipboardDelay(ClipboardDelay::Secs15),
        SettingsAction::IdleLimit(IdleLimit::Mins60),
        SettingsAction::CopyFormat(CopyFormat::TokenOnly),
        SettingsAction::NamePostmanFields(false),
        SettingsAction::AskOnClose(false),
        SettingsAction::AskBeforeCopy(Tag::Violet, true),
        SettingsAction::Window(WindowPlace {
            width: 1_100,
            height: 700,
            position: Some((40, 30)),
            is_maximized: true,
        }),
    ] {
        match change {
            SettingsAction::Theme(theme) => expected.theme = theme,
            SettingsAction::Motion(motion) => expected.motion = motion,
            SettingsAction::Density(density) => expected.density = Some(density),
            SettingsAction::ClipboardDelay(delay) => expected.clipboard_delay = delay,
            SettingsAction::IdleLimit(limit) => expected.idle_limit = limit,
            SettingsAction::NamePostmanFields(names) => expected.names_postman_fields = names,
            SettingsAction::CopyFormat(format) => expected.chosen_format = Some(format),
            SettingsAction::AskOnClose(asks) => expected.asks_on_close = asks,
            SettingsAction::AskBeforeCopy(tag, asks) => expected.tags.set_asks(tag, asks),
            SettingsAction::Window(place) => expected.window = Some(place),
            SettingsAction::RenameTag(_) | SettingsAction::ListWidth(_) => {}
        }
        let written = action(&mut harness, change);
        assert_eq!(saved(&written), &expected);
        assert_eq!(harness.app.state.settings, expected);
        let again = action(&mut harness, change);
        assert!(again.is_empty(), "nothing changed: {again:?}");
    }
}

#[test]
fn the_list_is_as_wide_as_it_is_dragged_and_a_whole_drag_is_written_once() {
    let mut harness = harness();
    for width in [310, 340, 360] {
        let written = action(&mut harness, SettingsAction::ListWidth(width));
        assert!(written.is_empty(), "{written:?}");
        assert_eq!(harness.app.state.settings.list_width, width);
        harness.wait(0.1);
    }
    harness.wait(2.0);
    assert_eq!(saved(&harness.written).list_width, 360);
}

#[test]
fn a_valid_tag_name_applies_with_each_letter_and_an_invalid_one_does_not() {
    let mut harness = harness();
    harness.on_action(Action::OpenSettings);
    let mut type_name = |tag, name: &str| {
        assert!(harness.app.drafts.tag_names.contains_key(&tag));
        harness.app.drafts.tag_names.insert(tag, name.to_owned());
        let written = action(&mut harness, SettingsAction::RenameTag(tag));
        let name = harness.app.state.settings.tags.name(tag).to_owned();
        (written.len(), name)
    };
    assert_eq!(type_name(Tag::Violet, "Live"), (1, "Live".to_owned()));
    assert_eq!(type_name(Tag::Violet, "Live "), (0, "Live".to_owned()));
    assert_eq!(type_name(Tag::Violet, "test"), (0, "Live".to_owned()));
    assert_eq!(type_name(Tag::Violet, ""), (1, "Production".to_owned()));
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.drafts.tag_names.is_empty());
    assert!(harness.app.state.dialog.is_none());
}

#[test]
fn a_failed_write_is_reported_and_the_setting_applies_to_this_run() {
    let mut harness = harness();
    harness.on_action(Action::OpenSettings);
    action(&mut harness, SettingsAction::Theme(ThemeChoice::Dark));
    fails_to_write(&mut harness);
    let told = harness.notice();
    assert!(told.starts_with("Settings not saved. "), "{told}");
    assert!(
        told.contains("/c/settings.toml") && !told.contains("table"),
        "{told}"
    );
    assert_eq!(harness.app.state.settings.theme, ThemeChoice::Dark);
    // The next order tries again, though nothing is new.
    let written = action(&mut harness, SettingsAction::Theme(ThemeChoice::Dark));
    assert_eq!(saved(&written).theme, ThemeChoice::Dark);
}

#[test]
fn a_repeated_failure_of_background_writes_is_reported_once() {
    let mut harness = harness();
    fails(&mut harness);
    harness.on_action(Action::DismissNotice);
    fails(&mut harness);
    assert_eq!(harness.notice(), "");
    action(&mut harness, SettingsAction::Motion(Motion::Off));
    harness.settings_saved(Ok(()));
    fails(&mut harness);
    assert!(harness.notice().contains("not saved"));
}

#[test]
fn in_the_sandbox_settings_hold_and_are_not_written() {
    let console = ConsoleUrl::parse("http://127.0.0.1:40123").unwrap();
    let mut app = App::new(State::new(
        LocalFormats::new(TimeZone::UTC, "en-US"),
        Some(console),
    ));
    let now = harness().now;
    let dark = Action::Settings(SettingsAction::Theme(ThemeChoice::Dark));
    assert!(app.update(Message::Action(dark), now).is_empty());
    assert_eq!(app.state.settings.theme, ThemeChoice::Dark);
}

#[test]
fn a_problem_with_the_settings_file_is_shown_longer_than_other_notices() {
    let trouble = SettingsFileFailure::NotUnderstood {
        path: "/c/settings.toml".to_owned(),
        fields: vec!["theme".to_owned()],
    };
    let mut harness = harness();
    let state = State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None);
    let state = state.with_settings(Settings::default(), Some(&trouble), harness.now);
    harness.app = App::new(state);
    harness.wait(50.0);
    let told = harness.notice();
    assert!(
        told.contains("/c/settings.toml") && told.contains("theme"),
        "{told}"
    );
    harness.wait(11.0);
    assert_eq!(harness.notice(), "");
}

#[test]
fn a_changed_delay_counts_from_the_next_copy_on() {
    let mut harness = harness();
    let id = harness.app.state.rows[0].profile().unwrap().profile.id;
    harness.renewed(id, 900);
    harness.copied(id);
    action(
        &mut harness,
        SettingsAction::ClipboardDelay(ClipboardDelay::Secs15),
    );
    assert!(harness.wait(16.0).is_empty());
    assert!(matches!(
        harness.wait(44.0)[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));

    harness.copied(id);
    assert!(harness.wait(14.9).is_empty());
    assert!(matches!(
        harness.wait(0.1)[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
}

#[test]
fn with_never_a_header_stays_until_its_token_ends_and_no_second_is_counted() {
    let mut harness = harness();
    let id = harness.app.state.rows[0].profile().unwrap().profile.id;
    action(
        &mut harness,
        SettingsAction::ClipboardDelay(ClipboardDelay::Never),
    );
    harness.renewed(id, 900);
    let copy_id = harness.copied(id);
    let copied_item = harness.app.state.copied_item.clone().unwrap();
    assert!(matches!(copied_item.clear_at, ClearAt::WithToken(_)));
    assert!(harness.wait(899.0).is_empty());
    let effects = harness.wait(1.0);
    assert!(matches!(
        effects[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
    // A clearing that fails is tried again all the same.
    let result = Err(ClipboardFailure::Defect);
    harness.clear_ended(copy_id, result);
    assert!(harness.wait(59.0).is_empty());
    assert!(matches!(
        harness.wait(1.0)[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
}

#[test]
fn a_fetch_copies_the_format_of_the_main_button_and_the_strip_names_it() {
    for (format, noun) in [
        (CopyFormat::HeaderLine, "header"),
        (CopyFormat::HeaderValue, "header value"),
        (CopyFormat::TokenOnly, "token"),
    ] {
        let mut harness = harness();
        let id = harness.app.state.rows[0].profile().unwrap().profile.id;
        action(&mut harness, SettingsAction::CopyFormat(format));
        let job = harness.get_token(id);
        let effects = harness.granted(job, id, 900);
        let copy_id = the_copy(&effects);
        assert!(matches!(
            effects[..],
            [Effect::Run(_, Job::Copy { what: CopyWhat::Token { format: copied, .. }, .. })] if copied == format
        ));
        harness.copy_done(copy_id);
        assert_eq!(harness.copied_item().noun, noun);
    }
}

#[test]
fn without_the_question_a_close_clears_and_closes_and_a_failure_still_asks() {
    let mut harness = harness();
    let id = harness.app.state.rows[0].profile().unwrap().profile.id;
    action(&mut harness, SettingsAction::AskOnClose(false));
    harness.renewed(id, 900);
    let copy_id = harness.copied(id);
    let effects = harness.on_action(Action::CloseWindow);
    assert!(matches!(
        effects[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
    let result = Err(ClipboardFailure::Defect);
    assert!(harness.clear_ended(copy_id, result).is_empty());
    let failed = ClosePhase::Failed(ClipboardFailure::Defect);
    assert_eq!(harness.app.state.close_question, Some(failed));
    harness.on_action(Action::CloseDialog);

    let effects = harness.on_action(Action::CloseWindow);
    assert!(matches!(
        effects[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
    let result = Ok(ClearOutcome::Cleared);
    let effects = harness.clear_ended(copy_id, result);
    assert!(matches!(effects[..], [Effect::CloseWindow]));
}

#[test]
fn a_copy_that_is_on_its_way_is_cleared_by_a_close_without_the_question_too() {
    let mut harness = harness();
    let id = harness.app.state.rows[0].profile().unwrap().profile.id;
    action(&mut harness, SettingsAction::AskOnClose(false));
    harness.renewed(id, 900);
    let copy_id = harness.copy_header(id);
    assert!(harness.on_action(Action::CloseWindow).is_empty());
    let result = Ok(CopyOutcome::Done);
    let effects = harness.copy_ended(copy_id, result);
    assert!(matches!(
        effects[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
}

#[test]
fn settings_open_in_place_of_another_dialog_and_not_over_unsaved_changes() {
    let mut harness = harness();
    harness.on_action(Action::NewProfile);
    harness.app.drafts.editor.fields.name = "Unsaved".to_owned();
    harness.on_action(Action::OpenSettings);
    assert_eq!(
        harness.app.state.discard_question,
        Some(Action::OpenSettings)
    );
    harness.on_action(Action::ConfirmDiscard);
    assert!(matches!(harness.app.state.dialog, Some(Dialog::Settings)));
    assert_eq!(harness.app.drafts.editor.fields.name, "");
    assert_eq!(harness.wait(Duration::from_secs(1).as_secs_f64()).len(), 0);
}

#[test]
fn that_settings_are_not_saved_is_still_said_after_the_copy_that_follows() {
    let (mut harness, a) = FlowHarness::with_token();
    action(&mut harness, SettingsAction::Theme(ThemeChoice::Dark));
    let path = "/home/ada/.config/tokendesk".to_owned();
    harness.settings_saved(Err(FileFailure::NotAllowed { path }));
    let said = harness.notice().to_owned();
    assert!(said.starts_with("Settings not saved."), "{said}");
    harness.copied(a.id);
    assert_eq!(harness.notice(), said);
    // Other messages are older than the copy.
    action(&mut harness, SettingsAction::Theme(ThemeChoice::Light));
    harness.settings_saved(Ok(()));
    harness.copied(a.id);
    assert!(harness.app.state.notice.is_none());
}
