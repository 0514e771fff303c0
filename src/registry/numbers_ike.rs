//! Numbers of IKE on the wire, as the keywords of [`super::ike`]: IANA "Internet Key Exchange Version 2 (IKEv2)
//! Parameters" (transform types 1 to 4; RFC 8247, RFC 9370, RFC 9395), and "Internet Key Exchange (IKE) Attributes"
//! for version 1 (RFC 2409 App. A, RFC 4753, RFC 4868). Numbers without a keyword keep IANA's name.

use crate::model::Algorithm;

use super::names_ike::{IkeTransform, NUMBERS, ike};

/// Number, keyword with `#` where the key length goes, IANA's name; lengths that the cipher takes.
#[rustfmt::skip] // one row a line
const CIPHERS: &[(u16, &str, &str, &[u16])] = &[
    (1, "", "ENCR_DES_IV64", &[]),
    (2, "des", "ENCR_DES", &[]),
    (3, "3des", "ENCR_3DES", &[]),
    (4, "", "ENCR_RC5", &[128]),
    (5, "", "ENCR_IDEA", &[]),
    (6, "cast128", "ENCR_CAST", &[128]),
    (7, "blowfish#", "ENCR_BLOWFISH", &[128, 192, 256]),
    (8, "", "ENCR_3IDEA", &[]),
    (9, "", "ENCR_DES_IV32", &[]),
    (11, "null", "ENCR_NULL", &[]),
    (12, "aes#", "ENCR_AES_CBC", &[256, 192, 128]),
    (13, "aes#ctr", "ENCR_AES_CTR", &[256, 192, 128]),
    (14, "aes#ccm8", "ENCR_AES_CCM_8", &[256, 192, 128]),
    (15, "aes#ccm12", "ENCR_AES_CCM_12", &[256, 192, 128]),
    (16, "aes#ccm16", "ENCR_AES_CCM_16", &[256, 192, 128]),
    (18, "aes#gcm8", "ENCR_AES_GCM_8", &[256, 192, 128]),
    (19, "aes#gcm12", "ENCR_AES_GCM_12", &[256, 192, 128]),
    (20, "aes#gcm16", "ENCR_AES_GCM_16", &[256, 192, 128]),
    (21, "aes#gmac", "ENCR_NULL_AUTH_AES_GMAC", &[256, 192, 128]),
    (23, "camellia#", "ENCR_CAMELLIA_CBC", &[256, 192, 128]),
    (24, "camellia#ctr", "ENCR_CAMELLIA_CTR", &[256, 192, 128]),
    (25, "camellia#ccm8", "ENCR_CAMELLIA_CCM_8", &[256, 192, 128]),
    (26, "camellia#ccm12", "ENCR_CAMELLIA_CCM_12", &[256, 192, 128]),
    (27, "camellia#ccm16", "ENCR_CAMELLIA_CCM_16", &[256, 192, 128]),
    (28, "chacha20poly1305", "ENCR_CHACHA20_POLY1305", &[]),
    (29, "", "ENCR_AES_CCM_8_IIV", &[]),
    (30, "", "ENCR_AES_GCM_16_IIV", &[]),
    (31, "", "ENCR_CHACHA20_POLY1305_IIV", &[]),
    (32, "", "ENCR_KUZNYECHIK_MGM_KTREE", &[]),
    (33, "", "ENCR_MAGMA_MGM_KTREE", &[]),
    (34, "", "ENCR_KUZNYECHIK_MGM_MAC_KTREE", &[]),
    (35, "", "ENCR_MAGMA_MGM_MAC_KTREE", &[]),
];

const PSEUDO_RANDOM: &[(u16, &str, &str)] = &[
    (1, "prfmd5", "PRF_HMAC_MD5"),
    (2, "prfsha1", "PRF_HMAC_SHA1"),
    (3, "", "PRF_HMAC_TIGER"),
    (4, "", "PRF_AES128_XCBC"),
    (5, "prfsha256", "PRF_HMAC_SHA2_256"),
    (6, "prfsha384", "PRF_HMAC_SHA2_384"),
    (7, "prfsha512", "PRF_HMAC_SHA2_512"),
    (8, "prfaescmac", "PRF_AES128_CMAC"),
    (9, "", "PRF_HMAC_STREEBOG_512"),
];

