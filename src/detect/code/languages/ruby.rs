//! Ruby (tree-sitter-ruby).

mod block;

use block::{block_of, lambda, meant, otherwise};
use tree_sitter::Node;

use super::{normal, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{EXTENDS, LastReturned, Lowering};
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind, Setting};

pub static LANGUAGE: Language = Language {
    id: "ruby",
    extensions: &["rb", "rake", "gemspec", "ru", "jbuilder"],
    names: &["Rakefile", "Gemfile", "Guardfile", "Capfile", "Vagrantfile", "Fastfile"],
    grammar: || tree_sitter_ruby::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("uninterpreted", Shape::Skip),
        ("parenthesized_statements", Shape::Inner("")),
        ("argument_list", Shape::Inner("")),
        ("begin", Shape::Own(begin)),
        ("string", Shape::Text),
        ("bare_string", Shape::Text),
        ("bare_symbol", Shape::Text),
        ("delimited_symbol", Shape::Text),
        ("simple_symbol", Shape::Own(symbol)),
        ("string_content", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("interpolation", Shape::Inner("")),
        ("chained_string", Shape::Own(chained)),
        ("integer", Shape::Number),
        ("true", Shape::True),
        ("false", Shape::False),
        ("identifier", Shape::Name),
        ("constant", Shape::Name),
        ("global_variable", Shape::Name),
        ("hash_key_symbol", Shape::Own(symbol)),
        ("nil", Shape::Name),
        ("self", Shape::Name),
        ("instance_variable", Shape::Own(own_variable)),
        ("class_variable", Shape::Own(own_variable)),
        ("scope_resolution", Shape::Member("scope", "name")),
        ("call", Shape::Own(call)),
        ("hash_splat_argument", Shape::Inner("")),
        ("element_reference", Shape::Own(element)),
        ("array", Shape::List),
        ("string_array", Shape::List),
        ("symbol_array", Shape::List),
        ("left_assignment_list", Shape::List),
        ("right_assignment_list", Shape::List),
        ("hash", Shape::Map),
        ("pair", Shape::Pair("key", "value")),
        (
            "binary",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &["||", "or"] },
        ),
        ("conditional", Shape::Choice(&["consequence", "alternative"])),
        ("if", Shape::Own(branches)),
        ("unless", Shape::Own(branches)),
        ("case", Shape::Own(branches)),
        ("assignment", Shape::Own(assignment)),
        ("operator_assignment", Shape::Own(operator_assignment)),
        ("rescue_modifier", Shape::Inner("body")),
        ("method", Shape::Function("name", "parameters", "body")),
        ("singleton_method", Shape::Function("name", "parameters", "body")),
        ("lambda", Shape::Own(lambda)),
        ("optional_parameter", Shape::Parameter("name", "-", "value")),
        ("keyword_parameter", Shape::Parameter("name", "-", "value")),
        ("class", Shape::Type("name")),
        ("module", Shape::Type("name")),
        ("body_statement", Shape::Body),
        ("then", Shape::Block),
        ("else", Shape::Block),
        ("do", Shape::Block),
        ("if_modifier", Shape::Block),
        ("unless_modifier", Shape::Block),
        ("rescue", Shape::Block),
        ("return", Shape::Own(returned)),
        ("yield", Shape::Own(yielded)),
    ],
    own: &["self"],
    files,
};

/// A constant `A::B::C` may stand in `a/b.rb` or `b.rb`; the file itself says which by `require_relative`.
fn files(container: &str, path: &str) -> Vec<String> {
    let container = container.trim_start_matches("this.");
    if let Some(relative) = container.strip_prefix("./") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return normal(&format!("{folder}/{relative}.rb")).into_iter().collect();
    }
    let name: Vec<String> = container.split('.').map(snake).collect();
    let Some(last) = name.last().filter(|last| !last.is_empty()) else { return Vec::new() };
    let whole = format!("{}.rb", name.join("/"));
    let below = ["lib/", "app/lib/", "config/"].map(|folder| format!("{folder}{whole}"));
    let mut all = upwards(path, &whole);
    if name.len() > 1 {
        all.extend(upwards(path, &format!("{last}.rb")));
        // What a module holds may stand in the file of the module.
        let around = name[..name.len() - 1].join("/");
        all.extend(upwards(path, &format!("{around}.rb")));
    }
    all.extend(below.iter().flat_map(|file| upwards(path, file)));
    all
}

/// `HashName` as a file is called: `hash_name`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    out
}

