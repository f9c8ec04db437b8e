//! What was left out of a document, in words a resident understands: for the schedule of the pack.
//!
//! What is not on its pages at all is named with a way to ask for it; what its pages show otherwise than
//! the file did is said after that.

use crate::burn::BurnCounts;
use crate::load::LeftOut;

/// Words after which a name only goes on to explain itself: the plural stands before them.
const JOINTS: [&str; 15] = [
    " of ",
    " that ",
    " in ",
    " on ",
    " or ",
    " outside ",
    " beside ",
    " without ",
    " shown ",
    " whose ",
    " behind ",
    " with ",
    " from ",
    " by ",
    " to ",
];

/// All that is left out of a document besides panels; empty for nothing.
pub(super) fn words(list: &[LeftOut], burned: &BurnCounts) -> String {
    let (shown, gone): (Vec<&LeftOut>, Vec<&LeftOut>) = list.iter().partition(|l| is_shown(&l.what));
    let gone: Vec<String> = gone.into_iter().map(|l| counted(l.count.into(), &l.what)).collect();
    let shown = shown.into_iter().map(|l| (u64::from(l.count), l.what.as_str()));
    let burned = [
        (burned.panels_untold, "panel too small for its mark"),
        (burned.pages_pictured, "page shown as a picture"),
    ];
    let told = shown.chain(burned).filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, what)| counted(count, what)).collect();
    let mut all = Vec::new();
    if !gone.is_empty() {
        all.push(format!("not included: {} (ask us if you want to know more)", listed(&gone)));
    }
    if !told.is_empty() {
        all.push(listed(&told));
    }
    all.join("; ")
}

/// Whether the pages, or a document of its own, do show it.
fn is_shown(what: &str) -> bool {
    let otherwise = [" shown ", "shown by", "a document of its own", "taken as it came", "nothing"];
    otherwise.iter().any(|o| what.contains(o)) && !what.contains("not shown")
}

/// "3 comments", "1 text of a merged cell", "nothing: …" as it is.
fn counted(count: u64, what: &str) -> String {
    if what.starts_with("nothing") {
        return what.to_owned();
    }
    if count == 1 {
        return format!("1 {what}");
    }
    let ends = JOINTS.iter().chain(&[",", ":", " ("]).filter_map(|joint| what.find(joint));
    let (head, rest) = what.split_at(ends.min().unwrap_or(what.len()));
    let rest = rest.replace(" its ", " their ").replace(" that is ", " that are ");
    format!("{count} {}{rest}", plural(head))
}

fn plural(noun: &str) -> String {
    let vowel = |c: char| "aeiou".contains(c);
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(vowel) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// "a, b and c".
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(list: &[(u32, &str)]) -> String {
        let list: Vec<LeftOut> =
            list.iter().map(|(count, what)| LeftOut { what: (*what).to_owned(), count: *count }).collect();
        words(&list, &BurnCounts::default())
    }

    #[test]
    fn what_is_left_out_is_said_in_plain_words() {
        let ask = "(ask us if you want to know more)";
        for (list, want) in [
            (
                &[(3, "comment"), (1, "deleted text")][..],
                format!("not included: 3 comments and 1 deleted text {ask}"),
            ),
            (&[(2, "document property")], format!("not included: 2 document properties {ask}")),
            (&[(2, "text of a merged cell")], format!("not included: 2 texts of a merged cell {ask}")),
            (&[(2, "row outside the extract")], format!("not included: 2 rows outside the extract {ask}")),
            (&[(5, "formula, shown as its value")], "5 formulas, shown as their value".to_owned()),
            (
                &[(3, "header line (routing or technical)"), (2, "comment or camera data")],
                format!(
                    "not included: 3 header lines (routing or technical) and 2 comments or camera data {ask}"
                ),
            ),
            (&[(1, "nothing: the file is empty")], "nothing: the file is empty".to_owned()),
            (&[], String::new()),
        ] {
            assert_eq!(said(list), want);
        }
    }
}
