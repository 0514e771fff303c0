//! What the operations of schemes cost, as far as somebody measured it. Schemes are named by their ids.

mod reference;

use std::collections::BTreeMap;

/// An operation of a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// A fresh key pair.
    KeyGeneration,
    /// A shared secret and its ciphertext; of a key agreement, a fresh key pair and the agreement.
    Encapsulate,
    /// The shared secret of a ciphertext; of a key agreement, the agreement.
    Decapsulate,
    /// A signature.
    Sign,
    /// Its check.
    Verify,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::KeyGeneration, Self::Encapsulate, Self::Decapsulate, Self::Sign, Self::Verify];

    /// The one that [`word`](Self::word) names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.word() == word)
    }

    /// As a benchmark report calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::KeyGeneration => "key generation",
            Self::Encapsulate => "encapsulate",
            Self::Decapsulate => "decapsulate",
            Self::Sign => "sign",
            Self::Verify => "verify",
        }
    }
}

/// The cost of one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Microseconds on one core.
    pub microseconds: f64,
    /// Implementation, version and class of it: figures of different classes are not the schemes' difference.
    pub by: String,
}

/// Figures of one machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Costs {
    /// Which machine, and when.
    pub basis: String,
    rows: BTreeMap<(String, Operation), Cost>,
}

impl Costs {
    /// The figures that ship, labelled with their machine.
    #[must_use]
    pub fn reference() -> Self {
        reference::costs()
    }

    /// No figures yet.
    #[must_use]
    pub fn new(basis: &str) -> Self {
        Self { basis: basis.to_owned(), rows: BTreeMap::new() }
    }

    /// Adds a figure, instead of an earlier one for the same operation.
    pub fn add(&mut self, scheme: &str, operation: Operation, microseconds: f64, by: &str) {
        let cost = Cost { microseconds, by: by.to_owned() };
        self.rows.insert((scheme.to_owned(), operation), cost);
    }

    /// Takes what `other` has and this has not, neither as a figure nor as the sum of its parts.
    pub fn complete(&mut self, other: Self) {
        let own = self.clone();
        for ((scheme, operation), cost) in other.rows {
            if own.of(&scheme, operation).is_none() {
                let by = format!("{}; {}", cost.by, other.basis);
                self.add(&scheme, operation, cost.microseconds, &by);
            }
        }
    }

    /// The cost of an operation: of a hybrid as it was measured, or the sum of its parts.
    #[must_use]
    pub fn of(&self, id: &str, operation: Operation) -> Option<Cost> {
        self.row(id, operation).cloned().or_else(|| {
            let [first, second] = parts(id)?.map(|part| self.row(part, operation));
            let (first, second) = first.zip(second)?;
            let by = if first.by == second.by {
                first.by.clone()
            } else {
                format!("{} and {}", first.by, second.by)
            };
            Some(Cost {
                microseconds: first.microseconds + second.microseconds,
                by: format!("the sum of its parts by {by}"),
            })
        })
    }

    fn row(&self, id: &str, operation: Operation) -> Option<&Cost> {
        self.rows.get(&(id.to_owned(), operation))
    }

    /// All figures, by scheme and operation.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Operation, &Cost)> {
        self.rows.iter().map(|((scheme, operation), cost)| (scheme.as_str(), *operation, cost))
    }

    /// How many figures there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The two parts of a hybrid, post-quantum first.
fn parts(id: &str) -> Option<[&'static str; 2]> {
    Some(match id {
        "x25519mlkem768" | "mlkem768x25519-sha256" => ["ml-kem-768", "x25519"],
        "secp256r1mlkem768" | "mlkem768nistp256-sha256" => ["ml-kem-768", "ecdh-p-256"],
        "secp384r1mlkem1024" | "mlkem1024nistp384-sha384" => ["ml-kem-1024", "ecdh-p-384"],
        "sntrup761x25519-sha512" => ["sntrup761", "x25519"],
        "mldsa44-ed25519-sha512" | "ssh-mldsa44-ed25519" => ["ml-dsa-44", "ed25519"],
        "mldsa44-ecdsa-p256-sha256" => ["ml-dsa-44", "ecdsa-p-256"],
        "mldsa65-ecdsa-p256-sha512" => ["ml-dsa-65", "ecdsa-p-256"],
        "mldsa65-ed25519-sha512" => ["ml-dsa-65", "ed25519"],
        "mldsa87-ecdsa-p384-sha512" => ["ml-dsa-87", "ecdsa-p-384"],
        _ => return None,
    })
}

/// What a verification needs on a microcontroller (Arm Cortex-M4): bytes of stack and of code.
#[must_use]
pub fn microcontroller(id: &str) -> Option<Footprint> {
    reference::MICROCONTROLLER.iter().find(|row| row.0 == id).map(|row| row.1)
}

/// Memory of a verifier without an operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// Bytes of stack.
    pub stack: u32,
    /// Bytes of code, signing included where one build has both.
    pub code: u32,
    /// Build, and who measured it.
    pub by: &'static str,
}
