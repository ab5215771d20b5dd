//! Logos made small: a picture that an author or another host gave, decoded within limits, shrunk to what pages show and
//! encoded anew, so that nothing of the original file but its pixels reaches a visitor.

use std::io::{BufReader, Cursor};

/// Bytes of a picture at most.
pub const LARGEST: usize = 4 << 20;
/// Pixels of a picture at most: 16 MB when decoded.
const MOST_PIXELS: u64 = 4 << 20;
/// Width and height at most of what is shown: twice the size at which the largest logo stands on a page, and some.
const SIDE: u32 = 192;

/// A logo as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Small {
    /// The file.
    pub bytes: Vec<u8>,
    /// How its name ends: `png` or `webp`, whichever is smaller.
    pub ending: &'static str,
}

/// Pixels: red, green, blue and opacity of each.
struct Pixels {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// True for names of files that are made small.
pub fn is_raster(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("png" | "jpg" | "jpeg" | "gif" | "webp"))
}

/// Makes a logo of a picture, whatever its name says it is.
///
/// # Errors
/// Why it cannot be used, for its author.
pub fn small(bytes: &[u8]) -> Result<Small, String> {
    if bytes.len() > LARGEST {
        return Err(format!("it is larger than {} MB", LARGEST >> 20));
    }
    let pixels = match bytes {
        [0x89, b'P', b'N', b'G', ..] => png_pixels(bytes),
        [0xFF, 0xD8, 0xFF, ..] => jpeg_pixels(bytes),
        [b'G', b'I', b'F', b'8', ..] => gif_pixels(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp_pixels(bytes),
        _ => Err("it is no PNG, JPEG, GIF or WebP picture".to_owned()),
    }?;
    let pixels = shrunk(pixels);
    let (png, webp) = (encoded_png(&pixels), encoded_webp(&pixels));
    match (png, webp) {
        (Some(png), Some(webp)) if webp.len() < png.len() => Ok(Small { bytes: webp, ending: "webp" }),
        (Some(png), _) => Ok(Small { bytes: png, ending: "png" }),
        _ => Err("it cannot be encoded".to_owned()),
    }
}

fn broken(error: impl std::fmt::Display) -> String {
    format!("it cannot be decoded: {error}")
}

/// The size, when it is one that we decode.
fn sized(width: u32, height: u32) -> Result<usize, String> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MOST_PIXELS {
        return Err(format!("it has {width} × {height} pixels; up to {} million are decoded", MOST_PIXELS >> 20));
    }
    usize::try_from(pixels).map_err(broken)
}

fn png_pixels(bytes: &[u8]) -> Result<Pixels, String> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 32 << 20 });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(broken)?;
    let (width, height) = (header.width, header.height);
    sized(width, height)?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut pixels).map_err(broken)?;
    pixels.truncate(frame.buffer_size());
    with_opacity(width, height, &pixels)
}

fn jpeg_pixels(bytes: &[u8]) -> Result<Pixels, String> {
    let mut decoder = zune_jpeg::JpegDecoder::new(Cursor::new(bytes));
    decoder.decode_headers().map_err(broken)?;
    let info = decoder.info().ok_or_else(|| broken("no header"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    sized(width, height)?;
    let pixels = decoder.decode().map_err(broken)?;
    with_opacity(width, height, &pixels)
}

/// The first frame.
fn gif_pixels(bytes: &[u8]) -> Result<Pixels, String> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(bytes).map_err(broken)?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let mut bytes = vec![0; sized(width, height)? * 4];
    let frame = decoder.read_next_frame().map_err(broken)?.ok_or_else(|| broken("no frame"))?;
    let (left, top, across) = (usize::from(frame.left), usize::from(frame.top), usize::from(frame.width));
    let whole = width as usize;
    let shown = across.min(whole.saturating_sub(left)) * 4;
    let rows = frame.buffer.chunks_exact((across * 4).max(4));
    for (row, from) in bytes.chunks_exact_mut(whole * 4).skip(top).zip(rows).filter(|_| shown > 0) {
        row[left * 4..left * 4 + shown].copy_from_slice(&from[..shown]);
    }
    Ok(Pixels { width, height, bytes })
}

fn webp_pixels(bytes: &[u8]) -> Result<Pixels, String> {
    let mut decoder = image_webp::WebPDecoder::new(BufReader::new(Cursor::new(bytes))).map_err(broken)?;
    decoder.set_memory_limit(64 << 20);
    let (width, height) = decoder.dimensions();
    sized(width, height)?;
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap_or_default()];
    decoder.read_image(&mut pixels).map_err(broken)?;
    with_opacity(width, height, &pixels)
}

