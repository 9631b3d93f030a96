//! Pictures of the screens, in both themes, laid beside those in `tests/pictures`: a label that moved, a color that changed or a
//! control that went is seen here. `scripts/pictures` makes them anew, after they were looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use egui::{Theme, Vec2, vec2};
use egui_kittest::{
    Harness, LazyRenderer, SnapshotError, SnapshotOptions, try_image_snapshot_options,
};
use image::RgbaImage;

use crate::harness::painter::Painter;
use crate::harness::screen::ScreenHarness;
use crate::samples::pictures::{Scene, scenes};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures");

#[test]
fn the_screens_look_as_in_their_pictures_in_the_light_theme() {
    compare(Theme::Light);
}

#[test]
fn the_screens_look_as_in_their_pictures_in_the_dark_theme() {
    compare(Theme::Dark);
}

#[test]
fn a_fill_with_a_slightly_different_color_is_seen() {
    let fill = |gray| RgbaImage::from_pixel(100, 100, image::Rgba([gray, gray, gray, 255]));
    assert_eq!(changed_color(&fill(240), &fill(240)), None);
    assert_eq!(changed_color(&fill(240), &fill(245)), None, "rounded");
    assert!(changed_color(&fill(240), &fill(246)).is_some());
    let mut spot = fill(240);
    for at in 0..50 {
        spot.put_pixel(at, 0, image::Rgba([0, 0, 0, 255]));
    }
    assert_eq!(changed_color(&fill(240), &spot), None, "not a fill");
}

#[test]
fn every_picture_is_of_a_screen() {
    let wanted: BTreeSet<_> = scenes()
        .into_iter()
        .flat_map(|scene| [Theme::Light, Theme::Dark].map(|theme| file(&scene, theme)))
        .collect();
    let there: BTreeSet<_> = std::fs::read_dir(FOLDER)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(".png")?.to_owned()))
        // What a comparison that failed leaves behind.
        .filter(|name| !name.contains('.'))
        .collect();
    let lost: Vec<_> = there.difference(&wanted).collect();
    assert!(lost.is_empty(), "of no screen; delete them: {lost:?}");
}

#[test]
fn a_label_that_moved_by_two_points_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("label.png");
    label_at(vec2(40.0, 20.0)).save(&path).unwrap();
    let compare =
        |place| try_image_snapshot_options(&label_at(place), "label", &options(folder.path()));
    assert!(compare(vec2(40.0, 20.0)).is_ok());
    for moved in [vec2(42.0, 20.0), vec2(40.0, 22.0), vec2(38.0, 20.0)] {
        assert!(compare(moved).is_err(), "{moved:?}");
    }
}

fn compare(theme: Theme) {
    let mut differing = Vec::new();
    for scene in scenes() {
        let name = file(&scene, theme);
        let picture = picture(scene, theme);
        let path = Path::new(FOLDER).join(format!("{name}.png"));
        let kept = image::open(&path).ok();
        if let Some(changed) = kept.and_then(|kept| changed_color(&picture, &kept.into_rgba8())) {
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                std::fs::remove_file(path).unwrap();
            } else {
                differing.push(format!("'{name}' has another color: {changed}"));
            }
        }
        let result = try_image_snapshot_options(&picture, &name, &options(Path::new(FOLDER)));
        differing.extend(result.err().map(|error| first_line(&error)));
    }
    assert!(
        differing.is_empty(),
        "{}\nIn tests/pictures, .new.png is what was drawn, and .diff.png what differs. Run scripts/pictures to accept it.",
        differing.join("\n")
    );
}

fn first_line(error: &SnapshotError) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

fn picture(scene: Scene, theme: Theme) -> RgbaImage {
    let around = Vec2::splat(2.0 * HARNESS_MARGIN);
    let mut window = ScreenHarness::with(scene.state, scene.drafts, scene.size + around, theme);
    (scene.last)(&mut window);
    // What moves has come to rest, but for what never does.
    window.0.run_steps(10);
    let picture = window.0.render().unwrap();
    let [from, width, height] = [HARNESS_MARGIN, scene.size.x, scene.size.y].map(whole);
    image::imageops::crop_imm(&picture, from, from, width, height).to_image()
}

/// What the harness leaves free around the window, in points.
const HARNESS_MARGIN: f32 = 8.0;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole points of a window"
)]
fn whole(points: f32) -> u32 {
    points as u32
}

fn file(scene: &Scene, theme: Theme) -> String {
    let theme = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    format!("{}-{theme}", scene.name)
}

/// A fill that has another color in the kept picture: a comparison of single pixels has to allow for the 256 colors that
/// a picture is kept in, and so doesn't see a slightly different fill.
fn changed_color(drawn: &RgbaImage, kept: &RgbaImage) -> Option<String> {
    let mut found: BTreeMap<[u8; 4], (i64, [i64; 4])> = BTreeMap::new();
    for (drawn, kept) in drawn.pixels().zip(kept.pixels()) {
        let (count, sums) = found.entry(drawn.0).or_default();
        *count += 1;
        for (sum, (kept, drawn)) in sums.iter_mut().zip(kept.0.into_iter().zip(drawn.0)) {
            *sum += i64::from(kept) - i64::from(drawn);
        }
    }
    let is_changed = |(count, sums): &(i64, [i64; 4])| {
        *count >= MANY_PIXELS && sums.iter().any(|sum| sum.abs() > MOST_STEPS * count)
    };
    let mut changed = found.into_iter().filter(|(_, found)| is_changed(found));
    changed.next().map(|(drawn, (count, sums))| {
        format!(
            "{drawn:?} differs by {:?} over {count} pixels",
            sums.map(|sum| sum / count)
        )
    })
}

const MANY_PIXELS: i64 = 3_000;
const MOST_STEPS: i64 = 5;

/// How much two pictures of one screen may differ: a handful of pixels by more than about 8 steps of 255 in gray, 14 in red, 23 in
/// blue. Rounding differs by less, and so do the 256 colors that a picture is kept in.
fn options(folder: &Path) -> SnapshotOptions {
    SnapshotOptions::new()
        .threshold(30.0)
        .max_failed_pixels(8)
        .output_path(folder)
}

fn label_at(place: Vec2) -> RgbaImage {
    let mut harness = Harness::builder()
        .with_size(vec2(200.0, 60.0))
        .with_context_setup(tokendesk::ui::kit::theme::apply)
        .renderer(LazyRenderer::new(Painter::default))
        .build_ui(move |ui| {
            let at = egui::Rect::from_min_size(place.to_pos2(), vec2(120.0, 20.0));
            ui.put(at, egui::Label::new("Token ready"));
        });
    harness.render().unwrap()
}
