//! Number formats (ECMA-376-1, 18.8.30): a stored number as the person sees it.
//!
//! Dates, times, percentages, decimals, thousands and fixed words are shown; what is not understood of
//! a format leaves the number as it is stored, never empty.

use jiff::ToSpan as _;
use jiff::civil::{DateTime, date};

/// The code of a built-in format (18.8.30); empty for a general one.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 22 | 27..=31 | 36 | 50..=58 => match id {
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            22 => "dd/mm/yyyy h:mm",
            _ => "dd/mm/yyyy",
        },
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 | 32 | 34 => "h:mm",
        21 | 33 | 35 => "h:mm:ss",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "",
    }
}

/// A number in a format; `from_1904` is the workbook's first day.
pub(super) fn number(stored: &str, code: &str, from_1904: bool) -> String {
    let Ok(value) = stored.trim().parse::<f64>() else { return stored.to_owned() };
    let section = section(code, value);
    if section.is_empty() || section.eq_ignore_ascii_case("general") {
        return general(value, stored);
    }
    if is_date(&section) {
        return dated(value, &section, from_1904).unwrap_or_else(|| general(value, stored));
    }
    let several = code.split(';').count() > 1;
    let shown = if several { value.abs() } else { value };
    figures(shown, &section).unwrap_or_else(|| general(value, stored))
}

/// Whether a format shows nothing of any number.
pub(super) fn shows_nothing(code: &str) -> bool {
    code.contains(';') && code.trim_matches([';', ' ']).is_empty()
}

/// The section for a value: positive, negative, zero.
fn section(code: &str, value: f64) -> String {
    let sections = split(code);
    let at = |n: usize| sections.get(n);
    let chosen = match sections.len() {
        0 | 1 => at(0),
        2 => at(usize::from(value < 0.0)),
        _ if value == 0.0 => at(2),
        _ => at(usize::from(value < 0.0)),
    };
    chosen.cloned().unwrap_or_default()
}

/// Sections of a code, at semicolons outside of quotes.
fn split(code: &str) -> Vec<String> {
    let (mut sections, mut quoted) = (vec![String::new()], false);
    for ch in code.chars() {
        if ch == '"' {
            quoted = !quoted;
        }
        if ch == ';' && !quoted {
            sections.push(String::new());
        } else if let Some(last) = sections.last_mut() {
            last.push(ch);
        }
    }
    sections
}

/// One piece of a format.
enum Piece {
    /// The same letter or placeholder some times over.
    Code(char, usize),
    /// Fixed characters.
    Fixed(String),
    /// `[h]`, `[mm]`, `[ss]`: time beyond a day.
    Elapsed(char),
}

fn pieces(section: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut chars = section.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => out.push(Piece::Fixed(chars.by_ref().take_while(|c| *c != '"').collect())),
            '\\' => out.extend(chars.next().map(|c| Piece::Fixed(c.to_string()))),
            '_' => {
                chars.next();
                out.push(Piece::Fixed(" ".to_owned()));
            }
            '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(currency) = inside.strip_prefix('$') {
                    out.push(Piece::Fixed(currency.split('-').next().unwrap_or_default().to_owned()));
                } else if inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    out.extend(inside.chars().next().map(|c| Piece::Elapsed(c.to_ascii_lowercase())));
                }
            }
            _ => {
                let lower = ch.to_ascii_lowercase();
                let mut count = 1;
                while chars.peek().is_some_and(|c| c.to_ascii_lowercase() == lower) {
                    chars.next();
                    count += 1;
                }
                let placed = matches!(
                    lower,
                    'y' | 'm'
                        | 'd'
                        | 'h'
                        | 's'
                        | 'a'
                        | 'p'
                        | '0'
                        | '#'
                        | '?'
                        | '.'
                        | ','
                        | '%'
                        | 'e'
                        | '@'
                        | 'g'
                        | 'b'
                );
                if placed {
                    out.push(Piece::Code(lower, count));
                } else {
                    out.push(Piece::Fixed(ch.to_string().repeat(count)));
                }
            }
        }
    }
    out
}

