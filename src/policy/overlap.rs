//! Whether two selectors can speak of the same use.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use crate::model::{Exposure, Kept, Maturity, Primitive, Purpose, Secrecy, SpannedError, Subject};

use super::{POPULATIONS, Policy, Selector, read};

/// Two rules of one precedence that speak of one use and give it different statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Positions of the rules in the policy.
    pub rules: (usize, usize),
    /// Name of an algorithm that both speak of.
    pub algorithm: String,
    /// A purpose for which they do.
    pub purpose: Purpose,
}

/// Every two rules of one precedence that give different statuses to one of `subjects` for one purpose, in some system.
///
/// What is not known of a subject, and all that rules ask of the system, may be anything: two selectors meet where
/// some value satisfies both. A system is taken to belong to one population at a time, so that rules for different
/// populations do not meet; of a system that belongs to both the first rule speaks.
#[must_use]
pub fn overlaps(policy: &Policy, subjects: &[Subject]) -> Vec<Overlap> {
    let mut found = Vec::new();
    for (second, rule) in policy.rules.iter().enumerate() {
        for (first, earlier) in policy.rules[..second].iter().enumerate() {
            if earlier.precedence != rule.precedence || earlier.steps == rule.steps {
                continue;
            }
            let pair = Pair { a: &earlier.select, b: &rule.select };
            if !pair.system(policy) {
                continue;
            }
            let own = [earlier, rule].into_iter().flat_map(|one| &one.examples);
            let all = subjects.iter().chain(own.map(|example| &example.subject));
            let met = all
                .flat_map(|subject| {
                    subject.purposes.possible().iter().map(move |purpose| (subject, *purpose))
                })
                .find(|(subject, purpose)| pair.meets(subject, *purpose));
            found.extend(met.map(|(subject, purpose)| Overlap {
                rules: (first, second),
                algorithm: subject.algorithm.clone(),
                purpose,
            }));
        }
    }
    found
}

impl Overlap {
    /// The overlap as a fault of the file `text` that `policy` was read from.
    #[must_use]
    pub fn fault(&self, policy: &Policy, text: &str) -> SpannedError {
        let (first, second) = self.rules;
        let id = |at: usize| policy.rules.get(at).map_or("", |rule| rule.id.as_str());
        let (first, second) = (id(first), id(second));
        let purpose = read::words::of(&self.purpose);
        let message = format!(
            "rules `{first}` and `{second}` can both speak of `{}` for {purpose} and give it different statuses",
            self.algorithm
        );
        let help = format!(
            "narrow the `select` of one of them, or say which is asked first with `precedence`: `{first}` as \
             an exception, or `{second}` for the rest (`otherwise`)"
        );
        // Of rules that are inherited, the later or the earlier one may stand in another file.
        let place = place(text, second).or_else(|| place(text, first)).unwrap_or_default();
        SpannedError::new(message, place).help(help)
    }
}

/// Place of the id of a rule.
fn place(text: &str, id: &str) -> Option<Range<usize>> {
    let document = DeTable::parse(text).ok()?;
    let rules = document.get_ref().get("rule")?.get_ref().as_array()?;
    rules.iter().find_map(|rule| {
        let value = rule.get_ref().as_table()?.get("id")?;
        (value.get_ref().as_str() == Some(id)).then(|| value.span())
    })
}

/// Two selectors.
struct Pair<'p> {
    a: &'p Selector,
    b: &'p Selector,
}

