//! Methods by the type that they are called on.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::lower::RECEIVER;
use crate::detect::code::names::qualified;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Site, Value};

/// A function of this name in a type of that name, else any of the name: it may be a supertype's.
pub(super) fn function_of_type(module: &Module, class: &str, name: &str) -> Option<ScopeId> {
    let all = || module.scopes_named(name, ScopeKind::Function);
    let is_in_class = |function: &ScopeId| {
        let around = module.enclosing(module.scopes[*function].parent, ScopeKind::Type);
        around.is_some_and(|around| module.scopes[around].name == class)
            && !module.scopes[*function].returns.is_empty()
    };
    all().find(is_in_class).or_else(|| all().next())
}

/// A function that a constant of an enumeration has for itself.
fn of_constant(module: &Module, class: ScopeId, constant: &str, name: &str) -> Option<ScopeId> {
    let mut own = module.scopes_named(constant, ScopeKind::Type);
    let own = own.find(|scope| module.scopes[*scope].parent == class)?;
    module.functions_of(own).iter().copied().find(|one| module.scopes[*one].name == name)
}

impl Resolver<'_> {
    /// A method of an object that is declared as of a class in another file.
    pub(super) fn method_elsewhere(
        &self,
        site: &Site,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        const LANGUAGES: &[&str] = &["java", "kotlin", "scala", "csharp", "dart"];
        let module = &site.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        // `self.settings.seal.algorithm()` of Rust, by the types of the fields.
        if self.around.language().id == "rust"
            && matches!(module.nodes[of].kind, Kind::Member { .. })
        {
            let (home, class) = self.declared_class(&site.at(of), 5)?;
            let class = home.scopes[class].name.clone();
            let in_file = |home: &Rc<Module>| {
                let mut types = home.scopes_named(&class, ScopeKind::Type);
                types.find_map(|one| returning(home, one, name))
            };
            let own = in_file(module).map(|function| (Rc::clone(module), function));
            return own.or_else(|| Some((Rc::clone(&home), in_file(&home)?)));
        }
        if !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let names: Vec<String> = qualified(module, of)
            .iter()
            .filter_map(|known| known.strip_suffix("()"))
            .filter(|class| !class.contains('('))
            .map(|class| format!("{class}.{name}"))
            .collect();
        let (home, function) = self.around.function(&module.path, &names)?;
        let class = home.enclosing(home.scopes[function].parent, ScopeKind::Type)?;
        let is_it = names
            .iter()
            .any(|known| known.rsplit('.').nth(1) == Some(home.scopes[class].name.as_str()));
        is_it.then_some((home, function))
    }

    /// A method of what an expression is worth, by the class of that.
    pub(super) fn method_of_value(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        const LANGUAGES: &[&str] = &["cpp", "csharp", "dart", "kotlin", "ruby", "scala", "swift"];
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        let is_value =
            matches!(site.module.nodes[of].kind, Kind::Call { .. } | Kind::Member { .. });
        if !LANGUAGES.contains(&self.around.language().id) || !is_value {
            return None;
        }
        let object = self.resolve(&site.at(of)).into_made()?;
        let (home, class) = self.class_of(&object)?;
        let function = returning(&home, class, name)?;
        Some((home, function))
    }

    /// The method of a structure of Go that a variable, a field or a parameter holds: `m.provider.Size()`.
    pub(super) fn method_of_structure(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        if self.around.language().id != "go" || self.frames.len() >= 4 {
            return None;
        }
        let object = self.resolve(&site.at(of)).into_made()?;
        let class = object.module.called(object.id)?.trim_end_matches("{}").to_owned();
        let mark = format!("{RECEIVER}{class}");
        let method = |home: &Rc<Module>| {
            home.scopes_named(name, ScopeKind::Function).find(|one| {
                let scope = &home.scopes[*one];
                scope.marks.contains(&mark) && !scope.returns.is_empty()
            })
        };
        let own = method(&object.module).map(|function| (Rc::clone(&object.module), function));
        // What is made in another package has its methods in its own.
        own.or_else(|| {
            let Kind::Call { callee, .. } = object.kind() else { return None };
            let made = qualified(&object.module, *callee);
            let of_package = made.iter().filter_map(|one| Some((one.rsplit_once('.')?.0, name)));
            let names: Vec<String> =
                of_package.map(|(package, name)| format!("{package}.{name}")).collect();
            self.around.method(&object.module.path, &names, &method)
        })
    }

    /// A method of a class of Ruby that a variable holds: `@level.bits` where that is `Strong`.
    pub(super) fn method_of_class(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        if self.around.language().id != "ruby" || self.frames.len() >= 4 {
            return None;
        }
        let object = self.resolve(&site.at(of));
        let [Candidate { value: Value::Named(names), .. }] = object.candidates.as_slice() else {
            return None;
        };
        let plain = names.first()?.rsplit('.').next()?.to_owned();
        let (home, class) = self.type_called(&site.module, &plain, || names.clone())?;
        let function = returning(&home, class, name)?;
        Some((home, function))
    }

    /// A method of an enumeration that is called on one of its values: `Level::High.bits()`.
    pub(super) fn method_of_variant(
        &self,
        site: &Site,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let module = &site.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        let Kind::Member { of: class, name: variant } = &module.nodes[of].kind else { return None };
        if !variant.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        if let Some((home, scope)) = self.type_at(&site.at(*class))
            && let Some(function) = of_constant(&home, scope, variant, name)
        {
            return Some((home, function));
        }
        let mut names = qualified(module, *class).to_vec();
        names.iter_mut().for_each(|of| *of = format!("{of}.{name}"));
        self.around.function(&module.path, &names)
    }
}

/// Whether a function makes an object of the type that it stands in.
pub(in crate::detect::code) fn is_constructor(module: &Module, function: ScopeId) -> bool {
    let scope = &module.scopes[function];
    let name = scope.name.as_str();
    let class = module
        .enclosing(scope.parent, ScopeKind::Type)
        .map(|class| module.scopes[class].name.as_str());
    matches!(
        name,
        "__init__" | "constructor" | "initialize" | "__construct" | "init" | "new" | "<init>"
    ) || class == Some(name)
}

/// The function of a class that is called `name` and returns something.
fn returning(home: &Module, class: ScopeId, name: &str) -> Option<ScopeId> {
    let is_it =
        |one: &ScopeId| home.scopes[*one].name == name && !home.scopes[*one].returns.is_empty();
    home.functions_of(class).iter().copied().find(is_it)
}
