//! Fields that a method sets which is called on every object of the class: `Builder().bits(3072).build()`.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, is_constructor};
use crate::detect::code::names::bindings;
use crate::detect::code::objects::makes;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Binding, Id, Kind, Module, ScopeId, ScopeKind};

/// Calls in a chain, and variables that hold a part of it.
const CHAIN: usize = 24;

impl Resolver<'_> {
    /// The assignments of a field without those that a method overrides which is called on every object in sight.
    pub(super) fn without_initial<'m>(
        &self,
        module: &Rc<Module>,
        set: Vec<&'m Binding>,
    ) -> Vec<&'m Binding> {
        const LANGUAGES: &[&str] = &["dart", "java", "kotlin", "ruby", "scala", "swift"];
        let Some(class) = set.first().map(|one| one.scope) else { return set };
        let name = module.scopes[class].name.as_str();
        if set.len() < 2
            || module.scopes[class].kind != ScopeKind::Type
            || !LANGUAGES.contains(&self.around.language().id)
            || name.is_empty()
            || !module.subtypes(name).is_empty()
        {
            return set;
        }
        let setters: Vec<Option<ScopeId>> =
            set.iter().map(|one| setter(module, class, one)).collect();
        if setters.iter().all(Option::is_some) || setters.iter().all(Option::is_none) {
            return set;
        }
        let made = made_of(module, name);
        let is_set =
            |made: &Id| setters.iter().flatten().any(|setter| is_called_on(module, *setter, *made));
        if made.is_empty() || !made.iter().all(is_set) {
            return set;
        }
        let beside = self.around.beside(&module.path, &[(name, Sought::Call)]);
        if beside.iter().any(|beside| makes(beside, name)) {
            return set;
        }
        set.into_iter().zip(setters).filter(|(_, by)| by.is_some()).map(|(one, _)| one).collect()
    }
}

/// The method of a class that an assignment stands in, where it gets something and is no constructor.
fn setter(module: &Module, class: ScopeId, set: &Binding) -> Option<ScopeId> {
    let mut function = module.enclosing(module.nodes[set.value?].scope, ScopeKind::Function)?;
    while module.scopes[function].name.is_empty() {
        function = module.enclosing(module.scopes[function].parent, ScopeKind::Function)?;
    }
    let scope = &module.scopes[function];
    let is_it = scope.parent == class
        && !scope.parameters.is_empty()
        && scope.name != module.scopes[class].name
        && !is_constructor(module, function);
    is_it.then_some(function)
}

/// The calls that make objects of a class.
fn made_of(module: &Module, class: &str) -> Vec<Id> {
    let is_new = |call: &&Id| {
        let Kind::Call { callee, .. } = module.nodes[**call].kind else { return false };
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return false };
        matches!(&module.nodes[of].kind, Kind::Name(own) | Kind::Member { name: own, .. } if own == class)
    };
    let new = module.calls_of("new").iter().filter(is_new);
    module.calls_of(class).iter().chain(new).take(2 * CALL_SITES).copied().collect()
}

/// Whether a method is called on an object where that is made, or for certain on the variable that holds it.
fn is_called_on(module: &Module, method: ScopeId, made: Id) -> bool {
    let name = module.scopes[method].name.as_str();
    module.calls_of(name).iter().take(4 * CALL_SITES).any(|call| {
        let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return false };
        let Kind::Member { of, .. } = module.nodes[*callee].kind else { return false };
        let (mut id, mut is_held) = (of, false);
        for _ in 0..CHAIN {
            if id == made {
                // Of what a setter gets the conditions are noted.
                let is_told = name.starts_with("set") || name.starts_with("with");
                let is_open = arguments.iter().any(|one| module.guards.contains_key(&one.value));
                return !is_held || is_told && !is_open;
            }
            let node = &module.nodes[id];
            id = match &node.kind {
                Kind::Call { callee, .. } => match module.nodes[*callee].kind {
                    Kind::Member { of, .. } => of,
                    _ => return false,
                },
                Kind::Name(variable) => {
                    let bound = bindings(module, node.scope, variable);
                    let [only] = bound.iter().collect::<Vec<_>>()[..] else { return false };
                    let Some(value) = only.value else { return false };
                    is_held = true;
                    value
                }
                _ => return false,
            };
        }
        false
    })
}