impl Pair<'_> {
    /// Whether some system satisfies what both ask of it.
    fn system(&self, policy: &Policy) -> bool {
        let (a, b) = (self.a, self.b);
        let in_both = |word: &str| {
            [a, b].iter().all(|one| one.population.is_empty() || one.population.contains(word))
        };
        // A word of a rule stands beside one that the policy applies to.
        let belongs =
            POPULATIONS.iter().any(|one| in_both(one.word) && !policy.excludes.contains(one.word));
        belongs && meet(&a.tier, &b.tier) && meet(&a.network, &b.network)
    }

    /// Whether both speak of a subject that is used for `purpose`, or may.
    fn meets(&self, subject: &Subject, purpose: Purpose) -> bool {
        let (a, b) = (self.a, self.b);
        joint(&a.family, &b.family, subject.family.as_ref())
            && joint(&a.purpose, &b.purpose, Some(&purpose))
            && joint(&a.exposure, &b.exposure, known(&subject.exposure, &Exposure::Indeterminate))
            && joint(&a.primitive, &b.primitive, known(&subject.primitive, &Primitive::Unknown))
            && named(&a.parameter_set, &b.parameter_set, subject.parameter_set.as_ref())
            && named(&a.curve, &b.curve, subject.curve.as_ref())
            && joint(&a.maturity, &b.maturity, known(&subject.maturity, &Maturity::Unknown))
            && range(
                (a.strength_min, a.strength_max),
                (b.strength_min, b.strength_max),
                subject.strength,
            )
            && range(
                (a.nist_category_min, a.nist_category_max),
                (b.nist_category_min, b.nist_category_max),
                subject.nist_category,
            )
            && self.digest(subject)
            && self.parts(subject)
            && self.usage(subject, purpose)
    }

    fn digest(&self, subject: &Subject) -> bool {
        let (a, b) = (self.a, self.b);
        let asks = !a.digest.is_empty() || !b.digest.is_empty();
        // A post-quantum name without a digest has none.
        if asks && subject.digest.is_none() && subject.exposure == Exposure::None {
            return false;
        }
        joint(&a.digest, &b.digest, subject.digest.as_ref())
    }

    fn parts(&self, subject: &Subject) -> bool {
        [self.a, self.b].iter().all(|one| {
            let hybrid = one.hybrid.is_none_or(|hybrid| hybrid == subject.hybrid);
            let has = |part: &String| one.component.contains(part);
            let parts = one.component.is_empty()
                || (subject.hybrid
                    && (subject.components.is_empty() || subject.components.iter().any(has)));
            hybrid && parts
        })
    }

    fn usage(&self, subject: &Subject, purpose: Purpose) -> bool {
        let (a, b) = (self.a, self.b);
        let usage = &subject.usage;
        let asks = |what: fn(&Selector) -> bool| what(a) || what(b);
        let signs = matches!(purpose, Purpose::Signature | Purpose::CertificateSigning);
        let can = (purpose == Purpose::KeyEstablishment || !asks(|one| !one.secrecy.is_empty()))
            && (signs || !asks(|one| !one.signs.is_empty()))
            && (purpose != Purpose::Integrity || !asks(|one| one.lifetime_min.is_some()))
            && self.mode(subject);
        let is_version = |one: &Selector| one.version.is_empty() && one.newest.is_none();
        let version = match &usage.version {
            None => is_version(a) && is_version(b),
            Some(version) => {
                let newest = |one: &Selector| one.newest.is_none_or(|is| is == usage.newest);
                joint(&a.version, &b.version, Some(version)) && newest(a) && newest(b)
            }
        };
        let levels =
            range((a.levels_min, a.levels_max), (b.levels_min, b.levels_max), usage.levels);
        can && version
            && levels
            && meet(&a.kind, &b.kind)
            && joint(&a.secrecy, &b.secrecy, known(&usage.secrecy, &Secrecy::Unknown))
            && joint(&a.signs, &b.signs, known(&usage.kept, &Kept::Stated))
            && joint(&a.protocol, &b.protocol, usage.protocol.as_ref())
    }

    /// Only what code calls has a mode, and of that only a block cipher.
    fn mode(&self, subject: &Subject) -> bool {
        let (a, b) = (self.a, self.b);
        if a.mode.is_empty() && b.mode.is_empty() {
            return true;
        }
        let calls = |one: &Selector| one.kind.is_empty() || one.kind.contains("algorithm");
        let has_modes = matches!(
            subject.primitive,
            Primitive::BlockCipher | Primitive::Ae | Primitive::Unknown
        );
        has_modes && calls(a) && calls(b) && joint(&a.mode, &b.mode, subject.usage.mode.as_ref())
    }
}

/// The value, unless it stands for what is not known.
fn known<'v, T: PartialEq>(value: &'v T, unknown: &T) -> Option<&'v T> {
    (value != unknown).then_some(value)
}

/// Whether both sets allow the value, or some value where it is not known; an empty set allows every one.
fn joint<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>, value: Option<&T>) -> bool {
    match value {
        None => meet(a, b),
        Some(value) => [a, b].iter().all(|allowed| allowed.is_empty() || allowed.contains(value)),
    }
}

/// As [`joint`], for what the strength follows from: a subject without it is looked at with every value that there is.
fn named(a: &BTreeSet<String>, b: &BTreeSet<String>, value: Option<&String>) -> bool {
    (a.is_empty() && b.is_empty()) || (value.is_some() && joint(a, b, value))
}

fn meet<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    a.is_empty() || b.is_empty() || a.intersection(b).next().is_some()
}

type Bounds<T> = (Option<T>, Option<T>);

fn range<T: Ord + Copy>(a: Bounds<T>, b: Bounds<T>, value: Option<T>) -> bool {
    let min = a.0.max(b.0);
    let max = match (a.1, b.1) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    match value {
        Some(value) => min.is_none_or(|min| min <= value) && max.is_none_or(|max| value <= max),
        None => min.zip(max).is_none_or(|(min, max)| min <= max),
    }
}
