//! APK Signature Scheme v2 and v3: the block of signatures before an Android package's central directory.

use super::ber::Element;
use super::fields::{le32, le64};
use super::spki::PublicKey;
use super::{Detector, Input, Peek, Sink, x509_certificate};
use crate::model::{
    Algorithm, Asset, AssetId, Finding, Material, MaterialKind, Relation, RelationKind,
    UnknownReason,
};
use crate::registry;

/// Finds signatures of Android packages.
pub const DETECTOR: Detector = Detector {
    id: "apk-signature",
    title: "Signatures of Android packages: APK Signature Scheme v2 and v3",
    about: "The APK Signing Block of a package (source.android.com, APK Signature Scheme v2 and v3): each scheme's signers with \
            their signature algorithms, content digests and certificates; v3.2 has a classical and a post-quantum signer. Scheme v1 is that of JAR files and lies in the \
            archive. Recognised by the names `.apk` and `.apex`, or by a manifest of Android at the start of the archive.",
    anchors: &[],
    wants,
    detect,
};

const MAGIC: &[u8] = b"APK Sig Block 42";
const END_OF_CENTRAL_DIRECTORY: &[u8] = b"PK\x05\x06";
/// Longest comment behind the central directory, and the record itself.
const TAIL: usize = 65_535 + 22;
/// Blocks, signers, signatures and certificates looked at.
const LIMIT: usize = 1_000;

fn wants(peek: &Peek<'_>) -> bool {
    let is_named = || {
        let name = peek.name.to_ascii_lowercase();
        [".apk", ".apex"].iter().any(|end| name.ends_with(end))
    };
    let start = &peek.head[..peek.head.len().min(256)];
    let is_package = || memchr::memmem::find(start, b"AndroidManifest.xml").is_some();
    peek.head.starts_with(b"PK\x03\x04") && (is_named() || is_package())
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some((start, pairs)) = block(input.bytes) else { return };
    let mut rest = pairs;
    for _ in 0..LIMIT {
        // { length of eight octets, id of four, value }
        let Some(length) = le64(rest, 0).filter(|length| *length >= 4) else { return };
        let Some(pair) = rest.get(8..).and_then(|rest| rest.get(..length)) else { return };
        let place = (start + pairs.len() - rest.len()) as u64;
        if let Some(scheme) = le32(pair, 0).and_then(scheme)
            && self::signers(scheme, &pair[4..], place, sink).is_none()
        {
            let detail = format!("a signature of {} whose structure is broken", scheme.name);
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, place, None, detail);
        }
        rest = &rest[8 + length..];
    }
}

/// Offset and content of the pairs: { size, pairs, size, magic } ends where the central directory begins.
fn block(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let tail = bytes.len().saturating_sub(TAIL);
    let end = tail + memchr::memmem::rfind(&bytes[tail..], END_OF_CENTRAL_DIRECTORY)?;
    let before = bytes.get(..le32(bytes, end + 16)?)?;
    let sized = before.strip_suffix(MAGIC)?;
    let size = le64(sized, sized.len().checked_sub(8)?)?;
    let pairs = &sized[..sized.len() - 8];
    let start = pairs.len().checked_sub(size.checked_sub(24)?)?;
    Some((start, &pairs[start..]))
}

#[derive(Clone, Copy)]
struct Scheme {
    name: &'static str,
    /// v3 says for which releases a signer counts: two numbers before the signatures.
    has_releases: bool,
}

fn scheme(id: usize) -> Option<Scheme> {
    let (name, has_releases) = match id {
        0x7109_871A => ("APK Signature Scheme v2", false),
        0xF053_68C0 => ("APK Signature Scheme v3", true),
        0x1B93_AD61 => ("APK Signature Scheme v3.1", true),
        0x70E1_C89F => ("APK Signature Scheme v3.2", true),
        _ => return None,
    };
    Some(Scheme { name, has_releases })
}

/// Every list and every element of one has a length of four octets before it.
fn prefixed<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (content, rest) = bytes.get(4..)?.split_at_checked(le32(bytes, 0)?)?;
    *bytes = rest;
    Some(content)
}

