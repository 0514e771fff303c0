//! Shares of a whole that add up to it.

use std::collections::BTreeMap;

/// A whole in tenths of a per cent.
const WHOLE: u128 = 1000;

/// What part of their sum each of `counts` is, in tenths of a per cent that add up to 1,000; `None` where they are all 0.
///
/// Every share is cut, and what is missing to the whole goes to those that lost most by it. Equal counts get equal shares
/// as far as that leaves the sum whole.
pub fn shares<const N: usize>(counts: &[u64; N]) -> [Option<u64>; N] {
    let all: u128 = counts.iter().map(|count| u128::from(*count)).sum();
    if all == 0 {
        return [None; N];
    }
    // Counts by what cutting takes from them, the most first; at the same loss the larger group of equals first.
    let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, count) in counts.iter().enumerate() {
        groups.entry(*count).or_default().push(at);
    }
    let lost = |count: u64| u128::from(count) * WHOLE % all;
    let mut order: Vec<(u64, Vec<usize>)> = groups.into_iter().collect();
    order.sort_by_key(|(count, group)| std::cmp::Reverse((lost(*count), group.len())));
    let mut tenths = counts.map(|count| u128::from(count) * WHOLE / all);
    let mut missing = WHOLE - tenths.iter().sum::<u128>();
    for whole_groups in [true, false] {
        for (count, group) in &mut order {
            let fits = !whole_groups || group.len() as u128 <= missing;
            if lost(*count) == 0 || !fits {
                continue;
            }
            for at in group.drain(..) {
                if missing > 0 {
                    tenths[at] += 1;
                    missing -= 1;
                }
            }
        }
    }
    // At most 1,000 each.
    tenths.map(|share| u64::try_from(share).ok())
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn shares_add_up_and_equals_are_equal() {
        assert_eq!(shares(&[3, 23, 2, 0, 2]), [100, 766, 67, 0, 67].map(Some));
        assert_eq!(shares(&[1, 1, 1]).map(Option::unwrap).iter().sum::<u64>(), 1000);
        assert_eq!(shares(&[1, 999_999]), [0, 1000].map(Some));
        assert_eq!(shares(&[u64::MAX, u64::MAX]), [500, 500].map(Some));
        assert_eq!(shares(&[0, 0]), [None, None]);
    }
}
