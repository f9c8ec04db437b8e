//! The letters that the documentation shows: a part grant, a refusal, a silent exemption. Drawn when asked,
//! since a renderer's last digits differ between machines.

use super::*;
use crate::case::exemption::Register;
use crate::render::{self, Picture};

/// Dots per inch of the pictures.
const DPI: f64 = 66.0;

/// What makes a request one of the three.
type Change = fn(&mut PackRequest<'_>);

/// A use of an exemption of the shipped register.
fn shipped_exemption(id: &str, count: u32) -> ExemptionUse {
    let entry = Register::shipped().get(id).expect("in the register");
    ExemptionUse {
        label: entry.label.clone(),
        reason: entry.reason.clone(),
        citation: entry.citation.clone(),
        ..exemption(id, &entry.mark, count, entry.mode != crate::case::exemption::Mode::Silent)
    }
}

fn part_grant(request: &mut PackRequest<'_>) {
    request.exemptions = vec![shipped_exemption("S2P3-16", 2), shipped_exemption("S2P4-19", 1)];
    let title = "Advice of our solicitor".to_owned();
    let exemption = "S2P4-19".to_owned();
    request.withheld =
        vec![WithheldDocument { title, pages: Some(2), exemption, reason: String::new(), held: None }];
}

fn silent(request: &mut PackRequest<'_>) {
    request.exemptions = vec![shipped_exemption("S2P3-16", 2), shipped_exemption("S2P1-2", 1)];
}

fn refusal(request: &mut PackRequest<'_>) {
    request.documents.clear();
    request.exemptions.clear();
    request.protected = false;
    request.facts.outcome = Outcome::Refused;
    request.facts.refusal = Some(Refusal {
        reason: "You asked us for the same information on 1 June and on 1 July 2026. We sent it to you both times, \
                 and nothing has been added to your case since."
            .to_owned(),
        citation: "UK GDPR, Article 12(5)".to_owned(),
    });
}

#[test]
#[ignore = "needs to be asked: it draws the letters of docs/letters.md anew"]
fn refresh_the_pictures_of_letters() {
    let letters: [(&str, Change); 3] = [("part-grant", part_grant), ("refusal", refusal), ("silent", silent)];
    for (name, change) in letters {
        let body = example();
        let mut request = request(&body);
        change(&mut request);
        let bytes = crate::pdf::write::to_bytes(&mut made(request).document).expect("written");
        let pages = [1, 2].map(|page| render::page(&bytes, page, DPI).expect("drawn"));
        let path = format!("{}/docs/letter-{name}.png", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, beside(&pages).png().expect("a picture")).expect("written");
    }
}

/// Pages side by side, a grey line between them.
fn beside(pages: &[Picture; 2]) -> Picture {
    let [left, right] = pages;
    let row = |picture: &Picture, y: u32| {
        let length = picture.width as usize * 3;
        picture.rgb.chunks_exact(length).nth(y as usize).expect("a row").to_vec()
    };
    let rows = (0..left.height).flat_map(|y| [row(left, y), vec![0xBB; 3], row(right, y)].concat());
    Picture { width: left.width + 1 + right.width, height: left.height, rgb: rows.collect() }
}
