//! The key schedule of TLS 1.3 as far as session tickets (RFC 8446 §7), and what the server encrypts opened, in records of TLS
//! and of DTLS (RFC 9147 §4).

use aes::Aes128;
use ccm::Ccm;
use ccm::aead::{Aead as _, KeyInit as _, Payload};
use ccm::consts::{U8, U12, U16};
use ring::aead::quic::{self, HeaderProtectionKey};
use ring::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::{digest, hmac};

use crate::wire::dtls::Sealed;
use crate::wire::tls::{content, what};

/// How a suite of TLS 1.3 protects records.
#[derive(Clone, Copy)]
enum Cipher {
    Ring(&'static aead::Algorithm),
    Ccm,
    Ccm8,
    /// A MAC behind what everybody can read (RFC 9150 §5).
    Integrity(hmac::Algorithm),
}

/// What a suite of TLS 1.3 computes with.
pub struct Suite {
    hmac: hmac::Algorithm,
    cipher: Cipher,
    key: usize,
    iv: usize,
    /// What labels begin with.
    prefix: &'static [u8],
    /// What hides the numbers of records in DTLS.
    mask: &'static quic::Algorithm,
}

impl Suite {
    /// Suites that can be computed (RFC 8446 appendix B.4, RFC 9150 §5).
    pub const CODES: [u16; 7] = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0xC0B4, 0xC0B5];

    /// A suite by its code point; `None` where it cannot be computed here.
    pub fn new(code: u16) -> Option<Self> {
        let (hmac, cipher, key) = match code {
            0x1301 => (hmac::HMAC_SHA256, Cipher::Ring(&aead::AES_128_GCM), 16),
            0x1302 => (hmac::HMAC_SHA384, Cipher::Ring(&aead::AES_256_GCM), 32),
            0x1303 => (hmac::HMAC_SHA256, Cipher::Ring(&aead::CHACHA20_POLY1305), 32),
            0x1304 => (hmac::HMAC_SHA256, Cipher::Ccm, 16),
            0x1305 => (hmac::HMAC_SHA256, Cipher::Ccm8, 16),
            0xC0B4 => (hmac::HMAC_SHA256, Cipher::Integrity(hmac::HMAC_SHA256), 32),
            0xC0B5 => (hmac::HMAC_SHA384, Cipher::Integrity(hmac::HMAC_SHA384), 48),
            _ => return None,
        };
        let iv = if matches!(cipher, Cipher::Integrity(_)) { key } else { 12 };
        let mask = match code {
            0x1302 => &quic::AES_256,
            0x1303 => &quic::CHACHA20,
            _ => &quic::AES_128,
        };
        Some(Self { hmac, cipher, key, iv, prefix: b"tls13 ", mask })
    }

    /// The same for DTLS (RFC 9147 §5.9).
    pub const fn in_datagrams(mut self) -> Self {
        self.prefix = b"dtls13";
        self
    }

    /// Digest of handshake messages.
    pub fn digest(&self, bytes: &[u8]) -> Vec<u8> {
        digest::digest(self.hmac.digest_algorithm(), bytes).as_ref().to_vec()
    }

    /// Opens the server's handshake records, from the shared secret and the messages up to the server's hello.
    pub fn server_flight(&self, shared: &[u8], messages: &[u8]) -> Flight {
        let [_, traffic] = self.traffic_secrets(shared, messages);
        self.flight(&traffic)
    }

    /// The same of what it sends after the handshake, from the messages up to its `Finished`.
    pub fn server_data(&self, shared: &[u8], messages: &[u8]) -> Flight {
        let master = self.next(&self.handshake_secret(shared), &vec![0; self.length()]);
        let digest = self.digest(messages);
        self.flight(&self.expand(&master, "s ap traffic", &digest, self.length()))
    }

