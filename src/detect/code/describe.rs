//! From what a rule says, and what later calls say, to an asset.

use crate::model::{
    Algorithm, Asset, CryptoFunction, Offer, OfferRole, Primitive, Protocol, ProtocolKind,
};
use crate::registry;

/// The parts of an asset, as names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Spellings of the algorithm.
    pub algorithm: Vec<String>,
    /// Whether the algorithm is written as such; a name that nothing explains is no algorithm.
    pub literal: bool,
    /// Key size in bits or parameter set.
    pub bits: Option<String>,
    /// Spellings of the curve.
    pub curve: Vec<String>,
    /// Spellings of the digest.
    pub digest: Vec<String>,
    /// Mode.
    pub mode: Vec<String>,
    /// Padding.
    pub padding: Vec<String>,
    /// Protocol, lowest version, settings.
    pub protocol: Option<ProtocolKind>,
    /// Lowest protocol version.
    pub version: Option<String>,
    /// Newest protocol version, where newer ones are not allowed.
    pub newest: Option<String>,
    /// Settings of the protocol.
    pub settings: Vec<(String, String)>,
    /// Functions that are stated.
    pub functions: Vec<CryptoFunction>,
}

/// Name of the algorithm of a use whose algorithm cannot be told.
pub const INDETERMINATE: &str = "indeterminate";

/// The asset that the parts make.
pub fn asset(parts: &Parts) -> Asset {
    match parts.protocol {
        Some(protocol) => Asset::Protocol(of_protocol(protocol, parts)),
        None => Asset::Algorithm(algorithm(parts)),
    }
}

fn of_protocol(protocol: ProtocolKind, parts: &Parts) -> Protocol {
    let word = match protocol {
        ProtocolKind::Tls => "TLS",
        ProtocolKind::Ssh => "SSH",
        ProtocolKind::Ipsec => "IPsec",
        ProtocolKind::Ike => "IKE",
        ProtocolKind::Sstp => "SSTP",
        ProtocolKind::Wpa => "WPA",
        ProtocolKind::Other | ProtocolKind::Unknown => "protocol",
    };
    let name = match &parts.version {
        Some(version) if version.starts_with("SSL") => version.clone(),
        Some(version) => format!("{word} {version}"),
        None => word.to_owned(),
    };
    let mut settings = parts.settings.clone();
    settings.sort();
    Protocol {
        protocol,
        name,
        version: stated(protocol, parts),
        offers: offers(protocol, &settings),
        cipher_suites: Vec::new(),
        settings,
    }
}

/// The versions that are allowed: a lowest one leaves the newer ones to the library, up to the newest that it knows.
fn stated(protocol: ProtocolKind, parts: &Parts) -> Option<String> {
    let (lowest, newest) = (parts.version.as_deref(), parts.newest.as_deref());
    match (lowest, newest) {
        (None, newest) => newest.map(|newest| format!("up to {newest}")),
        (Some(one), Some(other)) if one != other => Some(format!("{one} to {other}")),
        (Some(one), None) if protocol == ProtocolKind::Tls && one != "1.3" => {
            Some(format!("{one} and later"))
        }
        (Some(one), _) => Some(one.to_owned()),
    }
}

/// What settings that list algorithms offer, in their order; names that nothing explains are left to the settings.
fn offers(protocol: ProtocolKind, settings: &[(String, String)]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for (setting, list) in settings {
        let role = match (protocol, setting.as_str()) {
            (ProtocolKind::Tls, "groups") | (ProtocolKind::Ssh, "key exchange") => {
                OfferRole::KeyExchange
            }
            (ProtocolKind::Tls, "signature algorithms")
            | (ProtocolKind::Ssh, "host key algorithms") => OfferRole::Signature,
            (ProtocolKind::Ssh, "ciphers") => OfferRole::Cipher,
            (ProtocolKind::Ssh, "macs") => OfferRole::Mac,
            _ => continue,
        };
        // `*` is a key share and `?` a group that may be unknown to OpenSSL 3.5, `^` what comes first to OpenSSH.
        let names =
            list.split([':', ',', '/', ' ']).map(|name| name.trim_start_matches(['*', '?', '^']));
        for name in names.filter(|name| !name.is_empty() && !name.starts_with(['-', '!', '+'])) {
            let algorithm = match (protocol, role) {
                (ProtocolKind::Ssh, _) => Some(registry::ssh(name)),
                (_, OfferRole::KeyExchange) => group(name),
                _ => registry::tls_signature_scheme_by_name(name),
            };
            if let Some(algorithm) = algorithm.filter(|known| known.family.is_some())
                && !offers.iter().any(|offer| offer.role == role && offer.name == name)
            {
                offers.push(Offer { role, name: name.to_owned(), algorithm });
            }
        }
    }
    offers
}

