//! Base64 that other text embeds: in JSON and YAML strings, XML elements, properties, source code, message bodies. One
//! character at a time, so that a reader takes exactly as much as the object needs whose length it knows.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Lenient in what changes no content: padding and unused bits.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// White space and quotes between two characters of one run; wrapped text has a line end and an indentation.
const GAP: usize = 256;

/// Whether `byte` is of the alphabet (RFC 4648 §4), without padding.
pub const fn is_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Characters of base64, freed of what a text puts between them, from one place on.
pub struct Characters<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Characters<'a> {
    /// The run that begins at `at`.
    pub const fn new(text: &'a [u8], at: usize) -> Self {
        Self { text, at }
    }

    /// Offset of what has not been read.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Takes up to `count` characters.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let mut taken = Vec::with_capacity(count.min(self.text.len() - self.at));
        while taken.len() < count {
            let rest = &self.text[self.at..];
            let run = rest.iter().take(count - taken.len()).take_while(|byte| is_character(**byte));
            let run = run.count();
            taken.extend_from_slice(&rest[..run]);
            self.at += run;
            if taken.len() == count {
                break;
            }
            match escaped(&self.text[self.at..]) {
                Some((character, length)) => {
                    taken.push(character);
                    self.at += length;
                }
                None => match gap(&self.text[self.at..]) {
                    Some(length) => self.at += length,
                    None => break,
                },
            }
        }
        taken
    }

    /// Whether the run ends here: what follows at once is neither base64 nor an escape of it.
    pub fn is_over(&self) -> bool {
        let rest = &self.text[self.at..];
        rest.first().is_none_or(|byte| !is_character(*byte)) && escaped(rest).is_none()
    }
}

/// A character that the text writes as an escape: the solidus of JSON (RFC 8259 §7) and what some writers escape for
/// the sake of HTML.
fn escaped(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'\\', b'/', ..] => Some((b'/', 2)),
        [b'\\', b'u', b'0', b'0', high, low, ..] => match (high, low) {
            (b'2', b'b' | b'B') => Some((b'+', 6)),
            (b'2', b'f' | b'F') => Some((b'/', 6)),
            _ => None,
        },
        _ => None,
    }
}

/// Length of what separates two characters of one run; `None` where the run ends.
fn gap(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(length) = separator(&text[at..]) {
        at += length;
        if at > GAP {
            return None;
        }
    }
    let goes_on =
        text.get(at).is_some_and(|byte| is_character(*byte)) || escaped(&text[at..]).is_some();
    (at > 0 && goes_on).then_some(at)
}

/// White space, the escapes of line ends in string literals and XML, and the quotes of a concatenation.
fn separator(text: &[u8]) -> Option<usize> {
    match text {
        [b' ' | b'\t' | b'\r' | b'\n', ..] => Some(1),
        [b'\\', b'n' | b'r' | b't', ..] => Some(2),
        [b'\\', b'\n', ..] => Some(2),
        [b'\\', b'\r', b'\n', ..] => Some(3),
        [b'\\', b'\\', b'n' | b'r' | b't', ..] => Some(3),
        [b'&', b'#', ..] => ["&#13;", "&#10;", "&#xD;", "&#xA;", "&#xd;", "&#xa;", "&#9;"]
            .into_iter()
            .find(|entity| text.starts_with(entity.as_bytes()))
            .map(str::len),
        [quote @ (b'"' | b'\''), rest @ ..] => {
            // "MIIC" + newline + "AQAw"; a comma would begin another value.
            let gap = rest.iter().take(GAP).take_while(|byte| {
                byte.is_ascii_whitespace() || matches!(byte, b'+' | b'.' | b'&' | b'\\')
            });
            let gap = gap.count();
            (gap > 0 && rest.get(gap) == Some(quote)).then_some(gap + 2)
        }
        _ => None,
    }
}

/// What characters of base64 stand for; what is left over after the last whole byte is dropped.
pub fn decoded(characters: &[u8]) -> Vec<u8> {
    let whole = characters.len() - usize::from(characters.len() % 4 == 1);
    // Only characters of the alphabet are passed, and no length is left that cannot be decoded.
    BASE64.decode(&characters[..whole]).unwrap_or_default()
}
