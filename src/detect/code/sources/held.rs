//! What objects of classes at hand hold and give, be the class of this file or of another.

use std::rc::Rc;

use super::{CALL_SITES, Sources, assigned_fields, calls_of_parameter};
use crate::detect::code::combine::field;
use crate::detect::code::lower::supertypes;
use crate::detect::code::names::{qualified, qualified_type};
use crate::detect::code::objects::constructor_parameter;
use crate::detect::code::resolve::{Resolver, argument, is_constructor, receivers};
use crate::detect::code::surroundings::{Sought, Surroundings};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId};
use crate::detect::code::value::{Site, Value};

/// Objects that an expression may be.
const OBJECTS: usize = 4;
/// Supertypes upwards in which a member is looked for.
const ABOVE: usize = 3;

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
    member_of(around, &Object { home: Rc::clone(module), class, made: None }, name, ABOVE)
}

/// The method of this name that the class of an object has, or one above it.
pub(super) fn method(
    around: &Surroundings<'_>,
    of: &Site,
    name: &str,
) -> Option<(Rc<Module>, ScopeId)> {
    objects(around, of).into_iter().find_map(|object| method_of(around, &object, name, ABOVE))
}

/// The objects that an expression may be.
fn objects(around: &Surroundings<'_>, of: &Site) -> Vec<Object> {
    let mut resolver = Resolver::new(around);
    let mut all = Vec::new();
    for candidate in resolver.resolve(of).candidates.into_iter().take(OBJECTS) {
        if let Value::Made(made) = candidate.value
            && let Some((home, class)) = resolver.class_of(&made)
        {
            all.push(Object { home, class, made: Some(made) });
        }
    }
    if all.is_empty() {
        let declared = match around.language().id {
            "cpp" => {
                let names = qualified(&of.module, of.id);
                let types: Vec<&str> =
                    names.iter().filter_map(|name| name.strip_suffix("()")).collect();
                types.into_iter().find_map(|known| {
                    let plain = known.rsplit('.').next().unwrap_or(known);
                    resolver.type_called(&of.module, plain, || vec![known.to_owned()])
                })
            }
            _ => resolver.declared_class(of, ABOVE),
        };
        all.extend(declared.map(|(home, class)| Object { home, class, made: None }));
    }
    all
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
        let sites = home.scopes[*function].returns.iter().map(|id| site(*id)).collect();
        let returned = Some((Rc::clone(home), *function));
        return Some(Sources { returned, frame: frame(), ..Sources::of(sites) });
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
        let calls = module.calls_of(own).iter().take(CALL_SITES);
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
