//! Options of command lines: what holds where a program is called without them.

use super::Resolver;
use crate::detect::code::syntax::{Argument, Id, Kind};
use crate::detect::code::value::{Resolved, Site};

/// Functions of Go's `flag` and of packages like it, whose second argument is the default.
const FLAGS: &[&str] =
    &["Int", "Int64", "Uint", "Uint64", "String", "Bool", "IntP", "UintP", "StringP", "BoolP"];

impl Resolver<'_> {
    /// The default of the option that a call defines: `flag.Int("bits", 2048, "…")`, `typer.Option(2048)`.
    pub(super) fn of_option(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = &site.module.nodes[callee].kind else { return None };
        let Kind::Name(object) = &site.module.nodes[*of].kind else { return None };
        let default = match (self.around.language().id, object.as_str(), name) {
            ("go", _, name) if FLAGS.contains(&name) => {
                let first = site.module.nodes.get(arguments.first()?.value)?;
                let at = if name.ends_with('P') { 2 } else { 1 };
                let is_named = matches!(first.kind, Kind::Text(_)) && arguments.len() == at + 2;
                arguments.get(at).filter(|_| is_named)?
            }
            ("python", "typer", "Option" | "Argument") => {
                let named = arguments.iter().find(|one| one.name.as_deref() == Some("default"));
                named.or_else(|| arguments.first().filter(|one| one.name.is_none()))?
            }
            _ => return None,
        };
        Some(self.resolve(&site.at(default.value)))
    }
}
