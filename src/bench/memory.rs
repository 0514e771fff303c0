//! What an operation takes from the heap, in builds that count it, and of the stack, where the system tells.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Peak of the heap above what it was before, while `work` runs a second time: what it keeps from the first is no
/// cost of every operation. None in builds without the counting allocator.
#[cfg(feature = "bench-memory")]
pub fn heap_of(mut work: impl FnMut() -> bool) -> Option<u64> {
    if !work() {
        return None;
    }
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    if !work() {
        return None;
    }
    u64::try_from(HEAP.peak_usage().saturating_sub(before)).ok()
}

/// None: this build does not count.
#[cfg(not(feature = "bench-memory"))]
pub fn heap_of(_work: impl FnMut() -> bool) -> Option<u64> {
    None
}

#[cfg(feature = "bench-memory")]
#[global_allocator]
static HEAP: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Bytes of the stack that `work` reaches into, in whole pages; what a thread takes by itself is the least. None where
/// the system does not tell which pages a thread has touched, and where `work` fails.
pub fn stack_of(size: usize, work: impl FnMut() -> bool + Send) -> Option<u64> {
    let reached = reached(size, work)?;
    reached.bytes.checked_next_multiple_of(reached.page)
}

/// Stacks are asked for in ever larger sizes: the C library keeps those of threads that ended for others that fit, with
/// what was touched of them.
static STACKS: AtomicUsize = AtomicUsize::new(0);
const LARGER: usize = 64 << 10;

/// How far below its first frame a thread has touched its stack, and the size of its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reached {
    bytes: u64,
    page: u64,
}

/// `work` on a new stack of `size` bytes, none of which was touched before. The stack is looked at from outside, so
/// that looking leaves no trace on it.
fn reached(size: usize, mut work: impl FnMut() -> bool + Send) -> Option<Reached> {
    let size = size + LARGER * STACKS.fetch_add(1, Ordering::Relaxed);
    let (tell, told) = mpsc::channel();
    let (go_on, wait) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let body = move || {
            let first = 0_u8;
            let address = std::ptr::from_ref(&first).addr() as u64;
            let well = work();
            // Whoever asked may have given up, which is no matter of this thread.
            let _ = tell.send(well.then_some(address));
            let _ = wait.recv();
        };
        std::thread::Builder::new().stack_size(size).spawn_scoped(scope, body).ok()?;
        let address = told.recv().ok().flatten();
        let reached = address.and_then(pages::reached);
        drop(go_on);
        reached
    })
}

/// The kernel's account of pages: proc_pid_smaps(5), proc_pid_pagemap(5).
#[cfg(target_os = "linux")]
mod pages {
    use std::fs::File;
    use std::io::{Read as _, Seek as _, SeekFrom};

    use super::Reached;

    /// Bits 62 and 63 of an entry of the page map: swapped, present.
    const TOUCHED: u64 = 0b11 << 62;
    const ENTRY: u64 = 8;

    /// From `address` down to the lowest page that was touched of the mapping that it lies in.
    pub(super) fn reached(address: u64) -> Option<Reached> {
        let (start, page) = mapping(&std::fs::read_to_string("/proc/self/smaps").ok()?, address)?;
        let count = usize::try_from(address.checked_sub(start)?.checked_div(page)? + 1).ok()?;
        let mut file = File::open("/proc/self/pagemap").ok()?;
        file.seek(SeekFrom::Start(start / page * ENTRY)).ok()?;
        let mut entries = vec![0; count * ENTRY as usize];
        file.read_exact(&mut entries).ok()?;
        let (entries, _) = entries.as_chunks::<{ ENTRY as usize }>();
        let lowest =
            entries.iter().position(|entry| u64::from_le_bytes(*entry) & TOUCHED != 0)? as u64;
        Some(Reached { bytes: address - (start + lowest * page), page })
    }

    /// Where the mapping of `address` begins, and the bytes of its pages.
    pub(super) fn mapping(text: &str, address: u64) -> Option<(u64, u64)> {
        let mut lines = text.lines();
        let start = lines.by_ref().find_map(|line| {
            let (start, end) = line.split_once(' ')?.0.split_once('-')?;
            let start = u64::from_str_radix(start, 16).ok()?;
            let end = u64::from_str_radix(end, 16).ok()?;
            (start..end).contains(&address).then_some(start)
        })?;
        let size = lines.find_map(|line| line.strip_prefix("KernelPageSize:"))?;
        let kibibytes = size.trim().strip_suffix(" kB")?.parse::<u64>().ok()?;
        Some((start, kibibytes.checked_mul(1024).filter(|page| *page > 0)?))
    }
}

/// Elsewhere nobody tells.
#[cfg(not(target_os = "linux"))]
mod pages {
    pub(super) fn reached(_address: u64) -> Option<super::Reached> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    const STACK: usize = 64 << 20;

    #[test]
    fn a_mapping_is_found_by_an_address_in_it() {
        let text = "7f00-8000 rw-p 0 00:00 0\nSize: 1 kB\nKernelPageSize:        4 kB\n\
                    9000-a000 rw-p 0 00:00 0\nKernelPageSize:       16 kB\n";
        assert_eq!(pages::mapping(text, 0x7fff), Some((0x7f00, 4096)));
        assert_eq!(pages::mapping(text, 0x9000), Some((0x9000, 16_384)));
        assert_eq!(pages::mapping(text, 0x8000), None);
    }

    /// Touches `N` bytes of its own frame.
    #[inline(never)]
    fn touch<const N: usize>() -> bool {
        let bytes = std::hint::black_box([1_u8; N]);
        bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() == N
    }

    #[test]
    fn what_is_touched_is_what_is_told() {
        let small = stack_of(STACK, || true).unwrap();
        let middle = stack_of(STACK, touch::<40_000>).unwrap();
        let large = stack_of(STACK, touch::<1_000_000>).unwrap();
        assert!(small <= 16 << 10 && small.is_multiple_of(4096), "{small}");
        assert!((40_000..180_000).contains(&middle), "{middle}");
        // Without optimisation an array is copied once or twice more.
        assert!((1_000_000..4_200_000).contains(&large), "{large}");
        assert_eq!(stack_of(STACK, || true), Some(small), "no trace of earlier ones");
        assert_eq!(stack_of(STACK, || false), None);
    }
}
