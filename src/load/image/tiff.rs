//! TIFF 6.0 and faxes (TIFF/F): each picture of the file, its strips or tiles put together.
//!
//! Strips are stored in forms that PDF has too, so the decoders of PDF images read them. Refused, as a
//! whole: planes apart, colours and codings that are not named here, and pictures above the limits. A
//! reduced copy of another picture in the file is left out and counted.

use lopdf::{Dictionary, Object, Stream, dictionary};

use crate::pdf::image::{ImageError, file};
use crate::pdf::limits::Limits;

use super::super::LeftOut;
use super::directory::{Entry, Tiff};
use super::{Picture, exif};

/// Reads all pictures of the file.
pub(super) fn read(data: &[u8], limits: &Limits) -> Result<Vec<Picture>, ImageError> {
    let tiff = Tiff::new(data).ok_or(ImageError::Damaged)?;
    let (mut pictures, mut seen, mut reduced, mut bytes) = (Vec::new(), Vec::new(), 0, 0usize);
    let mut next = tiff.long(4);
    while let Some(at) = next.filter(|at| *at > 0) {
        if seen.contains(&at) || seen.len() >= limits.pages {
            return Err(ImageError::Damaged);
        }
        seen.push(at);
        next = tiff.next(at);
        let entries = tiff.entries(Some(at));
        let directory = Directory { tiff: &tiff, entries: &entries };
        if directory.number(254, 0) & 1 == 1 {
            reduced += 1;
            continue;
        }
        let about = About::read(&directory)?;
        bytes = bytes.saturating_add(about.row(about.size.0).saturating_mul(about.size.1 as usize));
        if bytes > limits.total_bytes {
            return Err(ImageError::TooLarge);
        }
        pictures.push(picture(&directory, &about, limits)?);
    }
    let first = pictures.first_mut().ok_or(ImageError::Damaged)?;
    if reduced > 0 {
        first.left_out.push(LeftOut { what: "reduced copy of a picture".to_owned(), count: reduced });
    }
    Ok(pictures)
}

/// The entries of one picture.
struct Directory<'d> {
    tiff: &'d Tiff<'d>,
    entries: &'d [Entry],
}

impl Directory<'_> {
    fn entry(&self, tag: u16) -> Option<Entry> {
        self.entries.iter().find(|e| e.tag == tag).copied()
    }

    fn numbers(&self, tag: u16) -> Option<Vec<usize>> {
        self.tiff.numbers(self.entry(tag)?)
    }

    fn number(&self, tag: u16, default: usize) -> usize {
        self.numbers(tag).and_then(|all| all.first().copied()).unwrap_or(default)
    }
}

/// How the samples of a picture are stored.
struct About {
    /// Pixels across and down.
    size: (u32, u32),
    /// Samples of a pixel that are stored, and those of them that are colours.
    samples: (usize, u32),
    bits: usize,
    compression: usize,
    colours: usize,
    predictor: bool,
}

impl About {
    fn read(directory: &Directory<'_>) -> Result<Self, ImageError> {
        let side = |tag| u32::try_from(directory.number(tag, 0)).map_err(|_| ImageError::TooLarge);
        let stored = directory.number(277, 1);
        let bits = directory.numbers(258).unwrap_or_else(|| vec![1]);
        let colours = directory.number(262, 0);
        let needed = match colours {
            0 | 1 | 3 => 1,
            2 | 6 => 3,
            5 => 4,
            _ => return Err(ImageError::Unsupported),
        };
        let depth = bits.first().copied().unwrap_or(1);
        let predictor = directory.number(317, 1);
        let apart = directory.number(284, 1) != 1 && stored > 1;
        let odd = !bits.iter().all(|b| *b == depth) || !matches!(depth, 1 | 2 | 4 | 8 | 16);
        let signed = directory.number(339, 1) != 1;
        let known = predictor == 1 || predictor == 2 && depth == 8;
        if apart || odd || signed || !known || stored < needed || stored > 8 || (stored > needed && depth < 8)
        {
            return Err(ImageError::Unsupported);
        }
        Ok(Self {
            size: (side(256)?, side(257)?),
            samples: (stored, needed as u32),
            bits: depth,
            compression: directory.number(259, 1),
            colours,
            predictor: predictor == 2,
        })
    }

    /// Bytes of a row of so many pixels.
    fn row(&self, pixels: u32) -> usize {
        (pixels as usize).saturating_mul(self.samples.0 * self.bits).div_ceil(8)
    }
}