const INTEGRITY: &[(u16, &str, &str)] = &[
    (0, "none", "NONE"),
    (1, "md5", "AUTH_HMAC_MD5_96"),
    (2, "sha1", "AUTH_HMAC_SHA1_96"),
    (3, "", "AUTH_DES_MAC"),
    (4, "", "AUTH_KPDK_MD5"),
    (5, "", "AUTH_AES_XCBC_96"),
    (6, "md5_128", "AUTH_HMAC_MD5_128"),
    (7, "sha1_160", "AUTH_HMAC_SHA1_160"),
    (8, "aescmac", "AUTH_AES_CMAC_96"),
    (9, "", "AUTH_AES_128_GMAC"),
    (10, "", "AUTH_AES_192_GMAC"),
    (11, "", "AUTH_AES_256_GMAC"),
    (12, "sha256", "AUTH_HMAC_SHA2_256_128"),
    (13, "sha384", "AUTH_HMAC_SHA2_384_192"),
    (14, "sha512", "AUTH_HMAC_SHA2_512_256"),
];

/// Key exchange methods beside those of [`NUMBERS`]; 3 and 4 are of version 1 alone.
const OTHER_METHODS: &[(u16, &str, &str)] = &[
    (0, "none", "NONE"),
    (3, "", "EC2N group on GP[2^155]"),
    (4, "", "EC2N group on GP[2^185]"),
    (33, "", "GOST3410_2012_256"),
    (34, "", "GOST3410_2012_512"),
];

/// Encryption Algorithm of version 1: number there, number in version 2.
const CIPHERS_ONE: &[(u16, u16)] =
    &[(1, 2), (2, 5), (3, 7), (4, 4), (5, 3), (6, 6), (7, 12), (8, 23)];

/// Hash Algorithm of version 1, which makes the HMAC of PRF and integrity.
const HASHES_ONE: &[(u16, &str, &str)] = &[
    (1, "md5", "MD5"),
    (2, "sha1", "SHA"),
    (3, "", "TIGER"),
    (4, "sha256", "SHA2-256"),
    (5, "sha384", "SHA2-384"),
    (6, "sha512", "SHA2-512"),
];

/// A number's name and what it stands for; an algorithm that nobody knows is kept under that name.
pub type IkeNumber = (String, IkeTransform);

/// Ciphers of transform type 1 with every key length, for those who ask for each.
pub fn ike_ciphers() -> impl Iterator<Item = (u16, Option<u16>)> {
    CIPHERS.iter().flat_map(|(id, _, _, lengths)| {
        let none = lengths.is_empty().then_some((*id, None));
        none.into_iter().chain(lengths.iter().map(|bits| (*id, Some(*bits))))
    })
}

/// Numbers of transform types 2, 3 and 4 (and so 6 to 12); none of other types.
#[must_use]
pub fn ike_numbers(kind: u8) -> Vec<u16> {
    let of = |table: &[(u16, &str, &str)]| table.iter().map(|(id, ..)| *id).collect::<Vec<_>>();
    match kind {
        2 => of(PSEUDO_RANDOM),
        3 => of(INTEGRITY),
        4 | 6..=12 => {
            let mut all = of(OTHER_METHODS);
            all.extend(NUMBERS.iter().map(|(id, _)| *id));
            // 3 and 4 are reserved in version 2.
            all.retain(|id| !matches!(id, 3 | 4));
            all.sort_unstable();
            all
        }
        _ => Vec::new(),
    }
}

/// Whether the cipher of transform type 1 with this number authenticates by itself (RFC 5282, RFC 5529, RFC 7634,
/// RFC 9227).
#[must_use]
pub const fn ike_cipher_authenticates(id: u16) -> bool {
    matches!(id, 14..=16 | 18..=21 | 25..=35)
}

