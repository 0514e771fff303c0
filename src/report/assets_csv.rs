//! The assets as CSV (RFC 4180), one row an occurrence.
//!
//! The first thirteen columns are a fixed form that scripts rely on: they keep their names and order. The path is the one
//! below the root; where the scope has several roots it is joined to its own, as in a plan.
//! Text from inside an object that a spreadsheet would take for a formula gets a `'` in front; paths stay as they are.

use std::io::Write;

use super::ExportError;
use crate::detect::is_in_test_code;
use crate::inventory::{Entry, Inventory, Located, Location, Scope};
use crate::model::{
    Algorithm, Asset, Confidence, CryptoFunction, Exposure, Primitive, Protocol, ProtocolKind,
};
use crate::registry;

/// Names of the columns.
pub const COLUMNS: [&str; 21] = [
    "path",
    "line",
    "column",
    "asset_type",
    "algorithm",
    "parameter",
    "mode",
    "functions",
    "exposure",
    "broken",
    "confidence",
    "detector",
    "test_code",
    "name",
    "asset_id",
    "system",
    "not_after",
    "fingerprint",
    "material",
    "signature_algorithm",
    "root",
];

/// What others know of an asset; a report computes nothing itself.
#[derive(Clone, Copy)]
pub struct Answers<'a> {
    /// Worst exposure of an asset, as it is to be printed.
    pub exposure: &'a dyn Fn(&Asset) -> &'static str,
    /// Id of the system that a place belongs to.
    pub system: &'a dyn Fn(&Location) -> String,
}

/// Writes all occurrences in `scope`: rows sorted by asset type, id and place. A protocol is followed
/// by a row for every algorithm that it offers. Supporting assets have no place and so no row.
///
/// # Errors
/// The inventory cannot be read or `out` not written.
pub fn write(
    out: &mut dyn Write,
    inventory: &Inventory,
    scope: &Scope,
    answers: &Answers<'_>,
) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    let has_several = match scope.roots.as_slice() {
        [] => inventory.roots()?.len() > 1,
        roots => roots.len() > 1,
    };
    inventory.each_entry(scope, |entry| {
        let rows = rows(&entry, answers);
        for seen in &entry.occurrences {
            let Location { path, .. } = &seen.location;
            let path = if has_several { seen.location.joined() } else { path.clone() };
            for row in &rows {
                csv.write_record(row.cells(&path, seen, (answers.system)(&seen.location)))?;
            }
        }
        Ok::<_, ExportError>(())
    })?;
    Ok(csv.flush()?)
}

/// The asset, and the offers of a protocol.
fn rows(entry: &Entry, answers: &Answers<'_>) -> Vec<Row> {
    let mut rows = vec![Row::of(&entry.asset, entry.asset.name(), answers)];
    if let Asset::Protocol(Protocol { offers, .. }) = &entry.asset {
        for offer in offers {
            let algorithm = Asset::Algorithm(offer.algorithm.clone());
            rows.push(Row::of(&algorithm, offer.name.clone(), answers));
        }
    }
    rows
}

/// What is the same for all places of an asset.
struct Row {
    asset_type: &'static str,
    algorithm: String,
    parameter: String,
    mode: String,
    functions: String,
    exposure: &'static str,
    broken: &'static str,
    name: String,
    id: String,
    not_after: String,
    fingerprint: String,
    material: String,
    signature_algorithm: String,
}

impl Row {
    fn of(asset: &Asset, name: String, answers: &Answers<'_>) -> Self {
        let algorithm = asset.algorithm();
        let (not_after, fingerprint) = match asset {
            Asset::Certificate(certificate) => (certificate.not_after, &*certificate.fingerprint),
            Asset::RelatedCryptoMaterial(material) => (material.not_after, &*material.fingerprint),
            Asset::Algorithm(_) | Asset::Protocol(_) | Asset::Software(_) => (None, ""),
        };
        let exposure = (answers.exposure)(asset);
        let is_broken = exposure == Exposure::ClassicallyBroken.word()
            || algorithm.is_some_and(|known| registry::facts(known).broken.is_some())
            || matches!(asset, Asset::Protocol(protocol) if is_obsolete(protocol));
        Self {
            asset_type: asset.kind(),
            algorithm: match asset {
                Asset::Protocol(protocol) => protocol_word(protocol).to_owned(),
                _ => algorithm.map(label).unwrap_or_default(),
            },
            parameter: match asset {
                Asset::Protocol(protocol) => inert(protocol_parameter(protocol)),
                _ => algorithm.map(parameter).unwrap_or_default(),
            },
            mode: algorithm.map(mode).unwrap_or_default(),
            functions: algorithm.map(functions).unwrap_or_default(),
            exposure,
            broken: if is_broken { "1" } else { "0" },
            name: inert(name),
            id: asset.id().to_string(),
            not_after: not_after.map(|end| end.to_string()).unwrap_or_default(),
            fingerprint: fingerprint.to_owned(),
            material: material(asset),
            signature_algorithm: inert(signature_algorithm(asset)),
        }
    }

