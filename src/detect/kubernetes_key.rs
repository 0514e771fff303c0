//! Keys that Kubernetes objects ask for or name: cert-manager, kubeadm, encryption at rest, sealed secrets.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::cloud_key_names::{self, Purpose};
use super::cloud_keys;
use super::cloud_resources::{TYPED, Typed};
use super::declared_resource::{Resource, Setting, Value};
use super::kubernetes_manifest::{Manifest, manifests};
use super::kubernetes_tls::is_manifest;
use super::yaml_leaves::Leaf;
use super::{Detector, Input, Sink, tls_settings};
use crate::model::{Algorithm, Asset, Evidence, Finding};
use crate::registry;

/// Finds keys of Kubernetes objects.
pub const DETECTOR: Detector = Detector {
    id: "kubernetes-key",
    title: "Keys that Kubernetes objects ask for or name",
    about: "Objects in YAML and JSON, and Helm's templates as far as they are literal: `privateKey` of cert-manager's \
            Certificate and the annotations of its ingresses (cert-manager.io, \"API reference\": RSA of 2048 bits, ECDSA on \
            P-256 where not given), `encryptionAlgorithm` of kubeadm, providers of EncryptionConfiguration \
            (kubernetes.io, \"Encrypting Confidential Data at Rest\"), and SealedSecret (RSA-OAEP with SHA-256 and \
            AES-256-GCM; the size of the RSA key is that of its ciphertext). Keys in them are not shown.",
    anchors: &[
        "cert-manager.io",
        "EncryptionConfiguration",
        "EncryptionConfig",
        "encryptionAlgorithm",
        "bitnami.com/v1alpha1",
    ],
    wants: |peek| peek.anchored && is_manifest(peek),
    detect,
};

/// cert-manager, API reference, CertificatePrivateKey.
const CERTIFICATE: Typed = Typed {
    kind: &["spec.privateKey.algorithm"],
    kind_unset: "RSA",
    size: &["spec.privateKey.size"],
    size_unset: "2048",
    field: &["spec.privateKey.size"],
    curve: &["curve"],
    curve_unset: "P256",
    ..TYPED
};
/// cert-manager, "Annotated Ingress resource".
const ANNOTATED: Typed = Typed {
    kind: &["metadata.annotations.cert-manager.io/private-key-algorithm"],
    kind_unset: "",
    size: &["metadata.annotations.cert-manager.io/private-key-size"],
    field: &["metadata.annotations.cert-manager.io/private-key-size"],
    ..CERTIFICATE
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for manifest in manifests(text) {
        if manifest.is("cert-manager.io", "Certificate") {
            cloud_keys::typed(DETECTOR.id, &resource(&manifest), &CERTIFICATE, sink);
        } else if manifest.is("apiserver.config.k8s.io", "EncryptionConfiguration")
            || manifest.api == "v1" && manifest.kind == "EncryptionConfig"
        {
            at_rest(&manifest, sink);
        } else if manifest.is("bitnami.com", "SealedSecret") {
            sealed(&manifest, sink);
        } else {
            cloud_keys::typed(DETECTOR.id, &resource(&manifest), &ANNOTATED, sink);
        }
        if manifest.is("kubeadm.k8s.io", "ClusterConfiguration") {
            kubeadm(&manifest, sink);
        }
    }
}

fn resource(manifest: &Manifest) -> Resource {
    let setting = |leaf: &Leaf| {
        let value = match tls_settings::variable(&leaf.value) {
            Some(name) => Value::Depends(format!("the template's {name}")),
            None => Value::Literal(leaf.value.clone()),
        };
        Setting { path: leaf.path.clone(), value, line: leaf.line, offset: leaf.offset }
    };
    let first = manifest.leaves.first();
    Resource {
        kind: manifest.kind.clone(),
        name: manifest.name.clone(),
        line: first.map_or(1, |leaf| leaf.line),
        offset: first.map_or(0, |leaf| leaf.offset),
        settings: manifest.leaves.iter().map(setting).collect(),
    }
}

fn found(leaf: &Leaf, algorithm: Algorithm, note: String, sink: &mut Sink) {
    let asset = Asset::Algorithm(algorithm);
    let finding = Finding::new(DETECTOR.id, asset, leaf.offset, Some(leaf.line));
    sink.found(finding.evidence(Evidence::Configured).note(note));
}

