use ring::aead::quic::{self, HeaderProtectionKey};
use ring::aead::{
    self, AES_128_GCM, AES_256_GCM, Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey,
};
use ring::hkdf::{self, HKDF_SHA256, HKDF_SHA384, KeyType, Prk, Salt};

use super::{Packet, VERSION_2};
use crate::wire::transcript::Side;

/// Versions and the salts of their keys.
const SALTS: &[(u32, [u8; 20])] = &[
    // RFC 9001 §5.2.
    (
        super::VERSION_1,
        [
            0x38, 0x76, 0x2C, 0xF7, 0xF5, 0x59, 0x34, 0xB3, 0x4D, 0x17, 0x9A, 0xE6, 0xA4, 0xC8,
            0x0C, 0xAD, 0xCC, 0xBB, 0x7F, 0x0A,
        ],
    ),
    // RFC 9369 §3.3.1.
    (
        VERSION_2,
        [
            0x0D, 0xED, 0xE3, 0xDE, 0xF7, 0x00, 0xA6, 0xDB, 0x81, 0x93, 0x81, 0xBE, 0x6E, 0x26,
            0x9D, 0xCB, 0xF9, 0xBD, 0x2E, 0xD9,
        ],
    ),
    // draft-ietf-quic-tls-29 §5.2.
    (
        0xFF00_001D,
        [
            0xAF, 0xBF, 0xEC, 0x28, 0x99, 0x93, 0xD2, 0x4C, 0x9E, 0x97, 0x86, 0xF1, 0x9C, 0x61,
            0x11, 0xE0, 0x43, 0x90, 0xA8, 0x99,
        ],
    ),
];

/// What protects packets: a suite of TLS 1.3 (RFC 9001 §5.3, §5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each name is the suite's")]
pub enum Secrecy {
    Aes128GcmSha256,
    Aes256GcmSha384,
    ChaCha20Poly1305Sha256,
}

impl Secrecy {
    /// That of a suite by its code point; `None` where it cannot be computed here.
    #[must_use]
    pub const fn of(suite: u16) -> Option<Self> {
        match suite {
            0x1301 => Some(Self::Aes128GcmSha256),
            0x1302 => Some(Self::Aes256GcmSha384),
            0x1303 => Some(Self::ChaCha20Poly1305Sha256),
            _ => None,
        }
    }

    fn parts(self) -> (hkdf::Algorithm, &'static aead::Algorithm, &'static quic::Algorithm) {
        match self {
            Self::Aes128GcmSha256 => (HKDF_SHA256, &AES_128_GCM, &quic::AES_128),
            Self::Aes256GcmSha384 => (HKDF_SHA384, &AES_256_GCM, &quic::AES_256),
            Self::ChaCha20Poly1305Sha256 => (HKDF_SHA256, &CHACHA20_POLY1305, &quic::CHACHA20),
        }
    }
}

/// Keys of Initial packets.
pub struct Initial {
    /// Version of the packets.
    pub version: u32,
    /// The client's choice of a connection id for the server, from which the keys follow.
    pub destination: Vec<u8>,
    sides: [Protection; 2],
}

impl Initial {
    /// Keys for a connection id; `None` for a version whose salt is not known.
    #[must_use]
    pub fn new(version: u32, destination: Vec<u8>) -> Option<Self> {
        let salt = SALTS.iter().find(|(of, _)| *of == version).map(|(_, salt)| salt)?;
        let secret = Salt::new(HKDF_SHA256, salt).extract(&destination);
        let side = |label: &str| {
            let mut of_side = [0; 32];
            expand(&secret, label, &mut of_side)?;
            Protection::new(version, Secrecy::Aes128GcmSha256, &of_side)
        };
        let sides = [side("client in")?, side("server in")?];
        Some(Self { version, destination, sides })
    }

    /// The protection of what a side sends.
    #[must_use]
    pub fn of(&self, side: Side) -> &Protection {
        &self.sides[usize::from(side == Side::Server)]
    }
}

/// Keys of what one side sends.
pub struct Protection {
    key: LessSafeKey,
    vector: [u8; 12],
    header: HeaderProtectionKey,
}

