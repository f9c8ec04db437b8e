//! What stops a build, in words and with the command that goes on.

use super::{Answer, Conflict, Decided, Orphan, Plan, Scope};
use crate::case::pages::PageList;
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::show::escape::shell;

impl Decided {
    /// The plan, when nothing is open. `case` is the case folder as the user named it.
    ///
    /// # Errors
    /// Exit 2 for what this version cannot do; exit 3 for documents that could not be read and pages
    /// that could not be searched; exit 4 for findings without a decision and decisions that fit
    /// nothing any more, and for conflicts that stop a build. All problems at once.
    pub fn plan(&self, case: &str) -> Result<&Plan> {
        let groups = [
            (Exit::Usage, self.not_yet.clone()),
            (Exit::Unchecked, self.unread.clone()),
            (Exit::Unchecked, self.unsearched(case)),
            (Exit::Undecided, self.open(case)),
            (Exit::Undecided, self.contradictions(case)),
            (Exit::Undecided, self.orphans.iter().map(|o| orphan(o, case)).collect()),
        ];
        let errors = groups.into_iter().filter(|(_, p)| !p.is_empty());
        match errors.map(|(exit, problems)| Error { exit, problems }).reduce(Error::and) {
            Some(error) => Err(error),
            None => Ok(&self.plan),
        }
    }

    /// What would be removed if everything were accepted as it stands; only for showing.
    #[must_use]
    pub fn preview(&self) -> &Plan {
        &self.plan
    }

    /// Whether every panel and every kept finding was settled by a person or by `case.toml`.
    #[must_use]
    pub fn reviewed(&self) -> bool {
        self.undecided.is_empty() && self.counts.proposed == 0
    }

    /// Pages that nobody has looked at, one problem a document.
    fn unsearched(&self, case: &str) -> Vec<Problem> {
        let problem = |t: &super::ToLook| {
            let pages: PageList = t.pages.iter().copied().collect();
            let why = t.why.join(", or ");
            let what = match t.pages.len() {
                1 => format!("page {pages} needs a person's look: it {why}"),
                _ => format!("pages {pages} need a person's look: each {why}"),
            };
            let name = shell(&format!("{}:{pages}", t.name.raw()));
            let hint = format!(
                "look at it, redact what must go, then run: blackpanel decide {} --looked-at {name}",
                shell(case)
            );
            let place = Place::file(t.name.clone()).page(t.pages.first().copied().unwrap_or(1));
            Problem::new(place, what, hint)
        };
        self.to_look.iter().map(problem).collect()
    }

    /// Conflicts that nobody settled, of those that stop a build.
    fn contradictions(&self, case: &str) -> Vec<Problem> {
        let problem = |c: &Conflict| {
            let hint = format!(
                "see where: blackpanel list {case} --conflicts --csv; decide alike, or say why it stands: \
                 blackpanel log {case} comment about=conflict-{} --reason \"…\"",
                c.id,
                case = shell(case)
            );
            Problem::new(Place::file("case.toml"), c.what.clone(), hint)
        };
        self.conflicts.iter().filter(|c| c.stops()).map(problem).collect()
    }

    /// Findings that nobody has decided: one problem for all, and one for those that no accepted proposal
    /// settles.
    fn open(&self, case: &str) -> Vec<Problem> {
        let gate = |i: &&usize| self.choices.get(**i).is_some_and(|c| c.proposal.gate);
        let gates = self.undecided.iter().filter(gate).count();
        let case = shell(case);
        let how = format!(
            "run: blackpanel list {case} --csv > decisions.csv, fill in the column \"decision\", then: \
             blackpanel decide {case} --from decisions.csv"
        );
        let mut problems = vec![];
        let mut tell = |n: usize, one: &str, many: &str, hint: String| match n {
            0 => {}
            1 => problems.push(Problem::new(Place::file("case.toml"), format!("1 finding {one}"), hint)),
            n => problems.push(Problem::new(Place::file("case.toml"), format!("{n} findings {many}"), hint)),
        };
        tell(self.undecided.len() - gates, "is not decided", "are not decided", how.clone());
        tell(
            gates,
            "needs a decision of its own: a child, or a conflict of the case with itself",
            "need a decision of their own: children, or conflicts of the case with itself",
            format!("give a child's [[party]] a reason, or decide each: {how}"),
        );
        problems
    }
}

/// An answer that fits nothing any more, and how to settle it.
fn orphan(orphan: &Orphan, case: &str) -> Problem {
    let Answer { scope, said, .. } = &orphan.answer;
    let about = match scope {
        Scope::Finding { .. } => "a finding",
        Scope::Box { .. } => "a drawn box",
        Scope::Text { .. } => "a text",
        Scope::Person { .. } => "a person",
        Scope::Page { .. } => "a page",
        Scope::Document { .. } => "a document",
    };
    let mut place = Place::file(orphan.document.clone().unwrap_or_else(|| "history.jsonl".into()));
    place.page = orphan.page.filter(|_| orphan.document.is_some());
    let what = format!("decision {} about {about} no longer fits what was found", said.seq);
    let hint = format!(
        "see whether the document has changed; then run: blackpanel list {} --csv, write undo into the row \
         decision-{}, and give the list to blackpanel decide --from",
        shell(case),
        said.seq
    );
    Problem::new(place, what, hint)
}
