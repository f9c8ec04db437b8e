//! Each stripper of `burn` and `sanitise` is switched off in turn, and the judge must notice: a stripper
//! that nobody misses is a rule that is missing.

use lopdf::{Dictionary, Object, dictionary};

use crate::burn;
use crate::decide::{DocumentPlan, Panel};
use crate::diag::Secret;
use crate::geom::Rect;
use crate::load::NormalForm;
use crate::mutation::{self, Stripper};
use crate::pack;
use crate::pdf::content::testing::{Maker, helvetica, latin};
use crate::protect;
use crate::sanitise;
use crate::sys::Env;
use crate::verify::{self, Severity, Verdict, VerifyRequest};

const SECRET: &str = "Quillfeather";
/// Over the secret of [`words`], display space.
const PANEL: Rect = Rect { x0: 140.0, y0: 90.0, x1: 200.0, y1: 104.0 };

/// What each stripper strips; where it needs a rule of a number, that is named.
fn fixture(stripper: Stripper) -> Maker {
    match stripper {
        Stripper::Glyphs => plain(&words()),
        Stripper::Hidden => plain(&format!("{} BT /F1 10 Tf 500 100 Td ({SECRET}) Tj ET", kept())),
        Stripper::Subpaths => plain(&format!("{} 141 300 m 150 309 155 290 160 308 c 158 300 l h f", kept())),
        Stripper::Samples => picture(),
        Stripper::Shadings => shading(),
        Stripper::Strays => stray(),
        Stripper::CatalogKeys => with_root("PieceInfo"),
        Stripper::PageKeys => with_page("PieceInfo"),
        Stripper::TrailerKeys => with_trailer("Info"),
        Stripper::MarkedContent => plain(&format!("/Span << /ActualText ({SECRET}) >> BDC {} EMC", kept())),
        Stripper::Resources => unused_form(),
        Stripper::Unreachable => unreachable(),
        Stripper::ToUnicode => font(|maker, font| {
            let map = format!("1 beginbfchar <51> <{}> endbfchar", utf16(SECRET));
            font.set("ToUnicode", maker.stream(Dictionary::new(), map));
        }),
        Stripper::Widths => font(|_, font| {
            font.set("FirstChar", 32);
            font.set("Widths", vec![Object::from(500); 95]);
        }),
        Stripper::Differences => font(|_, font| {
            let differences = vec![1.into(), Object::Name(SECRET.into())];
            font.set("Encoding", dictionary! { "Type" => "Encoding", "Differences" => differences });
        }),
        Stripper::Procedures => procedures(),
        Stripper::Programs => program(),
    }
}

/// The rule without which the work of a stripper cannot be seen.
fn needs(stripper: Stripper) -> Option<&'static str> {
    match stripper {
        Stripper::Widths | Stripper::Programs => Some("R013"),
        _ => None,
    }
}

#[test]
fn no_stripper_can_be_switched_off_without_a_rule_that_fails() {
    let rules: Vec<&str> = verify::rules().iter().map(|r| r.id.0).collect();
    let mut survivors = Vec::new();
    for &stripper in Stripper::ALL {
        let normal = NormalForm::of_one_page(fixture(stripper).bytes_as_they_are());
        assert_eq!(judged(&normal, None), [""; 0], "{stripper:?}: sound with every stripper on");
        let known = needs(stripper).is_none_or(|rule| rules.contains(&rule));
        if known && judged(&normal, Some(stripper)).is_empty() {
            survivors.push(stripper);
        }
    }
    assert!(survivors.is_empty(), "nobody misses {survivors:?}");
}

/// The line of `redact`, from the normal form on: the rules that the result breaks.
fn judged(normal: &NormalForm, off: Option<Stripper>) -> Vec<&'static str> {
    let plan = DocumentPlan::of(vec![Panel::drawn(1, PANEL)]);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    let _pool = pool.ok();
    let (bytes, panels) = mutation::without(off, || {
        let burned = burn::burn(normal, &plan).expect("burns");
        let single = pack::single(sanitise::sanitise(burned).expect("sanitises"));
        let panels: Vec<_> = single.panels.iter().map(|p| (p.page, p.rect)).collect();
        (protect::protect(single, None, &Env::system()).expect("written").bytes, panels)
    });
    let request = VerifyRequest {
        pack: bytes.into(),
        absent: vec![Secret::new(SECRET)],
        accepted: panels.clone(),
        panels,
        ours: true,
        ..VerifyRequest::default()
    };
    match verify::verify(&request).expect("opens") {
        Verdict::Held(_) => Vec::new(),
        Verdict::Failed(report) => {
            let grave = report.violations.iter().filter(|v| v.severity != Severity::Warning);
            grave.map(|v| v.rule.0).collect()
        }
    }
}

fn words() -> String {
    format!("BT /F1 10 Tf 100 300 Td (Before ) Tj ET BT /F1 10 Tf 142 300 Td ({SECRET}) Tj ET")
}

fn kept() -> String {
    "BT /F1 10 Tf 100 200 Td (Before ) Tj ET".into()
}

fn plain(content: &str) -> Maker {
    with(content, latin(), |_| {})
}

fn with(content: &str, resources: Dictionary, page: impl FnOnce(&mut Dictionary)) -> Maker {
    let mut maker = Maker::new();
    page(maker.page(content, resources));
    maker
}

/// Resources with one more.
fn and(maker_resources: &mut Dictionary, kind: &str, name: &str, object: Object) {
    let mut entry = Dictionary::new();
    entry.set(name, object);
    maker_resources.set(kind, entry);
}

fn picture() -> Maker {
    let mut maker = Maker::new();
    let samples: Vec<u8> = (0..=255).collect();
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 16, "Height" => 16,
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
    };
    let image = maker.stream(dict, samples);
    let mut resources = latin();
    and(&mut resources, "XObject", "I", image);
    maker.page(&format!("{} q 100 0 0 60 120 260 cm /I Do Q", kept()), resources);
    maker
}

