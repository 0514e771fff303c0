//! What the pattern of a case takes out of a value, by how the value is made.

use super::Resolver;
use crate::detect::code::combine::field;
use crate::detect::code::lower::supertypes;
use crate::detect::code::syntax::{Argument, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Containers of one value, whose pattern may stand for a value that is not known to be in one.
const HOLDING: &[&str] = &["Some", "Right", "Success", "some", "success", "Ok"];

impl Resolver<'_> {
    /// The part of a value that a case takes; a value that is made otherwise does not come to the case.
    pub(super) fn of_case(&mut self, site: &Site, arguments: &[Argument]) -> Resolved {
        let [of, class, part @ ..] = arguments else { return Resolved::default() };
        let Kind::Text(class) = &site.module.nodes[class.value].kind else {
            return Resolved::default();
        };
        let part = part.first().map(|one| site.module.nodes[one.value].kind.clone());
        let object = self.resolve(&site.at(of.value));
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let found = self.part_of_case(candidate, class, part.as_ref());
            ways.extend(found.map(|found| found.within(&candidate.steps)));
        }
        let mut all = Resolved::any(ways);
        all.missing = all.missing.or(object.missing);
        if all.candidates.is_empty() && all.missing.is_none() {
            return Resolved::missing(format!("a case of {class}"));
        }
        all
    }

    fn part_of_case(
        &mut self,
        candidate: &Candidate,
        class: &str,
        part: Option<&Kind>,
    ) -> Option<Resolved> {
        let whole = || Some(Resolved { candidates: vec![candidate.clone()], missing: None });
        let Value::Made(made) = &candidate.value else {
            let named = match &candidate.value {
                Value::Named(names) => names.first()?.rsplit('.').next()?,
                _ => "",
            };
            return if part.is_none() && named == class || HOLDING.contains(&class) {
                whole()
            } else {
                None
            };
        };
        let called = made.module.called(made.id).unwrap_or_default().trim_start_matches('.');
        let is_it = class.is_empty() || called == class;
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        if !is_it && HOLDING.contains(&class) {
            return whole();
        }
        // A case of a supertype takes it whole.
        if !is_it && (part.is_some() || !self.extends(made, class)) {
            return None;
        }
        let Some(part) = part else { return whole() };
        let placed = |at: usize| arguments.get(at).map(|one| made.at(one.value));
        let is_swift = self.around.language().id == "swift";
        match part {
            Kind::Text(name) => match field(made, name) {
                Some(id) => Some(self.resolve(&made.at(id))),
                None => self.given_field(made, name),
            },
            Kind::Number(at) => {
                let at = usize::try_from(*at).ok()?;
                let own = self.class_of(made).filter(|_| !is_swift);
                let name = own.and_then(|(module, of)| module.fields_of(of).get(at).cloned());
                let by_name = name.and_then(|name| match field(made, &name) {
                    Some(id) => Some(self.resolve(&made.at(id))),
                    None => self.given_field(made, &name),
                });
                by_name.or_else(|| placed(at).map(|site| self.resolve(&site)))
            }
            _ => None,
        }
    }

    /// Whether the class of an object extends one of a name.
    fn extends(&self, made: &Site, class: &str) -> bool {
        self.class_of(made)
            .is_some_and(|(module, own)| supertypes(&module.scopes[own]).any(|one| one == class))
    }
}
