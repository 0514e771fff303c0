//! Facts that `CycloneDX` has no field for, as properties under the names of the model.

use std::collections::BTreeSet;

use serde_json::Value;

use super::ExportError;
use super::cyclonedx_component::Property;
use crate::inventory::Entry;
use crate::model::{Asset, RelationKind};

/// Every fact of the asset that is not among `carried`. Text stands as it is; anything else, and text
/// that would be read as something else, as JSON.
pub(super) fn facts(asset: &Asset, carried: &[&str]) -> Result<Vec<Property>, ExportError> {
    let Value::Object(facts) = serde_json::to_value(asset)? else { return Ok(Vec::new()) };
    let mut properties = Vec::new();
    for (name, value) in &facts {
        if name == "kind" || carried.contains(&name.as_str()) {
            continue;
        }
        let text = match value {
            Value::String(text) if !reads_as_json(text) => text.clone(),
            other => serde_json::to_string(other)?,
        };
        properties.push(Property::new(name, text));
    }
    Ok(properties)
}

/// Edges that no typed field tells (a typed reference has room for one), as `y2q:relation:<kind>`.
pub(super) fn edges(entry: &Entry) -> Result<Vec<Property>, ExportError> {
    let mut properties = Vec::new();
    let mut told = BTreeSet::new();
    // A certificate names its key.
    let named = entry.relations.iter().filter(|edge| edge.kind != RelationKind::CertifiedBy);
    for relation in named {
        let is_first = told.insert(relation.kind) || relation.kind == RelationKind::Offers;
        let is_typed = matches!(
            (&entry.asset, relation.kind),
            (
                Asset::Certificate(_),
                RelationKind::SubjectPublicKey | RelationKind::SignatureAlgorithm
            ) | (Asset::RelatedCryptoMaterial(_), RelationKind::KeyAlgorithm)
                | (Asset::Protocol(_), RelationKind::Offers)
        );
        if !(is_typed && is_first) {
            let kind = serde_json::to_value(relation.kind)?;
            let name = format!("relation:{}", kind.as_str().unwrap_or("other"));
            properties.push(Property::new(&name, relation.to.to_string()));
        }
    }
    Ok(properties)
}

fn reads_as_json(text: &str) -> bool {
    matches!(text, "true" | "false") || text.starts_with(['[', '{', '"'])
}
