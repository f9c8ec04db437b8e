//! Promises of the conversion, on files made by code.

use super::*;

mod annotations;
mod pictures;

/// A file of these objects, numbered from 1; the first is the catalogue.
fn file(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    out
}

fn stream(entries: &str, data: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// A file of one page: `page` are further entries of the page, `content` its content, and `more`
/// further objects from number 5.
fn one_page(page: &str, content: &str, more: &[&str]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R{page}>>");
    let content = stream("", content);
    let mut all =
        vec!["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page, &content];
    all.extend(more);
    file(&all)
}

fn converted(bytes: &[u8]) -> Converted {
    convert(bytes, None, "a.pdf", &Limits::default())
        .unwrap_or_else(|n| panic!("refused: {}", n.problem.what))
}

fn refused(bytes: &[u8]) -> Problem {
    convert(bytes, None, "a.pdf", &Limits::default()).expect_err("must be refused").problem
}

/// The normal form's page 1 and everything in it: dictionaries as text, streams unpacked.
fn open(pdf: &[u8]) -> (String, String) {
    let document = lopdf::Document::load_mem(pdf).expect("our own file");
    let mut all = String::from_utf8_lossy(pdf).into_owned();
    for object in document.objects.values() {
        all += &format!("{object:?}\n");
        if let Made::Stream(s) = object {
            all.push_str(&String::from_utf8_lossy(
                &s.decompressed_content().unwrap_or_else(|_| s.content.clone()),
            ));
        }
    }
    let page = document.get_pages()[&1];
    (String::from_utf8_lossy(&document.get_page_content(page)).into_owned(), all)
}

fn left(converted: &Converted, what: &str) -> u32 {
    converted.side.left_out.iter().find(|l| l.what == what).map_or(0, |l| l.count)
}

const FONT: &str = "/Resources<</Font<</SECRETF 5 0 R>>>>";
const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/SecretKey(SECRET)>>";

#[test]
fn nothing_crosses_that_the_page_does_not_need() {
    let content = "% SECRET\n/SECRETF 12 Tf /Span <</ActualText(SECRET)>> BDC BT (kept) Tj ET EMC \
        (SECRET) secretop BX (SECRET) Tq EX /SECRET /SECRET DP /SECRET MP";
    let page = format!(
        "{FONT}/PieceInfo<</SECRET<<>>>>/Metadata 6 0 R/AA<</O<</S/JavaScript/JS(SECRET)>>>>/SECRET 1"
    );
    let out = converted(&one_page(&page, content, &[HELVETICA, &stream("/Type/Metadata", "SECRET")]));
    let (page, all) = open(&out.pdf);
    assert!(page.contains("(kept)Tj") || page.contains("(kept) Tj"), "{page}");
    for word in ["SECRET", "secret", "BDC", "ActualText", "JavaScript"] {
        assert!(!all.contains(word), "{word} crossed: {page}");
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let bytes = one_page(FONT, "/SECRETF 12 Tf BT (a) Tj ET", &[HELVETICA]);
    assert_eq!(converted(&bytes).pdf, converted(&bytes).pdf);
}

#[test]
fn what_a_page_inherits_is_copied_down_and_its_boxes_are_made_sound() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[200 0 0 100]/CropBox[-5 10 50 900]/Rotate -90>>",
        "<</Type/Page/Parent 2 0 R/UserUnit 2>>",
    ]);
    let out = lopdf::Document::load_mem(&converted(&bytes).pdf).unwrap();
    let page = out.get_dictionary(out.get_pages()[&1]).unwrap();
    let list = |key: &[u8]| -> Vec<i64> {
        page.get(key).unwrap().as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect()
    };
    assert_eq!((list(b"MediaBox"), list(b"CropBox")), (vec![0, 0, 200, 100], vec![0, 10, 50, 100]));
    assert_eq!(page.get(b"Rotate").unwrap().as_i64().unwrap(), 270);
    assert_eq!(page.get(b"UserUnit").unwrap().as_i64().unwrap(), 2);
}

