//! Erlang (tree-sitter-erlang). A macro's name keeps its `?`; a list of pairs is a map.

use tree_sitter::Node;

use super::{normal, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{APPLICATION, Argument, Id, Kind, Parameter, SPREAD, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "erlang",
    extensions: &["erl", "hrl", "escript"],
    names: &[],
    grammar: || tree_sitter_erlang::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("export_attribute", Shape::Skip),
        ("wild_attribute", Shape::Skip),
        ("spec", Shape::Skip),
        ("type_alias", Shape::Skip),
        ("pp_include", Shape::Import(include)),
        ("pp_include_lib", Shape::Import(include)),
        ("pp_define", Shape::Own(define)),
        ("string", Shape::Text),
        ("binary", Shape::Own(binary)),
        ("integer", Shape::Number),
        ("atom", Shape::Own(atom)),
        ("var", Shape::Name),
        ("macro_call_expr", Shape::Own(macro_call)),
        ("paren_expr", Shape::Inner("expr")),
        ("list", Shape::Own(list)),
        ("tuple", Shape::List),
        ("map_expr", Shape::Map),
        ("map_field", Shape::Pair("key", "value")),
        ("match_expr", Shape::Own(matched)),
        ("binary_op_expr", Shape::Own(operation)),
        ("case_expr", Shape::Own(case)),
        ("if_expr", Shape::Own(case)),
        ("list_comprehension", Shape::Own(comprehension)),
        ("record_decl", Shape::Own(record)),
        ("record_expr", Shape::Own(object)),
        ("record_update_expr", Shape::Own(object)),
        ("record_field_expr", Shape::Own(field)),
        ("cr_clause", Shape::Block),
        ("fun_decl", Shape::Own(function)),
        ("remote", Shape::Own(remote)),
        ("call", Shape::Own(call)),
    ],
    own: &[],
    files,
};

fn files(container: &str, path: &str) -> Vec<String> {
    if !container.ends_with(".hrl") {
        return Vec::new();
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside =
        ["", "../include/"].iter().filter_map(|at| normal(&format!("{folder}/{at}{container}")));
    beside.chain(upwards(path, &format!("include/{container}"))).collect()
}

fn include<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    if let Some(file) = node.child_by_field_name("file") {
        let file = lowering.text(file).trim_matches('"');
        let file = file.rsplit('/').next().unwrap_or(file);
        lowering.module.wildcards.push(file.to_owned());
    }
}

fn define<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let head = node.child_by_field_name("lhs")?;
    let name = head.child_by_field_name("name")?;
    let value = node.child_by_field_name("replacement")?;
    let inner = value.child_by_field_name("expr").filter(|_| value.kind() != "case_expr");
    let value = inner.unwrap_or(value);
    let list = head.child_by_field_name("args");
    let mut cursor = head.walk();
    let parameters: Vec<Parameter> = list
        .into_iter()
        .flat_map(|list| list.named_children(&mut cursor).collect::<Vec<_>>())
        .filter(|one| one.kind() == "var")
        .map(|one| Parameter {
            name: lowering.text(one).to_owned(),
            type_name: None,
            default: None,
        })
        .collect();
    if !parameters.is_empty() {
        let outer = lowering.scope;
        let name = format!("?{}", lowering.text(name));
        lowering.enter(ScopeKind::Function, &name, parameters);
        let value = lowering.value(value);
        lowering.returns(value);
        lowering.scope = outer;
        return None;
    }
    let value = lowering.value(value);
    let name = format!("?{}", lowering.text(name));
    lowering.bind(&name, Some(value), None, node.start_byte());
    None
}

fn macro_call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name")?;
    let name = format!("?{}", lowering.text(name));
    let callee = lowering.add(Kind::Name(name), node);
    let Some(list) = node.child_by_field_name("args") else { return Some(callee) };
    let mut cursor = list.walk();
    let all: Vec<Node<'a>> = list.named_children(&mut cursor).collect();
    let arguments = all.into_iter().map(|one| {
        let one = one.child_by_field_name("expr").unwrap_or(one);
        Argument { name: None, value: lowering.value(one) }
    });
    let arguments = arguments.collect();
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

fn atom<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node).trim_matches('\'').to_owned();
    let kind = match text.as_str() {
        "true" => Kind::Truth(true),
        "false" => Kind::Truth(false),
        _ => Kind::Text(text),
    };
    Some(lowering.add(kind, node))
}

