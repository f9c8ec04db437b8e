//! Attacks through everything that is not page content: annotations, fields, names, metadata.

use super::build::{Maker, SECRET, between, hex, text, utf16};
use super::judge::{Attack, attack, withstand};

/// A page without the secret in its content and something that holds it beside.
fn beside(name: &'static str, arrange: impl FnOnce(&mut Maker)) -> Attack {
    let mut maker = Maker::new();
    arrange(&mut maker);
    attack(name, maker.content(text("(Nothing) Tj")).finish())
}

fn catalog(name: &'static str, entries: &str) -> Attack {
    beside(name, |maker| maker.catalog = entries.into())
}

fn page(name: &'static str, entries: &str) -> Attack {
    beside(name, |maker| maker.page += entries)
}

fn annotated(name: &'static str, entries: &str) -> Attack {
    let entries = entries.replace("SECRET", SECRET);
    page(name, &format!(" /Annots [<< /Type /Annot /Rect [72 690 300 712] {entries} >>]"))
}

/// An annotation whose appearance shows the secret.
fn drawn(name: &'static str, entries: &str) -> Attack {
    beside(name, |maker| {
        let form = "/Type /XObject /Subtype /Form /BBox [0 0 228 22] /Resources << /Font << /F1 3 0 R >> >>";
        let look = maker.stream(form, format!("BT /F1 12 Tf 2 6 Td ({SECRET}) Tj ET"));
        let rest = entries.replace("SECRET", SECRET).replace("LOOK", &format!("{look} 0 R"));
        maker.page += &format!(" /Annots [<< /Type /Annot /Rect [72 690 300 712] {rest} >>]");
    })
}

#[test]
fn the_secret_is_gone_from_annotations_of_every_kind() {
    withstand(vec![
        annotated(
            "note",
            "/Subtype /Text /Contents (SECRET) /T (SECRET) /Subj (SECRET) /NM (SECRET) /RC (<p>SECRET</p>)",
        ),
        annotated("popup", "/Subtype /Popup /Contents (SECRET)"),
        beside("reply", |m| {
            let note = m.add("<< /Type /Annot /Subtype /Text /Rect [72 690 90 712] >>");
            let reply = m.add(format!(
                "<< /Type /Annot /Subtype /Text /Rect [72 690 90 712] /IRT {note} 0 R /RT /R /Contents ({SECRET}) >>"
            ));
            m.page += &format!(" /Annots [{note} 0 R {reply} 0 R]");
        }),
        annotated("hidden note", "/Subtype /Text /F 2 /Contents (SECRET)"),
        annotated("link", "/Subtype /Link /A << /S /URI /URI (https://example.org/SECRET) >>"),
        annotated(
            "link elsewhere",
            "/Subtype /Link /Rect [500 20 560 40] /PA << /S /URI /URI (SECRET) >> /A << /S /GoToR /F (SECRET.pdf) /D (SECRET) >>",
        ),
        annotated(
            "highlight",
            "/Subtype /Highlight /QuadPoints [72 712 300 712 72 690 300 690] /Contents (SECRET)",
        ),
        annotated(
            "redaction not applied",
            "/Subtype /Redact /OverlayText (SECRET) /QuadPoints [72 712 300 712 72 690 300 690]",
        )
        .or_refused(),
        annotated("script", "/Subtype /Link /A << /S /JavaScript /JS (app.alert\\(\"SECRET\"\\)) >>"),
        annotated(
            "launch",
            "/Subtype /Screen /A << /S /Launch /F (SECRET) /Next << /S /URI /URI (SECRET) >> >>",
        ),
        annotated("unknown kind", "/Subtype /Mystery /Contents (SECRET)").or_refused(),
        drawn("stamp", "/Subtype /Stamp /Contents (SECRET) /AP << /N LOOK >>"),
        drawn("free text", "/Subtype /FreeText /Contents (SECRET) /DA (/F1 12 Tf) /AP << /N LOOK >>"),
        drawn("rollover and down", "/Subtype /Stamp /AP << /N << /On LOOK >> /R LOOK /D << /On LOOK >> >>"),
        drawn(
            "attached file",
            "/Subtype /FileAttachment /FS << /Type /Filespec /F (SECRET) /UF (SECRET) /EF << /F LOOK >> >>",
        ),
    ]);
}

fn field(name: &'static str, entries: &str) -> Attack {
    beside(name, |maker| {
        let entries = entries.replace("SECRET", SECRET);
        let field = maker.add(format!(
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [72 690 300 712] /F 4 /DA (/F1 12 Tf 0 g) {entries} >>"
        ));
        maker.page += &format!(" /Annots [{field} 0 R]");
        maker.catalog = format!(
            "/AcroForm << /Fields [{field} 0 R] /DR << /Font << /F1 3 0 R >> >> /DA (/F1 12 Tf 0 g) >>"
        );
    })
}

