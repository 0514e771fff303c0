//! How a name has to stand in a text to be what a rule calls.
//!
//! Many files of Java import a class and get its objects from elsewhere, or have a method of the same name as another
//! class: those use nothing that a constructor or a static method is, and need not be read.

mod go;
mod php;
mod python;
mod script;
mod shell;

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;
use go::{is_of_package, is_pointed_to, names_of};
use php::is_function;
use python::{is_module, is_set};
use script::{is_name, is_object, is_reached, is_renamed};
pub(super) use shell::{are_options, ends_command, is_program, may_run, quote_of, without_probes};
use shell::{group_of, is_behind, is_command, is_first, is_read};

/// What was asked of a text, by what it was asked about.
type Asked<T> = RefCell<HashMap<Vec<u8>, T>>;

/// A text, and what it says of the names of objects and packages: it is asked of every place again.
pub(super) struct Known<'t> {
    text: &'t [u8],
    packages: Asked<Rc<[Vec<u8>]>>,
    renamed: Asked<bool>,
}

impl<'t> Known<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { text, packages: RefCell::default(), renamed: RefCell::default() }
    }

    /// The names of a package of Go here.
    fn names_of(&self, path: &[u8]) -> Rc<[Vec<u8>]> {
        kept(&self.packages, path, || names_of(path, self.text).into())
    }

    /// Whether an object of JavaScript may have another name.
    fn is_renamed(&self, container: &[u8]) -> bool {
        kept(&self.renamed, container, || is_renamed(container, self.text))
    }
}

impl Known<'_> {
    /// Whether what an object of JavaScript has is taken out of it by a name that is no word of the text.
    fn is_indexed(&self, container: &[u8]) -> bool {
        memchr::memmem::find_iter(self.text, container).any(|at| {
            let after = self.text[at + container.len()..].trim_ascii_start();
            after.strip_prefix(b"?.").unwrap_or(after).starts_with(b"[")
        })
    }
}

