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
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::{LazyLock, Mutex, PoisonError};

pub use embedded::programs;
pub use languages::LANGUAGES;
pub use value::Step;

use analysis::Use;
use grammar::Grammar;
use language::Language;
use packs::Rules;
use source_text::SourceText;
use surroundings::{Surroundings, Tree};
use syntax::Module;

/// Largest source file that is parsed, in bytes.
pub const LARGEST: usize = 4 << 20;

/// Largest source file that is parsed beside others, in bytes.
const ALONE: usize = 256 << 10;
/// Held for a larger one: its tree takes many times the memory of the text.
static LARGE: Mutex<()> = Mutex::new(());

/// Bytes that each call back of the parser must be worth. Code in files that people and generators write is worth 60
/// and more.
const BYTES_A_STEP: usize = 40;
/// Calls beside, for what is not understood at once: whatever the size, and by bytes until there are so many, half a
/// second or so. A small file that takes more is one that a grammar goes round in circles with.
const STEPS: usize = 500;
const BYTES_A_STEP_BESIDE: usize = 5;
const STEPS_BESIDE: usize = 20_000;

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
    let text = &*readable;
    if languages::reads_itself(grammar.language.id) {
        let tree = parse_tree(grammar, "")?;
        return Ok(lower::lower(grammar, path, text, tree.root_node()));
    }
    let is_large = text.len() > ALONE;
    let _alone = is_large.then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    let tree = parse_tree(grammar, text)?;
    if tree.root_node().has_error()
        && let Some(spaced) = languages::spaced(grammar.language.id, text)
        && let Ok(other) = parse_tree(grammar, &spaced)
        && !other.root_node().has_error()
    {
        let mut module = lower::lower(grammar, path, &spaced, other.root_node());
        module.place_in(text);
        return Ok(module);
    }
    Ok(lower::lower(grammar, path, text, tree.root_node()))
}

thread_local! {
    /// A parser keeps what it allocates from file to file.
    static PARSERS: RefCell<HashMap<&'static str, tree_sitter::Parser>> = RefCell::default();
}

fn parse_tree(grammar: &Grammar, text: &str) -> Result<tree_sitter::Tree, Failure> {
    let kept = PARSERS.with_borrow_mut(|parsers| parsers.remove(grammar.language.id));
    let mut parser = match kept {
        Some(parser) => parser,
        None => {
            let mut parser = tree_sitter::Parser::new();
            parser.set_language(&grammar.tree_sitter).map_err(|_| Failure::TooHard)?;
            parser
        }
    };
    // The parser calls back every hundred steps or so; a count of steps bounds its time without a clock, and the same
    // file is refused on every machine.
    let beside = (STEPS + text.len() / BYTES_A_STEP_BESIDE).min(STEPS_BESIDE);
    let mut left = beside + text.len() / BYTES_A_STEP;
    let mut progress = |_: &tree_sitter::ParseState| {
        left = left.saturating_sub(1);
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = tree_sitter::ParseOptions::new().progress_callback(&mut progress);
    let bytes = text.as_bytes();
    let mut read = |at: usize, _| bytes.get(at..).unwrap_or_default();
    // One that gave up would go on where it was.
    let tree = parser.parse_with_options(&mut read, None, Some(options)).ok_or(Failure::TooHard)?;
    PARSERS.with_borrow_mut(|parsers| parsers.insert(grammar.language.id, parser));
    Ok(tree)
}

/// The language of a file by its name, or by the interpreter that its first line names.
pub fn language_of(name: &str, head: &[u8]) -> Option<&'static Language> {
    let known = |id: &str| LANGUAGES.iter().find(|language| language.id == id).copied();
    let by_name = LANGUAGES.iter().find(|language| language.is_of(name)).copied();
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

/// The grammar of a language, loaded once.
pub fn grammar_of(language: &Language) -> Option<&'static Grammar> {
    static ALL: LazyLock<HashMap<&'static str, Grammar>> = LazyLock::new(|| {
        LANGUAGES.iter().map(|language| (language.id, Grammar::new(language))).collect()
    });
    ALL.get(language.id)
}

/// The uses in a file; none at once where no gate of a rule is in it.
///
/// # Errors
/// The file is too large, or parsing it takes too long.
pub fn uses(
    language: &Language,
    rules: &Rules,
    path: &str,
    bytes: &[u8],
    tree: Option<&dyn Tree>,
) -> Result<Vec<Use>, Failure> {
    let Some(grammar) = grammar_of(language) else { return Ok(Vec::new()) };
    if bytes.len() > 2 * LARGEST {
        return if rules.open(bytes).is_some() { Err(Failure::TooLarge) } else { Ok(Vec::new()) };
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
        return Ok(Vec::new());
    }
    let source = SourceText::new(bytes);
    let Some(open) = open.or_else(|| rules.open(source.text.as_bytes())) else {
        return Ok(Vec::new());
    };
    if is_c
        && let Some(said) = declared::beyond(source.text.as_bytes())
        && !rules.may_use(&said, &open)
    {
        return Ok(Vec::new());
    }
    let whole = match tree.filter(|_| language.id == "cpp") {
        Some(tree) => outside::with_classes(grammar, path, &source.text, tree),
        None => Cow::Borrowed(&*source.text),
    };
    let has_outside = whole.len() > source.text.len();
    let module = match parsed::kept(language, path, bytes).flatten().filter(|_| !has_outside) {
        Some(module) => module,
        None => {
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
    Ok(uses)
}
