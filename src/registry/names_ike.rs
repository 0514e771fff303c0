//! Keywords of IKE and ESP proposals: strongSwan (`swanctl.conf`, `ipsec.conf`; list in its
//! `proposal_keywords_static.txt`), libreswan (`ipsec.conf`), and the IANA transform numbers that libreswan
//! takes as `dh19` (IKEv2 Transform Type 4; RFC 3526, RFC 5903, RFC 6954, RFC 8031, RFC 9370).

use crate::model::Algorithm;

use super::by_name;

/// What a keyword of a proposal stands for (RFC 7296 §3.3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IkeTransform {
    /// Transform type 1, with the integrity of an AEAD cipher.
    Encryption(Algorithm),
    /// Transform type 3.
    Integrity(Algorithm),
    /// Transform type 2.
    Prf(Algorithm),
    /// Transform type 4.
    KeyExchange(Algorithm),
    /// Transform types 6 to 12 (RFC 9370), with the number of the additional exchange; `None` for the choice not to
    /// make it.
    AdditionalKeyExchange(u8, Option<Algorithm>),
    /// What holds no cryptography: extended sequence numbers, no key exchange.
    Nothing,
}

/// Ciphers without parameters in their keyword.
const PLAIN: &[(&str, &str)] = &[
    ("des", "DES-CBC"),
    ("3des", "3DES-CBC"),
    ("cast128", "CAST5-CBC"),
    ("chacha20poly1305", "ChaCha20-Poly1305"),
    ("chacha20poly1305compat", "ChaCha20-Poly1305"),
    ("chacha20_poly1305", "ChaCha20-Poly1305"),
];

/// Block ciphers whose keyword carries key size and mode.
const SIZED: &[(&str, &str)] = &[
    ("aes", "AES"),
    ("camellia", "CAMELLIA"),
    ("serpent", "Serpent"),
    ("twofish", "Twofish"),
    ("blowfish", "Blowfish"),
];

const INTEGRITY: &[(&str, &str)] = &[
    ("md5", "HMAC-MD5"),
    ("md5_128", "HMAC-MD5"),
    ("sha", "HMAC-SHA-1"),
    ("sha1", "HMAC-SHA-1"),
    ("sha1_160", "HMAC-SHA-1"),
    ("sha2", "HMAC-SHA-256"),
    ("sha256", "HMAC-SHA-256"),
    ("sha256_96", "HMAC-SHA-256"),
    ("sha2_256", "HMAC-SHA-256"),
    ("sha2_256_96", "HMAC-SHA-256"),
    ("sha2_256_truncbug", "HMAC-SHA-256"),
    ("sha384", "HMAC-SHA-384"),
    ("sha2_384", "HMAC-SHA-384"),
    ("sha512", "HMAC-SHA-512"),
    ("sha2_512", "HMAC-SHA-512"),
    ("aescmac", "AES-CMAC"),
    ("aes_cmac", "AES-CMAC"),
];

/// Keyword, canonical name. `ecp192` to `ecp521` and `ecp224bp` to `ecp512bp` name curves by their size.
const KEY_EXCHANGES: &[(&str, &str)] = &[
    ("ecp192", "ECDH-P-192"),
    ("ecp224", "ECDH-P-224"),
    ("ecp256", "ECDH-P-256"),
    ("ecp384", "ECDH-P-384"),
    ("ecp521", "ECDH-P-521"),
    ("ecp224bp", "ECDH-brainpoolP224r1"),
    ("ecp256bp", "ECDH-brainpoolP256r1"),
    ("ecp384bp", "ECDH-brainpoolP384r1"),
    ("ecp512bp", "ECDH-brainpoolP512r1"),
    ("curve25519", "X25519"),
    ("x25519", "X25519"),
    ("curve448", "X448"),
    ("x448", "X448"),
    ("modp768", "FFDHE-modp768"),
    ("modp1024", "FFDHE-modp1024"),
    ("modp1536", "FFDHE-modp1536"),
    ("modp2048", "FFDHE-modp2048"),
    ("modp3072", "FFDHE-modp3072"),
    ("modp4096", "FFDHE-modp4096"),
    ("modp6144", "FFDHE-modp6144"),
    ("modp8192", "FFDHE-modp8192"),
    ("mlkem512", "ML-KEM-512"),
    ("mlkem768", "ML-KEM-768"),
    ("mlkem1024", "ML-KEM-1024"),
    ("ml_kem_512", "ML-KEM-512"),
    ("ml_kem_768", "ML-KEM-768"),
    ("ml_kem_1024", "ML-KEM-1024"),
    ("kyber1", "Kyber512"),
    ("kyber3", "Kyber768"),
    ("kyber5", "Kyber1024"),
    ("frodoa1", "FrodoKEM-640-AES"),
    ("frodoa3", "FrodoKEM-976-AES"),
    ("frodoa5", "FrodoKEM-1344-AES"),
    ("frodos1", "FrodoKEM-640-SHAKE"),
    ("frodos3", "FrodoKEM-976-SHAKE"),
    ("frodos5", "FrodoKEM-1344-SHAKE"),
    ("bike1", "BIKE-L1"),
    ("bike3", "BIKE-L3"),
    ("bike5", "BIKE-L5"),
    ("sike1", "SIKE"),
    ("sike2", "SIKE"),
    ("sike3", "SIKE"),
    ("sike5", "SIKE"),
];

