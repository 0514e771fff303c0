//! What is noted of a shell, and of the preprocessor of C, while it is read.

use std::collections::{HashMap, HashSet};

use crate::detect::code::syntax::{Id, ScopeId};

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
