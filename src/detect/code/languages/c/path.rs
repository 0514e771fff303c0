//! Qualified names and template arguments.

use tree_sitter::Node;

use super::named;
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeKind};

/// The parts of `a::B<C>::d`, and the template arguments.
pub fn path<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> (Vec<Node<'a>>, Vec<Node<'a>>) {
    let (mut parts, mut types, mut at, mut left) = (Vec::new(), Vec::new(), Some(node), 16);
    while let Some(node) = at.take().filter(|_| left > 0) {
        left -= 1;
        match node.kind() {
            "qualified_identifier" => {
                let scope = node.child_by_field_name("scope");
                // An alias that a class of this file has.
                if let (Some(scope), Some(name)) = (scope, node.child_by_field_name("name"))
                    && parts.is_empty()
                    && let Some(alias) = lowering.aliases.get(lowering.text(name))
                    && is_own_type(lowering, lowering.text(scope))
                {
                    at = Some(*alias);
                    continue;
                }
                if let Some(scope) = scope {
                    let (outer, inner) = simple(scope);
                    parts.extend(outer);
                    types.extend(inner);
                }
                at = node.child_by_field_name("name");
            }
            "dependent_name" | "dependent_type" | "type_descriptor" => at = node.named_child(0),
            "type_identifier" | "identifier" if parts.is_empty() => {
                match lowering.aliases.get(lowering.text(node)) {
                    Some(alias) => at = Some(*alias),
                    None => parts.push(node),
                }
            }
            _ => {
                let (outer, inner) = simple(node);
                parts.extend(outer);
                types.extend(inner);
            }
        }
    }
    (parts, types)
}

/// Whether a class or namespace of this file goes by a name.
pub fn is_own_type(lowering: &Lowering<'_>, name: &str) -> bool {
    let scopes = lowering.module.scopes.iter().skip(1).take(2_000);
    scopes.into_iter().any(|scope| scope.kind == ScopeKind::Type && scope.name == name)
}

/// What a class template of this file is made with is made in it.
pub fn made_in_template<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    name: &str,
    types: &[Node<'a>],
) {
    let is_own = !types.is_empty()
        && lowering.module.scopes.iter().skip(1).take(2_000).any(|scope| scope.name == name);
    if !is_own {
        return;
    }
    for of in types.iter().take(4) {
        let (parts, inner) = path(lowering, *of);
        if let Some(callee) = path_value(lowering, *of, &parts, true) {
            let arguments = template_arguments(lowering, &inner);
            lowering.add(Kind::Call { callee, arguments }, node);
        }
    }
}

/// The name and the arguments of `B<C>`; of anything else, itself.
pub fn simple(node: Node<'_>) -> (Option<Node<'_>>, Vec<Node<'_>>) {
    match node.kind() {
        "template_type" | "template_function" | "template_method" => {
            let arguments = node.child_by_field_name("arguments").map(named).unwrap_or_default();
            (node.child_by_field_name("name"), arguments)
        }
        _ => (Some(node), Vec::new()),
    }
}

/// The expression of a path; it stands where its last part does.
pub fn path_value<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    parts: &[Node<'a>],
    here: bool,
) -> Option<Id> {
    let (first, rest) = parts.split_first()?;
    let place = |part: &Node<'a>| if here { node } else { *part };
    let mut id = lowering.add(Kind::Name(lowering.text(*first).to_owned()), place(first));
    for part in rest {
        let name = lowering.text(*part).to_owned();
        id = lowering.add(Kind::Member { of: id, name }, place(part));
    }
    Some(id)
}

/// A name; what a template is made with is only of interest where it is called.
pub fn qualified<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (parts, _) = path(lowering, node);
    path_value(lowering, node, &parts, false)
}

/// Template arguments, named `<0>`, `<1>` and so on.
pub fn template_arguments<'a>(lowering: &mut Lowering<'a>, types: &[Node<'a>]) -> Vec<Argument> {
    let mut all = Vec::new();
    for (index, of) in types.iter().enumerate().take(8) {
        let (parts, inner) = path(lowering, *of);
        let Some(mut value) = path_value(lowering, *of, &parts, true) else { continue };
        if inner.is_empty() && of.kind() != "type_descriptor" {
            value = lowering.value(*of);
        }
        all.push(Argument { name: Some(format!("<{index}>")), value });
        // `GCM<AES<256>>` is about AES too.
        for (at, of) in inner.iter().enumerate().take(4) {
            let (parts, _) = path(lowering, *of);
            if let Some(value) = path_value(lowering, *of, &parts, true) {
                all.push(Argument { name: Some(format!("<{index}.{at}>")), value });
            }
        }
    }
    all
}
