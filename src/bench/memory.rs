//! What an operation takes from the heap, in builds that count it.

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
