//! The whole line from a stranger's file to a verified output in this process: no worker, no files.

use std::collections::BTreeSet;

use blackpanel::case::schema::Width;
use blackpanel::decide::{self, Document};
use blackpanel::diag::{Secret, Untrusted};
use blackpanel::error::Error;
use blackpanel::find::{self, Found, RedactRules};
use blackpanel::geom::Rect;
use blackpanel::load::{self, Source, WorkerProgram};
use blackpanel::pdf::limits::Limits;
use blackpanel::sys::Env;
use blackpanel::text::{self, DocumentText};
use blackpanel::verify::{self, Severity, Verdict, VerifyRequest};
use blackpanel::{burn, pack, protect, sanitise};

/// What is asked of the line.
#[derive(Default, Clone)]
pub struct Order<'a> {
    /// Strings to find and remove.
    pub texts: &'a [&'a str],
    /// People to find in every form of their names, and remove.
    pub names: &'a [&'a str],
    /// Regions to remove: page from 1, display space.
    pub boxes: &'a [(u32, Rect)],
    /// What the verifier must not find anywhere.
    pub absent: &'a [&'a str],
    /// How the width of what goes is hidden.
    pub width: Width,
    /// Whether the verifier is not asked: of many outputs that are alike a few are enough.
    pub unjudged: bool,
    /// How much may be read; the usual when `None`.
    pub limits: Option<Limits>,
}

/// What came out and was accepted.
pub struct Done {
    pub pdf: Vec<u8>,
    /// What was left out or dropped, in the program's words.
    pub named: Vec<String>,
    pub counts: burn::BurnCounts,
    pub panels: Vec<(u32, Rect)>,
    /// How far the width of each panel is hidden.
    pub reached: Vec<burn::Reached>,
}

/// Why nothing came out.
#[derive(Debug)]
pub enum Not {
    /// Named by a stage before the judge.
    Refused(String),
    /// The verifier found this.
    Failed(BTreeSet<String>),
}

/// Redacts as `blackpanel redact` does.
pub fn redact(bytes: &[u8], order: &Order<'_>) -> Result<Done, Not> {
    let source = Source {
        name: Untrusted::new("in.pdf"),
        bytes,
        password: None,
        show_hidden: false,
        own: &[],
        rows: Vec::new(),
    };
    let limits = order.limits.unwrap_or_default();
    let mut loaded = load::load_with(&WorkerProgram::Here, &source, &limits);
    if let Some(refusal) = loaded.refusals.first() {
        return Err(Not::Refused(refusal.problem.what.clone()));
    }
    let normal = loaded.documents.swap_remove(0);
    let mut named: Vec<String> = normal.side.left_out.iter().map(|l| l.what.clone()).collect();
    let texts = [DocumentText {
        id: normal.id.clone(),
        name: normal.name.clone(),
        pages: text::document(&normal.pdf).map_err(said)?,
        names: vec![],
    }];
    let rules = RedactRules {
        texts: order.texts.iter().map(|t| Secret::new(*t)).collect(),
        regexes: vec![],
        kinds: vec![],
        names: order.names.iter().map(|n| Secret::new(*n)).collect(),
    };
    let findings = if order.texts.is_empty() && order.names.is_empty() {
        vec![]
    } else {
        find::select(&texts, &rules, &[0; 32])
    };
    let boxes: Vec<_> =
        order.boxes.iter().filter(|b| b.0 <= normal.pages).map(|(p, r)| (0, *p, *r)).collect();
    let documents = [Document { text: &texts[0], kind: normal.side.kind }];
    let found = Found { findings, ..Found::default() };
    let plan = decide::everything(&documents, &found, &boxes, order.width);
    let burned = burn::burn(&normal, &plan.documents[0]).map_err(said)?;
    let clean = sanitise::sanitise(burned).map_err(said)?;
    named.extend(clean.dropped.iter().map(|p| p.what.clone()));
    let counts = clean.counts;
    let reached = clean.panels.iter().map(|p| p.reached).collect();
    let single = pack::single(clean);
    let panels: Vec<(u32, Rect)> = single.panels.iter().map(|p| (p.page, p.rect)).collect();
    let env = Env::fixed("2026-01-05T09:00:00Z".parse().expect("a time"), 1);
    let pdf = protect::protect(single, None, &env).map_err(said)?.bytes;
    if !order.unjudged {
        judge(&pdf, &panels, order.absent)?;
    }
    Ok(Done { pdf, named, counts, panels, reached })
}

fn said(error: Error) -> Not {
    Not::Refused(error.problems.first().map(|p| p.what.clone()).unwrap_or_default())
}

/// What the verifier says to an output of ours.
fn judge(pdf: &[u8], panels: &[(u32, Rect)], absent: &[&str]) -> Result<(), Not> {
    let request = VerifyRequest {
        name: Untrusted::new("out.pdf"),
        pack: pdf.to_vec().into(),
        absent: absent.iter().map(|t| Secret::new(*t)).collect(),
        panels: panels.to_vec(),
        // as the program does: a width that tells something is a person's to accept
        accepted: panels.to_vec(),
        ours: true,
        ..VerifyRequest::default()
    };
    match verify::verify(&request).map_err(said)? {
        Verdict::Held(_) => Ok(()),
        Verdict::Failed(report) => {
            let grave = report.violations.iter().filter(|v| v.severity != Severity::Warning);
            Err(Not::Failed(grave.map(|v| format!("{}: {}", v.rule.0, v.what)).collect()))
        }
    }
}
