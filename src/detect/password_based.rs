//! Password-based encryption by its `AlgorithmIdentifier`: PBES2 and PBES1 (RFC 8018), PKCS#12 (RFC 7292 §C), and the two
//! protectors of keys that OpenJDK's JKS and JCEKS have.

use zeroize::Zeroizing;

use super::ber::Element;
use super::password_cipher::{Block, Plain, Scheme};
use super::password_derivation::{self as derive, Derivation, Hash, Purpose};
use super::passwords::{Attempts, StillClosed};

/// JDK private OIDs that no public registry lists.
pub const JKS_KEY_PROTECTOR: &str = "1.3.6.1.4.1.42.2.17.1.1";
/// The same of JCEKS.
pub const JCEKS_KEY_PROTECTOR: &str = "1.3.6.1.4.1.42.2.19.1";

/// Opens what `identifier` names as its encryption and what holds one DER element.
pub fn open(
    identifier: &Element<'_>,
    sealed: &[u8],
    attempts: &Attempts<'_>,
) -> Result<Plain, StillClosed> {
    let scheme = Encryption::read(identifier);
    scheme.map_or_else(|| attempts.unable(), |scheme| scheme.open(sealed, attempts))
}

/// Opens an `EncryptedPrivateKeyInfo` ::= { AlgorithmIdentifier, OCTET STRING } (RFC 5958 §3).
pub fn open_info(info: &Element<'_>, attempts: &Attempts<'_>) -> Result<Plain, StillClosed> {
    let Some((identifier, sealed)) = info.child(0).zip(info.child(1)) else {
        return attempts.unable();
    };
    let sealed = sealed.octets();
    sealed.map_or_else(|| attempts.unable(), |sealed| open(&identifier, &sealed, attempts))
}

/// Opens what Bouncy Castle's BCFKS seals with PBES2: the password is joined by what the key is for.
pub fn open_for(
    purpose: &'static str,
    identifier: &Element<'_>,
    sealed: &[u8],
    attempts: &Attempts<'_>,
) -> Result<Plain, StillClosed> {
    let scheme = match Encryption::read(identifier) {
        Some(Encryption::Pbes2(mut derivation, scheme)) => {
            // The library gives scrypt its block size as the number of lanes too (BcFKSKeyStoreSpi.generateKey).
            if let Derivation::Scrypt { block, lanes, .. } = &mut derivation {
                *lanes = *block;
            }
            Encryption::Bcfks(purpose, derivation, scheme)
        }
        _ => return attempts.unable(),
    };
    scheme.open(sealed, attempts)
}

/// A scheme with its parameters.
pub enum Encryption {
    /// RFC 8018 §6.2.
    Pbes2(Derivation, Scheme),
    /// RFC 8018 §6.1: DES or RC2 of 64 bits.
    Pbes1(Hash, Block, Salted),
    /// RFC 7292 §C: the cipher and octets of its key.
    Pkcs12(Block, usize, Salted),
    /// PBES2 with the password and a purpose.
    Bcfks(&'static str, Derivation, Scheme),
    /// `sun.security.provider.KeyProtector`: SHA-1 as a key stream.
    Jks,
    /// `com.sun.crypto.provider.PBECipherCore` with Triple DES.
    Jceks(Salted),
}

/// Salt and iterations.
pub struct Salted {
    /// Salt.
    pub salt: Vec<u8>,
    /// Iterations.
    pub iterations: u64,
}

impl Salted {
    /// Reads { salt, iterations }.
    pub fn of(parameters: &Element<'_>) -> Option<Self> {
        let salt = derive::salt(&parameters.child(0)?)?;
        Some(Self { salt, iterations: parameters.child(1)?.number()? })
    }
}

impl Encryption {
    /// Reads an `AlgorithmIdentifier`; `None` for a scheme that is not computed.
    fn read(identifier: &Element<'_>) -> Option<Self> {
        let salted = || Salted::of(&identifier.child(1)?);
        Some(match identifier.child(0)?.oid()?.as_str() {
            "1.2.840.113549.1.5.13" => {
                let parameters = identifier.child(1)?;
                let derivation = Derivation::read(&parameters.child(0)?)?;
                Self::Pbes2(derivation, Scheme::read(&parameters.child(1)?)?)
            }
            "1.2.840.113549.1.5.3" => Self::Pbes1(Hash::Md5, Block::Des, salted()?),
            "1.2.840.113549.1.5.6" => Self::Pbes1(Hash::Md5, Block::Rc2, salted()?),
            "1.2.840.113549.1.5.10" => Self::Pbes1(Hash::Sha1, Block::Des, salted()?),
            "1.2.840.113549.1.5.11" => Self::Pbes1(Hash::Sha1, Block::Rc2, salted()?),
            "1.2.840.113549.1.12.1.3" => Self::Pkcs12(Block::TripleDes, 24, salted()?),
            "1.2.840.113549.1.12.1.4" => Self::Pkcs12(Block::TripleDes, 16, salted()?),
            "1.2.840.113549.1.12.1.5" => Self::Pkcs12(Block::Rc2, 16, salted()?),
            "1.2.840.113549.1.12.1.6" => Self::Pkcs12(Block::Rc2, 5, salted()?),
            JKS_KEY_PROTECTOR => Self::Jks,
            JCEKS_KEY_PROTECTOR => Self::Jceks(salted()?),
            _ => return None,
        })
    }

