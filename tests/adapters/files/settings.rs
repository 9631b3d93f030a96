//! The settings file in a real folder: what is written reads back, nothing is lost, and windows share it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;
use tokendesk::files::Files;
use tokendesk::model::failure::SettingsDamage;
use tokendesk::model::{
    ClipboardDelay, CopyFormat, Density, FileFailure, IdleLimit, LastVerdict, Motion, PinAndTag,
    ProfileId, SecretVerdict, Settings, SettingsFileFailure, SortBy, Tag, TagSettings, ThemeChoice,
    WindowPlace,
};

/// A home of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One whose settings file says this.
    fn saying(text: impl AsRef<[u8]>) -> Self {
        let home = Self::new();
        fs::create_dir_all(home.folder()).unwrap();
        fs::write(home.file(), text).unwrap();
        home
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join(".config/tokendesk")
    }

    fn file(&self) -> PathBuf {
        self.folder().join("settings.toml")
    }

    /// A window that has read the settings, with what it read.
    fn window(&self) -> (Files, Settings) {
        let files = Files::with(None, Some(self.0.path()));
        let (settings, trouble) = files.load_settings();
        assert_eq!(trouble, None);
        (files, settings)
    }

    fn settings(&self) -> Settings {
        self.window().1
    }

    fn trouble(&self) -> SettingsFileFailure {
        let files = Files::with(None, Some(self.0.path()));
        let (_, trouble) = files.load_settings();
        trouble.expect("something is wrong with the file")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// The names in the folder but for the lock, sorted.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap().map(Result::unwrap);
        let names = entries.map(|entry| entry.file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != "settings.lock").collect();
        names.sort();
        names
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn dark(settings: &Settings) -> Settings {
    Settings {
        theme: ThemeChoice::Dark,
        ..settings.clone()
    }
}

#[test]
fn without_a_file_all_is_as_at_first_and_nothing_is_written_by_reading() {
    let home = Home::new();
    assert_eq!(home.settings(), Settings::default());
    assert!(!home.folder().exists());
    let nowhere = Files::with(None, None);
    assert_eq!(nowhere.load_settings(), (Settings::default(), None));
    let failure = nowhere.save_settings(&Settings::default()).unwrap_err();
    assert!(failure.settings_message().contains("tokendesk"));
}

#[test]
fn the_file_is_for_the_person_alone_and_so_is_its_folder() {
    let home = Home::new();
    let (files, settings) = home.window();
    files.save_settings(&dark(&settings)).unwrap();
    assert_eq!(mode(&home.file()), 0o600);
    assert_eq!(mode(&home.folder()), 0o700);
    assert_eq!(home.names(), ["settings.toml"]);
    // One that was made for others to read is not left so.
    fs::set_permissions(home.file(), fs::Permissions::from_mode(0o644)).unwrap();
    files.save_settings(&settings).unwrap();
    assert_eq!(mode(&home.file()), 0o600);
}

#[test]
fn of_a_verdict_only_itself_its_time_and_its_save_are_written_and_its_profile_takes_it_along() {
    let home = Home::new();
    let (files, mut settings) = home.window();
    let id = ProfileId::random();
    let last = LastVerdict {
        verdict: SecretVerdict::Rejected,
        at: Timestamp::from_second(10).unwrap(),
        rev: 3,
    };
    settings.last_verdicts.insert(id, last);
    files.save_settings(&settings).unwrap();
    let lines = format!(
        "[last_verdicts.{id}]\nverdict = \"rejected\"\nat = 1970-01-01T00:00:10Z\nrev = 3\n"
    );
    assert!(home.text().ends_with(&lines), "{}", home.text());
    settings.last_verdicts.clear();
    files.save_settings(&settings).unwrap();
    assert!(!home.text().contains("verdict"), "{}", home.text());
}

#[test]
fn a_person_can_read_what_is_written() {
    let home = Home::new();
    let (files, mut settings) = home.window();
    settings.tags.rename(Tag::Violet, "Live").unwrap();
    settings.tags.set_asks(Tag::Violet, true);
    files.save_settings(&settings).unwrap();
    assert_eq!(
        home.text(),
        "theme = \"system\"\nmotion = \"system\"\nclear_clipboard_after = \"60 s\"\nclear_session_when_idle = \"15 min\"\n\
         name_postman_fields = true\nask_on_close = true\nsort_by = \"name\"\nlist_width = 300\n\n[tags.red]\nname = \"Live\"\nask_before_copy = true\n"
    );
}

#[test]
fn what_a_newer_version_keeps_there_stays_when_it_is_written_again() {
    let home = Home::saying(
        "theme = \"sepia\"\nsound = \"soft\"\n[tags.red]\nname = \"Live\"\nshape = 3\n[tags.pink]\nname = \"Pink\"\n[layout]\nside = 4\n",
    );
    let files = Files::with(None, Some(home.0.path()));
    let (mut settings, _) = files.load_settings();
    settings.motion = Motion::Off;
    settings.tags.rename(Tag::Violet, "").unwrap();
    files.save_settings(&settings).unwrap();
    let document: toml_edit::DocumentMut = home.text().parse().unwrap();
    assert_eq!(document["sound"].as_str(), Some("soft"));
    assert_eq!(document["layout"]["side"].as_integer(), Some(4));
    assert_eq!(document["tags"]["pink"]["name"].as_str(), Some("Pink"));
    let red = document["tags"]["red"].as_table().unwrap();
    assert_eq!(red["shape"].as_integer(), Some(3));
    assert!(!red.contains_key("name"));
    // A theme that only the newer version has stays too, until another one is chosen here.
    assert_eq!(document["theme"].as_str(), Some("sepia"));
    files.save_settings(&dark(&settings)).unwrap();
    assert!(home.text().contains("theme = \"dark\""));
}

#[test]
fn pins_and_tags_stand_by_the_id_of_their_profile_and_an_unknown_color_stays() {
    let [known, newer] = [(); 2].map(|()| ProfileId::random());
    let home = Home::saying(format!("[marks.{newer}]\npinned = true\ntag = \"mauve\"\n"));
    let (files, mut settings) = home.window();
    let pinned = PinAndTag {
        is_pinned: true,
        tag: None,
    };
    assert_eq!(settings.marks_of(newer), pinned);
    let red = PinAndTag {
        is_pinned: false,
        tag: Some(Tag::Violet),
    };
    settings.marks.insert(known, red);
    settings.marks.insert(newer, PinAndTag::default());
    files.save_settings(&settings).unwrap();
    assert_eq!(
        home.text(),
        format!(
            "[marks.{newer}]\npinned = false\ntag = \"mauve\"\n\n[marks.{known}]\npinned = false\ntag = \"red\"\n"
        )
    );
}

#[test]
fn a_window_sees_the_marks_that_another_one_gave_once() {
    let home = Home::new();
    let ((one, mut ones), (two, mut twos)) = (home.window(), home.window());
    let [a, b] = [(); 2].map(|()| ProfileId::random());
    let red = PinAndTag {
        is_pinned: true,
        tag: Some(Tag::Violet),
    };
    assert!(two.marks_of_other_windows().is_empty());
    ones.marks.insert(a, red);
    one.save_settings(&ones).unwrap();
    assert!(one.marks_of_other_windows().is_empty());
    assert_eq!(two.marks_of_other_windows(), [(a, red)].into());
    assert!(two.marks_of_other_windows().is_empty());
    // What was taken over is not taken for a change of its own.
    ones.marks.insert(a, PinAndTag::default());
    one.save_settings(&ones).unwrap();
    twos.marks = [(a, red), (b, red)].into();
    two.save_settings(&twos).unwrap();
    let saved = home.settings().marks;
    assert_eq!(saved, [(a, PinAndTag::default()), (b, red)].into());
}

#[test]
fn comments_stay_where_they_are() {
    let home = Home::saying(
        "# mine\ntheme = \"light\" # for the beamer\n\n# of the team\n[tags.red]\nask_before_copy = true # always\n",
    );
    let (files, mut settings) = home.window();
    settings.tags.rename(Tag::Violet, "Live").unwrap();
    files.save_settings(&dark(&settings)).unwrap();
    assert_eq!(
        home.text(),
        "# mine\ntheme = \"dark\" # for the beamer\n\n# of the team\n[tags.red]\nask_before_copy = true # always\nname = \"Live\"\n"
    );
}

#[test]
fn a_value_that_is_not_understood_is_reported_and_the_others_count() {
    let id = ProfileId::random();
    let home = Home::saying(format!(
        "theme = \"dark\"\nmotion = 7\nask_on_close = \"no\"\nclear_clipboard_after = \"15 s\"\nlast_selected = \"me\"\n\
         [tags]\nblue = 1\n[tags.red]\nname = \"two\\nlines\"\nask_before_copy = true\n\
         [last_used]\n\"{id}\" = 2026-11-24T10:00:00Z\nsomebody = 2026-11-24T10:00:00Z\n"
    ));
    let files = Files::with(None, Some(home.0.path()));
    let (settings, trouble) = files.load_settings();
    let Some(SettingsFileFailure::NotUnderstood { path, fields }) = trouble else {
        panic!("{trouble:?}")
    };
    assert_eq!(path, home.file().display().to_string());
    assert_eq!(
        fields,
        [
            "motion",
            "ask_on_close",
            "tags.blue",
            "last_selected",
            "tags.red.name",
            "last_used"
        ]
    );
    let mut expected = dark(&Settings::default());
    expected.clipboard_delay = ClipboardDelay::Secs15;
    expected.tags.set_asks(Tag::Violet, true);
    expected
        .last_used
        .insert(id, "2026-11-24T10:00:00Z".parse().unwrap());
    assert_eq!(settings, expected);
}

#[test]
fn what_cannot_be_seen_in_the_name_of_a_tag_is_written_out_and_stays_in_the_file() {
    let home = Home::saying("[tags.red]\nname = \"Li\u{200b}ve\"\n");
    let files = Files::with(None, Some(home.0.path()));
    let (settings, trouble) = files.load_settings();
    assert_eq!(
        (settings.tags.name(Tag::Violet), trouble),
        ("Li\\u200bve", None)
    );
    files.save_settings(&dark(&settings)).unwrap();
    assert!(home.text().contains("\"Li\u{200b}ve\""), "{}", home.text());
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_said_where() {
    let large = format!("# {}", "x".repeat(1024 * 1024));
    for (content, damage) in [
        (
            b"theme = \"dark\"\n\nmotion =".as_slice(),
            SettingsDamage::NoToml { line: Some(3) },
        ),
        (b"theme = \"\xff\"", SettingsDamage::NoToml { line: None }),
        (large.as_bytes(), SettingsDamage::TooLarge),
    ] {
        let home = Home::saying(content);
        let moved_to = home.folder().join("settings.toml.damaged-1");
        let expected = SettingsFileFailure::Damaged {
            damage,
            path: home.file().display().to_string(),
            moved_to: Some(moved_to.display().to_string()),
        };
        assert_eq!(home.trouble(), expected);
        assert_eq!(fs::read(&moved_to).unwrap(), content);
        assert_eq!(home.settings(), Settings::default(), "and it is said once");
    }
}

#[test]
fn a_pipe_in_its_place_is_not_waited_for() {
    let home = Home::saying("");
    fs::remove_file(home.file()).unwrap();
    let mut make = std::process::Command::new("mkfifo");
    assert!(make.arg(home.file()).status().unwrap().success());
    home.trouble();
    assert_eq!(home.names(), ["settings.toml.damaged-1"]);
}

#[test]
fn nothing_that_was_set_aside_is_lost_to_the_next_one() {
    let home = Home::saying("first =");
    home.trouble();
    fs::write(home.file(), "second =").unwrap();
    home.trouble();
    assert_eq!(
        home.names(),
        ["settings.toml.damaged-1", "settings.toml.damaged-2"]
    );
    let first = home.folder().join("settings.toml.damaged-1");
    assert_eq!(fs::read_to_string(first).unwrap(), "first =");
}

#[test]
fn a_file_that_is_damaged_while_the_window_is_open_is_set_aside_by_the_next_save() {
    let home = Home::saying("[tags.red]\nask_before_copy = true");
    let (files, settings) = home.window();
    fs::write(home.file(), "half =").unwrap();
    files.save_settings(&dark(&settings)).unwrap();
    assert_eq!(home.names(), ["settings.toml", "settings.toml.damaged-1"]);
    assert_eq!(home.settings(), dark(&settings), "all that it said before");
}

#[test]
fn who_only_looks_changes_nothing() {
    let home = Home::saying("damaged =");
    let files = Files::with(None, Some(home.0.path()));
    let (settings, trouble) = files.peek_settings();
    assert_eq!(settings, Settings::default());
    assert!(matches!(
        trouble,
        Some(SettingsFileFailure::Damaged { moved_to: None, .. })
    ));
    assert_eq!(home.names(), ["settings.toml"]);
}

#[test]
fn a_folder_that_takes_no_files_is_reported_with_its_path_and_the_old_settings_stay() {
    let home = Home::saying("theme = \"light\"\n");
    let (files, settings) = home.window();
    fs::set_permissions(home.folder(), fs::Permissions::from_mode(0o500)).unwrap();
    let is_closed = fs::File::create(home.folder().join("probe")).is_err();
    let result = files.save_settings(&dark(&settings));
    fs::set_permissions(home.folder(), fs::Permissions::from_mode(0o700)).unwrap();
    // Whoever may do anything may write here too.
    if is_closed {
        let path = home.file().display().to_string();
        assert_eq!(result, Err(FileFailure::NotAllowed { path }));
        assert_eq!(home.text(), "theme = \"light\"\n");
    }
    // A file in the place of the folder stops everybody.
    let home = Home::new();
    fs::create_dir(home.0.path().join(".config")).unwrap();
    fs::write(home.folder(), "").unwrap();
    let files = Files::with(None, Some(home.0.path()));
    assert!(files.save_settings(&settings).is_err());
}

#[test]
fn through_a_link_the_file_that_it_leads_to_is_written() {
    let home = Home::new();
    fs::create_dir_all(home.folder()).unwrap();
    let kept_elsewhere = home.0.path().join("dotfiles.toml");
    fs::write(&kept_elsewhere, "theme = \"light\"").unwrap();
    symlink(&kept_elsewhere, home.file()).unwrap();
    let (files, settings) = home.window();
    files.save_settings(&dark(&settings)).unwrap();
    assert!(home.file().is_symlink());
    assert!(fs::read_to_string(kept_elsewhere).unwrap().contains("dark"));
}

#[test]
fn a_window_writes_what_it_changed_and_keeps_what_another_one_did() {
    let home = Home::new();
    let ((one, mut ones), (two, mut twos)) = (home.window(), home.window());
    let [a, b] = [(); 2].map(|()| ProfileId::random());
    let at = |second| Timestamp::from_second(second).unwrap();
    ones.theme = ThemeChoice::Dark;
    ones.last_used = BTreeMap::from([(a, at(50)), (b, at(10))]);
    one.save_settings(&ones).unwrap();
    twos.chosen_format = Some(CopyFormat::TokenOnly);
    twos.last_used = BTreeMap::from([(a, at(20)), (b, at(60))]);
    two.save_settings(&twos).unwrap();
    let saved = home.settings();
    assert_eq!(saved.theme, ThemeChoice::Dark);
    assert_eq!(saved.copy_format(), CopyFormat::TokenOnly);
    assert_eq!(saved.last_used, BTreeMap::from([(a, at(50)), (b, at(60))]));
    // What is set back here is set back in the file.
    ones.theme = ThemeChoice::System;
    one.save_settings(&ones).unwrap();
    assert_eq!(home.settings().theme, ThemeChoice::System);
    assert_eq!(home.settings().copy_format(), CopyFormat::TokenOnly);
}

#[test]
fn writers_at_the_same_time_lose_nothing_of_each_other() {
    let home = Home::new();
    let used: Vec<_> = (0..8).map(|_| ProfileId::random()).collect();
    let at = Timestamp::from_second(1_800_000_000).unwrap();
    std::thread::scope(|scope| {
        for id in &used {
            let (files, mut settings) = home.window();
            scope.spawn(move || {
                settings.last_used.insert(*id, at);
                files.save_settings(&settings).unwrap();
            });
        }
    });
    assert_eq!(home.settings().last_used.len(), used.len());
    assert_eq!(home.names(), ["settings.toml"]);
}

prop_compose! {
    fn tags()(
        names in prop::collection::vec("[ -~äß漢\\n]{0,26}", 6),
        asking in prop::collection::vec(any::<bool>(), 6),
    ) -> TagSettings {
        let mut tags = TagSettings::default();
        for ((tag, name), asks) in Tag::ALL.into_iter().zip(names).zip(asking) {
            tags.set_asks(tag, asks);
            let _will_do = tags.rename(tag, &name).is_ok();
        }
        tags
    }
}

prop_compose! {
    fn place()(
        (width, height, is_maximized) in any::<(u16, u16, bool)>(),
        position in any::<Option<(i16, i16)>>(),
    ) -> WindowPlace {
        WindowPlace { width, height, position, is_maximized }
    }
}

prop_compose! {
    fn any_settings()(
        theme in prop::sample::select(vec![ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark]),
        motion in prop::sample::select(vec![Motion::System, Motion::Off]),
        density in prop::sample::select(vec![None, Some(Density::Comfortable), Some(Density::Compact)]),
        clipboard_delay in prop::sample::select(ClipboardDelay::ALL.to_vec()),
        idle_limit in prop::sample::select(vec![IdleLimit::Mins5, IdleLimit::Mins15, IdleLimit::Mins60, IdleLimit::Never]),
        copy_format in prop::sample::select(CopyFormat::ALL.to_vec()),
        (list_width, window) in (any::<u16>(), prop::option::of(place())),
        (names_postman_fields, is_format_chosen) in any::<(bool, bool)>(),
        (asks_on_close, is_sorted_by_use, is_selected) in any::<(bool, bool, bool)>(),
        tags in tags(),
        used in prop::collection::vec(0i64..4_000_000_000, 0..20),
        verdicts in prop::collection::vec((any::<bool>(), 0i64..4_000_000_000, 0..=i64::MAX as u64), 0..5),
        marked in prop::collection::vec((any::<bool>(), prop::option::of(prop::sample::select(Tag::ALL.to_vec()))), 0..5),
    ) -> Settings {
        let marked = marked.into_iter().map(|(is_pinned, tag)| PinAndTag { is_pinned, tag });
        let used = used.into_iter().map(|second| Timestamp::from_second(second).unwrap());
        let verdicts = verdicts.into_iter().map(|(works, second, rev)| LastVerdict {
            verdict: if works { SecretVerdict::Works } else { SecretVerdict::Rejected },
            at: Timestamp::from_second(second).unwrap(),
            rev,
        });
        Settings {
            theme,
            motion,
            density,
            list_width,
            window,
            clipboard_delay,
            idle_limit,
            chosen_format: is_format_chosen.then_some(copy_format),
            names_postman_fields,
            asks_on_close,
            sort: if is_sorted_by_use { SortBy::LastUsed } else { SortBy::Name },
            tags,
            last_selected: is_selected.then(ProfileId::random),
            last_used: used.map(|at| (ProfileId::random(), at)).collect(),
            last_verdicts: verdicts.map(|last| (ProfileId::random(), last)).collect(),
            marks: marked.map(|marks| (ProfileId::random(), marks)).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_reads_back(first in any_settings(), second in any_settings()) {
        let home = Home::new();
        let (files, _) = home.window();
        files.save_settings(&first).unwrap();
        prop_assert_eq!(home.settings(), first.clone());
        files.save_settings(&second).unwrap();
        prop_assert_eq!(home.settings(), second);
    }

    #[test]
    fn whatever_the_file_says_it_is_read_or_set_aside(text in "(?s).{0,60}|(theme|tags|last_used)( =|\\.[a-z]+ =|\\]) ?.{0,20}") {
        let home = Home::saying(&text);
        let files = Files::with(None, Some(home.0.path()));
        let (settings, _) = files.load_settings();
        files.save_settings(&dark(&settings)).unwrap();
        // A value that isn't understood stays in the file, and is reported again.
        let (settings, _) = Files::with(None, Some(home.0.path())).load_settings();
        prop_assert_eq!(settings.theme, ThemeChoice::Dark);
    }
}

#[test]
fn a_file_of_an_earlier_version_names_a_format_so_the_first_copy_does_not_ask() {
    let home = Home::saying("theme = \"dark\"\ncopy = \"header line\"\n");
    assert_eq!(home.settings().chosen_format, Some(CopyFormat::HeaderLine));
    assert!(home.settings().names_postman_fields);
}

#[test]
fn settings_that_are_saved_before_the_first_copy_do_not_answer_for_it() {
    let home = Home::new();
    let (files, settings) = home.window();
    assert_eq!(settings.chosen_format, None);
    files.save_settings(&dark(&settings)).unwrap();
    assert_eq!(home.settings().chosen_format, None);
    let answered = Settings {
        chosen_format: Some(CopyFormat::HeaderLine),
        names_postman_fields: false,
        ..dark(&settings)
    };
    files.save_settings(&answered).unwrap();
    assert_eq!(home.settings(), answered);
}
