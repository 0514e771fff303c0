//! Keys and values of the pairs of a table, `Object.entries(table).map(([key, value]) => …)`, `for key, value in
//! table.items()`, and members of packages by names that are worked out.

use super::{Resolver, parameter};
use crate::detect::code::names::qualified;
use crate::detect::code::syntax::{Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Methods that run a function for each pair.
const EACH: &[&str] = &["map", "forEach", "flatMap", "filter", "some", "every", "find"];
/// Pairs of one table.
const PAIRS: usize = 16;

impl Resolver<'_> {
    /// The key or value of any pair of a table; that of the same pair where both are asked for.
    pub(in crate::detect::code) fn part_of_row(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
    ) -> Option<Resolved> {
        if !matches!(
            self.around.language().id,
            "javascript" | "typescript" | "tsx" | "python" | "scala"
        ) {
            return None;
        }
        let module = &site.module;
        let is_key = match module.nodes[key].kind {
            Kind::Number(0) => true,
            Kind::Number(1) => false,
            _ => return None,
        };
        let list = match &module.nodes[of].kind {
            Kind::Index { of, key } if module.nodes[*key].kind == Kind::Opaque => *of,
            Kind::Name(name) => {
                let (function, 0) = parameter(module, module.nodes[of].scope, name)? else {
                    return None;
                };
                let call = module.handed_to(function)?;
                let Kind::Call { callee, .. } = module.nodes[call].kind else { return None };
                match &module.nodes[callee].kind {
                    Kind::Member { of, name } if EACH.contains(&name.as_str()) => *of,
                    _ => return None,
                }
            }
            _ => return None,
        };
        let table = match &module.nodes[list].kind {
            Kind::Call { callee, arguments } => match &module.nodes[*callee].kind {
                Kind::Member { of: object, name } => {
                    let is_object =
                        matches!(&module.nodes[*object].kind, Kind::Name(name) if name == "Object");
                    match arguments.as_slice() {
                        [only] if is_object && name == "entries" => only.value,
                        [] if matches!(name.as_str(), "entries" | "items") => *object,
                        _ => return None,
                    }
                }
                _ => list,
            },
            _ => list,
        };
        let (made, pairs) = self.pairs_of(&site.at(table))?;
        let part = |pair: (Site, Site)| if is_key { pair.0 } else { pair.1 };
        let parts: Vec<Site> = pairs.into_iter().map(part).collect();
        Some(self.any_of(&made, ("pair of", made.id), &parts))
    }

    /// A table that is written out, `new Map([[key, value]])` of JavaScript too, and its pairs.
    pub(super) fn pairs_of(&mut self, table: &Site) -> Option<(Site, Vec<(Site, Site)>)> {
        let made = self.resolve(table).candidates.into_iter().find_map(|one| match one.value {
            Value::Made(made) => Some(made),
            _ => None,
        })?;
        let pairs: Vec<(Site, Site)> = match made.kind() {
            Kind::Map(pairs) => pairs
                .iter()
                .take(PAIRS)
                .map(|(key, value)| (made.at(*key), made.at(*value)))
                .collect(),
            Kind::Call { arguments, .. } if made.module.called(made.id) == Some("Map") => {
                let [rows] = arguments.as_slice() else { return None };
                let rows = self.resolve(&made.at(rows.value)).into_made()?;
                let Kind::List(rows_of) = rows.kind() else { return None };
                let pair = |row: &Id| match &rows.module.nodes[*row].kind {
                    Kind::List(pair) => match pair.as_slice() {
                        [key, value] => Some((rows.at(*key), rows.at(*value))),
                        _ => None,
                    },
                    _ => None,
                };
                rows_of.iter().take(PAIRS).map(pair).collect::<Option<_>>()?
            }
            _ => return None,
        };
        (!pairs.is_empty()).then_some((made, pairs))
    }

    /// A member of a package by a name that is worked out: `argon2[kind]`.
    pub(in crate::detect::code) fn member_by_key(
        &self,
        package: &Candidate,
        keys: &Resolved,
    ) -> Option<Resolved> {
        let names = match &package.value {
            Value::Named(names) => names.clone(),
            // `const argon2 = require("argon2")`
            Value::Made(made) if made.module.called(made.id) == Some("require") => {
                qualified(&made.module, made.id).to_vec()
            }
            _ => return None,
        };
        let is_of_project = |name: &String| {
            ["./", "../", "@/", "~/"].iter().any(|start| name.starts_with(start))
                || name.contains('(')
        };
        if !matches!(self.around.language().id, "javascript" | "typescript" | "tsx")
            || names.is_empty()
            || names.iter().any(is_of_project)
        {
            return None;
        }
        let member = |key: &Candidate| {
            let Value::Text(text) = &key.value else { return None };
            let named = names.iter().map(|name| format!("{name}.{text}")).collect();
            Some(Candidate { value: Value::Named(named), steps: key.steps.clone() })
        };
        let candidates: Vec<Candidate> =
            keys.candidates.iter().map(member).collect::<Option<_>>()?;
        (!candidates.is_empty()).then(|| Resolved { candidates, missing: keys.missing.clone() })
    }

    /// A function of such a member, where it is called: `forge.md[name].create()`.
    pub(super) fn called_by_key(&mut self, site: &Site, callee: Id) -> Option<Resolved> {
        let Kind::Member { of, name } = &site.module.nodes[callee].kind else { return None };
        if !matches!(self.around.language().id, "javascript" | "typescript" | "tsx")
            || !matches!(site.module.nodes[*of].kind, Kind::Index { .. })
        {
            return None;
        }
        let mut held = self.resolve(&site.at(*of));
        for one in &mut held.candidates {
            let Value::Named(names) = &mut one.value else { return None };
            names.iter_mut().for_each(|known| *known = format!("{known}.{name}"));
        }
        (!held.candidates.is_empty()).then_some(held)
    }
}
