use serde_json::{Map, Value, json};

use super::algorithm::curve;
use super::component::{Component, CryptoProperties};
use super::convert::referred_algorithm;
use super::document::Document;
use crate::model::{Algorithm, Asset};

/// The asset that y2q described: the typed fields, overlaid with the properties that carry what the
/// typed fields cannot. `None` when it is not y2q's or does not add up.
pub(super) fn own(document: &Document<'_>, component: &Component) -> Option<Asset> {
    if !component.is_own() {
        return None;
    }
    let name = component.name.clone().unwrap_or_default();
    if component.is_software() {
        let facts = json!({"name": name, "version": component.version, "purl": component.purl});
        return overlaid(map(facts)?, "library", component);
    }
    let properties = component.crypto_properties.as_ref()?;
    let kind = properties.asset_type.as_deref()?;
    let facts = match kind {
        "algorithm" => algorithm(properties, name)?,
        "certificate" => certificate(document, properties)?,
        "related-crypto-material" => material(document, properties, name)?,
        "protocol" => protocol(properties, name)?,
        _ => return None,
    };
    overlaid(facts, kind, component)
}

/// The algorithm that y2q described.
pub(super) fn own_algorithm(component: &Component) -> Option<Algorithm> {
    let properties = component.crypto_properties.as_ref().filter(|_| component.is_own())?;
    let facts = algorithm(properties, component.name.clone().unwrap_or_default())?;
    match overlaid(facts, "algorithm", component)? {
        Asset::Algorithm(algorithm) => Some(algorithm),
        _ => None,
    }
}

fn overlaid(mut facts: Map<String, Value>, kind: &str, component: &Component) -> Option<Asset> {
    facts.insert("kind".to_owned(), json!(kind));
    for property in &component.properties.0 {
        let Some(name) = property.name.strip_prefix("y2q:") else { continue };
        if matches!(name, "properties" | "supporting") || name.contains(':') {
            continue;
        }
        let text = property.value.clone().unwrap_or_default();
        facts.insert(name.to_owned(), value(text));
    }
    facts.retain(|_, value| !value.is_null());
    serde_json::from_value(Value::Object(facts)).ok()
}

/// Text, unless it begins like a list, an object or a quoted text, or is a truth value.
fn value(text: String) -> Value {
    let is_json = matches!(text.as_str(), "true" | "false") || text.starts_with(['[', '{', '"']);
    let parsed = if is_json { serde_json::from_str(&text).ok() } else { None };
    parsed.unwrap_or(Value::String(text))
}

fn map(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

fn algorithm(properties: &CryptoProperties, name: String) -> Option<Map<String, Value>> {
    let stated = properties.algorithm_properties.as_ref()?;
    map(json!({
        "name": name,
        "primitive": stated.primitive,
        "parameter_set": stated.parameter_set_identifier,
        "curve": curve(stated),
        "mode": stated.mode,
        "padding": stated.padding,
        "functions": stated.crypto_functions.0,
        "oid": properties.oid,
    }))
}

fn certificate(
    document: &Document<'_>,
    properties: &CryptoProperties,
) -> Option<Map<String, Value>> {
    let stated = properties.certificate_properties.as_ref()?;
    map(json!({
        "format": stated.certificate_format,
        "subject": stated.subject_name,
        "issuer": stated.issuer_name,
        "serial": stated.serial_number,
        "not_before": stated.not_valid_before,
        "not_after": stated.not_valid_after,
        "fingerprint": stated.fingerprint.as_ref().and_then(|hash| hash.content.as_ref()),
        "signature_algorithm": referred_algorithm(document, stated.signature_reference()),
    }))
}

fn material(
    document: &Document<'_>,
    properties: &CryptoProperties,
    name: String,
) -> Option<Map<String, Value>> {
    let stated = properties.related_crypto_material_properties.as_ref()?;
    let mechanism = stated.secured_by.as_ref().and_then(|secured| secured.mechanism.as_ref());
    map(json!({
        "material": stated.r#type,
        "name": name,
        "format": stated.format,
        "size_bits": stated.size,
        "not_after": stated.expiration_date,
        "protection": mechanism.map(|scheme| json!({"scheme": scheme})),
        "fingerprint": stated.fingerprint.as_ref().and_then(|hash| hash.content.as_ref()),
        "algorithm": referred_algorithm(document, stated.algorithm_reference()),
    }))
}

fn protocol(properties: &CryptoProperties, name: String) -> Option<Map<String, Value>> {
    let stated = properties.protocol_properties.as_ref()?;
    map(json!({
        "protocol": stated.r#type,
        "name": name,
        "version": stated.version,
        "cipher_suites": stated.suites(),
    }))
}
