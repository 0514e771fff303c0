//! Authenticode: the signatures of PE programs, libraries, drivers and UEFI applications.

use super::cms_message::Context;
use super::fields::{le16, le32};
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds Authenticode signatures.
pub const DETECTOR: Detector = Detector {
    id: "authenticode-signature",
    title: "Authenticode signatures of PE files",
    about: "The certificate table of a PE image (Microsoft PE format, Attribute Certificate Table): every PKCS#7 signature in \
            it with the digest of the file, the signer's algorithms, certificates, timestamps and nested signatures. \
            Nothing is verified.",
    anchors: &[],
    wants: |peek: &Peek<'_>| table(peek.head).is_some(),
    detect,
};

/// Entries looked at; real files have one.
const LIMIT: usize = 64;
/// Index of the certificate table among the data directories.
const CERTIFICATE_TABLE: usize = 4;
/// WIN_CERT_TYPE_PKCS_SIGNED_DATA
const PKCS_SIGNED_DATA: u16 = 2;

/// File offset and size of the certificate table, where the headers name one.
fn table(head: &[u8]) -> Option<(usize, usize)> {
    if !head.starts_with(b"MZ") {
        return None;
    }
    let header = head.get(le32(head, 0x3C)?..)?;
    if !header.starts_with(b"PE\0\0") {
        return None;
    }
    let optional = header.get(24..)?;
    let directories = match le16(optional, 0)? {
        0x10B => 96,
        0x20B => 112,
        _ => return None,
    };
    let count = le32(optional, directories - 4)?;
    let entry = optional.get(directories + 8 * CERTIFICATE_TABLE..)?;
    let (offset, size) = (le32(entry, 0)?, le32(entry, 4)?);
    (count > CERTIFICATE_TABLE && offset > 0 && size > 8).then_some((offset, size))
}

/// WIN_CERTIFICATE entries { dwLength, wRevision, wCertificateType, bCertificate }, each padded to eight bytes.
fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some((start, size)) = table(input.bytes) else { return };
    let Some(mut rest) = input.bytes.get(start..).and_then(|rest| rest.get(..size)) else {
        let detail = "a certificate table that lies beyond the end of the file";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, start as u64, None, detail);
        return;
    };
    for _ in 0..LIMIT {
        let (Some(length), Some(kind)) = (le32(rest, 0), le16(rest, 6)) else { return };
        let Some(content) = rest.get(8..length) else { return };
        let offset = input.bytes.len().min(start + size - rest.len() + 8);
        if kind == PKCS_SIGNED_DATA {
            Context::new(DETECTOR.id, offset as u64, None)
                .noted("Authenticode")
                .message(content, sink);
        }
        rest = rest.get(length.next_multiple_of(8)..).unwrap_or_default();
    }
}