/// A group of TLS by its name, or by that of its curve (`P-256`, of Go `CurveP256`).
fn group(name: &str) -> Option<Algorithm> {
    let agrees = |known: &Algorithm| {
        matches!(known.primitive, Primitive::KeyAgree | Primitive::Kem | Primitive::Combiner)
    };
    let on_curve = || {
        let curve = registry::curve(name.strip_prefix("Curve").unwrap_or(name))?;
        registry::by_name(&format!("ECDH-{curve}"))
    };
    let known = registry::tls_group_by_name(name);
    known.or_else(|| registry::by_name(name).filter(agrees)).or_else(on_curve)
}

/// The algorithm that the parts make; a part that does not fit it is left out.
pub fn algorithm(parts: &Parts) -> Algorithm {
    let known =
        parts.algorithm.iter().find_map(|name| registry::by_name(name).or_else(|| by_oid(name)));
    let mut algorithm = match known {
        Some(known) => known,
        None if parts.literal && !parts.algorithm.is_empty() => {
            Algorithm::verbatim(&parts.algorithm[0], None)
        }
        None => Algorithm::verbatim(INDETERMINATE, None),
    };
    let family = algorithm.family.clone();
    // Ed25519 and its like have their curve by name, and no other size.
    let has_size = algorithm.curve.is_some();
    if let Some(curve) = parts.curve.iter().find_map(|name| registry::curve(name)) {
        algorithm = on_curve(algorithm, curve);
    }
    if let Some(digest) = parts.digest.iter().find_map(|name| registry::digest(name))
        && algorithm.digest.is_none()
    {
        algorithm.digest = Some(digest.to_owned());
    }
    // Who is asked for elliptic curves by a size alone takes those of NIST (SP 800-186).
    let by_size = parts.bits.as_ref().and_then(|bits| registry::curve(&format!("P-{bits}")));
    if let (Some("EC" | "ECDSA" | "ECDH"), None, Some(curve)) =
        (algorithm.family.as_deref(), algorithm.curve.as_deref(), by_size)
    {
        algorithm = on_curve(algorithm, curve);
    }
    // A key that is read from elsewhere has no size that is told.
    let is_said = algorithm.curve.is_some() && by_size.is_some();
    if let Some(bits) = parts.bits.as_ref().filter(|bits| !bits.is_empty())
        && algorithm.parameter_set.is_none()
        && !(has_size || is_said)
    {
        algorithm = sized(algorithm, bits);
    }
    if let Some(mode) = parts.mode.iter().find_map(|mode| registry::mode(mode))
        && algorithm.mode.is_none()
        && matches!(algorithm.primitive, Primitive::BlockCipher | Primitive::Ae)
    {
        algorithm.mode = Some(mode.to_owned());
    }
    if let Some(padding) = parts.padding.first().filter(|padding| !padding.is_empty())
        && algorithm.primitive != Primitive::Hash
    {
        let does = |one: &CryptoFunction| parts.functions.contains(one);
        let signs = does(&CryptoFunction::Sign) || does(&CryptoFunction::Verify);
        let encrypts = does(&CryptoFunction::Encrypt) || does(&CryptoFunction::Decrypt);
        algorithm = padded(algorithm, padding, encrypts && !signs);
    }
    if family.is_some() {
        let named = registry::renamed(algorithm.clone());
        // The row of the full name knows the primitive of the mode.
        let functions = algorithm.functions.clone();
        algorithm = match registry::by_name(&named.name) {
            Some(row) if row.family == named.family => Algorithm {
                padding: named.padding.or(row.padding.clone()),
                oid: named.oid,
                parameter_set: named.parameter_set.or(row.parameter_set.clone()),
                functions,
                ..row
            },
            _ => named,
        };
    }
    // DES has one size of key (FIPS 46-3).
    if algorithm.family.as_deref() == Some("DES") && algorithm.parameter_set.is_none() {
        algorithm.parameter_set = Some("56".to_owned());
    }
    // Feedback of a whole block is what the mode is without a size (SP 800-38A section 6.3).
    if let Some("cfb64" | "cfb128") = algorithm.mode.as_deref() {
        algorithm.mode = Some("cfb".to_owned());
    }
    if !parts.functions.is_empty() {
        algorithm.functions = parts.functions.iter().copied().collect();
    }
    for_encryption(algorithm)
}

