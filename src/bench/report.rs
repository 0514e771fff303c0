//! What a run of the benchmarks says, as a versioned document: rows, and the environment they were taken in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the document.
pub const VERSION: u32 = 1;

/// A whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Version of the format: 1.
    #[serde(rename = "y2q-bench")]
    pub version: u32,
    /// Where and when it was measured.
    pub environment: Environment,
    /// The backends that took part, and how they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backends: Vec<Standing>,
    /// Operations of schemes.
    pub operations: Vec<Operation>,
    /// TLS handshakes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handshakes: Vec<Handshake>,
    /// What could not be measured, and why: a failed known answer, a missing feature, too much noise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omitted: Vec<Omission>,
    /// Whether the run came to its end.
    pub complete: bool,
}

/// The JSON Schema of the document.
#[must_use]
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(Report);
    schema.insert("$id".to_owned(), "urn:y2q:schema:bench:1".into());
    schema.insert("title".to_owned(), "y2q run of benchmarks, version 1".into());
    // A value of a schema is always text.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// A backend and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Standing {
    /// As rows name it.
    pub backend: String,
    /// Maintenance, and what to know of it.
    pub standing: String,
    /// Advisories that say it is unmaintained.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advisories: Vec<String>,
}

/// The machine and the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Environment {
    /// Version of y2q.
    pub y2q: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// `x86_64-linux`.
    pub target: String,
    /// Model name of the processor.
    pub cpu: String,
    /// Logical processors.
    pub cpus: u32,
    /// Features that matter here and that the processor has (`avx2`, `sha`).
    pub cpu_features: Vec<String>,
    /// Scaling governor, where the system tells.
    pub governor: Option<String>,
    /// Load average of one minute when the run began, and when it ended.
    pub load: (f64, f64),
    /// Version of the compiler.
    pub compiler: String,
    /// Bounds of the run (`quick`, `full`).
    pub effort: String,
}

/// What kind of code an implementation is; figures of different kinds are not ranked against each other unsaid.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Implementation {
    /// The submission's reference C.
    ReferenceC,
    /// Optimised, portable C.
    OptimisedC,
    /// C or assembly for AVX2 (or NEON), chosen at run time.
    Vectorised,
    /// Portable Rust.
    PortableRust,
}

/// One operation of one scheme by one backend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Operation {
    /// Scheme id (`ml-kem-768`), or the classical algorithm in the same spelling (`ecdsa-p-256`).
    pub scheme: String,
    /// `pqcrypto`, `ring`, `aws-lc-rs`, …
    pub backend: String,
    /// Its version.
    pub version: String,
    /// Kind of implementation.
    pub implementation: Implementation,
    /// `key generation`, `encapsulate`, `decapsulate`, `sign`, `verify`.
    pub operation: String,
    /// Bytes of the message, for signatures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<u32>,
    /// Time of one operation.
    pub time: Time,
    /// Median as a multiple of the classical baseline's of the same run.
    pub ratio: Option<f64>,
    /// Which baseline that is.
    pub baseline: Option<String>,
    /// Processor cycles, where they can be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycles: Option<f64>,
    /// Bytes of what the operation makes (public key, ciphertext, signature).
    pub bytes: u32,
    /// Bytes of the stack that it reaches into, in whole pages, where that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack: Option<u64>,
    /// Peak of the heap above what keys and inputs take, in bytes, where it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap: Option<u64>,
    /// The figure of `time` that counts, and that ratios are made of.
    #[serde(default)]
    pub figure: Figure,
    /// What was right on this machine before it was timed.
    #[serde(default)]
    pub checked: Checked,
    /// Nanoseconds of its parts by the same backend, or the one that its note names, one after the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum_of_parts: Option<f64>,
    /// What to know of the row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Which figure of an operation counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// The median: every operation does the same work.
    #[default]
    Median,
    /// The mean: the operation samples until a sample is accepted, so that its times follow a long-tailed law whose
    /// median says little of the cost of many.
    Mean,
}

impl Figure {
    /// This figure of `time`.
    #[must_use]
    pub const fn of(self, time: &Time) -> f64 {
        match self {
            Self::Median => time.median,
            Self::Mean => time.mean,
        }
    }
}

/// What was right before a scheme was timed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Checked {
    /// It agrees with itself.
    #[default]
    RoundTrip,
    /// It agrees with another backend too.
    Interoperable,
    /// It gives the published answers.
    KnownAnswer,
}

/// Times of one operation, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Median of the rounds.
    pub median: f64,
    /// Lowest round.
    pub lowest: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Mean; the figure that counts where sampling rejects.
    pub mean: f64,
    /// Of the rounds: (third quartile − first quartile) / median. Where the mean counts, twice its relative standard error.
    pub spread: f64,
    /// Operations timed.
    pub samples: u64,
    /// The spread is too large for the figure to be relied on.
    pub noisy: bool,
}

/// Full TLS 1.3 handshakes with one group and one kind of certificate chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handshake {
    /// Library and version.
    pub backend: String,
    /// Named group.
    pub group: String,
    /// Algorithm of the chain's keys.
    pub chain: String,
    /// `memory` or `loopback`.
    pub carrier: String,
    /// CPU time of the client for one handshake.
    pub client: Time,
    /// CPU time of the server for one handshake.
    pub server: Time,
    /// Median of both together as a multiple of X25519 with ECDSA P-256 in the same run.
    pub ratio: f64,
    /// Bytes of each flight, client first, alternately; TLS records without TCP and IP headers.
    pub flights: Vec<u32>,
    /// DER bytes of the certificates sent.
    pub certificates: Vec<u32>,
    /// TLS records, client's and server's.
    pub records: (u32, u32),
}

/// Something that has no figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Omission {
    /// Scheme, or scheme and operation.
    pub subject: String,
    /// Backend.
    pub backend: String,
    /// Why.
    pub reason: String,
}
