//! SSH public keys and certificates in text.

use super::ssh_key_lines::{Block, Candidate, Place, is_type};
use super::ssh_public_blob::Blob;
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds SSH public keys and certificates.
pub const DETECTOR: Detector = Detector {
    id: "openssh-public-key",
    title: "SSH public keys and certificates",
    about: "Public keys (RFC 4253 §6.6, RFC 5656, RFC 8709, OpenSSH PROTOCOL.u2f) and OpenSSH certificates \
            (PROTOCOL.certkeys) in `.pub`, `authorized_keys` and `known_hosts` files, in lines like theirs in any other \
            text, and in RFC 4716 blocks: algorithm, exact size, fingerprint; options by name, hosts, markers; never \
            comments. Types that are not known are kept by name, in other texts only behind that name. A line of a key \
            file that holds no key is unknown; prose that quotes half a key is nothing.",
    anchors: &KEY_ANCHORS,
    wants,
    detect,
};

/// Base64 of an SSH string that holds a public key algorithm's name (RFC 4253 §6.6).
const KEY_ANCHORS: [&str; 11] = [
    "AAAAB3NzaC1",
    "AAAAC3NzaC1lZDI1NTE5",
    "AAAAE2VjZHNhLXNoYTIt",
    "AAAAGnNrLXNzaC1",
    "AAAAInNrLWVjZHNhLX",
    "AAAAHHNzaC1yc2EtY2VydC",
    "AAAAIHNzaC1lZDI1NTE5LWNlcnQt",
    "AAAAKGVjZHNhLXNoYTIt",
    "AAAAK3NrLWVjZHNhLX",
    "AAAAH3NzaC1",
    "AAAAI3NrLXNzaC1lZDI1NTE5LWNlcnQt",
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored || Place::of(peek.name) != Place::Text
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let place = Place::of(input.name);
    let mut at = 0;
    let mut number = 1_u32;
    while at < input.bytes.len() {
        let rest = &input.bytes[at..];
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = Line { bytes: &rest[..length], offset: at as u64, number, place };
        let mut taken = length + 1;
        if line.bytes.trim_ascii() == Block::BEGIN {
            let after = rest.get(taken..).unwrap_or_default();
            let block = Block::read(after);
            line.block(block.blob.as_deref(), sink);
            let lines = memchr::memchr_iter(b'\n', &after[..block.length]).count();
            number = number.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            taken += block.length;
        } else if !place.skips(line.bytes) {
            line.read(sink);
        }
        at += taken;
        number = number.saturating_add(1);
    }
}

/// One line of the input.
struct Line<'a> {
    bytes: &'a [u8],
    offset: u64,
    number: u32,
    place: Place,
}

impl Line<'_> {
    fn read(&self, sink: &mut Sink) {
        let start = self.place.start(self.bytes);
        let mut claims = self.place.claims(self.bytes);
        for candidate in Candidate::all(self.bytes, start) {
            let blob = candidate.blob().as_deref().map(Blob::read);
            let Some(Ok((name, blob))) = blob else { continue };
            let word = candidate.word();
            if !self.accepts(&name, &blob, word.map(|(_, word)| word)) {
                // In a key file, a blob under another name is a broken line.
                claims |= self.place != Place::Text;
                continue;
            }
            let at = word.filter(|(_, word)| *word == name).map_or(candidate.start(), |(at, _)| at);
            let note = self.place.note(&self.bytes[..at]);
            sink.found(blob.finding(DETECTOR.id, self.offset + at as u64, Some(self.number), note));
            if self.place != Place::Text {
                return;
            }
            claims = false;
        }
        if claims {
            self.malformed("a line of an SSH key file that holds no whole key", sink);
        }
    }

    fn accepts(&self, name: &str, blob: &Blob, word: Option<&str>) -> bool {
        match (self.place, word) {
            (Place::Text, None) => blob.is_whole() && is_type(name.as_bytes()),
            (Place::Text, Some(word)) => {
                let agrees = word == name;
                let other = is_type(word.as_bytes()) && !agrees;
                blob.is_whole() && !other && (agrees || is_type(name.as_bytes()))
            }
            (_, word) => word == Some(name),
        }
    }

    fn block(&self, blob: Option<&[u8]>, sink: &mut Sink) {
        match blob.map(Blob::read) {
            Some(Ok((_, blob))) => {
                sink.found(blob.finding(
                    DETECTOR.id,
                    self.offset,
                    Some(self.number),
                    "RFC 4716".to_owned(),
                ));
            }
            // Documents show the first line of a block; a file that begins with it is meant as a key.
            None if self.place == Place::Text && self.offset > 0 => {}
            _ => self.malformed("an RFC 4716 public key that does not parse", sink),
        }
    }

    fn malformed(&self, detail: &str, sink: &mut Sink) {
        let reason = UnknownReason::Malformed;
        sink.unknown(DETECTOR.id, reason, self.offset, Some(self.number), detail);
    }
}
