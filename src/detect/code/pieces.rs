//! A file from text to module; a large one piece by piece.
//!
//! A tree takes forty times the memory of its text. A piece ends before the last statement of its tree, which may go on;
//! one with a statement that is longer than it grows until that ends. Only bundles of scripts, which are one statement,
//! are torn, where a line ends: what the halves hold is read all the same.

use std::cell::RefCell;
use std::ops::{ControlFlow, Range};

use foldhash::HashMap;
use tree_sitter::{Node, ParseOptions, ParseState, Parser, Point, Tree};

use super::Failure;
use super::grammar::Grammar;
use super::languages;
use super::lower::Read;
use super::syntax::Module;

/// Words and signs that are parsed at a time, which is a quarter of a megabyte of code.
const PIECE: usize = 80_000;
/// Least bytes that so many take.
const SMALL: usize = PIECE;
/// Languages in which bundles are written.
const BUNDLED: &[&str] = &["javascript"];
/// Languages whose files begin with a mark without which nothing is code: they are parsed as they are.
const MARKED: &[&str] = &["php"];

/// Bytes that each call back of the parser must be worth. Code in files that people and generators write is worth 60
/// and more.
const BYTES_A_STEP: usize = 40;
/// Calls beside, for what is not understood at once: whatever the size, and by bytes until there are so many, half a
/// second or so. A small file that takes more is one that a grammar goes round in circles with.
const STEPS: usize = 500;
const BYTES_A_STEP_BESIDE: usize = 5;
const STEPS_BESIDE: usize = 20_000;

/// Parses a text and lowers it.
///
/// # Errors
/// Parsing it takes too long.
pub(super) fn lower(grammar: &Grammar, path: &str, text: &str) -> Result<Module, Failure> {
    let language = grammar.language.id;
    if languages::reads_itself(language) {
        let tree = parse_whole(grammar, "")?;
        return Ok(whole(grammar, path, text, tree));
    }
    let is_whole = MARKED.contains(&language) || end_of(text, 0, PIECE) == text.len();
    if is_whole {
        let tree = parse_whole(grammar, text)?;
        if tree.root_node().has_error()
            && let Some(spaced) = languages::spaced(language, text)
            && let Ok(other) = parse_whole(grammar, &spaced)
            && !other.root_node().has_error()
        {
            let mut module = whole(grammar, path, &spaced, other);
            module.place_in(text);
            return Ok(module);
        }
        return Ok(whole(grammar, path, text, tree));
    }
    let mut read = Read::new(grammar, path, text);
    let (mut at, mut point) = (0, Point::default());
    while at < text.len() {
        let mut words = PIECE;
        let (tree, until) = loop {
            let end = end_of(text, at, words);
            let tree = parse(grammar, text, at..end, point)?;
            match start_of_last(tree.root_node(), at + (end - at) / 2) {
                _ if end == text.len() => break (tree, end),
                Some(start) => break (tree, start),
                None if BUNDLED.contains(&language) => break (tree, end),
                None => words *= 2,
            }
        };
        read.add(tree.root_node(), until);
        point = moved(point, &text.as_bytes()[at..until]);
        at = until;
    }
    Ok(read.finish())
}

fn whole(grammar: &Grammar, path: &str, text: &str, tree: Tree) -> Module {
    let mut read = Read::new(grammar, path, text);
    read.add(tree.root_node(), usize::MAX);
    drop(tree);
    read.finish()
}

/// Where a piece that begins at byte `at` and has so many words ends: behind a line, or as near as can be.
fn end_of(text: &str, at: usize, words: usize) -> usize {
    if text.len() - at <= SMALL {
        return text.len();
    }
    let (mut left, mut is_in_word) = (words, false);
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    // What begins a word begins a character.
    let most = text.as_bytes()[at..].iter().position(|byte| {
        let was_in_word = std::mem::replace(&mut is_in_word, is_of_word(*byte));
        let begins = if is_in_word { !was_in_word } else { !byte.is_ascii_whitespace() };
        left -= usize::from(begins);
        left == 0
    });
    let Some(most) = most.map(|most| at + most) else { return text.len() };
    let half = at + (most - at) / 2;
    let near = &text.as_bytes()[half..most];
    let behind = |sign: u8| memchr::memrchr(sign, near).map(|found| half + found + 1);
    behind(b'\n').or_else(|| behind(b';')).or_else(|| behind(b'}')).unwrap_or(most)
}

/// Where the last statement of a piece begins, if that is behind byte `least`.
fn start_of_last(root: Node<'_>, least: usize) -> Option<usize> {
    let count = u32::try_from(root.named_child_count()).unwrap_or(u32::MAX);
    let last = root.named_child(count.checked_sub(1)?)?;
    Some(last.start_byte()).filter(|start| *start > least)
}

/// The place behind some bytes.
fn moved(point: Point, bytes: &[u8]) -> Point {
    match memchr::memrchr(b'\n', bytes) {
        None => Point { row: point.row, column: point.column + bytes.len() },
        Some(last) => Point {
            row: point.row + memchr::memchr_iter(b'\n', bytes).count(),
            column: bytes.len() - last - 1,
        },
    }
}

thread_local! {
    /// A parser keeps what it allocates from file to file.
    static PARSERS: RefCell<HashMap<&'static str, Parser>> = RefCell::default();
}

/// The tree of a text.
///
/// # Errors
/// Parsing it takes too long.
pub(super) fn parse_whole(grammar: &Grammar, text: &str) -> Result<Tree, Failure> {
    parse(grammar, text, 0..text.len(), Point::default())
}

/// The tree of some bytes of a text, of which the first is at `point`.
fn parse(
    grammar: &Grammar,
    text: &str,
    bytes: Range<usize>,
    point: Point,
) -> Result<Tree, Failure> {
    let kept = PARSERS.with_borrow_mut(|parsers| parsers.remove(grammar.language.id));
    let mut parser = match kept {
        Some(parser) => parser,
        None => {
            let mut parser = Parser::new();
            parser.set_language(&grammar.tree_sitter).map_err(|_| Failure::TooHard)?;
            parser
        }
    };
    let piece = tree_sitter::Range {
        start_byte: bytes.start,
        end_byte: bytes.end,
        start_point: point,
        end_point: moved(point, &text.as_bytes()[bytes.clone()]),
    };
    let is_whole = bytes.len() == text.len();
    let ranges = std::slice::from_ref(&piece);
    parser
        .set_included_ranges(if is_whole { &[] } else { ranges })
        .map_err(|_| Failure::TooHard)?;
    // The parser calls back every hundred steps or so; a count of steps bounds its time without a clock, and the same
    // file is refused on every machine.
    let beside = (STEPS + bytes.len() / BYTES_A_STEP_BESIDE).min(STEPS_BESIDE);
    let mut left = beside + bytes.len() / BYTES_A_STEP;
    let mut progress = |_: &ParseState| {
        left = left.saturating_sub(1);
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let mut read = |at: usize, _| text.as_bytes().get(at..).unwrap_or_default();
    // One that gave up would go on where it was.
    let tree = parser.parse_with_options(&mut read, None, Some(options)).ok_or(Failure::TooHard)?;
    PARSERS.with_borrow_mut(|parsers| parsers.insert(grammar.language.id, parser));
    Ok(tree)
}
