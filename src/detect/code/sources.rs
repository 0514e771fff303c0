//! Where a value comes from, one step back: the expressions, not what they are worth.

mod calls;
mod held;
mod pointed;

use std::rc::Rc;

pub(super) use calls::{INVOKING, given, given_by_itself};
pub(super) use held::{given_by_object, is_given_by_object};

use pointed::made_through_pointer;

use super::lower::IN_ORDER;
use super::names::{bindings, qualified};
use super::objects::{given_beside, own_method};
use super::resolve::{CALL_SITES, Frame, Resolver, given_in_table, parameter};
use super::surroundings::Surroundings;
use super::syntax::{Argument, Binding, Bound, Id, Kind, Module, Scope, ScopeId, ScopeKind};
use super::value::Site;

/// What a value comes from.
#[derive(Default)]
pub(super) struct Sources {
    /// Expressions of this file or others.
    pub(super) sites: Vec<Site>,
    /// The function whose parameter the value is, and for each of the first expressions, which of its calls gives it.
    pub(super) given: Option<(Rc<Module>, ScopeId, Vec<usize>)>,
    /// Which parameter of it the value is.
    pub(super) parameter: Option<usize>,
    /// The function that returns the value.
    pub(super) returned: Option<(Rc<Module>, ScopeId)>,
    /// The call that makes the object of which the value is a member.
    pub(super) frame: Option<Frame>,
    /// What is looked at where the expressions tell nothing.
    pub(super) otherwise: Option<Site>,
    /// The list of which the value is any element: the expressions are what it holds.
    pub(super) element_of: Option<Site>,
}

impl Sources {
    fn of(sites: Vec<Site>) -> Self {
        Self { sites, ..Self::default() }
    }

    /// Any element of a list that is written.
    fn any_of(list: Site) -> Self {
        let Kind::List(items) = list.kind() else { return Self::default() };
        let sites = items.iter().map(|id| list.at(*id)).collect();
        Self { element_of: Some(list), ..Self::of(sites) }
    }

    /// What a function returns.
    fn returned_by(module: Rc<Module>, function: ScopeId) -> Self {
        let returns = module.scopes[function].returns.iter();
        let sites = returns.map(|id| Site { module: Rc::clone(&module), id: *id }).collect();
        Self { returned: Some((module, function)), ..Self::of(sites) }
    }

    /// What calls of a function give for a parameter.
    fn given_by(
        module: &Rc<Module>,
        function: ScopeId,
        calls: Vec<(String, Option<Site>)>,
    ) -> Self {
        let (which, sites): (Vec<usize>, Vec<Site>) = calls
            .into_iter()
            .enumerate()
            .filter_map(|(which, (_, site))| Some((which, site?)))
            .unzip();
        Self { given: Some((Rc::clone(module), function, which)), ..Self::of(sites) }
    }
}

/// How far is looked for what a value comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What is written at hand.
    Near,
    /// What objects hold, too, whatever file their class is in.
    Held,
}

/// The expressions that the value of `site` is, or is made from.
pub(super) fn sources(around: &Surroundings<'_>, site: &Site, reach: Reach) -> Sources {
    let module = &site.module;
    match site.kind() {
        Kind::Name(name) => of_name(around, site, name, reach),
        Kind::Member { of, name } => of_member(around, site, (*of, name), reach),
        Kind::Index { of, key } => match written_list(module, *of, *key) {
            Some(list) => Sources::any_of(site.at(list)),
            None => Sources::of(vec![site.at(*of)]),
        },
        Kind::Choice(all) | Kind::List(all) => {
            Sources::of(all.iter().map(|id| site.at(*id)).collect())
        }
        Kind::Closure(scope) => {
            Sources::of(module.scopes[*scope].returns.iter().map(|id| site.at(*id)).collect())
        }
        Kind::Map(pairs) => Sources::of(pairs.iter().map(|(_, id)| site.at(*id)).collect()),
        Kind::Call { callee, arguments } => {
            if let Some(returned) = returned(around, site, *callee, reach) {
                return returned;
            }
            let object = match &module.nodes[*callee].kind {
                Kind::Member { of, .. } => Some(*of),
                _ => None,
            };
            // What is asked for without parentheses: `house.key` of Ruby.
            if let (Kind::Member { of, name }, []) =
                (&module.nodes[*callee].kind, arguments.as_slice())
                && reach == Reach::Held
                && !held::GIVING.contains(&name.as_str())
                && let Some(held) = held::member(around, &site.at(*of), name)
            {
                return Sources { otherwise: Some(site.at(*of)), ..held };
            }
            let all = object.into_iter().chain(arguments.iter().map(|argument| argument.value));
            Sources::of(all.map(|id| site.at(id)).collect())
        }
        _ => Sources::default(),
    }
}