/// `<<"text">>`
fn binary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node).strip_prefix("<<\"").and_then(|rest| rest.strip_suffix("\">>"));
    match text.filter(|text| !text.contains('"')) {
        Some(text) => {
            let text = text.to_owned();
            Some(lowering.add(Kind::Text(text), node))
        }
        None => {
            let mut cursor = node.walk();
            let all: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
            // `<<"PS", "256">>`, `<<"aes_", Bits/binary>>`
            let parts: Vec<Node<'a>> =
                all.iter().filter_map(|one| one.child_by_field_name("element")).collect();
            if parts.len() == all.len() && parts.iter().any(|part| part.kind() == "string") {
                let parts = parts.into_iter().map(|part| lowering.value(part)).collect();
                return Some(lowering.add(Kind::Join(parts), node));
            }
            all.into_iter().rev().for_each(|one| lowering.later(one));
            None
        }
    }
}

/// `[{key, value}, flag]`.
fn list<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let items: Vec<Node<'a>> = node.named_children(&mut cursor).take(4096).collect();
    let is_pair = |item: &Node<'_>| item.kind() == "tuple" && item.named_child_count() == 2;
    if !items.iter().any(is_pair) {
        let items = items.into_iter().map(|item| lowering.value(item)).collect();
        return Some(lowering.add(Kind::List(items), node));
    }
    let mut pairs = Vec::new();
    for item in items {
        match (item.named_child(0), item.named_child(1)) {
            (Some(key), Some(value)) if is_pair(&item) => {
                pairs.push((lowering.value(key), lowering.value(value)));
            }
            _ => lowering.later(item),
        }
    }
    Some(lowering.add(Kind::Map(pairs), node))
}

/// The value is the last of one of the clauses.
fn case<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let subject = node.child_by_field_name("expr").map(|of| lowering.value(of));
    let mut cursor = node.walk();
    let clauses: Vec<Node<'a>> = node.children_by_field_name("clauses", &mut cursor).collect();
    let mut values = Vec::new();
    for clause in clauses {
        if let (Some(pattern), Some(subject)) = (clause.child_by_field_name("pat"), subject) {
            destructure(lowering, pattern, subject, DEEPEST);
        }
        let pattern = clause.child_by_field_name("pat");
        let is_guarded = clause.child_by_field_name("guard").is_some();
        let taken = pattern.filter(|_| !is_guarded).and_then(|pattern| match pattern.kind() {
            "var" => Some(Vec::new()),
            _ => lowering.taking(pattern).map(|text| vec![text]),
        });
        if let Some(body) = clause.child_by_field_name("body")
            && let Some(value) = body_value(lowering, body)
        {
            values.push((value, taken));
        }
    }
    Some(lowering.decided(node, subject, values))
}

/// `[f(X) || X <- List]`
fn comprehension<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut pending: Vec<Node<'a>> = node.child_by_field_name("lc_exprs").into_iter().collect();
    for _ in 0..64 {
        let Some(one) = pending.pop() else { break };
        let sides = (one.child_by_field_name("lhs"), one.child_by_field_name("rhs"));
        if let ("generator", (Some(left), Some(right))) = (one.kind(), sides) {
            let list = lowering.value(right);
            let value = lowering.any_element(list, left);
            // What is made of the elements stands before where they come from.
            if left.kind() == "var" {
                lowering.bind(lowering.text(left), Some(value), None, node.start_byte());
            }
            continue;
        }
        let mut cursor = one.walk();
        pending.extend(one.named_children(&mut cursor));
    }
    let made = node.child_by_field_name("exprs").or_else(|| node.child_by_field_name("expr"));
    made.into_iter().for_each(|one| {
        lowering.value(one);
    });
    None
}

/// The fields of a record with their values.
fn fields<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Vec<(Id, Id)> {
    let mut cursor = node.walk();
    let all: Vec<Node<'a>> =
        node.children_by_field_name("fields", &mut cursor).filter(Node::is_named).collect();
    let pairs = all.into_iter().filter_map(|one| {
        let name = lowering.text(one.child_by_field_name("name")?).to_owned();
        let value = one.child_by_field_name("expr")?.named_child(0)?;
        let key = lowering.add(Kind::Text(name), one);
        Some((key, lowering.value(value)))
    });
    pairs.collect()
}

/// `-record(name, {a = 1, b})`: what holds of a field that is not given.
fn record<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = lowering.text(node.child_by_field_name("name")?);
    let defaults = fields(lowering, node);
    let value = lowering.add(Kind::Map(defaults), node);
    lowering.bind(&format!("{RECORD}{name}"), Some(value), None, node.start_byte());
    None
}

