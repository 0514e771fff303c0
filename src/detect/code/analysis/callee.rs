//! What is called where that is the value of a variable, and arguments that a table holds.

use super::*;
use crate::detect::code::names::bindings;
use crate::detect::code::sources::reaching;
use crate::detect::code::syntax::SPREAD;
use crate::detect::code::value::Value;

/// Functions that fix the first arguments of another.
const PARTIAL: &[&str] = &["partial", "bind"];

impl Analysis<'_> {
    /// A call of a variable that is one of several functions, or one with arguments that are fixed already.
    pub(super) fn call_of_a_value(&mut self, id: Id, callee: Id, given: &[Argument]) -> bool {
        let module = self.module;
        let Kind::Name(name) = &module.nodes[callee].kind else { return false };
        let (scope, at) = (module.nodes[callee].scope, module.nodes[callee].place.start);
        let bound = bindings(module, scope, name);
        if bound.is_empty() {
            return false;
        }
        let values: Vec<Id> =
            reaching(module, &bound, at).iter().filter_map(|one| one.value).collect();
        let [value] = values.as_slice() else { return false };
        match &module.nodes[*value].kind {
            Kind::Choice(branches) => {
                let branches = branches.clone();
                let mut found = false;
                for branch in branches {
                    found |= self.call_as(id, branch, given);
                }
                found
            }
            Kind::Call { arguments, .. }
                if module.called(*value).is_some_and(|name| PARTIAL.contains(&name)) =>
            {
                let Some((function, fixed)) = arguments.split_first() else { return false };
                let all: Vec<Argument> = fixed.iter().chain(given).cloned().collect();
                self.call_as(id, function.value, &all)
            }
            _ => false,
        }
    }

    /// A call as if `function` were what is called.
    fn call_as(&mut self, id: Id, function: Id, arguments: &[Argument]) -> bool {
        let names = qualified(self.module, function);
        let lasts: Vec<&str> =
            names.iter().filter_map(|name| name.rsplit('.').next()).collect();
        let places: Vec<Place> = lasts
            .iter()
            .flat_map(|last| self.rules.calls(last))
            .filter(|(pack, _)| self.open[*pack])
            .filter(|place| {
                let call = &self.rules.at(*place).1.call;
                call.iter().any(|name| names.contains(name))
            })
            .collect();
        let Kind::Call { callee, .. } = self.module.nodes[id].kind else { return false };
        places.into_iter().any(|place| self.apply(id, callee, arguments, &names, place))
    }

    /// The arguments, with those in their places that a table of this file holds: `f(**DEFAULTS)`.
    pub(super) fn spread(&self, arguments: &[Argument]) -> Vec<Argument> {
        let is_table = |one: &Argument| one.name.as_deref() == Some(SPREAD);
        if !arguments.iter().any(is_table) {
            return arguments.to_vec();
        }
        let mut all: Vec<Argument> =
            arguments.iter().filter(|one| !is_table(one)).cloned().collect();
        for table in arguments.iter().filter(|one| is_table(one)) {
            let resolved = Resolver::new(self.around).resolve(&self.site(table.value));
            for candidate in resolved.candidates.iter().take(1) {
                let Value::Made(made) = &candidate.value else { continue };
                if !Rc::ptr_eq(&made.module, self.module) {
                    continue;
                }
                match made.kind() {
                    Kind::Map(pairs) => all.extend(pairs.iter().filter_map(|(key, value)| {
                        match &self.module.nodes[*key].kind {
                            Kind::Text(name) | Kind::Name(name) => {
                                Some(Argument { name: Some(name.clone()), value: *value })
                            }
                            _ => None,
                        }
                    })),
                    Kind::Call { arguments, .. } => {
                        all.extend(arguments.iter().filter(|one| one.name.is_some()).cloned());
                    }
                    _ => {}
                }
            }
        }
        all
    }
}
