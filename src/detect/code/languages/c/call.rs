//! Calls and constructions.

use super::*;

/// An object of a type, made with arguments.
pub fn construct<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    of: Node<'a>,
    arguments: Option<Node<'a>>,
) -> Option<Id> {
    let (parts, types) = path(lowering, of);
    // A member stands where its constructor is called, not where it is declared.
    let is_apart = matches!(node.kind(), "field_initializer" | "initializer_list");
    let place = if is_apart { node } else { of };
    let callee = path_value(lowering, place, &parts, true)?;
    let mut all = match arguments {
        Some(list) if list.kind() == "initializer_list" => {
            if let (Some(last), [_, of, ..]) = (parts.last(), &types[..])
                && MAPS.contains(&lowering.text(*last))
                && let Some(pairs) = entries(lowering, list, *of)
            {
                return Some(lowering.add(Kind::Map(pairs), node));
            }
            let is_array = parts.last().is_some_and(|last| lowering.text(*last) == "array");
            fields(lowering, if is_array { rows_within(list) } else { list })
        }
        Some(list) if list.kind() == "parameter_list" => taken_for_parameters(lowering, list, 0),
        Some(list) => lowering.arguments(list),
        None => Vec::new(),
    };
    // A container of what stands in braces.
    let is_braced = arguments.is_some_and(|list| list.kind() == "initializer_list");
    if is_braced
        && parts.last().is_some_and(|last| CONTAINERS.contains(&lowering.text(*last)))
        && all.iter().all(|one| one.name.is_none())
    {
        let items = all.iter().map(|one| one.value).collect();
        return Some(lowering.add(Kind::List(items), node));
    }
    // What owns an object stands for it.
    if parts.last().is_some_and(|last| is_holder(lowering.text(*last))) {
        return all.first().map(|first| first.value);
    }
    if let Some(last) = parts.last() {
        made_in_template(lowering, node, lowering.text(*last), &types);
    }
    all.extend(template_arguments(lowering, &types));
    if types.is_empty() {
        all.extend(path::arguments_behind(lowering, &parts));
    }
    Some(lowering.add(Kind::Call { callee, arguments: all }, node))
}

/// The inner braces of `{{ {a, b}, {c, d} }}`: an array is a structure whose only field they list.
fn rows_within(list: Node<'_>) -> Node<'_> {
    let is_list = |one: &Node<'_>| one.kind() == "initializer_list";
    match named(list)[..] {
        [only] if is_list(&only) && !named(only).is_empty() && named(only).iter().all(is_list) => {
            only
        }
        _ => list,
    }
}

/// Containers whose elements are pairs of a key and a value.
const MAPS: &[&str] = &["map", "unordered_map", "multimap", "flat_map"];

/// The pairs in the braces of a map; a value in braces is one of the type that the map is made with.
fn entries<'a>(lowering: &mut Lowering<'a>, list: Node<'a>, of: Node<'a>) -> Option<Vec<(Id, Id)>> {
    let items = named(list);
    let is_pair = |item: &Node<'a>| item.kind() == "initializer_list" && named(*item).len() == 2;
    if items.is_empty() || items.len() > 256 || !items.iter().all(is_pair) {
        return None;
    }
    let class = of.child_by_field_name("type").filter(|class| is_class(*class));
    let mut all = Vec::new();
    for item in items {
        let [key, value] = named(item)[..] else { continue };
        let key = lowering.value(key);
        let made = class.filter(|_| value.kind() == "initializer_list");
        let made = made.and_then(|class| construct(lowering, value, class, Some(value)));
        all.push((key, made.unwrap_or_else(|| lowering.value(value))));
    }
    Some(all)
}

/// Containers whose elements are listed in braces; pairs stay what makes a table.
const CONTAINERS: &[&str] =
    &["array", "vector", "list", "deque", "set", "initializer_list", "pair", "tuple"];

/// Whether a type of this name holds an object that its first argument makes: `std::unique_ptr`, and its aliases.
fn is_holder(name: &str) -> bool {
    ["_ptr", "Ptr", "Handle", "Holder"].iter().any(|ending| name.ends_with(ending))
}

/// The arguments of `T a(f(b, c), d)`, which the grammar takes for the parameters of a function `a`.
fn taken_for_parameters<'a>(
    lowering: &mut Lowering<'a>,
    list: Node<'a>,
    depth: usize,
) -> Vec<Argument> {
    let mut all = Vec::new();
    for parameter in named(list).into_iter().take(64) {
        let of = parameter.child_by_field_name("type").unwrap_or(parameter);
        if let Some(value) = size::taken_for_type(lowering, parameter, of) {
            all.push(Argument { name: None, value });
            continue;
        }
        let (parts, types) = path(lowering, of);
        let value = path::special_value(lowering, of, &parts, false);
        let Some(mut value) = value else { continue };
        let call = parameter
            .child_by_field_name("declarator")
            .filter(|inner| inner.kind() == "abstract_function_declarator" && depth < 8)
            .and_then(|inner| inner.child_by_field_name("parameters"));
        if let Some(inner) = call {
            let mut arguments = taken_for_parameters(lowering, inner, depth + 1);
            arguments.extend(template_arguments(lowering, &types));
            value = lowering.add(Kind::Call { callee: value, arguments }, parameter);
        }
        all.push(Argument { name: None, value });
    }
    all
}

