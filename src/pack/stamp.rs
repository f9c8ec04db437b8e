//! What we write on every page: reference and page number at the foot, the state of the pack on top.
//!
//! The page's own content stays as it is, between `q` and `Q`. A stamp hides nothing: where the foot
//! is not known to be free the page is made longer, and a state that finds no place between the
//! panels on top goes to the foot as well. Nothing is ever drawn on a panel.

use std::borrow::Cow;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Point, Rect};
use crate::pdf::typeset::{Glyphs, StampFace, StampFont};

pub(super) use overlay::overlay;
pub use place::foot_is_free;
use place::{FOOT, SIZES, fitting, longer, scale, touches};

mod across;
mod overlay;
mod place;

const BLACK: [f32; 3] = [0.0, 0.0, 0.0];
const RED: [f32; 3] = [0.8, 0.0, 0.0];

/// A page that is to be stamped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) page: ObjectId,
    pub(super) geometry: PageGeometry,
    /// Display space.
    pub(super) panels: &'a [Rect],
    /// Whether the stamp can stand inside the page's foot.
    pub(super) foot_free: bool,
    /// Reference and number, with the notice before them where there is one.
    pub(super) foot: &'a str,
    /// Whether the foot says what a reader must not miss: that the page is an extract.
    pub(super) notice: bool,
    /// Whether its top edge is a margin, where a stamp may stand.
    pub(super) margins: bool,
    /// NOT REVIEWED, DRAFT, EXAMPLE; empty for none.
    pub(super) state: &'a str,
    /// Whether DRAFT stands across the whole page.
    pub(super) draft: bool,
}

/// The stamps of a page, before their fonts are made.
#[derive(Debug)]
pub(super) struct Planned<'a> {
    sheet: Sheet<'a>,
    /// Longer than the sheet's where the foot was not free.
    pub(super) geometry: PageGeometry,
    lines: Vec<Line<'a>>,
}

/// The stamps' fonts, with the letters that are stamped and no other.
#[derive(Debug)]
pub(super) struct Stamper {
    regular: Option<StampFont>,
    bold: Option<StampFont>,
}

/// A line of a stamp: where it stands on the displayed page, and how it looks.
#[derive(Debug)]
struct Line<'a> {
    text: Cow<'a, str>,
    /// Left end of the baseline, display space.
    at: Point,
    size: f64,
    colour: [f32; 3],
    face: StampFace,
    /// Header or footer, as a kind of pagination artifact (ISO 32000-2, 14.8.2.2.2).
    subtype: &'static str,
}

impl<'a> Planned<'a> {
    /// Finds the places of a page's stamps.
    pub(super) fn new(sheet: Sheet<'a>) -> Self {
        let top = place_on_top(&sheet);
        let (width, height) = sheet.geometry.display_size();
        let lost_state = !sheet.state.is_empty() && top.is_none();
        let (text, colour, face) = if lost_state {
            (Cow::Owned(format!("{} · {}", sheet.state, sheet.foot)), RED, StampFace::Bold)
        } else if sheet.notice {
            (Cow::Borrowed(sheet.foot), RED, StampFace::Bold)
        } else {
            (Cow::Borrowed(sheet.foot), BLACK, StampFace::Regular)
        };
        let scale = scale(&sheet.geometry);
        let (size, length) = fitting(face, &text, SIZES.0 * scale, width);
        let x = ((width - length) / 2.0).max(2.0);
        let own_foot = Rect::new(0.0, height - FOOT * scale, width, height);
        let fits = sheet.foot_free && !touches(&own_foot, sheet.panels);
        let geometry = if fits { sheet.geometry } else { longer(&sheet.geometry) };
        let y = geometry.display_size().1 - 6.0 * scale;
        let foot = Line { text, at: Point::new(x, y), size, colour, face, subtype: "Footer" };
        Self { sheet, geometry, lines: std::iter::once(foot).chain(top).collect() }
    }

    /// The words, a line each.
    pub(super) fn words(&self) -> String {
        let across = self.sheet.draft.then_some(across::WORD);
        self.lines.iter().map(|l| &*l.text).chain(across).collect::<Vec<_>>().join("\n")
    }
}

/// The first place along the top edge that no panel touches.
fn place_on_top<'a>(sheet: &Sheet<'a>) -> Option<Line<'a>> {
    if sheet.state.is_empty() || !sheet.margins {
        return None;
    }
    let width = sheet.geometry.display_size().0;
    let scale = scale(&sheet.geometry);
    let (size, length) = fitting(StampFace::Bold, sheet.state, SIZES.1 * scale, width);
    let rows = [16.0, 30.0, 44.0].map(|y| y * scale);
    let columns = [(width - length) / 2.0, 4.0, width - length - 4.0];
    let places = rows.iter().flat_map(|y| columns.iter().map(|x| Point::new(x.max(0.0), *y)));
    let free = |p: &Point| {
        let area = Rect::new(p.x - 1.0, p.y - size, p.x + length + 1.0, p.y + size * 0.3);
        !touches(&area, sheet.panels)
    };
    let at = places.into_iter().find(free)?;
    let text = Cow::Borrowed(sheet.state);
    Some(Line { text, at, size, colour: RED, face: StampFace::Bold, subtype: "Header" })
}