/// A transform of version 2. What types above 12 hold is no algorithm that is known.
#[must_use]
pub fn ike_transform(kind: u8, id: u16, key_bits: Option<u16>) -> IkeNumber {
    match kind {
        1 => cipher(id, key_bits),
        2 => listed(PSEUDO_RANDOM, "prf", id, IkeTransform::Prf),
        3 => listed(INTEGRITY, "integ", id, IkeTransform::Integrity),
        4 => method(id),
        6..=12 => {
            let number = kind - 5;
            let (name, method) = method(id);
            let method = match method {
                IkeTransform::KeyExchange(algorithm) => Some(algorithm),
                _ => None,
            };
            let name = format!("ke{number}_{name}");
            (name, IkeTransform::AdditionalKeyExchange(number, method))
        }
        _ => (format!("transform {kind}.{id}"), IkeTransform::Nothing),
    }
}

/// A transform of version 2 by IANA's name (`ENCR_AES_CBC`, `PRF_HMAC_SHA1`), of types 1 to 3; `None` when unknown.
#[must_use]
pub fn ike_transform_named(kind: u8, name: &str) -> Option<IkeNumber> {
    let listed = |table: &[(u16, &str, &str)]| {
        table.iter().find(|(_, _, iana)| iana.eq_ignore_ascii_case(name)).map(|(id, ..)| *id)
    };
    let id = match kind {
        1 => CIPHERS.iter().find(|(_, _, iana, _)| *iana == name).map(|(id, ..)| *id),
        2 => listed(PSEUDO_RANDOM),
        3 => listed(INTEGRITY),
        _ => None,
    };
    Some(ike_transform(kind, id?, None))
}

/// An attribute of version 1 that names an algorithm: encryption (1), hash (2) or group (4). `None` for other attributes.
#[must_use]
pub fn ike_attribute(kind: u16, id: u16, key_bits: Option<u16>) -> Option<IkeNumber> {
    match kind {
        1 => {
            let two = CIPHERS_ONE.iter().find(|(one, _)| *one == id).map(|(_, two)| *two);
            Some(two.map_or_else(
                || unnamed(format!("encryption {id}"), IkeTransform::Encryption),
                |two| cipher(two, key_bits),
            ))
        }
        2 => Some(listed(HASHES_ONE, "hash", id, IkeTransform::Integrity)),
        4 => Some(method(id)),
        _ => None,
    }
}

/// How peers of version 1 authenticate (Authentication Method; 65001 and up: XAUTH of vendors).
#[must_use]
pub fn ike_authentication(id: u16) -> String {
    let name = match id {
        1 => "pre-shared key",
        2 => "DSS signatures",
        3 => "RSA signatures",
        4 => "encryption with RSA",
        5 => "revised encryption with RSA",
        9 => "ECDSA with SHA-256 on P-256",
        10 => "ECDSA with SHA-384 on P-384",
        11 => "ECDSA with SHA-512 on P-521",
        65_001 => "XAUTH with pre-shared key",
        65_005 => "XAUTH with RSA signatures",
        _ => return format!("method {id}"),
    };
    name.to_owned()
}

/// Hash algorithms of `SIGNATURE_HASH_ALGORITHMS` (RFC 7427 §7, RFC 8420, RFC 9385).
#[must_use]
pub fn ike_signature_hash(id: u16) -> String {
    let name = match id {
        1 => "SHA-1",
        2 => "SHA-256",
        3 => "SHA-384",
        4 => "SHA-512",
        5 => "Identity",
        6 => "STREEBOG-256",
        7 => "STREEBOG-512",
        _ => return format!("hash {id}"),
    };
    name.to_owned()
}

fn cipher(id: u16, key_bits: Option<u16>) -> IkeNumber {
    let Some((_, keyword, iana, _)) = CIPHERS.iter().find(|(known, ..)| *known == id) else {
        return unnamed(format!("encr {id}"), IkeTransform::Encryption);
    };
    let bits = key_bits.map_or_else(String::new, |bits| bits.to_string());
    let name = keyword.replace('#', &bits);
    match ike(&name, None) {
        Some(transform) => (name, transform),
        None if bits.is_empty() => unnamed((*iana).to_owned(), IkeTransform::Encryption),
        None => unnamed(format!("{iana} {bits}"), IkeTransform::Encryption),
    }
}

