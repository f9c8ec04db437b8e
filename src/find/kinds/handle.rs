//! Names on social media: `@name`, and a name after a cue such as Twitter or Instagram. The forms are
//! those of the services (3 to 30 letters, digits, underscores, dots). It refuses the @ of an e-mail.

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    if !source.text.contains('@') {
        return;
    }
    let shape = pattern!(r"(?:^|[\s(,;:\x22])(@[a-z][a-z0-9_.]{1,29}[a-z0-9_])(?-u:\b)");
    for m in shape.captures_iter(source.text).filter_map(|c| c.get(1)) {
        let before = source.text.get(..m.start()).unwrap_or_default();
        let mail = m.as_str().contains('.')
            && before.ends_with(' ')
            && before.trim_end().ends_with(|c: char| c.is_alphanumeric());
        if !mail {
            out.push(Hit::new(Kind::Handle, m.range(), Tier::Likely, "a name on social media"));
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
                ("five @ 3.50", &[]),
            ],
        );
    }
}
