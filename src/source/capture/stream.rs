//! One direction of a TCP connection, put in order within bounds.

/// Segments that wait for one before them, and their bytes.
const PARTS: usize = 64;
const HELD: usize = 128 << 10;

/// What one side sent. Of two bytes for one place in the stream the first that was taken counts, as most receivers
/// have it; a gap that does not close within the bounds tears the stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    next: Option<u32>,
    waiting: Vec<(u32, Vec<u8>)>,
    held: usize,
    is_torn: bool,
}

impl Stream {
    /// A stream whose first byte has the number `first`, where a SYN said it.
    pub(super) fn new(first: Option<u32>) -> Self {
        Self { next: first, ..Self::default() }
    }

    /// Whether something is missing that will not come any more, or has not come yet.
    pub(super) fn has_gap(&self) -> bool {
        self.is_torn || !self.waiting.is_empty()
    }

    /// Bytes that wait.
    pub(super) const fn held(&self) -> usize {
        self.held
    }

    /// Whether it cannot be put in order any more.
    pub(super) const fn is_torn(&self) -> bool {
        self.is_torn
    }

    /// Takes a segment and hands on what is in order now.
    pub(super) fn take(&mut self, sequence: u32, bytes: &[u8], each: &mut dyn FnMut(&[u8])) {
        if bytes.is_empty() || self.is_torn {
            return;
        }
        let next = *self.next.get_or_insert(sequence);
        if distance(next, sequence) > 0 {
            self.wait(sequence, bytes);
            return;
        }
        self.append(sequence, bytes, self.waiting.len(), each);
        loop {
            let next = self.next.unwrap_or(sequence);
            let ready = self.waiting.iter().position(|(at, _)| distance(next, *at) <= 0);
            let Some(ready) = ready else { return };
            let (at, bytes) = self.waiting.remove(ready);
            self.held -= bytes.len();
            self.append(at, &bytes, ready, each);
        }
    }

    /// Hands on what is new of a segment that begins where something is missing, up to where one of the first `earlier`
    /// that wait, which came before it, begins.
    fn append(&mut self, sequence: u32, bytes: &[u8], earlier: usize, each: &mut dyn FnMut(&[u8])) {
        let next = self.next.unwrap_or(sequence);
        let known = distance(next, sequence).unsigned_abs() as usize;
        let fresh = bytes.get(known..).unwrap_or_default();
        let begin = |(at, _): &(u32, Vec<u8>)| usize::try_from(distance(next, *at)).ok();
        let begins = self.waiting.iter().take(earlier).filter_map(begin).filter(|at| *at > 0);
        let room = begins.min().unwrap_or(usize::MAX).min(fresh.len());
        let (now, later) = fresh.split_at(room);
        if now.is_empty() {
            return;
        }
        // A segment is at most as long as an IP datagram.
        let next = next.wrapping_add(u32::try_from(now.len()).unwrap_or(0));
        self.next = Some(next);
        each(now);
        if !later.is_empty() {
            self.held += later.len();
            self.waiting.push((next, later.to_vec()));
        }
    }

    fn wait(&mut self, sequence: u32, bytes: &[u8]) {
        if self.waiting.len() == PARTS || self.held + bytes.len() > HELD {
            *self = Self { next: self.next, is_torn: true, ..Self::default() };
            return;
        }
        self.held += bytes.len();
        self.waiting.push((sequence, bytes.to_vec()));
    }
}

/// How far `to` lies behind `from`, in a space that wraps (RFC 9293 §3.4).
const fn distance(from: u32, to: u32) -> i32 {
    to.wrapping_sub(from).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(first: Option<u32>, segments: &[(u32, &str)]) -> (String, bool) {
        let (mut stream, mut all) = (Stream::new(first), Vec::new());
        for (sequence, text) in segments {
            stream.take(*sequence, text.as_bytes(), &mut |bytes| all.extend_from_slice(bytes));
        }
        (String::from_utf8_lossy(&all).into_owned(), stream.has_gap())
    }

    #[test]
    fn segments_are_put_in_order() {
        assert_eq!(joined(Some(1), &[(4, "def"), (1, "abc"), (7, "g")]), ("abcdefg".into(), false));
        assert_eq!(joined(None, &[(9, "abc"), (12, "d")]), ("abcd".into(), false));
        // Sent again, and overlapping with other bytes: what came first counts.
        assert_eq!(joined(Some(1), &[(1, "abc"), (1, "abc"), (2, "XYd")]), ("abcd".into(), false));
        assert_eq!(joined(Some(1), &[(3, "cd"), (2, "bXX"), (1, "a")]), ("abcd".into(), false));
        assert_eq!(joined(Some(u32::MAX), &[(1, "cd"), (u32::MAX, "ab")]), ("abcd".into(), false));
    }

    #[test]
    fn a_gap_shows_and_is_bounded() {
        assert_eq!(joined(Some(1), &[(1, "a"), (3, "c")]), ("a".into(), true));
        let mut stream = Stream::new(Some(0));
        for at in 0..1000 {
            stream.take(10 + at * 10, &[0; 9], &mut |_| panic!("nothing is in order"));
        }
        assert!(stream.is_torn() && stream.waiting.is_empty());
    }
}
