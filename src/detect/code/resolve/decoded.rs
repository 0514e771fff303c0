//! Settings that are read from a document, as an object of a class or as a tree: what the document says of a field
//! counts, and what the class says holds where it says nothing.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::configuration;
use crate::detect::code::lower::{DECODABLE, DECODED, DECODING};
use crate::detect::code::names::{qualified, qualified_type};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Languages whose classes are filled from documents by the names of their fields.
const LANGUAGES: &[&str] = &["csharp", "java", "kotlin", "scala", "swift"];
impl Resolver<'_> {
    /// What the documents around say of a field of a class whose objects are decoded from one.
    pub(in crate::detect::code) fn decoded(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let scope = &module.scopes[class];
        if !LANGUAGES.contains(&self.around.language().id)
            || scope.kind != ScopeKind::Type
            || scope.name.is_empty()
            || module.bound(class, name).is_empty()
        {
            return None;
        }
        // By convention, as hosts of .NET bind them; and what may be sent as well as read.
        let is_called = self.around.language().id == "csharp" && sounds_like_settings(&scope.name)
            || !module.bound(0, &format!("{DECODABLE}{}", scope.name)).is_empty();
        let is_told = self.is_decoded(module, &scope.name);
        if !is_told && !is_called {
            return None;
        }
        let called = (!is_told).then_some(scope.name.as_str());
        let found = self.around.filled(&module.path, module.fields_of(class), name, called);
        (!found.candidates.is_empty()).then(|| self.as_declared(module, class, name, found))
    }

    /// The same of a field of an object that is declared as one of a class.
    pub(super) fn decoded_member(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        let language = self.around.language().id;
        if !LANGUAGES.contains(&language) && language != "rust" {
            return None;
        }
        let declared = qualified(&of.module, of.id);
        let types = declared.iter().filter_map(|one| one.strip_suffix("()"));
        let types: Vec<String> =
            types.filter(|one| !one.contains('(')).map(str::to_owned).collect();
        let (module, class) = types.iter().find_map(|known| {
            let plain = known.rsplit('.').next().unwrap_or(known);
            self.type_called(&of.module, plain, || vec![known.clone()])
        })?;
        let read = self.decoded(&module, class, name);
        read.or_else(|| self.option_of_field(&module, class, name))
    }

    /// What a document says of a field as what the type of the field has it: a constant of an enumeration.
    fn as_declared(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
        found: Resolved,
    ) -> Resolved {
        let written = module.bound(class, name).iter().find_map(|one| one.type_name.as_deref());
        let Some(plain) = written.and_then(|of| of.trim_end_matches('?').rsplit('.').next()) else {
            return found;
        };
        let names = || qualified_type(module, plain);
        let Some((home, of)) = self.type_called(module, plain, names) else { return found };
        let fields = home.fields_of(of).to_vec();
        let constant = |text: &str| {
            let is_it = |field: &&String| {
                let value = home.bound(of, field).first().and_then(|one| one.value);
                let raw = value.map(|id| &home.nodes[id].kind);
                matches!(raw, Some(Kind::Text(raw)) if raw == text)
                    || configuration::is_same_key(field, text)
            };
            fields.iter().find(is_it).cloned()
        };
        let mut ways = Vec::new();
        for candidate in &found.candidates {
            let Value::Text(text) = &candidate.value else { return found };
            let Some(field) = constant(text) else { return found };
            let bound = home.bound(of, &field);
            let way = match bound.iter().any(|one| one.value.is_some()) {
                true => self.bound(&home, &field, bound, usize::MAX),
                false => Resolved::of(Value::Named(vec![format!("{plain}.{field}")])),
            };
            let steps = candidate.steps.iter().rev();
            ways.push(steps.fold(way, |way, step| way.by(step)));
        }
        Resolved::any(ways)
    }

    /// Whether a file that is at hand decodes objects of a type.
    fn is_decoded(&self, module: &Rc<Module>, class: &str) -> bool {
        let mark = format!("{DECODED}{class}");
        let says = |module: &Rc<Module>| !module.bound(0, &mark).is_empty();
        let is_here = says(module) || is_part_of_decoded(module, class);
        is_here
            || sounds_like_settings(class)
                && self.around.beside(&module.path, &[(class, Sought::Anything)]).iter().any(says)
    }

    /// The type of the object that a call makes out of a document.
    pub(in crate::detect::code) fn decoded_type(&self, made: &Site) -> Option<Site> {
        let name = made.module.called(made.id)?;
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        if !DECODING.contains(&name) || !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let module = &made.module;
        let is_type = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        let of = |id: Id| match &module.nodes[id].kind {
            Kind::Name(name) if is_type(name) && name != "Self" => Some(id),
            Kind::Member { of, name } if matches!(name.as_str(), "class" | "self" | "java") => {
                match &module.nodes[*of].kind {
                    Kind::Name(name) if is_type(name) => Some(*of),
                    Kind::Member { of, name } if name == "class" => Some(*of),
                    _ => None,
                }
            }
            _ => None,
        };
        let marked = arguments.iter().find(|one| one.name.as_deref() == Some("<0>"));
        let found = marked.into_iter().chain(arguments).find_map(|one| of(one.value))?;
        Some(made.at(found))
    }

    /// A field of what is decoded from a document, where something else stands for it when it cannot be read.
    pub(super) fn read_before_default(
        &mut self,
        object: &Resolved,
        name: &str,
    ) -> Option<Resolved> {
        object.candidates.iter().find_map(|candidate| {
            let Value::Made(made) = &candidate.value else { return None };
            if self.decoded_type(made).is_none() && !self.decodes_itself(made) {
                return None;
            }
            self.constructed(made, name).filter(is_configured)
        })
    }

    /// `decode(Self.self, from: data)` of Swift.
    pub(in crate::detect::code) fn decodes_itself(&self, made: &Site) -> bool {
        let Kind::Call { arguments, .. } = made.kind() else { return false };
        let is_self =
            |id: Id| matches!(&made.module.nodes[id].kind, Kind::Name(name) if name == "Self");
        self.around.language().id == "swift"
            && made.module.called(made.id) == Some("decode")
            && arguments.first().is_some_and(|one| is_self(one.value))
    }
}

