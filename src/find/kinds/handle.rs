//! Names on social media: `@name`, and a name after a cue such as Twitter or Instagram. The forms are
//! those of the services (3 to 30 letters, digits, underscores, dots). It refuses the @ of an e-mail.

use super::scan::pattern;
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    beside_service(source, out);
    let shape = pattern!(r"(?:^|[\s(,;:\x22])(@[a-z][a-z0-9_.]{1,29}[a-z0-9_])(?-u:\b)");
    for (text, range) in source.around(Stem::At, shape, 2, 32).iter().filter_map(|near| near.group(1)) {
        let before = source.text.get(..range.start).unwrap_or_default();
        let mail = pattern!(r"\.(?:com|org|net|uk|co|io|me|info|gov|edu|ac|nhs|eu|ie)(?-u:\b)")
            .is_match(text)
            && before.ends_with(' ')
            && before.trim_end().ends_with(|c: char| c.is_alphanumeric());
        if !mail && !out.iter().any(|h| h.bytes == range) {
            out.push(Hit::new(Kind::Handle, range, Tier::Likely, "a name on social media"));
        }
    }
}

/// A name after a service: with an @, with a digit, dot or underscore inside, or after "handle".
fn beside_service(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)(?:twitter|instagram|insta|facebook|tiktok|snapchat|telegram|youtube|discord|reddit|skype|nextdoor|bluesky|mastodon|user\s?name)(?:\s(?:handle|user(?:\s?name)?|account|name|profile|id|page))?(?:\s(?:is|as|under|called))?[\s:(]{1,3}(@?[a-z][a-z0-9_.]{1,29}[a-z0-9_])(?-u:\b)"
    );
    for (text, range) in source.around(Stem::Network, shape, 1, 70).iter().filter_map(|near| near.group(1)) {
        if text.starts_with('@') || text.contains(|c: char| c.is_ascii_digit() || c == '_') {
            out.push(Hit::new(Kind::Handle, range, Tier::Likely, "a name beside a social network"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_told_from_e_mail() {
        super::super::check(
            find,
            &[
                ("on Twitter (@ann_lee9) she", &["@ann_lee9"]),
                ("ann@example.org or ann @example.org", &[]),
                ("Twitter: leeds_girl65; on Facebook as jo.lee9 she", &["leeds_girl65", "jo.lee9"]),
                ("five @ 3.50; Facebook messages and Instagram posts of 2019", &[]),
            ],
        );
    }
}