fn is_date(section: &str) -> bool {
    let date = |p: &Piece| matches!(p, Piece::Code('y' | 'm' | 'd' | 'h' | 's', _) | Piece::Elapsed(_));
    pieces(section).iter().any(date)
}

/// The day and time of a serial number (18.17.4).
fn moment(value: f64, from_1904: bool) -> Option<DateTime> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    // the 29th of February 1900, which never was, counts
    let shift = i64::from(!from_1904 && value < 60.0);
    let first = if from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    let seconds = (value.fract() * 86_400.0).round() as i64;
    let start = first.to_datetime(jiff::civil::Time::midnight());
    let day = start.checked_add((value.trunc() as i64 + shift).days()).ok()?;
    day.checked_add(seconds.seconds()).ok()
}

fn dated(value: f64, section: &str, from_1904: bool) -> Option<String> {
    let moment = moment(value, from_1904)?;
    let pieces = pieces(section);
    let half = pieces.windows(2).any(|w| matches!(w, [Piece::Code('a', _), Piece::Fixed(f)] if f == "/"))
        || pieces.iter().any(|p| matches!(p, Piece::Code('p', _)));
    let mut out = String::new();
    let mut seen_hour = false;
    let mut skip = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        match piece {
            Piece::Fixed(text) => out.push_str(text),
            Piece::Elapsed(unit) => {
                seen_hour = true;
                let per_day = match unit {
                    'h' => 24.0,
                    'm' => 1_440.0,
                    _ => 86_400.0,
                };
                out.push_str(&format!("{}", (value * per_day + 1e-6).floor()));
            }
            Piece::Code('m', n) if *n < 3 && (seen_hour || before_seconds(&pieces, at)) => {
                out.push_str(&padded(i64::from(moment.minute()), *n));
            }
            Piece::Code('a', _) => {
                out.push_str(if moment.hour() < 12 { "AM" } else { "PM" });
                // AM/PM and A/P: what is left of the sign
                skip = pieces.iter().skip(at + 1).take_while(|p| sign(p)).count();
            }
            Piece::Code(letter, n) => {
                seen_hour |= *letter == 'h';
                out.push_str(&letter_of(&moment, *letter, *n, half));
            }
        }
    }
    Some(out.trim().to_owned())
}

/// Whether a piece belongs to `AM/PM`.
fn sign(piece: &Piece) -> bool {
    match piece {
        Piece::Fixed(text) => text == "/",
        Piece::Code(letter, _) => matches!(letter, 'm' | 'p'),
        Piece::Elapsed(_) => false,
    }
}

/// Whether the next letter of a date is that of seconds: an `m` before it means minutes.
fn before_seconds(pieces: &[Piece], at: usize) -> bool {
    let next = pieces.iter().skip(at + 1).find_map(|p| match p {
        Piece::Code(letter, _) if letter.is_ascii_alphabetic() => Some(*letter),
        _ => None,
    });
    next == Some('s')
}

fn letter_of(moment: &DateTime, letter: char, n: usize, half: bool) -> String {
    let text = |format: &str| moment.strftime(format).to_string();
    match (letter, n) {
        ('y', 1..=2) => text("%y"),
        ('y', _) => text("%Y"),
        ('m', 3) => text("%b"),
        ('m', 5) => text("%b").chars().take(1).collect(),
        ('m', 4..) => text("%B"),
        ('m', _) => padded(i64::from(moment.month()), n),
        ('d', 3) => text("%a"),
        ('d', 4..) => text("%A"),
        ('d', _) => padded(i64::from(moment.day()), n),
        ('h', _) => {
            let hour = i64::from(moment.hour());
            padded(if half { (hour + 11) % 12 + 1 } else { hour }, n)
        }
        ('s', _) => padded(i64::from(moment.second()), n),
        ('.' | ',', n) => letter.to_string().repeat(n),
        _ => String::new(),
    }
}

