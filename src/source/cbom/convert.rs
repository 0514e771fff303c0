use super::algorithm::{algorithm, strange};
use super::certificate::certificate;
use super::component::Component;
use super::document::{Document, shown};
use super::faults::Faults;
use super::material::material;
use super::own::{own, own_algorithm};
use super::protocol::protocol;
use crate::model::{Algorithm, Asset, AssetId, MaterialKind, RelationKind, Software};
use crate::registry;

/// A component as an asset.
pub(super) struct Converted {
    pub(super) asset: Asset,
    /// To components, besides the edges that follow from the asset itself.
    pub(super) edges: Vec<(RelationKind, Target)>,
    /// It has no place of its own: others refer to it.
    pub(super) is_supporting: bool,
    pub(super) faults: Faults,
}

/// What an edge leads to.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Component(usize),
    /// An asset that is not in the document.
    Asset(AssetId),
}

impl Converted {
    pub(super) const fn new(asset: Asset, faults: Faults) -> Self {
        Self { asset, edges: Vec::new(), is_supporting: false, faults }
    }
}

/// The algorithm that a reference leads to, directly or by way of a key.
pub(super) fn referred_algorithm(
    document: &Document<'_>,
    reference: Option<&String>,
) -> Option<Algorithm> {
    document.referred(reference)?.algorithm.clone()
}

/// The algorithm that a component is.
pub(super) fn algorithm_of(component: &Component) -> Option<Algorithm> {
    if asset_type(component) != Some("algorithm") {
        return None;
    }
    Some(own_algorithm(component).unwrap_or_else(|| algorithm(component)))
}

/// Makes an asset of a component.
pub(super) fn convert(
    document: &Document<'_>,
    index: usize,
    component: &Component,
) -> Result<Converted, String> {
    if component.is_own()
        && let Some(asset) = own(document, component)
    {
        let mut converted = Converted::new(asset, Faults::default());
        converted.is_supporting =
            component.own("supporting") == Some("true") && component.occurrences().is_empty();
        converted.edges = own_edges(document, component);
        return Ok(converted);
    }
    if component.is_software() {
        return Ok(Converted::new(Asset::Software(software(component)), Faults::default()));
    }
    let mut converted = match asset_type(component) {
        Some("algorithm") => {
            Converted::new(Asset::Algorithm(algorithm(component)), strange(component))
        }
        Some("certificate") => certificate(document, component),
        Some("protocol") => protocol(document, component),
        Some("related-crypto-material" | "relatedCryptoMaterial") => {
            material(document, component, &document.targets(index))
        }
        Some(other) => {
            return Err(format!(
                "cryptoProperties.assetType: asset type {} is not known; algorithm, certificate, protocol and \
                 related-crypto-material are",
                shown(other)
            ));
        }
        None => {
            return Err(
                "cryptoProperties.assetType: a cryptographic asset without asset type; state it"
                    .to_owned(),
            );
        }
    };
    for target in document.targets(index) {
        if let Some(kind) = inferred(document, &converted.asset, target) {
            let known = converted.edges.iter().any(|(known, _)| *known == kind);
            if !known {
                converted.edges.push((kind, Target::Component(target)));
            }
        }
    }
    Ok(converted)
}

/// Software as its package URL names it; the component's own words where it has none.
fn software(component: &Component) -> Software {
    if let Some(software) = component.purl.as_deref().and_then(registry::package) {
        return software;
    }
    Software {
        name: component.name.clone().unwrap_or_default(),
        version: component.version.clone(),
        purl: component.purl.clone(),
        library: None,
        ecosystem: None,
        upstream: None,
    }
}

pub(super) fn asset_type(component: &Component) -> Option<&str> {
    component.crypto_properties.as_ref()?.asset_type.as_deref()
}

/// Edges of y2q's documents: the typed references, and `y2q:relation:<kind>`.
fn own_edges(document: &Document<'_>, component: &Component) -> Vec<(RelationKind, Target)> {
    let mut edges = Vec::new();
    let properties = component.crypto_properties.as_ref();
    let certificate = properties.and_then(|found| found.certificate_properties.as_ref());
    let material = properties.and_then(|found| found.related_crypto_material_properties.as_ref());
    let protocol = properties.and_then(|found| found.protocol_properties.as_ref());
    let mut typed = vec![
        (RelationKind::SubjectPublicKey, certificate.and_then(|found| found.key_reference())),
        (
            RelationKind::SignatureAlgorithm,
            certificate.and_then(|found| found.signature_reference()),
        ),
        (RelationKind::KeyAlgorithm, material.and_then(|found| found.algorithm_reference())),
    ];
    let offers = protocol.map(|found| found.references()).unwrap_or_default();
    typed.extend(offers.into_iter().map(|offer| (RelationKind::Offers, Some(offer))));
    for (kind, reference) in typed {
        edges.extend(reference.and_then(|reference| target(document, kind, reference)));
    }
    for property in &component.properties.0 {
        let Some(kind) = property.name.strip_prefix("y2q:relation:") else { continue };
        let kind = serde_json::from_value(serde_json::Value::String(kind.to_owned())).ok();
        // Who issued an X.509 certificate is resolved anew where it arrives.
        let kind = kind.filter(|kind| *kind != RelationKind::Issuer || certificate.is_none());
        if let (Some(kind), Some(to)) = (kind, &property.value) {
            edges.extend(target(document, kind, to));
        }
    }
    edges
}

fn target(document: &Document<'_>, kind: RelationKind, to: &str) -> Option<(RelationKind, Target)> {
    match document.find(to) {
        Some(index) => Some((kind, Target::Component(index))),
        None => to.parse().ok().map(|id| (kind, Target::Asset(id))),
    }
}

/// What a bare dependency means between two kinds of asset. Edges to algorithms follow from the
/// typed references; the others mean nothing that the model has a word for.
fn inferred(document: &Document<'_>, from: &Asset, target: usize) -> Option<RelationKind> {
    let target = document.brief(target);
    let is_public_key = target.is_public_key;
    match (from, target.asset_type.as_deref()?) {
        (Asset::Certificate(_), "certificate") => Some(RelationKind::Issuer),
        (Asset::Certificate(_), _) if is_public_key => Some(RelationKind::SubjectPublicKey),
        (Asset::RelatedCryptoMaterial(key), _)
            if is_public_key && key.material == MaterialKind::PrivateKey =>
        {
            Some(RelationKind::PublicHalf)
        }
        _ => None,
    }
}
