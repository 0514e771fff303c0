//! C++ (tree-sitter-cpp). A header may be of either language; this grammar reads both.

use super::c;
use crate::detect::code::language::Language;

pub static LANGUAGE: Language = Language {
    id: "cpp",
    extensions: &[
        "cc", "cpp", "cxx", "c++", "h", "hh", "hpp", "hxx", "h++", "inc", "inl", "ipp", "tcc",
        "tpp", "txx", "cppm", "ixx", "ino",
    ],
    names: &[],
    grammar: || tree_sitter_cpp::LANGUAGE.into(),
    shapes: c::SHAPES,
    own: &["this"],
    files: c::files,
};
