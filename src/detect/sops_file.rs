//! Files that SOPS has encrypted.

use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Evidence, Finding};
use crate::registry;

/// Finds files of SOPS.
pub const DETECTOR: Detector = Detector {
    id: "sops-file",
    title: "Files that SOPS has encrypted",
    about: "YAML and JSON with the metadata of SOPS (getsops.io; `sops` with `mac` and `version`): the cipher of its values, \
            AES-256-GCM, and how many recipients of each kind hold the data key: age, PGP, AWS KMS, Google Cloud KMS, \
            Azure Key Vault, Vault. Recipients of age and messages of PGP in it are found as what they are.",
    anchors: &["ENC[AES256_GCM"],
    wants,
    detect,
};

const RECIPIENTS: &[(&str, &str, &str)] = &[
    ("age", ".recipient", "age"),
    ("pgp", ".fp", "PGP"),
    ("kms", ".arn", "AWS KMS"),
    ("gcp_kms", ".resource_id", "Google Cloud KMS"),
    ("azure_kv", ".vault_url", "Azure Key Vault"),
    ("hc_vault", ".engine_path", "Vault"),
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && [".yaml", ".yml", ".json"].iter().any(|ending| peek.name.ends_with(ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for document in documents(text) {
        sealed(&document, sink);
    }
}

fn sealed(all: &[Leaf], sink: &mut Sink) {
    let own = all.iter().filter(|leaf| leaf.path.starts_with("sops.")).collect::<Vec<_>>();
    let value = |path: &str| own.iter().find(|leaf| leaf.path == path);
    let (Some(mac), Some(version)) = (value("sops.mac"), value("sops.version")) else { return };
    if !mac.value.starts_with("ENC[AES256_GCM,") {
        return;
    }
    let count = |kind: &str, end: &str| {
        let is_one = |leaf: &&&Leaf| {
            let rest = leaf.path.strip_prefix("sops.").unwrap_or_default();
            let is_group = rest.starts_with("key_groups[") && rest.contains(&format!("].{kind}["));
            (rest.starts_with(&format!("{kind}[")) || is_group) && rest.ends_with(end)
        };
        own.iter().filter(is_one).count()
    };
    let recipients = RECIPIENTS
        .iter()
        .map(|(kind, end, title)| (count(kind, end), title))
        .filter(|(count, _)| *count > 0)
        .map(|(count, title)| format!("{title} {count}"))
        .collect::<Vec<_>>();
    let version = version.value.chars().take(20).collect::<String>();
    let note = format!("SOPS {version}, recipients: {}", recipients.join(", "));
    if let Some(cipher) = registry::by_name("AES-256-GCM") {
        let finding =
            Finding::new(DETECTOR.id, Asset::Algorithm(cipher), mac.offset, Some(mac.line));
        sink.found(finding.evidence(Evidence::Configured).note(note));
    }
}
