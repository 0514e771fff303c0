//! Rules over a module: which calls are uses of cryptography, and of what.

mod applied;
mod callee;
mod calls;
mod covered;
mod elsewhere;
mod files;
mod flow;
mod generic;
mod handed;
mod held_function;
mod keys;
mod kinds;
mod later;
mod misuse;
mod operations;
mod reference;
mod standing;
mod trace;

use foldhash::{HashMap, HashSet};
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use covered::is_covered;
use operations::{function_name, is_method_of};

use super::describe::Parts;
use super::names::{is_itself, qualified};
use super::names_secret;
use super::packs::{Place, Rules, library};
use super::part::{Called, holds};
use super::resolve::{Frame, Resolver};
use super::rule::{Part, Position, Rule, Says, Taken};
use super::surroundings::Surroundings;
use super::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use super::value::{Site, Step, Value};
use super::ways::{PartStep, Way, parts_of, ways};
use crate::model::CryptoFunction;

/// One use of cryptography in a file.
#[derive(Clone, Debug)]
pub struct Use {
    /// The rule that saw it.
    pub rule: String,
    /// The library.
    pub library: String,
    /// What was called.
    pub symbol: String,
    /// The function around it; empty outside of any.
    pub function: String,
    /// What it is.
    pub parts: Parts,
    /// How the values came there.
    pub steps: Vec<PartStep>,
    /// What would have to be known to tell the algorithm.
    pub missing: Option<String>,
    /// Whether several values are possible.
    pub one_of_many: bool,
    /// The expression.
    pub id: Id,
    /// Where the name stands that was called.
    pub place: super::syntax::Place,
    /// Whether it is in code that the text itself marks as a test.
    pub is_test: bool,
    /// The rules by which something is wrong about it.
    pub misuses: Vec<String>,
}

/// Uses of one file.
const USES: usize = 20_000;
/// Steps that following objects may take in one file.
const EFFORT: usize = 1_000_000;

/// Finds the uses in a module.
pub fn uses(
    module: &Rc<Module>,
    rules: &Rules,
    open: &[bool],
    around: &Surroundings<'_>,
) -> Vec<Use> {
    let mut analysis = Analysis::new(module, rules, open, around);
    analysis.collect();
    analysis.keys_made_elsewhere();
    analysis.misuses();
    analysis.drop_operations();
    analysis.finish()
}

struct Analysis<'a> {
    module: &'a Rc<Module>,
    rules: &'a Rules,
    open: &'a [bool],
    around: &'a Surroundings<'a>,
    uses: Vec<(Use, Place)>,
    /// Uses by the expression that made them.
    of: HashMap<Id, Vec<usize>>,
    /// Expressions that say a part of another use.
    taken: Vec<Id>,
    /// Calls that say more about another use.
    joined: Vec<Id>,
    /// Uses whose algorithm is what a call elsewhere in the file gives.
    relayed: Vec<(Id, Vec<Id>)>,
    /// While the rules of one call are asked, the ways of its values that some told of, where others are not theirs.
    told: Option<Vec<Vec<Step>>>,
    /// Uses of other files, and of other calls, that were looked at.
    others: trace::Others,
    /// Calls that are being looked into, and the function or type whose uses are wanted.
    inside: Option<(ScopeId, Vec<Frame>)>,
    /// Files that commands of a shell write.
    written: Option<Rc<Vec<files::Written>>>,
    /// Functions of a shell that ask for words which they get.
    asking: Option<HashSet<ScopeId>>,
    /// The calls of a shell's functions through which its commands are looked at.
    came_by: Option<calls::CameBy>,
    /// Functions of libraries that headers of C call by names with small letters.
    renamed: OnceCell<HashMap<String, String>>,
    /// Steps that following objects may still take.
    effort: Cell<usize>,
}

impl<'a> Analysis<'a> {
    fn new(
        module: &'a Rc<Module>,
        rules: &'a Rules,
        open: &'a [bool],
        around: &'a Surroundings<'a>,
    ) -> Self {
        Self {
            module,
            rules,
            open,
            around,
            uses: Vec::new(),
            of: HashMap::default(),
            taken: Vec::new(),
            joined: Vec::new(),
            relayed: Vec::new(),
            told: None,
            others: trace::Others::default(),
            inside: None,
            written: None,
            asking: None,
            came_by: None,
            renamed: OnceCell::new(),
            effort: Cell::new(EFFORT),
        }
    }
}

