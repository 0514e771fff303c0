//! Qualified names and template arguments.

use tree_sitter::Node;

use super::named;
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeKind};

/// The parts of `a::B<C>::d`, and the template arguments.
pub fn path<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> (Vec<Node<'a>>, Vec<Node<'a>>) {
    path_within(lowering, node, 16)
}

/// The same, in no more steps than `left`.
fn path_within<'a>(
    lowering: &Lowering<'a>,
    node: Node<'a>,
    mut left: usize,
) -> (Vec<Node<'a>>, Vec<Node<'a>>) {
    let (mut parts, mut types, mut at) = (Vec::new(), Vec::new(), Some(node));
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
                // `Scheme::Signer` of `using Scheme = RSASS<PSS, SHA256>;`.
                let alias = scope.filter(|one| parts.is_empty() && is_plain(*one));
                let alias = alias.and_then(|one| lowering.aliases.get(lowering.text(one)).copied());
                if let Some(alias) = alias.filter(|alias| Some(*alias) != scope) {
                    let (outer, inner) = path_within(lowering, alias, left);
                    parts.extend(outer);
                    types.extend(inner);
                } else if let Some(scope) = scope {
                    // What a template is specialised for is a type of its own.
                    let is_special = scope.kind() == "template_type"
                        && is_own_type(lowering, lowering.text(scope));
                    let (outer, inner) =
                        if is_special { (Some(scope), Vec::new()) } else { simple(scope) };
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
                // `UnionSigner<SHA512>` of `template <class H> using UnionSigner = RSASS<PSS, H>::Signer;`.
                let alias = outer.filter(|_| parts.is_empty() && !inner.is_empty());
                let alias = alias.and_then(|one| lowering.aliases.get(lowering.text(one)).copied());
                let names = alias.map(|alias| template_names(lowering, alias)).unwrap_or_default();
                if let Some(alias) = alias.filter(|_| !names.is_empty()) {
                    let (outer, made_with) = path_within(lowering, alias, left);
                    parts.extend(outer);
                    types.extend(made_with.into_iter().map(|one| {
                        let at = names.iter().position(|name| *name == lowering.text(one));
                        at.and_then(|at| inner.get(at)).copied().unwrap_or(one)
                    }));
                } else {
                    parts.extend(outer);
                    types.extend(inner);
                }
            }
        }
    }
    (parts, types)
}

/// What the parameters of the template are called that an alias is one of; none where it is none.
fn template_names<'a>(lowering: &Lowering<'a>, alias: Node<'a>) -> Vec<&'a str> {
    let around = std::iter::successors(lowering.parent(alias), |at| lowering.parent(*at)).take(4);
    let template = around.into_iter().find(|at| at.kind() == "template_declaration");
    let parameters = template.and_then(|at| at.child_by_field_name("parameters"));
    let name = |one: Node<'a>| {
        let plain = named(one).into_iter().find(|part| part.kind() == "type_identifier");
        lowering.text(one.child_by_field_name("name").or(plain).unwrap_or(one))
    };
    parameters.map(named).unwrap_or_default().into_iter().map(name).collect()
}

/// Whether a node is a name alone.
fn is_plain(node: Node<'_>) -> bool {
    matches!(node.kind(), "namespace_identifier" | "type_identifier" | "identifier")
}

/// Notes what a class template of this file is made with, as a call of it.
pub fn instance<'a>(lowering: &mut Lowering<'a>, of: Node<'a>) {
    let (parts, types) = path(lowering, of);
    let is_own = parts.last().is_some_and(|last| is_own_type(lowering, lowering.text(*last)));
    if is_own
        && !types.is_empty()
        && let Some(callee) = path_value(lowering, of, &parts, true)
    {
        let arguments = template_arguments(lowering, &types);
        lowering.add(Kind::Call { callee, arguments }, of);
    }
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

