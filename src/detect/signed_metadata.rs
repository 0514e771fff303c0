//! Signatures and keys in JSON of the software supply chain: TUF metadata, DSSE envelopes, Sigstore bundles.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::line_count::LineCount;
use super::spki::PublicKey;
use super::{Detector, Input, Sink, bare_key, json_objects, pem_encryption, sha256};
use crate::model::{Algorithm, Asset, CryptoFunction, Finding, Material, MaterialKind};
use crate::registry;

/// Finds signed metadata.
pub const DETECTOR: Detector = Detector {
    id: "signed-metadata",
    title: "TUF metadata, DSSE envelopes and Sigstore bundles",
    about: "Signatures of TUF metadata (`{\"signed\": {\"_type\": …}, \"signatures\": […]}`, TUF specification §4.2) with the scheme of \
            the key that made them where the same file has it, and its Ed25519 and ECDSA keys in hexadecimal digits; signatures \
            of DSSE envelopes (in-toto attestations) and of Sigstore bundles, whose algorithm is that of a key elsewhere. \
            Certificates and keys in PEM or base64 are found by their own readers.",
    anchors: &["\"payloadType\"", "\"messageSignature\"", "\"_type\""],
    wants: |peek| peek.anchored,
    detect,
};

/// Signatures and keys of one object.
const LIMIT: usize = 10_000;

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, rename = "payloadType")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    #[allow(dead_code, reason = "it must be there")]
    payload: Cow<'a, str>,
    #[serde(borrow)]
    signatures: Vec<Signature<'a>>,
}

#[derive(Deserialize)]
struct Signature<'a> {
    #[serde(borrow)]
    sig: Cow<'a, str>,
    #[serde(borrow, default)]
    keyid: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow)]
    signed: Signed<'a>,
    #[serde(borrow)]
    signatures: Vec<Signature<'a>>,
}

#[derive(Deserialize)]
struct Signed<'a> {
    #[serde(borrow, rename = "_type")]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    keys: BTreeMap<Cow<'a, str>, Key<'a>>,
    #[serde(borrow, default)]
    delegations: Option<Delegations<'a>>,
}

#[derive(Deserialize)]
struct Delegations<'a> {
    #[serde(borrow, default)]
    keys: BTreeMap<Cow<'a, str>, Key<'a>>,
}

#[derive(Deserialize)]
struct Key<'a> {
    #[serde(borrow)]
    scheme: Cow<'a, str>,
    #[serde(borrow)]
    keyval: Value<'a>,
}

#[derive(Deserialize)]
struct Value<'a> {
    #[serde(borrow)]
    public: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(borrow, rename = "mediaType")]
    media: Cow<'a, str>,
    #[serde(borrow, rename = "messageSignature")]
    message: Message<'a>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    signature: Cow<'a, str>,
}

/// Kinds of metadata (TUF §4.3 to §4.6).
const TYPES: [&str; 5] = ["root", "targets", "snapshot", "timestamp", "mirrors"];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    let mut objects = Vec::new();
    for member in ["payloadType", "signed", "messageSignature"] {
        objects.extend(json_objects::with_member(input.bytes, member));
    }
    objects.sort_by_key(|object| object.offset);
    objects.dedup_by_key(|object| object.offset);
    for object in objects {
        let place = (object.offset as u64, Some(lines.of(object.offset)));
        if let Ok(metadata) = serde_json::from_slice::<Metadata<'_>>(&object.text) {
            metadata.report(place, sink);
        } else if let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(&object.text) {
            envelope.report(place, sink);
        } else if let Ok(bundle) = serde_json::from_slice::<Bundle<'_>>(&object.text)
            && bundle.media.starts_with("application/vnd.dev.sigstore.bundle")
        {
            let made = &bundle.message.signature;
            sink.found(signature(made, ("Sigstore signature", "Sigstore bundle"), None, place));
        }
    }
}

impl Envelope<'_> {
    fn report(&self, place: (u64, Option<u32>), sink: &mut Sink) {
        // A media type, or a URI of in-toto.
        if !self.kind.contains('/') || self.kind.len() > 128 {
            return;
        }
        for made in self.signatures.iter().filter(|made| !made.sig.is_empty()).take(LIMIT) {
            sink.found(signature(&made.sig, ("DSSE signature", "DSSE"), None, place));
        }
    }
}

impl Metadata<'_> {
    fn report(&self, place: (u64, Option<u32>), sink: &mut Sink) {
        if !TYPES.contains(&self.signed.kind.as_ref()) {
            return;
        }
        let delegated = self.signed.delegations.iter().flat_map(|held| &held.keys);
        for (_, key) in self.signed.keys.iter().chain(delegated).take(LIMIT) {
            if let Some(public) = key.bare() {
                sink.found(public.seen(DETECTOR.id, None, place).note(self.words("key")));
            }
        }
        for made in self.signatures.iter().filter(|made| !made.sig.is_empty()).take(LIMIT) {
            let key = made.keyid.as_ref().and_then(|id| self.signed.keys.get(id));
            let algorithm = key.and_then(Key::algorithm);
            let finding = signature(&made.sig, ("TUF signature", "TUF"), algorithm, place);
            sink.found(finding.note(self.words("signature")));
        }
    }

    fn words(&self, what: &str) -> String {
        format!("{what} of TUF metadata of the type {}", self.signed.kind)
    }
}

impl Key<'_> {
    /// What the scheme is called elsewhere (TUF §4.2).
    fn algorithm(&self) -> Option<Algorithm> {
        let name = match self.scheme.as_ref() {
            "ed25519" => "Ed25519",
            "ecdsa-sha2-nistp256" => "ECDSA-P-256-SHA-256",
            "ecdsa-sha2-nistp384" => "ECDSA-P-384-SHA-384",
            "rsassa-pss-sha256" => "RSA-PSS-SHA-256",
            "rsassa-pss-sha512" => "RSA-PSS-SHA-512",
            "rsa-pkcs1v15-sha256" => "RSA-PKCS1-1.5-SHA-256",
            other => return (other.len() <= 64).then(|| Algorithm::verbatim(other, None)),
        };
        registry::by_name(name)
    }

    /// A key that is nothing but hexadecimal digits.
    fn bare(&self) -> Option<PublicKey> {
        let octets = pem_encryption::octets(&self.keyval.public)?;
        let key = match self.scheme.as_ref() {
            "ed25519" => bare_key::octets("Ed25519", &octets),
            "ecdsa-sha2-nistp256" => bare_key::point("P-256", &octets),
            "ecdsa-sha2-nistp384" => bare_key::point("P-384", &octets),
            _ => None,
        };
        key.map(|key| key.used_for([CryptoFunction::Sign, CryptoFunction::Verify]))
    }
}

fn signature(
    made: &str,
    (name, format): (&str, &str),
    algorithm: Option<Algorithm>,
    (offset, line): (u64, Option<u32>),
) -> Finding {
    let material = Material {
        signature_algorithm: algorithm,
        ..Material::new(MaterialKind::Signature, name, format, sha256(made.as_bytes()))
    };
    Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line)
}
