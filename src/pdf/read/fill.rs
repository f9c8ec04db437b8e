//! Widgets (ISO 32000-2, 12.5.6.19, 12.7.4): a form field shows its value.
//!
//! A stored appearance is drawn where it can be trusted. Where it is missing, empty or declared out of
//! date, the value itself is set: an old picture of a field must not stand for its value.

use hayro_syntax::object::{Dict, MaybeRef, Object};

use super::annotation::{Shown, paints, place};
use super::field::{Field, Forms};
use super::lettering::{self, Lettering};
use super::lookup::{integer, is_name, numbers, rect, text};
use super::rebuild::{Rebuild, Step};
use super::resources::Category;
use super::wording::shows_other;
use crate::geom::{Matrix, Rect};
use crate::pdf::content::{Emitter, Operations, Operator};

const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const PUSH_BUTTON: i64 = 1 << 16;
const COMB: i64 = 1 << 24;

/// Draws a widget: its appearance, or its value.
///
/// # Errors
/// When the appearance cannot be copied.
pub(super) fn widget<'a>(
    rebuild: &mut Rebuild<'a>,
    dict: &Dict<'a>,
    forms: &Forms<'a>,
    appearance: Option<MaybeRef<Object<'a>>>,
    shown: &mut Shown,
) -> Step<()> {
    let field = forms.field(dict);
    let textual = matches!(field.kind.as_slice(), b"Tx" | b"Ch");
    if let Some(item) = appearance {
        let valued = textual && !field.value.trim().is_empty();
        let outdated = textual && forms.outdated;
        if !outdated && (!valued || paints(rebuild, &item)) {
            if valued && field.flags & PASSWORD == 0 && shows_other(rebuild, &item, &field.value) {
                rebuild.left.add("form value that differs from what is shown");
            }
            return place(rebuild, dict, item, shown);
        }
    }
    let Some(target) = rect(dict, b"Rect").filter(|r| r.width() > 0.0 && r.height() > 0.0) else {
        return Ok(());
    };
    let mark = dict.get::<Dict<'a>>(b"MK").unwrap_or_default();
    let value = match field.kind.as_slice() {
        b"Tx" | b"Ch" if field.flags & PASSWORD != 0 => "*".repeat(field.value.chars().count()),
        b"Tx" | b"Ch" => field.value.clone(),
        b"Btn" if field.flags & PUSH_BUTTON != 0 => text(&mark, b"CA").unwrap_or_default(),
        b"Btn" => String::new(),
        _ => return Ok(()),
    };
    shown.out.operator(Operator::Save);
    let (width, height) = upright(&mut shown.out, &target, integer(&mark, b"R").unwrap_or(0));
    let room = Rect::new(0.0, 0.0, width, height);
    let border = box_around(&mut shown.out, dict, &mark, &room);
    let checked = field.kind == b"Btn"
        && field.flags & PUSH_BUTTON == 0
        && !matches!(field.state.as_slice(), b"" | b"Off");
    if checked {
        tick(rebuild, shown, &mark, &room);
    } else if !value.is_empty() {
        let words = Lettering::of(rebuild, &value)?;
        set(shown, &Text { words, room: room.inflate(-border), field: &field });
    }
    shown.out.operator(Operator::Restore);
    Ok(())
}

/// Puts the origin at the field's corner, turned as `MK` / `R` says; gives width and height there.
fn upright(out: &mut Emitter, target: &Rect, turn: i64) -> (f64, f64) {
    let (w, h) = (target.width(), target.height());
    let (turned, width, height) = match turn.rem_euclid(360) {
        90 => ([0.0, 1.0, -1.0, 0.0, w, 0.0], h, w),
        180 => ([-1.0, 0.0, 0.0, -1.0, w, h], w, h),
        270 => ([0.0, -1.0, 1.0, 0.0, 0.0, h], h, w),
        _ => ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], w, h),
    };
    out.numbers(Operator::Concat, &Matrix(turned).then(&Matrix::translate(target.x0, target.y0)).0);
    (width, height)
}

/// Background and border (table 192); gives the border's width.
fn box_around(out: &mut Emitter, dict: &Dict<'_>, mark: &Dict<'_>, room: &Rect) -> f64 {
    let border = border_width(dict);
    if let Some(ground) = numbers(mark, b"BG").filter(|c| !c.is_empty()) {
        color(out, &ground, false);
        out.numbers(Operator::Rectangle, &[0.0, 0.0, room.width(), room.height()]);
        out.operator(Operator::Fill);
    }
    if let Some(line) = numbers(mark, b"BC").filter(|c| !c.is_empty() && border > 0.0) {
        color(out, &line, true);
        out.numbers(Operator::LineWidth, &[border]);
        let half = border / 2.0;
        out.numbers(Operator::Rectangle, &[half, half, room.width() - border, room.height() - border]);
        out.operator(Operator::Stroke);
    }
    border
}

/// `BS` / `W`, or the third number of `Border`, or 1 (tables 168 and 166).
pub(super) fn border_width(dict: &Dict<'_>) -> f64 {
    if let Some(style) = dict.get::<Dict<'_>>(b"BS") {
        return style.get::<hayro_syntax::object::Number>(b"W").map_or(1.0, |n| n.as_f64()).clamp(0.0, 100.0);
    }
    let array = dict.get::<hayro_syntax::object::Array<'_>>(b"Border");
    let items = array.map(|a| super::lookup::array_items::<hayro_syntax::object::Number>(&a));
    items.and_then(|i| i.get(2).copied().flatten()).map_or(1.0, |n| n.as_f64()).clamp(0.0, 100.0)
}

