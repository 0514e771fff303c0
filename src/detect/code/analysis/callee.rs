//! What is called where that is the value of a variable, and arguments that a table holds.

use super::*;
use crate::detect::code::lower::PASTE;
use crate::detect::code::names::bindings;
use crate::detect::code::sources::{reaching, seen_from};
use crate::detect::code::syntax::SPREAD;
use crate::detect::code::value::Value;

/// Functions that fix the first arguments of another.
const PARTIAL: &[&str] = &["partial", "bind"];

/// Whether a function gives something of a library by its name, or out of a table.
fn is_handed_by(name: &str) -> bool {
    matches!(name, "const_get" | "getattr" | "fetch" | "dig" | "constantize" | "safe_constantize")
}

/// Whether a name is one that macros of C have.
pub(super) fn is_macro(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Functions that call one that they get.
const HANDING: &[&str] = &[
    "map",
    "array_map",
    "array_walk",
    "call_user_func",
    "call_user_func_array",
    "for_each",
    "forEach",
    "flatMap",
    "Select",
];

impl Analysis<'_> {
    /// A call of a variable that is one of several functions, or one with arguments that are fixed already.
    pub(super) fn call_of_a_value(&mut self, id: Id, callee: Id, given: &[Argument]) -> bool {
        let module = self.module;
        let values: Vec<Id> = match &module.nodes[callee].kind {
            Kind::Name(name) => {
                let (scope, at) = (module.nodes[callee].scope, module.nodes[callee].place.start);
                let bound = bindings(module, scope, name);
                let at = seen_from(module, scope, bound, at);
                let is_php = name.starts_with('$') && self.around.language().id == "php";
                if bound.is_empty()
                    && (is_php
                        || self.is_handed_each(scope, name)
                        || self.is_function_by_default(callee, name))
                {
                    return self.call_of_values(id, callee, given);
                }
                reaching(module, bound, at).iter().filter_map(|one| one.value).collect()
            }
            Kind::Member { name, .. } if name.starts_with('$') => vec![callee],
            Kind::Member { of, name } if name == "call" && self.is_method(*of) => {
                return self.call_of_values(id, *of, given);
            }
            Kind::Member { of, name }
                if self.is_of_javascript() && matches!(name.as_str(), "call" | "apply") =>
            {
                return self.called_through(id, *of, name, given);
            }
            Kind::Member { of, name } if self.is_table(*of) || self.holds_function(*of, name) => {
                vec![callee]
            }
            Kind::Index { .. } => vec![callee],
            // A pointer to a function in a row of a table.
            Kind::Member { of, .. }
                if (self.is_of_c() || self.around.language().id == "go")
                    && matches!(module.nodes[*of].kind, Kind::Index { .. }) =>
            {
                vec![callee]
            }
            // `table.get(name)(data)`
            Kind::Call { .. } if module.called(callee) == Some("get") => {
                return self.call_of_values(id, callee, given);
            }
            // `promisify(generateKeyPair)("rsa", …)`
            Kind::Call { arguments, .. } if module.called(callee) == Some("promisify") => {
                let Some(function) = arguments.first() else { return false };
                let names = qualified(module, function.value);
                return self.call_as(id, &names, given);
            }
            _ => return false,
        };
        if let Some((home, made)) = self.pasting(callee) {
            return self.call_of_values(id, id, given) || self.written_out(id, &home, made, given);
        }
        if let Some(names) = self.renamed(callee) {
            return self.call_as(id, &names, given);
        }
        // A macro that has one body under a condition, and another else; a variable that is one of several functions.
        let is_plain = |id: &Id| match module.nodes[*id].kind {
            Kind::Name(_) => true,
            Kind::Member { .. } => !self.is_of_c(),
            _ => false,
        };
        if values.len() > 1 && values.iter().all(is_plain) {
            let (mut found, first) = (0, self.uses.len());
            for value in values {
                let names = qualified(module, value);
                found += usize::from(self.call_as(id, &names, given));
            }
            let made = self.uses[first..].iter_mut().filter(|_| found > 1);
            made.for_each(|(use_, _)| use_.one_of_many = true);
            return found > 0;
        }
        let [value] = values.as_slice() else { return false };
        match &module.nodes[*value].kind {
            Kind::Call { callee, arguments }
                if module.called(*value).is_some_and(|name| PARTIAL.contains(&name)) =>
            {
                let Some((first, fixed)) = arguments.split_first() else { return false };
                // `f.bind(this, first)` of JavaScript.
                let function = match module.nodes[*callee].kind {
                    Kind::Member { of, .. } if self.is_of_javascript() => of,
                    _ => first.value,
                };
                let all: Vec<Argument> = fixed.iter().chain(given).cloned().collect();
                let names = qualified(module, function);
                self.call_as(id, &names, &all)
            }
            Kind::Choice(_) | Kind::Index { .. } | Kind::Call { .. } | Kind::Member { .. } => {
                self.call_of_values(id, *value, given)
            }
            // A pointer to a function of C: `int (*make)(void) = crypto_sign_keypair;`.
            Kind::Name(_) if self.is_of_c() => {
                let names = qualified(module, *value);
                self.call_as(id, &names, given)
            }
            // A function of PHP that goes by a text.
            Kind::Text(_) if self.around.language().id == "php" => {
                self.call_of_values(id, *value, given)
            }
            _ => false,
        }
    }

    /// Whether a variable of Ruby holds a function of an object: `sum = Digest::SHA256.method(:digest)`.
    fn is_method(&self, of: Id) -> bool {
        let node = &self.module.nodes[of];
        let Kind::Name(name) = &node.kind else { return false };
        let value = bindings(self.module, node.scope, name).last().and_then(|one| one.value);
        let is_member =
            value.is_some_and(|id| matches!(self.module.nodes[id].kind, Kind::Member { .. }));
        self.around.language().id == "ruby" && (is_member || self.is_function_by_default(of, name))
    }

    /// Whether an object is a table that the file writes down: `hashes.event(data)`.
    fn is_table(&self, of: Id) -> bool {
        let node = &self.module.nodes[of];
        let Kind::Name(name) = &node.kind else { return false };
        let value = bindings(self.module, node.scope, name).last().and_then(|one| one.value);
        let own = value.is_some_and(|id| matches!(self.module.nodes[id].kind, Kind::Map(_)));
        own && self.is_of_javascript()
    }

    /// Whether a name is what a function without a name gets of each element of a list: `[md5, sha1].map((h) => h(x))`.
    fn is_handed_each(&self, scope: ScopeId, name: &str) -> bool {
        if !self.is_of_javascript() {
            return false;
        }
        let owner = self.module.scopes_from(scope).find(|scope| {
            self.module.scopes[*scope].parameters.iter().any(|parameter| parameter.name == name)
        });
        let call = owner.and_then(|owner| self.module.handed_to(owner));
        let called = call.and_then(|call| self.module.called(call));
        called.is_some_and(|called| {
            matches!(called, "map" | "forEach" | "flatMap" | "some" | "every")
        })
    }

    /// A function of a library that is handed to one which calls it: `map(hashlib.md5, parts)`, `array_map('md5', $parts)`.
    pub(super) fn hands_on(&mut self, id: Id, name: &str, arguments: &[Argument]) {
        if self.hands_reference(id, name, arguments) || !HANDING.contains(&name) {
            return;
        }
        let module = self.module;
        let is_php = self.around.language().id == "php";
        for (index, argument) in arguments.iter().take(2).enumerate() {
            if index == 0 && name == "call_user_func" && self.is_parameter_of_php(argument.value) {
                self.call_of_values(id, argument.value, &arguments[1..]);
                return;
            }
            let value = match &module.nodes[argument.value].kind {
                Kind::Name(variable) if is_php && variable.starts_with('$') => {
                    let scope = module.nodes[argument.value].scope;
                    let bound = bindings(module, scope, variable);
                    bound.last().and_then(|one| one.value).unwrap_or(argument.value)
                }
                _ => argument.value,
            };
            let names: Vec<String> = match &module.nodes[value].kind {
                Kind::Name(_) | Kind::Member { .. } => qualified(module, value).to_vec(),
                Kind::Text(text) if is_php => vec![text.clone()],
                Kind::List(pair) => match pair.as_slice() {
                    [class, method] => {
                        let Kind::Text(method) = &module.nodes[*method].kind else { continue };
                        let classes = qualified(module, *class);
                        let of = |class: &String| class.trim_end_matches(".class").to_owned();
                        classes.iter().map(|class| format!("{}.{method}", of(class))).collect()
                    }
                    _ => continue,
                },
                _ => continue,
            };
            let rest = arguments.get(index + 1..).filter(|_| name == "call_user_func");
            let listed: Option<Vec<Argument>> = match arguments.get(index + 1) {
                Some(list) if name == "call_user_func_array" => {
                    match &module.nodes[list.value].kind {
                        Kind::List(items) => {
                            let placed = |value: &Id| Argument { name: None, value: *value };
                            Some(items.iter().map(placed).collect())
                        }
                        _ => None,
                    }
                }
                _ => None,
            };
            let rest = listed.as_deref().or(rest);
            if self.call_as(id, &names, rest.unwrap_or_default()) {
                return;
            }
        }
    }

    /// The macro that makes names which is called.
    fn pasting(&self, callee: Id) -> Option<(Rc<Module>, ScopeId)> {
        let Kind::Name(name) = &self.module.nodes[callee].kind else { return None };
        let made_in = |module: &Rc<Module>| {
            let mut scopes = module.scopes_named(name, ScopeKind::Function);
            let pastes =
                |scope: &ScopeId| module.scopes[*scope].marks.iter().any(|one| one == PASTE);
            scopes.find(pastes).map(|scope| (Rc::clone(module), scope))
        };
        if !self.is_of_c() || !is_macro(name) {
            return None;
        }
        made_in(self.module).or_else(|| {
            let names = qualified(self.module, callee);
            let (home, _) = self.around.function(&self.module.path, &names)?;
            made_in(&home)
        })
    }

    /// The uses that the call is which a macro stands for, where the macro is used.
    fn written_out(
        &mut self,
        id: Id,
        home: &Rc<Module>,
        function: ScopeId,
        given: &[Argument],
    ) -> bool {
        let call = home.scopes[function].returns.last().copied();
        let is_call = |id: &Id| matches!(home.nodes[*id].kind, Kind::Call { .. });
        let Some(call) = call.filter(is_call).filter(|_| self.inside.is_none()) else {
            return false;
        };
        let (arguments, caller) = (given.to_vec(), Rc::clone(self.module));
        let frame = Frame { function, module: Rc::clone(home), arguments, caller };
        let mut other = Analysis::new(home, self.rules, self.open, self.around);
        other.inside = Some((function, vec![frame]));
        other.call(call);
        let found = !other.uses.is_empty();
        let module = self.module;
        let node = &module.nodes[id];
        for (mut use_, place) in other.uses {
            use_.id = id;
            use_.place = node.place;
            use_.function = function_name(module, node.scope);
            use_.is_test = module.is_test(node.place.start);
            self.of.entry(id).or_default().push(self.uses.len());
            self.uses.push((use_, place));
        }
        found
    }

    /// A call of what an expression is worth, where that is functions by their names.
    fn call_of_values(&mut self, id: Id, value: Id, given: &[Argument]) -> bool {
        let resolved = self.resolver().resolve(&self.site(value));
        let mut found = false;
        for candidate in resolved.candidates {
            let Some(mut names) = self.names_as_function(candidate.value) else { continue };
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
        const LANGUAGES: &[&str] = &[
            "csharp",
            "dart",
            "swift",
            "javascript",
            "typescript",
            "tsx",
            "python",
            "ruby",
            "elixir",
            "go",
        ];
        let Kind::Member { of, .. } = self.module.nodes[callee].kind else { return false };
        let is_variable = matches!(
            self.module.nodes[of].kind,
            Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. } | Kind::Choice(_)
        ) || self.module.called(of).is_some_and(is_handed_by)
            // What a function of the program gives: `pick(strong).convert(…)`.
            || matches!(self.around.language().id, "csharp" | "dart" | "ruby" | "swift")
                && matches!(self.module.nodes[of].kind, Kind::Call { .. })
            || self.around.language().id == "go" && self.is_plain_call(of);
        if !is_variable || !LANGUAGES.contains(&self.around.language().id) {
            return false;
        }
        let resolved = self.resolver().resolve(&self.site(of));
        let mut found = false;
        let holds_objects = matches!(self.around.language().id, "csharp" | "go" | "ruby" | "swift");
        for candidate in resolved.candidates {
            let is_module = |text: &str| {
                text.starts_with(|c: char| c.is_ascii_uppercase())
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
            };
            let names = match candidate.value {
                Value::Named(names) => names,
                // A module of Elixir that a configuration names.
                Value::Text(text) if is_module(&text) => vec![text],
                // An object that a function of a library gives: `ecdh.P384()` of Go, `RSA.Create(3072)` of C#.
                Value::Made(made) if holds_objects => {
                    let names = self.names_of_made(&made);
                    let names = names.iter().map(|name| format!("{name}.{last}"));
                    found |= self.method_as(id, last, &names.collect::<Vec<_>>(), arguments);
                    continue;
                }
                _ => continue,
            };
            // `H.self` of Swift is the type, and `H.init()` an object of it.
            let called = |name: &String| match (name.strip_suffix(".self"), last) {
                (Some(class), "init") => class.to_owned(),
                (Some(class), _) => format!("{class}.{last}"),
                (None, _) => format!("{name}.{last}"),
            };
            let names: Vec<String> = names.iter().map(called).collect();
            found |= self.call_as(id, &names, arguments);
        }
        found
    }

    /// Whether an expression calls a function by its name alone: `exchange().GenerateKey(…)`.
    fn is_plain_call(&self, of: Id) -> bool {
        let Kind::Call { callee, .. } = self.module.nodes[of].kind else { return false };
        matches!(self.module.nodes[callee].kind, Kind::Name(_))
    }

    /// The names of an object that a call makes; in Go, of what a method gives those of the object that it is called on,
    /// be that what a function of another file gives.
    fn names_of_made(&self, made: &Site) -> Vec<String> {
        let mut names = qualified(&made.module, made.id).to_vec();
        if let Kind::Call { callee, .. } = made.kind()
            && let Kind::Member { of, .. } = made.module.nodes[*callee].kind
            && matches!(made.module.nodes[of].kind, Kind::Call { .. } | Kind::Name(_))
            && self.around.language().id == "go"
        {
            let held = self.resolver().resolve(&made.at(of));
            for inner in held.candidates {
                if let Value::Made(inner) = inner.value
                    && inner.id != of
                {
                    names.extend_from_slice(&qualified(&inner.module, inner.id));
                }
            }
        }
        names
    }

    /// Whether what a method is called on is a variable that is one of several things.
    pub(super) fn is_on_choice(&self, callee: Id) -> bool {
        let module = self.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return false };
        // Elsewhere the rules of a method are told by the first of the names.
        let language = self.around.language().id;
        // `(strong ? sha512 : md5).convert(…)`, `pick(strong).convert(…)`
        if language == "dart"
            && matches!(module.nodes[of].kind, Kind::Choice(_) | Kind::Call { .. })
        {
            return true;
        }
        let Kind::Name(name) = &module.nodes[of].kind else { return false };
        let several = matches!(language, "python" | "ruby" | "javascript" | "typescript" | "tsx");
        if language != "dart" && !several {
            return false;
        }
        let bound = bindings(module, module.nodes[of].scope, name);
        let node = &module.nodes[of];
        let at = seen_from(module, node.scope, bound, node.place.start);
        let values = reaching(module, bound, at);
        let mut values = values.iter().filter_map(|one| one.value);
        if several {
            let parts = |value: Id| {
                matches!(
                    module.nodes[value].kind,
                    Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. }
                )
            };
            return values.clone().count() > 1 && values.all(parts);
        }
        values.any(|value| matches!(module.nodes[value].kind, Kind::Choice(_)))
    }

    /// A call of a method as if the object went by `names`.
    fn method_as(&mut self, id: Id, last: &str, names: &[String], given: &[Argument]) -> bool {
        let Kind::Call { callee, .. } = self.module.nodes[id].kind else { return false };
        let open = self.rules.methods(last).filter(|(pack, _)| self.open[*pack]);
        let places: Vec<Place> =
            open.filter(|place| is_method_of(&self.rules.at(*place).1.of, names)).collect();
        places.into_iter().any(|place| self.apply(id, callee, given, names, place))
    }

    /// A call as if what is called went by `names`.
    pub(super) fn call_as(&mut self, id: Id, names: &[String], arguments: &[Argument]) -> bool {
        let lasts: Vec<&str> = names.iter().filter_map(|name| name.rsplit('.').next()).collect();
        let places: Vec<Place> = lasts
            .iter()
            .flat_map(|last| self.rules.calls(last, self.open))
            .chain(self.functions_of_c(&lasts).into_iter().filter(|(pack, _)| self.open[*pack]))
            .filter(|place| {
                let call = &self.rules.at(*place).1.call;
                call.iter().any(|name| names.contains(name) || library(name).is_some())
            })
            .collect();
        let Kind::Call { callee, .. } = self.module.nodes[id].kind else { return false };
        let mut found = false;
        for place in places {
            if self.apply(id, callee, arguments, names, place) {
                found = true;
                if !self.rules.at(place).1.also {
                    break;
                }
            }
        }
        found
    }

    pub(super) fn is_of_c(&self) -> bool {
        matches!(self.around.language().id, "c" | "cpp")
    }

    /// The rules for functions that libraries of C have.
    pub(super) fn functions_of_c(&self, names: &[&str]) -> Vec<Place> {
        let is_c = self.is_of_c();
        let known = names.iter().filter(|_| is_c).flat_map(|name| self.rules.functions(name, 0));
        known.collect()
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
            let resolved = self.resolver().resolve(&self.site(table.value));
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
