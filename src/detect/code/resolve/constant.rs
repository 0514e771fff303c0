//! Constants of enumerations of Swift: `.full` where the type is declared elsewhere, and members of what they stand for.

use std::rc::Rc;

use super::member::{is_plain, type_with};
use super::{Resolver, is_constructor, parameter};
use crate::detect::code::lower::supertypes;
use crate::detect::code::names::{global, qualified, qualified_type};
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

impl Resolver<'_> {
    /// What an expression is worth where a type is declared: `.full` is a member of that.
    pub(in crate::detect::code) fn as_type(
        &mut self,
        site: &Site,
        home: &Rc<Module>,
        written: Option<&str>,
    ) -> Resolved {
        if let (Kind::Name(name), Some(written)) = (site.kind(), written)
            && let Some(member) = name.strip_prefix('.')
            && self.around.language().id == "swift"
            && let plain = written.trim_end_matches(['?', '!'])
            && let Some((module, class)) =
                self.type_called(home, plain, || qualified_type(home, plain))
        {
            let bound = module.bound(class, member);
            if bound.iter().any(|one| one.value.is_some()) {
                return self.bound(&module, member, bound, usize::MAX);
            }
        }
        if let Some(written) = written
            && let Some(made) = self.converted(site, home, written)
        {
            return made;
        }
        self.resolve(site)
    }

    /// A member that an enumeration works out from the constant that it is asked of.
    pub(super) fn of_constant_self(
        &mut self,
        of: &Site,
        object: &Resolved,
        name: &str,
    ) -> Option<Resolved> {
        let is_plain = |one: &Candidate| match &one.value {
            Value::Text(_) | Value::Number(_) => true,
            Value::Named(names) => !names.iter().any(|name| name.ends_with("()")),
            _ => false,
        };
        let is_dart = self.around.language().id == "dart";
        let is_scala = self.around.language().id == "scala";
        // What an object has that is its own class counts before what its class has.
        let is_object = |one: &Candidate| match &one.value {
            Value::Named(names) => names.iter().any(|name| {
                let plain = name.rsplit('.').next().unwrap_or(name);
                self.type_called(&of.module, plain, || vec![name.clone()]).is_some()
            }),
            _ => true,
        };
        if self.around.language().id != "swift" && !is_dart && !is_scala
            || object.candidates.is_empty()
            || is_scala && object.candidates.iter().any(is_object)
            || !object.candidates.iter().all(is_plain)
        {
            return None;
        }
        let types: Vec<String> = qualified(&of.module, of.id)
            .iter()
            .filter_map(|known| known.strip_suffix("()").map(str::to_owned))
            .chain(match of.kind() {
                // `Grade.high`
                Kind::Member { of: class, .. } => qualified(&of.module, *class).to_vec(),
                _ => Vec::new(),
            })
            .collect();
        let declared = types.iter().find_map(|known| {
            let plain = known.rsplit('.').next().unwrap_or(known);
            self.type_called(&of.module, plain, || vec![known.clone()])
        });
        let has = |(module, class): &(Rc<Module>, ScopeId)| {
            let mut functions = module.functions_of(*class).iter();
            module.bound(*class, name).iter().any(|one| one.value.is_some())
                || (is_dart || is_scala) && functions.any(|one| module.scopes[*one].name == name)
        };
        // What an extension adds to numbers and texts.
        let (module, class) = declared.filter(has).or_else(|| {
            let plain = match (&object.candidates[0].value, is_dart) {
                (Value::Number(_), true) => "int",
                (Value::Number(_), false) => "Int",
                (Value::Text(_), _) => "String",
                _ => return None,
            };
            let names = || global(&of.module, plain);
            self.type_called(&of.module, plain, names).filter(has)
        })?;
        if let Some(copied) = self.set_in_copies(&module, class, name) {
            return Some(copied);
        }
        let bound = module.bound(class, name);
        let home = class;
        let class = module.scopes[class].name.clone();
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let case = case_of(&module, home, candidate).unwrap_or_else(|| candidate.clone());
            self.selves.push((class.clone(), candidate.clone(), case));
            let way = match bound.is_empty() {
                true => self.given_without_parentheses(&module, home, name),
                false => Some(self.bound(&module, name, bound, usize::MAX)),
            };
            self.selves.pop();
            ways.push(way?.within(&candidate.steps));
        }
        Some(Resolved::any(ways))
    }

    /// The enumeration of C# that a member is a constant of, though a property goes by its name: `Strength Strength`.
    pub(super) fn enumeration_called(
        &self,
        module: &Module,
        object: &str,
        name: &str,
    ) -> Option<ScopeId> {
        let is_type = object.starts_with(|c: char| c.is_ascii_uppercase());
        let class = type_with(module, object, name)
            .filter(|_| is_type && self.around.language().id == "csharp")?;
        let bound = module.bound(class, name).first();
        let is_plain = |id: Id| matches!(module.nodes[id].kind, Kind::Number(_));
        (bound?.value.is_some_and(is_plain) && module.functions_of(class).is_empty())
            .then_some(class)
    }

    /// The element of a list at the number of a constant of an enumeration of C#: `names[(int)Level.High]`.
    pub(in crate::detect::code) fn at_enumerator(
        &self,
        list: &Site,
        names: &[String],
    ) -> Option<Id> {
        let Kind::List(items) = list.kind() else { return None };
        let (class, constant) = names.first()?.rsplit_once('.')?;
        if self.around.language().id != "csharp" {
            return None;
        }
        let plain = class.rsplit('.').next().unwrap_or(class);
        let (home, class) = self.type_called(&list.module, plain, || vec![class.to_owned()])?;
        let constants = home.fields_of(class);
        let is_counted =
            |name: &String| home.bound(class, name).iter().all(|one| one.value.is_none());
        let at = constants.iter().position(|name| name == constant)?;
        items.get(at).copied().filter(|_| constants.iter().all(is_counted))
    }

    /// The constant of an enumeration that a method is called on: the type of the method, what it stands for, and itself.
    pub(super) fn constant_asked(
        &self,
        object: &Resolved,
        home: &Module,
        function: ScopeId,
    ) -> Option<(String, Candidate, Candidate)> {
        const LANGUAGES: &[&str] = &["dart", "java", "scala", "swift"];
        let class = home.scopes[function].parent;
        let [only] = object.candidates.as_slice() else { return None };
        if !LANGUAGES.contains(&self.around.language().id)
            || home.scopes[class].kind != ScopeKind::Type
            || object.missing.is_some()
        {
            return None;
        }
        let type_name = home.scopes[class].name.clone();
        let case = match &only.value {
            Value::Named(names) => {
                let (of, constant) = names.first()?.rsplit_once('.')?;
                let of = of.rsplit('.').next().unwrap_or(of);
                let is_it = (of.is_empty() || of == type_name) && !constant.ends_with(')');
                is_it.then(|| only.clone())?
            }
            Value::Made(made) => constant_of(made).map(|_| only.clone())?,
            _ => case_of(home, class, only)?,
        };
        Some((type_name, only.clone(), case))
    }

    /// `Level(rawValue: "high")` of an enumeration whose constants stand for texts.
    pub(super) fn constant_of_raw(
        &mut self,
        site: &Site,
        callee: Id,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [only] = arguments else { return None };
        if only.name.as_deref() != Some("rawValue") || self.around.language().id != "swift" {
            return None;
        }
        let (module, class) = self.type_at(&site.at(callee))?;
        let raw = self.resolve(&site.at(only.value));
        let [one] = raw.candidates.as_slice() else { return None };
        let of = module.scopes[class].name.clone();
        if let Some(case) = case_of(&module, class, one) {
            let Value::Named(names) = &case.value else { return None };
            let named = names.first().map(|name| format!("{of}.{name}"))?;
            return Some(Resolved::of(Value::Named(vec![named])).within(&one.steps));
        }
        // Where nothing else is said, a constant stands for its own name.
        let is_text = supertypes(&module.scopes[class]).any(|name| name == "String");
        let Value::Text(text) = &one.value else { return None };
        let is_open = module.fields_of(class).iter().all(|field| {
            let value = module.bound(class, field).first().and_then(|one| one.value);
            !value.is_some_and(|id| matches!(module.nodes[id].kind, Kind::Text(_)))
        });
        (is_text && is_open && raw.missing.is_none())
            .then(|| Resolved::of(Value::Named(vec![format!("{of}.{text}")])).within(&one.steps))
    }

    /// Runs `read` as what is asked of a constant.
    pub(super) fn with_constant<T>(
        &mut self,
        constant: Option<(String, Candidate, Candidate)>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let depth = self.selves.len();
        self.selves.extend(constant);
        let value = read(self);
        self.selves.truncate(depth);
        value
    }

    /// What the constants of the enumeration stand for that a parameter is declared to be one of.
    pub(super) fn of_declared_enumeration(
        &mut self,
        module: &Rc<Module>,
        of: Id,
        name: &str,
    ) -> Option<Resolved> {
        let node = &module.nodes[of];
        let Kind::Name(variable) = &node.kind else { return None };
        let (function, index) = parameter(module, node.scope, variable)?;
        let written = module.scopes[function].parameters[index].type_name.clone()?;
        let class = module.scopes_named(&written, ScopeKind::Type).next()?;
        self.any_constant(module, class, name)
    }

    /// What the constants of the enumeration around stand for: `$this->value` is any of them.
    pub(super) fn any_constant(
        &mut self,
        module: &Rc<Module>,
        scope: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let class = module.enclosing(scope, ScopeKind::Type)?;
        let mut functions = module.functions_of(class).iter();
        if !module.bound(class, name).is_empty()
            || functions.any(|function| is_constructor(module, *function))
        {
            return None;
        }
        let fields = module.fields_of(class).to_vec();
        let ways: Vec<Resolved> = fields
            .iter()
            .map(|field| self.bound(module, field, module.bound(class, field), usize::MAX))
            .collect();
        let is_told = |way: &Resolved| {
            way.missing.is_none()
                && !way.candidates.is_empty()
                && way.candidates.iter().all(is_plain)
        };
        (!ways.is_empty() && ways.iter().all(is_told)).then(|| Resolved::any(ways))
    }

    /// The constant of an enumeration that is the object at hand.
    fn constant_at_hand(&self, module: &Module, class: ScopeId) -> Option<Resolved> {
        let made = self.objects.last()?;
        constant_of(made)?;
        let (home, of) = self.class_of(made)?;
        let is_it = home.scopes[of].name == module.scopes[class].name;
        is_it.then(|| Resolved::of(Value::Made(made.clone())))
    }

    /// `rawValue` and `self` in a member of the enumeration whose constant is being looked into.
    pub(super) fn of_self(&self, module: &Module, scope: ScopeId, name: &str) -> Option<Resolved> {
        let class = module.enclosing(scope, ScopeKind::Type)?;
        let Some((of, raw, case)) = self.selves.last() else {
            return matches!(name, "self" | "this")
                .then(|| self.constant_at_hand(module, class))?;
        };
        let candidate = match name {
            "rawValue" => raw,
            "self" | "this" => case,
            _ => return None,
        };
        let is_it = module.scopes[class].name == *of;
        is_it.then(|| Resolved { candidates: vec![candidate.clone()], missing: None })
    }
}

