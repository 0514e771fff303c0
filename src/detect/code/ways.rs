//! All that a rule says of a call, for every value that its parts may have.

use super::describe::Parts;
use super::part::{Called, Reading, at, by_own_name, read, translated};
use super::resolve::Resolver;
use super::rule::{Pack, Part, Position, Says};
use super::syntax::Kind;
use super::value::{self, Choice, SUBCLASS, Step};
use crate::registry;

/// Readings of one part that make uses of their own.
const WAYS: usize = 8;

/// A step on the way of a value to a part of a use.
#[derive(Clone, Debug)]
pub struct PartStep {
    /// The key of the part in a rule: `algorithm`, `bits`, `mode`.
    pub part: &'static str,
    /// The step.
    pub step: Step,
}

/// Values of a setting that are kept.
const LISTED: usize = 24;

/// One reading of all that a rule says.
pub struct Way {
    /// The parts.
    pub parts: Parts,
    /// How the values came there.
    pub steps: Vec<PartStep>,
    /// What would have to be known for what is open.
    pub missing: Option<String>,
}

/// The parts that something is said of.
pub fn parts_of(says: &Says) -> Vec<&Part> {
    says.parts().into_iter().map(|(_, part)| part).collect()
}

/// Every combination of the readings of the parts, bounded; of versions that are one of two lists, the ways of each.
pub fn ways(
    resolver: &mut Resolver<'_>,
    pack: &Pack,
    says: &Says,
    called: &Called<'_>,
    met: &[Vec<Step>],
) -> Vec<Way> {
    if let Some(mut listed) = each_version(resolver, pack, says, called, met) {
        lowest(&mut listed);
        return listed;
    }
    if let Some(Part::Taken(taken)) = &says.version
        && taken.field.as_deref() == Some("*")
        && let Some(list) = taken.argument.as_ref().and_then(|position| at(called, position))
        && let Kind::Choice(branches) = list.kind()
        && let Some(place) = called.arguments.iter().position(|one| one.value == list.id)
    {
        let mut all = Vec::new();
        for branch in branches.iter().take(WAYS) {
            let mut arguments = called.arguments.to_vec();
            arguments[place].value = *branch;
            let called = Called { arguments: &arguments, ..*called };
            all.extend(combined(resolver, pack, says, &called, met));
        }
        return all;
    }
    combined(resolver, pack, says, called, met)
}

/// The ways of each of several versions that are arguments of their own: `tlsVersions(TLS_1_3, TLS_1_2)`.
fn each_version(
    resolver: &mut Resolver<'_>,
    pack: &Pack,
    says: &Says,
    called: &Called<'_>,
    met: &[Vec<Step>],
) -> Option<Vec<Way>> {
    let Some(Part::Taken(taken)) = &says.version else { return None };
    let Some(Position::At(first)) = taken.argument else { return None };
    let given = called.arguments.get(first..).filter(|given| given.len() > 1)?;
    if taken.field.as_deref() != Some("*") || !taken.plain {
        return None;
    }
    let mut all = Vec::new();
    for one in given.iter().filter(|one| one.name.is_none()).take(WAYS) {
        let mut arguments = called.arguments.to_vec();
        arguments[first].value = one.value;
        let called = Called { arguments: &arguments, ..*called };
        let ways = combined(resolver, pack, says, &called, met);
        all.extend(ways.into_iter().filter(|way| way.parts.version.is_some()));
    }
    (!all.is_empty()).then_some(all)
}

