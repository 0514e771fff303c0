//! Scala (tree-sitter-scala).

mod cases;
mod placeholder;

use tree_sitter::Node;

use super::{beside, dotted, in_package, truth, upwards};
use crate::detect::code::combine::is_comparison;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{LastReturned, Lowering, lenient};
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "scala",
    extensions: &["scala", "sc", "sbt"],
    names: &[],
    grammar: || tree_sitter_scala::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("block_comment", Shape::Skip),
        ("annotation", Shape::Skip),
        ("package_identifier", Shape::Skip),
        ("import_declaration", Shape::Import(import)),
        ("parenthesized_expression", Shape::Inner("")),
        ("ascription_expression", Shape::Inner("")),
        ("generic_function", Shape::Own(generic)),
        ("string", Shape::Text),
        ("character_literal", Shape::Text),
        ("interpolated_string_expression", Shape::Own(interpolated)),
        ("integer_literal", Shape::Number),
        ("boolean_literal", Shape::Own(truth)),
        ("identifier", Shape::Name),
        ("wildcard", Shape::Own(placeholder::named)),
        ("operator_identifier", Shape::Name),
        ("type_identifier", Shape::Name),
        ("stable_identifier", Shape::Own(dotted)),
        ("stable_type_identifier", Shape::Own(dotted)),
        ("generic_type", Shape::Inner("type")),
        ("field_expression", Shape::Member("value", "field")),
        ("call_expression", Shape::Own(call)),
        ("instance_expression", Shape::Own(instance)),
        ("tuple_expression", Shape::List),
        ("tuple_pattern", Shape::List),
        ("infix_expression", Shape::Own(infix)),
        ("enumerator", Shape::Own(enumerator)),
        ("if_expression", Shape::Own(branches)),
        ("match_expression", Shape::Own(cases::matches)),
        ("case_block", Shape::Own(cases::function)),
        ("try_expression", Shape::Own(attempt)),
        ("val_definition", Shape::Own(val)),
        ("var_definition", Shape::Let("pattern", "value", "type")),
        ("given_definition", Shape::Let("name", "body", "return_type")),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("function_definition", Shape::Own(function)),
        ("lambda_expression", Shape::Own(placeholder::lambda)),
        ("class_parameter", Shape::Parameter("name", "type", "default_value")),
        ("class_definition", Shape::Own(class)),
        ("object_definition", Shape::Own(object)),
        ("trait_definition", Shape::Type("name")),
        ("enum_definition", Shape::Type("name")),
        ("simple_enum_case", Shape::Own(constant)),
        ("full_enum_case", Shape::Own(class)),
        ("return_expression", Shape::Return("")),
    ],
    own: &["this"],
    files,
};

/// A class or object is mostly in the file of its name.
fn files(container: &str, path: &str) -> Vec<String> {
    if container.is_empty() || container.starts_with("scala.") {
        return Vec::new();
    }
    let name = container.replace('.', "/");
    let mut all = upwards(path, &format!("{name}.scala"));
    all.extend(upwards(path, &format!("{name}.java")));
    all.extend(in_package(container, path, ".scala"));
    all.extend(beside(container, path, ".scala"));
    all
}

/// `val a: T = b`, `val (a, b) = c`, `val T(a, b) = c`.
fn val<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (pattern, value) =
        (node.child_by_field_name("pattern")?, node.child_by_field_name("value"));
    if cases::is_block(pattern, value) {
        return cases::bind_block(lowering, node);
    }
    if pattern.kind() != "case_class_pattern" {
        let type_name = node.child_by_field_name("type").map(|written| lowering.type_of(written));
        lowering.declare(pattern, value, type_name);
        return None;
    }
    let value = lowering.value(value?);
    let mut cursor = pattern.walk();
    let parts: Vec<Node<'a>> = pattern.children_by_field_name("pattern", &mut cursor).collect();
    for (index, part) in parts.into_iter().filter(|one| one.is_named()).enumerate() {
        if part.kind() == "identifier" {
            let one = lowering.at_place(value, index, part);
            lowering.bind(lowering.text(part), Some(one), None, part.start_byte());
        }
    }
    None
}

/// `f[A](x)` and `f[A]`, which is a call as well.
fn generic<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = lowering.value(node.child_by_field_name("function")?);
    let around = lowering.parent(node).filter(|around| around.kind() == "call_expression");
    let is_called = around.and_then(|around| around.child_by_field_name("function")) == Some(node);
    // `value.asInstanceOf[T]`
    if let Kind::Member { of, name } = &lowering.module.nodes[callee].kind
        && name == "asInstanceOf"
    {
        return Some(*of);
    }
    match is_called {
        true => Some(callee),
        false => {
            let call = lowering.add(Kind::Call { callee, arguments: Vec::new() }, node);
            lowering.decodes(call, node.child_by_field_name("type_arguments"));
            Some(call)
        }
    }
}

