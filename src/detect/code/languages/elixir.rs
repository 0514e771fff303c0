//! Elixir (tree-sitter-elixir). A module attribute's name keeps its `@`; keywords at the end of a call are a map.

mod branch;
mod imported;
mod pattern;
mod structure;

use tree_sitter::Node;

use branch::branches;
use imported::{delegate, import};
use pattern::destructure;
use structure::{of_pattern, structure};

use super::upwards;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{Lowering, MODULE, STRUCTURE, USING};
use crate::detect::code::syntax::{APPLICATION, Argument, Id, Kind, Parameter, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "elixir",
    extensions: &["ex", "exs"],
    names: &[],
    grammar: || tree_sitter_elixir::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("string", Shape::Text),
        ("charlist", Shape::Text),
        ("quoted_content", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("interpolation", Shape::Inner("")),
        ("integer", Shape::Number),
        ("boolean", Shape::Own(atom)),
        ("atom", Shape::Own(atom)),
        ("quoted_atom", Shape::Own(atom)),
        ("alias", Shape::Own(alias)),
        ("identifier", Shape::Name),
        ("sigil", Shape::Own(sigil)),
        ("list", Shape::Own(list)),
        ("keywords", Shape::Map),
        ("pair", Shape::Own(pair)),
        ("tuple", Shape::List),
        ("map", Shape::Own(list)),
        ("access_call", Shape::Index("target", "key")),
        ("unary_operator", Shape::Own(unary)),
        ("binary_operator", Shape::Own(binary)),
        ("stab_clause", Shape::Block),
        ("block", Shape::Own(block)),
        ("call", Shape::Own(call)),
    ],
    own: &[],
    files,
};

/// A module `Acme.BigVault` is by custom in `lib/acme/big_vault.ex`.
fn files(container: &str, path: &str) -> Vec<String> {
    if !container.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Vec::new();
    }
    let mut file = String::new();
    for part in container.split('.') {
        if !file.is_empty() {
            file.push('/');
        }
        for (at, character) in part.char_indices() {
            if character.is_ascii_uppercase() && at > 0 {
                file.push('_');
            }
            file.push(character.to_ascii_lowercase());
        }
    }
    let mut all = upwards(path, &format!("lib/{file}.ex"));
    all.extend(upwards(path, &format!("{file}.ex")));
    all
}

fn named(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}

fn plain(text: &str) -> String {
    text.trim().trim_start_matches(':').trim_end_matches(':').trim_matches('"').to_owned()
}

fn atom<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    // `:"aes_#{bits}_gcm"`
    let parts = named(node);
    if parts.iter().any(|part| part.kind() == "interpolation") {
        let parts = parts.into_iter().map(|part| match part.kind() {
            "interpolation" => lowering.value(part),
            _ => {
                let text = lowering.text(part).to_owned();
                lowering.add(Kind::Text(text), part)
            }
        });
        let parts = parts.collect();
        return Some(lowering.add(Kind::Join(parts), node));
    }
    let text = plain(lowering.text(node));
    let kind = match text.as_str() {
        "true" => Kind::Truth(true),
        "false" => Kind::Truth(false),
        _ => Kind::Text(text),
    };
    Some(lowering.add(kind, node))
}

/// `A.B.C`
fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut parts = lowering.text(node).split('.');
    let mut id = lowering.add(Kind::Name(parts.next()?.to_owned()), node);
    for part in parts {
        id = lowering.add(Kind::Member { of: id, name: part.to_owned() }, node);
    }
    Some(id)
}

/// `~w(a b)` and `~w(a b)a` are lists of words.
fn sigil<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node).strip_prefix("~w")?;
    let inner = text.get(1..)?.trim_end_matches(['a', 's', 'c']);
    let inner = inner.get(..inner.len().checked_sub(1)?)?;
    let words: Vec<&str> = inner.split_whitespace().take(64).collect();
    let items = words.into_iter().map(|word| lowering.add(Kind::Text(word.to_owned()), node));
    let items = items.collect();
    Some(lowering.add(Kind::List(items), node))
}

fn pair<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    node.child_by_field_name("value").map(|value| lowering.value(value))
}

