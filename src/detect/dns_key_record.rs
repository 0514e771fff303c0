//! Keys in DNS records: DNSSEC, DANE, SSH fingerprints, IPsec; and trust anchors.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;

use super::ber::Element;
use super::dns_master_file::{self, Record};
use super::line_count::LineCount;
use super::spki::PublicKey;
use super::{Detector, Input, Sink, dns_algorithm, pem_encryption, x509_certificate};
use crate::model::{Algorithm, Asset, Evidence, Finding, RelationKind, UnknownReason};
use crate::registry;

/// Finds keys in DNS records.
pub const DETECTOR: Detector = Detector {
    id: "dns-key-record",
    title: "Keys in DNS records and trust anchors",
    about: "DNSKEY, CDNSKEY, KEY, DS, CDS (RFC 4034, RFC 7344), TLSA (RFC 6698), SSHFP (RFC 4255) and IPSECKEY (RFC 4025) \
            records of master files, in files like BIND's `K*.key` and in Unbound's `trust-anchor`, and the keys of \
            BIND's `trust-anchors`, `managed-keys` and `trusted-keys`: algorithm by IANA number, size from the key, owner, \
            role and key tag. A record that is a digest is its hash algorithm. Keys of other algorithms than RSA, P-256, \
            P-384 and the Edwards curves are kept by number. Text whose data do not have a record's form is nothing; \
            `$INCLUDE` is not followed.",
    anchors: &[
        "DNSKEY",
        "dnskey",
        "\tDS",
        " DS ",
        "CDS",
        "TLSA",
        "SSHFP",
        "IPSECKEY",
        "initial-key",
        "static-key",
        "trusted-keys",
    ],
    wants: |peek| peek.anchored,
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for record in dns_master_file::records(text) {
        let place = (record.offset as u64, Some(record.line));
        match record.kind.to_ascii_uppercase().as_str() {
            "DNSKEY" | "CDNSKEY" | "KEY" => {
                dnskey(&record, &record.data, Evidence::Present, place, sink)
            }
            "DS" | "CDS" => delegation(&record, place, sink),
            "TLSA" => association(&record, place, sink),
            "SSHFP" => fingerprint(&record, place, sink),
            _ => ipsec(&record, place, sink),
        }
    }
    anchors(text, sink);
}

/// `flags 3 algorithm key` (RFC 4034 §2.2).
fn dnskey(
    record: &Record<'_>,
    data: &[&str],
    evidence: Evidence,
    place: (u64, Option<u32>),
    sink: &mut Sink,
) {
    let [flags, "3", algorithm, key @ ..] = data else { return };
    let (Ok(flags), Ok(number)) = (flags.parse::<u16>(), algorithm.parse::<u8>()) else { return };
    let Ok(key) = STANDARD.decode(key.concat()) else { return };
    // An algorithm of 0 asks a parent to delete its DS (RFC 8078 §4).
    if key.len() < 16 || number == 0 {
        return;
    }
    let role = match flags {
        257 | 385 => "key-signing key",
        256 | 384 => "zone-signing key",
        _ => "key",
    };
    let revoked = if flags & 0x80 == 0 { "" } else { ", revoked" };
    let note = format!(
        "{} {} {role}{revoked}, algorithm {}, key tag {}",
        record.kind.to_ascii_uppercase(),
        record.owner,
        dns_algorithm::words(number),
        key_tag(flags, number, &key)
    );
    let Some(public) = dns_algorithm::public_key(number, &key) else {
        let is_read = matches!(number, 1 | 5 | 7 | 8 | 10 | 13..=16);
        if is_read {
            let detail = "a DNSKEY record whose key does not fit its algorithm";
            return sink.unknown(DETECTOR.id, UnknownReason::Malformed, place.0, place.1, detail);
        }
        let asset = Asset::Algorithm(dns_algorithm::signature(number));
        return sink.found(
            Finding::new(DETECTOR.id, asset, place.0, place.1).evidence(evidence).note(note),
        );
    };
    let signature = Asset::Algorithm(dns_algorithm::signature(number));
    let finding = public.seen(DETECTOR.id, None, place);
    sink.found(
        finding
            .evidence(evidence)
            .note(note)
            .refers_to(RelationKind::SignatureAlgorithm, signature),
    );
}

/// RFC 4034 appendix B, over the record's data.
fn key_tag(flags: u16, number: u8, key: &[u8]) -> u16 {
    // Algorithm 1 takes the modulus instead (§B.1): all but its last octet.
    if let (1, [.., high, low, _]) = (number, key) {
        return u16::from_be_bytes([*high, *low]);
    }
    let data = flags.to_be_bytes().into_iter().chain([3, number]).chain(key.iter().copied());
    let sum = data.enumerate().fold(0_u32, |sum, (index, byte)| {
        sum.wrapping_add(if index & 1 == 0 { u32::from(byte) << 8 } else { u32::from(byte) })
    });
    u16::try_from(sum.wrapping_add(sum >> 16 & 0xFFFF) & 0xFFFF).unwrap_or_default()
}

/// `tag algorithm digest-type digest` (RFC 4034 §5.3).
fn delegation(record: &Record<'_>, place: (u64, Option<u32>), sink: &mut Sink) {
    let [tag, algorithm, kind, digest @ ..] = &record.data[..] else { return };
    let hash = match (*kind, digest.concat().len()) {
        ("1", 40) => "SHA-1",
        ("2", 64) => "SHA-256",
        ("3", 64) => "GOSTR3411-94",
        ("4", 96) => "SHA-384",
        _ => return,
    };
    let (Ok(tag), Ok(number)) = (tag.parse::<u16>(), algorithm.parse::<u8>()) else { return };
    let note = format!(
        "{} {} for key tag {tag}, algorithm {}",
        record.kind.to_ascii_uppercase(),
        record.owner,
        dns_algorithm::words(number)
    );
    digested(hash, &digest.concat(), note, place, sink);
}

