//! Bouncy Castle's keystores BKS (versions 0 to 2) and UBER, as its class `BcKeyStoreSpi` writes them.

use super::java_keystore::{Reader, Store};
use super::private_key;
use crate::model::Protection;

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
pub struct Header {
    version: u32,
    iterations: u32,
    salt: usize,
}

impl Header {
    /// Reads version, salt and iterations.
    pub fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let version = reader.u32().filter(|version| *version <= 2)?;
        let salt = usize::try_from(reader.u32()?).ok().filter(|salt| (8..=64).contains(salt))?;
        let bytes = reader.take(salt)?;
        // A salt is random; runs of one octet are the beginning of something else.
        let mut kinds = bytes.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        let iterations = reader.u32().filter(|count| (1..=1_000_000).contains(count))?;
        (kinds.len() > salt / 3).then_some(Self { version, iterations, salt })
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
            && self.salt == MAC
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

impl<'a> Store<'a> {
    /// BKS, or UBER where sealed bytes follow the header.
    pub fn bouncy_castle(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        self.format = "BKS";
        let header = Header::read(reader)?;
        let size = reader.size() as u64;
        let iterations = u64::from(header.iterations);
        if !header.is_before_entries(reader.clone(), size) && header.is_uber(size) {
            self.format = "UBER";
            let protection = Protection { scheme: WHOLE.to_owned(), iterations: Some(iterations) };
            self.closed.add("store of entries", protection);
            return Some(());
        }
        // Versions before 2 ask for 20 bits instead of octets of MAC key, and get whole octets.
        let key = if header.version < 2 { " with a key of 16 bits" } else { "" };
        let rounds = super::private_encoding::rounds(iterations);
        self.mac = Some(format!("HMAC-SHA-1{key}, {rounds}"));
        while self.entry(reader)? {}
        (reader.rest() == MAC).then_some(())
    }

    /// One entry; whether there was one.
    fn entry(&mut self, reader: &mut Reader<'a>) -> Option<bool> {
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
                self.closed.add("private key", private_key::protection_of(octets));
            }
            4 => {
                let sealed = reader.sized()?;
                // Only the chain of certificates tells a private key from a secret one.
                let what = if chain > 0 { "private key" } else { "secret or private key" };
                self.private += u32::from(chain > 0);
                self.sealed += u32::from(chain == 0);
                let mut sealed = Reader::new(sealed);
                sealed.sized()?;
                let iterations = Some(u64::from(sealed.u32()?));
                self.closed.add(what, Protection { scheme: ENTRY.to_owned(), iterations });
            }
            _ => return None,
        }
        self.entries += 1;
        Some(true)
    }

    /// { type, format, algorithm, encoding } in the clear.
    fn plain_key(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        let kind = reader.u8()?;
        let format = reader.text()?;
        reader.text()?;
        let encoding = reader.sized()?;
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
