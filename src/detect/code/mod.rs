//! Uses of cryptography in source code.
//!
//! A file in a known language that holds a gate of some pack of rules is parsed by that language's tree-sitter grammar
//! and lowered to a [`syntax::Module`], the same for all languages; the rules of the packs then say which of its calls
//! are uses, and values of their arguments are resolved through constants, assignments, functions, other files and
//! configuration. What cannot be resolved is named.

pub mod analysis;
mod combine;
pub mod configuration;
pub mod describe;
mod format;
pub mod grammar;
pub mod language;
mod languages;
mod literal;
pub mod lower;
mod names;
mod names_secret;
pub mod packs;
mod part;
mod resolve;
pub mod rule;
pub mod surroundings;
pub mod syntax;
pub mod test_code;
mod text_method;
mod value;
mod ways;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::LazyLock;

pub use languages::LANGUAGES;
pub use value::Step;

use analysis::Use;
use grammar::Grammar;
use language::Language;
use packs::Rules;
use surroundings::{Surroundings, Tree};
use syntax::Module;

/// Largest source file that is parsed, in bytes.
pub const LARGEST: usize = 4 << 20;

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
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&grammar.tree_sitter).map_err(|_| Failure::TooHard)?;
    // The parser calls back every hundred steps or so; a count of steps bounds its time without a clock, and the same
    // file is refused on every machine.
    let mut left = 20_000 + text.len();
    let mut progress = |_: &tree_sitter::ParseState| {
        left = left.saturating_sub(1);
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = tree_sitter::ParseOptions::new().progress_callback(&mut progress);
    let bytes = text.as_bytes();
    let mut read = |at: usize, _| bytes.get(at..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut read, None, Some(options)).ok_or(Failure::TooHard)?;
    Ok(lower::lower(grammar, path, text, tree.root_node()))
}

/// The language of a file by its name.
pub fn language_of(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.is_of(name)).copied()
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
    let (Some(open), Some(grammar)) = (rules.open(bytes), grammar_of(language)) else {
        return Ok(Vec::new());
    };
    let text = String::from_utf8_lossy(bytes);
    let module = Rc::new(parse(grammar, path, &text)?);
    let around = Surroundings::new(grammar, tree);
    Ok(analysis::uses(&module, rules, &open, &around))
}
