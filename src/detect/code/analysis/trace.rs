//! From a use back to the calls that make its key, along the calls on the way: of a function that several places call,
//! only what goes with the call that was come through.

use super::kinds::{Kin, Known, known, makes_key};
use super::*;
use crate::detect::code::resolve::{argument, receivers};
use crate::detect::code::sources::{
    Reach, Sources, calls_of_parameter, given_by_object, is_given_by_object, sources,
};
use crate::detect::code::value::{Choice, Step, choices_go_together};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Expressions looked at for the key of one use.
const EFFORT: usize = 200;
/// Steps back from a use to its key.
pub(super) const STEPS: usize = 12;
/// Other files whose uses are looked at, and from how many files away.
const FILES: usize = 4;
const DEPTH: usize = 2;
/// Parameters by which a call of a function is told from others.
const PARAMETERS: usize = 4;
/// Objects that are looked into for the key of one use, and for those of one file.
const OBJECTS: usize = 8;
const ALL_OBJECTS: usize = 120;
/// Calls that are followed into one another.
const FRAMES: usize = 3;
/// Calls that are followed from one file into functions that make keys.
const CALLED: usize = 64;

/// A key, and where it is made.
pub(super) struct Made {
    pub(super) known: Known,
    pub(super) step: Step,
    /// Whether it is a key rather than parameters for one.
    pub(super) is_key: bool,
    /// The expression that makes it.
    pub(super) at: Id,
    /// The ways that were taken to it.
    pub(super) path: Vec<Choice>,
}

/// The way back that is gone from a use.
#[derive(Clone, Default)]
pub(super) struct Walk {
    /// Which of several ways were taken.
    pub(super) path: Vec<Choice>,
    /// The calls that were followed into functions, the innermost last.
    frames: Vec<Frame>,
    /// Whether nothing but what is told of these calls counts.
    is_exact: bool,
}

impl Walk {
    pub(super) fn of(path: Vec<Choice>) -> Self {
        Self { path, ..Self::default() }
    }

    /// The way through calls, the innermost last.
    pub(super) fn through(path: Vec<Choice>, frames: Vec<Frame>) -> Self {
        Self { path, frames, is_exact: true }
    }

    /// The way with one more taken.
    fn taking(&self, one: Option<Choice>) -> Self {
        let mut walk = self.clone();
        walk.path.extend(one.filter(|one| !self.path.contains(one)));
        walk
    }

    /// The way with one more call followed.
    fn entering(mut self, frame: Option<Frame>) -> Self {
        self.frames.extend(frame);
        if self.frames.len() > FRAMES {
            self.frames.remove(0);
        }
        self
    }

    /// Tells the calls that were followed from others.
    fn calls(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for frame in &self.frames {
            (&frame.caller.path, frame.function).hash(&mut hasher);
            frame.arguments.iter().for_each(|one| one.value.hash(&mut hasher));
        }
        hasher.finish()
    }
}

/// A search for the key of one use.
pub(super) struct Search {
    pub(super) kin: Kin,
    left: usize,
    seen: HashSet<(String, Id, Vec<Choice>, u64)>,
    /// How far is looked, and how many objects may still be looked into.
    pub(super) reach: Reach,
    objects: usize,
    pub(super) made: Vec<Made>,
    /// Whether a call that makes the key may make one of which nothing is told.
    pub(super) is_open: bool,
}

impl Search {
    pub(super) fn new(kin: Kin, made: Vec<Made>) -> Self {
        let (seen, reach, objects) = (HashSet::default(), Reach::Near, OBJECTS);
        Self { kin, left: EFFORT, seen, reach, objects, made, is_open: false }
    }
}

/// What is said of a use, and of which ways it is.
type Said = (Parts, Vec<Choice>);

/// What is said of the uses of another file, by the call that makes them.
type Foreign = HashMap<Id, Vec<Said>>;

