//! OpenSSH certificates (`PROTOCOL.certkeys`).

use super::sha256;
use super::ssh_key_blob::SshKey;
use crate::model::{Algorithm, Certificate, Timestamp};
use crate::registry;
use crate::wire::ssh::encoding::{Wire, WireError};

/// What ends the type name of a certificate, after the key's own name.
const SUFFIX: &str = "-cert-v01@openssh.com";

/// A certificate with the key that it certifies and the key that signed it.
#[derive(Clone, Debug)]
pub struct SshCertificate {
    /// The certificate.
    pub certificate: Certificate,
    /// The certified key.
    pub key: SshKey,
    /// The authority's key.
    pub authority: SshKey,
    /// `user`, `host`, or `type-N`.
    pub usage: String,
}

impl SshCertificate {
    /// The plain key type inside a certificate type: `ssh-rsa` of `ssh-rsa-cert-v01@openssh.com`.
    pub fn plain(name: &str) -> Option<String> {
        let plain = name.strip_suffix(SUFFIX)?;
        // Only names with a domain of their own carry it again (`sk-ssh-ed25519@openssh.com`).
        let own_domain = plain.starts_with("sk-") || plain.starts_with("ssh-mldsa");
        Some(if own_domain { format!("{plain}@openssh.com") } else { plain.to_owned() })
    }

    /// Reads a whole blob.
    pub fn read(blob: &[u8]) -> Result<Self, WireError> {
        let mut wire = Wire::new(blob);
        let plain = Self::plain(wire.name()?).ok_or(WireError::Unsupported)?;
        let _nonce = wire.string()?;
        let key = SshKey::embedded(&plain, &mut wire)?;
        let serial = wire.u64()?;
        let usage = match wire.u32()? {
            1 => "user".to_owned(),
            2 => "host".to_owned(),
            other => format!("type-{other}"),
        };
        let key_id = wire.text()?;
        let principals = principals(wire.string()?)?;
        let (after, before) = (wire.u64()?, wire.u64()?);
        let _critical_options = wire.string()?;
        let _extensions = wire.string()?;
        let _reserved = wire.string()?;
        let authority = SshKey::read(wire.string()?)?;
        let signature = wire.string()?;
        wire.finish()?;
        let signature_algorithm = signature_algorithm(Wire::new(signature).name()?, &authority);
        let certificate = Certificate {
            format: "OpenSSH".to_owned(),
            subject: key_id.to_owned(),
            issuer: authority.ssh_fingerprint.clone(),
            serial: format!("{serial:x}"),
            not_before: instant(after).filter(|_| after != 0),
            not_after: instant(before),
            is_ca: false,
            self_signed: authority.fingerprint == key.fingerprint,
            key_usage: Default::default(),
            extended_key_usage: [format!("ssh-{usage}")].into(),
            subject_alternative_names: principals,
            fingerprint: sha256(blob),
            key_fingerprint: key.fingerprint.clone(),
            key_algorithm: key.algorithm.clone(),
            signature_algorithm,
            subject_key_id: None,
            authority_key_id: None,
        };
        Ok(Self { certificate, key, authority, usage })
    }
}

/// What a signature's own name stands for, with the size of the key that made it where the name leaves it open.
pub fn signature_algorithm(name: &str, signer: &SshKey) -> Algorithm {
    let mut algorithm = registry::ssh(name);
    if algorithm.parameter_set.is_none() && signer.name == "ssh-rsa" {
        algorithm.parameter_set = signer.bits.map(|bits| bits.to_string());
    }
    registry::renamed(algorithm)
}

/// Strings packed in a string; none means any principal.
fn principals(packed: &[u8]) -> Result<Vec<String>, WireError> {
    let mut wire = Wire::new(packed);
    let mut names = Vec::new();
    while wire.finish().is_err() {
        names.push(wire.text()?.to_owned());
    }
    Ok(names)
}

/// Seconds since 1970; `None` for "forever" (2^64 - 1) and for what no calendar holds.
fn instant(seconds: u64) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(seconds).ok()?).ok()
}
