//! Whether a rule speaks of a subject, where parts of the subject may be unknown.

use std::collections::BTreeSet;

use crate::model::{Exposure, Maturity, Primitive, Purpose, Subject};

use super::{Selector, Setting};

/// Whether a selector matches. Ordered so that the minimum over fields is the selector's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// A known field differs.
    No,
    /// No known field differs, and an unknown one would have to match.
    Maybe,
    /// Every stated field matches.
    Yes,
}

/// A subject under an assumed purpose, strength and category; `None` where it stays unknown.
#[derive(Clone, Copy)]
pub(super) struct Case<'s> {
    pub(super) subject: &'s Subject,
    pub(super) setting: &'s Setting<'s>,
    pub(super) purpose: Option<Purpose>,
    pub(super) strength: Option<u16>,
    pub(super) nist_category: Option<u8>,
}

impl Selector {
    pub(super) fn matches(&self, case: &Case<'_>) -> Match {
        let subject = case.subject;
        // The two that tell most rules apart come first: most answers are `No`.
        let told = one_of(&self.family, subject.family.as_ref());
        if told == Match::No {
            return Match::No;
        }
        let told = told.min(one_of(&self.purpose, case.purpose.as_ref()));
        if told == Match::No {
            return Match::No;
        }
        let exposure = (subject.exposure != Exposure::Indeterminate).then_some(&subject.exposure);
        let primitive = (subject.primitive != Primitive::Unknown).then_some(&subject.primitive);
        let maturity = (subject.maturity != Maturity::Unknown).then_some(&subject.maturity);
        told.min(one_of(&self.exposure, exposure))
            .min(self.strength(case.strength))
            .min(one_of(&self.primitive, primitive))
            .min(one_of(&self.parameter_set, subject.parameter_set.as_ref()))
            .min(one_of(&self.curve, subject.curve.as_ref()))
            .min(self.digest(subject))
            .min(one_of(&self.kind, Some(&subject.kind)))
            .min(one_of(&self.maturity, maturity))
            .min(self.category(case.nist_category))
            .min(self.parts(subject))
            .min(self.system(case))
    }

    /// Whether it bounds the classical strength.
    pub(super) const fn bounds_strength(&self) -> bool {
        self.strength_min.is_some() || self.strength_max.is_some()
    }

    /// A post-quantum name without a digest has none: HashML-DSA says so, ML-DSA is not it (FIPS 204 §5.4).
    fn digest(&self, subject: &Subject) -> Match {
        match one_of(&self.digest, subject.digest.as_ref()) {
            Match::Maybe if subject.exposure == Exposure::None => Match::No,
            told => told,
        }
    }

    fn strength(&self, strength: Option<u16>) -> Match {
        match strength {
            _ if !self.bounds_strength() => Match::Yes,
            None => Match::Maybe,
            Some(bits) => within(
                self.strength_min.is_none_or(|min| min <= bits)
                    && self.strength_max.is_none_or(|max| bits <= max),
            ),
        }
    }

    fn category(&self, category: Option<u8>) -> Match {
        match category {
            _ if self.nist_category_min.is_none() && self.nist_category_max.is_none() => Match::Yes,
            None => Match::Maybe,
            Some(category) => within(
                self.nist_category_min.is_none_or(|min| min <= category)
                    && self.nist_category_max.is_none_or(|max| category <= max),
            ),
        }
    }

    /// What the rule asks of the system: populations are known, the rest may not have been stated.
    fn system(&self, case: &Case<'_>) -> Match {
        let belongs = self.population.is_empty()
            || case.setting.populations.iter().any(|word| self.population.contains(word));
        let lifetime = match (self.lifetime_min, case.setting.lifetime(case.purpose)) {
            (None, _) => Match::Yes,
            (Some(_), None) => Match::Maybe,
            (Some(min), Some(years)) => within(min <= years),
        };
        within(belongs)
            .min(lifetime)
            .min(one_of(&self.tier, case.setting.tier.as_ref()))
            .min(one_of(&self.network, case.setting.network.as_ref()))
    }

    fn parts(&self, subject: &Subject) -> Match {
        let hybrid = within(self.hybrid.is_none_or(|hybrid| hybrid == subject.hybrid));
        if self.component.is_empty() || hybrid == Match::No {
            hybrid
        } else if subject.hybrid && subject.components.is_empty() {
            Match::Maybe
        } else {
            within(
                subject.hybrid
                    && subject.components.iter().any(|part| self.component.contains(part)),
            )
        }
    }
}

fn one_of<T: Ord>(allowed: &BTreeSet<T>, value: Option<&T>) -> Match {
    match value {
        _ if allowed.is_empty() => Match::Yes,
        None => Match::Maybe,
        Some(value) => within(allowed.contains(value)),
    }
}

const fn within(yes: bool) -> Match {
    if yes { Match::Yes } else { Match::No }
}
