//! Expressions with something before them.

use super::*;

/// `await a` is worth what `a` is; of `-a` and `!a` only what is in them counts.
pub fn unary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let mut parts = node.named_children(&mut cursor).filter(|part| !part.is_extra());
    let (first, second) = (parts.next()?, parts.next());
    if second.is_none() && node.child_by_field_name("operator").is_none() {
        return Some(lowering.value(first));
    }
    for part in [Some(first), second].into_iter().flatten() {
        lowering.later(part);
    }
    None
}