/// `import a.b.C`, `import a.b.{C, D => E, F as G}`, `import a.b._`, `import a.b.*`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let text = lowering.text(node).trim_start_matches("import").trim();
    for path in clauses(text) {
        let path: String = path.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((package, names)) = path.split_once('{') else {
            let (path, alias) = renamed(&path);
            take(lowering, &path, alias.as_deref());
            continue;
        };
        for one in names.trim_end_matches('}').split(',') {
            let (name, alias) = renamed(one.trim());
            take(lowering, &format!("{}{name}", package.trim()), alias.as_deref());
        }
    }
}

/// The paths of one import, separated by commas outside of braces.
fn clauses(text: &str) -> Vec<&str> {
    let (mut all, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                all.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(&text[start..]);
    all
}

fn renamed(text: &str) -> (String, Option<String>) {
    for between in ["=>", " as "] {
        if let Some((name, alias)) = text.split_once(between) {
            return (name.trim().to_owned(), Some(alias.trim().to_owned()));
        }
    }
    (text.trim().to_owned(), None)
}

fn take(lowering: &mut Lowering<'_>, path: &str, alias: Option<&str>) {
    match path.rsplit_once('.') {
        Some((package, "_" | "*")) => lowering.module.wildcards.push(package.to_owned()),
        Some((_, last)) => lowering.import(alias.unwrap_or(last), path),
        None => {}
    }
}

/// `s"…$name…${expression}"`: the text between has no nodes.
fn interpolated<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let inner = lowering.child(node, "interpolated_string")?;
    let quotes = if lowering.text(inner).starts_with("\"\"\"") { 3 } else { 1 };
    let (mut parts, mut cursor) = (Vec::new(), inner.walk());
    let mut at = inner.start_byte() + quotes;
    for child in inner.named_children(&mut cursor).filter(|child| child.kind() == "interpolation") {
        let before = lowering.between(at, child.start_byte());
        parts.push(lowering.add(Kind::Text(before), inner));
        let value = child.named_child(0)?;
        let value =
            if value.kind() == "block" { value.named_child(0).unwrap_or(value) } else { value };
        parts.push(lowering.value(value));
        at = child.end_byte() + placeholder::conversion(lowering, node, child);
    }
    let rest = lowering.between(at, inner.end_byte().saturating_sub(quotes));
    parts.push(lowering.add(Kind::Text(rest), inner));
    Some(lowering.add(Kind::Join(parts), node))
}

fn arguments<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<Argument> {
    let mut cursor = list.walk();
    let all: Vec<Node<'a>> =
        list.named_children(&mut cursor).filter(|child| !child.is_extra()).collect();
    if list.kind() != "arguments" {
        let value = match all.as_slice() {
            [first, ..] if first.kind() == "case_clause" => cases::partial(lowering, list),
            [only] => lowering.value(*only),
            _ => match last_value(lowering, all) {
                Some(value) => value,
                None => lowering.add(Kind::Opaque, list),
            },
        };
        return vec![Argument { name: None, value }];
    }
    all.into_iter()
        .filter_map(|child| {
            if child.kind() != "assignment_expression" {
                let value = placeholder::value(lowering, child);
                return Some(Argument { name: None, value });
            }
            let name = Some(lowering.text(child.child_by_field_name("left")?).to_owned());
            let value = placeholder::value(lowering, child.child_by_field_name("right")?);
            Some(Argument { name, value })
        })
        .collect()
}

/// `f(…)`, `f { … }`, with the tables that `Map(…)` and `Seq(…)` make.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = lowering.value(node.child_by_field_name("function")?);
    let list = node.child_by_field_name("arguments");
    let arguments = list.map(|list| arguments(lowering, list)).unwrap_or_default();
    let (callee, arguments) =
        placeholder::one_call(lowering, callee, &arguments).unwrap_or((callee, arguments));
    if let Some(itself) = cases::argument_itself(lowering, callee, &arguments) {
        return Some(itself);
    }
    let values = || arguments.iter().map(|argument| argument.value);
    let kind = match &lowering.module.nodes[callee].kind {
        Kind::Name(name) if name == "Map" => {
            let pair = |id: Id| match &lowering.module.nodes[id].kind {
                Kind::List(pair) => Some((*pair.first()?, *pair.get(1)?)),
                _ => None,
            };
            Kind::Map(values().filter_map(pair).collect())
        }
        Kind::Name(name)
            if matches!(name.as_str(), "Seq" | "List" | "Array" | "Set" | "Vector") =>
        {
            Kind::List(values().collect())
        }
        _ => Kind::Call { callee, arguments },
    };
    let call = lowering.add(kind, node);
    lowering.run_on_each(call, node);
    lowering.guard_handed(call, node);
    Some(call)
}

