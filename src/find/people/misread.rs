//! Why it exists: recognition of scans takes letters for others that look alike (`Dow1ing`, `Thombury`).
//! It says how a word looks; whether a word that looks like a name is one, `spread` decides.

/// A word (folded, small letters) with all letters that look alike written as one of them.
pub(super) fn look(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let joined = match (out.chars().last(), c) {
            (Some('r'), 'n') => Some('m'),
            (Some('c'), 'l' | 'i' | '1') => Some('d'),
            (Some('v'), 'v') => Some('w'),
            _ => None,
        };
        if joined.is_some() {
            out.pop();
        }
        out.push(joined.unwrap_or(match c {
            '0' => 'o',
            '1' | 'i' | '|' | '!' => 'l',
            '5' => 's',
            '8' => 'b',
            '6' => 'g',
            '2' => 'z',
            other => other,
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_recognition_takes_for_one_another_looks_the_same() {
        for (printed, read) in [
            ("dowling", "dow1ing"),
            ("dowling", "dowiing"),
            ("thornbury", "thombury"),
            ("okonkwo", "0k0nkwo"),
            ("abernathy", "a8emathy"),
            ("whitlock", "wh1tl0ck"),
            ("hargreaves", "hargreave5"),
            ("sinclair", "sindair"),
        ] {
            assert_eq!(look(printed), look(read), "{read}");
        }
        for (one, other) in [("dowling", "darling"), ("thornbury", "thornbuy"), ("marsh", "march")] {
            assert_ne!(look(one), look(other), "{other}");
        }
    }
}
