//! The parts of an algorithm that a rule takes from a call, as values.

mod by_name;
mod generic;
mod pattern;
mod several;
mod written;

use super::resolve::{Resolver, argument, names_nothing};
use super::rule::{Condition, Pack, Part, Position, Taken};
use super::syntax::{Argument, Kind, Module, ScopeId};
use super::value::{Candidate, Resolved, Site, Step, Value};
use crate::registry;
use by_name::named_by_text;
use generic::generic;
use pattern::is_like;
use several::{least, listed, of_several, with_field};
use written::{in_expression, in_json};

/// What a part may be: names to look up, the likeliest first.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Spellings of the same thing, from the most to the least specific.
    pub names: Vec<String>,
    /// How the value came there.
    pub steps: Vec<Step>,
    /// Whether it is written somewhere as a text or number; a name of something else is not.
    pub literal: bool,
}

/// Everything that a part may be.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// The possible values.
    pub all: Vec<Reading>,
    /// What would have to be known for the rest.
    pub missing: Option<String>,
}

/// A call, or an assignment as if it were one.
pub struct Called<'s> {
    /// The expression of the call.
    pub site: &'s Site,
    /// Its arguments.
    pub arguments: &'s [Argument],
    /// Qualified names of what is called.
    pub names: &'s [String],
}

/// Reads a part of `pack`'s rule off a call; `None` where the call does not give it.
pub fn read(resolver: &mut Resolver<'_>, called: &Called<'_>, part: &Part) -> Option<Readings> {
    match part {
        Part::Known(name) => Some(known(name)),
        Part::Taken(taken) => read_taken(resolver, called, taken),
    }
}

fn known(name: &str) -> Readings {
    let reading = Reading { names: vec![name.to_owned()], steps: Vec::new(), literal: true };
    Readings { all: vec![reading], missing: None }
}

/// What a function makes that has fields is read as it was called there: `attributes(type: rsa, bits: 4096)`.
fn read_taken(resolver: &mut Resolver<'_>, called: &Called<'_>, taken: &Taken) -> Option<Readings> {
    let position = taken.argument.as_ref().filter(|_| taken.field.is_some());
    let frame = position.and_then(|position| resolver.frame_of(&at(called, position)?));
    let is_framed = frame.is_some();
    resolver.frames.extend(frame);
    let object = position.and_then(|position| resolver.object_of(&at(called, position)?));
    let readings = resolver.with_object(object, |own| read_fields(own, called, taken));
    if is_framed {
        resolver.frames.pop();
    }
    readings
}

fn read_fields(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    taken: &Taken,
) -> Option<Readings> {
    let readings = if let Some(up) = taken.called {
        let name = called.names.first()?;
        let name = name.split('.').rev().nth(up)?.trim_end_matches("()");
        Some(known(name))
    } else {
        let site = match (taken.generic, &taken.argument) {
            (Some(index), _) => generic(resolver, called, index),
            (None, Some(position)) => match &taken.field {
                Some(path) if path == "*" => {
                    return at(called, position).map(|site| elements(resolver, &site, taken.bytes));
                }
                Some(path) if path.ends_with(".*") => {
                    let path = path.trim_end_matches(".*");
                    let list = within(resolver, called, position, path);
                    return list
                        .map(|site| elements(resolver, &site, taken.bytes))
                        .or_else(|| taken.default.as_deref().map(known));
                }
                Some(paths) => {
                    if let Some(written) = in_expression(resolver, called, position, paths)
                        .or_else(|| in_json(resolver, called, position, paths))
                    {
                        return Some(written);
                    }
                    if let Some(several) = of_several(resolver, called, position, paths) {
                        return Some(readings(several, taken.bytes));
                    }
                    let found = within(resolver, called, position, paths);
                    found.or_else(|| at(called, position).filter(|_| taken.plain))
                }
                None => at(called, position),
            },
            (None, None) => None,
        };
        match site {
            Some(site) if taken.document.is_some() => {
                let key = taken.document.as_deref().unwrap_or_default();
                let written = resolver.written_in(&site, key);
                let found = written.map(|written| readings(written, taken.bytes));
                found.filter(|found| !found.all.is_empty() || found.missing.is_some())
            }
            Some(site) if taken.length => {
                super::length::bits(resolver, &site).map(|bits| known(&bits.to_string()))
            }
            site => site.map(|site| {
                let resolved = resolver.resolve(&site);
                let resolved = named_by_text(resolver, resolved);
                let resolved = if taken.least { least(resolver, resolved) } else { resolved };
                readings(resolved, taken.bytes)
            }),
        }
    };
    readings.or_else(|| {
        let default = taken.default.as_ref()?;
        let step = Step {
            path: called.site.module.path.clone(),
            line: called.site.place().line,
            what: "default of the library".to_owned(),
            choice: None,
        };
        let mut readings = known(default);
        readings.all.iter_mut().for_each(|reading| reading.steps.push(step.clone()));
        Some(readings)
    })
}

