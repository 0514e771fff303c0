//! Patterns that take a value apart.

use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::language::Shape;
use crate::detect::code::resolve::OR_DEFAULT;
use crate::detect::code::syntax::{Argument, Id, Kind};

/// Patterns within patterns that are followed.
const PATTERNS: usize = 100;

/// Whether a pattern of PHP takes apart by keys: `['a' => $b]`.
fn is_keyed(pattern: Tree<'_>) -> bool {
    let mut cursor = pattern.walk();
    pattern.children(&mut cursor).any(|child| child.kind() == "=>")
}

impl<'a> Lowering<'a> {
    /// Binds what a pattern names to a value, or to its parts.
    pub fn bind_pattern(
        &mut self,
        pattern: Tree<'a>,
        value: Option<Id>,
        type_name: Option<String>,
    ) {
        if let (Some(Shape::Map), Some(value)) = (self.grammar.shape(pattern), value) {
            return self.bind_fields(pattern, value);
        }
        if let (Some(Shape::Member(..)), Some(value)) = (self.grammar.shape(pattern), value) {
            return self.assign_to(pattern, value);
        }
        if !matches!(self.grammar.shape(pattern), Some(Shape::List)) {
            let name = self.name_of(pattern);
            return self.bind(name, value, type_name, pattern.start_byte());
        }
        if let Some(value) = value
            && self.grammar.language.id == "php"
            && is_keyed(pattern)
        {
            return self.bind_keyed(pattern, value);
        }
        let parts = value.map(|value| match &self.module.nodes[value].kind {
            Kind::List(parts) => parts.iter().copied().map(Some).collect(),
            _ => vec![Some(value)],
        });
        let parts: Vec<Option<Id>> = parts.unwrap_or_default();
        // The first of what a function of Go gives is its value, the others tell how it went.
        let from = usize::from(self.grammar.language.id == "go");
        let is_whole = value.is_some_and(|value| {
            matches!(
                self.module.nodes[value].kind,
                Kind::Call { .. } | Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. }
            )
        });
        let mut cursor = pattern.walk();
        for (index, child) in pattern.named_children(&mut cursor).enumerate() {
            let mut part = parts.get(index).copied().flatten();
            if let Some(value) = value.filter(|_| is_whole && index >= from) {
                part = Some(self.at_place(value, index, child));
            }
            let is_member = matches!(self.grammar.shape(child), Some(Shape::Member(..)))
                || child.kind() == "member_access_expression";
            if let (true, Some(part)) = (is_member, part) {
                self.assign_to(child, part);
                continue;
            }
            if matches!(self.grammar.shape(child), Some(Shape::List | Shape::Map)) {
                if self.depth < PATTERNS {
                    self.depth += 1;
                    self.bind_pattern(child, part, None);
                    self.depth -= 1;
                }
                continue;
            }
            let name = self.name_of(child);
            self.bind(name, part, type_name.clone(), child.start_byte());
        }
    }

    /// `['a' => $b, 'c' => $d] = value` of PHP.
    fn bind_keyed(&mut self, pattern: Tree<'a>, value: Id) {
        let mut cursor = pattern.walk();
        let children: Vec<Tree<'a>> = pattern.named_children(&mut cursor).collect();
        for pair in children.chunks_exact(2) {
            let key = self.value(pair[0]);
            let element = self.add(Kind::Index { of: value, key }, pair[1]);
            match pair[1].kind() {
                "variable_name" | "by_ref" => {
                    self.bind(self.name_of(pair[1]), Some(element), None, pair[1].start_byte());
                }
                "list_literal" if self.depth >= PATTERNS => {}
                // A pattern in the pattern, or a property.
                _ => {
                    self.depth += 1;
                    self.assign_to(pair[1], element);
                    self.depth -= 1;
                }
            }
        }
    }

    /// The element of a value at a place.
    pub fn at_place(&mut self, value: Id, index: usize, node: Tree<'a>) -> Id {
        let number = i64::try_from(index).unwrap_or(i64::MAX);
        let key = self.add(Kind::Number(number), node);
        self.add(Kind::Index { of: value, key }, node)
    }

    /// Any element of a list.
    pub fn any_element(&mut self, of: Id, node: Tree<'a>) -> Id {
        let key = self.add(Kind::Opaque, node);
        self.add(Kind::Index { of, key }, node)
    }

    /// Reads a loop over a list.
    pub(super) fn each(&mut self, node: Tree<'a>, name: &'static str, list: &'static str) {
        let (name, list) = (self.child(node, name), self.child(node, list));
        if let (Some(name), Some(list)) = (name, list) {
            self.bind_each(name, list);
        }
        let mut cursor = node.walk();
        let others: Vec<Tree<'a>> = node
            .named_children(&mut cursor)
            .filter(|child| name.is_none() || Some(*child) != name && Some(*child) != list)
            .collect();
        others.into_iter().for_each(|child| self.later_in(child, node));
    }

    /// Binds what a pattern names to any element of a list: `for (a : list)`.
    pub fn bind_each(&mut self, pattern: Tree<'a>, list: Tree<'a>) {
        let of = self.value(list);
        let key = self.add(Kind::Opaque, pattern);
        let any = self.add(Kind::Index { of, key }, list);
        self.bind_pattern(pattern, Some(any), None);
    }

    /// Binds the names in `{ a, b: c, d = 1 }` to fields of a value.
    fn bind_fields(&mut self, pattern: Tree<'a>, value: Id) {
        if self.depth >= PATTERNS {
            return;
        }
        self.depth += 1;
        let mut cursor = pattern.walk();
        for child in pattern.named_children(&mut cursor) {
            let (name, target, default) = match self.grammar.shape(child) {
                Some(Shape::Pair(key, target)) => {
                    (self.child(child, key), self.child(child, target), None)
                }
                Some(Shape::Name) => (Some(child), Some(child), None),
                Some(Shape::Parameter(name, _, default)) => {
                    let name = self.child(child, name);
                    (name, name, self.child(child, default))
                }
                // What is left of it.
                _ if child.kind() == "rest_pattern" => {
                    let name = self.name_of(child);
                    self.bind(name, Some(value), None, child.start_byte());
                    continue;
                }
                _ => continue,
            };
            let (Some(name), Some(target)) = (name, target) else { continue };
            let name = crate::detect::code::literal::unquoted(self.text(name)).to_owned();
            let mut field = self.add(Kind::Member { of: value, name }, child);
            let (target, default) = match self.grammar.shape(target) {
                Some(Shape::Parameter(name, _, default)) => {
                    (self.child(target, name).unwrap_or(target), self.child(target, default))
                }
                _ => (target, default),
            };
            if let Some(default) = default {
                let default = self.value(default);
                let callee = self.add(Kind::Name(OR_DEFAULT.to_owned()), child);
                let arguments = [field, default].map(|value| Argument { name: None, value });
                field = self.add(Kind::Call { callee, arguments: arguments.to_vec() }, child);
            }
            self.bind_pattern(target, Some(field), None);
        }
        self.depth -= 1;
    }
}
