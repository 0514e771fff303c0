//! Elements that a condition picks out of a list, and the largest and smallest of several numbers.

use std::rc::Rc;

use super::guard::{is_assumed, same};
use super::table::is_table;
use super::{Frame, Resolver, parameter};
use crate::detect::code::lower::TAKES_MANY;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, SPREAD, ScopeId};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site, Value};

/// Methods that give the first, or the last, element of which a function says that it is meant.
const FINDING: &[&str] = &[
    "find",
    "firstWhere",
    "first",
    "firstOrNull",
    "First",
    "FirstOrDefault",
    "Single",
    "SingleOrDefault",
    "single",
    "singleOrNull",
    "singleWhere",
    "detect",
    "firstWhereOrNull",
];
const FINDING_LAST: &[&str] =
    &["last", "lastWhere", "lastOrNull", "Last", "LastOrDefault", "findLast"];
/// Methods that give those elements of which a function says that they are meant, and those that leave them out.
const KEEPING: &[&str] =
    &["filter", "Where", "where", "select", "takeWhile", "filterNot", "reject"];
/// What gives the first or last of those.
const FIRST: &[&str] = &[
    "findFirst",
    "findAny",
    "head",
    "headOption",
    "first",
    "First",
    "FirstOrDefault",
    "firstOrNull",
    "next",
];
const LAST: &[&str] = &["last", "lastOption", "Last", "LastOrDefault", "lastOrNull"];
/// Elements of a list that are asked.
const ELEMENTS: usize = 16;

