//! Whether a type of one file is the type of that name which another one means: a project beside may have its own.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::names::qualified_type;
use crate::detect::code::syntax::Module;

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Resolver<'_> {
    /// Whether `other` means by `class` the type that `module` means: both stand in one folder, or find it in one file.
    pub(super) fn is_same_type(
        &self,
        module: &Rc<Module>,
        names: &[String],
        other: &Rc<Module>,
        class: &str,
    ) -> bool {
        if folder(&module.path) == folder(&other.path) {
            return true;
        }
        let own = self.type_called(module, class, || names.to_vec());
        let theirs = self.type_called(other, class, || qualified_type(other, class));
        match (own, theirs) {
            (Some((own, _)), Some((theirs, _))) => own.path == theirs.path,
            // Go names a type of another package by that.
            (Some((own, _)), None) if self.around.language().id == "go" => {
                let package = folder(&own.path).rsplit('/').next().unwrap_or_default();
                let mut imported = other.imports.iter().map(|one| one.path.rsplit('/').next());
                own.path != module.path && folder(&own.path) == folder(&other.path)
                    || imported.any(|last| last == Some(package))
            }
            (None, Some((theirs, _))) => {
                self.around.language().id != "go" && theirs.path != other.path
            }
            _ => true,
        }
    }

    /// Whether `other` may mean by a name the variable that `module` means, which no import brings.
    pub(super) fn is_same_variable(&self, module: &Module, other: &Module) -> bool {
        self.around.language().id != "go" || folder(&module.path) == folder(&other.path)
    }
}
