//! A language with its grammar loaded: node kinds and fields as numbers, so that a tree is read without comparing names.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use tree_sitter::Node;

use super::language::{Language, Shape};

/// Words in the kinds of functions and whole files.
const FUNCTIONS: &[&str] =
    &["function", "method", "lambda", "closure", "constructor", "program", "module"];

/// How a child of a node is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// No such child.
    Nothing,
    /// The first named child.
    First,
    /// By field.
    Field(u16),
    /// By field of the parent.
    ParentField(u16),
    /// The first named child of a kind.
    Kind(u16),
}

/// A language ready for use.
pub struct Grammar {
    /// The language.
    pub language: &'static Language,
    /// Its grammar.
    pub tree_sitter: tree_sitter::Language,
    shapes: Vec<Option<Shape>>,
    /// Whether a kind of nodes is a function or a whole file, by its name.
    functions: Vec<bool>,
    /// How children are found, by the names of a [`Shape`].
    picks: Mutex<HashMap<&'static str, Arc<[Pick]>>>,
    /// Of what the grammar cannot read.
    unread: Option<Shape>,
}

impl Grammar {
    /// Loads the grammar.
    pub fn new(language: &'static Language) -> Self {
        let tree_sitter = (language.grammar)();
        let kinds = u16::try_from(tree_sitter.node_kind_count()).unwrap_or(u16::MAX);
        let shape = |id| {
            let kind =
                tree_sitter.node_kind_for_id(id).filter(|_| tree_sitter.node_kind_is_named(id))?;
            language.shapes.iter().find(|(name, _)| *name == kind).map(|(_, shape)| *shape)
        };
        let shapes = (0..kinds).map(shape).collect();
        let is_function = |id| {
            let kind = tree_sitter.node_kind_for_id(id).unwrap_or_default();
            FUNCTIONS.iter().any(|known| kind.contains(known))
        };
        let functions = (0..kinds).map(is_function).collect();
        let unread = language.shapes.iter().find(|(name, _)| *name == "ERROR");
        let unread = unread.map(|(_, shape)| *shape);
        let picks = Mutex::default();
        Self { language, tree_sitter, shapes, functions, picks, unread }
    }

    /// How the child is found that a name of a [`Shape`] stands for, in the order of its alternatives.
    pub fn picks(&self, name: &'static str) -> Arc<[Pick]> {
        let mut known = self.picks.lock().unwrap_or_else(PoisonError::into_inner);
        let picks = known
            .entry(name)
            .or_insert_with(|| name.split('|').map(|name| self.pick(name)).collect());
        Arc::clone(picks)
    }

    /// Whether a node is a function or a whole file.
    pub fn is_function(&self, node: Node<'_>) -> bool {
        self.functions.get(usize::from(node.kind_id())).copied().unwrap_or_default()
    }

    fn pick(&self, name: &str) -> Pick {
        let field =
            |name: &str| self.tree_sitter.field_id_for_name(name).map(std::num::NonZero::get);
        match name {
            "" => Pick::First,
            "-" => Pick::Nothing,
            _ => match name.strip_prefix('^') {
                Some(name) => field(name).map_or(Pick::Nothing, Pick::ParentField),
                None => match field(name) {
                    Some(id) => Pick::Field(id),
                    None => match self.tree_sitter.id_for_node_kind(name, true) {
                        0 => Pick::Nothing,
                        kind => Pick::Kind(kind),
                    },
                },
            },
        }
    }

    /// What a node is; `None` for a kind that is gone through.
    pub fn shape(&self, node: Node<'_>) -> Option<Shape> {
        // What the grammar cannot read has a number of its own.
        let known = self.shapes.get(usize::from(node.kind_id())).copied().flatten();
        known.or_else(|| self.unread.filter(|_| node.is_error()))
    }
}

/// The first named child that is no comment.
pub fn first_named(node: Node<'_>) -> Option<Node<'_>> {
    let first = node.named_child(0)?;
    if !first.is_extra() {
        return Some(first);
    }
    let mut cursor = node.walk();
    node.named_children(&mut cursor).find(|child| !child.is_extra())
}
