//! Private keys of gpg-agent (`private-keys-v1.d/KEYGRIP.key`).

use std::borrow::Cow;

use super::s_expression::Item;
use super::spki::{self, PublicKey};
use super::{Detector, Input, Peek, Sink, bare_key, sha256};
use crate::model::{
    Asset, CryptoFunction, Finding, Material, MaterialKind, Protection, UnknownReason,
};
use crate::registry;
use crate::wire::ssh::encoding;

/// Finds private keys of gpg-agent.
pub const DETECTOR: Detector = Detector {
    id: "gpg-agent-key",
    title: "Private keys of gpg-agent",
    about: "Files of `private-keys-v1.d` (`agent/keyformat.txt` of GnuPG): S-expressions, canonical or with names before them, \
            of RSA, DSA, Elgamal and elliptic keys, in the clear, closed with a password (`protected-private-key` with its \
            scheme) or on a smartcard (`shadowed-private-key`). The public half of RSA and elliptic keys is the key's \
            identity.",
    anchors: &["Key: (", "-key (", "private-key("],
    wants,
    detect,
};

/// Kinds of key, and how the key is kept.
const KINDS: [(&str, Kept); 4] = [
    ("private-key", Kept::Clear),
    ("protected-private-key", Kept::Closed),
    ("shadowed-private-key", Kept::Card),
    ("private-key-open", Kept::Clear),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Clear,
    Closed,
    Card,
}

/// A name of 40 digits, or the expression itself at the start.
fn wants(peek: &Peek<'_>) -> bool {
    let digits = peek.name.strip_suffix(".key").filter(|digits| digits.len() == 40);
    let is_named = digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let starts = |name: &str| peek.head.starts_with(format!("({}:{name}(", name.len()).as_bytes());
    let is_canonical = peek.head.starts_with(b"(") && KINDS.iter().any(|(name, _)| starts(name));
    (is_named && expression(peek.head).is_some()) || is_canonical
}

/// The expression: the whole file, or what `Key:` names, whose lines are folded anywhere, also within words: a line that
/// begins with a blank goes on without it.
fn expression(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if bytes.starts_with(b"(") {
        return Some(Cow::Borrowed(bytes));
    }
    let at =
        if bytes.starts_with(b"Key:") { 0 } else { memchr::memmem::find(bytes, b"\nKey:")? + 1 };
    let mut lines = bytes[at + 4..].split(|byte| *byte == b'\n');
    let mut text = lines.next()?.trim_ascii_end().to_vec();
    for line in lines {
        match line.strip_prefix(b" ") {
            Some(rest) => text.extend_from_slice(rest.strip_suffix(b"\r").unwrap_or(rest)),
            None => break,
        }
    }
    Some(Cow::Owned(text))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(text) = expression(input.bytes) else { return };
    let tree = Item::read(&text);
    let kind = tree.as_ref().and_then(Item::name);
    let kept = KINDS.iter().find(|(name, _)| Some(*name) == kind).map(|(_, kept)| *kept);
    let finding = tree.as_ref().zip(kept).and_then(|(tree, kept)| key(tree.items().get(1)?, kept));
    match finding {
        Some(finding) => sink.found(finding),
        None => {
            let detail = "a private key of gpg-agent that is broken or of an unknown kind";
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
    }
}

/// `(rsa (n …)(e …) …)`, `(ecc (curve …)(q …) …)`, `(dsa (p …)(y …) …)`
fn key(list: &Item, kept: Kept) -> Option<Finding> {
    let protection = match kept {
        Kept::Clear => None,
        Kept::Closed => Some(protection(list.list("protected")?)?),
        Kept::Card => {
            Some(Protection { scheme: "held by a smartcard".to_owned(), iterations: None })
        }
    };
    let functions = [CryptoFunction::Sign, CryptoFunction::Verify];
    let public = match list.name()? {
        "rsa" | "openpgp-rsa" => bare_key::rsa(list.value("n")?, list.value("e")?)?,
        "ecc" | "ecdsa" | "ecdh" | "eddsa" => elliptic(list)?,
        name @ ("dsa" | "elg") => return numbers(name, list, protection),
        _ => return None,
    };
    let is_rsa = list.name() == Some("rsa");
    let public = if is_rsa { public } else { public.used_for(functions) };
    let private = Material { protection, ..public.private_half(FORMAT) };
    Some(public.seen(DETECTOR.id, Some(private), (0, None)))
}

const FORMAT: &str = "gpg-agent";

/// A point on the curve that the list names; those of RFC 7748 and RFC 8032 have a prefix of 0x40.
fn elliptic(list: &Item) -> Option<PublicKey> {
    let curve = list.list("curve")?.items().get(1)?.text()?;
    let q = list.value("q")?;
    match curve {
        "Ed25519" => bare_key::octets("Ed25519", q.strip_prefix(&[0x40])?),
        "Curve25519" => bare_key::octets("X25519", q.strip_prefix(&[0x40])?),
        "Ed448" => bare_key::octets("Ed448", q),
        "X448" => bare_key::octets("X448", q.strip_prefix(&[0x40]).unwrap_or(q)),
        _ => bare_key::point(curve.strip_prefix("NIST ").unwrap_or(curve), q),
    }
}

/// DSA and Elgamal, told apart by the public number.
fn numbers(name: &str, list: &Item, protection: Option<Protection>) -> Option<Finding> {
    let magnitude = |name| {
        let octets = list.value(name)?;
        let first = octets.iter().position(|octet| *octet != 0)?;
        Some(&octets[first..])
    };
    let bits = encoding::bits(magnitude("p")?)?;
    let oid = if name == "dsa" { spki::DSA } else { "1.3.6.1.4.1.3029.1.2.1" };
    let algorithm = registry::key(oid, None, Some(bits));
    let name = format!("{} private key", algorithm.name);
    let material = Material {
        algorithm: Some(algorithm),
        size_bits: Some(bits),
        protection,
        ..Material::new(MaterialKind::PrivateKey, name, FORMAT, sha256(magnitude("y")?))
    };
    Some(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None))
}

/// `(protected MODE ((HASH salt count) iv) …)`, with the number of octets that are hashed.
fn protection(list: &Item) -> Option<Protection> {
    let mode = list.items().get(1)?.text()?;
    let cipher = match mode {
        "openpgp-s2k3-sha1-aes-cbc" => "AES-128-CBC",
        "openpgp-s2k3-sha1-aes256-cbc" => "AES-256-CBC",
        "openpgp-s2k3-ocb-aes" => "AES-128-OCB",
        _ => return Some(Protection { scheme: mode.to_owned(), iterations: None }),
    };
    let derivation = list.items().get(2)?.items().first()?.items();
    let hash = derivation.first()?.text()?.to_ascii_uppercase().replace("SHA1", "SHA-1");
    let octets = derivation.get(2)?.text()?.parse::<u64>().ok();
    let scheme = format!("iterated S2K {hash}, {cipher}");
    Some(Protection { scheme, iterations: octets })
}
