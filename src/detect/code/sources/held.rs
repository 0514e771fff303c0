//! What objects of classes at hand hold and give, be the class of this file or of another.

use std::rc::Rc;

use super::{CALL_SITES, Sources, assigned_fields, calls_of_parameter};
use crate::detect::code::combine::field;
use crate::detect::code::lower::supertypes;
use crate::detect::code::names::{qualified, qualified_type};
use crate::detect::code::objects::constructor_parameter;
use crate::detect::code::resolve::{Resolver, argument, is_constructor, receivers};
use crate::detect::code::surroundings::{Sought, Surroundings};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Site, Value};

/// Objects that an expression may be.
const OBJECTS: usize = 4;
/// Languages in which types are declared.
const TYPED: &[&str] = &["cpp", "csharp", "dart", "java", "kotlin", "scala"];
/// Files that a class may be written in.
const PARTS: usize = 4;
/// Supertypes upwards in which a member is looked for.
const ABOVE: usize = 3;

/// What gives a part of a key, or one that is made, in many libraries.
pub(super) const GIVING: &[&str] = &[
    "private",
    "public",
    "privateKey",
    "publicKey",
    "PublicKey",
    "PrivateKey",
    "getPrivate",
    "getPublic",
    "getPublicKey",
    "getPrivateKey",
    "getEncoded",
    "encoded",
    "public_key",
    "private_key",
    "generateKeyPair",
    "generateKey",
    "genKeyPair",
    "doFinal",
    "digest",
    "toByteArray",
    "get",
];

/// The class of an object, and the call that makes it where that is told.
struct Object {
    home: Rc<Module>,
    class: ScopeId,
    made: Option<Site>,
}

/// What a member of an object is set to or gives.
pub(super) fn member(around: &Surroundings<'_>, of: &Site, name: &str) -> Option<Sources> {
    let found = objects(around, of).into_iter();
    let mut all = found.filter_map(|object| member_of(around, &object, name, ABOVE));
    let first = all.next()?;
    Some(all.fold(first, |one, other| {
        let sites = one.sites.into_iter().chain(other.sites).collect();
        Sources::of(sites)
    }))
}

/// The same of the object of the class around that a method belongs to, whose class says nothing of the member itself.
pub(super) fn own_member(
    around: &Surroundings<'_>,
    module: &Rc<Module>,
    class: ScopeId,
    name: &str,
) -> Option<Sources> {
    let own = Object { home: Rc::clone(module), class, made: None };
    member_of(around, &own, name, ABOVE).filter(|found| !found.sites.is_empty()).or_else(|| {
        let parts = parts(around, &own, module);
        parts.into_iter().find_map(|part| member_of(around, &part, name, 1))
    })
}

/// The member that an expression is, or calls.
fn member_at(site: &Site) -> Option<(Id, &str)> {
    let id = match site.kind() {
        Kind::Call { callee, .. } => *callee,
        _ => site.id,
    };
    match &site.module.nodes[id].kind {
        Kind::Member { of, name } => Some((*of, name)),
        _ => None,
    }
}

/// Whether an expression asks an object for something under a name that many libraries have.
pub(in crate::detect::code) fn is_given_by_object(site: &Site) -> bool {
    member_at(site).is_some_and(|(_, name)| GIVING.contains(&name))
}

/// What the class of an object gives under a name that many libraries have, too.
pub(in crate::detect::code) fn given_by_object(
    around: &Surroundings<'_>,
    site: &Site,
) -> Option<Sources> {
    let (of, name) = member_at(site).filter(|(_, name)| GIVING.contains(name))?;
    let of = site.at(of);
    if let Kind::Call { .. } = site.kind()
        && let Some((home, function)) = method(around, &of, name)
    {
        return Some(Sources::returned_by(home, function));
    }
    member(around, &of, name)
}

/// The method of this name that the class of an object has, or one above it.
pub(super) fn method(
    around: &Surroundings<'_>,
    of: &Site,
    name: &str,
) -> Option<(Rc<Module>, ScopeId)> {
    if around.language().id == "go" {
        return method_of_go(&of.module, of.id, name).map(|one| (Rc::clone(&of.module), one));
    }
    objects(around, of).into_iter().find_map(|object| method_of(around, &object, name, ABOVE))
}

