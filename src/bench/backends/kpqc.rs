//! `kpqc`: the four schemes of the Korean selection, the reference C of their teams.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "kpqc",
    features: &["bench-kpqc"],
    standing: "one maintainer, not of the teams; reference C, no vector code",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(feature = "bench-kpqc"))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(feature = "bench-kpqc")]
use code::CANDIDATES;

#[cfg(feature = "bench-kpqc")]
mod code {
    use kpqc::{aimer, haetae, ntruplus, smaugt};

    use super::super::{Candidate, reference};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::kem::{KemTypes, encoded_kem};
    use crate::bench::signature::{SignatureTypes, encoded_keys, encoded_signatures};

    const VERSION: &str = "kpqc 0.2.1";

    pub const CANDIDATES: &[Candidate] = &[
        kem::<SmaugT1>("smaug-t1"),
        kem::<SmaugT3>("smaug-t3"),
        kem::<SmaugT5>("smaug-t5"),
        kem::<Timer>("timer"),
        kem::<NtruPlus768>("ntruplus-768").rejecting(&[Action::KeyGeneration]),
        kem::<NtruPlus864>("ntruplus-864").rejecting(&[Action::KeyGeneration]),
        kem::<NtruPlus1152>("ntruplus-1152").rejecting(&[Action::KeyGeneration]),
        signature::<Haetae2>("haetae-2").rejecting(&[Action::KeyGeneration, Action::Sign]),
        signature::<Haetae3>("haetae-3").rejecting(&[Action::KeyGeneration, Action::Sign]),
        signature::<Haetae5>("haetae-5").rejecting(&[Action::KeyGeneration, Action::Sign]),
        aimer::<Aimer128f>("aimer-128f"),
        aimer::<Aimer128s>("aimer-128s").slow(),
        aimer::<Aimer192f>("aimer-192f"),
        aimer::<Aimer192s>("aimer-192s").slow(),
        aimer::<Aimer256f>("aimer-256f"),
        aimer::<Aimer256s>("aimer-256s").slow(),
    ];

    const fn kem<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<T>(scheme, VERSION, reference)
    }

    const fn signature<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<T>(scheme, VERSION, reference)
    }

    const fn aimer<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        signature::<T>(scheme).noted("AIM3, which took the place of AIM2 in 2026")
    }

    macro_rules! kem {
        ($name:ident, $algorithm:expr) => {
            struct $name;

            impl KemTypes for $name {
                type Public = Vec<u8>;
                type Secret = Vec<u8>;
                type Ciphertext = Vec<u8>;
                type Shared = Vec<u8>;

                encoded_kem!();

                fn generate() -> Result<(Vec<u8>, Vec<u8>), Fault> {
                    let pair = $algorithm.generate_key_pair().map_err(Fault::of)?;
                    Ok((pair.public_key.clone(), pair.secret_key.clone()))
                }

                fn encapsulate(public: &Vec<u8>) -> Result<(Vec<u8>, Vec<u8>), Fault> {
                    let made = $algorithm.encapsulate(public).map_err(Fault::of)?;
                    Ok((made.ciphertext.clone(), made.shared_secret.clone()))
                }

                fn decapsulate(
                    secret: &mut Vec<u8>,
                    ciphertext: &Vec<u8>,
                ) -> Result<Vec<u8>, Fault> {
                    $algorithm.decapsulate(ciphertext, secret).map_err(Fault::of)
                }

                fn secret(bytes: &[u8]) -> Option<Vec<u8>> {
                    Some(bytes.to_vec())
                }
            }
        };
    }

    kem!(SmaugT1, smaugt::smaugt128);
    kem!(SmaugT3, smaugt::smaugt192);
    kem!(SmaugT5, smaugt::smaugt256);
    kem!(Timer, smaugt::timer);
    kem!(NtruPlus768, ntruplus::ntruplus768);
    kem!(NtruPlus864, ntruplus::ntruplus864);
    kem!(NtruPlus1152, ntruplus::ntruplus1152);

    macro_rules! signature {
        ($name:ident, $algorithm:expr) => {
            struct $name;

            impl SignatureTypes for $name {
                type Public = Vec<u8>;
                type Secret = Vec<u8>;
                type Signature = Vec<u8>;

                encoded_keys!();
                encoded_signatures!();

                fn generate() -> Result<(Vec<u8>, Vec<u8>), Fault> {
                    let pair = $algorithm.generate_key_pair().map_err(Fault::of)?;
                    Ok((pair.public_key.clone(), pair.secret_key.clone()))
                }

                fn sign(secret: &mut Vec<u8>, message: &[u8]) -> Result<Vec<u8>, Fault> {
                    $algorithm.sign(message, secret).map_err(Fault::of)
                }

                fn verify(public: &Vec<u8>, message: &[u8], signature: &Vec<u8>) -> bool {
                    $algorithm.verify(message, signature, public).unwrap_or(false)
                }

                fn verify_within(
                    public: &Vec<u8>,
                    message: &[u8],
                    context: &[u8],
                    signature: &Vec<u8>,
                ) -> Option<bool> {
                    let verified =
                        $algorithm.verify_with_context(message, signature, public, context);
                    Some(verified.unwrap_or(false))
                }
            }
        };
    }

    signature!(Haetae2, haetae::haetae2);
    signature!(Haetae3, haetae::haetae3);
    signature!(Haetae5, haetae::haetae5);
    signature!(Aimer128f, aimer::aimer128f);
    signature!(Aimer128s, aimer::aimer128s);
    signature!(Aimer192f, aimer::aimer192f);
    signature!(Aimer192s, aimer::aimer192s);
    signature!(Aimer256f, aimer::aimer256f);
    signature!(Aimer256s, aimer::aimer256s);
}