/// The name of the object that a method is called on, where arguments have theirs.
pub const OBJECT: &str = "<object>";

/// The expression at a position.
pub fn at(called: &Called<'_>, position: &Position) -> Option<Site> {
    let id = match position {
        Position::Named(name) if name == OBJECT => match called.site.kind() {
            Kind::Call { callee, .. } => match &called.site.module.nodes[*callee].kind {
                Kind::Member { of, .. } => Some(*of),
                _ => None,
            },
            _ => None,
        },
        Position::At(index) => called.arguments.get(*index).map(|argument| argument.value),
        Position::Named(name) => argument(called.arguments, usize::MAX, name),
        // What has the name is it, wherever it stands.
        Position::Either(all) => {
            let is_named = |one: &&Position| matches!(one, Position::Named(_));
            let placed = all.iter().filter(|one| !is_named(one));
            return all.iter().filter(is_named).chain(placed).find_map(|one| at(called, one));
        }
    };
    id.map(|id| called.site.at(id))
}

/// The first of the fields, parted by `|`, that the argument has, or the first argument of several that has one.
fn within(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    position: &Position,
    paths: &str,
) -> Option<Site> {
    if let Position::Either(all) = position {
        return all.iter().find_map(|one| within(resolver, called, one, paths));
    }
    let site = written_out(at(called, position)?);
    let inner = paths.split('|').find_map(|path| inside(resolver, &site, path));
    inner.or_else(|| {
        let made = paths.split('|').find_map(|path| super::combine::parameter_near(&site, path))?;
        Some(site.at(made))
    })
}

/// What is written as JSON: `json.dumps({…})`.
fn written_out(site: Site) -> Site {
    match (site.module.called(site.id), site.kind()) {
        (Some("dumps" | "json_encode" | "stringify"), Kind::Call { arguments, .. }) => {
            arguments.first().map_or_else(|| site.clone(), |one| site.at(one.value))
        }
        _ => site,
    }
}

/// Follows fields of a map, structure or list; numbers are places in a list.
fn inside(resolver: &mut Resolver<'_>, site: &Site, path: &str) -> Option<Site> {
    let mut site = site.clone();
    for key in path.split('.') {
        let set = super::sources::assigned_elements(&site.module, site.id, key);
        if let Some(last) = set.into_iter().next_back() {
            site = last;
            continue;
        }
        if let Some(method) = key.strip_suffix("()") {
            site = in_chain(resolver, &site, method)?;
            continue;
        }
        let made = resolver.resolve(&site).into_made()?;
        site = match (made.kind(), key.parse::<usize>()) {
            (Kind::List(items), Ok(index)) => made.at(items.get(index).copied()?),
            (Kind::Call { arguments, .. }, Ok(index)) => made.at(arguments.get(index)?.value),
            _ => resolver.field_of(&made, key)?,
        };
    }
    Some(site)
}

/// The first argument of a call of `method` in a chain of calls, as builders are made by.
fn in_chain(resolver: &mut Resolver<'_>, site: &Site, method: &str) -> Option<Site> {
    let made = resolver.resolve(site).into_made()?;
    let mut id = made.id;
    for _ in 0..24 {
        let Kind::Call { callee, arguments } = &made.module.nodes[id].kind else { return None };
        if made.module.called(id) == Some(method) {
            return arguments.first().map(|argument| made.at(argument.value));
        }
        id = match &made.module.nodes[*callee].kind {
            Kind::Member { of, .. } => *of,
            _ => return None,
        };
    }
    None
}

