//! Processor time of the thread that asks.

/// Nanoseconds of processor time of this thread since some moment of its own.
///
/// Elsewhere than on Unix the wall clock stands in, which counts what other programs took as well.
#[cfg(unix)]
pub(super) fn thread_nanoseconds() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    // A run of minutes stays far below 2^53 nanoseconds.
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// Nanoseconds of the wall clock since the first call.
#[cfg(not(unix))]
pub(super) fn thread_nanoseconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64() * 1e9
}

/// What `work` gives, and the processor time that it took, nanoseconds.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = thread_nanoseconds();
    let result = work();
    (result, (thread_nanoseconds() - start).max(0.0))
}
