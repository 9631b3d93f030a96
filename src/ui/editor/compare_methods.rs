//! *Compare the methods*: the three ways to authenticate, after the vendor’s article on the API.

use egui::{Label, Response, Ui, vec2};

use crate::ui::kit::theme::{Colors, Size, Weight, space, text};
use crate::ui::kit::widgets::{popover, subtitle};
use crate::ui::words;

const ACCEPTED: &str = "Accepted for";

const LIFETIME: &str = "Token lives";

pub(super) const COMPARE_METHODS: &str = "Compare the methods";

const WIDTH: f32 = 620.0;
/// Width of the labels.
const ABOUT: f32 = 112.0;

struct Method {
    name: &'static str,
    /// Label and text.
    lines: [(&'static str, &'static str); 5],
}

const STORED: &str = "Stored";
const GOOD: &str = "Advantages";
const BAD: &str = "Disadvantages";

const METHODS: [Method; 3] = [
    Method {
        name: "API client (recommended)",
        lines: [
            (STORED, "Client ID and secret."),
            (LIFETIME, "15 minutes."),
            (
                ACCEPTED,
                "All resources that the client’s permissions allow.",
            ),
            (
                GOOD,
                "The secret can be reset. It may do only what it has to, and is not tied to a person. Faster than basic.",
            ),
            (
                BAD,
                "More to set up than basic: the client has to be made in the console first.",
            ),
        ],
    },
    Method {
        name: "User account, for a token",
        lines: [
            (STORED, "Username, and the password if you wish."),
            (LIFETIME, "30 minutes."),
            (ACCEPTED, "All resources."),
            (
                GOOD,
                "Simple where there is no API client. Safer and faster than basic: a token ends by itself.",
            ),
            (
                BAD,
                "Less safe than an API client: it is a person’s password, with all that this person may do. Not for single sign-on.",
            ),
        ],
    },
    Method {
        name: "Basic authentication (deprecated)",
        lines: [
            (STORED, "Username and password."),
            (
                LIFETIME,
                "There is none: the password goes with every call.",
            ),
            (
                ACCEPTED,
                "v1, v4 and later. Of v3 only auth/jwt, which gives a token.",
            ),
            (GOOD, "Simple to use."),
            (
                BAD,
                "Deprecated. Passwords end up in the histories of tools.",
            ),
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