impl Resolver<'_> {
    /// `a == b`, `a > b`, `a && b` of values that are known.
    pub(in crate::detect::code) fn compared(
        &mut self,
        site: &Site,
        operator: &str,
        operands: &[Id],
    ) -> Resolved {
        let truth = match (operator, operands) {
            ("&&" | "and", _) => self.all_hold(site, operands, true),
            ("||" | "or", _) => self.all_hold(site, operands, false),
            (_, [left, right]) => self.relation(&site.at(*left), operator, &site.at(*right)),
            _ => None,
        };
        match truth {
            Some(truth) => Resolved::of(Value::Truth(truth)),
            None => Resolved::missing("a computed value"),
        }
    }

    /// Whether all are true, or for `wanted` false whether not all are false.
    fn all_hold(&mut self, site: &Site, operands: &[Id], wanted: bool) -> Option<bool> {
        let all: Vec<Option<bool>> = operands.iter().map(|id| self.truth(&site.at(*id))).collect();
        match () {
            () if all.contains(&Some(!wanted)) => Some(!wanted),
            () if all.iter().all(|one| *one == Some(wanted)) => Some(wanted),
            () => None,
        }
    }

    fn relation(&mut self, left: &Site, operator: &str, right: &Site) -> Option<bool> {
        let (left, right) = (self.resolve(left), self.resolve(right));
        let is_open = |one: &Resolved| {
            one.missing.is_some()
                || one.candidates.is_empty()
                || one.candidates.len() > ELEMENTS
                || one.candidates.iter().any(is_assumed)
        };
        if is_open(&left) || is_open(&right) {
            return None;
        }
        let pairs = left
            .candidates
            .iter()
            .flat_map(|one| right.candidates.iter().map(move |other| (one, other)));
        let mut each = pairs.map(|(one, other)| match (operator, &one.value, &other.value) {
            ("==" | "===", one, other) => same(one, other),
            ("!=" | "!==", one, other) => same(one, other).map(|equal| !equal),
            ("<", Value::Number(one), Value::Number(other)) => Some(one < other),
            ("<=", Value::Number(one), Value::Number(other)) => Some(one <= other),
            (">", Value::Number(one), Value::Number(other)) => Some(one > other),
            (">=", Value::Number(one), Value::Number(other)) => Some(one >= other),
            _ => None,
        });
        let first = each.next()??;
        each.all(|one| one == Some(first)).then_some(first)
    }

    /// Whether an expression is true, where that is certain.
    pub(super) fn truth(&mut self, site: &Site) -> Option<bool> {
        if let Kind::Call { callee, arguments } = site.kind()
            && let (Kind::Member { of, name }, [other]) =
                (&site.module.nodes[*callee].kind, arguments.as_slice())
            && matches!(name.as_str(), "equals" | "Equals" | "eql?" | "equal?")
        {
            return self.relation(&site.at(*of), "==", &site.at(other.value));
        }
        let found = self.resolve(site);
        match found.candidates.as_slice() {
            [Candidate { value: Value::Truth(truth), .. }] if found.missing.is_none() => {
                Some(*truth)
            }
            _ => None,
        }
    }

    /// Whether a function without a name says of an element that it is meant.
    fn is_meant(&mut self, closure: (&Rc<Module>, ScopeId), element: &Site) -> Option<bool> {
        let (module, scope) = closure;
        let [returned] = module.scopes[scope].returns[..] else { return None };
        if self.frames.len() >= 4 {
            return None;
        }
        self.frames.push(Frame {
            function: scope,
            module: Rc::clone(module),
            arguments: vec![Argument { name: None, value: element.id }],
            caller: Rc::clone(&element.module),
        });
        let truth = self.truth(&Site { module: Rc::clone(module), id: returned });
        self.frames.pop();
        truth
    }

    /// The elements of which a function says that they are meant, or of which nobody knows; whether that is certain.
    fn kept(&mut self, list: &Site, function: Id, wanted: bool) -> Option<(Vec<Site>, bool)> {
        let Kind::Closure(scope) = list.module.nodes[function].kind else { return None };
        let Kind::Call { callee, .. } = list.kind() else { return None };
        let Kind::Member { of, .. } = list.module.nodes[*callee].kind else { return None };
        let elements = self.items(&list.at(of), 4)?;
        let module = Rc::clone(&list.module);
        let (mut kept, mut is_certain) = (Vec::new(), true);
        for element in elements.into_iter().take(ELEMENTS) {
            match self.is_meant((&module, scope), &element) {
                Some(meant) if meant != wanted => {}
                Some(_) => kept.push(element),
                None => {
                    is_certain = false;
                    kept.push(element);
                }
            }
        }
        Some((kept, is_certain))
    }

    /// The elements that a call of `filter` leaves.
    pub(super) fn left_by_filter(&mut self, call: &Site) -> Option<Vec<Site>> {
        self.filtered(call).map(|(kept, _)| kept)
    }

    /// The same, and whether that is certain.
    fn filtered(&mut self, call: &Site) -> Option<(Vec<Site>, bool)> {
        let name = call.module.called(call.id)?;
        let Kind::Call { arguments, .. } = call.kind() else { return None };
        let [only] = arguments.as_slice() else { return None };
        if !KEEPING.contains(&name) {
            return None;
        }
        self.kept(call, only.value, !matches!(name, "filterNot" | "reject"))
    }

    /// `table.dig(:a, :b)` and `Module.const_get("A")` of Ruby.
    pub(super) fn dug(
        &mut self,
        site: &Site,
        of: Id,
        name: &str,
        keys: &[Argument],
    ) -> Option<Resolved> {
        if let ("const_get", [key]) = (name, keys) {
            let (module, class) = self.type_at(&site.at(of))?;
            let keys = self.resolve(&site.at(key.value));
            let [Candidate { value: Value::Text(constant), .. }] = keys.candidates.as_slice()
            else {
                return None;
            };
            let bound = module.bound(class, constant);
            return (!bound.is_empty()).then(|| self.bound(&module, constant, bound, usize::MAX));
        }
        let mut found = self.resolve(&site.at(of));
        for key in keys.iter().take(ELEMENTS) {
            if !found.candidates.iter().any(is_table) {
                return None;
            }
            found = self.element(site, key.value, &found);
        }
        Some(found)
    }

    /// The element of a list that is meant.
    pub(super) fn picked(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        match arguments {
            [function, ..] if FINDING.contains(&name) || FINDING_LAST.contains(&name) => {
                let (mut kept, is_certain) = self.kept(site, function.value, true)?;
                if FINDING_LAST.contains(&name) {
                    kept.reverse();
                }
                // Before one that is meant may stand one of which nobody knows.
                kept.truncate(if is_certain { 1 } else { ELEMENTS });
                (!kept.is_empty()).then(|| self.any_of(site, ("picked", site.id), &kept))
            }
            [] => self.end_of_kept(&site.at(of), name),
            _ => None,
        }
    }

    /// The first or last of the elements that a filter leaves, or of several that a parameter takes.
    pub(super) fn end_of_kept(&mut self, list: &Site, name: &str) -> Option<Resolved> {
        if !FIRST.contains(&name) && !LAST.contains(&name) {
            return None;
        }
        if let Some(mapped) = self.end_of_mapped(list, name) {
            return Some(mapped);
        }
        let (mut kept, is_certain) = match (list.kind(), self.several(list)) {
            (_, Some(given)) => (given, true),
            (Kind::Call { .. }, None) => self.filtered(list)?,
            _ => return None,
        };
        if LAST.contains(&name) {
            kept.reverse();
        }
        kept.truncate(if is_certain { 1 } else { ELEMENTS });
        (!kept.is_empty()).then(|| self.any_of(list, ("end", list.id), &kept))
    }

    /// What a function makes of the first or last of the elements that a filter leaves: `list.filter(…).map(…).first`.
    fn end_of_mapped(&mut self, list: &Site, name: &str) -> Option<Resolved> {
        let Kind::Call { callee, arguments } = list.kind() else { return None };
        let [function] = arguments.as_slice() else { return None };
        let called = list.module.called(list.id)?;
        if !matches!(called, "map" | "Select" | "compactMap" | "mapNotNull" | "transform") {
            return None;
        }
        let Kind::Closure(scope) = list.module.nodes[function.value].kind else { return None };
        let Kind::Member { of, .. } = list.module.nodes[*callee].kind else { return None };
        let of = list.at(of);
        let (mut kept, is_certain) = match self.filtered(&of) {
            Some(filtered) => filtered,
            None => (self.items(&of, 4)?, true),
        };
        if LAST.contains(&name) {
            kept.reverse();
        }
        kept.truncate(if is_certain { 1 } else { ELEMENTS });
        let [returned] = list.module.scopes[scope].returns[..] else { return None };
        if kept.is_empty() || self.frames.len() >= 4 {
            return None;
        }
        let of = self.choice(&list.module, ("end of mapped", list.id));
        let count = kept.len();
        let mut ways = Vec::new();
        for (which, element) in kept.into_iter().enumerate() {
            self.frames.push(Frame {
                function: scope,
                module: Rc::clone(&list.module),
                arguments: vec![Argument { name: None, value: element.id }],
                caller: Rc::clone(&element.module),
            });
            let way = self.resolve(&list.at(returned));
            self.frames.pop();
            ways.push(if count > 1 { way.chosen(Choice { of, which }) } else { way });
        }
        Some(Resolved::any(ways))
    }

    /// What a parameter that takes any number of values gets from the call at hand.
    pub(in crate::detect::code) fn several(&self, list: &Site) -> Option<Vec<Site>> {
        let Kind::Name(name) = list.kind() else { return None };
        let module = &list.module;
        let (function, index) = parameter(module, module.nodes[list.id].scope, name)?;
        let own = &module.scopes[function].parameters[index];
        let written = own.type_name.as_deref().unwrap_or_default();
        let is_many = ["...", "*", "[]", "vararg", "params", "splat"]
            .iter()
            .any(|mark| written.ends_with(mark) || written.starts_with(mark))
            || own.name.starts_with(['*', '.']);
        if !is_many {
            return None;
        }
        let mut frames = self.frames.iter().rev();
        let frame =
            frames.find(|frame| frame.function == function && Rc::ptr_eq(&frame.module, module));
        let (caller, arguments) = match frame {
            Some(frame) => (&frame.caller, &frame.arguments),
            // The only call is the one.
            None => match module.calls_of(&module.scopes[function].name) {
                [only] => match &module.nodes[*only].kind {
                    Kind::Call { arguments, .. } => (module, arguments),
                    _ => return None,
                },
                _ => return None,
            },
        };
        // `f(*list)` may hand on any number of them.
        if written == TAKES_MANY && arguments.iter().any(|one| one.name.as_deref() == Some(SPREAD))
        {
            return None;
        }
        let given = arguments.iter().filter(|one| one.name.is_none()).skip(index);
        let all: Vec<Site> =
            given.map(|one| Site { module: Rc::clone(caller), id: one.value }).collect();
        (all.len() > 1 || written == TAKES_MANY && !all.is_empty()).then_some(all)
    }

    /// `max(a, b)`, `Math.max(a, b)`, `a.coerceAtLeast(b)`, `list.max`.
    pub(super) fn extreme(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let clamped = match (name, arguments, &site.module.nodes[callee].kind) {
            ("clamp" | "coerceIn", [low, high], Kind::Member { of, .. }) => Some((*of, low, high)),
            ("clamp" | "Clamp", [value, low, high], _) => Some((value.value, low, high)),
            _ => None,
        };
        if let Some((of, low, high)) = clamped {
            let number = |own: &mut Self, id: Id| {
                let found = own.resolve(&site.at(id));
                match found.candidates.as_slice() {
                    [Candidate { value: Value::Number(number), .. }] if found.missing.is_none() => {
                        Some(*number)
                    }
                    _ => None,
                }
            };
            let (low, high) = (number(self, low.value)?, number(self, high.value)?);
            let number = number(self, of)?;
            return (low <= high).then(|| Resolved::of(Value::Number(number.clamp(low, high))));
        }
        // `list.reduce(max)`
        if let ("reduce", [only], Kind::Member { of, .. }) =
            (name, arguments, &site.module.nodes[callee].kind)
            && let Kind::Name(function) = &site.module.nodes[only.value].kind
            && matches!(function.as_str(), "max" | "min")
        {
            let items = self.items(&site.at(*of), 4)?;
            return self.extreme_of(&items, function == "max");
        }
        let is_largest = match name {
            "max" | "Max" | "MAX" | "maxOf" | "coerceAtLeast" | "maxOrNull" | "maximum" => true,
            "min" | "Min" | "MIN" | "minOf" | "coerceAtMost" | "minOrNull" | "minimum" => false,
            _ => return None,
        };
        let of = match site.module.nodes[callee].kind {
            Kind::Member { of, .. } => Some(site.at(of)),
            _ => None,
        };
        let given = || arguments.iter().map(|one| site.at(one.value));
        let sites: Vec<Site> = match (arguments.len(), of) {
            (0, Some(list)) => self.items(&list, 4)?,
            (1, None) => self.items(&site.at(arguments[0].value), 4)?,
            (1, Some(of)) => match self.items(&site.at(arguments[0].value), 4) {
                Some(items) => items,
                None => std::iter::once(of).chain(given()).collect(),
            },
            (2.., _) => given().collect(),
            _ => return None,
        };
        self.extreme_of(&sites, is_largest)
    }

    /// The largest or smallest of the elements of a list, as a member that needs no parentheses.
    pub(super) fn extreme_of_list(&mut self, list: &Site, name: &str) -> Option<Resolved> {
        let is_largest = match name {
            "max" | "maxOrNull" => true,
            "min" | "minOrNull" => false,
            _ => return None,
        };
        let items = self.items(list, 4)?;
        self.extreme_of(&items, is_largest)
    }

    fn extreme_of(&mut self, sites: &[Site], is_largest: bool) -> Option<Resolved> {
        if sites.is_empty() || sites.len() > ELEMENTS {
            return None;
        }
        let mut best: Option<(i64, Resolved)> = None;
        let mut open = None;
        for site in sites {
            let one = self.resolve(site);
            match one.candidates.as_slice() {
                [Candidate { value: Value::Number(number), .. }] if one.missing.is_none() => {
                    let is_better = best.as_ref().is_none_or(|(held, _)| match is_largest {
                        true => number > held,
                        false => number < held,
                    });
                    if is_better {
                        best = Some((*number, one.clone()));
                    }
                }
                [] if one.missing.is_some() => open = open.or(one.missing),
                _ => return None,
            }
        }
        let (_, mut found) = best?;
        // Beside what nobody knows it is a bound, and what holds where nothing else is asked for.
        found.missing = open;
        Some(found)
    }
}
