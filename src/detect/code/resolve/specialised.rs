//! What arguments that are types choose: members of a specialisation of C++ (`Suite<1>::octets`), objects of a type
//! parameter.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, step};
use crate::detect::code::names::{qualified, type_arguments};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeKind, default_of_generic};
use crate::detect::code::value::{Choice, Resolved, Site, Step, Value};

/// Arguments of one template, and specialisations that are looked for.
const ARGUMENTS: usize = 3;
const WAYS: usize = 8;

/// An argument as specialisations spell it, and the way to it.
type Spelled = (Vec<String>, Vec<Step>);

impl Resolver<'_> {
    /// A member of a template that is made with something; of the template itself where that is no case of its own.
    pub(super) fn of_specialised(&mut self, site: &Site, of: Id, name: &str) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Index { of: template, key } = module.nodes[of].kind else { return None };
        let Kind::List(arguments) = &module.nodes[key].kind else { return None };
        let (Kind::Name(plain) | Kind::Member { name: plain, .. }) = &module.nodes[template].kind
        else {
            return None;
        };
        if self.around.language().id != "cpp" || arguments.is_empty() {
            return None;
        }
        let mut written: Vec<Spelled> = vec![(vec![String::new()], Vec::new())];
        for argument in arguments.iter().take(ARGUMENTS) {
            let spelled = self.spellings_of(&site.at(*argument));
            let joined = written.iter().flat_map(|(before, came)| {
                spelled.iter().map(move |(own, steps)| {
                    let all = before.iter().flat_map(|before| {
                        let comma = if before.is_empty() { "" } else { ", " };
                        own.iter().map(move |own| format!("{before}{comma}{own}"))
                    });
                    (all.take(WAYS).collect(), came.iter().chain(steps).cloned().collect())
                })
            });
            written = joined.take(WAYS).collect();
        }
        let mut ways = Vec::new();
        for (spelled, steps) in written {
            let found = spelled.iter().find_map(|spelled| {
                let special = format!("{plain}<{spelled}>");
                let own = module.scopes_named(&special, ScopeKind::Type).next();
                let (home, class) = match own {
                    Some(class) => (Rc::clone(module), class),
                    None => self.around.specialisation(module, plain, &special)?,
                };
                let is_bound = home.bound(class, name).iter().any(|one| one.value.is_some());
                is_bound.then_some((home, class))
            });
            let way = match found {
                Some((home, class)) => {
                    let bound = home.bound(class, name);
                    self.bound(&home, name, bound, usize::MAX)
                }
                None => self.member(site, template, name),
            };
            ways.push(way.within(&steps));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The spellings of what an argument may be.
    fn spellings_of(&mut self, argument: &Site) -> Vec<Spelled> {
        let module = &argument.module;
        let node = &module.nodes[argument.id];
        let mut given: Vec<Site> = Vec::new();
        let mut parted = None;
        if let Kind::Name(parameter) = &node.kind {
            let framed = self.given_by_frame(module, node.scope, parameter);
            given.extend(framed);
            if given.is_empty() {
                let own = type_arguments(module, parameter, node.scope).take(CALL_SITES);
                given.extend(own.map(|id| argument.at(id)));
                parted = self.type_choice(module, parameter, given.len());
            }
            if given.is_empty() {
                given = self.made_with(module, parameter, node.scope);
                parted = self.type_choice(module, parameter, given.len());
            }
        }
        if given.is_empty() {
            given.push(argument.clone());
        }
        let mut all = Vec::new();
        for (which, one) in given.iter().enumerate() {
            let mut texts: Vec<String> = written(&one.module, one.id).into_iter().collect();
            let found = self.resolve(one);
            if let [only] = found.candidates.as_slice() {
                match &only.value {
                    Value::Number(number) => texts.push(number.to_string()),
                    Value::Truth(truth) => texts.push(truth.to_string()),
                    _ => {}
                }
            }
            let last = texts.first().and_then(|text| Some(text.rsplit_once("::")?.1.to_owned()));
            texts.extend(last);
            let step = parted.map(|of| Step {
                path: String::new(),
                line: 0,
                what: String::new(),
                choice: Some(Choice { of, which }),
            });
            all.push((texts, step.into_iter().collect()));
        }
        all
    }
}

/// A name or number as it is written.
fn written(module: &Module, id: Id) -> Option<String> {
    match &module.nodes[id].kind {
        Kind::Name(name) => Some(name.clone()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::Truth(truth) => Some(truth.to_string()),
        Kind::Member { of, name } => Some(format!("{}::{name}", written(module, *of)?)),
        _ => None,
    }
}

impl Resolver<'_> {
    /// What the call that is being looked into gives for a type parameter.
    pub(super) fn given_by_frame(
        &self,
        module: &Rc<Module>,
        scope: usize,
        name: &str,
    ) -> Option<Site> {
        let (function, index) = module.scopes_from(scope).find_map(|scope| {
            let index = module.scopes[scope].generics.iter().position(|one| one == name)?;
            Some((scope, index))
        })?;
        let is_it =
            |frame: &&super::Frame| frame.function == function && Rc::ptr_eq(&frame.module, module);
        let frame = self.frames.iter().rev().find(is_it)?;
        let key = format!("<{index}>");
        let given = frame.arguments.iter().find(|one| one.name.as_deref() == Some(key.as_str()))?;
        Some(Site { module: Rc::clone(&frame.caller), id: given.value })
    }

    /// `new T()` of C#, where the call that is being looked into gives the type.
    pub(super) fn made_of_type(&self, module: &Rc<Module>, call: Id, of: &str) -> Option<Resolved> {
        if self.around.language().id != "csharp" {
            return None;
        }
        let given = self.given_by_frame(module, module.nodes[call].scope, of)?;
        Some(Resolved::of(Value::Named(qualified(&given.module, given.id).to_vec())))
    }

    /// Where what a type parameter is parts; nowhere for one that is the same everywhere.
    pub(super) fn type_choice(&self, module: &Rc<Module>, name: &str, ways: usize) -> Option<u64> {
        (ways > 1).then(|| self.choice(module, ("type argument", name)))
    }

    /// What a type parameter of C++ is where nobody in sight says: `template <typename Sum = SHA256>`.
    pub(super) fn default_type(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        let module = &site.module;
        if self.around.language().id != "cpp" {
            return None;
        }
        let scope = module.nodes[site.id].scope;
        let own = module
            .scopes_from(scope)
            .find(|scope| module.scopes[*scope].generics.iter().any(|one| one == name))?;
        let default = module.bound(own, &default_of_generic(name)).last()?.value?;
        let is_told = !self.made_with(module, name, scope).is_empty();
        (!is_told).then(|| {
            let step = step(site, &format!("default of type parameter {name}"));
            self.resolve(&site.at(default)).by(&step)
        })
    }

    /// An argument of the template behind an alias of a header: `Feed<#0>`.
    pub(super) fn of_alias(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        let (alias, _) = name.split_once("<#")?;
        if self.around.language().id != "cpp" || !name.ends_with('>') {
            return None;
        }
        let found = self.around.template_argument(&site.module, alias, name);
        Some(match found {
            Some(found) => self.resolve(&found),
            None => Resolved::missing(format!("template behind {alias}")),
        })
    }
}
