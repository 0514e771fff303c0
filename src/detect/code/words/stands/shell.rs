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

/// Words of the shell behind which a command begins.
const KEYWORDS: &[&[u8]] = &[b"if", b"then", b"elif", b"else", b"while", b"until", b"do"];
/// Programs that run others, and words that say so.
const RUNNERS: &[&[u8]] =
    &[b"time", b"sudo", b"doas", b"exec", b"command", b"env", b"nice", b"xargs", b"RUN", b"CMD"];
/// Others, of which words of their own mostly come first.
const RUN_LATER: &[&[u8]] = &[
    b"ENTRYPOINT",
    b"HEALTHCHECK",
    b"assert",
    b"assert_success",
    b"bash",
    b"builtin",
    b"busybox",
    b"caffeinate",
    b"chronic",
    b"chroot",
    b"dash",
    b"docker",
    b"eval",
    b"faketime",
    b"find",
    b"flock",
    b"ionice",
    b"ksh",
    b"kubectl",
    b"lxc",
    b"nohup",
    b"nsenter",
    b"oc",
    b"parallel",
    b"podman",
    b"retry",
    b"rsync",
    b"run",
    b"runuser",
    b"setsid",
    b"sh",
    b"ssh",
    b"sshpass",
    b"stdbuf",
    b"strace",
    b"su",
    b"systemd-run",
    b"timeout",
    b"unshare",
    b"watch",
    b"winpty",
    b"zsh",
];

/// Whether what comes next may be run: nothing is before it in its line, a sign, or a word that runs others.
pub(super) fn is_first(before: &[u8]) -> bool {
    let line = &before[line_of(before)..];
    // The sign of a variable that has the program.
    let line = line.strip_suffix(b"{").unwrap_or(line);
    let line = line.strip_suffix(b"$").unwrap_or(line).trim_ascii();
    line.last().is_none_or(|last| !is_of_word(*last) && !b".$".contains(last))
        || ends_in(line, b"in")
        || KEYWORDS.iter().chain(RUNNERS).any(|word| ends_in(line, word))
}

/// Whether a command begins behind what a line has so far: nothing, a sign, or a word of the shell.
pub fn ends_command(line: &[u8]) -> bool {
    let line = line.strip_suffix(b"\"").unwrap_or(line).trim_ascii_end();
    line.last().is_none_or(|last| b";|&({!`)".contains(last))
        || KEYWORDS.iter().chain(RUNNERS).any(|word| ends_in(line, word))
}

/// Whether what comes next in a line may be run, by itself or by what its command begins with.
pub fn may_run(line: &[u8]) -> bool {
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    // What a text has is run where that is, or where it holds a command; a word in quotes is none.
    let open = quote_of(line);
    let has =
        |signs: &[u8]| open.is_some_and(|at| line[at..].iter().any(|byte| signs.contains(byte)));
    let text = open.filter(|_| has(b" \t;") && !has(b"(`"));
    let word = open.filter(|_| !has(b" \t;(`"));
    let line = &line[..text.or(word).unwrap_or(line.len())];
    // Other programs have signs in their words: `s&@a@&$a&`.
    let is_end = |at: &usize| match line[*at] {
        b'&' => line.get(at + 1).is_some_and(u8::is_ascii_whitespace),
        byte => b";|({}!`)".contains(&byte),
    };
    let command = &line[(0..line.len()).rfind(is_end).map_or(0, |at| at + 1)..];
    // The folder of what comes next.
    let is_apart = |byte: &u8| byte.is_ascii_whitespace() || b"\"'=".contains(byte);
    let folder = command.iter().rposition(is_apart).map_or(0, |at| at + 1);
    let command = if command.ends_with(b"/") { &command[..folder] } else { command };
    let is_glued = command.contains(&b'=') && !command.ends_with(b" ");
    let is_sign = |byte: &u8| b"\"'@+- \t".contains(byte);
    let start = command.iter().position(|byte| !is_sign(byte)).unwrap_or(command.len());
    let mut words = command[start..].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let first = words.find(|word| !KEYWORDS.contains(word) && !word.contains(&b'='));
    let Some(first) = first else { return text.is_none() && !is_glued };
    let program = first.rsplit(|byte| *byte == b'/').next().unwrap_or(first);
    first.ends_with(b":") && !first.contains(&b'$')
        || RUNNERS.contains(&program)
        || RUN_LATER.contains(&program)
}

/// Where the text in double quotes begins that a line ends in.
pub fn quote_of(line: &[u8]) -> Option<usize> {
    let mut open = None;
    for at in memchr::memchr_iter(b'"', line) {
        if !line[..at].ends_with(b"\\") {
            open = if open.is_some() { None } else { Some(at) };
        }
    }
    open
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
