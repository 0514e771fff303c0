//! Constants of Go.

use super::*;

/// Constants; one without a value repeats the expression before it, with the next `iota`.
pub(super) fn constants<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let specs: Vec<Node<'a>> =
        node.named_children(&mut cursor).filter(|child| child.kind() == "const_spec").collect();
    let mut counted: Option<Node<'a>> = None;
    for (at, spec) in specs.into_iter().enumerate() {
        let values = spec.child_by_field_name("value");
        if let Some(values) = values {
            let written = lowering.text(values);
            let is_counted =
                written.split(|c: char| !c.is_alphanumeric()).any(|word| word == "iota");
            counted = is_counted.then_some(values);
        }
        let mut cursor = spec.walk();
        let names: Vec<Node<'a>> =
            spec.children_by_field_name("name", &mut cursor).filter(Node::is_named).collect();
        if let Some(expression) = counted {
            let number = i64::try_from(at).unwrap_or(i64::MAX);
            // The expression is read again, with `iota` as a variable that is set before it.
            let iota = lowering.add(Kind::Number(number), spec);
            let value = match expressions(expression).first() {
                Some(only) if lowering.text(*only) != "iota" => {
                    counted_value(lowering, *only, iota)
                }
                _ => iota,
            };
            if let Some(name) = names.first() {
                lowering.bind(lowering.text(*name), Some(value), None, spec.start_byte());
            }
        } else {
            bind_all(lowering, &names, values, type_in(lowering, spec));
        }
    }
    None
}

/// An expression over `iota`, which is `number` in it.
fn counted_value<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, number: Id) -> Id {
    if node.kind() == "binary_expression"
        && let (Some(left), Some(right)) =
            (node.child_by_field_name("left"), node.child_by_field_name("right"))
        && let Some(operator) = node.child_by_field_name("operator")
    {
        let operator = lowering.text(operator).to_owned();
        let left = counted_value(lowering, left, number);
        let right = counted_value(lowering, right, number);
        return lowering.add(Kind::arithmetic(operator, vec![left, right]), node);
    }
    if node.kind() == "parenthesized_expression"
        && let Some(inner) = first_named(node)
    {
        return counted_value(lowering, inner, number);
    }
    if lowering.text(node) == "iota" { number } else { lowering.value(node) }
}
