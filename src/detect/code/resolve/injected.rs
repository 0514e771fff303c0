//! What a container of PHP gives to the parameters of constructors: definitions of PHP-DI, Laravel and Symfony, in PHP, in
//! YAML and as attributes.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, step};
use crate::detect::code::lower::ATTRIBUTE;
use crate::detect::code::names::qualified;
use crate::detect::code::objects::in_class;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId};
use crate::detect::code::value::{Resolved, Site, Value};

/// Calls in a chain that give what constructors get.
const GIVING: &[&str] = &[
    "constructor",
    "constructorParameter",
    "arg",
    "args",
    "give",
    "giveConfig",
    "setArgument",
    "setArguments",
    "addArgument",
    "addArguments",
];
/// Calls in a chain that follow one another.
const CHAINED: usize = 24;
/// Names within names that are put in.
const NESTED: usize = 4;

/// A parameter of a constructor that a container calls.
struct Wanted<'a> {
    /// The class in full, and by its own name.
    class: String,
    plain: &'a str,
    /// The parameter, with and without its sign.
    name: &'a str,
    bare: &'a str,
    index: usize,
}

impl Resolver<'_> {
    /// What a container gives to a parameter of a constructor, where something says so.
    pub(super) fn injected(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let scope = &module.scopes[function];
        if self.around.language().id != "php" || scope.name != "__construct" {
            return None;
        }
        let plain = in_class(module, function)?;
        let name = scope.parameters[index].name.as_str();
        let bare = name.trim_start_matches(['$', '&', '.']);
        let namespace = module.wildcards.first().filter(|space| !space.starts_with("./"));
        let class = namespace.map_or_else(|| plain.to_owned(), |space| format!("{space}.{plain}"));
        let wanted = Wanted { class, plain, name, bare, index };
        self.by_attribute_of(module, function, name)
            .or_else(|| self.by_definition(module, &wanted))
            .or_else(|| self.by_document(module, &wanted))
    }

    /// `#[Autowire('%app.hmac%')]`, `#[Autowire(env: 'HMAC')]`, `#[Inject('app.hmac')]`.
    fn by_attribute_of(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let bound = module.bound(function, &format!("{ATTRIBUTE}{name}"));
        let site = Site { module: Rc::clone(module), id: bound.first()?.value? };
        let Kind::Call { arguments, .. } = site.kind() else { return None };
        let first = arguments.first()?;
        let Value::Text(text) = self.resolve(&site.at(first.value)).candidates.pop()?.value else {
            return None;
        };
        let text = match first.name.as_deref() {
            Some("param") => format!("%{text}%"),
            Some("env") => format!("%env({text})%"),
            _ if module.called(site.id) == Some("Inject") => format!("%{text}%"),
            _ => text,
        };
        self.put_in(module, &text, NESTED).map(|value| value.by(&step(&site, "attribute")))
    }

    /// What definitions of the class in files of PHP around give.
    fn by_definition(&mut self, module: &Rc<Module>, wanted: &Wanted<'_>) -> Option<Resolved> {
        let words = [(wanted.plain, Sought::Anything), ("class", Sought::Anything)];
        for home in self.around.beside(&module.path, &words).iter() {
            let calls = GIVING.iter().flat_map(|name| home.calls_of(name));
            let given: Vec<Id> =
                calls.filter_map(|call| given(home, *call, wanted)).take(CALL_SITES).collect();
            let ways: Vec<Resolved> = given
                .into_iter()
                .map(|id| {
                    let site = Site { module: Rc::clone(home), id };
                    let step = step(&site, &format!("definition of {}", wanted.plain));
                    self.defined_value(&site).by(&step)
                })
                .collect();
            if !ways.is_empty() {
                return Some(Resolved::any(ways));
            }
        }
        None
    }

    /// A value of a definition: `get('app.curve')`, `'%app.curve%'`, `giveConfig('app.curve')` or what it is itself.
    fn defined_value(&mut self, site: &Site) -> Resolved {
        let value = self.resolve(site);
        if let [only] = value.candidates.as_slice()
            && let Value::Text(text) = &only.value
            && text.contains('%')
            && let Some(found) = self.put_in(&site.module, text, NESTED)
        {
            return found;
        }
        value
    }

    /// What a container has under a name that a call asks it for: `$c->get('app.curve')`, `get('app.curve')` beside
    /// `'app.curve' => 'secp384r1'`.
    pub(super) fn of_container(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let (true, "get" | "make" | "param", [only]) =
            (self.around.language().id == "php", name, arguments)
        else {
            return None;
        };
        let module = &site.module;
        let Kind::Text(key) = &module.nodes[only.value].kind else { return None };
        let defined = defined_as(module, key)?;
        (defined != site.id).then(|| self.resolve(&site.at(defined)))
    }

    /// What documents of Symfony give: `services: App\Mac: arguments: { $digest: sha384 }`.
    fn by_document(&mut self, module: &Rc<Module>, wanted: &Wanted<'_>) -> Option<Resolved> {
        let (class, name, index) = (wanted.class.replace('.', "\\"), wanted.bare, wanted.index);
        let keys = [
            format!("services.{class}.arguments.${name}"),
            format!("services.{class}.arguments[{index}]"),
            format!("services.{class}.bind.${name}"),
            format!("services._defaults.bind.${name}"),
        ];
        for key in keys {
            let found = self.around.configured_exactly(&module.path, &key);
            for candidate in found.candidates {
                let Value::Text(text) = &candidate.value else { continue };
                let value = self.put_in(module, text, NESTED)?;
                return Some(match candidate.steps.first() {
                    Some(step) => value.by(step),
                    None => value,
                });
            }
        }
        None
    }

    /// A value of a document with what `%name%` stands for in it; `@Class` is an object of it.
    fn put_in(&mut self, module: &Rc<Module>, text: &str, left: usize) -> Option<Resolved> {
        if let Some(class) = text.strip_prefix('@') {
            let name = class.trim_start_matches(['?', '=']).replace('\\', ".");
            return Some(Resolved::of(Value::Named(vec![name])));
        }
        let Some((before, rest)) = text.split_once('%') else {
            return Some(Resolved::of(Value::Text(text.to_owned())));
        };
        let (key, after) = rest.split_once('%')?;
        let left = left.checked_sub(1)?;
        let named = self.named(module, key);
        let mut whole = named.clone();
        whole.candidates.clear();
        for candidate in named.candidates {
            let Value::Text(value) = &candidate.value else {
                whole.candidates.push(candidate);
                continue;
            };
            let filled = self.put_in(module, &format!("{before}{value}{after}"), left)?;
            whole.candidates.extend(filled.candidates.into_iter().map(|mut one| {
                one.steps.splice(0..0, candidate.steps.clone());
                one
            }));
        }
        Some(whole)
    }

    /// A parameter of the container, or a variable of the environment: `app.hmac`, `env(int:BITS)`.
    fn named(&mut self, module: &Rc<Module>, key: &str) -> Resolved {
        let variable = key.strip_prefix("env(").and_then(|rest| rest.strip_suffix(')'));
        let Some(variable) = variable else {
            let key = format!("parameters.{key}");
            return self.around.configured_exactly(&module.path, &key);
        };
        let variable = variable.rsplit(':').next().unwrap_or(variable);
        let set = self.around.configured(&module.path, variable);
        if !set.candidates.is_empty() {
            return set;
        }
        self.around.configured_exactly(&module.path, &format!("parameters.env({variable})"))
    }
}

