//! Subjects made by hand.

use std::collections::BTreeSet;

use y2q::model::{AssetId, Date, Exposure, Maturity, Primitive, Purpose, Purposes, Subject, Usage};
use y2q::policy::{Policy, shipped};

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn policy(id: &str) -> Policy {
    shipped().into_iter().find(|policy| policy.id == id).unwrap()
}

pub fn populations(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A subject that starts as a quantum-vulnerable signature of unknown strength.
pub struct Builder(Subject);

pub fn subject(algorithm: &str, family: &str) -> Builder {
    Builder(Subject {
        asset: AssetId::of("test", &[algorithm.as_bytes()]),
        kind: "algorithm".into(),
        material: None,
        algorithm: algorithm.into(),
        family: Some(family.into()),
        primitive: Primitive::Signature,
        parameter_set: None,
        curve: None,
        digest: None,
        strength: None,
        nist_category: Some(0),
        exposure: Exposure::Shor,
        purposes: Purposes::Known(BTreeSet::from([Purpose::Signature])),
        hybrid: false,
        components: Vec::new(),
        maturity: Maturity::Standard,
        usage: Usage::default(),
        not_after: None,
    })
}

impl Builder {
    pub fn strength(mut self, bits: u16) -> Self {
        self.0.strength = Some(bits);
        self
    }

    pub fn curve(mut self, curve: &str) -> Self {
        self.0.curve = Some(curve.into());
        self
    }

    pub fn exposure(mut self, exposure: Exposure) -> Self {
        self.0.exposure = exposure;
        self
    }

    pub fn primitive(mut self, primitive: Primitive) -> Self {
        self.0.primitive = primitive;
        self
    }

    pub fn mode(mut self, mode: &str) -> Self {
        self.0.usage.mode = Some(mode.into());
        self
    }

    pub fn maturity(mut self, maturity: Maturity) -> Self {
        self.0.maturity = maturity;
        self
    }

    pub fn known(mut self, purposes: &[Purpose]) -> Self {
        self.0.purposes = Purposes::Known(purposes.iter().copied().collect());
        self
    }

    pub fn one_of(mut self, purposes: &[Purpose]) -> Self {
        self.0.purposes = Purposes::OneOf(purposes.iter().copied().collect());
        self
    }

    pub fn unknown_family(mut self) -> Self {
        self.0.family = None;
        self
    }

    pub fn parts(mut self, families: &[&str]) -> Self {
        self.0.hybrid = true;
        self.0.components = families.iter().map(|family| (*family).to_owned()).collect();
        self
    }

    pub fn build(self) -> Subject {
        self.0
    }
}
