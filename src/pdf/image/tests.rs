//! Promises about painting out, for every way in which a PDF can hold an image.

/// A small generator with a fixed seed (xorshift), so that a failing case comes back.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(super) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Calls `check` with `count` damaged copies of `data`: bytes changed, cut out, doubled, cut short.
pub(super) fn mutations(data: &[u8], count: usize, mut check: impl FnMut(&[u8])) {
    let mut dice = Dice::new(0x5eed);
    for _ in 0..count {
        let mut damaged = data.to_vec();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(damaged.len());
            match dice.roll(6) {
                0 => damaged.truncate(at),
                1 => drop(damaged.drain(at..(at + dice.roll(9)).min(damaged.len()))),
                2 => damaged.insert(at, dice.roll(256) as u8),
                3 if at < damaged.len() => damaged[at] = 0xff,
                _ if at < damaged.len() => damaged[at] = dice.roll(256) as u8,
                _ => {}
            }
            if damaged.is_empty() {
                break;
            }
        }
        check(&damaged);
    }
}
