//! A language with its grammar loaded: node kinds and fields as numbers, so that a tree is read without comparing names.

use tree_sitter::Node;

use super::language::{Language, Shape};

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
    /// The first child of a kind.
    Kind(&'static str),
}

/// A language ready for use.
pub struct Grammar {
    /// The language.
    pub language: &'static Language,
    /// Its grammar.
    pub tree_sitter: tree_sitter::Language,
    shapes: Vec<Option<Shape>>,
    /// Of what the grammar cannot read.
    unread: Option<Shape>,
    fields: Vec<(&'static str, Pick)>,
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
        let unread = language.shapes.iter().find(|(name, _)| *name == "ERROR");
        let unread = unread.map(|(_, shape)| *shape);
        let mut grammar = Self { language, tree_sitter, shapes, unread, fields: Vec::new() };
        for (_, shape) in language.shapes {
            for name in names_in(shape) {
                let pick = grammar.find(name);
                grammar.fields.push((name, pick));
            }
        }
        grammar
    }

    fn find(&self, name: &'static str) -> Pick {
        let field =
            |name: &str| self.tree_sitter.field_id_for_name(name).map(std::num::NonZero::get);
        match name {
            "" => Pick::First,
            "-" => Pick::Nothing,
            _ => match name.strip_prefix('^') {
                Some(name) => field(name).map_or(Pick::Nothing, Pick::ParentField),
                None => field(name).map_or(Pick::Kind(name), Pick::Field),
            },
        }
    }

    /// What a node is; `None` for a kind that is gone through.
    pub fn shape(&self, node: Node<'_>) -> Option<Shape> {
        // What the grammar cannot read has a number of its own.
        let known = self.shapes.get(usize::from(node.kind_id())).copied().flatten();
        known.or_else(|| self.unread.filter(|_| node.is_error()))
    }

    /// The child that a name of a [`Shape`] stands for.
    pub fn child<'t>(&self, node: Node<'t>, name: &'static str) -> Option<Node<'t>> {
        if name.contains('|') {
            return name.split('|').find_map(|name| self.child(node, name));
        }
        // A shape's strings are constants: the same name is mostly the same address, and always the same text.
        let known = self.fields.iter().find(|(known, _)| *known == name).map(|(_, pick)| *pick);
        match known.unwrap_or_else(|| self.find(name)) {
            Pick::Nothing => None,
            Pick::First => first_named(node),
            Pick::Field(id) => node.child_by_field_id(id),
            Pick::ParentField(id) => node.parent().and_then(|parent| parent.child_by_field_id(id)),
            Pick::Kind(kind) => {
                let mut cursor = node.walk();
                node.named_children(&mut cursor).find(|child| child.kind() == kind)
            }
        }
    }
}

/// The first named child that is no comment.
pub fn first_named(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).find(|child| !child.is_extra())
}

fn names_in(shape: &Shape) -> Vec<&'static str> {
    match *shape {
        Shape::Inner(name) | Shape::Type(name) | Shape::Return(name) => vec![name],
        Shape::Member(a, b)
        | Shape::Call(a, b)
        | Shape::Named(a, b)
        | Shape::Pair(a, b)
        | Shape::Index(a, b)
        | Shape::Assign(a, b) => vec![a, b],
        Shape::Method(a, b, c)
        | Shape::Let(a, b, c)
        | Shape::Function(a, b, c)
        | Shape::Parameter(a, b, c) => vec![a, b, c],
        Shape::Binary { left, right, .. } => vec![left, right],
        Shape::Choice(fields) => fields.to_vec(),
        _ => Vec::new(),
    }
}
