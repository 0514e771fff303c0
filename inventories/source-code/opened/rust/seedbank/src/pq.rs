use ml_kem::kem::{Decapsulate, Encapsulate};
use ml_kem::{EncodedSizeUser, KemCore, MlKem1024, MlKem512};
use pqcrypto_falcon::falcon512;
use pqcrypto_sphincsplus::sphincssha2128fsimple as hashsig;
use rand::{rngs::StdRng, SeedableRng};

pub fn vault_keys() -> (Vec<u8>, Vec<u8>) {
    let mut rng = StdRng::seed_from_u64(2024);
    let (dk, ek) = MlKem1024::generate(&mut rng);
    (dk.as_bytes().to_vec(), ek.as_bytes().to_vec())
}

pub fn round_trip() -> bool {
    let mut rng = rand::thread_rng();
    let (dk, ek) = MlKem512::generate(&mut rng);
    let (ct, sent) = ek.encapsulate(&mut rng).expect("encapsulate");
    dk.decapsulate(&ct).map(|got| got == sent).unwrap_or(false)
}

pub fn seal_lot_list(list: &[u8]) -> falcon512::SignedMessage {
    let (_, secret) = falcon512::keypair();
    falcon512::sign(list, &secret)
}

pub fn long_term(list: &[u8], secret: &hashsig::SecretKey) -> hashsig::DetachedSignature {
    hashsig::detached_sign(list, secret)
}
