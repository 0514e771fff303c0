//! What a private key's encoding shows without opening or computing anything: the form of a post-quantum key with the
//! public half that lies inside it, and the password-based scheme of a closed one.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use crate::model::{Algorithm, Protection};
use crate::registry;

/// A post-quantum private key.
pub struct Post {
    /// `seed`, `expanded` or `both`; `None` for algorithms with one form and for what has none of the lengths.
    pub form: Option<&'static str>,
    /// Octets of the public key, where the expanded key or what follows it contains them.
    pub public: Option<Vec<u8>>,
    /// Why it cannot be a key of its algorithm.
    pub fault: Option<String>,
}

/// Octets of the parts of a key.
struct Lengths {
    seed: usize,
    private: usize,
    public: usize,
}

/// Reads the `privateKey` octets of an ML-DSA, ML-KEM (RFC 9881 §6, RFC 9935 §6: [0] seed, OCTET STRING expanded,
/// SEQUENCE of both) or SLH-DSA key (RFC 9909 §6: raw), or the untagged and concatenated forms from before them.
pub fn post_quantum(algorithm: Option<&Algorithm>, key: &[u8]) -> Option<Post> {
    let algorithm = algorithm?;
    let sizes = registry::facts(algorithm).sizes;
    let size = |size: Option<u32>| usize::try_from(size?).ok();
    let (private, public) = (size(sizes.private_key)?, size(sizes.public_key)?);
    let family = algorithm.family.as_deref()?;
    // FIPS 204 Algorithm 1 (xi), FIPS 203 Algorithm 19 (d, z).
    let seed = match family {
        "ML-DSA" => 32,
        "ML-KEM" => 64,
        "SLH-DSA" => return Some(slh_dsa(algorithm, key, private, public)),
        _ => return None,
    };
    let lengths = Lengths { seed, private, public };
    let (form, expanded, fault) = form(key, &lengths, family);
    let fault = fault.map(|fault| format!("{}: {fault}", algorithm.name));
    Some(Post {
        form,
        public: expanded.and_then(|key| inside(family, key, private, public)),
        fault,
    })
}

/// SK.seed, SK.prf, then PK.seed and PK.root (FIPS 205 §9.1).
fn slh_dsa(algorithm: &Algorithm, key: &[u8], private: usize, public: usize) -> Post {
    let wrapped = || Element::read(key).filter(|element| element.tag() == Some(Tag::OctetString));
    let is_whole = |raw: &&[u8]| raw.len() == private;
    let raw = Some(key).filter(is_whole).or_else(|| wrapped().map(|element| element.content()));
    match raw.filter(is_whole) {
        Some(raw) => {
            Post { form: None, public: Some(raw[private - public..].to_vec()), fault: None }
        }
        None => {
            let (name, length) = (&algorithm.name, key.len());
            let fault = format!("{name}: {length} octets, where FIPS 205 has {private}");
            Post { form: None, public: None, fault: Some(fault) }
        }
    }
}

/// The form, the expanded key in it, and what is wrong with it.
fn form<'a>(
    key: &'a [u8],
    lengths: &Lengths,
    family: &str,
) -> (Option<&'static str>, Option<&'a [u8]>, Option<String>) {
    let whole = lengths.private + lengths.public;
    let is_expanded = |length: usize| length == lengths.private || length == whole;
    let by_length = |octets: &'a [u8]| match octets.len() {
        length if length == lengths.seed => (Some("seed"), None, None),
        length if is_expanded(length) => (Some("expanded"), Some(octets), None),
        length => (None, None, Some(misfit(length, lengths))),
    };
    if key.len() == lengths.seed || is_expanded(key.len()) {
        return by_length(key);
    }
    let Some(element) = Element::read(key).filter(|element| element.whole.len() == key.len())
    else {
        return (None, None, Some(misfit(key.len(), lengths)));
    };
    match (element.context(), element.tag()) {
        (Some(0), _) if element.content().len() == lengths.seed => (Some("seed"), None, None),
        (None, Some(Tag::OctetString)) => by_length(element.content()),
        (None, Some(Tag::Sequence)) => {
            let part = |index: usize| {
                let part = element.child(index)?;
                (part.tag() == Some(Tag::OctetString)).then(|| part.content())
            };
            let (seed, expanded) = (part(0).unwrap_or_default(), part(1).unwrap_or_default());
            let fault = if seed.len() != lengths.seed || !is_expanded(expanded.len()) {
                let (seed, expanded) = (seed.len(), expanded.len());
                Some(format!("both forms with {seed} and {expanded} octets, {}", have(lengths)))
            } else {
                // The implicit rejection value z ends both (FIPS 203 §7.1, Algorithm 16). What else a seed has in
                // common with its key takes the whole key generation to see.
                let is_plain = family == "ML-KEM" && expanded.len() == lengths.private;
                (is_plain && !expanded.ends_with(&seed[32..])).then(|| {
                    "the seed and the expanded key beside it belong to two keys".to_owned()
                })
            };
            (Some("both"), Some(expanded).filter(|_| fault.is_none()), fault)
        }
        _ => (None, None, Some(misfit(element.content().len(), lengths))),
    }
}

