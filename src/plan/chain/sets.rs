//! Sets of periods, as bits.

use num_traits::PrimInt;

/// As many as there can be.
pub(super) const fn bits<S>() -> usize {
    8 * size_of::<S>()
}

/// The set of one period.
pub(super) fn bit<S: PrimInt>(period: usize) -> S {
    S::one() << period
}

/// Puts what is in `bit` into a set, or takes it out.
pub(super) fn set_bit<S: PrimInt>(set: &mut S, bit: S, on: bool) {
    *set = if on { *set | bit } else { *set & !bit };
}

/// The last of a set that is not empty.
pub(super) fn last_of<S: PrimInt>(set: S) -> usize {
    bits::<S>() - 1 - set.leading_zeros() as usize
}

/// The periods from one to another.
pub(super) fn between<S: PrimInt>(first: usize, last: usize) -> S {
    if first > last {
        return S::zero();
    }
    (S::max_value() << first) & (S::max_value() >> (bits::<S>() - 1 - last))
}

/// What is in a set, ascending.
pub(super) fn each<S: PrimInt>(mut set: S) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let period = (!set.is_zero()).then(|| set.trailing_zeros() as usize)?;
        set = set & (set - S::one());
        Some(period)
    })
}