/// `:name`
fn symbol<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node).trim_matches(':').to_owned();
    Some(lowering.add(Kind::Text(text), node))
}

/// `"a" "b"`
fn chained<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let parts = children(node).into_iter().map(|part| lowering.value(part)).collect();
    Some(lowering.add(Kind::Join(parts), node))
}

/// `@name` is a member of the object.
fn own_variable<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = lowering.text(node).to_owned();
    let of = lowering.add(Kind::Name("self".to_owned()), node);
    Some(lowering.add(Kind::Member { of, name }, node))
}

/// The last expression of `begin … end`.
fn begin<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let all = children(node);
    let value = all.iter().rposition(|child| !matches!(child.kind(), "rescue" | "ensure" | "else"));
    let mut id = None;
    for (index, child) in all.into_iter().enumerate() {
        if Some(index) == value && is_plain(child) {
            id = Some(lowering.value(child));
        } else {
            lowering.later(child);
        }
    }
    id
}

/// A call with its block: what the block gets is the object for `tap` and the like, an element for `each` and the
/// like, and the result otherwise.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name_node = lowering.field(node, "method");
    let name = name_node.map_or("call", |name| lowering.text(name)).to_owned();
    let place = name_node.unwrap_or(node);
    let object = lowering.field(node, "receiver").map(|object| lowering.value(object));
    if let (Some(object), "freeze" | "dup" | "itself") = (object, name.as_str()) {
        return Some(object);
    }
    // What a class has is looked for where what its objects have is.
    if let (Some(object), "class") = (object, name.as_str())
        && lowering.module.nodes[object].kind == Kind::Name("self".to_owned())
    {
        return Some(object);
    }
    let callee = match object {
        Some(of) => lowering.add(Kind::Member { of, name: name.clone() }, place),
        None => lowering.add(Kind::Name(name.clone()), place),
    };
    let arguments = lowering.field(node, "arguments");
    let id = lowering.call(node, callee, arguments);
    if let Some(object) = object {
        sent(lowering, id, object, &name);
    }
    match name.as_str() {
        // `def self.included(base) = base.extend(ClassMethods)`: the classes of a module have those functions.
        "extend" if is_hook(lowering) => {
            let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type);
            let part = arguments.and_then(|list| list.named_child(0));
            if let (Some(class), Some(part)) = (class, part) {
                let own = lowering.text(part).rsplit("::").next().unwrap_or_default();
                let mark = format!("{EXTENDS}{own}");
                lowering.module.scopes[class].marks.push(mark);
            }
        }
        "include" | "extend" if object.is_none() => {
            let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type);
            for part in arguments.map(children).unwrap_or_default() {
                let name = lowering.text(part).replace("::", ".");
                // What a module has is that of the classes that include it.
                if let (Some(class), Some(own)) = (class, name.rsplit('.').next()) {
                    let mark = format!("{EXTENDS}{own}");
                    lowering.module.scopes[class].marks.push(mark);
                }
                lowering.module.wildcards.push(name);
            }
        }
        "require_relative" if object.is_none() => {
            let path =
                arguments.and_then(|list| list.named_child(0)).map(|one| lowering.name_of(one));
            let path = path.unwrap_or_default().trim_matches(['"', '\'']);
            lowering.module.wildcards.push(format!("./{path}"));
        }
        _ => {}
    }
    if object.is_none() {
        attributes(lowering, id, &name);
        block::referred(lowering, id, &name);
    }
    if let Some(block) = lowering.field(node, "block") {
        meant(lowering, id, block, &name);
        if block::short_class(lowering, node, block).is_some() {
            return Some(id);
        }
        if name == "fetch" && otherwise(lowering, id, block).is_some() {
            return Some(id);
        }
        let given = match (name.as_str(), object) {
            ("tap" | "then" | "yield_self", Some(object)) => object,
            (each, Some(of)) if EACH.iter().any(|(name, _)| *name == each) => {
                let of = elements_of(lowering, of, block);
                let key = lowering.add(Kind::Opaque, place);
                lowering.add(Kind::Index { of, key }, place)
            }
            _ => id,
        };
        let is_pair = EACH.contains(&(name.as_str(), Of::Pair));
        block_of(lowering, block, given, is_pair && object.is_some());
    }
    Some(id)
}

/// Whether this is what a module does with the classes that include it.
fn is_hook(lowering: &Lowering<'_>) -> bool {
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
    function.is_some_and(|one| lowering.module.scopes[one].name == "included")
}

