//! Dates as officers write them: `2026-09-28`, `28/09/2026`, `28.9.2026`, `28 September 2026`.
//!
//! Day before month, always: this is a British form, and a month above 12 shows a mistake.

use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date in any of the accepted forms.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse().ok().or_else(|| british(text)).or_else(|| in_words(text))
}

/// `28/09/2026`, also with dots or dashes.
pub(crate) fn british(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    (year.len() == 4).then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?
}

/// `28 September 2026`, also shortened.
fn in_words(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let short = month.get(..3)?.to_lowercase();
    let month = MONTHS.iter().position(|m| *m == short)? + 1;
    Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_day_before_month() {
        let want = Date::constant(2026, 9, 8);
        for text in ["2026-09-08", "08/09/2026", "8/9/2026", "8.9.2026", "8 September 2026", "8 Sep 2026"] {
            assert_eq!(parse(text), Some(want), "{text}");
        }
        for text in ["09/28/2026", "31/02/2026", "28/09/26", "soon", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