/// Uses of other files, and of functions as they are for calls that were followed into them.
#[derive(Default)]
pub(super) struct Others {
    /// By path.
    files: HashMap<String, Rc<Foreign>>,
    /// By path, function, and calls.
    called: HashMap<(String, ScopeId, u64), Rc<Foreign>>,
    /// How many objects were looked into.
    objects: usize,
    /// How many files lie between the one that is looked at and this one.
    depth: usize,
}

/// The ways that the values of a use are of.
fn choices(steps: &[PartStep]) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for choice in steps.iter().filter_map(|came| came.step.choice) {
        if !all.contains(&choice) {
            all.push(choice);
        }
    }
    all
}

/// Whether ways may be those of one run.
pub(super) fn go_together(one: &[Choice], other: &[Choice]) -> bool {
    choices_go_together(one.iter().copied(), other.iter().copied())
}

impl<'a> Analysis<'a> {
    /// A resolver that knows the calls which are being looked into.
    pub(super) fn resolver(&self) -> Resolver<'a> {
        let mut resolver = Resolver::new(self.around);
        if let Some((_, frames)) = &self.inside {
            resolver.frames.clone_from(frames);
        }
        resolver.frames.extend(self.came_by.iter().flat_map(|one| one.frames.iter().cloned()));
        resolver
    }
}

/// What a call that was followed into a function gives for a parameter, with the way before that call.
fn came_by(
    walk: &Walk,
    module: &Rc<Module>,
    function: ScopeId,
    index: usize,
) -> Option<(Site, Walk)> {
    let is_it = |frame: &Frame| frame.function == function && Rc::ptr_eq(&frame.module, module);
    let at = walk.frames.iter().rposition(is_it)?;
    let frame = &walk.frames[at];
    let scope = &module.scopes[function];
    let place = index.wrapping_sub(receivers(module, function));
    let parameter = &scope.parameters[index];
    let (home, id) = match argument(&frame.arguments, place, &parameter.name) {
        Some(id) => (&frame.caller, id),
        None => (module, parameter.default?),
    };
    let frames = walk.frames[..at].to_vec();
    let before = Walk { path: walk.path.clone(), frames, is_exact: false };
    Some((Site { module: Rc::clone(home), id }, before))
}

