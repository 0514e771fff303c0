//! Calls, members and constructions.

use super::*;
use crate::detect::code::syntax::Argument;

/// Types whose construction with one argument without a label hands that on.
const PASSING: &[&str] = &[
    ".init",
    "CCAlgorithm",
    "CCHmacAlgorithm",
    "CCMode",
    "CCOperation",
    "CCOptions",
    "CCPBKDFAlgorithm",
    "CCPadding",
    "CCPseudoRandomAlgorithm",
    "CFString",
    "Int",
    "Int32",
    "Int64",
    "NSString",
    "String",
    "UInt",
    "UInt16",
    "UInt32",
    "UInt64",
    "size_t",
];

/// `.name`: a member of the type that is wanted here, known by its dot. `&a`, `!a`: what it is before.
pub fn prefix<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let target = node.child_by_field_name("target")?;
    if !is_member(lowering, node) {
        return Some(lowering.value(target));
    }
    let name = format!(".{}", lowering.text(target));
    Some(lowering.add(Kind::Name(name), target))
}

fn is_member<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> bool {
    lowering.text(node).starts_with('.')
}

pub fn chained<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    on(lowering, node, None)
}

/// What the members and calls of a chain begin with, where the grammar does not know it.
#[derive(Clone, Copy)]
struct Head<'a> {
    object: Id,
    type_argument: Option<Node<'a>>,
}

/// A chain of members and calls; its `.name` at the beginning is a member of `head`.
fn on<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, head: Option<Head<'a>>) -> Option<Id> {
    match (node.kind(), head) {
        ("navigation_expression", _) => {
            let target = node.child_by_field_name("target")?;
            let suffix = node.child_by_field_name("suffix")?;
            let name = suffix.child_by_field_name("suffix").unwrap_or(suffix);
            let of = inner(lowering, target, head)?;
            let written = lowering.text(name).trim_matches('`').to_owned();
            // `T.self` is the type itself.
            if written == "self" {
                return Some(of);
            }
            Some(lowering.add(Kind::Member { of, name: written }, name))
        }
        ("call_expression", _) => call(lowering, node, head),
        ("prefix_expression", Some(head)) if is_member(lowering, node) => {
            let target = node.child_by_field_name("target")?;
            let name = lowering.text(target).to_owned();
            if name == "init" {
                return Some(head.object);
            }
            Some(lowering.add(Kind::Member { of: head.object, name }, target))
        }
        ("as_expression", Some(_)) => inner(lowering, node.child_by_field_name("expr")?, head),
        ("postfix_expression", Some(_)) => {
            inner(lowering, node.child_by_field_name("target")?, head)
        }
        _ => Some(lowering.value(node)),
    }
}

/// Whether `function` is the `init` of a type, as far as the letters of `of` tell.
fn is_made<'a>(lowering: &Lowering<'a>, function: Node<'a>, of: Node<'a>) -> bool {
    let class = lowering.text(of).rsplit('.').next().unwrap_or_default();
    function.kind() == "navigation_expression"
        && lowering.text(function).ends_with(".init")
        && class.starts_with(|c: char| c.is_ascii_uppercase())
        && class.chars().all(|c| c.is_ascii_alphanumeric())
}

fn has_labels_only<'a>(lowering: &Lowering<'a>, list: Node<'a>) -> bool {
    let all = named(list);
    list.kind() == "value_arguments"
        && !all.is_empty()
        && all.iter().all(|one| lowering.text(*one).ends_with(':'))
}

fn inner<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, head: Option<Head<'a>>) -> Option<Id> {
    match head {
        Some(_) => on(lowering, node, head),
        None => Some(lowering.value(node)),
    }
}

fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, head: Option<Head<'a>>) -> Option<Id> {
    let children = named(node);
    let (function, suffix) = (*children.first()?, *children.last()?);
    let (mut arguments, mut list) = (Vec::new(), None);
    // `T.init(…)` makes an object of `T` as `T(…)` does.
    let made = function.child_by_field_name("target").filter(|of| is_made(lowering, function, *of));
    let is_reference = named(suffix).into_iter().any(|part| has_labels_only(lowering, part));
    let callee = inner(lowering, made.filter(|_| !is_reference).unwrap_or(function), head)?;
    // `T.init(iv:)` is the function that goes by these labels, and calls nothing.
    if is_reference {
        return Some(callee);
    }
    for part in named(suffix) {
        match part.kind() {
            "value_arguments" => {
                list = Some(part);
                arguments.extend(lowering.arguments(part));
            }
            "lambda_literal" => {
                let value = lowering.value(part);
                arguments.push(Argument { name: None, value });
            }
            _ => lowering.later(part),
        }
    }
    // `table[key, default: value]`
    if let (Some(list), [key, default]) = (list, &mut arguments[..])
        && key.name.is_none()
        && default.name.as_deref() == Some("default")
        && lowering.text(list).starts_with('[')
    {
        default.name = None;
        let member = Kind::Member { of: callee, name: "getOrDefault".to_owned() };
        let callee = lowering.add(member, function);
        return Some(lowering.add(Kind::Call { callee, arguments }, node));
    }
    if let (Some(list), [key]) = (list, &arguments[..])
        && lowering.text(list).starts_with('[')
    {
        let kind = Kind::Index { of: callee, key: key.value };
        return Some(lowering.add(kind, node));
    }
    if let (Kind::Name(name), [only]) = (&lowering.module.nodes[callee].kind, &arguments[..])
        && only.name.is_none()
        && PASSING.contains(&name.as_str())
    {
        return Some(only.value);
    }
    // `type(of: self)`, `NSNumber(value: bits)`
    if let (Kind::Name(name), [only]) = (&lowering.module.nodes[callee].kind, &arguments[..])
        && matches!(
            (name.as_str(), only.name.as_deref()),
            ("type", Some("of")) | ("NSNumber", Some("value"))
        )
    {
        return Some(only.value);
    }
    // A size is the number that it is made of.
    if let (Kind::Name(name), [only]) = (&lowering.module.nodes[callee].kind, &arguments[..])
        && name == "SymmetricKeySize"
    {
        return Some(only.value);
    }
    let nodes = &lowering.module.nodes;
    let head_of = match nodes[callee].kind {
        Kind::Member { of, .. } => of,
        _ => callee,
    };
    let of_name = match &nodes[head_of].kind {
        Kind::Name(name) => lowering.aliases.get(name.as_str()).copied(),
        _ => None,
    };
    if let Some(alias) = of_name {
        arguments.extend(type_arguments(lowering, alias));
    }
    // What was called of the head was called with its type argument.
    if let Some(of) = head.and_then(|head| head.type_argument)
        && function.kind() == "prefix_expression"
    {
        let value = lowering.value(of);
        arguments.push(Argument { name: Some("<0>".to_owned()), value });
    }
    let callee = match unchecked(lowering, node, callee, &arguments) {
        Some(noted) => noted,
        None => callee,
    };
    let call = lowering.add(Kind::Call { callee, arguments }, node);
    lowering.guard_handed(call, node);
    Some(call)
}

/// `URLCredential(trust: …)` in a function that evaluates no trust.
fn unchecked<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    callee: Id,
    arguments: &[Argument],
) -> Option<Id> {
    let is_it = matches!(&lowering.module.nodes[callee].kind, Kind::Name(name) if name == "URLCredential")
        && matches!(arguments, [only] if only.name.as_deref() == Some("trust"));
    if !is_it {
        return None;
    }
    let function = declaration::around(node, "function_declaration")?;
    let checks = ["SecTrustEvaluate", "SecCertificate", "valuate(", "pinn", "Pinn"];
    let text = lowering.text(function);
    (!checks.iter().any(|check| text.contains(check)))
        .then(|| lowering.add(Kind::Name("URLCredential{}".to_owned()), node))
}

