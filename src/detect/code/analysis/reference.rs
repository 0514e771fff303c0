//! Functions and constructors as values: `SecureRandom::new`, `apply(MessageDigest::getInstance, "MD5")`, and the names
//! that templates of C++ are made with.

use super::*;
use crate::detect::code::rule::Part;
use crate::detect::code::sources::INVOKING;
use crate::detect::code::surroundings::Sought;

/// Languages in which a member that is not called may be a function.
const LANGUAGES: &[&str] = &["java", "kotlin", "scala", "swift"];
/// Languages in which it may be one where a table or structure holds it: `{ sum: CryptoJS.SHA224 }`.
const IN_TABLES: &[&str] = &["go", "javascript", "typescript", "tsx"];
/// Arguments of a call that may be functions.
const ARGUMENTS: usize = 4;

impl Analysis<'_> {
    /// Functions and constructors that stand as values and need no arguments to tell what they are.
    pub(super) fn references(&mut self) {
        let language = self.around.language().id;
        let in_tables = IN_TABLES.contains(&language);
        if !in_tables && !LANGUAGES.contains(&language) {
            return;
        }
        let module = self.module;
        let held = if in_tables { held_in_tables(module) } else { HashSet::default() };
        let mut inner: HashSet<Id> = module.settings.iter().map(|one| one.target).collect();
        for node in &module.nodes {
            match &node.kind {
                Kind::Call { callee, .. } => inner.insert(*callee),
                Kind::Member { of, .. } => inner.insert(*of),
                _ => false,
            };
        }
        let covered = self.covered();
        for id in 0..module.nodes.len() {
            let Kind::Member { of, name } = &module.nodes[id].kind else { continue };
            if inner.contains(&id)
                || in_tables && !held.contains(&id)
                || is_covered(&covered, module.nodes[id].place)
            {
                continue;
            }
            let last = match (&module.nodes[*of].kind, name.as_str()) {
                (Kind::Name(class) | Kind::Member { name: class, .. }, "new" | "init") => class,
                _ => name,
            };
            let open = self.rules.calls(last, self.open);
            let places: Vec<Place> = open.filter(|place| self.is_told_by_name(*place)).collect();
            if places.is_empty() {
                continue;
            }
            let names: Vec<String> = qualified(module, id)
                .iter()
                .map(|name| {
                    let class = name.strip_suffix(".new").or(name.strip_suffix(".init"));
                    class.unwrap_or(name).to_owned()
                })
                .collect();
            let meant = |place: &Place| {
                self.rules.at(*place).1.call.iter().any(|name| names.contains(name))
            };
            if let Some(place) = places.into_iter().find(meant) {
                self.apply(id, id, &[], &names, place);
            }
        }
    }

    /// Constants and types whose mention is a use.
    pub(super) fn mentions(&mut self) {
        let covered = self.covered();
        let callees: HashSet<Id> = self
            .module
            .nodes
            .iter()
            .filter_map(|node| match &node.kind {
                Kind::Call { callee, .. } => Some(*callee),
                _ => None,
            })
            .collect();
        for id in 0..self.module.nodes.len() {
            let last = match &self.module.nodes[id].kind {
                Kind::Name(name) | Kind::Member { name, .. } => name,
                _ => continue,
            };
            let mut places: Vec<Place> =
                self.rules.mentions(last).filter(|(pack, _)| self.open[*pack]).collect();
            if matches!(self.module.nodes[id].kind, Kind::Name(_)) && !callees.contains(&id) {
                let of_library = self.rules.functions(last, 1);
                places.extend(of_library.into_iter().filter(|(pack, _)| self.open[*pack]));
            }
            if places.is_empty()
                || self.module.is_in_macro(id)
                || is_covered(&covered, self.module.nodes[id].place)
            {
                continue;
            }
            let names = qualified(self.module, id);
            let of = |place: &Place| {
                let mention = &self.rules.at(*place).1.mention;
                let is_it = |name: &String| names.contains(name) || library(name).is_some();
                mention.iter().any(|name| is_it(name) || self.is_member_of_any(id, name))
            };
            if let Some(place) = places.into_iter().find(of) {
                // A function of a library goes by its own name.
                let of_library =
                    self.rules.at(place).1.call.iter().any(|name| library(name).is_some());
                let own = [last.clone()];
                self.apply(id, id, &[], if of_library { &own } else { &names }, place);
            }
        }
    }

    /// Leaves of the ways of a use those that no rule before told of the same call, and notes which it tells where those
    /// are not all; false where none is left.
    pub(super) fn left_by_others(&mut self, ways: &mut Vec<Way>, met: Vec<Vec<Step>>) -> bool {
        let has = |way: &Way, met: &Vec<Step>| {
            met.iter().all(|step| way.steps.iter().any(|own| own.step.choice == step.choice))
        };
        let Some(told) = self.told.as_mut().filter(|_| !ways.is_empty()) else { return true };
        ways.retain(|way| !told.iter().any(|met| has(way, met)));
        if !ways.is_empty() {
            told.extend(met.into_iter().filter(|met| !met.is_empty()));
        }
        !ways.is_empty()
    }

    /// Whether a rule says everything by the name of what is called.
    fn is_told_by_name(&self, place: Place) -> bool {
        let rule = self.rules.at(place).1;
        let is_named = match &rule.says.algorithm {
            Some(Part::Known(_)) => true,
            Some(Part::Taken(taken)) => taken.called.is_some(),
            None => false,
        };
        is_named && rule.when.is_empty() && !rule.nothing
    }

    /// A function of a library that is handed to a function of the file, which calls it, or to one of the language's:
    /// `apply(MessageDigest::getInstance, "MD5")`, `name.let(SSLContext::getInstance)`.
    pub(super) fn hands_reference(&mut self, id: Id, name: &str, arguments: &[Argument]) -> bool {
        let module = self.module;
        let Kind::Call { callee, .. } = module.nodes[id].kind else { return false };
        if !LANGUAGES.contains(&self.around.language().id) {
            return false;
        }
        for (index, argument) in arguments.iter().enumerate().take(ARGUMENTS) {
            let Kind::Member { name: last, .. } = &module.nodes[argument.value].kind else {
                continue;
            };
            if self.rules.calls(last, self.open).next().is_none() {
                continue;
            }
            let scope = module.nodes[callee].scope;
            let given = match (name, &module.nodes[callee].kind) {
                ("let" | "run" | "also", Kind::Member { of, .. }) => {
                    Some(vec![Argument { name: None, value: *of }])
                }
                _ => module
                    .function_called(scope, name)
                    .and_then(|function| self.given_to_parameter(function, index)),
            };
            let names = qualified(module, argument.value);
            if let Some(given) = given
                && self.call_as(id, &names, &given)
            {
                return true;
            }
        }
        false
    }

    /// What a function of the file gives to the function that it gets as a parameter.
    fn given_to_parameter(&self, function: ScopeId, index: usize) -> Option<Vec<Argument>> {
        let module = self.module;
        let parameter = &module.scopes[function].parameters.get(index)?.name;
        let is_it =
            |id: Id| matches!(&module.nodes[id].kind, Kind::Name(name) if name == parameter);
        module.nodes.iter().find_map(|node| {
            let Kind::Call { callee, arguments } = &node.kind else { return None };
            let is_called = match &module.nodes[*callee].kind {
                Kind::Name(_) => is_it(*callee),
                Kind::Member { of, name } => {
                    is_it(*of) && (arguments.len() == 1 || INVOKING.contains(&name.as_str()))
                }
                _ => false,
            };
            let is_inside = module.scopes_from(node.scope).any(|scope| scope == function);
            (is_called && is_inside).then(|| arguments.clone())
        })
    }

    /// A call of what a type parameter of a template stands for, once for each type that it is made with:
    /// `typename Mode::Encryption e;`, `Hash h;`.
    pub(super) fn call_in_template(&mut self, id: Id, callee: Id, own: &[Argument]) -> bool {
        if self.around.language().id != "cpp" {
            return false;
        }
        let module = self.module;
        let (mut root, mut suffix) = (callee, String::new());
        while let Kind::Member { of, name } = &module.nodes[root].kind {
            suffix = format!(".{name}{suffix}");
            root = *of;
        }
        let Kind::Name(parameter) = &module.nodes[root].kind else { return false };
        let taken = module.scopes_from(module.nodes[root].scope).find_map(|scope| {
            let scope = &module.scopes[scope];
            let index = scope.generics.iter().position(|one| one == parameter)?;
            // What a class template is made with stands where an object of it is declared.
            let is_function = scope.kind == ScopeKind::Function;
            (is_function || !suffix.is_empty()).then_some((scope.name.as_str(), index))
        });
        let Some((template, index)) = taken else { return false };
        let (key, within) = (format!("<{index}>"), format!("<{index}."));
        let mut found = false;
        for made in module.calls_of(template).iter().take(8) {
            let Kind::Call { arguments, .. } = &module.nodes[*made].kind else { continue };
            let named = |name: &str| {
                arguments.iter().find(|one| one.name.as_deref() == Some(name)).map(|one| one.value)
            };
            let Some(given) = named(&key) else { continue };
            // By a name that a header has for a namespace, too.
            let mut names = qualified(module, given).to_vec();
            if let Some(name) = names.first().filter(|name| name.contains('.')) {
                names.extend(self.around.included(module, name));
            }
            let names: Vec<String> = names.iter().map(|name| format!("{name}{suffix}")).collect();
            let inner = arguments.iter().filter_map(|one| {
                let at = one.name.as_deref()?.strip_prefix(&within)?;
                Some(Argument { name: Some(format!("<{at}")), value: one.value })
            });
            let all: Vec<Argument> = own.iter().cloned().chain(inner).collect();
            found |= self.call_as(id, &names, &all);
        }
        if !module.calls_of(template).is_empty() {
            return found;
        }
        // A template of a header is made with what the files say that include it.
        let words = [(template, Sought::Anything)];
        for other in self.around.beside(&module.path, &words).iter() {
            for made in other.calls_of(template).iter().take(8) {
                let Kind::Call { arguments, .. } = &other.nodes[*made].kind else { continue };
                let given = arguments.iter().find(|one| one.name.as_deref() == Some(key.as_str()));
                let Some(given) = given else { continue };
                let names: Vec<String> = qualified(other, given.value)
                    .iter()
                    .map(|name| format!("{name}{suffix}"))
                    .collect();
                found |= self.call_as(id, &names, own);
            }
        }
        found
    }
}

/// What tables and literals of structures hold.
fn held_in_tables(module: &Module) -> HashSet<Id> {
    let mut held = HashSet::default();
    for node in &module.nodes {
        match &node.kind {
            Kind::Map(pairs) => held.extend(pairs.iter().map(|(_, value)| *value)),
            Kind::Call { arguments, .. } if module.path.ends_with(".go") => {
                let named = arguments.iter().filter(|one| one.name.is_some());
                held.extend(named.map(|one| one.value));
            }
            _ => {}
        }
    }
    held
}
