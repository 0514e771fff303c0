//! What is noted of a shell, and of the preprocessor of C, while it is read.

use std::collections::{HashMap, HashSet};

use tree_sitter::Node;

use crate::detect::code::syntax::{Guards, Id, ScopeId};

/// Notes of one file.
#[derive(Default)]
pub struct Notes<'a> {
    /// Arguments that a function has dropped so far.
    pub shifted: HashMap<ScopeId, usize>,
    /// Functions that run what they get.
    pub runners: HashSet<&'a str>,
    /// Variables that functions declare for themselves.
    pub locals: HashSet<(ScopeId, &'a str)>,
    /// Variables that a loop reads from lines of a file, with those of their keys, and the file.
    pub read: HashMap<String, (String, Id)>,
    /// What variables stand for in one round of a loop.
    pub in_round: HashMap<String, Id>,
    /// Questions of a shell's conditions in a scope after so many dropped arguments, with those and their answer *yes*
    /// as expressions; nothing where they cannot be told.
    pub asked: HashMap<(ScopeId, usize, Question<'a>), Option<(Id, Id)>>,
    /// Conditions that a shell's values were noted under.
    pub guards: HashSet<Guards>,
    /// Macros that are defined so far.
    pub defined: HashMap<&'a str, Defined>,
}

/// A macro without parameters.
#[derive(Clone, Copy)]
pub struct Defined {
    /// Whether it is defined whatever conditions hold.
    pub is_certain: bool,
    /// What it is worth, where that is one number.
    pub number: Option<i64>,
    /// Which binding it is.
    pub binding: Option<usize>,
}

/// One question of a shell's condition: an operator, what it is asked of, and what that is compared with.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Question<'a> {
    /// `=`, `-n`, `true` and the like.
    pub operator: String,
    /// What it is asked of.
    pub words: Vec<Node<'a>>,
    /// What that is compared with.
    pub patterns: Vec<Node<'a>>,
    /// Whether what is compared with is a pattern rather than a text.
    pub is_like: bool,
    /// Questions of which one is to be answered so.
    pub any: Vec<(Self, bool)>,
}
