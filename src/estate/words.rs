//! Words that a field may hold, and suggestions for misspelt ones.

use crate::document::nearest;
use crate::model::{
    DataTier, HardwareKind, LinkPreset, NetworkExposure, Obstacle, Purpose, Stateful, SupplierKind,
};

pub(super) const PURPOSES: &[(&str, Purpose)] =
    &[("signature", Purpose::Signature), ("key-establishment", Purpose::KeyEstablishment)];

/// Whether a key is deactivated (NIST SP 800-57 part 1 §7).
pub(super) const KEY_STATES: &[(&str, bool)] = &[("deactivated", true)];

pub(super) const EXPOSURES: &[(&str, NetworkExposure)] = &[
    ("isolated", NetworkExposure::Isolated),
    ("internal", NetworkExposure::Internal),
    ("partner", NetworkExposure::Partner),
    ("internet", NetworkExposure::Internet),
];

pub(super) const TIERS: &[(&str, DataTier)] = &[
    ("open", DataTier::Open),
    ("sensitive", DataTier::Sensitive),
    ("classified", DataTier::Classified),
];

pub(super) const SUPPLIERS: &[(&str, SupplierKind)] = &[
    ("vendor", SupplierKind::Vendor),
    ("maintenance-contractor", SupplierKind::MaintenanceContractor),
    ("service-provider", SupplierKind::ServiceProvider),
    ("open-source", SupplierKind::OpenSource),
];

pub(super) const OBSTACLES: &[(&str, Obstacle)] = &[
    ("vendor-product", Obstacle::VendorProduct),
    ("end-of-life", Obstacle::EndOfLife),
    ("closed-source", Obstacle::ClosedSource),
];

pub(super) const HARDWARE: &[(&str, HardwareKind)] = &[
    ("hsm", HardwareKind::Hsm),
    ("tpm", HardwareKind::Tpm),
    ("boot-rom", HardwareKind::BootRom),
    ("smart-card", HardwareKind::SmartCard),
    ("appliance", HardwareKind::Appliance),
    ("satellite", HardwareKind::Satellite),
];

pub(super) const STATEFUL: &[(&str, Stateful)] =
    &[("allowed", Stateful::Allowed), ("forbidden", Stateful::Forbidden)];

pub(super) const LINKS: &[(&str, LinkPreset)] = &[
    (LinkPreset::DataCentre.word(), LinkPreset::DataCentre),
    (LinkPreset::Mobile.word(), LinkPreset::Mobile),
    (LinkPreset::Satellite.word(), LinkPreset::Satellite),
    (LinkPreset::Telemetry.word(), LinkPreset::Telemetry),
    (LinkPreset::SmartCard.word(), LinkPreset::SmartCard),
];

/// ``did you mean `web`? known: `db`, `web` ``, without the question where nothing is near.
pub(super) fn choice<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    // A file may declare thousands of ids; the nearest is found among all, few are shown.
    const SHOWN: usize = 12;
    let mut list = known.iter().take(SHOWN).map(|word| format!("`{word}`")).collect::<Vec<_>>();
    if known.len() > SHOWN {
        list.push(format!("and {} more", known.len() - SHOWN));
    }
    let list = list.join(", ");
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? known: {list}"),
        None => format!("known: {list}"),
    }
}
