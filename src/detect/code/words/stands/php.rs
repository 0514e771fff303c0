//! How names of functions stand in files of PHP.

use super::{begins_with, ends_in, is_after_comment, is_comment, line_of};

/// Lines of a comment that are looked at.
const COMMENT: usize = 200;

/// Whether a name is that of a function that is called, imported or handed on in quotes: no method, no function that is
/// declared, and not in a comment.
pub(super) fn is_function(before: &[u8], after: &[u8], given: &[String]) -> bool {
    let is_quote = |byte: Option<&u8>| byte.is_some_and(|byte| b"\"'".contains(byte));
    let next = after.trim_ascii_start();
    let line = before[line_of(before)..].trim_ascii_start();
    // A declaration may give a reference back.
    let near = before.trim_ascii_end();
    let near = near.strip_suffix(b"&").unwrap_or(near).trim_ascii_end();
    let is_imported = ends_in(near, b"function") && line.starts_with(b"use");
    if is_imported || line.starts_with(b"use") || near.ends_with(b"*/") || is_after_comment(before)
    {
        return !is_documented(before);
    }
    let is_method = near.ends_with(b"->") || near.ends_with(b"::");
    let is_declared = ends_in(near, b"function");
    let is_handed = is_quote(after.first());
    let is_called = next.first().is_none_or(|byte| b"(/#".contains(byte));
    is_handed
        || is_called
            && !is_method
            && !is_declared
            && !is_documented(before)
            && (given.is_empty() || is_given(next, given))
}

/// Whether the first argument may be one of these: a text that is written there is one of them or it is not.
fn is_given(call: &[u8], given: &[String]) -> bool {
    let Some(first) = call.strip_prefix(b"(").map(<[u8]>::trim_ascii_start) else { return true };
    // A function or list that is written there; the names of arguments have a colon behind.
    let is_made = [&b"function"[..], b"fn", b"static", b"array"].iter().any(|word| {
        let rest = first.strip_prefix(*word).map(<[u8]>::trim_ascii_start).unwrap_or_default();
        begins_with(first, word) && rest.first().is_some_and(|byte| b"(&f".contains(byte))
    });
    if is_made || first.starts_with(b"[") {
        return false;
    }
    let Some(quote) = first.first().filter(|byte| b"\"'".contains(byte)) else { return true };
    let text = first[1..].split(|byte| byte == quote).next().unwrap_or_default();
    let rest = first.get(text.len() + 2..).unwrap_or_default().trim_ascii_start();
    let is_plain = !text.iter().any(|byte| b"\\${".contains(byte))
        && rest.first().is_some_and(|byte| b",)".contains(byte));
    let is_one = |one: &String| {
        let stem = one.strip_suffix('*').unwrap_or(one).as_bytes();
        text.len() >= stem.len() && text[..stem.len()].eq_ignore_ascii_case(stem)
    };
    !is_plain || given.iter().any(is_one)
}

/// Whether what comes next stands in a comment that begins its line, or that this line is one of.
fn is_documented(before: &[u8]) -> bool {
    if is_comment(before, &[b"//", b"#"]) && !is_comment(before, &[b"#["]) {
        return true;
    }
    let mut start = line_of(before);
    let mut line = before[start..].trim_ascii_start();
    // A line that begins with `*` may also go on with a product.
    for _ in 0..COMMENT {
        if !line.starts_with(b"*") || start == 0 || memchr::memmem::find(line, b"*/").is_some() {
            break;
        }
        let end = start - 1;
        start = line_of(&before[..end]);
        line = before[start..end].trim_ascii_start();
    }
    let opened = memchr::memmem::rfind(line, b"/*");
    opened.is_some_and(|at| memchr::memmem::find(&line[at..], b"*/").is_none())
}
