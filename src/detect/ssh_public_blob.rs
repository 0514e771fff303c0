//! A public key or certificate in the encoding of SSH, wherever it stands: in a line of text, or said by a server.

use super::ssh_certificate_blob::SshCertificate;
use super::ssh_key_blob::SshKey;
use crate::model::{Asset, Finding, RelationKind};
use crate::wire::ssh::encoding::{Wire, WireError};

/// A key or certificate.
pub enum Blob {
    Key(Box<SshKey>),
    Certificate(Box<SshCertificate>),
}

impl Blob {
    /// Reads a whole blob; its own name for its type with it.
    pub fn read(bytes: &[u8]) -> Result<(String, Self), WireError> {
        let name = Wire::new(bytes).name()?.to_owned();
        let blob = if SshCertificate::plain(&name).is_some() {
            Self::Certificate(Box::new(SshCertificate::read(bytes)?))
        } else {
            Self::Key(Box::new(SshKey::read(bytes)?))
        };
        Ok((name, blob))
    }

    /// Whether it is whole as far as can be told.
    pub const fn is_whole(&self) -> bool {
        match self {
            Self::Key(key) => key.is_whole,
            Self::Certificate(_) => true,
        }
    }

    /// What `detector` found at a place.
    pub fn finding(
        self,
        detector: &'static str,
        offset: u64,
        line: Option<u32>,
        note: String,
    ) -> Finding {
        match self {
            Self::Key(key) => {
                Finding::new(detector, key.public("OpenSSH"), offset, line).note(note)
            }
            Self::Certificate(read) => {
                let usage = format!("{} certificate", read.usage);
                let note = if note.is_empty() { usage } else { format!("{usage}; {note}") };
                Finding::new(detector, Asset::Certificate(read.certificate), offset, line)
                    .refers_to(RelationKind::SubjectPublicKey, read.key.public("OpenSSH"))
                    .refers_to(RelationKind::Issuer, read.authority.public("OpenSSH"))
                    .note(note)
            }
        }
    }
}
