//! The state of a case as the page gets it: what there is, what is open, what stops a build.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::case::exemption::Register;
use crate::case::schema::{Author, Role};
use crate::decide::{Verdict, WithheldPage, exchange};
use crate::diag::Problem;
use crate::find::{Owner, Person, PersonId};
use crate::load::SourceKind;
use crate::text::{PageText, Unsearched};

use super::card::Cards;
use super::desk::Desk;

/// What of the pages is counted.
#[derive(Default, Clone, Copy)]
struct Tally {
    findings: usize,
    undecided: usize,
}

impl Desk {
    /// The whole state, or with `brief` without the lists that a page can keep.
    pub(super) fn state(&self, today: Date, brief: bool) -> Value {
        let mut state = json!({
            "reference": self.gathered.case.file.request.reference,
            "case": self.folder.file_name().map(|n| n.to_string_lossy()),
            "due": self.due.as_ref().map(|(date, _)| date),
            "days_left": self.due.as_ref().map(|(_, days)| days),
            "rev": self.rev(),
            "counts": self.counts(),
            "can_undo": self.past.last().map(super::past::Step::what),
            "can_redo": self.past.next().map(super::past::Step::what),
            "conflicts": self.conflicts(),
            "sign": self.sign(),
            "blockers": self.blockers(today).iter().map(problem).collect::<Vec<_>>(),
            "password": self.password().map(|(needed, rule)| json!({ "needed": needed, "rule": rule })),
        });
        if let Some(map) = state.as_object_mut().filter(|_| !brief) {
            map.insert("documents".into(), self.documents_told().into());
            map.insert("pages".into(), self.pages_told().into());
            map.insert("people".into(), self.people_told().into());
            map.insert("exemptions".into(), exemptions().into());
        }
        state
    }

    /// How many findings there are, and how many of them are open.
    pub(super) fn counts(&self) -> Value {
        let (mut check, mut redact, mut keep, mut moot) = (0, 0, 0, 0);
        for (finding, choice) in self.searched.found.findings.iter().zip(&self.decided.choices) {
            match choice.settled.as_ref().map(|s| s.verdict) {
                _ if choice.moot => moot += 1,
                None => check += usize::from(finding.tier == crate::find::Tier::Check),
                Some(Verdict::Redact) => redact += 1,
                Some(Verdict::Keep) => keep += 1,
            }
        }
        json!({
            "findings": self.searched.found.findings.len(), "undecided": self.decided.undecided.len(),
            "check": check, "redact": redact, "keep": keep, "moot": moot, "drawn": self.drawn().len(),
        })
    }

    fn documents_told(&self) -> Vec<Value> {
        let held: BTreeMap<&str, &crate::decide::Held> =
            self.decided.held.iter().map(|h| (h.id.0.as_str(), h)).collect();
        let state = |id: &str| match held.get(id) {
            None => "disclose",
            Some(h) if h.beside.is_some() => "held",
            Some(h) if h.excluded => "exclude",
            Some(_) => "withhold",
        };
        let exemption = |id: &str| held.get(id).map_or("", |h| h.exemption.as_str()).to_owned();
        let rule = |name: &str| self.gathered.case.file.rule(name);
        let read = self.gathered.documents.iter().zip(1..).zip(0..).map(|((form, number), index)| {
            let name = form.name.raw();
            let first = self.searched.texts.get(index).and_then(|t| t.pages.first()).map(|p| p.page);
            let by_requester = rule(name).is_some_and(|r| r.author == Some(Author::Requester));
            json!({
                "id": form.id, "number": number, "title": form.side.title.as_ref().map(crate::diag::Untrusted::raw),
                "file": name, "first": first.map(|p| self.sheets.number(index, p)), "pages": form.pages,
                "state": state(&form.id.0), "exemption": exemption(&form.id.0),
                "author": by_requester.then_some("requester"), "kind": form.side.kind, "date": form.side.date,
            })
        });
        let copies = self.gathered.copies.iter().map(|c| {
            json!({ "id": c.id, "file": c.name.raw(), "pages": 0, "state": "exclude", "duplicate_of": c.of })
        });
        let unread = self.gathered.refusals.iter().map(|r| {
            let open = self.decided.unread.iter().find(|p| p.place.file == r.name).unwrap_or(&r.problem);
            json!({ "id": r.id, "file": r.name.raw(), "pages": 0, "state": state(&r.id.0),
                "exemption": exemption(&r.id.0), "problem": problem(open), "held": r.held })
        });
        read.chain(copies).chain(unread).collect()
    }