/// The same of a value or type: a member of a template is one of what that is made with.
pub fn special_value<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    parts: &[Node<'a>],
    here: bool,
) -> Option<Id> {
    let made = (1..parts.len()).find_map(|at| {
        let types = specialised(lowering, parts[at - 1], lowering.text(parts[at]))?;
        Some((at, types))
    });
    let Some((at, types)) = made else { return path_value(lowering, node, parts, here) };
    let of = path_value(lowering, node, &parts[..at], here)?;
    let types = template_arguments(lowering, &types).into_iter();
    let types = types.filter(|one| one.name.as_deref().is_some_and(|at| !at.contains('.')));
    let types = types.map(|one| one.value).collect();
    let key = lowering.add(Kind::List(types), node);
    let mut id = lowering.add(Kind::Index { of, key }, node);
    for part in &parts[at..] {
        let name = lowering.text(*part).to_owned();
        id = lowering.add(Kind::Member { of: id, name }, if here { node } else { *part });
    }
    Some(id)
}

/// Members of templates of libraries, which are the same for all that these are made with.
const OF_LIBRARIES: &[&str] = &[
    "Encryption",
    "Decryption",
    "Encryptor",
    "Decryptor",
    "Signer",
    "Verifier",
    "PrivateKey",
    "PublicKey",
    "Domain",
    "type",
    "value_type",
    "iterator",
    "const_iterator",
];
/// Longest name of a template with its arguments that is looked into, in bytes.
const LONGEST: usize = 200;

/// What a template is made with of which a member is named: `Suite<1>::octets`.
fn specialised<'a>(lowering: &Lowering<'a>, name: Node<'a>, member: &str) -> Option<Vec<Node<'a>>> {
    if name.kind() != "type_identifier" || OF_LIBRARIES.contains(&member) {
        return None;
    }
    let whole = lowering.parent(name).filter(|whole| whole.kind() == "template_type")?;
    let types = simple(whole).1;
    (!types.is_empty() && whole.end_byte() - whole.start_byte() <= LONGEST).then_some(types)
}

/// What stands for the arguments of a template that may be the one behind a name: `Feed::Encryption` of a header's
/// `using Feed = CTR_Mode<AES>;`.
pub fn arguments_behind<'a>(lowering: &mut Lowering<'a>, parts: &[Node<'a>]) -> Option<Argument> {
    let [first, last] = parts else { return None };
    let is_alias =
        matches!(lowering.text(*last), "Encryption" | "Decryption" | "Signer" | "Verifier");
    let of = lowering.text(*first);
    let is_known = !is_alias || lowering.aliases.contains_key(of) || is_own_type(lowering, of);
    if is_known {
        return None;
    }
    let value = lowering.add(Kind::Name(format!("{of}<#0>")), *first);
    Some(Argument { name: Some("<0>".to_owned()), value })
}

/// Binds what a template is made with that goes by another name.
pub fn bind_arguments<'a>(lowering: &mut Lowering<'a>, name: &str, of: Node<'a>) {
    let (_, types) = path(lowering, of);
    if !types.is_empty() && of.end_byte() - of.start_byte() <= LONGEST {
        for (index, one) in types.into_iter().enumerate().take(4) {
            let (parts, _) = path(lowering, one);
            let value = path_value(lowering, one, &parts, true);
            lowering.bind_in(0, &format!("{name}<#{index}>"), value, None, of.start_byte());
        }
    }
}

/// A name; what a template is made with is only of interest where it is called.
pub fn qualified<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (parts, _) = path(lowering, node);
    special_value(lowering, node, &parts, false)
}

/// Template arguments, named `<0>`, `<1>` and so on.
pub fn template_arguments<'a>(lowering: &mut Lowering<'a>, types: &[Node<'a>]) -> Vec<Argument> {
    let mut all = Vec::new();
    for (index, of) in types.iter().enumerate().take(8) {
        let (parts, inner) = path(lowering, *of);
        let Some(mut value) = special_value(lowering, *of, &parts, true) else { continue };
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
