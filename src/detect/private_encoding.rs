//! What a private key's encoding shows without opening or computing anything: the form of a post-quantum key with the
//! public half that lies inside it, and the password-based scheme of a closed one.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use crate::model::{Algorithm, Protection};
use crate::registry;

/// A post-quantum private key.
pub struct Post {
    /// `seed`, `expanded` or `both`; `None` for algorithms with one form.
    pub form: Option<&'static str>,
    /// Octets of the public key, where the expanded key or what follows it contains them.
    pub public: Option<Vec<u8>>,
}

/// Reads the `privateKey` octets of an ML-DSA, ML-KEM (RFC 9881 §6, RFC 9935 §6: [0] seed, OCTET STRING expanded,
/// SEQUENCE of both) or SLH-DSA key (RFC 9909 §6: raw), or the untagged and concatenated forms from before them.
pub fn post_quantum(algorithm: Option<&Algorithm>, key: &[u8]) -> Option<Post> {
    let algorithm = algorithm?;
    let sizes = registry::facts(algorithm).sizes;
    let size = |size: Option<u32>| usize::try_from(size?).ok();
    let (private, public) = (size(sizes.private_key)?, size(sizes.public_key)?);
    let family = algorithm.family.as_deref()?;
    let seed = match family {
        "ML-DSA" => 32,
        "ML-KEM" => 64,
        "SLH-DSA" => {
            let raw = if key.len() == private { key } else { Element::read(key)?.content() };
            // SK.seed, SK.prf, then PK.seed and PK.root (FIPS 205 §9.1).
            let public = (raw.len() == private).then(|| raw[private - public..].to_vec());
            return Some(Post { form: None, public });
        }
        _ => return None,
    };
    let element = Element::read(key).filter(|element| element.whole.len() == key.len());
    let (form, expanded) = match (key.len(), element) {
        (length, _) if length == seed => ("seed", None),
        (length, _) if length == private || length == private + public => ("expanded", Some(key)),
        (_, Some(element)) if element.context() == Some(0) => ("seed", None),
        (_, Some(element)) if element.tag() == Some(Tag::OctetString) => match element.content() {
            bare if bare.len() == seed => ("seed", None),
            expanded => ("expanded", Some(expanded)),
        },
        (_, Some(element)) if element.tag() == Some(Tag::Sequence) => {
            let expanded = element.child(1).map(|expanded| expanded.content());
            return Some(Post {
                form: Some("both"),
                public: expanded.and_then(|key| inside(family, key, private, public)),
            });
        }
        _ => return Some(Post { form: None, public: None }),
    };
    Some(Post {
        form: Some(form),
        public: expanded.and_then(|key| inside(family, key, private, public)),
    })
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

/// PBKDF2 with its PRF (HMAC-SHA-1 by default, RFC 8018 §A.2), or scrypt with its cost (RFC 7914 §7).
pub fn key_derivation(identifier: &Element<'_>) -> Option<(String, Option<u64>)> {
    let oid = identifier.child(0)?.oid()?;
    let name = registry::by_oid(&oid).name;
    let parameters = identifier.child(1)?;
    let iterations = parameters.child(1).and_then(|field| field.number());
    if oid != "1.2.840.113549.1.5.12" {
        return Some((name, iterations));
    }
    let prf = parameters.children().find(|field| field.tag() == Some(Tag::Sequence));
    let prf = prf.and_then(|field| field.child(0)?.oid());
    let prf = prf.map_or_else(|| "HMAC-SHA-1".to_owned(), |oid| registry::by_oid(&oid).name);
    Some((format!("{name}-{prf}"), iterations))
}
