//! How an asset's algorithm is used, from what the asset shows.

use crate::model::{
    Algorithm, Certificate, InUse, Kept, KeyCertificate, Material, MaterialKind, Offer, OfferRole,
    ProtocolKind, Secrecy, Usage, Venue,
};

/// What follows from the algorithm alone.
pub(super) fn of_algorithm(algorithm: &Algorithm) -> Usage {
    Usage {
        mode: algorithm.mode.as_deref().map(str::to_ascii_lowercase),
        secrecy: if transports_keys(algorithm) { Secrecy::Static } else { Secrecy::Unknown },
        levels: levels(algorithm),
        ..Usage::default()
    }
}

/// Key transport: whoever has the receiver's key opens all that was sent to it.
fn transports_keys(algorithm: &Algorithm) -> bool {
    matches!(algorithm.family.as_deref(), Some("RSAES-PKCS1" | "RSAES-OAEP"))
}

/// XMSS has one tree, and XMSS^MT says in its set how many levels (RFC 8391 §5.4: `SHA2_20/2_256`). A set of LMS stands
/// for one tree of an HSS key, which alone says how many there are (RFC 8554 §6).
fn levels(algorithm: &Algorithm) -> Option<u8> {
    if algorithm.family.as_deref() != Some("XMSS") {
        return None;
    }
    if !algorithm.name.starts_with("XMSSMT") {
        return Some(1);
    }
    let set = algorithm.parameter_set.as_deref().and_then(|set| set.split_once('/'));
    let stated = set.and_then(|(_, rest)| rest.split('_').next()?.parse().ok());
    // Without a set it is at least two, or it would be XMSS.
    Some(stated.unwrap_or(2))
}

/// Of an offer of a protocol.
pub(super) fn of_offer(protocol: ProtocolKind, offer: &Offer, own: Usage) -> Usage {
    let secrecy = match offer.role {
        OfferRole::KeyExchange if is_static(protocol, offer) => Secrecy::Static,
        // Of SSH, IKE and TLS with (EC)DHE or a KEM every handshake makes its own key.
        OfferRole::KeyExchange => Secrecy::Forward,
        _ => Secrecy::Unknown,
    };
    let kept = if offer.role == OfferRole::Signature { Kept::Session } else { own.kept };
    Usage { secrecy, kept, protocol: Some(Venue::of(protocol)), ..own }
}

/// `TLS_RSA_…`, `TLS_DH_…` and `TLS_ECDH_…` use the key of the certificate (RFC 5246 §7.4.2).
fn is_static(protocol: ProtocolKind, offer: &Offer) -> bool {
    transports_keys(&offer.algorithm)
        || offer.algorithm.family.as_deref() == Some("RSA")
        || (protocol == ProtocolKind::Tls && matches!(offer.name.as_str(), "DH" | "ECDH"))
}

/// Of a certificate's key.
pub(super) fn of_certificate(certificate: &Certificate, in_use: InUse, own: Usage) -> Usage {
    let says = |names: [&str; 2]| certificate.is_for(names);
    let documents = certificate.key_usage.iter().any(|usage| {
        usage.eq_ignore_ascii_case("nonRepudiation")
            || usage.eq_ignore_ascii_case("contentCommitment")
    });
    let is_ssh = certificate.is_of_ssh();
    let online = says(["serverAuth", "1.3.6.1.5.5.7.3.1"])
        || says(["clientAuth", "1.3.6.1.5.5.7.3.2"])
        || is_ssh
        || in_use.is_presented;
    let kept = if says(["timeStamping", "1.3.6.1.5.5.7.3.8"]) {
        Kept::TimeStamp
    } else if says(["codeSigning", "1.3.6.1.5.5.7.3.3"]) {
        Kept::Code
    } else if documents
        || says(["emailProtection", "1.3.6.1.5.5.7.3.4"])
        || in_use.is_signer && !online
    {
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
    let protocol = Some(if is_ssh { Venue::Ssh } else { Venue::X509 });
    Usage { kept, secrecy, protocol, ..own }
}

/// Of a key by its certificates, of which the one counts whose signatures are kept the longest.
pub(super) fn of_certificates(certificates: &[KeyCertificate], own: Usage) -> Usage {
    let all = certificates.iter();
    let used = all.map(|one| of_certificate(&one.certificate, one.in_use, own.clone()));
    used.max_by_key(|usage| usage.kept).unwrap_or(own)
}

/// Of a key or other material.
pub(super) fn of_material(material: &Material, own: Usage) -> Usage {
    let is_ssh = is_ssh(&material.format);
    let format = material.format.to_ascii_lowercase();
    let kept = match material.material {
        _ if is_ssh => Kept::Session,
        _ if is_ledger_key(material) => Kept::Ledger,
        MaterialKind::SignedData | MaterialKind::Signature => match format.as_str() {
            "rfc 3161" => Kept::TimeStamp,
            "apk" | "mach-o" | "authenticode" => Kept::Code,
            _ => Kept::Document,
        },
        _ => Kept::Stated,
    };
    let is_message = material.material == MaterialKind::Other && material.format == "CMS";
    let is_rsa =
        material.algorithm.as_ref().is_some_and(|key| key.family.as_deref() == Some("RSA"));
    let secrecy = if is_message || is_rsa { Secrecy::Static } else { own.secrecy };
    let protocol = match material.material {
        _ if is_ssh => Some(Venue::Ssh),
        MaterialKind::CertificateRequest
        | MaterialKind::CertificateRevocationList
        | MaterialKind::OcspResponse => Some(Venue::X509),
        _ if kept == Kept::Ledger => Some(Venue::Ledger),
        _ => match format.as_str() {
            "cms" => Some(Venue::Cms),
            "openpgp" => Some(Venue::OpenPgp),
            "jwk" | "cose" | "cose_key" => Some(Venue::Jose),
            "dnssec" => Some(Venue::Dnssec),
            _ => own.protocol,
        },
    };
    let told = material.details.iter().find(|(name, _)| name == "hss levels");
    let levels = told.and_then(|(_, levels)| levels.parse().ok()).or(own.levels);
    Usage { kept, secrecy, protocol, levels, ..own }
}

/// Whether a format is one of those that SSH programs have for their keys, or a detector one that reads their files.
#[must_use]
pub fn is_ssh(format: &str) -> bool {
    let format = format.to_ascii_lowercase();
    format.contains("ssh") || format.contains("putty")
}

/// Formats that nothing but wallets has. Whether the public key is on the chain already, a file does not say.
pub(super) fn is_ledger_key(material: &Material) -> bool {
    let on_ledger_curve =
        material.algorithm.as_ref().is_some_and(|key| key.curve.as_deref() == Some("secp256k1"));
    let format = material.format.to_ascii_lowercase();
    let wallets =
        ["wallet", "web3", "bip32", "bip-32", "wif", "base58", "ethereum", "bitcoin", "extended"];
    on_ledger_curve && wallets.iter().any(|word| format.contains(word))
}
