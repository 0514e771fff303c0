use crate::model::{DataTier, NetworkExposure, Purpose, SystemContext};

/// What is known of the system that a subject stands in; `None` is unknown, never a default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Setting<'a> {
    /// Populations that the system belongs to.
    pub populations: &'a [String],
    /// Information tier.
    pub tier: Option<DataTier>,
    /// Who can reach it.
    pub network: Option<NetworkExposure>,
    /// Years for which its data must stay confidential.
    pub confidentiality_years: Option<u16>,
    /// Years for which its signatures must stay trustworthy.
    pub signature_years: Option<u16>,
}

impl<'a> Setting<'a> {
    /// A system of which only the populations are known.
    #[must_use]
    pub const fn of(populations: &'a [String]) -> Self {
        Self {
            populations,
            tier: None,
            network: None,
            confidentiality_years: None,
            signature_years: None,
        }
    }

    /// Years for which what `purpose` protects must hold.
    pub(super) const fn lifetime(&self, purpose: Option<Purpose>) -> Option<u16> {
        match purpose {
            Some(Purpose::KeyEstablishment | Purpose::Encryption) => self.confidentiality_years,
            Some(Purpose::Signature | Purpose::CertificateSigning) => self.signature_years,
            Some(Purpose::Integrity) | None => None,
        }
    }
}

/// Only what somebody stated counts: a rule about tiers must not be decided by a default.
impl<'a> From<&'a SystemContext> for Setting<'a> {
    fn from(system: &'a SystemContext) -> Self {
        let stated = |field: &str| !system.defaulted.contains(&field);
        Self {
            populations: &system.jurisdictions,
            tier: stated("data_tier").then_some(system.data_tier),
            network: stated("exposure").then_some(system.exposure),
            confidentiality_years: stated("confidentiality_years")
                .then_some(system.confidentiality_years),
            signature_years: stated("signature_years").then_some(system.signature_years),
        }
    }
}
