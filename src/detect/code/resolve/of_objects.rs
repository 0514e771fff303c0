//! What methods give by the classes of the objects that they are called on, where a declared type gives nothing.

use std::rc::Rc;

use super::{Frame, Resolver, step};
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// What the methods of a name return of all objects that one is called on: `policy.bits()` where `policy` is known.
    pub(super) fn given_by_objects(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["javascript", "php", "python", "tsx", "typescript"];
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        if !LANGUAGES.contains(&self.around.language().id) || self.frames.len() >= 3 {
            return None;
        }
        let objects = self.resolve(&site.at(of));
        if objects.missing.is_some() || objects.candidates.is_empty() {
            return None;
        }
        let step = step(site, &format!("result of {name}()"));
        let mut ways = Vec::new();
        for one in &objects.candidates {
            let Value::Made(made) = &one.value else { return None };
            let (home, class) = self.class_of(made)?;
            let gives = |function: &&usize| {
                let scope = &home.scopes[**function];
                scope.name == name && !scope.returns.is_empty()
            };
            let parts = home.scopes_named(&home.scopes[class].name, ScopeKind::Type);
            let function = parts
                .into_iter()
                .find_map(|part| home.functions_of(part).iter().find(gives).copied())?;
            let depth = self.frames.len();
            self.frames.extend(self.constructor_frame(made));
            self.frames.push(Frame {
                function,
                module: Rc::clone(&home),
                arguments: arguments.to_vec(),
                caller: Rc::clone(&site.module),
            });
            let returns = self.reached(&home, home.scopes[function].returns.clone());
            for id in returns {
                let way = self.resolve(&Site { module: Rc::clone(&home), id }).by(&step);
                ways.push(self.in_turns(&home, id, way).within(&one.steps));
            }
            self.frames.truncate(depth);
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}
