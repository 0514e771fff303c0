//! Members that a method sets in a copy of its object which it gives: `var copy = self; copy.bits = n; return copy`.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, step};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What copies of the objects of a class have, with the default where an object may be no copy.
    pub(in crate::detect::code) fn set_in_copies(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "swift" {
            return None;
        }
        // The grammar takes `copy` before a member for an operator, and the member for a name.
        let bare = format!(".{name}");
        let of_word = module.functions_of(class).iter().filter_map(|method| {
            let value = module.bound(*method, &bare).iter().find_map(|one| one.value)?;
            is_copy(module, *method, "copy").then_some((value, *method))
        });
        let set: Vec<(Id, ScopeId)> = module
            .settings_of(name)
            .filter_map(|one| Some((one.value, copies(module, class, one.target)?)))
            .chain(of_word)
            .take(CALL_SITES)
            .collect();
        let (_, method) = set.first()?;
        let method = module.scopes[*method].name.as_str();
        let default = module.bound(class, name).iter().find_map(|one| one.value);
        let mut ways = Vec::new();
        for (id, _) in &set {
            let site = Site { module: Rc::clone(module), id: *id };
            let way = self.resolve(&site).by(&step(&site, &format!("field {name} is set")));
            ways.push(match way.candidates.is_empty() {
                true => Resolved::missing(format!("argument of {method}()")),
                false => way,
            });
        }
        // Where every object is asked for a copy, none has the default.
        if !is_always_copied(module, class, method) {
            let default = default.map(|id| Site { module: Rc::clone(module), id });
            ways.extend(default.map(|site| self.resolve(&site)));
        }
        Some(Resolved::any(ways))
    }
}

/// The method of a class that sets a member of a copy of its object.
fn copies(module: &Module, class: ScopeId, target: Id) -> Option<ScopeId> {
    let Kind::Member { of, .. } = module.nodes[target].kind else { return None };
    let Kind::Name(copy) = &module.nodes[of].kind else { return None };
    let method = module.enclosing(module.nodes[of].scope, ScopeKind::Function)?;
    (is_copy(module, method, copy) && module.scopes[method].parent == class).then_some(method)
}

/// Whether a variable of a method is a copy of its object.
fn is_copy(module: &Module, method: ScopeId, name: &str) -> bool {
    let is_self = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(own) if own == "self");
    module.bound(method, name).iter().any(|one| one.value.is_some_and(is_self))
}

/// Whether every call of the file that makes an object of a class goes on with a call of a method.
fn is_always_copied(module: &Module, class: ScopeId, method: &str) -> bool {
    let asked: Vec<Id> = module
        .calls_of(method)
        .iter()
        .filter_map(|call| match module.nodes[*call].kind {
            Kind::Call { callee, .. } => match module.nodes[callee].kind {
                Kind::Member { of, .. } => Some(of),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let made = module.calls_of(&module.scopes[class].name);
    !made.is_empty() && made.iter().all(|call| asked.contains(call))
}
