//! What an event must fit: what came before it, the clock, and the people who act.

use serde_json::{Map, Value};

use super::entry::{Wanted, problem};
use super::history::{History, Told, is_unnamed};
use super::types::{Role, Type};
use crate::diag::Problem;
use crate::record::clock::Clock;
use crate::record::sign::same;

/// Words that name no data: a consent for them is a general one (S2 5.5.3).
const GENERAL: [&str; 8] = ["all", "any", "anything", "everything", "data", "general", "yes", "my data"];

/// What is wrong with an event, for its history.
pub(super) fn broken(
    kind: &Type,
    wanted: &Wanted,
    body: &Map<String, Value>,
    history: &History,
    clock: &Clock,
) -> Vec<Problem> {
    let mut wrong: Vec<Problem> = Vec::new();
    if kind.name != "received" && wanted.on < clock.received {
        let hint = "give the day on which it happened with --on; check `received` in case.toml";
        wrong.push(problem("the event lies before the request was received", hint));
    }
    wrong.extend(match kind.name {
        "clarification-answered" => answered(wanted, history.waiting("clarification-asked", &[kind.name])),
        "clarification-asked" => asked_twice(history),
        "extended" => extended(wanted, clock),
        "fee-paid" => paid(wanted, body, history),
        "consent" => consent(body),
        "undone" => undone(body, history),
        "ready" | "signed" | "returned" => second_person(kind, wanted, history),
        "release" => released(history),
        "closed" => closed(wanted, history),
        _ => None,
    });
    wrong
}

fn answered(wanted: &Wanted, asked: Option<&Told>) -> Option<Problem> {
    match asked {
        None => Some(problem("no question is open", "log clarification-asked first")),
        Some(asked) if wanted.on < asked.on => {
            Some(problem("the answer lies before the question", "check both dates; --on gives the day"))
        }
        Some(_) => None,
    }
}

fn asked_twice(history: &History) -> Option<Problem> {
    let open = history.waiting("clarification-asked", &["clarification-answered"])?;
    let what = format!("a question is open since {}", open.on);
    Some(problem(&what, "the clock is paused already; log the answer, or a comment for a reminder"))
}

/// Two more months only with notice before the first month ends (UK GDPR Art 12A(3) and (4)).
fn extended(wanted: &Wanted, clock: &Clock) -> Option<Problem> {
    let Some(first) = clock.first.as_ref().filter(|_| clock.valid.is_some()) else {
        return Some(problem("the clock has not begun", "log the proof of identity or the fee first"));
    };
    if clock.extended.is_some() {
        return Some(problem("the time was extended already", "it can be extended once, by two months"));
    }
    (wanted.on > first.date).then(|| {
        let what = format!("the notice came too late: the first month ended on {}", first.date);
        problem(&what, "respond at once; say in the letter why it is late (UK GDPR Art 12A(4))")
    })
}

fn paid(wanted: &Wanted, body: &Map<String, Value>, history: &History) -> Option<Problem> {
    let what = body.get("for").and_then(Value::as_str).unwrap_or_default();
    let asked = history.all("fee-asked").any(|t| t.text("for") == what && t.on <= wanted.on);
    (!asked).then(|| problem("no fee of this sort was asked for before", "log fee-asked first"))
}

/// The parts that make a consent explicit and specific (S2 5.5.3), or prove parental responsibility
/// (S2 12.1).
fn consent(body: &Map<String, Value>) -> Option<Problem> {
    let has = |name: &str| body.contains_key(name);
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    match text("kind").as_str() {
        "representative" if !(has("to") && has("data") && has("statement")) => {
            let hint = "give to= (who may receive it), data= (what it covers), statement= (their words)";
            Some(problem("a representative's consent has three parts", hint))
        }
        "representative" if GENERAL.contains(&text("data").trim_end_matches(['.', '!'])) => {
            let hint = "a general consent is not enough (S2 5.5.3); ask for one that names the data";
            Some(problem("the consent names no particular data", hint))
        }
        "competence" if !has("statement") => {
            Some(problem("the finding has no ground", "say in statement= why the child is competent"))
        }
        "parental-responsibility" if !(has("proof") && body.get("parent-identity") == Some(&true.into())) => {
            let hint = "give proof= (of responsibility) and parent-identity=yes (S2 12.1)";
            Some(problem("parental responsibility and the parent's identity need proof", hint))
        }
        _ => None,
    }
}

fn undone(body: &Map<String, Value>, history: &History) -> Option<Problem> {
    let seq = body.get("seq").and_then(Value::as_u64)?;
    let there = history.told.iter().any(|t| t.seq == seq && t.kind != "build");
    let hint = "`blackpanel log CASE` numbers them; decisions are undone with blackpanel decide --from";
    (!there).then(|| problem("there is no event of this number that can be undone", hint))
}

/// Somebody other than the one who said "ready", and than everybody who decided, checks.
fn second_person(kind: &Type, wanted: &Wanted, history: &History) -> Option<Problem> {
    if is_unnamed(&wanted.actor) {
        let hint = "say who you are: --as \"Your Name\"";
        return Some(problem("a sign-off needs a name", hint));
    }
    if kind.name == "ready" {
        return None;
    }
    let Some(ready) = history.waiting("ready", &["returned"]) else {
        return Some(problem("nothing is ready to be checked", "log ready first, by who prepared the pack"));
    };
    let hint = "somebody else must check; give their name with --as";
    if kind.name == "signed" && same(&ready.actor, &wanted.actor) {
        return Some(problem("the second person is the first", hint));
    }
    let decided = history.deciders.iter().any(|name| same(name, &wanted.actor));
    (kind.name == "signed" && decided).then(|| problem("the second person decided in this case", hint))
}

/// What goes out was reviewed, is no draft, and every fee is paid (S2 7.3).
fn released(history: &History) -> Option<Problem> {
    let Some(build) = history.last("build") else {
        return Some(problem("there is no pack", "run: blackpanel build CASE"));
    };
    if build.yes("draft") || !build.yes("reviewed") {
        let hint = "decide what is open, then build without --draft and --accept-proposed";
        return Some(problem("the last pack is a draft or was not reviewed", hint));
    }
    let open = history.all("fee-asked").any(|asked| {
        !history.all("fee-paid").any(|p| p.text("for") == asked.text("for") && p.seq > asked.seq)
    });
    open.then(|| problem("a fee is not paid", "log fee-paid when it is (S2 7.3.1)"))
}

/// That nobody answers is no reason for the program: a manager closes such a request.
fn closed(wanted: &Wanted, history: &History) -> Option<Problem> {
    let open = history.waiting("clarification-asked", &["clarification-answered"])?;
    (wanted.role == Role::Officer).then(|| {
        let what = format!("a question is open since {}", open.on);
        problem(&what, "a manager decides whether to close without an answer: --role manager")
    })
}
