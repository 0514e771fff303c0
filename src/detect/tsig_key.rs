//! Shared keys of TSIG and rndc (RFC 8945), as BIND and its kin configure them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::line_count::LineCount;
use super::{Detector, Input, Sink, sha256};
use crate::model::{Asset, Evidence, Finding, Material, MaterialKind};
use crate::registry;

/// Finds TSIG keys.
pub const DETECTOR: Detector = Detector {
    id: "tsig-key",
    title: "TSIG and rndc keys",
    about: "Statements `key \"name\" { algorithm hmac-…; secret \"…\"; };` of named.conf, rndc.conf and included files: name, HMAC \
            algorithm (RFC 8945 §6) and size of the secret. The fingerprint is that of name and place; the secret \
            is not kept in any form.",
    anchors: &["algorithm hmac", "algorithm \"hmac", "algorithm\thmac"],
    wants: |peek| peek.anchored,
    detect,
};

/// Longest statement; real ones have 200 characters.
const LENGTH: usize = 2_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    for at in memchr::memmem::find_iter(input.bytes, b"key") {
        let statement = &input.bytes[at..input.bytes.len().min(at + LENGTH)];
        let is_word = at
            .checked_sub(1)
            .is_none_or(|before| matches!(input.bytes[before], b'\n' | b' ' | b'\t' | b';'));
        if let Some(key) = is_word.then(|| Key::read(statement)).flatten() {
            let asset = key.asset(input.path);
            let finding = Finding::new(DETECTOR.id, asset, at as u64, Some(lines.of(at)));
            sink.found(
                finding.evidence(Evidence::Configured).note(format!("TSIG key {}", key.name)),
            );
        }
    }
}

struct Key<'a> {
    name: &'a str,
    algorithm: &'a str,
    bits: u32,
}

impl<'a> Key<'a> {
    /// `key name { algorithm NAME; secret "base64"; }` with the two clauses in any order.
    fn read(statement: &'a [u8]) -> Option<Self> {
        let open = memchr::memchr(b'{', &statement[..statement.len().min(300)])?;
        let length = memchr::memchr(b'}', &statement[open..])?;
        let name = std::str::from_utf8(&statement[3..open]).ok()?.trim().trim_matches('"');
        let body = std::str::from_utf8(&statement[open + 1..open + length]).ok()?;
        let is_name = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        let clause = |wanted: &str| {
            body.split(';').find_map(|clause| {
                let (key, value) = clause.trim().split_once(|c: char| c.is_ascii_whitespace())?;
                (key == wanted).then(|| value.trim().trim_matches('"'))
            })
        };
        let algorithm =
            clause("algorithm").filter(|name| name.to_ascii_lowercase().starts_with("hmac-"))?;
        let secret = STANDARD.decode(clause("secret")?).ok().filter(|secret| !secret.is_empty())?;
        let bits = u32::try_from(secret.len() * 8).ok()?;
        is_name.then_some(Self { name, algorithm, bits })
    }

    fn asset(&self, path: &str) -> Asset {
        // `hmac-md5.sig-alg.reg.int` is MD5's full name.
        let stem = self.algorithm.split('.').next().unwrap_or_default();
        let algorithm = registry::by_name(stem);
        let place = format!("TSIG {path} {} {}", self.name, self.algorithm);
        let name = format!("TSIG key {}", self.name);
        let material =
            Material::new(MaterialKind::SecretKey, name, "TSIG", sha256(place.as_bytes()));
        let size_bits = Some(self.bits);
        Asset::RelatedCryptoMaterial(Material { algorithm, size_bits, ..material })
    }
}
