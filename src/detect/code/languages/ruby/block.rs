//! Blocks: what they get, and what they say of a call.

use super::*;

/// The mark of the scope of a block.
const BLOCK: &str = "block";

/// `table.fetch(key) { value }`: the block gives what holds without the key.
pub(super) fn otherwise<'a>(lowering: &mut Lowering<'a>, id: Id, block: Node<'a>) -> Option<()> {
    let Kind::Call { callee, mut arguments } = lowering.module.nodes[id].kind.clone() else {
        return None;
    };
    let body = children(block.child_by_field_name("body")?);
    let [only] = body.as_slice() else { return None };
    let value = lowering.value(*only);
    arguments.push(Argument { name: None, value });
    lowering.module.nodes[id].kind = Kind::Call { callee, arguments };
    Some(())
}

/// `list.find { |one| one.name == name }`: the condition as a function that the call gets.
pub(super) fn meant<'a>(
    lowering: &mut Lowering<'a>,
    id: Id,
    block: Node<'a>,
    name: &str,
) -> Option<()> {
    if !matches!(name, "find" | "detect" | "select" | "filter" | "reject") {
        return None;
    }
    let Kind::Call { callee, mut arguments } = lowering.module.nodes[id].kind.clone() else {
        return None;
    };
    let names = children(block.child_by_field_name("parameters")?);
    let body = children(block.child_by_field_name("body")?);
    let ([only], [parameter]) = (body.as_slice(), names.as_slice()) else { return None };
    if only.kind() != "binary" {
        return None;
    }
    let name = lowering.name_of(*parameter).to_owned();
    let parameter = Parameter { name, type_name: None, default: None };
    let function = lowering.define(block, "", vec![parameter], &[*only], LastReturned::Yes);
    let value = lowering.add(Kind::Closure(function), block);
    arguments.push(Argument { name: None, value });
    lowering.module.nodes[id].kind = Kind::Call { callee, arguments };
    Some(())
}

/// `Kind = Struct.new(:name, :bits) do … end`: a class of these fields that has the methods of the block.
pub(super) fn short_class<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    block: Node<'a>,
) -> Option<()> {
    let of = lowering.text(node.child_by_field_name("receiver")?);
    let method = lowering.text(node.child_by_field_name("method")?);
    let name = lowering.parent(node).filter(|one| one.kind() == "assignment")?;
    let name = name.child_by_field_name("left").filter(|left| left.kind() == "constant")?;
    if !matches!((of, method), ("Struct", "new") | ("Data", "define")) {
        return None;
    }
    let list = node.child_by_field_name("arguments").map(children).unwrap_or_default();
    let symbols = list.into_iter().filter(|one| one.kind() == "simple_symbol");
    let fields: Vec<String> =
        symbols.map(|one| lowering.text(one).trim_start_matches(':').to_owned()).collect();
    let outer = lowering.scope;
    let class = lowering.enter(ScopeKind::Type, lowering.text(name), Vec::new());
    let parameter =
        |name: &String| Parameter { name: name.clone(), type_name: None, default: None };
    lowering.enter(ScopeKind::Function, "initialize", fields.iter().map(parameter).collect());
    let given: Vec<Id> =
        fields.iter().map(|field| lowering.add(Kind::Name(field.clone()), node)).collect();
    lowering.scope = class;
    for (field, value) in fields.iter().zip(given) {
        lowering.bind(&format!("@{field}"), Some(value), None, node.start_byte());
    }
    let body = block.child_by_field_name("body").map(children).unwrap_or_default();
    body.into_iter().for_each(|statement| lowering.later_in(statement, block));
    lowering.scope = outer;
    Some(())
}

/// `->(a) { … }` gives what its last statement is worth.
pub(super) fn lambda<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let list = node.child_by_field_name("parameters").map(children).unwrap_or_default();
    let mut parameters = Vec::new();
    for one in list {
        let name = lowering.name_of(one.child_by_field_name("name").unwrap_or(one)).to_owned();
        let default = one.child_by_field_name("value").map(|value| lowering.value(value));
        parameters.push(Parameter { name, type_name: None, default });
    }
    let block = node.child_by_field_name("body")?;
    let statements = block.child_by_field_name("body").map(children).unwrap_or_default();
    let function = lowering.define(node, "", parameters, &statements, LastReturned::Yes);
    Some(lowering.add(Kind::Closure(function), node))
}

/// Reads a block whose first parameter is `given`; of two that get the pairs of a table, the second is the value.
pub(super) fn block_of<'a>(
    lowering: &mut Lowering<'a>,
    block: Node<'a>,
    given: Id,
    of_pairs: bool,
) {
    let outer = lowering.scope;
    let own = lowering.enter(ScopeKind::Function, "", Vec::new());
    lowering.module.scopes[own].marks.push(BLOCK.to_owned());
    let parameters = block.child_by_field_name("parameters").map(children).unwrap_or_default();
    let at = usize::from(of_pairs && parameters.len() == 2);
    for (index, parameter) in parameters.into_iter().enumerate() {
        let name = lowering.name_of(parameter);
        let value = if index == at { given } else { lowering.add(Kind::Opaque, parameter) };
        lowering.bind(name, Some(value), None, parameter.start_byte());
    }
    if let Some(body) = block.child_by_field_name("body") {
        lowering.later(body);
    }
    lowering.scope = outer;
}

/// Notes what a `return` gives: one in a block leaves the method around.
pub(super) fn returns(lowering: &mut Lowering<'_>, value: Id) {
    let outer = lowering.scope;
    let module = &lowering.module;
    let mut function = module.enclosing(outer, ScopeKind::Function);
    while let Some(block) = function
        && module.scopes[block].marks.iter().any(|mark| mark == BLOCK)
    {
        function = module.enclosing(module.scopes[block].parent, ScopeKind::Function);
    }
    lowering.scope = function.unwrap_or(outer);
    lowering.returns(value);
    lowering.scope = outer;
}

/// `method(:name)`: the function that goes by the name.
pub(super) fn referred(lowering: &mut Lowering<'_>, id: Id, called: &str) {
    let Kind::Call { arguments, .. } = &lowering.module.nodes[id].kind else { return };
    if let ("method", [only]) = (called, arguments.as_slice())
        && let Kind::Text(name) = &lowering.module.nodes[only.value].kind
    {
        lowering.module.nodes[id].kind = Kind::Name(name.clone());
    }
}
