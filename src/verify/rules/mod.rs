//! The catalogue: one rule, one file, whose doc comment is its manual.
//!
//! A rule looks at what the reader and the position interpreter found ([`Evidence`]) and says what is
//! wrong. It never says what the text was. What a rule could not look at is R900.

mod bands;
mod blocks;
mod boilerplate;
mod fields;
mod gaps;
mod ground;
mod holes;
mod leftovers;
mod marker;
mod orphans;
mod overlay;
mod panel;
mod pictured;
pub(crate) mod r001;
pub(crate) mod r002;
pub(crate) mod r003;
pub(crate) mod r004;
pub(crate) mod r005;
pub(crate) mod r006;
pub(crate) mod r007;
pub(crate) mod r008;
pub(crate) mod r009;
pub(crate) mod r010;
pub(crate) mod r011;
pub(crate) mod r012;
pub(crate) mod r013;
pub(crate) mod r900;
mod repainted;
mod sheet;
mod walk;
mod whitened;

use super::evidence::Evidence;
use super::findings::Findings;
use super::{Rule, RuleId, Words};

/// A rule with its check of the whole file. What concerns pages is checked page by page, while the
/// page is at hand (`r001::page` and its like).
pub(crate) struct Check {
    /// Identity, title, manual.
    pub(crate) rule: Rule,
    /// The check of what is not bound to a page.
    pub(crate) file: fn(&Evidence<'_>, &mut Findings<'_>),
}

macro_rules! check {
    ($module:ident, $id:literal, $title:literal) => {
        Check {
            rule: Rule {
                id: RuleId($id),
                title: $title,
                source: include_str!(concat!(stringify!($module), ".rs")),
            },
            file: $module::file,
        }
    };
}

/// Every rule in the order of its number.
pub(crate) static CATALOGUE: [Check; 14] = [
    check!(r001, "R001", "text, path or image sample painted under a panel"),
    check!(r002, "R002", "redaction marked but not applied"),
    check!(r003, "R003", "earlier revision or bytes outside the file's objects"),
    check!(r004, "R004", "hidden layer or invisible text"),
    check!(r005, "R005", "bookmark, alternate text or name"),
    check!(r006, "R006", "attachment, script, action or form value"),
    check!(r007, "R007", "metadata"),
    check!(r008, "R008", "image data under a panel"),
    check!(r009, "R009", "a known term found"),
    check!(r010, "R010", "panel not opaque"),
    check!(r011, "R011", "the width of a panel gives a name away"),
    check!(r012, "R012", "weak encryption or assistive access blocked"),
    check!(r013, "R013", "font residue"),
    check!(r900, "R900", "could not check"),
];

/// What there was to judge on a page.
pub(crate) fn look(evidence: &Evidence<'_>, page: u32, painted: &super::paint::Painted) -> super::PageLook {
    let known = evidence.request.panels.iter().filter(|(p, _)| *p == page).count();
    super::PageLook {
        page,
        glyphs: painted.glyphs.len() as u64,
        unseen: painted.glyphs.iter().filter(|g| g.unseen.any()).count() as u64,
        images: painted.images.len() as u64,
        shapes: painted.shapes.len() as u64,
        panels: (known + panel::alleged(painted).len()) as u64,
        opinions: 0,
        whole: painted.faults.is_empty(),
        words: if sheet::is_pictured(painted) { Words::Pictured } else { Words::Text },
        picture_dpi: sheet::resolution(evidence.document, painted),
    }
}

/// The checks of one page.
pub(crate) fn page(
    evidence: &Evidence<'_>,
    page: &super::paint::pages::Page<'_>,
    painted: &super::paint::Painted,
    findings: &mut Findings<'_>,
) {
    r001::page(evidence, page.number, painted, findings);
    r004::page(evidence, page, painted, findings);
    r005::page(evidence, page.number, painted, findings);
    r008::page(evidence, page, painted, findings);
    r010::page(evidence, page, painted, findings);
    r011::page(evidence, page.number, painted, findings);
    let text = super::paint::lines::text(painted);
    fields::page(evidence, page, &text, findings);
    r009::page(evidence, page.number, &text, findings);
}
