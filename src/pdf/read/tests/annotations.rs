//! Annotations, form fields and attached files: what shows becomes part of the page.

use super::*;

#[test]
fn an_annotation_of_an_unknown_type_that_is_marked_invisible_is_not_shown() {
    let look = stream("/Subtype/Form/BBox[0 0 10 10]", "0 0 10 10 re f");
    let page = "/Annots[<</Subtype/Own/F 1/Rect[20 30 40 40]/AP<</N 5 0 R>>>>\
        <</Subtype/Stamp/F 1/Rect[0 0 9 9]/AP<</N 5 0 R>>>>]";
    let out = converted(&one_page(page, "", &[&look]));
    assert_eq!(open(&out.pdf).0.matches("Do").count(), 1);
    assert_eq!(left(&out, "hidden comment or form field"), 1);
}

#[test]
fn annotations_become_part_of_the_page_and_hidden_ones_are_counted() {
    let look = stream("/Subtype/Form/BBox[0 0 10 10]", "0 0 10 10 re f");
    let page = "/Annots[<</Subtype/Stamp/Rect[20 30 40 40]/AP<</N 5 0 R>>/Contents(SECRET)>>\
        <</Subtype/Stamp/Rect[0 0 9 9]/F 2/AP<</N 5 0 R>>>><</Subtype/Redact/Rect[0 0 9 9]>>]";
    let out = converted(&one_page(page, "", &[&look]));
    let (page, all) = open(&out.pdf);
    assert!(page.contains("2 0 0 1 20 30 cm"), "{page}");
    assert_eq!(page.matches("Do").count(), 1);
    assert!(!all.contains("SECRET") && !all.contains("Annot"));
    for what in ["comment", "hidden comment or form field", "redaction mark that was never applied"] {
        assert_eq!(left(&out, what), 1, "{what}");
    }
}

#[test]
fn a_form_field_shows_its_value_and_not_an_old_picture_of_it() {
    let old = stream("/Subtype/Form/BBox[0 0 50 10]", "BT (old) Tj ET");
    let page = "/Annots[6 0 R]";
    for (widget, form, shown) in [
        ("/V(new)/DA(/Helv 9 Tf)", "", "(new)"),
        ("/V(new)/AP<</N 5 0 R>>", "", "Do"),
        ("/V(new)/AP<</N 5 0 R>>", "/NeedAppearances true", "(new)"),
    ] {
        let widget = format!("<</Subtype/Widget/FT/Tx/Rect[10 10 60 20]{widget}>>");
        let bytes = one_page(page, "", &[&old, &widget]);
        let with = format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]{form}>>>>");
        let bytes =
            String::from_utf8(bytes).unwrap().replace("<</Type/Catalog/Pages 2 0 R>>", &with).into_bytes();
        let page = open(&converted(&bytes).pdf).0;
        assert!(page.contains(shown), "{widget} {form}: {page}");
    }
}

#[test]
fn a_value_in_any_script_is_shown_in_a_font_of_ours() {
    // Łukasz Ωmega; the second has a letter that no font of ours has
    for (value, there, numbered) in [
        ("FEFF0141 0075006B00610073007A0020 03A90020", "<01410075006b00610073007a", 0),
        ("FEFF 4E2D 0041", "<005b0055002b0034004500320044005d0041>", 1),
    ] {
        let out = converted(&field_file(&format!("/V<{value}>"), ""));
        let (page, all) = open(&out.pdf);
        assert!(page.to_lowercase().contains(there), "{page}");
        assert!(all.contains("FontFile2"));
        assert_eq!(left(&out, "character shown by its number"), numbered);
    }
}

#[test]
fn a_list_box_shows_what_it_offers_and_marks_what_was_chosen() {
    let list = "/FT/Ch/Opt[[(1)(five)](six)(seven)(eight)]/V(six)/DA(/Helv 5 Tf)";
    let page = open(&converted(&field_file(list, "")).pdf).0;
    let at = |word: &str| page.find(word).unwrap_or_else(|| panic!("{word}: {page}"));
    assert_eq!(page.matches(".6 .75 .85 rg").count(), 1, "{page}");
    assert!(at("(five)") < at(".6 .75") && at(".6 .75") < at("(six)") && at("(six)") < at("(seven)"));
    assert!(!page.contains("(eight)"), "there is room for three lines");
    let combo = format!("{list}/Ff 131072");
    assert!(!open(&converted(&field_file(&combo, "")).pdf).0.contains("five"));
}

#[test]
fn a_text_box_in_any_script_is_shown() {
    let page = "/Annots[<</Subtype/FreeText/Rect[0 0 90 20]/Contents<FEFF0141>/DA(/Helv 9 Tf)>>]";
    let page = open(&converted(&one_page(page, "", &[])).pdf).0;
    assert!(page.contains("<0141>"), "{page}");
}

#[test]
fn a_value_that_differs_from_its_picture_is_counted() {
    for (value, picture, counted) in [
        ("(John Brown)", "BT /F 9 Tf (John Brown) Tj ET", 0),
        ("(John Brown)", "BT /F 9 Tf [(JOHN)-250(B)(rown)] TJ ET", 0),
        ("(John Brown)", "BT /F 9 Tf (Jane Doe) Tj ET", 1),
        ("(John Brown)", "BT /none 9 Tf (Jane Doe) Tj ET", 0),
        ("()", "BT /F 9 Tf (Jane Doe) Tj ET", 0),
    ] {
        let out = converted(&field_file(&format!("/V{value}/AP<</N 5 0 R>>"), picture));
        assert_eq!(left(&out, "form value that differs from what is shown"), counted, "{value} {picture}");
    }
}

#[test]
fn attached_files_become_documents_of_their_own() {
    let attached = stream("/Type/EmbeddedFile", "hello");
    let page =
        "/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(a/b.txt)/EF<</F 5 0 R>>>>>>]";
    let out = converted(&one_page(page, "", &[&attached]));
    assert_eq!(out.members, [("b.txt".to_owned(), b"hello".to_vec())]);
}

/// A file with one text field and a stored picture of it, the field's entries as given.
fn field_file(widget: &str, picture: &str) -> Vec<u8> {
    let look = stream("/Subtype/Form/BBox[0 0 90 10]/Resources<</Font<</F 7 0 R>>>>", picture);
    let kind = if widget.contains("/FT") { "" } else { "/FT/Tx" };
    let widget = format!("<</Subtype/Widget{kind}/Rect[10 10 160 30]{widget}>>");
    one_page("/Annots[6 0 R]", "", &[&look, &widget, HELVETICA])
}
