//! The ciphers behind password-based encryption, decrypting only. A wrong key gives `None` wherever padding or a tag
//! tells; what came out must still be looked at.

use aes::{Aes128, Aes192, Aes256};
use aes_kw::KwpAes256;
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::consts::{U8, U12, U13, U16};
use cbc::cipher::{BlockModeDecrypt, InnerIvInit, KeyInit, KeyIvInit};
use ccm::Ccm;
use ccm::aead::Aead;
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use twofish::Twofish;
use zeroize::Zeroizing;

use super::ber::Element;

/// What a password opened, wiped from memory when dropped.
pub type Plain = Zeroizing<Vec<u8>>;

/// A cipher whose initialisation vector is derived with the key.
#[derive(Clone, Copy, Debug)]
pub enum Block {
    /// DES in CBC mode.
    Des,
    /// Triple DES in CBC mode, with two keys or three by the key's length.
    TripleDes,
    /// RC2 in CBC mode; the key's length is its strength.
    Rc2,
    /// Twofish in CBC mode.
    Twofish,
    /// AES in CBC mode; the key's length selects it.
    Aes,
}

impl Block {
    /// Octets of the initialisation vector.
    pub const fn vector(self) -> usize {
        match self {
            Self::Des | Self::TripleDes | Self::Rc2 => 8,
            Self::Twofish | Self::Aes => 16,
        }
    }

    /// Decrypts and takes the padding away.
    pub fn decrypt(self, key: &[u8], vector: &[u8], sealed: &[u8]) -> Option<Plain> {
        match (self, key.len()) {
            (Self::Des, _) => cbc::<Decryptor<Des>>(key, vector, sealed),
            (Self::TripleDes, 16) => cbc::<Decryptor<TdesEde2>>(key, vector, sealed),
            (Self::TripleDes, _) => cbc::<Decryptor<TdesEde3>>(key, vector, sealed),
            (Self::Twofish, _) => cbc::<Decryptor<Twofish>>(key, vector, sealed),
            (Self::Aes, 16) => cbc::<Decryptor<Aes128>>(key, vector, sealed),
            (Self::Aes, 24) => cbc::<Decryptor<Aes192>>(key, vector, sealed),
            (Self::Aes, _) => cbc::<Decryptor<Aes256>>(key, vector, sealed),
            (Self::Rc2, 5 | 8 | 16) => {
                let cipher = Rc2::new_with_eff_key_len(key, key.len() * 8);
                let mode = Decryptor::inner_iv_slice_init(cipher, vector).ok()?;
                mode.decrypt_padded_vec::<Pkcs7>(sealed).ok().map(Zeroizing::new)
            }
            (Self::Rc2, _) => None,
        }
    }
}

fn cbc<M: KeyIvInit + BlockModeDecrypt>(key: &[u8], vector: &[u8], sealed: &[u8]) -> Option<Plain> {
    let mode = M::new_from_slices(key, vector).ok()?;
    mode.decrypt_padded_vec::<Pkcs7>(sealed).ok().map(Zeroizing::new)
}

/// The encryption scheme of PBES2 (RFC 8018 §B.2) with its parameters.
#[derive(Clone, Debug)]
pub enum Scheme {
    /// A block cipher with its key length in octets and its initialisation vector.
    Cbc(Block, usize, Vec<u8>),
    /// AES-256 in CCM mode (RFC 5084 §3.1): nonce, and octets of the tag.
    Ccm(Vec<u8>, u64),
    /// AES-256 key wrap with padding (RFC 5649).
    KeyWrap,
}

impl Scheme {
    /// Reads an `AlgorithmIdentifier`; `None` for schemes that are not computed.
    pub fn read(identifier: &Element<'_>) -> Option<Self> {
        let parameters = identifier.child(1);
        let vector = || Some(parameters.as_ref()?.octets()?.into_owned());
        Some(match identifier.child(0)?.oid()?.as_str() {
            "1.3.14.3.2.7" => Self::Cbc(Block::Des, 8, vector()?),
            "1.2.840.113549.3.7" => Self::Cbc(Block::TripleDes, 24, vector()?),
            "2.16.840.1.101.3.4.1.2" => Self::Cbc(Block::Aes, 16, vector()?),
            "2.16.840.1.101.3.4.1.22" => Self::Cbc(Block::Aes, 24, vector()?),
            "2.16.840.1.101.3.4.1.42" => Self::Cbc(Block::Aes, 32, vector()?),
            "2.16.840.1.101.3.4.1.47" => {
                let parameters = parameters.as_ref()?;
                // CCMParameters ::= SEQUENCE { nonce, ICVlen DEFAULT 12 }
                let tag = parameters.child(1).map_or(Some(12), |field| field.number())?;
                Self::Ccm(parameters.child(0)?.octets()?.into_owned(), tag)
            }
            "2.16.840.1.101.3.4.1.48" => Self::KeyWrap,
            _ => return None,
        })
    }

    /// Octets of the key.
    pub const fn key(&self) -> usize {
        match self {
            Self::Cbc(_, key, _) => *key,
            Self::Ccm(..) | Self::KeyWrap => 32,
        }
    }

    /// Decrypts what the scheme sealed.
    pub fn decrypt(&self, key: &[u8], sealed: &[u8]) -> Option<Plain> {
        match self {
            Self::Cbc(block, _, vector) => block.decrypt(key, vector, sealed),
            // Bouncy Castle's default tag has 8 octets; the size of the nonce is drawn from these two.
            Self::Ccm(nonce, tag) => match (nonce.len(), tag) {
                (13, 8) => authentic::<Ccm<Aes256, U8, U13>>(key, nonce, sealed),
                (12, 8) => authentic::<Ccm<Aes256, U8, U12>>(key, nonce, sealed),
                (13, 16) => authentic::<Ccm<Aes256, U16, U13>>(key, nonce, sealed),
                (12, 16) => authentic::<Ccm<Aes256, U16, U12>>(key, nonce, sealed),
                (13, 12) => authentic::<Ccm<Aes256, U12, U13>>(key, nonce, sealed),
                (12, 12) => authentic::<Ccm<Aes256, U12, U12>>(key, nonce, sealed),
                _ => None,
            },
            Self::KeyWrap => {
                let mut room = Zeroizing::new(vec![0; sealed.len()]);
                let length =
                    KwpAes256::new_from_slice(key).ok()?.unwrap_key(sealed, &mut room).ok()?.len();
                room.truncate(length);
                Some(room)
            }
        }
    }
}

fn authentic<C: Aead + KeyInit>(key: &[u8], nonce: &[u8], sealed: &[u8]) -> Option<Plain> {
    let nonce = nonce.try_into().ok()?;
    C::new_from_slice(key).ok()?.decrypt(nonce, sealed).ok().map(Zeroizing::new)
}