/// A digest of a key or certificate, as the hash algorithm that it relies on.
fn digested(
    hash: &str,
    hexadecimal: &str,
    note: String,
    place: (u64, Option<u32>),
    sink: &mut Sink,
) {
    if hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let algorithm = registry::by_name(hash).unwrap_or_else(|| Algorithm::verbatim(hash, None));
        let finding = Finding::new(DETECTOR.id, Asset::Algorithm(algorithm), place.0, place.1);
        sink.found(finding.note(note));
    }
}

/// `usage selector matching-type data` (RFC 6698 §2.2).
fn association(record: &Record<'_>, place: (u64, Option<u32>), sink: &mut Sink) {
    let [usage @ ("0" | "1" | "2" | "3"), selector @ ("0" | "1"), matching, data @ ..] =
        &record.data[..]
    else {
        return;
    };
    let data = data.concat();
    let note = format!("TLSA {} usage {usage}, selector {selector}", record.owner);
    match (*matching, data.len()) {
        ("1", 64) => digested("SHA-256", &data, note, place, sink),
        ("2", 128) => digested("SHA-512", &data, note, place, sink),
        ("0", 64..) => {
            let Some(der) = pem_encryption::octets(&data) else { return };
            if *selector == "0" {
                x509_certificate::inside(DETECTOR.id, &der, place.0, sink);
            } else if let Some(key) = Element::read(&der).and_then(|spki| PublicKey::read(&spki)) {
                sink.found(key.seen(DETECTOR.id, None, place).note(note));
            }
        }
        _ => {}
    }
}

/// `algorithm type fingerprint` (RFC 4255 §3.1, RFC 6594, RFC 7479, RFC 8709).
fn fingerprint(record: &Record<'_>, place: (u64, Option<u32>), sink: &mut Sink) {
    let [algorithm, kind, print @ ..] = &record.data[..] else { return };
    let print = print.concat();
    let hash = match (*kind, print.len()) {
        ("1", 40) => "SHA-1",
        ("2", 64) => "SHA-256",
        _ => return,
    };
    let key = match *algorithm {
        "1" => "RSA",
        "2" => "DSA",
        "3" => "ECDSA",
        "4" => "Ed25519",
        "6" => "Ed448",
        _ => return,
    };
    digested(hash, &print, format!("SSHFP {} of an {key} host key", record.owner), place, sink);
}

/// `precedence gateway-type algorithm gateway key` (RFC 4025 §3.1); RSA as in RFC 3110.
fn ipsec(record: &Record<'_>, place: (u64, Option<u32>), sink: &mut Sink) {
    let [precedence, "0" | "1" | "2" | "3", algorithm, _, key @ ..] = &record.data[..] else {
        return;
    };
    let key = STANDARD.decode(key.concat()).ok().filter(|key| key.len() >= 16);
    let (Ok(_), Some(key)) = (precedence.parse::<u8>(), key) else { return };
    let note = format!("IPSECKEY {}", record.owner);
    match (*algorithm, dns_algorithm::rsa(&key)) {
        ("2", Some(public)) => sink.found(public.seen(DETECTOR.id, None, place).note(note)),
        ("1", _) => {
            let algorithm =
                registry::by_name("DSA").unwrap_or_else(|| Algorithm::verbatim("DSA", None));
            sink.found(
                Finding::new(DETECTOR.id, Asset::Algorithm(algorithm), place.0, place.1).note(note),
            );
        }
        _ => {}
    }
}

/// Keys of named.conf: `name initial-key flags 3 algorithm "key";`, and before BIND 9.15 without the second word.
fn anchors(text: &str, sink: &mut Sink) {
    for statement in ["trust-anchors", "managed-keys", "trusted-keys"] {
        let Some(start) = memmem::find(text.as_bytes(), statement.as_bytes()) else { continue };
        let body = &text[start..];
        let (Some(open), Some(close)) = (body.find('{'), body.find('}')) else { continue };
        let Some(inner) = body.get(open + 1..close) else { continue };
        let mut offset = start + open + 1;
        let mut lines = LineCount::new(text.as_bytes());
        for entry in inner.split(';') {
            // Base64 has slashes too: only a line that begins like a comment is one.
            let is_comment = |line: &&str| line.trim_start().starts_with(['#', '/']);
            let words = entry
                .lines()
                .filter(|line| !is_comment(line))
                .flat_map(|line| line.split(|c: char| c.is_ascii_whitespace() || c == '"'));
            let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>();
            let data = match words[..] {
                [_, "initial-key" | "static-key", ref data @ ..] => data,
                [_, ref data @ ..] if statement == "trusted-keys" => data,
                _ => &[],
            };
            let entry_at = offset + entry.len() - entry.trim_start().len();
            offset += entry.len() + 1;
            if let Some(owner) = words.first().filter(|_| !data.is_empty()) {
                let line = lines.of(entry_at);
                let record =
                    Record { offset: entry_at, line, owner, kind: "DNSKEY", data: Vec::new() };
                dnskey(&record, data, Evidence::Configured, (entry_at as u64, Some(line)), sink);
            }
        }
    }
}