    /// The client's `Finished` in a record, from the messages up to the server's hello and from all up to its `Finished`.
    pub fn finished(&self, shared: &[u8], hellos: &[u8], messages: &[u8]) -> Option<Vec<u8>> {
        let [traffic, _] = self.traffic_secrets(shared, hellos);
        let key = self.expand(&traffic, "finished", &[], self.length());
        let proof = self.mac(&key, &self.digest(messages));
        let head = [what::FINISHED, 0, 0, u8::try_from(proof.len()).ok()?];
        self.flight(&traffic).seal(content::HANDSHAKE, &[&head[..], &proof].concat())
    }

    /// The client's and the server's secret of the handshake, from the shared secret and the messages up to the server's
    /// hello.
    pub fn traffic_secrets(&self, shared: &[u8], messages: &[u8]) -> [Vec<u8>; 2] {
        let (secret, digest) = (self.handshake_secret(shared), self.digest(messages));
        ["c hs traffic", "s hs traffic"]
            .map(|label| self.expand(&secret, label, &digest, self.length()))
    }

    fn handshake_secret(&self, shared: &[u8]) -> Vec<u8> {
        let zeros = vec![0; self.length()];
        self.next(&self.mac(&zeros, &zeros), shared)
    }

    /// The secret after `secret`.
    fn next(&self, secret: &[u8], input: &[u8]) -> Vec<u8> {
        self.mac(&self.expand(secret, "derived", &self.digest(&[]), self.length()), input)
    }

    fn length(&self) -> usize {
        self.hmac.digest_algorithm().output_len()
    }

    /// What is protected with a traffic secret.
    fn flight(&self, traffic: &[u8]) -> Flight {
        let key = self.expand(traffic, "key", &[], self.key);
        let iv = self.expand(traffic, "iv", &[], self.iv);
        let number = self.expand(traffic, "sn", &[], self.key);
        Flight { cipher: self.cipher, key, iv, sequence: 0, number, mask: self.mask }
    }

    /// HKDF-Extract (RFC 5869 §2.2).
    fn mac(&self, salt: &[u8], input: &[u8]) -> Vec<u8> {
        hmac::sign(&hmac::Key::new(self.hmac, salt), input).as_ref().to_vec()
    }

    /// HKDF-Expand-Label, for what fits into one block of the digest.
    fn expand(&self, secret: &[u8], label: &str, context: &[u8], length: usize) -> Vec<u8> {
        let octet = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
        let mut info = vec![0, octet(length), octet(self.prefix.len() + label.len())];
        info.extend_from_slice(self.prefix);
        info.extend_from_slice(label.as_bytes());
        info.push(octet(context.len()));
        info.extend_from_slice(context);
        info.push(1);
        let mut block = self.mac(secret, &info);
        block.truncate(length);
        block
    }
}

/// The server's encrypted records, opened one after the other.
pub struct Flight {
    cipher: Cipher,
    key: Vec<u8>,
    iv: Vec<u8>,
    sequence: u64,
    number: Vec<u8>,
    mask: &'static quic::Algorithm,
}

impl Flight {
    /// Content type and content of a record with its header; `None` where it cannot be opened.
    pub fn open(&mut self, header: &[u8], fragment: &[u8]) -> Option<(u8, Vec<u8>)> {
        let sequence = self.sequence;
        self.sequence += 1;
        self.open_at(sequence, header, fragment)
    }

    /// The same of a record of DTLS. A flight has few: its numbers are whole as they are sent.
    pub fn open_datagram(&self, record: &Sealed<'_>) -> Option<(u8, Vec<u8>)> {
        let key = HeaderProtectionKey::new(self.mask, &self.number).ok()?;
        let mask = key.new_mask(record.fragment.get(..self.mask.sample_len())?).ok()?;
        let mut header = record.header.to_vec();
        let mut number = 0;
        for (octet, mask) in header.get_mut(1..=record.width)?.iter_mut().zip(mask) {
            *octet ^= mask;
            number = number << 8 | u64::from(*octet);
        }
        self.open_at(number, &header, record.fragment)
    }