/// `T<A>(…)`, `[T](…)`.
pub fn constructor<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("constructed_type")?;
    let callee = lowering.value(of);
    let mut arguments = Vec::new();
    for suffix in named(node).into_iter().filter(|child| child.kind() == "constructor_suffix") {
        for part in named(suffix) {
            if part.kind() == "value_arguments" {
                arguments.extend(lowering.arguments(part));
            } else {
                let value = lowering.value(part);
                arguments.push(Argument { name: None, value });
            }
        }
    }
    arguments.extend(type_arguments(lowering, of));
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// The type arguments of a written type, named `<0>`, `<1>` and so on.
fn type_arguments<'a>(lowering: &mut Lowering<'a>, of: Node<'a>) -> Vec<Argument> {
    let Some(list) = named(of).into_iter().find(|child| child.kind() == "type_arguments") else {
        return Vec::new();
    };
    let all = named(list).into_iter().take(4).enumerate();
    all.map(|(index, one)| Argument {
        name: Some(format!("<{index}>")),
        value: lowering.value(one),
    })
    .collect()
}

/// `HMAC<SHA256>.f(…)`, which the grammar takes for two comparisons.
pub fn comparison<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let sides =
        |node: Node<'a>| Some((node.child_by_field_name("lhs")?, node.child_by_field_name("rhs")?));
    let (left, right) = sides(node)?;
    let read = |lowering: &mut Lowering<'a>| Some(lowering.binary(node, ("lhs", "rhs"), &[], &[]));
    let between = |left: Node<'a>, right: Node<'a>| {
        lowering
            .text(node)
            .get(left.end_byte() - node.start_byte()..right.start_byte() - node.start_byte())
    };
    let Some((of, chain)) = sides(right).filter(|_| right.kind() == "comparison_expression") else {
        return read(lowering);
    };
    let is_generic = between(left, right) == Some("<") && between(of, chain) == Some(">");
    let mut first = chain;
    while let Some(next) = match first.kind() {
        "call_expression" => first.named_child(0),
        "navigation_expression" | "postfix_expression" => first.child_by_field_name("target"),
        "as_expression" => first.child_by_field_name("expr"),
        _ => None,
    } {
        first = next;
    }
    if !is_generic || first.kind() != "prefix_expression" || !is_member(lowering, first) {
        return read(lowering);
    }
    let object = lowering.value(left);
    on(lowering, chain, Some(Head { object, type_argument: Some(of) }))
}

/// Whether an expression is `.init(…)` or `.name(…)`, of a type that stands elsewhere.
pub fn is_implicit<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> bool {
    let node = bare(node);
    node.kind() == "call_expression"
        && node.named_child(0).is_some_and(|callee| {
            callee.kind() == "prefix_expression" && is_member(lowering, callee)
        })
}

/// `.init(…)` as an object of a type as it is written.
pub fn implicit<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, written: Option<&str>) -> Id {
    let node = bare(node);
    let plain = written.map(|written| written.split(['<', '?', '!']).next().unwrap_or_default());
    let Some(plain) = plain.filter(|plain| !plain.is_empty() && !plain.starts_with('[')) else {
        return lowering.value(node);
    };
    let mut parts = plain.split('.').map(str::to_owned);
    let first = parts.next().unwrap_or_default();
    let mut object = lowering.add(Kind::Name(first), node);
    for name in parts {
        object = lowering.add(Kind::Member { of: object, name }, node);
    }
    let head = Some(Head { object, type_argument: None });
    on(lowering, node, head).unwrap_or(object)
}

/// An expression without `try` and `await`.
fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    for _ in 0..4 {
        match node.kind() {
            "try_expression" | "await_expression" => match node.child_by_field_name("expr") {
                Some(inner) => node = inner,
                None => break,
            },
            _ => break,
        }
    }
    node
}