/// Every combination of the readings of the parts; one way where nothing is said of the algorithm.
fn combined(
    resolver: &mut Resolver<'_>,
    pack: &Pack,
    says: &Says,
    called: &Called<'_>,
    met: &[Vec<Step>],
) -> Vec<Way> {
    let begun = |steps: &[Step]| Way {
        parts: Parts {
            protocol: says.protocol,
            functions: says.functions.clone(),
            ..Parts::default()
        },
        steps: steps
            .iter()
            .map(|step| PartStep { part: "algorithm", step: step.clone() })
            .collect(),
        missing: None,
    };
    let mut ways: Vec<Way> = match met {
        [] => vec![begun(&[])],
        _ => met.iter().take(WAYS).map(|steps| begun(steps)).collect(),
    };
    let mut extend = |key: &'static str,
                      part: &Option<Part>,
                      set: &dyn Fn(&mut Parts, Vec<String>, &Reading)| {
        let Some(part) = part else { return };
        let own = by_own_name(pack, part, called);
        let Some(readings) = own.or_else(|| read(resolver, called, part)) else { return };
        let mut next = Vec::new();
        for way in &ways {
            for reading in &readings.all {
                if !go_together(&way.steps, &reading.steps) {
                    continue;
                }
                let mut parts = way.parts.clone();
                set(&mut parts, translated(pack, part, reading), reading);
                let came = reading.steps.iter().cloned();
                let came = came.map(|step| PartStep { part: key, step });
                let steps = way.steps.iter().cloned().chain(came).collect();
                next.push(Way { parts, steps, missing: way.missing.clone() });
            }
            if let Some(missing) = &readings.missing {
                next.push(Way {
                    parts: way.parts.clone(),
                    steps: way.steps.clone(),
                    missing: way.missing.clone().or_else(|| Some(missing.clone())),
                });
            }
        }
        if !next.is_empty() {
            next.truncate(WAYS);
            ways = next;
        }
    };
    extend("algorithm", &says.algorithm, &|parts, names, reading| {
        // A number is the value of some constant, not the name of an algorithm.
        let numeric = names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
        parts.literal = reading.literal && !numeric;
        parts.algorithm = names;
    });
    extend("bits", &says.bits, &|parts, names, _| {
        parts.bits = names.last().filter(|bits| *bits != "0").cloned();
    });
    extend("curve", &says.curve, &|parts, names, _| parts.curve = names);
    extend("digest", &says.digest, &|parts, names, _| parts.digest = names);
    extend("mode", &says.mode, &|parts, names, reading| {
        parts.mode = match is_variable(reading, &names) {
            true => vec![String::new()],
            false => names.into_iter().rev().collect(),
        };
    });
    extend("padding", &says.padding, &|parts, names, reading| {
        parts.padding = match is_variable(reading, &names) {
            true => vec![String::new()],
            false => names.into_iter().rev().collect(),
        };
    });
    // A name that nothing explains is no version.
    let version = |names: &[String], reading: &Reading| {
        let told = reading.literal || names != reading.names;
        let is_version = |name: &&String| told && name.contains(|c: char| c.is_ascii_digit());
        names.last().filter(is_version).cloned()
    };
    extend("version", &says.version, &|parts, names, reading| {
        parts.version = version(&names, reading);
        parts.newest = parts.version.clone().filter(|_| says.only);
    });
    extend("newest", &says.newest, &|parts, names, reading| {
        parts.newest = version(&names, reading);
    });
    if let Some((name, part)) = &says.setting
        && let Some(value) = listed(resolver, pack, part, called)
    {
        ways.iter_mut().for_each(|way| way.parts.settings.push((name.clone(), value.clone())));
    }
    let is_list =
        matches!(&says.version, Some(Part::Taken(taken)) if taken.field.as_deref() == Some("*"));
    // Where versions are never joined by an operator, one of several is one of several branches or calls.
    let language = resolver.around.language().id;
    let is_one = matches!(language, "dart" | "java" | "kotlin" | "scala" | "swift");
    let all_told = !is_one && ways.iter().all(|way| way.parts.version.is_some());
    if is_list || says.protocol.is_some() && says.version.is_some() && all_told {
        lowest(&mut ways);
    }
    ways
}

/// The subclass that one of the values is of.
pub fn subclass_of(steps: &[PartStep]) -> Option<&str> {
    steps.iter().find_map(|came| came.step.what.strip_prefix(SUBCLASS))
}

/// Whether two values may be those of one object: not where they are of different subclasses or of different ways.
fn go_together(before: &[PartStep], steps: &[Step]) -> bool {
    let own = steps.iter().find_map(|step| step.what.strip_prefix(SUBCLASS));
    let other = subclass_of(before);
    (own.is_none() || other.is_none() || own == other)
        && value::go_together(steps.iter(), before.iter().map(|came| &came.step))
}

/// What members and variables are called that hold a mode or padding.
const MEMBERS: &[&str] =
    &["mode", "ciphermode", "blockmode", "padding", "paddingmode", "rsapadding", "value"];

