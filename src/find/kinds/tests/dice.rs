//! Chance that is the same on every run.

/// A source of numbers (splitmix64), seeded by names.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(kind: &str, form: &str) -> Self {
        let seed = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        Self(kind.bytes().chain(form.bytes()).fold(0xcbf2_9ce4_8422_2325, seed))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn number(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// One of them.
    pub(super) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.next() as usize % all.len()]
    }

    /// `n` digits.
    pub(super) fn digits(&mut self, n: usize) -> String {
        (0..n).map(|_| char::from(b'0' + self.number(0, 9) as u8)).collect()
    }

    /// `n` capital letters out of `set`.
    pub(super) fn letters(&mut self, set: &str, n: usize) -> String {
        (0..n).map(|_| char::from(set.as_bytes()[self.next() as usize % set.len()])).collect()
    }

    /// The text in groups of these sizes, one separator between all of them.
    pub(super) fn grouped(&mut self, text: &str, sizes: &[usize], separators: &[&str]) -> String {
        let separator = self.of(separators);
        let mut out = String::new();
        let mut rest = text;
        for size in sizes {
            let (group, more) = rest.split_at((*size).min(rest.len()));
            if !out.is_empty() && !group.is_empty() {
                out.push_str(separator);
            }
            out.push_str(group);
            rest = more;
        }
        out + rest
    }
}

/// Every sign apart from the next.
pub(super) fn spaced(text: &str) -> String {
    let signs: Vec<String> = text.chars().filter(|c| !c.is_whitespace()).map(String::from).collect();
    signs.join(" ")
}

/// As a tired hand or a poor scan has it: O for 0, l or I for 1.
pub(super) fn confused(dice: &mut Dice, text: &str) -> String {
    let (zero, one) = (dice.of(&["O", "o"]), dice.of(&["I", "l"]));
    text.replace('0', zero).replace('1', one)
}
