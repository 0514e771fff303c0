//! PKCS#11 URIs (RFC 7512) in configurations: keys and certificates that a token or HSM holds.

use std::borrow::Cow;

use super::line_count::LineCount;
use super::{Detector, Input, Peek, Sink, hex, jose_name, sha256};
use crate::model::{Asset, Evidence, Finding, Material, MaterialKind};

/// Finds PKCS#11 URIs.
pub const DETECTOR: Detector = Detector {
    id: "pkcs11-uri",
    title: "PKCS#11 URIs: keys in tokens and HSMs",
    about: "URIs of RFC 7512 in configuration files, outside comments: token, object, id and type as they are stated, with \
            the line. The object itself lies in the token, so its algorithm and size are unknown; without a `type` it is \
            not said to be a key. A PIN in the URI is told and never kept, nor is it part of the fingerprint, which is of \
            the path attributes in order. Documentation, scripts, templates and URIs without attributes give nothing.",
    anchors: &["pkcs11:"],
    wants: |peek| peek.anchored && is_configuration(peek),
    detect,
};

const SCHEME: &[u8] = b"pkcs11:";
/// Longest URI that is read; real ones have 300 characters.
const LENGTH: usize = 2_000;
const ENDINGS: [&str; 14] = [
    "conf",
    "cnf",
    "cfg",
    "config",
    "ini",
    "yaml",
    "yml",
    "json",
    "toml",
    "properties",
    "env",
    "xml",
    "service",
    "hcl",
];
/// RFC 7512 §2.3, pk11-pattr.
const ATTRIBUTES: [&str; 13] = [
    "id",
    "library-description",
    "library-manufacturer",
    "library-version",
    "manufacturer",
    "model",
    "object",
    "serial",
    "slot-description",
    "slot-id",
    "slot-manufacturer",
    "token",
    "type",
];

fn is_configuration(peek: &Peek<'_>) -> bool {
    match peek.name.rsplit_once('.') {
        Some((_, ending)) => ENDINGS.contains(&ending) || ending.starts_with("env"),
        None => peek.name.ends_with("config") || peek.path.split('/').any(|folder| folder == "etc"),
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    let mut from = 0;
    while let Some(step) = memchr::memmem::find(&input.bytes[from..], SCHEME) {
        let at = from + step;
        from = at + SCHEME.len();
        let rest = &input.bytes[at..input.bytes.len().min(at + LENGTH)];
        let is_character = |byte: &u8| {
            byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\')
        };
        let length = rest.iter().position(|byte| !is_character(byte)).unwrap_or(rest.len());
        let Ok(text) = std::str::from_utf8(&rest[SCHEME.len()..length.max(SCHEME.len())]) else {
            continue;
        };
        let uri = Uri::read(text.trim_end_matches([';', ',', ')', '}', ']']));
        if let Some(uri) = uri.filter(|_| !is_comment(input.bytes, at)) {
            from = at + length.max(SCHEME.len());
            let asset = Asset::RelatedCryptoMaterial(uri.material());
            let finding = Finding::new(DETECTOR.id, asset, at as u64, Some(lines.of(at)));
            sink.found(finding.evidence(Evidence::Configured).note(uri.note()));
        }
    }
}

/// Whether the line of `at` begins as a comment, in whatever of these formats.
fn is_comment(text: &[u8], at: usize) -> bool {
    let start = text[at.saturating_sub(LENGTH)..at].rsplit(|byte| *byte == b'\n').next();
    let line = start.unwrap_or_default().trim_ascii_start();
    [&b"#"[..], b";", b"//", b"!", b"*", b"<!--"].iter().any(|mark| line.starts_with(mark))
}

/// How the URI gives the PIN.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pin {
    None,
    /// `pin-source`: a file or a program.
    Source,
    /// `pin-value`: in the clear.
    Value,
}

