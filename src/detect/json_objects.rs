//! JSON objects that have a given member, wherever they stand in a text: nested, inside other formats, or written once
//! more as a JSON string. One linear pass that keeps no more than what is open.

use std::borrow::Cow;
use std::collections::VecDeque;

/// An object from its opening to its closing brace, without the escapes of a string that held it.
pub struct JsonObject<'a> {
    pub text: Cow<'a, [u8]>,
    /// Offset of the opening brace in the input.
    pub offset: usize,
}

/// Objects that may be open around a member; deeper ones lose their outermost.
const DEPTH: usize = 128;
/// Longest object that is looked at: a key of 16384 bits with a chain of certificates stays far below.
const LENGTH: usize = 256 * 1024;

/// Every object of `text` with the member `name`, in the order of their closing braces; what is left open is not one.
pub fn with_member<'a>(text: &'a [u8], name: &str) -> Vec<JsonObject<'a>> {
    let mut found = Vec::new();
    let mut open = VecDeque::<Open>::new();
    let mut members = members(text, name).peekable();
    for brace in memchr::memchr2_iter(b'{', b'}', text) {
        while let Some((_, is_escaped)) = members.next_if(|(at, _)| *at < brace) {
            if let Some(object) = open.back_mut() {
                object.member = Some(is_escaped);
            }
        }
        if text[brace] == b'{' {
            if open.len() == DEPTH {
                open.pop_front();
            }
            open.push_back(Open { offset: brace, member: None });
        } else if let Some(Open { offset, member: Some(is_escaped) }) = open.pop_back()
            && brace - offset < LENGTH
        {
            let object = &text[offset..=brace];
            let text =
                if is_escaped { Cow::Owned(unescaped(object)) } else { Cow::Borrowed(object) };
            found.push(JsonObject { text, offset });
        }
    }
    found
}

struct Open {
    offset: usize,
    /// Whether the member was seen, and behind a backslash.
    member: Option<bool>,
}

/// Places of `"name"` in front of a colon, and whether a backslash escapes its quotes.
fn members<'a>(text: &'a [u8], name: &str) -> impl Iterator<Item = (usize, bool)> + use<'a> {
    let quoted = format!("\"{name}");
    let length = quoted.len();
    memchr::memmem::find_iter(text, quoted.as_bytes()).collect::<Vec<_>>().into_iter().filter_map(
        move |at| {
            let rest = &text[at + length..];
            let is_escaped = rest.first() == Some(&b'\\');
            let rest = rest.strip_prefix(b"\\").unwrap_or(rest).strip_prefix(b"\"")?;
            let rest = rest[..rest.len().min(16)].trim_ascii_start();
            (rest.first() == Some(&b':')).then_some((at, is_escaped))
        },
    )
}

/// The content of a JSON string whose escapes are those that an object's text needs (RFC 8259 §7).
fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => match bytes.next() {
                Some(b'n' | b'r' | b't') => plain.push(b' '),
                Some(other) => plain.push(other),
                None => {}
            },
            _ => plain.push(byte),
        }
    }
    plain
}
