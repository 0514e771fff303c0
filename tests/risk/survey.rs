//! The survey's own averages (Quantum Threat Timeline Report 2025, figure 17), which its counts have to give.

use y2q::risk::{ASKED, Chance, chance_by};

#[test]
fn the_counts_give_the_averages_that_the_report_prints() {
    let printed = [(5, 5, 15), (10, 28, 49), (15, 51, 70), (20, 69, 86), (30, 81, 93)];
    for (years, low, high) in printed {
        assert_eq!(chance_by(ASKED + years), Chance { low, high }, "{years}");
    }
}

#[test]
fn the_chance_never_falls_and_ends_where_nobody_was_asked() {
    assert_eq!(chance_by(1999), Chance::default());
    assert_eq!(chance_by(ASKED), Chance::default());
    let mut last = Chance::default();
    for year in ASKED..ASKED + 60 {
        let chance = chance_by(year);
        assert!(
            chance.low >= last.low && chance.high >= last.high && chance.low <= chance.high,
            "{year}"
        );
        last = chance;
    }
    assert_eq!(last, chance_by(ASKED + 30), "no tail is invented");
    assert_eq!(chance_by(i16::MAX), last);
    // Two fifths of the way between 27.62 and 51.00, and between 48.92 and 70.23.
    assert_eq!(chance_by(ASKED + 12), Chance { low: 37, high: 57 });
}
