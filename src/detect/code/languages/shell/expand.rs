//! What the shell makes of a word: results of functions, arithmetic, parts of texts, commands in variables.

use super::*;

/// `$(name a b)` of a function of this file is what it prints.
pub(super) fn substituted<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let children = named(node);
    if let [only] = children.as_slice()
        && only.kind() == "command"
        && let Some(name) = named(*only).first().map(|name| lowering.text(*name))
    {
        let is_own = lowering.module.scopes.iter().any(|scope| scope.name == name);
        if is_own {
            return Some(lowering.value(*only));
        }
        if let ("echo" | "printf", Some(word)) = (name, printed(lowering, *only)) {
            return Some(lowering.value(word));
        }
    }
    children.into_iter().rev().for_each(|child| lowering.later(child));
    None
}

/// The only word that `echo` or `printf` prints.
fn printed<'a>(lowering: &Lowering<'a>, command: Node<'a>) -> Option<Node<'a>> {
    let words: Vec<Node<'a>> = named(command)
        .into_iter()
        .skip(1)
        .filter(|word| !lowering.text(*word).starts_with('-'))
        .filter(|word| !lowering.text(*word).trim_matches(['"', '\'']).starts_with("%s"))
        .collect();
    match words.as_slice() {
        [only] if !only.kind().ends_with("redirect") => Some(*only),
        _ => None,
    }
}

/// What a function prints is what `$(function)` stands for.
pub(super) fn answered<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    ways: &[(String, Vec<(Id, String)>)],
) {
    let [(name, values)] = ways else { return };
    let in_function = lowering.module.enclosing(lowering.scope, ScopeKind::Function).is_some();
    let goes_on = |parent: Node<'a>| matches!(parent.kind(), "pipeline" | "redirected_statement");
    if !in_function
        || !matches!(name.as_str(), "echo" | "printf")
        || node.parent().is_some_and(goes_on)
    {
        return;
    }
    let is_word = |text: &String| !text.starts_with('-') && !text.starts_with("%s");
    let words: Vec<Id> =
        values.iter().filter(|(_, text)| is_word(text)).map(|(id, _)| *id).collect();
    if let [only] = words.as_slice() {
        lowering.returns(*only);
    }
}

/// `$((a * b))`
pub(super) fn arithmetic<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let inner = node.named_child(0)?;
    computed(lowering, inner, 16)
}

fn computed<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, left: usize) -> Option<Id> {
    let left = left.checked_sub(1)?;
    match node.kind() {
        "binary_expression" => {
            let (one, other) =
                (node.child_by_field_name("left")?, node.child_by_field_name("right")?);
            let operator = lowering.text(node.child_by_field_name("operator")?).to_owned();
            let operands = vec![computed(lowering, one, left)?, computed(lowering, other, left)?];
            Some(lowering.add(Kind::Arithmetic(operator, operands), node))
        }
        "parenthesized_expression" => computed(lowering, node.named_child(0)?, left),
        "variable_name" => Some(variable(lowering, node)),
        _ => Some(lowering.value(node)),
    }
}

/// `${name%%:*}`, `${name##*:}`, `${name%.pem}`, `${name//-/}` as calls of the operator on the variable.
pub(super) fn changed<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    of: Id,
    operator: &str,
) -> Option<Id> {
    let inner = operator.strip_suffix('}')?;
    let known = ["%%", "##", "%", "#", "//"].into_iter().find(|one| inner.starts_with(one))?;
    let pattern = inner.strip_prefix(known)?;
    let texts = match known {
        "//" => {
            let (from, to) = pattern.split_once('/').unwrap_or((pattern, ""));
            vec![from, to]
        }
        "%" | "%%" => vec![pattern.strip_suffix('*').unwrap_or(pattern)],
        _ => vec![pattern.strip_prefix('*').unwrap_or(pattern)],
    };
    let is_plain = |text: &&str| !text.contains(['*', '?', '[', '$', '`']);
    if !texts.iter().all(is_plain) || texts[0].is_empty() {
        return None;
    }
    let callee = lowering.add(Kind::Member { of, name: known.to_owned() }, node);
    let values = texts.into_iter().map(|text| part(lowering, node, Kind::Text(text.to_owned())));
    let arguments = values.map(|value| Argument { name: None, value }).collect();
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// A text with the variables in it filled in, where all of them have one known value before.
pub(super) fn expanded(lowering: &Lowering<'_>, text: &str) -> Option<String> {
    let (mut made, mut rest) = (String::new(), text);
    if !rest.contains('$') || rest.contains(['(', ' ', '/']) {
        return None;
    }
    while let Some((before, after)) = rest.split_once('$') {
        made.push_str(before);
        let braced = after.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let (name, behind) = braced.unwrap_or_else(|| {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            after.split_at(end.unwrap_or(after.len()))
        });
        let variable = format!("${name}");
        let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
        let Kind::Text(value) = &lowering.module.nodes[bound.value?].kind else { return None };
        made.push_str(value);
        rest = behind;
    }
    made.push_str(rest);
    Some(made)
}

/// The program and the words of a variable that holds a command: `sign="openssl dgst -sha1"; $sign file`.
pub(super) fn spelled<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    first: Node<'a>,
) -> Option<(String, Vec<(Id, String)>)> {
    let text = lowering.text(first);
    let name = text.strip_prefix('$')?.trim_matches(['{', '}']);
    let variable = format!("${name}");
    let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
    let Kind::Text(value) = &lowering.module.nodes[bound.value?].kind else { return None };
    let words: Vec<String> = value.split_whitespace().take(64).map(str::to_owned).collect();
    let (program, options) = words.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let program = program.rsplit('/').next().unwrap_or(program).to_owned();
    if !command::is_known(&program) {
        return None;
    }
    let options = options
        .iter()
        .map(|word| (part(lowering, node, Kind::Text(word.clone())), word.clone()))
        .collect();
    Some((program, options))
}