/// What one call in a chain of a definition gives to the parameter.
fn given(module: &Module, call: Id, wanted: &Wanted<'_>) -> Option<Id> {
    let Kind::Call { callee, arguments } = &module.nodes[call].kind else { return None };
    let Kind::Member { of, name } = &module.nodes[*callee].kind else { return None };
    let is_text =
        |id: Id, text: &str| matches!(&module.nodes[id].kind, Kind::Text(own) if own == text);
    let is_name = |id: Id| is_text(id, wanted.name) || is_text(id, wanted.bare);
    let is_place = |id: Id| {
        i64::try_from(wanted.index).is_ok_and(|at| module.nodes[id].kind == Kind::Number(at))
    };
    let value = match (name.as_str(), arguments.as_slice()) {
        ("constructor" | "addArguments" | "args" | "setArguments", [only])
            if matches!(module.nodes[only.value].kind, Kind::List(_) | Kind::Map(_)) =>
        {
            match &module.nodes[only.value].kind {
                Kind::List(items) => items.get(wanted.index).copied(),
                Kind::Map(pairs) => pairs
                    .iter()
                    .find(|(key, _)| is_name(*key) || is_place(*key))
                    .map(|(_, value)| *value),
                _ => None,
            }
        }
        ("constructor", all) => super::argument(all, wanted.index, wanted.bare),
        ("constructorParameter" | "arg" | "setArgument", [key, value])
            if is_name(key.value) || is_place(key.value) =>
        {
            Some(value.value)
        }
        ("give" | "giveConfig", [value, ..]) => {
            let Kind::Call { arguments, .. } = &module.nodes[*of].kind else { return None };
            let needs = module.called(*of) == Some("needs");
            let is_it = arguments.first().is_some_and(|one| is_name(one.value));
            // What is given from a configuration is asked for by the call itself.
            let of_configuration = name == "giveConfig";
            (needs && is_it).then_some(if of_configuration { call } else { value.value })
        }
        ("addArgument", [value]) => {
            (added_before(module, *of) == wanted.index).then_some(value.value)
        }
        _ => None,
    }?;
    is_for(module, call, wanted).then_some(value)
}

