//! Keys and values of the pairs that JavaScript makes of a table, `Object.entries(table).map(([key, value]) => …)`, and
//! members of packages by names that are worked out.

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
        if !matches!(self.around.language().id, "javascript" | "typescript" | "tsx") {
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
        let Kind::Call { callee, arguments } = &module.nodes[list].kind else { return None };
        let Kind::Member { of: object, name } = &module.nodes[*callee].kind else { return None };
        let is_object = matches!(&module.nodes[*object].kind, Kind::Name(name) if name == "Object");
        let table = match arguments.as_slice() {
            [only] if is_object && name == "entries" => only.value,
            [] if name == "entries" => *object,
            _ => return None,
        };
        let made = self.resolve(&site.at(table)).candidates.into_iter().find_map(|one| {
            let Value::Made(made) = one.value else { return None };
            matches!(made.kind(), Kind::Map(_)).then_some(made)
        })?;
        let Kind::Map(pairs) = made.kind() else { return None };
        let part = |pair: &(Id, Id)| made.at(if is_key { pair.0 } else { pair.1 });
        let parts: Vec<Site> = pairs.iter().take(PAIRS).map(part).collect();
        (!parts.is_empty()).then(|| self.any_of(&made, ("pair of", made.id), &parts))
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
