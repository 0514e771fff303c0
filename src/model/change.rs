use serde::{Deserialize, Serialize};

use super::{Date, Quarter};

/// What an owner says of how a system can change, and cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changeability {
    /// Its software cannot be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchangeable: Option<Unchangeable>,
    /// Hardware that holds its keys, or verifies for it, and that no release of its vendor upgrades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hardware: Option<Hardware>,
    /// Library that its runtime can load by configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// The quarter at whose end it is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decommission: Option<Quarter>,
}

impl Changeability {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }
}

/// Software that cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unchangeable {
    /// What stands in the way.
    pub kind: Obstacle,
    /// Why, in the owner's words.
    pub reason: String,
}

/// What stands in the way of a change of software.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// A product whose maker alone changes it, and does not.
    VendorProduct,
    /// Its runtime or operating system gets no more releases.
    EndOfLife,
    /// Nobody here has its source, and nobody maintains it.
    ClosedSource,
}

impl Obstacle {
    /// What it is, as in `it is …`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::VendorProduct => "a vendor's product",
            Self::EndOfLife => "at the end of its life",
            Self::ClosedSource => "closed source without a maintainer",
        }
    }
}

/// Hardware that has to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hardware {
    /// What it is.
    pub kind: HardwareKind,
    /// When it is replaced anyway.
    pub refresh: Option<Quarter>,
    /// Quarters from an order to delivery, where no refresh is dated.
    pub lead_quarters: u16,
}

impl Hardware {
    /// Quarters from an order to delivery that are assumed: a planning default, a year for tender and delivery.
    pub const LEAD_QUARTERS: u16 = 4;
    /// What a scan sees of itself: keys in a TPM.
    pub const SEEN: Self =
        Self { kind: HardwareKind::Tpm, refresh: None, lead_quarters: Self::LEAD_QUARTERS };
}

/// A kind of hardware that holds keys or verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each word is the field's own")]
pub enum HardwareKind {
    Hsm,
    Tpm,
    BootRom,
    SmartCard,
    Appliance,
    Satellite,
}

impl HardwareKind {
    /// With its article.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hsm => "a hardware security module",
            Self::Tpm => "a TPM",
            Self::BootRom => "the boot ROM",
            Self::SmartCard => "a smart card",
            Self::Appliance => "an appliance",
            Self::Satellite => "a satellite",
        }
    }
}

/// A library that a runtime loads by configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Id of the library in the registry.
    pub library: String,
    /// Version that will be loaded.
    pub version: String,
}

/// A risk that somebody answers for until a day, instead of the work that would remove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Id of the work package that is not done.
    pub package: String,
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Last day.
    pub expires: Date,
}
