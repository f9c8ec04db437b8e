//! The escape for pages on which no proof holds: they are drawn, blackened and put back as pictures.
//!
//! It never answers for a person: a page that could not be searched stops before anything is burned.
//! Nor does it hide what was found: a removed term that another reader still reads is no matter of
//! geometry, and refuses the file as it always did.

use std::collections::BTreeMap;

use crate::burn::{self, Burned, Drawn, Pictured};
use crate::decide::DocumentPlan;
use crate::diag::{Place, Problem, Untrusted};
use crate::error::Result;
use crate::load::{self, NormalForm, WorkerProgram};
use crate::record::PicturedPages;
use crate::render::{self, Opinion};
use crate::sanitise::Sanitised;
use crate::text;
use crate::verify::{Report, Severity};

use super::Run;

/// Pages one worker draws: the pictures of so many are in memory at the same time.
const PART: usize = 4;

/// Rules about what lies under a panel, which a picture of the page leaves nothing of: they justify one.
/// R009, a term that is still read, is not among them: a picture would still show it. Nor is R004:
/// burning left something hidden, and a picture made in silence would lose words for it.
const GEOMETRIC: [&str; 4] = ["R001", "R008", "R010", "R013"];

/// Pages, from 1, that are to become pictures, and why.
pub(super) type Asked = BTreeMap<u32, String>;

/// Burns a document; pages of `asked`, and pages on which burning proves nothing, become pictures.
///
/// # Errors
/// As [`burn::burn`] has it, for a page that cannot be drawn either.
pub(super) fn burn(normal: &NormalForm, plan: &DocumentPlan, asked: &Asked) -> Result<Burned> {
    let mut attempt = burn::attempt(normal, plan, asked)?;
    let open = attempt.open();
    if open.is_empty() {
        return attempt.proven();
    }
    let bytes = attempt.bytes()?;
    for part in open.chunks(PART) {
        let pictures = load::draw(&WorkerProgram::Own, &bytes, part, burn::DPI);
        for (page, picture) in part.iter().zip(pictures) {
            // without a picture the page stays open, and the reason stands in the error
            let Some(picture) = picture else { continue };
            let opinion = render::second(&bytes, *page, &picture, burn::DPI);
            let text = text::page(&bytes, *page).ok();
            attempt.picture(*page, Drawn { picture, opinion }, text.as_ref())?;
        }
    }
    attempt.proven()
}

/// The pages on which verification fails for reasons that a picture of the page would mend; none when
/// anything else is wrong too.
pub(super) fn failing(report: &Report) -> Asked {
    let bad = || report.violations.iter().filter(|v| v.severity != Severity::Warning);
    let mends = |rule: &str| GEOMETRIC.contains(&rule);
    if bad().any(|v| !mends(v.rule.0) || v.place.page.is_none()) {
        return Asked::new();
    }
    let why = |v: &crate::verify::Violation| format!("{}: {}", v.rule.0, v.what);
    bad().filter_map(|v| Some((v.place.page?, why(v)))).collect()
}

/// Says of each such page why it is a picture now, and how many engines drew it.
pub(super) fn tell(run: &Run<'_>, name: &Untrusted, pictured: &[Pictured]) {
    for page in pictured {
        let (drawn, hint) = match page.opinion {
            Opinion::Agrees => ("two engines draw it alike", ""),
            Opinion::Differs => {
                ("drawn by one engine only, another draws it differently", "compare it with the original")
            }
            Opinion::Alone => (
                "drawn by one engine only",
                "compare it with the original; pdftoppm would be a second engine",
            ),
        };
        let what = format!("replaced by its picture, {drawn}: {}", page.why);
        run.console.problem(&Problem::new(Place::file(name.clone()).page(page.page), what, hint));
    }
}

/// What the receipt says of the documents of a pack: which pages of which are pictures.
pub(super) fn named(documents: &[Sanitised]) -> Vec<PicturedPages> {
    let pages = |pictured: &[Pictured], only: fn(Opinion) -> bool| {
        pictured.iter().filter(|p| only(p.opinion)).map(|p| p.page).collect()
    };
    let one = |(document, sanitised): (u32, &Sanitised)| PicturedPages {
        document,
        pages: pages(&sanitised.pictured, |_| true),
        one_engine: pages(&sanitised.pictured, |opinion| opinion != Opinion::Agrees),
    };
    let numbered = (1..).zip(documents).filter(|(_, d)| !d.pictured.is_empty());
    numbered.map(one).collect()
}
