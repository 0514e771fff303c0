//! What an algorithm, a certificate or a key is used for: what it states, else what it can do.

use std::collections::BTreeSet;

use crate::model::{
    Algorithm, Certificate, CryptoFunction, InUse, KeyCertificate, Primitive, Purpose, Purposes,
};
use crate::registry::{self, Problem};

use Purpose::{CertificateSigning, Encryption, Integrity, KeyEstablishment, Signature};

pub(super) fn known(purposes: impl IntoIterator<Item = Purpose>) -> Purposes {
    Purposes::Known(purposes.into_iter().collect())
}

pub(super) fn one_of(purposes: impl IntoIterator<Item = Purpose>) -> Purposes {
    let purposes: BTreeSet<Purpose> = purposes.into_iter().collect();
    if purposes.len() == 1 { Purposes::Known(purposes) } else { Purposes::OneOf(purposes) }
}

/// Families whose keys can both sign and establish keys, whatever primitive the name suggests:
/// RFC 8017 §7 and §8; RFC 5480 §2.1 (id-ecPublicKey); GM/T 0003; RFC 4491 §2.3.
const DUAL_USE: [&str; 5] = ["RSA", "EC", "SM2", "SM9", "GOST"];

/// Purposes of a bare key, by what its algorithm can do. A key of a family that can do both may say what it is for:
/// `use` and `key_ops` of a JWK (RFC 7517 §4.2), key flags of OpenPGP (RFC 9580 §5.2.3.29).
pub(super) fn of_key(algorithm: &Algorithm) -> Purposes {
    let is_open = matches!(algorithm.family.as_deref(), Some("RSA" | "EC"));
    if is_open && !algorithm.functions.is_empty() {
        return of_functions(algorithm);
    }
    one_of(capabilities(algorithm))
}

fn capabilities(algorithm: &Algorithm) -> BTreeSet<Purpose> {
    let family = algorithm.family.as_deref();
    if family.is_none_or(|family| DUAL_USE.contains(&family)) {
        return BTreeSet::from([KeyEstablishment, Signature]);
    }
    match algorithm.primitive {
        Primitive::Signature => BTreeSet::from([Signature]),
        Primitive::Kem | Primitive::KeyAgree | Primitive::Pke => BTreeSet::from([KeyEstablishment]),
        _ => BTreeSet::from([KeyEstablishment, Signature]),
    }
}

/// Purposes of a certified key: the CA flag and the key usage state them (RFC 5280 §4.2.1.3), the
/// extended key usage narrows them (§4.2.1.12), and no certificate makes an algorithm do what it cannot. A flag that
/// stands alone in a self-signed certificate says nothing where a server presents it as its own or data is signed with it. What it
/// was seen to sign is as good as stated.
pub(super) fn of_certificate(certificate: &Certificate, in_use: InUse) -> Purposes {
    if certificate.is_of_ssh() {
        // User and host authentication are signatures (RFC 4252 §7, RFC 4253 §8).
        return known([Signature]);
    }
    let algorithm = &certificate.key_algorithm;
    let able = capabilities(algorithm);
    let mut stated: BTreeSet<Purpose> =
        certificate.key_usage.iter().filter_map(|usage| stated_purpose(usage, algorithm)).collect();
    if certificate.is_ca && !(certificate.self_signed && in_use.is_of_end_entity()) {
        stated.insert(CertificateSigning);
    }
    let mut stated = within(&stated, &able);
    // With a key for mail, others may be encrypting too.
    if in_use.is_signer && !certificate.is_for(["emailProtection", "1.3.6.1.5.5.7.3.4"]) {
        stated.insert(Signature);
    }
    let allowed = allowed_by_extended(&certificate.extended_key_usage, algorithm);
    if stated.is_empty() {
        return one_of(narrowed(able, allowed.as_ref()));
    }
    known(narrowed(stated, allowed.as_ref()))
}

/// Purposes of a key by its certificates: all of theirs. `None` without one.
pub(super) fn of_certificates(certificates: &[KeyCertificate]) -> Option<Purposes> {
    let all: Vec<Purposes> =
        (certificates.iter()).map(|one| of_certificate(&one.certificate, one.in_use)).collect();
    let together = all.iter().flat_map(|one| one.possible().iter().copied());
    let is_known = all.iter().all(|one| matches!(one, Purposes::Known(_)));
    (!all.is_empty()).then(|| if is_known { known(together) } else { one_of(together) })
}