    /// The first record with `bytes`.
    fn seal(&self, content: u8, bytes: &[u8]) -> Option<Vec<u8>> {
        let (nonce, mut inner) = (self.nonce(0), [bytes, &[content]].concat());
        let more = match self.cipher {
            Cipher::Ring(_) | Cipher::Ccm => 16,
            Cipher::Ccm8 => 8,
            Cipher::Integrity(algorithm) => algorithm.digest_algorithm().output_len(),
        };
        let [high, low] = u16::try_from(inner.len() + more).ok()?.to_be_bytes();
        let header = [content::APPLICATION_DATA, 3, 3, high, low];
        let payload = Payload { msg: &inner, aad: &header };
        let sealed = match self.cipher {
            Cipher::Ring(algorithm) => {
                let key = LessSafeKey::new(UnboundKey::new(algorithm, &self.key).ok()?);
                let nonce = Nonce::try_assume_unique_for_key(&nonce).ok()?;
                key.seal_in_place_append_tag(nonce, Aad::from(header), &mut inner).ok()?;
                inner
            }
            Cipher::Ccm => {
                let cipher = Ccm::<Aes128, U16, U12>::new_from_slice(&self.key).ok()?;
                cipher.encrypt(nonce.as_slice().try_into().ok()?, payload).ok()?
            }
            Cipher::Ccm8 => {
                let cipher = Ccm::<Aes128, U8, U12>::new_from_slice(&self.key).ok()?;
                cipher.encrypt(nonce.as_slice().try_into().ok()?, payload).ok()?
            }
            Cipher::Integrity(algorithm) => {
                let key = hmac::Key::new(algorithm, &self.key);
                let mac = hmac::sign(&key, &[&nonce[..], &header, &inner].concat());
                [&inner, mac.as_ref()].concat()
            }
        };
        Some([&header[..], &sealed].concat())
    }

    fn nonce(&self, number: u64) -> Vec<u8> {
        let mut nonce = self.iv.clone();
        for (octet, count) in nonce.iter_mut().rev().zip(number.to_le_bytes()) {
            *octet ^= count;
        }
        nonce
    }

    fn open_at(&self, number: u64, header: &[u8], fragment: &[u8]) -> Option<(u8, Vec<u8>)> {
        let mut inner = self.opened(&self.nonce(number), header, fragment)?;
        // TLSInnerPlaintext: content, type, zeros (RFC 8446 §5.2).
        while inner.last() == Some(&0) {
            inner.pop();
        }
        let content = inner.pop()?;
        Some((content, inner))
    }

    fn opened(&self, nonce: &[u8], header: &[u8], fragment: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: fragment, aad: header };
        match self.cipher {
            Cipher::Ring(algorithm) => {
                let key = LessSafeKey::new(UnboundKey::new(algorithm, &self.key).ok()?);
                let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
                let mut sealed = fragment.to_vec();
                Some(key.open_in_place(nonce, Aad::from(header), &mut sealed).ok()?.to_vec())
            }
            Cipher::Ccm => {
                let cipher = Ccm::<Aes128, U16, U12>::new_from_slice(&self.key).ok()?;
                cipher.decrypt(nonce.try_into().ok()?, payload).ok()
            }
            Cipher::Ccm8 => {
                let cipher = Ccm::<Aes128, U8, U12>::new_from_slice(&self.key).ok()?;
                cipher.decrypt(nonce.try_into().ok()?, payload).ok()
            }
            Cipher::Integrity(algorithm) => {
                let length = algorithm.digest_algorithm().output_len();
                let (inner, mac) =
                    fragment.split_at_checked(fragment.len().checked_sub(length)?)?;
                let key = hmac::Key::new(algorithm, &self.key);
                hmac::verify(&key, &[nonce, header, inner].concat(), mac).ok()?;
                Some(inner.to_vec())
            }
        }
    }
}
