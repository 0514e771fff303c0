//! Memory that large inputs share: threads that each hold one would take as many times the largest of them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::source::buffer::Buffer;

/// How much of large inputs is held at a time, by all threads together.
#[derive(Debug)]
pub(super) struct Room {
    state: Mutex<State>,
    freed: Condvar,
    all: u64,
}

#[derive(Debug, Default)]
struct State {
    left: u64,
    /// Memory of an input before, which the next takes: the system has to clear every page that it gives. With the parts
    /// that are held it is no more than the room.
    spare: Buffer,
}

/// A part of the room, given back when dropped.
#[derive(Debug)]
pub(super) struct Part<'a> {
    room: &'a Room,
    size: u64,
    spare: Buffer,
}

impl Room {
    /// Inputs below this size need no part of the room, in bytes.
    const SMALL: u64 = 8 * 1024 * 1024;
    /// Memory that is kept from one input to the next, at most, in bytes.
    const SPARE: usize = 40 * 1024 * 1024;

    /// Room for `all` bytes.
    pub(super) fn new(all: u64) -> Self {
        let state = State { left: all, spare: Buffer::default() };
        Self { state: Mutex::new(state), freed: Condvar::new(), all }
    }

    /// Waits until an input of `size` bytes may be held; one that is larger than the room takes all of it. Whoever holds
    /// a part must not wait for another.
    pub(super) fn part(&self, size: u64) -> Option<Part<'_>> {
        let size = size.min(self.all);
        if size < Self::SMALL {
            return None;
        }
        let waited = self.freed.wait_while(self.state(), |state| state.left < size);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        let mut spare = std::mem::take(&mut state.spare);
        if spare.touched() as u64 > state.left {
            spare = Buffer::default();
        }
        let size = size.max(spare.touched() as u64);
        state.left -= size;
        Some(Part { room: self, size, spare })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Part<'_> {
    /// Lets `buffer` go on in memory for a large input.
    pub(super) fn lend(&mut self, buffer: &mut Buffer) {
        self.spare.continue_with(buffer);
        std::mem::swap(&mut self.spare, buffer);
    }

    /// Takes back what was lent, and empties the buffer's own memory.
    pub(super) fn take_back(&mut self, buffer: &mut Buffer) {
        std::mem::swap(&mut self.spare, buffer);
        buffer.clear();
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        let mut state = self.room.state();
        state.left += self.size;
        let touched = self.spare.touched();
        let is_kept = touched > state.spare.touched() && touched <= Room::SPARE;
        if is_kept && touched as u64 <= state.left {
            state.spare = std::mem::take(&mut self.spare);
        }
        drop(state);
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Room;
    use crate::source::buffer::{Buffer, Extent};

    #[test]
    fn threads_hold_no_more_than_the_room_and_none_waits_for_ever() {
        let room = Room::new(40 << 20);
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..4_u64 {
                let (room, held, most) = (&room, &held, &most);
                scope.spawn(move || {
                    for round in 0..50 {
                        let size = (9 + (thread * 7 + round) % 60) << 20;
                        let part = room.part(size);
                        let now = held.fetch_add(size.min(40 << 20), Ordering::SeqCst);
                        most.fetch_max(now + size.min(40 << 20), Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(size.min(40 << 20), Ordering::SeqCst);
                        drop(part);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 40 << 20);
        assert!(room.part(Room::SMALL - 1).is_none());
    }

    #[test]
    fn memory_of_a_large_input_serves_the_next_within_the_room() {
        let room = Room::new(40 << 20);
        let read = |size: usize, part: &mut super::Part<'_>| {
            let text = vec![7; size];
            let mut buffer = Buffer::default();
            buffer.extend(&mut &text[..1], 1).unwrap();
            part.lend(&mut buffer);
            let extent = buffer.extend(&mut &text[1..], usize::MAX).unwrap();
            assert_eq!((extent, buffer.bytes()), (Extent::Whole, &text[..]));
            part.take_back(&mut buffer);
            assert!(buffer.bytes().is_empty());
        };
        let spare = || room.state().spare.touched();
        let mut first = room.part(9 << 20).unwrap();
        read(9 << 20, &mut first);
        let mut second = room.part(10 << 20).unwrap();
        read(10 << 20, &mut second);
        drop(first);
        assert_eq!(spare(), 9 << 20);
        drop(second);
        assert_eq!(spare(), 10 << 20);
        let mut third = room.part(9 << 20).unwrap();
        assert_eq!((spare(), third.spare.touched()), (0, 10 << 20));
        assert_eq!(room.state().left, 30 << 20);
        read((9 << 20) + 1, &mut third);
        drop(third);
        assert_eq!((spare(), room.state().left), (10 << 20, 40 << 20));
        let large = room.part(31 << 20).unwrap();
        assert_eq!(room.state().left, 9 << 20);
        drop(large);
        assert_eq!((spare(), room.state().left), (10 << 20, 40 << 20));
    }
}
