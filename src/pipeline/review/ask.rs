//! What a page asks for, and what becomes of it in the ledger: actions to answers.
//!
//! A request with one wrong part is refused whole. What somebody decided is bound as finely as they meant it: a
//! finding to its anchor, a text to its HMAC, a place to its box.

use serde::Deserialize;

use crate::case::exemption::Register;
use crate::decide::{Answer, Ruling, Said, Scope, exchange};
use crate::find::{Finding, PersonId};
use crate::geom::Rect;
use crate::load::DocumentId;

use super::desk::Desk;
use super::{No, wrong};

/// Most findings of one request, and most boxes.
const MOST: usize = 100_000;
/// Longest reason and longest comment, in characters.
pub(super) const LONGEST: usize = 2_000;

/// One action of a request.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    scope: About,
    ruling: Ruling,
    #[serde(default)]
    ids: Vec<String>,
    person: Option<String>,
    n: Option<u32>,
    document: Option<DocumentId>,
    rect: Option<[f64; 4]>,
    #[serde(default)]
    boxes: Vec<[f64; 4]>,
    #[serde(default)]
    matches: Vec<Match>,
    exemption: Option<String>,
    #[serde(default)]
    reason: String,
    /// Findings are whole words; taken for the sake of a page that says so.
    #[serde(default, rename = "whole_word")]
    _whole_word: Option<bool>,
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum About {
    Finding,
    Text,
    Person,
    Page,
    Document,
    Box,
    Words,
}

/// A place that a search met.
#[derive(Debug, Clone, Deserialize)]
struct Match {
    n: u32,
    boxes: Vec<[f64; 4]>,
}

impl Desk {
    /// The answers that actions stand for, in order.
    ///
    /// # Errors
    /// When one of them names what is not there, or cannot be.
    pub(super) fn answers_of(&self, actions: &[Action]) -> Result<Vec<Answer>, No> {
        let mut answers = Vec::new();
        for action in actions {
            let exemption = exemption(action)?;
            if action.reason.chars().count() > LONGEST {
                return Err(wrong("the reason is too long", "write 2,000 characters at most"));
            }
            for (scope, ruling) in self.scopes(action)? {
                let (exemption, reason) = (exemption.clone(), action.reason.trim().to_owned());
                let exemption = if ruling == Ruling::Keep { String::new() } else { exemption };
                let answer = Answer { scope, ruling, exemption, reason, said: Said::default() };
                if !answer.fits() {
                    return Err(wrong("the ruling does not fit what it is about", "see docs/review.md"));
                }
                answers.push(answer);
            }
        }
        if answers.is_empty() {
            return Err(wrong("nothing is decided by this", "name at least one finding, page or box"));
        }
        Ok(answers)
    }

    fn scopes(&self, action: &Action) -> Result<Vec<(Scope, Ruling)>, No> {
        let ruling = action.ruling;
        let same = |scopes: Vec<Scope>| scopes.into_iter().map(|s| (s, ruling)).collect();
        match action.scope {
            About::Finding => self.each(action),
            About::Text => {
                let id = action.ids.first().ok_or_else(|| unknown("finding"))?;
                let finding = self.finding(id)?;
                Ok(same(vec![Scope::Text { text: finding.anchor.text.clone() }]))
            }
            About::Person => self.person(action).map(same),
            About::Page => self.page(action).map(same),
            About::Document => self.document(action).map(same),
            About::Box => {
                let rect = action.rect.ok_or_else(|| unknown("box"))?;
                Ok(same(vec![self.at_box(action.n, &rect)?]))
            }
            About::Words => {
                let own = action.boxes.iter().map(|b| (action.n, b));
                let others = action.matches.iter().flat_map(|m| m.boxes.iter().map(|b| (Some(m.n), b)));
                let all: Vec<_> = own.chain(others).collect();
                few(all.len())?;
                all.into_iter().map(|(n, b)| self.at_box(n, b)).collect::<Result<_, _>>().map(same)
            }
        }
    }

    /// Findings one by one; a drawn box that is kept is taken back.
    fn each(&self, action: &Action) -> Result<Vec<(Scope, Ruling)>, No> {
        few(action.ids.len())?;
        let drawn =
            if action.ids.iter().any(|id| id.starts_with("box-")) { self.drawn() } else { Vec::new() };
        let one = |id: &String| {
            let Some(seq) = id.strip_prefix("box-") else {
                return Ok((self.about(self.finding(id)?), action.ruling));
            };
            let own = drawn.iter().find(|d| d.seq.to_string() == seq);
            let own = own.ok_or_else(|| unknown("box"))?;
            Ok((own.answer.scope.clone(), action.ruling))
        };
        action.ids.iter().map(one).collect()
    }

    fn person(&self, action: &Action) -> Result<Vec<Scope>, No> {
        let named = action.person.as_deref().and_then(|p| p.strip_prefix('P')?.parse().ok()).map(PersonId);
        let person = named.ok_or_else(|| unknown("person"))?;
        if let Some(scope) = exchange::scope_of(&self.searched.found, person) {
            return Ok(vec![scope]);
        }
        // somebody whom no name stands for is decided mention by mention
        Ok(self.about_all(self.ground.of_person(person).iter().copied()))
    }

