use k256::ecdsa::{signature::Signer, Signature, SigningKey};
use p384::ecdsa::SigningKey as HarbourKey;
use rand::rngs::OsRng;
use rsa::pkcs1v15;
use rsa::{Oaep, RsaPrivateKey, RsaPublicKey};
use x25519_dalek::{EphemeralSecret, PublicKey};

use crate::settings::MODULUS;

pub struct Keys {
    coin: SigningKey,
    harbour: HarbourKey,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            coin: SigningKey::random(&mut OsRng),
            harbour: HarbourKey::random(&mut OsRng),
        }
    }
}

impl Keys {
    pub fn pay(&self, tx: &[u8]) -> Signature {
        self.coin.sign(tx)
    }

    pub fn clear(&self, paper: &[u8]) -> p384::ecdsa::Signature {
        self.harbour.sign(paper)
    }
}

pub fn authority() -> RsaPrivateKey {
    RsaPrivateKey::new(&mut OsRng, MODULUS).expect("key")
}

pub fn endorse(paper: &[u8]) -> pkcs1v15::Signature {
    let key = pkcs1v15::SigningKey::<sha2::Sha256>::new(authority());
    key.sign(paper)
}

pub fn wrap(to: &RsaPublicKey, secret: &[u8]) -> Vec<u8> {
    to.encrypt(&mut OsRng, Oaep::new::<sha2::Sha256>(), secret).expect("short")
}

pub fn agree(peer: &PublicKey) -> [u8; 32] {
    let ours = EphemeralSecret::random_from_rng(OsRng);
    ours.diffie_hellman(peer).to_bytes()
}
