use std::borrow::Cow;

use serde::Serialize;

use super::ExportError;
use super::cyclonedx::Options;
use super::cyclonedx_algorithm::{AlgorithmProperties, carried_algorithm};
use super::cyclonedx_asset::{
    CertificateProperties, MaterialProperties, ProtocolProperties, carried_certificate,
    carried_material, carried_protocol,
};
use super::cyclonedx_properties::{edges, facts};
use crate::inventory::{Entry, Located};
use crate::model::{Asset, AssetId, Confidence, Evidence};

/// How an occurrence names its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paths {
    /// Relative to the only root.
    Relative,
    /// Root and path joined, where there are several roots.
    Joined,
}

/// A `component` of type `cryptographic-asset`, or `library` for software.
#[derive(Serialize)]
pub(super) struct Component<'a> {
    r#type: &'static str,
    #[serde(rename = "bom-ref")]
    bom_ref: AssetId,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<&'a str>,
    #[serde(rename = "cryptoProperties", skip_serializing_if = "Option::is_none")]
    crypto_properties: Option<CryptoProperties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceOf<'a>>,
    properties: Vec<Property>,
}

impl<'a> Component<'a> {
    pub(super) fn of(
        entry: &'a Entry,
        paths: Paths,
        options: &Options,
    ) -> Result<Self, ExportError> {
        let software = match &entry.asset {
            Asset::Software(software) => Some(software),
            _ => None,
        };
        let (crypto_properties, carried) = crypto_properties(entry, options);
        let mut properties = vec![Property::new("properties", "1")];
        if entry.occurrences.is_empty() {
            properties.push(Property::new("supporting", "true"));
        }
        properties.extend(facts(&entry.asset, &carried)?);
        properties.extend(edges(entry)?);
        Ok(Self {
            r#type: if software.is_some() { "library" } else { "cryptographic-asset" },
            bom_ref: entry.id,
            name: entry.asset.name(),
            version: software.and_then(|software| software.version.as_deref()),
            purl: software.and_then(|software| software.purl.as_deref()),
            crypto_properties,
            evidence: EvidenceOf::of(&entry.occurrences, paths),
            properties,
        })
    }
}

/// The typed facts, and the names of the model's facts that they carry without loss. A library has no
/// cryptographic properties of its own.
fn crypto_properties<'a>(
    entry: &'a Entry,
    options: &Options,
) -> (Option<CryptoProperties<'a>>, Vec<&'static str>) {
    let mut properties = CryptoProperties { asset_type: entry.asset.kind(), ..Default::default() };
    let carried = match &entry.asset {
        Asset::Algorithm(algorithm) => {
            properties.algorithm_properties = Some(AlgorithmProperties::of(algorithm, options));
            properties.oid = algorithm.oid.as_deref();
            carried_algorithm(algorithm, options)
        }
        Asset::Certificate(certificate) => {
            properties.certificate_properties =
                Some(CertificateProperties::of(certificate, &entry.relations, options));
            carried_certificate(certificate, &entry.relations, options)
        }
        Asset::RelatedCryptoMaterial(material) => {
            properties.related_crypto_material_properties =
                Some(MaterialProperties::of(material, &entry.relations, options));
            carried_material(material, &entry.relations, options)
        }
        Asset::Protocol(protocol) => {
            properties.protocol_properties =
                Some(ProtocolProperties::of(protocol, &entry.relations, options));
            carried_protocol()
        }
        Asset::Software(_) => return (None, vec!["name", "version", "purl"]),
    };
    (Some(properties), carried)
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct CryptoProperties<'a> {
    asset_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    algorithm_properties: Option<AlgorithmProperties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_properties: Option<CertificateProperties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_crypto_material_properties: Option<MaterialProperties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol_properties: Option<ProtocolProperties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    oid: Option<&'a str>,
}

/// `evidence` with its occurrences.
#[derive(Serialize)]
struct EvidenceOf<'a> {
    occurrences: Vec<OccurrenceOf<'a>>,
}

impl<'a> EvidenceOf<'a> {
    fn of(occurrences: &'a [Located], paths: Paths) -> Option<Self> {
        let all: Vec<_> = occurrences.iter().map(|seen| OccurrenceOf::of(seen, paths)).collect();
        (!all.is_empty()).then_some(Self { occurrences: all })
    }
}

#[derive(Serialize)]
struct OccurrenceOf<'a> {
    location: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    offset: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<&'a str>,
    #[serde(rename = "additionalContext")]
    additional_context: String,
}

impl<'a> OccurrenceOf<'a> {
    fn of(seen: &'a Located, paths: Paths) -> Self {
        Self {
            location: match paths {
                Paths::Relative => Cow::Borrowed(seen.location.path.as_str()),
                Paths::Joined => Cow::Owned(seen.location.joined()),
            },
            line: seen.occurrence.line,
            offset: seen.occurrence.offset,
            symbol: seen.occurrence.code.as_ref().map(|code| code.symbol.as_str()),
            additional_context: context(seen),
        }
    }
}

/// `detector: …; evidence: …; confidence: …; sha256: …; note: …`, the note last because it is free text.
fn context(seen: &Located) -> String {
    let occurrence = &seen.occurrence;
    let evidence = match occurrence.evidence {
        Evidence::Present => "present",
        Evidence::Configured => "configured",
        Evidence::Negotiated => "negotiated",
    };
    let confidence = match occurrence.confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    };
    let mut text = format!(
        "detector: {}; evidence: {evidence}; confidence: {confidence}",
        occurrence.detector
    );
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str("; ");
            text.push_str(name);
            text.push_str(": ");
            text.push_str(value);
        }
    };
    add("sha256", seen.digest.as_deref().unwrap_or(""));
    if let Some(code) = &occurrence.code {
        add("column", &code.column.to_string());
        add("library", &code.library);
        add("function", &code.function);
        add("rule", &code.rule);
        add("test", if code.is_test { "yes" } else { "" });
        code.steps.iter().for_each(|step| add("via", &step.text()));
        add("missing", &code.missing);
    }
    add("note", &occurrence.note);
    text
}

/// A name and a value under `y2q:`.
#[derive(Serialize)]
pub(super) struct Property {
    name: String,
    value: String,
}

impl Property {
    pub(super) fn new(name: &str, value: impl Into<String>) -> Self {
        Self { name: format!("y2q:{name}"), value: value.into() }
    }
}
