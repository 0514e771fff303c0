//! How a name has to stand in a text to be what a rule calls.
//!
//! Many files of Java import a class and get its objects from elsewhere, or have a method of the same name as another
//! class: those use nothing that a constructor or a static method is, and need not be read.

mod shell;

pub(super) use shell::{are_options, is_program};
use shell::{group_of, is_behind, is_command, is_first, is_read};

/// Bytes of a line that are looked at.
const LINE: usize = 500;

/// How a name stands where a rule may see a use.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Stands {
    /// As anything.
    Anyhow,
    /// As a constructor: `new T(…)`, `T::new`, or a supertype whose constructor is called.
    Made,
    /// As a method of this class: `T.name(…)`, `T::name`, or a plain name that is called.
    Of(Vec<u8>),
    /// As a word of a command of a shell.
    Command,
    /// As a word of a command of a shell, not far behind this other.
    Behind(Vec<u8>),
    /// As the first word of a command of a shell: what it is called stands for other things elsewhere.
    First,
    /// As the path of the kernel's random generator that a command reads.
    Device,
    /// Between these.
    Between(Vec<u8>, Vec<u8>),
    /// As a function of SQL that is called, or as a setting.
    Called,
    /// As a module or function of Python: imported, with a name of it, or called.
    Module,
    /// As a field or argument of Python that gets a value.
    Set,
    /// As a name of JavaScript: no other word follows but those of the language.
    Name,
}

impl Stands {
    /// How what a rule calls by `name` stands in files of a language.
    pub(super) fn of_call(language: &str, name: &str) -> Self {
        let is_plain = name.bytes().all(|byte| is_small(byte) || byte == b'.');
        match language {
            // Names of several words, of settings and of files are not what is run.
            "shell" if matches!(name, "age" | "md5" | "rmd160" | "sha1" | "sha256" | "sha512") => {
                return Self::First;
            }
            "shell" if is_plain => {
                return group_of(name).map_or(Self::Command, |group| Self::Behind(group.into()));
            }
            "shell" if name.starts_with("/dev/") => return Self::Device,
            "shell" => return Self::spelled(name),
            // A package by its name.
            "javascript" | "tsx" | "typescript" if name.contains('-') => {
                return Self::spelled(name);
            }
            "sql" if matches!(name, "algorithm" | "certificate" | "require") => {
                return Self::Anyhow;
            }
            "sql" if is_plain => return Self::Called,
            "java" if !name.contains(['*', '(', '{']) => {}
            _ => return Self::of_other(language),
        }
        let mut parts = name.rsplit('.');
        let (last, container) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if is_class(last) {
            return Self::Made;
        }
        if is_class(container) { Self::Of(container.as_bytes().to_owned()) } else { Self::Anyhow }
    }

    /// How a method, key or word stands that a rule names, in files of a language.
    pub(super) fn of_other(language: &str) -> Self {
        let is_script = matches!(language, "javascript" | "tsx" | "typescript");
        if is_script { Self::Name } else { Self::Anyhow }
    }

    /// How a field that gets a value, or an argument that goes by its name, stands in files of a language.
    pub(super) fn of_field(language: &str) -> Self {
        if language == "python" { Self::Set } else { Self::Anyhow }
    }

    /// How what a name is in stands in files of a language.
    pub(super) fn of_container(language: &str, word: &[u8]) -> Self {
        let is_module = language == "python" && word.iter().all(|byte| is_small(*byte));
        if is_module { Self::Module } else { Self::of_other(language) }
    }

    /// How the longest word of a name that has several stands.
    pub(super) fn spelled(name: &str) -> Self {
        let last = name.rsplit('.').find(|part| !part.is_empty()).unwrap_or_default();
        let whole = if name.starts_with('-') { name } else { last };
        let Some(run) = super::longest(whole).filter(|run| *run != whole) else {
            return Self::Anyhow;
        };
        if whole.contains(['*', '/', '<']) {
            return Self::Anyhow;
        }
        let (before, after) = whole.split_once(run).unwrap_or_default();
        Self::Between(before.as_bytes().to_owned(), after.as_bytes().to_owned())
    }

    /// Whether the name at `start..end` stands so.
    pub(super) fn at(&self, text: &[u8], (start, end): (usize, usize)) -> bool {
        let (before, after) = (&text[..start], &text[end..]);
        match self {
            Self::Anyhow => true,
            Self::Command => is_command(before, &text[start..end], after),
            Self::Behind(group) => {
                is_command(before, &text[start..end], after) && is_behind(before, group)
            }
            Self::First => is_command(before, &text[start..end], after) && is_first(before),
            Self::Device => before.strip_suffix(b"/dev/").is_some_and(|rest| is_read(rest, after)),
            Self::Between(left, right) => {
                let near = text.get(start.wrapping_sub(left.len())..start);
                let next = after.get(..right.len());
                let is = |part: Option<&[u8]>, own: &[u8]| {
                    part.is_some_and(|part| part.eq_ignore_ascii_case(own))
                };
                is(near, left) && is(next, right)
            }
            Self::Called => is_called(before, after),
            Self::Module => is_module(before, after),
            Self::Set => is_set(before, after),
            Self::Name => is_name(after),
            Self::Made => is_apart(before) || is_made(before.trim_ascii_end(), after),
            Self::Of(class) => is_apart(before) || is_of(class, before.trim_ascii_end()),
        }
    }
}