/// A list, keyword list or map.
fn list<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut pairs, mut items, mut of) = (Vec::new(), Vec::new(), None);
    let mut pending = named(node);
    pending.reverse();
    while let Some(child) = pending.pop() {
        match child.kind() {
            "keywords" | "map_content" => pending.extend(named(child).into_iter().rev()),
            "pair" => {
                let (Some(key), Some(value)) =
                    (child.child_by_field_name("key"), child.child_by_field_name("value"))
                else {
                    continue;
                };
                let text = plain(lowering.text(key));
                let key = lowering.add(Kind::Text(text), key);
                pairs.push((key, lowering.value(value)));
            }
            "binary_operator" if node.kind() == "map" => {
                let (Some(key), Some(value)) =
                    (child.child_by_field_name("left"), child.child_by_field_name("right"))
                else {
                    continue;
                };
                pairs.push((lowering.value(key), lowering.value(value)));
            }
            "struct" => of = child.named_child(0),
            "tuple" if child.named_child_count() == 2 && node.kind() == "list" => {
                let (Some(key), Some(value)) = (child.named_child(0), child.named_child(1)) else {
                    continue;
                };
                pairs.push((lowering.value(key), lowering.value(value)));
            }
            _ => items.push(lowering.value(child)),
        }
    }
    // `%Type{a: 1}` is an object of the type.
    if let Some(of) = of {
        let callee = lowering.value(of);
        let named = pairs.iter().filter_map(|(key, value)| {
            let name = match &lowering.module.nodes[*key].kind {
                Kind::Text(name) => Some(name.clone()),
                _ => None,
            };
            name.map(|name| Argument { name: Some(name), value: *value })
        });
        let arguments = named.collect();
        return Some(lowering.add(Kind::Call { callee, arguments }, node));
    }
    let is_map = !pairs.is_empty() || node.kind() == "map";
    Some(lowering.add(if is_map { Kind::Map(pairs) } else { Kind::List(items) }, node))
}

/// `@name`, `@name value`.
fn unary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    // Of `&(…)` the first thing that is called the operand is the parenthesis.
    let operand = node.named_child(0)?;
    // `&1` is the first argument of a function that `&(…)` makes.
    if lowering.text(node).starts_with('&') && operand.kind() == "integer" {
        let name = lowering.text(node).to_owned();
        return Some(lowering.add(Kind::Name(name), node));
    }
    if !lowering.text(node).starts_with('@') {
        return Some(lowering.value(operand));
    }
    if operand.kind() != "call" {
        let name = format!("@{}", lowering.text(operand));
        return Some(lowering.add(Kind::Name(name), node));
    }
    let name = operand.child_by_field_name("target").map(|target| lowering.text(target))?;
    if matches!(name, "doc" | "moduledoc" | "typedoc" | "spec" | "type") {
        return None;
    }
    let value =
        named(operand).into_iter().find(|child| child.kind() == "arguments")?.named_child(0)?;
    let value = lowering.value(value);
    lowering.bind(&format!("@{name}"), Some(value), None, node.start_byte());
    None
}

/// `(a; b)` is worth what its last part is.
fn block<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let values: Vec<Id> = named(node).into_iter().map(|one| lowering.value(one)).collect();
    values.last().copied()
}

fn binary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (node.child_by_field_name("left")?, node.child_by_field_name("right")?);
    let operator =
        node.child_by_field_name("operator").map_or("", |operator| lowering.text(operator));
    match operator {
        "=" => {
            let value = lowering.value(right);
            destructure(lowering, left, value);
            Some(value)
        }
        "<-" => {
            let list = lowering.value(right);
            let one = lowering.any_element(list, left);
            destructure(lowering, left, one);
            None
        }
        "|>" => {
            let first = lowering.value(left);
            if right.kind() == "call" {
                invoke(lowering, right, Some(first))
            } else {
                Some(lowering.value(right))
            }
        }
        "<>" | "++" => {
            let parts = vec![lowering.value(left), lowering.value(right)];
            Some(lowering.add(Kind::Join(parts), node))
        }
        "||" | "or" => {
            let parts = vec![lowering.value(left), lowering.value(right)];
            Some(lowering.add(Kind::Choice(parts), node))
        }
        "*" | "-" | "/" | "+" | "<<<" | ">>>" | "**" => {
            let parts = vec![lowering.value(left), lowering.value(right)];
            let operator = match operator {
                "<<<" => "<<",
                ">>>" => ">>",
                plain => plain,
            };
            Some(lowering.add(Kind::arithmetic(operator, parts), node))
        }
        _ => {
            lowering.value(left);
            lowering.value(right);
            None
        }
    }
}

fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let target = node.child_by_field_name("target")?;
    let children = named(node);
    let arguments = children.iter().find(|child| child.kind() == "arguments").copied();
    match lowering.text(target) {
        "alias" | "import" | "require" => import(lowering, arguments?, target),
        "def" | "defp" | "defmacro" | "defmacrop" | "test" => {
            define(lowering, &children, arguments)
        }
        "if" | "unless" | "case" | "cond" | "with" => Some(branches(lowering, node, arguments)),
        "unquote" | "unquote_splicing" => {
            arguments.and_then(|list| list.named_child(0)).map(|one| lowering.value(one))
        }
        "defdelegate" => delegate(lowering, arguments?),
        "struct" | "struct!" => structure(lowering, node, arguments?),
        "defmodule" | "describe" | "use" | "for" | "quote" | "assert" | "refute" => {
            if lowering.text(target) == "defmodule"
                && let Some(name) = arguments.and_then(|list| list.named_child(0))
            {
                let whole = lowering.text(name);
                let own = whole.rsplit('.').next().unwrap_or_default();
                let value = lowering.add(Kind::Name(whole.to_owned()), name);
                lowering.bind(&format!("{MODULE}{own}"), Some(value), None, node.start_byte());
            }
            // What a module that is used gets: `use Sealed, cipher: :aes_256_gcm`.
            if let ("use", Some([of, options])) =
                (lowering.text(target), arguments.map(named).as_deref())
                && options.kind() == "keywords"
                && let Some(value) = list(lowering, *options)
            {
                let of = lowering.value(*of);
                let callee = lowering.add(Kind::Member { of, name: USING.to_owned() }, node);
                let arguments = vec![Argument { name: None, value }];
                lowering.add(Kind::Call { callee, arguments }, node);
                return None;
            }
            if let Some(arguments) = arguments {
                named(arguments).into_iter().for_each(|one| lowering.later(one));
            }
            children
                .into_iter()
                .filter(|child| child.kind() == "do_block")
                .for_each(|block| lowering.later(block));
            None
        }
        "defstruct" => {
            let defaults = arguments.and_then(|list| list.named_child(0));
            let value = defaults.map(|one| match one.kind() {
                "keywords" => list(lowering, one),
                _ => Some(lowering.value(one)),
            });
            lowering.bind(STRUCTURE, value.flatten(), None, node.start_byte());
            None
        }
        _ => invoke(lowering, node, None),
    }
}

fn define<'a>(
    lowering: &mut Lowering<'a>,
    children: &[Node<'a>],
    arguments: Option<Node<'a>>,
) -> Option<Id> {
    let mut head = arguments.and_then(|arguments| arguments.named_child(0))?;
    if head.kind() == "binary_operator" {
        head = head.child_by_field_name("left")?;
    }
    let name = head.child_by_field_name("target").unwrap_or(head);
    let list = named(head).into_iter().find(|child| child.kind() == "arguments");
    let (mut parameters, mut patterns) = (Vec::new(), Vec::new());
    for one in list.map(named).unwrap_or_default() {
        let operator = one.child_by_field_name("operator").map(|operator| lowering.text(operator));
        let (left, right) = (one.child_by_field_name("left"), one.child_by_field_name("right"));
        let (name, default) = match (operator, left, right) {
            (Some("\\\\"), Some(left), Some(right)) => (left, Some(lowering.value(right))),
            _ => (one, None),
        };
        // `%{bits: bits} = options`
        let operator = name.child_by_field_name("operator").map(|operator| lowering.text(operator));
        let (left, right) = (name.child_by_field_name("left"), name.child_by_field_name("right"));
        let (name, pattern) = match (operator, left, right) {
            (Some("="), Some(left), Some(right)) if right.kind() == "identifier" => {
                (right, Some(left))
            }
            (Some("="), Some(left), Some(right)) if left.kind() == "identifier" => {
                (left, Some(right))
            }
            _ => (name, Some(name)),
        };
        let own = match name.kind() {
            "identifier" => lowering.text(name).to_owned(),
            // A clause for one value only.
            "atom" => format!("={}", plain(lowering.text(name))),
            "map" | "tuple" | "list" => format!("%{}", parameters.len()),
            _ => "_".to_owned(),
        };
        if let Some(pattern) = pattern.filter(|one| matches!(one.kind(), "map" | "tuple" | "list"))
        {
            patterns.push((own.clone(), pattern));
        }
        let name = own;
        let of = || pattern.and_then(|pattern| of_pattern(lowering, pattern));
        let default = default.or_else(of);
        parameters.push(Parameter { name, type_name: None, default });
    }
    let outer = lowering.scope;
    let name = lowering.text(name);
    lowering.enter(ScopeKind::Function, name, parameters);
    for (name, pattern) in patterns {
        let value = lowering.add(Kind::Name(name), pattern);
        destructure(lowering, pattern, value);
    }
    let block = children.iter().find(|child| child.kind() == "do_block").copied();
    let mut body = block.map(named).unwrap_or_default();
    if block.is_none() {
        // `, do: value`
        body = arguments
            .map(named)
            .unwrap_or_default()
            .into_iter()
            .filter(|one| one.kind() == "keywords")
            .flat_map(named)
            .filter_map(|pair| pair.child_by_field_name("value"))
            .collect();
    }
    let last = body.pop();
    for one in body {
        lowering.value(one);
    }
    if let Some(last) = last {
        let value = lowering.value(last);
        lowering.returns(value);
    }
    lowering.scope = outer;
    None
}

