//! How deep an HTML text is nested, seen before it is parsed: the parser's time grows with the square.

/// Elements that hold nothing, and those whose end tag may be missing (HTML, 13.1.2): never counted.
const UNCOUNTED: [&str; 34] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "html",
    "head", "body", "colgroup", "caption", "rp", "rt", "o:p",
];

/// Elements whose text holds no elements (HTML, 13.2.5.1): what looks like one is not.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Whether more than `limit` elements are open at once somewhere, counting tags as they are written.
pub(super) fn exceeds(source: &str, limit: usize) -> bool {
    let (mut open, mut rest) = (0_usize, source);
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after_comment(comment);
            continue;
        }
        let end = rest.strip_prefix('/');
        let name = end.unwrap_or(rest).split(|c: char| !c.is_ascii_alphanumeric() && c != ':').next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if end.is_none() && RAW.contains(&name.as_str()) {
            rest = from_end(rest, &name);
            continue;
        }
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

/// What follows a comment (13.2.5.43 to 13.2.5.52): what mail programs write for each other stands in one.
fn after_comment(comment: &str) -> &str {
    let empty = [">", "->"].into_iter().find_map(|end| comment.strip_prefix(end));
    let ended = |end: &str| comment.find(end).map(|at| (at, at + end.len()));
    let first = ["-->", "--!>"].into_iter().filter_map(ended).min();
    empty.or_else(|| comment.get(first?.1..)).unwrap_or_default()
}

/// What follows the text of an element that holds no others, its end tag passed over.
fn from_end<'s>(rest: &'s str, name: &str) -> &'s str {
    let mut ends = rest.match_indices("</").map(|(at, _)| at + 2);
    let is_end =
        |at: &usize| rest.get(*at..at + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
    ends.find(is_end).and_then(|at| rest.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::exceeds;

    #[test]
    fn only_open_elements_count() {
        assert!(!exceeds(&"<p>a<br><li>b<div>c</div>".repeat(500), 3));
        assert!(exceeds(&"<div><span>".repeat(2), 3));
        assert!(!exceeds("1 < 2 <!-- <--> < <", 0));
        let lists = format!("<!--[if mso]><xml>{}</xml><![endif]-->", "<w:Style/>".repeat(9));
        assert!(!exceeds(&lists, 3), "what a program wrote for another counts");
        assert!(!exceeds(&format!("<style><!-- {lists} p > b --></style><STYLE>{lists}</Style>"), 3));
        for hidden in ["<!-->", "<!--->", "<!-- --!>", "<style><!--</style>"] {
            assert!(exceeds(&format!("{hidden}{}-->", "<div>".repeat(9)), 3), "{hidden}");
        }
    }
}
