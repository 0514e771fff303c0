//! What functions get that a table holds: `makers["rsa"](2048)`, `MAKERS.get("rsa").apply(2048)`.

use std::rc::Rc;

use super::library::ELEMENT;
use super::{CALL_SITES, Resolver, step};
use crate::detect::code::sources::INVOKING;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId};
use crate::detect::code::value::{Choice, Resolved, Site};

/// Declarations before a function among which the table is looked for that it stands in.
const DECLARED: usize = 64;
/// Calls that are looked at.
const CALLS: usize = 256;

impl Resolver<'_> {
    /// What calls of the table's elements give to a function without a name that stands in it.
    pub(super) fn given_to_stored(
        &mut self,
        module: &Rc<Module>,
        closure: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["csharp", "java", "kotlin", "scala", "swift", "go", "cpp"];
        if !LANGUAGES.contains(&self.around.language().id)
            || !module.scopes[closure].name.is_empty()
        {
            return None;
        }
        let (table, key) = stored(module, module.values.closure(closure)?)?;
        let sites = given_in_table(module, closure, index);
        let of = (sites.len() > 1).then(|| self.choice(module, ("element of", closure)));
        let ways: Vec<Resolved> = sites
            .iter()
            .enumerate()
            .map(|(which, site)| {
                let way =
                    self.resolve(site).by(&step(site, &format!("argument of {table}[{key}]")));
                match of {
                    Some(of) => way.chosen(Choice { of, which }),
                    None => way,
                }
            })
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

/// What calls of the elements of a table give to a function without a name that stands in it.
pub(in crate::detect::code) fn given_in_table(
    module: &Rc<Module>,
    closure: ScopeId,
    index: usize,
) -> Vec<Site> {
    let Some((table, key)) = module.values.closure(closure).and_then(|id| stored(module, id))
    else {
        return Vec::new();
    };
    let calls = calls_of_elements(module, table, key).into_iter();
    let given = calls.filter_map(|call| match &module.nodes[call].kind {
        Kind::Call { arguments, .. } => arguments.get(index),
        _ => None,
    });
    given.map(|one| Site { module: Rc::clone(module), id: one.value }).take(CALL_SITES).collect()
}

/// The variable that holds the table in which a function stands, and the key under which it does.
fn stored(module: &Module, closure: Id) -> Option<(&str, &str)> {
    let place = module.nodes[closure].place;
    let end = module.bindings.partition_point(|one| one.at <= place.start);
    let mut before = module.bindings[..end].iter().rev().take(DECLARED);
    let (name, table) = before.find_map(|one| {
        let value = one.value?;
        let around = module.nodes[value].place;
        let is_around = around.start < place.start && place.end <= around.end;
        is_around.then_some((one.name.as_str(), value))
    })?;
    let key = |id: Id| module.key(id);
    match &module.nodes[table].kind {
        Kind::Map(pairs) => {
            pairs.iter().find(|(_, value)| *value == closure).and_then(|(id, _)| key(*id))
        }
        // `Map.of(key, function, …)`
        Kind::Call { arguments, .. } => {
            let at = arguments.iter().position(|one| one.value == closure)?;
            key(arguments.get(at.checked_sub(1)?)?.value)
        }
        _ => None,
    }
    .map(|key| (name, key))
}

/// The calls of what a table has under a key, or under one that is not told where it is called.
fn calls_of_elements(module: &Module, table: &str, key: &str) -> Vec<Id> {
    let invoked = INVOKING.iter().flat_map(|name| module.calls_of(name)).copied();
    let all = module.values.calls().iter().copied().chain(invoked).take(CALLS);
    let is_it = |call: &Id| -> Option<bool> {
        let Kind::Call { callee, .. } = module.nodes[*call].kind else { return None };
        let element = match module.nodes[callee].kind {
            Kind::Member { of, .. } => of,
            _ => callee,
        };
        let (of, asked) = match &module.nodes[element].kind {
            Kind::Index { of, key } => (*of, *key),
            Kind::Call { callee, arguments } => {
                let Kind::Member { of, name } = &module.nodes[*callee].kind else { return None };
                let is_element = ELEMENT.contains(&name.as_str());
                (*of, arguments.first().filter(|_| is_element)?.value)
            }
            _ => return None,
        };
        let is_table = match &module.nodes[of].kind {
            Kind::Name(name) | Kind::Member { name, .. } => name == table,
            _ => false,
        };
        let is_key = match &module.nodes[asked].kind {
            Kind::Text(text) => text == key,
            Kind::Member { name, .. } => name == key,
            _ => true,
        };
        Some(is_table && is_key)
    };
    all.filter(|call| is_it(call) == Some(true)).collect()
}