/// The readings of every element of a list.
fn elements(resolver: &mut Resolver<'_>, site: &Site, bytes: bool) -> Readings {
    let list = resolver.resolve(site);
    let is_jvm = matches!(resolver.around.language().id, "java" | "kotlin" | "scala");
    let mut all = Resolved { candidates: Vec::new(), missing: list.missing };
    for candidate in list.candidates {
        match &candidate.value {
            // A list as a document has it.
            Value::Text(text) if text.starts_with('[') && text.ends_with(']') => {
                all.candidates.extend(listed(text, &candidate));
            }
            // As properties of Java have one: `TLSv1.3,TLSv1.2`.
            Value::Text(text) if text.contains(',') && is_jvm => {
                all.candidates.extend(text.split(',').map(|one| Candidate {
                    value: Value::Text(one.trim().to_owned()),
                    steps: candidate.steps.clone(),
                }));
            }
            Value::Made(made) if matches!(made.kind(), Kind::List(_)) => {
                let Kind::List(items) = made.kind().clone() else { continue };
                for item in items {
                    let item = resolver.resolve(&made.at(item));
                    all = all.or(item.within(&candidate.steps));
                }
            }
            _ => all.candidates.push(candidate),
        }
    }
    readings(all, bytes)
}

fn readings(resolved: Resolved, bytes: bool) -> Readings {
    let mut all: Vec<Reading> = Vec::new();
    let mut missing = resolved.missing;
    for candidate in resolved.candidates {
        match reading(&candidate, bytes) {
            Some(reading) if all.iter().any(|known| is_same(known, &reading)) => {}
            Some(reading) => all.push(reading),
            None => missing = missing.or_else(|| Some("a computed value".to_owned())),
        }
    }
    // One of several values that is no object at all is what stands there until there is one.
    if all.len() > 1 {
        all.retain(|reading| {
            !reading.names.iter().any(|name| matches!(name.as_str(), "NULL" | "nullptr"))
        });
        // So is a number below 0, by which functions tell that something failed.
        let is_negative = |reading: &Reading| {
            let mut names = reading.names.iter();
            reading.literal && names.any(|name| name.parse::<i64>().is_ok_and(|one| one < 0))
        };
        if !all.iter().all(is_negative) {
            all.retain(|reading| !is_negative(reading));
        }
    }
    Readings { all, missing }
}

/// The ways through the program that a reading is of.
fn chosen_only(reading: &Reading) -> Vec<Step> {
    let chosen = reading.steps.iter().filter(|step| step.choice.is_some());
    chosen.map(|step| Step { what: String::new(), ..step.clone() }).collect()
}

/// Whether two readings say the same, and of the same ways through the program.
fn is_same(one: &Reading, other: &Reading) -> bool {
    let chosen = |reading: &Reading| -> Vec<_> {
        reading.steps.iter().filter_map(|step| step.choice).collect()
    };
    one.names == other.names && chosen(one) == chosen(other)
}

fn reading(candidate: &Candidate, bytes: bool) -> Option<Reading> {
    let (names, literal) = match &candidate.value {
        Value::Text(text) => (vec![scaled(text, bytes)], true),
        Value::Number(number) => (vec![scaled(&number.to_string(), bytes)], true),
        Value::Truth(truth) => (vec![truth.to_string()], true),
        Value::Named(names) if names.iter().any(|name| names_nothing(name)) => return None,
        Value::Named(names) => (spellings(names), false),
        Value::Made(made) => match made.kind() {
            Kind::Call { callee, .. } => {
                (spellings(&super::names::qualified(&made.module, *callee)), false)
            }
            Kind::Closure(scope) => (closure(&made.module, *scope), false),
            _ => return None,
        },
    };
    let empty = names.iter().all(String::is_empty);
    (!empty).then(|| Reading { names, steps: candidate.steps.clone(), literal })
}

/// A function that always gives the same truth value is known by it: `=> true`; one that makes an object by what it
/// calls.
fn closure(module: &Module, scope: ScopeId) -> Vec<String> {
    if let [only] = module.scopes[scope].returns.as_slice()
        && let Kind::Call { callee, .. } = &module.nodes[*only].kind
    {
        return spellings(&super::names::qualified(module, *callee));
    }
    let mut truths = module.scopes[scope].returns.iter().map(|id| match module.nodes[*id].kind {
        Kind::Truth(truth) => Some(truth),
        _ => None,
    });
    match truths.next().flatten() {
        Some(first) if truths.all(|truth| truth == Some(first)) => vec![format!("=> {first}")],
        _ => Vec::new(),
    }
}

fn scaled(text: &str, bytes: bool) -> String {
    match text.trim().parse::<u32>() {
        Ok(number) if bytes => number.saturating_mul(8).to_string(),
        _ => text.to_owned(),
    }
}

/// In full, its last two parts, its last part.
fn spellings(names: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for name in names {
        let parts: Vec<&str> = name.split('.').collect();
        all.push(name.clone());
        for kept in [2, 1] {
            if parts.len() > kept {
                all.push(parts[parts.len() - kept..].join("."));
            }
        }
    }
    all.dedup();
    all
}

