//! `ring`: the classical algorithms that are replaced, always there.

use ring::agreement::{self, EphemeralPrivateKey, UnparsedPublicKey};
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair};

use super::{Backend, Candidate, vectorised_or_optimised};
use crate::bench::action::Action;
use crate::bench::code::Fault;
use crate::bench::kem::{KemTypes, encoded_kem};
use crate::bench::signature::{SignatureTypes, encoded_keys, encoded_signatures};

const VERSION: &str = "ring 0.17.14";

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "ring",
    features: &[],
    standing: "maintained; its P-384 is several times slower than that of aws-lc-rs",
    advisories: &[],
    candidates: &[&[
        kem::<X25519>("x25519"),
        kem::<P256>("ecdh-p-256"),
        kem::<P384>("ecdh-p-384"),
        signature::<EcdsaP256>("ecdsa-p-256"),
        signature::<EcdsaP384>("ecdsa-p-384"),
        signature::<Ed25519>("ed25519"),
        rsa::<Rsa2048>("rsa-2048"),
        rsa::<Rsa3072>("rsa-3072"),
        rsa::<Rsa4096>("rsa-4096"),
    ]],
};

const fn kem<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
    Candidate::kem::<T>(scheme, VERSION, vectorised_or_optimised)
        .noted("keys serve once: an agreement draws its private key too (less than 1 µs)")
}

const fn signature<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
    Candidate::signature::<T>(scheme, VERSION, vectorised_or_optimised)
}

const fn rsa<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
    Candidate::signature::<T>(scheme, VERSION, vectorised_or_optimised)
        .only(&[Action::Sign, Action::Verify])
        .noted("PKCS #1 v1.5 with SHA-256; makes no keys, so a fixed one signs")
}

/// A private key that serves once: the one of the public key first, then fresh ones.
pub struct Ephemeral(Option<EphemeralPrivateKey>);

macro_rules! agreement {
    ($name:ident, $algorithm:expr) => {
        #[doc = concat!("Key agreement over ", stringify!($name), ".")]
        pub struct $name;

        impl KemTypes for $name {
            type Public = Vec<u8>;
            type Secret = Ephemeral;
            type Ciphertext = Vec<u8>;
            type Shared = Vec<u8>;

            encoded_kem!();

            fn generate() -> Result<(Vec<u8>, Ephemeral), Fault> {
                let secret = EphemeralPrivateKey::generate($algorithm, &SystemRandom::new())
                    .map_err(Fault::of)?;
                let public = secret.compute_public_key().map_err(Fault::of)?;
                Ok((public.as_ref().to_vec(), Ephemeral(Some(secret))))
            }

            fn encapsulate(public: &Vec<u8>) -> Result<(Vec<u8>, Vec<u8>), Fault> {
                let (own, mut secret) = Self::generate()?;
                Ok((own, Self::decapsulate(&mut secret, public)?))
            }

            fn decapsulate(secret: &mut Ephemeral, peer: &Vec<u8>) -> Result<Vec<u8>, Fault> {
                let secret = match secret.0.take() {
                    Some(own) => own,
                    None => EphemeralPrivateKey::generate($algorithm, &SystemRandom::new())
                        .map_err(Fault::of)?,
                };
                let peer = UnparsedPublicKey::new($algorithm, peer.as_slice());
                agreement::agree_ephemeral(secret, &peer, <[u8]>::to_vec).map_err(Fault::of)
            }
        }
    };
}

agreement!(X25519, &agreement::X25519);
agreement!(P256, &agreement::ECDH_P256);
agreement!(P384, &agreement::ECDH_P384);

macro_rules! signatures {
    ($name:ident, $pair:ty, $verify:expr, $generate:expr, $sign:expr) => {
        #[doc = concat!("Signatures of ", stringify!($name), ".")]
        pub struct $name;

        impl SignatureTypes for $name {
            type Public = Vec<u8>;
            type Secret = $pair;
            type Signature = Vec<u8>;

            encoded_keys!();
            encoded_signatures!();

            fn generate() -> Result<(Vec<u8>, $pair), Fault> {
                let pair: $pair = $generate?;
                Ok((pair.public_key().as_ref().to_vec(), pair))
            }

            fn sign(pair: &mut $pair, message: &[u8]) -> Result<Vec<u8>, Fault> {
                $sign(pair, message)
            }

            fn verify(public: &Vec<u8>, message: &[u8], signature: &Vec<u8>) -> bool {
                signature::UnparsedPublicKey::new($verify, public.as_slice())
                    .verify(message, signature)
                    .is_ok()
            }
        }
    };
}

signatures!(
    EcdsaP256,
    EcdsaKeyPair,
    &signature::ECDSA_P256_SHA256_ASN1,
    ecdsa(&signature::ECDSA_P256_SHA256_ASN1_SIGNING),
    sign_ecdsa
);
signatures!(
    EcdsaP384,
    EcdsaKeyPair,
    &signature::ECDSA_P384_SHA384_ASN1,
    ecdsa(&signature::ECDSA_P384_SHA384_ASN1_SIGNING),
    sign_ecdsa
);
signatures!(Ed25519, Ed25519KeyPair, &signature::ED25519, ed25519(), sign_ed25519);
signatures!(
    Rsa2048,
    RsaKeyPair,
    &signature::RSA_PKCS1_2048_8192_SHA256,
    RsaKeyPair::from_pkcs8(include_bytes!("../keys/rsa-2048.pk8")).map_err(Fault::of),
    sign_rsa
);
signatures!(
    Rsa3072,
    RsaKeyPair,
    &signature::RSA_PKCS1_2048_8192_SHA256,
    RsaKeyPair::from_pkcs8(include_bytes!("../keys/rsa-3072.pk8")).map_err(Fault::of),
    sign_rsa
);
signatures!(
    Rsa4096,
    RsaKeyPair,
    &signature::RSA_PKCS1_2048_8192_SHA256,
    RsaKeyPair::from_pkcs8(include_bytes!("../keys/rsa-4096.pk8")).map_err(Fault::of),
    sign_rsa
);

fn ecdsa(algorithm: &'static signature::EcdsaSigningAlgorithm) -> Result<EcdsaKeyPair, Fault> {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(Fault::of)?;
    EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).map_err(Fault::of)
}

fn ed25519() -> Result<Ed25519KeyPair, Fault> {
    Ed25519KeyPair::from_seed_unchecked(&super::random::<32>()?).map_err(Fault::of)
}

fn sign_ecdsa(pair: &EcdsaKeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
    let signature = pair.sign(&SystemRandom::new(), message).map_err(Fault::of)?;
    Ok(signature.as_ref().to_vec())
}

fn sign_ed25519(pair: &Ed25519KeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
    Ok(pair.sign(message).as_ref().to_vec())
}

fn sign_rsa(pair: &RsaKeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
        .map_err(Fault::of)?;
    Ok(signature)
}
