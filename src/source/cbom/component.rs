//! The shapes of `CycloneDX` 1.4 to 1.7 that are read. Everything is optional: a tool that leaves
//! something out, or that writes the field of another version, is understood all the same.

use serde::Deserialize;

use super::list::Bounded;

/// Component types that a package can have.
pub(super) const SOFTWARE: [&str; 3] = ["library", "framework", "application"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Component {
    pub(super) r#type: Option<String>,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) purl: Option<String>,
    #[serde(rename = "bom-ref")]
    pub(super) bom_ref: Option<String>,
    #[serde(default)]
    pub(super) hashes: Bounded<Hash>,
    pub(super) crypto_properties: Option<CryptoProperties>,
    pub(super) evidence: Option<Evidence>,
    #[serde(default)]
    pub(super) properties: Bounded<Property>,
}

impl Component {
    /// The value of the property `y2q:<name>`.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        let found = self
            .properties
            .0
            .iter()
            .find(|property| property.name.strip_prefix("y2q:") == Some(name))?;
        found.value.as_deref()
    }

    /// Whether y2q wrote it.
    pub(super) fn is_own(&self) -> bool {
        self.own("properties") == Some("1")
    }

    /// Whether it is software instead of a cryptographic asset.
    pub(super) fn is_software(&self) -> bool {
        self.crypto_properties.is_none()
            && self.r#type.as_deref().is_some_and(|word| SOFTWARE.contains(&word))
    }

    /// The place that a tool states in a property of its own, where it states no occurrence.
    pub(super) fn place_in_properties(&self) -> Option<&str> {
        let is_place = |own: &&Property| own.name == "SrcFile" || own.name.ends_with(":location");
        let found = self.properties.0.iter().find(is_place)?;
        found.value.as_deref().filter(|text| !text.is_empty() && text.len() < 4096)
    }

    pub(super) fn occurrences(&self) -> &[Place] {
        self.evidence.as_ref().map_or(&[], |evidence| &evidence.occurrences.0)
    }
}

#[derive(Deserialize)]
pub(super) struct Property {
    #[serde(default)]
    pub(super) name: String,
    pub(super) value: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Hash {
    pub(super) alg: Option<String>,
    pub(super) content: Option<String>,
}

impl Hash {
    /// The content of a SHA-256 digest, in lower case.
    pub(super) fn sha256(&self) -> Option<String> {
        let content = self.content.as_deref()?;
        let is_digest = content.len() == 64 && content.bytes().all(|b| b.is_ascii_hexdigit());
        (is_digest && self.alg.as_deref() == Some("SHA-256")).then(|| content.to_ascii_lowercase())
    }
}

#[derive(Deserialize)]
pub(super) struct Evidence {
    #[serde(default)]
    pub(super) occurrences: Bounded<Place>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    pub(super) location: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) offset: Option<u64>,
    pub(super) symbol: Option<String>,
    pub(super) additional_context: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CryptoProperties {
    pub(super) asset_type: Option<String>,
    pub(super) algorithm_properties: Option<AlgorithmProperties>,
    pub(super) certificate_properties: Option<CertificateProperties>,
    pub(super) related_crypto_material_properties: Option<MaterialProperties>,
    pub(super) protocol_properties: Option<ProtocolProperties>,
    pub(super) oid: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlgorithmProperties {
    pub(super) primitive: Option<String>,
    pub(super) algorithm_family: Option<String>,
    #[serde(alias = "variant")]
    pub(super) parameter_set_identifier: Option<String>,
    pub(super) curve: Option<String>,
    pub(super) elliptic_curve: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) padding: Option<String>,
    #[serde(default)]
    pub(super) crypto_functions: Bounded<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CertificateProperties {
    pub(super) serial_number: Option<String>,
    pub(super) subject_name: Option<String>,
    pub(super) issuer_name: Option<String>,
    pub(super) not_valid_before: Option<String>,
    pub(super) not_valid_after: Option<String>,
    /// 1.7 has states with dates beside the validity; some tools write these alone.
    pub(super) activation_date: Option<String>,
    pub(super) deactivation_date: Option<String>,
    pub(super) signature_algorithm_ref: Option<String>,
    pub(super) subject_public_key_ref: Option<String>,
    /// A reference in XML, a name with some tools.
    pub(super) signature_algorithm: Option<String>,
    pub(super) subject_public_key: Option<String>,
    /// A name, which no version has a field for.
    pub(super) subject_public_key_algorithm: Option<String>,
    pub(super) certificate_format: Option<String>,
    pub(super) fingerprint: Option<Hash>,
    #[serde(default)]
    pub(super) certificate_extensions: Bounded<Extension>,
    #[serde(default)]
    pub(super) related_cryptographic_assets: Bounded<Related>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Extension {
    pub(super) common_extension_name: Option<String>,
    pub(super) common_extension_value: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Related {
    pub(super) r#type: Option<String>,
    pub(super) r#ref: Option<String>,
}

/// The first related asset of one of these types, for 1.7, which has no typed references.
pub(super) fn related<'a>(list: &'a Bounded<Related>, types: &[&str]) -> Option<&'a String> {
    let of_type =
        |related: &&Related| related.r#type.as_deref().is_some_and(|t| types.contains(&t));
    list.0.iter().find(of_type).and_then(|related| related.r#ref.as_ref())
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MaterialProperties {
    #[serde(alias = "relatedCryptoMaterialType")]
    pub(super) r#type: Option<String>,
    pub(super) algorithm_ref: Option<String>,
    /// A name, which no version has a field for.
    pub(super) algorithm: Option<String>,
    pub(super) activation_date: Option<String>,
    pub(super) expiration_date: Option<String>,
    pub(super) size: Option<u32>,
    pub(super) format: Option<String>,
    pub(super) secured_by: Option<SecuredBy>,
    pub(super) fingerprint: Option<Hash>,
    #[serde(default)]
    pub(super) related_cryptographic_assets: Bounded<Related>,
}

#[derive(Deserialize)]
pub(super) struct SecuredBy {
    pub(super) mechanism: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProtocolProperties {
    pub(super) r#type: Option<String>,
    pub(super) version: Option<String>,
    #[serde(default)]
    pub(super) cipher_suites: Bounded<Suite>,
    #[serde(default)]
    pub(super) crypto_ref_array: Bounded<String>,
    pub(super) ikev2_transform_types: Option<Transforms>,
    #[serde(default)]
    pub(super) related_cryptographic_assets: Bounded<Related>,
}

#[derive(Deserialize)]
pub(super) struct Suite {
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) algorithms: Bounded<String>,
    #[serde(default)]
    pub(super) identifiers: Bounded<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct Transforms {
    #[serde(default)]
    pub(super) encr: Bounded<Transform>,
    #[serde(default)]
    pub(super) prf: Bounded<Transform>,
    #[serde(default)]
    pub(super) integ: Bounded<Transform>,
    #[serde(default)]
    pub(super) ke: Bounded<Transform>,
    #[serde(default)]
    pub(super) auth: Bounded<Transform>,
}

/// A reference (1.6) or an object with one (1.7).
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Transform {
    Reference(String),
    Object { algorithm: Option<String> },
}

impl Transform {
    pub(super) fn reference(&self) -> Option<&String> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Object { algorithm } => algorithm.as_ref(),
        }
    }
}
