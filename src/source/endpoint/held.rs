//! What transcripts that are being recorded hold in memory, and who goes on while it is much.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes up to which everybody goes on.
const ROOM: usize = 16 << 20;
/// Bytes up to which those go on who were first; the others wait until these are done.
const MOST: usize = 64 << 20;
/// How many the first are, and the very first, who go on always.
const FIRST: usize = 96;
const VERY_FIRST: usize = 8;

/// Bytes of all transcripts that are being recorded, and how many of them have been let on.
#[derive(Debug, Default)]
pub(super) struct Held {
    bytes: AtomicUsize,
    first: AtomicUsize,
    very_first: AtomicUsize,
}

impl Held {
    /// Whether another endpoint may be begun.
    pub(super) fn has_room(&self) -> bool {
        self.bytes.load(Ordering::Relaxed) <= ROOM
    }

    /// A transcript that is begun.
    pub(super) fn share(&self) -> Share<'_> {
        Share {
            of: self,
            bytes: Cell::new(0),
            is_first: Cell::new(false),
            is_very_first: Cell::new(false),
        }
    }
}

/// What one transcript holds.
pub(super) struct Share<'a> {
    of: &'a Held,
    bytes: Cell<usize>,
    is_first: Cell<bool>,
    is_very_first: Cell<bool>,
}

impl Share<'_> {
    /// Counts its bytes, of which it has `bytes` by now.
    pub(super) fn set(&self, bytes: usize) {
        // As it wraps around, adding the difference also takes away.
        let more = bytes.wrapping_sub(self.bytes.replace(bytes));
        self.of.bytes.fetch_add(more, Ordering::Relaxed);
    }

    /// Whether more may be asked now; one that was let on is let on until its end, so that memory comes free.
    pub(super) fn goes_on(&self) -> bool {
        let held = self.of.bytes.load(Ordering::Relaxed);
        if held <= ROOM {
            true
        } else if held <= MOST {
            is_let_on(&self.is_first, &self.of.first, FIRST)
        } else {
            is_let_on(&self.is_very_first, &self.of.very_first, VERY_FIRST)
        }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.of.bytes.fetch_sub(self.bytes.get(), Ordering::Relaxed);
        for (is_let_on, count) in
            [(&self.is_first, &self.of.first), (&self.is_very_first, &self.of.very_first)]
        {
            count.fetch_sub(usize::from(is_let_on.get()), Ordering::Relaxed);
        }
    }
}

fn is_let_on(own: &Cell<bool>, count: &AtomicUsize, most: usize) -> bool {
    let more = |count: usize| (count < most).then_some(count + 1);
    if !own.get() {
        let order = Ordering::Relaxed;
        own.set(count.fetch_update(order, order, more).is_ok());
    }
    own.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_much_is_held_a_few_go_on_to_their_end() {
        let held = Held::default();
        let mut shares = (0..200).map(|_| held.share()).collect::<Vec<_>>();
        let going = |shares: &[Share<'_>]| shares.iter().filter(|share| share.goes_on()).count();
        assert_eq!((going(&shares), held.has_room()), (200, true));
        shares.iter().for_each(|share| share.set(120 << 10));
        assert_eq!((going(&shares), held.has_room()), (FIRST, false));
        // The same ones, whatever they add, until it is too much.
        assert!(shares[0].goes_on() && !shares[199].goes_on());
        shares[0].set(90 << 20);
        assert_eq!(going(&shares), VERY_FIRST);
        // Those who end make room for others.
        drop(shares.drain(..100));
        assert!(held.has_room());
        assert_eq!(going(&shares), 100);
        drop(shares);
        assert_eq!(held.bytes.into_inner() + held.first.into_inner(), 0);
    }
}