/// The list that is written for a value of which any element is asked: `[signing, sealing].each`.
fn written_list(module: &Module, of: Id, key: Id) -> Option<Id> {
    if module.nodes[key].kind != Kind::Opaque {
        return None;
    }
    let list = match &module.nodes[of].kind {
        Kind::Name(name) => {
            let mut bound = bindings(module, module.nodes[of].scope, name).iter();
            bound.next().filter(|_| bound.next().is_none())?.value?
        }
        _ => of,
    };
    matches!(module.nodes[list].kind, Kind::List(_)).then_some(list)
}

fn of_name(around: &Surroundings<'_>, site: &Site, name: &str, reach: Reach) -> Sources {
    let module = &site.module;
    let scope = module.nodes[site.id].scope;
    let bound = bindings(module, scope, name);
    let at = seen_from(module, scope, bound, site.place().start);
    let valued: Vec<Site> = reaching(module, bound, at)
        .into_iter()
        .filter_map(|binding| Some(site.at(binding.value?)))
        .collect();
    if matches!(around.language().id, "c" | "cpp") {
        let made = made_through_pointer(site, name);
        if !made.is_empty() {
            return Sources::of(made.into_iter().chain(valued).collect());
        }
    }
    if !valued.is_empty() {
        return Sources::of(valued);
    }
    if let Some((function, index)) = parameter(module, scope, name) {
        if let Some(call) = module.handed_to(function) {
            return Sources::of(vec![site.at(call)]);
        }
        let all = calls_of_parameter(around, module, function, index);
        if all.is_empty() && reach == Reach::Held && module.scopes[function].name.is_empty() {
            return Sources::of(given_in_table(module, function, index));
        }
        let mut from = Sources::given_by(module, function, all);
        from.parameter = Some(index);
        from.sites.extend(module.scopes[function].parameters[index].default.map(|id| site.at(id)));
        return from;
    }
    if let Some(first) = bound.first() {
        let is_field = reach == Reach::Held && module.scopes[first.scope].kind == ScopeKind::Type;
        let held = is_field.then(|| held::own_member(around, module, first.scope, name)).flatten();
        return held.unwrap_or_default();
    }
    // A reader of Ruby gives a field of its object.
    if around.language().id == "ruby"
        && let Some(class) = module.enclosing(scope, ScopeKind::Type)
    {
        let field = module.bound(class, &format!("@{name}"));
        let set: Vec<Site> =
            field.iter().filter_map(|one| Some(site.at(one.value?))).take(CALL_SITES).collect();
        if !set.is_empty() {
            return Sources::of(set);
        }
    }
    // A function that is called without parentheses.
    if let Some(function) = module.scopes_named(name, ScopeKind::Function).next() {
        let returns = module.scopes[function].returns.iter();
        return Sources::of(returns.map(|id| site.at(*id)).collect());
    }
    let elsewhere = around.constant(&module.path, &qualified(module, site.id));
    Sources::of(elsewhere.into_iter().collect())
}

/// What the calls of a function give for a parameter, in its own file or else in those around.
pub(super) fn calls_of_parameter(
    around: &Surroundings<'_>,
    module: &Rc<Module>,
    function: ScopeId,
    index: usize,
) -> Vec<(String, Option<Site>)> {
    let own = given(module, function, index);
    if own.is_empty() { given_beside(around, module, function, index) } else { own }
}

