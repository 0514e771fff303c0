//! Functions that stand for themselves, and constants that stand for their names: `f.apply(x)`, `Level.HIGH.name()`,
//! `Level.valueOf("HIGH")`, `Curve.P_256.getName()`.

use std::rc::Rc;

use super::{CALL_SITES, Frame, Resolver, extends_another};
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::sources::INVOKING;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Methods that call the function that they are called on, besides [`INVOKING`].
const ASKING: &[&str] =
    &["applyAsInt", "applyAsLong", "applyOrElse", "compute", "get", "getAsInt", "run"];
/// Methods and members that give the name of a constant.
const NAMING: &[&str] = &["name", "toString", "ToString", "getName", "rawValue"];
/// Methods that say in another type what constants of a library are.
const SAYING: &[&str] = &[
    "name",
    "toString",
    "ToString",
    "getName",
    "getValue",
    "getAlgorithm",
    "getAlgorithmName",
    "value",
    "getJcaName",
    "getId",
    "id",
    "toJSONString",
    "getStdName",
];
/// Functions of types that give what has the name that they get.
const FINDING: &[&str] = &[
    "parse",
    "forName",
    "fromName",
    "fromString",
    "fromValue",
    "FromValue",
    "from",
    "of",
    "byName",
];

impl Resolver<'_> {
    /// What a call is worth that asks a function or a constant for itself.
    pub(super) fn of_reference(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else {
            let class = module.enclosing(module.nodes[callee].scope, ScopeKind::Type)?;
            let is_own = arguments.is_empty() && name == "name";
            return is_own.then(|| self.any_name(module, class)).flatten();
        };
        if arguments.is_empty()
            && NAMING.contains(&name)
            && let Some(named) = self.constant_name(&site.at(of), name)
        {
            return Some(named);
        }
        if arguments.is_empty()
            && let Some(part) = self.part_of_entry(&site.at(of), name)
        {
            return Some(part);
        }
        if let Some(found) = self.parsed_constant(site, of, name, arguments) {
            return Some(found);
        }
        if let ("valueOf" | "byName", [only]) = (name, arguments)
            && let Some(found) = self.constant_of_name(&site.at(of), &site.at(only.value))
        {
            return Some(found);
        }
        if (INVOKING.contains(&name) || ASKING.contains(&name))
            && matches!(
                module.nodes[of].kind,
                Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. } | Kind::Call { .. }
            )
            && (name != "get" || arguments.is_empty())
        {
            if let Some(found) = self.of_method_reference(site, of, arguments) {
                return Some(found);
            }
            let object = self.resolve(&site.at(of));
            let found = self.of_closures(&object, site, arguments);
            let found = found.or_else(|| self.of_function_values(&object, site, arguments));
            return found.or_else(|| made_by_reference(object));
        }
        None
    }

    /// What a method gives that a variable stands for: `Function<String, String> names = TABLE::get`.
    fn of_method_reference(
        &mut self,
        site: &Site,
        variable: Id,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let module = &site.module;
        let node = &module.nodes[variable];
        let Kind::Name(name) = &node.kind else { return None };
        let method = bindings(module, node.scope, name).last()?.value?;
        let Kind::Member { of, name } = &module.nodes[method].kind else { return None };
        if !matches!(self.around.language().id, "java" | "kotlin") {
            return None;
        }
        if let ("get" | "getValue" | "getOrDefault", [key, ..]) = (name.as_str(), arguments) {
            return self.element_or_default(site, *of, key.value, arguments);
        }
        let given = self.function(site, method, name, arguments);
        let is_itself =
            |one: &Candidate| matches!(&one.value, Value::Made(made) if made.id == site.id);
        (!given.candidates.iter().any(is_itself)).then_some(given)
    }

    /// What the function gives that `let`, `run` and `with` of Kotlin run on an object.
    pub(super) fn given_by_scope(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        if self.around.language().id != "kotlin" || !matches!(name, "let" | "run" | "with") {
            return None;
        }
        let Kind::Closure(scope) = site.module.nodes[arguments.last()?.value].kind else {
            return None;
        };
        let returns = site.module.scopes[scope].returns.clone();
        let ways: Vec<Resolved> = returns.iter().map(|id| self.resolve(&site.at(*id))).collect();
        let is_told = |way: &Resolved| {
            let is_call = |one: &Candidate| matches!(&one.value, Value::Made(made) if matches!(made.kind(), Kind::Call { .. }));
            !way.candidates.is_empty() && !way.candidates.iter().any(is_call)
        };
        (!ways.is_empty() && ways.iter().all(is_told)).then(|| Resolved::any(ways))
    }

    /// What functions of the own file return that are handed around by their names: `table["strong"]()`.
    pub(super) fn of_named(
        &mut self,
        function: &Resolved,
        site: &Site,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        if function.missing.is_some() || self.frames.len() >= 4 {
            return None;
        }
        let module = Rc::clone(&site.module);
        let mut called = Vec::new();
        for candidate in &function.candidates {
            let Value::Named(names) = &candidate.value else { return None };
            let name = names.iter().find(|name| !name.contains(['.', ':']))?;
            let is_free = |one: &ScopeId| {
                let scope = &module.scopes[*one];
                module.scopes[scope.parent].kind == ScopeKind::File && !scope.returns.is_empty()
            };
            called.push(module.scopes_named(name, ScopeKind::Function).find(is_free)?);
        }
        let mut ways = Vec::new();
        for function in called {
            self.frames.push(Frame {
                function,
                module: Rc::clone(&module),
                arguments: arguments.to_vec(),
                caller: Rc::clone(&module),
            });
            let returns = self.reached(&module, module.scopes[function].returns.clone());
            ways.extend(returns.into_iter().map(|id| self.resolve(&site.at(id))));
            self.frames.pop();
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What functions without a name give that are called with these arguments.
    pub(super) fn of_closures(
        &mut self,
        function: &Resolved,
        site: &Site,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in &function.candidates {
            let Value::Made(made) = &candidate.value else { return None };
            let Kind::Closure(scope) = made.kind() else { return None };
            let is_framed = self.frames.len() < 4 && !arguments.is_empty();
            if is_framed {
                self.frames.push(Frame {
                    function: *scope,
                    module: Rc::clone(&made.module),
                    arguments: arguments.to_vec(),
                    caller: Rc::clone(&site.module),
                });
            }
            for id in made.module.scopes[*scope].returns.clone() {
                ways.push(self.resolve(&made.at(id)).within(&candidate.steps));
            }
            if is_framed {
                self.frames.pop();
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The name of the constant of an enumeration that an expression is.
    pub(super) fn constant_name(&mut self, constant: &Site, asked: &str) -> Option<Resolved> {
        let Kind::Member { of, name } = constant.kind() else {
            let is_value = matches!(constant.kind(), Kind::Name(_) | Kind::Index { .. });
            if asked != "name" || !is_value {
                return None;
            }
            return self.names_of_values(constant).or_else(|| self.any_name_of_type(constant));
        };
        let (module, class) = self.type_at(&constant.at(*of))?;
        // Of an object of the type it is a field.
        let (Kind::Name(last) | Kind::Member { name: last, .. }) = &constant.module.nodes[*of].kind
        else {
            return None;
        };
        if *last != module.scopes[class].name && last.starts_with(|c: char| c.is_lowercase()) {
            return None;
        }
        let bound = module.bound(class, name).first()?;
        // A constant that is written with its raw value is worth that.
        if asked == "rawValue"
            && let Some(id) = bound.value
            && matches!(module.nodes[id].kind, Kind::Number(_) | Kind::Text(_))
        {
            let raw = Site { module: Rc::clone(&module), id };
            return Some(self.resolve(&raw));
        }
        // A class may have a field of that name.
        if !module.bound(class, asked).is_empty() {
            return None;
        }
        let is_plain = match bound.value.map(|id| &module.nodes[id].kind) {
            None | Some(Kind::Number(_)) => true,
            Some(_) => is_made_of(&module, class, bound.value),
        };
        is_plain.then(|| Resolved::of(Value::Text(name.clone())))
    }

    /// The names of the constants that a value is.
    fn names_of_values(&mut self, value: &Site) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in self.resolve(value).candidates {
            let Value::Made(made) = &candidate.value else { return None };
            let module = &made.module;
            let class = module.called(made.id)?;
            let class = module.scopes_named(class, ScopeKind::Type).next()?;
            let is_it = |field: &&String| {
                module.bound(class, field).first().is_some_and(|one| one.value == Some(made.id))
            };
            let name = module.fields_of(class).iter().find(is_it)?.clone();
            ways.push(Resolved::of(Value::Text(name)).within(&candidate.steps));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// `name` in a function that extends enumerations of Kotlin: that of the constant which it is called on.
    pub(super) fn name_of_receiver(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        let module = &site.module;
        if name != "name" || self.around.language().id != "kotlin" {
            return None;
        }
        let function = module.enclosing(module.nodes[site.id].scope, ScopeKind::Function)?;
        if !extends_another(module, function) {
            return None;
        }
        let framed = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.function == function && Rc::ptr_eq(&frame.module, module));
        let receivers: Vec<Site> = match framed {
            Some(frame) => {
                let this = frame.arguments.iter().find(|one| one.name.as_deref() == Some("this"));
                let site = |id| Site { module: Rc::clone(&frame.caller), id };
                this.map(|one| site(one.value)).into_iter().collect()
            }
            None => {
                let calls = module.calls_of(&module.scopes[function].name).iter().take(CALL_SITES);
                let receiver = |call: &Id| match module.nodes[*call].kind {
                    Kind::Call { callee, .. } => match module.nodes[callee].kind {
                        Kind::Member { of, .. } => Some(site.at(of)),
                        _ => None,
                    },
                    _ => None,
                };
                calls.filter_map(receiver).collect()
            }
        };
        let mut ways = Vec::new();
        for receiver in receivers {
            for candidate in self.resolve(&receiver).candidates {
                let name = self.class_name(&candidate)?;
                ways.push(Resolved::of(Value::Text(name)).within(&candidate.steps));
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The names of all constants of the enumeration that a variable is declared as, or that `this` is of.
    fn any_name_of_type(&mut self, variable: &Site) -> Option<Resolved> {
        let Kind::Name(name) = variable.kind() else { return None };
        let module = &variable.module;
        if self.around.language().own.contains(&name.as_str()) {
            let class = module.enclosing(module.nodes[variable.id].scope, ScopeKind::Type)?;
            return self.any_name(module, class);
        }
        let known: Vec<String> = qualified(module, variable.id)
            .iter()
            .filter_map(|known| known.strip_suffix("()"))
            .filter_map(|known| known.rsplit('.').next().map(str::to_owned))
            .take(2)
            .collect();
        let class =
            known.iter().find_map(|class| module.scopes_named(class, ScopeKind::Type).next())?;
        self.any_name(module, class)
    }

    /// The names of all constants of an enumeration.
    pub(super) fn any_name(&mut self, module: &Rc<Module>, class: ScopeId) -> Option<Resolved> {
        let fields = module.fields_of(class).iter();
        let names: Vec<String> = fields
            .filter(|field| {
                let first = module.bound(class, field).first();
                first.is_some_and(|one| is_made_of(module, class, one.value))
            })
            .take(8)
            .cloned()
            .collect();
        let texts = names.into_iter().map(|name| Resolved::of(Value::Text(name)));
        let all = Resolved::any(texts);
        (!all.candidates.is_empty()).then_some(all)
    }

    /// The constants of an enumeration that go by the names that a value is.
    fn constant_of_name(&mut self, class: &Site, name: &Site) -> Option<Resolved> {
        let class = match class.kind() {
            // `Level.values.byName(name)`
            Kind::Member { of, name } if name == "values" => class.at(*of),
            _ => class.clone(),
        };
        let (module, scope) = self.type_at(&class)?;
        let names = self.resolve(name).candidates;
        let found: Vec<Id> = names
            .iter()
            .filter_map(|one| match &one.value {
                Value::Text(text) => module.bound(scope, text).first()?.value,
                _ => None,
            })
            .filter(|id| is_made_of(&module, scope, Some(*id)))
            .collect();
        let ways: Vec<Resolved> = found
            .into_iter()
            .map(|id| Resolved::of(Value::Made(Site { module: Rc::clone(&module), id })))
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What a method says that no file of the tree has: of a constant of a library its name, of a type what it gets.
    pub(super) fn said_by_library(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["java", "kotlin", "scala", "csharp", "dart", "swift"];
        let module = &site.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        if !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let is_type = match &module.nodes[of].kind {
            Kind::Name(name) | Kind::Member { name, .. } => {
                name.starts_with(|c: char| c.is_ascii_uppercase())
            }
            _ => false,
        };
        if let ([only], true) = (arguments, is_type && FINDING.contains(&name)) {
            return self.texts_only(&site.at(only.value));
        }
        if !arguments.is_empty() || !SAYING.contains(&name) {
            return None;
        }
        let constant = self.resolve(&site.at(of));
        let is_named = |one: &Candidate| matches!(&one.value, Value::Named(names) if names.iter().any(|name| !name.ends_with("()")));
        let is_told = !constant.candidates.is_empty() && constant.candidates.iter().all(is_named);
        is_told.then_some(constant)
    }
}

impl Resolver<'_> {
    /// What a constant of a library says of itself in Scala, where no parentheses stand: `NamedParameterSpec.X448.getName`.
    pub(super) fn says_itself(&self, object: &Resolved, name: &str) -> Option<Resolved> {
        if let Some(named) = self.name_of_object(object, name) {
            return Some(named);
        }
        let is_constant = |one: &Candidate| {
            matches!(&one.value, Value::Named(names)
            if names.iter().all(|name| name.contains('.') && !name.ends_with("()")))
        };
        (self.around.language().id == "scala"
            && name.starts_with("get")
            && SAYING.contains(&name)
            && !object.candidates.is_empty()
            && object.candidates.iter().all(is_constant))
        .then(|| object.clone())
    }
}

impl Resolver<'_> {
    /// `Enum.Parse<Level>(name)` and `Enum.Parse(typeof(Level), name)` of C#, be it with the letters as they are or not.
    fn parsed_constant(
        &mut self,
        site: &Site,
        of: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let is_enum = matches!(&site.module.nodes[of].kind, Kind::Name(of) if of == "Enum");
        let (true, "Parse", "csharp") = (is_enum, name, self.around.language().id) else {
            return None;
        };
        let is_type = |one: &Argument| one.name.as_deref() == Some("<0>");
        let (written, text, rest) = match arguments {
            [text, rest @ .., written] if is_type(written) => (written, text, rest),
            [written, text, rest @ ..] => (written, text, rest),
            _ => return None,
        };
        let text = self.resolve(&site.at(text.value));
        // A constant of a library goes by its name.
        let Some((module, class)) = self.type_at(&site.at(written.value)) else {
            return Some(text);
        };
        let [Candidate { value: Value::Text(text), .. }] = text.candidates.as_slice() else {
            return None;
        };
        let is_it = |field: &&String| match rest.is_empty() {
            true => *field == text,
            false => field.eq_ignore_ascii_case(text),
        };
        let field = module.fields_of(class).iter().find(is_it)?.clone();
        let bound = module.bound(class, &field);
        if bound.iter().any(|one| one.value.is_some()) {
            return Some(self.bound(&module, &field, bound, usize::MAX));
        }
        let named = format!("{}.{field}", module.scopes[class].name);
        Some(Resolved::of(Value::Named(vec![named])))
    }

    /// The name of an object of Scala that is its own class: `Strong.toString`.
    fn name_of_object(&self, object: &Resolved, name: &str) -> Option<Resolved> {
        if self.around.language().id != "scala"
            || !matches!(name, "toString" | "productPrefix")
            || object.candidates.is_empty()
        {
            return None;
        }
        let mut named = object.clone();
        for one in &mut named.candidates {
            if let Value::Made(made) = &one.value {
                let (module, class) = self.class_of(made)?;
                if self.class_name(one)? == module.scopes[class].name {
                    return None;
                }
            }
            one.value = Value::Text(self.class_name(one)?);
        }
        Some(named)
    }
}

/// Whether a value makes an object of the class that it stands in, as constants of enumerations are.
fn is_made_of(module: &Module, class: ScopeId, value: Option<Id>) -> bool {
    value.is_some_and(|id| module.called(id) == Some(module.scopes[class].name.as_str()))
}

/// Objects of a library's types, where each value is the constructor of one: `AESEngine::new`.
fn made_by_reference(constructors: Resolved) -> Option<Resolved> {
    let class = |one: Candidate| {
        let Value::Named(names) = one.value else { return None };
        let classes: Option<Vec<String>> =
            names.iter().map(|name| name.strip_suffix(".new").map(str::to_owned)).collect();
        Some(Candidate { value: Value::Named(classes?), steps: one.steps })
    };
    let candidates: Vec<Candidate> =
        constructors.candidates.into_iter().map(class).collect::<Option<_>>()?;
    (!candidates.is_empty()).then_some(Resolved { candidates, missing: constructors.missing })
}
