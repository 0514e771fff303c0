//! JWS and JWE in the compact serialisation (RFC 7515 §7.1, RFC 7516 §7.1), of which JWT are the common case, and in JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::line_count::LineCount;
use super::{Detector, Input, Sink, jose_name, json_web_serialization};
use crate::model::{Algorithm, Asset, Finding};
use crate::registry;

/// Finds the algorithms of JSON Web Tokens.
pub const DETECTOR: Detector = Detector {
    id: "json-web-token",
    title: "JSON Web Tokens (JWS, JWE)",
    about: "Compact JWS and JWE (RFC 7515 §7.1, RFC 7516 §7.1) in any text: `alg`, `enc` and the curve of `epk` from the \
            protected header; and in JSON (§7.2 of both, as in signature envelopes of the Notary Project and ACME requests), where \
            the other headers count too. Payload, signature, key and every other header member are passed over. Each algorithm \
            of a file is one finding at its first token, with the number of tokens. `dir` names no algorithm; the content \
            encryption beside it does.",
    anchors: &["eyJ", "\"protected\""],
    wants: |peek| peek.anchored,
    detect,
};

/// Longest header that is decoded; one with a chain of certificates has a few kilobytes.
pub const HEADER: usize = 32 * 1024;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut counts = BTreeMap::<(usize, String), Count>::new();
    let mut firsts = BTreeMap::<String, usize>::new();
    let (mut at, mut tokens) = (0, Vec::new());
    while let Some(found) = memchr::memmem::find(&input.bytes[at..], b"eyJ") {
        let start = at + found;
        let is_inside = start.checked_sub(1).is_some_and(|before| is_token(input.bytes[before]));
        let rest = &input.bytes[start..];
        let length = rest.iter().position(|byte| !is_token(*byte)).unwrap_or(rest.len());
        at = start + length.max(3);
        tokens.extend(
            Token::read(&rest[..length]).filter(|_| !is_inside).map(|token| (start, token)),
        );
    }
    tokens.extend(json_web_serialization::tokens(input.bytes));
    tokens.sort_by_key(|(start, _)| *start);
    for (start, token) in tokens {
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
#[derive(Default, Deserialize)]
pub struct Header<'a> {
    #[serde(borrow, default)]
    alg: Option<Cow<'a, str>>,
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
pub struct Token {
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
        let token = Self::of([&serde_json::from_slice::<Header<'_>>(&json).ok()?])?;
        // The payload is missing when it is detached (RFC 7515 §F), the signature where there is none (RFC 7518 §3.6).
        let is_whole = match (parts.len(), &token.enc) {
            (3, None) => !parts[2].is_empty() || (token.alg == "none" && !parts[1].is_empty()),
            (5, Some(_)) => !parts[3].is_empty() && !parts[4].is_empty(),
            _ => false,
        };
        is_whole.then_some(token)
    }

    /// What the first of several headers says that has the member.
    pub fn of<'h>(headers: impl IntoIterator<Item = &'h Header<'h>>) -> Option<Self> {
        let (mut alg, mut enc, mut curve) = (None, None, None);
        for header in headers {
            alg = alg.or(header.alg.as_deref());
            enc = enc.or(header.enc.as_deref());
            curve = curve.or(header.epk.as_ref().and_then(|key| key.crv.as_deref()));
        }
        let plain = |text: &str| jose_name::is_plain(text).then(|| text.to_owned());
        Some(Self { alg: plain(alg?)?, enc: enc.and_then(plain), curve: curve.and_then(plain) })
    }

    /// Whether it is a JWE.
    pub const fn is_encrypted(&self) -> bool {
        self.enc.is_some()
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