/// The method of Go that stands in the file of its use: its receiver is a variable of the type.
fn method_of_go(module: &Module, of: Id, name: &str) -> Option<ScopeId> {
    module.scopes_named(name, ScopeKind::Function).next()?;
    let types: Vec<String> = qualified(module, of)
        .iter()
        .filter_map(|known| known.strip_suffix("()")?.rsplit('.').next().map(str::to_owned))
        .collect();
    module.scopes_named(name, ScopeKind::Function).find(|function| {
        let mut own = module.bindings.iter().filter(|one| one.scope == *function);
        own.next().is_some_and(|receiver| {
            let written = receiver.type_name.as_deref().unwrap_or_default();
            let plain = written.trim_start_matches('*').split('[').next().unwrap_or_default();
            receiver.value.is_none() && types.iter().any(|one| one == plain)
        })
    })
}

/// The objects that an expression may be.
fn objects(around: &Surroundings<'_>, of: &Site) -> Vec<Object> {
    let mut resolver = Resolver::new(around);
    let declared = declared(&resolver, of);
    // What is declared as of a type that is not in sight is an object of a library.
    let is_foreign = declared.is_none()
        && TYPED.contains(&around.language().id)
        && qualified(&of.module, of.id).iter().any(|name| name.ends_with("()"));
    if is_foreign {
        return Vec::new();
    }
    let mut all = Vec::new();
    for candidate in resolver.resolve(of).candidates.into_iter().take(OBJECTS) {
        if let Value::Made(made) = candidate.value
            && let Some((home, class)) = resolver.class_of(&made)
        {
            all.push(Object { home, class, made: Some(made) });
        }
    }
    if all.is_empty() {
        all.extend(declared.map(|(home, class)| Object { home, class, made: None }));
    }
    let parts: Vec<Object> =
        all.iter().flat_map(|object| parts(around, object, &of.module)).collect();
    all.extend(parts);
    all
}

/// The class that an expression is declared to be of, or that it names.
fn declared(resolver: &Resolver<'_>, of: &Site) -> Option<(Rc<Module>, ScopeId)> {
    let declared = match resolver.around.language().id {
        "cpp" => {
            let names = qualified(&of.module, of.id);
            let mut types = names.iter().filter_map(|name| name.strip_suffix("()"));
            types.find_map(|known| {
                let plain = known.rsplit('.').next().unwrap_or(known);
                resolver.type_called(&of.module, plain, || vec![known.to_owned()])
            })
        }
        _ => resolver.declared_class(of, ABOVE),
    };
    declared.or_else(|| resolver.type_at(of))
}

/// The same class in other files, where it may be written in several.
fn parts(around: &Surroundings<'_>, object: &Object, near: &Module) -> Vec<Object> {
    let home = &object.home;
    let name = home.scopes[object.class].name.as_str();
    if !matches!(around.language().id, "cpp" | "csharp" | "swift") || name.len() < 3 {
        return Vec::new();
    }
    let others = around.beside(&home.path, &[(name, Sought::Anything)]);
    let others = others.iter().filter(|other| other.path != near.path).take(PARTS);
    let parts = others.filter_map(|other| {
        let class = other.scopes_named(name, ScopeKind::Type).next()?;
        Some(Object { home: Rc::clone(other), class, made: None })
    });
    parts.collect()
}

