//! Processor cycles of an operation, where the processor counts them and the system lets a user read its counters.

/// Cycles of one operation in user mode: the median of several batches of `batch`. None without the feature
/// `bench-cycles`, where the machine has no counters (most virtual ones) or does not lend them
/// (`kernel.perf_event_paranoid`), and where the operation fails.
#[cfg(all(feature = "bench-cycles", target_os = "linux"))]
pub fn of(batch: u64, mut work: impl FnMut() -> bool) -> Option<f64> {
    use perf_event::Builder;
    use perf_event::events::Hardware;

    const BATCHES: usize = 5;
    /// Whoever takes longer has fewer batches.
    const LONG: std::time::Duration = std::time::Duration::from_millis(50);

    let mut counter = Builder::new().kind(Hardware::CPU_CYCLES).build().ok()?;
    let mut counts = Vec::new();
    let begin = std::time::Instant::now();
    while counts.len() < BATCHES && (counts.is_empty() || begin.elapsed() < LONG) {
        counter.reset().ok()?;
        counter.enable().ok()?;
        let well = (0..batch).all(|_| work());
        counter.disable().ok()?;
        if !well {
            return None;
        }
        counts.push(counter.read().ok()? as f64 / batch.max(1) as f64);
    }
    counts.sort_by(f64::total_cmp);
    super::statistics::quantile(&counts, 0.5).filter(|cycles| *cycles > 0.0)
}

/// None: this build does not count.
#[cfg(not(all(feature = "bench-cycles", target_os = "linux")))]
pub fn of(_batch: u64, _work: impl FnMut() -> bool) -> Option<f64> {
    None
}

#[cfg(test)]
mod tests {
    /// With counters or without.
    #[test]
    fn an_operation_that_fails_has_no_cycles() {
        assert_eq!(super::of(3, || false), None);
        let counted = super::of(3, || std::hint::black_box(1) == 1);
        assert!(counted.is_none_or(|cycles| cycles > 0.0), "{counted:?}");
    }
}
