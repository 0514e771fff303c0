//! `hbs-lms`: verification of LMS signatures. Keys are made and used once, to have something to verify: SP 800-208
//! leaves key generation and signing to hardware modules.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "hbs-lms",
    features: &["bench-stateful"],
    standing: "alpha, still since September 2024; for verification only",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(feature = "bench-stateful"))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(feature = "bench-stateful")]
use code::CANDIDATES;

#[cfg(feature = "bench-stateful")]
mod code {
    use std::sync::OnceLock;

    use hbs_lms::signature::SignerMut as _;
    use hbs_lms::{
        HashChain, HssParameter, LmotsAlgorithm, LmsAlgorithm, Seed, Sha256_192, Sha256_256,
        SigningKey,
    };

    use super::super::{Candidate, portable, random};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::signature::{SignatureTypes, encoded_keys, encoded_signatures};

    const VERSION: &str = "hbs-lms 0.2.0-alpha.1";
    const NOTE: &str = "Winternitz parameter 8, one level of HSS";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::signature::<Lms192>("lms-sha256-m24-h10", VERSION, portable)
            .only(&[Action::Verify])
            .slow()
            .noted(NOTE),
        Candidate::signature::<Lms256>("lms-sha256-m32-h10", VERSION, portable)
            .only(&[Action::Verify])
            .slow()
            .noted(NOTE),
    ];

    /// A public key and a private one that has signed nothing. Each copy of it signs with the same one-time key,
    /// which only a benchmark may do.
    type Pair<H> = (Vec<u8>, SigningKey<H>);

    fn made<H: HashChain>() -> Result<Pair<H>, Fault> {
        let parameters = [HssParameter::<H>::new(LmotsAlgorithm::LmotsW8, LmsAlgorithm::LmsH10)];
        let mut seed = Seed::<H>::default();
        let random = random::<32>()?;
        let length = seed.as_mut_slice().len().min(random.len());
        seed.as_mut_slice()[..length].copy_from_slice(&random[..length]);
        let (secret, public) = hbs_lms::keygen(&parameters, &seed, None).map_err(Fault::of)?;
        Ok((public.as_slice().to_vec(), secret))
    }

    macro_rules! lms {
        ($name:ident, $hash:ty) => {
            struct $name;

            impl SignatureTypes for $name {
                type Public = Vec<u8>;
                type Secret = SigningKey<$hash>;
                type Signature = Vec<u8>;

                encoded_keys!();
                encoded_signatures!();

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    // Seconds of hashing, once a process.
                    static PAIR: OnceLock<Result<Pair<$hash>, Fault>> = OnceLock::new();
                    PAIR.get_or_init(made::<$hash>).clone()
                }

                fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Vec<u8>, Fault> {
                    let signature = secret.try_sign(message).map_err(Fault::of)?;
                    Ok(signature.as_ref().to_vec())
                }

                fn verify(public: &Vec<u8>, message: &[u8], signature: &Vec<u8>) -> bool {
                    hbs_lms::verify::<$hash>(message, signature, public).is_ok()
                }
            }
        };
    }

    lms!(Lms192, Sha256_192);
    lms!(Lms256, Sha256_256);
}
