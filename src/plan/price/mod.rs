//! What a candidate costs a system that has said what it must carry, and which of its budgets that breaks.
//!
//! Nothing here is computed for a system that states no demand: figures without a need behind them decide nothing.

mod budget;
mod front;
mod handshake;
mod weigh;

use serde::{Deserialize, Serialize};

pub(super) use front::front;
pub(super) use weigh::{Weighed, weigh};

/// What a scheme costs a system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Bytes of a public key and of a ciphertext or signature.
    pub objects: (u32, u32),
    /// Implementation and machine of the times; `None` where no figure is known.
    pub basis: Option<String>,
    /// Cores that the server needs more than today, for the handshakes stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_cores: Option<f64>,
    /// A handshake with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handshake: Option<HandshakePrice>,
    /// Signatures a second that one core makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures_per_core_second: Option<f64>,
    /// Milliseconds of one verification at the verifier stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify_ms: Option<f64>,
    /// Bytes of stack and of code of a verification without an operating system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footprint: Option<(u32, u32)>,
    /// Libraries that have it, with their first version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ready: Vec<String>,
}

/// A handshake with a scheme, beside the same with what is there today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandshakePrice {
    /// What is compared with what.
    pub of: String,
    /// Bytes both ways, today and then; without headers of packets.
    pub bytes: (u32, u32),
    /// Bytes of the certificates sent, today and then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<(u32, u32)>,
    /// Milliseconds to the first byte on the link, today and then.
    pub first_byte_ms: (f64, f64),
    /// Round trips then, of the protocol and of windows and limits that are full.
    pub round_trips: (u32, u32),
    /// Packets with data, today and then.
    pub packets: (u32, u32),
    /// Limits that are broken then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<String>,
}

/// A candidate that no other one beats in everything that was weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// Scheme id.
    pub scheme: String,
    /// Registry name.
    pub name: String,
    /// Where it is better than the one chosen.
    pub better: String,
    /// Why the one chosen comes first all the same.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub behind: String,
    /// What it costs.
    pub price: Price,
}

impl Alternative {
    /// Where it is better, and why it comes second.
    #[must_use]
    pub fn words(&self) -> String {
        match self.behind.as_str() {
            "" => self.better.clone(),
            behind => format!("{}; why not first: {behind}", self.better),
        }
    }
}

impl Price {
    /// One line a fact, for people.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(cores) = self.added_cores {
            said.push(format!("{} cores more than today at the rate stated", signed(cores)));
        }
        if let Some(handshake) = &self.handshake {
            said.extend(handshake.sentences());
        }
        if let Some(rate) = self.signatures_per_core_second {
            said.push(format!("{} signatures a second on one core", number(rate)));
        }
        if let Some(verify) = self.verify_ms {
            said.push(format!("{} ms for one verification at the verifier", number(verify)));
        }
        if let Some((stack, code)) = self.footprint {
            said.push(format!(
                "{stack} bytes of stack and {code} of code to verify on a Cortex-M4 (pqm4)"
            ));
        }
        let (public, output) = self.objects;
        said.push(format!("{public} bytes of public key, {output} of ciphertext or signature"));
        if !self.ready.is_empty() {
            said.push(format!("ready in {}", self.ready.join(", ")));
        }
        match &self.basis {
            Some(basis) => said.push(format!("times by {basis}")),
            None => said.push("no figure of its speed is known here".to_owned()),
        }
        said
    }
}

impl HandshakePrice {
    fn sentences(&self) -> Vec<String> {
        let mut said = vec![format!(
            "{} bytes a handshake instead of {}: {}",
            self.bytes.1, self.bytes.0, self.of
        )];
        if let Some((before, after)) = self.chain {
            said.push(format!("{after} bytes of certificates instead of {before}"));
        }
        let (trips, extra) = self.round_trips;
        let waits = match extra {
            0 => "none of them for a full window or limit".to_owned(),
            _ => format!("and {extra} for full windows or limits"),
        };
        said.push(format!(
            "{} ms to the first byte on the link instead of {}: {trips} round trips, {waits}; {} packets instead of {}",
            number(self.first_byte_ms.1),
            number(self.first_byte_ms.0),
            self.packets.1,
            self.packets.0
        ));
        said.extend(self.breaks.iter().map(|limit| format!("limit: {limit}")));
        said
    }
}

/// Three digits that count, as people read them: `16,700`, `3.03`, `0.0412`.
#[must_use]
pub fn number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value:.0}");
    }
    let magnitude = value.abs().log10().floor() as i32;
    let decimals = usize::try_from(2 - magnitude).unwrap_or(0).min(6);
    format!("{:.decimals$}", rounded(value))
}

/// `value` with three digits that count: a smaller difference is none between models and machines.
pub(super) fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let step = 10_f64.powi(value.abs().log10().floor() as i32 - 2);
    (value / step).round() * step
}

/// To a thousandth, as it is written down.
fn thousandth(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The same with its sign before it.
#[must_use]
pub fn signed(value: f64) -> String {
    if value < 0.0 { format!("−{}", number(-value)) } else { format!("+{}", number(value)) }
}
