//! Sections of configurations: the key of `config["a"].get("b")`, of `tree.at("a").value("b", c)`, and of a variable that
//! holds a section.

use super::sounds_like_one;
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Argument, Id, Kind, Module};

/// Sections within sections.
const DEEP: usize = 4;
/// Methods that give a section of what they are called on.
const SECTIONS: &[&str] =
    &["at", "get", "getConfig", "get_child", "getSection", "getConfiguration"];
/// Methods that give what stands under a key of a section.
const LEAVES: &[&str] =
    &["value", "at", "getString", "getInt", "getInteger", "getLong", "value_or"];

/// The section that `config["a"]["b"]` is.
pub(super) fn section(module: &Module, id: Id) -> Option<String> {
    below(module, id, DEEP).filter(|path| !path.is_empty())
}

fn below(module: &Module, id: Id, left: usize) -> Option<String> {
    let left = left.checked_sub(1)?;
    let (of, key) = match &module.nodes[id].kind {
        Kind::Index { of, key } => (*of, *key),
        Kind::Call { callee, arguments } => match (&module.nodes[*callee].kind, &arguments[..]) {
            (Kind::Member { of, name }, [key]) if SECTIONS.contains(&name.as_str()) => {
                (*of, key.value)
            }
            _ => return None,
        },
        Kind::Name(_) => return below(module, held(module, id)?, left),
        _ => return None,
    };
    let Kind::Text(text) = &module.nodes[key].kind else { return None };
    if sounds_like_one(module, of) && held(module, of).is_none() {
        return Some(text.clone());
    }
    Some(format!("{}.{text}", below(module, of, left)?))
}

/// The call that gives the section which a variable holds, be it the only value that the variable has.
fn held(module: &Module, id: Id) -> Option<Id> {
    let node = &module.nodes[id];
    let Kind::Name(name) = &node.kind else { return None };
    let mut bound = bindings(module, node.scope, name).iter();
    let (only, None) = (bound.next()?, bound.next()) else { return None };
    let value = only.value?;
    let is_section = |name: &str| name != "at" && name != "get" && SECTIONS.contains(&name);
    module.called(value).is_some_and(is_section).then_some(value)
}

/// The key of `config["a"].get("b")` and of `CONFIG.dig(:a, :b)`.
pub(super) fn in_sections(
    module: &Module,
    of: Id,
    name: &str,
    arguments: &[Argument],
) -> Option<String> {
    let text = |argument: &Argument| match &module.nodes[argument.value].kind {
        Kind::Text(text) => Some(text.clone()),
        _ => None,
    };
    if name == "dig" && sounds_like_one(module, of) {
        let keys: Option<Vec<String>> = arguments.iter().map(text).collect();
        return keys.map(|keys| keys.join("."));
    }
    let is_leaf = matches!(name, "get" | "fetch") || LEAVES.contains(&name);
    if !is_leaf {
        return None;
    }
    Some(format!("{}.{}", section(module, of)?, text(arguments.first()?)?))
}
