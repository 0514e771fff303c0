//! Constants of enumerations of Swift: `.full` where the type is declared elsewhere, and members of what they stand for.

use std::rc::Rc;

use super::Resolver;
use super::member::type_with;
use crate::detect::code::names::{global, qualified, qualified_type};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
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
        if self.around.language().id != "swift" && !is_dart
            || object.candidates.is_empty()
            || !object.candidates.iter().all(is_plain)
        {
            return None;
        }
        let types: Vec<String> = qualified(&of.module, of.id)
            .iter()
            .filter_map(|known| known.strip_suffix("()").map(str::to_owned))
            .chain(match of.kind() {
                // `Grade.high`
                Kind::Member { of: class, .. } => qualified(&of.module, *class),
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
                || is_dart && functions.any(|one| module.scopes[*one].name == name)
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

    /// `rawValue` and `self` in a member of the enumeration whose constant is being looked into.
    pub(super) fn of_self(&self, module: &Module, scope: ScopeId, name: &str) -> Option<Resolved> {
        let (of, raw, case) = self.selves.last()?;
        let class = module.enclosing(scope, ScopeKind::Type)?;
        let candidate = match name {
            "rawValue" => raw,
            "self" | "this" => case,
            _ => return None,
        };
        let is_it = module.scopes[class].name == *of;
        is_it.then(|| Resolved { candidates: vec![candidate.clone()], missing: None })
    }
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
