//! What the classes below one make of its members.

use std::rc::Rc;

use crate::detect::code::resolve::{Resolver, SUPERTYPES};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, SUBCLASS, Site, Step};

impl Resolver<'_> {
    /// The classes in sight that extend one, of files that say something of a member.
    pub(in crate::detect::code) fn subclasses(
        &self,
        module: &Rc<Module>,
        class: ScopeId,
        member: &str,
    ) -> Vec<Site> {
        const LANGUAGES: &[&str] = &[
            "java",
            "kotlin",
            "scala",
            "csharp",
            "php",
            "dart",
            "swift",
            "cpp",
            "python",
            "ruby",
            "javascript",
            "typescript",
            "tsx",
        ];
        let name = module.scopes[class].name.as_str();
        let looks_beside = LANGUAGES.contains(&self.around.language().id) && !name.is_empty();
        let mut all = match looks_beside {
            true => self.heirs(module, name, Some(member)),
            false => heirs_in(module, name),
        };
        all.retain(|one| one.id != class || !Rc::ptr_eq(&one.module, module));
        all.truncate(2 * SUPERTYPES);
        self.only_made(module, class, all)
    }

    /// The types that extend one of a name in its file and those around, of files that say something of `member`.
    pub(super) fn heirs(&self, module: &Rc<Module>, name: &str, member: Option<&str>) -> Vec<Site> {
        let member = member.map(|member| (member, Sought::Anything));
        let words: Vec<_> = std::iter::once((name, Sought::Subclass)).chain(member).collect();
        let mut all = heirs_in(module, name);
        let beside = self.around.beside(&module.path, &words);
        all.extend(beside.iter().flat_map(|beside| heirs_in(beside, name)));
        all
    }

    /// The same of a property that its class calls by its name alone.
    pub(in crate::detect::code) fn of_subclasses_by_name(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let may =
            matches!(self.around.language().id, "csharp" | "kotlin" | "dart" | "scala" | "swift");
        let is_type = module.scopes[class].kind == ScopeKind::Type;
        (may && is_type).then(|| self.of_subclasses(module, class, name)).flatten()
    }

    /// What the subclasses make of a member.
    pub(in crate::detect::code) fn of_subclasses(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let mut ways = Vec::new();
        for Site { module, id: class } in self.subclasses(module, class, name) {
            let bound = module.bound(class, name);
            let way = if bound.iter().any(|binding| binding.value.is_some()) {
                Some(self.bound(&module, name, bound, usize::MAX))
            } else {
                self.given_without_parentheses(&module, class, name)
            };
            ways.extend(way.map(|way| way.by(&in_subclass(&module, class))));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

/// The step that a value is one of a subclass: values of different ones do not go together.
pub(in crate::detect::code) fn in_subclass(module: &Module, class: ScopeId) -> Step {
    let scope = &module.scopes[class];
    let at = scope.returns.first().map_or(1, |id| module.nodes[*id].place.line);
    let what = format!("{SUBCLASS}{}", scope.name);
    Step { path: module.path.clone(), line: at, what, choice: None }
}

/// The types of a file that extend one of a name.
fn heirs_in(module: &Rc<Module>, name: &str) -> Vec<Site> {
    let below = module.subtypes(name).iter();
    below.map(|id| Site { module: Rc::clone(module), id: *id }).collect()
}
