//! `case.toml` as word processors and Windows leave it, made into TOML without moving a line.
//!
//! Three things are mended, and nothing else: curly quotes that stand as delimiters, backslashes in
//! values that are paths, and unquoted dates as `28/09/2026` (put in quotes; the reader of dates
//! takes them from there). Text inside quotes stays as it was typed.

/// Keys whose values are paths.
const PATH_KEYS: [&str; 5] = ["file", "password_file", "consent", "block", "allow"];

/// The text with delimiters, paths and dates made into TOML; line for line the same.
pub(super) fn straighten(text: &str) -> String {
    let mut scan = Scanner { rest: text, out: String::with_capacity(text.len() + 16), path: false };
    while !scan.rest.is_empty() {
        scan.step();
    }
    scan.out
}

/// The place in the text, and what the key before it says about the value.
struct Scanner<'a> {
    rest: &'a str,
    out: String,
    path: bool,
}

impl Scanner<'_> {
    /// Copies or mends the next comment, string, date or character.
    fn step(&mut self) {
        let Some(c) = self.rest.chars().next() else { return };
        match c {
            '#' => self.copy(self.rest.find('\n').unwrap_or(self.rest.len())),
            _ if self.rest.starts_with("\"\"\"") || self.rest.starts_with("'''") => self.long_string(),
            '"' | '\'' => self.plain_string(c),
            '“' | '”' | '„' | '‘' | '’' => self.curly_string(c),
            '=' => {
                self.path = PATH_KEYS.contains(&self.key());
                self.copy(1);
            }
            '0'..='9' => self.number(),
            _ => self.copy(c.len_utf8()),
        }
    }

    fn copy(&mut self, bytes: usize) {
        let (head, tail) = self.rest.split_at(bytes);
        self.out.push_str(head);
        self.rest = tail;
    }

    /// The bare key that ends where the scanner stands.
    fn key(&self) -> &str {
        let line = self.out.rsplit(['\n', '{', ',']).next().unwrap_or_default();
        line.trim().rsplit('.').next().unwrap_or_default().trim_matches(['"', '\'', ' '])
    }

    fn long_string(&mut self) {
        let (mark, body) = self.rest.split_at(3);
        let end = body.find(mark).map_or(self.rest.len(), |at| at + 6);
        self.copy(end);
    }

    /// A string in straight quotes; one that a curly quote closes is mended.
    fn plain_string(&mut self, quote: char) {
        let body = &self.rest[1..];
        let line = &body[..body.find('\n').unwrap_or(body.len())];
        if let Some(end) = plain_end(line, quote) {
            let inner = &line[..end];
            self.rest = &body[end + 1..];
            self.push(quote, inner, quote == '\'');
        } else if let Some((end, width)) = curly_end(line) {
            let inner = &line[..end];
            self.rest = &body[end + width..];
            self.push('"', inner, quote == '\'');
        } else {
            self.copy(1);
        }
    }

    /// A string that a curly quote opens: basic for double quotes, literal for single ones.
    fn curly_string(&mut self, open: char) {
        let body = &self.rest[open.len_utf8()..];
        let line = &body[..body.find('\n').unwrap_or(body.len())];
        let Some((end, width)) = curly_end(line).or_else(|| straight_end(line)) else {
            return self.copy(open.len_utf8());
        };
        let inner = &line[..end];
        self.rest = &body[end + width..];
        self.push('"', inner, matches!(open, '‘' | '’'));
    }

    /// Writes a string; `literal` says that its backslashes were no escapes.
    fn push(&mut self, quote: char, inner: &str, literal: bool) {
        let inner = if self.path { slashes(inner) } else { inner.to_owned() };
        self.out.push(quote);
        let mut escaped = false;
        for c in inner.chars() {
            let escape = quote == '"' && ((literal && c == '\\') || (c == '"' && !escaped));
            if escape {
                self.out.push('\\');
            }
            escaped = !literal && c == '\\' && !escaped;
            self.out.push(c);
        }
        self.out.push(quote);
    }

    /// A number or date; a date as people in Britain write it is put in quotes.
    fn number(&mut self) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | ':' | '+' | '_');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let token = &self.rest[..end];
        if super::date::british(token).is_some() {
            self.out.push('"');
            self.copy(end);
            self.out.push('"');
        } else {
            self.copy(end);
        }
    }
}