/// What a block with two parameters gets of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A key and its value.
    Pair,
    /// An element and something else.
    Element,
}

/// Methods that run a block for each element.
const EACH: &[(&str, Of)] = &[
    ("all?", Of::Pair),
    ("any?", Of::Pair),
    ("detect", Of::Pair),
    ("each", Of::Pair),
    ("each_entry", Of::Element),
    ("each_pair", Of::Pair),
    ("each_slice", Of::Element),
    ("each_value", Of::Element),
    ("each_with_index", Of::Element),
    ("each_with_object", Of::Element),
    ("filter_map", Of::Pair),
    ("find", Of::Pair),
    ("flat_map", Of::Pair),
    ("map", Of::Pair),
    ("reduce", Of::Element),
    ("reject", Of::Pair),
    ("select", Of::Pair),
    ("sort_by", Of::Element),
    ("sum", Of::Element),
    ("to_h", Of::Pair),
    ("transform_values", Of::Element),
    ("with_index", Of::Element),
    ("with_object", Of::Element),
];

/// The list whose elements a block gets of `list.each_with_index.map`; of two lists that are zipped, what a block with
/// two parameters gets second.
fn elements_of(lowering: &Lowering<'_>, of: Id, block: Node<'_>) -> Id {
    let Kind::Call { callee, arguments } = &lowering.module.nodes[of].kind else { return of };
    let Kind::Member { of: list, name } = &lowering.module.nodes[*callee].kind else { return of };
    let takes = block.child_by_field_name("parameters").map_or(0, |list| children(list).len());
    match arguments.as_slice() {
        [] if EACH.iter().any(|(each, _)| each == name) || name == "lazy" => *list,
        [other] if name == "zip" && takes == 2 => other.value,
        _ => of,
    }
}

/// `class_attribute :a, :b, default: value`, `attribute :a, :string, default: value` and the like in a class.
fn attributes(lowering: &mut Lowering<'_>, id: Id, name: &str) {
    let several = matches!(
        name,
        "class_attribute"
            | "cattr_accessor"
            | "cattr_reader"
            | "mattr_accessor"
            | "mattr_reader"
            | "thread_mattr_accessor"
            | "config_accessor"
    );
    if !several && !matches!(name, "attribute" | "option" | "setting" | "property") {
        return;
    }
    let Kind::Call { arguments, .. } = lowering.module.nodes[id].kind.clone() else { return };
    let default = arguments.iter().find(|one| one.name.as_deref() == Some("default"));
    let Some(default) = default.map(|one| one.value) else { return };
    let named = arguments.iter().filter(|one| one.name.is_none());
    let at = lowering.module.nodes[id].place.start;
    for one in named.take(if several { arguments.len() } else { 1 }) {
        if let Kind::Text(attribute) = lowering.module.nodes[one.value].kind.clone() {
            lowering.bind(&attribute, Some(default), None, at);
        }
    }
}

/// `object.send(:name, argument)` is `object.name(argument)`, and `object.method(:name)` that function itself.
fn sent(lowering: &mut Lowering<'_>, id: Id, object: Id, sending: &str) {
    if !matches!(sending, "send" | "public_send" | "__send__" | "method") {
        return;
    }
    let Kind::Call { callee, mut arguments } = lowering.module.nodes[id].kind.clone() else {
        return;
    };
    let Some(first) = arguments.first() else { return };
    let Kind::Text(name) = lowering.module.nodes[first.value].kind.clone() else { return };
    if sending == "method" {
        lowering.module.nodes[id].kind = Kind::Member { of: object, name };
        return;
    }
    arguments.remove(0);
    lowering.module.nodes[callee].kind = Kind::Member { of: object, name };
    lowering.module.nodes[id].kind = Kind::Call { callee, arguments };
}

/// `yield value`: what the block of a call gets is what the call gives.
fn yielded<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let list = node.named_child(0)?;
    let arguments = lowering.arguments(list);
    let first = arguments.first()?.value;
    lowering.returns(first);
    lowering.guard(node, first);
    Some(first)
}

