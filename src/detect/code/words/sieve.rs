//! What tells of most words in a few steps that they are none of those that are looked for.

/// Bytes of words in small letters; 0 for those that are of none.
pub(super) const LOWER: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    loop {
        if byte >= 0x80 || byte.is_ascii_alphanumeric() || byte == b'_' {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == 255 {
            break table;
        }
        byte += 1;
    }
};

/// Tells of most words in a few steps that they are none of those that were added.
pub(super) struct Sieve {
    /// By length, first, middle and last byte.
    whole: Bits,
    /// By the first two bytes.
    beginnings: Bits,
    longest: usize,
}

/// A bit for each number of 16 bits: few enough to stay in the nearest cache.
struct Bits(Box<[u64]>);

impl Bits {
    fn none() -> Self {
        Self(vec![0; (1 << 16) / 64].into())
    }

    fn set(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }
}

impl Sieve {
    pub(super) fn new() -> Self {
        Self { whole: Bits::none(), beginnings: Bits::none(), longest: 0 }
    }

    pub(super) fn add(&mut self, word: &[u8]) {
        self.longest = self.longest.max(word.len());
        self.whole.set(Self::of_whole(word));
    }

    pub(super) fn add_beginning(&mut self, stem: &[u8]) {
        let first = usize::from(stem[0]) << 8;
        match stem.get(1) {
            Some(second) => self.beginnings.set(first | usize::from(*second)),
            None => (first..first + 256).for_each(|at| self.beginnings.set(at)),
        }
    }

    /// Whether a word may be one of those added, and whether it may begin with one.
    pub(super) fn lets(&self, word: &[u8]) -> (bool, bool) {
        let first = usize::from(LOWER[usize::from(word[0])]) << 8;
        let second = word.get(1).map_or(0, |byte| usize::from(LOWER[usize::from(*byte)]));
        let whole = word.len() <= self.longest && self.whole.has(Self::of_whole(word));
        (whole, self.beginnings.has(first | second))
    }

    fn of_whole(word: &[u8]) -> usize {
        let byte = |at: usize| usize::from(LOWER[usize::from(word[at])]);
        let last = word.len() - 1;
        let mixed = byte(0) ^ (byte(last) << 4) ^ (byte(word.len() / 2) << 8) ^ (word.len() << 11);
        mixed & 0xFFFF
    }
}
