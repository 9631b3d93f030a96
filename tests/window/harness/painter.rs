//! Draws what egui asks for into a picture, on the processor and nowhere else: no GPU and no driver is needed, and two machines
//! come to the same picture. It does what egui asks of every backend: triangles of premultiplied colors, times a texture that is
//! read smoothly, blended as they come.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::epaint::{ImageData, ImageDelta, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, Pos2, Rect, TextureId, TexturesDelta, pos2};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// A color with its alpha multiplied in, each part from 0 to 255.
type Color = [f32; 4];

/// The renderer. It keeps the textures between two pictures.
#[derive(Default)]
pub(crate) struct Painter {
    textures: HashMap<TextureId, Arc<ColorImage>>,
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                self.keep(id, image);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(whole(size.x), whole(size.y));
        for shape in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = shape.primitive else {
                return Err("a shape that only a GPU can draw".to_owned());
            };
            let texture = self
                .textures
                .get(&mesh.texture_id)
                .ok_or("a texture that was never made")?;
            canvas.clip(shape.clip_rect * scale);
            for corners in mesh.indices.as_chunks::<3>().0 {
                let corners = corners.map(|index| {
                    let vertex = mesh.vertices[index as usize];
                    let pos = (vertex.pos.to_vec2() * scale).to_pos2();
                    Vertex { pos, ..vertex }
                });
                canvas.draw(corners, texture);
            }
        }
        canvas.picture()
    }
}

impl Painter {
    fn keep(&mut self, id: TextureId, delta: ImageDelta) {
        let ImageData::Color(image) = delta.image;
        let Some([left, top]) = delta.pos else {
            self.textures.insert(id, image);
            return;
        };
        if let Some(kept) = self.textures.get_mut(&id) {
            let kept = Arc::make_mut(kept);
            let [width, height] = image.size;
            for row in 0..height {
                let start = (top + row) * kept.size[0] + left;
                kept.pixels[start..start + width]
                    .copy_from_slice(&image.pixels[row * width..(row + 1) * width]);
            }
        }
    }
}

/// The pixels so far, and the part of them that is drawn on.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    columns: Range<usize>,
    rows: Range<usize>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![[0; 4]; width * height],
            columns: 0..width,
            rows: 0..height,
        }
    }

    /// From here on only this part is drawn on.
    fn clip(&mut self, part: Rect) {
        self.columns = whole(part.left())..whole(part.right()).min(self.width);
        self.rows = whole(part.top())..whole(part.bottom()).min(self.height);
    }

    /// Draws a triangle, row by row. A pixel belongs to it if its middle does, and to one of two that share an edge.
    fn draw(&mut self, corners: [Vertex; 3], texture: &ColorImage) {
        let [a, b, c] = corners.map(|corner| corner.pos);
        let fill = Fill::of(corners, texture);
        let top = a.y.min(b.y).min(c.y);
        let bottom = a.y.max(b.y).max(c.y);
        for y in self.rows.start.max(first_middle(top))..self.rows.end.min(first_middle(bottom)) {
            let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
            for (one, other) in [(a, b), (b, c), (c, a)] {
                if let Some(x) = crossing(one, other, as_f32(y) + 0.5) {
                    left = left.min(x);
                    right = right.max(x);
                }
            }
            let from = self.columns.start.max(first_middle(left));
            let to = self.columns.end.min(first_middle(right));
            if from < to {
                let row = &mut self.pixels[y * self.width..];
                fill.paint(&mut row[from..to], from, y);
            }
        }
    }

    fn picture(self) -> Result<RgbaImage, String> {
        let (width, height) = (as_u32(self.width), as_u32(self.height));
        RgbaImage::from_raw(width, height, self.pixels.into_flattened())
            .ok_or_else(|| "more pixels than fit".to_owned())
    }
}

/// Where the line through the middles of a row crosses this edge. Upwards and downwards it is the same place, to the bit.
fn crossing(one: Pos2, other: Pos2, y: f32) -> Option<f32> {
    let (high, low) = if one.y < other.y {
        (one, other)
    } else {
        (other, one)
    };
    let is_crossed = high.y <= y && y < low.y;
    is_crossed.then(|| high.x + (low.x - high.x) * ((y - high.y) / (low.y - high.y)))
}

/// The first pixel whose middle is not before this place.
fn first_middle(place: f32) -> usize {
    whole((place - 0.5).ceil())
}

/// What a triangle is filled with: a color times what the texture shows, each of them even where it can be.
struct Fill<'a> {
    color: Even<[f32; 4]>,
    texel: Even<[f32; 2]>,
    texture: &'a ColorImage,
}

/// The same value all over a triangle, or one that changes evenly: the value at the origin, and what each pixel to the right
/// and downwards adds.
enum Even<T> {
    Same(Color),
    Changing { start: T, right: T, down: T },
}

impl<'a> Fill<'a> {
    fn of(corners: [Vertex; 3], texture: &'a ColorImage) -> Self {
        let [a, b, c] = corners;
        let places = corners.map(|corner| corner.pos);
        let color = if a.color == b.color && b.color == c.color {
            Even::Same(color(a.color))
        } else {
            Even::over(places, corners.map(|corner| color(corner.color)))
        };
        let texel = if a.uv == b.uv && b.uv == c.uv {
            Even::Same(read(texture, a.uv))
        } else {
            Even::over(places, corners.map(|corner| [corner.uv.x, corner.uv.y]))
        };
        Self {
            color,
            texel,
            texture,
        }
    }