/// Groups that the registry has no row for; they keep their keyword, with size or curve where it names one
/// (RFC 5114 groups with small subgroups, NTRUEncrypt of strongSwan's private range).
const FINITE: &[(&str, &str)] =
    &[("modp1024s160", "1024"), ("modp2048s224", "2048"), ("modp2048s256", "2048")];

/// IANA IKEv2 Transform Type 4 numbers that proposals use.
pub(super) const NUMBERS: &[(u16, &str)] = &[
    (1, "modp768"),
    (2, "modp1024"),
    (5, "modp1536"),
    (14, "modp2048"),
    (15, "modp3072"),
    (16, "modp4096"),
    (17, "modp6144"),
    (18, "modp8192"),
    (19, "ecp256"),
    (20, "ecp384"),
    (21, "ecp521"),
    (22, "modp1024s160"),
    (23, "modp2048s224"),
    (24, "modp2048s256"),
    (25, "ecp192"),
    (26, "ecp224"),
    (27, "ecp224bp"),
    (28, "ecp256bp"),
    (29, "ecp384bp"),
    (30, "ecp512bp"),
    (31, "x25519"),
    (32, "x448"),
    (35, "mlkem512"),
    (36, "mlkem768"),
    (37, "mlkem1024"),
];

/// Keywords that are known to hold no cryptography.
const NOTHING: &[&str] = &["null", "none", "modpnone", "modpnull", "noesn", "esn", "dh0"];

/// What a keyword of an IKE or ESP proposal stands for, case-insensitive; `None` when it is not known.
///
/// `bare_aes` is what `aes` without a size means: 128 for strongSwan; libreswan proposes several sizes for it.
#[must_use]
pub fn ike(keyword: &str, bare_aes: Option<&str>) -> Option<IkeTransform> {
    use IkeTransform::{AdditionalKeyExchange, Encryption, Integrity, KeyExchange, Nothing, Prf};
    let keyword = keyword.to_ascii_lowercase();
    let keyword = keyword.as_str();
    if NOTHING.contains(&keyword) {
        return Some(Nothing);
    }
    if let Some((number, method)) = additional(keyword) {
        let method = match method {
            "none" => None,
            other => Some(key_exchange(other)?),
        };
        return Some(AdditionalKeyExchange(number, method));
    }
    let named = |table: &[(&str, &str)]| {
        table.iter().find(|(name, _)| *name == keyword).and_then(|(_, name)| by_name(name))
    };
    named(PLAIN)
        .or_else(|| sized_cipher(keyword, bare_aes))
        .map(Encryption)
        .or_else(|| named(INTEGRITY).map(Integrity))
        .or_else(|| pseudo_random(keyword).map(Prf))
        .or_else(|| key_exchange(keyword).map(KeyExchange))
}

/// `ke1_mlkem768` (strongSwan), `addke1_mlkem768`.
fn additional(keyword: &str) -> Option<(u8, &str)> {
    let rest = keyword.strip_prefix("add").unwrap_or(keyword).strip_prefix("ke")?;
    let (number, method) = rest.split_once('_')?;
    let number = number.parse().ok().filter(|number| (1..=7).contains(number))?;
    Some((number, method))
}

fn pseudo_random(keyword: &str) -> Option<Algorithm> {
    let digest = keyword.strip_prefix("prf")?.trim_start_matches('_');
    let (_, name) = INTEGRITY.iter().find(|(name, _)| *name == digest)?;
    by_name(name)
}

fn key_exchange(keyword: &str) -> Option<Algorithm> {
    let by_number = |number: &str| {
        let number = number.parse::<u16>().ok()?;
        NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
    };
    let keyword = keyword.strip_prefix("dh").and_then(by_number).unwrap_or(keyword);
    if let Some((_, name)) = KEY_EXCHANGES.iter().find(|(name, _)| *name == keyword) {
        return by_name(name);
    }
    let (name, bits) = FINITE.iter().find(|(name, _)| *name == keyword)?;
    let mut group = by_name("DH")?;
    group.parameter_set = Some((*bits).to_owned());
    group.oid = None;
    let renamed = super::renamed(group);
    Some(Algorithm { name: format!("{} ({name})", renamed.name), ..renamed })
}

