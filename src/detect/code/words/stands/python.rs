//! How names stand in files of Python.

use super::{begins_with, line_of};
use crate::detect::code::words::words_of;

/// Whether a name of Python may be a module or function that is used: it is imported, alone in its line as one of
/// several that are, in quotes, called, or has a name after its dot.
pub(super) fn is_module(before: &[u8], after: &[u8]) -> bool {
    let starts_name = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    let has_name = |rest: &[u8]| {
        rest.strip_prefix(b".").is_some_and(|rest| rest.first().is_some_and(starts_name))
    };
    let next = after.trim_ascii_start();
    let line = before[line_of(before)..].trim_ascii_start();
    // A name may follow in the next line, or behind a blank.
    let is_used = match after.first() {
        Some(b'(' | b'"' | b'\'') | None => true,
        Some(b'.') => has_name(after),
        _ => {
            let is_renamed = line.is_empty() && begins_with(next, b"as");
            is_renamed || begins_with(next, b"import") || has_name(next) || next.starts_with(b"\\")
        }
    };
    let is_alone = line.is_empty() && next.first().is_some_and(|byte| b",)".contains(byte));
    is_used || is_alone || is_import(line)
}

/// Whether an import of Python is in the line so far: a statement that begins with its word. In prose, the word stands
/// behind others.
fn is_import(line: &[u8]) -> bool {
    words_of(line).any(|(start, word)| {
        let before = line[..start].trim_ascii_end();
        let is_first = before.last().is_none_or(|last| b":;\\\"'>".contains(last));
        matches!(word, b"import" | b"from") && is_first
    })
}

/// Whether a name of Python is a field or argument that gets a value, or in quotes as the name of one.
pub(super) fn is_set(before: &[u8], after: &[u8]) -> bool {
    let next = after.trim_ascii_start();
    let is_quoted = before.last().is_some_and(|byte| b"\"'".contains(byte));
    is_quoted || next.first().is_none_or(|byte| b"=:\\".contains(byte)) && !next.starts_with(b"==")
}
