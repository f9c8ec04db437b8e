//! How deep an HTML text is nested, seen before it is parsed: the parser's time grows with the square.

/// Elements that hold nothing, and those whose end tag may be missing (HTML, 13.1.2): never counted.
const UNCOUNTED: [&str; 34] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "html",
    "head", "body", "colgroup", "caption", "rp", "rt", "o:p",
];

/// Whether more than `limit` elements are open at once somewhere, counting tags as they are written.
pub(super) fn exceeds(source: &str, limit: usize) -> bool {
    let (mut open, mut rest) = (0_usize, source);
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let end = rest.strip_prefix('/');
        let name = end.unwrap_or(rest).split(|c: char| !c.is_ascii_alphanumeric() && c != ':').next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || UNCOUNTED.contains(&name.as_str()) {
            continue;
        }
        open = if end.is_some() { open.saturating_sub(1) } else { open + 1 };
        if open > limit {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::exceeds;

    #[test]
    fn only_open_elements_count() {
        assert!(!exceeds(&"<p>a<br><li>b<div>c</div>".repeat(500), 3));
        assert!(exceeds(&"<div><span>".repeat(2), 3));
        assert!(!exceeds("1 < 2 <!-- <--> < <", 0));
    }
}
