//! How words stand in commands of a shell.

use std::borrow::Cow;

use super::{ends_in, is_of_word, line_of};
use crate::detect::code::words::words_of;

/// A text without the programs in C that a script made by Autoconf writes to see what a compiler takes.
pub fn without_probes(text: &[u8]) -> Cow<'_, [u8]> {
    const FILE: &[u8] = b"conftest.$ac_ext";
    if memchr::memmem::find(text, FILE).is_none() {
        return Cow::Borrowed(text);
    }
    let mut left = Vec::with_capacity(text.len());
    let mut until: Option<&[u8]> = None;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if let Some(end) = until {
            until = until.filter(|_| line.trim_ascii() != end);
            continue;
        }
        left.extend_from_slice(line);
        if memchr::memmem::find(line, FILE).is_some() {
            until = memchr::memmem::find(line, b"<<").and_then(|at| {
                let mark = line[at + 2..].trim_ascii_start();
                let mark = mark.strip_prefix(b"-").unwrap_or(mark).trim_ascii_start();
                words_of(mark).next().filter(|(start, _)| *start <= 1).map(|(_, word)| word)
            });
        }
    }
    // One that does not end is none.
    if until.is_some() { Cow::Borrowed(text) } else { Cow::Owned(left) }
}

/// Whether a word is one of a command: no option, no variable that is set or has another value than its name, no part
/// of the name of something else, and not in a comment.
pub(super) fn is_command(before: &[u8], word: &[u8], after: &[u8]) -> bool {
    let has_capitals = word.iter().any(u8::is_ascii_uppercase);
    let is_variable = before.ends_with(b"$") || before.ends_with(b"${");
    let may_be_variable =
        [&b"$("[..], b"%", b"@"].iter().any(|sign| before.ends_with(sign)) || is_of_scope(before);
    if is_variable || has_capitals {
        return has_capitals && (is_variable || may_be_variable);
    }
    let start = line_of(before);
    let is_part = match before.last() {
        // An ignored failure of a recipe.
        Some(b'-') => !before[start..].trim_ascii().eq(b"-"),
        Some(last) => b".%#".contains(last),
        None => false,
    };
    let goes_on = match after.first() {
        Some(b'.') => !after.starts_with(b".exe"),
        // What is written into the folder of a program's settings.
        Some(b'/') => before.last() != Some(&b'/'),
        Some(next) => b"-=:+".contains(next),
        None => false,
    };
    !is_part && !goes_on && !before[start..].trim_ascii_start().starts_with(b"#")
}

/// Whether the scope of a variable of PowerShell comes before: `$env:`, `${script:`.
fn is_of_scope(before: &[u8]) -> bool {
    let Some(scope) = before.strip_suffix(b":") else { return false };
    let word = scope.iter().rev().take_while(|byte| is_of_word(**byte)).count();
    word > 0 && scope[..scope.len() - word].last().is_some_and(|last| b"${".contains(last))
}

/// Whether what is a path between these may be read: it is a word of its own, not in a comment, and in quotes only
/// behind a program that reads.
pub(super) fn is_read(before: &[u8], after: &[u8]) -> bool {
    const READING: &[&[u8]] = &[
        b"base64",
        b"cat",
        b"dd",
        b"head",
        b"hexdump",
        b"od",
        b"sha256sum",
        b"sha512sum",
        b"strings",
        b"tr",
        b"xxd",
    ];
    let line = &before[line_of(before)..];
    let rest = &after[..memchr::memchr(b'\n', after).unwrap_or(after.len())];
    let starts = line.last().is_none_or(|last| last.is_ascii_whitespace() || b"<=(".contains(last));
    let ends = rest.first().is_none_or(|next| !is_of_word(*next) && !b"/.-".contains(next));
    let quotes = |part: &[u8]| memchr::memchr_iter(b'"', part).count() % 2 == 1;
    // A text may begin in the line, or before it.
    let is_quoted = quotes(line) || quotes(rest);
    let reads = || line.ends_with(b"<") || words_of(line).any(|(_, word)| READING.contains(&word));
    starts && ends && !line.trim_ascii_start().starts_with(b"#") && (!is_quoted || reads())
}

