//! All places of many byte strings in one text, at a speed that does not depend on how many there are.
//!
//! Of every string one window is chosen, and the text is looked at in steps so long that one step falls into any place
//! of the window. Where a step lands, the next few bytes (a gram) are looked up in a small table of bits; the few that
//! are in it are compared in full.

use memchr::memmem::Finder;

/// Bytes of a gram of the long steps; the short steps have one less.
const GRAM: usize = 4;
/// Shortest string that has a window for steps of four bytes.
const MEDIUM: usize = 4 + GRAM - 1;
/// Shortest string that has a window for steps of eight bytes.
const LONG: usize = 8 + GRAM - 1;
/// Strings too short for steps of four bytes are searched for one by one while they are this few.
const FEW: usize = 4;

/// A list of byte strings, ready to be searched for.
pub struct Literals {
    literals: Vec<Vec<u8>>,
    passes: Vec<Pass>,
    /// Those that are searched for one by one, by their index.
    alone: Vec<(usize, Finder<'static>)>,
}

impl Literals {
    /// Makes `literals` ready; an empty one is never found.
    pub fn new<T: AsRef<[u8]>>(literals: impl IntoIterator<Item = T>) -> Self {
        let literals = literals.into_iter().map(|text| text.as_ref().to_vec()).collect::<Vec<_>>();
        let lengths = || literals.iter().map(Vec::len);
        let is_long = lengths().all(|length| length >= LONG);
        let short = lengths().filter(|length| (GRAM..MEDIUM).contains(length)).count();
        let mut passes = [8, 4, 2].map(Pass::new);
        let mut alone = Vec::new();
        for (index, literal) in literals.iter().enumerate() {
            let [eight, four, two] = &mut passes;
            match literal.len() {
                0 => {}
                _ if is_long && !is_dull(eight.window(literal)) => eight.add(index, literal),
                MEDIUM.. => four.add(index, literal),
                GRAM.. if short > FEW => two.add(index, literal),
                _ => alone.push((index, Finder::new(literal).into_owned())),
            }
        }
        let mut passes = Vec::from(passes);
        passes.retain(|pass| !pass.grams.is_empty());
        passes.iter_mut().for_each(Pass::finish);
        Self { literals, passes, alone }
    }

    /// Calls `each` with the index of a string and where it begins, for every place of every string; those of one
    /// string in the order of the text.
    pub fn find(&self, text: &[u8], mut each: impl FnMut(usize, usize)) {
        for (index, finder) in &self.alone {
            let mut at = 0;
            while let Some(step) = finder.find(&text[at..]) {
                each(*index, at + step);
                at += step + 1;
            }
        }
        for pass in &self.passes {
            let mut candidate = |at: usize, gram: u32| {
                for gram in pass.grams_like(gram) {
                    let index = gram.literal as usize;
                    let start = at.checked_sub(usize::from(gram.behind));
                    if let Some(start) = start
                        && text[start..].starts_with(&self.literals[index])
                    {
                        each(index, start);
                    }
                }
            };
            match pass.step {
                8 => pass.sweep::<8>(text, 0, &mut candidate),
                4 => pass.sweep::<4>(text, 0, &mut candidate),
                _ => {
                    // In two sweeps, so that each reads what the other leaves out.
                    pass.sweep::<4>(text, 0, &mut candidate);
                    pass.sweep::<4>(text, 2, &mut candidate);
                }
            }
        }
    }
}

/// One way through a text.
struct Pass {
    step: usize,
    /// Ones for the bytes of a gram.
    mask: u32,
    grams: Vec<Gram>,
    /// A bit for each hash of a gram.
    filter: Box<[u64; 1 << (BITS - 6)]>,
    /// Where the grams begin whose hash has the same upper bits.
    first: Vec<u32>,
}

/// Bits of a hash: 8 KiB of filter stay in the fastest cache.
const BITS: u32 = 16;
/// Lower bits of a hash that share an entry of [`Pass::first`].
const SHARED: u32 = 6;

/// Part of a string.
#[derive(Clone, Copy)]
struct Gram {
    bytes: u32,
    literal: u32,
    /// How far behind the start of the string it stands.
    behind: u16,
}

impl Pass {
    fn new(step: usize) -> Self {
        let mask = if step == 2 { 0x00FF_FFFF } else { u32::MAX };
        Self {
            step,
            mask,
            grams: Vec::new(),
            filter: Box::new([0; 1 << (BITS - 6)]),
            first: Vec::new(),
        }
    }

