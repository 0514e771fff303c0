//! Key encapsulation as function pointers, made from a library's types.

use std::hint::black_box;

use super::action::Action;
use super::code::{Fault, Prepared};

/// A KEM in the types of the library that has it. Key agreements take part as the KEM that they make:
/// to encapsulate is to draw a key pair and agree, the ciphertext is its public key (as in RFC 9180).
pub trait KemTypes {
    /// Public key, ready for use.
    type Public: Send + 'static;
    /// Private key, ready for use.
    type Secret: Send + 'static;
    /// Ciphertext.
    type Ciphertext: Send + 'static;
    /// Shared secret.
    type Shared;

    /// A fresh key pair.
    ///
    /// # Errors
    /// The library's.
    fn generate() -> Result<(Self::Public, Self::Secret), Fault>;
    /// A shared secret for `public`.
    ///
    /// # Errors
    /// The library's.
    fn encapsulate(public: &Self::Public) -> Result<(Self::Ciphertext, Self::Shared), Fault>;
    /// The shared secret in `ciphertext`.
    ///
    /// # Errors
    /// The library's, where it rejects explicitly.
    fn decapsulate(
        secret: &mut Self::Secret,
        ciphertext: &Self::Ciphertext,
    ) -> Result<Self::Shared, Fault>;

    /// The encoded public key.
    fn public_bytes(public: &Self::Public) -> Vec<u8>;
    /// A public key from its encoding.
    fn public(bytes: &[u8]) -> Option<Self::Public>;
    /// A private key from the encoding of the known answers; none where the library takes another only.
    fn secret(_bytes: &[u8]) -> Option<Self::Secret> {
        None
    }
    /// The encoded ciphertext.
    fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8>;
    /// A ciphertext from its encoding.
    fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext>;
    /// The shared secret's bytes.
    fn shared_bytes(shared: &Self::Shared) -> Vec<u8>;
}

/// The encodings of a KEM in a library that has keys, ciphertexts and secrets as byte strings.
macro_rules! encoded_kem {
    () => {
        fn public_bytes(public: &Vec<u8>) -> Vec<u8> {
            public.clone()
        }

        fn public(bytes: &[u8]) -> Option<Vec<u8>> {
            Some(bytes.to_vec())
        }

        fn ciphertext_bytes(ciphertext: &Vec<u8>) -> Vec<u8> {
            ciphertext.clone()
        }

        fn ciphertext(bytes: &[u8]) -> Option<Vec<u8>> {
            Some(bytes.to_vec())
        }

        fn shared_bytes(shared: &Vec<u8>) -> Vec<u8> {
            shared.clone()
        }
    };
}

pub(crate) use encoded_kem;

/// Ciphertext and shared secret, encoded.
pub type Encapsulated = (Vec<u8>, Vec<u8>);
/// Decapsulates an encoded ciphertext with a key that it holds.
pub type Decapsulate = Box<dyn FnMut(&[u8]) -> Result<Vec<u8>, Fault> + Send>;

/// A fresh key pair: the public key encoded, the private one in use only.
pub struct KemPair {
    /// Encoded public key.
    pub public: Vec<u8>,
    /// Decapsulation with the private key.
    pub decapsulate: Decapsulate,
}

/// A KEM, whatever its types.
#[derive(Clone, Copy)]
pub struct Kem {
    /// A fresh key pair.
    pub generate: fn() -> Result<KemPair, Fault>,
    /// Decapsulation with an encoded private key; none where the library does not take that encoding.
    pub with_secret: fn(&[u8]) -> Option<Decapsulate>,
    /// Encapsulation to an encoded public key.
    pub encapsulate: fn(&[u8]) -> Result<Encapsulated, Fault>,
    /// An operation made ready.
    pub prepare: fn(Action) -> Result<Prepared, Fault>,
}

impl Kem {
    /// The KEM of `T`.
    #[must_use]
    pub const fn of<T: KemTypes + 'static>() -> Self {
        Self {
            generate: generate::<T>,
            with_secret: with_secret::<T>,
            encapsulate: encapsulate::<T>,
            prepare: prepare::<T>,
        }
    }
}

fn generate<T: KemTypes + 'static>() -> Result<KemPair, Fault> {
    let (public, secret) = T::generate()?;
    Ok(KemPair { public: T::public_bytes(&public), decapsulate: decapsulator::<T>(secret) })
}

fn with_secret<T: KemTypes + 'static>(bytes: &[u8]) -> Option<Decapsulate> {
    Some(decapsulator::<T>(T::secret(bytes)?))
}

fn decapsulator<T: KemTypes + 'static>(mut secret: T::Secret) -> Decapsulate {
    Box::new(move |bytes| {
        let ciphertext = T::ciphertext(bytes).ok_or_else(|| Fault::new("ciphertext refused"))?;
        T::decapsulate(&mut secret, &ciphertext).map(|shared| T::shared_bytes(&shared))
    })
}

fn encapsulate<T: KemTypes>(public: &[u8]) -> Result<Encapsulated, Fault> {
    let public = T::public(public).ok_or_else(|| Fault::new("public key refused"))?;
    let (ciphertext, shared) = T::encapsulate(&public)?;
    Ok((T::ciphertext_bytes(&ciphertext), T::shared_bytes(&shared)))
}

fn prepare<T: KemTypes + 'static>(action: Action) -> Result<Prepared, Fault> {
    let (public, mut secret) = T::generate()?;
    let size = T::public_bytes(&public).len();
    match action {
        Action::KeyGeneration => Ok(Prepared::new(size, || black_box(T::generate()).is_ok())),
        Action::Encapsulate => {
            let size = T::ciphertext_bytes(&T::encapsulate(&public)?.0).len();
            Ok(Prepared::new(size, move || black_box(T::encapsulate(black_box(&public))).is_ok()))
        }
        Action::Decapsulate => {
            let (ciphertext, _) = T::encapsulate(&public)?;
            let size = T::ciphertext_bytes(&ciphertext).len();
            Ok(Prepared::new(size, move || {
                black_box(T::decapsulate(black_box(&mut secret), black_box(&ciphertext))).is_ok()
            }))
        }
        Action::Sign | Action::Verify => Err(Fault::new("a KEM does not sign")),
    }
}
