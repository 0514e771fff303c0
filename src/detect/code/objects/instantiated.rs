//! Of a class and those that extend it, the ones of which objects are made: what others would have is no value.

use std::rc::Rc;

use crate::detect::code::lower::IN_ORDER;
use crate::detect::code::resolve::Resolver;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, SUBCLASS, Site};

/// Functions where a program begins.
const MAIN: &[&str] = &["main", "Main"];

impl Resolver<'_> {
    /// What a class and its subclasses have, without those of which nobody makes an object while others are made.
    pub(in crate::detect::code) fn of_instantiated(
        &self,
        module: &Rc<Module>,
        class: Option<ScopeId>,
        own: Resolved,
        below: Resolved,
    ) -> Resolved {
        let Some(class) = class else { return own.or(below) };
        let named = |one: &Candidate| -> Option<String> {
            let mut steps = one.steps.iter();
            steps.find_map(|step| step.what.strip_prefix(SUBCLASS).map(str::to_owned))
        };
        let names: Vec<Option<String>> = below.candidates.iter().map(named).collect();
        let is_run = |name: &String| self.is_run(module, name);
        if names.iter().any(Option::is_none) || !names.iter().flatten().any(is_run) {
            return own.or(below);
        }
        let is_made = |name: &Option<String>| {
            name.as_ref().is_none_or(|name| self.is_instantiated(module, name))
        };
        let made: Vec<bool> = names.iter().map(is_made).collect();
        let name = module.scopes[class].name.as_str();
        let inherits = |heir: &Site| {
            let heir = heir.module.scopes[heir.id].name.as_str();
            !names.iter().flatten().any(|one| one == heir) && self.is_instantiated(module, heir)
        };
        let keeps_own = self.is_instantiated(module, name)
            || self.heirs(module, name, None).iter().any(inherits);
        let kept = below.candidates.into_iter().zip(made).filter(|(_, made)| *made);
        let below =
            Resolved { candidates: kept.map(|(one, _)| one).collect(), missing: below.missing };
        if keeps_own { own.or(below) } else { below }
    }

    /// Of values that subclasses hand to the constructor of a class, those of subclasses of which objects are made.
    pub(in crate::detect::code) fn handed_by_instantiated(
        &self,
        module: &Rc<Module>,
        function: ScopeId,
        sites: Vec<(String, Option<Site>)>,
    ) -> Vec<(String, Option<Site>)> {
        let class = module.enclosing(module.scopes[function].parent, ScopeKind::Type);
        let Some(class) = class.filter(|_| sites.len() > 1) else { return sites };
        let heirs = module.subtypes(&module.scopes[class].name);
        let heir = |(_, site): &(String, Option<Site>)| -> Option<String> {
            let site = site.as_ref().filter(|site| Rc::ptr_eq(&site.module, module))?;
            let around = module.enclosing(module.nodes[site.id].scope, ScopeKind::Type)?;
            heirs.contains(&around).then(|| module.scopes[around].name.clone())
        };
        let by: Vec<Option<String>> = sites.iter().map(heir).collect();
        if by.iter().flatten().count() < 2 {
            return sites;
        }
        if !by.iter().flatten().any(|heir| self.is_run(module, heir)) {
            return sites;
        }
        let is_kept: Vec<bool> = by
            .iter()
            .map(|heir| heir.as_ref().is_none_or(|heir| self.is_instantiated(module, heir)))
            .collect();
        sites.into_iter().zip(is_kept).filter(|(_, kept)| *kept).map(|(site, _)| site).collect()
    }

    /// Whether a class is named anywhere but where others extend it.
    fn is_instantiated(&self, module: &Rc<Module>, name: &str) -> bool {
        let is_here = |module: &Rc<Module>| named(module, name).next().is_some();
        is_here(module)
            || self.around.beside(&module.path, &[(name, Sought::Anything)]).iter().any(is_here)
    }

    /// Whether it is where a program begins: of a library others may make what they like.
    fn is_run(&self, module: &Rc<Module>, name: &str) -> bool {
        let is_here = |module: &Rc<Module>| {
            let is_script = module.scopes[0].marks.iter().any(|mark| mark == IN_ORDER);
            let begins = |main: &&str| module.scopes_named(main, ScopeKind::Function).next();
            let begins = is_script || MAIN.iter().find_map(begins).is_some();
            begins
                && named(module, name).any(|id| {
                    let scope = module.nodes[id].scope;
                    match module.enclosing(scope, ScopeKind::Function) {
                        Some(function) => MAIN.contains(&module.scopes[function].name.as_str()),
                        None => is_script && module.enclosing(scope, ScopeKind::Type).is_none(),
                    }
                })
        };
        is_here(module)
            || self.around.beside(&module.path, &[(name, Sought::Anything)]).iter().any(is_here)
    }
}

/// Where a class is named but where others extend it.
fn named<'m>(module: &'m Module, name: &'m str) -> impl Iterator<Item = Id> + 'm {
    let all = module.nodes.iter().enumerate().filter(move |(_, node)| {
        let is_it = match &node.kind {
            Kind::Name(own) | Kind::Member { name: own, .. } => own == name,
            _ => false,
        };
        is_it
            && module.enclosing(node.scope, ScopeKind::Type).is_none_or(|around| {
                !module.subtypes(name).contains(&around) && module.scopes[around].name != name
            })
    });
    all.map(|(id, _)| id)
}