/// PKCS #1 v1.5 has one padding for signatures and one for encryption (RFC 8017 sections 7.2 and 8.2), which most
/// libraries call by the same name.
fn for_encryption(algorithm: Algorithm) -> Algorithm {
    let encrypts = |function: &CryptoFunction| {
        matches!(function, CryptoFunction::Encrypt | CryptoFunction::Decrypt)
    };
    let only = !algorithm.functions.is_empty() && algorithm.functions.iter().all(encrypts);
    if algorithm.family.as_deref() != Some("RSASSA-PKCS1") || !only {
        return algorithm;
    }
    match registry::by_name("RSAES-PKCS1-1.5") {
        Some(row) => registry::renamed(Algorithm {
            parameter_set: algorithm.parameter_set,
            functions: algorithm.functions,
            ..row
        }),
        None => algorithm,
    }
}

/// An object identifier where a library takes a name.
fn by_oid(name: &str) -> Option<Algorithm> {
    let is_oid =
        name.contains('.') && name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_oid.then(|| registry::by_oid(name)).filter(|known| known.family.is_some())
}

fn on_curve(mut algorithm: Algorithm, curve: &'static str) -> Algorithm {
    match curve {
        // Each of these has one algorithm of its own for signatures and one for agreement (RFC 7748, RFC 8032).
        "Curve448" => registry::by_name("X448").unwrap_or(algorithm),
        "Curve25519" | "Ed25519" | "Ed448" => registry::by_name(curve).unwrap_or(algorithm),
        _ => {
            if algorithm.curve.is_none() {
                algorithm.curve = Some(curve.to_owned());
            }
            algorithm
        }
    }
}

/// Gives an algorithm its size: bits where the family has sizes, the set where it has sets.
fn sized(mut algorithm: Algorithm, bits: &str) -> Algorithm {
    // Of each octet of a key of TDEA one bit is parity (SP 800-67 section 3.2).
    let bits = match (algorithm.family.as_deref(), bits) {
        (Some("3DES"), "192") => "168",
        (Some("3DES"), "128") => "112",
        _ => bits,
    };
    // A size that comes from a branch not taken for it, or from a mistake, is none.
    if most_bits(&algorithm).is_some_and(|most| bits.parse().is_ok_and(|bits: u32| bits > most)) {
        return algorithm;
    }
    let named = format!("{}-{bits}", algorithm.family.as_deref().unwrap_or(&algorithm.name));
    match registry::by_name(&named) {
        Some(row)
            if row.family == algorithm.family
                && algorithm.digest.is_none()
                && algorithm.mode.is_none() =>
        {
            let functions = algorithm.functions;
            Algorithm { functions, ..row }
        }
        _ => {
            if bits.bytes().all(|byte| byte.is_ascii_digit()) {
                algorithm.parameter_set = Some(bits.to_owned());
            }
            algorithm
        }
    }
}

/// The most bits of a digest that can be of any length up to it (RFC 7693 section 2.1).
fn most_bits(algorithm: &Algorithm) -> Option<u32> {
    match algorithm.name.as_str() {
        "BLAKE2b" => Some(512),
        "BLAKE2s" => Some(256),
        _ => None,
    }
}

/// Gives an algorithm its padding. That of PKCS #1 v1.5 is one for signatures and one for encryption (RFC 8017).
fn padded(mut algorithm: Algorithm, padding: &str, encrypts: bool) -> Algorithm {
    let folded: String = padding
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let (name, word) = match folded.as_str() {
        "oaep" => (Some("RSA-OAEP"), "oaep"),
        "pss" => (Some("RSA-PSS"), "pss"),
        "pkcs1" | "pkcs1v15" | "pkcs115" if encrypts => (Some("RSAES-PKCS1-1.5"), "pkcs1v15"),
        "pkcs1" | "pkcs1v15" | "pkcs115" => (Some("RSA-PKCS1-1.5"), "pkcs1v15"),
        other => (None, other),
    };
    if algorithm.family.as_deref() == Some("RSA")
        && let Some(mut row) = name.and_then(registry::by_name)
    {
        row.parameter_set = algorithm.parameter_set;
        row.digest = algorithm.digest.or(row.digest);
        return row;
    }
    if algorithm.padding.is_none() {
        algorithm.padding = Some(word.to_owned());
    }
    algorithm
}
