//! HTTP/1.1 as far as one local page needs it (RFC 9110, RFC 9112): one request a connection, under limits.
//!
//! Our own, and not a crate: the small ones have no limit on headers and no deadline for a slow client, the large
//! ones bring a runtime of dozens. Refused: other methods than GET and POST, a body whose length is not told, what
//! is too long, what comes too slowly, and every form that two readers could understand differently.

use std::io::{self, Read, Write};

/// Bytes of the request line and all headers.
const HEAD: usize = 16 << 10;
/// Bytes of a body.
const BODY: usize = 4 << 20;

/// What a browser asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// GET or POST.
    pub post: bool,
    /// The path, as it was sent: nothing is decoded in it.
    pub path: String,
    /// Names and decoded values after the question mark.
    pub query: Vec<(String, String)>,
    /// Names in lower case, and values.
    headers: Vec<(String, String)>,
    /// What was posted.
    pub body: Vec<u8>,
}

/// Why a request is not one; the status that says so, none when nobody is there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused(pub Option<u16>);

const BAD: Refused = Refused(Some(400));
const TOO_SLOW: Refused = Refused(Some(408));
const TOO_LARGE: Refused = Refused(Some(413));
const TOO_MANY_HEADERS: Refused = Refused(Some(431));
const NOT_DONE: Refused = Refused(Some(501));

impl Request {
    /// Reads one request.
    pub fn read(from: &mut impl Read) -> Result<Self, Refused> {
        let (head, mut body) = head(from)?;
        let head = String::from_utf8(head).map_err(|_| BAD)?;
        let mut lines = head.split("\r\n");
        let (post, target) = request_line(lines.next().unwrap_or_default())?;
        let headers = lines.filter(|l| !l.is_empty()).map(header).collect::<Result<Vec<_>, _>>()?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let query = query.split('&').filter(|p| !p.is_empty()).map(pair).collect();
        let mut request = Self { post, path: path.to_owned(), query, headers, body: Vec::new() };
        let length = request.length()?;
        if body.len() > length {
            return Err(BAD);
        }
        let missing = (length - body.len()) as u64;
        from.take(missing).read_to_end(&mut body).map_err(|e| failed(&e))?;
        if body.len() < length {
            return Err(Refused(None));
        }
        request.body = body;
        Ok(request)
    }

    /// The value of a header, when it stands there once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter().filter(|(n, _)| n == name);
        let first = all.next()?;
        all.next().is_none().then_some(first.1.as_str())
    }

    /// A value after the question mark.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Length of the body in bytes (RFC 9112, 6.3): told once and in digits, or there is none.
    fn length(&self) -> Result<usize, Refused> {
        let has = |name: &str| self.headers.iter().any(|(n, _)| n == name);
        if has("transfer-encoding") || has("expect") || has("upgrade") {
            return Err(NOT_DONE);
        }
        if !has("content-length") {
            return if self.post { Err(Refused(Some(411))) } else { Ok(0) };
        }
        let told = self.header("content-length").filter(|v| v.bytes().all(|b| b.is_ascii_digit()));
        let length: usize = told.and_then(|v| v.parse().ok()).ok_or(BAD)?;
        match length {
            n if n > BODY => Err(TOO_LARGE),
            n if n > 0 && !self.post => Err(BAD),
            n => Ok(n),
        }
    }
}

/// Everything up to the empty line, and what came with it.
fn head(from: &mut impl Read) -> Result<(Vec<u8>, Vec<u8>), Refused> {
    let (mut seen, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let n = from.read(&mut part).map_err(|e| failed(&e))?;
        if n == 0 {
            return Err(Refused(None));
        }
        let searched = seen.len().saturating_sub(3);
        seen.extend_from_slice(part.get(..n).unwrap_or_default());
        let end = seen.get(searched..).and_then(|s| s.windows(4).position(|w| w == b"\r\n\r\n"));
        if let Some(end) = end.map(|at| searched + at).filter(|end| *end <= HEAD) {
            let rest = seen.split_off(end + 4);
            return Ok((seen, rest));
        }
        if seen.len() > HEAD {
            return Err(TOO_MANY_HEADERS);
        }
    }
}

fn failed(error: &io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => TOO_SLOW,
        _ => Refused(None),
    }
}

