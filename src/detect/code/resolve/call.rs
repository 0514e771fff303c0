//! What a call is worth: of what hands an argument on, of objects, of configurations.

use std::rc::Rc;

use super::decoded::is_configured;
use super::library::{COPYING, PASSING};
use super::nothing::{is_nothing, is_surely_nothing};
use super::{DEPTH, Resolver, is_table, receivers, step};
use crate::detect::code::combine::joined;
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::sources::variable_fields;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site, Value};

impl Resolver<'_> {
    /// `getattr(module, name)`: the member of that name.
    pub(super) fn by_attribute(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let receiver = || match site.kind() {
            Kind::Call { callee, .. } => match site.module.nodes[*callee].kind {
                Kind::Member { of, .. } => Some(of),
                _ => None,
            },
            _ => None,
        };
        let (object, member) = match (name, arguments) {
            ("getattr", [object, member, ..]) => (object.value, member.value),
            // `importlib.import_module(name)` of Python.
            ("import_module", [name, ..]) => {
                let named = self.resolve(&site.at(name.value));
                let candidates = named.candidates.into_iter().filter_map(|one| match one.value {
                    Value::Text(text) => {
                        Some(Candidate { value: Value::Named(vec![text]), steps: one.steps })
                    }
                    _ => None,
                });
                let candidates = candidates.collect();
                return Some(Resolved { candidates, missing: named.missing });
            }
            // `Digest.const_get(name)` of Ruby.
            ("const_get", [member, ..]) => (receiver()?, member.value),
            // `"OpenSSL::Digest::SHA256".constantize`
            ("constantize" | "safe_constantize", []) => (receiver()?, receiver()?),
            _ => return None,
        };
        let objects = qualified(&site.module, object);
        let named = self.resolve(&site.at(member));
        // `self.class.const_get(:NAME)`: a constant of the class around, or of those that extend it.
        if let (Kind::Name(own), [Candidate { value: Value::Text(text), .. }]) =
            (&site.module.nodes[object].kind, named.candidates.as_slice())
            && matches!(own.as_str(), "self" | "cls")
            && let Some(class) =
                site.module.enclosing(site.module.nodes[site.id].scope, ScopeKind::Type)
        {
            let bound = site.module.bound(class, text);
            let own =
                (!bound.is_empty()).then(|| self.bound(&site.module, text, bound, usize::MAX));
            let below = self.of_subclasses(&site.module, class, text);
            if own.is_some() || below.is_some() {
                return Some(Resolved::any(own.into_iter().chain(below)));
            }
        }
        let candidates =
            named.candidates.into_iter().filter_map(|candidate| match candidate.value {
                // `Object.const_get("Digest::MD5")`
                Value::Text(text)
                    if arguments.is_empty()
                        || objects.iter().all(|one| one == "Object" || one == "Kernel") =>
                {
                    let names = vec![text.replace("::", ".")];
                    Some(Candidate { value: Value::Named(names), steps: candidate.steps })
                }
                Value::Text(text) => {
                    let text = text.replace("::", ".");
                    let names = objects.iter().map(|object| format!("{object}.{text}")).collect();
                    Some(Candidate { value: Value::Named(names), steps: candidate.steps })
                }
                _ => None,
            });
        Some(Resolved { candidates: candidates.collect(), missing: named.missing })
    }

    /// A call of what a table or `getattr` gives: what is called by its name.
    pub(super) fn through(&mut self, site: &Site, callee: Id) -> Option<Resolved> {
        let language = self.around.language().id;
        if let Some(named) = self.called_by_key(site, callee) {
            return Some(named);
        }
        let is_through = match site.module.nodes[callee].kind {
            Kind::Call { .. } => true,
            // A pointer to a function in a structure.
            Kind::Member { .. } => matches!(language, "c" | "cpp"),
            _ => false,
        };
        if !is_through && !qualified(&site.module, callee).is_empty() {
            return None;
        }
        let resolved = self.resolve(&site.at(callee));
        let own = qualified(&site.module, callee);
        let is_named = |candidate: &Candidate| matches!(&candidate.value, Value::Named(names) if **names != *own);
        (!resolved.candidates.is_empty() && resolved.candidates.iter().all(is_named))
            .then_some(resolved)
    }

    /// What a function of the language's library gives that hands on its only argument.
    pub(super) fn passed(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        // A field of a data class stands for its default.
        if matches!(name, "field" | "ib" | "attrib" | "Field" | "mapped_column") {
            let is_default = |one: &&Argument| {
                matches!(one.name.as_deref(), Some("default" | "default_factory"))
            };
            let first = arguments.first().filter(|one| one.name.is_none() && name == "Field");
            let default = arguments.iter().find(is_default).or(first)?;
            let value = self.resolve(&site.at(default.value));
            if default.name.as_deref() == Some("default_factory")
                && let Some(given) = self.of_closures(&value, site, &[])
            {
                return Some(given);
            }
            return Some(value);
        }
        if let Some(read) = self.number_of_text(site, name, arguments) {
            return Some(read);
        }
        let [argument] = arguments else { return None };
        // A method that a project gives to texts.
        if let Kind::Call { callee, .. } = site.kind()
            && let Kind::Member { of, .. } = site.module.nodes[*callee].kind
            && matches!(site.module.nodes[of].kind, Kind::Text(_))
        {
            return None;
        }
        if COPYING.contains(&name) {
            let held = self.resolve(&site.at(argument.value));
            return held.candidates.iter().any(is_table).then_some(held);
        }
        PASSING.contains(&name).then(|| self.resolve(&site.at(argument.value)))
    }

    /// `object.name()`, `object.getName()` of an object whose class has no such method at hand: the field.
    pub(super) fn accessed(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        if !arguments.is_empty() {
            return None;
        }
        // `self.name` of Ruby.
        if self.around.language().id == "ruby"
            && matches!(&site.module.nodes[of].kind, Kind::Name(object) if object == "self")
            && let Some(found) = self.of_class_around(site, name)
        {
            return Some(found);
        }
        // `object.name = value` of Ruby.
        let set = match self.around.language().id {
            "ruby" => variable_fields(&site.module, of, name),
            _ => Vec::new(),
        };
        if !set.is_empty() {
            let step = |site: &Site| step(site, &format!("field {name} is set"));
            let ways = set.iter().map(|site| self.resolve(site).by(&step(site)));
            return Some(Resolved::any(ways.collect::<Vec<_>>()));
        }
        let plain = name.strip_prefix("get").filter(|rest| !rest.is_empty()).map(|rest| {
            let (first, rest) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
            format!("{}{rest}", first.to_lowercase())
        });
        let object = self.resolve(&site.at(of));
        let mut fields = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            for name in [name].into_iter().chain(plain.as_deref()) {
                let field = self.held_or_set(made, name);
                if let Some(field) = field {
                    fields.push(field.within(&candidate.steps));
                    break;
                }
            }
        }
        // A getter that a tool writes, of an object of which nothing but its class is known.
        // A call of which nothing is known stands for itself.
        let is_itself = |one: &Candidate| match &one.value {
            Value::Named(_) => true,
            Value::Made(made) => {
                made.id == of
                    || matches!(made.kind(), Kind::Call { arguments, .. } if arguments.is_empty())
                        && self.class_of(made).is_none()
            }
            _ => false,
        };
        let is_open = fields.is_empty() && object.candidates.iter().all(is_itself);
        if is_open && matches!(self.around.language().id, "java" | "kotlin") {
            let mut names = [name].into_iter().chain(plain.as_deref());
            // A part of what a document is read into: `properties.signing().algorithm()`.
            let declared = self.declared_class(&site.at(of), 3);
            return names.find_map(|name| {
                let part = declared.as_ref().and_then(|(home, of)| self.decoded(home, *of, name));
                part.or_else(|| self.default_of_field(site, of, name))
            });
        }
        (!fields.is_empty()).then(|| Resolved::any(fields))
    }

    /// What a function or property that needs no parentheses gives, or the field that a reader of Ruby gives.
    pub(super) fn called_by_name(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        if !matches!(
            self.around.language().id,
            "ruby" | "scala" | "kotlin" | "dart" | "csharp" | "swift"
        ) {
            return None;
        }
        let found = self.of_class_around(site, name);
        found.or_else(|| self.given_without_parentheses(&site.module, 0, name))
    }

    /// What a member of the classes around gives, or the field behind a reader of Ruby.
    fn of_class_around(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        let module = &site.module;
        let scopes: Vec<ScopeId> = module.scopes_from(module.nodes[site.id].scope).collect();
        for class in scopes.iter().filter(|scope| module.scopes[**scope].kind == ScopeKind::Type) {
            // What a reader of Ruby gives is what the field is set to, not what a constructor gets.
            let field = format!("@{name}");
            let is_read = !module.bound(*class, &field).is_empty()
                && !module.functions_of(*class).iter().any(|one| module.scopes[*one].name == name);
            if !is_read && let Some(found) = self.implied(module, *class, name, 4) {
                return Some(found);
            }
            for field in [name, field.as_str()] {
                let bound = module.bound(*class, field);
                if !bound.is_empty() {
                    return Some(self.bound(module, field, bound, usize::MAX));
                }
            }
        }
        None
    }

    /// What may be there, `Optional.of(value)`, and what stands for it where it is not.
    pub(super) fn or_else(&mut self, object: &Site, default: &Site) -> Resolved {
        let held = self.resolve(object);
        if is_configured(&held) || held.is_unfollowed() {
            return held;
        }
        if is_surely_nothing(&held) {
            let given = self.resolve(default);
            return match given.candidates.iter().any(|one| matches!(one.value, Value::Made(_))) {
                true => self.of_closures(&given, default, &[]).unwrap_or(given),
                false => given,
            };
        }
        let mut ways = Vec::new();
        let mut missing = held.missing;
        let is_scala = self.around.language().id == "scala";
        // `value_or` is of what is no table.
        let is_cpp = self.around.language().id == "cpp";
        // What is there stands for nothing else.
        let is_object = |own: &Self, made: &Site| {
            matches!(made.kind(), Kind::Call { .. }) && own.class_of(made).is_some()
        };
        let is_there = |own: &Self, one: &Candidate| match &one.value {
            Value::Made(made) => {
                matches!(made.module.called(made.id), Some("Some" | "Just")) || is_object(own, made)
            }
            Value::Named(_) => false,
            // Elsewhere a value may be that of a table which has no such key.
            Value::Text(_) | Value::Number(_) | Value::Truth(_) => is_scala || is_cpp,
        };
        let is_told = missing.is_none()
            && !held.candidates.is_empty()
            && held.candidates.iter().all(|one| is_there(self, one));
        for candidate in held.candidates {
            let Value::Made(made) = &candidate.value else {
                if !is_nothing(&candidate.value) {
                    ways.push(Resolved { candidates: vec![candidate], missing: None });
                }
                continue;
            };
            match made.kind() {
                _ if is_object(self, made) => {
                    ways.push(Resolved { candidates: vec![candidate], missing: None });
                }
                Kind::Call { arguments, .. }
                    if made.module.called(made.id).is_some_and(|name| {
                        matches!(name, "of" | "ofNullable" | "Some" | "Option" | "Try" | "apply")
                    }) =>
                {
                    let held = arguments.iter().map(|one| made.at(one.value)).next();
                    let held = held.map(|held| self.resolve(&held));
                    // What is made of what is known, as a number of a text, does not fail.
                    let is_made = |held: &Resolved| {
                        let is_known = |one: &Candidate| {
                            matches!(one.value, Value::Number(_) | Value::Truth(_) | Value::Text(_))
                        };
                        held.missing.is_none()
                            && !held.candidates.is_empty()
                            && held.candidates.iter().all(is_known)
                    };
                    let is_try = made.module.called(made.id) == Some("Try");
                    if let Some(held) = held.as_ref().filter(|held| is_try && is_made(held)) {
                        return held.clone();
                    }
                    if let Some(read) = held.as_ref().filter(|held| is_configured(held)) {
                        return read.clone();
                    }
                    ways.extend(held);
                }
                _ => missing = missing.or_else(|| Some("an optional value".to_owned())),
            }
        }
        if is_told && !ways.is_empty() {
            return Resolved::any(ways);
        }
        let given = self.resolve(default);
        let default = match given.candidates.iter().any(|one| matches!(one.value, Value::Made(_))) {
            true => self.of_closures(&given, default, &[]).unwrap_or_default(),
            false => given,
        };
        ways.push(default);
        let of = self.choice(&object.module, ("or else", object.id));
        let many = ways.len() > 1;
        let ways = ways.into_iter().enumerate();
        let mut all = Resolved::any(
            ways.map(|(which, way)| if many { way.chosen(Choice { of, which }) } else { way }),
        );
        all.missing = all.missing.or(missing);
        all
    }

    /// `String.join("/", a, b)`.
    pub(super) fn separated(&mut self, site: &Site, arguments: &[Argument]) -> Option<Resolved> {
        let (separator, parts) = arguments.split_first()?;
        if let [list] = parts
            && let Some(joined) = self.joined_list(&site.at(list.value), &site.at(separator.value))
        {
            return Some(joined);
        }
        let separator = self.resolve(&site.at(separator.value));
        let mut texts = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                texts.push(separator.clone());
            }
            texts.push(self.resolve(&site.at(part.value)));
        }
        Some(joined(&texts))
    }

    /// What the property of another file's class gives, or a function there that needs no parentheses.
    pub(super) fn property_elsewhere(&mut self, site: &Site, names: &[String]) -> Option<Resolved> {
        let is_member = matches!(site.kind(), Kind::Member { .. });
        let language = self.around.language().id;
        let bare = matches!(language, "dart" | "ruby" | "scala" | "kotlin");
        let gives = matches!(
            language,
            "ruby"
                | "scala"
                | "kotlin"
                | "dart"
                | "csharp"
                | "javascript"
                | "typescript"
                | "tsx"
                | "python"
        );
        if !gives || !(is_member || bare) || self.frames.len() >= 4 {
            return None;
        }
        let (module, function) = self.around.function(&site.module.path, names).or_else(|| {
            let Kind::Member { of, name } = site.kind() else { return None };
            self.function_of_module(site, *of, name)
        })?;
        let scope = &module.scopes[function];
        let in_class = module.scopes[scope.parent].kind == ScopeKind::Type;
        let takes =
            scope.parameters.len() - receivers(&module, function).min(scope.parameters.len());
        if takes > 0 || scope.returns.is_empty() || !(in_class || bare) {
            return None;
        }
        let step = step(site, &format!("result of {}", scope.name));
        let returns = scope.returns.clone();
        let ways: Vec<Resolved> = returns
            .into_iter()
            .map(|id| self.resolve(&Site { module: Rc::clone(&module), id }).by(&step))
            .collect();
        Some(Resolved::any(ways))
    }
}

