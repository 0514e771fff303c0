//! Uses of cryptography in source code.
//!
//! A file in a known language that holds a gate of some pack of rules is parsed by that language's tree-sitter grammar
//! and lowered to a [`syntax::Module`], the same for all languages; the rules of the packs then say which of its calls
//! are uses, and values of their arguments are resolved through constants, assignments, functions, other files and
//! configuration. What cannot be resolved is named.

pub mod analysis;
mod combine;
#[cfg_attr(not(feature = "lang-shell"), allow(dead_code, reason = "only shells make commands"))]
mod command;
pub mod configuration;
mod copies;
mod declared;
pub mod describe;
mod embedded;
pub mod examples;
mod form;
mod format;
pub mod grammar;
mod included;
pub mod language;
mod languages;
mod length;
mod literal;
pub mod lower;
mod names;
mod names_secret;
mod objects;
mod outside;
pub mod pack_file;
pub mod packs;
mod parsed;
mod part;
mod pieces;
mod receiver;
mod resolve;
pub mod rule;
pub mod rule_set;
pub mod schema;
mod source_text;
mod sources;
pub mod surroundings;
pub mod syntax;
pub mod test_code;
mod text_method;
mod value;
mod ways;
mod words;

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

pub use copies::Copies;
pub use embedded::programs;
pub use languages::LANGUAGES;
pub use value::Step;

use crate::model::CodePlace;
use analysis::Use;
use grammar::Grammar;
use language::Language;
use packs::Rules;
use source_text::SourceText;
use surroundings::{Surroundings, Tree};
use syntax::Module;

/// Largest source file that is parsed, in bytes.
pub const LARGEST: usize = 4 << 20;

/// Largest source file that is analysed beside others, in bytes.
const ALONE: usize = 256 << 10;
/// Held for a larger one: what is known of it takes many times the memory of the text.
static LARGE: Mutex<()> = Mutex::new(());

/// Why a file could not be analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Larger than [`LARGEST`].
    TooLarge,
    /// The parser needed more steps than a file of this size may.
    TooHard,
}

/// Parses a file and lowers it.
///
/// # Errors
/// The file is too large, or parsing it takes too long.
pub fn parse(grammar: &Grammar, path: &str, text: &str) -> Result<Module, Failure> {
    if text.len() > LARGEST {
        return Err(Failure::TooLarge);
    }
    let script = (grammar.language.id == "shell").then(|| embedded::script(path, text));
    let readable = languages::readable(grammar.language.id, script.as_deref().unwrap_or(text));
    pieces::lower(grammar, path, &readable)
}

/// Whether something that was found in the file at `path` lies in the source code of a test or an example: as its place there
/// says, or, of what is no use (a key in a text), by the name of the file.
pub fn is_in_test_code(path: &str, place: Option<&CodePlace>) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    place.map_or_else(
        || language_of(name, &[]).is_some() && test_code::is_test(path),
        |place| place.is_test,
    )
}

/// The language of a file by its name, or by the interpreter that its first line names.
pub fn language_of(name: &str, head: &[u8]) -> Option<&'static Language> {
    let known = |id: &str| LANGUAGES.iter().find(|language| language.id == id).copied();
    let extension = language::extension_of(name);
    let is_of = |language: &&&Language| language.is_of_either(name, extension);
    let by_name = LANGUAGES.iter().find(is_of).copied();
    let kin = || {
        (name.starts_with("Dockerfile.") || name.starts_with("Makefile.")).then(|| known("shell"))
    };
    by_name.or_else(|| kin().flatten()).or_else(|| known(interpreted(head)?))
}

/// The language of the interpreter in a `#!` line.
fn interpreted(head: &[u8]) -> Option<&'static str> {
    let line = head.strip_prefix(b"#!")?.split(|byte| *byte == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    let program = words.find(|word| *word != "env" && !word.starts_with('-'))?;
    match program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
        "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" | "mksh" | "bats" => Some("shell"),
        "python" | "pypy" => Some("python"),
        "ruby" => Some("ruby"),
        "node" | "nodejs" => Some("javascript"),
        "php" => Some("php"),
        "elixir" => Some("elixir"),
        "escript" => Some("erlang"),
        _ => None,
    }
}

/// The grammar of a language, loaded when a file wants it.
pub fn grammar_of(language: &Language) -> Option<&'static Grammar> {
    type Kept = (&'static Language, OnceLock<Grammar>);
    static ALL: LazyLock<Vec<Kept>> =
        LazyLock::new(|| LANGUAGES.iter().map(|language| (*language, OnceLock::new())).collect());
    let (language, kept) = ALL.iter().find(|(known, _)| known.id == language.id)?;
    Some(kept.get_or_init(|| Grammar::new(language)))
}

/// The uses in a file; nothing where no gate of a rule is in it, so that it was not looked at.
///
/// # Errors
/// The file is too large, or parsing it takes too long.
pub fn uses(
    language: &Language,
    rules: &Rules,
    path: &str,
    bytes: &[u8],
    tree: Option<&dyn Tree>,
) -> Result<Option<Vec<Use>>, Failure> {
    let Some(grammar) = grammar_of(language) else { return Ok(None) };
    if bytes.len() > 2 * LARGEST {
        return if rules.open(bytes).is_some() { Err(Failure::TooLarge) } else { Ok(None) };
    }
    // Most files are of no interest, and need not be read as text: gates and words stand in the bytes of UTF-8 as in
    // its text.
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let is_c = matches!(language.id, "c" | "cpp");
    let open = match tree.filter(|_| is_c) {
        _ if is_utf16 => None,
        Some(tree) => included::open(rules, path, bytes, tree),
        None => rules.open(bytes),
    };
    if open.is_none() && !is_utf16 {
        return Ok(None);
    }
    let source = SourceText::new(bytes);
    let Some(open) = open.or_else(|| rules.open(source.text.as_bytes())) else {
        return Ok(None);
    };
    if is_c
        && let Some(said) = declared::beyond(source.text.as_bytes())
        && !rules.may_use(&said, &open)
    {
        return Ok(None);
    }
    let whole = match tree.filter(|_| language.id == "cpp") {
        Some(tree) => outside::with_classes(grammar, path, &source.text, tree),
        None => Cow::Borrowed(&*source.text),
    };
    let has_outside = whole.len() > source.text.len();
    let is_large = whole.len() > ALONE;
    let _alone = is_large.then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    let module = match parsed::kept(language, path, bytes).flatten().filter(|_| !has_outside) {
        Some(module) => module,
        None => {
            if is_large {
                parsed::forget();
            }
            let module = Rc::new(parse(grammar, path, &whole)?);
            if tree.is_some() && !is_utf16 && !has_outside {
                parsed::keep(language, path, bytes, Some(&module));
            }
            module
        }
    };
    let around = Surroundings::new(grammar, tree);
    let mut uses = analysis::uses(&module, rules, &open, &around);
    if has_outside {
        uses.retain(|found| found.place.start < source.text.len());
    }
    if language.id == "shell" {
        embedded::restore(path, &source.text, &mut uses);
    }
    // Macros are written out, which moves what comes behind them.
    if language.id == "rust" && source.text.contains("macro_rules!") {
        embedded::placed_by_line(&source.text, &mut uses);
    }
    source.restore(&mut uses);
    Ok(Some(uses))
}
