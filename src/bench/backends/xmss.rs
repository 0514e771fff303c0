//! `xmss`: verification of XMSS signatures; keys as in the backend of LMS.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "xmss",
    features: &["bench-stateful"],
    standing: "a first version; for verification only",
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

    use xmss::{DetachedSignature, KeyPair, VerifyingKey, XmssParameter};
    use xmss::{XmssSha2_10_192, XmssSha2_10_256};

    use super::super::{Candidate, portable, random};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::signature::SignatureTypes;

    const VERSION: &str = "xmss 0.1.0-pre.0";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::signature::<Xmss192>("xmss-sha2-10-192", VERSION, portable)
            .only(&[Action::Verify])
            .slow(),
        Candidate::signature::<Xmss256>("xmss-sha2-10-256", VERSION, portable)
            .only(&[Action::Verify])
            .slow(),
    ];

    fn made<P: XmssParameter>() -> Result<KeyPair<P>, Fault> {
        let random = random::<192>()?;
        KeyPair::from_seed(&random[..P::SEED_LEN.min(random.len())]).map_err(Fault::of)
    }

    macro_rules! xmss {
        ($name:ident, $set:ty) => {
            struct $name;

            impl SignatureTypes for $name {
                type Public = VerifyingKey<$set>;
                type Secret = KeyPair<$set>;
                type Signature = DetachedSignature<$set>;

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    static PAIR: OnceLock<Result<KeyPair<$set>, Fault>> = OnceLock::new();
                    let pair = PAIR.get_or_init(made::<$set>).clone()?;
                    Ok((pair.verifying_key().clone(), pair))
                }

                fn sign(pair: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
                    pair.signing_key().sign_detached(message).map_err(Fault::of)
                }

                fn verify(
                    public: &Self::Public,
                    message: &[u8],
                    signature: &Self::Signature,
                ) -> bool {
                    public.verify_detached(signature, message).is_ok()
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.as_ref().to_vec()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    bytes.try_into().ok()
                }

                fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
                    signature.as_ref().to_vec()
                }

                fn signature(bytes: &[u8]) -> Option<Self::Signature> {
                    bytes.try_into().ok()
                }
            }
        };
    }

    xmss!(Xmss192, XmssSha2_10_192);
    xmss!(Xmss256, XmssSha2_10_256);
}
