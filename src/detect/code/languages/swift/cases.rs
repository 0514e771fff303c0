//! What the cases of an enumeration hold, where a pattern takes it out: `case .rsa(let bits)`, `if case let .ec(curve) = a`.

use super::*;
use crate::detect::code::lower::matched::Part;

/// Parts of one case that are read.
const PARTS: usize = 16;

/// Binds what the cases of a `switch`, or the conditions of an `if` or `guard`, take out of a value.
pub(super) fn bind<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    if node.kind() == "switch_statement" {
        let Some(subject) = node.child_by_field_name("expr").filter(|one| is_plain(*one)) else {
            return;
        };
        let mut of = None;
        for entry in named(node).into_iter().filter(|one| one.kind() == "switch_entry") {
            let patterns = named(entry).into_iter().filter(|one| one.kind() == "switch_pattern");
            for pattern in patterns.filter_map(|one| one.named_child(0)) {
                if lowering.text(pattern).contains('(') {
                    let of = *of.get_or_insert_with(|| lowering.value(subject));
                    taken(lowering, named(pattern), of, entry);
                }
            }
        }
        return;
    }
    let conditions: Vec<Node<'a>> = fields(node)
        .into_iter()
        .filter(|(_, field)| *field == Some("condition"))
        .map(|(child, _)| child)
        .collect();
    let is_pattern = |one: &Node<'a>| one.kind() == "pattern";
    let (Some(first), Some(last)) =
        (conditions.iter().position(is_pattern), conditions.iter().rposition(is_pattern))
    else {
        return;
    };
    if let Some(subject) = conditions.get(last + 1).filter(|one| is_plain(**one))
        && first > 0
    {
        let of = lowering.value(*subject);
        // What a `guard` takes holds in what follows it.
        let around = lowering.parent(node).filter(|_| node.kind() == "guard_statement");
        taken(lowering, conditions[first - 1..=last].to_vec(), of, around.unwrap_or(node));
    }
}

/// Whether to read a value twice sees nothing twice.
fn is_plain(node: Node<'_>) -> bool {
    matches!(node.kind(), "simple_identifier" | "navigation_expression" | "self_expression")
}

/// The name of a case, and the patterns of its parts with their labels.
fn taken<'a>(lowering: &mut Lowering<'a>, parts: Vec<Node<'a>>, of: Id, case: Node<'a>) {
    let mut parts = parts.into_iter().filter(|one| one.kind() != "value_binding_pattern");
    let Some(class) = parts.next().filter(|one| one.kind() == "simple_identifier") else { return };
    let class = lowering.text(class);
    for (at, part) in parts.filter(|one| one.kind() == "pattern").take(PARTS).enumerate() {
        let mut inner = named(part);
        inner.retain(|one| one.kind() != "value_binding_pattern");
        if let [name] = inner[..]
            && name.kind() == "simple_identifier"
        {
            let value = lowering.taken(of, class, Part::Place(at), name);
            lowering.bind_within(name, value, None, case);
        }
    }
}
