use std::collections::BTreeSet;

use crate::model::{
    Algorithm, Asset, AssetId, Certificate, Exposure, InUse, KeyCertificate, Material,
    MaterialKind, Maturity, Offer, OfferRole, Primitive, Protocol, ProtocolKind, Purpose, Purposes,
    Relation, Subject, Timestamp, Usage, Venue,
};
use crate::registry;

use super::circumstances::{Broken, Circumstances};
use super::version::{self, Version};
use super::{Case, exposure, purpose, usage};

/// What policies and risk judge of an asset: one subject for an algorithm, certificate or key; one
/// for every key-exchange and signature offer of a protocol, under the protocol's own name for it. Empty for what cannot be judged (a keystore shell, a library).
///
/// - A certificate has a second subject where the issuer's signature is classically broken, or where a quantum computer
///   breaks it and not the key: whoever verifies relies on both. Not so where it is self-signed: nobody relies on the
///   signature of a root (RFC 5280 §6.1).
/// - A protocol has further subjects for broken ciphers and MACs. One that shows no key exchange leaves
///   it to the implementation's defaults: one subject that cannot be told, but for TLS without version 1.3, which has no key
///   exchange that resists a quantum computer.
/// - Every version of a protocol that is prohibited is one more, as broken as an algorithm can be; so is the newest
///   that was seen, where there is a newer one.
/// - Offers that stand for the same algorithm under two names count once.
/// - A hybrid or quantum-resistant group has effect from TLS 1.3 on only, where the client sends a share for it (RFC 8446
///   §4.2.8; draft-ietf-tls-ecdhe-mlkem). Of a server without that version it counts as not offered.
#[must_use]
pub fn subjects(asset: &Asset) -> Vec<Subject> {
    subjects_among(asset, &[], &[])
}

/// The subjects of an asset with its outgoing edges and the certificates of it as a key, which tell more of its purpose;
/// see [`cases`].
#[must_use]
pub fn subjects_among(
    asset: &Asset,
    relations: &[Relation],
    certificates: &[KeyCertificate],
) -> Vec<Subject> {
    cases(asset, relations, certificates).into_iter().map(|case| case.subject).collect()
}

/// The subjects of an asset, each with its circumstances; see [`subjects`].
///
/// A self-signed certificate with the CA flag that a server presents as its own, or that data is signed with, is an end entity's,
/// unless its key usage says that it signs certificates: the defaults of widespread tools set the flag, and an authority has to state
/// `keyCertSign` (RFC 5280 §4.2.1.3). So is one by which others are verified too: its server presents the successor, of which they
/// have to learn first.
///
/// A key or request is for what its certificates are for, for as long as the last of them is valid.
#[must_use]
pub fn cases(asset: &Asset, relations: &[Relation], certificates: &[KeyCertificate]) -> Vec<Case> {
    let id = asset.id();
    let about = About { id, kind: asset.kind(), material: None, not_after: None };
    match asset {
        Asset::Algorithm(algorithm) => {
            vec![about.case(algorithm, purpose::of_algorithm(algorithm))]
        }
        Asset::Certificate(certificate) => {
            of_certificate(&about, certificate, InUse::of(relations))
        }
        Asset::Protocol(protocol) => of_protocol(&about, protocol),
        Asset::RelatedCryptoMaterial(material) => of_material(&about, material, certificates),
        // What lies there to be called is no use of an algorithm.
        Asset::Software(_) => Vec::new(),
    }
}

/// What all subjects of an asset share.
struct About {
    id: AssetId,
    kind: &'static str,
    material: Option<MaterialKind>,
    not_after: Option<Timestamp>,
}

impl About {
    fn case(&self, algorithm: &Algorithm, purposes: Purposes) -> Case {
        let facts = registry::facts(algorithm);
        let exposure = exposure::of(algorithm, &facts);
        let circumstances = Circumstances::of(algorithm, &facts);
        let subject = Subject {
            asset: self.id,
            kind: self.kind.to_owned(),
            material: self.material,
            algorithm: algorithm.name.clone(),
            family: algorithm.family.clone(),
            primitive: algorithm.primitive,
            parameter_set: algorithm.parameter_set.clone(),
            curve: algorithm.curve.clone(),
            digest: algorithm.digest.clone(),
            strength: facts.strength,
            nist_category: facts.nist_category,
            exposure,
            purposes,
            hybrid: algorithm.components.len() > 1,
            components: algorithm.components.iter().map(|part| family_of(part)).collect(),
            maturity: facts.maturity,
            usage: usage::of_algorithm(algorithm),
            not_after: self.not_after,
        };
        Case { subject, circumstances }
    }

