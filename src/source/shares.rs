//! What threads take of one walk: each a run of entries that follow one another, for files that lie together look at the
//! same files around them, and what was read and parsed of those is known to the thread that did it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// A walk and what each thread has of it.
pub(super) struct Shares<W: Iterator> {
    state: Mutex<State<W>>,
}

struct State<W: Iterator> {
    walk: W,
    /// By thread.
    own: Vec<VecDeque<W::Item>>,
}

impl<W: Iterator> Shares<W> {
    /// Entries of a share: the files of a folder or two, and little memory.
    const SHARE: usize = 128;
    /// Entries that a thread takes at a time. What is left of its share the others take when the walk has ended, so that
    /// few wait behind a large archive.
    const TAKEN: usize = 4;

    /// A walk for so many threads.
    pub(super) fn new(walk: W, threads: usize) -> Self {
        let own = (0..threads.max(1)).map(|_| VecDeque::new()).collect();
        Self { state: Mutex::new(State { walk, own }) }
    }

    /// Takes the next entries for a thread; nothing when all are taken.
    pub(super) fn take(&self, thread: usize, taken: &mut Vec<W::Item>) {
        // A thread that failed did so outside of the lock, where it visits.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { walk, own } = &mut *state;
        if own[thread].is_empty() {
            own[thread].extend(walk.take(Self::SHARE));
        }
        if own[thread].is_empty()
            && let Some(other) = own.iter_mut().max_by_key(|other| other.len())
        {
            let half = other.len() / 2;
            own[thread] = other.split_off(half);
        }
        let most = own[thread].len().min(Self::TAKEN);
        taken.extend(own[thread].drain(..most));
    }
}

#[cfg(test)]
mod tests {
    use super::Shares;

    #[test]
    fn a_thread_takes_what_follows_and_helps_the_others_at_the_end() {
        let shares = Shares::new(0..300, 2);
        let take = |thread| {
            let mut taken = Vec::new();
            shares.take(thread, &mut taken);
            taken
        };
        assert_eq!(take(0), [0, 1, 2, 3]);
        assert_eq!(take(1), [128, 129, 130, 131]);
        assert_eq!(take(0), [4, 5, 6, 7]);
        // The first thread is busy with what it has; the other one comes to the end, and to its share.
        let rest: Vec<i32> = std::iter::from_fn(|| Some(take(1)).filter(|taken| !taken.is_empty()))
            .flatten()
            .collect();
        assert_eq!(rest.len(), 300 - 4 - 4 - 4);
        assert_eq!(rest[..4], [132, 133, 134, 135]);
        assert!(take(0).is_empty());
        let mut all = [vec![0, 1, 2, 3, 128, 129, 130, 131, 4, 5, 6, 7], rest].concat();
        all.sort_unstable();
        assert_eq!(all, (0..300).collect::<Vec<_>>());
    }
}
