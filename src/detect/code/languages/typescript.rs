//! TypeScript (tree-sitter-typescript).

use super::javascript::{OWN, SHAPES, files};
use crate::detect::code::language::Language;

pub static LANGUAGE: Language = Language {
    id: "typescript",
    extensions: &["ts", "mts", "cts"],
    names: &[],
    grammar: || tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
    shapes: SHAPES,
    own: OWN,
    files,
};