fn picture(directory: &Directory<'_>, about: &About, limits: &Limits) -> Result<Picture, ImageError> {
    let camera = exif::of_directory(directory.tiff, directory.entries);
    let place = LeftOut { what: "place of the photograph".to_owned(), count: u32::from(camera.place) };
    let left_out = if camera.place { vec![place] } else { Vec::new() };
    let dpi = camera.dpi.filter(|_| directory.number(296, 2) != 1);
    let (size, image) = match about.compression {
        7 => jpeg(directory, about, limits)?,
        _ => (about.size, image(directory, about, limits)?),
    };
    Ok(Picture { image, soft_mask: None, size, dpi, camera, left_out })
}

/// A picture that is one JPEG stream (TIFF Technical Note 2), its tables put into it.
fn jpeg(
    directory: &Directory<'_>,
    about: &About,
    limits: &Limits,
) -> Result<((u32, u32), Stream), ImageError> {
    let grid = Grid::read(directory, about)?;
    let [part] = grid.parts.as_slice() else { return Err(ImageError::Unsupported) };
    let data = directory.tiff.bytes(part.0, part.1).ok_or(ImageError::Damaged)?;
    let tables = directory.entry(347).and_then(|entry| directory.tiff.text(entry)).unwrap_or_default();
    let tables = tables.get(2..tables.len().saturating_sub(2)).unwrap_or_default();
    let whole = [b"\xff\xd8", tables, data.get(2..).unwrap_or_default()].concat();
    let read = file::from_jpeg(&whole, limits)?;
    // three colours without a mark of Adobe's are luminance and chrominance to a reader of JPEG
    if (read.width, read.height) != about.size || !matches!(about.colours, 0 | 1 | 6) {
        return Err(ImageError::SizeMismatch);
    }
    Ok(((read.width, read.height), read.image))
}

/// A picture of samples.
fn image(directory: &Directory<'_>, about: &About, limits: &Limits) -> Result<Stream, ImageError> {
    if about.colours == 6 {
        return Err(ImageError::Unsupported);
    }
    let mut data = joined(directory, about, limits)?;
    let mut bits = about.bits;
    if bits == 16 {
        let high = usize::from(directory.tiff.little);
        data = data.chunks_exact(2).filter_map(|pair| pair.get(high).copied()).collect();
        bits = 8;
    }
    let (stored, needed) = about.samples;
    if stored > needed as usize {
        let pixels = data.chunks_exact(stored);
        data = pixels.flat_map(|pixel| pixel.iter().take(needed as usize).copied()).collect();
    }
    if about.colours == 0 {
        for byte in &mut data {
            *byte = !*byte;
        }
    }
    let palette = if about.colours == 3 { Some(palette(directory, bits)?) } else { None };
    file::from_samples(about.size, (needed, bits as u32), data, palette, limits)
}

/// `ColorMap`: all reds, all greens, all blues, 16 bits each, as RGB of 8 bits.
fn palette(directory: &Directory<'_>, bits: usize) -> Result<Vec<u8>, ImageError> {
    let map = directory.numbers(320).ok_or(ImageError::Dictionary)?;
    let count = 1usize << bits.min(8);
    let one = |i: usize| Some([*map.get(i)?, *map.get(count + i)?, *map.get(2 * count + i)?]);
    let entries: Option<Vec<[usize; 3]>> = (0..count).map(one).collect();
    let entries = entries.ok_or(ImageError::Dictionary)?;
    Ok(entries.into_iter().flatten().map(|v| (v >> 8) as u8).collect())
}

/// Where the strips or tiles of a picture lie, and how large they are.
struct Grid {
    /// Offset and length.
    parts: Vec<(usize, usize)>,
    /// Pixels of a part across and down; the last strip may be lower.
    part: (u32, u32),
    tiled: bool,
}

