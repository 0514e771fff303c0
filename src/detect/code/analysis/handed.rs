//! What a function that is handed on does with an object: `pair("RSA") { initialize(4096) }`, where `pair` runs what it
//! gets on a generator that it makes.

use std::collections::BTreeSet;

use super::Analysis;
use crate::detect::code::packs::then_names;
use crate::detect::code::resolve::{Resolver, parameter};
use crate::detect::code::sources::{INVOKING, given};
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeId, ScopeKind};

/// Functions that run what they get on the object that they are called on.
const RUNNING: &[&str] = &["apply", "also", "run", "let"];
/// Objects that are handed on like this in one file.
const HANDED: usize = 64;

/// An object on which a parameter of a function is run, the function, and which parameter it is.
type Handed = (Id, ScopeId, usize);

impl Analysis<'_> {
    /// What functions do to objects that they get from the functions to which they are handed.
    pub(super) fn later_in_handed(&mut self) {
        let rules = (0..self.uses.len()).map(|index| self.rule(index));
        let names: BTreeSet<String> =
            rules.flat_map(|rule| &rule.then).flat_map(then_names).cloned().collect();
        if names.is_empty() {
            return;
        }
        for (object, function, index) in self.handed_objects() {
            let at = self.module.nodes[object].place.start;
            let origins = self.origins(object, at, 6);
            let uses: Vec<usize> = origins
                .iter()
                .filter_map(|origin| self.of.get(origin))
                .flatten()
                .copied()
                .collect();
            if uses.is_empty() {
                continue;
            }
            let sites = given(self.module, function, index);
            let way = Resolver::new(self.around).choice(self.module, ("call of", function));
            let is_one = sites.len() == 1;
            for (which, (_, site)) in sites.into_iter().enumerate() {
                let Some(Kind::Closure(closure)) = site.as_ref().map(|site| site.kind()) else {
                    continue;
                };
                let said = self.said_in(*closure, &names);
                for index in &uses {
                    let mut steps = self.uses[*index].0.steps.iter();
                    let is_it = is_one
                        || steps.any(|came| {
                            came.step.choice.is_some_and(|one| one.of == way && one.which == which)
                        });
                    for (used, arguments, name) in said.iter().filter(|_| is_it) {
                        self.say(*index, name, *used, arguments);
                    }
                }
            }
        }
    }

    fn handed_objects(&self) -> Vec<Handed> {
        let module = self.module;
        let (mut all, mut on_object) = (Vec::new(), Vec::new());
        let mut note = |object: Id, function: Id| {
            if let Kind::Name(name) = &module.nodes[function].kind
                && let Some((scope, index)) = parameter(module, module.nodes[function].scope, name)
            {
                all.push((object, scope, index));
            }
        };
        let parts = |call: Id| match &module.nodes[call].kind {
            Kind::Call { callee, arguments } => Some((*callee, arguments.as_slice())),
            _ => None,
        };
        for call in RUNNING.iter().chain(INVOKING).flat_map(|name| module.calls_of(name)) {
            let Some((callee, [only])) = parts(*call) else { continue };
            let Kind::Member { of, .. } = module.nodes[callee].kind else { continue };
            // `object.apply(function)`, and `function.accept(object)`
            note(of, only.value);
            note(only.value, of);
        }
        for call in module.calls_of("with") {
            if let Some((_, [object, function])) = parts(*call) {
                note(object.value, function.value);
            }
        }
        for scope in module.scopes.iter().filter(|scope| scope.kind == ScopeKind::Function) {
            for parameter in &scope.parameters {
                for call in module.calls_of(&parameter.name).iter().take(HANDED) {
                    match parts(*call) {
                        Some((callee, [object, ..])) => note(object.value, callee),
                        // `object.function()` of Kotlin.
                        Some((callee, [])) => {
                            if let Kind::Member { of, .. } = module.nodes[callee].kind {
                                on_object.push((of, *call, parameter.name.as_str()));
                            }
                        }
                        None => {}
                    }
                }
            }
        }
        for (object, call, name) in on_object {
            let found = parameter(module, module.nodes[call].scope, name);
            all.extend(found.map(|(scope, index)| (object, scope, index)));
        }
        all.truncate(HANDED);
        all
    }

    /// Calls and assignments in a function without a name on what it gets, or on nothing that is written.
    fn said_in(
        &self,
        closure: ScopeId,
        names: &BTreeSet<String>,
    ) -> Vec<(Id, Vec<Argument>, String)> {
        let module = self.module;
        let own = module.scopes[closure].parameters.first().map_or("it", |one| one.name.as_str());
        let is_inside =
            |id: Id| module.scopes_from(module.nodes[id].scope).any(|scope| scope == closure);
        let is_own = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(name) if name == own || name == "this");
        let mut all = Vec::new();
        for name in names {
            for call in module.calls_of(name).iter().filter(|id| is_inside(**id)) {
                let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { continue };
                let is_on_it = match &module.nodes[*callee].kind {
                    Kind::Name(_) => self.around.language().id == "kotlin",
                    Kind::Member { of, .. } => is_own(*of),
                    _ => false,
                };
                if is_on_it {
                    all.push((*call, arguments.clone(), name.clone()));
                }
            }
            for setting in module.settings_of(name).filter(|one| is_inside(one.target)) {
                if let Kind::Member { of, .. } = &module.nodes[setting.target].kind
                    && is_own(*of)
                {
                    let argument = Argument { name: None, value: setting.value };
                    all.push((setting.value, vec![argument], name.clone()));
                }
            }
        }
        all
    }
}
