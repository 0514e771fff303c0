use ml_kem::{kem::{Encapsulate, Kem}, KemCore, MlKem1024Params};
use rand::{CryptoRng, RngCore};
use sha3::{Digest, Keccak256};

type Vault = Kem<MlKem1024Params>;

pub struct Offer<K: KemCore> {
    pub public: K::EncapsulationKey,
    pub secret: K::DecapsulationKey,
}

fn offer<K: KemCore, R: CryptoRng + RngCore>(rng: &mut R) -> Offer<K> {
    let (secret, public) = K::generate(rng);
    Offer { public, secret }
}

pub fn vault_offer<R: CryptoRng + RngCore>(rng: &mut R) -> Offer<Vault> {
    offer(rng)
}

pub fn accept<R: CryptoRng + RngCore>(to: &Offer<Vault>, rng: &mut R) -> Vec<u8> {
    let (_ciphertext, shared) = to.public.encapsulate(rng).unwrap();
    Keccak256::digest(shared).to_vec()
}