    /// A subject of which not even the algorithm was seen; `name` says why.
    fn unseen(&self, name: &str, purposes: Purposes) -> Case {
        let subject = Subject {
            asset: self.id,
            kind: self.kind.to_owned(),
            material: self.material,
            algorithm: name.to_owned(),
            family: None,
            primitive: Primitive::Unknown,
            parameter_set: None,
            curve: None,
            digest: None,
            strength: None,
            nist_category: None,
            exposure: Exposure::Indeterminate,
            purposes,
            hybrid: false,
            components: Vec::new(),
            maturity: Maturity::Unknown,
            usage: Usage::default(),
            not_after: self.not_after,
        };
        Case { subject, circumstances: Circumstances::default() }
    }

    /// A version of the protocol itself.
    fn version(&self, protocol: ProtocolKind, version: &Version, newest: bool) -> Case {
        let Case { subject, .. } = self.unseen(version.name, purpose::known([Purpose::Encryption]));
        let broken = version.broken.map(|(since, why)| Broken { since, why: why.to_owned() });
        let (exposure, maturity) = match broken {
            Some(_) => (Exposure::ClassicallyBroken, Maturity::Withdrawn),
            None => (Exposure::None, Maturity::Standard),
        };
        let usage = Usage {
            protocol: Some(Venue::of(protocol)),
            version: Some(version.number.to_owned()),
            newest,
            ..Usage::default()
        };
        Case {
            subject: Subject {
                family: Some(version.family.to_owned()),
                primitive: Primitive::Other,
                nist_category: Some(0),
                exposure,
                maturity,
                usage,
                ..subject
            },
            circumstances: Circumstances { broken, ..Circumstances::default() },
        }
    }
}

/// Bits of a shared key from which on its algorithm need not be known: one of DES has 56 to 168.
const SOUND: u32 = 256;
/// In place of a name: a configuration says nothing, so the implementation's defaults hold.
pub(super) const DEFAULTS: &str = "default of the implementation";
/// In place of a name: the object is encrypted or does not say.
pub(super) const NOT_SHOWN: &str = "not shown";

/// In place of a name: groups are listed, and none of them has effect in the versions that are offered.
const WITHOUT_EFFECT: &str = "key exchange of TLS 1.2";

fn family_of(part: &str) -> String {
    registry::by_name(part).and_then(|part| part.family).unwrap_or_else(|| part.to_owned())
}

fn of_certificate(about: &About, certificate: &Certificate, in_use: InUse) -> Vec<Case> {
    let about = About { not_after: certificate.not_after, ..*about };
    let purposes = purpose::of_certificate(certificate, in_use);
    let mut case = about.case(&certificate.key_algorithm, purposes);
    case.subject.usage = usage::of_certificate(certificate, in_use, case.subject.usage);
    let signed = purpose::known([Purpose::CertificateSigning]);
    let mut signature = about.case(&certificate.signature_algorithm, signed);
    let is_weaker = match signature.subject.exposure {
        Exposure::ClassicallyBroken => true,
        // It is relied upon as the certificate is.
        Exposure::Shor => {
            if !certificate.is_ca {
                signature.subject.purposes = purpose::known([Purpose::Signature]);
            }
            signature.subject.usage =
                usage::of_certificate(certificate, in_use, signature.subject.usage);
            case.subject.exposure < Exposure::Shor
        }
        _ => false,
    };
    let mut cases = vec![case];
    if !certificate.self_signed && is_weaker {
        cases.push(signature);
    }
    cases
}