impl Grid {
    fn read(directory: &Directory<'_>, about: &About) -> Result<Self, ImageError> {
        let tiled = directory.entry(322).is_some();
        let (offsets, lengths) = if tiled { (324, 325) } else { (273, 279) };
        let offsets = directory.numbers(offsets).ok_or(ImageError::Damaged)?;
        let lengths = directory.numbers(lengths).ok_or(ImageError::Damaged)?;
        let side = |tag| u32::try_from(directory.number(tag, 0)).unwrap_or(0);
        let rows = directory.number(278, usize::MAX).min(about.size.1 as usize) as u32;
        let part = if tiled { (side(322), side(323)) } else { (about.size.0, rows) };
        let across = about.size.0.checked_div(part.0).map(|_| about.size.0.div_ceil(part.0));
        let down = about.size.1.checked_div(part.1).map(|_| about.size.1.div_ceil(part.1));
        let all = across.zip(down).map(|(a, d)| u64::from(a) * u64::from(d)).ok_or(ImageError::Damaged)?;
        if all != offsets.len() as u64 || offsets.len() != lengths.len() {
            return Err(ImageError::Damaged);
        }
        Ok(Self { parts: offsets.into_iter().zip(lengths).collect(), part, tiled })
    }
}

/// The rows of a picture, of all its parts.
fn joined(directory: &Directory<'_>, about: &About, limits: &Limits) -> Result<Vec<u8>, ImageError> {
    let grid = Grid::read(directory, about)?;
    let (stride, high) = (about.row(about.size.0), about.size.1 as usize);
    if stride.saturating_mul(high) > limits.stream_bytes {
        return Err(ImageError::TooLarge);
    }
    let wide = about.row(grid.part.0);
    if grid.tiled && !(grid.part.0 as usize * about.samples.0 * about.bits).is_multiple_of(8) {
        return Err(ImageError::Unsupported);
    }
    let across = about.size.0.div_ceil(grid.part.0.max(1)).max(1) as usize;
    let mut out = vec![0; stride * high];
    for (index, (at, length)) in grid.parts.iter().enumerate() {
        let data = directory.tiff.bytes(*at, *length).ok_or(ImageError::Damaged)?;
        let top = index / across * grid.part.1 as usize;
        let rows =
            if grid.tiled { grid.part.1 as usize } else { (high - top.min(high)).min(grid.part.1 as usize) };
        let samples = file::samples(&part(directory, about, data, (grid.part.0, rows as u32)), limits)?;
        let left = index % across * wide;
        for (row, from) in samples.chunks_exact(wide.max(1)).enumerate().take(high.saturating_sub(top)) {
            let line = (top + row) * stride;
            let room = line + left..line + (left + wide).min(stride);
            if let Some(to) = out.get_mut(room) {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            }
        }
    }
    Ok(out)
}

/// A strip or tile as an image `XObject` stores and describes it.
fn part(directory: &Directory<'_>, about: &About, data: &[u8], (width, height): (u32, u32)) -> Stream {
    // all samples of a pixel side by side, whatever they mean, as a row of single ones
    let mut dict = dictionary! {
        "Width" => i64::from(width) * about.samples.0 as i64, "Height" => i64::from(height),
        "BitsPerComponent" => about.bits as i64, "ColorSpace" => "DeviceGray",
    };
    let fax = |k: i64, aligned: bool, lines: bool| {
        dictionary! {
            "K" => k, "Columns" => i64::from(width), "Rows" => i64::from(height), "BlackIs1" => true,
            "EncodedByteAlign" => aligned, "EndOfLine" => lines, "EndOfBlock" => false,
        }
    };
    let packed = || {
        let differences = dictionary! {
            "Predictor" => 2, "Colors" => about.samples.0 as i64, "Columns" => i64::from(width),
            "BitsPerComponent" => about.bits as i64,
        };
        if about.predictor { differences } else { Dictionary::new() }
    };
    let two = i64::from(directory.number(292, 0) & 1 == 1);
    let filter = match about.compression {
        1 => None,
        2 => Some(("CCITTFaxDecode", fax(0, true, false))),
        3 => Some(("CCITTFaxDecode", fax(two, false, true))),
        4 => Some(("CCITTFaxDecode", fax(-1, false, false))),
        5 => Some(("LZWDecode", packed())),
        8 | 32_946 => Some(("FlateDecode", packed())),
        32_773 => Some(("RunLengthDecode", Dictionary::new())),
        // a filter that nobody has is refused where it is read
        _ => Some(("Unknown", Dictionary::new())),
    };
    if let Some((name, parameters)) = filter {
        dict.set("Filter", name);
        dict.set("DecodeParms", Object::Dictionary(parameters));
    }
    let turned = directory.number(266, 1) == 2;
    let content = if turned { data.iter().map(|b| b.reverse_bits()).collect() } else { data.to_vec() };
    Stream::new(dict, content)
}