#[test]
fn a_comment_at_the_end_of_one_part_does_not_eat_the_next() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 5 0 R]>>";
    let (one, two) = (stream("", "0 0 m % end"), stream("", "5 5 l S"));
    let bytes =
        file(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, &one, &two]);
    assert!(open(&converted(&bytes).pdf).0.contains("5 5 l"));
}

#[test]
fn content_that_is_missing_or_damaged_refuses_the_file_with_page_and_object() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 9 0 R]>>";
    let tree = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"];
    let missing = refused(&file(&[tree[0], tree[1], page, &stream("", "q Q")]));
    assert_eq!((missing.place.page, missing.place.object), (Some(1), Some(9)), "{}", missing.what);
    let cut = stream("/Filter/ASCIIHexDecode", "71 zz");
    let damaged = refused(&one_page("", "", &[])[..60]);
    assert!(!damaged.hint.is_empty());
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>";
    let damaged = refused(&file(&[tree[0], tree[1], page, &cut]));
    assert_eq!((damaged.place.page, damaged.place.object), (Some(1), Some(4)), "{}", damaged.what);
    let unknown = refused(&file(&[tree[0], tree[1], page, &stream("/Filter/SECRETDecode", "q")]));
    assert!(unknown.what.contains("no standard names") && !unknown.what.contains("SECRET"));
}

#[test]
fn a_page_tree_that_cannot_be_followed_refuses_the_file() {
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    for (tree, what) in [
        ("<</Type/Pages/Kids[2 0 R]/Count 1>>", "contains itself"),
        ("<</Type/Pages/Kids[9 0 R]/Count 1>>", "not there"),
        ("<</Type/Pages/Kids[]/Count 0>>", "no pages"),
    ] {
        let problem = refused(&file(&[catalogue, tree]));
        assert!(
            problem.what.contains(what) || problem.what.contains("cannot be read"),
            "{tree}: {}",
            problem.what
        );
    }
}

#[test]
fn more_than_the_limits_allow_is_refused() {
    let limits = Limits { stream_bytes: 100, ..Limits::default() };
    let long = one_page("", &"q Q ".repeat(100), &[]);
    let problem = convert(&long, None, "a.pdf", &limits).expect_err("too large").problem;
    assert!(problem.what.contains("more data"), "{}", problem.what);
    let limits = Limits { pages: 0, ..Limits::default() };
    assert!(convert(&long, None, "a.pdf", &limits).expect_err("too many").problem.what.contains("pages"));
}

#[test]
fn a_drawing_that_contains_itself_refuses_the_file() {
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</A 5 0 R>>>>", "/A Do");
    let problem = refused(&one_page("/Resources<</XObject<</A 5 0 R>>>>", "/A Do", &[&form]));
    assert!(problem.what.contains("contains itself"), "{}", problem.what);
}

#[test]
fn hidden_layers_go_with_what_they_paint_and_visible_ones_stay() {
    let page = "/Resources<</Properties<</off 5 0 R/on 6 0 R/both 7 0 R>>>>";
    let content = "/OC /off BDC 1 1 m 2 2 l S (hid) Tj 3 w EMC /OC /on BDC BT (shown) Tj ET EMC \
        /OC /both BDC 4 4 4 4 re f EMC 5 5 5 5 re f";
    let member = "<</Type/OCMD/OCGs[5 0 R 6 0 R]/P/AllOn>>";
    let mut bytes =
        one_page(page, content, &["<</Type/OCG/Name(SECRET)>>", "<</Type/OCG/Name(SECRET)>>", member]);
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    assert!(open(&converted(&bytes).pdf).0.contains("hid"), "no configuration hides nothing");
    let hiding = "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[5 0 R]>>>>>>";
    let text = String::from_utf8(bytes).unwrap().replace(catalogue, hiding);
    // the offsets no longer fit, which readers repair
    bytes = text.into_bytes();
    let out = converted(&bytes);
    let (page, all) = open(&out.pdf);
    assert!(!page.contains("hid") && !page.contains("4 4 4 4 re f") && !all.contains("SECRET"), "{page}");
    assert!(page.contains("shown") && page.contains("3 w") && page.contains("5 5 5 5 re\nf"), "{page}");
    assert_eq!(left(&out, "hidden layer"), 2);
}

