//! What experts believe of the quantum computer's arrival: a distribution instead of a year.
//!
//! Mosca, M. and Piani, M., *Quantum Threat Timeline Report 2025*, evolutionQ and Global Risk Institute, March 2026,
//! appendix A.4: the answers of 26 experts to how likely a quantum computer is that factors a 2048-bit number in
//! less than 24 hours, within 5, 10, 15, 20 and 30 years. It is belief of a small panel that changes every year,
//! and no forecast.

use serde::{Deserialize, Serialize};

/// Edition, for the sentence beside every number that comes from it.
pub const EDITION: &str = "26 experts, Quantum Threat Timeline Report 2025 (Global Risk Institute, March 2026), \
                           averages of the pessimistic and the optimistic reading; belief, no forecast";
/// Year in which the experts were asked.
pub const ASKED: i16 = 2025;

/// Years asked about, and how many experts chose each of the answers below.
const COUNTS: [(i16, [u32; 7]); 5] = [
    (5, [13, 5, 6, 1, 1, 0, 0]),
    (10, [3, 4, 6, 7, 4, 1, 1]),
    (15, [0, 3, 5, 3, 9, 4, 2]),
    (20, [0, 0, 2, 6, 6, 4, 8]),
    (30, [0, 0, 1, 3, 5, 5, 12]),
];
/// Percentages that an answer spans, lowest and highest (appendix A.4, as the authors assign them): below 1 %, below
/// 5 %, below 30 %, about 50 %, above 70 %, above 95 %, above 99 %.
const ANSWERS: [(u32, u32); 7] = [(0, 1), (1, 5), (5, 30), (30, 70), (70, 95), (95, 99), (99, 100)];

/// A probability as the pessimists and the optimists of a panel have it, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Chance {
    /// Every expert's lowest value, averaged.
    pub low: u8,
    /// Every expert's highest value, averaged.
    pub high: u8,
}

/// The chance that the quantum computer exists by the end of `year`: linear between the years asked about, nothing
/// before the experts were asked, and after the last year what it is then.
#[must_use]
pub fn chance_by(year: i16) -> Chance {
    let years = year.saturating_sub(ASKED).max(0);
    let mut before = (0_i16, (0_u32, 0_u32));
    for (horizon, counts) in COUNTS {
        let reached = (horizon, averages(counts));
        if years <= horizon {
            let at = |from: u32, to: u32| between(years, (before.0, from), (horizon, to));
            return Chance { low: at(before.1.0, reached.1.0), high: at(before.1.1, reached.1.1) };
        }
        before = reached;
    }
    Chance { low: rounded(before.1.0), high: rounded(before.1.1) }
}

/// Averages of the lowest and of the highest values, in thousandths of a percent.
fn averages(counts: [u32; 7]) -> (u32, u32) {
    let all: u32 = counts.iter().sum();
    let sum = |pick: fn((u32, u32)) -> u32| {
        let weighed = counts.iter().zip(ANSWERS).map(|(count, answer)| count * pick(answer));
        weighed.sum::<u32>() * 1000 / all.max(1)
    };
    (sum(|(low, _)| low), sum(|(_, high)| high))
}

fn between(years: i16, (start, from): (i16, u32), (end, to): (i16, u32)) -> u8 {
    let span = u32::from((end - start).unsigned_abs()).max(1);
    let passed = u32::from((years - start).unsigned_abs());
    rounded(from + to.saturating_sub(from) * passed / span)
}

/// Thousandths of a percent to percent.
fn rounded(thousandths: u32) -> u8 {
    u8::try_from((thousandths + 500) / 1000).unwrap_or(100)
}

impl std::fmt::Display for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {} %", self.low, self.high)
    }
}
