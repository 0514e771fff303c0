//! Steps of pipelines that sign: actions of GitHub's workflows, and tokens that GitLab's jobs get for Sigstore.

use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, Asset, CryptoFunction, Evidence, Finding, UnknownReason};
use crate::registry;

/// Finds signing steps of pipelines.
pub const DETECTOR: Detector = Detector {
    id: "pipeline-signing",
    title: "Signing steps of GitHub Actions and GitLab CI",
    about: "`uses:` of workflows and composite actions, and `id_tokens:` of .gitlab-ci.yml, where what they start signs: \
            attestations and Sigstore's clients, which make an ECDSA key on P-256 for each run (`EphemeralSigner` of \
            sigstore-js, `signer.py` of sigstore-python, `cosign sign` without a key), and actions that sign with a key or \
            certificate from a secret, of which only its owner knows the algorithm: an unknown. Commands in `run:` and \
            `script:` are read with source code.",
    anchors: &ANCHORS,
    wants,
    detect,
};

const ANCHORS: [&str; 9] = [
    "actions/attest",
    "sigstore-python",
    "slsa-github-generator",
    "gh-action-pypi-publish",
    "ghaction-import-gpg",
    "SIGSTORE_ID_TOKEN",
    "signing-action",
    "import-codesign-certs",
    "sign-android-release",
];

/// What an action signs with.
enum Signs {
    /// A key of Sigstore for one run.
    Keyless,
    /// The same where this input is `true`.
    KeylessWith(&'static str),
    /// A key that a secret holds, of what kind.
    Secret(&'static str),
}

/// Actions by owner and name, without what follows in a path.
const ACTIONS: &[(&str, Signs)] = &[
    ("actions/attest", Signs::Keyless),
    ("actions/attest-build-provenance", Signs::Keyless),
    ("actions/attest-sbom", Signs::Keyless),
    ("sigstore/gh-action-sigstore-python", Signs::Keyless),
    ("slsa-framework/slsa-github-generator", Signs::Keyless),
    ("pypa/gh-action-pypi-publish", Signs::KeylessWith("attestations")),
    ("crazy-max/ghaction-import-gpg", Signs::Secret("an OpenPGP key")),
    ("hashicorp/ghaction-import-gpg", Signs::Secret("an OpenPGP key")),
    ("azure/trusted-signing-action", Signs::Secret("a certificate of Azure's signing service")),
    ("azure/artifact-signing-action", Signs::Secret("a certificate of Azure's signing service")),
    ("apple-actions/import-codesign-certs", Signs::Secret("a PKCS#12 store")),
    ("r0adkll/sign-android-release", Signs::Secret("a Java keystore")),
];

fn wants(peek: &Peek<'_>) -> bool {
    let is_yaml = [".yml", ".yaml"].iter().any(|ending| peek.name.ends_with(ending));
    let is_github = peek.path.contains(".github/") || peek.name.starts_with("action.y");
    peek.anchored && is_yaml && (is_github || peek.name.contains("gitlab-ci"))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for document in documents(text) {
        for leaf in &document {
            if leaf.path.ends_with(".uses") {
                step(leaf, &document, sink);
            } else if leaf.path.ends_with(".id_tokens.SIGSTORE_ID_TOKEN.aud") {
                let job = leaf.path.split('.').next().unwrap_or_default();
                keyless(leaf, &format!("job {job} of GitLab CI, token for Sigstore"), sink);
            }
        }
    }
}

fn step(leaf: &Leaf, document: &[Leaf], sink: &mut Sink) {
    let (action, version) = leaf.value.split_once('@').unwrap_or((&leaf.value, ""));
    let name = action.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
    let Some((known, signs)) = ACTIONS.iter().find(|(of, _)| of.eq_ignore_ascii_case(&name)) else {
        return;
    };
    let version = version.chars().take(50).collect::<String>();
    match signs {
        Signs::Keyless => keyless(leaf, &format!("{known} {version}"), sink),
        Signs::KeylessWith(input) => {
            let step = leaf.path.trim_end_matches("uses");
            let path = format!("{step}with.{input}");
            if document.iter().any(|other| other.path == path && other.value == "true") {
                keyless(leaf, &format!("{known} {version}, {input}"), sink);
            }
        }
        Signs::Secret(what) => {
            let detail = format!(
                "{known} signs with {what} from outside the repository; its public key or certificate would tell the algorithm"
            );
            let reason = UnknownReason::Unsupported;
            sink.unknown(DETECTOR.id, reason, leaf.offset, Some(leaf.line), detail);
        }
    }
}

fn keyless(leaf: &Leaf, note: &str, sink: &mut Sink) {
    let name = "ECDSA-P-256-SHA-256";
    let mut algorithm = registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None));
    algorithm.functions = [CryptoFunction::Sign].into();
    let finding =
        Finding::new(DETECTOR.id, Asset::Algorithm(algorithm), leaf.offset, Some(leaf.line));
    let note = format!("{note}: a key for each run, certified by Sigstore");
    sink.found(
        finding.evidence(Evidence::Configured).note(note.chars().take(300).collect::<String>()),
    );
}