#[test]
fn what_shows_in_print_only_goes_and_what_shows_on_the_screen_only_stays() {
    let page = "/Resources<</Properties<</print 5 0 R/screen 6 0 R/unused 7 0 R>>>>";
    let content = "/OC /print BDC BT (printed) Tj ET EMC /OC /screen BDC BT (seen) Tj ET EMC \
        /OC /unused BDC BT (stated) Tj ET EMC";
    let group = |view: &str, print: &str| {
        format!("<</Type/OCG/Name(x)/Usage<</View<</ViewState/{view}>>/Print<</PrintState/{print}>>>>>>")
    };
    let (print, screen) = (group("OFF", "ON"), group("ON", "OFF"));
    let bytes = one_page(page, content, &[&print, &screen, &print]);
    let apply = |event: &str| format!("<</Event/{event}/Category[/{event}]/OCGs[5 0 R 6 0 R]>>");
    let catalogue = format!(
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R 6 0 R 7 0 R]/D<</OFF[6 0 R]/AS[{}{}]>>>>>>",
        apply("View"),
        apply("Print")
    );
    let text = String::from_utf8(bytes).unwrap().replace("<</Type/Catalog/Pages 2 0 R>>", &catalogue);
    let out = converted(text.as_bytes());
    let page = open(&out.pdf).0;
    assert!(!page.contains("printed") && page.contains("seen"), "{page}");
    assert!(page.contains("stated"), "usage counts only where the configuration applies it: {page}");
    assert_eq!(left(&out, "hidden layer"), 1);
}

#[test]
fn state_that_the_page_leaves_open_does_not_reach_what_is_drawn_over_it() {
    let look = stream("/Subtype/Form/BBox[0 0 10 10]", "q");
    let page = "/Annots[<</Subtype/Stamp/Rect[0 0 10 10]/AP<</N 5 0 R>>>>]";
    let page = open(&converted(&one_page(page, "Q q q 2 0 0 2 0 0 cm BT", &[&look])).pdf).0;
    assert_eq!(page.matches("q\n").count(), page.matches("Q\n").count(), "{page}");
    assert!(page.contains("ET\nQ\nQ\nQ\nq\n1 0 0 1 0 0 cm"), "{page}");
}

#[test]
fn a_file_that_needs_a_password_is_locked_and_says_so() {
    let bytes = sealed(&one_page("", "1 w", &[]), "open");
    for (password, locked) in [(None, true), (Some("wrong"), true)] {
        let secret = password.map(Secret::new);
        let refusal = convert(&bytes, secret.as_ref(), "a.pdf", &Limits::default()).expect_err("locked");
        assert_eq!(refusal.locked, locked, "{}", refusal.problem.what);
    }
    let opened = convert(&bytes, Some(&Secret::new("open")), "a.pdf", &Limits::default()).expect("opens");
    assert!(opened.side.locked && open(&opened.pdf).0.contains("1 w"));
    let owned = convert(&bytes, Some(&Secret::new("owner")), "a.pdf", &Limits::default()).expect("opens");
    assert!(open(&owned.pdf).0.contains("1 w"), "the owner password opens an older file too");
    let free =
        convert(&sealed(&one_page("", "1 w", &[]), ""), None, "a.pdf", &Limits::default()).expect("opens");
    assert!(!free.side.locked, "the empty password is no lock");
}

/// The file under a user password (ISO 32000-2, 7.6; RC4 with 128 bits).
fn sealed(bytes: &[u8], password: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(bytes).unwrap();
    let id = Made::string_literal("0123456789abcdef");
    document.trailer.set("ID", Made::Array(vec![id.clone(), id]));
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}