/// What stands before the name of a record in the name that its defaults are bound to.
const RECORD: &str = "%record ";

/// `#name{a = 1}`: a map of what is given and of the defaults.
fn object<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name")?.child_by_field_name("name")?;
    let bound = format!("{RECORD}{}", lowering.text(name));
    let mut pairs = fields(lowering, node);
    let value = lowering.module.bindings.iter().find(|one| one.name == bound);
    let value = value.and_then(|one| one.value);
    if let Some(Kind::Map(defaults)) = value.map(|id| &lowering.module.nodes[id].kind) {
        let key = |id: Id| lowering.module.key(id);
        let others = defaults.iter().filter(|(name, _)| {
            !pairs.iter().any(|(own, _)| key(*own).is_some() && key(*own) == key(*name))
        });
        let others: Vec<(Id, Id)> = others.copied().collect();
        pairs.extend(others);
    }
    // What a record has that a header declares.
    if value.is_none() {
        let key = lowering.add(Kind::Text(SPREAD.to_owned()), node);
        let defaults = lowering.add(Kind::Name(bound), node);
        pairs.push((key, defaults));
    }
    Some(lowering.add(Kind::Map(pairs), node))
}

/// `Object#name.field`
fn field<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = lowering.value(node.child_by_field_name("expr")?);
    let name = node.child_by_field_name("field")?.child_by_field_name("name")?;
    let name = lowering.text(name).to_owned();
    Some(lowering.add(Kind::Member { of, name }, node))
}

/// The argument of a function that is called with each element of the list that is the last argument.
fn each<'a>(lowering: &mut Lowering<'a>, function: Node<'a>, list: Id) {
    let clause = function.child_by_field_name("clauses");
    let first = clause.and_then(|clause| clause.child_by_field_name("args")?.named_child(0));
    if let Some(first) = first {
        let value = lowering.any_element(list, first);
        destructure(lowering, first, value, DEEPEST);
    }
}

fn body_value<'a>(lowering: &mut Lowering<'a>, body: Node<'a>) -> Option<Id> {
    let mut cursor = body.walk();
    let mut all: Vec<Node<'a>> =
        body.named_children(&mut cursor).filter(|one| !one.is_extra()).collect();
    let last = all.pop()?;
    for one in all {
        lowering.value(one);
    }
    Some(lowering.value(last))
}

/// `Name = value`; `{ok, Name} = value` names the same value.
fn matched<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let left = node.child_by_field_name("lhs")?;
    let value = lowering.value(node.child_by_field_name("rhs")?);
    destructure(lowering, left, value, DEEPEST);
    Some(value)
}

/// Patterns within patterns that are followed.
const DEEPEST: usize = 16;

/// Gives the names in a pattern the parts of a value that they stand for: `{ok, Name}`, `#{bits := Bits}`,
/// `#options{bits = Bits} = Options`.
fn destructure<'a>(lowering: &mut Lowering<'a>, pattern: Node<'a>, value: Id, left: usize) {
    let Some(left) = left.checked_sub(1) else { return };
    let mut cursor = pattern.walk();
    match pattern.kind() {
        "var" => lowering.assign_name(lowering.text(pattern), value, pattern.start_byte()),
        "tuple" => {
            let parts: Vec<Node<'a>> = pattern.named_children(&mut cursor).take(16).collect();
            for (at, part) in parts.into_iter().enumerate().filter(|(_, part)| takes_apart(*part)) {
                let one = lowering.at_place(value, at, part);
                destructure(lowering, part, one, left);
            }
        }
        "match_expr" => {
            for side in ["lhs", "rhs"].map(|side| pattern.child_by_field_name(side)) {
                side.into_iter().for_each(|side| destructure(lowering, side, value, left));
            }
        }
        "paren_expr" => {
            let inner = pattern.child_by_field_name("expr");
            inner.into_iter().for_each(|inner| destructure(lowering, inner, value, left));
        }
        "record_expr" | "map_expr" => {
            let fields = pattern.children_by_field_name("fields", &mut cursor);
            for field in fields.filter(Node::is_named).collect::<Vec<_>>() {
                let (key, part) = if field.kind() == "map_field" {
                    (field.child_by_field_name("key"), field.child_by_field_name("value"))
                } else {
                    let part = field.child_by_field_name("expr");
                    (field.child_by_field_name("name"), part.and_then(|part| part.named_child(0)))
                };
                let (Some(key), Some(part)) = (key, part) else { continue };
                if takes_apart(part) {
                    let name = lowering.text(key).trim_matches('\'').to_owned();
                    let one = lowering.add(Kind::Member { of: value, name }, part);
                    destructure(lowering, part, one, left);
                }
            }
        }
        _ => {}
    }
}

