//! Nothing of where removed glyphs stood, how wide they were or how many there were is left.

use super::*;

/// The content of the page after every `S`, `m`, `i`, `t` and `h` between "from" and "to" was removed.
fn left(content: &str, forms: &[&str]) -> String {
    let mut maker = Maker::new();
    let mut resources = latin();
    let mut names = lopdf::Dictionary::new();
    for (at, form) in forms.iter().enumerate() {
        let form = maker.form(form, latin());
        names.set(format!("X{at}"), form);
    }
    resources.set("XObject", names);
    maker.page(content, resources);
    let pdf = maker.bytes();
    let (burned, after) = assert_gone(&pdf, "Smith");
    assert!(after[0].text.contains("to"), "{:?}", after[0].text);
    let pages = burned.document.get_pages();
    let content = burned.document.get_page_content(pages[&1]);
    let content = String::from_utf8_lossy(&content).replace('\n', " ");
    content.split("Q q 0 g").next().unwrap_or_default().to_owned()
}

#[test]
fn letters_drawn_one_by_one_leave_no_positions() {
    let objects: String = [(50, 'S'), (57, 'm'), (65, 'i'), (67, 't'), (70, 'h')]
        .map(|(x, c)| format!("BT 0.1 g /F1 10 Tf {x} 300 Td ({c}) Tj ET "))
        .concat();
    let content = left(
        &format!("BT /F1 10 Tf 50 330 Td (from) Tj ET {objects} BT /F1 10 Tf 50 200 Td (to) Tj ET"),
        &[],
    );
    assert!(!["57", "65", "67", "70", "300"].iter().any(|x| content.contains(&format!("{x} "))), "{content}");
    assert_eq!(content.matches("BT").count(), 2, "{content}");
    assert_eq!(content.matches(".1 g").count(), 1, "the last setting still counts: {content}");
    let steps = "0 -20 Td (S) Tj 6.67 0 Td (m) Tj 8.33 0 Td (i) Tj 2.22 0 Td (t) Tj 2.78 0 Td (h) Tj";
    let content = left(&format!("BT /F1 10 Tf 50 330 Td (from) Tj {steps} -20 -40 Td (to) Tj ET"), &[]);
    assert!(!content.contains("6.67") && !content.contains("8.33"), "{content}");
    let lines =
        "12 TL (S) ' -12 TL 6.67 0 Td (m) Tj 8.33 0 TD (i) Tj 2.22 0 Td (t) Tj 2.78 0 Td (h) Tj 30 TL (to) '";
    let content = left(&format!("BT /F1 10 Tf 50 330 Td (from) Tj {lines} ET"), &[]);
    assert!(!content.contains("6.67") && !content.contains("8.33"), "{content}");
}

#[test]
fn what_was_painted_through_removed_letters_is_painted_nowhere() {
    let painted = |shown: &str| {
        left(
            &format!(
                "BT /F1 10 Tf 50 200 Td (to) Tj ET q BT /F1 10 Tf 7 Tr 50 300 Td {shown} ET 0.5 g 90 290 40 30 re f Q"
            ),
            &[],
        )
    };
    let content = painted("(Smith) Tj");
    let (clip, fill) = (content.find("0 0 0 0 re W n"), content.find("40 30 re"));
    assert!(clip.is_some() && clip < fill, "{content}");
    // a letter that stays still clips
    let content = painted("(Smith) Tj 50 0 Td (x) Tj");
    assert!(!content.contains("W n") && content.contains("(x)"), "{content}");
}

#[test]
fn forms_and_saved_states_that_show_nothing_any_more_are_left_out() {
    let group = |x: i32, name: &str| format!("q 1 0 0 1 {x} 300 cm /{name} Do Q ");
    let drawn: String =
        [(50, "X0"), (57, "X1"), (65, "X2"), (67, "X3"), (70, "X4")].map(|(x, n)| group(x, n)).concat();
    let letters = ["S", "m", "i", "t", "h"].map(|c| format!("BT /F1 10 Tf ({c}) Tj ET"));
    let forms: Vec<&str> = letters.iter().map(String::as_str).collect();
    let content = left(
        &format!("BT /F1 10 Tf 50 330 Td (from) Tj ET {drawn} BT /F1 10 Tf 50 200 Td (to) Tj ET"),
        &forms,
    );
    assert!(!content.contains("Do") && !content.contains("cm"), "{content}");
}

#[test]
fn what_is_set_between_removed_glyphs_still_counts_for_those_that_stay() {
    for content in [
        "BT /F1 10 Tf 50 300 Td (from ) Tj (Smith) Tj 1 0 0 rg 2 Tc 5 Ts ( to) Tj ET",
        "BT /F1 10 Tf 50 300 Td (from) Tj 3 -20 TD (Smith) Tj 2 Tw T* (then to) Tj T* (end) Tj ET",
        "BT /F1 10 Tf 14 TL 50 300 Td (from) Tj 4 1 (Smith) \" (and to) Tj (more of it) ' ET",
        "BT /F1 10 Tf 50 300 Td (from) Tj 0 -20 Td (Smith) Tj /F1 14 Tf ( to) Tj 0 -20 Td (end) Tj ET",
        "BT /F1 10 Tf 50 300 Td (Smith) Tj ET 0 0 1 rg BT 50 250 Td (to) Tj ET",
        "BT /F1 10 Tf 50 300 Td (Smith) Tj 10 -20 Td ET q 1 0 0 1 5 5 cm BT /F1 9 Tf 50 250 Td (to) Tj ET Q",
        "BT /F1 10 Tf 50 300 Td 90 Tz (Smith) Tj 0 -30 Td /Span BMC 10 -10 Td (from to) Tj EMC ( end) Tj ET",
        "q BT /F1 10 Tf 50 300 Td (Smith) Tj ET Q BT /F1 10 Tf 50 200 Td (to) Tj ET",
        "q BT /F1 10 Tf 50 300 Td (Smith) Tj 20 -20 Td (so) Tj ET Q BT /F1 10 Tf 50 200 Td (to) Tj ET",
        "BT /F1 10 Tf 50 300 Td (Smith) Tj 0 -20 Td (from) Tj (Smith) Tj ( to) Tj ET",
    ] {
        left(content, &[]);
    }
}
