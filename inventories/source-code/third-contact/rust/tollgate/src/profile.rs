use aws_lc_rs::agreement::{Algorithm, ECDH_P256, ECDH_P384};
use aws_lc_rs::rsa::KeySize;

pub const DH: &str = "25519";
pub const AEAD: &str = "AESGCM";

pub trait Profile {
    const SIZE: KeySize = KeySize::Rsa2048;
    fn agreement() -> &'static Algorithm {
        &ECDH_P256
    }
}

pub struct Branch;
pub struct Headquarters;

impl Profile for Branch {}

impl Profile for Headquarters {
    const SIZE: KeySize = KeySize::Rsa4096;
    fn agreement() -> &'static Algorithm {
        &ECDH_P384
    }
}