/// Whether a reading is but the name of a variable or function of the program, which says nothing of the value.
fn is_variable(reading: &Reading, names: &[String]) -> bool {
    let open = !reading.literal && names == reading.names;
    let is_word = |name: &String| {
        let plain = name.to_ascii_lowercase();
        MEMBERS.iter().any(|word| plain == *word)
    };
    open && names.last().is_some_and(|name| {
        name.contains('_') && name.starts_with(|c: char| c.is_ascii_lowercase()) || is_word(name)
    })
}

/// Whether a reading of a setting is a value: a constant of a library is in capitals or has a number in its name.
fn is_value(reading: &Reading, names: &[String]) -> bool {
    let is_constant = |name: &String| {
        let starts = name.starts_with(|c: char| c.is_ascii_uppercase());
        starts
            && (!name.contains(|c: char| c.is_ascii_lowercase())
                || name.contains(|c: char| c.is_ascii_digit()))
            || registry::curve(name).is_some()
            || registry::tls_group_by_name(name).is_some()
            || registry::tls_signature_scheme_by_name(name).is_some()
    };
    reading.literal || names != reading.names || names.last().is_some_and(is_constant)
}

/// All that a setting may be, as one list in the order of the text.
fn listed(
    resolver: &mut Resolver<'_>,
    pack: &Pack,
    part: &Part,
    called: &Called<'_>,
) -> Option<String> {
    let readings = read(resolver, called, part)?;
    let values: Vec<String> = readings
        .all
        .iter()
        .take(LISTED)
        .filter_map(|reading| {
            let mut names = translated(pack, part, reading);
            is_value(reading, &names).then(|| names.pop()).flatten()
        })
        .collect();
    (!values.is_empty()).then(|| values.join(":"))
}

/// Keeps the way with the lowest version, of each of several ways that the program may take: SSL is before TLS, whose
/// versions are numbers.
fn lowest(ways: &mut Vec<Way>) {
    let rank = |version: &Option<String>| {
        let version = version.clone().unwrap_or_default();
        (version.is_empty(), !version.starts_with("SSL"), version)
    };
    let order = |way: &Way| rank(&way.parts.version);
    let chosen: Vec<Vec<Choice>> = ways
        .iter()
        .map(|way| way.steps.iter().filter_map(|came| came.step.choice).collect())
        .collect();
    let mut kept: Vec<usize> = Vec::new();
    let mut newests: Vec<(usize, Option<String>)> = Vec::new();
    for (at, own) in chosen.iter().enumerate() {
        let beside = || {
            (0..ways.len()).filter(|other| {
                chosen[*other].is_empty() || chosen[*other] == *own || own.is_empty()
            })
        };
        let Some(least) = beside().min_by_key(|index| order(&ways[*index])) else { continue };
        // One of which the newest is not told leaves all newer ones.
        let newest = beside().map(|index| &ways[index].parts.newest).max_by_key(|one| rank(one));
        newests.push((least, newest.cloned().flatten()));
        // Of what is the same whatever is chosen, the ways that are chosen tell.
        let is_said = own.is_empty() && chosen.iter().any(|one| !one.is_empty()) && least != at;
        let same = |one: &usize| ways[*one].parts == ways[least].parts;
        if !is_said && !kept.iter().any(same) {
            kept.push(least);
        }
    }
    for (least, newest) in newests {
        ways[least].parts.newest = newest;
    }
    kept.sort_unstable();
    let mut at = 0;
    ways.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
}

impl Parts {
    /// Fills what is open, and adds functions.
    pub fn complete(&mut self, other: Self) {
        if self.algorithm.is_empty() {
            (self.algorithm, self.literal) = (other.algorithm, other.literal);
        }
        self.bits = other.bits.or(self.bits.take());
        let open = |own: &mut Vec<String>, other: Vec<String>| {
            if !other.is_empty() {
                *own = other;
            }
        };
        open(&mut self.curve, other.curve);
        open(&mut self.digest, other.digest);
        open(&mut self.mode, other.mode);
        open(&mut self.padding, other.padding);
        // What is set to something that is not known is no default any more.
        self.mode.retain(|mode| !mode.is_empty());
        self.padding.retain(|padding| !padding.is_empty());
        self.version = other.version.or(self.version.take());
        self.newest = other.newest.or(self.newest.take());
        self.settings.extend(other.settings);
        self.functions.extend(other.functions);
    }
}