/// The argument of a function that `Enum` or `Stream` calls with each element of a list.
fn each<'a>(lowering: &mut Lowering<'a>, callee: Id, function: Node<'a>, list: Id) {
    let Kind::Member { of, name } = &lowering.module.nodes[callee].kind else { return };
    let over = matches!(&lowering.module.nodes[*of].kind, Kind::Name(of) if of == "Enum" || of == "Stream");
    let known =
        ["map", "each", "flat_map", "map_join", "reduce", "into", "filter", "all?", "any?", "find"];
    if !over || !known.contains(&name.as_str()) {
        return;
    }
    match function.kind() {
        "anonymous_function" => {
            let clause = named(function).into_iter().find(|one| one.kind() == "stab_clause");
            let left = clause.and_then(|clause| clause.child_by_field_name("left"));
            if let Some(first) = left.and_then(|left| left.named_child(0)) {
                let one = lowering.any_element(list, first);
                destructure(lowering, first, one);
            }
        }
        "unary_operator" if lowering.text(function).starts_with('&') => {
            let one = lowering.any_element(list, function);
            lowering.bind("&1", Some(one), None, function.start_byte());
        }
        _ => {}
    }
}

/// A call, with what is piped into it first.
fn invoke<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, piped: Option<Id>) -> Option<Id> {
    let target = node.child_by_field_name("target")?;
    let callee = if target.kind() == "dot" {
        let (left, right) =
            (target.child_by_field_name("left")?, target.child_by_field_name("right"));
        let of = if left.kind() == "atom" {
            let text = plain(lowering.text(left));
            lowering.add(Kind::Name(text), left)
        } else {
            lowering.value(left)
        };
        let name = right.map_or(String::new(), |right| lowering.text(right).to_owned());
        lowering.add(Kind::Member { of, name }, right.unwrap_or(target))
    } else {
        lowering.value(target)
    };
    let mut arguments: Vec<Argument> =
        piped.into_iter().map(|value| Argument { name: None, value }).collect();
    for child in named(node) {
        match child.kind() {
            "arguments" => {
                for one in named(child) {
                    if let Some(list) = arguments.first().map(|first| first.value) {
                        each(lowering, callee, one, list);
                    }
                    let value = if one.kind() == "keywords" {
                        list(lowering, one)?
                    } else {
                        lowering.value(one)
                    };
                    arguments.push(Argument { name: None, value });
                }
            }
            "do_block" => lowering.later(child),
            _ => {}
        }
    }
    // `Application.get_env(app, key)` asks for its second argument.
    let is_setting = matches!(&lowering.module.nodes[callee].kind,
        Kind::Member { of, name } if matches!(name.as_str(), "get_env" | "fetch_env!" | "compile_env" | "compile_env!" | "fetch_env")
            && lowering.module.key(*of) == Some("Application"))
        && arguments.len() > 1;
    if is_setting {
        let value = arguments.remove(0).value;
        arguments.push(Argument { name: Some(APPLICATION.to_owned()), value });
    }
    super::applied(lowering, callee, &mut arguments);
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}
