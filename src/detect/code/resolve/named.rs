//! What names are worth: variables, parameters, constants, members that are named alone.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, SUPERTYPES, parameter, step};
use crate::detect::code::names::{bindings, type_arguments};
use crate::detect::code::objects::constructor_parameter;
use crate::detect::code::sources::{reaching, seen_from};
use crate::detect::code::syntax::{Bound, Id, Module, ScopeKind};
use crate::detect::code::value::{Choice, Resolved, Site};

impl Resolver<'_> {
    pub(super) fn name(&mut self, site: &Site, name: &str) -> Resolved {
        if let Some(own) = self.of_heir_at_hand(site, name) {
            return own;
        }
        if let Some(module) = self.module_around(site, name) {
            return module;
        }
        let module = Rc::clone(&site.module);
        let scope = module.nodes[site.id].scope;
        let at = site.place().start;
        if let Some(given) = self.given_by_frame(&module, scope, name) {
            return self.resolve(&given).by(&step(site, &format!("type argument {name}")));
        }
        let given: Vec<Id> = type_arguments(&module, name, scope).take(CALL_SITES).collect();
        if !given.is_empty() {
            let step = step(site, &format!("type argument {name}"));
            let parted = self.type_choice(&module, name, given.len());
            let ways = given.into_iter().enumerate().map(|(which, id)| {
                let way = self.resolve(&site.at(id)).by(&step);
                match parted {
                    Some(of) => way.chosen(Choice { of, which }),
                    None => way,
                }
            });
            return Resolved::any(ways.collect::<Vec<_>>());
        }
        if let Some(found) = self.of_alias(site, name).or_else(|| self.default_type(site, name)) {
            return found;
        }
        let bound = bindings(&module, scope, name);
        if let Some(first) = bound.first() {
            if let Some(given) = self.given_to_objects(&module, first.scope, name) {
                return given;
            }
            let at = seen_from(&module, scope, bound, at);
            let own = self.bound(&module, name, bound, at);
            let own = self.set_by_nobody_yet(site, (name, bound, at), own);
            let own = self.set_from_outside(&module, first.scope, name, own);
            let below = self.of_subclasses_by_name(&module, first.scope, name);
            let below = below.or_else(|| self.set_by_heirs(&module, first.scope, name));
            return self.with_heirs((&module, first.scope), name, own, below);
        }
        if let Some((function, index)) = parameter(&module, scope, name) {
            return self.parameter(&module, function, index);
        }
        if let Some(option) = self.word_of_command_line(name) {
            return option;
        }
        if let Some(found) = self.of_self(&module, scope, name) {
            return found;
        }
        // A member of a supertype, which is named alone.
        if matches!(self.around.language().id, "cpp" | "java")
            && let Some(class) = module.enclosing(scope, ScopeKind::Type)
            && let Some(found) = self.implied(&module, class, name, SUPERTYPES)
        {
            return found;
        }
        let named = self.name_of_receiver(site, name);
        if let Some(found) = named.or_else(|| self.called_by_name(site, name)) {
            return found;
        }
        if let Some(found) = self.of_receiver(site, name) {
            return found;
        }
        self.of_imported_object(&module, scope, name).unwrap_or_else(|| self.elsewhere(site))
    }

    /// What a name is worth by the assignments that reach byte `at`.
    pub(in crate::detect::code) fn bound(
        &mut self,
        module: &Rc<Module>,
        name: &str,
        bound: Bound<'_>,
        at: usize,
    ) -> Resolved {
        if let Some(first) = bound.first()
            && let Some(read) = self.decoded(module, first.scope, name)
        {
            return read;
        }
        let reaching = reaching(module, bound, at);
        if reaching.is_empty() {
            let scope = bound.first().map_or(0, |binding| binding.scope);
            if module.scopes[scope].kind == ScopeKind::Type
                && let Some(implied) = self.implied(module, scope, name, SUPERTYPES)
            {
                return implied;
            }
            let parameter =
                module.scopes[scope].parameters.iter().position(|parameter| parameter.name == name);
            return match parameter {
                Some(index) => self.parameter(module, scope, index),
                None => Resolved::missing(format!("variable {name}")),
            };
        }
        let reaching = self.last_assigned(module, self.without_initial(module, reaching));
        // The only assignment may be one that does not come about.
        let is_refused = matches!(reaching.as_slice(),
            [only] if only.value.is_some_and(|id| self.holds(module, id) == Some(false)));
        let branches = self.branches(module, &reaching);
        let ways: Vec<Resolved> = reaching
            .into_iter()
            .filter_map(|binding| {
                let site = Site { module: Rc::clone(module), id: binding.value? };
                let mut step = step(&site, &format!("{name} is set"));
                step.choice = branches.map(|of| Choice { of, which: binding.block.0 });
                let set = self.as_type(&site, module, binding.type_name.as_deref());
                Some(self.in_turns(module, site.id, set).by(&step))
            })
            .collect();
        let mut all = Resolved::any(ways);
        if let Some(given) = self.given_before(module, name, bound, at) {
            all = if is_refused { given } else { given.or(all) };
        }
        // A constructor may set a field that others set otherwise.
        let class = bound.first().map_or(0, |binding| binding.scope);
        if self.around.language().id == "dart"
            && module.scopes[class].kind == ScopeKind::Type
            && let Some((function, index)) = constructor_parameter(module, class, name)
        {
            let given = self.parameter(module, function, index);
            all = given.or(all);
        }
        all
    }
}
