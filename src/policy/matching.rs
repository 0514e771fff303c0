//! Whether a rule speaks of a subject, where parts of the subject may be unknown.

use std::collections::BTreeSet;

use crate::model::{Exposure, Kept, Maturity, Primitive, Purpose, Secrecy, Subject};

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
            .min(bounded((self.strength_min, self.strength_max), case.strength))
            .min(one_of(&self.primitive, primitive))
            .min(one_of(&self.parameter_set, subject.parameter_set.as_ref()))
            .min(one_of(&self.curve, subject.curve.as_ref()))
            .min(self.digest(subject))
            .min(one_of(&self.kind, Some(&subject.kind)))
            .min(one_of(&self.maturity, maturity))
            .min(bounded((self.nist_category_min, self.nist_category_max), case.nist_category))
            .min(self.parts(subject))
            .min(self.usage(case))
            .min(self.system(case))
    }

    /// How the subject is used: what was not seen may be so, but for what the subject cannot have.
    fn usage(&self, case: &Case<'_>) -> Match {
        let subject = case.subject;
        let usage = &subject.usage;
        let purpose = case.purpose;
        let agrees = purpose.is_none_or(|purpose| purpose == Purpose::KeyEstablishment);
        let signs = purpose.is_none_or(|purpose| {
            matches!(purpose, Purpose::Signature | Purpose::CertificateSigning)
        });
        if (!self.secrecy.is_empty() && !agrees) || (!self.signs.is_empty() && !signs) {
            return Match::No;
        }
        let secrecy = (usage.secrecy != Secrecy::Unknown).then_some(&usage.secrecy);
        let kept = (usage.kept != Kept::Stated).then_some(&usage.kept);
        self.mode(subject)
            .min(one_of(&self.secrecy, secrecy))
            .min(one_of(&self.signs, kept))
            .min(bounded((self.levels_min, self.levels_max), usage.levels))
            .min(one_of(&self.protocol, usage.protocol.as_ref()))
            .min(self.version(subject))
    }

    /// A key is no use of a mode, and only a block cipher has one.
    fn mode(&self, subject: &Subject) -> Match {
        let has_modes = matches!(
            subject.primitive,
            Primitive::BlockCipher | Primitive::Ae | Primitive::Unknown
        );
        match one_of(&self.mode, subject.usage.mode.as_ref()) {
            Match::Maybe if subject.kind != "algorithm" || !has_modes => Match::No,
            told => told,
        }
    }

    fn version(&self, subject: &Subject) -> Match {
        let usage = &subject.usage;
        if self.version.is_empty() && self.newest.is_none() {
            return Match::Yes;
        }
        within(
            usage
                .version
                .as_ref()
                .is_some_and(|version| self.version.is_empty() || self.version.contains(version))
                && self.newest.is_none_or(|newest| newest == usage.newest),
        )
    }

    /// A post-quantum name without a digest has none: HashML-DSA says so, ML-DSA is not it (FIPS 204 §5.4).
    fn digest(&self, subject: &Subject) -> Match {
        match one_of(&self.digest, subject.digest.as_ref()) {
            Match::Maybe if subject.exposure == Exposure::None => Match::No,
            told => told,
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

/// A number within inclusive bounds.
fn bounded<T: Ord + Copy>(bounds: (Option<T>, Option<T>), value: Option<T>) -> Match {
    match (bounds, value) {
        ((None, None), _) => Match::Yes,
        (_, None) => Match::Maybe,
        ((min, max), Some(value)) => {
            within(min.is_none_or(|min| min <= value) && max.is_none_or(|max| value <= max))
        }
    }
}

const fn within(yes: bool) -> Match {
    if yes { Match::Yes } else { Match::No }
}
