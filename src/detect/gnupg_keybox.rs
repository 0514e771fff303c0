//! Keyboxes of GnuPG (`pubring.kbx`): the keys and certificates in them.

use super::fields::be32;
use super::{Detector, Input, Sink, nested, openpgp_key, x509_certificate};
use crate::model::UnknownReason;

/// Finds keyboxes.
pub const DETECTOR: Detector = Detector {
    id: "gnupg-keybox",
    title: "Keyboxes of GnuPG",
    about: "`pubring.kbx` of gpg and gpgsm (`kbx/keybox-blob.c`): blobs with OpenPGP keys and with X.509 certificates, each given \
            to the reader of what it holds.",
    anchors: &[],
    wants: |peek| is_keybox(peek.head),
    detect,
};

/// Blob types.
const HEADER: u8 = 1;
const OPENPGP: u8 = 2;
const X509: u8 = 3;
/// Blobs that are looked at.
const LIMIT: usize = 100_000;

/// A first blob: length, type, version, flags, magic.
fn is_keybox(head: &[u8]) -> bool {
    head.get(4) == Some(&HEADER) && head.get(8..12) == Some(b"KBXf")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut at = 0;
    for _ in 0..LIMIT {
        if at == input.bytes.len() {
            return;
        }
        let Some(length) = blob(input, at, sink) else {
            let detail =
                "a keybox of GnuPG with a blob that is broken or cut off; what follows is not read";
            return sink.unknown(DETECTOR.id, UnknownReason::Malformed, at as u64, None, detail);
        };
        at += length;
    }
    let detail = "a keybox of GnuPG with more keys than are read";
    sink.unknown(DETECTOR.id, UnknownReason::TooLarge, at as u64, None, detail);
}

/// Reads the blob at `at` and gives its length: { length, type, version, flags, offset and length of what it holds, … }.
fn blob(input: &Input<'_>, at: usize, sink: &mut Sink) -> Option<usize> {
    let length = be32(input.bytes, at).filter(|length| *length >= 5)?;
    let blob = input.bytes.get(at..at.checked_add(length)?)?;
    let (readers, form): (&[&Detector], _) = match blob[4] {
        OPENPGP => (&[&openpgp_key::DETECTOR], "OpenPGP key in a keybox"),
        X509 => (&[&x509_certificate::DETECTOR], "certificate in a keybox"),
        _ => return Some(length),
    };
    let start = be32(blob, 8)?;
    let held = blob.get(start..start.checked_add(be32(blob, 12)?)?)?;
    let place = nested::Place { offset: (at + start) as u64, line: None };
    nested::report(readers, &nested::content(held, input.attempts), &place, form, sink);
    Some(length)
}
