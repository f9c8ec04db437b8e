//! Who may come in: a one-time token becomes a cookie; the host and the origin must be our own.
//!
//! The token is in the address that opens the browser, works once, and is worth nothing afterwards. The cookie is
//! for this server only: no script reads it, no other site sends it. A page of another site can neither read nor
//! write here, nor under another name of this address (DNS rebinding).

use std::sync::{Mutex, PoisonError};

use crate::error::Result;
use crate::sys::Env;

use super::http::Request;

/// Bytes of a secret.
const SECRET: usize = 32;

/// See the module.
pub(super) struct Door {
    port: u16,
    /// Until somebody used it.
    token: Mutex<Option<String>>,
    cookie: String,
}

/// What is to be done with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// It may go on.
    In,
    /// It brought the token: this cookie is set.
    Welcome(String),
    /// It may not; the status.
    Out(u16),
}

impl Door {
    pub fn new(port: u16, env: &Env) -> Result<Self> {
        Ok(Self { port, token: Mutex::new(Some(secret(env)?)), cookie: secret(env)? })
    }

    /// The address that opens the page, once.
    pub fn address(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let token = token.as_ref().map(|t| format!("?token={t}")).unwrap_or_default();
        format!("http://127.0.0.1:{}/{token}", self.port)
    }

    /// Looks at a request before anything else does.
    pub fn ask(&self, request: &Request) -> Entry {
        if request.header("host") != Some(&format!("127.0.0.1:{}", self.port)) {
            return Entry::Out(421);
        }
        let own = format!("http://127.0.0.1:{}", self.port);
        let foreign = match request.header("origin") {
            Some(origin) => origin != own,
            None => request.post,
        };
        // a browser says where a request comes from (Fetch Metadata); what is typed in comes from nowhere
        let elsewhere = request.header("sec-fetch-site").is_some_and(|s| s != "same-origin" && s != "none");
        let opens = !request.post && request.path == "/";
        if foreign || (elsewhere && !opens) {
            return Entry::Out(403);
        }
        if let Some(token) = request.asked("token").filter(|_| opens) {
            return self.token(token);
        }
        if elsewhere || !self.knows(request) {
            return Entry::Out(401);
        }
        match request.header("content-type").map(|t| t.split(';').next().unwrap_or(t).trim()) {
            Some("application/json") => Entry::In,
            _ if request.post => Entry::Out(415),
            _ => Entry::In,
        }
    }

    fn token(&self, told: &str) -> Entry {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        match token.as_deref() {
            Some(own) if same(own, told) => {
                *token = None;
                let name = self.name();
                Entry::Welcome(format!("{name}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie))
            }
            _ => Entry::Out(403),
        }
    }

    fn knows(&self, request: &Request) -> bool {
        let (cookies, name) = (request.header("cookie").unwrap_or_default(), self.name());
        let mut pairs = cookies.split(';').filter_map(|c| c.trim().split_once('='));
        pairs.any(|(n, value)| n == name && same(value, &self.cookie))
    }

    /// Browsers do not tell cookies apart by port: two reviews at the same time must.
    fn name(&self) -> String {
        format!("blackpanel-{}", self.port)
    }
}

fn secret(env: &Env) -> Result<String> {
    let mut bytes = [0; SECRET];
    env.fill(&mut bytes)?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
fn same(a: &str, b: &str) -> bool {
    let differs = a.bytes().zip(b.bytes()).fold(0, |all, (x, y)| all | (x ^ y));
    a.len() == b.len() && differs == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door() -> Door {
        Door::new(4711, &Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1)).expect("a door")
    }

    fn ask(door: &Door, line: &str, headers: &str) -> Entry {
        let length = if line.starts_with("POST") { "Content-Length: 0\r\n" } else { "" };
        let text = format!("{line} HTTP/1.1\r\n{headers}{length}\r\n");
        door.ask(&Request::read(&mut text.as_bytes()).expect("a request"))
    }

    #[test]
    fn the_token_opens_once_and_the_cookie_from_then_on() {
        let (door, host) = (door(), "Host: 127.0.0.1:4711\r\n");
        let address = door.address();
        let target = address.trim_start_matches("http://127.0.0.1:4711");
        assert_eq!(ask(&door, "GET /?token=no", host), Entry::Out(403));
        let Entry::Welcome(cookie) = ask(&door, &format!("GET {target}"), host) else { panic!("no cookie") };
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"));
        assert_eq!(ask(&door, &format!("GET {target}"), host), Entry::Out(403), "used");
        assert_eq!(ask(&door, "GET /", host), Entry::Out(401));
        let pair = cookie.split(';').next().unwrap_or_default();
        let own = format!("{host}Cookie: a=b; {pair}\r\n");
        assert_eq!(ask(&door, "GET /", &own), Entry::In);
        let (name, value) = pair.split_once('=').expect("a pair");
        for wrong in [format!("{name}={}", &value[1..]), format!("{name}={value}0"), format!("other={value}")]
        {
            assert_eq!(
                ask(&door, "GET /", &format!("{host}Cookie: {wrong}\r\n")),
                Entry::Out(401),
                "{wrong}"
            );
        }
        assert!(!door.address().contains("token"), "it is not shown again");
    }

    #[test]
    fn another_host_another_origin_and_another_site_stay_outside() {
        let door = door();
        let cookie = format!("Cookie: {}={}\r\n", door.name(), door.cookie);
        let json = "Content-Type: application/json\r\n";
        let own = "Origin: http://127.0.0.1:4711\r\n";
        let host = "Host: 127.0.0.1:4711\r\n";
        for (line, headers, want) in [
            ("GET /", format!("Host: localhost:4711\r\n{cookie}"), Entry::Out(421)),
            ("GET /", format!("Host: evil.example\r\n{cookie}"), Entry::Out(421)),
            ("GET /", cookie.clone(), Entry::Out(421)),
            ("GET /", format!("{host}{host}{cookie}"), Entry::Out(421)),
            ("POST /api/decide", format!("{host}{cookie}{json}"), Entry::Out(403)),
            (
                "POST /api/decide",
                format!("{host}{cookie}{json}Origin: http://evil.example\r\n"),
                Entry::Out(403),
            ),
            ("POST /api/decide", format!("{host}{cookie}{json}Origin: null\r\n"), Entry::Out(403)),
            ("POST /api/decide", format!("{host}{cookie}{own}"), Entry::Out(415)),
            ("POST /api/decide", format!("{host}{cookie}{own}Content-Type: text/plain\r\n"), Entry::Out(415)),
            ("POST /api/decide", format!("{host}{cookie}{own}{json}"), Entry::In),
            ("GET /api/state", format!("{host}{cookie}Origin: http://127.0.0.1:9\r\n"), Entry::Out(403)),
            ("GET /page/1", format!("{host}{cookie}Sec-Fetch-Site: same-site\r\n"), Entry::Out(403)),
            ("GET /page/1", format!("{host}{cookie}Sec-Fetch-Site: same-origin\r\n"), Entry::In),
            ("GET /page/1", format!("{host}{own}"), Entry::Out(401)),
        ] {
            assert_eq!(ask(&door, line, &headers), want, "{line} {headers}");
        }
    }
}
