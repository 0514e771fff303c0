//! What expressions are worth, kept for those who ask again: several rules ask the same arguments, and the way to one
//! value comes by the same objects over and over.
//!
//! What is kept is what working it out gives, with what that took of the bounds, so that values are the same without it.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};

use foldhash::HashMap;
use foldhash::fast::FixedState;

use super::{DEPTH, EFFORT, Resolver};
use crate::detect::code::syntax::{Id, Kind};
use crate::detect::code::value::{Resolved, Site};

/// Values, candidates and steps that are kept for one file.
const KEPT: usize = 20_000;
/// Levels before [`DEPTH`] at which some do not look further.
const NEAR: usize = 3;
/// More steps than what conditions may take.
const CONDITIONS: usize = EFFORT / 4;
/// The depth of what is worth the same at any.
const ANY: usize = usize::MAX;

/// An expression, and what it is looked at for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Asked {
    /// Which file it is in.
    module: u64,
    id: Id,
    /// The calls and objects that are being looked into.
    within: u64,
    is_condition: bool,
    depth: usize,
}

struct Known {
    value: Resolved,
    /// What working it out took of the bounds of the resolver, and of the file.
    left: usize,
    spent: usize,
    /// Levels below its own; [`ANY`] where it is worth that at its depth only.
    height: usize,
}

/// The values that are known of one file and those around it.
#[derive(Default)]
pub struct Remembered {
    known: HashMap<Asked, Known>,
    weight: usize,
}

/// What the bounds were before an expression was looked at.
pub(super) struct Before {
    asked: Asked,
    left: usize,
    spent: usize,
    deepest: usize,
    is_cut: bool,
}

impl Resolver<'_> {
    /// What an expression is worth, if that is known; else what tells afterwards what it took.
    pub(super) fn remembered(&mut self, site: &Site) -> Result<Resolved, Option<Before>> {
        let number = site.module.serial.number().filter(|_| self.selves.is_empty());
        let Some(module) = number else { return Err(None) };
        let asked = Asked {
            module,
            id: site.id,
            within: self.within(),
            is_condition: self.asking > 0,
            depth: ANY,
        };
        let remembered = self.around.remembered.borrow();
        let exact = Asked { depth: self.depth, ..asked };
        let found = remembered.known.get(&asked).or_else(|| remembered.known.get(&exact));
        // With less left than it took, or than its conditions were given, it may be worth less.
        let may = |known: &&Known| {
            let enough = if asked.is_condition { known.spent } else { known.spent + CONDITIONS };
            (known.height == ANY || self.depth + known.height + NEAR < DEPTH)
                && enough <= self.left
                && self.around.spend_more(known.spent - 1)
        };
        if let Some(known) = found.filter(may) {
            self.left -= known.left - 1;
            self.spent += known.spent - 1;
            let deepest = self.depth.saturating_add(known.height).min(DEPTH);
            self.deepest = self.deepest.max(deepest);
            return Ok(known.value.clone());
        }
        let before = Before {
            asked,
            left: self.left,
            spent: self.spent,
            deepest: std::mem::replace(&mut self.deepest, self.depth),
            is_cut: std::mem::replace(&mut self.is_cut, false),
        };
        Err(Some(before))
    }

    /// Keeps what an expression is worth.
    pub(super) fn remember(&mut self, before: Before, value: &Resolved) {
        let deepest = std::mem::replace(&mut self.deepest, 0);
        self.deepest = deepest.max(before.deepest);
        let is_cut = std::mem::replace(&mut self.is_cut, before.is_cut);
        self.is_cut |= is_cut;
        if is_cut {
            return;
        }
        let is_deep = deepest + NEAR >= DEPTH;
        let asked = Asked { depth: if is_deep { self.depth } else { ANY }, ..before.asked };
        let steps: usize = value.candidates.iter().map(|one| 1 + one.steps.len()).sum();
        let mut remembered = self.around.remembered.borrow_mut();
        remembered.weight += 1 + steps;
        if remembered.weight > KEPT {
            remembered.known.clear();
            remembered.weight = 1 + steps;
        }
        let known = Known {
            value: value.clone(),
            left: before.left + 1 - self.left,
            spent: self.spent + 1 - before.spent,
            height: if is_deep { ANY } else { deepest - self.depth },
        };
        remembered.known.insert(asked, known);
    }

    /// Tells the calls and objects that are being looked into from others.
    fn within(&self) -> u64 {
        if self.frames.is_empty() && self.objects.is_empty() {
            return 0;
        }
        let mut hasher = FixedState::default().build_hasher();
        for frame in &self.frames {
            let modules = [&frame.module, &frame.caller].map(|one| one.serial.number());
            (frame.function, modules, frame.arguments.len()).hash(&mut hasher);
            frame.arguments.iter().for_each(|one| (one.value, &one.name).hash(&mut hasher));
        }
        for object in &self.objects {
            (object.module.serial.number(), object.id).hash(&mut hasher);
        }
        hasher.finish()
    }
}

/// Whether an expression is worth what is written.
pub(super) fn is_written(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text(_)
            | Kind::Number(_)
            | Kind::Truth(_)
            | Kind::List(_)
            | Kind::Map(_)
            | Kind::Closure(_)
            | Kind::Opaque
    )
}