/// The type of which an object is a constant: one that stands in the type itself, by a name.
pub(super) fn constant_of(made: &Site) -> Option<(String, ScopeId)> {
    const CONSTANTS: usize = 64;
    let module = &made.module;
    let Kind::Call { callee, .. } = made.kind() else { return None };
    let class = module.nodes[made.id].scope;
    let scope = &module.scopes[class];
    let is_own = matches!(&module.nodes[*callee].kind, Kind::Name(name) if *name == scope.name || name == "new");
    let mut names = module.fields_of(class).iter().take(CONSTANTS);
    let is_it =
        |name: &String| module.bound(class, name).iter().any(|one| one.value == Some(made.id));
    (scope.kind == ScopeKind::Type && is_own && names.any(is_it))
        .then(|| (module.path.clone(), class))
}

/// The constant of an enumeration that has a raw value.
fn case_of(module: &Module, class: ScopeId, raw: &Candidate) -> Option<Candidate> {
    let is_raw = |kind: &Kind| match (&raw.value, kind) {
        (Value::Number(one), Kind::Number(other)) => one == other,
        (Value::Text(one), Kind::Text(other)) => one == other,
        _ => false,
    };
    let is_it = |field: &&String| {
        let value = module.bound(class, field).first().and_then(|one| one.value);
        value.is_some_and(|id| is_raw(&module.nodes[id].kind))
    };
    let name = module.fields_of(class).iter().find(is_it)?.clone();
    Some(Candidate { value: Value::Named(vec![name]), steps: raw.steps.clone() })
}
