//! How names stand in files of JavaScript.

use super::{begins_with, ends_in, is_after_comment, is_comment, is_of_word, line_of};

/// Objects of the language itself, whose functions are no library's.
const GLOBAL: [&[u8]; 8] =
    [b"Array", b"JSON", b"Math", b"Number", b"Object", b"Promise", b"String", b"console"];

/// Bytes in which braces are closed.
const BRACES: usize = 4000;

/// Whether what comes behind a name of JavaScript may do so: no word of prose.
pub(super) fn is_name(after: &[u8]) -> bool {
    const WORDS: &[&[u8]] = &[
        b"as",
        b"from",
        b"in",
        b"instanceof",
        b"is",
        b"of",
        b"extends",
        b"implements",
        b"satisfies",
    ];
    let next = after.trim_ascii_start();
    let blanks = &after[..after.len() - next.len()];
    let follows = !blanks.is_empty()
        && !blanks.contains(&b'\n')
        && next.first().is_some_and(|first| first.is_ascii_alphabetic());
    !follows || WORDS.iter().any(|word| begins_with(next, word))
}

/// Whether a function is taken out of what it is in, to be called there or by a name of its own: as a member, in quotes,
/// or in braces or behind a comma as one of several. What goes by a plain name alone was so taken somewhere else. Of an
/// object of another name it can be taken only where what it is in gets that name.
pub(super) fn is_reached(
    container: &[u8],
    (before, after): (&[u8], &[u8]),
    (is_renamed, is_indexed): (impl Fn() -> bool, impl Fn() -> bool),
) -> bool {
    if !is_name(after) || !is_name(after.strip_prefix(b"()").unwrap_or_default()) {
        return false;
    }
    if is_comment(before, &[b"//", b";//"]) {
        return false;
    }
    let (near, next) = (before.trim_ascii_end(), after.trim_ascii_start());
    // Behind a comment in its own line a name is part of it; what looks like one there is in a text.
    let begins_line = before[near.len()..].contains(&b'\n');
    let near = without_comments(near);
    let is_apart =
        near.ends_with(b"*/") || next.starts_with(b"/") || begins_line && ends_in_comment(near);
    match near.last() {
        _ if is_apart || near.ends_with(b"..") => true,
        Some(b'.') => {
            let whole = near.strip_suffix(b".").unwrap_or(near);
            let object = whole.trim_ascii_end();
            let is_apart = object.ends_with(b"*/") || is_after_comment(whole);
            let object = object.strip_suffix(b"?").or(object.strip_suffix(b"!")).unwrap_or(object);
            let is_own = is_apart || ends_in(object, container);
            is_taken(next) && (is_own || !is_of_language(container, near) && is_renamed())
        }
        Some(b'/') => {
            let start = near.iter().rposition(|byte| b"\"'` \n".contains(byte)).unwrap_or(0);
            near.len() == before.len() && memchr::memmem::find(&near[start..], container).is_some()
        }
        Some(b'"' | b'\'' | b'`') if near.len() == before.len() => {
            let around = near[..near.len() - 1].trim_ascii_end();
            let object = around.strip_suffix(b"[").map(<[u8]>::trim_ascii_end);
            let object = object.map(|object| object.strip_suffix(b"?.").unwrap_or(object));
            let is_own = object.is_some_and(|object| ends_in(object, container));
            is_own || is_indexed() || is_renamed()
        }
        Some(b'{' | b',') => is_unpacked(after, is_renamed),
        _ => false,
    }
}

/// Whether a text ends in a line with a comment behind what it says.
fn ends_in_comment(text: &[u8]) -> bool {
    memchr::memmem::find(&text[line_of(text)..], b"//").is_some()
}

/// What comes before the lines of a comment that a text ends in.
fn without_comments(text: &[u8]) -> &[u8] {
    let mut left = text;
    loop {
        let start = line_of(left);
        let begins = start == 0 || left[start - 1] == b'\n';
        if !begins || !left[start..].trim_ascii_start().starts_with(b"//") {
            return left;
        }
        left = left[..start].trim_ascii_end();
    }
}

