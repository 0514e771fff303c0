//! Signatures as function pointers, made from a library's types.

use std::hint::black_box;

use super::action::Action;
use super::code::{Fault, Prepared};

/// A signature scheme in the types of the library that has it; the context is empty where none is named.
pub trait SignatureTypes {
    /// Public key, ready for use.
    type Public: Send + 'static;
    /// Private key, ready for use.
    type Secret: Send + 'static;
    /// Signature.
    type Signature: Send + 'static;

    /// A key pair: fresh, or a fixed one where the library makes none.
    ///
    /// # Errors
    /// The library's.
    fn generate() -> Result<(Self::Public, Self::Secret), Fault>;
    /// A signature on `message`.
    ///
    /// # Errors
    /// The library's.
    fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault>;
    /// Whether `signature` is `public`'s on `message`.
    fn verify(public: &Self::Public, message: &[u8], signature: &Self::Signature) -> bool;
    /// The same under `context`; none where the library takes an empty one only.
    fn verify_within(
        public: &Self::Public,
        message: &[u8],
        context: &[u8],
        signature: &Self::Signature,
    ) -> Option<bool> {
        context.is_empty().then(|| Self::verify(public, message, signature))
    }

    /// The encoded public key.
    fn public_bytes(public: &Self::Public) -> Vec<u8>;
    /// A public key from its encoding.
    fn public(bytes: &[u8]) -> Option<Self::Public>;
    /// The encoded signature.
    fn signature_bytes(signature: &Self::Signature) -> Vec<u8>;
    /// A signature from its encoding; none where it cannot be one.
    fn signature(bytes: &[u8]) -> Option<Self::Signature>;
}

/// The encodings of public keys in a library that has them as byte strings.
macro_rules! encoded_keys {
    () => {
        fn public_bytes(public: &Vec<u8>) -> Vec<u8> {
            public.clone()
        }

        fn public(bytes: &[u8]) -> Option<Vec<u8>> {
            Some(bytes.to_vec())
        }
    };
}

/// The encodings of signatures in a library that has them as byte strings.
macro_rules! encoded_signatures {
    () => {
        fn signature_bytes(signature: &Vec<u8>) -> Vec<u8> {
            signature.clone()
        }

        fn signature(bytes: &[u8]) -> Option<Vec<u8>> {
            Some(bytes.to_vec())
        }
    };
}

pub(crate) use {encoded_keys, encoded_signatures};

/// Signs with a key that it holds.
pub type Sign = Box<dyn FnMut(&[u8]) -> Result<Vec<u8>, Fault> + Send>;

/// Verifies under a context: public key, message, context, signature.
pub type VerifyWithin = fn(&[u8], &[u8], &[u8], &[u8]) -> Option<bool>;

/// A key pair: the public key encoded, the private one in use only.
pub struct SigningPair {
    /// Encoded public key.
    pub public: Vec<u8>,
    /// Signs with the private key.
    pub sign: Sign,
}

/// A signature scheme, whatever its types.
#[derive(Clone, Copy)]
pub struct Signature {
    /// A key pair.
    pub generate: fn() -> Result<SigningPair, Fault>,
    /// Whether the encoded signature (last) is the encoded key's (first) on the message. What cannot be a key or
    /// a signature verifies nothing.
    pub verify: fn(&[u8], &[u8], &[u8]) -> bool,
    /// The same under a context, which stands third; none where the library takes an empty one only.
    pub verify_within: VerifyWithin,
    /// An operation on a message of so many bytes, made ready.
    pub prepare: fn(Action, usize) -> Result<Prepared, Fault>,
}

impl Signature {
    /// The scheme of `T`.
    #[must_use]
    pub const fn of<T: SignatureTypes + 'static>() -> Self {
        Self {
            generate: generate::<T>,
            verify: verify::<T>,
            verify_within: verify_within::<T>,
            prepare: prepare::<T>,
        }
    }
}

fn generate<T: SignatureTypes + 'static>() -> Result<SigningPair, Fault> {
    let (public, mut secret) = T::generate()?;
    Ok(SigningPair {
        public: T::public_bytes(&public),
        sign: Box::new(move |message| {
            T::sign(&mut secret, message).map(|signature| T::signature_bytes(&signature))
        }),
    })
}

fn verify<T: SignatureTypes>(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match (T::public(public), T::signature(signature)) {
        (Some(public), Some(signature)) => T::verify(&public, message, &signature),
        _ => false,
    }
}

fn verify_within<T: SignatureTypes>(
    public: &[u8],
    message: &[u8],
    context: &[u8],
    signature: &[u8],
) -> Option<bool> {
    match (T::public(public), T::signature(signature)) {
        (Some(public), Some(signature)) => T::verify_within(&public, message, context, &signature),
        _ => Some(false),
    }
}

fn prepare<T: SignatureTypes + 'static>(action: Action, size: usize) -> Result<Prepared, Fault> {
    let (public, mut secret) = T::generate()?;
    let mut message = vec![0x59; size];
    match action {
        Action::KeyGeneration => {
            let size = T::public_bytes(&public).len();
            Ok(Prepared::new(size, || black_box(T::generate()).is_ok()))
        }
        Action::Sign => {
            let size = T::signature_bytes(&T::sign(&mut secret, &message)?).len();
            let mut count = 0_u64;
            Ok(Prepared::new(size, move || {
                // Where signing is deterministic one message would be rejected equally often every time.
                count += 1;
                for (place, byte) in message.iter_mut().zip(count.to_le_bytes()) {
                    *place = byte;
                }
                black_box(T::sign(black_box(&mut secret), black_box(&message))).is_ok()
            }))
        }
        Action::Verify => {
            let signature = T::sign(&mut secret, &message)?;
            let size = T::signature_bytes(&signature).len();
            Ok(Prepared::new(size, move || {
                black_box(T::verify(black_box(&public), black_box(&message), black_box(&signature)))
            }))
        }
        Action::Encapsulate | Action::Decapsulate => {
            Err(Fault::new("a signature scheme does not encapsulate"))
        }
    }
}