/// Whether what is between the parts of a name of Java is a comment or type arguments.
fn is_apart(before: &[u8]) -> bool {
    let near = before.trim_ascii_end();
    near.ends_with(b"*/") || near.ends_with(b">") || is_after_comment(before)
}

/// Whether an object of a class of Java is made.
fn is_made(before: &[u8], after: &[u8]) -> bool {
    let after = after.trim_ascii_start();
    if after.starts_with(b"::") {
        return true;
    }
    if before.ends_with(b".") {
        return after.first().is_some_and(|byte| b"(<{/".contains(byte));
    }
    before.ends_with(b"@") || ends_in(before, b"new") || ends_in(before, b"extends")
}

/// Whether a name is of a class of Java, or a plain one that is not declared there.
fn is_of(class: &[u8], before: &[u8]) -> bool {
    match before.strip_suffix(b".").or(before.strip_suffix(b"::")) {
        Some(object) => is_apart(object) || ends_in(object.trim_ascii_end(), class),
        None => !is_declared(before),
    }
}

/// Whether a name of Python may be a module or function that is used: it is imported, alone in its line as one of
/// several that are, in quotes, called, or has a name after its dot.
fn is_module(before: &[u8], after: &[u8]) -> bool {
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
    super::words_of(line).any(|(start, word)| {
        let before = line[..start].trim_ascii_end();
        let is_first = before.last().is_none_or(|last| b":;\\\"'>".contains(last));
        matches!(word, b"import" | b"from") && is_first
    })
}

/// Whether a name of Python is a field or argument that gets a value, or in quotes as the name of one.
fn is_set(before: &[u8], after: &[u8]) -> bool {
    let next = after.trim_ascii_start();
    let is_quoted = before.last().is_some_and(|byte| b"\"'".contains(byte));
    is_quoted || next.first().is_none_or(|byte| b"=:\\".contains(byte)) && !next.starts_with(b"==")
}

/// Whether a byte may be of the name of a program or function in small letters.
fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

/// Whether what comes behind a name of JavaScript may do so: no word of prose.
fn is_name(after: &[u8]) -> bool {
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

/// Whether a name of SQL is called or set, and not in a comment.
fn is_called(before: &[u8], after: &[u8]) -> bool {
    let after = after.trim_ascii_start();
    let is_set = |sign: &u8| b"(=:\"'`]".contains(sign);
    let is_to = after.get(..2).is_some_and(|to| to.eq_ignore_ascii_case(b"to"));
    let is_used = is_to
        || after.first().is_none_or(is_set)
        || after.starts_with(b"--")
        || after.starts_with(b"/*");
    is_used && !before[line_of(before)..].trim_ascii_start().starts_with(b"--")
}

/// Where the line that a text ends in begins; of a long line, the end of it is enough.
fn line_of(before: &[u8]) -> usize {
    let near = before.len().saturating_sub(LINE);
    memchr::memrchr(b'\n', &before[near..]).map_or(near, |newline| near + newline + 1)
}

/// Whether a word is called like a class.
fn is_class(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a plain name after `before` is one that is declared: a type stands before it.
fn is_declared(before: &[u8]) -> bool {
    const SPOKEN: &[&[u8]] = &[b"return", b"else", b"throw", b"case", b"assert", b"yield", b"do"];
    before.last().is_some_and(|last| is_of_word(*last) || *last == b']')
        && !SPOKEN.iter().any(|word| ends_in(before, word))
}

/// Whether what comes next is the first in its line, after one with a comment.
fn is_after_comment(before: &[u8]) -> bool {
    let mut lines = before.rsplit(|byte| *byte == b'\n');
    lines.next().is_some_and(|line| line.trim_ascii().is_empty())
        && lines.next().is_some_and(|line| memchr::memmem::find(line, b"//").is_some())
}

/// Whether a text begins with this word.
fn begins_with(text: &[u8], word: &[u8]) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.first().is_none_or(|next| !is_of_word(*next)))
}

/// Whether the last word is this one.
fn ends_in(before: &[u8], word: &[u8]) -> bool {
    before.strip_suffix(word).is_some_and(|rest| rest.last().is_none_or(|last| !is_of_word(*last)))
}

fn is_of_word(byte: u8) -> bool {
    super::is_of_word(u32::from(byte))
}

#[cfg(test)]
mod tests {
    use super::{Stands, are_options, is_program};

    fn is_there(name: &str, text: &str) -> bool {
        is_there_in("java", name, text)
    }

    fn is_there_in(language: &str, name: &str, text: &str) -> bool {
        let word = crate::detect::code::words::longest(name.rsplit('.').next().unwrap()).unwrap();
        let lower = text.to_ascii_lowercase();
        let start = lower.find(&word.to_ascii_lowercase()).unwrap();
        Stands::of_call(language, name).at(text.as_bytes(), (start, start + word.len()))
    }

