//! Functions whose bodies are at hand, and what they return.

use std::rc::Rc;

use super::function_value::is_result;
use super::method::function_of_type;
use super::{Frame, Resolver, extends_another, is_table, parameter, step};
use crate::detect::code::lower::MODULE;
use crate::detect::code::names::{bindings, global, qualified};
use crate::detect::code::objects::{in_subclass, own_method};
use crate::detect::code::sources::INVOKING;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site, Step, Value};
use crate::registry;

impl Resolver<'_> {
    /// What a function returns: of one in clauses for single values, the clauses for what it gets.
    fn clauses(
        &mut self,
        site: &Site,
        module: &Rc<Module>,
        function: ScopeId,
        arguments: &[Argument],
    ) -> Vec<Id> {
        let scope = &module.scopes[function];
        let is_literal = |scope: ScopeId| {
            module.scopes[scope].parameters.iter().any(|one| one.name.starts_with('='))
        };
        let same: Vec<ScopeId> = module
            .scopes_named(&scope.name, ScopeKind::Function)
            .filter(|one| module.scopes[*one].parent == scope.parent)
            .filter(|one| module.scopes[*one].parameters.len() == scope.parameters.len())
            .take(32)
            .collect();
        if !same.iter().any(|one| is_literal(*one)) {
            return scope.returns.clone();
        }
        let given: Vec<Option<String>> = arguments
            .iter()
            .map(|one| match self.resolve(&site.at(one.value)).candidates.as_slice() {
                [Candidate { value: Value::Text(text), .. }] => Some(text.clone()),
                _ => None,
            })
            .collect();
        let fits = |one: &ScopeId| {
            let parameters = module.scopes[*one].parameters.iter().zip(&given);
            parameters.into_iter().all(|(parameter, given)| {
                match (parameter.name.strip_prefix('='), given) {
                    (Some(wanted), Some(given)) => wanted == given,
                    _ => true,
                }
            })
        };
        let fitting: Vec<ScopeId> = same.into_iter().filter(|one| fits(one)).collect();
        // The first clause that fits is the one, where it is known what is given.
        let known = given.iter().all(Option::is_some);
        let count = if known { 1 } else { fitting.len() };
        let all = fitting.into_iter().take(count);
        all.flat_map(|one| module.scopes[one].returns.clone()).collect()
    }

    /// What subclasses of the class of an object give, where the class itself gives nothing.
    fn overridden(&mut self, site: &Site, callee: Id, name: &str) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        let module = Rc::clone(&site.module);
        let classes: Vec<String> = match &module.nodes[of].kind {
            Kind::Name(own) if self.around.language().own.contains(&own.as_str()) => {
                let class = module.enclosing(module.nodes[of].scope, ScopeKind::Type)?;
                vec![module.scopes[class].name.clone()]
            }
            _ => qualified(&module, of)
                .iter()
                .filter_map(|known| known.strip_suffix("()"))
                .filter_map(|known| known.rsplit('.').next().map(str::to_owned))
                .take(2)
                .collect(),
        };
        let known: Vec<ScopeId> = classes
            .iter()
            .flat_map(|class| module.scopes_named(class, ScopeKind::Type))
            .take(2)
            .collect();
        let ways: Vec<Resolved> = known
            .into_iter()
            .flat_map(|class| self.given_by_subclasses(&module, class, name))
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What each subclass in sight returns from a method.
    fn given_by_subclasses(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Vec<Resolved> {
        let mut ways = Vec::new();
        for Site { module, id: class } in self.subclasses(module, class, name) {
            let functions = module.functions_of(class).iter();
            let named = functions.filter(|function| module.scopes[**function].name == name);
            let returns: Vec<Id> =
                named.flat_map(|function| module.scopes[*function].returns.clone()).collect();
            let given: Vec<Resolved> = returns
                .into_iter()
                .take(8)
                .map(|id| self.resolve(&Site { module: Rc::clone(&module), id }))
                .collect();
            if !given.is_empty() {
                ways.push(Resolved::any(given).by(&in_subclass(&module, class)));
            }
        }
        ways
    }

    /// What subclasses return from a method that its class only declares.
    fn of_heirs(&mut self, module: &Rc<Module>, function: ScopeId, name: &str) -> Option<Resolved> {
        let class = module.enclosing(module.scopes[function].parent, ScopeKind::Type)?;
        let ways = self.given_by_subclasses(module, class, name);
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What the subclasses of a class of C++ return from a function that it only declares, and calls itself.
    fn of_virtual(&mut self, site: &Site, callee: Id, name: &str) -> Option<Resolved> {
        let module = Rc::clone(&site.module);
        let is_own = match &module.nodes[callee].kind {
            Kind::Name(_) => true,
            Kind::Member { of, .. } => {
                matches!(&module.nodes[*of].kind, Kind::Name(own) if own == "this")
            }
            _ => false,
        };
        if !is_own || self.around.language().id != "cpp" {
            return None;
        }
        let class = module.enclosing(module.nodes[callee].scope, ScopeKind::Type)?;
        let gives = |one: &ScopeId| {
            let scope = &module.scopes[*one];
            scope.name == name && !scope.returns.is_empty()
        };
        if module.functions_of(class).iter().any(gives) {
            return None;
        }
        let ways = self.given_by_subclasses(&module, class, name);
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What subclasses return from a method of the class around that is called on the object itself.
    fn of_overriders(&mut self, site: &Site, callee: Id, name: &str) -> Option<Resolved> {
        let module = Rc::clone(&site.module);
        match &module.nodes[callee].kind {
            Kind::Name(_) => {}
            Kind::Member { of, .. } => match &module.nodes[*of].kind {
                Kind::Name(own) if self.around.language().own.contains(&own.as_str()) => {}
                _ => return None,
            },
            _ => return None,
        }
        let class = module.enclosing(module.nodes[callee].scope, ScopeKind::Type)?;
        let is_own = module.functions_of(class).iter().any(|one| module.scopes[*one].name == name);
        if !is_own {
            return None;
        }
        let ways = self.given_by_subclasses(&module, class, name);
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// `table(key)` of Scala.
    fn applied(&mut self, site: &Site, callee: Id, arguments: &[Argument]) -> Option<Resolved> {
        let [key] = arguments else { return None };
        let is_plain = matches!(
            site.module.nodes[callee].kind,
            Kind::Name(_) | Kind::Member { .. } | Kind::Call { .. }
        );
        if self.around.language().id != "scala" || !is_plain {
            return None;
        }
        let table = self.resolve(&site.at(callee));
        if let [Candidate { value: Value::Made(made), .. }] = table.candidates.as_slice()
            && let Kind::Number(at) = site.module.nodes[key.value].kind
            && let Some(part) = self.separated_part(made, at)
        {
            return Some(part);
        }
        (table.candidates.iter().any(is_table) || self.may_be_tree(&table))
            .then(|| self.element(site, key.value, &table))
    }

    /// A function that is called as a method of what it gets, by its own name.
    fn extension(
        &self,
        module: &Rc<Module>,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<(Rc<Module>, ScopeId)> {
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        let language = self.around.language().id;
        if !matches!(language, "kotlin" | "csharp") || is_type(module, of) {
            return None;
        }
        let takes = |home: &Module, function: ScopeId| {
            let parameters = &home.scopes[function].parameters;
            match language {
                "kotlin" => extends_another(home, function),
                _ => parameters.len() == arguments.len() + 1,
            }
        };
        let own = module.scopes_named(name, ScopeKind::Function);
        let own = own.into_iter().find(|function| takes(module, *function));
        if let Some(function) = own {
            return Some((Rc::clone(module), function));
        }
        let (home, function) = match language {
            "kotlin" => self.around.function(&module.path, &global(module, name))?,
            _ => self.around.extension(&module.path, name)?,
        };
        takes(&home, function).then_some((home, function))
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
            Kind::Index { .. } | Kind::Closure(_) => true,
            Kind::Call { .. } => matches!(self.around.language().id, "kotlin" | "scala"),
            Kind::Name(name) => {
                let scope = module.nodes[callee].scope;
                !bindings(module, scope, name).is_empty()
                    || parameter(module, scope, name).is_some()
                    || self.is_type_parameter(module, scope, name)
            }
            _ => false,
        };
        if !handed && registry::function(name).is_some() {
            return made();
        }
        if handed {
            let function = self.resolve(&site.at(callee));
            let named = |one: &Candidate| matches!(one.value, Value::Named(_));
            let is_tree = self.around.language().id == "scala" && self.may_be_tree(&function);
            if let Some(found) = self.of_named(&function, site, arguments) {
                return found;
            }
            if !is_tree && !function.candidates.is_empty() && function.candidates.iter().all(named)
            {
                // An object of a class by another name: `typedef Bag = Parameters;`.
                let is_made = self.around.language().id == "dart" && !arguments.is_empty();
                let function = if self.around.language().id == "swift" {
                    without_init(function)
                } else {
                    function
                };
                return if is_made { made() } else { function };
            }
            if let Some(found) = self.of_closures(&function, site, arguments) {
                return found;
            }
            if is_result(&function, arguments) {
                return function;
            }
        }
        if let Some(element) = self.applied(site, callee, arguments) {
            return element;
        }
        if let Some(given) = self.by_given_types(site, callee, name, arguments) {
            return given;
        }
        if let Some(found) = self.of_virtual(site, callee, name) {
            return found;
        }
        let is_scala = self.around.language().id == "scala";
        let local = match &module.nodes[callee].kind {
            // `Settings("key")` of Scala.
            Kind::Name(name) if is_scala && applies(module, name).is_some() => {
                applies(module, name)
            }
            Kind::Name(_) => module.function_called(module.nodes[callee].scope, name),
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
            Some(function) => {
                let own = (Rc::clone(module), function);
                self.redefined(module, name).unwrap_or(own)
            }
            None => match self
                .around
                .function(&module.path, &self.names_within(&site.at(callee)))
                .or_else(|| self.method_of_variant(site, callee, name))
                .or_else(|| of_module_here(module, callee, name))
                .or_else(|| self.extension(module, callee, name, arguments))
                .or_else(|| {
                    let may_apply = is_scala && name.starts_with(|c: char| c.is_ascii_uppercase());
                    let names = qualified(module, callee);
                    let names = names.iter().filter(|_| may_apply);
                    let names: Vec<String> = names.map(|name| format!("{name}.apply")).collect();
                    self.around.function(&module.path, &names)
                })
                .or_else(|| self.of_held_module(site, callee, name))
                .or_else(|| match module.nodes[callee].kind {
                    Kind::Member { of, .. } => self.function_of_module(site, of, name),
                    _ => None,
                })
                .or_else(|| self.method_elsewhere(site, callee, name))
                .or_else(|| self.method_of_value(site, callee, name))
                .or_else(|| self.method_of_structure(site, callee, name))
                .or_else(|| self.method_of_class(site, callee, name))
                .or_else(|| self.linked(module, callee, name))
            {
                Some(found) => found,
                None => {
                    if let Some(found) = self
                        .given_by_objects(site, callee, name, arguments)
                        .or_else(|| self.overridden(site, callee, name))
                        .or_else(|| self.renamed(site, callee, name))
                    {
                        return found;
                    }
                    if let Kind::Member { of, .. } = &site.module.nodes[callee].kind
                        && matches!(site.module.nodes[*of].kind, Kind::Name(_))
                    {
                        let held = self.resolve(&site.at(callee));
                        if let Some(found) = self.of_closures(&held, site, arguments) {
                            return found;
                        }
                    }
                    // `function.call(a)`, `table[:key].()`
                    if let Kind::Member { of, .. } = &site.module.nodes[callee].kind
                        && INVOKING.contains(&name)
                    {
                        let held = self.resolve(&site.at(*of));
                        if let Some(found) = self.of_closures(&held, site, arguments) {
                            return found;
                        }
                    }
                    let passed = self.passed(site, name, arguments);
                    let told = passed
                        .or_else(|| self.accessed(site, callee, name, arguments))
                        .or_else(|| self.said_by_library(site, callee, name, arguments));
                    let told = told.or_else(|| self.own_class(site, callee));
                    let told = told.or_else(|| self.setting_read(site));
                    return told.or_else(|| self.through(site, callee)).unwrap_or_else(made);
                }
            },
        };
        if arguments.is_empty()
            && let Some(set) = self.read_from_chain(site, callee, (&module, function))
        {
            return set;
        }
        let returns = self.clauses(site, &module, function, arguments);
        if returns.is_empty()
            && let Some(found) = self
                .given_by_objects(site, callee, name, arguments)
                .or_else(|| self.overridden(site, callee, name))
                .or_else(|| self.of_overriders(site, callee, name))
                .or_else(|| self.of_heirs(&module, function, name))
        {
            return found;
        }
        if returns.is_empty() {
            return made();
        }
        if self.frames.len() >= 4 {
            let missing = self.declares_variables().then(|| super::TOO_LONG.to_owned());
            return Resolved { missing, ..made() };
        }
        let caller = Rc::clone(&site.module);
        let depth = self.frames.len();
        let (mut constant, mut bodied) = (None, Vec::new());
        if let Kind::Member { of, .. } = &site.module.nodes[callee].kind {
            let object = self.resolve(&site.at(*of));
            let (own, is_all) = self.of_own_bodies(site, &object, (&module, function), arguments);
            if is_all && !own.is_empty() {
                return Resolved::any(own);
            }
            bodied = own;
            constant = self.constant_asked(&object, &module, function);
            let made = object.candidates.iter().find_map(|candidate| match &candidate.value {
                Value::Made(made) => self.constructor_frame(made),
                _ => None,
            });
            self.frames.extend(made);
        }
        let mut arguments = arguments.to_vec();
        if let Kind::Member { of, .. } = &site.module.nodes[callee].kind {
            let takes = module.scopes[function].parameters.len();
            match self.around.language().id {
                // A method of Rust has `self` as a parameter.
                "rust" => arguments.push(Argument { name: Some("self".to_owned()), value: *of }),
                "kotlin" => arguments.push(Argument { name: Some("this".to_owned()), value: *of }),
                // `value.Name()` of C#: the receiver is the first of what a function takes.
                "csharp" if takes == arguments.len() + 1 && !is_type(&site.module, *of) => {
                    arguments.insert(0, Argument { name: None, value: *of });
                }
                _ => {}
            }
        }
        self.frames.push(Frame { function, module: Rc::clone(&module), arguments, caller });
        let step = step(site, &format!("result of {name}()"));
        let ways =
            self.with_constant(constant, |own| own.ways_of(&module, function, returns, &step));
        self.frames.truncate(depth);
        let own = Resolved::any(ways.into_iter().chain(bodied));
        let below = self.of_overriders(site, callee, name);
        match below.or_else(|| self.of_derived(site, callee, (&module, function), name)) {
            Some(below) if self.is_method_overridden((&module, function), name) => below,
            Some(below) => {
                let class = module.enclosing(module.scopes[function].parent, ScopeKind::Type);
                self.of_instantiated(&module, class, own, below)
            }
            None => own,
        }
    }

    /// What a function returns, each of several as a way of its own.
    fn ways_of(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        returns: Vec<Id>,
        step: &Step,
    ) -> Vec<Resolved> {
        let returns = self.reached(module, returns);
        let of = self.choice(module, ("returns", function));
        let ways = returns.iter().enumerate().map(|(which, id)| {
            let way = self.resolve(&Site { module: Rc::clone(module), id: *id });
            let way = self.in_turns(module, *id, way).by(step);
            if returns.len() > 1 { way.chosen(Choice { of, which }) } else { way }
        });
        ways.collect()
    }

    /// Whether every object that is made in sight is of a class below that of a method, and overrides it.
    fn is_method_overridden(&self, (module, function): (&Rc<Module>, ScopeId), name: &str) -> bool {
        let class = module.scopes[function].parent;
        module.scopes[class].kind == ScopeKind::Type && self.is_overridden(module, class, name)
    }
}

/// What `T.init` of Swift makes an object of.
fn without_init(mut function: Resolved) -> Resolved {
    for one in &mut function.candidates {
        if let Value::Named(names) = &mut one.value {
            for name in names.iter_mut() {
                name.truncate(name.strip_suffix(".init").map_or(name.len(), str::len));
            }
        }
    }
    function
}

/// Whether an expression is the name of a type, as far as its letters tell.
fn is_type(module: &Module, id: Id) -> bool {
    matches!(&module.nodes[id].kind, Kind::Name(name) if name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The function that an object of Scala is called by.
fn applies(module: &Module, object: &str) -> Option<ScopeId> {
    let types = module.scopes_named(object, ScopeKind::Type);
    let mut all = types.flat_map(|class| module.functions_of(class));
    all.find(|one| module.scopes[**one].name == "apply").copied()
}

/// A function of a module of Elixir that stands in the same file.
fn of_module_here(module: &Rc<Module>, callee: Id, name: &str) -> Option<(Rc<Module>, ScopeId)> {
    let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
    let is_here = |of: &String| {
        let own = of.rsplit('.').next().unwrap_or_default();
        !module.bound(0, &format!("{MODULE}{own}")).is_empty()
    };
    let named = || module.scopes_named(name, ScopeKind::Function).next();
    let function = qualified(module, of).iter().any(is_here).then(named)??;
    Some((Rc::clone(module), function))
}
