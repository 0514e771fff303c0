//! Settings of Ruby: `config.x.signing.curve = "…"` of Rails in `config/`, documents that `config_for` reads, blocks that
//! configure a library, dry-configurable and Thor.

use std::rc::Rc;

use super::{DEPTH, Resolver, step};
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId};
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

    /// What a block of settings sets an attribute of an object to: `Bakery.configure { |config| config.bits = 4096 }`.
    pub(in crate::detect::code) fn set_in_block(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let is_configuration = module.scopes[class].name.ends_with("onfig")
            || module.scopes[class].name.ends_with("onfiguration")
            || module.scopes[class].name.ends_with("ettings");
        if self.around.language().id != "ruby" || !is_configuration {
            return None;
        }
        let files = self.around.folder_above(&module.path, INITIALIZERS);
        let mut ways = Vec::new();
        for file in files.iter().chain([module]) {
            let set = file.settings_of(name).filter(|setting| {
                let Kind::Member { of, .. } = &file.nodes[setting.target].kind else {
                    return false;
                };
                let Kind::Name(block) = &file.nodes[*of].kind else { return false };
                let scope = file.nodes[*of].scope;
                let given = bindings(file, scope, block).last().and_then(|one| one.value);
                given.and_then(|id| file.called(id)) == Some("configure")
            });
            for setting in set.take(4) {
                let set = Site { module: Rc::clone(file), id: setting.value };
                let step = step(&set, &format!("setting {name}"));
                ways.push(self.resolve(&set).by(&step));
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What `setting :digest, default: "…"` of dry-configurable says of `Module.config.digest`.
    pub(super) fn of_dry_settings(
        &mut self,
        site: &Site,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        if self.around.language().id != "ruby" || !arguments.is_empty() {
            return None;
        }
        let path = chain(&site.module, site.id)?;
        let at = path.iter().position(|one| *one == "config").filter(|at| *at > 0)?;
        let key = path.get(at + 1..).filter(|key| !key.is_empty())?;
        let mut names = root(&site.module, site.id)
            .map(|id| qualified(&site.module, id).to_vec())
            .unwrap_or_default();
        let inner: String = path[1..at].iter().map(|part| format!(".{part}")).collect();
        names.iter_mut().for_each(|name| name.push_str(&inner));
        let home = if site.module.calls_of("setting").is_empty() {
            let (home, _) = self.around.class(&site.module.path, &names)?;
            home
        } else {
            Rc::clone(&site.module)
        };
        let (last, outer) = key.split_last()?;
        let call = home.calls_of("setting").iter().copied().find(|call| {
            is_setting(&home, *call, last) && {
                let place = home.nodes[*call].place;
                outer.iter().all(|name| {
                    home.calls_of("setting").iter().any(|outer| {
                        let around = home.nodes[*outer].place;
                        is_setting(&home, *outer, name)
                            && around.start < place.start
                            && place.end <= around.end
                    })
                })
            }
        })?;
        let Kind::Call { arguments, .. } = &home.nodes[call].kind else { return None };
        let default = arguments.iter().find(|one| one.name.as_deref() == Some("default"))?;
        let set = Site { module: Rc::clone(&home), id: default.value };
        let step = step(&set, &format!("setting {last}"));
        Some(self.resolve(&set).by(&step))
    }

    /// The default of an option of a command of Thor: `options[:curve]`.
    pub(in crate::detect::code) fn of_thor(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
    ) -> Option<Resolved> {
        let module = &site.module;
        let (Kind::Name(object), Kind::Text(key)) =
            (&module.nodes[of].kind, &module.nodes[key].kind)
        else {
            return None;
        };
        if self.around.language().id != "ruby" || object != "options" {
            return None;
        }
        let calls = ["option", "method_option", "class_option"].into_iter();
        let calls = calls.flat_map(|name| module.calls_of(name));
        let mut defaults =
            calls.filter(|call| is_setting(module, **call, key)).filter_map(|call| {
                let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
                let default =
                    arguments.iter().find(|one| one.name.as_deref() == Some("default"))?;
                Some(site.at(default.value))
            });
        let default = defaults.next()?;
        Some(self.resolve(&default))
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

/// Where a chain of calls without arguments begins.
fn root(module: &Module, mut id: Id) -> Option<Id> {
    for _ in 0..DEPTH {
        match &module.nodes[id].kind {
            Kind::Call { callee, .. } => id = *callee,
            Kind::Member { of, .. } => id = *of,
            Kind::Name(_) => return Some(id),
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

/// Whether the first argument of a call is a name.
fn is_setting(module: &Module, call: Id, name: &str) -> bool {
    let Kind::Call { arguments, .. } = &module.nodes[call].kind else { return false };
    let first = arguments.first().map(|one| &module.nodes[one.value].kind);
    matches!(first, Some(Kind::Text(text)) if text == name)
}
