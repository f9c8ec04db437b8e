//! Web addresses: RFC 3986 with http, https or www. A page about a person can name them: "check this".
//! Closing punctuation is not part of it.

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(r"(?-u:\b)(?:https?://|www\.)[^\s<>()\[\]{}]+");
    for m in shape.find_iter(source.text) {
        let end = m.start() + m.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '"']).len();
        let social = pattern!(r"facebook|twitter|instagram|linkedin|tiktok|x\.com|youtube|snapchat|nextdoor");
        let body = !social.is_match(m.as_str());
        out.push(Hit::new(Kind::Url, m.start()..end, Tier::Check, "a web address").of_body(body));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_punctuation_is_not_part_of_it() {
        super::super::check(
            find,
            &[
                ("see https://www.facebook.com/ann.lee.9, then", &["https://www.facebook.com/ann.lee.9"]),
                ("(www.example.org/x).", &["www.example.org/x"]),
                ("web and ftp", &[]),
            ],
        );
    }
}
