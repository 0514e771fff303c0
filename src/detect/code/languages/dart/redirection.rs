//! Constructors that hand on to another one of their class.

use super::*;

/// `C.weak() : this(bits: 1024)`: what another constructor makes.
pub(super) fn redirected<'a>(
    lowering: &mut Lowering<'a>,
    class: Node<'a>,
    other: Node<'a>,
    function: usize,
) {
    let outer = std::mem::replace(&mut lowering.scope, function);
    let mut cursor = other.walk();
    let mut list = None;
    let mut callee = lowering.add(Kind::Name(lowering.text(class).to_owned()), class);
    for child in other.named_children(&mut cursor) {
        match child.kind() {
            "arguments" => list = Some(child),
            _ => {
                let name = lowering.text(child).to_owned();
                callee = lowering.add(Kind::Member { of: callee, name }, child);
            }
        }
    }
    let made = lowering.call(other, callee, list);
    lowering.returns(made);
    lowering.scope = outer;
}

/// `: super(bits)`: what a constructor hands to that of the class above, which sees its parameters.
pub(super) fn handed_up<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, list: Node<'a>) {
    let class = lowering.scope;
    let mut own = lowering.module.scopes.iter();
    let before = own.rposition(|one| one.kind == ScopeKind::Function && one.parent == class);
    lowering.scope = before.unwrap_or(class);
    let callee = lowering.add(Kind::Name("super".to_owned()), node);
    lowering.call(node, callee, Some(list));
    lowering.scope = class;
}