/// Where a string in straight quotes ends on its line.
fn plain_end(line: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if c == quote && !escaped {
            return Some(at);
        }
        escaped = quote == '"' && c == '\\' && !escaped;
    }
    None
}

/// Where a curly quote closes the value: the first that has the end of a value behind it.
fn curly_end(line: &str) -> Option<(usize, usize)> {
    line.char_indices()
        .find(|(at, c)| matches!(c, '“' | '”' | '‘' | '’') && closes(&line[at + c.len_utf8()..]))
        .map(|(at, c)| (at, c.len_utf8()))
}

/// As [`curly_end`], for a straight quote that closes what a curly one opened.
fn straight_end(line: &str) -> Option<(usize, usize)> {
    line.char_indices()
        .find(|(at, c)| matches!(c, '"' | '\'') && closes(&line[at + 1..]))
        .map(|(at, _)| (at, 1))
}

/// Whether what follows a quote shows that a value has ended.
fn closes(after: &str) -> bool {
    after
        .trim_start_matches([' ', '\t'])
        .chars()
        .next()
        .is_none_or(|c| matches!(c, ',' | ']' | '}' | '#' | '=' | '.'))
}

/// A path with `/`; doubled backslashes count once and `\u00e9` stays an escape.
fn slashes(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let escape = after.starts_with('u')
            && after.get(1..5).is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        if c == '\\' && !escape {
            out.push('/');
            rest = after.strip_prefix('\\').unwrap_or(after);
        } else {
            out.push(c);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_quotes_paths_and_dates_become_toml() {
        for (typed, toml) in [
            ("name = “Anna Smith”", "name = \"Anna Smith\""),
            ("name = ”Anna”  # “note”", "name = \"Anna\"  # “note”"),
            ("name = ‘Anna’", "name = \"Anna\""),
            ("name = ‘Pat O’Brien’", "name = \"Pat O’Brien\""),
            ("name = “Pat O’Brien”", "name = \"Pat O’Brien\""),
            ("name = \"Anna”", "name = \"Anna\""),
            ("name = “Anna\"", "name = \"Anna\""),
            ("name = “the \"boss\" Ann”", "name = \"the \\\"boss\\\" Ann\""),
            ("aliases = [“A”, “B”]", "aliases = [\"A\", \"B\"]"),
            ("file = \"letters\\council.pdf\"", "file = \"letters/council.pdf\""),
            ("file = \"letters\\\\council.pdf\"", "file = \"letters/council.pdf\""),
            ("file = 'letters\\new.pdf'", "file = 'letters/new.pdf'"),
            ("file = “a\\b.pdf”", "file = \"a/b.pdf\""),
            ("block = [\"lists\\a.txt\"]", "block = [\"lists/a.txt\"]"),
            ("received = 28/09/2026", "received = \"28/09/2026\""),
            ("received = 2026-09-28", "received = 2026-09-28"),
            ("name = \"say “hello”\"", "name = \"say “hello”\""),
            ("pattern = 'T\\d{8}'", "pattern = 'T\\d{8}'"),
            ("pattern = ‘T\\d{8}’", "pattern = \"T\\\\d{8}\""),
            ("summary = \"a \\\"quoted\\\" word\"", "summary = \"a \\\"quoted\\\" word\""),
            ("text = \"\"\"\n“left alone” 1/1/2020\n\"\"\"", "text = \"\"\"\n“left alone” 1/1/2020\n\"\"\""),
            ("pages = \"2-3\"\nmax_mb = 10", "pages = \"2-3\"\nmax_mb = 10"),
        ] {
            assert_eq!(straighten(typed), toml);
        }
    }

    #[test]
    fn no_line_moves() {
        let typed = "a = “one\nb = ‘two’\n# “three\nc = \"four\n";
        assert_eq!(straighten(typed).lines().count(), typed.lines().count());
    }

    #[test]
    fn any_text_keeps_its_lines() {
        let letters: Vec<char> = "a=\"'“”‘’\\\n#[]{},1/2.é \t".chars().collect();
        let mut seed = 1_u64;
        for _ in 0..3000 {
            let text: String = (0..24)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    letters[(seed >> 33) as usize % letters.len()]
                })
                .collect();
            assert_eq!(straighten(&text).matches('\n').count(), text.matches('\n').count(), "{text:?}");
        }
    }
}
