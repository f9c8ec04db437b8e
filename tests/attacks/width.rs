//! The width of a panel gives no name away: one page made with many names must come out alike.

use super::support::foreign::Foreign;
use super::support::line::{self, Done, Order};
use super::support::swap;
use blackpanel::burn::Reached;

mod layouts;

/// Sixty names, from short to long.
fn names() -> impl Iterator<Item = (String, &'static str)> {
    let first = ["Ian", "Maria", "Colin", "Winifred", "Margaret", "Tomasz", "Nasreen", "Ella", "Jo", "Christopher"];
    let last = ["Ellis", "Whitlock", "Akhtar", "Oyelaran", "Kowalska", "Li"];
    first.into_iter().flat_map(move |f| last.into_iter().map(move |l| (format!("{f} {l}"), l)))
}

/// A letter with a name in it, redacted as by default.
fn redacted(layout: layouts::Layout, full: &str, last: &str) -> Done {
    let mut page = Foreign::new();
    layout(&mut page, full, last);
    page.page();
    let pdf = page.finish("Letter", "Writer", lopdf::Dictionary::new());
    let order = Order { names: &[full, last], ..Order::default() };
    line::redact(&pdf, &order).unwrap_or_else(|why| panic!("{full}: {why:?}"))
}

/// The places of the page, all together, tell less than a bit of the name.
fn assert_alike(layout: layouts::Layout) {
    let done: Vec<Done> = names().map(|(full, last)| redacted(layout, &full, last)).collect();
    let outputs: Vec<Vec<u8>> = done.iter().map(|d| d.pdf.clone()).collect();
    let bits = swap::joint_bits(&outputs);
    let reached = |one: &Done| one.reached.iter().filter(|r| matches!(r, Reached::Exact(_))).count();
    let exact: usize = done.iter().map(reached).sum();
    println!("{bits:.2} bits, {exact} panels of {} exact", done.iter().map(|d| d.reached.len()).sum::<usize>());
    if bits > 1.0 {
        let differs = |at: &usize| !swap::differences(&outputs[0], &outputs[*at]).is_empty();
        let which: Vec<usize> = (0..outputs.len()).filter(differs).collect();
        let differ = swap::differences(&outputs[0], &outputs[which[0]]);
        println!("{which:?} {:#?}\n{:?}", &differ[..differ.len().min(12)], done[which[0]].reached);
    }
    assert!(bits <= 1.0, "{bits} bits");
    assert_eq!(exact, 0, "{:?}", done[0].reached);
}

macro_rules! alike {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            assert_alike(layouts::$name);
        })*
    };
}

alike! {
    ragged_paragraphs_tell_no_name
    justified_paragraphs_tell_no_name
    right_aligned_lines_tell_no_name
    centred_lines_tell_no_name
    cells_of_a_table_tell_no_name
    hanging_lists_tell_no_name
    several_panels_in_a_line_tell_no_name
    names_at_the_ends_of_lines_tell_no_name
    two_columns_tell_no_name
}
