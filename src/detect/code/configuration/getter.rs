//! Functions of C that give what a configuration says, by how they are called.

use super::{Asked, Default, Key};
use crate::detect::code::syntax::{Argument, Id, Kind, Module};

/// Whether a file is one of C or C++.
pub fn is_of_c(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(extension, "c" | "h" | "cc" | "cpp" | "cxx" | "hpp" | "hh")
}

/// Whether a function of C is called like one that gives what a configuration says: `conf_or`, `settings_get`.
pub fn is_getter(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let words = || lower.split('_');
    let of = ["conf", "config", "cfg", "settings", "setting", "ini", "options", "prefs"];
    let gives = ["get", "or", "str", "string", "lookup", "value", "read", "int", "number"];
    words().any(|word| of.contains(&word)) && words().any(|word| gives.contains(&word))
}

/// The key that such a function gets, behind what it is to ask, and the default.
pub fn asked_by_getter(module: &Module, arguments: &[Argument]) -> Option<Asked> {
    let is_text = |one: &&Argument| matches!(module.nodes[one.value].kind, Kind::Text(_));
    let at = arguments.iter().position(|one| is_text(&one))?;
    let given = &arguments[at..];
    let key = given.first()?.value;
    let (section, rest) = match given {
        [section, name, _, ..] if is_text(&name) => (Some(section), &given[1..]),
        _ => (None, given),
    };
    let text = |id: Id| match &module.nodes[id].kind {
        Kind::Text(text) => Some(text.clone()),
        _ => None,
    };
    let key = match section {
        Some(section) => {
            Key::Known(format!("{}.{}", text(section.value)?, text(rest.first()?.value)?))
        }
        None => Key::Given(key),
    };
    let default = rest.get(1).map(|one| Default::Given(one.value));
    Some(Asked { key, default })
}
