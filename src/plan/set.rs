//! Small sets of numbers, as bits.

/// Numbers below 128.
pub(super) type Set = u128;

/// What is in a set, ascending.
pub(super) fn each(mut set: Set) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let least = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(least)
    })
}
