//! R011: the width of a panel gives a name away
//!
//! **What.** A panel, the gap that it stands in, the place of the words around it or the break of its line
//! follow from what was removed. Measured are panels in lines of text: how many of the common forenames,
//! surnames and full names would leave the same page. A panel of a public size, set into a line whose
//! places all follow from what stays visible, says nothing.
//!
//! **Why it is dangerous.** When a name is cut out and what follows stays in place, the gap is as wide as
//! the name to a hundredth of a point. Eight bits of the thirteen that a common name holds are gone with
//! one gap, and a letter that names somebody ten times leaves few candidates.
//!
//! **A well-known case.** "Story Beyond the Eye" (Bland, Iyer, Levchenko, PETS 2023) read names out of
//! published court files by the widths of their gaps alone.
//!
//! **When it fails a file.** In a file that Blackpanel wrote, a panel that gives away more than 1 bit or
//! leaves fewer than 100 names, and one that neither public sizes nor a name explain: an error, unless
//! somebody accepted its width, which is told in the summary. In other files a warning; with `--strict` an
//! error. A panel on a picture or beside slanted text that has no public size is told as not judged. Panels
//! wider than any name, and boxes over several lines, say nothing. Gaps without a box cannot be told from tabs.
//!
//! **How to mend it.** Redact the original with `blackpanel redact`, whose panels have public sizes, or
//! cover the whole line.

use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::paint::Painted;
use crate::verify::width::{self, Measured, Said};
use crate::verify::{PanelWidth, Width};

/// Everything is judged page by page.
pub(crate) fn file(_: &Evidence<'_>, _: &mut Findings<'_>) {}

/// Judges the panels of a page.
pub(crate) fn page(evidence: &Evidence<'_>, page: u32, painted: &Painted, findings: &mut Findings<'_>) {
    let request = evidence.request;
    let measured = width::measure(request, page, painted, &evidence.measures);
    for one in measured.panels {
        findings.width(told(page, &one));
        if !one.said.is_leak() || one.accepted {
            continue;
        }
        let grave = request.strict || (request.ours && one.known);
        findings.stranger(
            grave,
            "R011",
            Spot::page(page, one.area),
            &sentence(one.said),
            "redact the original anew with panels of public sizes, or cover the whole line",
        );
    }
    if let Some((bits, panels)) = measured.together {
        let what =
            format!("the breaks beside {panels} panels, if one name is under them, say {bits:.1} bits of it");
        let hint = "set the paragraphs anew around their panels, or see that these hide different names";
        findings.warning("R011", Spot { page: Some(page), ..Spot::default() }, &what, hint);
    }
}

fn sentence(said: Said) -> String {
    match said {
        Said::Names { bits, left, what } => {
            format!("{what}: {bits:.1} bits of a name, {left} names are left")
        }
        Said::Unexplained(what) => format!("{what}: what was removed may be told from it"),
        Said::Nothing | Said::NotJudged => String::new(),
    }
}

fn told(page: u32, one: &Measured) -> PanelWidth {
    let width = match one.said {
        Said::Nothing => Width::Public,
        Said::Names { bits, left, .. } => Width::Names { bits, left },
        Said::Unexplained(_) => Width::Unexplained,
        Said::NotJudged => Width::NotJudged,
    };
    PanelWidth { page, area: one.area, width, leaks: one.said.is_leak(), accepted: one.accepted }
}
