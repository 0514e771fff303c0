//! Assignments and declarations of variables.

use super::*;

pub(super) fn assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    assign(lowering, node, 0);
    None
}

/// Variables of the environment that say whether certificates are verified.
const UNVERIFIED: &[&str] =
    &["GIT_SSL_NO_VERIFY", "NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY"];

pub(super) fn assign<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, scope: usize) {
    let written = node.child_by_field_name("value");
    let Some(target) = node.child_by_field_name("name") else { return };
    if let Some(array) = written.filter(|value| value.kind() == "array") {
        let words = named(array);
        // `command=(openssl req …)` is what it is where it is run, and here where nothing runs it.
        if words.len() > 1
            && !is_list(lowering)
            && program(lowering, words[0]).is_some_and(|name| command::is_known(&name))
            && !is_run(lowering, lowering.text(target))
        {
            command_of(lowering, array, words);
        }
    }
    let by_key = written.and_then(|value| lines::by_key(lowering, node, value));
    let value = by_key.or_else(|| written.map(|value| lowering.value(value)));
    if let (Some(value), "subscript") = (value, target.kind()) {
        if let Some(target) = subscript(lowering, target) {
            lowering.module.settings.push(Setting { target, value });
        }
        return;
    }
    if let Some(value) = value {
        remote(lowering, node, value);
        let name = lowering.text(target);
        if UNVERIFIED.contains(&name) {
            let callee = lowering.add(Kind::Name(name.to_owned()), target);
            let arguments = vec![Argument { name: None, value }];
            lowering.add(Kind::Call { callee, arguments }, node);
        }
    }
    let name = format!("${}", lowering.text(target));
    let scope = match (scope, lowering.module.enclosing(lowering.scope, ScopeKind::Function)) {
        (0, Some(function))
            if lowering.notes.locals.contains(&(function, lowering.text(target))) =>
        {
            function
        }
        _ => scope,
    };
    let adds = lowering.text(node).starts_with(&format!("{}+=", lowering.text(target)));
    let value = if adds { added(lowering, node, target, value) } else { value };
    if let Some(value) = value {
        guard::guard(lowering, node, value, None, true);
    }
    let inner = std::mem::replace(&mut lowering.scope, scope);
    lowering.bind(&name, value, None, node.start_byte());
    lowering.scope = inner;
}

/// `local a=b`, `export a=b`, `readonly a=b`.
pub(super) fn declaration<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node);
    let local = ["local", "declare", "typeset"].iter().any(|word| text.starts_with(word));
    let scope = if local { lowering.scope } else { 0 };
    for child in named(node) {
        if local && scope != 0 {
            let name = child.child_by_field_name("name").unwrap_or(child);
            if let Some(function) = lowering.module.enclosing(scope, ScopeKind::Function) {
                lowering.notes.locals.insert((function, lowering.text(name)));
            }
        }
        match child.kind() {
            "variable_assignment" if text.contains(" -n ") => {
                let Some(value) = child.child_by_field_name("value") else { continue };
                let Some(name) = child.child_by_field_name("name") else { continue };
                let value = lowering.value(value);
                let name = format!("${}", lowering.text(name));
                let value = array::named_by(lowering, child, value);
                lowering.bind_in(scope, &name, Some(value), None, node.start_byte());
            }
            "variable_assignment" => assign(lowering, child, scope),
            // A table that is filled later.
            "variable_name" if text.contains(" -A") || text.contains(" -a") => {
                let name = format!("${}", lowering.text(child));
                lowering.bind_in(scope, &name, None, None, node.start_byte());
            }
            "command_substitution" => {
                lines::exported(lowering, child);
                lowering.later(child);
            }
            _ => lowering.later(child),
        }
    }
    None
}
