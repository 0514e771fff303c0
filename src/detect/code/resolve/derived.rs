//! What classes of C++ below one give from a method that is called on a reference to it, and constants that a header
//! declares and another file defines.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::objects::in_subclass;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

/// Values of one method that are looked at.
const RETURNS: usize = 4;

impl Resolver<'_> {
    /// What the classes below that of a method give where it is called on an object; what is defined nowhere in sight
    /// leaves it open.
    pub(super) fn of_derived(
        &mut self,
        site: &Site,
        callee: Id,
        (module, function): (&Rc<Module>, ScopeId),
        name: &str,
    ) -> Option<Resolved> {
        let is_on_object = matches!(site.module.nodes[callee].kind, Kind::Member { .. });
        let class = module.scopes[function].parent;
        if self.around.language().id != "cpp"
            || !is_on_object
            || module.scopes[class].kind != ScopeKind::Type
        {
            return None;
        }
        let mut ways = Vec::new();
        for Site { module: home, id: below } in self.subclasses(module, class, name) {
            let found = self.returned_by(&home, below, name);
            let declares = !home.bound(below, name).is_empty()
                || home.functions_of(below).iter().any(|one| home.scopes[*one].name == name);
            if found.is_none() && !declares {
                continue;
            }
            let missing = || Resolved::missing(format!("{}::{name}()", home.scopes[below].name));
            ways.push(found.unwrap_or_else(missing).by(&in_subclass(&home, below)));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What a method of a class returns, be its body in another file.
    fn returned_by(&mut self, home: &Rc<Module>, class: ScopeId, name: &str) -> Option<Resolved> {
        let own = home.scopes[class].name.clone();
        let given = |module: &Rc<Module>| -> Vec<Site> {
            let types: Vec<ScopeId> = module.scopes_named(&own, ScopeKind::Type).collect();
            let functions = module.scopes_named(name, ScopeKind::Function);
            let inside = functions.filter(|one| types.contains(&module.scopes[*one].parent));
            let returns = inside.flat_map(|one| module.scopes[one].returns.iter());
            returns.take(RETURNS).map(|id| Site { module: Rc::clone(module), id: *id }).collect()
        };
        let mut sites = given(home);
        if sites.is_empty() {
            let words = [(own.as_str(), Sought::Anything), (name, Sought::Anything)];
            sites = self.around.beside(&home.path, &words).iter().flat_map(given).collect();
        }
        let ways: Vec<Resolved> = sites.iter().map(|site| self.resolve(site)).collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The value of a constant that an included header of C or C++ only declares: `extern const unsigned kBits;`.
    pub(super) fn declared_outside(&mut self, site: &Site) -> Option<Resolved> {
        let Kind::Name(name) = site.kind() else { return None };
        // What is in capitals is a macro of C.
        let is_variable = match self.around.language().id {
            "cpp" => true,
            "c" => name.contains(|c: char| c.is_ascii_lowercase()),
            _ => false,
        };
        let is_it =
            is_variable && name.len() > 2 && self.around.declares_outside(&site.module, name);
        if !is_it {
            return None;
        }
        let others = self.around.beside(&site.module.path, &[(name.as_str(), Sought::Value)]);
        let values = others.iter().filter_map(|other| {
            let id = other.bound(0, name).iter().find_map(|one| one.value)?;
            Some(Site { module: Rc::clone(other), id })
        });
        let values: Vec<Site> = values.collect();
        let [only] = values.as_slice() else { return None };
        let step = step(only, &format!("constant {name}"));
        Some(self.resolve(only).by(&step))
    }
}
