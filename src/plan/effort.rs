//! How much work a package is: a fixed part and a part for each asset, by kind of change.
//!
//! The figures are planning defaults of y2q, not measurements; they are printed in full with every
//! package so that an owner can argue with them, and `[effort]` of an estate file replaces them. Low, likely
//! and high are person-days. What the evidence shows of fragility multiplies them (`fragility`).
//!
//! | change | fixed | each | why |
//! |---|---|---|---|
//! | discovery | 2 · 4 · 8 | 0.05 · 0.1 · 0.25 | set up, ask the owner, run again; each unknown looked at |
//! | vendor-commitment | 2 · 4 · 10 | – | letter, negotiation, contract clause |
//! | library-upgrade | 3 · 8 · 20 | – | staging, regression tests, roll-out |
//! | ca-renewal | 10 · 25 · 60 | 2 · 4 · 8 | ceremony, certificate policy, hardware; each authority |
//! | trust-distribution | 4 · 8 · 20 | 0.02 · 0.05 · 0.1 | inventory of verifiers, roll-out; each anchor |
//! | configuration | 1 · 2 · 5 | 0.25 · 0.5 · 1 | test with peers; each configuration |
//! | certificate-reissue | 2 · 4 · 8 | 0.05 · 0.1 · 0.3 | automation; each certificate |
//! | certificate-reissue-automatic | 1 · 2 · 4 | 0.005 · 0.01 · 0.03 | what the issuer is asked for is changed, and what renews them does the rest |
//! | certificate-reissue-early | 2 · 4 · 8 | 0.1 · 0.25 · 0.6 | a day is agreed for each, the old one taken out and revoked before its end |
//! | rekey | 1 · 3 · 6 | 0.05 · 0.15 · 0.4 | procedure; each key and where it is known |
//! | replacement | 3 · 8 · 20 | 1 · 3 · 8 | design, formats, tests; each place in code |
//! | retirement | 1 · 2 · 4 | 0.1 · 0.2 · 0.5 | measure who still needs it; each place |
//! | protocol-upgrade | 2 · 5 · 12 | 0.5 · 1 · 2 | who still needs the old version; test with peers; each configuration |
//! | provider-injection | 2 · 5 · 12 | 0.25 · 0.5 · 1.5 | provider in the image, keys, tests; each algorithm |
//! | proxy-in-front | 5 · 12 · 30 | 0.5 · 1 · 3 | proxy, certificate, pilot, cut-over; each configuration |
//! | hardware-replacement | 10 · 25 · 60 | 0.1 · 0.3 · 1 | tender, acceptance, key ceremony; each key |
//! | decommission | 2 · 5 · 15 | 0.02 · 0.05 · 0.1 | move users and data, wipe keys, revoke; each asset |
//! | accept-with-expiry | 0.5 · 1 · 2 | – | review before the last day |
//! | pilot | 1 · 2 · 4 | – | one share changed, put back, changed again, and watched |
//!
//! Volume is automated: assets 1 to 20 count in full, 21 to 500 a fifth, the rest a hundredth.

use super::kind::{Kind, word};
use super::{Change, Window};
use crate::model::{EffortRate, Efforts};

/// Person-days for `change` over `count` assets, rounded up to half days: low, likely, high.
#[must_use]
pub fn effort(change: Change, count: usize) -> [f64; 3] {
    effort_of(rate(Kind::whole(change)), count, [1.0; 3])
}

/// The same with the figures of an estate, times `factor`.
pub(super) fn effort_of(rate: EffortRate, count: usize, factor: [f64; 3]) -> [f64; 3] {
    let volume = volume(count);
    let [low, likely, high] =
        [0, 1, 2].map(|at| half_days((rate.fixed[at] + rate.each[at] * volume) * factor[at]));
    // Figures of the estate's own may count assets alone, and a package may have none: no work takes no time.
    [low, likely.max(0.5), high.max(0.5)]
}

/// The figures for a kind of work: the estate's own, or the defaults.
pub(super) fn rate_of(kind: Kind, efforts: &Efforts) -> EffortRate {
    efforts.rates.get(&row(kind)).copied().unwrap_or_else(|| rate(kind))
}

/// The row of the table.
fn row(kind: Kind) -> String {
    let change = word(kind.change);
    match (kind.change, kind.part.window.word()) {
        (Change::CertificateReissue, Some(window)) => format!("{change}-{window}"),
        _ => change.to_owned(),
    }
}

