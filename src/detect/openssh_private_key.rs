//! Private keys in OpenSSH's own format (`PROTOCOL.key`). The public half stands in the clear, whatever the passphrase.

use super::ssh_key_blob::SshKey;
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink};
use crate::model::{Asset, Finding, Protection, RelationKind, UnknownReason};
use crate::wire::ssh::encoding::{Wire, WireError};

/// Finds OpenSSH private keys.
pub const DETECTOR: Detector = Detector {
    id: "openssh-private-key",
    title: "OpenSSH private keys",
    about: "`-----BEGIN OPENSSH PRIVATE KEY-----` (OpenSSH PROTOCOL.key) anywhere in a text. Algorithm, exact size and \
            fingerprint come from the public half, which is never encrypted, so that a key with a passphrase is known \
            as well; its key derivation, rounds and cipher are kept. The private section is skipped unread. One file \
            may hold up to 16 keys; a block that does not parse is unknown.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

const LABEL: &str = "OPENSSH PRIVATE KEY";
const MAGIC: &[u8] = b"openssh-key-v1\0";
/// OpenSSH itself writes one key a file.
const MOST_KEYS: u32 = 16;
/// Tags of the ciphers with authentication follow the private section (16 bytes for GCM and Poly1305).
const LONGEST_TAG: usize = 16;

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    // Most PEM files hold none of these; one fast search spares the walk over their blocks.
    if memchr::memmem::find(input.bytes, LABEL.as_bytes()).is_none() {
        return;
    }
    for block in input.blocks().iter().filter(|block| block.label == LABEL) {
        let file = block.der().ok_or(WireError::Truncated).and_then(KeyFile::read);
        match file {
            Ok(file) => file.report(block.offset, block.line, sink),
            // Prose and source code that mention a BEGIN line hold no key.
            Err(_) if !block.is_meant() => {}
            Err(error) => sink.unknown(
                DETECTOR.id,
                UnknownReason::Malformed,
                block.offset,
                Some(block.line),
                format!("an OpenSSH private key that does not parse: {error}"),
            ),
        }
    }
}

/// What is kept of a key file.
struct KeyFile {
    protection: Option<Protection>,
    keys: Vec<SshKey>,
}

impl KeyFile {
    fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let mut wire = Wire::new(bytes.strip_prefix(MAGIC).ok_or(WireError::Field)?);
        let cipher = wire.name()?;
        let derivation = wire.name()?;
        let options = wire.string()?;
        let count = wire.u32()?;
        if count == 0 || count > MOST_KEYS {
            return Err(WireError::Field);
        }
        let keys = (0..count).map(|_| SshKey::read(wire.string()?)).collect::<Result<_, _>>()?;
        let closed = wire.string()?;
        if closed.is_empty() || wire.rest().len() > LONGEST_TAG {
            return Err(WireError::Trailing);
        }
        Ok(Self { protection: protection(cipher, derivation, options)?, keys })
    }

    fn report(self, offset: u64, line: u32, sink: &mut Sink) {
        for key in self.keys {
            let private = key.private("OpenSSH", self.protection.clone());
            let asset = Asset::RelatedCryptoMaterial(private);
            sink.found(
                Finding::new(DETECTOR.id, asset, offset, Some(line))
                    .refers_to(RelationKind::PublicHalf, key.public("OpenSSH")),
            );
        }
    }
}

/// `PROTOCOL.key` §1: bcrypt's options are a salt and the number of rounds.
fn protection(
    cipher: &str,
    derivation: &str,
    options: &[u8],
) -> Result<Option<Protection>, WireError> {
    if cipher == "none" {
        return Ok(None);
    }
    let mut iterations = None;
    if derivation == "bcrypt" {
        let mut wire = Wire::new(options);
        let _salt = wire.string()?;
        iterations = Some(u64::from(wire.u32()?));
        wire.finish()?;
    }
    Ok(Some(Protection { scheme: format!("{derivation} {cipher}"), iterations }))
}
