use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use y2q::bench::code::Prepared;
use y2q::bench::harness::{Bounds, Lane, measure};
use y2q::bench::report::Figure;

use super::fixtures::{clock, set_clock};

const BOUNDS: Bounds = Bounds {
    rounds: 5,
    slice: Duration::from_micros(200),
    share: Duration::from_micros(1000),
    least: 2,
    more: 3,
    end: Duration::from_secs(1),
};

/// An operation that counts how often it is done; the clock's step is its time.
fn counted() -> (Prepared, Arc<AtomicU64>) {
    let count = Arc::new(AtomicU64::new(0));
    let own = Arc::clone(&count);
    (Prepared::new(1, move || own.fetch_add(1, Ordering::Relaxed) < u64::MAX), count)
}

#[test]
fn short_operations_are_timed_in_batches() {
    set_clock(Duration::ZERO, 2_000);
    let (operation, count) = counted();
    let mut lanes = [Lane::new(operation, Figure::Median, &BOUNDS, clock)];
    assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
    let time = lanes[0].samples.time(Figure::Median).unwrap();
    // Two microseconds a batch of ten.
    assert_eq!((time.median, time.spread, time.noisy), (200.0, 0.0, false));
    assert_eq!(lanes[0].samples.rounds(), 5);
    assert_eq!(count.load(Ordering::Relaxed), 3 + lanes[0].samples.operations());
}

#[test]
fn long_operations_have_fewer_rounds_but_some() {
    set_clock(Duration::ZERO, 5_000_000);
    let mut lanes = [Lane::new(counted().0, Figure::Median, &BOUNDS, clock)];
    assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
    assert_eq!(lanes[0].samples.rounds(), 2);
    assert_eq!(lanes[0].samples.operations(), 2);
}

#[test]
fn noise_is_given_more_rounds_and_then_told() {
    set_clock(Duration::ZERO, 30_000);
    let slower = Prepared::new(1, move || {
        // Every call is slower than the one before.
        let now = clock();
        set_clock(now + now / 4, 30_000);
        true
    });
    let bounds = Bounds { end: Duration::MAX, ..BOUNDS };
    let mut lanes = [Lane::new(slower, Figure::Median, &bounds, clock)];
    assert!(measure(&mut lanes, &bounds, clock, &mut |_, _, _| true));
    assert!(lanes[0].samples.rounds() > bounds.least, "{}", lanes[0].samples.rounds());
    assert!(lanes[0].samples.time(Figure::Median).unwrap().noisy);
}

#[test]
fn a_clock_that_runs_backwards_gives_no_figure() {
    set_clock(Duration::from_secs(1), -1_000);
    let mut lanes = [Lane::new(counted().0, Figure::Median, &BOUNDS, clock)];
    assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
    assert!(lanes[0].fault.unwrap().contains("clock"));
    assert!(lanes[0].samples.time(Figure::Median).is_none());
    set_clock(Duration::from_secs(1), 0);
    let mut lanes = [Lane::new(counted().0, Figure::Median, &BOUNDS, clock)];
    assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
    assert!(lanes[0].fault.is_some(), "a clock that stands still");
}

/// A clock that goes wrong in the middle of a round must neither keep it from its end nor leave a figure of it.
#[test]
fn a_clock_that_goes_wrong_midway_ends_the_round() {
    for step in [-1_000_000, 0] {
        set_clock(Duration::from_millis(500), 30_000);
        // Two or three to warm up; the first round has more than these.
        let mut left = 5;
        let operation = Prepared::new(1, move || {
            left -= 1;
            if left == 0 {
                set_clock(clock(), step);
            }
            true
        });
        let mut lanes = [Lane::new(operation, Figure::Median, &BOUNDS, clock)];
        assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
        assert!(lanes[0].fault.unwrap().contains("clock"), "{step}");
        assert_eq!(lanes[0].samples.rounds(), 0, "{step}");
    }
}

#[test]
fn an_operation_that_fails_has_no_figure() {
    set_clock(Duration::ZERO, 30_000);
    let mut left = 20;
    let failing = Prepared::new(1, move || {
        left -= 1;
        left > 0
    });
    let mut lanes = [
        Lane::new(failing, Figure::Median, &BOUNDS, clock),
        Lane::new(counted().0, Figure::Median, &BOUNDS, clock),
    ];
    assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
    assert!(lanes[0].fault.unwrap().contains("failed"));
    assert!(lanes[1].fault.is_none() && lanes[1].samples.rounds() == 5);
}

#[test]
fn it_stops_when_it_is_told_to() {
    set_clock(Duration::ZERO, 30_000);
    let mut lanes = [0, 1].map(|_| Lane::new(counted().0, Figure::Median, &BOUNDS, clock));
    let mut steps = 0;
    let complete = measure(&mut lanes, &BOUNDS, clock, &mut |_, done, total| {
        steps += 1;
        assert_eq!((done, total), (steps, 10));
        steps < 3
    });
    assert!(!complete);
    // The second round runs the other way round.
    assert_eq!([1, 2], [lanes[0].samples.rounds(), lanes[1].samples.rounds()]);
}

/// When the time is over everything has what it needs at least.
#[test]
fn the_end_leaves_nothing_without_a_figure() {
    set_clock(Duration::from_secs(5), 30_000);
    let mut lanes = [0, 1, 2].map(|_| Lane::new(counted().0, Figure::Median, &BOUNDS, clock));
    assert!(measure(&mut lanes, &BOUNDS, clock, &mut |_, _, _| true));
    assert!(lanes.iter().all(|lane| lane.samples.rounds() == BOUNDS.least));
}