/// A key usage in the words of RFC 5280 §4.2.1.3, or with spaces.
fn stated_purpose(usage: &str, algorithm: &Algorithm) -> Option<Purpose> {
    let elliptic = algorithm.family.as_deref() == Some("EC");
    match folded(usage).as_str() {
        "keycertsign" | "crlsign" => Some(CertificateSigning),
        "digitalsignature" | "nonrepudiation" | "contentcommitment" => Some(Signature),
        // Elliptic-curve keys cannot encipher; the bit is an error (RFC 8813 §3).
        "keyencipherment" | "dataencipherment" if elliptic => None,
        "keyencipherment" | "dataencipherment" | "keyagreement" => Some(KeyEstablishment),
        _ => None,
    }
}

/// Stated purposes that the algorithm is able to serve.
fn within(stated: &BTreeSet<Purpose>, able: &BTreeSet<Purpose>) -> BTreeSet<Purpose> {
    let can = |purpose: &Purpose| match purpose {
        CertificateSigning => able.contains(&Signature),
        other => able.contains(other),
    };
    stated.iter().copied().filter(can).collect()
}

/// What the extended key usages permit, `None` where one of them is unknown or permits everything.
fn allowed_by_extended(
    extended: &BTreeSet<String>,
    algorithm: &Algorithm,
) -> Option<BTreeSet<Purpose>> {
    let mut allowed = BTreeSet::from([CertificateSigning]);
    for usage in extended {
        match folded(usage).trim_start_matches("idkp") {
            "codesigning" | "1.3.6.1.5.5.7.3.3" | "timestamping" | "1.3.6.1.5.5.7.3.8"
            | "ocspsigning" | "1.3.6.1.5.5.7.3.9" => allowed.insert(Signature),
            // digitalSignature and/or keyAgreement: RSA has no key agreement.
            "clientauth" | "1.3.6.1.5.5.7.3.2" => {
                if algorithm.family.as_deref() != Some("RSA") {
                    allowed.insert(KeyEstablishment);
                }
                allowed.insert(Signature)
            }
            _ => return None,
        };
    }
    (!extended.is_empty()).then_some(allowed)
}

/// `purposes` without those that are not allowed; all of them where nothing would be left.
fn narrowed(purposes: BTreeSet<Purpose>, allowed: Option<&BTreeSet<Purpose>>) -> BTreeSet<Purpose> {
    let Some(allowed) = allowed else { return purposes };
    let left: BTreeSet<Purpose> = purposes.intersection(allowed).copied().collect();
    if left.is_empty() { purposes } else { left }
}

/// Purposes of an algorithm on its own: the observed functions, else the primitive.
pub(super) fn of_algorithm(algorithm: &Algorithm) -> Purposes {
    match algorithm.primitive {
        Primitive::Signature => known([Signature]),
        Primitive::Kem | Primitive::KeyAgree | Primitive::Pke | Primitive::Combiner => {
            known([KeyEstablishment])
        }
        Primitive::BlockCipher | Primitive::StreamCipher | Primitive::Ae | Primitive::KeyWrap => {
            known([Encryption])
        }
        Primitive::Hash | Primitive::Xof | Primitive::Mac | Primitive::Kdf | Primitive::Drbg => {
            known([Integrity])
        }
        Primitive::Other | Primitive::Unknown => of_functions(algorithm),
    }
}

fn of_functions(algorithm: &Algorithm) -> Purposes {
    let problem = registry::facts(algorithm).problem;
    let observed: BTreeSet<Purpose> = algorithm
        .functions
        .iter()
        .filter_map(|function| match function {
            CryptoFunction::Sign | CryptoFunction::Verify => Some(Signature),
            CryptoFunction::Encapsulate | CryptoFunction::Decapsulate => Some(KeyEstablishment),
            CryptoFunction::Encrypt | CryptoFunction::Decrypt if problem.falls_to_shor() => {
                Some(KeyEstablishment)
            }
            CryptoFunction::Encrypt | CryptoFunction::Decrypt => {
                (problem == Problem::Symmetric).then_some(Encryption)
            }
            CryptoFunction::Keyderive if problem.falls_to_shor() => Some(KeyEstablishment),
            CryptoFunction::Digest | CryptoFunction::Tag => Some(Integrity),
            _ => None,
        })
        .collect();
    match problem {
        _ if !observed.is_empty() => Purposes::Known(observed),
        // Password-based encryption: a cipher under a derived key (RFC 8018 §6).
        Problem::Symmetric => one_of([Encryption, Integrity]),
        Problem::Unknown => one_of([KeyEstablishment, Signature, Encryption, Integrity]),
        _ => one_of([KeyEstablishment, Signature]),
    }
}

fn folded(name: &str) -> String {
    let kept = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '.');
    kept.map(|letter| letter.to_ascii_lowercase()).collect()
}