    fn cells(&self, path: &str, seen: &Located, system: String) -> [String; 21] {
        let occurrence = &seen.occurrence;
        let confidence = match occurrence.confidence {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        };
        [
            path.to_owned(),
            occurrence.line.map(|line| line.to_string()).unwrap_or_default(),
            occurrence.code.as_ref().map(|code| code.column.to_string()).unwrap_or_default(),
            self.asset_type.to_owned(),
            self.algorithm.clone(),
            self.parameter.clone(),
            self.mode.clone(),
            self.functions.clone(),
            self.exposure.to_owned(),
            self.broken.to_owned(),
            confidence.to_owned(),
            occurrence.detector.clone(),
            u8::from(is_in_test_code(&seen.location.path, occurrence.code.as_deref())).to_string(),
            self.name.clone(),
            self.id.clone(),
            system,
            self.not_after.clone(),
            self.fingerprint.clone(),
            self.material.clone(),
            self.signature_algorithm.clone(),
            seen.location.root.clone(),
        ]
    }
}

/// Whether a protocol allows a version that is prohibited (RFC 6176, RFC 7568, RFC 8996), trusts any peer, or lists
/// algorithms that are prohibited (RFC 7465, RFC 8429, RFC 9142) or none at all.
fn is_obsolete(protocol: &Protocol) -> bool {
    let old = ["SSL 2.0", "SSL 3.0", "1.0", "1.1", "SSLv2", "SSLv3"];
    let is_bad = |(name, value): &(String, String)| match name.as_str() {
        "certificate verification" | "host key verification" => {
            matches!(value.as_str(), "off" | "no" | "false")
        }
        name if LISTS.contains(&name) => lists_prohibited(value),
        _ => false,
    };
    let version = protocol.version.as_deref().unwrap_or_default();
    match protocol.protocol {
        ProtocolKind::Tls => old.contains(&version) || protocol.settings.iter().any(is_bad),
        ProtocolKind::Ssh => protocol.settings.iter().any(is_bad),
        _ => false,
    }
}

/// Settings that list algorithms.
const LISTS: &[&str] = &[
    "groups",
    "cipher suites",
    "ciphers",
    "cipher",
    "priorities",
    "key exchange",
    "host key algorithms",
    "host key",
    "macs",
    "proposals",
];

/// Whether a list of names for TLS or SSH lets one in that is prohibited; what `!` or `-` is before is kept out.
fn lists_prohibited(list: &str) -> bool {
    const PROHIBITED: &[&str] = &[
        "3des",
        "des-cbc",
        "_des_",
        "rc4",
        "arcfour",
        "null",
        "export",
        "seclevel=0",
        "ssh-rsa",
        "ssh-dss",
        "group1-sha1",
        "hmac-md5",
        "blowfish",
        "_md5",
    ];
    list.split([':', ',', ' ']).any(|name| {
        let name = name.to_ascii_lowercase();
        !name.starts_with(['!', '-', '\''])
            && PROHIBITED.iter().any(|bad| name.contains(bad))
            && !name.contains("cert-v01")
    })
}

/// The protocol; empty where it is of none of the kinds that have a name.
const fn protocol_word(protocol: &Protocol) -> &'static str {
    match protocol.protocol {
        ProtocolKind::Tls => "TLS",
        ProtocolKind::Ssh => "SSH",
        ProtocolKind::Ipsec => "IPsec",
        ProtocolKind::Ike => "IKE",
        ProtocolKind::Sstp => "SSTP",
        ProtocolKind::Wpa => "WPA",
        ProtocolKind::Other | ProtocolKind::Unknown => "",
    }
}

/// The lowest version, or else what a setting lists: groups, suites, key exchanges.
fn protocol_parameter(protocol: &Protocol) -> String {
    // A group that withstands a quantum computer says more than the version.
    let withstands = |value: &str| {
        let value = value.to_ascii_lowercase();
        ["mlkem", "kyber", "sntrup"].iter().any(|name| value.contains(name))
    };
    let group =
        protocol.settings.iter().find(|(name, value)| name == "groups" && withstands(value));
    if let Some((_, groups)) = group {
        return groups.clone();
    }
    let listed = || {
        LISTS.iter().find_map(|list| {
            protocol.settings.iter().find(|(name, _)| name == list).map(|(_, value)| value.clone())
        })
    };
    protocol.version.clone().or_else(listed).unwrap_or_default()
}

