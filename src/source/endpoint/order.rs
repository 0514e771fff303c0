/// The numbers below a bound in an order that a seed determines, without a table: a Feistel network of four rounds over
/// the next power of four, whose values past the bound are passed over.
pub(super) struct Order {
    count: u64,
    half: u32,
    seed: u64,
    at: u128,
}

impl Order {
    /// All numbers below `count`.
    pub(super) fn new(count: u64, seed: u64) -> Self {
        let bits = u64::BITS - count.saturating_sub(1).leading_zeros();
        Self { count, half: bits.div_ceil(2).max(1), seed, at: 0 }
    }

    fn place(&self, at: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let (mut left, mut right) = (at >> self.half & mask, at & mask);
        for round in 0..4 {
            (left, right) = (right, left ^ mixed(right ^ self.seed.rotate_left(round * 16)) & mask);
        }
        left << self.half | right
    }
}

/// The finaliser of `MurmurHash3`: every bit of the input changes half of the output.
fn mixed(value: u64) -> u64 {
    let value = (value ^ value >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let value = (value ^ value >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    value ^ value >> 33
}

impl Iterator for Order {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        while self.at < 1_u128 << (2 * self.half) {
            // Below 2^64, since a half has at most 32 bits.
            let place = self.place(u64::try_from(self.at).ok()?);
            self.at += 1;
            if place < self.count {
                return Some(place);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_once_and_a_seed_changes_the_order() {
        for count in [0, 1, 2, 3, 5, 64, 1000, 4097] {
            let mut all: Vec<u64> = Order::new(count, 42).collect();
            let other: Vec<u64> = Order::new(count, 43).collect();
            assert!(count < 64 || all != other);
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }
}