fn method(id: u16) -> IkeNumber {
    let known = NUMBERS.iter().find(|(known, _)| *known == id);
    match known.and_then(|(_, keyword)| Some(((*keyword).to_owned(), ike(keyword, None)?))) {
        Some(found) => found,
        None => listed(OTHER_METHODS, "ke", id, IkeTransform::KeyExchange),
    }
}

fn listed(
    table: &[(u16, &str, &str)],
    what: &str,
    id: u16,
    of: fn(Algorithm) -> IkeTransform,
) -> IkeNumber {
    let Some((_, keyword, iana)) = table.iter().find(|(known, ..)| *known == id) else {
        return unnamed(format!("{what} {id}"), of);
    };
    match ike(keyword, None) {
        Some(transform) => ((*keyword).to_owned(), transform),
        None => unnamed((*iana).to_owned(), of),
    }
}

fn unnamed(name: String, of: fn(Algorithm) -> IkeTransform) -> IkeNumber {
    let algorithm = Algorithm::verbatim(&name, None);
    (name, of(algorithm))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(kind: u8, id: u16, bits: Option<u16>) -> String {
        let (name, transform) = ike_transform(kind, id, bits);
        let algorithm = match transform {
            IkeTransform::Encryption(one)
            | IkeTransform::Prf(one)
            | IkeTransform::Integrity(one)
            | IkeTransform::KeyExchange(one)
            | IkeTransform::AdditionalKeyExchange(_, Some(one)) => one.name,
            IkeTransform::AdditionalKeyExchange(_, None) | IkeTransform::Nothing => {
                "nothing".to_owned()
            }
        };
        format!("{name}={algorithm}")
    }

    #[test]
    fn numbers_have_names() {
        assert_eq!(name(1, 20, Some(256)), "aes256gcm16=AES-256-GCM");
        assert_eq!(name(1, 12, Some(128)), "aes128=AES-128-CBC");
        assert_eq!(name(1, 3, None), "3des=3DES-CBC");
        assert_eq!(name(1, 33, None), "ENCR_MAGMA_MGM_KTREE=ENCR_MAGMA_MGM_KTREE");
        assert_eq!(name(1, 99, Some(1)), "encr 99=encr 99");
        assert_eq!(name(2, 6, None), "prfsha384=HMAC-SHA-384");
        assert_eq!(name(3, 12, None), "sha256=HMAC-SHA-256");
        assert_eq!(name(4, 19, None), "ecp256=ECDH-P-256");
        assert_eq!(name(4, 36, None), "mlkem768=ML-KEM-768");
        assert_eq!(name(6, 37, None), "ke1_mlkem1024=ML-KEM-1024");
        assert_eq!(name(7, 0, None), "ke2_none=nothing");
        assert_eq!(name(4, 1080, None), "ke 1080=ke 1080");
    }

    #[test]
    fn every_keyword_is_known() {
        let tables = [PSEUDO_RANDOM, INTEGRITY, OTHER_METHODS, HASHES_ONE];
        let keywords = tables.into_iter().flatten().map(|(_, keyword, _)| (*keyword).to_owned());
        let ciphers = CIPHERS.iter().map(|(_, keyword, _, lengths)| {
            let bits = lengths.first().map_or_else(String::new, u16::to_string);
            keyword.replace('#', &bits)
        });
        for keyword in keywords.chain(ciphers).filter(|keyword| !keyword.is_empty()) {
            assert!(ike(&keyword, None).is_some(), "{keyword}");
        }
    }

    #[test]
    fn attributes_of_version_one() {
        let name = |kind, id, bits| ike_attribute(kind, id, bits).unwrap().0;
        assert_eq!(name(1, 7, Some(128)), "aes128");
        assert_eq!(name(1, 5, None), "3des");
        assert_eq!(name(2, 2, None), "sha1");
        assert_eq!(name(4, 2, None), "modp1024");
        assert_eq!(ike_attribute(3, 1, None), None);
        assert_eq!(ike_authentication(1), "pre-shared key");
    }
}
