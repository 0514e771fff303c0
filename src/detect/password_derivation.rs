//! Keys from passwords: PBKDF1, PBKDF2 and scrypt (RFC 8018, RFC 7914), the derivation of PKCS#12 (RFC 7292 §B.2), and
//! OpenSSL's of PEM encryption. Iterations are the caller's to bound.

use std::num::NonZeroU32;

use md5::{Digest, Md5};
use ring::digest;
use ring::pbkdf2;
use x509_parser::asn1_rs::Tag;
use zeroize::Zeroizing;

use super::ber::Element;

/// Octets derived from a password.
pub type Derived = Zeroizing<Vec<u8>>;

/// Longest salt; standards ask for 8 to 64 octets.
const SALT: usize = 1_024;
/// Most memory that scrypt may take, in octets.
const MEMORY: u64 = 128 << 20;

/// A salt of sane length.
pub fn salt(field: &Element<'_>) -> Option<Vec<u8>> {
    field.octets().map(std::borrow::Cow::into_owned).filter(|salt| salt.len() <= SALT)
}

/// `keyDerivationFunc` of PBES2.
pub enum Derivation {
    /// Of RFC 8018 §5.2.
    Pbkdf2 {
        /// The pseudorandom function.
        prf: pbkdf2::Algorithm,
        /// Salt.
        salt: Vec<u8>,
        /// Iterations.
        iterations: NonZeroU32,
    },
    /// Of RFC 7914.
    Scrypt {
        /// Salt.
        salt: Vec<u8>,
        /// Binary logarithm of the cost parameter N.
        cost: u8,
        /// Block size r.
        block: u32,
        /// Parallelisation p.
        lanes: u32,
    },
}

impl Derivation {
    /// Reads an `AlgorithmIdentifier`; `None` for what is not computed.
    pub fn read(identifier: &Element<'_>) -> Option<Self> {
        let parameters = identifier.child(1)?;
        let salt = salt(&parameters.child(0)?)?;
        let second = parameters.child(1)?.number()?;
        match identifier.child(0)?.oid()?.as_str() {
            "1.2.840.113549.1.5.12" => {
                let prf =
                    parameters.children().skip(1).find(|field| field.tag() == Some(Tag::Sequence));
                let prf = match prf {
                    Some(prf) => function(&prf.child(0)?.oid()?)?,
                    // DEFAULT algid-hmacWithSHA1 (RFC 8018 §A.2)
                    None => pbkdf2::PBKDF2_HMAC_SHA1,
                };
                let iterations = NonZeroU32::new(u32::try_from(second).ok()?)?;
                Some(Self::Pbkdf2 { prf, salt, iterations })
            }
            "1.3.6.1.4.1.11591.4.11" => {
                let number = |index| u32::try_from(parameters.child(index)?.number()?).ok();
                let cost =
                    u8::try_from(second.ilog2()).ok().filter(|_| second.is_power_of_two())?;
                Some(Self::Scrypt { salt, cost, block: number(2)?, lanes: number(3)? })
            }
            _ => None,
        }
    }

    /// What one derivation costs, in iterations.
    pub fn cost(&self) -> u64 {
        match self {
            Self::Pbkdf2 { iterations, .. } => u64::from(iterations.get()),
            Self::Scrypt { cost, block, lanes, .. } => {
                let blocks = 1_u64
                    .checked_shl(u32::from(*cost))
                    .and_then(|blocks| blocks.checked_mul(u64::from(*block)));
                match blocks.filter(|blocks| *blocks <= MEMORY / 128) {
                    Some(blocks) => blocks.saturating_mul(u64::from(*lanes)),
                    None => u64::MAX,
                }
            }
        }
    }

    /// A key of `length` octets.
    pub fn key(&self, password: &[u8], length: usize) -> Option<Derived> {
        let mut key = Zeroizing::new(vec![0; length]);
        match self {
            Self::Pbkdf2 { prf, salt, iterations } => {
                pbkdf2::derive(*prf, *iterations, salt, password, &mut key);
            }
            Self::Scrypt { salt, cost, block, lanes } => {
                let parameters = scrypt::Params::new(*cost, *block, *lanes).ok()?;
                scrypt::scrypt(password, salt, &parameters, &mut key).ok()?;
            }
        }
        Some(key)
    }
}

