use std::collections::BTreeMap;

use super::fields::{Said, of_zeek};

/// The header of a log of Zeek as tab-separated text (`LogAscii`): separator, path, names of the fields.
pub(super) struct Header {
    separator: u8,
    unset: Vec<u8>,
    path: String,
    names: Vec<String>,
}

impl Default for Header {
    fn default() -> Self {
        Self { separator: b'\t', unset: b"-".to_vec(), path: String::new(), names: Vec::new() }
    }
}

/// Fields of one log.
const MOST: usize = 500;

impl Header {
    /// Takes notice of a line of the header; logs that were joined have several headers.
    pub(super) fn read(&mut self, line: &[u8]) {
        if let Some(code) = line.strip_prefix(b"#separator ") {
            // As `\x09`.
            let hex = code.strip_prefix(b"\\x").and_then(|hex| std::str::from_utf8(hex).ok());
            let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
            self.separator = byte.or_else(|| code.first().copied()).unwrap_or(b'\t');
            return;
        }
        let mut parts = line.split(|byte| *byte == self.separator);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match parts.next() {
            Some(b"#path") => self.path = parts.next().map(text).unwrap_or_default(),
            Some(b"#unset_field") => {
                self.unset = parts.next().unwrap_or(b"-").to_vec();
            }
            Some(b"#fields") => self.names = parts.take(MOST).map(text).collect(),
            _ => {}
        }
    }

    /// What a line says; `None` where it has other fields than the header.
    pub(super) fn fields(&self, line: &[u8]) -> Option<Said> {
        let values = line.split(|byte| *byte == self.separator).collect::<Vec<_>>();
        if self.names.is_empty() || values.len() != self.names.len() {
            return None;
        }
        let is_set = |value: &&[u8]| **value != self.unset && **value != b"(empty)"[..];
        let pairs = self.names.iter().zip(values).filter(|(_, value)| is_set(value));
        let pairs =
            pairs.map(|(name, value)| (name.clone(), String::from_utf8_lossy(value).into_owned()));
        Some(of_zeek(&self.path, &pairs.collect::<BTreeMap<_, _>>()))
    }
}