/// Whether a part of a pattern has names in it.
fn takes_apart(part: Node<'_>) -> bool {
    matches!(
        part.kind(),
        "var" | "tuple" | "match_expr" | "record_expr" | "map_expr" | "paren_expr"
    )
}

/// `"aes_" ++ Bits`, `2048 * 2`, `1 bsl 12`.
fn operation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (node.child_by_field_name("lhs")?, node.child_by_field_name("rhs")?);
    let between = lowering.whole().get(left.end_byte()..right.start_byte())?.trim();
    let parts = vec![lowering.value(left), lowering.value(right)];
    let kind = match between {
        "++" => Kind::Join(parts),
        "*" | "-" | "+" | "/" => Kind::arithmetic(between, parts),
        "div" => Kind::arithmetic("/", parts),
        "bsl" => Kind::arithmetic("<<", parts),
        _ => return None,
    };
    Some(lowering.add(kind, node))
}

fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let clause = node.child_by_field_name("clause")?;
    let (Some(name), Some(list)) =
        (clause.child_by_field_name("name"), clause.child_by_field_name("args"))
    else {
        lowering.later(clause);
        return None;
    };
    let mut cursor = list.walk();
    let (mut parameters, mut patterns) = (Vec::new(), Vec::new());
    for one in list.named_children(&mut cursor) {
        let name = match one.kind() {
            "var" => lowering.text(one).to_owned(),
            // A clause for one value only.
            "atom" => format!("={}", lowering.text(one).trim_matches('\'')),
            "record_expr" | "map_expr" | "tuple" | "match_expr" => {
                let name = format!("%{}", parameters.len());
                patterns.push((name.clone(), one));
                name
            }
            _ => "_".to_owned(),
        };
        parameters.push(Parameter { name, type_name: None, default: None });
    }
    let outer = lowering.scope;
    let name = lowering.text(name);
    lowering.enter(ScopeKind::Function, name, parameters);
    for (name, pattern) in patterns {
        let value = lowering.add(Kind::Name(name), pattern);
        destructure(lowering, pattern, value, DEEPEST);
    }
    if let Some(body) = clause.child_by_field_name("body")
        && let Some(value) = body_value(lowering, body)
    {
        lowering.returns(value);
    }
    lowering.scope = outer;
    None
}

/// `module:function(…)`.
fn remote<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let module = node.child_by_field_name("module")?;
    let called = node.child_by_field_name("fun")?;
    if called.kind() == "call" { invoke(lowering, called, Some(module)) } else { None }
}

fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    invoke(lowering, node, None)
}

fn invoke<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, module: Option<Node<'a>>) -> Option<Id> {
    let called = node.child_by_field_name("expr")?;
    let name = lowering.text(called).trim_matches('\'').to_owned();
    let callee = match module {
        Some(module) => {
            let text = lowering.text(module).trim_end_matches(':').trim_matches('\'').to_owned();
            let of = lowering.add(Kind::Name(text), module);
            lowering.add(Kind::Member { of, name }, called)
        }
        None if called.kind() == "atom" => lowering.add(Kind::Name(name), called),
        None => lowering.value(called),
    };
    let mut arguments = Vec::new();
    if let Some(list) = node.child_by_field_name("args") {
        let mut cursor = list.walk();
        let all: Vec<Node<'a>> =
            list.named_children(&mut cursor).filter(|one| !one.is_extra()).collect();
        if let (Some(function), Some(list), "lists") = (
            all.first(),
            all.last(),
            module.map_or("", |of| lowering.text(of).trim_end_matches(':')),
        ) && function.kind() == "anonymous_fun"
            && all.len() > 1
        {
            let list = lowering.value(*list);
            each(lowering, *function, list);
        }
        arguments
            .extend(all.into_iter().map(|one| Argument { name: None, value: lowering.value(one) }));
    }
    // `application:get_env(app, key)` asks for its second argument.
    let is_setting = matches!(&lowering.module.nodes[callee].kind,
        Kind::Member { of, name } if name == "get_env"
            && lowering.module.key(*of) == Some("application"))
        && arguments.len() > 1;
    if is_setting {
        let value = arguments.remove(0).value;
        arguments.push(Argument { name: Some(APPLICATION.to_owned()), value });
    }
    super::applied(lowering, callee, &mut arguments);
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}