    const fn gram(&self) -> usize {
        if self.step == 2 { GRAM - 1 } else { GRAM }
    }

    /// The window of `literal` whose commonest gram is the least common.
    fn window<'l>(&self, literal: &'l [u8]) -> &'l [u8] {
        let cost = |window: &&[u8]| window.windows(self.gram()).map(commonness).max();
        literal.windows(self.step + self.gram() - 1).min_by_key(cost).unwrap_or_default()
    }

    fn add(&mut self, index: usize, literal: &[u8]) {
        let window = self.window(literal);
        let start = literal.windows(window.len()).position(|other| other == window).unwrap_or(0);
        for (at, bytes) in window.windows(self.gram()).enumerate() {
            let gram = Gram {
                bytes: padded(bytes),
                literal: u32::try_from(index).unwrap_or(u32::MAX),
                behind: u16::try_from(start + at).unwrap_or(u16::MAX),
            };
            self.grams.push(gram);
        }
    }

    fn finish(&mut self) {
        self.grams.sort_by_key(|gram| (hash(gram.bytes), gram.bytes));
        for gram in &self.grams {
            let hash = hash(gram.bytes);
            self.filter[(hash >> 6) as usize] |= 1 << (hash & 63);
        }
        let start =
            |upper: u32| self.grams.partition_point(|gram| hash(gram.bytes) >> SHARED < upper);
        let starts = (0..=1 << (BITS - SHARED)).map(start);
        self.first = starts.map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
    }

    /// The grams that are `bytes`.
    fn grams_like(&self, bytes: u32) -> impl Iterator<Item = &Gram> {
        let upper = (hash(bytes) >> SHARED) as usize;
        let all = &self.grams[self.first[upper] as usize..self.first[upper + 1] as usize];
        all.iter().filter(move |gram| gram.bytes == bytes)
    }

    /// Calls `each` for the places `from`, `from + STEP`, … where a gram may be.
    fn sweep<const STEP: usize>(
        &self,
        text: &[u8],
        from: usize,
        each: &mut impl FnMut(usize, u32),
    ) {
        /// Places looked at before a branch.
        const TOGETHER: usize = 8;
        let Some(text) = text.get(from..) else { return };
        let mut blocks = text.chunks_exact(TOGETHER * STEP);
        let mut at = from;
        for block in &mut blocks {
            let mut any = 0;
            for bytes in block.chunks_exact(STEP) {
                any |= self.bit(word(bytes) & self.mask);
            }
            if any & 1 == 1 {
                self.whole::<STEP>(block, at, each);
            }
            at += TOGETHER * STEP;
        }
        self.some::<STEP>(blocks.remainder(), at, each);
    }

    /// The same of a block in which there is one, and whose places all have a whole gram.
    #[inline(never)]
    fn whole<const STEP: usize>(&self, block: &[u8], at: usize, each: &mut impl FnMut(usize, u32)) {
        for (index, bytes) in block.chunks_exact(STEP).enumerate() {
            let gram = word(bytes) & self.mask;
            if self.bit(gram) & 1 == 1 {
                each(at + index * STEP, gram);
            }
        }
    }

    /// The same of the rest of a text.
    #[inline(never)]
    fn some<const STEP: usize>(&self, text: &[u8], at: usize, each: &mut impl FnMut(usize, u32)) {
        for (index, bytes) in text.chunks(STEP).enumerate() {
            if bytes.len() >= self.gram() {
                let gram = padded(&bytes[..bytes.len().min(GRAM)]) & self.mask;
                if self.bit(gram) & 1 == 1 {
                    each(at + index * STEP, gram);
                }
            }
        }
    }

    /// Whether a gram may be one of ours, in the lowest bit.
    fn bit(&self, gram: u32) -> u64 {
        let hash = hash(gram);
        self.filter[(hash >> 6) as usize] >> (hash & 63)
    }
}

