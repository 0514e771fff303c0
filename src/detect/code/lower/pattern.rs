//! Patterns that take a value apart.

use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::language::Shape;
use crate::detect::code::syntax::{Id, Kind};

/// Patterns within patterns that are followed.
const PATTERNS: usize = 100;

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
        if !matches!(self.grammar.shape(pattern), Some(Shape::List)) {
            let name = self.name_of(pattern);
            return self.bind(name, value, type_name, pattern.start_byte());
        }
        let parts = value.map(|value| match &self.module.nodes[value].kind {
            Kind::List(parts) => parts.iter().copied().map(Some).collect(),
            _ => vec![Some(value)],
        });
        let parts: Vec<Option<Id>> = parts.unwrap_or_default();
        // An element of a table of tuples is taken apart by places, the result of a call beginning with itself.
        let first = match value.map(|value| &self.module.nodes[value].kind) {
            Some(Kind::Index { .. }) => 0,
            Some(Kind::Call { .. }) => 1,
            _ => usize::MAX,
        };
        let mut cursor = pattern.walk();
        for (index, child) in pattern.named_children(&mut cursor).enumerate() {
            let name = self.name_of(child);
            let mut part = parts.get(index).copied().flatten();
            if let Some(value) = value
                && index >= first
            {
                let number = i64::try_from(index).unwrap_or(i64::MAX);
                let key = self.add(Kind::Number(number), child);
                part = Some(self.add(Kind::Index { of: value, key }, child));
            }
            self.bind(name, part, type_name.clone(), child.start_byte());
        }
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
                field = self.add(Kind::Choice(vec![field, default]), child);
            }
            self.bind_pattern(target, Some(field), None);
        }
        self.depth -= 1;
    }
}
