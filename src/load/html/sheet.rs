//! Style sheets inside a page, as far as they hide elements: `.class`, `#id` and `tag` rules.
//!
//! Rules of other shapes, and those for some screens only (`@media`), hide nothing here: what they
//! might hide is shown, where a person sees it.

use std::collections::BTreeSet;

use super::dom::Tag;
use super::style;

/// Which elements a page's style sheets hide.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// `.class`, `#id`, `tag` and `tag.class` in lower case.
    hidden: BTreeSet<String>,
}

impl Sheet {
    /// Takes the rules of one `style` element.
    pub(super) fn take(&mut self, text: &str) {
        let mut rest = text;
        while let Some((selectors, after)) = rest.split_once('{') {
            if selectors.trim_start().starts_with('@') {
                rest = skip_block(after);
                continue;
            }
            let Some((rules, after)) = after.split_once('}') else { return };
            rest = after;
            if style::hides(rules) {
                let simple = selectors.split(',').filter_map(simple);
                self.hidden.extend(simple);
            }
        }
    }

    /// Whether an element is hidden.
    pub(super) fn hides(&self, tag: &Tag) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let classes = tag.get("class").unwrap_or_default().to_ascii_lowercase();
        let id = tag.get("id").map(|id| format!("#{}", id.to_ascii_lowercase()));
        let classed = |class: &str| {
            self.hidden.contains(&format!(".{class}"))
                || self.hidden.contains(&format!("{}.{class}", tag.name))
        };
        classes.split_whitespace().any(classed)
            || id.is_some_and(|id| self.hidden.contains(&id))
            || self.hidden.contains(&tag.name)
    }
}

/// A selector of one name, after comments.
fn simple(selector: &str) -> Option<String> {
    let selector = selector.rsplit("*/").next()?.trim().trim_start_matches("<!--").trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '#' | '-' | '_');
    let one = selector.matches(['.', '#']).count() <= 1;
    (!selector.is_empty() && one && selector.chars().all(plain)).then(|| selector.to_ascii_lowercase())
}

/// What follows a block whose opening brace has been read.
fn skip_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, ch) in text.char_indices() {
        match ch {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_rules_for_every_screen_hide() {
        let mut sheet = Sheet::default();
        sheet.take("@media x { .m { display:none } } /* y */ .a, p.b { DISPLAY: none } .c .d {display:none} #e{color:red}");
        assert_eq!(sheet.hidden.iter().map(String::as_str).collect::<Vec<_>>(), [".a", "p.b"]);
    }
}
