//! What a page looks like before and after, to two renderers, outside of its panels.

use std::path::Path;
use std::process::Command;

use blackpanel::geom::Rect;
use blackpanel::render::{self, Picture};
use lopdf::{Document, Object};

use super::program::blackpanel;

/// Foreign files of many makers, with text, columns, tables, pictures, rotation and colour.
pub const FILES: &[&str] = &[
    "pypdf__AutoCad_Diagram.pdf",
    "pypdf__issue-301.pdf",
    "pypdf__issue-914-xmp-data.pdf",
    "pypdf__r2-empty-password.pdf",
    "pypdf__r5-owner-password.pdf",
    "pypdf__selenium-pypdf-issue-177.pdf",
    "sample-files__google-doc-document.pdf",
    "sample-files__habibi.pdf",
    "sample-files__minimal-document.pdf",
    "sample-files__pdflatex-4-pages.pdf",
    "sample-files__with-attachment.pdf",
];

/// Dots per inch of the pictures.
const DPI: f64 = 100.0;
/// Around a panel, pixels: the edge is rounded differently, letters reach out of their boxes.
const EDGE: f64 = 2.0;
/// Pixels of a page that may differ: the edges of a letter whose position was rounded to a thousandth.
const GRAINS: usize = 8;
/// Difference of a channel, of 255, that is more than another rounding of an edge.
const STEP: u8 = 48;
/// Words that a page loses.
const WORDS: usize = 8;

/// A program that draws.
pub struct Renderer {
    pub name: &'static str,
    draw: fn(&Path) -> Option<Picture>,
}

/// The two that `.ci/run` has.
pub const RENDERERS: [Renderer; 2] =
    [Renderer { name: "hayro", draw: hayro }, Renderer { name: "poppler", draw: poppler }];

impl Renderer {
    /// Compares page 1 of two files outside of some regions (display points).
    pub fn compare(&self, before: &Path, after: &Path, except: &[Rect]) -> Result<(), String> {
        let (Some(a), Some(b)) = ((self.draw)(before), (self.draw)(after)) else {
            return Err(format!("{} draws nothing", self.name));
        };
        if (a.width, a.height) != (b.width, b.height) {
            return Err(format!("{}: another size", self.name));
        }
        let scale = DPI / 72.0;
        let inside = |x: u32, y: u32| {
            let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            let near = |low: f64, high: f64, at: f64| at > low * scale - EDGE && at < high * scale + EDGE;
            except.iter().any(|r| near(r.x0, r.x1, x) && near(r.y0, r.y1, y))
        };
        let differ = |x, y| {
            let pair = a.pixel(x, y).zip(b.pixel(x, y));
            pair.is_none_or(|(p, q)| p.iter().zip(q).any(|(m, n)| m.abs_diff(n) > STEP)) && !inside(x, y)
        };
        let all = (0..a.height).flat_map(|y| (0..a.width).map(move |x| (x, y)));
        let wrong: Vec<(u32, u32)> = all.filter(|&(x, y)| differ(x, y)).collect();
        match wrong.first() {
            None => Ok(()),
            Some(_) if wrong.len() <= GRAINS => Ok(()),
            Some((x, y)) => Err(format!("{}: {} pixels differ, first at {x}, {y}", self.name, wrong.len())),
        }
    }
}

fn hayro(pdf: &Path) -> Option<Picture> {
    render::page(&std::fs::read(pdf).ok()?, 1, DPI).ok()
}

fn poppler(pdf: &Path) -> Option<Picture> {
    let args = ["-q", "-cropbox", "-r", "100", "-f", "1", "-l", "1"];
    let out = Command::new("pdftoppm").args(args).arg(pdf).output().expect("pdftoppm");
    let head = String::from_utf8_lossy(out.stdout.get(..32)?).into_owned();
    let mut numbers = head.split_ascii_whitespace().skip(1).map_while(|n| n.parse::<u32>().ok());
    let (width, height) = (numbers.next()?, numbers.next()?);
    let start = out.stdout.len().checked_sub((width * height * 3) as usize)?;
    let rgb = out.stdout.get(start..)?.to_vec();
    Some(Picture { width, height, rgb })
}

/// Redacts some words of page 1 and compares what is left with what was.
pub fn differences(source: &Path) -> Result<(), String> {
    let words = words(source);
    if words.is_empty() {
        return Err("no words".into());
    }
    let dir = tempfile::tempdir().expect("a folder");
    let output = dir.path().join("out.pdf");
    let boxes: Vec<String> = words.iter().map(flag).collect();
    let mut args = vec!["redact", source.to_str().expect("UTF-8"), "-o", output.to_str().expect("UTF-8")];
    boxes.iter().for_each(|b| args.extend(["--box", b.as_str()]));
    let run = blackpanel(&args);
    if run.code != 0 {
        return Err(format!("exit {}: {}", run.code, run.stderr));
    }
    RENDERERS.iter().try_for_each(|renderer| renderer.compare(source, &output, &words))
}

/// The middle of a word: neighbours above and below are not under it.
fn flag(word: &Rect) -> String {
    let inset = word.height() * 0.25;
    format!("1:{:.2},{:.2},{:.2},{:.2}", word.x0, word.y0 + inset, word.x1, word.y1 - inset)
}

/// Some words of page 1 as another reader places them.
fn words(pdf: &Path) -> Vec<Rect> {
    let out = Command::new("pdftotext").args(["-q", "-bbox", "-l", "1"]).arg(pdf).arg("-").output();
    let text = String::from_utf8_lossy(&out.expect("pdftotext").stdout).into_owned();
    let number =
        |line: &str, key: &str| -> Option<f64> { line.split_once(key)?.1.split('"').nth(1)?.parse().ok() };
    let word = |line: &str| {
        let rect = Rect::new(
            number(line, "xMin")?,
            number(line, "yMin")?,
            number(line, "xMax")?,
            number(line, "yMax")?,
        );
        (rect.width() > 4.0 && rect.height() > 4.0).then_some(rect)
    };
    let all: Vec<Rect> = text.lines().filter(|l| l.contains("<word")).filter_map(word).collect();
    let step = (all.len() / WORDS).max(1);
    all.into_iter().skip(step / 2).step_by(step).take(WORDS).collect()
}

/// A file whose first page's content is moved to the right.
pub fn shifted(pdf: &[u8], by: f64) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("a PDF");
    let page = document.get_pages()[&1];
    let content = document.get_page_content(page);
    let moved = [format!("1 0 0 1 {by} 0 cm\n").as_bytes(), &content].concat();
    let stream = document.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), moved));
    let page = document.get_dictionary_mut(page).expect("a page");
    page.set("Contents", Object::Reference(stream));
    let mut out = Vec::new();
    document.save_to(&mut out).expect("written");
    out
}
