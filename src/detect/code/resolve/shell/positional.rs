//! The words that functions of shells get, by the calls in sight.

use std::rc::Rc;

use super::super::command_line::OPTION;
use super::super::{CALL_SITES, Frame, Resolver, argument, step};
use crate::detect::code::names::global;
use crate::detect::code::sources::reaching;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Argument, Bound, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site, Value};

/// How a step begins that gives what holds where nothing outside of a program gives anything else.
pub(in crate::detect::code::resolve) const UNSET: &str = "default of variable ";

/// Expressions of a script that is no library of functions.
const LARGE: usize = 20_000;

/// Whether a call hands all the words on that its own script or function got.
fn hands_on(module: &Module, arguments: &[Argument]) -> bool {
    arguments.iter().any(|one| {
        let id = match &module.nodes[one.value].kind {
            Kind::Join(parts) if parts.len() == 1 => parts[0],
            _ => one.value,
        };
        matches!(&module.nodes[id].kind, Kind::Name(name) if name == "$@" || name == "$*")
    })
}

impl Resolver<'_> {
    /// Calls of a function of a shell: in its own file, or else in those around.
    pub(in crate::detect::code) fn calls_in_sight(
        &self,
        module: &Rc<Module>,
        function: ScopeId,
    ) -> Vec<Site> {
        let name = module.scopes[function].name.as_str();
        let site = |module: &Rc<Module>, id: Id| Site { module: Rc::clone(module), id };
        let is_plain = |module: &Module, id: Id| match module.nodes[id].kind {
            Kind::Call { callee, .. } => matches!(module.nodes[callee].kind, Kind::Name(_)),
            _ => false,
        };
        let own = module.calls_of(name).iter().filter(|id| is_plain(module, **id)).take(CALL_SITES);
        let mut all: Vec<Site> = own.map(|id| site(module, *id)).collect();
        let file = module.path.rsplit('/').next().unwrap_or_default();
        let has_own = !all.is_empty();
        if name.is_empty() || has_own && module.nodes.len() > LARGE {
            return all;
        }
        let mut words = vec![(name, Sought::Call)];
        // Beside calls of its own, those of scripts that read this one.
        words.extend(has_own.then_some((file, Sought::Anything)));
        for beside in self.around.beside(&module.path, &words).iter() {
            if has_own && !beside.wildcards.iter().any(|one| one.rsplit('/').next() == Some(file)) {
                continue;
            }
            for id in beside.calls_of(name).iter().take(CALL_SITES) {
                let Kind::Call { callee, .. } = beside.nodes[*id].kind else { continue };
                if self.around.refers(beside, callee, name, &module.path) {
                    all.push(site(beside, *id));
                }
            }
        }
        all
    }

    /// What a function of a shell gets for its word at `index`, and what holds where a call leaves it out.
    pub(in crate::detect::code::resolve) fn positional(
        &mut self,
        (module, function, index): (&Rc<Module>, ScopeId, usize),
        default: Option<&Site>,
    ) -> Resolved {
        let called = module.scopes[function].name.clone();
        let name = module.scopes[function].parameters[index].name.clone();
        let is_it = |frame: &Frame| frame.function == function && Rc::ptr_eq(&frame.module, module);
        let Some(at) = self.frames.iter().rposition(is_it) else {
            let calls = self.calls_in_sight(module, function);
            if calls.is_empty() {
                let unknown = Resolved::missing(format!("parameter {name} of {called}()"));
                return match default {
                    Some(default) => self.unset(default, &name),
                    None => unknown,
                };
            }
            let of = (calls.len() > 1).then(|| self.choice(module, ("call of", function)));
            let mut ways = Vec::new();
            for (which, call) in calls.iter().enumerate() {
                let Some(frame) = frame_of_call(module, function, call) else { continue };
                self.frames.push(frame);
                let way = self.positional((module, function, index), default);
                self.frames.pop();
                ways.push(match of {
                    Some(of) => way.chosen(Choice { of, which }),
                    None => way,
                });
            }
            return Resolved::any(ways);
        };
        let frame = self.frames[at].clone();
        let Some(id) = argument(&frame.arguments, index, "") else {
            let is_open = hands_on(&frame.caller, &frame.arguments);
            return match default {
                Some(default) if is_open => self.unset(default, &name),
                Some(default) => self.resolve(default),
                None if is_open => Resolved::missing(format!("{OPTION}{name}")),
                None => Resolved::of(Value::Text(String::new())),
            };
        };
        let given = Site { module: Rc::clone(&frame.caller), id };
        let step = step(&given, &format!("argument {name} of {called}()"));
        let frame = self.frames.remove(at);
        let mut resolved = self.resolve(&given).by(&step);
        self.frames.insert(at.min(self.frames.len()), frame);
        let is_empty = |one: &Candidate| matches!(&one.value, Value::Text(text) if text.is_empty());
        if let Some(default) = default
            && resolved.candidates.iter().any(is_empty)
        {
            resolved.candidates.retain(|one| !is_empty(one));
            let default = self.resolve(default);
            return resolved.or(default);
        }
        resolved
    }

    /// A word that only the command line of a script gives.
    pub(in crate::detect::code::resolve) fn word_of_command_line(
        &self,
        name: &str,
    ) -> Option<Resolved> {
        let word = name.strip_prefix('$').filter(|_| self.around.language().id == "shell")?;
        let is_word = matches!(word, "@" | "*" | "OPTARG")
            || !word.is_empty() && word.bytes().all(|c| c.is_ascii_digit());
        is_word.then(|| Resolved::missing(format!("{OPTION}{name}")))
    }

    /// A variable of a script that is set only under conditions: what files say that are read before counts, too, and
    /// what the command line gives changes nothing of what holds without it.
    pub(in crate::detect::code::resolve) fn set_by_nobody_yet(
        &mut self,
        site: &Site,
        (name, bound, at): (&str, Bound<'_>, usize),
        own: Resolved,
    ) -> Resolved {
        if self.around.language().id != "shell" {
            return own;
        }
        let module = &site.module;
        let is_file = bound.first().is_some_and(|one| one.scope == 0);
        let set = reaching(module, bound, at);
        let is_sure = set.is_empty() || set.iter().any(|one| one.block.0 <= at && at < one.block.1);
        let mut all = own;
        if is_file && !is_sure && !module.wildcards.is_empty() {
            let names = global(module, name);
            let read = self.around.constant(&module.path, &names[1..]);
            if let Some(read) = read {
                let step = step(&read, &format!("variable {name}"));
                all = self.resolve(&read).by(&step).or(all);
            }
        }
        let is_open = all.missing.as_deref().is_some_and(|what| what.starts_with(OPTION));
        if is_open && !all.candidates.is_empty() {
            let step = step(site, &format!("{UNSET}{}", name.trim_start_matches('$')));
            all.missing = None;
            return all.by(&step);
        }
        all
    }

    /// What holds where nothing outside of a program says otherwise.
    pub(in crate::detect::code::resolve) fn unset(
        &mut self,
        default: &Site,
        name: &str,
    ) -> Resolved {
        let step = step(default, &format!("{UNSET}{}", name.trim_start_matches('$')));
        self.resolve(default).by(&step)
    }

    /// The function of a script that reads this one and has a function of its own in place of one of it.
    pub(in crate::detect::code::resolve) fn redefined(
        &self,
        module: &Rc<Module>,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        if self.around.language().id != "shell" {
            return None;
        }
        let file = module.path.rsplit('/').next()?;
        let words = [(file, Sought::Anything), (name, Sought::Function)];
        let beside = self.around.beside(&module.path, &words);
        let mut found = beside.iter().filter_map(|other| {
            let reads = other.wildcards.iter().any(|one| one.rsplit('/').next() == Some(file));
            let function = other.scopes_named(name, ScopeKind::Function).next();
            function.filter(|_| reads).map(|function| (Rc::clone(other), function))
        });
        // Of several scripts each has its own.
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// How many words the function around gets.
    pub(in crate::detect::code::resolve) fn counted(&mut self, word: &Site) -> Option<Vec<String>> {
        let module = &word.module;
        let function = module.enclosing(module.nodes[word.id].scope, ScopeKind::Function)?;
        let is_it = |frame: &Frame| frame.function == function && Rc::ptr_eq(&frame.module, module);
        let count = |home: &Module, arguments: &[Argument]| {
            (!hands_on(home, arguments)).then(|| arguments.len().to_string())
        };
        if let Some(frame) = self.frames.iter().rev().find(|frame| is_it(frame)) {
            return Some(vec![count(&frame.caller, &frame.arguments)?]);
        }
        let calls = self.calls_in_sight(module, function);
        let counts: Option<Vec<String>> = calls
            .iter()
            .map(|call| match call.kind() {
                Kind::Call { arguments, .. } => count(&call.module, arguments),
                _ => None,
            })
            .collect();
        counts.filter(|counts| !counts.is_empty())
    }
}

/// A call of a function as it is looked into.
pub(in crate::detect::code) fn frame_of_call(
    module: &Rc<Module>,
    function: ScopeId,
    call: &Site,
) -> Option<Frame> {
    let Kind::Call { arguments, .. } = call.kind() else { return None };
    Some(Frame {
        function,
        module: Rc::clone(module),
        arguments: arguments.clone(),
        caller: Rc::clone(&call.module),
    })
}
