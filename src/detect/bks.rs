//! Bouncy Castle's keystores BKS (versions 0 to 2) and UBER, as its class `BcKeyStoreSpi` writes them.

use super::Attempts;
use super::java_keystore::{Reader, Store};
use super::password_based::{Encryption, Salted};
use super::password_cipher::{Block, Plain};
use super::password_derivation::sha1;
use super::passwords::StillClosed;
use super::stored_secret::Secret;
use crate::model::Protection;
use crate::registry;

/// What seals one entry of a BKS keystore, and what seals UBER as a whole.
const ENTRY: &str = "PKCS12-PBE-SHA-1-3DES-168";
const WHOLE: &str = "PKCS12-PBE-SHA-1-Twofish-256";
/// Octets of version, salt length, salt and iteration count of UBER, whose salt has 20 octets.
const UBER_HEADER: usize = 32;
/// The library draws 1024 to 2047 iterations for UBER and reads up to 64 times the least.
const UBER_ITERATIONS: std::ops::RangeInclusive<u32> = 1024..=65_536;
/// Octets of the MAC at the end of BKS.
const MAC: usize = 20;
/// Milliseconds since 1970 up to the year 2248.
const DATES: std::ops::Range<u64> = 0..1 << 43;

/// What the header says: there is no magic number.
pub struct Header<'a> {
    version: u32,
    iterations: u32,
    salt: &'a [u8],
}

impl<'a> Header<'a> {
    /// Reads version, salt and iterations.
    pub fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let version = reader.u32().filter(|version| *version <= 2)?;
        let salt = usize::try_from(reader.u32()?).ok().filter(|salt| (8..=64).contains(salt))?;
        let bytes = reader.take(salt)?;
        // A salt is random; runs of one octet are the beginning of something else.
        let mut kinds = bytes.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        let iterations = reader.u32().filter(|count| (1..=1_000_000).contains(count))?;
        (kinds.len() > salt / 3).then_some(Self { version, iterations, salt: bytes })
    }

    /// Whether an entry of BKS, or the end of its entries, follows.
    pub fn is_before_entries(&self, mut reader: Reader<'_>, size: u64) -> bool {
        match reader.u8() {
            Some(0) => reader.at() as u64 + MAC as u64 == size,
            Some(1..=4) => entry_begins(&mut reader).is_some(),
            _ => false,
        }
    }

    /// Whether the rest can be UBER: blocks of Twofish.
    pub fn is_uber(&self, size: u64) -> bool {
        let sealed = size.saturating_sub(UBER_HEADER as u64);
        self.version <= 1
            && self.salt.len() == MAC
            && UBER_ITERATIONS.contains(&self.iterations)
            && sealed >= 32
            && sealed.is_multiple_of(16)
    }
}

/// Alias in `DataOutput.writeUTF`'s encoding and date, which tell an entry from sealed bytes.
fn entry_begins(reader: &mut Reader<'_>) -> Option<()> {
    let alias = reader.text()?;
    let is_name = std::str::from_utf8(alias).is_ok_and(|name| !name.chars().any(char::is_control));
    let date = reader.take(8)?.iter().fold(0, |date, byte| date << 8 | u64::from(*byte));
    (is_name && DATES.contains(&date)).then_some(())
}

impl Header<'_> {
    /// Opens UBER as a whole: entries, then SHA-1 over them. Version 0 derived its key otherwise.
    fn open(&self, sealed: &[u8], attempts: &Attempts<'_>) -> Result<Plain, StillClosed> {
        if self.version != 1 {
            return attempts.unable();
        }
        let salted = Salted { salt: self.salt.to_vec(), iterations: u64::from(self.iterations) };
        let encryption = Encryption::Pkcs12(Block::Twofish, 32, salted);
        encryption.open_as(sealed, attempts, |plain| {
            let end = plain.len().checked_sub(MAC).map(|end| plain.split_at(end));
            end.is_some_and(|(entries, check)| sha1(&[entries]) == check)
        })
    }
}

/// A key as the library writes it.
struct Key<'a> {
    /// Private 0, public 1, secret 2.
    kind: u8,
    format: &'a [u8],
    algorithm: &'a [u8],
    encoding: &'a [u8],
}

impl<'a> Key<'a> {
    fn next(reader: &mut Reader<'a>) -> Option<Self> {
        let kind = reader.u8().filter(|kind| *kind <= 2)?;
        let (format, algorithm) = (reader.text()?, reader.text()?);
        Some(Self { kind, format, algorithm, encoding: reader.sized()? })
    }

