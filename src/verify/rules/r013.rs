//! R013: font residue
//!
//! **What.** A font holds something of a letter that no page shows any more: an outline, a width, a
//! `ToUnicode` entry, a glyph name, a glyph procedure, an entry that leads from a code to a glyph.
//!
//! **Why it is dangerous.** Programs embed just the letters that a document uses, in the order in which
//! they occur. After a name was taken out, the letters that stood in it alone are still in the font:
//! they narrow the name down, and a short number or a name in another script is there to be read.
//!
//! **A well-known case.** A scan of redaction programs found removed words in the character maps of the
//! fonts that had shown them; of 87 test files treated by the three most used libraries, none lost an
//! outline.
//!
//! **When it fails a file.** In a file that Blackpanel wrote, always. Elsewhere nearly every font holds
//! more than is shown, for innocent reasons; there it is a warning, and only where a font is a subset
//! and it is known that something was taken out (panels or terms were given).
//!
//! **How to mend it.** Redact the original with `blackpanel redact`, which cuts fonts down to what is
//! still shown.

use std::collections::BTreeMap;

use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::font::{Program, Shown, descendant, residue};
use crate::verify::reader::{Dict, Object};

const HINT: &str = "cut the font down to the letters that are shown: redact the original anew";
const PROGRAMS: [&str; 3] = ["FontFile", "FontFile2", "FontFile3"];
const SUBTYPES: [&[u8]; 5] = [b"Type1", b"MMType1", b"TrueType", b"Type3", b"Type0"];

/// A program's stream with what the fonts that embed it show.
type Embedded<'e> = BTreeMap<u32, Vec<(&'e Dict, Shown)>>;

/// Judges every font against the codes that pages show.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let request = evidence.request;
    let asked = !request.panels.is_empty() || !request.absent.is_empty() || !request.allowed.is_empty();
    if !evidence.ours() && !asked {
        return;
    }
    let document = evidence.document;
    let mut embedded = Embedded::new();
    walk::dictionaries(document, |number, dict| {
        let judged = evidence.ours() || is_subset(evidence, dict);
        if !is_font(dict) || !judged {
            return;
        }
        let shown = Shown::of(document, dict, evidence.shown.get(dict));
        for what in residue(document, dict, &shown) {
            let what = format!("a font holds {what}");
            findings.stranger(evidence.ours(), "R013", Spot::object(number), &what, HINT);
        }
        if let Some(program) = program(evidence, dict) {
            embedded.entry(program).or_default().push((dict, shown));
        }
    });
    for (number, fonts) in &embedded {
        judge(evidence, *number, &fonts.iter().map(|(_, shown)| shown).collect::<Vec<_>>(), findings);
    }
}

fn judge(evidence: &Evidence<'_>, number: u32, fonts: &[&Shown], findings: &mut Findings<'_>) {
    let Some(stream) = evidence.document.find(number) else { return };
    let spot = Spot::object(number);
    match Program::read(&evidence.document.decoded(stream).data) {
        Some(program) => {
            for what in program.residue(fonts) {
                let what = format!("a font holds {what}");
                findings.stranger(evidence.ours(), "R013", spot, &what, HINT);
            }
        }
        None if evidence.ours() => findings.unchecked(spot, "a font program could not be read", HINT),
        None => {}
    }
}

fn is_font(dict: &Dict) -> bool {
    let subtype = dict.get("Subtype").and_then(Object::name).unwrap_or_default();
    dict.is("Type", "Font") && SUBTYPES.contains(&subtype)
}

/// Whether a font's name says that it was cut to a document (9.9.2).
fn is_subset(evidence: &Evidence<'_>, dict: &Dict) -> bool {
    let base = evidence.document.get(dict, "BaseFont").and_then(Object::name).unwrap_or_default();
    let (tag, rest) = base.split_at_checked(6).unwrap_or_default();
    rest.first() == Some(&b'+') && tag.iter().all(u8::is_ascii_uppercase)
}

/// The object of the program that a font embeds.
fn program(evidence: &Evidence<'_>, dict: &Dict) -> Option<u32> {
    let document = evidence.document;
    let holder = descendant(document, dict).unwrap_or(dict);
    let descriptor = document.dict(holder, "FontDescriptor")?;
    let stream = PROGRAMS.iter().find_map(|key| document.stream(descriptor.get(key)?))?;
    Some(stream.number)
}
