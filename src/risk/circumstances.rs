//! What risk needs to know of a subject beside its algorithm and its purposes.

use serde::{Deserialize, Serialize};

use crate::model::{
    Algorithm, Certificate, Material, MaterialKind, Maturity, Offer, OfferRole, Protocol,
    ProtocolKind,
};
use crate::registry::{self, Facts};

/// Since when something is unacceptable without any quantum computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// Year.
    pub since: i16,
    /// Why, with the document that says it.
    pub why: String,
}

/// Whether a key that becomes known later opens what was recorded before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    /// Each session has a key of its own: each has to be broken by itself.
    Forward,
    /// It was not seen.
    #[default]
    Unknown,
    /// One key opens everything that was ever recorded under it.
    Static,
}

/// How long a signature is relied upon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// Checked once, when a connection is made: no longer than the key is trusted.
    Session,
    /// The system's `signature_years`, for lack of a sign of more.
    #[default]
    Stated,
    /// A document, message or archive that is kept.
    Document,
    /// A time stamp, which is there to outlast the signature under it.
    TimeStamp,
    /// Code or firmware: as long as a device checks it.
    Code,
    /// A ledger, which does not forget: whoever forges spends, as long as the output lies there.
    Ledger,
}

/// Everything of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Broken classically, which has nothing to do with its exposure to a quantum computer.
    pub broken: Option<Broken>,
    /// Forward secrecy of key establishment.
    pub secrecy: Secrecy,
    /// How long signatures are relied upon.
    pub kept: Kept,
    /// What a hybrid or composite is made of, one sentence.
    pub construction: Option<String>,
    /// The final standard that replaces what came before it.
    pub successor: Option<&'static str>,
}

impl Circumstances {
    /// Those that follow from the algorithm alone.
    pub(super) fn of(algorithm: &Algorithm, facts: &Facts) -> Self {
        Self {
            broken: facts.broken.map(|(since, why)| Broken { since, why: why.to_owned() }),
            secrecy: if transports_keys(algorithm) { Secrecy::Static } else { Secrecy::Unknown },
            kept: Kept::Stated,
            construction: construction(algorithm, facts),
            successor: (facts.maturity == Maturity::PreStandard).then(|| successor(algorithm)),
        }
    }
}

/// Key transport: whoever has the receiver's key opens all that was sent to it.
fn transports_keys(algorithm: &Algorithm) -> bool {
    matches!(algorithm.family.as_deref(), Some("RSAES-PKCS1" | "RSAES-OAEP"))
}

/// A hybrid as what it is: its parts, what each falls to, how they are combined, how far its specification has come.
fn construction(algorithm: &Algorithm, facts: &Facts) -> Option<String> {
    if algorithm.components.len() < 2 {
        return None;
    }
    let parts: Vec<String> = algorithm
        .components
        .iter()
        .map(|name| {
            let part = registry::by_name(name).map(|part| registry::facts(&part));
            let state = match part {
                Some(part) if part.broken.is_some() => "broken",
                Some(part) if part.problem.falls_to_shor() => "falls to Shor",
                Some(part) if part.problem == registry::Problem::Unknown => "not known",
                Some(_) => "does not",
                None => "not known",
            };
            format!("{name} ({state})")
        })
        .collect();
    let combined = algorithm.digest.as_deref().map_or_else(
        || "both feed the protocol's key derivation or stand side by side".to_owned(),
        |digest| format!("combined under {digest}"),
    );
    let specification = match facts.maturity {
        Maturity::Standard => "a standard",
        Maturity::Draft => "a draft, whose identifier may still change",
        Maturity::PreStandard => "from before the standard",
        Maturity::Specification => "a specification without a standard",
        Maturity::Withdrawn => "withdrawn",
        Maturity::Unknown => "of unknown standing",
    };
    Some(format!(
        "{} of {}; {combined}; it holds while one part holds; its specification is {specification}",
        if algorithm.components.len() == 2 { "two parts" } else { "several parts" },
        parts.join(" and "),
    ))
}

/// FIPS 203, 204 and 205 of 2024-08-13 replaced what they were made from.
fn successor(algorithm: &Algorithm) -> &'static str {
    let names = algorithm.family.iter().chain(&algorithm.components).chain([&algorithm.name]);
    let has = |word: &str| names.clone().any(|name| name.contains(word));
    if has("Kyber") {
        "ML-KEM (FIPS 203), which does not interoperate with it"
    } else if has("Dilithium") {
        "ML-DSA (FIPS 204), which does not verify its signatures"
    } else if has("SPHINCS") {
        "SLH-DSA (FIPS 205), which does not verify its signatures"
    } else {
        "the final standard and its registered identifier"
    }
}

/// Of an offer of a protocol.
pub(super) fn of_offer(protocol: ProtocolKind, offer: &Offer, own: Circumstances) -> Circumstances {
    let secrecy = match offer.role {
        OfferRole::KeyExchange if is_static(protocol, offer) => Secrecy::Static,
        // Of SSH, IKE and TLS with (EC)DHE or a KEM every handshake makes its own key.
        OfferRole::KeyExchange => Secrecy::Forward,
        _ => Secrecy::Unknown,
    };
    Circumstances { secrecy, kept: Kept::Session, ..own }
}

/// `TLS_RSA_…`, `TLS_DH_…` and `TLS_ECDH_…` use the key of the certificate (RFC 5246 §7.4.2).
fn is_static(protocol: ProtocolKind, offer: &Offer) -> bool {
    transports_keys(&offer.algorithm)
        || offer.algorithm.family.as_deref() == Some("RSA")
        || (protocol == ProtocolKind::Tls && matches!(offer.name.as_str(), "DH" | "ECDH"))
}

