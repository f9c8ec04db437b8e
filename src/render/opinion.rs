//! A second engine's look at a drawn page: poppler's `pdftoppm`, where the machine has it.
//!
//! A picture is only as right as what drew it. The two are compared coarsely, cell by cell, so that
//! another rounding or another substitute font is no difference and a missing line is. It judges
//! nothing: the caller says what was heard.

use std::time::Duration;

use super::Picture;
use crate::sys::process::{Ended, Job, run, which};

/// Dots per inch of the second picture.
const COARSE: f64 = 50.0;

/// Side of the cells that are compared, in pixels of the second picture: about 4 mm.
const CELL: u32 = 8;

/// Difference of two cells' mean lightness, of 255, from which on they show different things.
const STEP: u32 = 40;

/// What a second engine says of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opinion {
    /// There is none, or it could not draw the page: the picture is the work of one engine only.
    Alone,
    /// It draws the same.
    Agrees,
    /// It draws something else.
    Differs,
}

/// Asks for the second engine's picture of page `page` (from 1), the file handed over by a pipe, and
/// compares it with `drawn`, which has `dpi` dots per inch.
#[must_use]
pub fn second(pdf: &[u8], page: u32, drawn: &Picture, dpi: f64) -> Opinion {
    match poppler(pdf, page) {
        Some(other) if alike(&cells(drawn, dpi), &cells(&other, dpi_of(&other, drawn, dpi))) => {
            Opinion::Agrees
        }
        Some(_) => Opinion::Differs,
        None => Opinion::Alone,
    }
}

/// Dots per inch of another picture of the same page; it need not know of `UserUnit`.
fn dpi_of(other: &Picture, drawn: &Picture, dpi: f64) -> f64 {
    dpi * f64::from(other.width) / f64::from(drawn.width.max(1))
}

fn poppler(pdf: &[u8], page: u32) -> Option<Picture> {
    let (page, dpi) = (page.to_string(), COARSE.to_string());
    let args = ["-q", "-cropbox", "-r", &dpi, "-f", &page, "-l", &page, "-"];
    let job = Job {
        program: which("pdftoppm")?,
        args: args.iter().map(Into::into).collect(),
        env: Vec::new(),
        timeout: Duration::from_secs(30),
        output_limit: 256 << 20,
        ..Job::default()
    };
    let done = run(&job, pdf);
    if done.ended == Ended::Code(0) { pixmap(&done.untrusted_stdout) } else { None }
}

/// A binary portable pixmap of 8 bits: `P6`, width, height, 255, samples.
fn pixmap(file: &[u8]) -> Option<Picture> {
    let mut rest = file.strip_prefix(b"P6")?;
    let mut numbers = [0u32; 3];
    for number in &mut numbers {
        rest = rest.trim_ascii_start();
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (head, tail) = rest.split_at_checked(digits)?;
        *number = std::str::from_utf8(head).ok()?.parse().ok()?;
        rest = tail;
    }
    let [width, height, 255] = numbers else { return None };
    let rgb = rest.get(1..)?;
    let bytes = u64::from(width) * u64::from(height) * 3;
    (rgb.len() as u64 == bytes).then(|| Picture { width, height, rgb: rgb.to_vec() })
}

/// Mean lightness of each cell, row by row.
struct Cells {
    across: usize,
    means: Vec<u32>,
}

fn cells(picture: &Picture, dpi: f64) -> Cells {
    let side = f64::from(CELL) * dpi / COARSE;
    let count = |pixels: u32| ((f64::from(pixels) / side).floor() as usize).max(1);
    let (across, down) = (count(picture.width), count(picture.height));
    let (mut sums, mut counts) = (vec![0u64; across * down], vec![0u64; across * down]);
    let rows = picture.rgb.chunks_exact(picture.width.max(1) as usize * 3);
    for (y, row) in rows.enumerate() {
        let top = ((y as f64 / side) as usize).min(down - 1) * across;
        for (x, pixel) in row.chunks_exact(3).enumerate() {
            let at = top + ((x as f64 / side) as usize).min(across - 1);
            if let (Some(sum), Some(count)) = (sums.get_mut(at), counts.get_mut(at)) {
                *sum += pixel.iter().map(|&v| u64::from(v)).sum::<u64>();
                *count += 3;
            }
        }
    }
    let means = sums.iter().zip(&counts).map(|(s, n)| (s / n.max(&1)) as u32).collect();
    Cells { across, means }
}

/// A cell may differ where its edge cuts a line otherwise; two that touch must not.
fn alike(a: &Cells, b: &Cells) -> bool {
    if a.across != b.across || a.means.len() != b.means.len() {
        return false;
    }
    let other: Vec<bool> = a.means.iter().zip(&b.means).map(|(x, y)| x.abs_diff(*y) >= STEP).collect();
    let at = |i: usize| other.get(i).copied().unwrap_or(false);
    let beside = |i: usize| !(i + 1).is_multiple_of(a.across) && at(i + 1);
    !(0..other.len()).any(|i| at(i) && (beside(i) || at(i + a.across)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White, with a grey bar from `x` on over a quarter of the width.
    fn bar(scale: u32, x: u32) -> Picture {
        let (width, height) = (100 * scale, 60 * scale);
        let inside = |i: u32| (x * scale..(x + 25) * scale).contains(&(i % width));
        let rgb = (0..width * height).flat_map(|i| [if inside(i) { 90 } else { 255 }; 3]).collect();
        Picture { width, height, rgb }
    }

    #[test]
    fn the_same_page_at_another_resolution_is_the_same_and_a_moved_bar_is_not() {
        let fine = cells(&bar(4, 20), 200.0);
        assert!(alike(&fine, &cells(&bar(1, 20), 50.0)));
        assert!(!alike(&fine, &cells(&bar(1, 45), 50.0)));
        assert!(!alike(&fine, &cells(&bar(2, 20), 50.0)), "another size is another page");
    }

    #[test]
    fn a_pixmap_is_whole_or_none() {
        let file = b"P6\n2 1\n255\nabcdef".to_vec();
        let read = pixmap(&file).expect("a picture");
        assert_eq!((read.width, read.height, read.rgb.as_slice()), (2, 1, &b"abcdef"[..]));
        for wrong in [&file[..file.len() - 1], b"P6\n9999999 9999999\n255\n", b"P5\n2 1\n255\nab", b""] {
            assert!(pixmap(wrong).is_none());
        }
    }
}
