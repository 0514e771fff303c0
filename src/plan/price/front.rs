use super::{Alternative, Weighed, number, rounded};
use crate::scheme::Scheme;

/// Those of `candidates` that no other one beats or equals in everything weighed while beating it in something:
/// category, bytes, time.
pub(in crate::plan) fn front(
    best: (&Scheme, &Weighed),
    candidates: &[(&Scheme, &Weighed)],
) -> Vec<Alternative> {
    let measure = |(scheme, weighed): (&Scheme, &Weighed)| Measure::of(scheme, weighed);
    let own = measure(best);
    let mut front = Vec::new();
    for &candidate in candidates.iter().filter(|(scheme, _)| scheme.id != best.0.id) {
        let its = measure(candidate);
        let beaten = candidates
            .iter()
            .filter(|(scheme, _)| scheme.id != candidate.0.id)
            .chain([&best])
            .any(|other| measure(*other).beats(&its));
        let better = its.better_than(&own);
        if !beaten && !better.is_empty() {
            front.push(Alternative {
                scheme: candidate.0.id.to_owned(),
                name: candidate.0.name.to_owned(),
                better,
                behind: String::new(),
                price: candidate.1.price.clone(),
            });
        }
    }
    front
}

/// What is weighed; less is better of bytes and time, more of category.
struct Measure {
    category: u8,
    bytes: u32,
    /// Milliseconds of whatever the demand asks for, three digits of them; unknown is no merit.
    time: f64,
}

impl Measure {
    fn of(scheme: &Scheme, weighed: &Weighed) -> Self {
        let price = &weighed.price;
        let handshake = price.handshake.as_ref();
        let (public, output) = price.objects;
        let time = handshake
            .map(|one| one.first_byte_ms.1)
            .or(price.verify_ms)
            .or(price.signatures_per_core_second.map(|rate| 1000.0 / rate.max(1e-9)));
        Self {
            category: scheme.nist_category.unwrap_or(0),
            bytes: handshake.map_or_else(|| public.saturating_add(output), |one| one.bytes.1),
            time: time.map_or(f64::INFINITY, rounded),
        }
    }

    fn beats(&self, other: &Self) -> bool {
        let no_worse =
            self.category >= other.category && self.bytes <= other.bytes && self.time <= other.time;
        let better =
            self.category > other.category || self.bytes < other.bytes || self.time < other.time;
        no_worse && better
    }

    fn better_than(&self, other: &Self) -> String {
        let mut words = Vec::new();
        if self.category > other.category {
            words.push(format!("category {} instead of {}", self.category, other.category));
        }
        if self.bytes < other.bytes {
            words.push(format!("{} bytes instead of {}", self.bytes, other.bytes));
        }
        if self.time < other.time && self.time.is_finite() {
            words.push(format!("{} ms instead of {}", number(self.time), number(other.time)));
        }
        words.join(", ")
    }
}