    fn page(&self, action: &Action) -> Result<Vec<Scope>, No> {
        let n = action.n.ok_or_else(|| unknown("page"))?;
        let (document, page) = self.sheets.at(n).ok_or_else(|| unknown("page"))?;
        if matches!(action.ruling, Ruling::Redact | Ruling::Keep) {
            return Ok(self.about_all(self.others(self.ground.of_page(document, page).iter().copied())));
        }
        Ok(vec![Scope::Page { document: self.id_of(document), page }])
    }

    fn document(&self, action: &Action) -> Result<Vec<Scope>, No> {
        let id = action.document.clone().ok_or_else(|| unknown("document"))?;
        let refused = self.gathered.refusals.iter().any(|r| r.id == id);
        match (action.ruling, self.ground.document(&id)) {
            (Ruling::Redact | Ruling::Keep, Some(index)) => {
                Ok(self.about_all(self.others(self.ground.of_document(index))))
            }
            (Ruling::Withhold | Ruling::Exclude, _) if action.reason.trim().is_empty() => {
                Err(wrong("a document is left out without a reason", "say why in one sentence"))
            }
            (_, Some(_)) => Ok(vec![Scope::Document { document: id }]),
            (Ruling::Withhold | Ruling::Exclude, None) if refused => {
                Ok(vec![Scope::Document { document: id }])
            }
            _ => Err(unknown("document")),
        }
    }

    /// All but what `case.toml` keeps: the data subject's own is not taken with the rest of a page.
    fn others(&self, all: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
        let kept = |i: &usize| {
            let choice = self.decided.choices.get(*i);
            choice.is_some_and(|c| c.proposal.by_case && c.proposal.verdict == crate::decide::Verdict::Keep)
        };
        all.filter(move |i| !kept(i))
    }

    fn about_all(&self, all: impl Iterator<Item = usize>) -> Vec<Scope> {
        all.filter_map(|i| self.searched.found.findings.get(i)).map(|f| self.about(f)).collect()
    }

    /// What a decision about one finding holds on to.
    fn about(&self, finding: &Finding) -> Scope {
        Scope::Finding {
            finding: finding.id.clone(),
            document: self.id_of(finding.document),
            page: finding.page,
            kind: finding.kind,
            anchor: finding.anchor.clone(),
        }
    }

    fn at_box(&self, n: Option<u32>, corners: &[f64; 4]) -> Result<Scope, No> {
        let n = n.ok_or_else(|| unknown("page"))?;
        let (document, page) = self.sheets.at(n).ok_or_else(|| unknown("page"))?;
        let sheet = self.sheets.text(&self.searched.texts, n).ok_or_else(|| unknown("page"))?;
        let (wide, high) = sheet.geometry.display_size();
        let [x0, y0, x1, y1] = *corners;
        let drawn = Rect::new(x0, y0, x1, y1);
        let seen = Some(drawn).filter(|_| corners.iter().all(|v| v.is_finite()));
        let seen = seen.and_then(|r| r.intersection(&Rect::new(0.0, 0.0, wide, high)));
        match seen.filter(|r| r.width() >= 0.5 && r.height() >= 0.5) {
            Some(rect) => {
                let [x0, y0, x1, y1] = rect.rounded();
                Ok(Scope::Box { document: self.id_of(document), page, rect: Rect::new(x0, y0, x1, y1) })
            }
            None => Err(wrong("the box has no area on its page", "draw it again")),
        }
    }

    pub(super) fn finding(&self, id: &str) -> Result<&Finding, No> {
        let found = self.ground.finding(id).and_then(|i| self.searched.found.findings.get(i));
        found.ok_or_else(|| unknown("finding"))
    }

    pub(super) fn id_of(&self, document: usize) -> DocumentId {
        self.searched.texts.get(document).map_or_else(|| DocumentId(String::new()), |t| t.id.clone())
    }
}

/// The exemption of an action, by its id; what is withheld whole without one is so for other people's sake.
fn exemption(action: &Action) -> Result<String, No> {
    let register = Register::shipped();
    match action.exemption.as_deref().map(str::trim).filter(|e| !e.is_empty()) {
        None if action.ruling == Ruling::Withhold => Ok(super::super::gates::OTHERS.to_owned()),
        None => Ok(String::new()),
        Some(name) => match register.get(name) {
            Some(e) => Ok(e.id.clone()),
            None => Err(wrong("there is no exemption of this name", &register.hint(name))),
        },
    }
}

fn few(count: usize) -> Result<(), No> {
    if count <= MOST { Ok(()) } else { Err(wrong("too much is asked for at once", "do it in parts")) }
}

fn unknown(what: &str) -> No {
    wrong(&format!("there is no such {what}"), "load the page again")
}
