//! Python (tree-sitter-python).

use tree_sitter::Node;

use super::{normal, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;

pub static LANGUAGE: Language = Language {
    id: "python",
    extensions: &["py", "pyw", "pyi"],
    names: &["SConstruct", "wscript"],
    grammar: || tree_sitter_python::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("import_statement", Shape::Import(import)),
        ("import_from_statement", Shape::Import(import_from)),
        ("parenthesized_expression", Shape::Inner("")),
        ("await", Shape::Inner("")),
        ("expression_statement", Shape::Inner("")),
        ("string", Shape::Text),
        ("string_start", Shape::Skip),
        ("string_end", Shape::Skip),
        ("string_content", Shape::Fragment),
        ("interpolation", Shape::Inner("expression")),
        ("concatenated_string", Shape::Own(concatenated)),
        ("integer", Shape::Number),
        ("true", Shape::True),
        ("false", Shape::False),
        ("identifier", Shape::Name),
        ("attribute", Shape::Own(attribute)),
        ("call", Shape::Call("function", "arguments")),
        ("keyword_argument", Shape::Named("name", "value")),
        ("list", Shape::List),
        ("tuple", Shape::List),
        ("set", Shape::List),
        ("pattern_list", Shape::List),
        ("expression_list", Shape::List),
        ("tuple_pattern", Shape::List),
        ("none", Shape::Name),
        ("dictionary", Shape::Map),
        ("pair", Shape::Pair("key", "value")),
        ("subscript", Shape::Own(subscript)),
        (
            "binary_operator",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &[] },
        ),
        (
            "boolean_operator",
            Shape::Binary { left: "left", right: "right", joins: &[], either: &["or"] },
        ),
        ("if_statement", Shape::Own(branch)),
        ("elif_clause", Shape::Own(branch)),
        ("dictionary_comprehension", Shape::Own(table_comprehension)),
        ("list_comprehension", Shape::Own(comprehension)),
        ("set_comprehension", Shape::Own(comprehension)),
        ("generator_expression", Shape::Own(comprehension)),
        ("for_statement", Shape::Own(each)),
        ("for_in_clause", Shape::Own(each)),
        ("as_pattern", Shape::Own(as_pattern)),
        ("dictionary_splat", Shape::Inner("")),
        ("conditional_expression", Shape::Own(conditional)),
        ("assignment", Shape::Own(assignment)),
        ("augmented_assignment", Shape::Assign("left", "right")),
        ("named_expression", Shape::Assign("name", "value")),
        ("function_definition", Shape::Function("name", "parameters", "body")),
        ("lambda", Shape::Function("-", "parameters", "body")),
        ("default_parameter", Shape::Parameter("name", "-", "value")),
        ("typed_parameter", Shape::Parameter("", "type", "-")),
        ("typed_default_parameter", Shape::Parameter("name", "type", "value")),
        ("class_definition", Shape::Type("name")),
        ("block", Shape::Block),
        ("case_clause", Shape::Block),
        ("return_statement", Shape::Return("")),
    ],
    own: &["self", "cls"],
    files,
};

/// `a.b` is `a/b.py` or `a/b/__init__.py` in this folder or one above; leading dots are parents.
fn files(container: &str, path: &str) -> Vec<String> {
    let dots = container.len() - container.trim_start_matches('.').len();
    let name = container.trim_start_matches('.').replace('.', "/");
    let both = |stem: &str| [format!("{stem}.py"), format!("{stem}/__init__.py")];
    if dots == 0 {
        if name.is_empty() {
            return Vec::new();
        }
        return both(&name).iter().flat_map(|file| upwards(path, file)).collect();
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let up = "../".repeat(dots - 1);
    // `from . import name`: what stands for the folder itself.
    if name.is_empty() {
        return normal(&format!("{folder}/{up}__init__.py")).into_iter().collect();
    }
    both(&name).iter().filter_map(|file| normal(&format!("{folder}/{up}{file}"))).collect()
}

/// `import a.b`, `import a.b as c`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let mut cursor = node.walk();
    for name in node.children_by_field_name("name", &mut cursor) {
        match (name.child_by_field_name("name"), name.child_by_field_name("alias")) {
            (Some(path), Some(alias)) => lowering.import(lowering.text(alias), lowering.text(path)),
            _ => {
                let first = lowering.text(name).split('.').next().unwrap_or_default();
                lowering.import(first, first);
            }
        }
    }
}

/// `from a.b import c, d as e`, `from a import *`.
fn import_from<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(module) = node.child_by_field_name("module_name").map(|module| lowering.text(module))
    else {
        return;
    };
    let mut cursor = node.walk();
    if node.named_children(&mut cursor).any(|child| child.kind() == "wildcard_import") {
        lowering.module.wildcards.push(module.to_owned());
    }
    let mut cursor = node.walk();
    for name in node.children_by_field_name("name", &mut cursor) {
        let (path, alias) =
            match (name.child_by_field_name("name"), name.child_by_field_name("alias")) {
                (Some(path), Some(alias)) => (lowering.text(path), lowering.text(alias)),
                _ => (lowering.text(name), lowering.text(name)),
            };
        // A relative module keeps its dots: `.config` and `ALG` make `.config.ALG`.
        let separator = if module.ends_with('.') { "" } else { "." };
        lowering.import(alias, &format!("{module}{separator}{path}"));
    }
}

use crate::detect::code::syntax::{Id, Kind, Narrowed};

/// `"a" "b"`.
fn concatenated<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let parts: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    let parts = parts.into_iter().map(|part| lowering.value(part)).collect();
    Some(lowering.add(Kind::Join(parts), node))
}

