//! Keys in BER, with lengths that only an end tells and strings in pieces. OpenSSL 3.0 takes every one of them.

use base64::Engine as _;
use y2q::detect::Sink;

use crate::certificates::{der, fixture, look, pem, truth};

/// Tag, content and what follows.
fn first(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (start, length) = match bytes[1] {
        short @ 0..=127 => (2, usize::from(short)),
        long => {
            let end = 2 + usize::from(long & 0x7F);
            (end, bytes[2..end].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet)))
        }
    };
    Some((bytes[0], bytes.get(start..start + length)?, &bytes[start + length..]))
}

fn endless(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag | 0x20, 0x80], content, &[0, 0]].concat()
}

/// The same without lengths; OCTET STRINGs in two pieces where `pieces` says so.
fn ber(mut bytes: &[u8], pieces: bool) -> Vec<u8> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let (tag, content, rest) = first(bytes).unwrap();
        let (one, other) = content.split_at(content.len() / 2);
        match tag {
            _ if tag & 0x20 != 0 => all.extend(endless(tag, &ber(content, pieces))),
            0x04 if pieces => all.extend(endless(tag, &[der(4, one), der(4, other)].concat())),
            _ => all.extend_from_slice(&bytes[..bytes.len() - rest.len()]),
        }
        bytes = rest;
    }
    all
}

/// Label and content of a file that is one whole key.
fn only_key(file: &str) -> Option<(String, Vec<u8>)> {
    let bytes = fixture(file);
    if !bytes.starts_with(b"-----") {
        let is_whole = first(&bytes).is_some_and(|(.., rest)| rest.is_empty());
        return is_whole.then(|| ("PRIVATE KEY".to_owned(), bytes));
    }
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines();
    let label = lines.next()?.strip_prefix("-----BEGIN ")?.strip_suffix("-----")?.to_owned();
    let base64: String = lines.take_while(|line| !line.starts_with("-----END")).collect();
    let is_alone = text.matches("-----BEGIN ").count() == 1 && !base64.contains(':');
    is_alone.then(|| (label, base64::engine::general_purpose::STANDARD.decode(base64).unwrap()))
}

fn ids(sink: &Sink) -> Vec<String> {
    let mut ids: Vec<_> = sink.findings.iter().map(|found| found.asset.id().to_string()).collect();
    ids.sort();
    ids
}

#[test]
fn a_key_in_ber_is_the_key_in_der() {
    let mut compared = 0;
    for row in truth() {
        let file = row["file"].as_str();
        let is_key = matches!(row["kind"].as_str(), "private-key" | "public-key");
        let Some((label, der)) = is_key.then(|| only_key(file)).flatten() else { continue };
        let known = ids(&look("key", &der));
        for pieces in [false, true] {
            let ber = ber(&der, pieces);
            assert_eq!(ids(&look("key", &ber)), known, "{file}");
            let label = if row["kind"] == "public-key" { "PUBLIC KEY" } else { &label };
            let framed = look("key.pem", pem(label, &ber).as_bytes());
            let told = ids(&look("key.pem", pem(label, &der).as_bytes()));
            assert_eq!(ids(&framed), told, "{file}");
            compared += framed.findings.len();
        }
    }
    assert!(compared >= 30, "{compared}");
}

#[test]
fn what_does_not_end_is_no_key() {
    let (label, der) = only_key("rsa-pkcs8.pem").unwrap();
    let mut cut = ber(&der, true);
    cut.truncate(cut.len() - 2);
    let sink = look("key.pem", pem(&label, &cut).as_bytes());
    assert!(sink.findings.is_empty());
    assert_eq!(sink.unknowns.len(), 1, "{:?}", sink.unknowns);
    // Deeper than any key is.
    let deep = [[0x30, 0x80].repeat(100_000), [0, 0].repeat(100_000)].concat();
    assert!(look("key", &deep).findings.is_empty());
}