/// PBKDF2 with the HMAC of an object identifier (RFC 8018 §B.1).
fn function(oid: &str) -> Option<pbkdf2::Algorithm> {
    Some(match oid {
        "1.2.840.113549.2.7" => pbkdf2::PBKDF2_HMAC_SHA1,
        "1.2.840.113549.2.9" => pbkdf2::PBKDF2_HMAC_SHA256,
        "1.2.840.113549.2.10" => pbkdf2::PBKDF2_HMAC_SHA384,
        "1.2.840.113549.2.11" => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return None,
    })
}

/// Hash of PBKDF1.
#[derive(Clone, Copy, Debug)]
pub enum Hash {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
}

/// PBKDF1 (RFC 8018 §5.1): 16 octets, key and initialisation vector of PBES1.
pub fn pbkdf1(hash: Hash, password: &[u8], salt: &[u8], iterations: u64) -> Derived {
    let mut octets = Zeroizing::new([password, salt].concat());
    for _ in 0..iterations.max(1) {
        *octets = match hash {
            Hash::Md5 => Md5::digest(&octets).to_vec(),
            Hash::Sha1 => sha1(&[&octets]).to_vec(),
        };
    }
    octets.truncate(16);
    octets
}

/// What a derived string of PKCS#12 is for (RFC 7292 §B.3).
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// The cipher's key.
    Key = 1,
    /// Its initialisation vector.
    Vector = 2,
}

/// `length` octets by the derivation of PKCS#12 with SHA-1 (RFC 7292 §B.2), for a password as UTF-16 with its end.
pub fn pkcs12(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    length: usize,
) -> Derived {
    const BLOCK: usize = 64;
    let repeat = |octets: &[u8]| {
        let length = octets.len().div_ceil(BLOCK) * BLOCK;
        octets.iter().copied().cycle().take(length).collect::<Vec<_>>()
    };
    let mut input = Zeroizing::new([repeat(salt), repeat(password)].concat());
    let diversifier = [purpose as u8; BLOCK];
    let mut derived = Zeroizing::new(Vec::new());
    while derived.len() < length {
        let mut hash = sha1(&[&diversifier, &input]);
        for _ in 1..iterations {
            hash = sha1(&[&hash]);
        }
        derived.extend_from_slice(&hash);
        for block in input.chunks_mut(BLOCK) {
            // The block plus the hash repeated plus one, as numbers of 64 octets.
            let mut carry = 1_u16;
            for at in (0..BLOCK).rev() {
                carry += u16::from(block[at]) + u16::from(hash[at % hash.len()]);
                block[at] = carry.to_be_bytes()[1];
                carry >>= 8;
            }
        }
    }
    derived.truncate(length);
    derived
}

/// OpenSSL's `EVP_BytesToKey` with MD5 and one iteration, as PEM encryption uses it.
pub fn pem(password: &[u8], salt: &[u8], length: usize) -> Derived {
    let mut derived = Zeroizing::new(Vec::new());
    let mut last = Zeroizing::new(Vec::new());
    while derived.len() < length {
        *last = Md5::digest(Zeroizing::new([&last[..], password, salt].concat())).to_vec();
        derived.extend_from_slice(&last);
    }
    derived.truncate(length);
    derived
}

/// MD5 of the joined parts.
pub fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut context = Md5::new();
    parts.iter().for_each(|part| context.update(part));
    context.finalize().into()
}

/// SHA-1 of the joined parts.
pub fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    let mut context = digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
    parts.iter().for_each(|part| context.update(part));
    let mut hash = [0; 20];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// A password as PKCS#12 wants it: UTF-16 with the highest octet first and an end of two zero octets (RFC 7292 §B.1).
pub fn wide(password: &str) -> Zeroizing<Vec<u8>> {
    let mut octets = wide_open(password);
    octets.extend_from_slice(&[0, 0]);
    octets
}

/// The same without the end, as the key protector of JKS takes it.
pub fn wide_open(password: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(password.encode_utf16().flat_map(u16::to_be_bytes).collect())
}