/// A constant by its own name, where a table of the pack knows that: what it is worth need not be told then.
pub fn by_own_name(pack: &Pack, part: &Part, called: &Called<'_>) -> Option<Readings> {
    let Some(Taken { argument: Some(position), field: None, names: Some(table), .. }) =
        part.taken()
    else {
        return None;
    };
    let site = at(called, position)?;
    let Kind::Name(name) = site.kind() else { return None };
    pack.names.get(table)?.get(name).map(|known_as| known(known_as))
}

/// A variable of unknown value by its declared type.
fn by_type(site: &Site) -> Option<Reading> {
    let names = super::names::qualified(&site.module, site.id);
    let of = |name: &String| name.strip_suffix("()").map(str::to_owned);
    let names: Vec<String> = names.iter().filter_map(of).collect();
    let names = spellings(&names);
    (!names.is_empty()).then(|| Reading { names, steps: Vec::new(), literal: false })
}

/// The text that an expression begins with, whatever comes after it.
fn beginning(site: &Site) -> Option<Reading> {
    let Kind::Join(parts) = site.kind() else { return None };
    let Kind::Text(text) = &site.module.nodes[*parts.first()?].kind else { return None };
    Some(Reading { names: vec![text.clone()], steps: Vec::new(), literal: true })
}

/// Whether all conditions hold; of a value that meets one in some of its ways only, `met` gets those ways.
pub fn holds(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    conditions: &[Condition],
    met: &mut Vec<Vec<Step>>,
) -> bool {
    conditions.iter().all(|condition| {
        if condition.count.is_some_and(|count| called.arguments.len() != count) {
            return false;
        }
        let Some(position) = &condition.argument else { return true };
        let is_there = |resolver: &mut Resolver<'_>| match &condition.field {
            Some(paths) => within(resolver, called, position, paths).is_some(),
            None => at(called, position).is_some(),
        };
        if condition.given.is_some_and(|given| given != is_there(resolver)) {
            return false;
        }
        let taken = Taken {
            argument: Some(position.clone()),
            field: condition.field.clone(),
            ..Taken::default()
        };
        let mut readings = read_taken(resolver, called, &taken).unwrap_or_default();
        if let Some(paths) = condition.field.as_deref().filter(|_| met.is_empty()) {
            met.extend(with_field(resolver, called, position, paths));
        }
        if readings.all.is_empty() && taken.field.is_none() {
            readings.all.extend(at(called, position).and_then(|site| by_type(&site)));
        }
        if readings.all.is_empty() && condition.is.iter().any(|one| one.ends_with('*')) {
            readings.all.extend(at(called, position).and_then(|site| beginning(&site)));
        }
        let fits = |reading: &&Reading| {
            let is_it = |one: &String, name: &String| {
                is_like(one, name) || reading.literal && one.eq_ignore_ascii_case(name)
            };
            reading.names.iter().any(|name| condition.is.iter().any(|one| is_it(one, name)))
        };
        let fitting: Vec<&Reading> = readings.all.iter().filter(fits).collect();
        if met.is_empty() && fitting.len() < readings.all.len() {
            met.extend(fitting.iter().copied().map(chosen_only));
        }
        let among = |list: &[String]| {
            let names = readings.all.iter().flat_map(|reading| &reading.names);
            names.into_iter().any(|name| list.iter().any(|one| is_like(one, name)))
        };
        (condition.is.is_empty() || !fitting.is_empty())
            && (condition.is_not.is_empty()
                || !readings.all.is_empty() && !among(&condition.is_not))
    })
}

/// The names that a table of a pack gives for a reading, then its own.
pub fn translated(pack: &Pack, part: &Part, reading: &Reading) -> Vec<String> {
    let named = part.taken().and_then(|taken| taken.names.as_deref());
    let table = named.and_then(|table| pack.names.get(table));
    let found = table.and_then(|table| {
        reading.names.iter().find_map(|name| {
            table.get(name).or_else(|| {
                let same = table.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                let begun = || table.iter().find(|(key, _)| is_like(key, name));
                same.or_else(begun).map(|(_, value)| value)
            })
        })
    });
    if let Some(found) = found {
        return vec![found.clone()];
    }
    // A call or name that a library of C has stands for what the registry says of it.
    if named == Some("@functions") || !reading.literal {
        let function = reading.names.iter().find_map(|name| registry::function(name));
        if let Some(name) = function.and_then(|function| function.algorithms.into_iter().next()) {
            return vec![name];
        }
    }
    reading.names.clone()
}
