//! Fields of classes that get them in a constructor without a body, by what files around make the objects with.

use std::rc::Rc;

use crate::detect::code::combine::field;
use crate::detect::code::resolve::{CALL_SITES, Resolver, step};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Module, ScopeId};
use crate::detect::code::value::{Choice, Resolved, Site, Value};

/// Languages in which the list behind the name of a class says what objects are made of.
const LANGUAGES: &[&str] = &["csharp", "java", "kotlin", "scala", "swift"];

impl Resolver<'_> {
    /// What those give for a field of a class who make objects of it in files around, where its own file makes none.
    pub(super) fn given_to_class_beside(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let called = module.scopes[class].name.as_str();
        if !LANGUAGES.contains(&self.around.language().id)
            || called.len() < 3
            || self.frames.len() >= 4
            || !module.calls_of(called).is_empty()
        {
            return None;
        }
        let mut made = Vec::new();
        for beside in self.around.beside(&module.path, &[(called, Sought::Call)]).iter() {
            // A file that has a class of that name means its own.
            if beside.scopes_named(called, module.scopes[class].kind).next().is_some() {
                continue;
            }
            for call in beside.calls_of(called).iter().take(CALL_SITES) {
                made.push(Site { module: Rc::clone(beside), id: *call });
            }
        }
        made.truncate(CALL_SITES);
        let of = (made.len() > 1).then(|| self.choice(module, ("objects of", class)));
        let ways: Vec<Resolved> = made
            .iter()
            .enumerate()
            .filter_map(|(which, made)| {
                let way = match field(made, name) {
                    Some(id) => {
                        let site = made.at(id);
                        let step = step(&site, &format!("argument {name} of {called}()"));
                        self.resolve(&site).by(&step)
                    }
                    None => self.by_order(made, module, class, name)?,
                };
                Some(match of {
                    Some(of) => way.chosen(Choice { of, which }),
                    None => way,
                })
            })
            .collect();
        ways.iter().any(is_told).then(|| Resolved::any(ways))
    }
}

/// Whether anything is known but what a library gives.
fn is_told(way: &Resolved) -> bool {
    let is_open = |name: &String| name.contains("()");
    way.candidates
        .iter()
        .any(|one| !matches!(&one.value, Value::Named(names) if names.iter().all(is_open)))
}
