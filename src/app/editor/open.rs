//! Opening the editor, and changing its fields.

use crate::app::drafts::EditorDraft;
use crate::app::editor::{
    Editor, EditorAction, EditorField, EditorMode, EditorSave, EditorTest, Fields,
};
use crate::app::state::{Dialog, State};
use crate::app::update::App;
use crate::model::profile::MAX_NAME_CHARS;
use crate::model::{
    AccountKind, Now, PasswordStorage, Profile, ProfileId, ProfileName, without_hidden,
};

impl App {
    pub(crate) fn on_editor_action(&mut self, action: EditorAction, now: Now) {
        match action {
            EditorAction::Changed => self.editor_changed(now),
            EditorAction::ChooseKind(kind) => self.choose_kind(kind, now),
            EditorAction::KeepPassword(password_storage) => self.keep_password(password_storage),
            EditorAction::MakeApiClient => self.switch_to_api_client(now),
            EditorAction::Test => self.test(now),
            EditorAction::UseCode => self.use_code_in_test(now),
            EditorAction::TestWithoutCode => self.test_without_code(now),
            EditorAction::CancelTest => self.cancel_test(now),
            EditorAction::ProbeConsole => self.probe_typed_console(now),
            EditorAction::CancelProbe => self.cancel_editor_probe(),
            EditorAction::CopyProbe => self.copy_editor_probe(now),
            EditorAction::Save => self.save(now),
            EditorAction::SeeTheirs => self.toggle_theirs(),
            EditorAction::TakeTheirs => self.take_theirs(now),
            EditorAction::KeepMine => self.keep_mine(now),
            EditorAction::SaveAsNew => self.save_as_new(now),
        }
    }

    pub(crate) fn open_new(&mut self, now: Now) {
        let fields = Fields {
            console: self
                .state
                .usual_console()
                .unwrap_or(self.drafts.first_console())
                .to_owned(),
            ..Fields::default()
        };
        self.open(EditorMode::New, fields, EditorField::Name, now);
    }

    pub(crate) fn open_edit(&mut self, id: ProfileId, now: Now) {
        let Some(base) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return;
        };
        let fields = self.fields_of(&base);
        self.open(EditorMode::Edit { base }, fields, EditorField::Name, now);
    }

    pub(crate) fn open_duplicate(&mut self, id: ProfileId, now: Now) {
        let Some(of) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return;
        };
        let mut fields = self.fields_of(&of);
        fields.name = free_name(&of.name, &self.state);
        self.open(EditorMode::Duplicate { of }, fields, EditorField::Name, now);
    }

    pub(crate) fn fields_of(&self, profile: &Profile) -> Fields {
        let tag = self.state.settings.marks_of(profile.id).tag;
        Fields {
            tag,
            ..Fields::of(profile)
        }
    }

    /// *Create API client profile*, for the console of a user account that can't be used.
    pub(crate) fn open_api_client(&mut self, id: ProfileId, now: Now) {
        let Some(console) = self
            .state
            .profile(id)
            .map(|row| row.profile.console.to_string())
        else {
            return;
        };
        let fields = Fields {
            console,
            ..Fields::default()
        };
        self.open(EditorMode::New, fields, EditorField::Name, now);
    }

    fn open(&mut self, mode: EditorMode, fields: Fields, focus: EditorField, now: Now) {
        self.leave_dialog(now);
        let serial = self.next_serial();
        self.drafts.editor = EditorDraft::with(fields.clone());
        self.state.dialog = Some(Dialog::Editor(Box::new(Editor {
            serial,
            new_id: ProfileId::random(),
            mode,
            opened_with: fields,
            focus,
            test: EditorTest::Untested,
            probe: None,
            save: EditorSave::Idle,
            shows_all_errors: false,
        })));
    }

    /// Wipes the drafts and cancels its jobs. A save in progress may still finish.
    pub(crate) fn leave_editor(&mut self, editor: &Editor) {
        self.drafts.editor.wipe();
        self.cancel_all(editor.jobs());
    }

    /// The test's result no longer applies to the changed field.
    fn editor_changed(&mut self, now: Now) {
        self.cancel_editor_probe();
        self.clear_save_failure();
        if self.still_wants_code() {
            return;
        }
        self.clear_test(now);
    }

    /// *API client* or *User account*. A shown secret is hidden and the test is dropped.
    pub(crate) fn choose_kind(&mut self, kind: AccountKind, now: Now) {
        if self.editor_mut().is_none() || self.drafts.editor.fields.kind == kind {
            return;
        }
        self.drafts.editor.choose_kind(kind);
        self.state.shown = None;
        self.clear_save_failure();
        self.clear_test(now);
    }

    /// *Save password in keyring*. Doesn't affect the test.
    fn keep_password(&mut self, password_storage: PasswordStorage) {
        if self.editor_mut().is_some() {
            self.drafts.editor.fields.password_storage = password_storage;
            self.clear_save_failure();
        }
    }

    /// *Create API client profile*. An existing profile stays as it is; a new one becomes the API client.
    pub(crate) fn switch_to_api_client(&mut self, now: Now) {
        let Some(editor) = self.editor_mut() else {
            return;
        };
        if let EditorMode::Edit { .. } = editor.mode {
            let fields = Fields {
                console: self.drafts.editor.fields.console.clone(),
                ..Fields::default()
            };
            self.open(EditorMode::New, fields, EditorField::Name, now);
            return;
        }
        self.focus_field(EditorField::Login);
        self.choose_kind(AccountKind::ApiClient, now);
    }

    /// Moves the focus to this field, like opening the editor.
    pub(crate) fn focus_field(&mut self, field: EditorField) {
        let serial = self.next_serial();
        if let Some(editor) = self.editor_mut() {
            editor.serial = serial;
            editor.focus = field;
        }
    }

    pub(crate) fn clear_save_failure(&mut self) {
        if let Some(editor) = self.editor_mut()
            && matches!(editor.save, EditorSave::Failed(_))
        {
            editor.save = EditorSave::Idle;
        }
    }

    pub(crate) fn editor_mut(&mut self) -> Option<&mut Editor> {
        match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => Some(editor),
            _ => None,
        }
    }
}

/// "Production EU 2", or the next number that gives a distinguishable name; a long name is truncated.
fn free_name(name: &ProfileName, state: &State) -> String {
    let seen = without_hidden(name.as_str());
    (2_u32..=u32::MAX)
        .map(|number| {
            let suffix = format!(" {number}");
            let room = MAX_NAME_CHARS - suffix.chars().count();
            let stem: String = seen.chars().take(room).collect();
            ProfileName::parse(&format!("{}{suffix}", stem.trim_end()))
        })
        .filter_map(Result::ok)
        .find(|candidate| {
            state
                .profiles()
                .all(|row| !row.profile.name.looks_like(candidate))
        })
        .map_or_else(String::new, |name| name.as_str().to_owned())
}
