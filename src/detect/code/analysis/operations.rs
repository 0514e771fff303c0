//! Operations on objects that other uses make.

use super::*;

/// Uses without those that say again what another says of the same call.
pub(super) fn distinct(all: Vec<Use>) -> Vec<Use> {
    let mut kept: Vec<Use> = Vec::new();
    for use_ in all {
        let says_it = |one: &Use| {
            one.id == use_.id
                && one.place == use_.place
                && one.parts == use_.parts
                && one.missing == use_.missing
        };
        if !kept.iter().rev().take(16).any(says_it) {
            kept.push(use_);
        }
    }
    kept
}

/// The names of the functions and types around a scope, from the outside.
pub(super) fn function_name(module: &Module, scope: ScopeId) -> String {
    let named = module.scopes_from(scope).filter(|scope| !module.scopes[*scope].name.is_empty());
    let mut names: Vec<&str> = named.map(|scope| module.scopes[scope].name.as_str()).collect();
    names.reverse();
    names.join(".")
}

/// Whether one of the qualified names is a method of one of the types; `*` stands for any object.
pub(super) fn is_method_of(types: &[String], names: &[String]) -> bool {
    types.iter().any(|of| {
        of == "*"
            || names.iter().any(|name| {
                let object = name.find("()").map(|end| &name[..end]);
                object.is_some_and(|object| {
                    object == of
                        || object
                            .strip_prefix(of.as_str())
                            .is_some_and(|rest| rest.starts_with('.'))
                })
            })
    })
}

impl Analysis<'_> {
    /// Whether two expressions stand in the same function, closures and all.
    pub(super) fn is_same_function(&self, one: Id, other: Id) -> bool {
        let function = |id: Id| {
            let scopes = self.module.scopes_from(self.module.nodes[id].scope);
            let of = |scope: &ScopeId| self.module.scopes[*scope].kind == ScopeKind::Function;
            scopes.filter(of).last()
        };
        function(one) == function(other)
    }

    /// Operations on an object whose making is a use of the same function are told by that use.
    pub(super) fn drop_operations(&mut self) {
        let told = |(use_, place): &(Use, Place)| {
            let Kind::Call { callee, .. } = &self.module.nodes[use_.id].kind else { return false };
            let Kind::Member { of, .. } = &self.module.nodes[*callee].kind else { return false };
            self.rules.at(*place).1.operation
                && self
                    .origins(*of, use_.place.start, 6)
                    .iter()
                    .filter_map(|origin| self.of.get(origin))
                    .flatten()
                    .any(|index| {
                        let (made, place) = &self.uses[*index];
                        !self.rules.at(*place).1.operation
                            && self.is_same_function(made.id, use_.id)
                    })
        };
        let told: Vec<bool> = self.uses.iter().map(told).collect();
        let mut told = told.into_iter();
        self.uses.retain(|_| !told.next().unwrap_or(false));
    }
}
