//! The lines of a calendar (RFC 5545, 3.1): folded lines joined, names, parameters and values apart.
//!
//! Every line is kept; one without a colon is a value without a name.

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Name in capitals.
    pub(super) name: String,
    /// Parameters, their names in capitals.
    pub(super) parameters: Vec<(String, String)>,
    /// The value as it stands.
    pub(super) value: String,
}

impl Line {
    /// A parameter's value.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The value as text (3.3.11): escapes undone.
    pub(super) fn text(&self) -> String {
        let (mut out, mut chars) = (String::new(), self.value.chars());
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                (c, _) => out.push(c),
            }
        }
        out.trim().to_owned()
    }

    /// Names and addresses that the line holds beside its text.
    pub(super) fn people(&self) -> Vec<String> {
        let named = |(name, _): &&(String, String)| {
            matches!(name.as_str(), "CN" | "EMAIL" | "SENT-BY" | "DELEGATED-TO" | "DELEGATED-FROM" | "MEMBER")
        };
        let beside = self.parameters.iter().filter(named).map(|(_, value)| address(value));
        let own = Some(address(&self.value)).filter(|a| a.contains('@') && !a.contains(char::is_whitespace));
        beside.chain(own).filter(|name| !name.is_empty()).collect()
    }
}

/// An address without its scheme.
pub(super) fn address(value: &str) -> String {
    let value = value.trim().trim_matches('"');
    let scheme = value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    if scheme { value.get(7..).unwrap_or_default().to_owned() } else { value.to_owned() }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut whole: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(rest), Some(before)) => before.push_str(rest),
            _ => whole.push(line.to_owned()),
        }
    }
    whole.iter().filter(|line| !line.trim().is_empty()).map(|line| parse(line)).collect()
}

fn parse(line: &str) -> Line {
    let mut quoted = false;
    let mut outside = |c: char| {
        quoted ^= c == '"';
        !quoted
    };
    let colon = line.char_indices().find(|(_, c)| outside(*c) && *c == ':').map(|(at, _)| at);
    let Some((frame, value)) = colon.and_then(|at| Some((line.get(..at)?, line.get(at + 1..)?))) else {
        return Line { value: line.to_owned(), ..Line::default() };
    };
    let mut parts = pieces(frame).into_iter();
    let name = parts.next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let parameter = |part: String| {
        let (name, value) = part.split_once('=').unwrap_or((&part, ""));
        // RFC 6868: what quotes cannot hold
        let value = value.trim_matches('"').replace("^n", "\n").replace("^'", "\"").replace("^^", "^");
        (name.trim().to_ascii_uppercase(), value)
    };
    Line { name, parameters: parts.map(parameter).collect(), value: value.to_owned() }
}

/// The pieces between semicolons that stand outside of quotes.
fn pieces(frame: &str) -> Vec<String> {
    let (mut all, mut quoted) = (vec![String::new()], false);
    for c in frame.chars() {
        quoted ^= c == '"';
        match all.last_mut() {
            Some(last) if c != ';' || quoted => last.push(c),
            _ => all.push(String::new()),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_quotes_and_escapes_are_undone() {
        let all = lines(
            "ATTENDEE;CN=\"Ames; Tom: the 2nd\";PARTSTAT=ACCEPTED:mail\r\n to:tom@x.uk\r\nDESCRIPTION:a\\, b\\nc\\\\d\r\nno name\r\n",
        );
        assert_eq!(all[0].parameter("CN"), Some("Ames; Tom: the 2nd"));
        assert_eq!(all[0].people(), ["Ames; Tom: the 2nd", "tom@x.uk"]);
        assert_eq!(all[1].text(), "a, b\nc\\d");
        assert_eq!((all[2].name.as_str(), all[2].value.as_str()), ("", "no name"));
    }
}
