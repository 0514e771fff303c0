//! TypeScript with elements of JSX (tree-sitter-typescript), whose grammar is another.

use super::javascript::{OWN, SHAPES, files};
use crate::detect::code::language::Language;

pub static LANGUAGE: Language = Language {
    id: "tsx",
    extensions: &["tsx"],
    names: &[],
    grammar: || tree_sitter_typescript::LANGUAGE_TSX.into(),
    shapes: SHAPES,
    own: OWN,
    files,
};
