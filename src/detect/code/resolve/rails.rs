//! Settings of Rails: `config.x.signing.curve = "…"` in `config/`, and documents that `config_for` reads.

use std::rc::Rc;

use super::{DEPTH, Resolver, step};
use crate::detect::code::syntax::{Argument, Id, Kind, Module};
use crate::detect::code::value::{Resolved, Site};

/// Files of settings, those first that count before the others.
const SETTINGS: &[&str] = &["config/environments/production.rb", "config/application.rb"];
/// Where further ones lie.
const INITIALIZERS: &str = "config/initializers/";

impl Resolver<'_> {
    /// What `Rails.configuration.x.signing.curve` is set to.
    pub(super) fn of_rails(&mut self, site: &Site, arguments: &[Argument]) -> Option<Resolved> {
        if self.around.language().id != "ruby" || !arguments.is_empty() {
            return None;
        }
        let path = chain(&site.module, site.id)?;
        let (first, _) = path.split_first()?;
        let at = path.iter().position(|one| matches!(*one, "configuration" | "config"))?;
        let key = path.get(at + 1..).filter(|key| *first == "Rails" && !key.is_empty())?;
        let mut files = self.around.above(&site.module.path, SETTINGS);
        files.extend(self.around.folder_above(&site.module.path, INITIALIZERS));
        for file in files {
            for kept in (1..=key.len()).rev() {
                let (own, rest) = key.split_at(kept);
                let Some(set) = set_to(&file, own) else { continue };
                let step = step(&set, &format!("setting {}", own.join(".")));
                if let Some(found) = self.below(&set, rest) {
                    return Some(found.by(&step));
                }
            }
        }
        None
    }

    /// What a setting has below it: of a table, or of a document that `config_for` reads.
    fn below(&mut self, set: &Site, rest: &[&str]) -> Option<Resolved> {
        if let (Some("config_for"), Kind::Call { arguments, .. }) =
            (set.module.called(set.id), set.kind())
        {
            let Kind::Text(name) = &set.module.nodes[arguments.first()?.value].kind else {
                return None;
            };
            let document = format!("{name}.yml");
            let found = self.around.documented_in_any(&set.module.path, &document, &rest.join("."));
            return (!found.candidates.is_empty()).then_some(found);
        }
        if rest.is_empty() {
            return Some(self.resolve(set));
        }
        let field = self.field_along(set.clone(), rest.iter().copied())?;
        Some(self.resolve(&field))
    }
}

/// The names of a chain of calls without arguments, the first one first.
fn chain(module: &Module, mut id: Id) -> Option<Vec<&str>> {
    let mut path = Vec::new();
    for _ in 0..DEPTH {
        match &module.nodes[id].kind {
            Kind::Call { callee, arguments } if arguments.is_empty() => id = *callee,
            Kind::Member { of, name } => {
                path.push(name.as_str());
                id = *of;
            }
            Kind::Name(name) => {
                path.push(name);
                path.reverse();
                return Some(path);
            }
            _ => return None,
        }
    }
    None
}

/// What a file sets `config.` and the rest of a key to.
fn set_to(module: &Rc<Module>, key: &[&str]) -> Option<Site> {
    let last = key.last()?;
    let mut all = module.settings_of(last).filter(|setting| {
        chain(module, setting.target).is_some_and(|path| {
            let at = path.iter().position(|one| matches!(*one, "configuration" | "config"));
            at.and_then(|at| path.get(at + 1..)) == Some(key)
        })
    });
    let set = all.next_back()?;
    Some(Site { module: Rc::clone(module), id: set.value })
}
