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
        let values: Vec<Id> = match &module.nodes[callee].kind {
            Kind::Name(name) => {
                let (scope, at) = (module.nodes[callee].scope, module.nodes[callee].place.start);
                let bound = bindings(module, scope, name);
                reaching(module, bound, at).iter().filter_map(|one| one.value).collect()
            }
            Kind::Member { name, .. } if name.starts_with('$') => vec![callee],
            Kind::Index { .. } => vec![callee],
            _ => return false,
        };
        let [value] = values.as_slice() else { return false };
        match &module.nodes[*value].kind {
            Kind::Call { arguments, .. }
                if module.called(*value).is_some_and(|name| PARTIAL.contains(&name)) =>
            {
                let Some((function, fixed)) = arguments.split_first() else { return false };
                let all: Vec<Argument> = fixed.iter().chain(given).cloned().collect();
                let names = qualified(module, function.value);
                self.call_as(id, &names, &all)
            }
            Kind::Choice(_) | Kind::Index { .. } | Kind::Call { .. } | Kind::Member { .. } => {
                self.call_of_values(id, *value, given)
            }
            // A function of PHP that goes by a text.
            Kind::Text(_) if self.around.language().id == "php" => {
                self.call_of_values(id, *value, given)
            }
            _ => false,
        }
    }

    /// A call of what an expression is worth, where that is functions by their names.
    fn call_of_values(&mut self, id: Id, value: Id, given: &[Argument]) -> bool {
        let is_php = self.around.language().id == "php";
        let resolved = Resolver::new(self.around).resolve(&self.site(value));
        let mut found = false;
        for candidate in resolved.candidates {
            let mut names = match candidate.value {
                Value::Named(names) => names,
                // A function of PHP goes by a text.
                Value::Text(text) if is_php => vec![text],
                _ => continue,
            };
            // A constructor of Dart as a value is `Type.new`.
            for name in &mut names {
                if let Some(class) = name.strip_suffix(".new") {
                    *name = class.to_owned();
                }
            }
            found |= self.call_as(id, &names, given);
        }
        found
    }

    /// A call on a variable, field or parameter that stands for something of a library: `hash.convert(…)`.
    pub(super) fn call_on_a_value(
        &mut self,
        id: Id,
        callee: Id,
        last: &str,
        arguments: &[Argument],
    ) -> bool {
        const LANGUAGES: &[&str] =
            &["dart", "swift", "javascript", "typescript", "tsx", "python", "ruby", "elixir"];
        let Kind::Member { of, .. } = self.module.nodes[callee].kind else { return false };
        let is_variable =
            matches!(
                self.module.nodes[of].kind,
                Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. }
            ) || self.module.called(of).is_some_and(|name| matches!(name, "const_get" | "getattr"));
        if !is_variable || !LANGUAGES.contains(&self.around.language().id) {
            return false;
        }
        let resolved = Resolver::new(self.around).resolve(&self.site(of));
        let mut found = false;
        for candidate in resolved.candidates {
            let Value::Named(names) = candidate.value else { continue };
            let names: Vec<String> = names.iter().map(|name| format!("{name}.{last}")).collect();
            found |= self.call_as(id, &names, arguments);
        }
        found
    }

    /// Whether what a method is called on is a variable that is one of several things.
    pub(super) fn is_on_choice(&self, callee: Id) -> bool {
        let module = self.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return false };
        let Kind::Name(name) = &module.nodes[of].kind else { return false };
        // Elsewhere the rules of a method are told by the first of the names.
        if self.around.language().id != "dart" {
            return false;
        }
        let bound = bindings(module, module.nodes[of].scope, name);
        let values = reaching(module, bound, module.nodes[of].place.start);
        let mut values = values.iter().filter_map(|one| one.value);
        values.any(|value| matches!(module.nodes[value].kind, Kind::Choice(_)))
    }

    /// A call as if what is called went by `names`.
    fn call_as(&mut self, id: Id, names: &[String], arguments: &[Argument]) -> bool {
        let lasts: Vec<&str> = names.iter().filter_map(|name| name.rsplit('.').next()).collect();
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
        places.into_iter().any(|place| self.apply(id, callee, arguments, names, place))
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