/// `new T(…) { … }`
fn instance<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let list = node.child_by_field_name("arguments");
    let callee = lowering.value(node.named_child(0)?);
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor).skip(1).filter(|child| Some(*child) != list) {
        lowering.later(child);
    }
    let arguments = list.map(|list| arguments(lowering, list)).unwrap_or_default();
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `a -> b` is a pair, `a + b` a text or number; `a method b` is a call.
fn infix<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let operator = node.child_by_field_name("operator")?;
    let written = lowering.text(operator).to_owned();
    if let Some(changed) = placeholder::changed(lowering, node, &written) {
        return Some(changed);
    }
    let left = lowering.value(node.child_by_field_name("left")?);
    let right = placeholder::value(lowering, node.child_by_field_name("right")?);
    let kind = match written.as_str() {
        "->" => Kind::List(vec![left, right]),
        "+" => Kind::Join(vec![left, right]),
        "*" | "-" | "/" | "<<" => Kind::arithmetic(written, vec![left, right]),
        _ if is_comparison(&written) => Kind::arithmetic(written, vec![left, right]),
        _ if written.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            let callee = lowering.add(Kind::Member { of: left, name: written }, operator);
            Kind::Call { callee, arguments: vec![Argument { name: None, value: right }] }
        }
        _ => Kind::Opaque,
    };
    Some(lowering.add(kind, node))
}

fn branches<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let condition = node.child_by_field_name("condition");
    condition.into_iter().for_each(|condition| lowering.later(condition));
    let mut values = Vec::new();
    for field in ["consequence", "alternative"] {
        if let Some(branch) = node.child_by_field_name(field) {
            let value = branch_value(lowering, branch);
            value.into_iter().for_each(|value| lowering.guard_in(branch, value, node));
            values.extend(value);
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

/// `a <- list` and `a = value` of a `for`.
fn enumerator<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (name, value) = (node.named_child(0)?, node.named_child(1)?);
    if lowering.between(name.end_byte(), value.start_byte()).trim() == "<-" {
        match delayed(lowering, value) {
            Some(inner) => {
                let value = lowering.value(inner);
                lowering.bind_pattern(name, Some(value), None);
            }
            None => lowering.bind_each(name, value),
        }
    } else {
        let value = lowering.value(value);
        lowering.bind_pattern(name, Some(value), None);
    }
    None
}

/// What an effect gives that does one thing: `IO(a)`, `Try(a)`, `IO.blocking(a)`, `ZIO.attempt(a)`.
fn delayed<'a>(lowering: &Lowering<'a>, value: Node<'a>) -> Option<Node<'a>> {
    const EFFECTS: &[&str] = &[
        "IO", "Try", "Future", "Option", "Some", "Right", "Task", "UIO", "SyncIO", "Sync", "ZIO",
        "F",
    ];
    const MAKERS: &[&str] = &[
        "apply",
        "attempt",
        "attemptBlocking",
        "blocking",
        "catchNonFatal",
        "delay",
        "eval",
        "interruptible",
        "pure",
        "succeed",
        "successful",
        "suspend",
    ];
    let callee = value.child_by_field_name("function")?;
    let list =
        value.child_by_field_name("arguments").filter(|_| value.kind() == "call_expression")?;
    let written = lowering.text(callee);
    let (head, maker) = written.rsplit_once('.').unwrap_or((written, "apply"));
    let head = head.split(['[', '.']).next().unwrap_or(head);
    let only = list.named_child(0).filter(|_| list.named_child_count() == 1)?;
    (EFFECTS.contains(&head) && MAKERS.contains(&maker)).then_some(only)
}

fn attempt<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let body = node.child_by_field_name("body");
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor).filter(|child| Some(*child) != body) {
        lowering.later(child);
    }
    branch_value(lowering, body?)
}

/// What an expression or the end of a block is worth.
fn branch_value<'a>(lowering: &mut Lowering<'a>, branch: Node<'a>) -> Option<Id> {
    last_value(lowering, statements_of(branch))
}