/// Whether it is a POST, and the target in origin form (RFC 9112, 3.2.1).
fn request_line(line: &str) -> Result<(bool, &str), Refused> {
    let parts: Vec<&str> = line.split(' ').collect();
    let [method, target, "HTTP/1.1"] = parts[..] else { return Err(BAD) };
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(BAD);
    }
    match method {
        "GET" => Ok((false, target)),
        "POST" => Ok((true, target)),
        _ => Err(Refused(Some(405))),
    }
}

/// A header; a folded line or a name with blanks is none (RFC 9112, 5.1).
fn header(line: &str) -> Result<(String, String), Refused> {
    let (name, value) = line.split_once(':').ok_or(BAD)?;
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if name.is_empty() || !name.bytes().all(token) || value.contains(['\r', '\n', '\0']) {
        return Err(BAD);
    }
    Ok((name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned()))
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(name), decoded(value))
}

/// Percent-encoding taken away (RFC 3986, 2.1); what is none stays as it is.
fn decoded(text: &str) -> String {
    let (mut out, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|d| u8::from_str_radix(d, 16).ok());
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What is answered.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub status: u16,
    pub kind: &'static str,
    pub body: Vec<u8>,
    /// Headers besides those that every answer has.
    pub more: Vec<(&'static str, String)>,
}

impl Response {
    pub fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, body: body.into(), more: Vec::new() }
    }

    /// Writes it, with the headers that keep a page to itself.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let length = self.body.len().to_string();
        let own = [("Content-Type", self.kind), ("Content-Length", &length), ("Connection", "close")];
        for (name, value) in own.into_iter().chain(ALWAYS) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in &self.more {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes())?;
        to.write_all(&self.body)?;
        to.flush()
    }
}

/// What every answer says: nothing is kept, nothing is loaded from elsewhere, nobody frames it.
const ALWAYS: [(&str, &str); 7] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
         form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
];

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        202 => "Accepted",
        303 => "See Other",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "Bad Request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Request, Refused> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn a_request_is_read_with_its_query_and_body() {
        let text = "POST /api/decide?a=1%2C2&b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
        let request = read(text).expect("a request");
        assert!(request.post && request.path == "/api/decide" && request.body == b"abc");
        assert_eq!(
            (request.asked("a"), request.asked("b"), request.asked("c")),
            (Some("1,2"), Some(""), None)
        );
        assert_eq!((request.header("host"), request.header("origin")), (Some("x"), None));
    }

    #[test]
    fn what_two_readers_could_understand_differently_is_no_request() {
        let post = |headers: &str, body: &str| format!("POST / HTTP/1.1\r\n{headers}\r\n{body}");
        for (text, status) in [
            ("GET / HTTP/1.0\r\n\r\n".to_owned(), Some(400)),
            ("GET  / HTTP/1.1\r\n\r\n".to_owned(), Some(400)),
            ("GET http://a/ HTTP/1.1\r\n\r\n".to_owned(), Some(400)),
            ("DELETE / HTTP/1.1\r\n\r\n".to_owned(), Some(405)),
            ("GET / HTTP/1.1\r\nA : b\r\n\r\n".to_owned(), Some(400)),
            ("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n".to_owned(), Some(400)),
            (post("", ""), Some(411)),
            (post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), Some(400)),
            (post("Content-Length: +1\r\n", "a"), Some(400)),
            (post("Content-Length: 1\r\n", "ab"), Some(400)),
            (post("Content-Length: 99999999\r\n", ""), Some(413)),
            (post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), Some(501)),
            (post("Content-Length: 5\r\n", "ab"), None),
            (format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "b".repeat(HEAD)), Some(431)),
            (format!("GET /{}", "b".repeat(2 * HEAD)), Some(431)),
            ("GET / HT".to_owned(), None),
        ] {
            assert_eq!(read(&text).map_err(|r| r.0), Err(status), "{}", &text[..text.len().min(60)]);
        }
    }

    #[test]
    fn every_answer_keeps_the_page_to_itself() {
        let mut out = Vec::new();
        Response::new(200, "text/plain", "x").write(&mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        for needed in ["default-src 'none'", "no-store", "nosniff", "no-referrer", "Content-Length: 1\r\n"] {
            assert!(text.contains(needed), "{needed}");
        }
    }
}
