//! Ways that part in a program, so that values of different ones are not put together: calls of one function, branches,
//! rows of a table.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::Resolver;
use super::command_line::is_default;
use super::constant::constant_of;
use super::decoded::is_configured;
use super::nothing::is_nothing;
use crate::detect::code::configuration::is_same_key;
use crate::detect::code::syntax::{Binding, Id, Kind, Module};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site, Value};

impl Resolver<'_> {
    /// A place where ways part, told from others by the calls that are being looked into.
    pub(in crate::detect::code) fn choice(&self, module: &Rc<Module>, at: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&module.path, at).hash(&mut hasher);
        for frame in &self.frames {
            frame.function.hash(&mut hasher);
            for argument in &frame.arguments {
                argument.value.hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// The branches in which a variable is set; `None` where it is set in one only.
    pub(super) fn branches(&self, module: &Rc<Module>, set: &[&Binding]) -> Option<u64> {
        if set.len() < 2 {
            return None;
        }
        let mut blocks: Vec<(usize, usize)> = set.iter().map(|one| one.block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        (blocks.len() == set.len()).then(|| self.choice(module, ("branches", blocks)))
    }

    /// One of several values; asked for twice, it is the same one.
    pub(super) fn one_of(&mut self, site: &Site, values: &[Id]) -> Resolved {
        if let Some(decided) = self.decided(site, values) {
            return decided;
        }
        // `settings["name"] ?? "default"`: what stands in a configuration is what counts.
        if let ([first, _], "csharp" | "dart" | "kotlin" | "swift") =
            (values, self.around.language().id)
        {
            let first = self.resolve(&site.at(*first));
            if is_configured(&first) {
                return first;
            }
        }
        // What is there stands for itself.
        if site.module.either.contains(&site.id)
            && let Some(first) = values.first()
        {
            let first = self.resolve(&site.at(*first));
            // A constant with values of its own: `.sha2(.sha384)` of Swift.
            let is_constant =
                |made: &Site| made.module.called(made.id).is_some_and(|name| name.starts_with('.'));
            let is_there = |one: &Candidate| {
                let is_one = match &one.value {
                    Value::Text(_) | Value::Number(_) | Value::Truth(true) => true,
                    Value::Named(names) => names.iter().all(|name| name.starts_with('.')),
                    Value::Made(made) => is_constant(made),
                    Value::Truth(false) => false,
                };
                is_one && !is_default(one)
            };
            if first.missing.is_none()
                && !first.candidates.is_empty()
                && first.candidates.iter().all(is_there)
            {
                return first;
            }
        }
        if site.module.either.contains(&site.id)
            && let Some(left) = self.without_nothing(site, values)
        {
            let sites: Vec<Site> = left.into_iter().map(|id| site.at(id)).collect();
            return self.any_of(site, ("one of", site.id), &sites);
        }
        let reached = self.reached(&site.module, values.to_vec());
        let sites: Vec<Site> = reached.into_iter().map(|id| site.at(id)).collect();
        if site.module.joined.contains(&site.id) {
            let all: Vec<Resolved> = sites.iter().map(|one| self.resolve(one)).collect();
            return Resolved::any(all);
        }
        let mut all = self.any_of(site, ("one of", site.id), &sites);
        // What is none gives way to the other.
        if site.module.either.contains(&site.id)
            && all.candidates.iter().any(|one| !is_nothing(&one.value))
        {
            all.candidates.retain(|one| !is_nothing(&one.value));
        }
        all
    }

    /// Whether variables are declared, so that none is worth anything but what is followed to it.
    pub(super) fn declares_variables(&self) -> bool {
        matches!(self.around.language().id, "csharp" | "dart" | "kotlin" | "swift")
    }

    /// The ways that a value takes, where it is told.
    fn decided(&mut self, site: &Site, values: &[Id]) -> Option<Resolved> {
        let module = Rc::clone(&site.module);
        let (key, takes) = module.decided.get(&site.id)?;
        let keys = self.resolve(&site.at(*key));
        let is_open = keys.candidates.iter().any(is_default) || keys.candidates.is_empty();
        if keys.missing.is_some() || is_open {
            return None;
        }
        let mut ways = Vec::new();
        for candidate in &keys.candidates {
            let text = match &candidate.value {
                Value::Text(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Truth(truth) => truth.to_string(),
                Value::Named(names) => names.first()?.rsplit('.').next()?.to_owned(),
                Value::Made(made) => {
                    constant_of(made)?;
                    self.class_name(candidate)?
                }
            };
            let own = takes.iter().position(|texts| texts.contains(&text));
            // What a document says is spelled as its format has it: `rename_all = "lowercase"`.
            let is_same = |texts: &Vec<String>| texts.iter().any(|one| is_same_key(one, &text));
            let is_rust = self.around.language().id == "rust";
            let own = own.or_else(|| takes.iter().position(|all| is_rust && is_same(all)));
            // A name that no way has may stand for anything.
            let is_told = !matches!(candidate.value, Value::Named(_));
            let rest = || takes.iter().position(Vec::is_empty).filter(|_| is_told);
            let way = own.or_else(rest)?;
            let value = site.at(*values.get(way)?);
            ways.push(self.resolve(&value).within(&candidate.steps));
        }
        Some(Resolved::any(ways))
    }

    /// Any element of a table: of `table[key]` asked for twice with the same variable, the same one.
    pub(in crate::detect::code) fn any_element(
        &mut self,
        made: &Site,
        asked: &Site,
        key: Id,
        elements: &[Site],
    ) -> Resolved {
        let name = match &asked.module.nodes[key].kind {
            Kind::Name(name) => name.clone(),
            _ => format!("{}#{key}", asked.module.path),
        };
        self.any_of(made, ("element of", made.id, name), elements)
    }

    /// Any of several values that part at a place.
    pub(in crate::detect::code) fn any_of(
        &mut self,
        home: &Site,
        at: impl Hash,
        values: &[Site],
    ) -> Resolved {
        if let [only] = values {
            return self.resolve(only);
        }
        let of = self.choice(&home.module, at);
        let ways: Vec<Resolved> = values.iter().map(|value| self.resolve(value)).collect();
        // Beside what is not followed to its end the other way is no better known; where variables are declared, that
        // is none that is asked for itself.
        if let [first, second] = ways.as_slice()
            && self.declares_variables()
            && (first.is_unfollowed() || second.is_unfollowed())
        {
            return Resolved::missing(super::TOO_LONG);
        }
        let ways = ways.into_iter().enumerate();
        Resolved::any(ways.map(|(which, way)| way.chosen(Choice { of, which })))
    }
}
