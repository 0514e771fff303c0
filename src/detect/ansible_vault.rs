//! Vaults of Ansible: files, and values in YAML.

use super::closed::Closed;
use super::line_count::LineCount;
use super::{Detector, Input, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection, UnknownReason};

/// Finds vaults of Ansible.
pub const DETECTOR: Detector = Detector {
    id: "ansible-vault",
    title: "Vaults of Ansible",
    about: "`$ANSIBLE_VAULT;1.1;AES256` and `1.2` with its label, as a file and as values tagged `!vault`, where lines of hexadecimal \
            digits follow (`parsing/vault/__init__.py`): PBKDF2-HMAC-SHA-256 with 10000 iterations, AES-256-CTR and \
            HMAC-SHA-256. What is inside is an unknown. A mention without content is nothing.",
    anchors: &[MARK],
    wants: |peek| peek.anchored,
    detect,
};

const MARK: &str = "$ANSIBLE_VAULT;";
/// Digits of a whole line, and iterations of `VaultAES256`.
const WIDTH: usize = 80;
const ITERATIONS: u64 = 10_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    for at in memchr::memmem::find_iter(input.bytes, MARK.as_bytes()) {
        let mut text = input.bytes[at + MARK.len()..].split(|byte| *byte == b'\n');
        let header = text.next().unwrap_or_default().trim_ascii_end();
        let Some((version, cipher)) = header_of(header) else { continue };
        let digits = text.map(<[u8]>::trim_ascii).take_while(|line| is_digits(line));
        let digits = digits.collect::<Vec<_>>();
        if digits.first().is_none_or(|line| line.len() != WIDTH) {
            continue;
        }
        let (scheme, iterations) = match cipher {
            "AES256" => ("PBKDF2-HMAC-SHA-256, AES-256-CTR, HMAC-SHA-256", Some(ITERATIONS)),
            _ => ("an unknown scheme", None),
        };
        let protection = Protection { scheme: scheme.to_owned(), iterations };
        let mut closed = Closed::default();
        closed.tried("vault", protection.clone(), input.attempts.unable::<()>());
        let place = (at as u64, Some(lines.of(at)));
        if let Some(sentence) = closed.sentence() {
            sink.unknown(DETECTOR.id, UnknownReason::Encrypted, place.0, place.1, sentence);
        }
        let material = Material {
            protection: Some(protection),
            details: vec![("version".to_owned(), version.to_owned())],
            // Random salt and ciphertext.
            ..Material::new(
                MaterialKind::Other,
                "Ansible vault",
                "Ansible vault",
                sha256(&digits.concat()),
            )
        };
        sink.found(Finding::new(
            DETECTOR.id,
            Asset::RelatedCryptoMaterial(material),
            place.0,
            place.1,
        ));
    }
}

/// `1.1;AES256` or `1.2;AES256;label`
fn header_of(line: &[u8]) -> Option<(&str, &str)> {
    let mut fields = std::str::from_utf8(line).ok()?.split(';');
    let (version, cipher) = (fields.next()?, fields.next()?);
    let is_version = matches!(version, "1.0" | "1.1" | "1.2");
    (is_version && cipher.len() <= 16).then_some((version, cipher))
}

fn is_digits(line: &[u8]) -> bool {
    !line.is_empty() && line.len() <= WIDTH && line.iter().all(u8::is_ascii_hexdigit)
}
