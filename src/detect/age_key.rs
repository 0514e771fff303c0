//! Identities and recipients of age.

use std::collections::BTreeSet;

use super::line_count::LineCount;
use super::spki::PublicKey;
use super::{Detector, Input, Sink, bare_key, bech32, sha256};
use crate::model::{Asset, CryptoFunction, Finding, Material, MaterialKind, RelationKind};
use crate::registry;

/// Finds age keys.
pub const DETECTOR: Detector = Detector {
    id: "age-key",
    title: "age identities and recipients",
    about: "Bech32 texts of age with a right checksum, anywhere in a text (C2SP age.md): X25519 identities \
            `AGE-SECRET-KEY-1` and recipients `age1`, the hybrids of ML-KEM-768 with X25519 `AGE-SECRET-KEY-PQ-1` and \
            `age1pq1`, the hardware recipients `age1tag1` (P-256) and `age1tagpq1` (ML-KEM-768 with P-256). An identity \
            is tied to the recipient in the comment that age-keygen writes above it. A recipient that a file repeats is one \
            finding.",
    anchors: &["AGE-SECRET-KEY-", "age1"],
    wants: |peek| peek.anchored,
    detect,
};

/// What a prefix stands for.
struct Form {
    prefix: &'static str,
    /// Octets of the key.
    length: usize,
    algorithm: &'static str,
    is_secret: bool,
}

const fn form(
    prefix: &'static str,
    length: usize,
    algorithm: &'static str,
    is_secret: bool,
) -> Form {
    Form { prefix, length, algorithm, is_secret }
}

/// Lengths: X25519 and seeds 32; ML-KEM-768 1184 with X25519 32 or an uncompressed point of P-256 65; compressed 33.
const FORMS: [Form; 6] = [
    form("AGE-SECRET-KEY-PQ-", 32, "X-Wing", true),
    form("AGE-SECRET-KEY-", 32, "X25519", true),
    form("age1tagpq", 1184 + 65, "MLKEM768-P256", false),
    form("age1tag", 33, "P-256", false),
    form("age1pq", 1184 + 32, "X-Wing", false),
    form("age", 32, "X25519", false),
];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    let keys = words(input.bytes).filter_map(|(offset, word)| {
        let (form, octets) = read(word)?;
        Some(Key { form, octets, offset, line: lines.of(offset) })
    });
    let keys = keys.collect::<Vec<_>>();
    let mut seen = BTreeSet::new();
    for (index, key) in keys.iter().enumerate() {
        // `# public key: age1…` stands on the line above its identity.
        let beside = |other: Option<&&Key>, lines: i64| {
            other.is_some_and(|other| i64::from(other.line) - i64::from(key.line) == lines)
        };
        let before = index.checked_sub(1).and_then(|index| keys.get(index));
        let before = before.filter(|other| !other.form.is_secret);
        let after = keys.get(index + 1).filter(|other| other.form.is_secret);
        let place = (key.offset as u64, Some(key.line));
        if key.form.is_secret {
            let public = before.filter(|_| beside(before.as_ref(), -1));
            sink.found(key.identity(public, place));
        } else if !beside(after.as_ref(), 1) && seen.insert(&key.octets) {
            let finding = match key.public() {
                Some(public) => public.seen(DETECTOR.id, None, place),
                None => Finding::new(DETECTOR.id, key.asset(), place.0, place.1),
            };
            sink.found(finding.note("age recipient"));
        }
    }
}

/// A key and its place.
struct Key {
    form: &'static Form,
    octets: Vec<u8>,
    offset: usize,
    line: u32,
}

impl Key {
    /// The public key, where it has a `SubjectPublicKeyInfo`.
    fn public(&self) -> Option<PublicKey> {
        if self.form.is_secret {
            return None;
        }
        match self.form.algorithm {
            curve @ "P-256" => bare_key::point(curve, &self.octets)
                .map(|key| key.used_for([CryptoFunction::Keyderive])),
            algorithm => bare_key::octets(algorithm, &self.octets),
        }
    }

    fn identity(&self, recipient: Option<&Self>, place: (u64, Option<u32>)) -> Finding {
        if let Some(public) = recipient.and_then(Self::public) {
            let private = public.private_half("age");
            return public.seen(DETECTOR.id, Some(private), place);
        }
        let finding = Finding::new(DETECTOR.id, self.asset(), place.0, place.1);
        match recipient {
            Some(recipient) => finding.refers_to(RelationKind::PublicHalf, recipient.asset()),
            None => finding,
        }
    }

    /// An asset by its octets alone.
    fn asset(&self) -> Asset {
        let (kind, word) = if self.form.is_secret {
            (MaterialKind::PrivateKey, "private")
        } else {
            (MaterialKind::PublicKey, "public")
        };
        let name = format!("{} {word} key", self.form.algorithm);
        // A secret has 256 random bits, which no search finds again from a digest.
        let print = sha256(&[self.form.prefix.as_bytes(), &self.octets].concat());
        Asset::RelatedCryptoMaterial(Material {
            algorithm: registry::by_name(self.form.algorithm),
            ..Material::new(kind, name, "age", print)
        })
    }
}

fn read(word: &[u8]) -> Option<(&'static Form, Vec<u8>)> {
    FORMS.iter().find_map(|form| {
        let starts = word.len() > form.prefix.len()
            && word[..form.prefix.len()].eq_ignore_ascii_case(form.prefix.as_bytes())
            && word[form.prefix.len()] == b'1';
        let octets = if starts { bech32::decoded(word, form.prefix)? } else { return None };
        (octets.len() == form.length).then_some((form, octets))
    })
}

/// Runs of letters, digits and hyphens that begin like a key.
fn words(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let starts = memchr::memchr2_iter(b'a', b'A', text);
    let mut end = 0;
    starts.filter_map(move |at| {
        let is_start = at >= end && at.checked_sub(1).is_none_or(|before| !is_word(text[before]));
        let rest = &text[at..];
        if !is_start || !(rest.starts_with(b"age1") || rest.starts_with(b"AGE-SECRET-KEY-")) {
            return None;
        }
        let length = rest.iter().position(|byte| !is_word(*byte)).unwrap_or(rest.len());
        end = at + length;
        Some((at, &rest[..length]))
    })
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}
