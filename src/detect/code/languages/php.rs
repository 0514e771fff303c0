//! PHP (tree-sitter-php).

use tree_sitter::Node;

use super::{beside, normal, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{EXTENDS, Lowering};
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "php",
    extensions: &["php", "phtml", "php5", "php7", "php8", "inc", "module", "theme"],
    names: &[],
    grammar: || tree_sitter_php::LANGUAGE_PHP.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("text", Shape::Skip),
        ("attribute_list", Shape::Skip),
        ("namespace_use_declaration", Shape::Import(import)),
        ("namespace_definition", Shape::Own(namespace)),
        ("parenthesized_expression", Shape::Inner("")),
        ("expression_statement", Shape::Inner("")),
        ("cast_expression", Shape::Inner("value")),
        ("error_suppression_expression", Shape::Inner("")),
        ("argument", Shape::Own(argument)),
        ("string", Shape::Text),
        ("encapsed_string", Shape::Text),
        ("heredoc_body", Shape::Text),
        ("nowdoc_body", Shape::Text),
        ("heredoc", Shape::Inner("value")),
        ("nowdoc", Shape::Inner("value")),
        ("string_content", Shape::Fragment),
        ("nowdoc_string", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("integer", Shape::Number),
        ("boolean", Shape::Own(truth)),
        ("name", Shape::Name),
        ("null", Shape::Name),
        ("variable_name", Shape::Name),
        ("relative_scope", Shape::Name),
        ("qualified_name", Shape::Own(qualified_name)),
        ("relative_name", Shape::Own(qualified_name)),
        ("member_access_expression", Shape::Own(member)),
        ("nullsafe_member_access_expression", Shape::Own(member)),
        ("scoped_property_access_expression", Shape::Own(member)),
        ("class_constant_access_expression", Shape::Own(class_constant)),
        ("function_call_expression", Shape::Own(call)),
        ("member_call_expression", Shape::Own(method)),
        ("nullsafe_member_call_expression", Shape::Own(method)),
        ("scoped_call_expression", Shape::Own(method)),
        ("object_creation_expression", Shape::Own(creation)),
        ("array_creation_expression", Shape::Own(array)),
        ("list_literal", Shape::List),
        ("subscript_expression", Shape::Own(subscript)),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &["."], either: &["??", "?:"] },
        ),
        ("conditional_expression", Shape::Own(conditional)),
        ("match_expression", Shape::Own(choices)),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("reference_assignment_expression", Shape::Assign("left", "right")),
        ("augmented_assignment_expression", Shape::Own(augmented)),
        ("static_variable_declaration", Shape::Let("name", "value", "-")),
        ("const_element", Shape::Own(constant)),
        ("property_element", Shape::Let("name", "default_value", "-")),
        ("property_declaration", Shape::Own(property)),
        ("enum_case", Shape::Let("name", "value", "-")),
        ("function_definition", Shape::Function("name", "parameters", "body")),
        ("method_declaration", Shape::Function("name", "parameters", "body")),
        ("anonymous_function", Shape::Function("-", "parameters", "body")),
        ("arrow_function", Shape::Function("-", "parameters", "body")),
        ("simple_parameter", Shape::Parameter("name", "type", "default_value")),
        ("property_promotion_parameter", Shape::Parameter("name", "type", "default_value")),
        ("class_declaration", Shape::Type("name")),
        ("interface_declaration", Shape::Type("name")),
        ("trait_declaration", Shape::Type("name")),
        ("enum_declaration", Shape::Type("name")),
        ("use_declaration", Shape::Own(used)),
        ("foreach_statement", Shape::Own(foreach)),
        ("compound_statement", Shape::Block),
        ("colon_block", Shape::Block),
        ("else_clause", Shape::Block),
        ("case_statement", Shape::Block),
        ("default_statement", Shape::Block),
        ("if_statement", Shape::Own(condition)),
        ("return_statement", Shape::Own(returned)),
        ("require_expression", Shape::Own(included)),
        ("require_once_expression", Shape::Own(included)),
        ("include_expression", Shape::Own(included)),
        ("include_once_expression", Shape::Own(included)),
    ],
    own: &["$this", "self", "static"],
    files,
};

