//! From samples to figures. Pure, so that it can be tried on made samples.

use super::report::Time;

/// Above this relative spread a figure is not to be relied on.
pub const NOISE: f64 = 0.20;

/// Which figure of an operation counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The median: every operation does the same work.
    Median,
    /// The mean: the operation samples until a sample is accepted, so that its times follow a long-tailed law whose
    /// median says little of the cost of many.
    Mean,
}

/// The samples of one operation, in rounds: nanoseconds of one operation each.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    rounds: Vec<Vec<f64>>,
    operations: u64,
}

impl Samples {
    /// Takes a round's samples, each the mean of a batch of `batch` operations. An empty round is no round.
    pub fn add(&mut self, round: Vec<f64>, batch: u64) {
        if !round.is_empty() {
            self.operations += batch * round.len() as u64;
            self.rounds.push(round);
        }
    }

    /// Rounds taken.
    #[must_use]
    pub fn rounds(&self) -> usize {
        self.rounds.len()
    }

    /// Operations timed.
    #[must_use]
    pub const fn operations(&self) -> u64 {
        self.operations
    }

    /// The figures; none without samples.
    #[must_use]
    pub fn time(&self, figure: Figure) -> Option<Time> {
        let all = sorted(self.rounds.iter().flatten().copied().collect());
        let rounds = sorted(self.rounds.iter().map(|round| of_round(round, figure)).collect());
        let median = quantile(&all, 0.5)?;
        let spread = match figure {
            Figure::Median => {
                let middle = quantile(&rounds, 0.5)?;
                relative(quantile(&rounds, 0.75)? - quantile(&rounds, 0.25)?, middle)
            }
            // What rejection spreads is no noise: what counts is how well the mean is known.
            Figure::Mean => 2.0 * self.standard_error(),
        };
        Some(Time {
            median,
            lowest: rounds.first().copied()?,
            p95: quantile(&all, 0.95)?,
            mean: mean(&all),
            spread,
            samples: self.operations,
            noisy: spread > NOISE,
        })
    }

    /// Standard error of the mean, relative to it.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        let all = self.rounds.iter().flatten().copied().collect::<Vec<_>>();
        let mean = mean(&all);
        let count = all.len() as f64;
        if count < 2.0 {
            return f64::INFINITY;
        }
        let squares = all.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>();
        relative((squares / (count - 1.0) / count).sqrt(), mean)
    }
}

/// The figure of `time` that counts.
#[must_use]
pub const fn figure(time: &Time, figure: Figure) -> f64 {
    match figure {
        Figure::Median => time.median,
        Figure::Mean => time.mean,
    }
}

fn of_round(round: &[f64], figure: Figure) -> f64 {
    match figure {
        Figure::Median => quantile(&sorted(round.to_vec()), 0.5).unwrap_or_default(),
        Figure::Mean => mean(round),
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / (values.len().max(1) as f64)
}

fn relative(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The value below which `share` of the sorted `values` lies, between two of them where it falls between.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let (first, second) = (values.get(below)?, values.get((below + 1).min(last))?);
    Some(first + (second - first) * part)
}