fn of_protocol(about: &About, protocol: &Protocol) -> Vec<Case> {
    let mut seen = BTreeSet::new();
    let is_old = version::is_before_tls13(protocol);
    let has_effect = |offer: &&Offer| {
        !is_old
            || offer.role != OfferRole::KeyExchange
            || exposure(&offer.algorithm) != Exposure::None
    };
    let mut cases: Vec<Case> = protocol
        .offers
        .iter()
        .filter(has_effect)
        .filter(|offer| seen.insert((offer.role, offer.algorithm.id())))
        .filter_map(|offer| of_offer(about, protocol.protocol, offer))
        .collect();
    let exchanges = |offer: &&Offer| offer.role == OfferRole::KeyExchange;
    let mut exchanges = protocol.offers.iter().filter(exchanges).peekable();
    if exchanges.peek().is_some() && !exchanges.any(|offer| has_effect(&offer)) {
        let mut case = about.unseen(WITHOUT_EFFECT, purpose::known([Purpose::KeyEstablishment]));
        case.subject.exposure = Exposure::Shor;
        case.subject.primitive = Primitive::KeyAgree;
        case.subject.usage.protocol = Some(Venue::of(protocol.protocol));
        cases.push(case);
    }
    // Whatever the defaults are: older versions of TLS agree on keys by Diffie-Hellman or RSA alone (RFC 9846; RFC 10024).
    cases.extend(left_to_defaults(protocol).map(|purposes| {
        let mut case = about.unseen(DEFAULTS, purposes);
        case.subject.usage.protocol = Some(Venue::of(protocol.protocol));
        if is_old {
            case.subject.exposure = Exposure::Shor;
            case.subject.nist_category = Some(0);
            case.subject.purposes = purpose::known([Purpose::KeyEstablishment]);
        }
        case
    }));
    let versions = version::judged(protocol).into_iter();
    cases.extend(
        versions.map(|(version, newest)| about.version(protocol.protocol, version, newest)),
    );
    cases
}

fn of_offer(about: &About, protocol: ProtocolKind, offer: &Offer) -> Option<Case> {
    let (purpose, always) = match offer.role {
        OfferRole::KeyExchange => (Purpose::KeyEstablishment, true),
        OfferRole::Signature => (Purpose::Signature, true),
        OfferRole::Cipher => (Purpose::Encryption, false),
        OfferRole::Mac => (Purpose::Integrity, false),
    };
    let mut case = about.case(&offer.algorithm, purpose::known([purpose]));
    // The protocol's own name is what an administrator will look for.
    case.subject.algorithm.clone_from(&offer.name);
    case.subject.usage = usage::of_offer(protocol, offer, case.subject.usage);
    (always || case.subject.exposure == Exposure::ClassicallyBroken).then_some(case)
}

/// What a protocol does without saying with which algorithm. Signatures are not missed where key
/// exchange is shown: in TLS and IKE they follow from the certificates, which are assets of their own.
fn left_to_defaults(protocol: &Protocol) -> Option<Purposes> {
    let shows = |role| protocol.offers.iter().any(|offer| offer.role == role);
    let exchanges_keys = matches!(
        protocol.protocol,
        ProtocolKind::Tls
            | ProtocolKind::Ssh
            | ProtocolKind::Ipsec
            | ProtocolKind::Ike
            | ProtocolKind::Sstp
    );
    match (shows(OfferRole::KeyExchange), shows(OfferRole::Signature)) {
        (true, _) => None,
        (false, true) => exchanges_keys.then(|| purpose::known([Purpose::KeyEstablishment])),
        (false, false) => (!protocol.is_without_exchange()).then(either),
    }
}