/// What statements add to the builder of texts that a variable holds, up to where it is read.
fn added_parts(module: &Module, variable: Id) -> Option<Vec<Id>> {
    let node = &module.nodes[variable];
    let Kind::Name(name) = &node.kind else { return None };
    let made = bindings(module, node.scope, name).before(node.place.start).last()?.value?;
    let is_builder = |name: &str| matches!(name, "StringBuilder" | "StringBuffer");
    let Kind::Call { arguments, .. } = &module.nodes[made].kind else { return None };
    if !module.called(made).is_some_and(is_builder) {
        return None;
    }
    let is_text = |id: &Id| !matches!(module.nodes[*id].kind, Kind::Number(_));
    let first = arguments.first().map(|one| one.value).filter(is_text);
    let root = |mut of: Id| {
        for _ in 0..DEPTH {
            let Kind::Call { callee, .. } = module.nodes[of].kind else { break };
            let Kind::Member { of: inner, .. } = module.nodes[callee].kind else { break };
            of = inner;
        }
        of
    };
    let added = first_arguments(module, &["append", "Append"], |call, callee| {
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return false };
        let on = &module.nodes[root(of)];
        matches!(&on.kind, Kind::Name(own) if own == name)
            && on.scope == node.scope
            && module.nodes[call].place.end <= node.place.start
    })?;
    Some(first.into_iter().chain(added).collect())
}

