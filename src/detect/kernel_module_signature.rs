//! Signatures that are appended to Linux kernel modules.

use super::cms_message::Context;
use super::fields::be32;
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds signatures of kernel modules.
pub const DETECTOR: Detector = Detector {
    id: "kernel-module-signature",
    title: "Signatures of Linux kernel modules",
    about: "The signature behind the ELF image of a module (kernel documentation, module-signing; struct module_signature): a \
            PKCS#7 message with its digest, algorithm and certificates. The form without PKCS#7, of kernels before 4.3, is \
            an unknown. Files are recognised by the name `.ko` and the ELF magic; compressed modules are read where \
            archives are opened.",
    anchors: &[],
    wants: |peek: &Peek<'_>| peek.name.ends_with(".ko") && peek.head.starts_with(b"\x7FELF"),
    detect,
};

const MAGIC: &[u8] = b"~Module signature appended~\n";
/// struct module_signature { algo, hash, id_type, signer_len, key_id_len, pad[3], be32 sig_len }
const TRAILER: usize = 12;
/// PKEY_ID_PKCS7
const PKCS7: u8 = 2;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(signed) = input.bytes.strip_suffix(MAGIC) else { return };
    let parts = signed.len().checked_sub(TRAILER).and_then(|end| {
        let (content, trailer) = signed.split_at(end);
        Some((trailer[2], content.len().checked_sub(be32(trailer, 8)?)?, content))
    });
    let Some((kind, start, content)) = parts else {
        let detail = "the signature of a kernel module that is longer than the file";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        return;
    };
    if kind == PKCS7 {
        let context = Context::new(DETECTOR.id, start as u64, None);
        context.noted("kernel module signature").message(&content[start..], sink);
    } else {
        let detail = "the signature of a kernel module in the form without PKCS#7";
        sink.unknown(DETECTOR.id, UnknownReason::Unsupported, start as u64, None, detail);
    }
}
