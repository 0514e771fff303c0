//! Signatures in the headers of RPM packages.

use base64::Engine as _;

use super::fields::be32;
use super::{Detector, Input, Sink, nested, openpgp_message};
use crate::model::UnknownReason;

/// Finds signatures of RPM packages.
pub const DETECTOR: Detector = Detector {
    id: "rpm-signature",
    title: "Signatures of RPM packages",
    about: "OpenPGP signatures in the signature header of an RPM package (RPM file format, `rpmtag.h`): over the header (tags 267 \
            and 268, and 278 of RPM 6, in base64) and over header and payload (tags 1002 and 1005). Digests are not signatures \
            and are not reported; files inside a package are read by themselves.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(LEAD),
    detect,
};

const LEAD: &[u8] = &[0xED, 0xAB, 0xEE, 0xDB];
/// Octets of the lead; the signature header follows.
const START: usize = 96;
const MAGIC: &[u8] = &[0x8E, 0xAD, 0xE8, 0x01];
/// Entries of a signature header; real ones have some ten.
const LIMIT: usize = 1_000;
const BINARY: usize = 7;

/// Tags with OpenPGP packets, and what is signed.
const TAGS: [(usize, &str); 4] = [
    (267, "signature of an RPM header"),
    (268, "signature of an RPM header"),
    (1002, "signature of an RPM header and payload"),
    (1005, "signature of an RPM header and payload"),
];
/// RPMTAG_OPENPGP: texts in base64.
const OPENPGP: usize = 278;
const HEADER_FORM: &str = "signature of an RPM header";

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if signatures(input, sink).is_none() {
        let detail = "an RPM package whose signature header is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, START as u64, None, detail);
    }
}

/// { magic, reserved, entries, octets of data }, then entries of tag, type, offset and count, then the data.
fn signatures(input: &Input<'_>, sink: &mut Sink) -> Option<()> {
    let header = input.bytes.get(START..)?;
    if !header.starts_with(MAGIC) {
        return None;
    }
    let count = be32(header, 8).filter(|count| *count <= LIMIT)?;
    let start = 16 + 16 * count;
    let data = header.get(start..start.checked_add(be32(header, 12)?)?)?;
    for entry in header[16..start].chunks_exact(16) {
        let (tag, kind) = (be32(entry, 0)?, be32(entry, 4)?);
        let (offset, count) = (be32(entry, 8)?, be32(entry, 12)?);
        let place = nested::Place { offset: (START + start + offset) as u64, line: None };
        let report = |packets: &[u8], form, sink: &mut Sink| {
            let inner = nested::content(packets, input.attempts);
            nested::report(&[&openpgp_message::DETECTOR], &inner, &place, form, sink);
        };
        if let Some((_, form)) = TAGS.iter().find(|(of, _)| *of == tag) {
            let packets =
                data.get(offset..offset.checked_add(count)?).filter(|_| kind == BINARY)?;
            report(packets, form, sink);
        } else if tag == OPENPGP {
            let texts = data.get(offset..)?.split(|byte| *byte == 0).take(count.min(LIMIT));
            for text in texts {
                let packets = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
                report(&packets, HEADER_FORM, sink);
            }
        }
    }
    Some(())
}