/// Of a certificate's key.
pub(super) fn of_certificate(certificate: &Certificate, own: Circumstances) -> Circumstances {
    let says = |names: [&str; 2]| {
        certificate.extended_key_usage.iter().any(|usage| {
            names.iter().any(|name| usage.trim_start_matches("id-kp-").eq_ignore_ascii_case(name))
        })
    };
    let documents = certificate.key_usage.iter().any(|usage| {
        usage.eq_ignore_ascii_case("nonRepudiation")
            || usage.eq_ignore_ascii_case("contentCommitment")
    });
    let online = says(["serverAuth", "1.3.6.1.5.5.7.3.1"])
        || says(["clientAuth", "1.3.6.1.5.5.7.3.2"])
        || certificate.format.eq_ignore_ascii_case("OpenSSH");
    let kept = if says(["timeStamping", "1.3.6.1.5.5.7.3.8"]) {
        Kept::TimeStamp
    } else if says(["codeSigning", "1.3.6.1.5.5.7.3.3"]) {
        Kept::Code
    } else if documents || says(["emailProtection", "1.3.6.1.5.5.7.3.4"]) {
        Kept::Document
    } else if online {
        Kept::Session
    } else {
        Kept::Stated
    };
    // Whoever has the private key of the certificate opens what was encrypted to it; only signing keeps sessions apart.
    let secrecy = if certificate.key_algorithm.family.as_deref() == Some("RSA") {
        Secrecy::Static
    } else {
        own.secrecy
    };
    Circumstances { kept, secrecy, ..own }
}

/// Of a key or other material.
pub(super) fn of_material(material: &Material, own: Circumstances) -> Circumstances {
    let format = material.format.to_ascii_lowercase();
    let kept = match material.material {
        _ if format.contains("ssh") || format.contains("putty") => Kept::Session,
        _ if is_ledger_key(material) => Kept::Ledger,
        MaterialKind::SignedData | MaterialKind::Signature => match format.as_str() {
            "rfc 3161" => Kept::TimeStamp,
            "apk" | "mach-o" | "authenticode" => Kept::Code,
            _ => Kept::Document,
        },
        _ => Kept::Stated,
    };
    let is_stored_message = material.material == MaterialKind::Other && material.format == "CMS";
    let is_rsa =
        material.algorithm.as_ref().is_some_and(|key| key.family.as_deref() == Some("RSA"));
    let secrecy = if is_stored_message || is_rsa { Secrecy::Static } else { own.secrecy };
    Circumstances { kept, secrecy, ..own }
}

/// Formats that nothing but wallets has. Whether the public key is on the chain already, a file does not say.
fn is_ledger_key(material: &Material) -> bool {
    let on_ledger_curve =
        material.algorithm.as_ref().is_some_and(|key| key.curve.as_deref() == Some("secp256k1"));
    let format = material.format.to_ascii_lowercase();
    let wallets =
        ["wallet", "web3", "bip32", "bip-32", "wif", "base58", "ethereum", "bitcoin", "extended"];
    on_ledger_curve && wallets.iter().any(|word| format.contains(word))
}

/// Versions of a protocol that nobody may use any more, and the document that says so.
pub(super) fn old_versions(protocol: &Protocol) -> Option<(String, Broken)> {
    let old: &[(&str, &str, i16, &str)] = match protocol.protocol {
        ProtocolKind::Tls => &[
            ("ssl2", "SSL 2.0", 2011, "prohibited by RFC 6176 (March 2011)"),
            ("ssl3", "SSL 3.0", 2015, "must not be used: RFC 7568 (June 2015)"),
            ("1.0", "TLS 1.0", 2021, "must not be used: RFC 8996 (March 2021)"),
            ("1.1", "TLS 1.1", 2021, "must not be used: RFC 8996 (March 2021)"),
        ],
        ProtocolKind::Ssh => &[(
            "1",
            "SSH protocol 1",
            2010,
            "off by default since OpenSSH 5.4 (release notes, 2010), whose integrity check was broken in 1998",
        )],
        _ => return None,
    };
    let stated = protocol.version.as_deref()?;
    let named = |text: &str| {
        let plain = text.trim().to_ascii_lowercase().replace(' ', "");
        let plain = plain.trim_start_matches("tls").trim_start_matches("ssh");
        let plain = plain.trim_start_matches(['v', '-', '_']);
        let plain = match plain.strip_prefix("ssl") {
            Some(number) => format!("ssl{}", number.trim_start_matches('v').trim_end_matches(".0")),
            None if protocol.protocol == ProtocolKind::Tls && plain == "1" => "1.0".to_owned(),
            None if protocol.protocol == ProtocolKind::Ssh => plain.split('.').next()?.to_owned(),
            None => plain.to_owned(),
        };
        old.iter().position(|(word, ..)| *word == plain)
    };
    let found: Vec<usize> = if let Some(first) = stated.strip_suffix(" and later") {
        named(first).map(|from| (from..old.len()).collect()).unwrap_or_default()
    } else if let Some((first, last)) =
        stated.split_once(" to ").filter(|(first, _)| *first != "up")
    {
        let until = named(last).map_or(old.len(), |last| last + 1);
        named(first).map(|from| (from..until).collect()).unwrap_or_default()
    } else {
        // Of `up to 1.1` the last is old, and so is whatever comes before it.
        let list = stated.strip_prefix("up to ").unwrap_or(stated);
        list.split([',', '/']).filter_map(named).collect()
    };
    let (_, _, since, why) = old[*found.iter().min()?];
    let names: Vec<&str> = found.iter().map(|at| old[*at].1).collect();
    Some((names.join(", "), Broken { since, why: why.to_owned() }))
}
