//! Names that a module has of others.

use tree_sitter::Node;

use super::{named, plain};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind};

/// `alias A.B`, `alias A.B, as: C`, `alias A.{B, C}`.
pub(super) fn import<'a>(
    lowering: &mut Lowering<'a>,
    arguments: Node<'a>,
    word: Node<'a>,
) -> Option<Id> {
    let text: String = lowering.text(arguments).chars().filter(|c| !c.is_whitespace()).collect();
    let (path, rest) =
        text.split_once(",as:").map_or((text.as_str(), None), |(path, name)| (path, Some(name)));
    let path = path.trim_matches(['(', ')', ':']);
    if lowering.text(word) == "import" {
        lowering
            .module
            .wildcards
            .push(path.split(',').next().unwrap_or(path).trim_start_matches(':').to_owned());
    } else if let Some((base, names)) = path.split_once(".{") {
        for name in names.trim_end_matches('}').split(',') {
            lowering.import(name, &format!("{base}.{name}"));
        }
    } else {
        let last = path.rsplit('.').next().unwrap_or(path);
        lowering.import(rest.unwrap_or(last), path);
    }
    None
}

/// `defdelegate name(a), to: Other, as: :theirs`: a function that calls one of another module.
pub(super) fn delegate<'a>(lowering: &mut Lowering<'a>, arguments: Node<'a>) -> Option<Id> {
    let parts = named(arguments);
    let [head, options] = parts.as_slice() else { return None };
    let name = head.child_by_field_name("target").unwrap_or(*head);
    let list = named(*head).into_iter().find(|child| child.kind() == "arguments");
    let taken: Vec<&str> =
        list.map(named).unwrap_or_default().into_iter().map(|one| lowering.text(one)).collect();
    let option = |lowering: &Lowering<'a>, key: &str| {
        named(*options).into_iter().find_map(|pair| {
            let own = pair.child_by_field_name("key")?;
            let value = pair.child_by_field_name("value")?;
            (plain(lowering.text(own)) == key).then_some(value)
        })
    };
    let to = option(lowering, "to")?;
    let theirs =
        option(lowering, "as").map_or_else(|| lowering.text(name), |one| lowering.text(one));
    let parameter =
        |name: &&str| Parameter { name: (*name).to_owned(), type_name: None, default: None };
    let outer = lowering.scope;
    let own = lowering.text(name);
    lowering.enter(ScopeKind::Function, own, taken.iter().map(parameter).collect());
    let of = lowering.value(to);
    let callee = lowering.add(Kind::Member { of, name: plain(theirs) }, name);
    let given = taken.iter().map(|one| lowering.add(Kind::Name((*one).to_owned()), name));
    let arguments = given.map(|value| Argument { name: None, value }).collect();
    let call = lowering.add(Kind::Call { callee, arguments }, name);
    lowering.returns(call);
    lowering.scope = outer;
    None
}
