//! PuTTY private keys (PPK; PuTTY manual, appendix C). The public half stands in the clear.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ssh_key_blob::SshKey;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Finding, Protection, RelationKind, UnknownReason};

/// Finds PuTTY private keys.
pub const DETECTOR: Detector = Detector {
    id: "putty-private-key",
    title: "PuTTY private keys (PPK)",
    about: "Files that begin with `PuTTY-User-Key-File-` 1, 2 or 3 (PuTTY manual, appendix C), and `.ppk` files. \
            Algorithm, exact size and fingerprint come from the public lines, which are never encrypted; cipher and key \
            derivation (SHA-1 up to version 2, Argon2 with its passes and memory in version 3) are kept, the comment \
            and the private lines are not. Other versions are unknown.",
    anchors: &[],
    wants,
    detect,
};

const HEADER: &[u8] = b"PuTTY-User-Key-File-";
/// More lines than any public key takes (a 16,384-bit RSA key has 44).
const MOST_LINES: usize = 1_000;

fn wants(peek: &Peek<'_>) -> bool {
    peek.head.trim_ascii_start().starts_with(HEADER) || (peek.size > 0 && is_named(peek.name))
}

fn is_named(name: &str) -> bool {
    name.as_bytes().last_chunk::<4>().is_some_and(|ending| ending.eq_ignore_ascii_case(b".ppk"))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let start = input.bytes.len() - input.bytes.trim_ascii_start().len();
    let bytes = &input.bytes[start..];
    // A key is a few kilobytes; what is longer is read no further.
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 20)]);
    let line = memchr::memchr_iter(b'\n', &input.bytes[..start]).count() + 1;
    let (offset, line) = (start as u64, u32::try_from(line).ok());
    match Ppk::read(&text) {
        Ok(ppk) => sink.found(ppk.finding(offset, line)),
        Err((reason, detail)) => sink.unknown(DETECTOR.id, reason, offset, line, detail),
    }
}

/// What is kept of a PPK file.
struct Ppk {
    key: SshKey,
    protection: Option<Protection>,
    version: u8,
    memory: Option<u64>,
}

type Fault = (UnknownReason, &'static str);

const fn malformed(detail: &'static str) -> Fault {
    (UnknownReason::Malformed, detail)
}

impl Ppk {
    fn read(text: &str) -> Result<Self, Fault> {
        let mut lines = text.lines();
        let first = lines.next().and_then(|line| line.strip_prefix("PuTTY-User-Key-File-"));
        let first = first.ok_or(malformed("a .ppk file without the PuTTY key header"))?;
        let (version, name) =
            first.split_once(": ").ok_or(malformed("a PuTTY key header that is broken"))?;
        let version = match version {
            "1" => 1,
            "2" => 2,
            "3" => 3,
            _ => {
                return Err((
                    UnknownReason::Unsupported,
                    "a PuTTY key of another version than 1 to 3",
                ));
            }
        };
        let mut headers = Headers::default();
        headers.read(&mut lines)?;
        let blob = headers.public.ok_or(malformed("a PuTTY key without its public lines"))?;
        let key = SshKey::read(&blob)
            .map_err(|_| malformed("a PuTTY key whose public half does not parse"))?;
        if key.name != name.trim_end() {
            return Err(malformed("a PuTTY key whose header and public half differ in type"));
        }
        let cipher =
            headers.cipher.ok_or(malformed("a PuTTY key that does not name its encryption"))?;
        let protection = (cipher != "none").then(|| Protection {
            scheme: format!("{} {cipher}", headers.derivation.as_deref().unwrap_or("SHA-1")),
            iterations: headers.passes,
        });
        Ok(Self { key, protection, version, memory: headers.memory })
    }

    fn finding(self, offset: u64, line: Option<u32>) -> Finding {
        let mut material = self.key.private("PuTTY", self.protection);
        material.details.push(("ppk_version".to_owned(), self.version.to_string()));
        if let Some(memory) = self.memory {
            material.details.push(("argon2_memory_kib".to_owned(), memory.to_string()));
        }
        material.details.sort();
        Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line)
            .refers_to(RelationKind::PublicHalf, self.key.public("PuTTY"))
    }
}

#[derive(Default)]
struct Headers {
    cipher: Option<String>,
    derivation: Option<String>,
    passes: Option<u64>,
    memory: Option<u64>,
    public: Option<Vec<u8>>,
}

impl Headers {
    /// Reads up to the private lines, which end the reading.
    fn read<'a>(&mut self, lines: &mut impl Iterator<Item = &'a str>) -> Result<(), Fault> {
        while let Some((name, value)) = lines.next().and_then(|line| line.split_once(':')) {
            let value = value.trim();
            match name {
                "Encryption" => self.cipher = Some(word(value)?),
                "Key-Derivation" => self.derivation = Some(word(value)?),
                "Argon2-Passes" => self.passes = value.parse().ok(),
                "Argon2-Memory" => self.memory = value.parse().ok(),
                "Public-Lines" => self.public = Some(public(value, lines)?),
                "Private-Lines" => return Ok(()),
                _ => {}
            }
        }
        Err(malformed("a PuTTY key without its private lines"))
    }
}

/// An algorithm's name; anything else may be misplaced content and is not kept.
fn word(value: &str) -> Result<String, Fault> {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if value.is_empty() || value.len() > 32 || !plain {
        return Err(malformed("a PuTTY key with a header that is no name"));
    }
    Ok(value.to_owned())
}

fn public<'a>(count: &str, lines: &mut impl Iterator<Item = &'a str>) -> Result<Vec<u8>, Fault> {
    const BROKEN: Fault = malformed("a PuTTY key whose public lines are broken");
    let count = count.parse::<usize>().ok().filter(|count| *count <= MOST_LINES).ok_or(BROKEN)?;
    let base64 = lines.take(count).map(str::trim_end).collect::<String>();
    STANDARD.decode(base64).map_err(|_| BROKEN)
}