/// `object[key]`
fn element<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let object = node.child_by_field_name("object")?;
    let of = lowering.value(object);
    let keys: Vec<Node<'a>> = children(node).into_iter().filter(|child| *child != object).collect();
    let is_word = |one: &Node<'a>| one.kind() == "simple_symbol";
    let key = match keys.first() {
        // `settings[:signing, :bits]`
        Some(first) if keys.len() > 1 && keys.iter().all(is_word) => {
            let words = keys.iter().map(|one| lowering.text(*one).trim_start_matches(':'));
            let path = words.collect::<Vec<_>>().join(".");
            lowering.add(Kind::Text(path), *first)
        }
        Some(key) => lowering.value(*key),
        None => lowering.add(Kind::Opaque, node),
    };
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// `if`, `unless`, `case` are worth what the last expression of a branch is; where that is more than a name or literal, it
/// is not followed.
fn branches<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut values = Vec::new();
    let mut pending = vec![(node, None)];
    let key = node.child_by_field_name("value").filter(|_| node.kind() == "case");
    let key = key.filter(|key| is_plain(*key) || key.kind() == "instance_variable");
    let key = key.map(|key| lowering.value(key));
    // Where a way is not told by a literal, what it is taken for is asked.
    let whens = children(node).into_iter().filter(|one| one.kind() == "when");
    let is_asked = node.kind() != "case"
        || key.is_some() && whens.map(|one| taken_by(lowering, one)).any(|one| one.is_none());
    while let Some((part, takes)) = pending.pop() {
        for child in children(part) {
            match child.kind() {
                "then" | "else" => {
                    let takes =
                        if child.kind() == "else" { Some(Vec::new()) } else { takes.clone() };
                    let last = children(child).last().copied();
                    // What leaves the function gives nothing here.
                    if last.is_some_and(|last| is_leaving(lowering, last)) {
                        lowering.later(child);
                        continue;
                    }
                    let value = match last.filter(|last| is_plain(*last)) {
                        Some(last) => lowering.value(last),
                        None => lowering.add(Kind::Opaque, child),
                    };
                    if is_asked {
                        lowering.guard_in(child, value, node);
                    }
                    values.push((value, takes));
                    lowering.later(child);
                }
                "when" => pending.push((child, taken_by(lowering, child))),
                "elsif" => pending.push((child, None)),
                _ => lowering.later(child),
            }
        }
    }
    if node.kind() != "case" {
        let values = values.into_iter().map(|(value, _)| value).collect();
        return Some(lowering.add(Kind::Choice(values), node));
    }
    Some(lowering.decided(node, key, values))
}

/// `return a`, `yield a`, `raise error`
fn is_leaving<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> bool {
    let method = || node.child_by_field_name("method").map(|name| lowering.text(name));
    matches!(node.kind(), "return" | "yield")
        || node.kind() == "call" && method() == Some("raise")
        || lowering.text(node) == "raise"
}

/// The literals of `when "a", "b"`.
fn taken_by<'a>(lowering: &Lowering<'a>, when: Node<'a>) -> Option<Vec<String>> {
    let mut cursor = when.walk();
    let patterns = when.children_by_field_name("pattern", &mut cursor);
    patterns
        .map(|one| lowering.taking(one.named_child(0).filter(|_| one.kind() == "pattern")?))
        .collect()
}

/// What may be read twice, as it holds no call.
fn is_plain(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "string"
            | "simple_symbol"
            | "integer"
            | "constant"
            | "scope_resolution"
            | "identifier"
            | "true"
            | "false"
    )
}

/// `a = b`, `a.b = c`, `a, b = c, d`.
fn assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let right = lowering.field(node, "right")?;
    let value = lowering.value(right);
    let left = lowering.field(node, "left")?;
    assign(lowering, left, value);
    Some(value)
}

/// `a ||= b`; others change what was there.
fn operator_assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let right = node.child_by_field_name("right")?;
    let mut value = lowering.value(right);
    let left = node.child_by_field_name("left")?;
    let between = lowering.text(node.child_by_field_name("operator")?);
    if between != "||=" {
        value = lowering.add(Kind::Opaque, node);
    }
    assign(lowering, left, value);
    Some(value)
}

fn assign<'a>(lowering: &mut Lowering<'a>, left: Node<'a>, value: Id) {
    let parts = (lowering.field(left, "receiver"), lowering.field(left, "method"));
    let (Some(object), Some(name)) = parts else { return lowering.assign_to(left, value) };
    let of = lowering.value(object);
    let member = Kind::Member { of, name: lowering.text(name).to_owned() };
    let target = lowering.add(member, name);
    lowering.module.settings.push(Setting { target, value });
    lowering.guard_set(left, value);
}

/// `return a`
fn returned<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = lowering.value(node.named_child(0)?);
    block::returns(lowering, value);
    lowering.guard(node, value);
    Some(value)
}

/// The named children that are no comments.
fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}
