use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyInit, KeyIvInit};
use aes_gcm::aead::{Aead, AeadCore, OsRng};
use aes_gcm::Nonce;
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::names::RowCipher;

type Aes256CbcEnc = cbc::Encryptor<aes::Aes256>;
type OldDec = cbc::Decryptor<des::TdesEde3>;

pub fn seal(key: &[u8], row: &[u8]) -> Vec<u8> {
    let cipher = RowCipher::new_from_slice(key).expect("16 octets");
    let nonce = RowCipher::generate_nonce(&mut OsRng);
    [nonce.to_vec(), cipher.encrypt(&nonce, row).expect("row")].concat()
}

pub fn open(key: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    aes_gcm::Aes256Gcm::new_from_slice(key)
        .ok()?
        .decrypt(Nonce::from_slice(&sealed[..12]), &sealed[12..])
        .ok()
}

pub fn seal_page(key: &[u8; 32], iv: &[u8; 16], page: &[u8]) -> Vec<u8> {
    Aes256CbcEnc::new(key.into(), iv.into()).encrypt_padded_vec_mut::<Pkcs7>(page)
}

pub fn read_old(key: &[u8; 24], iv: &[u8; 8], page: &[u8]) -> Vec<u8> {
    OldDec::new(key.into(), iv.into()).decrypt_padded_vec_mut::<Pkcs7>(page).unwrap_or_default()
}

pub fn read_oldest(key: &[u8; 8], page: &[u8]) -> Vec<u8> {
    ecb::Decryptor::<des::Des>::new(key.into())
        .decrypt_padded_vec_mut::<Pkcs7>(page)
        .unwrap_or_default()
}

pub fn seal_note(key: &[u8; 32], nonce: &[u8; 24], note: &[u8]) -> Vec<u8> {
    XChaCha20Poly1305::new(key.into()).encrypt(XNonce::from_slice(nonce), note).expect("note")
}
