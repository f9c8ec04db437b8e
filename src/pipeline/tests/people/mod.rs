//! Whole case folders, invented: everybody else's names go in every form, and nothing of the
//! requester's own does.
//!
//! A document is written with its proposals in it: `[name]` goes, `[?name]` goes and is marked "check
//! this", `(?name)` stays and is marked "check this". What the finder and the rules make of the bare
//! text is written in the same way and must be equal.

use crate::case::{Case, lists::Lists};
use crate::decide::{self, Decided, Document, Verdict};
use crate::find::{self, FindRequest, Finding, Found, Tier};
use crate::load::{DocumentId, SourceKind};
use crate::text::{DocumentText, PageText, testing::typed};

mod folders;
mod names;
mod roles;

/// A case of its own people: `people` is the rest of `case.toml` after `[request]`.
fn case(people: &str) -> Case {
    let toml = format!(
        "schema = 1\n[request]\nreference = \"T\"\nreceived = \"2026-09-28\"\nsummary = \"all\"\n{people}"
    );
    Case {
        folder: "case".into(),
        file: toml::from_str(&toml).expect("a case of ours"),
        sources: vec![],
        ignored: vec![],
        identity: vec![],
        lists: Lists::default(),
        notes: vec![],
    }
}

/// The texts of a case with what was found and proposed in them.
struct Told {
    texts: Vec<DocumentText>,
    found: Found,
    decided: Decided,
}

/// Finds and proposes in documents (name, text, pages parted by form feeds).
fn tell(case: &Case, documents: &[(&str, &str)]) -> Told {
    tell_as(case, documents, false)
}

/// The same, with every proposal accepted.
fn tell_accepted(case: &Case, documents: &[(&str, &str)]) -> Told {
    tell_as(case, documents, true)
}

fn tell_as(case: &Case, documents: &[(&str, &str)], accept_proposed: bool) -> Told {
    let texts: Vec<DocumentText> = documents.iter().map(|(name, text)| document(name, text)).collect();
    let found = find::find(&FindRequest {
        case: Some(&case.file),
        documents: &texts,
        key: &[7; 32],
        block: &[],
        allow: &[],
    });
    let decided = decide::decide(&decide::Input {
        case,
        documents: &texts.iter().map(|text| Document { text, kind: SourceKind::Pdf }).collect::<Vec<_>>(),
        refusals: &[],
        found: &found,
        answers: &[],
        looked: &[],
        accepted: &[],
        accept_proposed,
    });
    Told { texts, found, decided }
}

fn document(name: &str, text: &str) -> DocumentText {
    let pages = text.split('\u{c}').zip(1..).map(|(text, number)| page(number, text)).collect();
    DocumentText { id: DocumentId(name.to_owned()), name: name.into(), pages, names: vec![] }
}

/// A page whose every character has a glyph of its own.
fn page(number: u32, text: &str) -> PageText {
    typed(number, text, (0.0, 800.0), (5.0, 12.0))
}

impl Told {
    /// The documents with the proposals written into them.
    fn marked(&self) -> Vec<String> {
        let one = |(index, text): (usize, &DocumentText)| -> String {
            let pages: Vec<String> = text.pages.iter().map(|p| self.page(index, p)).collect();
            pages.join("\u{c}")
        };
        self.texts.iter().enumerate().map(one).collect()
    }

    fn page(&self, index: usize, page: &PageText) -> String {
        let chars: Vec<char> = page.text.chars().collect();
        let (mut out, mut at) = (String::new(), 0);
        for (finding, choice) in self.found.findings.iter().zip(&self.decided.choices) {
            let (start, end) = ((finding.chars.start as usize).max(at), finding.chars.end as usize);
            if (finding.document, finding.page) != (index, page.page) || end <= start {
                continue;
            }
            let marks = match (choice.proposal.verdict, flagged(finding)) {
                (Verdict::Redact, false) => ("[", "]"),
                (Verdict::Redact, true) => ("[?", "]"),
                (Verdict::Keep, true) => ("(?", ")"),
                (Verdict::Keep, false) => continue,
            };
            out.extend(&chars[at..start]);
            out.push_str(marks.0);
            out.extend(&chars[start..end]);
            out.push_str(marks.1);
            at = end;
        }
        out.extend(&chars[at..]);
        out
    }
}

fn flagged(finding: &Finding) -> bool {
    finding.tier == Tier::Check
}

/// The text without the marks of the proposals.
fn bare(marked: &str) -> String {
    let mut out = marked.replace("[?", "").replace(['[', ']'], "");
    while let Some(open) = out.find("(?") {
        let close = out[open..].find(')').map_or(out.len() - 1, |c| open + c);
        out.replace_range(close..=close, "");
        out.replace_range(open..open + 2, "");
    }
    out
}

/// What is proposed in the documents is what is written in them.
fn check(case: &Case, documents: &[(&str, &str)]) -> Told {
    let bared: Vec<(&str, String)> = documents.iter().map(|(n, t)| (*n, bare(t))).collect();
    let given: Vec<(&str, &str)> = bared.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let told = tell(case, &given);
    let mut wrong = vec![];
    for ((name, want), got) in documents.iter().zip(told.marked()) {
        let lines = want.lines().zip(got.lines()).filter(|(w, g)| w != g);
        wrong.extend(lines.map(|(w, g)| format!("{name}\n  want {w}\n  got  {g}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    told
}