fn padded(value: i64, width: usize) -> String {
    if width > 1 { format!("{value:02}") } else { value.to_string() }
}

/// A number through placeholders; none where the format is one that is not understood.
fn figures(value: f64, section: &str) -> Option<String> {
    let pieces = pieces(section);
    let (mut decimals, mut after_point, mut thousands, mut percent, mut least) = (0, false, false, 0, 0);
    for piece in &pieces {
        match piece {
            Piece::Code('.', _) => after_point = true,
            Piece::Code(',', _) => thousands = true,
            Piece::Code('%', n) => percent += n,
            Piece::Code('0', n) if after_point => decimals += n,
            Piece::Code('0', n) => least += n,
            Piece::Code('#' | '?', n) if after_point => decimals += n,
            Piece::Code('#' | '?', _) | Piece::Fixed(_) => {}
            _ => return None,
        }
    }
    let slash = |p: &Piece| matches!(p, Piece::Fixed(text) if text == "/");
    if pieces.iter().any(slash) || section.contains(['E', 'e']) || decimals > 30 {
        return None;
    }
    let scaled = value * 100_f64.powi(percent as i32);
    let digits = grouped(&format!("{:.*}", decimals, scaled.abs()), thousands, least);
    let (mut out, mut placed) = (String::new(), false);
    if scaled < 0.0 {
        out.push('-');
    }
    for piece in &pieces {
        match piece {
            Piece::Fixed(text) => out.push_str(text),
            Piece::Code('%', n) => out.push_str(&"%".repeat(*n)),
            Piece::Code('0' | '#' | '?' | '.', _) if !placed => {
                placed = true;
                out.push_str(&digits);
            }
            _ => {}
        }
    }
    Some(out.trim().to_owned())
}

/// Leading zeros and commas of thousands.
fn grouped(digits: &str, thousands: bool, least: usize) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(w, r)| (w, Some(r)));
    let whole = format!("{whole:0>width$}", width = least.min(60));
    let mut out = String::new();
    for (at, ch) in whole.chars().enumerate() {
        if thousands && at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(ch);
    }
    rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}

/// A number without a format: as it is stored, without the noise of binary fractions.
fn general(value: f64, stored: &str) -> String {
    let rounded = format!("{value:.10}");
    let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
    if stored.contains('.')
        && value.abs() >= 1e-9
        && value.abs() < 1e15
        && rounded.len() < stored.trim().len()
    {
        return rounded.to_owned();
    }
    stored.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_format_shows_them() {
        for (stored, code, want) in [
            ("45123", "dd/mm/yyyy", "16/07/2023"),
            ("45123.5", "d mmmm yyyy h:mm AM/PM", "16 July 2023 12:00 PM"),
            ("0.75", "h:mm:ss", "18:00:00"),
            ("1.5", "[h]:mm", "36:00"),
            ("59", "yyyy-mm-dd", "1900-02-28"),
            ("1234567.891", "#,##0.00", "1,234,567.89"),
            ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)"),
            ("0.1234", "0.0%", "12.3%"),
            ("7", "000", "007"),
            ("12.5", "\"£\"#,##0.00", "£12.50"),
            ("12.5", "[$£-809]#,##0.00", "£12.50"),
            ("07700900123", "", "07700900123"),
            ("0.30000000000000004", "General", "0.3"),
            ("1.5", "# ?/?", "1.5"),
            ("12345", "0.00E+00", "12345"),
            ("5", ";;;", "5"),
            ("1e300", "dd/mm/yyyy", "1e300"),
            ("text", "0.00", "text"),
        ] {
            assert_eq!(number(stored, code, false), want, "{stored} as {code}");
        }
        assert!(shows_nothing(";;;") && !shows_nothing("0;;") && !shows_nothing(""));
    }
}
