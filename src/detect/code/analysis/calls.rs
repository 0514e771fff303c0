//! Commands of functions of shells, as they are for each call of the function: what one gives goes with nothing that
//! another gives, and what a condition leaves out for a call is not come to.

use super::*;
use crate::detect::code::resolve::frame_of_call;
use crate::detect::code::value::{Choice, Step};
use crate::detect::code::ways::Way;

/// Calls that are followed outwards, and ways of one command.
const LEVELS: usize = 3;
const WAYS: usize = 12;

/// The calls through which a command is come to, the innermost last, and which of all they are.
#[derive(Clone, Default)]
pub(super) struct CameBy {
    pub(super) frames: Vec<Frame>,
    which: Vec<Choice>,
}

impl Analysis<'_> {
    /// Notes the uses that a command of a function is for each call of that; false where it is none, or no call is in
    /// sight.
    pub(super) fn by_each_call(&mut self, id: Id) -> bool {
        if self.around.language().id != "shell" || self.came_by.is_some() {
            return false;
        }
        let module = Rc::clone(self.module);
        let Some(function) = module.enclosing(module.nodes[id].scope, ScopeKind::Function) else {
            return false;
        };
        let is_ruled = module
            .called(id)
            .is_some_and(|name| self.rules.calls(name, self.open).next().is_some());
        let frames = self.inside.as_ref().map(|(_, frames)| frames.as_slice()).unwrap_or_default();
        let is_framed =
            frames.iter().any(|one| one.function == function && Rc::ptr_eq(&one.module, &module));
        if !is_ruled || is_framed || !self.asks_words(function) {
            return false;
        }
        let command = self.site(id);
        let mut ways = self.ways_of_calls(&command, LEVELS);
        if ways.len() > WAYS {
            ways = self.ways_of_calls(&command, 1);
        }
        ways.retain(|way| !way.frames.is_empty() && self.is_reached(&command, &way.frames));
        if ways.is_empty() {
            return false;
        }
        let first = self.uses.len();
        for way in ways.into_iter().take(WAYS) {
            self.came_by = Some(way);
            self.call(id);
        }
        self.came_by = None;
        let parts: Vec<&Parts> = self.uses[first..].iter().map(|(one, _)| &one.parts).collect();
        if parts.windows(2).any(|two| two[0] != two[1]) {
            self.uses[first..].iter_mut().for_each(|(one, _)| one.one_of_many = true);
        }
        true
    }

    /// Whether the conditions of a command, and of the calls on the way to it, may hold.
    fn is_reached(&self, command: &Site, frames: &[Frame]) -> bool {
        let mut resolver = self.resolver();
        resolver.frames.extend(frames.iter().cloned());
        let own = std::iter::once(command.clone());
        let calls = frames.iter().filter_map(|frame| {
            let calls = frame.caller.calls_of(&frame.module.scopes[frame.function].name).iter();
            let mut calls = calls.filter(|id| {
                matches!(&frame.caller.nodes[**id].kind, Kind::Call { arguments, .. } if *arguments == frame.arguments)
            });
            calls.next().map(|id| Site { module: Rc::clone(&frame.caller), id: *id })
        });
        let calls: Vec<Site> = own.chain(calls).collect();
        calls.iter().all(|call| resolver.holds(&call.module, call.id) != Some(false))
    }

    fn ways_of_calls(&self, command: &Site, left: usize) -> Vec<CameBy> {
        let module = &command.module;
        let scope = module.nodes[command.id].scope;
        let (Some(function), Some(left)) =
            (module.enclosing(scope, ScopeKind::Function), left.checked_sub(1))
        else {
            return vec![CameBy::default()];
        };
        let resolver = Resolver::new(self.around);
        let of = resolver.choice(module, ("call of", function));
        let calls = resolver.calls_in_sight(module, function);
        let mut all = Vec::new();
        for (which, call) in calls.iter().enumerate() {
            let Some(frame) = frame_of_call(module, function, call) else { continue };
            for mut way in self.ways_of_calls(call, left) {
                way.frames.push(frame.clone());
                way.which.extend((calls.len() > 1).then_some(Choice { of, which }));
                all.push(way);
            }
            if all.len() > 2 * WAYS {
                break;
            }
        }
        if all.is_empty() { vec![CameBy::default()] } else { all }
    }

    /// Notes of the ways of a use which calls they are of.
    pub(super) fn note_call(&self, ways: &mut [Way]) {
        let Some(came_by) = &self.came_by else { return };
        for (way, choice) in ways.iter_mut().flat_map(|way| {
            let missing: Vec<Choice> = came_by
                .which
                .iter()
                .filter(|one| !way.steps.iter().any(|came| came.step.choice == Some(**one)))
                .copied()
                .collect();
            std::iter::once((way, missing))
        }) {
            for choice in choice {
                let (path, line, what) = (String::new(), 0, String::new());
                let step = Step { path, line, what, choice: Some(choice) };
                way.steps.push(PartStep { part: "algorithm", step });
            }
        }
    }

    /// Whether a function asks for a word that it gets.
    fn asks_words(&mut self, function: ScopeId) -> bool {
        if self.asking.is_none() {
            let is_word = |name: &str| {
                name.strip_prefix('$')
                    .is_some_and(|at| at.len() == 1 && at.as_bytes()[0].is_ascii_digit())
            };
            let asking = self.module.nodes.iter().filter_map(|node| match &node.kind {
                Kind::Name(name) if is_word(name) => {
                    self.module.enclosing(node.scope, ScopeKind::Function)
                }
                _ => None,
            });
            self.asking = Some(asking.collect());
        }
        self.asking.as_ref().is_some_and(|all| all.contains(&function))
    }
}
