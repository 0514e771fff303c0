//! Memory that large inputs share: threads that each hold one would take as many times the largest of them.

use std::sync::{Condvar, Mutex, PoisonError};

/// How much of large inputs is held at a time, by all threads together.
#[derive(Debug)]
pub(super) struct Room {
    left: Mutex<u64>,
    freed: Condvar,
    all: u64,
}

/// A part of the room, given back when dropped.
#[derive(Debug)]
pub(super) struct Part<'a> {
    room: &'a Room,
    size: u64,
}

impl Room {
    /// Inputs below this size need no part of the room, in bytes.
    const SMALL: u64 = 8 * 1024 * 1024;

    /// Room for `all` bytes.
    pub(super) const fn new(all: u64) -> Self {
        Self { left: Mutex::new(all), freed: Condvar::new(), all }
    }

    /// Waits until an input of `size` bytes may be held; one that is larger than the room takes all of it. Whoever holds
    /// a part must not wait for another.
    pub(super) fn part(&self, size: u64) -> Option<Part<'_>> {
        let size = size.min(self.all);
        if size < Self::SMALL {
            return None;
        }
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_while(left, |left| *left < size);
        *waited.unwrap_or_else(PoisonError::into_inner) -= size;
        Some(Part { room: self, size })
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        *self.room.left.lock().unwrap_or_else(PoisonError::into_inner) += self.size;
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Room;

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
}