/// A class is in a file of its name (PSR-4); what a file includes is named by its path.
fn files(container: &str, path: &str) -> Vec<String> {
    if let Some(relative) = container.strip_prefix("./") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return normal(&format!("{folder}/{relative}")).into_iter().collect();
    }
    let parts: Vec<&str> = container.split('.').filter(|part| !part.is_empty()).collect();
    let Some(class) = parts.last() else { return beside(container, path, ".php") };
    let mut all = Vec::new();
    for from in (0..parts.len()).rev() {
        let whole = format!("{}.php", parts[from..].join("/"));
        all.extend(upwards(path, &whole));
        if from > 0 {
            all.extend(upwards(path, &format!("src/{whole}")));
        }
    }
    all.extend(upwards(path, &format!("{class}.class.php")));
    // Names of the same namespace need not stand in a file of their own.
    all.extend(beside(class, path, ".php"));
    all
}

/// Parts of a name joined by `.`, without the leading backslash.
fn dotted(text: &str) -> String {
    text.trim().trim_start_matches('\\').replace('\\', ".")
}

/// `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function a\b as c;`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let mut cursor = node.walk();
    let prefix = node
        .named_children(&mut cursor)
        .find(|child| child.kind() == "namespace_name")
        .map(|name| format!("{}.", dotted(lowering.text(name))))
        .unwrap_or_default();
    let body = node.child_by_field_name("body").unwrap_or(node);
    for clause in children(body).into_iter().filter(|child| child.kind() == "namespace_use_clause")
    {
        let alias = clause.child_by_field_name("alias");
        let name = children(clause).into_iter().find(|child| Some(*child) != alias);
        let Some(path) = name.map(|name| format!("{prefix}{}", dotted(lowering.text(name)))) else {
            continue;
        };
        let local = alias.map_or_else(
            || path.rsplit('.').next().unwrap_or_default().to_owned(),
            |alias| lowering.text(alias).to_owned(),
        );
        lowering.import(&local, &path);
    }
}

/// `namespace A;`: names of this namespace need no import.
fn namespace<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(name) = node.child_by_field_name("name") {
        lowering.module.wildcards.push(dotted(lowering.text(name)));
    }
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later(body));
    None
}

fn truth<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let truth = lowering.text(node).eq_ignore_ascii_case("true");
    Some(lowering.add(Kind::Truth(truth), node))
}

/// `\openssl_encrypt`, `phpseclib3\Crypt\RSA`.
fn qualified_name<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let written = dotted(lowering.text(node).trim_start_matches("namespace\\"));
    let mut parts = written.split('.');
    let mut id = lowering.add(Kind::Name(parts.next()?.to_owned()), node);
    for part in parts {
        id = lowering.add(Kind::Member { of: id, name: part.to_owned() }, node);
    }
    Some(id)
}

/// An argument; one with a name stands in [`Argument::name`] where the list is read by [`arguments`].
fn argument<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = children(node).into_iter().next_back()?;
    Some(lowering.value(value))
}

/// Arguments with their names.
fn arguments<'a>(lowering: &mut Lowering<'a>, list: Option<Node<'a>>) -> Vec<Argument> {
    let all = list.map(children).unwrap_or_default();
    let mut arguments = Vec::new();
    for one in all {
        let name = match one.kind() {
            // `md5(...)` is the function itself.
            "variadic_placeholder" => Some("...".to_owned()),
            _ => lowering.field(one, "name").map(|name| lowering.text(name).to_owned()),
        };
        arguments.push(Argument { name, value: lowering.value(one) });
    }
    arguments
}

