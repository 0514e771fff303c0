//! Options that variables hold.

use super::*;

/// The words behind a program's name, once for each list of options that a variable among them may be.
pub(super) fn option_lists<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    words: &[Node<'a>],
    first: Vec<(Id, String)>,
) -> Vec<Vec<(Id, String)>> {
    let mut ways = vec![first];
    for word in words.iter().skip(1) {
        if let Some(items) = words_of(lowering, *word) {
            let list: Vec<(Id, String)> =
                items.into_iter().map(|id| (id, literal(lowering, id))).collect();
            ways.iter_mut().for_each(|values| values.extend_from_slice(&list));
            continue;
        }
        let id = lowering.value(*word);
        let lists = split(lowering, id);
        if lists.is_empty() {
            let text = literal(lowering, id);
            ways.iter_mut().for_each(|values| values.push((id, text.clone())));
            continue;
        }
        let before = std::mem::take(&mut ways);
        for list in lists {
            let list: Vec<(Id, String)> = list
                .into_iter()
                .map(|text| (part(lowering, node, Kind::Text(text.clone())), text))
                .collect();
            ways.extend(before.iter().map(|values| [values.as_slice(), &list].concat()));
        }
        ways.truncate(OPTION_LISTS);
    }
    ways
}

/// Values that a variable with options may have, of which each makes a command of its own.
const OPTION_LISTS: usize = 4;

/// The words of a variable that holds several options, for each of its values.
fn split(lowering: &Lowering<'_>, id: Id) -> Vec<Vec<String>> {
    let Kind::Name(variable) = &lowering.module.nodes[id].kind else { return Vec::new() };
    let bound = lowering.module.bindings.iter().filter(|one| one.name == *variable);
    let texts: Option<Vec<&str>> = bound
        .take(OPTION_LISTS)
        .map(|one| match &lowering.module.nodes[one.value?].kind {
            Kind::Text(value) => Some(value.as_str()),
            _ => None,
        })
        .collect();
    let texts: Vec<&str> =
        texts.unwrap_or_default().into_iter().filter(|text| !text.is_empty()).collect();
    if texts.iter().any(|text| !text.starts_with('-') || !text.contains(' ')) {
        return Vec::new();
    }
    texts.into_iter().map(|text| text.split_whitespace().map(str::to_owned).collect()).collect()
}
