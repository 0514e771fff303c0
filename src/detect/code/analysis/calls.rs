//! Commands of functions of shells, as they are for each call of the function: what one gives goes with nothing that
//! another gives, and what a condition leaves out for a call is not come to.

use super::*;
use crate::detect::code::resolve::frame_of_call;
use crate::detect::code::value::{Choice, Step};
use crate::detect::code::ways::Way;

/// A call of a function, and which of all it is.
pub(super) struct CameBy {
    pub(super) frame: Frame,
    which: Option<Choice>,
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
        let is_ruled = module.called(id).is_some_and(|name| self.rules.calls(name).next().is_some());
        let frames = self.inside.as_ref().map(|(_, frames)| frames.as_slice()).unwrap_or_default();
        let is_framed =
            frames.iter().any(|one| one.function == function && Rc::ptr_eq(&one.module, &module));
        if !is_ruled || is_framed || !has_words(&module, function) {
            return false;
        }
        let resolver = Resolver::new(self.around);
        let calls = resolver.calls_in_sight(&module, function);
        let of = resolver.choice(&module, ("call of", function));
        let several = calls.len() > 1;
        let mut ways = Vec::new();
        for (which, call) in calls.iter().enumerate() {
            let Some(frame) = frame_of_call(&module, function, call) else { continue };
            let which = several.then_some(Choice { of, which });
            let mut resolver = self.resolver();
            resolver.frames.push(frame.clone());
            if resolver.holds(&module, id) != Some(false) {
                ways.push(CameBy { frame, which });
            }
        }
        if ways.is_empty() {
            return false;
        }
        let first = self.uses.len();
        for way in ways {
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

    /// Notes of the ways of a use which call they are of.
    pub(super) fn note_call(&self, ways: &mut [Way]) {
        let Some(choice) = self.came_by.as_ref().and_then(|one| one.which) else { return };
        for way in ways {
            let is_noted = |came: &PartStep| came.step.choice == Some(choice);
            if !way.steps.iter().any(is_noted) {
                let (path, line, what) = (String::new(), 0, String::new());
                let step = Step { path, line, what, choice: Some(choice) };
                way.steps.push(PartStep { part: "algorithm", step });
            }
        }
    }
}

/// Whether a function asks for a word that it gets.
fn has_words(module: &Module, function: ScopeId) -> bool {
    let is_word = |name: &str| {
        name.strip_prefix('$').is_some_and(|at| at.len() == 1 && at.as_bytes()[0].is_ascii_digit())
    };
    module.nodes.iter().any(|node| {
        matches!(&node.kind, Kind::Name(name) if is_word(name))
            && module.enclosing(node.scope, ScopeKind::Function) == Some(function)
    })
}