impl Analysis<'_> {
    /// Finds the uses, and what later calls say of them.
    fn collect(&mut self) {
        for id in self.module.calls() {
            if self.uses.len() < USES && self.is_wanted(id) && !self.by_each_call(id) {
                self.call(id);
            }
        }
        if self.inside.is_some() {
            return self.later();
        }
        self.assignments();
        self.mentions();
        self.references();
        self.keys();
        self.later();
        self.later_in_handed();
    }

    fn site(&self, id: Id) -> Site {
        Site { module: Rc::clone(self.module), id }
    }

    fn call(&mut self, id: Id) {
        let Kind::Call { callee, arguments } = &self.module.nodes[id].kind else { return };
        if self.call_of_a_value(id, *callee, arguments)
            || self.call_in_template(id, *callee, arguments)
            || self.call_of_type(id, *callee, arguments)
        {
            return;
        }
        let Some(last) = self.module.called(id) else { return };
        let mut by_call: Vec<Place> = self.rules.calls(last, self.open).collect();
        // What is imported or bound under another name is looked up by the name that it has there.
        if matches!(self.module.nodes[*callee].kind, Kind::Name(_))
            && !is_itself(self.module, *callee)
        {
            let names = qualified(self.module, *callee);
            let others = names
                .iter()
                .filter_map(|name| name.rsplit('.').next())
                .filter(|other| *other != last);
            for other in others {
                by_call.extend(self.rules.calls(other, self.open));
            }
        }
        if let Kind::Name(name) = &self.module.nodes[*callee].kind
            && self.module.scopes_named(name, ScopeKind::Function).next().is_none()
            // A structure of C that a member is declared as is no function.
            && !name.ends_with("_context")
        {
            let of_library = self.rules.functions(name, 0);
            by_call.extend(of_library.into_iter().filter(|(pack, _)| self.open[*pack]));
        }
        let declared = self.declared_elsewhere(id, last);
        let included = self.included(*callee, last, by_call.is_empty());
        for other in declared.iter().chain(&included).filter_map(|name| name.rsplit('.').next()) {
            by_call.extend(self.rules.calls(other, self.open));
        }
        let by_method: Vec<Place> =
            self.rules.methods(last).filter(|(pack, _)| self.open[*pack]).collect();
        if by_call.is_empty() && by_method.is_empty() {
            return self.hands_on(id, last, arguments);
        }
        let mut names = qualified(self.module, *callee).to_vec();
        if !declared.is_empty() {
            names = declared;
        }
        names.extend(included);
        let (callee, arguments) = (*callee, self.spread(arguments));
        if self.is_on_choice(callee) && self.call_on_a_value(id, callee, last, &arguments) {
            return;
        }
        let named = |name: &String| -> bool {
            library(name).is_some()
                || names.iter().any(|own| {
                    name.strip_suffix('*').map_or(own == name, |prefix| own.starts_with(prefix))
                })
        };
        let rule = by_call
            .into_iter()
            .filter(|place| self.rules.at(*place).1.call.iter().any(named))
            .chain(
                by_method
                    .into_iter()
                    .filter(|place| is_method_of(&self.rules.at(*place).1.of, &names)),
            );
        let mut found = false;
        self.told = Some(Vec::new());
        for place in rule {
            let (also, told) = (self.rules.at(place).1.also, self.told.as_ref().map(Vec::len));
            // The functions of a library go by their own names, whatever a macro makes of them.
            let of_library = self.rules.at(place).1.call.iter().any(|name| library(name).is_some());
            let own = of_library.then(|| [last.to_owned()]);
            let names = own.as_ref().map_or(names.as_slice(), |own| own);
            if self.apply(id, callee, &arguments, names, place) {
                found = true;
                // What is left of the values may be of another rule.
                if !also && self.told.as_ref().map(Vec::len) == told {
                    break;
                }
            }
        }
        self.told = None;
        if !found && !self.call_on_a_value(id, callee, last, &arguments) && last == "call_user_func"
        {
            self.hands_on(id, last, &arguments);
        }
    }

    /// Notes the uses that a rule sees in a call; false when its conditions do not hold.
    fn apply(
        &mut self,
        id: Id,
        callee: Id,
        arguments: &[Argument],
        names: &[String],
        place: Place,
    ) -> bool {
        let rules = self.rules;
        let (pack, rule) = rules.at(place);
        if !rule.purpose.is_empty() && !self.is_for(id, &rule.purpose) {
            return false;
        }
        let site = self.site(id);
        // Of several readings of a name, the one that the rule means is first.
        let mut names = names.to_vec();
        let is_meant = |name: &String| {
            rule.call.iter().any(|call| match call.strip_suffix('*') {
                Some(start) => !start.is_empty() && name.starts_with(start),
                None => call == name,
            }) || is_method_of(&rule.of, std::slice::from_ref(name))
        };
        if let Some(meant) = names.iter().position(is_meant) {
            names.swap(0, meant);
        }
        let called = Called { site: &site, arguments, names: &names };
        let (mut resolver, mut met) = (self.resolver(), Vec::new());
        if rule.secret && !names_secret::is_for_secret(self.module, id)
            || !holds(&mut resolver, &called, &rule.when, &mut met)
        {
            return false;
        }
        if rule.nothing {
            self.consume(&called, rule);
            return true;
        }
        let mut ways = ways(&mut resolver, pack, &rule.says, &called, &met);
        if !self.left_by_others(&mut ways, met) {
            return false;
        }
        self.note_call(&mut ways);
        let symbol = names.first().cloned().unwrap_or_default();
        self.consume(&called, rule);
        self.relay(&mut resolver, &called, &rule.says);
        let stands = self.module.nodes[self.standing(&called, rule, callee)].place;
        let one_of_many = ways.iter().any(|way| way.parts != ways[0].parts);
        for way in ways {
            self.of.entry(id).or_default().push(self.uses.len());
            let use_ = Use {
                rule: rule.id.clone(),
                library: pack.library.clone(),
                symbol: symbol.clone(),
                function: function_name(self.module, self.module.nodes[id].scope),
                parts: way.parts,
                steps: way.steps,
                missing: way.missing,
                one_of_many,
                id,
                place: stands,
                is_test: self.module.is_test(stands.start),
                misuses: Vec::new(),
            };
            self.uses.push((use_, place));
        }
        true
    }

    /// Calls inside an argument that a part was taken from are no uses of their own.
    fn consume(&mut self, called: &Called<'_>, rule: &Rule) {
        let made_of = rule.takes.iter().filter_map(|index| called.arguments.get(*index));
        let made_of: Vec<Id> = made_of.map(|argument| argument.value).collect();
        made_of.into_iter().for_each(|id| self.take(id));
        for part in parts_of(&rule.says) {
            let Some(Taken { argument: Some(position), .. }) = part.taken() else { continue };
            if let Some(site) = super::part::at(called, position) {
                self.taken.push(site.id);
            }
        }
    }

    /// What a variable brings from another call: an algorithm is the use of that call, any other part is of this one.
    fn relay(&mut self, resolver: &mut Resolver<'_>, called: &Called<'_>, says: &Says) {
        for part in parts_of(says) {
            let Some(Taken { argument: Some(position), field, .. }) = part.taken() else {
                continue;
            };
            let Some(site) = super::part::at(called, position) else { continue };
            let kind = &self.module.nodes[site.id].kind;
            if !matches!(kind, Kind::Name(_) | Kind::Member { .. }) {
                self.take_given(resolver, (called.site.id, &site), says.algorithm.as_ref(), part);
                continue;
            }
            let made: Vec<Id> = resolver
                .resolve(&site)
                .candidates
                .into_iter()
                .filter_map(|candidate| match candidate.value {
                    Value::Made(made) if Rc::ptr_eq(&made.module, self.module) => {
                        (!self.module.is_in_macro(made.id)).then_some(made.id)
                    }
                    _ => None,
                })
                .collect();
            // A digest that a signature takes is a part of it.
            let signs = says
                .functions
                .iter()
                .any(|function| matches!(function, CryptoFunction::Sign | CryptoFunction::Verify));
            let is_algorithm =
                says.algorithm.as_ref().is_some_and(|own| std::ptr::eq(own, part)) && !signs;
            if is_algorithm && !made.is_empty() && field.is_none() {
                self.relayed.push((called.site.id, made));
            } else {
                // What only names an algorithm is a part; an object that works by itself stays a use.
                let names_one = |id: &Id| {
                    self.of
                        .get(id)
                        .is_some_and(|all| all.iter().all(|index| self.rule(*index).operation))
                };
                let parts: Vec<Id> = made.into_iter().filter(names_one).collect();
                self.taken.extend(parts);
            }
        }
    }

    /// Whether the function around, or what the value goes to, has one of the words in its name.
    fn is_for(&self, id: Id, words: &[String]) -> bool {
        let node = &self.module.nodes[id];
        let has = |name: &str| super::names::words(name).any(|word| words.contains(&word));
        let before = self.module.bindings.partition_point(|binding| binding.at <= node.place.start);
        let goes_to =
            self.module.bindings[before.saturating_sub(8)..before].iter().any(|binding| {
                binding.value.is_some_and(|value| {
                    let value = self.module.nodes[value].place;
                    value.start <= node.place.start
                        && node.place.end <= value.end
                        && has(&binding.name)
                })
            });
        goes_to
            || self.module.scopes_from(node.scope).any(|scope| {
                let scope = &self.module.scopes[scope];
                scope.kind == ScopeKind::Function && has(&scope.name)
            })
    }

    fn finish(self) -> Vec<Use> {
        let relayed: HashSet<Id> = self
            .relayed
            .iter()
            .filter(|(_, made)| made.iter().all(|id| self.of.contains_key(id)))
            .map(|(id, _)| *id)
            .collect();
        let taken = self.ranges(self.taken.iter());
        let Self { module, rules, uses, joined, .. } = self;
        let joined: HashSet<Id> = joined.into_iter().collect();
        // An assignment that completes another use is told by its value.
        let set: HashMap<Id, Id> =
            module.settings.iter().map(|one| (one.target, one.value)).collect();
        let told = |(use_, place): &(Use, Place)| {
            let is_joined = |id: &Id| joined.contains(id);
            let told = is_joined(&use_.id)
                || set.get(&use_.id).is_some_and(is_joined)
                || relayed.contains(&use_.id);
            told && rules.at(*place).1.operation
        };
        let mut kept: Vec<Use> = uses
            .into_iter()
            .filter(|one| !told(one))
            .filter(|(use_, place)| {
                !rules.at(*place).1.key.is_empty()
                    || !is_covered(&taken, module.nodes[use_.id].place)
            })
            .map(|(use_, _)| use_)
            .collect();
        kept.sort_by_key(|use_| (use_.place.start, use_.place.end));
        operations::distinct(kept)
    }
}