/// The first four bytes.
fn word(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

/// A gram with zeros where it has no bytes.
fn padded(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |gram, byte| gram << 8 | u32::from(*byte))
}

/// Multiplication by 2^32 over the golden ratio spreads what the lower bits hold over the upper ones.
const fn hash(gram: u32) -> u32 {
    gram.wrapping_mul(0x9E37_79B1) >> (32 - BITS)
}

/// Whether a gram of `window` is one byte repeated, or there is no window: zeros and rules fill long stretches of files.
fn is_dull(window: &[u8]) -> bool {
    let is_same = |gram: &[u8]| gram.iter().all(|byte| *byte == gram[0]);
    window.is_empty() || window.windows(GRAM).any(is_same)
}

/// How often a gram may be expected, by its bytes: only the order of the numbers counts.
fn commonness(gram: &[u8]) -> u32 {
    let of = |byte: u8| match byte {
        0 | b' ' => 8,
        b'a' | b'e' | b'i' | b'n' | b'o' | b'r' | b's' | b't' => 7,
        b'a'..=b'z' => 5,
        0xFF | b'-' | b'_' | b'=' | b'.' | b'/' | b'\n' | b'"' => 4,
        b'0'..=b'9' => 3,
        b'A'..=b'Z' => 2,
        _ => 1,
    };
    let bytes = gram.iter().map(|byte| of(*byte)).sum::<u32>();
    let repeated = gram.windows(2).filter(|pair| pair[0] == pair[1]).count();
    bytes + 6 * u32::try_from(repeated).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Literals;

    fn found(literals: &[&[u8]], text: &[u8]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        Literals::new(literals).find(text, |index, at| found.push((index, at)));
        found.sort_unstable();
        found
    }

    fn searched_plainly(literals: &[&[u8]], text: &[u8]) -> Vec<(usize, usize)> {
        let places = |literal: &[u8]| {
            let starts = 0..text.len();
            starts.filter(|at| text[*at..].starts_with(literal)).collect::<Vec<_>>()
        };
        let all = literals.iter().enumerate();
        all.flat_map(|(index, literal)| places(literal).into_iter().map(move |at| (index, at)))
            .collect()
    }

    const SETS: [&[&[u8]]; 4] = [
        &[b"-----BEGIN ", b"MII", b"xprv", b"xpub", b"ypub", b"zpub", b"tpub", b"DNSKEY", b"EY--"],
        &[b"\0\0\0\0\0\0\0\x01\0\0\0\0", b"------------", b"expand 32-byte k", b"2-byte kexpan"],
        &[b"-----", b"----------", b"BEGIN", b"-"],
        &[b"aaaa", b"aaaaaaaa", b"aaaaaaaaaaaaaaaa", b"aaba", b"baaab", b"abab", b"bbbb"],
    ];

    #[test]
    fn every_place_is_found_wherever_it_lies() {
        for literals in SETS {
            for literal in literals {
                for before in 0..70 {
                    for after in [0, 1, 2, 3, 40] {
                        let text = [&vec![b'.'; before], *literal, &vec![0; after]].concat();
                        assert_eq!(
                            found(literals, &text),
                            searched_plainly(literals, &text),
                            "{before} {after} {literal:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn places_may_touch_and_overlap() {
        // A sequence without end of the few bytes that the strings have, made by a fixed rule.
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 24
        };
        for literals in SETS {
            let alphabet = literals.concat();
            for _ in 0..200 {
                let text = (0..300)
                    .map(|_| alphabet[next() as usize % alphabet.len()])
                    .collect::<Vec<_>>();
                assert_eq!(found(literals, &text), searched_plainly(literals, &text));
                let text = (0..40)
                    .flat_map(|_| literals[next() as usize % literals.len()])
                    .copied()
                    .collect::<Vec<_>>();
                assert_eq!(found(literals, &text), searched_plainly(literals, &text));
            }
        }
    }

    #[test]
    fn nothing_is_found_of_nothing() {
        assert_eq!(found(&[], b"text"), []);
        assert_eq!(found(&[b""], b"text"), []);
        assert_eq!(found(&[b"text"], b""), []);
    }
}