/// Grey, grey with opacity, colour or colour with opacity: as many bytes a pixel as there are.
fn with_opacity(width: u32, height: u32, pixels: &[u8]) -> Result<Pixels, String> {
    let count = sized(width, height)?;
    let bytes = match pixels.len() / count {
        1 => pixels.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect(),
        2 => pixels.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect(),
        3 => pixels.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect(),
        4 => pixels.to_vec(),
        _ => return Err(broken("its colours are of an unknown kind")),
    };
    Ok(Pixels { width, height, bytes })
}

/// The picture within the limits of what is shown: each pixel is the mean of those that it stands for, weighed by their
/// opacity.
fn shrunk(from: Pixels) -> Pixels {
    let longest = from.width.max(from.height);
    if longest <= SIDE {
        return from;
    }
    let side = |length: u32| (u64::from(length) * u64::from(SIDE) / u64::from(longest)).max(1) as u32;
    let (width, height) = (side(from.width), side(from.height));
    // Where a pixel of the small picture begins in the large one; at least one pixel lies between two borders.
    let border = |at: u32, small: u32, large: u32| (u64::from(at) * u64::from(large) / u64::from(small)) as usize;
    let mut bytes = Vec::with_capacity((width * height * 4) as usize);
    for y in 0..height {
        let rows = border(y, height, from.height)..border(y + 1, height, from.height);
        for x in 0..width {
            let columns = border(x, width, from.width)..border(x + 1, width, from.width);
            bytes.extend(mean(&from, rows.clone(), columns));
        }
    }
    Pixels { width, height, bytes }
}

fn mean(from: &Pixels, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> [u8; 4] {
    let (mut colours, mut opacity) = ([0_u64; 3], 0_u64);
    let count = (rows.len() * columns.len()).max(1) as u64;
    for row in rows {
        let start = row * from.width as usize;
        for pixel in from.bytes[(start + columns.start) * 4..(start + columns.end) * 4].chunks_exact(4) {
            let weight = u64::from(pixel[3]);
            opacity += weight;
            colours.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u64::from(*part) * weight);
        }
    }
    let part = |sum: u64| ((sum + opacity / 2) / opacity.max(1)).min(255) as u8;
    [part(colours[0]), part(colours[1]), part(colours[2]), ((opacity + count / 2) / count).min(255) as u8]
}

fn is_opaque(pixels: &Pixels) -> bool {
    pixels.bytes.chunks_exact(4).all(|pixel| pixel[3] == 255)
}

