//! What a call is worth: of functions at hand, of those that hand an argument on, of configurations.

use std::rc::Rc;

use super::method::function_of_type;
use super::{Frame, PASSING, Resolver, parameter, receivers, step};
use crate::detect::code::combine::joined;
use crate::detect::code::configuration::{self, Key};
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::objects::own_method;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};
use crate::registry;

/// Methods that run a function for each element.
const EACH: &[&str] = &[
    "map",
    "forEach",
    "flatMap",
    "filter",
    "each",
    "associateWith",
    "associateBy",
    "mapNotNull",
    "mapIndexed",
    "any",
    "all",
    "some",
    "every",
    "find",
    "first",
    "firstOrNull",
    "anyMatch",
    "allMatch",
    "Select",
    "SelectMany",
    "Where",
    "ForEach",
    "Any",
    "All",
    "foreach",
    "collect",
    "onEach",
    "mapToObj",
    "reduce",
    "count",
    "none",
    "forall",
    "exists",
];

impl Resolver<'_> {
    /// `getattr(module, name)`: the member of that name.
    pub(super) fn by_attribute(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [object, member, ..] = arguments else { return None };
        if !matches!(name, "getattr" | "const_get") {
            return None;
        }
        let objects = qualified(&site.module, object.value);
        let named = self.resolve(&site.at(member.value));
        let candidates =
            named.candidates.into_iter().filter_map(|candidate| match candidate.value {
                Value::Text(text) => {
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
        let is_named = |candidate: &Candidate| matches!(&candidate.value, Value::Named(names) if *names != own);
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
        if name == "field" {
            let is_default = |one: &&Argument| {
                matches!(one.name.as_deref(), Some("default" | "default_factory"))
            };
            let default = arguments.iter().find(is_default)?;
            return Some(self.resolve(&site.at(default.value)));
        }
        let [argument] = arguments else { return None };
        PASSING.contains(&name).then(|| self.resolve(&site.at(argument.value)))
    }

    /// `object.name()`, `object.getName()` of an object whose class has no such method at hand: the field.
    fn accessed(
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
        let plain = name.strip_prefix("get").filter(|rest| !rest.is_empty()).map(|rest| {
            let (first, rest) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
            format!("{}{rest}", first.to_lowercase())
        });
        let object = self.resolve(&site.at(of));
        let mut fields = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            for name in [name].into_iter().chain(plain.as_deref()) {
                let field = match self.field_of(made, name) {
                    Some(found) => Some(self.resolve(&found)),
                    None => self.constructed(made, name),
                };
                if let Some(field) = field {
                    fields.push(field);
                    break;
                }
            }
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
        let module = &site.module;
        let scopes: Vec<ScopeId> = module.scopes_from(module.nodes[site.id].scope).collect();
        for class in scopes.iter().filter(|scope| module.scopes[**scope].kind == ScopeKind::Type) {
            if let Some(found) = self.implied(module, *class, name, 4) {
                return Some(found);
            }
            let field = format!("@{name}");
            let bound = module.bound(*class, &field);
            if !bound.is_empty() {
                return Some(self.bound(module, &field, bound, usize::MAX));
            }
        }
        self.given_without_parentheses(module, 0, name)
    }

    /// What may be there, `Optional.of(value)`, and what stands for it where it is not.
    pub(super) fn or_else(&mut self, object: &Site, default: &Site) -> Resolved {
        let held = self.resolve(object);
        let mut ways = Vec::new();
        let mut missing = held.missing;
        for candidate in held.candidates {
            let Value::Made(made) = &candidate.value else {
                ways.push(Resolved { candidates: vec![candidate], missing: None });
                continue;
            };
            match made.kind() {
                Kind::Call { arguments, .. }
                    if made.module.called(made.id).is_some_and(|name| {
                        matches!(name, "of" | "ofNullable" | "Some" | "Option" | "apply")
                    }) =>
                {
                    let held = arguments.iter().map(|one| made.at(one.value)).next();
                    ways.extend(held.map(|held| self.resolve(&held)));
                }
                _ => missing = missing.or_else(|| Some("an optional value".to_owned())),
            }
        }
        let default = self.resolve(default);
        let default = match default.candidates.iter().any(|one| matches!(one.value, Value::Made(_)))
        {
            true => self.of_closures(&default).unwrap_or_default(),
            false => default,
        };
        let mut all = Resolved::any(ways.into_iter().chain([default]));
        all.missing = all.missing.or(missing);
        all
    }

    /// `String.join("/", a, b)`.
    pub(super) fn separated(&mut self, site: &Site, arguments: &[Argument]) -> Option<Resolved> {
        let (separator, parts) = arguments.split_first()?;
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

    pub(super) fn key(&mut self, site: &Site, key: &Key) -> Option<String> {
        match key {
            Key::Known(key) => Some(key.clone()),
            Key::Given(id) => {
                match self.resolve(&site.at(*id)).candidates.first().map(|one| one.value.clone()) {
                    Some(Value::Text(key)) => Some(key),
                    _ => None,
                }
            }
        }
    }

    /// `get(section, key)` and `get(section, key, default)`.
    pub(super) fn in_section(
        &mut self,
        site: &Site,
        section: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let key = self.key(site, &Key::Given(arguments.get(1)?.value))?;
        let found = self.around.configured(&site.module.path, &format!("{section}.{key}"));
        let default = arguments.get(2).map(|default| configuration::Default::Given(default.value));
        if found.candidates.is_empty() {
            return None;
        }
        Some(match default {
            Some(_) => self.configured(site, &format!("{section}.{key}"), default),
            None => found,
        })
    }

    /// What the configuration says, and what holds where it says nothing.
    pub(super) fn configured(
        &mut self,
        site: &Site,
        key: &str,
        default: Option<configuration::Default>,
    ) -> Resolved {
        let configured = self.around.configured(&site.module.path, key);
        let default = match default {
            None => return configured,
            Some(configuration::Default::Known(text)) => Resolved::of(Value::Text(text)),
            Some(configuration::Default::Given(id)) => self.resolve(&site.at(id)),
        };
        // What stands in a configuration is what counts; the default is for those that have none.
        if !configured.candidates.is_empty() {
            return configured;
        }
        configured.or(default.by(&step(site, &format!("default of configuration key {key}"))))
    }

    /// What functions without a name give that are called through a variable.
    fn of_closures(&mut self, function: &Resolved) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in &function.candidates {
            let Value::Made(made) = &candidate.value else { return None };
            let Kind::Closure(scope) = made.kind() else { return None };
            for id in made.module.scopes[*scope].returns.clone() {
                ways.push(self.resolve(&made.at(id)));
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What the property of another file's class gives, or a function there that needs no parentheses.
    pub(super) fn property_elsewhere(&mut self, site: &Site, names: &[String]) -> Option<Resolved> {
        let is_member = matches!(site.kind(), Kind::Member { .. });
        let language = self.around.language().id;
        let bare = matches!(language, "ruby" | "scala" | "kotlin");
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
        let (module, function) = self.around.function(&site.module.path, names)?;
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

    /// An element of the list over which a function without a name is run: `list.map(x => …)`.
    pub(super) fn element_handed(
        &mut self,
        module: &Rc<Module>,
        closure: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let call = module.handed_to(closure).filter(|_| index == 0)?;
        let name = module.called(call)?;
        let Kind::Call { callee, arguments } = &module.nodes[call].kind else { return None };
        let list = match &module.nodes[*callee].kind {
            Kind::Member { of, .. } if EACH.contains(&name) => *of,
            Kind::Name(name) if matches!(name.as_str(), "array_map" | "map" | "filter") => {
                arguments.get(1)?.value
            }
            _ => return None,
        };
        let list = Site { module: Rc::clone(module), id: list };
        let items = self.items(&list, 4)?;
        Some(Resolved::any(items.iter().map(|item| self.resolve(item)).collect::<Vec<_>>()))
    }

    /// The elements of a list, a stream of it or one of these.
    fn items(&mut self, list: &Site, left: usize) -> Option<Vec<Site>> {
        let left = left.checked_sub(1)?;
        if let Kind::Call { callee, arguments } = list.kind() {
            let name = list.module.called(list.id)?;
            if matches!(name, "of" | "from" | "listOf" | "Seq" | "asList" | "setOf" | "arrayOf")
                && arguments.len() > 1
            {
                return Some(arguments.iter().map(|one| list.at(one.value)).collect());
            }
            if let (Kind::Member { of, .. }, true) = (
                &list.module.nodes[*callee].kind,
                matches!(
                    name,
                    "stream"
                        | "asSequence"
                        | "toList"
                        | "iter"
                        | "values"
                        | "sorted"
                        | "distinct"
                        | "parallelStream"
                        | "toSet"
                        | "AsEnumerable"
                ),
            ) {
                return self.items(&list.at(*of), left);
            }
        }
        let made = self.resolve(list).candidates.into_iter().find_map(|one| match one.value {
            Value::Made(made) => Some(made),
            _ => None,
        })?;
        match made.kind() {
            Kind::List(items) => Some(items.iter().take(16).map(|id| made.at(*id)).collect()),
            Kind::Call { .. } if made.id != list.id || !Rc::ptr_eq(&made.module, &list.module) => {
                self.items(&made, left)
            }
            _ => None,
        }
    }

    /// A call of a function whose body is at hand: what it returns.
    pub(super) fn function(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Resolved {
        let module = &site.module;
        let made = || Resolved::of(Value::Made(site.clone()));
        // A function out of a table, a variable or a parameter.
        let handed = match &module.nodes[callee].kind {
            Kind::Index { .. } => true,
            Kind::Name(name) => {
                let scope = module.nodes[callee].scope;
                !bindings(module, scope, name).is_empty()
                    || parameter(module, scope, name).is_some()
            }
            _ => false,
        };
        if !handed && registry::function(name).is_some() {
            return made();
        }
        if handed {
            let function = self.resolve(&site.at(callee));
            let named = |one: &Candidate| matches!(one.value, Value::Named(_));
            if !function.candidates.is_empty() && function.candidates.iter().all(named) {
                return function;
            }
            if let Some(found) = self.of_closures(&function) {
                return found;
            }
        }
        let local = match &module.nodes[callee].kind {
            Kind::Name(_) => module.scopes_named(name, ScopeKind::Function).next(),
            Kind::Member { of, .. } => match &module.nodes[*of].kind {
                Kind::Name(object) if self.around.language().own.contains(&object.as_str()) => {
                    let class = module.enclosing(module.nodes[callee].scope, ScopeKind::Type);
                    let class = class.map(|class| module.scopes[class].name.clone());
                    function_of_type(module, class.as_deref().unwrap_or_default(), name)
                }
                Kind::Name(object)
                    if module.scopes_named(object, ScopeKind::Type).next().is_some() =>
                {
                    function_of_type(module, object, name)
                }
                _ => own_method(module, *of, name),
            },
            _ => None,
        };
        let (module, function) = match local {
            Some(function) => (Rc::clone(module), function),
            None => match self
                .around
                .function(&module.path, &qualified(module, callee))
                .or_else(|| self.method_of_variant(site, callee, name))
            {
                Some(found) => found,
                None => {
                    let passed = self.passed(site, name, arguments);
                    let told = passed.or_else(|| self.accessed(site, callee, name, arguments));
                    return told.or_else(|| self.through(site, callee)).unwrap_or_else(made);
                }
            },
        };
        let returns = module.scopes[function].returns.clone();
        if returns.is_empty() || self.frames.len() >= 4 {
            return made();
        }
        let caller = Rc::clone(&site.module);
        let depth = self.frames.len();
        if let Kind::Member { of, .. } = &site.module.nodes[callee].kind {
            let object = self.resolve(&site.at(*of));
            let made = object.candidates.iter().find_map(|candidate| match &candidate.value {
                Value::Made(made) => self.constructor_frame(made),
                _ => None,
            });
            self.frames.extend(made);
        }
        self.frames.push(Frame {
            function,
            module: Rc::clone(&module),
            arguments: arguments.to_vec(),
            caller,
        });
        let step = step(site, &format!("result of {name}()"));
        let ways: Vec<Resolved> = returns
            .into_iter()
            .map(|id| self.resolve(&Site { module: Rc::clone(&module), id }).by(&step))
            .collect();
        self.frames.truncate(depth);
        Resolved::any(ways)
    }
}
