//! Entries of tables that a loop runs over: `e.getKey()` and `e.getValue()` of the same entry go together.

use super::Resolver;
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Id, Kind};
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// The key or the value of an entry, where a method or member of this name gives it.
    pub(super) fn part_of_entry(&mut self, entry: &Site, name: &str) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["java", "kotlin", "csharp", "dart", "swift", "scala"];
        let is_key = match name {
            "getKey" | "key" | "Key" | "component1" => true,
            "getValue" | "value" | "Value" | "component2" => false,
            _ => return None,
        };
        if !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let module = &entry.module;
        let any = match entry.kind() {
            Kind::Name(name) => {
                let node = &module.nodes[entry.id];
                let bound = bindings(module, node.scope, name).before(node.place.start);
                entry.at(bound.last()?.value?)
            }
            _ => entry.clone(),
        };
        let Kind::Index { of, key } = *any.kind() else { return None };
        if module.nodes[key].kind != Kind::Opaque {
            return None;
        }
        let table = self.table_of_entries(&any.at(of))?;
        for candidate in self.resolve(&table).candidates {
            let Value::Made(made) = candidate.value else { continue };
            let Kind::Map(pairs) = made.kind() else { continue };
            let part = |pair: &(Id, Id)| made.at(if is_key { pair.0 } else { pair.1 });
            let parts: Vec<Site> = pairs.iter().take(16).map(part).collect();
            return (!parts.is_empty()).then(|| self.any_element(&made, &any, key, &parts));
        }
        None
    }

    /// The table whose entries a loop runs over.
    fn table_of_entries(&self, list: &Site) -> Option<Site> {
        let of = match list.kind() {
            Kind::Call { callee, arguments } if arguments.is_empty() => {
                match &list.module.nodes[*callee].kind {
                    Kind::Member { of, name } => Some((*of, name.as_str())),
                    _ => None,
                }
            }
            Kind::Member { of, name } => Some((*of, name.as_str())),
            _ => None,
        };
        match of {
            Some((of, "entrySet" | "entries" | "asSequence" | "toList")) => Some(list.at(of)),
            _ => Some(list.clone()),
        }
    }
}
