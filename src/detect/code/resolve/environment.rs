//! Variables that a shell gets from its surroundings, and what holds without them.

use super::command_line::OPTION;
use super::shell::UNNAMED;
use super::{Argument, Candidate, Kind, Resolved, Resolver, Site, Value, parameter, step};
use crate::detect::code::names::global;
use crate::detect::code::surroundings::Sought;

/// What `${name:-default}` calls, with the variable and the default.
pub(in crate::detect::code) const OR_DEFAULT: &str = "${:-}";

impl Resolver<'_> {
    /// `${name:-default}`: the default where the variable has no value in sight. What is taken apart with a default, as
    /// in `{ name = value }`, has it where what is taken apart lacks the name.
    pub(super) fn set_or_default(&mut self, site: &Site, arguments: &[Argument]) -> Resolved {
        let [variable, default] = arguments else { return Resolved::default() };
        let is_shell = self.around.language().id == "shell";
        let word = match &site.module.nodes[variable.value].kind {
            Kind::Name(name) if is_shell => {
                parameter(&site.module, site.module.nodes[variable.value].scope, name)
                    .filter(|(function, _)| site.module.bound(*function, name).is_empty())
            }
            _ => None,
        };
        if let Some((function, index)) = word {
            return self.positional((&site.module, function, index), Some(&site.at(default.value)));
        }
        let set = self.resolve(&site.at(variable.value));
        // Of a table that nobody knows, what it lacks is not known.
        if let Kind::Index { of, .. } = site.module.nodes[variable.value].kind
            && is_shell
            && set.candidates.is_empty()
            && self.resolve(&site.at(of)).missing.as_deref() == Some(UNNAMED)
        {
            return set;
        }
        let is_set = |one: &Candidate| match &one.value {
            Value::Text(text) => !text.is_empty(),
            Value::Named(_) => false,
            _ => true,
        };
        // What is set here only where nobody set it before may be set by others.
        let set = match set.missing.as_deref() {
            Some(what)
                if set.candidates.is_empty() && what.starts_with("variable ") && is_shell =>
            {
                self.elsewhere(&site.at(variable.value))
            }
            _ => set,
        };
        let all = set.candidates.len();
        let kept: Vec<Candidate> =
            set.candidates.iter().filter(|one| is_set(one)).cloned().collect();
        let is_told = is_shell && !kept.is_empty() && kept.len() == all && set.missing.is_none();
        if is_told {
            return Resolved { candidates: kept, missing: None };
        }
        let is_open = set.missing.as_deref().is_some_and(|what| what.starts_with(OPTION));
        if !is_open && self.has_field(&site.at(variable.value)) {
            let missing = set
                .missing
                .or_else(|| kept.is_empty().then(|| "a value that a caller gives".to_owned()));
            return Resolved { candidates: kept, missing };
        }
        let own = Resolved { candidates: kept, missing: None };
        let default = match &site.module.nodes[variable.value].kind {
            Kind::Name(name)
                if is_shell
                    && own.candidates.is_empty()
                    && (all > 0
                        || set.missing.as_deref().is_some_and(|what| what.starts_with(OPTION))) =>
            {
                let name = name.clone();
                self.unset(&site.at(default.value), &name)
            }
            _ => self.resolve(&site.at(default.value)),
        };
        // A name that nothing explains is better than nothing.
        if own.candidates.is_empty() && default.candidates.is_empty() && all > 0 {
            return set;
        }
        own.or(default)
    }

    /// Whether everything that a member may be taken from has it.
    fn has_field(&mut self, member: &Site) -> bool {
        let Kind::Member { of, name } = member.kind().clone() else { return false };
        let objects = self.resolve(&member.at(of));
        let mut has = |one: &Candidate| match &one.value {
            Value::Made(made) => self.given_field(made, &name).is_some(),
            _ => false,
        };
        objects.missing.is_none()
            && !objects.candidates.is_empty()
            && objects.candidates.iter().all(&mut has)
    }

    /// What those set who source this file of a shell, be it by another file that they source.
    pub(super) fn set_by_sourcing(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        if self.around.language().id != "shell" || !name.starts_with('$') || name.len() < 3 {
            return None;
        }
        let path = &site.module.path;
        let file = path.rsplit('/').next().unwrap_or(path);
        for other in self.around.beside(path, &[(file, Sought::Anything)]).iter() {
            let sources = |one: &String| one.rsplit('/').next() == Some(file);
            if !other.wildcards.iter().any(sources) {
                continue;
            }
            let bound = other.bound(0, name);
            if bound.iter().any(|one| one.value.is_some()) {
                return Some(self.bound(other, name, bound, usize::MAX));
            }
            if let Some(found) = self.around.constant(&other.path, &global(other, name))
                && found.module.path != *path
            {
                let step = step(&found, &format!("variable {name}"));
                return Some(self.resolve(&found).by(&step));
            }
        }
        None
    }

    /// A variable that no script in sight sets: what a pipeline, a container file or the like beside it says.
    pub(super) fn environment(&self, site: &Site, name: &str) -> Option<Resolved> {
        let name = name.strip_prefix('$').filter(|_| self.around.language().id == "shell")?;
        let is_exported = name.len() > 2
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_');
        let found = self.around.exported(&site.module.path, is_exported.then_some(name)?);
        (!found.candidates.is_empty()).then_some(found)
    }
}
