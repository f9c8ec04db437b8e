//! What a pack promises. Documents are made by code; the letter is read from its blocks, and from the
//! finished file where poppler is there.

use jiff::civil::date;
use lopdf::{Document, Object};

use super::letter::Numbers;
use super::*;
use crate::burn::{BurnCounts, DrawnPanel, Reached};
use crate::case::body::Body;
use crate::case::schema::{Delivery, Nation, Outcome};
use crate::letter::{Facts, Refusal, Templates};
use crate::pdf::typeset::{self, Block, Flow, PageSetup, Run};
use crate::sanitise::Sanitised;

mod file;
mod parts;
mod pictures;
mod tagged;
mod words;

/// A document of pages of text, turned and measured as given, with panels (page from 1, display space).
fn document(title: &str, pages: usize, frame: (u16, f64), panels: &[(u32, Rect)]) -> PackDocument {
    let blocks =
        (0..pages).flat_map(|n| [Block::text(format!("Text of page {n} of {title}.")), Block::PageBreak]);
    let blocks = blocks.take(pages * 2 - 1).collect();
    let flow = Flow {
        title: String::new(),
        language: "en-GB".into(),
        page: PageSetup::default(),
        tagged: false,
        blocks,
    };
    let mut set = typeset::set(&flow).expect("set");
    let (rotate, user_unit) = frame;
    for page in set.document.get_pages().into_values() {
        let page = set.document.get_dictionary_mut(page).expect("page");
        page.set("Rotate", i64::from(rotate));
        page.set("UserUnit", user_unit as f32);
    }
    let geometry = set.pages.iter().map(|g| PageGeometry { rotate, user_unit, ..*g }).collect();
    let panels: Vec<DrawnPanel> = panels
        .iter()
        .map(|(page, rect)| DrawnPanel { page: *page, index: 0, rect: *rect, reached: Reached::Line })
        .collect();
    let said = vec!["Redacted: information about another person".to_owned(); panels.len()];
    let bytes = crate::pdf::write::to_bytes(&mut set.document.clone()).expect("written");
    let texts = crate::text::document(&bytes).expect("read");
    let mut sanitised = Sanitised {
        document: set.document,
        geometry,
        panels,
        counts: BurnCounts::default(),
        unused: 0,
        dropped: vec![],
        pictured: vec![],
    };
    PackDocument {
        tags: tag(&mut sanitised, bytes, &texts, &said).expect("tagged"),
        title: title.to_owned(),
        notice: String::new(),
        margins: true,
        kind: "Letter".to_owned(),
        inside: None,
        copies: 0,
        date: Some(date(2025, 11, 3)),
        left_out: String::new(),
        sanitised,
        said,
        foot_free: vec![true; pages],
    }
}

fn exemption(id: &str, mark: &str, count: u32, stated: bool) -> ExemptionUse {
    ExemptionUse {
        id: id.to_owned(),
        mark: mark.to_owned(),
        label: format!("Label of {id}"),
        reason: format!("Reason of {id}."),
        citation: format!("Law of {id}"),
        count,
        stated,
    }
}

/// The shipped templates, once for all tests.
pub(crate) fn shipped() -> &'static Templates {
    static SHIPPED: std::sync::LazyLock<Templates> = std::sync::LazyLock::new(Templates::shipped);
    &SHIPPED
}

pub(crate) fn facts() -> Facts {
    Facts {
        reference: "HOS-SAR-2026-0142".to_owned(),
        summary: "Everything you hold about my complaint 202512345.".to_owned(),
        addressee: ["Miss Liwia Maksimowicz", "31 Harbour Exchange Square", "Preston", "PR2 8TU"]
            .map(String::from)
            .to_vec(),
        salutation: "Miss Maksimowicz".to_owned(),
        for_whom: None,
        capacity: None,
        email: None,
        received: date(2026, 9, 28),
        valid: Some(date(2026, 9, 30)),
        due: Some(date(2026, 10, 30)),
        dated: date(2026, 10, 21),
        nation: Nation::EnglandAndWales,
        delivery: Delivery::Email,
        adjustments: vec![],
        outcome: Outcome::Auto,
        refusal: None,
        search: None,
        reviewer_responded: false,
    }
}

/// Two documents, one turned and enlarged, with three panels under two exemptions.
fn request(body: &Body) -> PackRequest<'_> {
    let panel = Rect::new(60.0, 62.0, 160.0, 76.0);
    PackRequest {
        facts: facts(),
        body,
        templates: shipped(),
        documents: vec![
            document("Landlord’s letter of 3 November", 3, (0, 1.0), &[(1, panel), (3, panel)]),
            document("Photograph of the ceiling", 1, (90, 2.0), &[(1, panel)]),
        ],
        withheld: vec![],
        held: vec![],
        exemptions: vec![exemption("S2P3-16", "TP", 2, true), exemption("S2P4-19", "LPP", 1, true)],
        stamp: Stamp::default(),
        protected: true,
        max_mb: 0,
    }
}

fn example() -> Body {
    Body::example().expect("complete")
}

fn made(request: PackRequest<'_>) -> Pack {
    pack(request).expect("packed")
}

/// Runs a program on the pack's bytes in a folder of its own and returns what it prints.
fn shown_by(program: &str, args: &[&str], pack: &mut Pack) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("pack.pdf");
    std::fs::write(&path, crate::pdf::write::to_bytes(&mut pack.document).expect("written"))
        .expect("written");
    let args: Vec<&str> =
        args.iter().map(|a| if *a == "FILE" { path.to_str().expect("path") } else { a }).collect();
    let output = std::process::Command::new(program).args(args).output().expect("installed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