/// Signer ::= { signed data { digests, certificates, … }, [releases], signatures, public key }
fn signers(scheme: Scheme, mut value: &[u8], place: u64, sink: &mut Sink) -> Option<()> {
    let mut list = prefixed(&mut value)?;
    let mut count = 0;
    while !list.is_empty() && count < LIMIT {
        let mut signer = prefixed(&mut list)?;
        let signer_bytes = signer;
        let mut signed = prefixed(&mut signer)?;
        if scheme.has_releases {
            signer = signer.get(8..)?;
        }
        let algorithms = identifiers(prefixed(&mut signer)?)?;
        let key = prefixed(&mut signer).and_then(Element::read);
        let key = key.and_then(|key| PublicKey::read(&key)).map(|key| key.algorithm);
        let digests = prefixed(&mut signed)?;
        let inside = certificates(prefixed(&mut signed)?, place, sink)?;
        identifiers(digests)?;
        let algorithms = algorithms.into_iter().map(|id| algorithm(id, key.as_ref())).collect();
        report(scheme, signer_bytes, algorithms, &inside, place, sink);
        count += 1;
    }
    Some(())
}

/// The ids that elements { id, prefixed value } of a list begin with.
fn identifiers(mut list: &[u8]) -> Option<Vec<usize>> {
    let mut ids = Vec::new();
    while !list.is_empty() && ids.len() < LIMIT {
        ids.push(le32(prefixed(&mut list)?, 0)?);
    }
    Some(ids)
}

fn certificates(mut list: &[u8], place: u64, sink: &mut Sink) -> Option<Vec<AssetId>> {
    let mut found = Vec::new();
    for _ in 0..LIMIT {
        if list.is_empty() {
            break;
        }
        let der = prefixed(&mut list)?;
        found.extend(x509_certificate::inside(DETECTOR.id, der, place, sink));
    }
    Some(found)
}

fn report(
    scheme: Scheme,
    signer: &[u8],
    named: Vec<(Algorithm, &'static str)>,
    inside: &[AssetId],
    place: u64,
    sink: &mut Sink,
) {
    let mut details = named
        .iter()
        .map(|(algorithm, digest)| {
            ("signature".to_owned(), format!("{} over {digest}", algorithm.name))
        })
        .collect::<Vec<_>>();
    details.push(("certificates".to_owned(), inside.len().to_string()));
    let mut named = named.into_iter().map(|(algorithm, _)| algorithm);
    let material = Material {
        material: MaterialKind::Signature,
        name: scheme.name.to_owned(),
        format: "APK".to_owned(),
        algorithm: None,
        signature_algorithm: named.next(),
        size_bits: None,
        fingerprint: super::sha256(signer),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details,
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), place, None);
    let finding = named.fold(finding, |finding, algorithm| {
        finding.refers_to(RelationKind::SignatureAlgorithm, Asset::Algorithm(algorithm))
    });
    // The first is that of the signer's key.
    let finding = inside.first().into_iter().fold(finding, |mut finding, from| {
        let to = finding.asset.id();
        finding.relations.push(Relation { from: *from, to, kind: RelationKind::SignerOf });
        finding
    });
    sink.found(
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
}

/// Signature algorithm ids (apksig, SignatureAlgorithm) and what of the content they sign.
fn algorithm(id: usize, key: Option<&Algorithm>) -> (Algorithm, &'static str) {
    let (name, digest) = match id {
        0x0101 => ("RSA-PSS-SHA-256", "chunks of 1 MiB, SHA-256"),
        0x0102 => ("RSA-PSS-SHA-512", "chunks of 1 MiB, SHA-512"),
        0x0103 => ("RSA-PKCS1-1.5-SHA-256", "chunks of 1 MiB, SHA-256"),
        0x0104 => ("RSA-PKCS1-1.5-SHA-512", "chunks of 1 MiB, SHA-512"),
        0x0201 => ("ECDSA-SHA-256", "chunks of 1 MiB, SHA-256"),
        0x0202 => ("ECDSA-SHA-512", "chunks of 1 MiB, SHA-512"),
        0x0301 => ("DSA-SHA-256", "chunks of 1 MiB, SHA-256"),
        // ML-DSA of whichever parameter set the signer's key has.
        0x0501 => {
            let algorithm = key.cloned().unwrap_or_else(|| Algorithm::verbatim("ML-DSA", None));
            return (algorithm, "the digests of scheme v3.2");
        }
        0x0421 => ("RSA-PKCS1-1.5-SHA-256", "a tree of 4 KiB pages, SHA-256"),
        0x0423 => ("ECDSA-SHA-256", "a tree of 4 KiB pages, SHA-256"),
        0x0425 => ("DSA-SHA-256", "a tree of 4 KiB pages, SHA-256"),
        _ => {
            return (
                Algorithm::verbatim(&format!("APK signature algorithm {id:#06x}"), None),
                "an unknown digest",
            );
        }
    };
    let algorithm = registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None));
    (algorithm, digest)
}