    #[test]
    fn programs_go_by_variables_and_options_by_letters() {
        for word in ["cosign", "COSIGN_BIN", "cosignBin", "COSIGNCMD", "cosign2", "cosignbin"] {
            assert!(is_program(b"cosign", word.as_bytes()), "{word}");
        }
        assert!(!is_program(b"ca", b"cat") && !is_program(b"ca", b"CASE"));
        assert!(are_options(b"curl -") && !are_options(b"curl --") && !are_options(b"a-"));
    }

    #[test]
    fn calls_are_seen_and_other_places_of_the_name_are_not() {
        for (name, calls, others) in [
            (
                "java.security.SecureRandom",
                &[
                    "a = new SecureRandom();",
                    "new java.security.SecureRandom ()",
                    "f(SecureRandom::new)",
                    "class A extends SecureRandom {",
                    "new // seeded\n    SecureRandom()",
                    "new /* seeded */ SecureRandom()",
                ][..],
                &[
                    "import java.security.SecureRandom;",
                    "void init(SecureRandom random) {",
                    "(SecureRandom)given",
                    "    SecureRandom random;",
                    "public SecureRandom(byte[] seed) {",
                ][..],
            ),
            (
                "javax.crypto.Cipher.getInstance",
                &[
                    "Cipher.getInstance(a)",
                    "javax.crypto.Cipher\n    .getInstance(a)",
                    "f(Cipher::getInstance)",
                    "import static javax.crypto.Cipher.getInstance;",
                    "return getInstance(a);",
                    "f(getInstance(a))",
                    "Cipher. // of the provider\n  getInstance(a)",
                ],
                &[
                    "ASN1Sequence.getInstance(a)",
                    "MyCipher.getInstance(a)",
                    "public static Key getInstance(Object o)",
                    "static Key[] getInstance(Object o)",
                ],
            ),
            ("java.util.UUID.randomUUID", &["a.randomUUID()"], &[]),
        ] {
            for text in calls {
                assert!(is_there(name, text), "{text}");
            }
            for text in others {
                assert!(!is_there(name, text), "{text}");
            }
        }
        for (language, name, uses, others) in [
            (
                "shell",
                "gpg",
                &[
                    "gpg -e a",
                    "\tgpg.exe -e",
                    "x | /usr/bin/gpg -d",
                    "${GPG} -e",
                    "\"gpg\", \"-e\"",
                ][..],
                &[
                    "# gpg -e",
                    "gpg-agent",
                    "$gpg",
                    "gpg=1",
                    "a.gpg",
                    "gpg.conf",
                    "gpg/a",
                    "--gpg",
                    "gpg: b",
                ][..],
            ),
            (
                "shell",
                "sha1",
                &["sha1 a", "x=$(sha1 a)", "for a in sha1 b", "sudo sha1 a", "a=sha1"],
                &["test a sha1", "the sha1 of", "$sha1", "sha1=a"],
            ),
            ("shell", "ssh-keygen", &["ssh-keygen -t rsa"], &["a keygen", "puttykeygen"]),
            ("sql", "md5", &["SELECT md5 (a)", "\"md5\"(a)"], &["a md5, b", "-- md5(a)"]),
            (
                "sql",
                "tls_version",
                &["SET tls_version = a", "set tls_version to a"],
                &["tls_version, a"],
            ),
        ] {
            for text in uses {
                assert!(is_there_in(language, name, text), "{text}");
            }
            for text in others {
                assert!(!is_there_in(language, name, text), "{text}");
            }
        }
        let module = Stands::of_container("python", b"requests");
        for (text, is_there) in [
            ("import os, requests", true),
            ("try: from pip._vendor import requests", true),
            ("from a import (\n    requests,\n)", true),
            ("requests.get(a)", true),
            ("requests \\\n.get(a)", true),
            ("requests as r", true),
            ("from a import b; import requests", true),
            ("if a: from b import requests as r", true),
            ("of requests as they are", false),
            ("taken from the list of requests that", false),
            ("import_module('requests')", true),
            ("requests(a)", true),
            ("Only requests. With it", false),
            ("of requests, that", false),
            ("requests = 3", false),
        ] {
            let start = text.find("requests").unwrap();
            assert_eq!(module.at(text.as_bytes(), (start, start + 8)), is_there, "{text}");
        }
        for (text, is_there) in [
            ("a.verify = b", true),
            ("verify: bool = b", true),
            ("setattr(a, 'verify', b)", true),
            ("a.verify == b", false),
            ("get(url, verify=False)", true),
            ("{'verify': False}", true),
            ("to verify the certificate", false),
            ("def verify(b):", false),
            ("verify that", false),
        ] {
            let start = text.find("verify").unwrap();
            assert_eq!(Stands::Set.at(text.as_bytes(), (start, start + 6)), is_there, "{text}");
        }
        let kotlin = Stands::of_call("kotlin", "java.security.SecureRandom");
        assert!(kotlin.at(b"SecureRandom()", (0, 12)));
    }
}
