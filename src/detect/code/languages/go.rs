//! Go (tree-sitter-go).

mod constants;

use constants::constants;
use tree_sitter::Node;

use super::upwards;
use crate::detect::code::grammar::first_named;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{Lowering, RECEIVER};
use crate::detect::code::names::qualified_type;
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "go",
    extensions: &["go"],
    names: &[],
    grammar: || tree_sitter_go::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("package_clause", Shape::Skip),
        ("import_spec", Shape::Import(import)),
        ("parenthesized_expression", Shape::Inner("")),
        ("literal_element", Shape::Inner("")),
        ("type_conversion_expression", Shape::Inner("operand")),
        ("type_assertion_expression", Shape::Inner("operand")),
        ("slice_expression", Shape::Own(slice)),
        ("pointer_type", Shape::Inner("")),
        ("generic_type", Shape::Inner("type")),
        ("unary_expression", Shape::Own(unary)),
        ("interpreted_string_literal", Shape::Text),
        ("raw_string_literal", Shape::Text),
        ("rune_literal", Shape::Text),
        ("interpreted_string_literal_content", Shape::Fragment),
        ("raw_string_literal_content", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("int_literal", Shape::Number),
        ("nil", Shape::Name),
        ("true", Shape::True),
        ("false", Shape::False),
        ("identifier", Shape::Name),
        ("field_identifier", Shape::Name),
        ("type_identifier", Shape::Name),
        ("package_identifier", Shape::Name),
        ("selector_expression", Shape::Member("operand", "field")),
        ("qualified_type", Shape::Member("package", "name")),
        ("call_expression", Shape::Own(call)),
        ("composite_literal", Shape::Own(composite)),
        ("literal_value", Shape::Own(bare_composite)),
        ("index_expression", Shape::Index("operand", "index")),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &[] },
        ),
        ("const_declaration", Shape::Own(constants)),
        ("var_spec", Shape::Own(variable)),
        ("short_var_declaration", Shape::Own(short)),
        ("range_clause", Shape::Own(range)),
        ("assignment_statement", Shape::Own(assignment)),
        ("function_declaration", Shape::Own(function)),
        ("method_declaration", Shape::Own(function)),
        ("func_literal", Shape::Own(function)),
        ("function_type", Shape::Skip),
        ("interface_type", Shape::Skip),
        ("type_spec", Shape::Own(type_spec)),
        ("type_alias", Shape::Own(alias)),
        ("block", Shape::Block),
        ("expression_case", Shape::Block),
        ("default_case", Shape::Block),
        ("type_case", Shape::Block),
        ("communication_case", Shape::Block),
        ("return_statement", Shape::Own(returned)),
    ],
    own: &[],
    files,
};

/// Import paths without a domain belong to the standard library when they begin so.
const STANDARD: &[&str] = &[
    "crypto", "encoding", "net", "os", "io", "hash", "math", "fmt", "strings", "bytes", "time",
    "log", "errors", "context", "sync", "sort", "testing", "bufio", "embed", "flag", "path",
    "reflect", "runtime", "strconv", "unicode",
];

/// A package is a folder; the module's own path in front of it is not in the tree. Names without a package are those of
/// the other files of the folder.
fn files(container: &str, path: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if container.is_empty() {
        return vec![if folder.is_empty() { "*.go".to_owned() } else { format!("{folder}/*.go") }];
    }
    let first = container.split('/').next().unwrap_or_default();
    if STANDARD.contains(&first) || container.starts_with("golang.org/x/") {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut rest = container;
    while let Some((_, below)) = rest.split_once('/') {
        rest = below;
        all.extend(upwards(path, &format!("{rest}/*.go")));
    }
    all
}

/// `"a/b"`, `c "a/b"`, `. "a/b"`. The version of a module is no part of the path here, nor of the name.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(path) = node.child_by_field_name("path") else { return };
    let path = lowering.text(path).trim_matches(['"', '`']);
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !is_version(part)).collect();
    let plain = parts.join("/");
    let plain = match plain.rsplit_once('.') {
        Some((before, version)) if is_version(version) => before.to_owned(),
        _ => plain,
    };
    let local = node.child_by_field_name("name").map(|name| lowering.text(name));
    match local {
        Some(".") => lowering.module.wildcards.push(plain),
        Some(local) => lowering.import(local, &plain),
        None => {
            // The package's own name is not written here; it is mostly that of its folder.
            let last = plain.rsplit('/').next().unwrap_or(&plain);
            let bare = last.trim_start_matches("go-").trim_end_matches("-go").replace('-', "_");
            let tail = last.rsplit('-').next().unwrap_or(last).to_owned();
            let mut locals = vec![last.to_owned(), bare, tail];
            locals.dedup();
            locals.iter().for_each(|local| lowering.import(local, &plain));
        }
    }
}

