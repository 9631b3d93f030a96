//! "Where will you paste it?", drawn; and where the strip says that it goes.

use egui::accesskit::{Role, Toggled};
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::state::{Dialog, PasteQuestion};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{CopyFormat, PasteTarget};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{copied_item, live, showing, widest};

const ANSWERS: [(&str, PasteTarget); 3] = [
    (
        "Postman, Authorization tab",
        PasteTarget::PostmanAuthorization,
    ),
    ("Postman, Headers tab", PasteTarget::PostmanHeaders),
    ("curl, code, or somewhere else", PasteTarget::Elsewhere),
];

pub(crate) fn asking(target: PasteTarget) -> State {
    let row = live(872);
    let id = row.profile.id;
    let mut state = showing([row]);
    state.settings.chosen_format = None;
    state.dialog = Some(Dialog::PasteQuestion(PasteQuestion { id, target }));
    state
}

fn opened() -> ScreenHarness {
    let mut window = ScreenHarness::of(asking(PasteTarget::default()));
    window.wait_half_a_second();
    window
}

#[test]
fn each_answer_says_what_it_copies_and_can_be_chosen() {
    let mut window = opened();
    assert!(window.has("Where will you paste it?"));
    for (name, target) in ANSWERS {
        let node = window.0.get_by_role_and_label(Role::RadioButton, name);
        let is_chosen = node.accesskit_node().toggled() == Some(Toggled::True);
        let is_first = target == PasteTarget::default();
        assert_eq!(is_chosen, is_first, "{name}");
        let more = node.accesskit_node().description().unwrap();
        assert!(more.starts_with("Copies the"), "{more}");
        node.click();
        window.settle();
        let asked = window.asked();
        let expected = (!is_first).then_some(Action::ChoosePasteTarget(target));
        assert_eq!(asked, Vec::from_iter(expected), "{name}");
    }
    assert_eq!(window.press("Copy"), [Action::CopyForTarget]);
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
}

#[test]
fn the_arrows_choose_and_enter_copies() {
    let mut window = opened();
    assert_eq!(window.focused().as_deref(), Some(ANSWERS[0].0));
    let chosen = window.key(Key::ArrowDown);
    assert_eq!(chosen, [Action::ChoosePasteTarget(ANSWERS[1].1)]);
    let Some(Dialog::PasteQuestion(question)) = &mut window.state_mut().dialog else {
        panic!("the question is open")
    };
    question.target = ANSWERS[1].1;
    window.settle();
    assert_eq!(window.focused().as_deref(), Some(ANSWERS[1].0));
    assert_eq!(window.key(Key::Enter), [Action::CopyForTarget]);
    assert_eq!(window.command_key(Key::Enter), [Action::CopyForTarget]);
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
}

#[test]
fn a_press_that_was_meant_for_what_was_there_before_answers_nothing() {
    let mut window = ScreenHarness::of(asking(PasteTarget::default()));
    assert_eq!(window.press("Copy"), []);
    assert_eq!(window.key(Key::Enter), []);
    window.wait_half_a_second();
    assert_eq!(window.key(Key::Enter), [Action::CopyForTarget]);
}

#[test]
fn the_strip_says_where_in_postman_it_goes() {
    for (format, noun, field) in [
        (CopyFormat::HeaderLine, "header", "Headers › Bulk Edit"),
        (CopyFormat::HeaderValue, "header value", "Headers › Value"),
        (
            CopyFormat::TokenOnly,
            "token",
            "Authorization › Bearer Token",
        ),
    ] {
        let mut state = showing([live(872)]);
        let mut item = copied_item();
        (item.noun, item.format) = (noun, Some(format));
        state.copied_item = Some(item);
        let mut window = ScreenHarness::of(state);
        let line = format!("Production EU {noun} copied · paste it into {field} · clears in 52 s");
        assert!(window.shows(&line), "{:?}", window.texts());

        // The banner names Postman only to users who paste there.
        window.state_mut().settings.names_postman_fields = false;
        window.settle();
        let line = format!("Production EU {noun} copied · clears in 52 s");
        assert!(window.shows(&line), "{:?}", window.texts());
    }
}

#[test]
fn in_a_small_window_where_it_goes_is_left_out_before_a_name_is_cut() {
    let strip = |name: &str, size| {
        let mut state = showing([live(872)]);
        let mut item = copied_item();
        item.name = name.to_owned();
        state.copied_item = Some(item);
        ScreenHarness::with(state, Drafts::default(), size, Theme::Light)
    };
    let name = "Northern Lights Logistics, Europe";
    assert!(strip(name, USUAL).shows("paste it into"));
    let window = strip(name, SMALLEST);
    let shown = format!("{name} header copied · clears in 52 s");
    let (_, _, line) = window
        .places()
        .into_iter()
        .find(|(_, text, _)| text.contains("clears in 52 s"))
        .expect("the strip");
    assert!(line.right() < window.button("Clear now").rect().left());
    // Screen readers have all of it.
    assert!(window.says("paste it into Headers › Bulk Edit"));
    assert!(window.says(&shown), "the name is whole");
    let widest = widest().profile.name.to_string();
    let window = strip(&widest, SMALLEST);
    let clear = window.button("Clear now").rect();
    assert!(clear.right() <= SMALLEST.x);
}
