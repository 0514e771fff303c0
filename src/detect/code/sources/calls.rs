//! Calls of a function in its own file, and what they give it.

use std::rc::Rc;

use super::{PUT, is_behind, is_of_class};
use crate::detect::code::lower::TAKES_NAMED;
use crate::detect::code::objects::super_calls;
use crate::detect::code::receiver::is_of_another;
use crate::detect::code::resolve::{CALL_SITES, argument, is_constructor, receivers};
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::Site;

/// Methods that call the function that they are called on.
pub(in crate::detect::code) const INVOKING: &[&str] =
    &["apply", "invoke", "Invoke", "call", "accept", "test"];

/// Calls of the function that a variable holds.
fn held_calls(module: &Module, holder: &str) -> Vec<Id> {
    let is_it = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(name) if name == holder);
    let plain = module.calls_of(holder).iter().take(CALL_SITES);
    let plain = plain.filter(
        |call| matches!(module.nodes[**call].kind, Kind::Call { callee, .. } if is_it(callee)),
    );
    let invoked = INVOKING.iter().flat_map(|name| module.calls_of(name).iter().take(PUT));
    let invoked = invoked.filter(|call| {
        let Kind::Call { callee, .. } = module.nodes[**call].kind else { return false };
        matches!(module.nodes[callee].kind, Kind::Member { of, .. } if is_it(of))
    });
    plain.chain(invoked).copied().take(CALL_SITES).collect()
}

/// Whether a call may mean a function, of several of its name that take different numbers of arguments.
fn may_mean(module: &Module, function: ScopeId, call: Id) -> bool {
    let takes = |one: ScopeId| module.scopes[one].parameters.len() - receivers(module, one);
    let Kind::Call { arguments, .. } = &module.nodes[call].kind else { return false };
    let own = &module.scopes[function];
    let is_other = |one: ScopeId| {
        one != function && module.scopes[one].parent == own.parent && takes(one) == arguments.len()
    };
    !module.path.ends_with(".java")
        || takes(function) == arguments.len()
        || !module.scopes_named(&own.name, ScopeKind::Function).any(is_other)
}

/// For each call of a function in its own file, the name that it is called by and the argument; `None` where the call
/// leaves it out.
pub(in crate::detect::code) fn given(
    module: &Rc<Module>,
    function: ScopeId,
    index: usize,
) -> Vec<(String, Option<Site>)> {
    let parameter = &module.scopes[function].parameters[index].name;
    let scope = &module.scopes[function];
    let mut names = vec![scope.name.clone()];
    if is_constructor(module, function)
        && let Some(class) = module.enclosing(scope.parent, ScopeKind::Type)
    {
        names.push(module.scopes[class].name.clone());
    }
    let receiver = receivers(module, function);
    let takes_named = scope.parameters[index].type_name.as_deref() == Some(TAKES_NAMED);
    let mut all = Vec::new();
    let mut add = |call: Id, arguments: &[Argument]| {
        let given = argument(arguments, index.wrapping_sub(receiver), parameter);
        let given = given.filter(|id| !is_behind(module, *id, arguments, scope, index));
        let given = if takes_named { Some(call) } else { given };
        let name = module.called(call).unwrap_or_default().to_owned();
        all.push((name, given.map(|id| Site { module: Rc::clone(module), id })));
    };
    if scope.name.is_empty()
        && let Some(holder) = module.holder(function)
    {
        for call in held_calls(module, holder) {
            if let Kind::Call { arguments, .. } = &module.nodes[call].kind {
                add(call, arguments);
            }
        }
    }
    // `Type.new(…)` of Ruby, and `new(…)` in the type itself.
    if scope.name == "initialize"
        && let Some(class) = module.enclosing(scope.parent, ScopeKind::Type)
    {
        let name = &module.scopes[class].name;
        // One that `Struct.new` makes is a constant, too.
        let is_it = |callee: Id| match &module.nodes[callee].kind {
            Kind::Member { of, .. } => {
                matches!(&module.nodes[*of].kind, Kind::Name(own) if own == name)
                    || is_of_class(module, *of, name)
            }
            _ => module.enclosing(module.nodes[callee].scope, ScopeKind::Type) == Some(class),
        };
        for call in module.calls_of("new").iter().take(PUT) {
            if let Kind::Call { callee, arguments } = &module.nodes[*call].kind
                && is_it(*callee)
            {
                add(*call, arguments);
            }
        }
    }
    // What a subclass hands to the constructor of this class, where nothing holds without it.
    if is_constructor(module, function)
        && scope.parameters[index].default.is_none()
        && let Some(class) = module.enclosing(scope.parent, ScopeKind::Type)
    {
        let below = module.subtypes(&module.scopes[class].name);
        for call in super_calls(module).take(PUT) {
            let around = module.enclosing(module.nodes[call].scope, ScopeKind::Type);
            if let Kind::Call { arguments, .. } = &module.nodes[call].kind
                && around.is_some_and(|around| below.contains(&around))
            {
                add(call, arguments);
            }
        }
    }
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        let calls = module.calls_of(&name).iter();
        for call in calls.filter(|call| may_mean(module, function, **call)).take(CALL_SITES) {
            let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { continue };
            if is_of_another(module, function, *callee) {
                continue;
            }
            let given = match module.nodes[*callee].kind {
                Kind::Member { of, .. } if parameter == "this" => Some(of),
                _ if takes_named => Some(*call),
                _ => argument(arguments, index.wrapping_sub(receiver), parameter)
                    .filter(|id| !is_behind(module, *id, arguments, scope, index)),
            };
            all.push((name.clone(), given.map(|id| Site { module: Rc::clone(module), id })));
        }
    }
    all
}

/// The same for what a class makes of itself: `new self(…)`, `cls(…)`.
pub(in crate::detect::code) fn given_by_itself(
    module: &Rc<Module>,
    function: ScopeId,
    index: usize,
) -> Vec<(String, Option<Site>)> {
    let scope = &module.scopes[function];
    let class = module.enclosing(scope.parent, ScopeKind::Type);
    let Some(class) = class.filter(|_| is_constructor(module, function)) else { return Vec::new() };
    let place = index.wrapping_sub(receivers(module, function));
    let parameter = &scope.parameters[index].name;
    let calls =
        ["self", "static", "cls", "this"].into_iter().flat_map(|name| module.calls_of(name));
    let own = calls.filter_map(|call| {
        let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return None };
        let is_plain = matches!(module.nodes[*callee].kind, Kind::Name(_));
        let around = module.enclosing(module.nodes[*call].scope, ScopeKind::Type);
        (is_plain && around == Some(class)).then(|| {
            let given = argument(arguments, place, parameter);
            let site = given.map(|id| Site { module: Rc::clone(module), id });
            (module.scopes[class].name.clone(), site)
        })
    });
    own.take(CALL_SITES).collect()
}
