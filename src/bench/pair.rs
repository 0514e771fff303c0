//! Two schemes used as one: hybrid key agreement and composite signatures, from the code of the parts.

use std::marker::PhantomData;

use super::code::Fault;
use super::kem::KemTypes;
use super::signature::SignatureTypes;

/// How the parts of a hybrid key agreement are laid out.
pub trait Layout {
    /// Bytes of the first part's public key.
    const PUBLIC: usize;
    /// Bytes of the first part's ciphertext.
    const CIPHERTEXT: usize;
}

/// A hybrid key agreement: keys, ciphertexts and secrets are those of the parts, one after the other
/// (RFC 10024 section 3; the order of the parts is the order of the fields).
pub struct HybridKem<L, A, B>(PhantomData<(L, A, B)>);

impl<L: Layout, A: KemTypes, B: KemTypes> KemTypes for HybridKem<L, A, B> {
    type Public = (A::Public, B::Public);
    type Secret = (A::Secret, B::Secret);
    type Ciphertext = (A::Ciphertext, B::Ciphertext);
    type Shared = (A::Shared, B::Shared);

    fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
        let (first, second) = (A::generate()?, B::generate()?);
        Ok(((first.0, second.0), (first.1, second.1)))
    }

    fn encapsulate(public: &Self::Public) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
        let (first, second) = (A::encapsulate(&public.0)?, B::encapsulate(&public.1)?);
        Ok(((first.0, second.0), (first.1, second.1)))
    }

    fn decapsulate(
        secret: &mut Self::Secret,
        ciphertext: &Self::Ciphertext,
    ) -> Result<Self::Shared, Fault> {
        let first = A::decapsulate(&mut secret.0, &ciphertext.0)?;
        Ok((first, B::decapsulate(&mut secret.1, &ciphertext.1)?))
    }

    fn public_bytes(public: &Self::Public) -> Vec<u8> {
        [A::public_bytes(&public.0), B::public_bytes(&public.1)].concat()
    }

    fn public(bytes: &[u8]) -> Option<Self::Public> {
        let (first, second) = bytes.split_at_checked(L::PUBLIC)?;
        Some((A::public(first)?, B::public(second)?))
    }

    fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
        [A::ciphertext_bytes(&ciphertext.0), B::ciphertext_bytes(&ciphertext.1)].concat()
    }

    fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
        let (first, second) = bytes.split_at_checked(L::CIPHERTEXT)?;
        Some((A::ciphertext(first)?, B::ciphertext(second)?))
    }

    fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
        [A::shared_bytes(&shared.0), B::shared_bytes(&shared.1)].concat()
    }
}

/// A post-quantum scheme as a part of a composite: it binds the composite's label as its context.
pub trait WithContext: SignatureTypes {
    /// A signature under `context`.
    ///
    /// # Errors
    /// The library's.
    fn sign_within(
        secret: &mut Self::Secret,
        message: &[u8],
        context: &[u8],
    ) -> Result<Self::Signature, Fault>;
}

/// What tells one composite from another.
pub trait Composition {
    /// The label that both parts bind.
    const LABEL: &'static [u8];
    /// The hash of the message.
    fn hash() -> &'static ring::digest::Algorithm;
    /// Bytes of the first part's public key.
    const PUBLIC: usize;
    /// Bytes of the first part's signature.
    const SIGNATURE: usize;
}

/// A composite signature: both parts sign the same representative of the message
/// (draft-ietf-lamps-pq-composite-sigs, "Composite ML-DSA Sign").
pub struct Composite<C, A, B>(PhantomData<(C, A, B)>);

/// The prefix of every representative (the same draft, "Prefix, Label and CTX").
const PREFIX: &[u8] = b"CompositeAlgorithmSignatures2025";

/// `Prefix || Label || len(ctx) || ctx || PH(M)` with an empty context.
#[must_use]
pub fn representative<C: Composition>(message: &[u8]) -> Vec<u8> {
    [PREFIX, C::LABEL, &[0], ring::digest::digest(C::hash(), message).as_ref()].concat()
}

impl<C: Composition, A: WithContext, B: SignatureTypes> SignatureTypes for Composite<C, A, B> {
    type Public = (A::Public, B::Public);
    type Secret = (A::Secret, B::Secret);
    type Signature = (A::Signature, B::Signature);

    fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
        let (first, second) = (A::generate()?, B::generate()?);
        Ok(((first.0, second.0), (first.1, second.1)))
    }

    fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
        let message = representative::<C>(message);
        let first = A::sign_within(&mut secret.0, &message, C::LABEL)?;
        Ok((first, B::sign(&mut secret.1, &message)?))
    }

    fn verify(public: &Self::Public, message: &[u8], signature: &Self::Signature) -> bool {
        let message = representative::<C>(message);
        A::verify_within(&public.0, &message, C::LABEL, &signature.0) == Some(true)
            && B::verify(&public.1, &message, &signature.1)
    }

    fn public_bytes(public: &Self::Public) -> Vec<u8> {
        [A::public_bytes(&public.0), B::public_bytes(&public.1)].concat()
    }

    fn public(bytes: &[u8]) -> Option<Self::Public> {
        let (first, second) = bytes.split_at_checked(C::PUBLIC)?;
        Some((A::public(first)?, B::public(second)?))
    }

    fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
        [A::signature_bytes(&signature.0), B::signature_bytes(&signature.1)].concat()
    }

    fn signature(bytes: &[u8]) -> Option<Self::Signature> {
        let (first, second) = bytes.split_at_checked(C::SIGNATURE)?;
        Some((A::signature(first)?, B::signature(second)?))
    }
}