#[test]
fn the_secret_is_gone_from_form_fields() {
    withstand(vec![
        field("value", "/V (SECRET)"),
        field("default value", "/V (Nothing) /DV (SECRET)"),
        field("alternative name", "/V (Nothing) /TU (SECRET) /TM (SECRET)"),
        field("rich value", "/V (Nothing) /RV (<p>SECRET</p>)"),
        field("name of the field", "/V (Nothing) /T (SECRET)"),
        field("options", "/FT /Ch /V (Nothing) /Opt [(Nothing) (SECRET)]"),
        field("caption", "/FT /Btn /MK << /CA (SECRET) /RC (SECRET) >>").or_refused(),
        attack("signature", signed()),
        catalog("XFA", &format!("/AcroForm << /Fields [] /XFA [(datasets) ({SECRET})] >>")).or_refused(),
    ]);
}

/// A signature that names its signer, with a certificate that does so too.
fn signed() -> Vec<u8> {
    let mut maker = Maker::new();
    let signature = maker.add(format!(
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 10] /Name ({SECRET}) \
         /Reason ({SECRET}) /Location ({SECRET}) /ContactInfo ({SECRET}) /Contents <{}> /Reference [<< /Type /SigRef \
         /TransformMethod /DocMDP /TransformParams << /P 2 /Msg ({SECRET}) >> >>] >>",
        hex(SECRET)
    ));
    let field = maker.add(format!(
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (signed) /Rect [72 600 300 620] /F 4 /V {signature} 0 R \
         /Lock << /Type /SigFieldLock /Action /Include /Fields [({SECRET})] >> >>"
    ));
    maker.page += &format!(" /Annots [{field} 0 R]");
    maker.catalog = format!(
        "/AcroForm << /Fields [{field} 0 R] /SigFlags 3 >> /Perms << /DocMDP {signature} 0 R >> /Legal << /Attestation ({SECRET}) >>"
    );
    maker.content(text("(Nothing) Tj")).finish()
}

#[test]
fn the_secret_is_gone_from_names_and_structure() {
    let wide = utf16(SECRET);
    let tree = |entry: &str| {
        format!(
            "/StructTreeRoot << /Type /StructTreeRoot /K << /S /P {entry} /K << /S /Span {entry} /K 0 >> >> >>"
        )
    };
    withstand(vec![
        catalog("ActualText of structure", &tree(&format!("/ActualText ({SECRET})"))),
        catalog(
            "Alt, E, T and ID of structure",
            &tree(&format!("/Alt <{wide}> /E ({SECRET}) /T ({SECRET}) /ID ({SECRET})")),
        ),
        catalog("bookmark", &format!("/Outlines << /First << /Title <{wide}> /Dest [0 /Fit] >> /Count 1 >>")),
        catalog(
            "destination",
            &format!(
                "/Names << /Dests << /Names [({SECRET}) [0 /Fit]] >> >> /Dests << /{SECRET} [0 /Fit] >>"
            ),
        ),
        catalog("page label", &format!("/PageLabels << /Nums [0 << /P ({SECRET}) >>] >>")),
        catalog(
            "layer name",
            &format!("/OCProperties << /OCGs [<< /Type /OCG /Name ({SECRET}) >>] /D << >> >>"),
        ),
        catalog("article thread", &format!("/Threads [<< /I << /Title ({SECRET}) >> >>]")),
        catalog("collection", &format!("/Collection << /Schema << /{SECRET} << /N ({SECRET}) >> >> >>")),
        catalog(
            "document parts",
            &format!(
                "/DPartRoot << /Type /DPartRoot /DPartRootNode << /Type /DPart /DPM << /{SECRET} ({SECRET}) >> >> /NodeNameList [/{SECRET}] >>"
            ),
        ),
        catalog(
            "requirements and extensions",
            &format!(
                "/Requirements [<< /S /{SECRET} >>] /Extensions << /{SECRET} << /URL ({SECRET}) >> >> /SpiderInfo << /V ({SECRET}) >>"
            ),
        ),
        catalog("output intent", &format!("/OutputIntents [<< /S /GTS_PDFX /Info ({SECRET}) >>]")),
        beside("names of resources", |m| m.resources = format!("/ExtGState << /{SECRET} << /CA 1 >> >>")),
        attack("names of fonts in use", renamed()),
        attack("colourant", colourant()).or_refused(),
    ]);
}