/// Text that spreadsheets show instead of computing it.
fn inert(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

/// What related material is, in `CycloneDX` and RFC words.
fn material(asset: &Asset) -> String {
    let Asset::RelatedCryptoMaterial(material) = asset else { return String::new() };
    let kind = serde_json::to_value(material.material).ok();
    kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default().to_owned()
}

fn signature_algorithm(asset: &Asset) -> String {
    match asset {
        Asset::Certificate(certificate) => certificate.signature_algorithm.name.clone(),
        Asset::RelatedCryptoMaterial(material) => {
            material.signature_algorithm.as_ref().map_or_else(String::new, |one| one.name.clone())
        }
        Asset::Algorithm(_) | Asset::Protocol(_) | Asset::Software(_) => String::new(),
    }
}

/// The family; the name where the registry has no family or the family's members go by their own
/// names (RFC 8032 Ed25519, RFC 7748 X25519).
fn label(algorithm: &Algorithm) -> String {
    let goes_by_name = match algorithm.family.as_deref() {
        None | Some("EdDSA") => true,
        Some("ECDH") => matches!(algorithm.name.as_str(), "X25519" | "X448"),
        // Their authenticated and extended forms are algorithms of their own.
        Some("ChaCha20" | "Salsa20") => algorithm.primitive == Primitive::Ae,
        // A hash goes by its length: SHA-256 and SHA-512 are of one family.
        Some(_) if matches!(algorithm.primitive, Primitive::Hash | Primitive::Xof) => true,
        Some(_) => false,
    };
    if is_cmac(algorithm) {
        return "CMAC".to_owned();
    }
    // Of SHA-3 by family, but no digest.
    if algorithm.primitive == Primitive::Mac && algorithm.name.starts_with("KMAC") {
        return "KMAC".to_owned();
    }
    let family = algorithm.family.as_ref().filter(|_| !goes_by_name);
    let name = family.unwrap_or(&algorithm.name);
    // The length of these is their parameter.
    let is_sized = matches!(algorithm.family.as_deref(), Some("BLAKE2" | "LSH"));
    match name.rsplit_once('-').filter(|(_, bits)| bits.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((stem, _)) if is_sized && stem != "LSH" => stem.to_owned(),
        _ => name.clone(),
    }
}

/// Whether it is the MAC of SP 800-38B, whose block cipher is its parameter.
fn is_cmac(algorithm: &Algorithm) -> bool {
    algorithm.primitive == Primitive::Mac && algorithm.mode.as_deref() == Some("cmac")
}

/// Mode of a block cipher; RSA has its padding instead (`cryptoProperties` `padding`).
fn mode(algorithm: &Algorithm) -> String {
    if is_cmac(algorithm) {
        return String::new();
    }
    let is_rsa = algorithm.family.as_deref().is_some_and(|family| family.starts_with("RSA"));
    let padding = algorithm.padding.as_ref().filter(|_| is_rsa);
    algorithm.mode.as_ref().or(padding).cloned().unwrap_or_default()
}

/// Parameter set, curve, or the digest of a MAC or key derivation; what a composite is made of is in its name alone.
fn parameter(algorithm: &Algorithm) -> String {
    if is_cmac(algorithm) {
        let cipher = algorithm.family.clone().unwrap_or_default();
        return match &algorithm.parameter_set {
            Some(size) => format!("{cipher}-{size}"),
            None => cipher,
        };
    }
    let composite = (!algorithm.components.is_empty()).then_some(&algorithm.name);
    let keyed = matches!(algorithm.primitive, Primitive::Mac | Primitive::Kdf);
    let digest = algorithm.digest.as_ref().filter(|_| keyed);
    let stated = digest.or(algorithm.parameter_set.as_ref()).or(algorithm.curve.as_ref());
    match stated.or(composite).map(String::as_str).unwrap_or_default() {
        // Both are the curves of RFC 7748 in Edwards form (RFC 8032 section 5).
        "Ed25519" => "Curve25519".to_owned(),
        "Ed448" => "Curve448".to_owned(),
        other => other.to_owned(),
    }
}

/// `CycloneDX` names, separated by spaces.
fn functions(algorithm: &Algorithm) -> String {
    let name = |function: &CryptoFunction| match function {
        CryptoFunction::Generate => "generate",
        CryptoFunction::Keygen => "keygen",
        CryptoFunction::Encrypt => "encrypt",
        CryptoFunction::Decrypt => "decrypt",
        CryptoFunction::Digest => "digest",
        CryptoFunction::Tag => "tag",
        CryptoFunction::Keyderive => "keyderive",
        CryptoFunction::Sign => "sign",
        CryptoFunction::Verify => "verify",
        CryptoFunction::Encapsulate => "encapsulate",
        CryptoFunction::Decapsulate => "decapsulate",
        CryptoFunction::Other => "other",
        CryptoFunction::Unknown => "unknown",
    };
    algorithm.functions.iter().map(name).collect::<Vec<_>>().join(" ")
}