fn of_member(
    around: &Surroundings<'_>,
    site: &Site,
    (of, name): (Id, &str),
    reach: Reach,
) -> Sources {
    let module = &site.module;
    let own = around.language().own;
    if let Kind::Name(object) = &module.nodes[of].kind
        && own.contains(&object.as_str())
        && let Some(class) = module.enclosing(module.nodes[site.id].scope, ScopeKind::Type)
    {
        let set = module.bound(class, name).iter().filter_map(|binding| binding.value);
        let set: Vec<Site> = set.map(|id| site.at(id)).collect();
        let set = if set.is_empty() { structure_fields(module, of, name) } else { set };
        // A property that a function of the class gives.
        let given = module.functions_of(class).iter().find(|one| module.scopes[**one].name == name);
        if let (true, Some(function)) = (set.is_empty(), given) {
            let returns = module.scopes[*function].returns.iter();
            return Sources::of(returns.map(|id| site.at(*id)).collect());
        }
        if set.is_empty() && reach == Reach::Held {
            return held::own_member(around, module, class, name).unwrap_or_default();
        }
        return Sources::of(set);
    }
    let mut set = variable_fields(module, of, name);
    if set.is_empty() {
        set = structure_fields(module, of, name);
    }
    if !set.is_empty() {
        return Sources::of(set);
    }
    let elsewhere = around.constant(&module.path, &qualified(module, site.id));
    let object = site.at(of);
    match elsewhere {
        Some(found) => Sources::of(vec![found]),
        None if reach == Reach::Held && !held::GIVING.contains(&name) => {
            match held::member(around, &object, name) {
                Some(held) => Sources { otherwise: Some(object), ..held },
                None => Sources::of(vec![object]),
            }
        }
        None => Sources::of(vec![object]),
    }
}

/// What a function at hand returns; `None` where it returns nothing.
fn returned(around: &Surroundings<'_>, site: &Site, callee: Id, reach: Reach) -> Option<Sources> {
    let module = &site.module;
    let local = match &module.nodes[callee].kind {
        Kind::Name(name) => module.function_called(module.nodes[callee].scope, name),
        Kind::Member { of, name } => match &module.nodes[*of].kind {
            Kind::Name(object) if around.language().own.contains(&object.as_str()) => {
                module.scopes_named(name, ScopeKind::Function).next()
            }
            _ => own_method(module, *of, name),
        },
        // `{ … }()`
        Kind::Closure(scope) => Some(*scope),
        _ => None,
    };
    if local.is_none()
        && let Some(closure) = held_closure(module, callee)
    {
        let all: Vec<Site> = module.scopes[closure].returns.iter().map(|id| site.at(*id)).collect();
        return (!all.is_empty()).then(|| Sources::of(all));
    }
    let found = match local {
        Some(function) => Some((Rc::clone(module), function)),
        None => {
            let elsewhere = around.function(&module.path, &qualified(module, callee));
            let of_object = || match &module.nodes[callee].kind {
                Kind::Member { of, name }
                    if reach == Reach::Held && !held::GIVING.contains(&name.as_str()) =>
                {
                    held::method(around, &site.at(*of), name)
                }
                _ => None,
            };
            let linked = || {
                let name = module.called(site.id)?;
                Resolver::new(around).linked(module, callee, name)
            };
            elsewhere.or_else(of_object).or_else(linked)
        }
    };
    let (module, function) = found?;
    Some(Sources::returned_by(module, function)).filter(|returned| !returned.sites.is_empty())
}

/// The function without a name that a table of this file holds: `makers.lift` of `{ lift: () => … }`.
fn held_closure(module: &Rc<Module>, callee: Id) -> Option<ScopeId> {
    let Kind::Member { of, name } = &module.nodes[callee].kind else { return None };
    let Kind::Name(table) = &module.nodes[*of].kind else { return None };
    let bound = bindings(module, module.nodes[*of].scope, table).last()?.value?;
    let table = Site { module: Rc::clone(module), id: bound };
    match module.nodes[super::combine::field(&table, name)?].kind {
        Kind::Closure(scope) => Some(scope),
        _ => None,
    }
}