struct Uri {
    /// Path attributes by name, in order.
    attributes: Vec<(&'static str, String)>,
    pin: Pin,
}

impl Uri {
    /// What follows the scheme; `None` where it is a template, or names nothing.
    fn read(text: &str) -> Option<Self> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let mut attributes = Vec::new();
        for part in path.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            // A vendor's own attributes are allowed (§2.3), and not kept.
            let is_name =
                name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            if !is_name || name.is_empty() {
                return None;
            }
            let octets = decoded(value)?;
            if let Some(known) = ATTRIBUTES.iter().find(|known| **known == name) {
                attributes.push((*known, shown(known, &octets)));
            }
        }
        let has = |wanted: &str| query.split('&').any(|part| part.starts_with(wanted));
        let pin = match (has("pin-value="), has("pin-source=")) {
            (true, _) => Pin::Value,
            (false, true) => Pin::Source,
            _ => Pin::None,
        };
        attributes.sort();
        let names = |(name, value): &(&str, String)| {
            matches!(*name, "token" | "object" | "id" | "serial" | "slot-id") && !value.is_empty()
        };
        attributes.iter().any(names).then_some(Self { attributes, pin })
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// The object by its stated class (§2.3); one URI, whatever its PIN, is one asset.
    fn material(&self) -> Material {
        let (kind, words) = match self.get("type") {
            Some("private") => (MaterialKind::PrivateKey, "private key"),
            Some("public") => (MaterialKind::PublicKey, "public key"),
            Some("secret-key") => (MaterialKind::SecretKey, "secret key"),
            Some("cert") => (MaterialKind::Other, "certificate"),
            _ => (MaterialKind::Other, "object"),
        };
        let canonical = self
            .attributes
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>();
        let name = match self.get("object").or(self.get("id")) {
            Some(object) => format!("{words} {object} in a PKCS#11 token"),
            None => format!("{words} in a PKCS#11 token"),
        };
        let print = sha256(format!("pkcs11:{}", canonical.join(";")).as_bytes());
        let mut material = Material::new(kind, name, "PKCS#11", print);
        let named =
            self.attributes.iter().map(|(name, value)| (format!("pkcs11 {name}"), value.clone()));
        material.details = named.collect();
        material
    }

    fn note(&self) -> String {
        let pin = match self.pin {
            Pin::None => "",
            Pin::Source => "; the PIN comes from what the URI names",
            Pin::Value => "; its PIN stands here in the clear",
        };
        format!("PKCS#11 URI, held by a token{pin}")
    }
}

/// A text that may hold a URI, without the PIN in it: what other detectors repeat of a configuration.
pub fn without_pin(text: &str) -> Cow<'_, str> {
    const PIN: &str = "pin-value=";
    if !text.contains(PIN) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(PIN) {
        let ends = |c: char| c.is_whitespace() || matches!(c, '&' | '"' | '\'');
        let end = after.find(ends).unwrap_or(after.len());
        kept.extend([before, PIN, "(not kept)"]);
        rest = &after[end..];
    }
    Cow::Owned(kept + rest)
}

/// Octets of a percent-encoded value (RFC 3986 §2.1); `None` for what is filled in later.
fn decoded(value: &str) -> Option<Vec<u8>> {
    let bytes = value.as_bytes();
    let is_template = bytes.iter().any(|byte| matches!(byte, b'$' | b'{' | b'}' | b'@'));
    if is_template || value.contains("...") {
        return None;
    }
    let mut octets = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte != b'%' {
            octets.push(*byte);
            at += 1;
            continue;
        }
        let digits = std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok()?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        octets.push(u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?);
        at += 3;
    }
    Some(octets)
}

/// A value for people: an id is octets, all others are text (§2.3).
fn shown(name: &str, octets: &[u8]) -> String {
    let text =
        std::str::from_utf8(octets).ok().filter(|text| name != "id" && jose_name::is_plain(text));
    text.map_or_else(|| hex(&octets[..octets.len().min(64)]), str::to_owned)
}