/// Whether a class is called like what holds settings.
fn sounds_like_settings(class: &str) -> bool {
    const ENDS: &[&str] = &[
        "Options",
        "Settings",
        "Config",
        "Configuration",
        "Properties",
        "Preferences",
        "Policy",
        "Profile",
    ];
    ENDS.iter().any(|end| class.ends_with(end))
}

/// Whether a field of a type that the file decodes is of a class.
fn is_part_of_decoded(module: &Module, class: &str) -> bool {
    let is_it = |written: &str| written.trim_end_matches('?').rsplit('.').next() == Some(class);
    // What a file decodes is bound at its beginning.
    let mut first = module.bindings.iter().take_while(|one| one.at == 0);
    if !first.any(|one| one.name.starts_with(DECODED)) {
        return false;
    }
    let types = module.scopes.iter().enumerate().filter(|(_, one)| one.kind == ScopeKind::Type);
    types.take(TYPES).any(|(scope, one)| {
        !module.bound(0, &format!("{DECODED}{}", one.name)).is_empty()
            && module.fields_of(scope).iter().any(|field| {
                let mut bound = module.bound(scope, field).iter();
                bound.any(|one| one.type_name.as_deref().is_some_and(is_it))
            })
    })
}

/// Types of a file whose fields are looked at.
const TYPES: usize = 64;

/// How a step begins that leads into a configuration.
pub(super) const KEY: &str = "configuration key ";

/// Whether all that a value may be stands in a configuration.
pub(super) fn is_configured(resolved: &Resolved) -> bool {
    let is_read = |one: &Candidate| {
        matches!(one.value, Value::Text(_) | Value::Number(_) | Value::Truth(_))
            && one.steps.iter().any(|step| step.what.starts_with(KEY))
    };
    resolved.missing.is_none()
        && !resolved.candidates.is_empty()
        && resolved.candidates.iter().all(is_read)
}
