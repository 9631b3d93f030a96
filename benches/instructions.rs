//! Work to count instructions of, a fixed number of times: `instructions WORK TIMES`. See `scripts/bench instructions`.

use std::time::Duration;

use anyhow::{Context as _, bail};
use egui::{Context, RawInput, Rect};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::palette::Palette;
use tokendesk::app::profiles::{Listing, ProfileRow, Row};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Drafts, State};
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, LocalFormats, Now, Profile, ProfileId, ProfileName, RawResponse,
    ResponseText, Secret, StoredProfile,
};
use tokendesk::os::Cancel;
use tokendesk::ui;
use tokendesk::vault::{MemoryVault, Vault as _};

const SIZE: [f32; 2] = [980.0, 660.0];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let work = arguments.next().context("which work?")?;
    let times: usize = arguments.next().context("how often?")?.parse()?;
    match work.as_str() {
        "frame-10" => frames(10, times, |_, _, _| ()),
        "frame-10000" => frames(10_000, times, |_, _, _| ()),
        "search-10000" => frames(10_000, times, |_, drafts, n| {
            typed(n).clone_into(&mut drafts.search);
        }),
        "palette-10000" => frames(10_000, times, |state, drafts, n| {
            state
                .dialog
                .get_or_insert_with(|| Dialog::Palette(Box::new(Palette::new(now()))));
            typed(n).clone_into(&mut drafts.palette);
        }),
        "list-1000" => list(1_000, times),
        "response-60k" => responses(times),
        _ => bail!("there is no work {work}"),
    }
}

fn stored(number: usize) -> anyhow::Result<StoredProfile> {
    let name = format!("Customer {number} Logistics and Services");
    Ok(StoredProfile {
        profile: Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse(&name).ok().context("name")?,
            console: ConsoleUrl::parse("console.us1.crashplan.com")
                .ok()
                .context("address")?,
            account: Account::ApiClient {
                client_id: ClientId::parse(&format!("key-{number}"))
                    .ok()
                    .context("client ID")?,
            },
            saved_at: "2026-03-01T09:30:00Z".parse()?,
        },
        secret: Secret::new("a-secret-of-no-console"),
    })
}

fn stored_profiles(count: usize) -> anyhow::Result<Vec<StoredProfile>> {
    (0..count).map(stored).collect()
}

/// What is typed changes with each frame.
fn typed(frame: usize) -> &'static str {
    ["cu", "cus", "cust"][frame % 3]
}

fn now() -> Now {
    Now {
        wall: Timestamp::UNIX_EPOCH,
        boot: Duration::from_secs(100_000),
    }
}

/// Frames of the window, with an input before each.
fn frames(
    profiles: usize,
    times: usize,
    input: impl Fn(&mut State, &mut Drafts, usize),
) -> anyhow::Result<()> {
    let mut state = State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None);
    state.rows = stored_profiles(profiles)?
        .into_iter()
        .map(|stored| Row::of(ProfileRow::new(stored.profile)))
        .collect();
    state.selected = state.rows.first().map(|row| row.key);
    state.listing = Listing::Done;
    let (ctx, mut drafts) = (Context::default(), Drafts::default());
    ui::kit::theme::apply(&ctx);
    for n in 0..times {
        input(&mut state, &mut drafts, n);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, SIZE.into())),
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| {
            ui::show(ui, &state, &mut drafts, now());
        });
        // egui insists that someone draws them.
        output.textures_delta.clear();
        let drawn = ctx.tessellate(output.shapes, output.pixels_per_point);
        anyhow::ensure!(!drawn.is_empty(), "nothing was drawn");
    }
    Ok(())
}

fn list(profiles: usize, times: usize) -> anyhow::Result<()> {
    let Ok(vault) = MemoryVault::with_profiles(&stored_profiles(profiles)?) else {
        bail!("the profiles do not fit");
    };
    for _ in 0..times {
        let mut listed = 0;
        let end = vault.list(&Cancel::default(), &mut |_| listed += 1);
        anyhow::ensure!(
            end.is_ok() && listed == profiles,
            "{listed} profiles were listed"
        );
    }
    Ok(())
}

/// A response of the console, prepared for display.
fn responses(times: usize) -> anyhow::Result<()> {
    let user =
        r#"{"userId":42,"username":"dana@example.com","active":true,"roles":["Desktop User"]}"#;
    let users = vec![user; 700].join(",");
    let response = RawResponse {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: format!(r#"{{"data":{{"users":[{users}]}}}}"#)
            .into_bytes()
            .into(),
        cut_at_bytes: None,
        is_compressed: false,
        took: Duration::from_millis(50),
    };
    for _ in 0..times {
        let text = ResponseText::of(&response);
        anyhow::ensure!(text.contains("dana@example.com"), "not as it was sent");
    }
    Ok(())
}
