//! JWS and JWE in the compact serialisation (RFC 7515 §7.1, RFC 7516 §7.1), of which JWT are the common case.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::line_count::LineCount;
use super::{Detector, Input, Sink, jose_name};
use crate::model::{Algorithm, Asset, Finding};
use crate::registry;

/// Finds the algorithms of JSON Web Tokens.
pub const DETECTOR: Detector = Detector {
    id: "json-web-token",
    title: "JSON Web Tokens (JWS, JWE)",
    about: "Compact JWS and JWE (RFC 7515 §7.1, RFC 7516 §7.1) in any text: `alg`, `enc` and the curve of `epk` from the \
            protected header. Payload, signature, key and every other header member are passed over. Each algorithm of a \
            file is one finding at its first token, with the number of tokens. `dir` names no algorithm; the content \
            encryption beside it does.",
    anchors: &["eyJ"],
    wants: |peek| peek.anchored,
    detect,
};

/// Longest header that is decoded; one with a chain of certificates has a few kilobytes.
const HEADER: usize = 32 * 1024;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut counts = BTreeMap::<(usize, String), Count>::new();
    let mut firsts = BTreeMap::<String, usize>::new();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&input.bytes[at..], b"eyJ") {
        let start = at + found;
        let is_inside = start.checked_sub(1).is_some_and(|before| is_token(input.bytes[before]));
        let rest = &input.bytes[start..];
        let length = rest.iter().position(|byte| !is_token(*byte)).unwrap_or(rest.len());
        at = start + length.max(3);
        let Some(token) = Token::read(&rest[..length]).filter(|_| !is_inside) else { continue };
        for (label, algorithm) in token.algorithms() {
            let first = *firsts.entry(label.clone()).or_insert(start);
            let count = counts.entry((first, label)).or_insert(Count { algorithm, tokens: 0 });
            count.tokens += 1;
        }
    }
    let mut lines = LineCount::new(input.bytes);
    for ((offset, label), Count { algorithm, tokens }) in counts {
        let plural = if tokens == 1 { "token" } else { "tokens" };
        let finding = Finding::new(
            DETECTOR.id,
            Asset::Algorithm(algorithm),
            offset as u64,
            Some(lines.of(offset)),
        );
        sink.found(finding.note(format!("{label}, {tokens} {plural}")));
    }
}

struct Count {
    algorithm: Algorithm,
    tokens: u64,
}

/// The header members that name algorithms (RFC 7515 §4.1.1, RFC 7516 §4.1.2, RFC 7518 §4.6.1.1).
#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    alg: Cow<'a, str>,
    #[serde(borrow, default)]
    enc: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    epk: Option<EphemeralKey<'a>>,
}

#[derive(Deserialize)]
struct EphemeralKey<'a> {
    #[serde(borrow, default)]
    crv: Option<Cow<'a, str>>,
}

/// The algorithms of one token.
struct Token {
    alg: String,
    /// Content encryption of a JWE.
    enc: Option<String>,
    curve: Option<String>,
}

impl Token {
    /// Three parts are a JWS, five a JWE; anything else that begins like one is not.
    fn read(token: &[u8]) -> Option<Self> {
        let header = token.split(|byte| *byte == b'.').next()?;
        let parts = token.split(|byte| *byte == b'.').take(6).collect::<Vec<_>>();
        if header.len() > HEADER || !matches!(parts.len(), 3 | 5) {
            return None;
        }
        let json = URL_SAFE_NO_PAD.decode(header).ok()?;
        let header = serde_json::from_slice::<Header<'_>>(&json).ok()?;
        let plain = |text: Cow<'_, str>| jose_name::is_plain(&text).then(|| text.into_owned());
        let alg = plain(header.alg)?;
        let enc = header.enc.and_then(plain);
        // The payload is missing when it is detached (RFC 7515 §F), the signature where there is none (RFC 7518 §3.6).
        let is_whole = match (parts.len(), &enc) {
            (3, None) => !parts[2].is_empty() || (alg == "none" && !parts[1].is_empty()),
            (5, Some(_)) => !parts[3].is_empty() && !parts[4].is_empty(),
            _ => false,
        };
        let curve = header.epk.and_then(|key| key.crv).and_then(plain);
        is_whole.then_some(Self { alg, enc, curve })
    }

    /// Every algorithm with what the header says of it.
    fn algorithms(&self) -> Vec<(String, Algorithm)> {
        let named = |name: &str| {
            jose_name::algorithm(name).unwrap_or_else(|| Algorithm::verbatim(name, None))
        };
        let Some(enc) = &self.enc else {
            return vec![(format!("JWS alg {}", self.alg), named(&self.alg))];
        };
        let mut found = Vec::new();
        if self.alg != "dir" {
            let label = match &self.curve {
                Some(curve) => format!("JWE alg {} on {curve}", self.alg),
                None => format!("JWE alg {}", self.alg),
            };
            found.push((label, self.on_curve(named(&self.alg))));
        }
        let wrap = jose_name::wrap(&self.alg);
        found.extend(wrap.map(|wrap| (format!("JWE key wrap of {}", self.alg), wrap)));
        found.push((format!("JWE enc {enc}"), named(enc)));
        found
    }

    /// A key agreement on the curve of its ephemeral key.
    fn on_curve(&self, mut algorithm: Algorithm) -> Algorithm {
        let Some(curve) = self.curve.as_deref() else { return algorithm };
        if algorithm.family.as_deref() != Some("ECDH") || algorithm.curve.is_some() {
            return algorithm;
        }
        if let Some(own) = registry::by_name(curve).filter(|own| own.family == algorithm.family) {
            return own;
        }
        algorithm.curve = Some(registry::curve(curve).unwrap_or(curve).to_owned());
        registry::renamed(algorithm)
    }
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}
