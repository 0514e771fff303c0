/// What carries the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carrier {
    /// Buffers of one thread.
    Memory,
    /// A TCP connection of this machine with itself.
    Loopback,
}

impl Carrier {
    /// The word for it in a report.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Loopback => "loopback",
        }
    }
}

/// Which handshakes, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Named groups (`X25519MLKEM768`); all that the library has, where empty.
    pub groups: Vec<String>,
    /// Algorithms of the chain (`ML-DSA-65`); all that there are, where empty.
    pub chains: Vec<String>,
    /// Carriers.
    pub carriers: Vec<Carrier>,
    /// Rounds over all pairs.
    pub rounds: u32,
    /// Handshakes of a pair in a round.
    pub repeats: u32,
}

impl Request {
    /// The group and chain to which everything is a ratio.
    pub const BASELINE: (&'static str, &'static str) = ("X25519", "ECDSA P-256");

    /// A few seconds: the groups and chains that decide.
    #[must_use]
    pub fn quick() -> Self {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            groups: texts(&["X25519", "X25519MLKEM768"]),
            chains: texts(&["ECDSA P-256", "RSA-2048", "ML-DSA-44", "ML-DSA-65"]),
            carriers: vec![Carrier::Memory],
            rounds: 8,
            repeats: 4,
        }
    }

    /// Everything, enough of it for signatures that reject (256 and more).
    #[must_use]
    pub const fn full() -> Self {
        Self {
            groups: Vec::new(),
            chains: Vec::new(),
            carriers: Vec::new(),
            rounds: 40,
            repeats: 8,
        }
    }

    /// The carriers asked for; both, where none is named.
    #[must_use]
    pub fn carriers(&self) -> Vec<Carrier> {
        if self.carriers.is_empty() {
            return vec![Carrier::Memory, Carrier::Loopback];
        }
        self.carriers.clone()
    }
}
