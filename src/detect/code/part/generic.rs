//! Type arguments of what is called.

use super::*;

/// A type argument: of the call (there it is called `<0>`), or of a type on the way to what is called, be it by a
/// name that stands for it, here or in another file of Rust.
pub(super) fn generic(resolver: &Resolver<'_>, called: &Called<'_>, index: usize) -> Option<Site> {
    let by_call = argument(called.arguments, usize::MAX, &format!("<{index}>"));
    if by_call.is_some() {
        return by_call.map(|id| called.site.at(id));
    }
    let mut site = called.site.clone();
    for _ in 0..8 {
        let module = &site.module;
        site = match site.kind() {
            Kind::Call { callee, .. } => site.at(*callee),
            Kind::Member { of, .. } => site.at(*of),
            Kind::Index { key, .. } => match &module.nodes[*key].kind {
                Kind::List(types) => return types.get(index).map(|id| site.at(*id)),
                _ => return None,
            },
            Kind::Name(name) => {
                let bound =
                    crate::detect::code::names::bindings(module, module.nodes[site.id].scope, name);
                match bound.last().and_then(|one| one.value) {
                    Some(id) => site.at(id),
                    None if resolver.around.language().id == "rust" => {
                        let names = crate::detect::code::names::qualified(module, site.id);
                        resolver.around.constant(&module.path, &names)?
                    }
                    None => return None,
                }
            }
            _ => return None,
        };
    }
    None
}