    /// Tries the passwords; what comes out is one DER element and nothing else.
    fn open(&self, sealed: &[u8], attempts: &Attempts<'_>) -> Result<Plain, StillClosed> {
        self.open_as(sealed, attempts, is_element)
    }

    /// Tries the passwords; `is_meant` tells what was meant from what a wrong key happens to give.
    pub fn open_as(
        &self,
        sealed: &[u8],
        attempts: &Attempts<'_>,
        is_meant: fn(&[u8]) -> bool,
    ) -> Result<Plain, StillClosed> {
        let work = u64::try_from(sealed.len()).unwrap_or(u64::MAX) / 64;
        attempts.open(self.cost().saturating_add(work), |password| {
            self.decrypt(password, sealed).filter(|plain| is_meant(plain))
        })
    }

    fn cost(&self) -> u64 {
        match self {
            Self::Pbes2(derivation, _) | Self::Bcfks(_, derivation, _) => derivation.cost(),
            Self::Pbes1(_, _, salted) => salted.iterations,
            // Key and vector are each derived, in pieces of 20 octets.
            Self::Pkcs12(_, _, salted) => salted.iterations.saturating_mul(3),
            Self::Jks => 1,
            Self::Jceks(salted) => salted.iterations.saturating_mul(2),
        }
    }

    fn decrypt(&self, password: &str, sealed: &[u8]) -> Option<Plain> {
        let octets = password.as_bytes();
        match self {
            Self::Pbes2(derivation, scheme) => {
                scheme.decrypt(&derivation.key(octets, scheme.key())?, sealed)
            }
            Self::Bcfks(purpose, derivation, scheme) => {
                let bare = password.is_empty();
                let password = if bare { Zeroizing::default() } else { derive::wide(password) };
                let joined = Zeroizing::new([&password[..], &derive::wide(purpose)].concat());
                scheme.decrypt(&derivation.key(&joined, scheme.key())?, sealed)
            }
            Self::Pbes1(hash, block, Salted { salt, iterations }) => {
                let derived = derive::pbkdf1(*hash, octets, salt, *iterations);
                block.decrypt(&derived[..8], &derived[8..], sealed)
            }
            Self::Pkcs12(block, key, Salted { salt, iterations }) => {
                let derived = |password: &[u8]| {
                    let length = block.vector();
                    let key = derive::pkcs12(Purpose::Key, password, salt, *iterations, *key);
                    let vector =
                        derive::pkcs12(Purpose::Vector, password, salt, *iterations, length);
                    block.decrypt(&key, &vector, sealed)
                };
                // Of an empty password some programs leave the end out too.
                let bare = || password.is_empty().then(|| derived(&[])).flatten();
                derived(&derive::wide(password)).or_else(bare)
            }
            Self::Jks => jks(password, sealed),
            Self::Jceks(salted) => jceks(octets, salted, sealed),
        }
    }
}

/// { salt of 20 octets, key XOR stream, SHA-1(password, key) }; the stream is SHA-1(password, salt), then SHA-1(password,
/// the last 20 octets of the stream).
fn jks(password: &str, sealed: &[u8]) -> Option<Plain> {
    const HASH: usize = 20;
    let password = derive::wide_open(password);
    let (salt, rest) = sealed.split_at_checked(HASH)?;
    let (key, check) = rest.split_at_checked(rest.len().checked_sub(HASH)?)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(key.len()));
    let mut stream = salt.to_vec();
    for piece in key.chunks(HASH) {
        stream = derive::sha1(&[&password, &stream]).to_vec();
        plain.extend(piece.iter().zip(&stream).map(|(sealed, stream)| sealed ^ stream));
    }
    (derive::sha1(&[&password, &plain]) == check).then_some(plain)
}

/// Each half of the salt is hashed with the password again and again: 24 octets of key, 8 of initialisation vector.
fn jceks(password: &[u8], Salted { salt, iterations }: &Salted, sealed: &[u8]) -> Option<Plain> {
    if salt.len() != 8 {
        return None;
    }
    let mut derived = Zeroizing::new(Vec::new());
    for half in salt.chunks(4) {
        let mut hash = derive::md5(&[half, password]);
        for _ in 1..*iterations {
            hash = derive::md5(&[&hash, password]);
        }
        derived.extend_from_slice(&hash);
    }
    Block::TripleDes.decrypt(&derived[..24], &derived[24..], sealed)
}

/// Whether `plain` is one SEQUENCE from end to end, which a wrong key gives once in some hundred million times.
pub fn is_element(plain: &[u8]) -> bool {
    plain.first() == Some(&0x30)
        && Element::read(plain).is_some_and(|element| element.whole.len() == plain.len())
}
