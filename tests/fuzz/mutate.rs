//! Damage as it happens and as an attacker makes it, by a generator with a fixed seed.

/// A small generator (splitmix64): the same seed rolls the same numbers everywhere.
pub struct Dice(u64);

/// What numbers become.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "65536",
    "2147483647",
    "2147483648",
    "99999999999999999999",
    "-0.0000001",
    "1e9",
    "0.1",
    "255",
    "7",
];

/// Words that mean something somewhere.
const WORDS: [&str; 24] = [
    "endobj",
    "endstream",
    "stream\n",
    "null",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "R",
    "BT",
    "ET",
    "q",
    "Q",
    "Do",
    "BI",
    "EI",
    "/FlateDecode",
    "/Filter",
    "/Length 0",
    "trailer",
    "obj",
    "%%EOF",
];

impl Dice {
    /// Neighbouring seeds are rolled far apart: else input 2 would roll what input 1 rolled, one late.
    pub fn new(seed: u64) -> Self {
        Self(Self(seed.wrapping_add(1)).mixed())
    }

    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (self.mixed() % below.max(1) as u64) as usize
    }

    fn mixed(&self) -> u64 {
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Damages `data` in one way; `other` is what may be spliced into it.
    pub fn damage(&mut self, data: &mut Vec<u8>, other: &[u8]) {
        if data.is_empty() {
            return;
        }
        let at = self.roll(data.len());
        match self.roll(12) {
            0 | 1 => data[at] ^= 1 << self.roll(8),
            2 => data[at] = self.roll(256) as u8,
            3 if self.roll(4) == 0 => data.truncate(at),
            3 => drop(data.drain(at..(at + self.roll(60)).min(data.len()))),
            4 => {
                let chunk = data[at..(at + self.roll(400)).min(data.len())].to_vec();
                let to = self.roll(data.len());
                data.splice(to..to, chunk);
            }
            5 | 6 => self.swap_tokens(data),
            7 | 8 => self.blow_up_a_number(data, at),
            9 => {
                let word = WORDS[self.roll(WORDS.len())].bytes();
                data.splice(at..at, word);
            }
            10 => {
                let from = self.roll(other.len());
                let chunk = &other[from..(from + self.roll(600)).min(other.len())];
                data.splice(at..at, chunk.iter().copied());
            }
            _ => self.swap_objects(data),
        }
    }

    fn swap_tokens(&mut self, data: &mut Vec<u8>) {
        let blanks: Vec<usize> = (0..data.len()).filter(|&i| data[i] == b' ').collect();
        if blanks.len() < 8 {
            return;
        }
        let token = |dice: &mut Self| {
            let i = dice.roll(blanks.len() - 1);
            (blanks[i] + 1, blanks[i + 1])
        };
        let (a, b) = (token(self), token(self));
        let (first, last) = (a.min(b), a.max(b));
        if first.1 < last.0 {
            let (x, y) = (data[first.0..first.1].to_vec(), data[last.0..last.1].to_vec());
            data.splice(last.0..last.1, x);
            data.splice(first.0..first.1, y);
        }
    }

    fn blow_up_a_number(&mut self, data: &mut Vec<u8>, at: usize) {
        let Some(start) = data[at..].iter().position(u8::is_ascii_digit).map(|n| at + n) else { return };
        let end = data[start..].iter().position(|b| !b.is_ascii_digit()).map_or(data.len(), |n| start + n);
        let number = NUMBERS[self.roll(NUMBERS.len())].bytes();
        data.splice(start..end, number);
    }

    /// Gives one object the body of another.
    fn swap_objects(&mut self, data: &mut Vec<u8>) {
        let starts: Vec<usize> =
            data.windows(5).enumerate().filter(|(_, w)| *w == b" obj\n").map(|(i, _)| i + 5).collect();
        if starts.len() < 2 {
            return;
        }
        let (from, to) = (starts[self.roll(starts.len())], starts[self.roll(starts.len())]);
        let end = |start: usize| {
            data[start..].windows(6).position(|w| w == b"endobj").map_or(data.len(), |n| start + n)
        };
        let body = data[from..end(from)].to_vec();
        let gone = to..end(to);
        data.splice(gone, body);
    }
}