/// What the members of structures of a type of this file are set to, where the object is one of that type.
pub(super) fn structure_fields(module: &Rc<Module>, object: Id, name: &str) -> Vec<Site> {
    let types: Vec<String> = match &module.nodes[object].kind {
        Kind::Name(own) if matches!(own.as_str(), "self" | "this") => {
            let class = module.enclosing(module.nodes[object].scope, ScopeKind::Type);
            class.map(|class| module.scopes[class].name.clone()).into_iter().collect()
        }
        _ => qualified(module, object)
            .iter()
            .filter_map(|known| known.strip_suffix("()"))
            .flat_map(|known| known.rsplit('.').take(2).map(str::to_owned))
            .filter(|known| module.scopes_named(known, ScopeKind::Type).next().is_some())
            .collect(),
    };
    let mut set = Vec::new();
    for class in types.iter().take(2) {
        let made = module.calls_of(class).iter().chain(module.calls_of("Self"));
        for call in made.take(CALL_SITES) {
            let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { continue };
            let is_self = matches!(&module.nodes[*callee].kind, Kind::Name(name) if name == "Self");
            let around = module.enclosing(module.nodes[*call].scope, ScopeKind::Type);
            if is_self && around.is_none_or(|around| module.scopes[around].name != *class) {
                continue;
            }
            let field = arguments.iter().find(|argument| argument.name.as_deref() == Some(name));
            set.extend(field.map(|field| Site { module: Rc::clone(module), id: field.value }));
        }
    }
    if !types.is_empty() {
        set.extend(assigned_fields(module, &types, name));
    }
    set
}

/// What a member of any object of these types is assigned: by setters, by options that are functions.
pub(super) fn assigned_fields(module: &Rc<Module>, types: &[String], name: &str) -> Vec<Site> {
    let is_of = |object: Id| {
        let node = &module.nodes[object];
        let is_own =
            matches!(&node.kind, Kind::Name(own) if matches!(own.as_str(), "self" | "this"));
        let around = module.enclosing(node.scope, ScopeKind::Type).filter(|_| is_own);
        around.is_some_and(|class| types.contains(&module.scopes[class].name))
            || qualified(module, object).iter().any(|known| {
                let class = known.strip_suffix("()").unwrap_or_default();
                types.iter().any(|one| class.rsplit('.').next() == Some(one))
            })
    };
    let set = module.settings_of(name).filter(|setting| {
        matches!(&module.nodes[setting.target].kind, Kind::Member { of, .. } if is_of(*of))
    });
    set.take(CALL_SITES).map(|one| Site { module: Rc::clone(module), id: one.value }).collect()
}

/// What a member of a variable is assigned in the function at hand, before it is asked for.
pub(super) fn variable_fields(module: &Rc<Module>, object: Id, name: &str) -> Vec<Site> {
    let node = &module.nodes[object];
    let Kind::Name(variable) = &node.kind else { return Vec::new() };
    let function = module.enclosing(node.scope, ScopeKind::Function);
    let is_same = |target: Id| {
        let Kind::Member { of, .. } = &module.nodes[target].kind else { return false };
        let other = &module.nodes[*of];
        matches!(&other.kind, Kind::Name(name) if name == variable)
            && module.enclosing(other.scope, ScopeKind::Function) == function
            && other.place.start < node.place.start
    };
    // A script runs from the first statement to the last.
    let is_script = || module.scopes[0].marks.iter().any(|mark| mark == IN_ORDER);
    if function.is_none() && !is_script() {
        return Vec::new();
    }
    let set = module.settings_of(name).filter(|setting| is_same(setting.target));
    set.take(CALL_SITES).map(|one| Site { module: Rc::clone(module), id: one.value }).collect()
}
/// Methods that set an element of a table: its key, then its value.
const PUTTING: &[&str] = &["put", "set", "Add", "putIfAbsent", "store", "setProperty"];
/// Calls of such a method that are looked at.
const PUT: usize = 64;