impl Stamper {
    /// Embeds fonts for all that will be stamped.
    pub(super) fn new(document: &mut Document, planned: &[Planned<'_>]) -> Result<Self> {
        let mut font = |face: StampFace| {
            let lines = planned.iter().flat_map(|p| &p.lines).filter(|l| l.face == face);
            let mut text: String = lines.map(|l| &*l.text).collect();
            if face == StampFace::Bold && planned.iter().any(|p| p.sheet.draft) {
                text.push_str(across::WORD);
            }
            (!text.is_empty()).then(|| StampFont::embed(document, &text, face, Glyphs::Used)).transpose()
        };
        Ok(Self { regular: font(StampFace::Regular)?, bold: font(StampFace::Bold)? })
    }

    fn font(&self, face: StampFace) -> Result<&StampFont> {
        let font = match face {
            StampFace::Regular => &self.regular,
            StampFace::Bold => &self.bold,
        };
        font.as_ref().ok_or_else(unstamped)
    }

    /// Stamps a page.
    pub(super) fn stamp(&self, document: &mut Document, planned: &Planned<'_>) -> Result<()> {
        let Planned { sheet, geometry, lines } = planned;
        let lengthened = *geometry != sheet.geometry;
        let mut operations = vec![Operation::new("Q", vec![])];
        if sheet.draft {
            operations.extend(across::draw(self.font(StampFace::Bold)?, &sheet.geometry, sheet.panels));
        }
        for line in lines {
            operations.extend(self.draw(line, &sheet.geometry)?);
        }
        let across = planned.sheet.draft.then_some(StampFace::Bold);
        let faces = lines.iter().map(|l| l.face).chain(across);
        let fonts = faces.map(|face| Ok((name(face), self.font(face)?.id))).collect::<Result<Vec<_>>>()?;
        overlay(document, sheet.page, before(sheet, lengthened), operations, &fonts)?;
        let page = document.get_dictionary_mut(sheet.page).map_err(|_| unstamped())?;
        page.set("Tabs", Object::Name(b"S".to_vec()));
        if lengthened {
            page.set("MediaBox", box_array(&geometry.media_box));
            page.set("CropBox", box_array(&geometry.crop_box));
        }
        Ok(())
    }

    /// An artifact: text upright on the displayed page, whatever its rotation and unit.
    fn draw(&self, line: &Line<'_>, geometry: &PageGeometry) -> Result<Vec<Operation>> {
        let back = geometry.to_display().invert().unwrap_or_default();
        let (o, x, y) = (
            back.apply(line.at),
            back.apply(Point::new(line.at.x + 1.0, line.at.y)),
            back.apply(Point::new(line.at.x, line.at.y - 1.0)),
        );
        let matrix = [x.x - o.x, x.y - o.y, y.x - o.x, y.y - o.y, o.x, o.y].map(|v| Object::Real(v as f32));
        let colour = line.colour.map(Object::Real).to_vec();
        let codes = Object::String(self.font(line.face)?.encode(&line.text), StringFormat::Hexadecimal);
        let name = Object::Name(name(line.face).to_vec());
        let kind = dictionary! { "Type" => "Pagination", "Subtype" => line.subtype };
        Ok(vec![
            Operation::new("BDC", vec![Object::Name(b"Artifact".to_vec()), kind.into()]),
            Operation::new("q", vec![]),
            Operation::new("rg", colour),
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec![name, Object::Real(line.size as f32)]),
            Operation::new("Tm", matrix.to_vec()),
            Operation::new("Tj", vec![codes]),
            Operation::new("ET", vec![]),
            Operation::new("Q", vec![]),
            Operation::new("EMC", vec![]),
        ])
    }
}

/// Names of the stamps' fonts in the resources of each page.
const REGULAR: &[u8] = b"StR";
const BOLD: &[u8] = b"StB";

fn name(face: StampFace) -> &'static [u8] {
    match face {
        StampFace::Regular => REGULAR,
        StampFace::Bold => BOLD,
    }
}

/// What stands before a page's own content: the state saved, what the `CropBox` cut off still cut off
/// on a page made longer.
fn before(sheet: &Sheet<'_>, lengthened: bool) -> Stream {
    let crop = &sheet.geometry.crop_box;
    let clip = format!("{} {} {} {} re W n\n", crop.x0, crop.y0, crop.width(), crop.height());
    let parts = ["q\n", if lengthened { &clip } else { "" }];
    Stream::new(Dictionary::new(), parts.concat().into_bytes())
}

/// Outward to whole hundredths: an f32 holds them well enough for pages of ordinary size.
fn box_array(rect: &Rect) -> Vec<Object> {
    let rounded = |v: f64| Object::Real(v as f32);
    vec![rounded(rect.x0), rounded(rect.y0), rounded(rect.x1), rounded(rect.y1)]
}

fn unstamped() -> Error {
    Error::unchecked(Place::default(), "a page of the pack could not be stamped", "report this")
}
