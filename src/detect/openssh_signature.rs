//! OpenSSH signatures over files and commits (`PROTOCOL.sshsig`).

use super::ssh_certificate_blob::{SshCertificate, signature_algorithm};
use super::ssh_key_blob::SshKey;
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, sha256};
use crate::model::{
    Algorithm, Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use crate::wire::ssh::encoding::{Wire, WireError};

/// Finds SSHSIG signatures.
pub const DETECTOR: Detector = Detector {
    id: "openssh-signature",
    title: "OpenSSH signatures (SSHSIG)",
    about: "`-----BEGIN SSH SIGNATURE-----` (OpenSSH PROTOCOL.sshsig, version 1) anywhere in a text, as `ssh-keygen -Y \
            sign` and Git write it: signature algorithm, the signer's key or certificate, namespace and message hash. \
            The signature is not verified: the message is elsewhere.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

const LABEL: &str = "SSH SIGNATURE";
const MAGIC: &[u8] = b"SSHSIG";

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    // Most PEM files hold none of these; one fast search spares the walk over their blocks.
    if memchr::memmem::find(input.bytes, LABEL.as_bytes()).is_none() {
        return;
    }
    for block in input.blocks().iter().filter(|block| block.label == LABEL) {
        let signature = block.der().ok_or(WireError::Truncated).and_then(Signature::read);
        match signature {
            Ok(signature) => sink.found(signature.finding(block.offset, block.line)),
            // Prose and source code that mention a BEGIN line hold no object.
            Err(_) if !block.is_meant() => {}
            Err(error) => {
                let reason = match error {
                    WireError::Unsupported => UnknownReason::Unsupported,
                    _ => UnknownReason::Malformed,
                };
                let detail = format!("an OpenSSH signature that does not parse: {error}");
                sink.unknown(DETECTOR.id, reason, block.offset, Some(block.line), detail);
            }
        }
    }
}

/// Who signed.
enum Signer {
    Key(Box<SshKey>),
    Certificate(Box<SshCertificate>),
}

impl Signer {
    fn read(blob: &[u8]) -> Result<Self, WireError> {
        let name = Wire::new(blob).name()?;
        if SshCertificate::plain(name).is_some() {
            return SshCertificate::read(blob).map(|read| Self::Certificate(Box::new(read)));
        }
        SshKey::read(blob).map(|key| Self::Key(Box::new(key)))
    }

    fn key(&self) -> &SshKey {
        match self {
            Self::Key(key) => key,
            Self::Certificate(certificate) => &certificate.key,
        }
    }

    fn reference(&self) -> (RelationKind, Asset) {
        match self {
            Self::Key(key) => (RelationKind::SubjectPublicKey, key.public("OpenSSH")),
            Self::Certificate(read) => {
                (RelationKind::Contains, Asset::Certificate(read.certificate.clone()))
            }
        }
    }
}

/// What is kept of a signature.
struct Signature {
    signer: Signer,
    namespace: String,
    hash: String,
    algorithm: Algorithm,
    fingerprint: String,
}

impl Signature {
    fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let mut wire = Wire::new(bytes.strip_prefix(MAGIC).ok_or(WireError::Field)?);
        if wire.u32()? != 1 {
            return Err(WireError::Unsupported);
        }
        let signer = Signer::read(wire.string()?)?;
        let namespace = wire.text()?.to_owned();
        let _reserved = wire.string()?;
        let hash = wire.name()?.to_owned();
        let signature = wire.string()?;
        wire.finish()?;
        let algorithm = signature_algorithm(Wire::new(signature).name()?, signer.key());
        Ok(Self { signer, namespace, hash, algorithm, fingerprint: sha256(bytes) })
    }

    fn finding(self, offset: u64, line: u32) -> Finding {
        let key = self.signer.key();
        let details = vec![
            ("hash".to_owned(), self.hash),
            ("namespace".to_owned(), self.namespace),
            ("ssh_fingerprint".to_owned(), key.ssh_fingerprint.clone()),
        ];
        let asset = Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::Signature,
            name: format!("{} signature", self.algorithm.name),
            format: "SSHSIG".to_owned(),
            algorithm: Some(key.algorithm.clone()),
            signature_algorithm: Some(self.algorithm),
            size_bits: key.bits,
            fingerprint: self.fingerprint,
            protection: None,
            subject: None,
            not_before: None,
            not_after: None,
            details,
        });
        let (kind, signer) = self.signer.reference();
        Finding::new(DETECTOR.id, asset, offset, Some(line)).refers_to(kind, signer)
    }
}