/// Calls that give their argument back.
const CASTS: &[&str] = &[
    "static_cast",
    "reinterpret_cast",
    "const_cast",
    "dynamic_cast",
    "move",
    "forward",
    "string",
    "string_view",
];

pub fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let function = lowering.field(node, "function")?;
    let arguments = lowering.field(node, "arguments");
    if !matches!(function.kind(), "qualified_identifier" | "template_function" | "identifier") {
        if let Some(text) = filled_in(lowering, function, arguments) {
            return Some(text);
        }
        let callee = lowering.value(function);
        // `object.make<4096>()`
        let named = lowering.field(function, "field");
        let types =
            named.filter(|one| one.kind() == "template_method").map(|one| path::simple(one).1);
        let call = lowering.call(node, callee, arguments);
        if let Some(types) = types.filter(|types: &Vec<Node<'a>>| !types.is_empty()) {
            let given = template_arguments(lowering, &types);
            if let Kind::Call { arguments, .. } = &mut lowering.module.nodes[call].kind {
                arguments.extend(given);
            }
        }
        return Some(call);
    }
    let (parts, types) = path(lowering, function);
    let last = parts.last().map_or("", |part| lowering.text(*part));
    let is_standard = parts.len() > 1 || !types.is_empty();
    if is_standard
        && CASTS.contains(&last)
        && let Some(list) = arguments
        && let [only] = named(list)[..]
    {
        return Some(lowering.value(only));
    }
    let is_text = LITERALS.contains(&last)
        || last == "number"
            && parts.first().is_some_and(|first| lowering.text(*first) == "QString");
    if is_text
        && let Some(list) = arguments
        && let [only] = named(list)[..]
    {
        return Some(lowering.value(only));
    }
    if matches!(last, "make_unique" | "make_shared")
        && let Some(of) = types.first()
    {
        return construct(lowering, node, *of, arguments);
    }
    let here = function.kind() == "identifier";
    let callee = path_value(lowering, function, &parts, here)?;
    let mut all = arguments.map(|list| lowering.arguments(list)).unwrap_or_default();
    if here {
        filled(lowering, node, last, &all);
    }
    all.extend(template_arguments(lowering, &types));
    Some(lowering.add(Kind::Call { callee, arguments: all }, node))
}

/// Macros and types of Qt that stand for the text in them.
const LITERALS: &[&str] =
    &["QStringLiteral", "QByteArrayLiteral", "QLatin1String", "QLatin1StringView"];

/// `QStringLiteral("hmac(%1)").arg(name)`: the text with what is put in.
fn filled_in<'a>(
    lowering: &mut Lowering<'a>,
    function: Node<'a>,
    arguments: Option<Node<'a>>,
) -> Option<Id> {
    let field = function.child_by_field_name("field")?;
    let [only] = named(arguments?)[..] else { return None };
    let of = function.child_by_field_name("argument")?;
    let written = lowering.text(of);
    let is_literal =
        of.kind() == "string_literal" || LITERALS.iter().any(|name| written.starts_with(name));
    if lowering.text(field) != "arg" || !is_literal {
        return None;
    }
    let of = lowering.value(of);
    let Kind::Text(text) = lowering.module.nodes[of].kind.clone() else { return None };
    let (before, after) = text.split_once("%1").filter(|(_, after)| !after.contains('%'))?;
    let text = |lowering: &mut Lowering<'a>, part: &str| {
        lowering.add(Kind::Text(part.to_owned()), function)
    };
    let parts = vec![text(lowering, before), lowering.value(only), text(lowering, after)];
    Some(lowering.add(Kind::Join(parts), function))
}

/// `%s`, or `%.31s` for what fits.
fn is_whole(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('%').and_then(|rest| rest.strip_suffix('s'));
    inner.is_some_and(|inner| {
        inner.is_empty()
            || inner
                .strip_prefix('.')
                .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Functions of C that write a text into their first argument give a variable its value.
fn filled<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, called: &str, given: &[Argument]) {
    let pattern = match called {
        "sprintf" | "strcpy" | "strncpy" | "strlcpy" | "strcat" | "strncat" => 1,
        "snprintf" => 2,
        _ => return,
    };
    let Some(target) = given.first().map(|one| one.value) else { return };
    let Some(text) = given.get(pattern).map(|one| one.value) else { return };
    if matches!(lowering.module.nodes[target].kind, Kind::Member { .. }) {
        // `snprintf(o->name, sizeof o->name, "%s", value)`
        let is_copy =
            matches!(&lowering.module.nodes[text].kind, Kind::Text(text) if is_whole(text));
        let text = if is_copy { given.get(pattern + 1).map(|one| one.value) } else { Some(text) };
        let whole = is_copy || !called.ends_with("printf");
        if let Some(text) = text.filter(|_| whole && !called.ends_with("cat")) {
            super::setting::written(lowering, node, target, text);
        }
        return;
    }
    let Kind::Name(name) = lowering.module.nodes[target].kind.clone() else { return };
    let value = match called {
        "sprintf" | "snprintf" => {
            let callee = lowering.add(Kind::Name("sprintf".to_owned()), node);
            let arguments = given[pattern..].to_vec();
            lowering.add(Kind::Call { callee, arguments }, node)
        }
        "strcat" | "strncat" => lowering.add(Kind::Join(vec![target, text]), node),
        _ => text,
    };
    lowering.assign_name(&name, value, node.end_byte());
}
