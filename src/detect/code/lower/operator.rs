//! Operators: sums, comparisons, what stands for want of something.

use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::combine::is_comparison;
use crate::detect::code::syntax::{Argument, Id, Kind};

impl<'a> Lowering<'a> {
    /// Reads operands of one operator; `joins` and `either` as in [`Shape::Binary`].
    pub fn binary(
        &mut self,
        node: Tree<'a>,
        (left, right): (&'static str, &'static str),
        joins: &[&str],
        either: &[&str],
    ) -> Id {
        // A long chain leans to the left: it is walked, not recursed into.
        let (mut operands, mut at, mut operator) = (Vec::new(), node, None);
        let at_kind = node.kind_id();
        while let (Some(first), Some(second)) = (self.child(at, left), self.child(at, right)) {
            let between =
                self.source.get(first.end_byte()..second.start_byte()).unwrap_or_default().trim();
            if operator.is_some_and(|known| known != between) {
                break;
            }
            operator = Some(between);
            operands.push(second);
            at = first;
            if first.kind_id() != at_kind {
                break;
            }
        }
        operands.push(at);
        operands.reverse();
        if operands.len() == 1 {
            self.children_later(node);
            return self.add(Kind::Opaque, node);
        }
        let values: Vec<Id> = operands.into_iter().map(|operand| self.value(operand)).collect();
        let operator = operator.unwrap_or_default();
        let kind = if operator == "%"
            && let [pattern, given] = values.as_slice()
            && matches!(self.module.nodes[*pattern].kind, Kind::Text(_))
        {
            self.filled(*pattern, *given, node)
        } else if joins.contains(&operator) {
            Kind::Join(values)
        } else if either.contains(&operator) {
            Kind::Choice(values)
        } else if matches!(operator, "*" | "-" | "/" | "//" | "<<" | ">>" | "**" | "+")
            || is_comparison(operator)
        {
            Kind::arithmetic(operator, values)
        } else {
            Kind::Opaque
        };
        let id = self.add(kind, node);
        if either.contains(&operator) {
            self.module.either.insert(id);
            if operator == "|" {
                self.module.joined.insert(id);
            }
        }
        id
    }

    /// `"…%s…" % value`, `"…%s…" % (a, b)` as a call of `format`.
    fn filled(&mut self, pattern: Id, given: Id, node: Tree<'a>) -> Kind {
        let callee = self.add(Kind::Name("format".to_owned()), node);
        let values = match &self.module.nodes[given].kind {
            Kind::List(values) => values.clone(),
            _ => vec![given],
        };
        let all = std::iter::once(pattern).chain(values);
        Kind::Call { callee, arguments: all.map(|value| Argument { name: None, value }).collect() }
    }
}