/// What a function without a name that builds a text puts together: `buildString { append(a); append(b) }`.
pub(super) fn appended(module: &Module, closure: Id) -> Option<Vec<Id>> {
    let Kind::Closure(scope) = module.nodes[closure].kind else { return None };
    first_arguments(module, &["append"], |call, _| {
        module.scopes_from(module.nodes[call].scope).any(|one| one == scope)
    })
}

/// The first arguments of those of the first calls of each name that are meant, as they follow one another; `meant` is
/// given the call and what it calls.
fn first_arguments(
    module: &Module,
    names: &[&str],
    meant: impl Fn(Id, Id) -> bool,
) -> Option<Vec<Id>> {
    let calls = names.iter().flat_map(|name| module.calls_of(name).iter().take(64));
    let first = calls.filter_map(|&call| {
        let Kind::Call { callee, arguments } = &module.nodes[call].kind else { return None };
        let first = arguments.first().filter(|_| meant(call, *callee))?;
        Some((module.nodes[call].place.end, first.value))
    });
    let mut first: Vec<(usize, Id)> = first.collect();
    first.sort_unstable();
    (!first.is_empty()).then(|| first.into_iter().map(|(_, id)| id).collect())
}

/// What a chain of a builder of texts puts together: `new StringBuilder("a").append(b).toString()`.
pub(super) fn builder_parts(module: &Module, to_string: Id) -> Option<Vec<Id>> {
    let (mut callee, mut parts) = (to_string, Vec::new());
    for _ in 0..DEPTH {
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        if parts.is_empty() && matches!(module.nodes[of].kind, Kind::Name(_)) {
            return added_parts(module, of);
        }
        let Kind::Call { callee: next, arguments } = &module.nodes[of].kind else { return None };
        // The number that a builder is made with is its capacity.
        let is_text = |id: &Id| !matches!(module.nodes[*id].kind, Kind::Number(_));
        let appends = module.called(of) == Some("append");
        parts.extend(arguments.first().map(|one| one.value).filter(|id| appends || is_text(id)));
        match module.called(of)? {
            "append" if arguments.len() == 1 => callee = *next,
            "StringBuilder" | "StringBuffer" => {
                parts.reverse();
                return Some(parts);
            }
            _ => return None,
        }
    }
    None
}
