use ed25519_dalek::SigningKey as ReleaseKey;
use p384::ecdsa::{signature::Signer, Signature, SigningKey};
use rand::rngs::OsRng;
use ring::{agreement, rand::SystemRandom};
use rsa::{pkcs1v15, Oaep, RsaPrivateKey, RsaPublicKey};
use sha2::Sha256;

use crate::settings::Settings;

pub struct Ring {
    vendor: SigningKey,
    release: ReleaseKey,
    bulk: RsaPrivateKey,
}

impl Ring {
    pub fn new(settings: &Settings) -> Self {
        let mut rng = OsRng;
        Ring {
            vendor: SigningKey::random(&mut rng),
            release: ReleaseKey::generate(&mut rng),
            bulk: RsaPrivateKey::new(&mut rng, settings.rsa_bits).unwrap(),
        }
    }

    pub fn endorse(&self, manifest: &[u8]) -> Signature {
        self.vendor.sign(manifest)
    }

    pub fn release(&self, manifest: &[u8]) -> Vec<u8> {
        self.release.sign(manifest).to_bytes().to_vec()
    }

    pub fn bulk_sign(&self, manifest: &[u8]) -> Vec<u8> {
        use rsa::signature::SignatureEncoding;
        let signer = pkcs1v15::SigningKey::<Sha256>::new(self.bulk.clone());
        signer.sign(manifest).to_vec()
    }

    pub fn wrap<R: rand::CryptoRng + rand::RngCore>(&self, rng: &mut R, key: &[u8], to: &RsaPublicKey) -> Vec<u8> {
        to.encrypt(rng, Oaep::new::<sha1::Sha1>(), key).unwrap()
    }
}

pub fn session(peer: &[u8]) -> Vec<u8> {
    let curve = &agreement::ECDH_P256;
    let mine = agreement::EphemeralPrivateKey::generate(curve, &SystemRandom::new()).unwrap();
    let theirs = agreement::UnparsedPublicKey::new(curve, peer);
    agreement::agree_ephemeral(mine, &theirs, |secret| secret.to_vec()).unwrap()
}