fn misfit(length: usize, lengths: &Lengths) -> String {
    format!("{length} octets, {}", have(lengths))
}

fn have(lengths: &Lengths) -> String {
    format!("where its seed has {} and its expanded key {}", lengths.seed, lengths.private)
}

/// The public key that follows an expanded one, or that an ML-KEM decapsulation key contains: dk_PKE, ek, H(ek), z
/// (FIPS 203 §7.1). An ML-DSA key does not contain t1.
fn inside(family: &str, expanded: &[u8], private: usize, public: usize) -> Option<Vec<u8>> {
    match expanded.len() {
        length if length == private + public => Some(expanded[private..].to_vec()),
        length if length == private && family == "ML-KEM" => {
            let start = private.checked_sub(public + 64)?;
            Some(expanded[start..start + public].to_vec())
        }
        _ => None,
    }
}

/// The scheme of a password-based `AlgorithmIdentifier` in words, with its iterations (RFC 8018, RFC 7292 §B).
pub fn protection(identifier: &[u8]) -> Protection {
    let read = Element::read(identifier).and_then(|identifier| {
        let oid = identifier.child(0)?.oid()?;
        let name = registry::by_oid(&oid).name;
        let parameters = identifier.child(1);
        if oid != "1.2.840.113549.1.5.13" {
            // PBES1 and PKCS#12: SEQUENCE { salt, iterations }
            let iterations = parameters.and_then(|parameters| parameters.child(1)?.number());
            return Some(Protection { scheme: name, iterations });
        }
        let parameters = parameters?;
        let (derivation, cipher) = (parameters.child(0)?, parameters.child(1)?);
        let cipher = registry::by_oid(&cipher.child(0)?.oid()?).name;
        let (derivation, iterations) = key_derivation(&derivation)?;
        Some(Protection { scheme: format!("PBES2 {derivation} {cipher}"), iterations })
    });
    read.unwrap_or_else(|| Protection {
        scheme: "an unreadable scheme".to_owned(),
        iterations: None,
    })
}

/// The scheme of an `EncryptedPrivateKeyInfo` ::= { AlgorithmIdentifier, OCTET STRING } (RFC 5958 §3).
pub fn protection_of(info: &[u8]) -> Protection {
    let identifier = Element::read(info).and_then(|info| info.child(0));
    protection(identifier.map_or(&[], |identifier| identifier.whole))
}

/// PBKDF2 with its PRF (HMAC-SHA-1 by default, RFC 8018 §A.2), or scrypt with its cost (RFC 7914 §7).
pub fn key_derivation(identifier: &Element<'_>) -> Option<(String, Option<u64>)> {
    let oid = identifier.child(0)?.oid()?;
    let name = registry::by_oid(&oid).name;
    let parameters = identifier.child(1)?;
    let iterations = parameters.child(1).and_then(|field| field.number());
    if oid != "1.2.840.113549.1.5.12" {
        return Some((name, iterations));
    }
    // The salt comes first and may be a SEQUENCE too.
    let prf = parameters.children().skip(1).find(|field| field.tag() == Some(Tag::Sequence));
    let prf = prf.and_then(|field| field.child(0)?.oid());
    let prf = prf.map_or_else(|| "HMAC-SHA-1".to_owned(), |oid| registry::by_oid(&oid).name);
    Some((format!("{name}-{prf}"), iterations))
}

/// Iterations in words.
pub fn rounds(count: u64) -> String {
    if count == 1 { "1 iteration".to_owned() } else { format!("{count} iterations") }
}