    /// Paints these pixels of row `y`, the first of which is the `x`-th.
    fn paint(&self, pixels: &mut [[u8; 4]], x: usize, y: usize) {
        if let (Even::Same(color), Even::Same(texel)) = (&self.color, &self.texel) {
            let over = times(*color, *texel);
            if over[3] >= 255.0 {
                pixels.fill(over.map(byte));
            } else if over[3] > 0.0 {
                for pixel in pixels {
                    blend(pixel, over);
                }
            }
            return;
        }
        let y = as_f32(y) + 0.5;
        for (pixel, x) in pixels.iter_mut().zip(x..) {
            let x = as_f32(x) + 0.5;
            let texel = match &self.texel {
                Even::Same(texel) => *texel,
                Even::Changing { start, right, down } => {
                    let u = start[0] + right[0] * x + down[0] * y;
                    let v = start[1] + right[1] * x + down[1] * y;
                    read(self.texture, pos2(u, v))
                }
            };
            // Most of what a letter covers is nothing.
            if texel[3] == 0.0 {
                continue;
            }
            let color = match &self.color {
                Even::Same(color) => *color,
                Even::Changing { start, right, down } => [
                    start[0] + right[0] * x + down[0] * y,
                    start[1] + right[1] * x + down[1] * y,
                    start[2] + right[2] * x + down[2] * y,
                    start[3] + right[3] * x + down[3] * y,
                ],
            };
            blend(pixel, times(color, texel));
        }
    }
}

impl<const N: usize> Even<[f32; N]> {
    /// What has these values at these places.
    fn over([a, b, c]: [Pos2; 3], [at_a, at_b, at_c]: [[f32; N]; 3]) -> Self {
        let (ab, ac) = (b - a, c - a);
        let area = ab.x * ac.y - ab.y * ac.x;
        let change = |first: f32, second: f32| {
            std::array::from_fn(|part| {
                ((at_b[part] - at_a[part]) * first + (at_c[part] - at_a[part]) * second) / area
            })
        };
        let right: [f32; N] = change(ac.y, -ab.y);
        let down: [f32; N] = change(-ac.x, ab.x);
        Self::Changing {
            start: std::array::from_fn(|part| at_a[part] - right[part] * a.x - down[part] * a.y),
            right,
            down,
        }
    }
}

/// The texture at this place, mixed from the four texels around it; beyond its border the border goes on.
fn read(texture: &ColorImage, uv: Pos2) -> Color {
    let [width, height] = texture.size;
    let (x, right) = texels(uv.x, width);
    let (y, down) = texels(uv.y, height);
    let texel = |x: usize, y: usize| {
        let at = y.min(height - 1) * width + x.min(width - 1);
        color(texture.pixels[at])
    };
    if right < ALIGNED && down < ALIGNED {
        return texel(x, y);
    }
    let upper = mix(texel(x, y), texel(x + 1, y), right);
    let lower = mix(texel(x, y + 1), texel(x + 1, y + 1), right);
    mix(upper, lower, down)
}

/// The texel before this part of a texture, and the share of the one after it.
fn texels(part: f32, size: usize) -> (usize, f32) {
    let place = (part * as_f32(size) - 0.5).max(0.0);
    let before = (place + ALIGNED).floor();
    (whole(before), (place - before).max(0.0))
}

/// Letters lie on whole pixels, but for rounding.
const ALIGNED: f32 = 0.01;

fn blend(pixel: &mut [u8; 4], over: Color) {
    let stays = 1.0 - over[3] / 255.0;
    *pixel = [
        byte(over[0] + f32::from(pixel[0]) * stays),
        byte(over[1] + f32::from(pixel[1]) * stays),
        byte(over[2] + f32::from(pixel[2]) * stays),
        byte(over[3] + f32::from(pixel[3]) * stays),
    ];
}

fn color(color: Color32) -> Color {
    let [r, g, b, a] = color.to_array();
    [f32::from(r), f32::from(g), f32::from(b), f32::from(a)]
}

fn times(one: Color, other: Color) -> Color {
    [
        one[0] * other[0] / 255.0,
        one[1] * other[1] / 255.0,
        one[2] * other[2] / 255.0,
        one[3] * other[3] / 255.0,
    ]
}

fn mix(one: Color, other: Color, share: f32) -> Color {
    [
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        one[2] + (other[2] - one[2]) * share,
        one[3] + (other[3] - one[3]) * share,
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded to a whole pixel; what lies left of or above the picture becomes its border"
)]
fn whole(value: f32) -> usize {
    value.round() as usize
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and from 0 to 255 but for what rounding adds"
)]
fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

#[expect(
    clippy::cast_precision_loss,
    reason = "pictures and textures are some thousand pixels wide"
)]
fn as_f32(pixels: usize) -> f32 {
    pixels as f32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "pictures are some thousand pixels wide"
)]
fn as_u32(pixels: usize) -> u32 {
    pixels as u32
}
