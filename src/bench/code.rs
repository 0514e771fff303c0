//! Runnable code of a scheme, whatever the library: function pointers made from a library's own types, so
//! that what is checked and what is timed are the same calls.

use super::action::Action;
use super::kem::Kem;
use super::signature::Signature;

/// Why an operation gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

impl Fault {
    /// A fault in words.
    #[must_use]
    pub fn new(words: &str) -> Self {
        Self(words.to_owned())
    }

    /// What a library said.
    #[must_use]
    pub fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Code of a KEM or of a signature scheme.
#[derive(Clone, Copy)]
pub enum Code {
    /// Key establishment.
    Kem(Kem),
    /// Signatures.
    Signature(Signature),
}

impl Code {
    /// The operation `action`, with keys and inputs made, ready to be done again and again.
    ///
    /// # Errors
    /// The code does not do `action`, or fails on the way to it.
    pub fn prepare(&self, action: Action, message: usize) -> Result<Prepared, Fault> {
        match self {
            Self::Kem(kem) => (kem.prepare)(action),
            Self::Signature(signature) => (signature.prepare)(action, message),
        }
    }
}

/// An operation that is ready to be done.
pub struct Prepared {
    /// Does it once and says whether it succeeded.
    pub run: Box<dyn FnMut() -> bool + Send>,
    /// Bytes of what it makes: a public key, a ciphertext, a signature; of a check, of the signature checked.
    pub bytes: u32,
}

impl Prepared {
    /// An operation that makes `bytes` bytes.
    pub fn new(bytes: usize, run: impl FnMut() -> bool + Send + 'static) -> Self {
        Self { run: Box::new(run), bytes: u32::try_from(bytes).unwrap_or(u32::MAX) }
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Kem(_) => "Kem",
            Self::Signature(_) => "Signature",
        })
    }
}
