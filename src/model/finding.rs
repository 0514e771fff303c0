use serde::{Deserialize, Serialize};

use super::{Asset, AssetId, CodePlace, MaterialKind, Relation, RelationKind};

/// How strong the evidence is that the asset is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The object lies there.
    Present,
    /// A configuration names it.
    Configured,
    /// Two peers agreed on it.
    Negotiated,
}

/// How sure the detector is of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One of several readings.
    Low,
    /// A reading that context supports.
    Medium,
    /// Parsed from the object itself.
    High,
}

/// Where in its input a detector saw an asset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Occurrence {
    /// Id of the detector.
    pub detector: String,
    /// 1-based line, where the input is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Byte offset of the object in the input.
    pub offset: u64,
    /// Evidence level.
    pub evidence: Evidence,
    /// Confidence.
    pub confidence: Confidence,
    /// What more an auditor needs: the directive, the entry's alias. Never secret content.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What is known beyond that of a use in source code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Box<CodePlace>>,
}

/// Before the addresses, at the end of a note.
const FORWARDS: &str = "forwards to ";

impl Occurrence {
    /// Where what is accepted here is forwarded to, as `HOST:PORT`: the last part of the note of a listener of a proxy.
    pub fn forwards_to(&self) -> impl Iterator<Item = &str> {
        let at = self.note.rfind(FORWARDS).map(|at| at + FORWARDS.len());
        let to = at.and_then(|at| self.note.get(at..)).unwrap_or_default();
        to.split(", ").filter(|address| !address.is_empty())
    }
}

/// What a detector observed: one asset at one place, with the assets it refers to. It holds no opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The asset.
    pub asset: Asset,
    /// Where.
    pub occurrence: Occurrence,
    /// Assets that the asset refers to; they have no occurrence of their own.
    pub supporting: Vec<Asset>,
    /// Edges from the asset, or between supporting assets.
    pub relations: Vec<Relation>,
}

impl Finding {
    /// A finding of `asset` at byte `offset`, high confidence, evidence *present*, and the
    /// algorithm edges that follow from the asset itself.
    #[must_use]
    pub fn new(detector: &'static str, asset: Asset, offset: u64, line: Option<u32>) -> Self {
        let mut finding = Self {
            occurrence: Occurrence {
                detector: detector.to_owned(),
                line,
                offset,
                evidence: Evidence::Present,
                confidence: Confidence::High,
                note: protection_note(&asset),
                code: None,
            },
            supporting: Vec::new(),
            relations: Vec::new(),
            asset,
        };
        finding.link_own_algorithms();
        finding
    }

    /// Sets the evidence level.
    #[must_use]
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.occurrence.evidence = evidence;
        self
    }

    /// Sets the confidence.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.occurrence.confidence = confidence;
        self
    }

    /// Sets the note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.occurrence.note = note.into();
        self
    }

    /// Adds to the note where what is accepted here is forwarded to, as `HOST:PORT` each.
    #[must_use]
    pub fn forwards(mut self, addresses: &[String]) -> Self {
        if !addresses.is_empty() {
            let note = &mut self.occurrence.note;
            let after = if note.is_empty() { "" } else { "; " };
            *note = format!("{note}{after}{FORWARDS}{}", addresses.join(", "));
        }
        self
    }

    /// Sets what is known of the place in source code.
    #[must_use]
    pub fn code(mut self, code: CodePlace) -> Self {
        self.occurrence.code = Some(Box::new(code));
        self
    }

    /// Adds a supporting asset and the edge to it, with the edges that follow from it.
    #[must_use]
    pub fn refers_to(mut self, kind: RelationKind, asset: Asset) -> Self {
        let from = self.asset.id();
        self.link(from, kind, asset);
        self
    }

    /// Adds an edge to an asset that another finding brings.
    #[must_use]
    pub fn relates(mut self, kind: RelationKind, to: AssetId) -> Self {
        let from = self.asset.id();
        self.relations.push(Relation { from, to, kind });
        self
    }

    fn link_own_algorithms(&mut self) {
        let from = self.asset.id();
        for (kind, algorithm) in own_algorithms(&self.asset) {
            self.link(from, kind, Asset::Algorithm(algorithm));
        }
    }

    fn link(&mut self, from: AssetId, kind: RelationKind, asset: Asset) {
        let to = asset.id();
        self.relations.push(Relation { from, to, kind });
        for (kind, algorithm) in own_algorithms(&asset) {
            let algorithm = Asset::Algorithm(algorithm);
            self.relations.push(Relation { from: to, to: algorithm.id(), kind });
            self.supporting.push(algorithm);
        }
        self.supporting.push(asset);
    }
}

/// How a private key is protected here: elsewhere the same key, one asset, may lie in the clear.
fn protection_note(asset: &Asset) -> String {
    match asset {
        Asset::RelatedCryptoMaterial(material) if material.material == MaterialKind::PrivateKey => {
            let scheme = material.protection.as_ref().map(|protection| &protection.scheme);
            scheme.map_or_else(String::new, |scheme| format!("encrypted: {scheme}"))
        }
        _ => String::new(),
    }
}

fn own_algorithms(asset: &Asset) -> Vec<(RelationKind, super::Algorithm)> {
    match asset {
        Asset::Algorithm(_) | Asset::Software(_) => Vec::new(),
        // The key's algorithm hangs on the key (SubjectPublicKey), not on the certificate.
        Asset::Certificate(certificate) => {
            vec![(RelationKind::SignatureAlgorithm, certificate.signature_algorithm.clone())]
        }
        Asset::RelatedCryptoMaterial(material) => {
            let key = material.algorithm.clone().map(|a| (RelationKind::KeyAlgorithm, a));
            let signature =
                material.signature_algorithm.clone().map(|a| (RelationKind::SignatureAlgorithm, a));
            key.into_iter().chain(signature).collect()
        }
        Asset::Protocol(protocol) => protocol
            .offers
            .iter()
            .map(|offer| (RelationKind::Offers, offer.algorithm.clone()))
            .collect(),
    }
}
