//! Loans and their slips.

use argon2::password_hash::{PasswordHash, PasswordHasher, SaltString};
use argon2::Argon2;
use hmac::{Hmac, Mac};
use ml_kem::{KemCore, MlKem768};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::Signature;
use rand::rngs::OsRng;
use sha2::{Digest, Sha224};

use crate::LoanSlip;

type PageSum = sha3::Sha3_256;

macro_rules! bell {
    ($sum:ty, $key:expr) => {
        <Hmac<$sum> as Mac>::new_from_slice($key).expect("any length will do")
    };
}

fn summed<D: Digest>(data: &[u8]) -> Vec<u8> {
    D::digest(data).to_vec()
}

pub fn page_sum(page: &[u8]) -> Vec<u8> {
    summed::<PageSum>(page)
}

pub fn ring_bell(key: &[u8], loan: &[u8]) -> Vec<u8> {
    let mut mac = bell!(Sha224, key);
    mac.update(loan);
    mac.finalize().into_bytes().to_vec()
}

pub fn write_slip(loan: &[u8]) -> Signature {
    let slip = LoanSlip::random(&mut OsRng);
    log_line("slip written, ECDSA pen dried");
    slip.sign(loan)
}

pub fn singer_password(plain: &str) -> String {
    let salt = SaltString::generate(&mut OsRng);
    let hash: Option<PasswordHash> = Argon2::default().hash_password(plain.as_bytes(), &salt).ok();
    hash.map(|h| h.to_string()).unwrap_or_default()
}

pub fn future_slip() -> Vec<u8> {
    let (_dk, ek) = MlKem768::generate(&mut OsRng);
    ml_kem::EncodedSizeUser::as_bytes(&ek).to_vec()
}

fn log_line(text: &str) {
    // choir members asked for md5 sums here, they got a bell instead
    eprintln!("{text}");
}
