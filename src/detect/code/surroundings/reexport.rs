//! What a file hands on of others: `export * from`, `export { a as b } from`, and the imports of a package's `__init__`.

use std::rc::Rc;

use super::files::File;
use super::{Find, Sought, Surroundings};
use crate::detect::code::syntax::{Kind, Module};

impl Surroundings<'_> {
    /// What a file hands on by the name that `symbols` begin with, from where it has it.
    pub(super) fn handed_on<T>(
        &self,
        file: &File,
        symbols: &[&str],
        sought: Sought,
        find: Find<'_, T>,
        left: usize,
    ) -> Option<T> {
        let left = left.checked_sub(1)?;
        let (first, rest) = symbols.split_first()?;
        let has = |bytes: &[u8], word: &str| memchr::memmem::find(bytes, word.as_bytes()).is_some();
        let all: &[&str] = match self.language().id {
            "javascript" | "typescript" | "tsx" => &["export *", "export {"],
            "python" if file.path.ends_with("__init__.py") => &["import *", "import"],
            "python" => &["import *"],
            "dart" => &["export "],
            _ => return None,
        };
        let (whole, each) = (all[0], all.get(1));
        let module = self.module_if(file, |bytes| {
            has(bytes, whole) || each.is_some_and(|each| has(bytes, each) && has(bytes, first))
        })?;
        let mut names: Vec<String> = origin(&module, first).into_iter().collect();
        if names.is_empty() {
            let all = module.wildcards.iter().take(WHOLE);
            names.extend(all.map(|from| format!("{from}.{first}")));
        }
        for name in &mut names {
            rest.iter().for_each(|field| {
                name.push('.');
                name.push_str(field);
            });
        }
        names.iter().find_map(|name| self.defined_as(&module.path, name, sought, find, left))
    }
}

/// Files that one file may hand on whole.
const WHOLE: usize = 16;

/// Where a file has a name from that it does not define.
fn origin(module: &Rc<Module>, name: &str) -> Option<String> {
    let imported = |local: &str| module.imports.iter().find(|one| one.local == local);
    let hidden = module.bound(0, name).last().and_then(|one| one.value);
    let local = match hidden.map(|id| &module.nodes[id].kind) {
        Some(Kind::Name(local)) => local.as_str(),
        Some(_) => return None,
        None => name,
    };
    imported(local).map(|one| one.path.clone())
}
