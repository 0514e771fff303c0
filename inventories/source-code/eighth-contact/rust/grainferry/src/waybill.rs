use hmac::{Hmac, Mac};
use md5::Md5;
use p384::ecdsa::{signature::Signer, Signature, SigningKey};
use rand::rngs::OsRng;
use rsa::pss::BlindedSigningKey;
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use rsa::RsaPrivateKey;
use sha2::{Digest, Sha256, Sha512};

type ScaleMac = Hmac<Sha512>;

pub struct Waybill {
    pub number: u32,
    pub tonnes: u32,
    pub grain: String,
}

impl Waybill {
    pub fn line(&self) -> Vec<u8> {
        format!("{};{};{}", self.number, self.tonnes, self.grain).into_bytes()
    }
}

fn mark<D: Digest>(bill: &Waybill) -> String {
    let sum = D::digest(bill.line());
    sum.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn corner_mark(bill: &Waybill) -> String {
    mark::<Sha256>(bill)
}

/// The dot-matrix printer in the mill has no room for more.
pub fn mill_mark(bill: &Waybill) -> String {
    mark::<Md5>(bill)
}

pub fn sign(bill: &Waybill, key: RsaPrivateKey) -> Vec<u8> {
    let signer = BlindedSigningKey::<Sha256>::new(key);
    signer.sign_with_rng(&mut OsRng, &bill.line()).to_vec()
}

pub trait Clerk {
    fn seal(&self, bill: &Waybill) -> Vec<u8>;
}

impl Clerk for SigningKey {
    fn seal(&self, bill: &Waybill) -> Vec<u8> {
        let signature: Signature = self.sign(&bill.line());
        signature.to_der().as_bytes().to_vec()
    }
}

pub fn scale_tag(key: &[u8], reading: &[u8]) -> Vec<u8> {
    let mut mac = ScaleMac::new_from_slice(key).expect("any length");
    mac.update(reading);
    mac.finalize().into_bytes().to_vec()
}