/// `$object->name`, `Type::$name`.
fn member<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let object = lowering.field(node, "object").or_else(|| node.child_by_field_name("scope"))?;
    let name = lowering.field(node, "name")?;
    let of = lowering.value(object);
    // A property is declared as `$name` and read as `->name`.
    let name_text = format!("${}", lowering.text(name).trim_start_matches('$'));
    Some(lowering.add(Kind::Member { of, name: name_text }, name))
}

/// `Type::NAME`
fn class_constant<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let parts = children(node);
    let (object, name) = (parts.first()?, parts.get(1)?);
    let of = lowering.value(*object);
    let text = lowering.text(*name).to_owned();
    if text == "class" {
        return Some(of);
    }
    Some(lowering.add(Kind::Member { of, name: text }, *name))
}

/// A call of a function. `define("NAME", value)` declares a constant; functions go by lower case, whatever is written.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let function = lowering.field(node, "function")?;
    let mut callee = lowering.value(function);
    if let Kind::Name(name) = &lowering.module.nodes[callee].kind
        && !name.starts_with('$')
        && name.contains(|c: char| c.is_ascii_uppercase())
        // Functions of the language have no capital behind a small letter; those of a project may.
        && !name.as_bytes().windows(2).any(|two| {
            two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase()
        })
        && !lowering.module.imports.iter().any(|import| import.local == *name)
    {
        let name = name.to_ascii_lowercase();
        callee = lowering.add(Kind::Name(name), function);
    }
    let arguments = arguments(lowering, lowering.field(node, "arguments"));
    if let (Kind::Name(name), [first, second, ..]) =
        (&lowering.module.nodes[callee].kind, arguments.as_slice())
        && name == "define"
        && let Kind::Text(constant) = lowering.module.nodes[first.value].kind.clone()
    {
        lowering.bind(&constant, Some(second.value), None, node.start_byte());
    }
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `$object->name(…)`, `Type::name(…)`.
fn method<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let object = lowering.field(node, "object").or_else(|| node.child_by_field_name("scope"))?;
    let name = lowering.field(node, "name")?;
    let of = lowering.value(object);
    let member = Kind::Member { of, name: lowering.text(name).to_owned() };
    let callee = lowering.add(member, name);
    let arguments = arguments(lowering, lowering.field(node, "arguments"));
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `new Type(…)`
fn creation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut callee, mut list) = (None, None);
    for child in children(node) {
        match child.kind() {
            "arguments" => list = Some(child),
            "anonymous_class" => lowering.later(child),
            _ => callee = Some(lowering.value(child)),
        }
    }
    let callee = callee?;
    let arguments = arguments(lowering, list);
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `['key' => value]`, `[a, b]`, `array(…)`.
fn array<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut items, mut pairs) = (Vec::new(), Vec::new());
    let elements = children(node);
    if elements.len() > 4096 {
        return None;
    }
    for element in elements {
        match children(element).as_slice() {
            [value] => items.push(lowering.value(*value)),
            [key, value] => pairs.push((lowering.value(*key), lowering.value(*value))),
            _ => {}
        }
    }
    let kind = if pairs.is_empty() { Kind::List(items) } else { Kind::Map(pairs) };
    Some(lowering.add(kind, node))
}

/// `$object[$key]`
fn subscript<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let parts = children(node);
    let of = lowering.value(*parts.first()?);
    let key = match parts.get(1) {
        Some(key) => lowering.value(*key),
        None => lowering.add(Kind::Opaque, node),
    };
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// `$a ? $b : $c`, `$a ?: $c`.
fn conditional<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let condition = lowering.field(node, "condition")?;
    let first = lowering.field(node, "body");
    if first.is_some() {
        lowering.later(condition);
    }
    let first = first.unwrap_or(condition);
    let second = lowering.field(node, "alternative")?;
    let values = [first, second].map(|way| {
        let value = lowering.value(way);
        lowering.guard_in(way, value, node);
        value
    });
    Some(lowering.add(Kind::Choice(values.to_vec()), node))
}

