//! Certificates and keys in the data of binaries: PEM text, and DER that is whole.

use super::ber::Element;
use super::executable::{Image, Region, is_executable};
use super::kind::Kind;
use super::{
    Attempts, Detector, Input, Peek, Sink, domain_parameters, nested, openpgp_key,
    openssh_private_key, pem, private_key, public_key, putty_private_key, x509_certificate,
    x509_crl, x509_request,
};
use crate::model::{Unknown, UnknownReason};

/// Finds objects in binaries.
pub const DETECTOR: Detector = Detector {
    id: "binary-object",
    title: "Certificates and keys in the data of binaries",
    about: "The data (not the code) of ELF, PE, Mach-O, WebAssembly and static archives: complete PEM blocks, and DER of \
            certificates, requests, revocation lists, keys and parameters of 256 bytes and more, at their offset in \
            the file. The readers of such files read them. Shorter DER is left out: the encoding of a small key is a \
            constant of 16 bytes before the key, which every library has without one. What only begins like an object \
            gives nothing: binaries hold templates and test data. Bounded in objects and in bytes tried in vain.",
    anchors: &[],
    wants,
    detect,
};

const PEM_READERS: &[&Detector] = &[
    &domain_parameters::DETECTOR,
    &openpgp_key::DETECTOR,
    &openssh_private_key::DETECTOR,
    &private_key::DETECTOR,
    &public_key::DETECTOR,
    &putty_private_key::DETECTOR,
    &x509_certificate::DETECTOR,
    &x509_crl::DETECTOR,
    &x509_request::DETECTOR,
];

/// Objects of one binary; a bundle of authorities has 150.
const OBJECTS: usize = 20_000;

fn wants(peek: &Peek<'_>) -> bool {
    is_executable(peek.head)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut left = OBJECTS;
    for region in input.images().iter().flat_map(Image::data).copied() {
        armoured(region, input.attempts, &mut left, sink);
        encoded(region, input.attempts, &mut left, sink);
        if left == 0 {
            let detail = "more certificates and keys in one binary than are listed";
            sink.unknown(DETECTOR.id, UnknownReason::TooLarge, region.offset, None, detail);
            return;
        }
    }
}

fn armoured(region: Region<'_>, attempts: &Attempts<'_>, left: &mut usize, sink: &mut Sink) {
    for block in pem::blocks(region.bytes) {
        if *left == 0 {
            return;
        }
        if !block.is_complete() {
            continue;
        }
        let body = block.range();
        let end = body.end + "-----END -----".len() + block.label.len();
        let Some(text) = region.bytes.get(body.start..end) else { continue };
        let (inner, offset) = (nested::content(text, attempts), region.offset + body.start as u64);
        *left -= usize::from(report(&inner, offset, "PEM in a binary", sink));
    }
}

/// SEQUENCE with a length of two octets, from 256 to 65535 bytes (X.690 §8.1.3).
const SEQUENCE: &[u8] = &[0x30, 0x82];

fn encoded(region: Region<'_>, attempts: &Attempts<'_>, left: &mut usize, sink: &mut Sink) {
    let bytes = region.bytes;
    let (mut at, mut spent) = (0, 0);
    // Candidates may overlap; real binaries stay far below their own size.
    let limit = 2 * bytes.len() + 1024 * 1024;
    let finder = memchr::memmem::Finder::new(SEQUENCE);
    while let Some(step) = finder.find(&bytes[at..]) {
        at += step;
        let size = bytes
            .get(at + 2..at + 4)
            .map_or(0, |size| usize::from(size[0]) << 8 | usize::from(size[1]));
        let Some(object) = bytes.get(at..at + 4 + size).filter(|_| size >= 256) else {
            at += 1;
            continue;
        };
        let is_known = Kind::of(object, None).is_some()
            && Element::read(object).is_some_and(|element| element.whole.len() == object.len());
        if is_known && *left > 0 && spent < limit {
            spent += object.len();
            let inner = nested::content(object, attempts);
            if report(&inner, region.offset + at as u64, "DER in a binary", sink) {
                *left -= 1;
                spent -= object.len();
                at += object.len();
                continue;
            }
        }
        at += 1;
    }
}

/// Reports what the readers find in `content`; false when that is nothing. What they cannot read is no claim of a
/// binary, but what is closed is there.
fn report(content: &Input<'_>, offset: u64, form: &str, sink: &mut Sink) -> bool {
    let found = nested::read(PEM_READERS, content);
    let closed = |unknown: &Unknown| unknown.reason == UnknownReason::Encrypted;
    let closed = found.unknowns.into_iter().filter(closed).collect::<Vec<_>>();
    if found.findings.is_empty() && closed.is_empty() {
        return false;
    }
    for mut finding in found.findings {
        finding.occurrence.line = None;
        sink.found(nested::moved(finding, offset, form));
    }
    for unknown in closed {
        let detail = format!("in {form}: {}", unknown.detail);
        sink.unknown_of(Unknown { line: None, offset, detail, ..unknown });
    }
    true
}