/// A function that paints a shape into a shading.
fn shading() -> Maker {
    let mut maker = Maker::new();
    let function = dictionary! {
        "FunctionType" => 4,
        "Domain" => vec![140.into(), 200.into(), 290.into(), 320.into()],
        "Range" => vec![0.into(), 1.into()],
    };
    let function = maker.stream(function, "{ add 3 idiv 2 mod }");
    let shading = dictionary! {
        "ShadingType" => 1, "ColorSpace" => "DeviceGray", "Function" => function,
        "Domain" => vec![140.into(), 200.into(), 290.into(), 320.into()],
    };
    let mut resources = latin();
    and(&mut resources, "Shading", "S", shading.into());
    maker.page(&format!("{} q 140 290 60 30 re W n /S sh Q", kept()), resources);
    maker
}

/// A Type 3 font whose only glyph does this.
fn drawn(maker: &mut Maker, procedures: Dictionary, differences: Vec<Object>) -> Dictionary {
    let widths = vec![Object::from(100); 26];
    let number = |n: i64| Object::from(n);
    let _ = &maker;
    dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => [0, 0, 100, 100].map(number).to_vec(),
        "FontMatrix" => [0.01, 0.0, 0.0, 0.01, 0.0, 0.0].map(Object::from).to_vec(), "CharProcs" => procedures,
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences },
        "FirstChar" => 97, "LastChar" => 122, "Widths" => widths, "Resources" => latin(),
    }
}

/// A glyph shown beside the panel that paints under it.
fn stray() -> Maker {
    let mut maker = Maker::new();
    let far = maker.stream(
        Dictionary::new(),
        "100 0 d0 BT /F1 1 Tf ( ) Tj ET 400 0 300 80 re f 400 20 m 500 100 l 600 0 l f",
    );
    let font = drawn(&mut maker, dictionary! { "a" => far }, vec![97.into(), "a".into()]);
    let font = maker.add(font);
    let mut resources = latin();
    if let Ok(fonts) = resources.get_mut(b"Font").and_then(Object::as_dict_mut) {
        fonts.set("F2", font);
    }
    maker.page(&format!("{} BT /F2 10 Tf 105 300 Td (a) Tj ET", kept()), resources);
    maker
}

/// A glyph that nothing shows draws the secret.
fn procedures() -> Maker {
    let mut maker = Maker::new();
    let square = maker.stream(Dictionary::new(), "100 0 d0 0 0 100 100 re f");
    let text = maker.stream(Dictionary::new(), format!("100 0 d0 BT /F1 100 Tf ({SECRET}) Tj ET"));
    let procedures = dictionary! { "a" => square, "b" => text };
    let font = drawn(&mut maker, procedures, vec![97.into(), "a".into(), "b".into()]);
    let font = maker.add(font);
    let mut resources = latin();
    if let Ok(fonts) = resources.get_mut(b"Font").and_then(Object::as_dict_mut) {
        fonts.set("F2", font);
    }
    maker.page(&format!("{} BT /F2 10 Tf 105 100 Td (a) Tj ET", kept()), resources);
    maker
}

fn private() -> Object {
    dictionary! { "X" => dictionary! { "Private" => Object::string_literal("somebody") } }.into()
}

fn with_page(key: &str) -> Maker {
    with(&kept(), latin(), |page| page.set(key, private()))
}

fn with_root(key: &str) -> Maker {
    let mut maker = plain(&kept());
    maker.catalog(key, private());
    maker
}

fn with_trailer(key: &str) -> Maker {
    let mut maker = plain(&kept());
    let info = maker.add(dictionary! { "Author" => Object::string_literal("somebody") });
    maker.document.trailer.set(key, info);
    maker
}

fn unused_form() -> Maker {
    let mut maker = Maker::new();
    let form = maker.form(&words(), latin());
    let mut resources = latin();
    and(&mut resources, "XObject", "X", form);
    maker.page(&kept(), resources);
    maker
}

fn unreachable() -> Maker {
    let mut maker = plain(&kept());
    maker.add(dictionary! { "Note" => Object::string_literal(SECRET) });
    maker
}

fn utf16(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |so_far, unit| so_far + &format!("{unit:04X}"))
}

/// A page in a font of its own.
fn font(change: impl FnOnce(&mut Maker, &mut Dictionary)) -> Maker {
    let mut maker = Maker::new();
    let Object::Dictionary(mut font) = helvetica() else { return maker };
    change(&mut maker, &mut font);
    let font = maker.add(font);
    maker.page(&kept(), dictionary! { "Font" => dictionary! { "F1" => font } });
    maker
}

/// A page in an embedded face with all its glyphs.
fn program() -> Maker {
    font(|maker, font| {
        let face: &[u8] = include_bytes!("../../pdf/typeset/fonts/LiberationMono-Regular.ttf");
        let program = maker.stream(dictionary! { "Length1" => face.len() as i64 }, face);
        let descriptor = maker.add(dictionary! {
            "Type" => "FontDescriptor", "FontName" => "Face", "Flags" => 32, "FontFile2" => program,
            "FontBBox" => vec![0.into(), (-200).into(), 600.into(), 800.into()], "ItalicAngle" => 0,
            "Ascent" => 800, "Descent" => -200, "CapHeight" => 700, "StemV" => 80,
        });
        font.set("Subtype", "TrueType");
        font.set("BaseFont", "Face");
        font.set("FontDescriptor", descriptor);
        font.set("FirstChar", 32);
        font.set("LastChar", 126);
        font.set("Widths", vec![Object::from(600); 95]);
    })
}