/// `&x`, `*x`: the same thing here.
fn unary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let operand = lowering.field(node, "operand")?;
    let value = lowering.value(operand);
    lowering.text(node).starts_with(['&', '*']).then_some(value)
}

/// `x[:32]`
fn slice<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("operand")?;
    let (from, to) = (node.child_by_field_name("start"), node.child_by_field_name("end"));
    Some(lowering.slice(node, of, from, to))
}

/// Calls, with those that are none: conversions to basic types, `new`, `append`, `make`.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = lowering.field(node, "function")?;
    let list = lowering.field(node, "arguments")?;
    let first = first_named(list);
    match lowering.text(callee) {
        "string" | "int" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32"
        | "uint64" | "byte" => {
            return first.map(|first| lowering.value(first));
        }
        "new" => {
            let callee = lowering.value(first?);
            return Some(lowering.add(Kind::Call { callee, arguments: Vec::new() }, node));
        }
        "append" => {
            let arguments = lowering.arguments(list);
            let items = arguments.into_iter().skip(1).map(|argument| argument.value).collect();
            return Some(lowering.add(Kind::List(items), node));
        }
        "make" => {
            let callee = lowering.value(callee);
            return Some(lowering.call(node, callee, Some(list)));
        }
        "len" | "cap" | "copy" | "delete" => {
            lowering.later(list);
            return None;
        }
        _ => {}
    }
    let written = lowering.text(callee);
    let callee = lowering.value(callee);
    let arguments = lowering.arguments(list);
    // `flag.IntVar(&x, "x", 2048, "…")` gives a variable its default; `…VarP` has a short name, too.
    let default = match written.rsplit('.').next().unwrap_or_default() {
        "IntVar" | "UintVar" | "Int64Var" | "StringVar" | "BoolVar" => arguments.get(2),
        "IntVarP" | "UintVarP" | "Int64VarP" | "StringVarP" | "BoolVarP" => arguments.get(3),
        _ => None,
    };
    if let (Some(default), Some(first)) =
        (default, first.filter(|one| one.kind() == "unary_expression"))
        && let Some(target) = first.child_by_field_name("operand")
    {
        lowering.assign_to(target, default.value);
    }
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `T{…}`: a structure is a call with named arguments.
fn composite<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let type_name = lowering.field(node, "type")?;
    let body = lowering.field(node, "body")?;
    match type_name.kind() {
        "array_type" if body.named_child_count() == 0 => {
            let length = type_name.child_by_field_name("length")?;
            Some(lowering.octets(node, length))
        }
        "slice_type" | "array_type" | "implicit_length_array_type" | "map_type" => {
            bare_composite(lowering, body)
        }
        _ => {
            let callee = lowering.value(type_name);
            let arguments = elements(lowering, body);
            let arguments = arguments
                .into_iter()
                .map(|(key, value)| Argument {
                    name: key.map(|key| lowering.text(key).to_owned()),
                    value,
                })
                .collect();
            Some(lowering.add(Kind::Call { callee, arguments }, node))
        }
    }
}

/// `{…}` without its type: a map where it has keys, else a list.
fn bare_composite<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let elements = elements(lowering, node);
    if elements.iter().any(|(key, _)| key.is_some()) {
        let pairs = elements
            .into_iter()
            .filter_map(|(key, value)| Some((lowering.value(key?), value)))
            .collect();
        return Some(lowering.add(Kind::Map(pairs), node));
    }
    let items = elements.into_iter().map(|(_, value)| value).collect();
    Some(lowering.add(Kind::List(items), node))
}

/// Keys, where there are any, and values. Tables of octets are data, whatever they hold.
fn elements<'a>(lowering: &mut Lowering<'a>, body: Node<'a>) -> Vec<(Option<Node<'a>>, Id)> {
    if body.named_child_count() > 4096 {
        return Vec::new();
    }
    let mut cursor = body.walk();
    let children: Vec<Node<'a>> =
        body.named_children(&mut cursor).filter(|child| !child.is_extra()).collect();
    let mut all = Vec::new();
    for child in children {
        if child.kind() == "keyed_element" {
            let key = child.child_by_field_name("key");
            if let Some(value) = child.child_by_field_name("value") {
                all.push((key, lowering.value(value)));
            }
        } else {
            all.push((None, lowering.value(child)));
        }
    }
    all
}

