//! Lambdas, and those that run with an object as `this` or `it`.

use tree_sitter::Node;

use super::{arguments, parameters};
use crate::detect::code::lower::{LastReturned, Lowering};
use crate::detect::code::syntax::{Id, Kind, Parameter, Setting};

/// A lambda. In one that runs with an object as `this`, what is called or set without an object is the object's;
/// in the other its parameter, or `it`, is the object.
pub(super) fn lambda_on<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    this: Option<Id>,
    it: Option<Id>,
) -> Id {
    let list = lowering.child(node, "lambda_parameters");
    let parameters = list.map(|list| parameters(lowering, list)).unwrap_or_default();
    let named = parameters.first().map_or("it", |parameter| &parameter.name).to_owned();
    let mut cursor = node.walk();
    let mut statements: Vec<Node<'a>> =
        node.named_children(&mut cursor).filter(|child| Some(*child) != list).collect();
    let outer = lowering.scope;
    if let Some(of) = this {
        statements.retain(|statement| !on_this(lowering, *statement, of));
    }
    let kept = match (it, list) {
        (Some(_), _) => Vec::new(),
        (None, Some(_)) => parameters,
        (None, None) => vec![Parameter { name: named.clone(), type_name: None, default: None }],
    };
    let function = lowering.define(node, "", kept, &[], LastReturned::No);
    lowering.scope = function;
    if let Some(of) = it {
        lowering.bind(&named, Some(of), None, node.start_byte());
    }
    if let Some(of) = this {
        lowering.bind("this", Some(of), None, node.start_byte());
    }
    let last = statements.pop();
    statements.into_iter().for_each(|statement| lowering.later(statement));
    if let Some(last) = last {
        if is_statement(last) {
            lowering.later(last);
        } else {
            let value = lowering.value(last);
            lowering.returns(value);
        }
    }
    lowering.scope = outer;
    lowering.add(Kind::Closure(function), node)
}

/// Reads `init(…)` and `size = …` as `of.init(…)` and `of.size = …`; false for anything else.
fn on_this<'a>(lowering: &mut Lowering<'a>, statement: Node<'a>, of: Id) -> bool {
    match statement.kind() {
        "call_expression" => {
            let Some(callee) =
                statement.named_child(0).filter(|callee| callee.kind() == "identifier")
            else {
                return false;
            };
            let name = lowering.text(callee).to_owned();
            if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
                return false;
            }
            let list = lowering.child(statement, "value_arguments");
            let arguments = list.map(|list| arguments(lowering, list)).unwrap_or_default();
            let callee = lowering.add(Kind::Member { of, name }, callee);
            lowering.add(Kind::Call { callee, arguments }, statement);
            lowering
                .child(statement, "annotated_lambda")
                .into_iter()
                .for_each(|block| lowering.later(block));
            true
        }
        "assignment" => {
            let (Some(left), Some(right)) =
                (statement.child_by_field_name("left"), statement.child_by_field_name("right"))
            else {
                return false;
            };
            if left.kind() != "identifier" {
                return false;
            }
            let value = lowering.value(right);
            let name = lowering.text(left).to_owned();
            let target = lowering.add(Kind::Member { of, name }, left);
            lowering.module.settings.push(Setting { target, value });
            true
        }
        _ => false,
    }
}

/// What `put(a, b)` in a function without a name adds to the table that it fills.
pub(super) fn puts(lowering: &Lowering<'_>, closure: Id) -> Vec<(Id, Id)> {
    let module = &lowering.module;
    let Kind::Closure(function) = module.nodes[closure].kind else { return Vec::new() };
    let last = module.scopes[function].returns.iter().copied();
    let start = module.nodes[closure].place.start;
    let inside = module.nodes[..closure].iter().enumerate().rev();
    let inside = inside.take_while(|(_, node)| node.place.start >= start).map(|(id, _)| id);
    let mut pairs: Vec<(Id, Id)> = inside
        .chain(last)
        .filter_map(|id| match &module.nodes[id].kind {
            Kind::Call { arguments, .. } if module.called(id) == Some("put") => {
                Some((arguments.first()?.value, arguments.get(1)?.value))
            }
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether a node gives no value.
pub(super) fn is_statement(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "assignment"
            | "property_declaration"
            | "for_statement"
            | "while_statement"
            | "return_expression"
            | "throw_expression"
    )
}
