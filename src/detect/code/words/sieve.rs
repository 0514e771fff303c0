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
    whole: Vec<bool>,
    /// By the first two bytes.
    beginnings: Vec<bool>,
    longest: usize,
}

impl Sieve {
    pub(super) fn new() -> Self {
        Self { whole: vec![false; 1 << 16], beginnings: vec![false; 1 << 16], longest: 0 }
    }

    pub(super) fn add(&mut self, word: &[u8]) {
        self.longest = self.longest.max(word.len());
        self.whole[Self::of_whole(word)] = true;
    }

    pub(super) fn add_beginning(&mut self, stem: &[u8]) {
        let first = usize::from(stem[0]) << 8;
        match stem.get(1) {
            Some(second) => self.beginnings[first | usize::from(*second)] = true,
            None => self.beginnings[first..first + 256].fill(true),
        }
    }

    /// Whether a word may be one of those added, and whether it may begin with one.
    pub(super) fn lets(&self, word: &[u8]) -> (bool, bool) {
        let first = usize::from(LOWER[usize::from(word[0])]) << 8;
        let second = word.get(1).map_or(0, |byte| usize::from(LOWER[usize::from(*byte)]));
        let whole = word.len() <= self.longest && self.whole[Self::of_whole(word)];
        (whole, self.beginnings[first | second])
    }

    fn of_whole(word: &[u8]) -> usize {
        let byte = |at: usize| usize::from(LOWER[usize::from(word[at])]);
        let last = word.len() - 1;
        let mixed = byte(0) ^ (byte(last) << 4) ^ (byte(word.len() / 2) << 8) ^ (word.len() << 11);
        mixed & 0xFFFF
    }
}
