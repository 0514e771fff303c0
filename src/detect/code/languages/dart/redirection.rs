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