fn of_material(about: &About, material: &Material, certificates: &[KeyCertificate]) -> Vec<Case> {
    let kind = Some(material.material);
    let about = About { material: kind, not_after: material.not_after, ..*about };
    let key = material.algorithm.as_ref().map(|algorithm| sized(algorithm, material));
    let signature = material.signature_algorithm.as_ref().or(key.as_ref());
    let told = |algorithm: Option<&Algorithm>, purposes: Purposes| match algorithm {
        Some(algorithm) => {
            let mut case = about.case(algorithm, purposes);
            case.subject.usage = usage::of_material(material, case.subject.usage);
            case
        }
        None => about.unseen(NOT_SHOWN, purposes),
    };
    match material.material {
        MaterialKind::PrivateKey
        | MaterialKind::PublicKey
        | MaterialKind::DomainParameters
        | MaterialKind::CertificateRequest => {
            let own = key_purposes(material, key.as_ref());
            let stated = purpose::of_certificates(certificates).filter(|_| !own.1);
            let is_certified = stated.is_some();
            let mut case = told(key.as_ref(), stated.unwrap_or(own.0));
            if is_certified {
                case.subject.usage = usage::of_certificates(certificates, case.subject.usage);
                let ends = certificates.iter().map(|one| one.certificate.not_after);
                case.subject.not_after = ends.max_by_key(|end| (end.is_none(), *end)).flatten();
            }
            vec![case]
        }
        MaterialKind::CertificateRevocationList | MaterialKind::OcspResponse => {
            vec![told(signature, purpose::known([Purpose::CertificateSigning]))]
        }
        MaterialKind::Signature => vec![told(signature, purpose::known([Purpose::Signature]))],
        // Signed data without a signature is a bundle of certificates (RFC 5652 §5.2), assets of their own.
        MaterialKind::SignedData => signature
            .map(|with| told(Some(with), purpose::known([Purpose::Signature])))
            .into_iter()
            .collect(),
        MaterialKind::SecretKey => {
            let known = key.as_ref().filter(|key| key.primitive != Primitive::Unknown);
            let purposes = known.map_or_else(shared_key, purpose::of_algorithm);
            let mut case = told(key.as_ref(), purposes);
            // Whatever algorithm it is for, both ends share it, and none of those that are broken has a key of this size.
            if key.is_none() && material.size_bits.is_some_and(|bits| bits >= SOUND) {
                case.subject.exposure = Exposure::Grover;
                // No rule is about it: none speaks of keys without their algorithms.
                case.subject.family = Some("shared key".to_owned());
                case.subject.strength = Some(256);
            }
            vec![case]
        }
        // An enveloped message: the algorithm transports its key (RFC 5652 §6.2), where it is no shared key or password.
        MaterialKind::Other if material.format == "CMS" && !is_of_shared_key(key.as_ref()) => {
            vec![told(key.as_ref(), purpose::known([Purpose::KeyEstablishment]))]
        }
        // `key` of CycloneDX: which half of a key it is, and what for, is not said.
        MaterialKind::Other if says_key(material) => {
            key.iter().map(|key| told(Some(key), of_some_key(key))).collect()
        }
        MaterialKind::Other => {
            key.iter().map(|key| told(Some(key), purpose::of_algorithm(key))).collect()
        }
        MaterialKind::Keystore => Vec::new(),
    }
}

/// Purposes of a bare key, of parameters, and of a request, whose signature only proves possession
/// (RFC 2986 §3): what the algorithm can do; and whether the key itself says what it is for.
fn key_purposes(material: &Material, algorithm: Option<&Algorithm>) -> (Purposes, bool) {
    // SSH keys authenticate users and hosts by signing and do nothing else (RFC 4252 §7, RFC 4253 §8).
    // The keys of wallets sign transactions.
    if usage::is_ssh(&material.format) || usage::is_ledger_key(material) {
        return (purpose::known([Purpose::Signature]), true);
    }
    let is_told = material.material == MaterialKind::DomainParameters
        || algorithm.is_some_and(|key| !key.functions.is_empty());
    (algorithm.map_or_else(either, purpose::of_key), is_told)
}

fn is_of_shared_key(key: Option<&Algorithm>) -> bool {
    key.is_some_and(|key| registry::facts(key).problem == registry::Problem::Symmetric)
}

fn says_key(material: &Material) -> bool {
    material.details.iter().any(|(name, value)| name == "type" && value == "key")
}

fn of_some_key(algorithm: &Algorithm) -> Purposes {
    if registry::facts(algorithm).problem == registry::Problem::Symmetric {
        return purpose::of_algorithm(algorithm);
    }
    purpose::of_key(algorithm)
}

fn either() -> Purposes {
    purpose::one_of([Purpose::KeyEstablishment, Purpose::Signature])
}

fn shared_key() -> Purposes {
    purpose::one_of([Purpose::Encryption, Purpose::Integrity])
}

/// The algorithm with the size of the modulus, where the material alone states it.
fn sized(algorithm: &Algorithm, material: &Material) -> Algorithm {
    const BY_MODULUS: [&str; 5] = ["RSA", "DSA", "DH", "ElGamal", "KCDSA"];
    let mut algorithm = algorithm.clone();
    let by_modulus = algorithm.family.as_deref().is_some_and(|name| BY_MODULUS.contains(&name));
    if by_modulus && algorithm.parameter_set.is_none() {
        algorithm.parameter_set = material.size_bits.map(|bits| bits.to_string());
        return registry::renamed(algorithm);
    }
    algorithm
}
