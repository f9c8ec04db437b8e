//! What is answered over HTTP/1.1 (RFC 9110): one answer a connection, with the headers that keep a page to itself.
//!
//! No answer leaves without them: nothing is kept by the browser, loaded from elsewhere, or framed.

use std::io::{self, Write};

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
    /// An answer of a content type, with no headers of its own.
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