    /// A key and nothing else.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        Self::next(&mut reader).filter(|_| reader.rest() == 0)
    }
}

impl<'a> Store<'a> {
    /// BKS, or UBER where sealed bytes follow the header.
    pub fn bouncy_castle(
        &mut self,
        reader: &mut Reader<'a>,
        attempts: &Attempts<'_>,
    ) -> Option<()> {
        self.format = "BKS";
        let header = Header::read(reader)?;
        let size = reader.size() as u64;
        let iterations = u64::from(header.iterations);
        if !header.is_before_entries(reader.clone(), size) && header.is_uber(size) {
            self.format = "UBER";
            let protection = Protection { scheme: WHOLE.to_owned(), iterations: Some(iterations) };
            let sealed = reader.take(reader.rest())?;
            let outcome = header.open(sealed, attempts);
            self.inner = self.closed.tried("store of entries", protection, outcome);
            return Some(());
        }
        // Versions before 2 ask for 20 bits instead of octets of MAC key, and get whole octets.
        let key = if header.version < 2 { " with a key of 16 bits" } else { "" };
        let rounds = super::private_encoding::rounds(iterations);
        self.mac = Some(format!("HMAC-SHA-1{key}, {rounds}"));
        self.entries(reader, attempts)
    }

    /// Entries to the end, which a digest follows.
    pub fn entries(&mut self, reader: &mut Reader<'a>, attempts: &Attempts<'_>) -> Option<()> {
        while self.entry(reader, attempts)? {}
        (reader.rest() == MAC).then_some(())
    }

    /// One entry; whether there was one.
    fn entry(&mut self, reader: &mut Reader<'a>, attempts: &Attempts<'_>) -> Option<bool> {
        let kind = reader.u8()?;
        if kind == 0 {
            return Some(false);
        }
        reader.text()?;
        reader.take(8)?;
        let chain = reader.u32()?;
        for _ in 0..chain {
            self.certificate(2, reader)?;
        }
        match kind {
            1 => self.certificate(2, reader)?,
            2 => self.plain_key(reader)?,
            // Octets that the caller sealed: a closed private key, by the contract of `KeyStore.setKeyEntry`.
            3 => {
                let octets = reader.sized()?;
                self.private += 1;
                self.sealed_pkcs8(octets, reader.at() - octets.len(), attempts);
            }
            4 => {
                let sealed = reader.sized()?;
                self.sealed_key(sealed, reader.at() - sealed.len(), chain > 0, attempts)?;
            }
            _ => return None,
        }
        self.entries += 1;
        Some(true)
    }

    /// { salt, iterations, sealed key }; only a chain of certificates tells a private key from a secret one.
    fn sealed_key(
        &mut self,
        bytes: &'a [u8],
        offset: usize,
        has_chain: bool,
        attempts: &Attempts<'_>,
    ) -> Option<()> {
        let mut reader = Reader::new(bytes);
        let salt = reader.sized()?.to_vec();
        let iterations = u64::from(reader.u32()?);
        let sealed = reader.take(reader.rest())?;
        let what = if has_chain { "private key" } else { "secret or private key" };
        let protection = Protection { scheme: ENTRY.to_owned(), iterations: Some(iterations) };
        let encryption = Encryption::Pkcs12(Block::TripleDes, 24, Salted { salt, iterations });
        let outcome = encryption.open_as(sealed, attempts, |plain| Key::read(plain).is_some());
        let opened = self.closed.tried(what, protection.clone(), outcome);
        match opened.as_ref().and_then(|plain| Key::read(plain)) {
            Some(Key { kind: 0, encoding, .. }) => {
                self.private += 1;
                self.opened.push((offset, Plain::new(encoding.to_vec()), protection));
            }
            Some(Key { kind: 2, algorithm, encoding, .. }) => {
                self.secret += 1;
                let algorithm = std::str::from_utf8(algorithm).ok().and_then(registry::by_name);
                let secret = Secret { algorithm, octets: encoding.len() };
                self.secrets.push((bytes, secret, protection));
            }
            Some(_) => self.public += 1,
            None if has_chain => self.private += 1,
            None => self.sealed += 1,
        }
        Some(())
    }

    /// { type, format, algorithm, encoding } in the clear.
    fn plain_key(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        let Key { kind, format, encoding, .. } = Key::next(reader)?;
        match kind {
            0 => {
                self.private += 1;
                if matches!(format, b"PKCS#8" | b"PKCS8") {
                    self.plain.push((reader.at() - encoding.len(), encoding));
                }
            }
            1 => self.public += 1,
            2 => self.secret += 1,
            _ => return None,
        }
        Some(())
    }
}
