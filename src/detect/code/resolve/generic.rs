//! Constants and functions of the types that a type parameter of Rust stands for, be they those of their traits.

use std::rc::Rc;

use super::{CALL_SITES, Frame, Resolver, step};
use crate::detect::code::lower::supertypes;
use crate::detect::code::names::{bindings, qualified_type, type_arguments};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What a type that is given has under a name.
    pub(super) fn of_given_type(&mut self, given: &Site, name: &str) -> Option<Resolved> {
        let has = |module: &Module, scope: ScopeId| {
            module.bound(scope, name).iter().any(|one| one.value.is_some())
        };
        let (home, scope) = self.in_given_type(given, &has)?;
        let bound = home.bound(scope, name);
        Some(self.bound(&home, name, bound, usize::MAX))
    }

    /// Whether a name is a parameter of a template of C++ around: `Sum()` of `template <const EVP_MD *(*Sum)()>`.
    pub(super) fn is_type_parameter(&self, module: &Module, scope: ScopeId, name: &str) -> bool {
        let mut around = module.scopes_from(scope);
        self.around.language().id == "cpp"
            && around.any(|one| module.scopes[one].generics.iter().any(|own| own == name))
    }

    /// What `T::name(…)` gives, for each type that `T` is.
    pub(super) fn by_given_types(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        let Kind::Name(parameter) = &module.nodes[of].kind else { return None };
        if !matches!(self.around.language().id, "rust" | "cpp") || self.frames.len() >= 4 {
            return None;
        }
        let scope = module.nodes[of].scope;
        let own = type_arguments(module, parameter, scope).take(CALL_SITES);
        let mut given: Vec<Site> = own.map(|id| site.at(id)).collect();
        if given.is_empty() {
            given = self.made_with(module, parameter, scope);
        }
        let mut ways = Vec::new();
        for one in given {
            let function = |module: &Module, scope: ScopeId| {
                let all = module.functions_of(scope).iter();
                all.copied().find(|one| {
                    module.scopes[*one].name == name && !module.scopes[*one].returns.is_empty()
                })
            };
            let has = |module: &Module, scope: ScopeId| function(module, scope).is_some();
            let Some((home, scope)) = self.in_given_type(&one, &has) else { continue };
            let Some(function) = function(&home, scope) else { continue };
            let step = step(site, &format!("result of {name}()"));
            self.frames.push(Frame {
                function,
                module: Rc::clone(&home),
                arguments: arguments.to_vec(),
                caller: Rc::clone(module),
            });
            for id in home.scopes[function].returns.clone() {
                ways.push(self.resolve(&Site { module: Rc::clone(&home), id }).by(&step));
            }
            self.frames.pop();
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The types that files around make the template of a header with, or call the function of Rust with, whose parameter
    /// goes by a name.
    pub(super) fn made_with(&self, module: &Module, name: &str, scope: ScopeId) -> Vec<Site> {
        if !matches!(self.around.language().id, "cpp" | "rust") {
            return Vec::new();
        }
        let place = module.scopes_from(scope).find_map(|scope| {
            let index = module.scopes[scope].generics.iter().position(|one| one == name)?;
            Some((module.scopes[scope].name.clone(), format!("<{index}>")))
        });
        let Some((template, key)) = place else { return Vec::new() };
        let words = [(template.as_str(), Sought::Anything)];
        let mut all = Vec::new();
        for other in self.around.beside(&module.path, &words).iter() {
            for call in other.calls_of(&template).iter().take(CALL_SITES) {
                let Kind::Call { arguments, .. } = &other.nodes[*call].kind else { continue };
                let given = arguments.iter().find(|one| one.name.as_deref() == Some(key.as_str()));
                all.extend(given.map(|one| Site { module: Rc::clone(other), id: one.value }));
            }
        }
        all.truncate(CALL_SITES);
        all
    }

    /// The implementation of a type that has something, or the trait that has it for want of that.
    fn in_given_type(
        &self,
        given: &Site,
        has: &dyn Fn(&Module, ScopeId) -> bool,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let of = match given.kind() {
            Kind::Index { of, .. } => given.at(*of),
            _ => given.clone(),
        };
        let (home, class) = self.type_at(&of)?;
        let name = home.scopes[class].name.clone();
        let all: Vec<ScopeId> = home.scopes_named(&name, ScopeKind::Type).collect();
        if let Some(own) = all.iter().find(|scope| has(&home, **scope)) {
            return Some((Rc::clone(&home), *own));
        }
        let traits = all.iter().flat_map(|scope| supertypes(&home.scopes[*scope]));
        traits.into_iter().find_map(|one| {
            let names = qualified_type(&home, &one);
            let (module, scope) = self.type_called(&home, &one, || names)?;
            has(&module, scope).then_some((module, scope))
        })
    }
}

/// Types that implementations of a type of Rust are made with: `<0>` of `Gate` in `Gate::<Branch>::new().meet()`, for a
/// method those that it is called with.
pub(in crate::detect::code) fn instances(
    module: &Module,
    class: ScopeId,
    method: Option<ScopeId>,
    index: usize,
) -> Vec<Id> {
    /// Nodes of one file among which they are looked for.
    const NODES: usize = 100_000;
    let name = module.scopes[class].name.as_str();
    let of_index = |id: Id| {
        let Kind::Index { of, key } = &module.nodes[id].kind else { return None };
        let is_it = matches!(&module.nodes[*of].kind, Kind::Name(known) if known == name);
        let Kind::List(types) = &module.nodes[*key].kind else { return None };
        types.get(index).copied().filter(|_| is_it)
    };
    let of_call = |call: &Id| {
        let mut at = *call;
        for _ in 0..12 {
            at = match &module.nodes[at].kind {
                Kind::Call { callee, .. } => *callee,
                Kind::Member { of, .. } => *of,
                Kind::Name(variable) => {
                    let scope = module.nodes[at].scope;
                    let bound = bindings(module, scope, variable);
                    bound.last()?.value?
                }
                _ => return of_index(at),
            };
        }
        None
    };
    let method = method.map(|method| module.scopes[method].name.as_str()).unwrap_or_default();
    let called: Vec<Id> =
        module.calls_of(method).iter().take(CALL_SITES).filter_map(of_call).collect();
    if !called.is_empty() {
        return called;
    }
    let is_own = |id: &Id| {
        let Kind::Name(given) = &module.nodes[*id].kind else { return false };
        module.scopes[class].generics.contains(given)
    };
    let all = (0..module.nodes.len().min(NODES)).filter_map(of_index);
    all.filter(|id| !is_own(id)).take(CALL_SITES).collect()
}
