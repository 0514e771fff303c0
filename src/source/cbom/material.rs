//! Keys and other material as other tools describe them. `value` is never read: it may be a secret.

use super::certificate::fingerprint;
use super::component::{Component, MaterialProperties, related};
use super::convert::{Converted, Target, referred_algorithm};
use super::document::Document;
use super::faults::Faults;
use crate::model::{Algorithm, Asset, Material, MaterialKind, Protection, RelationKind};
use crate::registry::{self, Problem};

impl MaterialProperties {
    pub(super) fn algorithm_reference(&self) -> Option<&String> {
        let related = related(&self.related_cryptographic_assets, &["algorithm"]);
        self.algorithm_ref.as_ref().or(related)
    }
}

/// Where the fields of material stand.
const FIELDS: &str = "cryptoProperties.relatedCryptoMaterialProperties";

/// A key or other material of another tool. Where it names no algorithm, the only algorithm among the
/// components that it depends on, `targets`, is its own.
pub(super) fn material(
    document: &Document<'_>,
    component: &Component,
    targets: &[usize],
) -> Converted {
    let none = MaterialProperties::default();
    let properties = component.crypto_properties.as_ref();
    let stated = properties
        .and_then(|found| found.related_crypto_material_properties.as_ref())
        .unwrap_or(&none);
    let mut faults = Faults::default();
    let reference = stated.algorithm_reference();
    let field = |name: &str| format!("{FIELDS}.{name}");
    faults.check(document, &field("algorithmRef"), reference);
    let word = stated.r#type.as_deref().unwrap_or("unknown");
    let mechanism = stated.secured_by.as_ref().and_then(|secured| secured.mechanism.clone());
    let algorithm = referred_algorithm(document, reference)
        .or_else(|| only_algorithm(document, targets))
        .or_else(|| faults.named(&field("algorithm"), stated.algorithm.as_ref()));
    let (kind, word) = match kind(word) {
        MaterialKind::SecretKey if algorithm.as_ref().is_some_and(has_two_halves) => {
            faults.remark(
                &field("type"),
                "a secret key of a public-key algorithm; read as a key of which nobody says which half it is, write \
                 private-key or public-key",
            );
            (MaterialKind::Other, "key")
        }
        kind => (kind, word),
    };
    let is_private = matches!(kind, MaterialKind::PrivateKey | MaterialKind::SecretKey);
    let material = Material {
        material: kind,
        name: component.name.clone().unwrap_or_else(|| word.to_owned()),
        format: stated.format.clone().unwrap_or_default(),
        algorithm,
        signature_algorithm: None,
        size_bits: stated.size.filter(|size| *size > 0),
        fingerprint: fingerprint(component, stated.fingerprint.as_ref(), &[word]),
        protection: mechanism
            .filter(|_| is_private)
            .map(|scheme| Protection { scheme, iterations: None }),
        subject: None,
        not_before: faults.time(&field("activationDate"), stated.activation_date.as_deref()),
        not_after: faults.time(&field("expirationDate"), stated.expiration_date.as_deref()),
        details: match kind {
            MaterialKind::Other => vec![("type".to_owned(), word.to_owned())],
            _ => Vec::new(),
        },
    };
    let mut converted = Converted::new(Asset::RelatedCryptoMaterial(material), faults);
    let public = related(&stated.related_cryptographic_assets, &["publicKey"]);
    if let Some(index) = public.and_then(|key| document.find(key))
        && kind == MaterialKind::PrivateKey
    {
        converted.edges.push((RelationKind::PublicHalf, Target::Component(index)));
    }
    converted
}

/// Public-key cryptography: its keys are no shared secrets, whatever a tool calls them.
fn has_two_halves(algorithm: &Algorithm) -> bool {
    !matches!(registry::facts(algorithm).problem, Problem::Symmetric | Problem::Unknown)
}

fn only_algorithm(document: &Document<'_>, targets: &[usize]) -> Option<Algorithm> {
    let mut algorithms = targets.iter().map(|target| document.brief(*target)).filter(|brief| {
        brief.asset_type.as_deref() == Some("algorithm") && brief.algorithm.is_some()
    });
    let only = algorithms.next()?;
    if algorithms.next().is_some() { None } else { only.algorithm.clone() }
}

/// What `CycloneDX` calls `key` may be of either kind.
pub(super) fn kind(word: &str) -> MaterialKind {
    match word {
        "private-key" => MaterialKind::PrivateKey,
        "public-key" => MaterialKind::PublicKey,
        "secret-key" => MaterialKind::SecretKey,
        "signature" => MaterialKind::Signature,
        _ => MaterialKind::Other,
    }
}
