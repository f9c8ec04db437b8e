//! Where recognised words stand: from the boxes of a levelled picture to the corners of each word.
//!
//! All words of a line are as high as the line, so that a panel over one shows neither how its letters
//! rise nor leaves a stroke of them; they are grown by the margin of error of recognition and levelling.

use super::{Page, Word};
use crate::diag::Secret;
use crate::geom::{Matrix, Point, Quad, Rect};

/// Share of its height by which a word is grown above and below …
const OVER: f64 = 0.08;
/// … and to each side, where its neighbours leave room: a third of the gap at most.
const BESIDE: f64 = 0.15;
/// A word this much higher than the middle one of its line does not tell how high the line is.
const TALL: f64 = 1.7;

/// A recognised word at its place.
#[derive(Debug, Clone)]
pub struct Placed {
    /// What it seems to say.
    pub text: Secret,
    /// Its corners as it is read: where it begins, where it ends, above the end, above the beginning;
    /// pixels of the picture from its upper left corner.
    pub quad: Quad,
    /// Its line.
    pub line: u32,
}

/// Puts the words of a levelled picture to their places in the picture; `back` leads there.
pub(super) fn place(words: Vec<Word>, back: &Matrix) -> Vec<Placed> {
    let turn = upright(&words);
    let Some(into) = turn.invert() else { return Vec::new() };
    let out = turn.then(back);
    let boxes: Vec<Rect> = words.iter().map(|word| into.apply_rect(&word.area).bounds()).collect();
    let mut placed = Vec::with_capacity(words.len());
    let mut from = 0;
    for line in words.chunk_by(|a, b| a.line == b.line) {
        let own = boxes.get(from..from + line.len()).unwrap_or_default();
        from += line.len();
        for (word, area) in line.iter().zip(grown(own)) {
            // the lower edge of the words has the larger ordinate here
            let corners = [(area.x0, area.y1), (area.x1, area.y1), (area.x1, area.y0), (area.x0, area.y0)];
            let quad = Quad(corners.map(|(x, y)| out.apply(Point::new(x, y))));
            placed.push(Placed { text: letter(&word.text), quad, line: word.line });
        }
    }
    placed
}

/// A stroke that stands alone among words is the capital I of faces without serifs.
fn letter(text: &Secret) -> Secret {
    if text.expose() == "|" { Secret::new("I") } else { text.clone() }
}

/// The quarter turn from upright text to the text of the picture: the way from each word to the next.
fn upright(words: &[Word]) -> Matrix {
    let centre = |r: &Rect| (f64::midpoint(r.x0, r.x1), f64::midpoint(r.y0, r.y1));
    let next = words.windows(2).filter(|pair| pair[0].line == pair[1].line);
    let way = next.fold((0.0, 0.0), |(x, y), pair| {
        let (from, to) = (centre(&pair[0].area), centre(&pair[1].area));
        (x + to.0 - from.0, y + to.1 - from.1)
    });
    let (x, y): (f64, f64) = way;
    Matrix(match () {
        () if x.abs() >= y.abs() && x >= 0.0 => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        () if x.abs() >= y.abs() => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        () if y > 0.0 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        () => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
    })
}

/// The boxes of a line's words, each as high as the line and grown.
fn grown(boxes: &[Rect]) -> Vec<Rect> {
    let mut heights: Vec<f64> = boxes.iter().map(Rect::height).collect();
    heights.sort_by(f64::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(0.0);
    let telling = boxes.iter().filter(|b| b.height() <= TALL * usual);
    let line = telling.copied().reduce(|a, b| a.union(&b)).unwrap_or_default();
    let high = line.height();
    let gap = |a: Option<&Rect>, b: Option<&Rect>| match (a, b) {
        (Some(a), Some(b)) => ((b.x0 - a.x1) / 3.0).clamp(0.0, BESIDE * high),
        _ => BESIDE * high,
    };
    let each = boxes.iter().enumerate().map(|(i, own)| {
        let before = i.checked_sub(1).and_then(|i| boxes.get(i));
        Rect {
            x0: own.x0 - gap(before, Some(own)),
            x1: own.x1 + gap(Some(own), boxes.get(i + 1)),
            y0: own.y0.min(line.y0) - OVER * high,
            y1: own.y1.max(line.y1) + OVER * high,
        }
    });
    each.collect()
}

impl Page {
    /// Turns pixels of the picture into another measure.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        let scale = Matrix([factor, 0.0, 0.0, factor, 0.0, 0.0]);
        for word in &mut self.words {
            word.quad = Quad(word.quad.0.map(|p| scale.apply(p)));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, area: [f64; 4], line: u32) -> Word {
        let [x0, y0, x1, y1] = area;
        Word { text: Secret::new(text), area: Rect::new(x0, y0, x1, y1), confidence: 90.0, line }
    }

    #[test]
    fn words_of_a_line_are_as_high_as_the_line_and_never_touch() {
        let words =
            vec![word("on", [10.0, 24.0, 30.0, 34.0], 0), word("Dowling", [40.0, 20.0, 90.0, 40.0], 0)];
        let placed = place(words, &Matrix::IDENTITY);
        let bounds: Vec<Rect> = placed.iter().map(|p| p.quad.bounds()).collect();
        assert_eq!((bounds[0].y0, bounds[0].y1), (bounds[1].y0, bounds[1].y1));
        assert!(bounds[1].y0 < 20.0 && bounds[1].y1 > 40.0 && bounds[1].x0 < 40.0, "{bounds:?}");
        assert!(bounds[0].x1 < bounds[1].x0, "{bounds:?}");
        let [begin, end, _, above] = placed[0].quad.0;
        assert!(begin.x < end.x && begin.y > above.y, "y grows downwards");
    }

    #[test]
    fn a_page_on_its_side_or_upside_down_is_read_in_its_own_direction() {
        for (first, second, ahead) in [
            ([10.0, 10.0, 20.0, 60.0], [10.0, 70.0, 20.0, 99.0], (0.0, 1.0)),
            ([10.0, 70.0, 20.0, 99.0], [10.0, 10.0, 20.0, 60.0], (0.0, -1.0)),
            ([70.0, 10.0, 99.0, 20.0], [10.0, 10.0, 60.0, 20.0], (-1.0, 0.0)),
            ([10.0, 10.0, 60.0, 20.0], [70.0, 10.0, 99.0, 20.0], (1.0, 0.0)),
        ] {
            let placed = place(vec![word("a", first, 3), word("b", second, 3)], &Matrix::IDENTITY);
            let [begin, end, ..] = placed[0].quad.0;
            let way = ((end.x - begin.x).signum() * f64::from(u8::from(end.x != begin.x)), end.y - begin.y);
            assert_eq!((way.0, way.1.signum() * f64::from(u8::from(way.1 != 0.0))), ahead);
            let area = placed[0].quad.bounds();
            assert!(area.x0 <= first[0] && area.y0 <= first[1] && area.x1 >= first[2] && area.y1 >= first[3]);
        }
    }

    #[test]
    fn a_mark_that_is_no_letter_does_not_make_its_line_as_high_as_itself() {
        let tall = word("|", [0.0, 0.0, 5.0, 200.0], 0);
        let words =
            vec![tall, word("Dear", [10.0, 90.0, 50.0, 110.0], 0), word("Ada", [60.0, 90.0, 90.0, 110.0], 0)];
        let placed = place(words, &Matrix::IDENTITY);
        assert!(placed[1].quad.bounds().height() < 30.0);
        assert!(placed[0].quad.bounds().height() > 200.0);
    }
}
