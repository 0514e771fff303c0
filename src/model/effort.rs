use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What makes a change harder than its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fragility {
    /// Buffers, columns, records or answers of a fixed width: keys and signatures outgrow them.
    FixedWidth,
    /// It is part of a format that is stored or sent, so what is there already must stay readable.
    StoredFormat,
    /// Peers hold a copy of the key and accept no other one.
    Pinning,
    /// The algorithm is written into code.
    HardCoded,
    /// Somebody else's product or interface has to change with it.
    ThirdParty,
    /// Calls in code that have to change.
    CallSites,
    /// Places that know the key and have to change with it.
    Peers,
}

impl Fragility {
    /// All, as they are told.
    pub const ALL: [Self; 7] = [
        Self::FixedWidth,
        Self::StoredFormat,
        Self::Pinning,
        Self::HardCoded,
        Self::ThirdParty,
        Self::CallSites,
        Self::Peers,
    ];

    /// Its word in an estate file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::FixedWidth => "fixed-width",
            Self::StoredFormat => "stored-format",
            Self::Pinning => "pinning",
            Self::HardCoded => "hard-coded",
            Self::ThirdParty => "third-party",
            Self::CallSites => "call-sites",
            Self::Peers => "peers",
        }
    }
}

/// Person-days of a kind of change: low, likely, high.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffortRate {
    /// Once for the package.
    pub fixed: [f64; 3],
    /// For each asset.
    pub each: [f64; 3],
}

/// Effort figures of the estate's own, instead of the defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Efforts {
    /// By word of the kind of change ([`Self::CHANGES`]).
    pub rates: BTreeMap<String, EffortRate>,
    /// What the effort is multiplied with: low, likely, high.
    pub weights: BTreeMap<Fragility, [f64; 3]>,
}

impl Efforts {
    /// Kinds of change that have a rate.
    pub const CHANGES: [&str; 19] = [
        "discovery",
        "vendor-commitment",
        "library-upgrade",
        "ca-renewal",
        "trust-distribution",
        "configuration",
        "certificate-reissue",
        "certificate-reissue-automatic",
        "certificate-reissue-early",
        "rekey",
        "replacement",
        "retirement",
        "protocol-upgrade",
        "provider-injection",
        "proxy-in-front",
        "hardware-replacement",
        "decommission",
        "accept-with-expiry",
        "pilot",
    ];

    /// Whether every figure is the default one.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.rates.is_empty() && self.weights.is_empty()
    }
}
