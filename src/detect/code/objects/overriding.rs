//! Which of the classes that override each other's members objects are made of.

use std::rc::Rc;

use crate::detect::code::lower::supertypes;
use crate::detect::code::resolve::{CALL_SITES, Resolver, is_constructor, step};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

use super::in_subclass;

/// Languages in which a class is named where an object of it is made.
const LANGUAGES: &[&str] = &["dart", "java", "kotlin", "ruby", "scala", "swift"];

impl Resolver<'_> {
    /// Of the classes below one those of which objects are made; all where no object is made in sight.
    pub(super) fn only_made(
        &self,
        module: &Rc<Module>,
        class: ScopeId,
        heirs: Vec<Site>,
    ) -> Vec<Site> {
        if !LANGUAGES.contains(&self.around.language().id) || heirs.is_empty() {
            return heirs;
        }
        let made: Vec<bool> =
            heirs.iter().map(|one| self.may_be_made(&one.module, one.id)).collect();
        let is_own_made = || self.is_made(module, class);
        if made.iter().all(|made| *made) || !made.contains(&true) && !is_own_made() {
            return heirs;
        }
        heirs.into_iter().zip(made).filter(|(_, made)| *made).map(|(heir, _)| heir).collect()
    }

    /// Whether every object that is made in sight is of a class below one, and each of those overrides a member.
    pub(in crate::detect::code) fn is_overridden(
        &self,
        module: &Rc<Module>,
        class: ScopeId,
        member: &str,
    ) -> bool {
        let name = module.scopes[class].name.as_str();
        if !LANGUAGES.contains(&self.around.language().id)
            || name.is_empty()
            || self.is_made(module, class)
        {
            return false;
        }
        let heirs = self.heirs(module, name, None);
        let heirs = heirs.iter().take(CALL_SITES);
        let mut made = heirs.filter(|heir| self.may_be_made(&heir.module, heir.id)).peekable();
        made.peek().is_some() && made.all(|heir| self.overrides(heir, member))
    }

    /// What a class itself and those below it make of a member, of which of them objects are made.
    pub(in crate::detect::code) fn with_heirs(
        &self,
        (module, class): (&Rc<Module>, ScopeId),
        member: &str,
        own: Resolved,
        below: Option<Resolved>,
    ) -> Resolved {
        match below {
            Some(below) if self.is_overridden(module, class, member) => below,
            Some(below) => self.of_instantiated(module, Some(class), own, below),
            None => own,
        }
    }

    fn overrides(&self, heir: &Site, member: &str) -> bool {
        let module = &heir.module;
        let mut functions = module.functions_of(heir.id).iter();
        module.bound(heir.id, member).iter().any(|one| one.value.is_some())
            || functions.any(|one| module.scopes[*one].name == member)
            || self.around.language().id == "java" && !set_in_constructors(heir, member).is_empty()
    }

    /// Whether objects of a class, or of one below it, may be made.
    fn may_be_made(&self, module: &Rc<Module>, class: ScopeId) -> bool {
        let name = module.scopes[class].name.as_str();
        let parent = module.scopes[class].parent;
        // What has no name is made where it stands, as is a constant of an enumeration that has a body.
        name.is_empty()
            || module.bound(parent, name).iter().any(|one| one.value.is_some())
            || !module.subtypes(name).is_empty()
            || self.is_made(module, class)
    }

    /// What the constructor of a class gets, without what classes below it hand to it of which no object is made.
    pub(in crate::detect::code) fn of_made(
        &self,
        module: &Rc<Module>,
        function: ScopeId,
        given: Vec<(String, Option<Site>)>,
    ) -> Vec<(String, Option<Site>)> {
        let class = module.enclosing(module.scopes[function].parent, ScopeKind::Type);
        let Some(class) = class.filter(|_| is_constructor(module, function)) else { return given };
        let sites: Vec<Option<Site>> = given.iter().map(|(_, site)| site.clone()).collect();
        let kept = self.kept_of_made(module, class, &sites);
        given.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(one, _)| one).collect()
    }

    /// The calls of the constructor of a class, without those of classes below it of which no object is made.
    pub(super) fn calls_that_make(&self, module: &Rc<Module>, class: ScopeId) -> Vec<Id> {
        let calls = module.calls_of(&module.scopes[class].name);
        let calls: Vec<Id> = calls.iter().take(2 * CALL_SITES).copied().collect();
        let site = |id: &Id| Some(Site { module: Rc::clone(module), id: *id });
        let sites: Vec<Option<Site>> = calls.iter().map(site).collect();
        let kept = self.kept_of_made(module, class, &sites);
        let all = calls.into_iter().zip(kept).filter(|(_, kept)| *kept);
        all.map(|(call, _)| call).take(CALL_SITES).collect()
    }

    fn kept_of_made(
        &self,
        module: &Rc<Module>,
        class: ScopeId,
        sites: &[Option<Site>],
    ) -> Vec<bool> {
        let name = module.scopes[class].name.as_str();
        if !LANGUAGES.contains(&self.around.language().id) || sites.len() < 2 {
            return vec![true; sites.len()];
        }
        let made_below = |site: &Option<Site>| {
            let site = site.as_ref()?;
            let around = site.module.enclosing(site.module.nodes[site.id].scope, ScopeKind::Type);
            let heir = around.filter(|heir| site.module.subtypes(name).contains(heir))?;
            Some(self.may_be_made(&site.module, heir))
        };
        let below: Vec<Option<bool>> = sites.iter().map(made_below).collect();
        // Classes of a library are made by others; what one hands to another constructor of its own makes none.
        if !below.contains(&Some(true)) && !self.is_made(module, class) {
            return vec![true; sites.len()];
        }
        below.into_iter().map(|made| made.unwrap_or(true)).collect()
    }

    /// Whether an object of a class is made in sight.
    fn is_made(&self, module: &Rc<Module>, class: ScopeId) -> bool {
        let name = module.scopes[class].name.as_str();
        if self.stands_for_itself(module, class) || makes(module, name) {
            return true;
        }
        let beside = self.around.beside(&module.path, &[(name, Sought::Anything)]);
        beside.iter().any(|beside| makes(beside, name))
    }

    /// Whether a class is used by its name alone: an object of Kotlin or Scala, or what has static members only.
    fn stands_for_itself(&self, module: &Rc<Module>, class: ScopeId) -> bool {
        let name = module.scopes[class].name.as_str();
        let is_object = matches!(self.around.language().id, "kotlin" | "scala" | "ruby");
        is_object
            && module.nodes.iter().any(|node| {
                let Kind::Member { of, .. } = node.kind else { return false };
                matches!(&module.nodes[of].kind, Kind::Name(own) if own == name)
            })
    }

    /// What classes below one set a field to in their constructors, where members themselves are not overridden.
    pub(in crate::detect::code) fn set_by_heirs(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "java" || module.scopes[class].kind != ScopeKind::Type {
            return None;
        }
        let mut ways = Vec::new();
        for heir in self.subclasses(module, class, name) {
            for site in set_in_constructors(&heir, name) {
                let by = in_subclass(&heir.module, heir.id);
                let step = step(&site, &format!("field {name} is set"));
                ways.push(self.resolve(&site).by(&step).by(&by));
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

/// What the constructors of a class set a field to that it has of another.
fn set_in_constructors(heir: &Site, name: &str) -> Vec<Site> {
    let module = &heir.module;
    if !module.bound(heir.id, name).is_empty() {
        return Vec::new();
    }
    let own = module.functions_of(heir.id).iter().filter(|one| is_constructor(module, **one));
    let set = own.filter_map(|one| module.bound(*one, name).last()?.value);
    set.map(|id| heir.at(id)).collect()
}

/// Whether a file makes an object of a class, other than by a class that extends it.
pub(in crate::detect::code) fn makes(module: &Rc<Module>, name: &str) -> bool {
    let is_heir = |class: ScopeId| {
        let scope = &module.scopes[class];
        scope.kind == ScopeKind::Type && supertypes(scope).any(|one| one == name)
    };
    let mut calls = module.calls_of(name).iter();
    // `class A : B(1)` calls the constructor of `B` in the class itself; `this(1)` and `super(1)` do in a constructor.
    let is_handed_on = |scope: ScopeId| {
        let class = module.enclosing(scope, ScopeKind::Type);
        let function = module.enclosing(scope, ScopeKind::Function);
        function.is_some_and(|function| is_constructor(module, function))
            && class.is_some_and(|class| module.scopes[class].name == name || is_heir(class))
    };
    let is_made = calls.any(|call| {
        let scope = module.nodes[*call].scope;
        !is_heir(scope) && !is_handed_on(scope)
    });
    let is_new = |call: &usize| {
        let Kind::Call { callee, .. } = module.nodes[*call].kind else { return false };
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return false };
        matches!(&module.nodes[of].kind, Kind::Name(own) | Kind::Member { name: own, .. } if own == name)
    };
    is_made || module.calls_of("new").iter().any(is_new)
}