/// How many arguments a chain adds before.
fn added_before(module: &Module, mut of: Id) -> usize {
    let mut count = 0;
    for _ in 0..CHAINED {
        let Kind::Call { callee, .. } = module.nodes[of].kind else { break };
        count += usize::from(module.called(of) == Some("addArgument"));
        let Kind::Member { of: next, .. } = module.nodes[callee].kind else { break };
        of = next;
    }
    count
}

/// Whether the chain that a call is part of defines the class: a call in it names the class, or it is the value under it.
fn is_for(module: &Module, call: Id, wanted: &Wanted<'_>) -> bool {
    let is_class = |id: Id| {
        matches!(module.nodes[id].kind, Kind::Name(_) | Kind::Member { .. })
            && qualified(module, id)
                .iter()
                .any(|name| *name == wanted.class || *name == wanted.plain)
    };
    let (mut at, mut first) = (call, call);
    for _ in 0..CHAINED {
        let Kind::Call { callee, arguments } = &module.nodes[at].kind else { break };
        if arguments.iter().any(|one| is_class(one.value)) {
            return true;
        }
        first = at;
        let Kind::Member { of, .. } = module.nodes[*callee].kind else { break };
        at = of;
    }
    let (start, end) = (module.nodes[first].place.start, module.nodes[call].place.end);
    let holds = |id: Id| {
        let place = module.nodes[id].place;
        place.start <= start && end <= place.end
    };
    module.nodes.iter().any(|node| match &node.kind {
        Kind::Map(pairs) if node.place.start <= start && end <= node.place.end => {
            pairs.iter().any(|(key, value)| holds(*value) && is_class(*key))
        }
        _ => false,
    })
}

/// What a file defines under a name: `'app.curve' => value`, `$parameters->set('app.curve', value)`.
fn defined_as(module: &Module, key: &str) -> Option<Id> {
    let is_key = |id: Id| matches!(&module.nodes[id].kind, Kind::Text(text) if text == key);
    let in_table = module.nodes.iter().find_map(|node| match &node.kind {
        Kind::Map(pairs) => pairs.iter().find(|(id, _)| is_key(*id)).map(|(_, value)| *value),
        _ => None,
    });
    let set = || {
        module.calls_of("set").iter().find_map(|call| match &module.nodes[*call].kind {
            Kind::Call { arguments, .. } => match arguments.as_slice() {
                [name, value] if is_key(name.value) => Some(value.value),
                _ => None,
            },
            _ => None,
        })
    };
    in_table.or_else(set)
}
