//! *Compare the methods*: the three ways to authenticate, after the vendor’s article on the API.

use egui::{Label, Response, Ui, vec2};

use crate::ui::kit::theme::{Colors, Size, Weight, space, text};
use crate::ui::kit::widgets::{popover, subtitle};
use crate::ui::words;

const ACCEPTED: &str = "Works with";

const LIFETIME: &str = "Token lifetime";

pub(super) const COMPARE_METHODS: &str = "Compare methods";

const WIDTH: f32 = 620.0;
/// Width of the labels.
const ABOUT: f32 = 112.0;

struct Method {
    name: &'static str,
    /// Label and text.
    lines: [(&'static str, &'static str); 5],
}

const STORED: &str = "Saved";
const GOOD: &str = "Advantages";
const BAD: &str = "Disadvantages";

const METHODS: [Method; 3] = [
    Method {
        name: "API client (recommended)",
        lines: [
            (STORED, "Client ID and secret."),
            (LIFETIME, "15 minutes."),
            (ACCEPTED, "All resources the client has permissions for."),
            (
                GOOD,
                "The secret can be reset. Least privilege, not tied to a person. Faster than Basic.",
            ),
            (
                BAD,
                "More setup than Basic: you create the client in the console first.",
            ),
        ],
    },
    Method {
        name: "User account (token)",
        lines: [
            (STORED, "Username; password optional."),
            (LIFETIME, "30 minutes."),
            (ACCEPTED, "All resources."),
            (
                GOOD,
                "Simple if you have no API client. Safer and faster than Basic: tokens expire.",
            ),
            (
                BAD,
                "Less safe than an API client: a person’s password, with all of that person’s permissions. Not for SSO.",
            ),
        ],
    },
    Method {
        name: "Basic authentication (deprecated)",
        lines: [
            (STORED, "Username and password."),
            (LIFETIME, "No token; the password is sent every time."),
            (ACCEPTED, "v1 and v4+ (v3: auth/jwt only)."),
            (GOOD, "Simple to use."),
            (BAD, "Deprecated. Passwords end up in tools’ histories."),
        ],
    },
];

pub(crate) fn show(link: &Response) {
    popover(link, COMPARE_METHODS, WIDTH, words::CLOSE, |ui| {
        for (index, method) in METHODS.iter().enumerate() {
            if index > 0 {
                ui.add_space(space::M);
            }
            show_method(ui, method);
        }
    });
}

fn show_method(ui: &mut Ui, method: &Method) {
    let p = Colors::in_use(ui);
    subtitle(ui, method.name);
    for (about, message) in method.lines {
        ui.add_space(2.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let label = Label::new(text(about, Size::Note, Weight::Regular, p.dim));
            let size = vec2(ABOUT, 17.0);
            ui.allocate_ui(size, |ui| {
                ui.set_min_width(ABOUT);
                ui.add(label);
            });
            ui.add(Label::new(text(message, Size::Note, Weight::Regular, p.text)).wrap());
        });
    }
}