fn member_of(
    around: &Surroundings<'_>,
    object: &Object,
    name: &str,
    left: usize,
) -> Option<Sources> {
    let left = left.checked_sub(1)?;
    let (home, class) = (&object.home, object.class);
    let site = |id: Id| Site { module: Rc::clone(home), id };
    let frame = || {
        let made = object.made.as_ref()?;
        Resolver::new(around).constructor_frame(made)
    };
    let reader = format!("@{name}");
    let bound = [name, reader.as_str()].into_iter().flat_map(|name| home.bound(class, name).iter());
    let values: Vec<Site> = bound.filter_map(|one| one.value).map(site).take(CALL_SITES).collect();
    if !values.is_empty() {
        return Some(Sources { frame: frame(), ..Sources::of(values) });
    }
    let gives = |function: &&ScopeId| {
        let scope = &home.scopes[**function];
        scope.name == name && !scope.returns.is_empty() && !is_constructor(home, **function)
    };
    if let Some(function) = home.functions_of(class).iter().find(gives) {
        let returned = Sources::returned_by(Rc::clone(home), *function);
        return Some(Sources { frame: frame(), ..returned });
    }
    let own = home.scopes[class].name.clone();
    let set = assigned_fields(home, std::slice::from_ref(&own), name);
    if !set.is_empty() {
        return Some(Sources { frame: frame(), ..Sources::of(set) });
    }
    if let Some(made) = &object.made
        && let Some(given) = written(made, home, class, name)
    {
        return Some(Sources::of(vec![given]));
    }
    if let Some((function, index)) = constructor_parameter(home, class, name) {
        let parameter = &home.scopes[function].parameters[index].name;
        if let Some(frame) = frame().filter(|frame| frame.function == function) {
            let index = index.wrapping_sub(receivers(home, function));
            let id = argument(&frame.arguments, index, parameter)?;
            return Some(Sources::of(vec![Site { module: frame.caller, id }]));
        }
        let calls = calls_of_parameter(around, home, function, index);
        return Some(Sources::given_by(home, function, calls));
    }
    if object.made.is_none() {
        let sites = written_anywhere(around, home, class, name);
        if !sites.is_empty() {
            return Some(Sources::of(sites));
        }
    }
    above(around, object).find_map(|above| member_of(around, &above, name, left))
}

fn method_of(
    around: &Surroundings<'_>,
    object: &Object,
    name: &str,
    left: usize,
) -> Option<(Rc<Module>, ScopeId)> {
    let left = left.checked_sub(1)?;
    let home = &object.home;
    let is_it = |function: &&ScopeId| {
        let scope = &home.scopes[**function];
        scope.name == name && !scope.returns.is_empty()
    };
    match home.functions_of(object.class).iter().find(is_it) {
        Some(function) => Some((Rc::clone(home), *function)),
        None => above(around, object).find_map(|above| method_of(around, &above, name, left)),
    }
}

/// The classes that the class of an object extends.
fn above<'a>(
    around: &'a Surroundings<'_>,
    object: &'a Object,
) -> impl Iterator<Item = Object> + 'a {
    let home = &object.home;
    supertypes(&home.scopes[object.class]).take(2).filter_map(move |written| {
        let names = || qualified_type(home, &written);
        let (home, class) = Resolver::new(around).type_called(home, &written, names)?;
        Some(Object { home, class, made: None })
    })
}

/// What a call that makes an object writes for a field, by its name or at its place.
fn written(made: &Site, home: &Module, class: ScopeId, name: &str) -> Option<Site> {
    if let Some(id) = field(made, name) {
        return Some(made.at(id));
    }
    let Kind::Call { arguments, .. } = made.kind() else { return None };
    let has_constructor = home.functions_of(class).iter().any(|one| is_constructor(home, *one));
    let place = home.fields_of(class).iter().position(|one| one == name)?;
    let placed = arguments.get(place).filter(|one| one.name.is_none() && !has_constructor)?;
    Some(made.at(placed.value))
}

/// The same of every call in sight that makes an object of a class.
pub(super) fn written_anywhere(
    around: &Surroundings<'_>,
    home: &Rc<Module>,
    class: ScopeId,
    name: &str,
) -> Vec<Site> {
    let own = home.scopes[class].name.as_str();
    let in_file = |module: &Rc<Module>| -> Vec<Site> {
        // `Self { … }` of Rust is one of the type around.
        let itself = module.calls_of("Self").iter().filter(|call| {
            let around = module.enclosing(module.nodes[**call].scope, ScopeKind::Type);
            around.is_some_and(|around| module.scopes[around].name == own)
        });
        let calls = module.calls_of(own).iter().chain(itself).take(CALL_SITES);
        let made = calls.map(|call| Site { module: Rc::clone(module), id: *call });
        made.filter_map(|made| written(&made, home, class, name)).collect()
    };
    let mut all = in_file(home);
    if all.is_empty() && own.len() > 2 {
        let words = [(own, Sought::Call)];
        all.extend(around.beside(&home.path, &words).iter().flat_map(in_file));
    }
    all.truncate(CALL_SITES);
    all
}
