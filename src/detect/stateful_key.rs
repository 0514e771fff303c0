//! Public keys of stateful hash-based signatures, whose OID names the scheme and whose first octets the parameter set
//! (RFC 9802 §4).

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use crate::model::Algorithm;
use crate::registry;

/// The algorithm with the parameter set that the key states, and the key's own numbers in words; `None` where the
/// algorithm has no such key, or the key is not as long as its set wants it.
pub fn read(algorithm: &Algorithm, key: &[u8]) -> Option<(Algorithm, Vec<(String, String)>)> {
    let stem = match algorithm.name.as_str() {
        "HSS-LMS" => "LMS_",
        "XMSS" | "XMSS-ISARA" => "XMSS-",
        "XMSSMT" | "XMSSMT-ISARA" => "XMSSMT-",
        _ => return None,
    };
    // Before RFC 9708 and RFC 9802 an OCTET STRING was inside the BIT STRING.
    let wrapped = Element::read(key)
        .filter(|inner| inner.tag() == Some(Tag::OctetString) && inner.whole.len() == key.len());
    let key = wrapped.map_or(key, |inner| inner.content());
    let (set, details) = if stem == "LMS_" { hss(key)? } else { xmss(stem, key)? };
    // An OID from before the standard names another edition of the scheme.
    let is_standard = !algorithm.name.ends_with("-ISARA");
    let mut told = if is_standard { set } else { algorithm.clone() };
    told.oid.clone_from(&algorithm.oid);
    let words = |(name, value): (&str, String)| (name.to_owned(), value);
    Some((told, details.into_iter().map(words).collect()))
}

/// u32str(L) || u32str(type) || u32str(otstype) || I || T[1] of the topmost tree (RFC 8554 §5.3, §6).
fn hss(key: &[u8]) -> Option<(Algorithm, Vec<(&'static str, String)>)> {
    let (levels, lms) = number(key)?;
    let (kind, rest) = number(lms)?;
    let (one_time, _) = number(rest)?;
    let set = registry::stateful("LMS_", kind)?;
    let has_length = registry::facts(&set).sizes.public_key == u32::try_from(lms.len()).ok();
    // At most eight levels (RFC 8554 §6).
    (has_length && (1..=8).contains(&levels)).then(|| {
        let name = set.name.clone();
        let one_time = one_time_name(one_time);
        let details =
            vec![("hss levels", levels.to_string()), ("lm-ots type", one_time), ("lms type", name)];
        (set, details)
    })
}

/// RFC 8554 §4.1, RFC 9858 §4.
fn one_time_name(number: u32) -> String {
    const HASHES: [&str; 4] = ["SHA256_N32", "SHA256_N24", "SHAKE_N32", "SHAKE_N24"];
    match usize::try_from(number) {
        Ok(number @ 1..=16) => {
            format!("LMOTS_{}_W{}", HASHES[(number - 1) / 4], 1 << ((number - 1) % 4))
        }
        _ => format!("number {number}"),
    }
}

/// OID || root || SEED (RFC 8391 §4.1.7, §4.2.4); this "OID" is a number of IANA's registry.
fn xmss(stem: &str, key: &[u8]) -> Option<(Algorithm, Vec<(&'static str, String)>)> {
    let (kind, rest) = number(key)?;
    let set = registry::stateful(stem, kind)?;
    let has_length = registry::facts(&set).sizes.public_key == u32::try_from(rest.len()).ok();
    let name = set.name.clone();
    has_length.then(|| (set, vec![("xmss type", name)]))
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*number), rest))
}
