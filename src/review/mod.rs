//! The local review page: a server of its own for one browser on this computer.
//!
//! It listens on 127.0.0.1 only, connects nowhere, and serves the embedded page and what `pipeline` tells of the
//! case as JSON and pictures. Text of documents never becomes markup here. No thread waits longer than its
//! deadline, and no more than a few dozen requests are served at the same time.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::error::{Exit, Result};
use crate::pipeline::{Review, ReviewOptions};
use crate::show::Console;
use crate::sys::net::{self, Caller};
use crate::sys::{Env, interrupt, process};

mod assets;
mod door;
mod http;
mod routes;

use door::Door;
use http::{Request, Response};

/// How long a request may take to arrive.
const ARRIVE: Duration = Duration::from_secs(10);
/// How long an answer may take to be fetched.
const FETCH: Duration = Duration::from_secs(30);
/// Requests that are served at the same time; a browser opens six.
const MOST: usize = 48;

/// What somebody sees who was not let in.
const OUTSIDE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Blackpanel</title>\
    <h1>This browser was not let in</h1><p>Open the address that Blackpanel showed when it started. It works once, \
    in one browser. If it was used already, stop Blackpanel and start it again.</p></html>\n";

/// What `review` was asked to do, besides the case.
#[derive(Debug, Clone, Copy)]
pub struct ServeOptions {
    /// The port; 0 takes one that is free.
    pub port: u16,
    /// Whether the browser is opened.
    pub browser: bool,
}

/// What every thread shares.
struct Server {
    door: Door,
    review: Arc<Review>,
    busy: AtomicUsize,
}

/// Serves the page until the program is interrupted.
///
/// # Errors
/// Exit 2 when the folder is no case or the port is taken.
pub fn serve(console: &Console, options: ReviewOptions, how: ServeOptions) -> Result<Exit> {
    let folder = options.case.clone();
    let review = Review::new(options);
    if let Some(folder) = &folder {
        review.open(folder)?;
    }
    let listener = net::Door::open(how.port)?;
    let door = Door::new(listener.port(), &Env::system())?;
    let address = door.address();
    let server = Arc::new(Server { door, review, busy: AtomicUsize::new(0) });
    let ending = Arc::clone(&server);
    interrupt::is_the_end(move || ending.review.close());
    let opened = how.browser && process::open_in_browser(&address);
    let begin = if opened { "opened in your browser:" } else { "open this address in your browser:" };
    let sentence = format!("{begin} {address}\n(this computer only; Ctrl+C stops)");
    console.summary(&sentence, json!({ "address": address, "opened": opened }));
    loop {
        if let Some(caller) = listener.next() {
            admit(&server, caller);
        }
    }
}

/// Serves a caller in a thread of its own; one too many is told to come again.
fn admit(server: &Arc<Server>, mut caller: Caller) {
    let shared = Arc::clone(server);
    let busy = server.busy.fetch_add(1, Ordering::SeqCst);
    if busy >= MOST {
        server.busy.fetch_sub(1, Ordering::SeqCst);
        caller.within(Duration::from_millis(200));
        let _ = routes::status(503).write(&mut caller);
        return;
    }
    std::thread::spawn(move || {
        let _place = Place(&shared.busy);
        shared.serve(caller);
    });
}

/// A place among those who are served, free again whatever happens.
struct Place<'p>(&'p AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Server {
    fn serve(&self, mut caller: Caller) {
        caller.within(ARRIVE);
        let answer = match Request::read(&mut caller) {
            Ok(request) => self.answer(&request),
            Err(refused) => match refused.0 {
                Some(status) => routes::status(status),
                None => return,
            },
        };
        caller.within(FETCH);
        if answer.write(&mut caller).and_then(|()| caller.flush()).is_ok() {
            caller.hang_up();
        }
    }

    fn answer(&self, request: &Request) -> Response {
        match self.door.ask(request) {
            door::Entry::In => routes::answer(&self.review, request),
            // who opens the page itself is a person, and reads a sentence
            door::Entry::Out(status) if request.path == "/" && !request.post => {
                Response::new(status, "text/html; charset=utf-8", OUTSIDE)
            }
            door::Entry::Out(status) => routes::status(status),
            door::Entry::Welcome(cookie) => {
                let mut response = Response::new(303, "text/plain; charset=utf-8", "");
                response.more = vec![("Location", "/".to_owned()), ("Set-Cookie", cookie)];
                response
            }
        }
    }
}