fn without_opacity(pixels: &Pixels) -> Vec<u8> {
    pixels.bytes.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

fn encoded_png(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width, pixels.height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let write = |color: png::ColorType, data: &[u8]| {
        encoder.set_color(color);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(data)?;
        writer.finish()
    };
    let written = if is_opaque(pixels) {
        write(png::ColorType::Rgb, &without_opacity(pixels))
    } else {
        write(png::ColorType::Rgba, &pixels.bytes)
    };
    written.ok().map(|()| bytes)
}

fn encoded_webp(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    let written = if is_opaque(pixels) {
        encoder.encode(&without_opacity(pixels), pixels.width, pixels.height, image_webp::ColorType::Rgb8)
    } else {
        encoder.encode(&pixels.bytes, pixels.width, pixels.height, image_webp::ColorType::Rgba8)
    };
    written.ok().map(|()| bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{
        Pixels, encoded_png, encoded_webp, gif_pixels, is_raster, jpeg_pixels, png_pixels, small, webp_pixels,
    };

    /// A picture with a red left half and a half transparent blue right half.
    pub(crate) fn halves(width: u32, height: u32) -> Vec<u8> {
        let pixel = |at: u32| if at % width < width / 2 { [255, 0, 0, 255] } else { [0, 0, 255, 128] };
        let bytes = (0..width * height).flat_map(pixel).collect();
        encoded_png(&Pixels { width, height, bytes }).unwrap()
    }

    /// A JPEG of one grey pixel.
    const GREY: &[u8] = &[
        255, 216, 255, 219, 0, 67, 0, 80, 55, 60, 70, 60, 50, 80, 70, 65, 70, 90, 85, 80, 95, 120, 200, 130, 120, 110,
        110, 120, 245, 175, 185, 145, 200, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 192, 0, 11, 8, 0, 1, 0, 1, 1, 1, 17, 0, 255, 196, 0, 20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 3, 255, 196, 0, 20, 16, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 218, 0, 8, 1, 1, 0, 0,
        63, 0, 119, 255, 217,
    ];

    #[test]
    fn a_large_picture_becomes_small_and_keeps_its_shape_and_colours() {
        let logo = small(&halves(800, 400)).unwrap();
        let pixels = if logo.ending == "png" { png_pixels(&logo.bytes) } else { webp_pixels(&logo.bytes) }.unwrap();
        assert_eq!((pixels.width, pixels.height), (192, 96));
        assert_eq!(
            (&pixels.bytes[..4], &pixels.bytes[95 * 4 + 4..][..4]),
            (&[255, 0, 0, 255][..], &[0, 0, 255, 128][..])
        );
        assert!(logo.bytes.len() < 1_000, "{}", logo.bytes.len());
        assert_eq!(small(&logo.bytes).unwrap(), logo, "what is small stays as it is");
    }

    #[test]
    fn every_kind_of_picture_is_read() {
        let webp = encoded_webp(&png_pixels(&halves(8, 4)).unwrap()).unwrap();
        assert_eq!(small(&webp).unwrap(), small(&halves(8, 4)).unwrap());
        let mut gif = Vec::new();
        let mut encoder = gif::Encoder::new(&mut gif, 3, 2, &[255, 0, 0, 0, 255, 0]).unwrap();
        let frame =
            gif::Frame { left: 1, top: 1, width: 2, height: 1, buffer: vec![0, 1].into(), ..Default::default() };
        encoder.write_frame(&frame).unwrap();
        drop(encoder);
        let pixels = gif_pixels(&gif).unwrap();
        assert_eq!(pixels.bytes[16..], [255, 0, 0, 255, 0, 255, 0, 255]);
        assert_eq!(pixels.bytes[..16], [0; 16]);
    }

    #[test]
    fn grey_becomes_colour() {
        let pixels = jpeg_pixels(GREY).unwrap();
        let [red, green, blue, opacity] = pixels.bytes[..] else { panic!("one pixel") };
        assert!(red == green && green == blue && red.abs_diff(200) < 40 && opacity == 255, "{:?}", pixels.bytes);
    }

    #[test]
    fn what_is_no_picture_or_too_large_a_one_is_refused_with_a_reason() {
        let why = |bytes: &[u8]| small(bytes).unwrap_err();
        assert_eq!(why(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "it is no PNG, JPEG, GIF or WebP picture");
        assert!(why(&halves(8, 4)[..60]).contains("cannot be decoded"));
        let mut bomb = halves(8, 4);
        bomb[16..24].copy_from_slice(&[0, 0, 0x7F, 0xFF, 0, 0, 0x7F, 0xFF]);
        assert!(why(&bomb).contains("32767 × 32767") || why(&bomb).contains("decoded"), "{}", why(&bomb));
        assert!(why(&[0; super::LARGEST + 1]).contains("larger than 4 MB"));
        for cut in 0..60 {
            let _ = small(&halves(8, 4)[..cut]);
        }
    }

    #[test]
    fn pictures_are_known_by_their_names() {
        assert!(is_raster("logos/a.PNG") && is_raster("a.jpeg") && !is_raster("a.svg") && !is_raster("png"));
    }
}
