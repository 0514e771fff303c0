//! `switch` as an expression.

use super::*;

/// The values of the arms.
pub(super) fn switch<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut ways, mut cursor) = (Vec::new(), node.walk());
    let arms: Vec<Node<'a>> = node.children_by_field_name("body", &mut cursor).collect();
    let key = node.child_by_field_name("condition");
    // The object itself is no node of its own in parentheses.
    let key = key.map(|part| match lowering.text(part) {
        "(this)" => lowering.add(Kind::Name("this".to_owned()), part),
        _ => lowering.value(part),
    });
    for arm in arms {
        let count = u32::try_from(arm.named_child_count()).ok()?;
        if let Some(value) = count.checked_sub(1).and_then(|at| arm.named_child(at)) {
            let pattern = arm.named_child(0).filter(|_| count == 2);
            let taken = pattern.and_then(|pattern| match lowering.text(pattern) {
                "_" => Some(Vec::new()),
                _ => lowering.taking(pattern).map(|text| vec![text]),
            });
            ways.push((lowering.value(value), taken));
        }
    }
    Some(lowering.decided(node, key, ways))
}
