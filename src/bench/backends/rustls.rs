//! `rustls`: the key exchanges of TLS 1.3 as its handshakes make them, hybrids among them, with the code of AWS-LC.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "rustls",
    features: &["bench-handshake"],
    standing: "maintained; its key exchanges are the code of aws-lc-rs",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(feature = "bench-handshake"))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(feature = "bench-handshake")]
use code::CANDIDATES;

#[cfg(feature = "bench-handshake")]
mod code {
    use ::rustls::crypto::ActiveKeyExchange;
    use ::rustls::crypto::aws_lc_rs::kx_group;

    use super::super::{Candidate, vectorised_or_optimised};
    use crate::bench::code::Fault;
    use crate::bench::kem::{KemTypes, encoded_kem};

    const VERSION: &str = "rustls 0.23.46";

    pub const CANDIDATES: &[Candidate] = &[
        kem::<X25519>("x25519"),
        kem::<P256>("ecdh-p-256"),
        kem::<P384>("ecdh-p-384"),
        kem::<MlKem768>("ml-kem-768"),
        kem::<MlKem1024>("ml-kem-1024"),
        kem::<X25519MlKem768>("x25519mlkem768").of_parts(&["ml-kem-768", "x25519"]),
        kem::<P256MlKem768>("secp256r1mlkem768").of_parts(&["ecdh-p-256", "ml-kem-768"]),
    ];

    const fn kem<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<T>(scheme, VERSION, vectorised_or_optimised)
            .noted("a client's key serves once, so that to decapsulate is to draw it too")
    }

    /// A client's key, which serves once: the one of the public key first, then fresh ones.
    struct Once(Option<Box<dyn ActiveKeyExchange>>);

    macro_rules! group {
        ($name:ident, $group:ident) => {
            struct $name;

            impl KemTypes for $name {
                type Public = Vec<u8>;
                type Secret = Once;
                type Ciphertext = Vec<u8>;
                type Shared = Vec<u8>;

                encoded_kem!();

                fn generate() -> Result<(Vec<u8>, Once), Fault> {
                    let own = kx_group::$group.start().map_err(Fault::of)?;
                    Ok((own.pub_key().to_vec(), Once(Some(own))))
                }

                fn encapsulate(public: &Vec<u8>) -> Result<(Vec<u8>, Vec<u8>), Fault> {
                    let made = kx_group::$group.start_and_complete(public).map_err(Fault::of)?;
                    Ok((made.pub_key, made.secret.secret_bytes().to_vec()))
                }

                fn decapsulate(secret: &mut Once, share: &Vec<u8>) -> Result<Vec<u8>, Fault> {
                    let own = match secret.0.take() {
                        Some(own) => own,
                        None => kx_group::$group.start().map_err(Fault::of)?,
                    };
                    let shared = own.complete(share).map_err(Fault::of)?;
                    Ok(shared.secret_bytes().to_vec())
                }
            }
        };
    }

    group!(X25519, X25519);
    group!(P256, SECP256R1);
    group!(P384, SECP384R1);
    group!(MlKem768, MLKEM768);
    group!(MlKem1024, MLKEM1024);
    group!(X25519MlKem768, X25519MLKEM768);
    group!(P256MlKem768, SECP256R1MLKEM768);
}
