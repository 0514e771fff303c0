//! Where public keys stand in text: lines of `.pub`, `authorized_keys` and `known_hosts` files (sshd(8)), lines like
//! them anywhere, and RFC 4716 blocks.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Writers differ in padding, and in the unused bits of the last character.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Longest base64 of one key that is read: 1 MiB (a Classic McEliece key fills more than half of it).
const LONGEST: usize = 1 << 20;

/// What kind of file a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `authorized_keys`: options, key.
    AuthorizedKeys,
    /// `known_hosts`: marker, hosts, key.
    KnownHosts,
    /// `.pub`: key.
    PublicKey,
    /// Any other text.
    Text,
}

impl Place {
    /// By file name; copies (`known_hosts.old`) count, sources and documents (`known_hosts.go`) do not.
    pub fn of(name: &str) -> Self {
        let plain = |prefix: &str| {
            name.strip_prefix(prefix).is_some_and(|rest| {
                !rest.contains('.') || matches!(rest, ".old" | ".bak" | ".orig" | ".save")
            })
        };
        if plain("authorized_keys") {
            Self::AuthorizedKeys
        } else if plain("known_hosts") || plain("ssh_known_hosts") {
            Self::KnownHosts
        } else if name.ends_with(".pub") {
            Self::PublicKey
        } else {
            Self::Text
        }
    }

    /// Whether `line` can only be meant as a key.
    pub fn claims(self, line: &[u8]) -> bool {
        match self {
            Self::AuthorizedKeys | Self::KnownHosts => true,
            Self::PublicKey => is_type(first_word(line)),
            Self::Text => false,
        }
    }

    /// Whether OpenSSH passes over `line`.
    pub fn skips(self, line: &[u8]) -> bool {
        self != Self::Text && matches!(line.trim_ascii_start().first(), None | Some(b'#'))
    }

    /// Where on the line keys may stand: options may quote a key that is none.
    pub fn start(self, line: &[u8]) -> usize {
        match self {
            Self::AuthorizedKeys if !is_type(first_word(line)) => options_end(line),
            _ => 0,
        }
    }

    /// What an auditor wants to know of the words before the key; option values, which may be secret, are left out.
    pub fn note(self, before: &[u8]) -> String {
        let before = String::from_utf8_lossy(before);
        match self {
            Self::AuthorizedKeys if !before.trim().is_empty() => {
                format!("options {}", option_names(before.trim()).join(", "))
            }
            Self::KnownHosts => hosts(&before),
            _ => String::new(),
        }
    }
}

/// Base64 on a line that begins as every blob does: the length of a name, of which three bytes are zero.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    line: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> Candidate<'a> {
    /// The candidates on `line` from byte `from`, left to right.
    pub fn all(line: &'a [u8], from: usize) -> impl Iterator<Item = Self> {
        let mut at = from;
        std::iter::from_fn(move || {
            loop {
                let start = at + memchr::memmem::find(line.get(at..)?, b"AAAA")?;
                let length = line[start..].iter().take_while(|byte| is_base64(**byte)).count();
                at = start + length;
                if start == 0 || !is_base64(line[start - 1]) {
                    return Some(Self { line, start, end: at });
                }
            }
        })
    }

    /// The bytes; `None` when the base64 is broken or longer than any key.
    pub fn blob(&self) -> Option<Vec<u8>> {
        let base64 = &self.line[self.start..self.end];
        if base64.len() > LONGEST { None } else { BASE64.decode(base64).ok() }
    }

    /// The name in front of it, with white space between, and where it begins.
    pub fn word(&self) -> Option<(usize, &'a str)> {
        let before = self.line[..self.start].trim_ascii_end();
        if before.len() == self.start {
            return None;
        }
        let length = before.iter().rev().take_while(|byte| is_name(**byte)).count();
        let start = before.len() - length;
        std::str::from_utf8(&before[start..])
            .ok()
            .filter(|word| !word.is_empty())
            .map(|word| (start, word))
    }

    /// Where the base64 begins on the line.
    pub const fn start(&self) -> usize {
        self.start
    }
}

/// Whether a word is the name of an SSH key type, known or not.
pub fn is_type(word: &[u8]) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-"].iter().any(|prefix| word.starts_with(prefix.as_bytes()))
}

/// An RFC 4716 block.
pub struct Block {
    /// Its content; `None` when the base64 is broken or there is no end.
    pub blob: Option<Vec<u8>>,
    /// Bytes after its first line that belong to it.
    pub length: usize,
}

impl Block {
    /// The line that begins one.
    pub const BEGIN: &'static [u8] = b"---- BEGIN SSH2 PUBLIC KEY ----";
    const END: &'static [u8] = b"---- END SSH2 PUBLIC KEY ----";

    /// Reads what follows the line that begins a block.
    pub fn read(after: &[u8]) -> Self {
        let Some(length) = memchr::memmem::find(&after[..after.len().min(LONGEST)], Self::END)
        else {
            return Self { blob: None, length: 0 };
        };
        let mut base64 = Vec::new();
        let mut in_header = false;
        for line in after[..length].split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii) {
            // RFC 4716 §3.3: a header goes on while its lines end in a backslash.
            let is_header = in_header || line.contains(&b':');
            in_header = is_header && line.ends_with(b"\\");
            if !is_header {
                base64.extend(line);
            }
        }
        Self { blob: BASE64.decode(base64).ok(), length }
    }
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@')
}

fn first_word(line: &[u8]) -> &[u8] {
    line.trim_ascii_start().split(u8::is_ascii_whitespace).next().unwrap_or_default()
}

/// End of the options (sshd(8), AUTHORIZED_KEYS FILE FORMAT): the first white space outside quotes.
fn options_end(line: &[u8]) -> usize {
    let indent = line.len() - line.trim_ascii_start().len();
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in line.iter().enumerate().skip(indent) {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b' ' | b'\t' if !quoted => return at,
            _ => {}
        }
        escaped = *byte == b'\\' && !escaped;
    }
    line.len()
}

/// Names of the options, sorted.
fn option_names(options: &str) -> Vec<String> {
    let mut names = std::collections::BTreeSet::new();
    let (mut quoted, mut escaped, mut start) = (false, false, 0);
    let mut keep = |option: &str| {
        let name = option.split('=').next().unwrap_or_default().trim();
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let known = plain && !name.is_empty() && name.len() <= 40;
        names.insert(if known { name.to_ascii_lowercase() } else { "unrecognised".to_owned() });
    };
    for (at, char) in options.char_indices() {
        match char {
            '"' if !escaped => quoted = !quoted,
            ',' if !quoted => {
                keep(&options[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = char == '\\' && !escaped;
    }
    keep(&options[start..]);
    names.into_iter().collect()
}

/// Marker and hosts of a `known_hosts` line.
fn hosts(before: &str) -> String {
    const LONGEST_NOTE: usize = 200;
    let mut words = before.split_ascii_whitespace().peekable();
    let marker = words.next_if(|word| matches!(*word, "@cert-authority" | "@revoked"));
    let host = match words.next() {
        Some(host) if host.starts_with("|1|") => "hashed host".to_owned(),
        Some(host) => {
            let host = host.chars().filter(|char| !char.is_control()).take(LONGEST_NOTE);
            format!("host {}", host.collect::<String>())
        }
        None => String::new(),
    };
    marker.map_or(host.clone(), |marker| format!("{marker} {host}"))
}
