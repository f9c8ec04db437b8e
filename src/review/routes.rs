//! Which address answers what. The list is exact: what is not on it is not there.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::diag::Problem;
use crate::error::Error;
use crate::pipeline::{No, Review, Told, View};

use super::assets;
use super::http::{Request, Response};

/// Content type of everything but pictures and the page's own files.
const JSON: &str = "application/json";

/// Answers a request that may come in.
pub(super) fn answer(review: &Arc<Review>, request: &Request) -> Response {
    let path = request.path.as_str();
    if request.post {
        return told(posted(review, path, request));
    }
    match path {
        "/" => file("index.html"),
        "/favicon.ico" => file("favicon.svg"),
        _ => {
            if let Some(name) = path.strip_prefix("/assets/") {
                return file(name);
            }
            if let Some(n) = path.strip_prefix("/page/").and_then(number) {
                return picture(review, request, n);
            }
            told(got(review, path, request))
        }
    }
}

fn got(review: &Review, path: &str, request: &Request) -> Option<Told> {
    let window = window(request);
    let asked =
        |name: &str, default: usize| request.asked(name).and_then(|v| v.parse().ok()).unwrap_or(default);
    let of = |prefix: &str| path.strip_prefix(prefix).and_then(number);
    Some(match path {
        "/api/state" => review.state(window, request.asked("brief").is_some()),
        "/api/beat" => review.beat(window),
        "/api/keys" => review.keys(),
        "/api/around" => review.around(request.asked("n").and_then(number)),
        "/api/check" => review.check(),
        "/api/progress" => review.progress(),
        "/api/start" => review.start(),
        "/api/findings" => match request.asked("ids") {
            Some(ids) => review.findings_of(&ids.split(',').collect::<Vec<_>>()),
            None => review.findings(asked("from", 0), asked("count", 500)),
        },
        _ => {
            if let Some(n) = of("/api/page/") {
                review.page(n)
            } else if let Some(n) = of("/api/panels/") {
                review.panels(n)
            } else {
                review.attack(of("/api/attack/")?, request.asked("eyes").is_some())
            }
        }
    })
}

fn posted(review: &Arc<Review>, path: &str, request: &Request) -> Option<Told> {
    let window = window(request);
    Some(match path {
        "/api/decide" => body(request, |asked| review.decide(window, &asked)),
        "/api/preview" => body(request, |asked| review.preview(&asked)),
        "/api/undo" => body(request, |asked| review.undo(window, asked)),
        "/api/redo" => body(request, |asked| review.redo(window, asked)),
        "/api/comment" => body(request, |asked| review.comment(window, &asked)),
        "/api/looked" => body(request, |asked| review.looked(window, &asked)),
        "/api/search" => body(request, |asked| review.search(&asked)),
        "/api/keys" => body(request, |asked| review.keep_keys(window, &asked)),
        "/api/log" => body(request, |asked| review.log(window, &asked)),
        "/api/settle" => body(request, |asked| review.settle(window, &asked)),
        "/api/ready" => body(request, |asked| review.say(window, "ready", &asked)),
        "/api/agree" => body(request, |asked| review.say(window, "signed", &asked)),
        "/api/return" => body(request, |asked| review.say(window, "returned", &asked)),
        "/api/build" => body(request, |asked| review.build(window, asked)),
        "/api/start/look" => body(request, |asked| review.look_at(&asked)),
        "/api/start/case" => body(request, |asked| review.make_case(&asked)),
        "/api/start/open" => body(request, |asked| review.open_case(&asked)),
        "/api/close" => review.leave_case(),
        "/api/take" => review.take(window),
        "/api/bye" => body(request, |asked: Value| review.bye(asked["window"].as_str().unwrap_or_default())),
        _ => return None,
    })
}

/// The window that asks; the first one that does may write.
fn window(request: &Request) -> &str {
    request.header("x-window").unwrap_or_default()
}

fn number(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn body<T: DeserializeOwned>(request: &Request, then: impl FnOnce(T) -> Told) -> Told {
    match serde_json::from_slice(&request.body) {
        Ok(asked) => then(asked),
        // the library's words could repeat what was sent
        Err(_) => Err(No::Wrong(Problem::new(
            crate::diag::Place::default(),
            "the request is not understood",
            "load the page again",
        ))),
    }
}

fn file(name: &str) -> Response {
    match assets::named(name) {
        Some((_, kind, bytes)) => Response::new(200, kind, *bytes),
        None => status(404),
    }
}

fn picture(review: &Review, request: &Request, n: u32) -> Response {
    let view = match request.asked("view") {
        None | Some("source") => View::Source,
        Some("burned") => View::Burned,
        Some(_) => return status(400),
    };
    let dpi = request.asked("dpi").map_or(Some(96), |v| v.parse().ok());
    let Some(dpi) = dpi else { return status(400) };
    match review.picture(n, dpi, view) {
        Ok(png) => Response::new(200, "image/png", png.as_slice()),
        Err(no) => refused(&no),
    }
}

fn told(told: Option<Told>) -> Response {
    match told {
        Some(Ok(value)) => Response::new(200, JSON, value.to_string()),
        Some(Err(no)) => refused(&no),
        None => status(404),
    }
}

/// What is not done, as the page gets it.
fn refused(no: &No) -> Response {
    let (status, problem, rev) = match no {
        No::Wrong(problem) => (400, problem.clone(), None),
        No::Missing(problem) => (404, problem.clone(), None),
        No::NotNow(problem) => (423, problem.clone(), None),
        No::NotDrawn(problem) => (422, problem.clone(), None),
        No::Taken(problem) => (409, problem.clone(), None),
        No::Refused(error) => (400, first(error), None),
        No::Failed(error) => (500, first(error), None),
        No::Stale(rev) => {
            (409, plain("the case has changed since", "load what changed and decide again"), Some(*rev))
        }
    };
    let problems = match no {
        No::Failed(error) | No::Refused(error) => error.problems.as_slice(),
        _ => &[],
    };
    error(status, &problem, rev, problems)
}

fn first(error: &Error) -> Problem {
    error
        .problems
        .first()
        .cloned()
        .unwrap_or_else(|| plain("it went wrong, and nothing was taken", "try again"))
}

fn plain(what: &str, hint: &str) -> Problem {
    Problem::new(crate::diag::Place::default(), what, hint)
}

fn error(status: u16, problem: &Problem, rev: Option<u64>, all: &[Problem]) -> Response {
    let one = |p: &Problem| json!({ "what": p.what, "where": p.place.file.raw(), "page": p.place.page, "hint": p.hint });
    let mut told = one(problem);
    if let Some(map) = told.as_object_mut() {
        map.extend(rev.map(|rev| ("rev".to_owned(), rev.into())));
        if !all.is_empty() {
            map.insert("problems".into(), all.iter().map(one).collect());
        }
    }
    Response::new(status, JSON, json!({ "error": told }).to_string())
}

/// An answer that is a status only, with a sentence for whoever looks.
pub(super) fn status(status: u16) -> Response {
    let (what, hint) = match status {
        401 => ("this browser was not let in", "open the address that blackpanel shows when it starts"),
        403 => ("this is not let in", "open the address that blackpanel shows when it starts; it works once"),
        404 => ("there is nothing at this address", "load the page again"),
        408 => ("the request took too long", "try again"),
        413 | 431 => ("the request is too long", "do less at once"),
        421 => ("this server has another name", "use the address that blackpanel shows"),
        503 => ("too much is asked at the same time", "try again"),
        _ => ("the request is not understood", "load the page again"),
    };
    error(status, &plain(what, hint), None, &[])
}
