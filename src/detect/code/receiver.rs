//! What a method is called on, as far as the call tells: whether it may be an object of the method's class; and names that
//! functions are called by which have none.

use super::lower::supertypes;
use super::names::{bindings, qualified};
use super::resolve::{extends_another, parameter};
use super::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::registry;

/// Names that a file has for itself.
const OWN: &[&str] = &["this", "self", "exports", "module", "super", "cls", "static"];

/// Whether a call by the name of a method is one on an object of something else than the method's class.
pub(super) fn is_of_another(module: &Module, method: ScopeId, callee: Id) -> bool {
    let own = (&module.nodes[callee].kind, extends_another(module, method));
    let (Kind::Member { of, .. }, false) = own else { return false };
    // A function of another module.
    if let Kind::Name(object) = &module.nodes[*of].kind
        && module.imports.iter().any(|import| import.local == *object && import.path != *object)
        && bindings(module, module.nodes[*of].scope, object).is_empty()
    {
        return true;
    }
    // What a library calls its own functions is more likely one of an object that a call made: `h.new.digest(x)`.
    if matches!(module.nodes[*of].kind, Kind::Call { .. })
        && registry::function(&module.scopes[method].name).is_some()
    {
        return true;
    }
    let class = module.scopes[method].parent;
    let class = &module.scopes[class];
    if class.kind != ScopeKind::Type {
        // A function of a script that stands in no class is called on nothing: what has the name is a method of the object.
        let is_script = [".py", ".rb", ".php"];
        if is_script.iter().any(|ending| module.path.ends_with(ending)) {
            return !matches!(&module.nodes[*of].kind, Kind::Name(object) if OWN.contains(&object.as_str()));
        }
        // What nobody names here is another module: `:crypto.hash(…)` is no call of a function `hash`.
        return matches!(&module.nodes[*of].kind, Kind::Name(object)
            if object.starts_with(|c: char| c.is_ascii_lowercase())
                && !OWN.contains(&object.as_str())
                && bindings(module, module.nodes[*of].scope, object).is_empty()
                && parameter(module, module.nodes[*of].scope, object).is_none());
    }
    if is_another_type(module, &class.name, *of) {
        return true;
    }
    let known = qualified(module, *of);
    let is_object = |name: &String| name.ends_with("()");
    known.iter().any(is_object)
        && known.iter().filter(|name| is_object(name)).all(|name| {
            // `Type::new()` is an object of the type, too.
            let mut last = name.trim_end_matches("()").rsplit('.').take(2);
            !last.any(|part| part == class.name)
        })
}

/// Whether a method is called on a type by its name, and that is another than `class`: `RSA.Create(bits)`.
fn is_another_type(module: &Module, class: &str, of: Id) -> bool {
    const TYPED: &[&str] = &[".cs", ".dart", ".java", ".kt", ".scala", ".swift"];
    let node = &module.nodes[of];
    let Kind::Name(object) = &node.kind else { return false };
    let is_type = object.starts_with(|c: char| c.is_ascii_uppercase())
        && TYPED.iter().any(|ending| module.path.ends_with(ending))
        && bindings(module, node.scope, object).is_empty()
        && parameter(module, node.scope, object).is_none();
    let named = |scope: &ScopeId| module.scopes[*scope].name == *object;
    let own = module.scopes_named(class, ScopeKind::Type);
    let above = own.flat_map(|one| supertypes(&module.scopes[one])).any(|name| name == *object);
    is_type && object != class && !above && !module.subtypes(class).iter().any(named)
}

/// The name that CommonJS exports a function without one by: `exports.start = () => …`.
pub(super) fn exported_as(module: &Module, function: ScopeId) -> &str {
    let is_it = |id: Id| module.nodes[id].kind == Kind::Closure(function);
    let set = module.settings.iter().take(4_096).find(|setting| is_it(setting.value));
    match set.map(|setting| &module.nodes[setting.target].kind) {
        Some(Kind::Member { name, .. }) => name,
        _ => "",
    }
}