/// One sentence on how [`effort_of`] came to its figures.
pub(super) fn basis(kind: Kind, count: usize, efforts: &Efforts) -> String {
    let rate = rate_of(kind, efforts);
    let whose = match efforts.rates.contains_key(&row(kind)) {
        true => "Figures of the estate file",
        false => "Planning default of y2q",
    };
    let [low, likely, high] = rate.fixed;
    let fixed = format!("{low}, {likely} and {high} days (low, likely, high)");
    if rate.each == [0.0; 3] {
        return format!("{whose}: {fixed}, whatever the number of assets.");
    }
    let [low, likely, high] = rate.each;
    let each = format!("{low}, {likely} and {high} for");
    match count {
        0 => format!("{whose}: {fixed}; there is nothing to count."),
        1 => format!("{whose}: {fixed} and {each} the one thing that it covers."),
        2..=20 => format!("{whose}: {fixed} and {each} each of {count}."),
        21..=500 => format!("{whose}: {fixed} and {each} each of {count} (from the 21st a fifth)."),
        _ => format!(
            "{whose}: {fixed} and {each} each of {count} (from the 21st a fifth, from the 501st a hundredth)."
        ),
    }
}

/// Fewest quarters that a change takes, however many people work on it: ceremonies, audits and
/// roll-outs with a way back need elapsed time: a pilot of a proxy, and an acceptance test of hardware, a quarter.
#[must_use]
pub const fn least_quarters(change: Change) -> u64 {
    match change {
        Change::CaRenewal | Change::ProxyInFront | Change::HardwareReplacement => 2,
        _ => 1,
    }
}

/// Most person-days that one package can use in a quarter: four people of 60 working days.
pub const MOST_DAYS_A_QUARTER: f64 = 240.0;

const fn rate(kind: Kind) -> EffortRate {
    let (fixed, each) = match kind.change {
        Change::Discovery => ([2.0, 4.0, 8.0], [0.05, 0.1, 0.25]),
        Change::VendorCommitment => ([2.0, 4.0, 10.0], [0.0; 3]),
        Change::LibraryUpgrade => ([3.0, 8.0, 20.0], [0.0; 3]),
        Change::CaRenewal => ([10.0, 25.0, 60.0], [2.0, 4.0, 8.0]),
        Change::TrustDistribution => ([4.0, 8.0, 20.0], [0.02, 0.05, 0.1]),
        Change::Configuration => ([1.0, 2.0, 5.0], [0.25, 0.5, 1.0]),
        Change::CertificateReissue => match kind.part.window {
            Window::Natural => ([2.0, 4.0, 8.0], [0.05, 0.1, 0.3]),
            Window::Automatic => ([1.0, 2.0, 4.0], [0.005, 0.01, 0.03]),
            Window::Early => ([2.0, 4.0, 8.0], [0.1, 0.25, 0.6]),
        },
        Change::Rekey => ([1.0, 3.0, 6.0], [0.05, 0.15, 0.4]),
        Change::Replacement => ([3.0, 8.0, 20.0], [1.0, 3.0, 8.0]),
        Change::Retirement => ([1.0, 2.0, 4.0], [0.1, 0.2, 0.5]),
        Change::ProtocolUpgrade => ([2.0, 5.0, 12.0], [0.5, 1.0, 2.0]),
        Change::ProviderInjection => ([2.0, 5.0, 12.0], [0.25, 0.5, 1.5]),
        Change::ProxyInFront => ([5.0, 12.0, 30.0], [0.5, 1.0, 3.0]),
        Change::HardwareReplacement => ([10.0, 25.0, 60.0], [0.1, 0.3, 1.0]),
        Change::Decommission => ([2.0, 5.0, 15.0], [0.02, 0.05, 0.1]),
        Change::AcceptWithExpiry => ([0.5, 1.0, 2.0], [0.0; 3]),
        Change::Pilot => ([1.0, 2.0, 4.0], [0.0; 3]),
    };
    EffortRate { fixed, each }
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn volume(count: usize) -> f64 {
    let full = count.min(20);
    let fifth = count.clamp(20, 500) - 20;
    let hundredth = count.max(500) - 500;
    full as f64 + fifth as f64 / 5.0 + hundredth as f64 / 100.0
}

/// Rounded up to half days, after taking away what floating-point noise adds.
fn half_days(days: f64) -> f64 {
    (days * 2.0 - 1e-9).ceil() / 2.0
}
