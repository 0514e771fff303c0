//! `match`, and functions that are written as cases: `pairs.map { case (name, bits) => … }`.

use super::*;

/// What the parameter of a function that is written as cases goes by.
const IT: &str = "%it";

/// The values of the cases.
pub(super) fn matches<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("value").map(|value| lowering.value(value));
    let values = read(lowering, node.child_by_field_name("body")?, of);
    Some(lowering.add(Kind::Choice(values), node))
}

/// A function that is written as cases.
pub(super) fn partial<'a>(lowering: &mut Lowering<'a>, block: Node<'a>) -> Id {
    let outer = lowering.scope;
    let it = Parameter { name: IT.to_owned(), type_name: None, default: None };
    let function = lowering.enter(ScopeKind::Function, "", vec![it]);
    let of = lowering.add(Kind::Name(IT.to_owned()), block);
    let values = read(lowering, block, Some(of));
    let value = lowering.add(Kind::Choice(values), block);
    lowering.returns(value);
    lowering.scope = outer;
    lowering.add(Kind::Closure(function), block)
}

fn read<'a>(lowering: &mut Lowering<'a>, block: Node<'a>, of: Option<Id>) -> Vec<Id> {
    let (mut values, mut cursor) = (Vec::new(), block.walk());
    for case in block.named_children(&mut cursor).filter(|one| one.kind() == "case_clause") {
        if let (Some(pattern), Some(of)) = (case.child_by_field_name("pattern"), of) {
            lowering.bind_case(pattern, of, case);
        }
        case.child_by_field_name("guard").into_iter().for_each(|guard| lowering.later(guard));
        // A case may have several statements, each of them its body.
        let mut cursor = case.walk();
        let body: Vec<Node<'a>> = case.children_by_field_name("body", &mut cursor).collect();
        let body = body.into_iter().filter(|one| one.is_named() && !one.is_extra()).collect();
        values.extend(lowering.within(case, |lowering| last_value(lowering, body)));
    }
    values
}
