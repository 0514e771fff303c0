//! Functions of types that are told elsewhere: `T::new(…)` of a type parameter of Rust, and of an alias that features
//! choose.

use super::*;
use crate::detect::code::names::{bindings, type_arguments};

/// Types that a parameter is looked at for.
const TYPES: usize = 8;

impl Analysis<'_> {
    /// Whether a node is a member that a rule names without its object: `*.md5`, `*.hmac().md5`.
    pub(super) fn is_member_of_any(&self, id: Id, name: &str) -> bool {
        let Some(path) = name.strip_prefix("*.") else { return false };
        let mut at = id;
        path.rsplit('.').all(|part| {
            let mut node = &self.module.nodes[at].kind;
            if part.ends_with("()") {
                let Kind::Call { callee, .. } = node else { return false };
                node = &self.module.nodes[*callee].kind;
            }
            let Kind::Member { of, name } = node else { return false };
            at = *of;
            name == part.trim_end_matches("()")
        })
    }

    /// A call of a function of such a type: once for each type that it may be.
    pub(super) fn call_of_type(&mut self, id: Id, callee: Id, own: &[Argument]) -> bool {
        if self.around.language().id != "rust" {
            return false;
        }
        let module = self.module;
        let (mut root, mut path) = (callee, Vec::new());
        while let Kind::Member { of, name } = &module.nodes[root].kind {
            path.insert(0, name.as_str());
            root = *of;
        }
        let Kind::Name(parameter) = &module.nodes[root].kind else { return false };
        if path.is_empty() || path.len() > 2 {
            return false;
        }
        let scope = module.nodes[root].scope;
        if let ("Self", [inner, last]) = (parameter.as_str(), path.as_slice()) {
            return self.call_of_own_type(id, scope, (inner, last), own);
        }
        let mut given: Vec<Id> = type_arguments(module, parameter, scope).take(TYPES).collect();
        if given.is_empty() {
            given = self.aliases(scope, parameter);
        }
        let mut found = false;
        for one in given {
            let Some((names, types)) = self.named_type(one, &path) else { continue };
            let types = types.into_iter().enumerate();
            let inner = types.map(|(at, value)| Argument { name: Some(format!("<{at}>")), value });
            let all: Vec<Argument> = own.iter().cloned().chain(inner).collect();
            found |= self.call_as(id, &names, &all);
        }
        found
    }

    /// `Self::Mark::digest(…)`: once for each type that those have under the name who implement the trait, or that the
    /// implementation around has.
    fn call_of_own_type(
        &mut self,
        id: Id,
        scope: ScopeId,
        (inner, last): (&str, &str),
        arguments: &[Argument],
    ) -> bool {
        let module = self.module;
        let Some(class) = module.enclosing(scope, ScopeKind::Type) else { return false };
        let has = |class: ScopeId| module.bound(class, inner).iter().find_map(|one| one.value);
        let heirs = module.subtypes(&module.scopes[class].name).iter().take(TYPES);
        let own: Vec<Id> = match has(class) {
            Some(own) => vec![own],
            None => heirs.filter_map(|heir| has(*heir)).collect(),
        };
        let mut found = false;
        for given in own {
            let names = qualified(module, given);
            let names: Vec<String> = names.iter().map(|name| format!("{name}.{last}")).collect();
            found |= self.call_as(id, &names, arguments);
        }
        found
    }

    /// What a name stands for that features choose from.
    fn aliases(&self, scope: ScopeId, name: &str) -> Vec<Id> {
        let bound = bindings(self.module, scope, name);
        let is_type = |id: &Id| {
            matches!(
                self.module.nodes[*id].kind,
                Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. }
            )
        };
        let all: Vec<Id> = bound.iter().filter_map(|one| one.value).filter(is_type).collect();
        let is_told = bound.iter().all(|one| one.scope == 0) && all.len() == bound.iter().count();
        if is_told && all.len() > 1 { all } else { Vec::new() }
    }

    /// The names of a function of a type, and what the type is made with.
    fn named_type(&self, mut given: Id, path: &[&str]) -> Option<(Vec<String>, Vec<Id>)> {
        let module = self.module;
        for _ in 0..4 {
            let Kind::Name(name) = &module.nodes[given].kind else { break };
            let bound = bindings(module, module.nodes[given].scope, name);
            match bound.iter().filter_map(|one| one.value).next() {
                Some(value) if bound.iter().count() == 1 && value != given => given = value,
                _ => break,
            }
        }
        let (of, types) = match &module.nodes[given].kind {
            Kind::Index { of, key } => match &module.nodes[*key].kind {
                Kind::List(types) => (*of, types.clone()),
                _ => return None,
            },
            _ => (given, Vec::new()),
        };
        let names = qualified(module, of);
        let [inner, last] = path else {
            let last = path.first()?;
            return Some((names.iter().map(|name| format!("{name}.{last}")).collect(), types));
        };
        // `P::Hash::digest(…)`: the type that the one which is given has under that name.
        let class = names.first()?.rsplit('.').next()?.to_owned();
        let is_here = module.scopes_named(&class, ScopeKind::Type).next().is_some();
        let home = match is_here {
            true => Rc::clone(module),
            false => self.around.class(&module.path, &names)?.0,
        };
        let value = home
            .scopes_named(&class, ScopeKind::Type)
            .find_map(|scope| home.bound(scope, inner).iter().find_map(|one| one.value))?;
        let names = qualified(&home, value);
        Some((names.iter().map(|name| format!("{name}.{last}")).collect(), Vec::new()))
    }
}