/// What an element or member of the table that a variable holds is set to after the table is made.
pub(super) fn assigned_elements(module: &Rc<Module>, table: Id, key: &str) -> Vec<Site> {
    let node = &module.nodes[table];
    let Kind::Name(variable) = &node.kind else { return Vec::new() };
    let home = |scope| bindings(module, scope, variable).first().map(|binding| binding.scope);
    let Some(own) = home(node.scope) else { return Vec::new() };
    let is_it = |of: Id| {
        let other = &module.nodes[of];
        matches!(&other.kind, Kind::Name(name) if name == variable)
            && home(other.scope) == Some(own)
    };
    let by_key = module.elements_of(key).chain(module.settings_of(key)).filter(|setting| {
        matches!(&module.nodes[setting.target].kind,
            Kind::Index { of, .. } | Kind::Member { of, .. } if is_it(*of))
    });
    let by_key = by_key.map(|setting| setting.value).take(CALL_SITES);
    let calls = PUTTING.iter().flat_map(|name| module.calls_of(name).iter().take(PUT));
    let put = calls.filter_map(|call| {
        let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return None };
        let Kind::Member { of, .. } = &module.nodes[*callee].kind else { return None };
        let [given, value] = arguments.as_slice() else { return None };
        (is_it(*of) && module.key(given.value) == Some(key)).then_some(value.value)
    });
    // A value that asks for what it sets is none.
    let asks = |id: &Id| {
        let place = module.nodes[*id].place;
        place.start <= node.place.start && node.place.end <= place.end
    };
    let all = by_key.chain(put).filter(|id| !asks(id)).take(CALL_SITES);
    all.map(|id| Site { module: Rc::clone(module), id }).collect()
}

/// Whether an expression is a class or an object of it.
pub(super) fn is_of_class(module: &Module, object: Id, class: &str) -> bool {
    qualified(module, object).iter().any(|known| {
        // What a function of the class gives is mostly an object of it: `Spec.of("AES").mode("CTR")`.
        let made = known.split_once("()").map_or("", |(made, _)| made);
        let by_class = made.rsplit_once('.').is_some_and(|(of, function)| {
            let is_function = function.starts_with(|c: char| c.is_ascii_lowercase());
            is_function && of.rsplit('.').next() == Some(class)
        });
        let known = known.trim_end_matches("()");
        by_class || known.rsplit('.').next() == Some(class)
    })
}

/// Whether an argument is a function behind the parentheses of a call of Kotlin, which is for the last parameter.
pub(super) fn is_behind(
    caller: &Module,
    id: Id,
    arguments: &[Argument],
    function: &Scope,
    index: usize,
) -> bool {
    caller.path.ends_with(".kt")
        && matches!(caller.nodes[id].kind, Kind::Closure(_))
        && arguments.last().is_some_and(|last| last.value == id && last.name.is_none())
        && index + 1 < function.parameters.len()
}

/// Assignments that may each be the one that counts; what has more is anything.
const REACHING: usize = 1_000;

/// The byte from which assignments are seen that stand outside of every function: code there runs in the order of the
/// text, and that of functions at any time.
pub(super) fn seen_from(module: &Module, scope: ScopeId, bound: Bound<'_>, at: usize) -> usize {
    let is_file = bound.first().is_some_and(|one| one.scope == 0);
    let in_order = module.scopes[0].marks.iter().any(|mark| mark == IN_ORDER);
    let runs_later = || module.enclosing(scope, ScopeKind::Function).is_some();
    let any = is_file && (!in_order || runs_later() || bound.before(at).is_empty());
    if any { usize::MAX } else { at }
}

/// The assignments that reach byte `at`: the last one that must have happened, and those since that may have.
pub(super) fn reaching<'b>(module: &Module, bound: Bound<'b>, at: usize) -> Vec<&'b Binding> {
    let in_function =
        bound.first().is_some_and(|binding| match module.scopes[binding.scope].kind {
            ScopeKind::Function => true,
            ScopeKind::File => at != usize::MAX,
            ScopeKind::Type => false,
        });
    let bound = if in_function { bound.before(at) } else { bound };
    let mut reaching: Vec<&Binding> = Vec::new();
    let valued = |binding: &&Binding| binding.value.is_some() && !module.is_within(binding, at);
    for binding in bound.iter().rev().filter(valued) {
        reaching.push(binding);
        let surely = in_function && binding.block.0 <= at && at < binding.block.1;
        if surely || reaching.len() == REACHING {
            break;
        }
    }
    reaching.reverse();
    reaching
}