fn type_in<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<String> {
    let written = node.child_by_field_name("type")?;
    Some(lowering.type_of(written).trim_start_matches(['*', '&']).to_owned())
}

fn variable<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let names: Vec<Node<'a>> =
        node.children_by_field_name("name", &mut cursor).filter(Node::is_named).collect();
    let type_name = type_in(lowering, node);
    bind_all(lowering, &names, node.child_by_field_name("value"), type_name);
    None
}

fn short<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let names = expressions(lowering.field(node, "left")?);
    bind_all(lowering, &names, lowering.field(node, "right"), None);
    None
}

/// `for _, x := range list`: one of its items.
fn range<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = lowering.value(node.child_by_field_name("right")?);
    let name = *expressions(node.child_by_field_name("left")?).get(1)?;
    let key = lowering.add(Kind::Opaque, node);
    let kind = match lowering.module.nodes[value].kind.clone() {
        Kind::List(items) => Kind::Choice(items),
        _ => Kind::Index { of: value, key },
    };
    let one = lowering.add(kind, node);
    lowering.bind(lowering.text(name), Some(one), None, name.start_byte());
    None
}

fn expressions(list: Node<'_>) -> Vec<Node<'_>> {
    if list.kind() != "expression_list" {
        return vec![list];
    }
    let mut cursor = list.walk();
    list.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}

/// How it went, beside a number that is read or an element that is looked up; of others nobody knows.
fn outcome<'a>(lowering: &mut Lowering<'a>, value: Id, names: usize, node: Node<'a>) -> Id {
    let is_told = names == 2
        && (matches!(lowering.module.nodes[value].kind, Kind::Index { .. })
            || matches!(lowering.module.called(value), Some("Atoi" | "ParseInt" | "ParseUint")));
    if is_told { lowering.at_place(value, 1, node) } else { lowering.add(Kind::Opaque, node) }
}

/// Gives each name its value; of a call with several results the first name gets it.
fn bind_all<'a>(
    lowering: &mut Lowering<'a>,
    names: &[Node<'a>],
    values: Option<Node<'a>>,
    type_name: Option<String>,
) {
    let values: Vec<Id> = values
        .map(expressions)
        .unwrap_or_default()
        .into_iter()
        .map(|value| lowering.value(value))
        .collect();
    for (at, name) in names.iter().enumerate() {
        let text = lowering.text(*name);
        let mut value = values.get(at).copied();
        if let ([only], true) = (values.as_slice(), at > 0 && at + 1 == names.len())
            && matches!(text, "err" | "ok" | "found" | "exists")
        {
            value = Some(outcome(lowering, *only, names.len(), *name));
        }
        if text != "_" && (value.is_some() || type_name.is_some() || values.len() != 1) {
            lowering.bind(text, value, type_name.clone(), name.start_byte());
        }
    }
}

fn assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (lowering.field(node, "left")?, lowering.field(node, "right")?);
    let values: Vec<Id> =
        expressions(right).into_iter().map(|value| lowering.value(value)).collect();
    let operator = lowering.field(node, "operator").map(|operator| lowering.text(operator));
    if operator == Some("=") {
        for (target, value) in expressions(left).into_iter().zip(values.iter().copied()) {
            if lowering.text(target) != "_" {
                lowering.assign_to(target, value);
            }
        }
    }
    // What is added comes after what is there.
    if let (Some("+="), [target], [value]) =
        (operator, expressions(left).as_slice(), values.as_slice())
    {
        let before = lowering.value(*target);
        let both = lowering.add(Kind::Join(vec![before, *value]), node);
        lowering.assign_to(*target, both);
    }
    None
}

