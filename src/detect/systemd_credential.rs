//! Encrypted credentials of systemd, in units and in files of their own.

use super::base64_text::decoded;
use super::config_lines::{Continuation, Dialect, INI, lines};
use super::{Detector, Input, Sink, hex};
use crate::model::{Asset, Evidence, Finding};
use crate::registry;

/// Finds encrypted credentials of systemd.
pub const DETECTOR: Detector = Detector {
    id: "systemd-credential",
    title: "Encrypted credentials of systemd units",
    about: "`SetCredentialEncrypted=` and `LoadCredentialEncrypted=` of units and drop-ins (systemd.exec(5), \
            systemd-creds(1)): AES-256-GCM, and of a credential in the unit which key seals it, by the identifier at its \
            start (`src/shared/creds-util.h`): host, TPM2, both, none.",
    anchors: &["CredentialEncrypted="],
    wants: |peek| peek.anchored && ENDINGS.iter().any(|ending| peek.name.ends_with(ending)),
    detect,
};

const ENDINGS: &[&str] = &[".service", ".socket", ".mount", ".swap", ".conf"];
const UNIT: Dialect = Dialect { continuation: Continuation::Backslash, inline: "", ..INI };

/// Identifiers of systemd's `creds-util.h`.
const KEYS: &[(&str, &str)] = &[
    ("5a1c6a86df9d4096b1d5a65e0862f19a", "the host's key"),
    ("0c7cc07b117645919c4b0bea08bc20fe", "the TPM2"),
    ("faf7eb9341e3412ca1a436f95a29362f", "the TPM2 with a public key"),
    ("93a894094874449090caf2fc93cab553", "the host's key and the TPM2"),
    ("af4950a849134eb1a73846304ff30c05", "the host's key and the TPM2 with a public key"),
    ("058469daf6f54324800549da0f8ea2fb", "no key (no secrecy)"),
];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let Some(cipher) = registry::by_name("AES-256-GCM") else { return };
    for line in lines(text, &UNIT) {
        let is_set = line.key == "SetCredentialEncrypted";
        if !(is_set || line.key == "LoadCredentialEncrypted") || line.section.is_empty() {
            continue;
        }
        let (name, value) = line.value.split_once(':').unwrap_or((&line.value, ""));
        let name = name.trim().chars().take(100).collect::<String>();
        let mut note = format!("{} {name}", line.key);
        if is_set {
            let value = value.chars().filter(|char| !char.is_whitespace()).take(24);
            let start = decoded(value.collect::<String>().as_bytes());
            let id = hex(start.get(..16).unwrap_or_default());
            match KEYS.iter().find(|(known, _)| *known == id) {
                Some((_, key)) => note += &format!(", sealed by {key}"),
                None => continue,
            }
        }
        let asset = Asset::Algorithm(cipher.clone());
        let finding = Finding::new(DETECTOR.id, asset, line.offset, Some(line.line));
        sink.found(finding.evidence(Evidence::Configured).note(note));
    }
}
