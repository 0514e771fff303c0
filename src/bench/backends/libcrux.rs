//! `libcrux`: Rust whose correctness is proved with hax and F*, AVX2 and NEON chosen at run time.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "libcrux",
    features: &["bench-libcrux"],
    standing: "maintained, still 0.0.x",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(feature = "bench-libcrux"))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(feature = "bench-libcrux")]
use code::CANDIDATES;

#[cfg(feature = "bench-libcrux")]
mod code {
    use libcrux_ml_dsa::{ml_dsa_44, ml_dsa_65, ml_dsa_87};
    use libcrux_ml_kem::{mlkem512, mlkem768, mlkem1024};

    use super::super::{Candidate, random, vectorised_or_portable};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::kem::KemTypes;
    use crate::bench::signature::SignatureTypes;

    const KEM: &str = "libcrux-ml-kem 0.0.11";
    const DSA: &str = "libcrux-ml-dsa 0.0.11";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::kem::<MlKem512>("ml-kem-512", KEM, vectorised_or_portable),
        Candidate::kem::<MlKem768>("ml-kem-768", KEM, vectorised_or_portable),
        Candidate::kem::<MlKem1024>("ml-kem-1024", KEM, vectorised_or_portable),
        dsa::<MlDsa44>("ml-dsa-44"),
        dsa::<MlDsa65>("ml-dsa-65"),
        dsa::<MlDsa87>("ml-dsa-87"),
    ];

    const fn dsa<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<T>(scheme, DSA, vectorised_or_portable).rejecting(&[Action::Sign])
    }

    macro_rules! kem {
        ($name:ident, $module:ident, $public:ident, $secret:ident, $ciphertext:ident) => {
            struct $name;

            impl KemTypes for $name {
                type Public = $module::$public;
                type Secret = $module::$secret;
                type Ciphertext = $module::$ciphertext;
                type Shared = [u8; 32];

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    let (secret, public) = $module::generate_key_pair(random()?).into_parts();
                    Ok((public, secret))
                }

                fn encapsulate(
                    public: &Self::Public,
                ) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
                    Ok($module::encapsulate(public, random()?))
                }

                fn decapsulate(
                    secret: &mut Self::Secret,
                    ciphertext: &Self::Ciphertext,
                ) -> Result<Self::Shared, Fault> {
                    Ok($module::decapsulate(secret, ciphertext))
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.as_slice().to_vec()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    bytes.try_into().ok().filter($module::validate_public_key)
                }

                fn secret(bytes: &[u8]) -> Option<Self::Secret> {
                    bytes.try_into().ok()
                }

                fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
                    ciphertext.as_slice().to_vec()
                }

                fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
                    bytes.try_into().ok()
                }

                fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
                    shared.to_vec()
                }
            }
        };
    }

    kem!(MlKem512, mlkem512, MlKem512PublicKey, MlKem512PrivateKey, MlKem512Ciphertext);
    kem!(MlKem768, mlkem768, MlKem768PublicKey, MlKem768PrivateKey, MlKem768Ciphertext);
    kem!(MlKem1024, mlkem1024, MlKem1024PublicKey, MlKem1024PrivateKey, MlKem1024Ciphertext);

    macro_rules! signature {
        ($name:ident, $module:ident, $public:ident, $secret:ident, $signature:ident) => {
            struct $name;

            impl SignatureTypes for $name {
                type Public = $module::$public;
                type Secret = $module::$secret;
                type Signature = $module::$signature;

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    let pair = $module::generate_key_pair(random()?);
                    Ok((pair.verification_key, pair.signing_key))
                }

                fn sign(
                    secret: &mut Self::Secret,
                    message: &[u8],
                ) -> Result<Self::Signature, Fault> {
                    $module::sign(secret, message, &[], random()?)
                        .map_err(|error| Fault(format!("{error:?}")))
                }

                fn verify(
                    public: &Self::Public,
                    message: &[u8],
                    signature: &Self::Signature,
                ) -> bool {
                    $module::verify(public, message, &[], signature).is_ok()
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.as_slice().to_vec()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    Some(Self::Public::new(bytes.try_into().ok()?))
                }

                fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
                    signature.as_slice().to_vec()
                }

                fn signature(bytes: &[u8]) -> Option<Self::Signature> {
                    Some(Self::Signature::new(bytes.try_into().ok()?))
                }
            }
        };
    }

    signature!(MlDsa44, ml_dsa_44, MLDSA44VerificationKey, MLDSA44SigningKey, MLDSA44Signature);
    signature!(MlDsa65, ml_dsa_65, MLDSA65VerificationKey, MLDSA65SigningKey, MLDSA65Signature);
    signature!(MlDsa87, ml_dsa_87, MLDSA87VerificationKey, MLDSA87SigningKey, MLDSA87Signature);
}