/// Functions, methods and closures. A group of parameters shares its type; the receiver is a variable of its type.
fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let outer = lowering.scope;
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name));
    let mut parameters = Vec::new();
    if let Some(list) = node.child_by_field_name("parameters") {
        for (name, type_name) in declared(lowering, list) {
            parameters.push(Parameter { name, type_name, default: None });
        }
    }
    let scope = lowering.enter(ScopeKind::Function, name, parameters);
    for field in ["receiver", "result"] {
        let list = node.child_by_field_name(field).filter(|list| list.kind() == "parameter_list");
        for (name, type_name) in list.map(|list| declared(lowering, list)).unwrap_or_default() {
            if field == "receiver"
                && let Some(of) = &type_name
            {
                let mark = format!("{RECEIVER}{}", of.trim_start_matches('*'));
                lowering.module.scopes[scope].marks.push(mark);
            }
            lowering.bind(&name, None, type_name, node.start_byte());
        }
    }
    if let Some(body) = node.child_by_field_name("body") {
        lowering.later(body);
    }
    lowering.scope = outer;
    (node.kind() == "func_literal").then(|| lowering.add(Kind::Closure(scope), node))
}

fn declared<'a>(lowering: &Lowering<'a>, list: Node<'a>) -> Vec<(String, Option<String>)> {
    let mut cursor = list.walk();
    let mut all = Vec::new();
    for declaration in list.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let type_name = type_in(lowering, declaration);
        let mut inner = declaration.walk();
        let names: Vec<Node<'a>> =
            declaration.children_by_field_name("name", &mut inner).filter(Node::is_named).collect();
        if names.is_empty() {
            all.push((String::new(), type_name));
            continue;
        }
        all.extend(
            names.into_iter().map(|name| (lowering.text(name).to_owned(), type_name.clone())),
        );
    }
    all
}

/// A structure with its fields.
fn type_spec<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let outer = lowering.scope;
    let name = lowering.text(node.child_by_field_name("name")?);
    let written = node.child_by_field_name("type")?;
    lowering.enter(ScopeKind::Type, name, Vec::new());
    let mut cursor = written.walk();
    let list =
        written.named_children(&mut cursor).find(|child| child.kind() == "field_declaration_list");
    if let Some(list) = list {
        for (name, type_name) in declared(lowering, list) {
            lowering.bind(&name, None, type_name, list.start_byte());
        }
        embedded(lowering, list);
        tags(lowering, list);
    }
    lowering.scope = outer;
    None
}

/// Structures within one go by the names of their types.
fn embedded<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) {
    let mut cursor = list.walk();
    for field in list.named_children(&mut cursor) {
        let is_plain =
            field.kind() == "field_declaration" && field.child_by_field_name("name").is_none();
        if let Some(of) = field.child_by_field_name("type").filter(|_| is_plain) {
            let written = lowering.text(of).trim_start_matches('*').to_owned();
            let name = written.rsplit('.').next().unwrap_or_default().to_owned();
            lowering.bind(&name, None, Some(written), field.start_byte());
        }
    }
}

/// Names of fields in documents: `json:"bits,omitempty"`.
fn tags<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) {
    const FORMATS: &[&str] = &["json", "yaml", "toml", "mapstructure", "koanf", "hcl", "env"];
    let mut pending = vec![list];
    while let Some(node) = pending.pop() {
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            match child.kind() {
                "field_declaration" => {
                    let tag = child.child_by_field_name("tag").map(|tag| lowering.text(tag));
                    let name = child.child_by_field_name("name").map(|name| lowering.text(name));
                    let key = tag.and_then(|tag| {
                        FORMATS.iter().find_map(|format| {
                            let (_, rest) = tag.split_once(&format!("{format}:\""))?;
                            rest.split(['"', ',']).next()
                        })
                    });
                    if let (Some(name), Some(key)) = (name, key.filter(|key| !key.is_empty())) {
                        lowering.module.tags.push((name.to_owned(), key.to_owned()));
                    }
                    pending.extend(child.child_by_field_name("type"));
                }
                "field_declaration_list" | "struct_type" => pending.push(child),
                _ => {}
            }
        }
    }
}

/// `type A = b.C`: the same type by another name.
fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = lowering.text(node.child_by_field_name("name")?);
    let written = lowering.type_of(node.child_by_field_name("type")?);
    if let Some(path) = qualified_type(&lowering.module, &written).first() {
        lowering.import(name, path);
    }
    None
}

/// The first of the returned values; `nil` beside an error is none.
fn returned<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let list = first_named(node)?;
    let values = expressions(list);
    let many = values.len() > 1;
    for (at, node) in values.into_iter().enumerate() {
        let value = lowering.value(node);
        if at == 0 && !(many && node.kind() == "nil") {
            lowering.returns(value);
            lowering.guard(list, value);
        }
    }
    None
}