/// `a.b`; what a class has is looked for where what its objects have is: `type(self).b`, `self.__class__.b`.
fn attribute<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (object, name) = (lowering.field(node, "object")?, lowering.field(node, "attribute")?);
    let of = match lowering.text(object) {
        "type(self)" | "self.__class__" => lowering.add(Kind::Name("self".to_owned()), object),
        _ => lowering.value(object),
    };
    let name_text = lowering.name_of(name).to_owned();
    Some(lowering.add(Kind::Member { of, name: name_text }, name))
}

/// `a if condition else b`.
fn conditional<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let ways = [node.named_child(0)?, node.named_child(2)?];
    let values = ways.map(|way| {
        let value = lowering.value(way);
        lowering.guard_in(way, value, node);
        value
    });
    node.named_child(1).into_iter().for_each(|condition| lowering.later(condition));
    Some(lowering.add(Kind::Choice(values.to_vec()), node))
}

/// `a = b`, `a: T = b`, `a: T`. In the body of a class it declares a member.
fn assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let left = node.child_by_field_name("left")?;
    let Some(right) = node.child_by_field_name("right") else {
        let type_name = node.child_by_field_name("type").map(|written| lowering.type_of(written));
        lowering.declare(left, None, type_name);
        return None;
    };
    let value = lowering.value(right);
    lowering.assign_to(left, value);
    Some(value)
}

/// `for one in all`: one is an element of all.
fn each<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (node.child_by_field_name("left")?, node.child_by_field_name("right")?);
    let of = lowering.value(right);
    let element = lowering.any_element(of, left);
    // In a comprehension what is done with an element stands before the loop.
    let around = lowering.parent(node).filter(|_| node.kind() == "for_in_clause");
    match around.map(|around| (around, left.kind())) {
        Some((around, "identifier")) => {
            let name = lowering.text(left).to_owned();
            lowering.assign_name(&name, element, around.start_byte());
        }
        Some((around, "pattern_list" | "tuple_pattern")) => {
            let mut cursor = left.walk();
            let names: Vec<Node<'a>> = left.named_children(&mut cursor).collect();
            for (at, one) in (0..).zip(names).filter(|(_, one)| one.kind() == "identifier") {
                let key = lowering.add(Kind::Number(at), one);
                let part = lowering.add(Kind::Index { of: element, key }, one);
                let name = lowering.text(one).to_owned();
                lowering.assign_name(&name, part, around.start_byte());
            }
        }
        _ => lowering.assign_to(left, element),
    }
    let rest = ["body", "alternative"].map(|name| node.child_by_field_name(name));
    rest.into_iter().flatten().rev().for_each(|part| lowering.later(part));
    None
}

/// The body of a comprehension, after its clauses.
fn comprehended<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Node<'a>> {
    let body = node.child_by_field_name("body")?;
    let mut cursor = node.walk();
    let clauses: Vec<Node<'a>> =
        node.named_children(&mut cursor).filter(|child| *child != body).collect();
    for clause in clauses {
        lowering.value(clause);
    }
    Some(body)
}

/// `[x for y in z]`: a list of what `x` may be.
fn comprehension<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let body = comprehended(lowering, node)?;
    let item = lowering.value(body);
    Some(lowering.add(Kind::List(vec![item]), node))
}

/// `{k: v for x in all}`: a table with what `k` and `v` may be.
fn table_comprehension<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let body = comprehended(lowering, node)?;
    let key = lowering.value(body.child_by_field_name("key")?);
    let value = lowering.value(body.child_by_field_name("value")?);
    Some(lowering.add(Kind::Map(vec![(key, value)]), node))
}

/// `if isinstance(x, T):` tells the type of `x` in its block.
fn branch<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let condition = node.child_by_field_name("condition").filter(|one| one.kind() == "call");
    let parts = condition.and_then(|call| {
        let asked = call.child_by_field_name("function")?;
        let list = call.child_by_field_name("arguments")?;
        Some((asked, list.named_child(0)?, list.named_child(1)?))
    });
    if let (Some((asked, name, of)), Some(block)) = (parts, node.child_by_field_name("consequence"))
        && lowering.text(asked) == "isinstance"
        && name.kind() == "identifier"
        && matches!(of.kind(), "identifier" | "attribute")
    {
        let narrowed = Narrowed {
            name: lowering.text(name).to_owned(),
            type_name: lowering.type_of(of),
            within: (block.start_byte(), block.end_byte()),
        };
        lowering.module.narrowed.push(narrowed);
    }
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    children.into_iter().rev().for_each(|child| lowering.later(child));
    None
}

/// `with a as b`.
fn as_pattern<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = lowering.value(node.named_child(0)?);
    let alias = node.child_by_field_name("alias").and_then(|alias| alias.named_child(0));
    alias.into_iter().for_each(|alias| lowering.assign_to(alias, value));
    Some(value)
}

/// `x[key]`, `x[:16]`
fn subscript<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("value")?;
    let key = node.child_by_field_name("subscript")?;
    if key.kind() != "slice" {
        let of = lowering.value(of);
        let key = lowering.value(key);
        return Some(lowering.add(Kind::Index { of, key }, node));
    }
    let mut cursor = key.walk();
    let bounds: Vec<Node<'a>> = key.children(&mut cursor).collect();
    let colon = bounds.iter().position(|child| child.kind() == ":")?;
    let from = bounds[..colon].first().copied();
    let to = bounds.get(colon + 1).copied().filter(|child| child.kind() != ":");
    Some(lowering.slice(node, of, from, to))
}