/// Whether a name in braces, or one of several, is taken out of what is assigned or imported there (`{ a } = b`), or
/// given, which only an object can be that has another name (`({ a }) => …`).
fn is_unpacked(after: &[u8], is_renamed: impl Fn() -> bool) -> bool {
    let near = &after[..after.len().min(BRACES)];
    let (mut at, mut depth, mut is_closed) = (0, 0_usize, false);
    while let Some(byte) = near.get(at).copied() {
        at += 1;
        let rest = &near[at..];
        let skipped = match byte {
            b'"' | b'\'' | b'`' => memchr::memchr(byte, rest).map(|end| end + 1),
            b'/' if rest.starts_with(b"/") => memchr::memchr(b'\n', rest),
            b'/' if rest.starts_with(b"*") => memchr::memmem::find(rest, b"*/"),
            _ => Some(0),
        };
        let Some(skipped) = skipped else { return true };
        at += skipped;
        let next = rest.trim_ascii_start();
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' if depth > 0 => depth -= 1,
            b')' => return is_closed && is_renamed(),
            b']' => return false,
            b';' if depth == 0 => return false,
            b'}' => match next.first() {
                // What it is in is taken out of something, or stands among others.
                Some(b'}' | b',') => is_closed = true,
                Some(b'=') => return !next.starts_with(b"=="),
                Some(b')' | b':') => return is_renamed(),
                Some(_) if begins_with(next, b"from") => return true,
                Some(_) => return begins_with(next, b"of") && is_renamed(),
                None => break,
            },
            _ => {}
        }
    }
    near.len() < after.len()
}

/// Whether an object that functions are taken out of may be meant: no function of the language goes by its name here.
pub(super) fn is_object(container: &[u8], before: &[u8], after: &[u8]) -> bool {
    // The word is one of English, too, and part of names of styles.
    let is_style = container == b"subtle" && before.ends_with(b"-");
    is_name(after) && !is_style && !is_of_language(container, before.trim_ascii_end())
}

/// Whether a function that is a member is called or given another name: not asked whether it is there, nor for what it
/// has itself.
fn is_taken(next: &[u8]) -> bool {
    let is_asked = [&b"&&"[..], b"==", b"!="].iter().any(|sign| next.starts_with(sign));
    let is_bound = next.strip_prefix(b".").is_some_and(|rest| begins_with(rest, b"bind"));
    !is_asked && !is_bound
}

/// Whether an object of the language that is not meant stands before a dot at the end.
fn is_of_language(container: &[u8], before: &[u8]) -> bool {
    let Some(object) = before.strip_suffix(b".") else { return false };
    let word = object.iter().rev().take_while(|byte| is_of_word(**byte)).count();
    let (rest, object) = object.split_at(object.len() - word);
    GLOBAL.contains(&object) && object != container && !rest.ends_with(b".")
}

/// Whether an object may go by another name somewhere: its own stands as a value, or in quotes as that of a module.
pub(super) fn is_renamed(container: &[u8], text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, container).any(|at| {
        let (before, after) = (&text[..at], &text[at + container.len()..]);
        let is_part =
            |byte: Option<&u8>| byte.is_some_and(|byte| is_of_word(*byte) || *byte == b'$');
        let is_said = is_comment(before, &[b"//", b"*"]) || !is_name(after);
        if is_part(before.last()) || is_part(after.first()) || is_said {
            return false;
        }
        let next = after.trim_ascii_start();
        let is_file = [&b".js"[..], b".mjs", b".cjs", b".ts"].iter().any(|end| {
            after
                .strip_prefix(*end)
                .and_then(<[u8]>::first)
                .is_some_and(|next| b"\"'`".contains(next))
        });
        let is_asked = [&b"."[..], b"?.", b"[", b"&&", b"==", b"!="];
        let near = before.trim_ascii_end();
        let is_this = near.strip_suffix(b"(").is_some_and(|near| {
            [&b".bind"[..], b".call", b".apply"].iter().any(|function| near.ends_with(function))
        });
        let is_used = is_this
            || ends_in(near, b"typeof")
            || is_asked.iter().any(|sign| next.starts_with(sign));
        is_file || !is_used
    })
}
