//! What later calls and assignments on the same object say of a use.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::{Analysis, USES, is_covered};
use crate::detect::code::describe;
use crate::detect::code::names::bindings;
use crate::detect::code::packs::then_names;
use crate::detect::code::part::{Called, at, holds};
use crate::detect::code::resolve::Resolver;
use crate::detect::code::rule::{Pack, Part, Rule, Says, Taken};
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeId, ScopeKind};
use crate::detect::code::value::{Value, go_together};
use crate::detect::code::ways::{Way, parts_of, subclass_of, ways};
use crate::model::Primitive;

/// Expressions before an argument that may be parts of it.
const NEAR: usize = 100;

impl Analysis<'_> {
    /// What later calls and assignments on the same object say.
    pub(super) fn later(&mut self) {
        let made = self.made();
        // What says a part of another use is none of its own, so nothing is said of it.
        let taken = self.ranges(self.taken.iter());
        for (subject, used, arguments, name) in self.later_calls() {
            let at = self.module.nodes[used].place.start;
            let mut uses: Vec<usize> = self
                .origins(subject, at, 6)
                .iter()
                .filter_map(|origin| self.of.get(origin))
                .flatten()
                .copied()
                .filter(|index| self.rule(*index).product.is_none())
                .collect();
            if let Some(variable) = self.variable(subject) {
                let made_at = |index: usize| self.module.nodes[self.uses[index].0.id].place.start;
                let before = |index: &&usize| made_at(**index) <= at;
                uses.extend(made.get(&variable).into_iter().flatten().filter(before));
            }
            for index in uses {
                if is_covered(&taken, self.module.nodes[self.uses[index].0.id].place) {
                    continue;
                }
                self.say(index, &name, used, &arguments);
            }
        }
    }

    pub(super) fn rule(&self, index: usize) -> &Rule {
        self.rules.at(self.uses[index].1).1
    }

    /// Uses that make an object where an argument points, by the variable that the argument is.
    pub(super) fn made(&self) -> HashMap<(ScopeId, String), Vec<usize>> {
        let mut made: HashMap<(ScopeId, String), Vec<usize>> = HashMap::default();
        for (index, (use_, _)) in self.uses.iter().enumerate() {
            let Some(product) = self.rule(index).product else { continue };
            if let Kind::Call { arguments, .. } = &self.module.nodes[use_.id].kind
                && let Some(variable) =
                    arguments.get(product).and_then(|argument| self.variable(argument.value))
            {
                made.entry(variable).or_default().push(index);
            }
        }
        made
    }

    /// Lets what a rule says of later calls called `name` complete a use.
    pub(super) fn say(&mut self, index: usize, name: &str, used: Id, arguments: &[Argument]) {
        let rules = self.rules;
        let (pack, rule) = rules.at(self.uses[index].1);
        for then in rule.then.iter().filter(|then| then_names(then).any(|known| known == name)) {
            let site = self.site(used);
            let called = Called { site: &site, arguments, names: &[] };
            let mut resolver = self.resolver();
            if holds(&mut resolver, &called, &then.when, &mut Vec::new()) {
                self.parameters_of(&mut resolver, &called, &then.says);
                let known = self.uses.len();
                self.add(index, pack, &then.says, &mut resolver, &called);
                let made = self.uses[index].0.id;
                // What gets a padding by its key alone is no use of the padding.
                let is_apart = rule.product.is_some() && self.is_told_by_key(index);
                if used != made && !is_apart && self.is_same_function(made, used) {
                    self.joined.push(used);
                }
                // A member is made where it is declared, and its key where a function sets it.
                let scope = self.module.nodes[made].scope;
                let is_member = self.module.scopes[scope].kind == ScopeKind::Type;
                if then.stands && (is_member || self.is_same_function(made, used)) {
                    let parted = known..self.uses.len();
                    parted.chain([index]).for_each(|one| self.stand_at(one, used));
                }
            }
        }
    }

    /// Whether only the key of a use tells what it is: it signs or verifies, and says a digest or nothing.
    pub(super) fn is_told_by_key(&self, index: usize) -> bool {
        let algorithm = describe::algorithm(&self.uses[index].0.parts);
        algorithm.name == describe::INDETERMINATE || algorithm.primitive == Primitive::Hash
    }

    /// Lets a use stand at the first of the later calls that it is made for.
    fn stand_at(&mut self, index: usize, used: Id) {
        let made = self.module.nodes[self.uses[index].0.id].place;
        let place = &mut self.uses[index].0.place;
        let is_moved = place.start < made.start || made.end <= place.start;
        if let Kind::Call { callee, .. } = self.module.nodes[used].kind
            && !is_moved
        {
            *place = self.module.nodes[callee].place;
        }
    }

    /// What only makes parameters of an object, among the arguments of a call on it, is no use of its own.
    fn parameters_of(&mut self, resolver: &mut Resolver<'_>, called: &Called<'_>, says: &Says) {
        for part in parts_of(says) {
            let Some(Taken { argument: Some(position), .. }) = part.taken() else { continue };
            let Some(site) = at(called, position) else { continue };
            let mut whole = vec![site.id];
            let range = self.module.nodes[site.id].place;
            let is_inside = |id: &Id| {
                let node = &self.module.nodes[*id];
                matches!(node.kind, Kind::Name(_))
                    && range.start <= node.place.start
                    && node.place.end <= range.end
            };
            // Children stand before their parents.
            let names: Vec<Id> =
                (site.id.saturating_sub(NEAR)..site.id).filter(is_inside).take(12).collect();
            let within = names.into_iter().map(|id| self.site(id)).chain([site]);
            for candidate in within.flat_map(|site| resolver.resolve(&site).candidates) {
                if let Value::Made(made) = candidate.value
                    && Rc::ptr_eq(&made.module, self.module)
                {
                    whole.push(made.id);
                }
            }
            for id in whole {
                let range = self.module.nodes[id].place;
                let is_parameter = |inner: &Id| {
                    let place = self.module.nodes[*inner].place;
                    let uses = self.of.get(inner).map(Vec::as_slice).unwrap_or_default();
                    !uses.is_empty()
                        && range.start <= place.start
                        && place.end <= range.end
                        && uses.iter().all(|index| self.rule(*index).operation)
                };
                let near = id.saturating_sub(NEAR)..=id;
                let inside: Vec<Id> = near.filter(is_parameter).collect();
                self.taken.extend(inside);
            }
        }
    }

    /// Calls and assignments that some use's rule waits for: the object, the expression, its arguments, its name.
    pub(super) fn later_calls(&self) -> Vec<(Id, Id, Vec<Argument>, String)> {
        let mut all = Vec::new();
        let mut waits: BTreeSet<(&str, Option<usize>)> = BTreeSet::new();
        for index in 0..self.uses.len() {
            for then in &self.rule(index).then {
                waits.extend(then.method.iter().map(|name| (name.as_str(), None)));
                waits.extend(then.call.iter().map(|name| (name.as_str(), Some(then.subject))));
            }
        }
        for (name, subject) in waits {
            for id in self.module.calls_of(name) {
                let Kind::Call { callee, arguments } = &self.module.nodes[*id].kind else {
                    continue;
                };
                let object = match (subject, &self.module.nodes[*callee].kind) {
                    (Some(subject), _) => arguments.get(subject).map(|argument| argument.value),
                    (None, Kind::Member { of, .. }) => Some(*of),
                    _ => None,
                };
                let name = || name.to_owned();
                let object = object.filter(|_| self.is_wanted(*id));
                all.extend(object.map(|object| (object, *id, arguments.clone(), name())));
            }
        }
        let rules = (0..self.uses.len()).map(|index| self.rule(index));
        let set: BTreeSet<&String> =
            rules.flat_map(|rule| &rule.then).flat_map(then_names).collect();
        let mut settings: Vec<_> =
            set.into_iter().flat_map(|name| self.module.settings_of(name)).collect();
        settings.sort_by_key(|setting| setting.target);
        for setting in settings {
            if let Kind::Member { of, name } = &self.module.nodes[setting.target].kind {
                let argument = Argument { name: None, value: setting.value };
                all.push((*of, setting.value, vec![argument], name.clone()));
            }
        }
        all
    }

    /// The variable that an expression is, with the scope that it belongs to.
    pub(super) fn variable(&self, id: Id) -> Option<(ScopeId, String)> {
        let node = &self.module.nodes[id];
        match &node.kind {
            Kind::Name(name) => {
                let scope =
                    bindings(self.module, node.scope, name).first().map(|binding| binding.scope);
                Some((scope.unwrap_or(node.scope), name.clone()))
            }
            Kind::Member { of, name } => {
                let (scope, object) = self.variable(*of)?;
                Some((scope, format!("{object}.{name}")))
            }
            _ => None,
        }
    }

    /// Spends one step of what following objects may cost in this file; false where nothing is left.
    fn spend(&self) -> bool {
        let left = self.effort.get().checked_sub(1);
        self.effort.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The calls that an object may come from, seen from byte `at`.
    pub(super) fn origins(&self, id: Id, at: usize, left: usize) -> Vec<Id> {
        if left == 0 || !self.spend() {
            return Vec::new();
        }
        let node = &self.module.nodes[id];
        match &node.kind {
            Kind::Call { callee, arguments } => {
                let mut all = vec![id];
                match (&self.module.nodes[*callee].kind, arguments.first()) {
                    (Kind::Member { of, .. }, _) => all.extend(self.origins(*of, at, left - 1)),
                    // A context of C is one of what it is made for.
                    (Kind::Name(name), Some(first)) if name.ends_with("_CTX_new") => {
                        all.extend(self.origins(first.value, at, left - 1));
                    }
                    _ => {}
                }
                all
            }
            Kind::Name(name) => match self.passed_as(node.scope, name) {
                Some((argument, at)) => self.origins(argument, at, left - 1),
                None => {
                    let at = at.min(node.place.start);
                    self.origins_of_name(node.scope, name, at, left)
                }
            },
            Kind::Member { of, name } => {
                let own = self.around.language().own;
                let held = self.origins_of_member(id, at, left);
                if !held.is_empty() {
                    return held;
                }
                let is_own = matches!(&self.module.nodes[*of].kind, Kind::Name(object) if own.contains(&object.as_str()));
                match self.module.enclosing(node.scope, ScopeKind::Type) {
                    Some(class) if is_own => self.origins_of_name(class, name, usize::MAX, left),
                    _ => Vec::new(),
                }
            }
            Kind::Choice(all) => {
                all.iter().flat_map(|id| self.origins(*id, at, left - 1)).collect()
            }
            // What a function gives, taken apart.
            Kind::Index { of, key }
                if matches!(self.module.nodes[*key].kind, Kind::Number(_))
                    && matches!(self.module.nodes[*of].kind, Kind::Call { .. }) =>
            {
                self.origins(*of, at, left - 1)
            }
            _ => Vec::new(),
        }
    }

    /// The argument that a parameter is in the only call of its function, and where.
    fn passed_as(&self, scope: ScopeId, name: &str) -> Option<(Id, usize)> {
        if !bindings(self.module, scope, name).is_empty() {
            return None;
        }
        let function = self.module.enclosing(scope, ScopeKind::Function)?;
        let function = &self.module.scopes[function];
        let index = function.parameters.iter().position(|parameter| parameter.name == name)?;
        let [call] = self.module.calls_of(&function.name) else { return None };
        let Kind::Call { arguments, .. } = &self.module.nodes[*call].kind else { return None };
        let argument = super::super::resolve::argument(arguments, index, name)?;
        Some((argument, self.module.nodes[*call].place.start))
    }

    /// The calls that a member of a variable was assigned from, the last one before byte `at`.
    pub(super) fn origins_of_member(&self, id: Id, at: usize, left: usize) -> Vec<Id> {
        let Some(variable) = self.variable(id) else { return Vec::new() };
        let Kind::Member { name, .. } = &self.module.nodes[id].kind else { return Vec::new() };
        let mut before = self.module.settings_until(name, at).rev().take_while(|_| self.spend());
        let last = before.find(|one| self.variable(one.target).as_ref() == Some(&variable));
        last.map(|setting| self.origins(setting.value, at, left - 1)).unwrap_or_default()
    }

    pub(super) fn origins_of_name(
        &self,
        scope: ScopeId,
        name: &str,
        at: usize,
        left: usize,
    ) -> Vec<Id> {
        let bound = bindings(self.module, scope, name);
        let in_function = bound
            .first()
            .is_some_and(|one| self.module.scopes[one.scope].kind == ScopeKind::Function);
        if in_function {
            // The last assignment before is the one that counts.
            let before = bound.before(at.saturating_add(1));
            let mut before = before.iter().rev().filter(|one| !self.module.is_within(one, at));
            let last = before.find_map(|binding| binding.value);
            return last.map(|value| self.origins(value, at, left - 1)).unwrap_or_default();
        }
        let valued = bound.iter().filter_map(|binding| binding.value);
        let valued = valued.take_while(|_| self.spend());
        valued.flat_map(|value| self.origins(value, usize::MAX, left - 1)).collect()
    }

    /// Keeps the ways that go together with what is known of a use; of several that do, each is a use of its own.
    fn part_ways(&mut self, index: usize, ways: &mut Vec<Way>) {
        let before = &self.uses[index].0.steps;
        let chosen = |way: &Way| {
            let steps = way.steps.iter().map(|came| &came.step);
            go_together(steps, before.iter().map(|came| &came.step))
        };
        if ways.iter().any(chosen) {
            ways.retain(chosen);
        }
        // Each of several calls, branches or rows is a use of its own.
        let is_one = |way: &Way| {
            way.missing.is_none() && way.steps.iter().any(|came| came.step.choice.is_some())
        };
        if ways.len() > 1 && ways.iter().all(is_one) {
            for way in ways.drain(1..) {
                self.split(index, way);
            }
        }
    }

    /// Another use at the same place, of which a later call says something else.
    fn split(&mut self, index: usize, way: Way) {
        if self.uses.len() >= USES {
            return;
        }
        let (mut use_, place) = self.uses[index].clone();
        use_.parts.complete(way.parts);
        use_.steps.extend(way.steps);
        use_.one_of_many = true;
        self.uses[index].0.one_of_many = true;
        self.of.entry(use_.id).or_default().push(self.uses.len());
        self.uses.push((use_, place));
    }

    pub(super) fn add(
        &mut self,
        index: usize,
        pack: &Pack,
        says: &Says,
        resolver: &mut Resolver<'_>,
        called: &Called<'_>,
    ) {
        let mut ways = ways(resolver, pack, says, called, &[]);
        // A value of a subclass belongs to the use of that subclass.
        let own = subclass_of(&self.uses[index].0.steps).map(str::to_owned);
        let is_own = |way: &Way| subclass_of(&way.steps) == own.as_deref();
        // What a class leaves to those below it is a use of each.
        let is_told = |way: &Way| way.missing.is_none();
        let has_heirs = own.is_none() && ways.iter().any(|way| subclass_of(&way.steps).is_some());
        if has_heirs && ways.iter().all(is_told) {
            ways.sort_by_key(|way| subclass_of(&way.steps).is_some());
            for way in ways.drain(1..) {
                self.split(index, way);
            }
        } else if ways.iter().any(is_own) {
            ways.retain(is_own);
        } else {
            ways.retain(|way| own.is_none() || subclass_of(&way.steps).is_none());
        }
        if ways.len() > 1 {
            self.part_ways(index, &mut ways);
        }
        // Of several values the one that is set last counts, not the one that holds until then.
        let known = ways.iter().rposition(|way| way.missing.is_none());
        let at = known.unwrap_or(ways.len().saturating_sub(1));
        if at >= ways.len() {
            return;
        }
        let way = ways.swap_remove(at);
        let use_ = &mut self.uses[index].0;
        // A size that is set to what is not known is not that which holds without.
        let is_taken = matches!(says.bits, Some(Part::Taken(_)));
        if way.missing.is_some() && is_taken && way.parts.bits.is_none() {
            use_.parts.bits = None;
            use_.missing = use_.missing.take().or(way.missing);
        }
        // What a later call says is not what holds without that call.
        if says.algorithm.is_some() && !way.parts.algorithm.is_empty() {
            use_.parts.algorithm.clear();
        }
        use_.parts.complete(way.parts);
        use_.steps.extend(way.steps);
    }
}