    fn pages_told(&self) -> Vec<Value> {
        let mut tally: BTreeMap<(usize, u32), Tally> = BTreeMap::new();
        for (finding, choice) in self.searched.found.findings.iter().zip(&self.decided.choices) {
            let one = tally.entry((finding.document, finding.page)).or_default();
            one.findings += 1;
            one.undecided += usize::from(choice.settled.is_none() && !choice.moot);
        }
        let one = |(n, document, page): (u32, usize, u32)| {
            let text = self.sheets.text(&self.searched.texts, n)?;
            let kind = self.gathered.documents.get(document)?.side.kind;
            let id = self.id_of(document);
            let counted = tally.get(&(document, page)).copied().unwrap_or_default();
            let looked = self.state.looked.iter().any(|l| l.covers(&id, page));
            let searched = kind != SourceKind::Image && text.searchable();
            let (width, height) = text.geometry.display_size();
            let blank = counted.findings == 0 && self.decided.disclosed.binary_search(&document).is_ok();
            let asked =
                self.decided.to_look.iter().any(|t| t.document == document && t.pages.contains(&page));
            Some(json!({
                "n": n, "document": document, "page": page, "undecided": counted.undecided,
                "findings": counted.findings, "searched": searched, "hard_to_read": hard_to_read(text),
                "why": why(text), "looked": looked, "to_look": !looked && (asked || blank),
                "withheld": self.withheld(n).is_some(),
                "width": (width * 100.0).round() / 100.0, "height": (height * 100.0).round() / 100.0,
                "comment": self.comment(&exchange::about_page(&id.0, page)),
            }))
        };
        self.sheets.iter().filter_map(one).collect()
    }

    /// How a page is withheld whole.
    pub(super) fn withheld(&self, n: u32) -> Option<&WithheldPage> {
        self.decided.withheld.get(&self.sheets.at(n)?)
    }

    fn people_told(&self) -> Vec<Value> {
        let cards = Cards::of(self);
        self.searched.found.people.iter().filter_map(|p| self.person_told(&cards, p)).collect()
    }

    fn person_told(&self, cards: &Cards<'_>, person: &Person) -> Option<Value> {
        let mine = self.ground.of_person(person.id);
        if mine.is_empty() && person.owner == Owner::Discovered {
            return None;
        }
        let get = |i: &usize| Some((self.searched.found.findings.get(*i)?, self.decided.choices.get(*i)?));
        let mentions: Vec<_> = mine.iter().filter_map(get).collect();
        let open = mentions.iter().filter(|(_, c)| c.settled.is_none() && !c.moot).count();
        let exceptions = mentions.iter().filter(|(f, c)| cards.is_exception(f, c)).count();
        let mut proposed = mentions.iter().map(|(_, c)| c.proposal.verdict);
        let first = proposed.next();
        let mixed = proposed.any(|v| Some(v) != first);
        let settled: Vec<Option<Verdict>> =
            mentions.iter().map(|(_, c)| c.settled.as_ref().map(|s| s.verdict)).collect();
        let common = settled.first().copied().flatten().filter(|v| settled.iter().all(|s| *s == Some(*v)));
        let place = mentions
            .first()
            .map(|(f, _)| json!({ "n": self.sheets.number(f.document, f.page), "finding": f.id }));
        Some(json!({
            "id": person.id.to_string(), "name": person.name.expose(), "aliases": self.aliases(person),
            "role": self.role(person), "proposal": if mixed { json!("mixed") } else { json!(first) },
            "why": mentions.first().map_or("", |(_, c)| c.proposal.reason.as_str()),
            "decision": cards.person(person.id).or(common), "mentions": mentions.len(), "undecided": open,
            "exceptions": exceptions, "first": place,
        }))
    }

    fn aliases(&self, person: &Person) -> Vec<String> {
        let file = &self.gathered.case.file;
        match person.owner {
            Owner::Subject if person.id == PersonId(0) => file.data_subject.aliases.clone(),
            Owner::Party(i) => file.parties.get(i).map(|p| p.aliases.clone()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn role(&self, person: &Person) -> &'static str {
        match person.owner {
            Owner::Subject if person.id == PersonId(0) => "subject",
            Owner::Subject => "representative",
            Owner::Party(i) => match self.gathered.case.file.parties.get(i).map(|p| p.role) {
                Some(Role::Professional) => "professional",
                Some(Role::Representative) => "representative",
                Some(Role::Child) => "child",
                Some(Role::Household) => "household",
                Some(Role::Deceased) => "deceased",
                Some(Role::ThirdParty) | None => "third-party",
            },
            Owner::Discovered if person.office => "office",
            _ => "unknown",
        }
    }
}

/// Why a search does not see all of a page, in plain words.
fn why(page: &PageText) -> Option<String> {
    Some(format!("it {}", page.unsearched()?.what()))
}

fn hard_to_read(page: &PageText) -> bool {
    matches!(page.unsearched(), Some(Unsearched::Doubtful | Unsearched::Unreadable))
}

/// The exemptions that can be chosen; the first nine have a key.
fn exemptions() -> Vec<Value> {
    let all = Register::shipped().entries().iter().enumerate();
    let one = |(i, e): (usize, &crate::case::exemption::Exemption)| {
        json!({ "id": e.id, "mark": e.mark, "key": (i < 9).then(|| (i + 1).to_string()), "label": e.label,
            "basis": e.citation, "who": e.who, "silent": e.mode == crate::case::exemption::Mode::Silent, "notes": e.notes })
    };
    all.map(one).collect()
}

/// A problem as JSON.
pub(super) fn problem(problem: &Problem) -> Value {
    let place = &problem.place;
    json!({ "what": problem.what, "where": place.file.raw(), "page": place.page, "line": place.line, "hint": problem.hint })
}