/// The first word behind the program in a name of three words and more: `keyvault` of `az.keyvault.key.create`.
pub(super) fn group_of(name: &str) -> Option<&str> {
    let mut words = name.split('.').skip(1);
    let group = words.next()?;
    words.next().map(|_| group)
}

/// Whether a word stands near the end of a text.
pub(super) fn is_behind(before: &[u8], group: &[u8]) -> bool {
    const NEAR: usize = 200;
    let near = &before[before.len().saturating_sub(NEAR)..];
    words_of(near).any(|(_, word)| word == group)
}

/// Whether what comes next may be run: nothing is before it in its line, a sign, or a word that runs others.
pub(super) fn is_first(before: &[u8]) -> bool {
    const RUN_OTHERS: &[&[u8]] = &[
        b"if", b"then", b"elif", b"else", b"while", b"until", b"do", b"time", b"sudo", b"doas",
        b"exec", b"command", b"env", b"nice", b"xargs", b"RUN", b"CMD", b"in",
    ];
    let line = before[line_of(before)..].trim_ascii();
    line.last().is_none_or(|last| !is_of_word(*last) && !b".$".contains(last))
        || RUN_OTHERS.iter().any(|word| ends_in(line, word))
}

/// Whether what comes next are options of one letter: a single hyphen is before them.
pub fn are_options(before: &[u8]) -> bool {
    let before = before.strip_suffix(b"-");
    before
        .is_some_and(|before| before.last().is_none_or(|last| !is_of_word(*last) && *last != b'-'))
}

/// Whether a word is a program's name, with a version or not, or a variable for it: `COSIGN_BIN`, `stepBin`, `STEPCLI`.
pub fn is_program(program: &[u8], word: &[u8]) -> bool {
    let Some((name, rest)) = word.split_at_checked(program.len()) else { return false };
    let is_upper = |byte: &u8| byte.is_ascii_uppercase();
    let goes_on = match rest.first() {
        Some(next) if is_upper(next) => name.len() > 2 || !is_upper(&name[0]),
        Some(next) => *next == b'_' || next.is_ascii_digit() || rest == b"bin" || rest == b"cmd",
        None => true,
    };
    goes_on && name.eq_ignore_ascii_case(program)
}

#[cfg(test)]
mod tests {
    use super::{is_command, without_probes};

    #[test]
    fn variables_have_a_sign_or_a_scope() {
        for (before, is_there) in [
            ("$env:", true),
            ("${env:", true),
            ("$global:", true),
            ("%", true),
            ("$(", true),
            ("[:REVISION[:", false),
            ("a:", false),
        ] {
            assert_eq!(is_command(before.as_bytes(), b"GPG", b" -e"), is_there, "{before}");
        }
    }

    #[test]
    fn programs_for_a_compiler_are_left_out() {
        let script = "cat confdefs.h - <<_ACEOF >conftest.$ac_ext\nint crypt;\n_ACEOF\n\
            cat >conftest.$ac_ext <<\\_EOF\nint dgst;\n_EOF\n\
            cat <<EOF >a\nopenssl enc\nEOF\nrm conftest.$ac_ext\nopenssl rand 8\n";
        let left = String::from_utf8(without_probes(script.as_bytes()).into_owned()).unwrap();
        assert!(!left.contains("crypt") && !left.contains("dgst"), "{left}");
        assert!(left.contains("openssl enc") && left.contains("openssl rand"), "{left}");
        for whole in ["openssl rand 8 <<E\n8\nE\n", "cat <<A >conftest.$ac_ext\nopenssl rand 8\n"] {
            assert_eq!(*without_probes(whole.as_bytes()), *whole.as_bytes());
        }
    }
}