fn kept<T: Clone>(all: &Asked<T>, of: &[u8], find: impl Fn() -> T) -> T {
    if let Some(known) = all.borrow().get(of) {
        return known.clone();
    }
    let found = find();
    all.borrow_mut().insert(of.to_owned(), found.clone());
    found
}

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
    /// As a word of a command of a shell that is no program, which alone goes by its path.
    Subcommand,
    /// As a word of a command of a shell, not far behind this other.
    Behind(Vec<u8>),
    /// As the first word of a command of a shell: what it is called stands for other things elsewhere.
    First,
    /// As the path of the kernel's random generator that a command reads.
    Device,
    /// Between these.
    Between(Box<[Vec<u8>; 2]>),
    /// As a function of SQL that is called, or as a setting.
    Called,
    /// As a module or function of Python: imported, with a name of it, or called.
    Module,
    /// As a field or argument of Python that gets a value.
    Set,
    /// As a method of Ruby that is called.
    Method,
    /// As a name of JavaScript: no other word follows but those of the language.
    Name,
    /// As a function of JavaScript that is taken out of this.
    Reached(Vec<u8>),
    /// As an object of JavaScript that functions are taken out of.
    Object(Vec<u8>),
    /// As a function of PHP, whose first argument has to be one of these where it is written.
    Function(Vec<String>),
    /// As what a package of Go has.
    Package(Vec<u8>),
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
                let plain = if name.contains('.') { Self::Subcommand } else { Self::Command };
                return group_of(name).map_or(plain, |group| Self::Behind(group.into()));
            }
            "shell" if name.starts_with("/dev/") => return Self::Device,
            "shell" => return Self::spelled(name),
            // A package by its name.
            "javascript" | "tsx" | "typescript" if name.contains('-') => {
                return Self::spelled(name);
            }
            "javascript" | "tsx" | "typescript" => {
                // A module's default goes by the module.
                let container = name.rsplit_once('.').filter(|(_, last)| *last != "default");
                return match container.and_then(|(container, _)| super::last_word(container)) {
                    Some(container) if !name.contains(['*', '(']) => Self::Reached(container),
                    _ => Self::Name,
                };
            }
            "php" if is_plain && !name.contains('.') => {
                return Self::Function(Vec::new());
            }
            "go" => {
                return match super::import_of(name) {
                    Some(path) if is_of_whole(name) => {
                        Self::Package(path.trim_matches('"').as_bytes().to_owned())
                    }
                    _ => Self::Anyhow,
                };
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

    /// How a method stands that a rule names, in files of a language.
    pub(super) fn of_method(language: &str) -> Self {
        if language == "ruby" { Self::Method } else { Self::of_other(language) }
    }

    /// How a key or word stands that a rule names, in files of a language.
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
        if matches!(language, "javascript" | "tsx" | "typescript") {
            return Self::Object(word.to_owned());
        }
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
        Self::Between(Box::new([before.into(), after.into()]))
    }

    /// How an option stands; one that names a version, where a variable gets it without its dashes, too:
    /// `FLOOR: tlsv1.3`, `"--$FLOOR"`.
    pub(super) fn of_option(option: &str) -> Vec<Self> {
        const BEFORE: [&str; 4] = ["=", "=\"", ": ", ": \""];
        let mut all = vec![Self::spelled(option)];
        let plain = option.strip_prefix("--").filter(|plain| plain.contains('.'));
        let run = plain.and_then(|plain| Some((plain, super::longest(plain)?)));
        if let Some(after) = run.and_then(|(plain, run)| plain.strip_prefix(run)) {
            let between = |before: &str| Self::Between(Box::new([before.into(), after.into()]));
            all.extend(BEFORE.map(between));
        }
        all
    }

    /// Whether the name at `start..end` stands so.
    pub(super) fn at(&self, known: &Known<'_>, (start, end): (usize, usize)) -> bool {
        let text = known.text;
        let (before, after) = (&text[..start], &text[end..]);
        match self {
            Self::Anyhow => true,
            Self::Command => is_command(before, &text[start..end], after),
            Self::Subcommand => {
                !before.ends_with(b"/") && is_command(before, &text[start..end], after)
            }
            Self::Behind(group) => {
                is_command(before, &text[start..end], after) && is_behind(before, group)
            }
            Self::First => is_command(before, &text[start..end], after) && is_first(before),
            Self::Device => before.strip_suffix(b"/dev/").is_some_and(|rest| is_read(rest, after)),
            Self::Between(sides) => {
                let [left, right] = &**sides;
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
            Self::Method => is_method(before),
            Self::Name => is_name(after),
            Self::Reached(container) => {
                let is_renamed = || known.is_renamed(container);
                is_reached(container, (before, after), (is_renamed, || known.is_indexed(container)))
            }
            Self::Package(path) => {
                !is_pointed_to(before, after)
                    && is_of_package(path, before, || known.names_of(path))
            }
            Self::Object(container) => is_object(container, before, after),
            Self::Function(given) => is_function(before, after, given),
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

/// Whether a method of Ruby is called by what follows: behind an object, or by its name.
fn is_method(before: &[u8]) -> bool {
    let near = before.trim_ascii_end();
    [&b"."[..], b"::", b"&:", b"(:"].iter().any(|sign| near.ends_with(sign))
        || is_after_comment(before)
}

/// Whether a byte may be of the name of a program or function in small letters.
fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
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
pub(super) fn line_of(before: &[u8]) -> usize {
    let near = before.len().saturating_sub(LINE);
    memchr::memrchr(b'\n', &before[near..]).map_or(near, |newline| near + newline + 1)
}

/// Whether a name of Go is one of a package itself, and none of a type in it.
fn is_of_whole(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.matches('.').count() == 1 && !last.contains(['*', '('])
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

/// Whether the line so far is a comment; the end of a long line tells nothing of its beginning.
fn is_comment(before: &[u8], signs: &[&[u8]]) -> bool {
    let start = line_of(before);
    let begins = start == 0 || before[start - 1] == b'\n';
    let line = before[start..].trim_ascii_start();
    begins && signs.iter().any(|sign| line.starts_with(sign))
}

/// Whether what comes next is the first in its line, after one with a comment.
fn is_after_comment(before: &[u8]) -> bool {
    let near = before.trim_ascii_end();
    before[near.len()..].contains(&b'\n')
        && memchr::memmem::find(&near[line_of(near)..], b"//").is_some()
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
mod tests;
