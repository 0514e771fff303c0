//! Implementations, and the parameters for types that they and functions have.

use super::*;
use crate::detect::code::lower::EXTENDS;

/// The names of the parameters for types that something has.
pub(super) fn parameters<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Vec<String> {
    let Some(list) = node.child_by_field_name("type_parameters") else { return Vec::new() };
    let mut cursor = list.walk();
    let kinds = ["type_parameter", "const_parameter", "type_identifier"];
    let types = list.named_children(&mut cursor).filter(|child| kinds.contains(&child.kind()));
    let names = types.map(|one| one.child_by_field_name("name").unwrap_or(one));
    names.map(|name| lowering.text(name).to_owned()).collect()
}

/// `impl<T> Trait for Type<T>`
pub(super) fn implementation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let outer = lowering.scope;
    let name = node.child_by_field_name("type").map_or("", |of| lowering.name_of(of));
    let class = lowering.enter(ScopeKind::Type, name, Vec::new());
    lowering.module.scopes[class].generics = parameters(lowering, node);
    if let Some(of) = node.child_by_field_name("trait") {
        let mark = format!("{EXTENDS}{}", lowering.name_of(of));
        lowering.module.scopes[class].marks.push(mark);
    }
    if let Some(body) = node.child_by_field_name("body") {
        lowering.later_in(body, node);
    }
    lowering.scope = outer;
    None
}