/// A page with a picture to which `add` gives metadata.
fn painted(add: &dyn Fn(&mut Maker) -> usize) -> Vec<u8> {
    let mut maker = Maker::new();
    let metadata = add(&mut maker);
    let gray =
        "/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let picture = maker.stream(&format!("{gray} /Metadata {metadata} 0 R"), [9, 90]);
    maker.resources = format!("/XObject << /I {picture} 0 R >>");
    maker.content(between("q 20 0 0 20 72 300 cm /I Do Q")).finish()
}

/// A page with a font whose program and description have metadata.
fn lettered(add: &dyn Fn(&mut Maker) -> usize) -> Vec<u8> {
    let mut maker = Maker::new();
    let metadata = add(&mut maker);
    let descriptor = maker.add(format!(
        "<< /Type /FontDescriptor /FontName /Arial /FontFamily ({SECRET}) /Flags 32 /Metadata {metadata} 0 R /Style << /Panose ({SECRET}) >> >>"
    ));
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding /WinAnsiEncoding /FontDescriptor {descriptor} 0 R /Metadata {metadata} 0 R >>"
    ));
    maker.fonts += &format!(" /M {font} 0 R");
    maker.content(between("BT /M 12 Tf 72 700 Td (Nothing) Tj ET")).finish()
}

fn renamed() -> Vec<u8> {
    let mut maker = Maker::new();
    let font = maker.add(format!("<< /Type /Font /Subtype /Type1 /BaseFont /{SECRET} /Name /{SECRET} >>"));
    maker.fonts += &format!(" /{SECRET} {font} 0 R");
    maker.content(between(&format!("BT /{SECRET} 12 Tf 72 700 Td (Nothing) Tj ET"))).finish()
}

fn colourant() -> Vec<u8> {
    let mut maker = Maker::new();
    let function = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 0 0] /N 1 >>";
    maker.resources = format!("/ColorSpace << /S [/Separation /{SECRET} /DeviceCMYK {function}] >>");
    maker.content(between("/S cs 1 scn 72 690 20 20 re f")).finish()
}

#[test]
fn the_secret_is_gone_from_metadata_and_private_keys() {
    let xmp = |maker: &mut Maker| maker.stream("/Type /Metadata /Subtype /XML", format!("<x>{SECRET}</x>"));
    let file = |maker: &mut Maker| {
        let data = maker.stream("/Type /EmbeddedFile", SECRET);
        maker.add(format!(
            "<< /Type /Filespec /F ({SECRET}.txt) /UF ({SECRET}) /Desc ({SECRET}) /EF << /F {data} 0 R >> >>"
        ))
    };
    withstand(vec![
        beside("Info", |m| {
            let info = m.add(format!("<< /Author ({SECRET}) /Custom <{}> >>", utf16(SECRET)));
            m.trailer = format!("/Info {info} 0 R /ID [({SECRET}) ({SECRET})]");
        }),
        beside("XMP", |m| m.catalog = format!("/Metadata {} 0 R", xmp(m))),
        beside("XMP of a page", |m| {
            let n = xmp(m);
            m.page += &format!(" /Metadata {n} 0 R");
        }),
        attack("XMP of a picture", painted(&xmp)),
        attack("XMP of a font", lettered(&xmp)),
        beside("XMP under a private key", |m| m.catalog = format!("/Mine {} 0 R", xmp(m))),
        beside("private key of the trailer", |m| m.trailer = format!("/Mine ({SECRET})")),
        page("piece info", &format!(" /PieceInfo << /App << /Private ({SECRET}) >> >>")),
        page("private key of a page", &format!(" /Mine << /Deep [({SECRET})] >>")),
        beside("thumbnail", |m| {
            let thumb = m.stream("/Width 12 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", SECRET);
            m.page += &format!(" /Thumb {thumb} 0 R");
        }),
        beside("embedded file", |m| {
            m.catalog = format!("/Names << /EmbeddedFiles << /Names [({SECRET}) {} 0 R] >> >>", file(m))
        }),
        beside("associated file", |m| m.catalog = format!("/AF [{} 0 R]", file(m))),
        catalog("open action", &format!("/OpenAction << /S /URI /URI ({SECRET}) >>")),
        catalog(
            "scripts by name",
            &format!("/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS ({SECRET}) >>] >> >>"),
        ),
        page(
            "names of thread beads and templates",
            &format!(
                " /B [<< /T << /I << /Title ({SECRET}) >> >> >>] /ID ({SECRET}) /TemplateInstantiated /{SECRET}"
            ),
        ),
        page("action of a page", &format!(" /AA << /O << /S /JavaScript /JS ({SECRET}) >> >>")),
        catalog("base address and language", &format!("/URI << /Base ({SECRET}) >> /Lang ({SECRET})")),
    ]);
}
