//! Where the parts of a shading lie (ISO 32000-2, 8.7.4.5): a mesh can draw a letter as well as a path
//! can, and a function of two variables can hold a picture.
//!
//! Axial and radial shadings draw stripes and rings only and have no parts. A mesh that cannot be read
//! has `None`: it may draw anything.

use hayro_syntax::object::{Array, Dict, Object, Stream};

use crate::geom::{Matrix, Point, Rect};

/// Vertices of one mesh that are read.
const MOST: usize = 400_000;
/// A function's domain is looked at in so many parts each way.
const PARTS: u32 = 32;

/// Bounds of each triangle, cell or patch in user space; `matrix` leads there from the shading's space.
pub(super) fn parts(shading: &Object<'_>, matrix: &Matrix) -> Option<Vec<Rect>> {
    let (dict, data) = match shading {
        Object::Dict(dict) => (dict.clone(), None),
        Object::Stream(stream) => (stream.dict().clone(), Some(stream)),
        _ => return Some(Vec::new()),
    };
    match dict.get::<i32>("ShadingType")? {
        1 => Some(function(&dict, matrix)),
        2 | 3 => Some(Vec::new()),
        kind @ 4..=7 => mesh(&dict, data?, kind, matrix),
        _ => None,
    }
}

/// The domain of a function-based shading in small parts.
fn function(dict: &Dict<'_>, matrix: &Matrix) -> Vec<Rect> {
    let [x0, x1, y0, y1] = dict.get::<[f32; 4]>("Domain").unwrap_or([0.0, 1.0, 0.0, 1.0]).map(f64::from);
    let own = dict.get::<[f32; 6]>("Matrix").map_or(Matrix::IDENTITY, |m| Matrix(m.map(f64::from)));
    let whole = own.then(matrix);
    let (dx, dy) = ((x1 - x0) / f64::from(PARTS), (y1 - y0) / f64::from(PARTS));
    let cells = (0..PARTS).flat_map(|i| (0..PARTS).map(move |j| (f64::from(i), f64::from(j))));
    let cell =
        |(i, j): (f64, f64)| Rect::new(x0 + i * dx, y0 + j * dy, x0 + (i + 1.0) * dx, y0 + (j + 1.0) * dy);
    cells.map(|at| whole.apply_rect(&cell(at)).bounds()).collect()
}

fn mesh(dict: &Dict<'_>, stream: &Stream<'_>, kind: i32, matrix: &Matrix) -> Option<Vec<Rect>> {
    let data = stream.decoded_data().ok()?;
    let mut reader = Reader::new(dict, &data, *matrix)?;
    match kind {
        4 => reader.triangles(),
        5 => reader.lattice(usize::try_from(dict.get::<i32>("VerticesPerRow")?).ok()?),
        6 => reader.patches(12),
        _ => reader.patches(16),
    }
}

/// The records of a mesh, bit by bit.
struct Reader<'d> {
    data: &'d [u8],
    /// In bits.
    at: usize,
    flag: u32,
    point: u32,
    colour: u32,
    colours: u32,
    /// From coordinates as stored to user space.
    matrix: Matrix,
}

impl<'d> Reader<'d> {
    fn new(dict: &Dict<'_>, data: &'d [u8], matrix: Matrix) -> Option<Self> {
        let bits = |key: &str| dict.get::<i32>(key).and_then(|b| u32::try_from(b).ok()).filter(|b| *b <= 32);
        let decode: Vec<f64> = dict.get::<Array<'_>>("Decode")?.iter::<f32>().map(f64::from).collect();
        let [x0, x1, y0, y1, colours @ ..] = decode.as_slice() else { return None };
        let point = bits("BitsPerCoordinate").filter(|b| *b > 0)?;
        let top = 2_f64.powi(point as i32) - 1.0;
        let stored = Matrix([(x1 - x0) / top, 0.0, 0.0, (y1 - y0) / top, *x0, *y0]);
        Some(Self {
            data,
            at: 0,
            flag: bits("BitsPerFlag").unwrap_or(0),
            point,
            colour: bits("BitsPerComponent")?,
            colours: (colours.len() / 2) as u32,
            matrix: stored.then(&matrix),
        })
    }

    fn bits(&mut self, count: u32) -> Option<u64> {
        let mut value = 0_u64;
        for _ in 0..count {
            let byte = self.data.get(self.at / 8)?;
            value = value << 1 | u64::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }

    fn vertex(&mut self) -> Option<Point> {
        let (x, y) = (self.bits(self.point)?, self.bits(self.point)?);
        Some(self.matrix.apply(Point::new(x as f64, y as f64)))
    }

    /// Passes colours and the rest of the byte.
    fn pass(&mut self, colours: u32) {
        self.at = (self.at + (colours * self.colours * self.colour) as usize).next_multiple_of(8);
    }

    /// Free-form triangles (8.7.4.5.5).
    fn triangles(&mut self) -> Option<Vec<Rect>> {
        let (mut found, mut corners) = (Vec::new(), Vec::new());
        while let Some(flag) = self.bits(self.flag) {
            let Some(point) = self.vertex() else { break };
            self.pass(1);
            if corners.len() == 3 {
                match flag & 3 {
                    0 => corners.clear(),
                    1 => drop(corners.remove(0)),
                    _ => drop(corners.remove(1)),
                }
            }
            corners.push(point);
            if corners.len() == 3 {
                found.extend(around(&corners));
            }
            if found.len() > MOST {
                return None;
            }
        }
        Some(found)
    }

    /// Cells of a lattice (8.7.4.5.6).
    fn lattice(&mut self, row: usize) -> Option<Vec<Rect>> {
        let mut points = Vec::new();
        while let Some(point) = self.vertex() {
            self.pass(1);
            points.push(point);
            if points.len() > MOST {
                return None;
            }
        }
        let rows: Vec<&[Point]> = points.chunks(row.max(2)).collect();
        let pairs = rows.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
        let cells = pairs.flat_map(|(a, b)| a.windows(2).zip(b.windows(2)));
        Some(cells.filter_map(|(a, b)| around(&[a, b].concat())).collect())
    }

    /// Coons and tensor patches (8.7.4.5.7 and 8.7.4.5.8); one that continues shares an edge with the one
    /// before and is measured by its own points.
    fn patches(&mut self, points: usize) -> Option<Vec<Rect>> {
        let mut found = Vec::new();
        while let Some(flag) = self.bits(self.flag) {
            let new = flag % 4 == 0;
            let count = if new { points } else { points - 4 };
            let read: Vec<Point> = (0..count).map_while(|_| self.vertex()).collect();
            if read.len() < count {
                break;
            }
            self.pass(if new { 4 } else { 2 });
            found.extend(around(&read));
            if found.len() > MOST {
                return None;
            }
        }
        Some(found)
    }
}

fn around(points: &[Point]) -> Option<Rect> {
    points.iter().map(|p| Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y }).reduce(|a, b| a.union(&b))
}
