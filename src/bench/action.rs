//! What a scheme does: the operations that are timed.

use std::fmt;

/// An operation of a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// A fresh key pair, the public key encoded where the library does so.
    KeyGeneration,
    /// A shared secret and its ciphertext for a public key. Of a key agreement: a fresh key pair and the agreement.
    Encapsulate,
    /// The shared secret of a ciphertext. Of a key agreement: the agreement.
    Decapsulate,
    /// A signature.
    Sign,
    /// The check of a signature.
    Verify,
}

impl Action {
    /// All of them, in the order of reports.
    pub const ALL: &'static [Self] =
        &[Self::KeyGeneration, Self::Encapsulate, Self::Decapsulate, Self::Sign, Self::Verify];
    /// Those of key establishment.
    pub const KEM: &'static [Self] = &[Self::KeyGeneration, Self::Encapsulate, Self::Decapsulate];
    /// Those of signatures.
    pub const SIGNATURE: &'static [Self] = &[Self::KeyGeneration, Self::Sign, Self::Verify];

    /// As reports write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::KeyGeneration => "key generation",
            Self::Encapsulate => "encapsulate",
            Self::Decapsulate => "decapsulate",
            Self::Sign => "sign",
            Self::Verify => "verify",
        }
    }

    /// As a person writes it on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::KeyGeneration => "key-generation",
            other => other.name(),
        }
    }

    /// Whether its cost depends on the size of a message.
    #[must_use]
    pub const fn of_message(self) -> bool {
        matches!(self, Self::Sign | Self::Verify)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
