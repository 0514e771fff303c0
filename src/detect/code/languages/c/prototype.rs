//! Functions that are declared and not defined: what their parameters are where a call leaves them out.

use super::*;
use crate::detect::code::syntax::default_of;

/// Notes the defaults of `T make(int bits = 3072);`: calls and definitions in other files know them by the header.
pub fn defaults<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(declarator) = declared(node) else { return };
    let parameters = declarator.child_by_field_name("parameters").map(named).unwrap_or_default();
    let (parts, _) = match declarator.child_by_field_name("declarator") {
        Some(name) => path(lowering, name),
        None => return,
    };
    let Some(name) = parts.last().map(|part| lowering.text(*part)) else { return };
    let is_parameter = |one: &Node<'a>| one.kind().ends_with("parameter_declaration");
    let parameters = parameters.into_iter().filter(is_parameter).enumerate().take(32);
    for (index, parameter) in parameters {
        let Some(given) = parameter.child_by_field_name("default_value") else { continue };
        let of = parameter.child_by_field_name("type");
        // `= {}` is a literal of a type of no letters.
        let literal = given.child_by_field_name("type");
        let is_bare = literal.is_none_or(|of| lowering.text(of).is_empty());
        let list = given.child_by_field_name("value").filter(|_| is_bare);
        let list = list.filter(|list| list.kind() == "initializer_list");
        let value = match (list, of.filter(|of| is_class(*of))) {
            (Some(list), Some(of)) => construct(lowering, list, of, Some(list)),
            _ => Some(lowering.value(given)),
        };
        lowering.bind(&default_of(name, index), value, None, parameter.start_byte());
    }
}

/// The function that a declaration declares, behind what it returns a pointer or reference to.
fn declared(node: Node<'_>) -> Option<Node<'_>> {
    let mut at = node.child_by_field_name("declarator")?;
    for _ in 0..4 {
        match at.kind() {
            "function_declarator" => return Some(at),
            "pointer_declarator" => at = at.child_by_field_name("declarator")?,
            "reference_declarator" => at = at.named_child(0)?,
            _ => return None,
        }
    }
    None
}