/// `aes256gcm16`, `aes_gcm256`, `camellia192ctr`, `serpent`.
fn sized_cipher(keyword: &str, bare_aes: Option<&str>) -> Option<Algorithm> {
    let (rest, cipher) = SIZED
        .iter()
        .find_map(|(word, cipher)| keyword.strip_prefix(word).map(|rest| (rest, *cipher)))?;
    let (mut size, mut mode, mut tag) = (None, None, false);
    let mut rest = rest;
    while !rest.is_empty() {
        rest = rest.trim_start_matches('_');
        let digits = rest.len() - rest.trim_start_matches(|one: char| one.is_ascii_digit()).len();
        let letters =
            rest.len() - rest.trim_start_matches(|one: char| one.is_ascii_lowercase()).len();
        match (&rest[..digits], &rest[..letters]) {
            (number @ ("128" | "192" | "256"), _) if size.is_none() => size = Some(number),
            // Length of the tag in bytes or bits.
            ("8" | "12" | "16" | "64" | "96" | "128", _) if mode.is_some() && !tag => tag = true,
            (_, name @ ("cbc" | "ctr" | "ccm" | "gcm" | "gmac")) if mode.is_none() => {
                mode = Some(name)
            }
            // libreswan: `aes_gcm_a`, `_b`, `_c` for tags of 8, 12 and 16 bytes.
            (_, "a" | "b" | "c") if mode.is_some() && !tag => tag = true,
            _ => return None,
        }
        rest = &rest[digits.max(letters)..];
    }
    let size = size.or_else(|| bare_aes.filter(|_| mode.is_none()));
    let size = size.map_or_else(String::new, |size| format!("-{size}"));
    by_name(&format!("{cipher}{size}-{}", mode.unwrap_or("cbc")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(keyword: &str) -> String {
        use IkeTransform::{
            AdditionalKeyExchange, Encryption, Integrity, KeyExchange, Nothing, Prf,
        };
        match ike(keyword, Some("128")) {
            Some(Encryption(algorithm)) => format!("encr {}", algorithm.name),
            Some(Integrity(algorithm)) => format!("integ {}", algorithm.name),
            Some(Prf(algorithm)) => format!("prf {}", algorithm.name),
            Some(KeyExchange(algorithm)) => format!("ke {}", algorithm.name),
            Some(AdditionalKeyExchange(number, method)) => {
                format!("ke{number} {}", method.map_or_else(|| "none".to_owned(), |one| one.name))
            }
            Some(Nothing) => "nothing".to_owned(),
            None => "unknown".to_owned(),
        }
    }

    #[test]
    fn every_target_is_in_the_registry() {
        for (keyword, _) in PLAIN.iter().chain(INTEGRITY).chain(KEY_EXCHANGES).chain(FINITE) {
            assert_ne!(name(keyword), "unknown", "{keyword}");
        }
        for (number, keyword) in NUMBERS {
            assert_eq!(name(&format!("dh{number}")), name(keyword));
        }
    }

    #[test]
    fn keywords_of_strongswan_and_libreswan() {
        for (keyword, expected) in [
            ("aes", "encr AES-128-CBC"),
            ("aes256", "encr AES-256-CBC"),
            ("aes192ctr", "encr AES-192-CTR"),
            ("aes128gcm", "encr AES-128-GCM"),
            ("AES256GCM16", "encr AES-256-GCM"),
            ("aes256gcm128", "encr AES-256-GCM"),
            ("aes128ccm12", "encr AES-128-CCM"),
            ("aes256gmac", "encr AES-256-GMAC"),
            ("aes_gcm256", "encr AES-256-GCM"),
            ("aes_gcm_16_256", "encr AES-256-GCM"),
            ("aes_gcm_c_256", "encr AES-256-GCM"),
            ("camellia256ctr", "encr CAMELLIA-256-CTR"),
            ("serpent192", "encr Serpent-192-CBC"),
            ("3des", "encr 3DES-CBC"),
            ("sha2_512", "integ HMAC-SHA-512"),
            ("prfsha384", "prf HMAC-SHA-384"),
            ("prfmd5", "prf HMAC-MD5"),
            ("modp2048s256", "ke DH-2048 (modp2048s256)"),
            ("ecp256bp", "ke ECDH-brainpoolP256r1"),
            ("dh31", "ke X25519"),
            ("ke1_mlkem768", "ke1 ML-KEM-768"),
            ("ke2_none", "ke2 none"),
            ("ke8_mlkem768", "unknown"),
            ("kyber3", "ke Kyber768"),
            ("esn", "nothing"),
            ("aes512", "unknown"),
            ("default", "unknown"),
            ("", "unknown"),
        ] {
            assert_eq!(name(keyword), expected, "{keyword}");
        }
    }
}