/// A colour by its number of components: gray, RGB or CMYK.
pub(super) fn color(out: &mut Emitter, components: &[f64], stroke: bool) {
    let operator = match (components.len(), stroke) {
        (1, true) => Operator::StrokeGray,
        (1, false) => Operator::FillGray,
        (3, true) => Operator::StrokeRgb,
        (3, false) => Operator::FillRgb,
        (4, true) => Operator::StrokeCmyk,
        (4, false) => Operator::FillCmyk,
        _ => return,
    };
    out.numbers(operator, components);
}

/// The mark of a button that is on, in the style that `MK` / `CA` names.
fn tick(rebuild: &mut Rebuild<'_>, shown: &mut Shown, mark: &Dict<'_>, room: &Rect) {
    let style = text(mark, b"CA").and_then(|t| t.bytes().next()).unwrap_or(b'4');
    let style = if b"48lnuH".contains(&style) { style } else { b'4' };
    let size = room.width().min(room.height()) * 0.8;
    let font = rebuild.plain_font("ZapfDingbats");
    let name = shown.list(Category::Font, font);
    let out = &mut shown.out;
    out.operator(Operator::BeginText);
    out.numbers(Operator::FillGray, &[0.0]);
    out.name(&name);
    out.numbers(Operator::Font, &[size]);
    out.numbers(Operator::MoveText, &[(room.width() - size * 0.8) / 2.0, (room.height() - size * 0.7) / 2.0]);
    out.string(&[style]);
    out.operator(Operator::ShowText);
    out.operator(Operator::EndText);
}

/// Text to be set in a box.
pub(super) struct Text<'t> {
    /// The words and their font.
    pub words: Lettering,
    /// Where they may stand.
    pub room: Rect,
    /// How.
    pub field: &'t Field,
}

/// Sets text into its box: several lines, a comb, or one line.
pub(super) fn set(shown: &mut Shown, text: &Text<'_>) {
    let name = shown.list(Category::Font, text.words.font);
    let (room, field, words) = (&text.room, text.field, &text.words);
    let several = field.flags & MULTILINE != 0 && field.kind == b"Tx" || words.words.contains('\n');
    let size = match lettering::size(&field.appearance) {
        s if s > 0.0 => s,
        _ if several => 12.0_f64.min(room.height() * 0.8).max(4.0),
        _ => {
            let by_width = (room.width() - 4.0).max(1.0) / words.width(&words.words).max(0.1);
            (room.height() * 0.75).min(by_width).clamp(4.0, 12.0)
        }
    };
    let out = &mut shown.out;
    out.numbers(Operator::Rectangle, &[room.x0, room.y0, room.width(), room.height()]);
    out.operator(Operator::Clip);
    out.operator(Operator::EndPath);
    out.operator(Operator::BeginText);
    out.numbers(Operator::FillGray, &[0.0]);
    appearance_color(out, &field.appearance);
    out.name(&name);
    out.numbers(Operator::Font, &[size]);
    match field.length.filter(|_| field.flags & COMB != 0) {
        Some(cells) => comb(out, text, size, cells),
        None if several => lines(out, text, size),
        None => line(out, &words.words, size, middle(room, size), text),
    }
    out.operator(Operator::EndText);
}

/// Height of the baseline of a single line.
fn middle(room: &Rect, size: f64) -> f64 {
    room.y0 + (room.height() - size * 0.92) / 2.0 + size * 0.21
}

fn lines(out: &mut Emitter, text: &Text<'_>, size: f64) {
    let mut y = text.room.y1 - 2.0 - size * 0.93;
    for words in text.words.wrap(size, text.room.width() - 4.0) {
        line(out, &words, size, y, text);
        y -= size * 1.15;
    }
}

/// One line at the height `y`, placed as the quadding says.
fn line(out: &mut Emitter, words: &str, size: f64, y: f64, text: &Text<'_>) {
    let spare = text.room.width() - 4.0 - text.words.width(words) * size;
    let shift = match text.field.quadding {
        1 => spare / 2.0,
        2 => spare,
        _ => 0.0,
    };
    out.numbers(Operator::TextMatrix, &[1.0, 0.0, 0.0, 1.0, text.room.x0 + 2.0 + shift, y]);
    out.string(&text.words.encode(words));
    out.operator(Operator::ShowText);
}

/// One character in the middle of each cell (12.7.5.3).
fn comb(out: &mut Emitter, text: &Text<'_>, size: f64, cells: usize) {
    let (room, cell) = (&text.room, text.room.width() / cells as f64);
    let y = middle(room, size);
    for (index, character) in text.words.words.chars().take(cells).enumerate() {
        let character = character.encode_utf8(&mut [0; 4]).to_owned();
        let half = text.words.width(&character) * size / 2.0;
        let x = room.x0 + cell * (index as f64 + 0.5) - half;
        out.numbers(Operator::TextMatrix, &[1.0, 0.0, 0.0, 1.0, x, y]);
        out.string(&text.words.encode(&character));
        out.operator(Operator::ShowText);
    }
}

/// The fill colour of a default appearance string.
fn appearance_color(out: &mut Emitter, appearance: &[u8]) {
    for operation in Operations::new(appearance) {
        if matches!(operation.operator, Operator::FillGray | Operator::FillRgb | Operator::FillCmyk) {
            out.operation(&operation);
        }
    }
}

/// Whether a line style is dashed.
pub(super) fn dashed(dict: &Dict<'_>) -> bool {
    dict.get::<Dict<'_>>(b"BS").is_some_and(|s| is_name(&s, b"S", b"D"))
}
