use serde::{Deserialize, Serialize};

/// Why something could not be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownReason {
    /// The operating system refused or failed to read it.
    Unreadable,
    /// It claims a format that its bytes break.
    Malformed,
    /// It passes a size, count or depth bound.
    TooLarge,
    /// It is closed without its password.
    Encrypted,
    /// It took longer than its time bound.
    TimedOut,
    /// A detector failed on it; its findings were discarded.
    Crashed,
    /// A known format or construct that is not read yet.
    Unsupported,
    /// It changed while it was read.
    Changed,
}

impl UnknownReason {
    /// The word that every file has for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::Encrypted => "encrypted",
            Self::TimedOut => "timed-out",
            Self::Crashed => "crashed",
            Self::Unsupported => "unsupported",
            Self::Changed => "changed",
        }
    }
}

/// Something that was looked at and not understood. It makes the scan incomplete.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unknown {
    /// Why.
    pub reason: UnknownReason,
    /// Id of the detector that gave up; `None` when the source did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detector: Option<String>,
    /// 1-based line, where the input is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Byte offset in the input.
    #[serde(default)]
    pub offset: u64,
    /// One sentence: what it is and what would resolve it. Never content of the input.
    pub detail: String,
}
