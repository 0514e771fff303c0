//! BCFKS, the keystore of Bouncy Castle for FIPS: ASN.1, encrypted as a whole.

use super::bcfks_contents::Contents;
use super::ber::Element;
use super::closed::Closed;
use super::signature_algorithm::signature_algorithm;
use super::{
    Detector, Input, Peek, Sink, password_based, private_encoding, private_key, sha256,
    x509_certificate,
};
use crate::model::{Asset, AssetId, Finding, Material, MaterialKind, RelationKind, UnknownReason};
use crate::registry;

/// Finds BCFKS keystores.
pub const DETECTOR: Detector = Detector {
    id: "bcfks-keystore",
    title: "Java keystores: BCFKS",
    about: "Keystores of Bouncy Castle's type BCFKS (the ASN.1 classes of org.bouncycastle.asn1.bc), by structure: the \
            scheme, cipher and iterations that encrypt the store as a whole, and the MAC with its key derivation and \
            iterations, or the signature and the certificates beside it. A password of --passwords opens the store and its \
            keys; without one, how many entries there are is closed too, and an unknown says so.",
    anchors: &[],
    wants,
    detect,
};

/// SEQUENCE { OBJECT IDENTIFIER id-PBES2 … begins within that many octets: three headers of at most six.
const START: usize = 20;
const PBES2: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D];
/// Certificates beside a signature that are read.
const LIMIT: usize = 1_000;

/// ObjectStore ::= SEQUENCE { EncryptedObjectStoreData ::= SEQUENCE { AlgorithmIdentifier … : three SEQUENCE headers and
/// the object identifier, where a closed private key has two.
fn wants(peek: &Peek<'_>) -> bool {
    let start = &peek.head[..peek.head.len().min(START + PBES2.len())];
    memchr::memmem::find(start, PBES2).is_some_and(|at| headers(&start[..at]) == Some(3))
}

/// How many SEQUENCE headers of definite length fill `bytes`.
fn headers(mut bytes: &[u8]) -> Option<usize> {
    let mut count = 0;
    while let [0x30, length, rest @ ..] = bytes {
        let more = if *length < 0x80 { 0 } else { usize::from(length & 0x7F) };
        bytes = rest.get(more..)?;
        count += 1;
    }
    bytes.is_empty().then_some(count)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let store = Element::read(input.bytes);
    let parts = store.as_ref().and_then(|store| Some((store.child(0)?, store.child(1)?)));
    let read = parts.as_ref().and_then(|(data, check)| {
        let algorithm = data.child(0)?;
        let sealed = data.child(1)?.octets()?;
        Some((algorithm, sealed, integrity(check, sink)?))
    });
    let Some((algorithm, sealed, (integrity, mut inside))) = read else {
        // Whoever wrote three sequences around PBES2 meant this; no other format does.
        let detail = "a BCFKS keystore whose structure is broken or cut off";
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    };
    let mut closed = Closed::default();
    let protection = private_key::protection(algorithm.whole);
    let outcome = password_based::open_for("STORE_ENCRYPTION", &algorithm, &sealed, input.attempts);
    let mut details = vec![("certificates in the clear".to_owned(), inside.len().to_string())];
    if let Some(plain) = closed.tried("store of entries", protection, outcome) {
        let mut contents = Contents::new(DETECTOR.id, input.attempts, sink);
        let read = contents.read(&plain, &mut closed);
        let Contents { inside: shown, entries, opened, .. } = contents;
        inside.extend(shown);
        details.push(("entries".to_owned(), entries.to_string()));
        details.push(("opened by a password".to_owned(), opened.to_string()));
        if read.is_none() {
            let detail =
                "entries of a BCFKS keystore that a password opened and that cannot be read";
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
    }
    let whole = store.as_ref().map_or(input.bytes, |store| store.whole);
    details.extend(closed.schemes());
    details.push(("mac".to_owned(), integrity));
    sink.found(finding(&closed, details, &inside, whole));
    if let Some(sentence) = closed.sentence() {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
}

/// ObjectStoreIntegrityCheck ::= CHOICE { PbkdMacIntegrityCheck, [0] EXPLICIT SignatureCheck }: words, and the
/// certificates that lie beside a signature.
fn integrity(check: &Element<'_>, sink: &mut Sink) -> Option<(String, Vec<AssetId>)> {
    if check.context() == Some(0) {
        // SignatureCheck ::= SEQUENCE { signatureAlgorithm, [0] EXPLICIT certificates OPTIONAL, signatureValue }
        let check = check.explicit()?;
        let algorithm = signature_algorithm(&check.child(0)?);
        let carried = check.child(1).filter(|field| field.context() == Some(0));
        let carried = carried.and_then(|field| field.explicit());
        let certificates = carried.iter().flat_map(Element::children).take(LIMIT);
        let inside = certificates
            .filter_map(|der| x509_certificate::inside(DETECTOR.id, der.whole, 0, sink))
            .collect();
        return Some((format!("signature, {}", algorithm.name), inside));
    }
    // PbkdMacIntegrityCheck ::= SEQUENCE { macAlgorithm, pbkdAlgorithm, mac }
    let mac = registry::by_oid(&check.child(0)?.child(0)?.oid()?).name;
    let (derivation, iterations) = private_encoding::key_derivation(&check.child(1)?)?;
    check.child(2)?.octets()?;
    let rounds = private_encoding::rounds(iterations?);
    Some((format!("{derivation} {mac}, {rounds}"), Vec::new()))
}

fn finding(
    closed: &Closed,
    details: Vec<(String, String)>,
    inside: &[AssetId],
    whole: &[u8],
) -> Finding {
    let store = Asset::RelatedCryptoMaterial(Material {
        material: MaterialKind::Keystore,
        name: "BCFKS keystore".to_owned(),
        format: "BCFKS".to_owned(),
        algorithm: None,
        signature_algorithm: None,
        size_bits: None,
        fingerprint: sha256(whole),
        protection: closed.protection(),
        subject: None,
        not_before: None,
        not_after: None,
        details,
    });
    let finding = Finding::new(DETECTOR.id, store, 0, None);
    inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
}
