//! Who calls a function from files around its own, and with what.

use std::rc::Rc;

use super::super_calls;
use crate::detect::code::lower::{MODULE, TAKES_NAMED, USING};
use crate::detect::code::receiver::exported_as;
use crate::detect::code::resolve::{CALL_SITES, argument, is_constructor, receivers};
use crate::detect::code::sources::is_of_class;
use crate::detect::code::surroundings::{Sought, Surroundings};
use crate::detect::code::syntax::{Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::Site;

/// The word by which other files name the file at `path` when they use its functions.
fn home<'p>(language: &str, path: &'p str) -> Option<&'p str> {
    if !matches!(language, "javascript" | "python" | "tsx" | "typescript") {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    // What stands for its folder may be named in other ways.
    name.split('.').next().filter(|stem| !matches!(*stem, "index" | "__init__"))
}

/// For each call of a function in files around its own, the name that it is called by and the argument; `None` where
/// the call leaves it out.
pub(in crate::detect::code) fn given_beside(
    around: &Surroundings<'_>,
    module: &Rc<Module>,
    function: ScopeId,
    index: usize,
) -> Vec<(String, Option<Site>)> {
    let key = (module.path.clone(), function, index);
    if let Some(known) = around.given.borrow().get(&key) {
        return known.clone();
    }
    let given = calls_beside(around, module, function, index);
    around.given.borrow_mut().insert(key, given.clone());
    given
}

fn calls_beside(
    around: &Surroundings<'_>,
    module: &Rc<Module>,
    function: ScopeId,
    index: usize,
) -> Vec<(String, Option<Site>)> {
    let scope = &module.scopes[function];
    let class = module.enclosing(scope.parent, ScopeKind::Type);
    let class = class.map(|class| module.scopes[class].name.as_str()).unwrap_or_default();
    let is_constructor = !class.is_empty() && is_constructor(module, function);
    let called = if is_constructor { class } else { scope.name.as_str() };
    let called = if called.is_empty() { exported_as(module, function) } else { called };
    let (place, parameter) = (index, &scope.parameters[index].name);
    let takes_named = scope.parameters[index].type_name.as_deref() == Some(TAKES_NAMED);
    let index = index.wrapping_sub(receivers(module, function));
    let mut all = Vec::new();
    if called.is_empty() {
        return all;
    }
    if is_constructor && scope.parameters[place].default.is_none() {
        let words = [(class, Sought::Subclass)];
        for below in around.beside(&module.path, &words).iter() {
            let heirs = below.subtypes(class);
            for call in super_calls(below).take(2 * CALL_SITES) {
                let own = below.enclosing(below.nodes[call].scope, ScopeKind::Type);
                if let Kind::Call { arguments, .. } = &below.nodes[call].kind
                    && own.is_some_and(|own| heirs.contains(&own))
                {
                    let id = argument(arguments, index, parameter);
                    let site = id.map(|id| Site { module: Rc::clone(below), id });
                    all.push((called.to_owned(), site));
                }
            }
        }
    }
    // What a module gives the classes that include it is called in these by its name alone.
    let is_macro = class == "ClassMethods" && around.language().id == "ruby";
    let class = match module.enclosing(module.scopes[scope.parent].parent, ScopeKind::Type) {
        Some(outer) if is_macro => module.scopes[outer].name.as_str(),
        _ => class,
    };
    // A method of an object goes with the name of its class.
    let of_object = (!class.is_empty() && !is_constructor).then_some((class, Sought::Anything));
    let home = home(around.language().id, &module.path).filter(|_| class.is_empty());
    let home = home.map(|home| (home, Sought::Anything));
    // `use Sealed` of Elixir.
    let own = || module.bindings.iter().find_map(|one| one.name.strip_prefix(MODULE));
    let first = match called {
        USING => (own().unwrap_or(called), Sought::Anything),
        _ => (called, Sought::Call),
    };
    let words: Vec<_> = std::iter::once(first).chain(of_object).chain(home).collect();
    for beside in around.beside(&module.path, &words).iter() {
        // `Type.new(…)` makes an object of Ruby.
        let is_ruby = is_constructor && scope.name == "initialize";
        let new = beside.calls_of("new").iter().filter(|_| is_ruby);
        for call in beside.calls_of(called).iter().chain(new).take(2 * CALL_SITES) {
            let Kind::Call { callee, arguments } = &beside.nodes[*call].kind else { continue };
            let is_it = match &beside.nodes[*callee].kind {
                Kind::Member { of, name } if is_ruby && name == "new" => {
                    is_of_class(beside, *of, class)
                }
                Kind::Name(name) if is_ruby && name == "new" => false,
                Kind::Member { of, .. } if !class.is_empty() && !is_constructor => {
                    is_of_class(beside, *of, class)
                }
                Kind::Name(_) if is_macro => {
                    let around = beside.enclosing(beside.nodes[*call].scope, ScopeKind::Type);
                    around.is_some_and(|around| beside.subtypes(class).contains(&around))
                }
                Kind::Name(_) if !class.is_empty() && !is_constructor => false,
                _ => around.refers(beside, *callee, called, &module.path),
            };
            if is_it {
                let id = match takes_named {
                    true => Some(*call),
                    false => argument(arguments, index, parameter),
                };
                let site = id.map(|id| Site { module: Rc::clone(beside), id });
                all.push((called.to_owned(), site));
            }
        }
    }
    all
}