/// The values of a `match`.
fn choices<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let body = node.child_by_field_name("body")?;
    let key = node.child_by_field_name("condition").map(|part| lowering.value(part));
    let mut ways = Vec::new();
    for arm in children(body) {
        if let Some(value) = arm.child_by_field_name("return_expression") {
            let taken = match arm.child_by_field_name("conditional_expressions") {
                Some(list) => children(list).into_iter().map(|one| lowering.taking(one)).collect(),
                None => Some(Vec::new()),
            };
            ways.push((lowering.value(value), taken));
        }
    }
    Some(lowering.decided(node, key, ways))
}

/// `.=` appends, `??=` gives a default; others change what was there.
fn augmented<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (lowering.field(node, "left")?, lowering.field(node, "right")?);
    let mut value = lowering.value(right);
    let operator = lowering.text(lowering.field(node, "operator")?).to_owned();
    if operator != "??=" {
        let before = lowering.value(left);
        let kind = match operator.as_str() {
            ".=" => Kind::Join(vec![before, value]),
            // Of tables, what is there counts before what is added.
            "+=" => Kind::arithmetic("+", vec![before, value]),
            _ => Kind::Opaque,
        };
        value = lowering.add(kind, node);
    }
    lowering.assign_to(left, value);
    Some(value)
}

/// `use Trait;` in a class: what the trait has is the class's.
fn used<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type)?;
    for name in children(node).into_iter().filter(|child| child.kind() != "use_list").take(8) {
        let own = lowering.text(name).rsplit('\\').next().unwrap_or_default();
        let mark = format!("{EXTENDS}{own}");
        lowering.module.scopes[class].marks.push(mark);
    }
    None
}

/// `const NAME = value`
fn constant<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let parts = children(node);
    let (name, value) = (parts.first()?, parts.get(1)?);
    let value = lowering.value(*value);
    lowering.bind(lowering.text(*name), Some(value), None, node.start_byte());
    None
}

/// `private Type $name = value;`
fn property<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let written = lowering.field(node, "type").map(|written| lowering.type_of(written));
    for element in children(node).into_iter().filter(|child| child.kind() == "property_element") {
        let Some(name) = element.child_by_field_name("name") else { continue };
        let value = element.child_by_field_name("default_value");
        lowering.declare(name, value, written.clone());
    }
    None
}

/// `foreach ($all as $one)`, `foreach ($all as $key => $one)`: one is an element of all.
fn foreach<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let body = node.child_by_field_name("body");
    let parts: Vec<Node<'a>> =
        children(node).into_iter().filter(|child| Some(*child) != body).collect();
    if let [all, one, ..] = parts.as_slice() {
        let of = lowering.value(*all);
        let key = lowering.add(Kind::Opaque, *one);
        let element = lowering.add(Kind::Index { of, key }, *one);
        let one = if one.kind() == "pair" { children(*one).pop() } else { Some(*one) };
        one.into_iter().for_each(|one| lowering.assign_to(one, element));
    }
    body.into_iter().for_each(|body| lowering.later(body));
    None
}

/// What is after `if (…)` without braces may not happen either, and is read as it stands.
fn condition<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    children(node).into_iter().rev().for_each(|child| lowering.later(child));
    None
}

/// `return a;`, which outside of functions is what the file gives to those that include it.
fn returned<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = lowering.value(children(node).into_iter().next()?);
    if lowering.scope == 0 {
        lowering.bind("return", Some(value), None, node.start_byte());
    }
    lowering.returns(value);
    lowering.guard(node, value);
    Some(value)
}

/// `require __DIR__ . '/../config/app.php'`: what that file returns.
fn included<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let written = lowering.text(node);
    let path = written.split(['\'', '"']).nth(1)?.trim_start_matches('/');
    let of = lowering.add(Kind::Name(format!("./{path}")), node);
    Some(lowering.add(Kind::Member { of, name: "return".to_owned() }, node))
}

/// The named children that are no comments.
fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}