/// kubeadm.k8s.io/v1beta4: `RSA-2048` (the default), `RSA-3072`, `RSA-4096`, `ECDSA-P256`, later `ECDSA-P384`.
fn kubeadm(manifest: &Manifest, sink: &mut Sink) {
    let Some(leaf) = manifest.leaf("encryptionAlgorithm") else { return };
    let algorithm = match leaf.value.split_once('-') {
        Some(("RSA", bits)) => cloud_key_names::rsa(Some(bits), Purpose::Signing),
        Some(("ECDSA", curve)) => cloud_key_names::elliptic(curve, Purpose::Signing),
        _ => Algorithm::verbatim(&leaf.value, None),
    };
    found(leaf, algorithm, "kubeadm encryptionAlgorithm, keys of the cluster".to_owned(), sink);
}

/// `resources[n].providers[n].aescbc.keys[n].secret`; the first provider writes, the others read.
fn at_rest(manifest: &Manifest, sink: &mut Sink) {
    for leaf in &manifest.leaves {
        let Some((before, rest)) = leaf.path.split_once(".providers[") else { continue };
        let Some((place, rest)) = rest.split_once("].") else { continue };
        let (provider, rest) = rest.split_once('.').unwrap_or((rest, ""));
        let is_key = rest.starts_with("keys[") && rest.ends_with(".secret");
        if !(is_key || provider == "kms" && rest == "name") {
            continue;
        }
        let role = if place == "0" { "writes and reads" } else { "reads" };
        let note = format!("encryption at rest, {before}, provider {provider}, {role}");
        // The length of the key is no secret; the key is not looked at.
        let bits = STANDARD.decode(leaf.value.trim()).map_or(0, |key| key.len() * 8);
        let aes = |mode: &str| match bits {
            128 | 192 | 256 => format!("AES-{bits}-{mode}"),
            _ => format!("AES-{mode}"),
        };
        let name = match provider {
            "aescbc" => aes("CBC"),
            "aesgcm" => aes("GCM"),
            "secretbox" => "XSalsa20-Poly1305".to_owned(),
            // `server/options/encryptionconfig/config.go` of the API server: GCM with v2, and with v1 since 1.25.
            "kms" => "AES-GCM".to_owned(),
            _ => continue,
        };
        let note = if provider == "kms" {
            format!("{note}; the key that wraps it is the plugin's")
        } else {
            format!("{note}, key in the file")
        };
        let algorithm =
            |name: &str| registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None));
        if provider == "kms" && is_first_kms(manifest, leaf) {
            let more =
                format!("{note}; KMS v1 writes it before Kubernetes 1.25 and reads it since");
            found(leaf, algorithm("AES-CBC"), more, sink);
        }
        found(leaf, algorithm(&name), note, sink);
    }
}

/// Whether the provider of a `kms.name` speaks version 1, which holds where no version is given
/// (apiserver.config.k8s.io/v1, KMSConfiguration).
fn is_first_kms(manifest: &Manifest, name: &Leaf) -> bool {
    let version = name.path.strip_suffix("name").map(|before| format!("{before}apiVersion"));
    let version = version.and_then(|path| manifest.leaf(&path));
    version.is_none_or(|version| version.value == "v1")
}

/// `spec.encryptedData.NAME`: two octets of length, the session key by RSA-OAEP, then AES-256-GCM (sealed-secrets,
/// `pkg/crypto`).
fn sealed(manifest: &Manifest, sink: &mut Sink) {
    let is_value = |leaf: &&Leaf| leaf.path.starts_with("spec.encryptedData.");
    let Some(first) = manifest.leaves.iter().find(is_value) else { return };
    let count = manifest.leaves.iter().filter(is_value).count();
    let length = STANDARD.decode(first.value.trim()).ok().and_then(|bytes| {
        let length = u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]);
        (bytes.len() > usize::from(length) + 2).then_some(u32::from(length) * 8)
    });
    let bits = length.filter(|bits| matches!(bits, 2048 | 3072 | 4096 | 8192));
    let Some(bits) = bits.map(|bits| bits.to_string()) else { return };
    let wrap = cloud_key_names::rsa(Some(&bits), Purpose::Encryption);
    let note = format!("SealedSecret, {count} values");
    found(first, wrap, format!("{note}, session key by RSA-OAEP with SHA-256"), sink);
    if let Some(cipher) = registry::by_name("AES-256-GCM") {
        found(first, cipher, note, sink);
    }
}