fn last_value<'a>(lowering: &mut Lowering<'a>, mut statements: Vec<Node<'a>>) -> Option<Id> {
    if let [only] = statements[..] {
        statements = statements_of(only);
    }
    let last = statements.pop()?;
    statements.into_iter().for_each(|statement| lowering.later(statement));
    if is_statement(last) {
        lowering.later(last);
        return None;
    }
    Some(lowering.value(last))
}

fn is_statement(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "assignment_expression"
            | "val_definition"
            | "var_definition"
            | "function_definition"
            | "return_expression"
    )
}

/// The statements of a block, or the one that stands for it.
fn statements_of(node: Node<'_>) -> Vec<Node<'_>> {
    if !matches!(node.kind(), "block" | "indented_block" | "template_body") {
        return vec![node];
    }
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}

fn parameters<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<Parameter> {
    if list.kind() == "identifier" {
        let name = lowering.text(list).to_owned();
        return vec![Parameter { name, type_name: None, default: None }];
    }
    let mut cursor = list.walk();
    let all: Vec<Node<'a>> = list.named_children(&mut cursor).collect();
    all.into_iter()
        .filter_map(|child| {
            let name = lowering.text(child.child_by_field_name("name")?).to_owned();
            let type_name =
                child.child_by_field_name("type").map(|written| lowering.type_of(written));
            let default =
                child.child_by_field_name("default_value").map(|value| lowering.value(value));
            Some(Parameter { name, type_name, default })
        })
        .collect()
}

fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name")?;
    let mut cursor = node.walk();
    let lists: Vec<Node<'a>> = node.children_by_field_name("parameters", &mut cursor).collect();
    let parameters: Vec<Parameter> =
        lists.into_iter().flat_map(|list| parameters(lowering, list)).collect();
    let body = node.child_by_field_name("body");
    if let Some(body) = body
        && let Some(noted) = lenient(lowering.text(name), lowering.text(body), lowering.text(node))
    {
        let callee = lowering.add(Kind::Name(noted.to_owned()), name);
        lowering.call(name, callee, None);
    }
    let statements = body.map(statements_of).unwrap_or_default();
    let last = match statements.last() {
        Some(last) if is_statement(*last) => LastReturned::No,
        _ => LastReturned::Yes,
    };
    let function = lowering.define(node, lowering.text(name), parameters, &statements, last);
    Some(lowering.add(Kind::Closure(function), node))
}

/// `class A(…) extends B(…)`: a type, which makes an object of the other.
fn class<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name)).to_owned();
    let outer = lowering.scope;
    let class = lowering.enter(ScopeKind::Type, &name, Vec::new());
    lowering.module.scopes[class].marks = lowering.written_supertypes(node);
    let extended = node.child_by_field_name("extend");
    if let Some(extended) = extended {
        supertype_made(lowering, extended);
    }
    let mut cursor = node.walk();
    let rest: Vec<Node<'a>> =
        node.named_children(&mut cursor).filter(|child| Some(*child) != extended).collect();
    rest.into_iter().for_each(|child| lowering.later_in(child, node));
    lowering.scope = outer;
    None
}

/// `extends B(…)`: what the supertype gets.
fn supertype_made<'a>(lowering: &mut Lowering<'a>, extended: Node<'a>) -> Option<Id> {
    let of = extended.child_by_field_name("type")?;
    let list = extended.child_by_field_name("arguments")?;
    let callee = lowering.value(of);
    let arguments = arguments(lowering, list);
    Some(lowering.add(Kind::Call { callee, arguments }, extended))
}

/// `object A extends B(…)`: a type, and where it gives arguments to another also what these make.
fn object<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name)).to_owned();
    let extended = node.child_by_field_name("extend");
    if let Some(extended) = extended
        && let Some(value) = supertype_made(lowering, extended)
    {
        lowering.bind(&name, Some(value), None, node.start_byte());
    }
    let outer = lowering.scope;
    let class = lowering.enter(ScopeKind::Type, &name, Vec::new());
    lowering.module.scopes[class].marks = lowering.written_supertypes(node);
    let body = node.child_by_field_name("body");
    body.into_iter().for_each(|body| lowering.later(body));
    lowering.scope = outer;
    None
}

/// `case High extends Grade(…)` of an enumeration: its name stands for the object.
fn constant<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = lowering.text(node.child_by_field_name("name")?).to_owned();
    let value = supertype_made(lowering, node.child_by_field_name("extend")?)?;
    lowering.bind(&name, Some(value), None, node.start_byte());
    None
}
