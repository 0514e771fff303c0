use rand::rngs::OsRng;
use rsa::RsaPrivateKey;
use x25519_dalek::{PublicKey, StaticSecret as GateSecret};

use crate::settings::{Quay, Settings};

fn fresh(bits: usize) -> rsa::Result<RsaPrivateKey> {
    println!("RSA key for the quay, {bits} bits");
    RsaPrivateKey::new(&mut OsRng, bits)
}

pub fn waybill_key(settings: &Settings) -> rsa::Result<RsaPrivateKey> {
    fresh(settings.waybill.key_bits)
}

pub fn lock_key() -> rsa::Result<RsaPrivateKey> {
    let quay = Quay { name: "north", night: true, ..Default::default() };
    fresh(quay.lock_bits)
}

pub fn board_key() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::generate(&mut OsRng)
}

pub struct GateKeys {
    secret: GateSecret,
}

impl GateKeys {
    pub fn new() -> Self {
        GateKeys { secret: GateSecret::random_from_rng(OsRng) }
    }

    pub fn agree(&self, gate: &PublicKey) -> [u8; 32] {
        self.secret.diffie_hellman(gate).to_bytes()
    }
}