impl Protection {
    /// From the secret of a side.
    #[must_use]
    pub fn new(version: u32, secrecy: Secrecy, secret: &[u8]) -> Option<Self> {
        let (hash, cipher, mask) = secrecy.parts();
        let secret = Prk::new_less_safe(hash, secret);
        let names = match version {
            VERSION_2 => ["quicv2 key", "quicv2 iv", "quicv2 hp"],
            _ => ["quic key", "quic iv", "quic hp"],
        };
        let (mut key, mut header) = (vec![0; cipher.key_len()], vec![0; mask.key_len()]);
        let mut vector = [0; 12];
        expand(&secret, names[0], &mut key)?;
        expand(&secret, names[1], &mut vector)?;
        expand(&secret, names[2], &mut header)?;
        Some(Self {
            key: LessSafeKey::new(UnboundKey::new(cipher, &key).ok()?),
            vector,
            header: HeaderProtectionKey::new(mask, &header).ok()?,
        })
    }

    /// The number of a packet, as far as it is sent, and its frames.
    #[must_use]
    pub fn open(&self, packet: &Packet<'_>) -> Option<(u32, Vec<u8>)> {
        // RFC 9001 §5.4.2: the sample stands four bytes behind where the number begins.
        let sample = packet.bytes.get(packet.number + 4..packet.number + 20)?;
        let mask = self.header.new_mask(sample).ok()?;
        let mut header = packet.bytes.get(..packet.number + 4)?.to_vec();
        header[0] ^= mask[0] & 0x0F;
        let length = usize::from(header[0] & 3) + 1;
        header.truncate(packet.number + length);
        let mut number = 0;
        for at in 0..length {
            header[packet.number + at] ^= mask[1 + at];
            number = number << 8 | u32::from(header[packet.number + at]);
        }
        let mut payload = packet.bytes.get(packet.number + length..)?.to_vec();
        let nonce = self.nonce(number);
        let plain = self.key.open_in_place(nonce, Aad::from(header), &mut payload).ok()?.len();
        payload.truncate(plain);
        Some((number, payload))
    }

    /// The packet with `header`, which ends before the length, and a number, whose payload is filled up until it has `least`
    /// octets (RFC 9000 §14.1).
    #[must_use]
    pub fn seal(
        &self,
        header: &[u8],
        number: u32,
        payload: &[u8],
        least: usize,
    ) -> Option<Vec<u8>> {
        let tag = self.key.algorithm().tag_len();
        // Length and number have two and four octets.
        let without = header.len() + 6 + tag;
        let mut plain = payload.to_vec();
        plain.resize(payload.len().max(least.saturating_sub(without)), 0);
        let mut packet = header.to_vec();
        // The number has four octets.
        *packet.first_mut()? |= 3;
        let length = u16::try_from(4 + plain.len() + tag).ok().filter(|length| *length < 0x4000)?;
        packet.extend_from_slice(&(length | 0x4000).to_be_bytes());
        let at = packet.len();
        packet.extend_from_slice(&number.to_be_bytes());
        let nonce = self.nonce(number);
        self.key.seal_in_place_append_tag(nonce, Aad::from(&packet), &mut plain).ok()?;
        packet.append(&mut plain);
        let mask = self.header.new_mask(packet.get(at + 4..at + 20)?).ok()?;
        packet[0] ^= mask[0] & 0x0F;
        for (octet, mask) in packet[at..at + 4].iter_mut().zip(&mask[1..]) {
            *octet ^= mask;
        }
        Some(packet)
    }

    fn nonce(&self, number: u32) -> Nonce {
        let mut nonce = self.vector;
        for (octet, count) in nonce[8..].iter_mut().zip(number.to_be_bytes()) {
            *octet ^= count;
        }
        Nonce::assume_unique_for_key(nonce)
    }
}

/// HKDF-Expand-Label without a context (RFC 8446 §7.1).
fn expand(secret: &Prk, label: &str, out: &mut [u8]) -> Option<()> {
    struct Length(usize);
    impl KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let (length, name) = (u16::try_from(out.len()).ok()?, u8::try_from(label.len() + 6).ok()?);
    let info: [&[u8]; 5] = [&length.to_be_bytes(), &[name], b"tls13 ", label.as_bytes(), &[0]];
    secret.expand(&info, Length(out.len())).ok()?.fill(out).ok()
}