impl Analysis<'_> {
    /// The ways that a use itself is of.
    pub(super) fn path_of(&self, index: usize) -> Vec<Choice> {
        choices(&self.uses[index].0.steps)
    }

    /// Whether an expression stands where uses are looked for.
    pub(super) fn is_wanted(&self, id: Id) -> bool {
        self.inside.as_ref().is_none_or(|(inside, _)| {
            self.module.scopes_from(self.module.nodes[id].scope).any(|scope| scope == *inside)
        })
    }

    /// Follows an expression back to the calls that make keys.
    pub(super) fn trace(&mut self, search: &mut Search, site: &Site, walk: &Walk, steps: usize) {
        if steps == 0 || search.left == 0 {
            return;
        }
        search.left -= 1;
        let seen = (site.module.path.clone(), site.id, walk.path.clone(), walk.calls());
        if !search.seen.insert(seen) {
            return;
        }
        if matches!(site.kind(), Kind::Call { .. }) {
            let made = self.made_by(search, site, walk);
            let found = !made.is_empty();
            search.made.extend(made);
            if found {
                return;
            }
        }
        let from = sources(self.around, site, self.reach_of(search, site));
        let (before, otherwise) = (search.made.len(), from.otherwise.clone());
        for (site, walk) in self.ways_back(site, from, walk) {
            self.trace(search, &site, &walk, steps - 1);
        }
        if let Some(otherwise) = otherwise.filter(|_| search.made.len() == before) {
            return self.trace(search, &otherwise, walk, steps - 1);
        }
        let is_left = search.made.len() == before && is_given_by_object(site);
        if is_left && self.reach_of(search, site) == Reach::Held {
            let held = given_by_object(self.around, site).unwrap_or_default();
            for (site, walk) in self.ways_back(site, held, walk) {
                self.trace(search, &site, &walk, steps - 1);
            }
        }
    }

    /// How far is looked for what an expression comes from.
    fn reach_of(&mut self, search: &mut Search, site: &Site) -> Reach {
        let is_object = matches!(site.kind(), Kind::Member { .. } | Kind::Call { .. });
        if !is_object || search.reach == Reach::Near {
            return search.reach;
        }
        if search.objects == 0 || self.others.objects >= ALL_OBJECTS {
            return Reach::Near;
        }
        search.objects -= 1;
        self.others.objects += 1;
        Reach::Held
    }

    /// Where a value comes from, each with the way that is gone there; what is of another way is left out.
    fn ways_back(&self, site: &Site, from: Sources, walk: &Walk) -> Vec<(Site, Walk)> {
        let choice = |module: &Rc<Module>, function: ScopeId| {
            Resolver::new(self.around).choice(module, ("call of", function))
        };
        // The function was come into by a call: that one tells what it gets.
        if let (Some((module, function, _)), Some(index)) = (&from.given, from.parameter)
            && let Some(found) = came_by(walk, module, *function, index)
        {
            return vec![found];
        }
        let mut walk = walk.clone();
        walk = walk.entering(from.frame);
        let mut entered = None;
        if let Some((module, function)) = from.returned {
            let which = self.which_call(site, &module, function);
            entered = which.map(|which| Choice { of: choice(&module, function), which });
            if let Kind::Call { arguments, .. } = site.kind() {
                let (arguments, caller) = (arguments.clone(), Rc::clone(&site.module));
                walk = walk.entering(Some(Frame { function, module, arguments, caller }));
            }
        }
        let several = from.given.filter(|(_, _, which)| which.iter().any(|which| *which > 0));
        let of = several.map(|(module, function, which)| (choice(&module, function), which));
        // Each element of a list has its turn.
        let of = of.or_else(|| {
            let list = from.element_of.filter(|_| from.sites.len() > 1)?;
            let of = Resolver::new(self.around).choice(&list.module, ("element of", list.id));
            Some((of, (0..from.sites.len()).collect()))
        });
        let ways = from.sites.into_iter().take(24).enumerate().map(|(at, site)| {
            let one = of
                .as_ref()
                .and_then(|(of, which)| Some(Choice { of: *of, which: *which.get(at)? }));
            (site, one.or(entered))
        });
        ways.filter(|(_, one)| one.is_none_or(|one| go_together(&[one], &walk.path)))
            .map(|(site, one)| (site, walk.taking(one)))
            .collect()
    }

    /// Which of the calls of a function one is, by what it gives; `None` where it is the only one, or gives nothing.
    fn which_call(&self, call: &Site, module: &Rc<Module>, function: ScopeId) -> Option<usize> {
        let Kind::Call { arguments, .. } = call.kind() else { return None };
        let skipped = receivers(module, function);
        let parameters = module.scopes[function].parameters.iter().enumerate().skip(skipped);
        parameters.take(PARAMETERS).find_map(|(index, parameter)| {
            let given = argument(arguments, index - skipped, &parameter.name)?;
            let calls = calls_of_parameter(self.around, module, function, index);
            let is_it = |one: &Option<Site>| {
                one.as_ref()
                    .is_some_and(|one| one.id == given && Rc::ptr_eq(&one.module, &call.module))
            };
            let which = calls.iter().position(|(_, site)| is_it(site))?;
            (calls.len() > 1).then_some(which)
        })
    }

    /// The keys that fit which a call makes.
    pub(super) fn made_by(&mut self, search: &mut Search, site: &Site, walk: &Walk) -> Vec<Made> {
        let all = self.said_on(site, walk);
        let step = Step {
            path: site.module.path.clone(),
            line: site.place().line,
            what: "the key is made".to_owned(),
            choice: None,
        };
        let of_path: Vec<&Said> =
            all.iter().filter(|(_, own)| go_together(own, &walk.path)).collect();
        let ways = of_path.len();
        let made = of_path.into_iter().filter_map(|(parts, own)| {
            Some(Made {
                known: known(parts, &search.kin)?,
                step: step.clone(),
                is_key: makes_key(parts),
                at: site.id,
                path: walk.path.iter().chain(own).copied().collect(),
            })
        });
        let made: Vec<Made> = made.collect();
        search.is_open |= !made.is_empty() && made.len() < ways;
        made
    }

    /// What is said of the uses that a call is, as they are for the calls that were followed to it.
    fn said_on(&mut self, site: &Site, walk: &Walk) -> Vec<Said> {
        let plain = self.said_at(site);
        let gives = walk.frames.iter().any(|frame| !frame.arguments.is_empty());
        if plain.is_empty() || !gives || self.inside.is_some() || self.others.depth >= DEPTH {
            return plain;
        }
        let of = |kind| {
            let scopes = site.module.scopes_from(site.module.nodes[site.id].scope);
            scopes.filter(|scope| site.module.scopes[*scope].kind == kind).last()
        };
        let Some(inside) = of(ScopeKind::Function).or_else(|| of(ScopeKind::Type)) else {
            return plain;
        };
        let key = (site.module.path.clone(), inside, walk.calls());
        let known = self.others.called.get(&key).map(Rc::clone);
        let framed = match known {
            Some(known) => known,
            None if self.others.called.len() < CALLED => {
                let frames = walk.frames.clone();
                let mut other = Analysis::new(&site.module, self.rules, self.open, self.around);
                other.inside = Some((inside, frames));
                other.others.depth = self.others.depth + 1;
                other.collect();
                other.makers();
                let found = Rc::new(other.said());
                self.others.called.insert(key, Rc::clone(&found));
                found
            }
            None => return plain,
        };
        // What is told only where no call is followed is told by another way.
        let is_told = |all: &[Said]| {
            all.iter().any(|(parts, _)| parts.bits.is_some() || !parts.curve.is_empty())
        };
        match framed.get(&site.id) {
            Some(framed) if is_told(framed) || !is_told(&plain) || walk.is_exact => framed.clone(),
            None if walk.is_exact => Vec::new(),
            _ => plain,
        }
    }

    /// What is said of the uses that a call is.
    fn said_at(&mut self, site: &Site) -> Vec<Said> {
        if !Rc::ptr_eq(&site.module, self.module) {
            return self.foreign(&site.module).get(&site.id).cloned().unwrap_or_default();
        }
        let indices = self.of.get(&site.id).into_iter().flatten();
        let uses = indices.map(|index| &self.uses[*index].0);
        uses.map(|use_| (use_.parts.clone(), choices(&use_.steps))).collect()
    }

    /// The parts of the uses that a call is.
    pub(super) fn parts_at(&mut self, site: &Site) -> Vec<Parts> {
        self.said_at(site).into_iter().map(|(parts, _)| parts).collect()
    }

    /// What is said of all uses.
    fn said(self) -> Foreign {
        let mut found = Foreign::default();
        for (use_, _) in self.uses {
            found.entry(use_.id).or_default().push((use_.parts, choices(&use_.steps)));
        }
        found
    }

    /// Uses of another file, without what this step would add to them.
    fn foreign(&mut self, module: &Rc<Module>) -> Rc<Foreign> {
        if let Some(known) = self.others.files.get(&module.path) {
            return Rc::clone(known);
        }
        let mut found = Foreign::default();
        if self.others.files.len() < FILES && self.others.depth < DEPTH {
            let mut other = Analysis::new(module, self.rules, self.open, self.around);
            other.others.depth = self.others.depth + 1;
            other.collect();
            other.makers();
            found = other.said();
        }
        let found = Rc::new(found);
        self.others.files.insert(module.path.clone(), Rc::clone(&found));
        found
    }
}
