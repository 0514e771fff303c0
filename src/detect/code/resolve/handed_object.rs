//! Members of an object of C++ that another function declares, sets and hands on: `Profile p; p.bits = 4096; f(p);`.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, parameter, step};
use crate::detect::code::names::bindings;
use crate::detect::code::objects::given_beside;
use crate::detect::code::sources::{given, variable_fields};
use crate::detect::code::syntax::{Kind, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

/// Hands that an object goes through.
const HANDS: usize = 5;
/// Functions that give what they get.
const HANDING: &[&str] = &["move", "forward", "ref", "cref", "as_const"];

impl Resolver<'_> {
    /// A member of what a parameter or a field holds that is set from one, by what those say who hand the object over.
    pub(in crate::detect::code) fn handed_member(
        &mut self,
        of: &Site,
        name: &str,
    ) -> Option<Resolved> {
        let module = &of.module;
        // What is moved is the object that it is.
        let inner = match of.kind() {
            Kind::Call { arguments, .. }
                if module.called(of.id).is_some_and(|name| HANDING.contains(&name)) =>
            {
                of.at(arguments.first()?.value)
            }
            _ => of.clone(),
        };
        let (of, Kind::Name(object)) = (&inner, inner.kind()) else { return None };
        if !matches!(self.around.language().id, "cpp" | "go" | "swift")
            || matches!(object.as_str(), "this" | "self")
        {
            return None;
        }
        let scope = module.nodes[of.id].scope;
        let bound = bindings(module, scope, object);
        let is_field =
            bound.first().is_some_and(|one| module.scopes[one.scope].kind == ScopeKind::Type);
        let is_given = bound.is_empty() && parameter(module, scope, object).is_some();
        (is_field || is_given).then(|| self.member_at(of, name, HANDS)).flatten()
    }

    /// A member of a parameter that every call in sight sets before it hands the object over.
    pub(super) fn set_before_handing(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        let module = &of.module;
        let Kind::Name(object) = of.kind() else { return None };
        let scope = module.nodes[of.id].scope;
        let (function, index) = parameter(module, scope, object)?;
        if !bindings(module, scope, object).is_empty() {
            return None;
        }
        let frame = self.frames.iter().rev();
        let mut frame =
            frame.filter(|one| one.function == function && Rc::ptr_eq(&one.module, module));
        let sites: Vec<Site> = match frame.next() {
            Some(frame) => {
                let argument = frame.arguments.get(index)?;
                vec![Site { module: Rc::clone(&frame.caller), id: argument.value }]
            }
            None => {
                let mut sites = given(module, function, index);
                if sites.is_empty() {
                    sites = given_beside(self.around, module, function, index);
                }
                sites.into_iter().map(|(_, site)| site).collect::<Option<Vec<Site>>>()?
            }
        };
        let mut ways = Vec::new();
        for site in sites.iter().take(CALL_SITES) {
            let set = variable_fields(&site.module, site.id, name);
            let last = set.last()?;
            ways.push(self.resolve(last).by(&step(last, &format!("field {name} is set"))));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    fn member_at(&mut self, of: &Site, name: &str, left: usize) -> Option<Resolved> {
        let left = left.checked_sub(1)?;
        let module = Rc::clone(&of.module);
        let scope = module.nodes[of.id].scope;
        let object = match of.kind() {
            Kind::Name(object) => object.clone(),
            Kind::Call { arguments, .. }
                if module.called(of.id).is_some_and(|name| HANDING.contains(&name)) =>
            {
                return self.member_at(&of.at(arguments.first()?.value), name, left);
            }
            _ => return self.member_of_made(of, name),
        };
        let bound = bindings(&module, scope, &object);
        let Some(first) = bound.first() else {
            let (function, index) = parameter(&module, scope, &object)?;
            let mut sites = given(&module, function, index);
            if sites.is_empty() {
                sites = given_beside(self.around, &module, function, index);
            }
            let sites: Vec<Site> =
                sites.into_iter().filter_map(|(_, site)| site).take(CALL_SITES).collect();
            let mut ways = Vec::new();
            for site in &sites {
                ways.push(self.member_at(site, name, left)?);
            }
            return (!ways.is_empty()).then(|| Resolved::any(ways));
        };
        let is_local = module.scopes[first.scope].kind == ScopeKind::Function;
        let set = if is_local { variable_fields(&module, of.id, name) } else { Vec::new() };
        if !set.is_empty() {
            let ways = set
                .iter()
                .map(|site| self.resolve(site).by(&step(site, &format!("field {name} is set"))));
            return Some(Resolved::any(ways.collect::<Vec<_>>()));
        }
        let values: Vec<Site> = bound
            .iter()
            .filter_map(|one| one.value)
            .filter(|value| *value != of.id)
            .map(|id| of.at(id))
            .take(CALL_SITES)
            .collect();
        let ways: Vec<Resolved> =
            values.iter().filter_map(|value| self.member_at(value, name, left)).collect();
        if !ways.is_empty() {
            return Some(Resolved::any(ways));
        }
        // What is declared and not set has what its class says.
        let is_bare = values.is_empty() && is_local;
        is_bare.then(|| self.default_of_field(of, of.id, name)).flatten()
    }

    /// A member of the objects that an expression makes, with what its class gives where they say nothing.
    fn member_of_made(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in self.resolve(of).candidates {
            let Value::Made(made) = &candidate.value else { continue };
            let given = self.given_field(made, name);
            ways.push(given?.within(&candidate.steps));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}
