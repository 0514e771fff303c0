//! What a file of Go declares for the others of its package: what stands in no function.

use super::{Sought, is_of_word};
use crate::detect::code::declared::{DECLARING_IN_GO, apart_in_go};

/// Whether a file declares `name` as what is sought: a function, method, type, variable or constant of its package. A
/// variable may hold a function.
pub(super) fn declares(text: &[u8], name: &str, sought: Sought) -> bool {
    let (mut at, mut depth) = (0, 0_usize);
    while at < text.len() {
        let rest = &text[at..];
        let word = word_length(rest);
        // A declaration that begins its line is one even where a bracket before it is not closed.
        if is_declaring(&rest[..word]) && (depth == 0 || is_line_start(text, at)) {
            depth = 0;
            at += word;
            match declaration(text, &mut at, &rest[..word], (name.as_bytes(), sought)) {
                true => return true,
                false => continue,
            }
        }
        if word > 0 {
            at += word;
            continue;
        }
        depth = nested(depth, rest[0]);
        at += step(rest);
    }
    false
}

/// Reads the names of a declaration behind its first word.
fn declaration(text: &[u8], at: &mut usize, kind: &[u8], (name, sought): (&[u8], Sought)) -> bool {
    let is_kind = match sought {
        Sought::Class => kind == b"type",
        Sought::Function => kind == b"func" || kind == b"var",
        Sought::Value => kind != b"func",
        _ => true,
    };
    skip_blanks(text, at);
    if text.get(*at) != Some(&b'(') {
        return names(text, at, name) && is_kind;
    }
    let mut depth = 1;
    *at += 1;
    // The receiver of a method stands before its name; a function without a name has no other.
    if kind == b"func" {
        while depth > 0 && *at < text.len() {
            depth = nested(depth, text[*at]);
            *at += step(&text[*at..]);
        }
        skip_blanks(text, at);
        return names(text, at, name) && is_kind;
    }
    let mut is_first = true;
    while depth > 0 && *at < text.len() && !(is_line_start(text, *at) && begins_other(&text[*at..]))
    {
        let rest = &text[*at..];
        if depth == 1 && is_first && word_length(rest) > 0 {
            if names(text, at, name) && is_kind {
                return true;
            }
            is_first = false;
            continue;
        }
        let is_blank = rest[0].is_ascii_whitespace() || is_comment(rest);
        is_first = matches!(rest[0], b'\n' | b';') || is_first && is_blank;
        depth = nested(depth, rest[0]);
        *at += step(rest);
    }
    false
}

/// Whether `name` is one of the names `a, b, c` here, which are left behind.
fn names(text: &[u8], at: &mut usize, name: &[u8]) -> bool {
    let mut is_there = false;
    loop {
        skip_blanks(text, at);
        let word = word_length(&text[*at..]);
        is_there |= &text[*at..*at + word] == name;
        *at += word;
        let mut next = *at;
        skip_blanks(text, &mut next);
        if word == 0 || text.get(next) != Some(&b',') {
            return is_there;
        }
        *at = next + 1;
    }
}

fn begins_other(rest: &[u8]) -> bool {
    is_declaring(&rest[..word_length(rest)])
}

/// Whether a word begins a declaration; few are as short and begin so.
fn is_declaring(word: &[u8]) -> bool {
    matches!(word, [b'c' | b'f' | b't' | b'v', _, _, ..] if word.len() < 6)
        && DECLARING_IN_GO.contains(&word)
}

fn is_line_start(text: &[u8], at: usize) -> bool {
    at == 0 || text[at - 1] == b'\n'
}

fn nested(depth: usize, byte: u8) -> usize {
    match byte {
        b'(' | b'[' | b'{' => depth + 1,
        b')' | b']' | b'}' => depth.saturating_sub(1),
        _ => depth,
    }
}

fn is_comment(rest: &[u8]) -> bool {
    rest.starts_with(b"//") || rest.starts_with(b"/*")
}

fn skip_blanks(text: &[u8], at: &mut usize) {
    while let Some(byte) = text.get(*at) {
        let rest = &text[*at..];
        if !byte.is_ascii_whitespace() && !is_comment(rest) {
            return;
        }
        *at += step(rest);
    }
}

/// Bytes of the word here.
fn word_length(rest: &[u8]) -> usize {
    rest.iter().position(|byte| !is_of_word(*byte)).unwrap_or(rest.len())
}

/// Bytes of the word, text, comment or sign here.
fn step(rest: &[u8]) -> usize {
    apart_in_go(rest).unwrap_or_else(|| word_length(rest).max(1))
}

#[cfg(test)]
mod tests {
    use super::{Sought, declares};

    #[test]
    fn what_a_package_declares_is_told_from_what_a_function_has() {
        use Sought::{Class, Function, Value};
        for (sought, declared, other) in [
            (
                Value,
                &[
                    "const it = 1",
                    "package a; const it = 1",
                    "var a, it = 1, 2",
                    "var a,\n\tit = 1, 2",
                    "const (\n\ta = iota // {\n\tit\n)",
                    "const (a = 1; it = 2)",
                    "const /* a */ it /* b */ = 1",
                    "var (\n\ta = f(\n\t\t1)\n\t// it is\n\tit = 2\n)",
                    "var (\n\ta = b{\n\t\tc: 1,\n\t}\n\tit, c = 2, 3\n)",
                    "var (\r\n\tit int\r\n)",
                    "func f() { s := \"{\" }\nvar it = 1",
                    "func f() { s := '{'; t := '\\'' }\nvar it = 1",
                    "func f() { s := `{\"` }\nvar it = 1",
                    "func f() { {{ .A }\nvar it = 1",
                    "type it struct{ a int }",
                    "import (\n\t\"a\"\n)\n\nvar it = 1",
                ][..],
                &[
                    "func f() { it := 1 }",
                    "func f(it int) {}",
                    "func f() {\n\tvar it = 1\n\tconst (\n\t\tit = 1\n\t)\n}",
                    "var a = it",
                    "var a = b{it: 1}",
                    "// var it = 1",
                    "/*\nvar it = 1\n*/",
                    "var a = `it`",
                    "type a struct {\n\tit int\n}",
                    "func it() {}",
                    "var ait = 1",
                ][..],
            ),
            (
                Function,
                &[
                    "func it() {",
                    "func it[T any](a T) {",
                    "func (a *B) it(b int) {",
                    "func (a *B[T]) it(b int) {",
                    "func (\n\ta *B,\n) it(b int) {",
                    "func /* a */ it() {",
                    "func (a *B) /* ) */ it() {",
                    "var it = func() {",
                    "var it func() = f",
                    "var (\n\ta = 1\n\tit = func() {}\n)",
                ],
                &["a := func() { it() }", "func f() { x.it() }", "type a interface {\n\tit()\n}"],
            ),
            (
                Class,
                &[
                    "type it struct {",
                    "type it = b.C",
                    "type it[T any] struct {",
                    "type (\n\ta int\n\tit struct {\n\t}\n)",
                ],
                &["var a it", "x := &it{}", "func f() { type it struct{} }", "type a []it"],
            ),
        ] {
            for text in declared {
                assert!(declares(text.as_bytes(), "it", sought), "{text}");
            }
            for text in other {
                assert!(!declares(text.as_bytes(), "it", sought), "{text}");
            }
        }
    }
}
